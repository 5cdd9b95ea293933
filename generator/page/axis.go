package page

import (
	"slices"
	"strconv"

	"casebook/generator/stats"
)

// An Axis shows an estimate and its interval from 0 to 100 per cent, in per
// cent of the width.
type Axis struct {
	Estimate, Low, Width string
	Labels               []AxisLabel
}

// An AxisLabel is a text at an axis. Y is in pixels, Anchor is "start",
// "middle" or "end".
type AxisLabel struct{ X, Y, Anchor, Text string }

// How much room the texts of an axis take on a narrow screen, in per cent of a
// width of 320 pixels with letters of 13.
const (
	labelEnd  = 6.0  // half of "38%", so that it does not run over the end
	labelNear = 12.0 // from the middle of "38%" to an end that is labelled
	labelPair = 12.0 // between the middles of two labels
	labelWide = 30.0 // half of "38% to 42%" and a label at an end
)

const (
	above = "6"
	below = "50"
)

// axisOf returns the axis of a fraction with an interval, or nil.
func (s *Site) axisOf(v *stats.Fraction) *Axis {
	if v == nil || v.Interval == nil || v.Percent == nil {
		return nil
	}
	low, high := v.Interval.Low, v.Interval.High
	a := &Axis{Estimate: share(*v.Percent), Low: share(low), Width: share(high - low)}
	a.Labels = append(a.Labels, axisLabel(*v.Percent, above, percent(*v.Percent)+"%"))
	near := labelNear
	if high-low < labelPair {
		near = labelWide
		middle := (low + high) / 2
		text := s.Strings.F("axis-range", "low", percent(low), "high", percent(high))
		a.Labels = append(a.Labels, wideLabel(middle, text))
		low, high = middle, middle
	} else {
		a.Labels = append(a.Labels, axisLabel(low, below, percent(low)+"%"), axisLabel(high, below, percent(high)+"%"))
	}
	if low > near {
		a.Labels = append(a.Labels, AxisLabel{"0", below, "start", "0%"})
	}
	if high < 100-near {
		a.Labels = append(a.Labels, AxisLabel{"100", below, "end", "100%"})
	}
	return a
}

// axisLabel stands at its place, and at the ends does not run over them.
func axisLabel(at float64, y, text string) AxisLabel {
	switch {
	case at < labelEnd:
		return AxisLabel{"0", y, "start", text}
	case at > 100-labelEnd:
		return AxisLabel{"100", y, "end", text}
	}
	return AxisLabel{share(at), y, "middle", text}
}

// wideLabel is the label of an interval too short for two.
func wideLabel(at float64, text string) AxisLabel {
	l := axisLabel(at, below, text)
	switch {
	case at < labelWide/2:
		l.X, l.Anchor = "0", "start"
	case at > 100-labelWide/2:
		l.X, l.Anchor = "100", "end"
	}
	return l
}

// share writes a place on an axis in per cent of the width.
func share(p float64) string { return strconv.FormatFloat(p, 'f', 1, 64) }

// A LagTrack is a row a case on a shared axis of years.
type LagTrack struct {
	Ticks  []LagTick
	Median string // place; empty without one
	Rows   []LagRow
}

// A LagTick is a labelled number of years.
type LagTick struct{ X, Label, Anchor string }

// A LagRow is one case with its lag. The text stands right of the mark, or
// above the line where there is no room for it.
type LagRow struct {
	Case   Link
	Where  string // the adopter
	X      string
	Text   string
	Before bool // the text ends left of the mark, above the line
}

const (
	lagWidth = 90.0 // place of the last tick, in per cent; marks have a radius
	lagRoom  = 50.0 // a text that begins right of this may not fit on a phone
)

// byLag returns the points of a statistic, shortest lag first.
func byLag(points []stats.Point) []stats.Point {
	points = slices.Clone(points)
	slices.SortStableFunc(points, func(a, b stats.Point) int { return (a.End - a.Start) - (b.End - b.Start) })
	return points
}

// lagTrack returns a row a case, shortest lag first.
func (s *Site) lagTrack(root Way, stat *stats.Statistic) *LagTrack {
	points := byLag(stat.Points)
	if len(points) == 0 || len(points) > maxLagRows {
		return nil
	}
	longest := points[len(points)-1].End - points[len(points)-1].Start
	step := 10
	if longest > 60 {
		step = 20
	}
	most := float64((longest/step + 1) * step)
	t := &LagTrack{Ticks: s.lagTicks(step, most)}
	if median, ok := stat.Number("median"); ok {
		t.Median = share(median / most * lagWidth)
	}
	for _, p := range points {
		f := s.byID[p.Record]
		if f == nil {
			continue
		}
		years := p.End - p.Start
		at := float64(max(0, years)) / most * lagWidth
		t.Rows = append(t.Rows, LagRow{Case: Link{Href: root.To(CaseAddress(f.Case.Slug)), Text: f.Case.Title.Text}, X: share(at), Before: at > lagRoom,
			Where: s.country(p.Country), Text: s.Strings.N("track-year", years)})
	}
	return t
}

func (s *Site) lagTicks(step int, most float64) []LagTick {
	var list []LagTick
	for years := 0; years <= int(most); years += step {
		tick := LagTick{X: share(float64(years) / most * lagWidth), Label: s.Strings.Number(years), Anchor: "middle"}
		if years == 0 {
			tick.Anchor = "start"
		}
		list = append(list, tick)
	}
	return list
}
