package figure

import (
	"math"
	"strconv"
)

// A Tick is a labelled year of a time axis.
type Tick struct {
	X     string // in per cent of the width, without the sign
	Label string
}

// The marks of a track stand between these parts of the width, in per cent.
// What is left at the end is room for the label of the last mark.
const (
	axisStart = 5.9
	axisMarks = 74.0
	axisEnd   = 100.0
)

// tickSteps are the distances in years between two ticks, and tickRoom is the
// least distance in per cent: a year takes 11% of a phone's width, and nearly
// 13% where a reader sets letters apart (WCAG 2.2, 1.4.12).
var tickSteps = [...]int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000}

const tickRoom = 13.0

// A scale places years on a line.
type scale struct {
	first int     // the year at axisStart
	until int     // no tick is later
	unit  float64 // per cent a year
	rtl   bool
}

// newScale returns the scale for events from first to last. It runs on to the
// year asOf where that leaves the marks room; asOf 0 ends it with the last event.
func newScale(first, last, asOf int, rtl bool) scale {
	until := max(last, asOf)
	// A case of this year would otherwise have an axis of no length.
	span := max(until-first, 10)
	unit := (axisEnd - axisStart) / float64(span)
	if last > first {
		unit = min(unit, (axisMarks-axisStart)/float64(last-first))
	}
	return scale{first: first, until: until, unit: unit, rtl: rtl}
}

// at returns the place of a year in per cent from the left, before it is
// mirrored. The conversion keeps processors from fusing the product into the
// sum, which would round differently.
func (s scale) at(year int) float64 { return axisStart + float64(float64(year-s.first)*s.unit) }

// x returns the place of a year as it is written: from the left, with one
// decimal; mirrored for scripts that run from right to left.
func (s scale) x(year int) string {
	v := s.at(year)
	if s.rtl {
		v = 100 - v
	}
	return strconv.FormatFloat(v, 'f', 1, 64)
}

// ticks returns round years, as many as have room for their labels, earliest
// first.
func (s scale) ticks() []Tick {
	step := tickSteps[len(tickSteps)-1]
	for _, n := range tickSteps {
		if float64(n)*s.unit >= tickRoom {
			step = n
			break
		}
	}
	// A label is centred on its tick, so the outermost keep off the edges.
	const edge = 4.0
	lowest := max(1, s.first-int((axisStart-edge)/s.unit))
	var out []Tick
	for year := int(math.Ceil(float64(lowest)/float64(step))) * step; year <= s.until && s.at(year) <= 100-edge; year += step {
		out = append(out, Tick{X: s.x(year), Label: strconv.Itoa(year)})
	}
	return out
}
