package page

import (
	"strconv"
	"strings"

	"casebook/generator/stats"
)

// number writes a value with at most one decimal.
func number(v float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
}

// caption says in one sentence what a figure shows, with its numbers.
func (s *Site) caption(stat *stats.Statistic) string {
	id := "caption-" + stat.ID
	k, n := 0, 0
	if stat.Value != nil {
		k, n = stat.Value.Numerator, stat.Value.Denominator
	}
	total := s.Strings.Number(n)
	switch {
	case stat.ID == stats.Ledger && n == 0, stat.ID == stats.WhoSpeaks && n == 0 && stat.N > 0:
		return s.Strings.T(id + "-none")
	case (stat.ID == stats.Calls || stat.ID == stats.Partnerships) && n == 0:
		return s.Strings.T(id + "-none")
	case stat.ID == stats.Lag:
		return s.lagCaption(stat)
	case stat.N == 0:
		return s.Strings.T("caption-none")
	case stat.ID == stats.Ladder:
		return s.Strings.N(id, sumOf(stat, stats.TableExits), "total", s.Strings.Number(stat.N))
	case stat.ID == stats.Decades:
		most, labels := s.largest(stat, stat.Table(stats.TableDecadeOrigin))
		return s.Strings.N(id, most, "total", total, "list", s.Strings.List(labels))
	case stat.ID == stats.Receiving:
		adopted, _ := stat.Number("explicit")
		countries, _ := stat.Number("countries-explicit")
		return s.Strings.N(id, int(adopted), "total", total, "countries", s.Strings.N("n-high-income", int(countries)))
	case stat.ID == stats.Barriers:
		return s.barrierCaption(stat)
	default:
		return s.Strings.N(id, k, "total", total)
	}
}

func (s *Site) lagCaption(stat *stats.Statistic) string {
	median, ok := stat.Number("median")
	if !ok {
		return s.Strings.T("caption-lag-none")
	}
	return s.Strings.N("caption-lag", len(stat.Points), "median", number(median))
}

// barrierCaption names what stood in the way most often where adoption stopped.
func (s *Site) barrierCaption(stat *stats.Statistic) string {
	var cells []stats.Cell
	of := 0
	for _, c := range stat.Table(stats.TableBarrier) {
		if c.Column == stats.ColumnStopped {
			cells, of = append(cells, c), c.Of
		}
	}
	most, labels := s.largest(stat, cells)
	if most == 0 {
		return s.Strings.N("caption-barriers-named", stat.Value.Numerator, "total", s.Strings.Number(stat.Value.Denominator))
	}
	return s.Strings.N("caption-barriers", most, "total", s.Strings.Number(of), "list", s.Strings.List(labels))
}

// largest returns the largest count of these cells and the labels of the rows
// that have it; what is not stated is no row of it.
func (s *Site) largest(stat *stats.Statistic, cells []stats.Cell) (most int, labels []string) {
	for i := range cells {
		if c := &cells[i]; c.Row != notStated && c.Count >= max(most, 1) {
			if c.Count > most {
				most, labels = c.Count, nil
			}
			labels = append(labels, s.rowLabel(stat.ID, c.Table, c.Row))
		}
	}
	return most, labels
}

func sumOf(stat *stats.Statistic, table string) int {
	n := 0
	for _, c := range stat.Table(table) {
		n += c.Count
	}
	return n
}

// small returns the uncertainty and the caveats below a caption.
func (s *Site) small(stat *stats.Statistic) []string {
	var out []string
	if v := stat.Value; v != nil && v.Interval != nil && v.Percent != nil {
		out = append(out, s.Strings.F("paucity-interval", "percent", percent(*v.Percent),
			"low", percent(v.Interval.Low), "high", percent(v.Interval.High)))
	} else if v != nil && v.Denominator > 0 && v.Denominator < s.Model.Config.MinN {
		out = append(out, s.Strings.F("paucity-few", "min", s.Strings.Number(s.Model.Config.MinN)))
	}
	switch stat.ID {
	case stats.TypeStatus, stats.DomainType:
		out = append(out, s.Strings.T("ring-note"), s.Strings.T("paucity-twice"))
		out = append(out, s.emptyRows(stat)...)
	case stats.Countries:
		out = append(out, s.Strings.T("ring-note"))
	case stats.Unseen:
		out = append(out, stat.Notes[0])
	case stats.Concentration:
		if effective, ok := stat.Number("effective-origins"); ok {
			out = append(out, s.Strings.F("paucity-effective", "n", number(effective)))
		}
		out = append(out, s.Strings.T("paucity-pairs"))
	case stats.Lag:
		out = append(out, s.lagSmall(stat)...)
	case stats.Decades:
		out = append(out, s.Strings.T("decades-note"))
	case stats.Ledger:
		if stat.N > 0 {
			out = append(out, stat.Notes...)
		}
	}
	if s.isShare(stat) {
		out = append(out, s.Strings.T("chosen-note"))
	}
	if !s.drawn() {
		out = append(out, s.Strings.F("paucity-numbers", "max", s.Strings.Number(maxFigureDots)))
	}
	return out
}

// isShare reports whether a statistic is a share of the recorded cases, beside
// which the page says that they were chosen.
func (s *Site) isShare(stat *stats.Statistic) bool {
	switch stat.ID {
	case stats.TypeStatus, stats.DomainType, stats.Countries, stats.Calls, stats.Completeness, stats.Ledger, stats.Partnerships:
		return false
	}
	return stat.N > 0
}

// lagSmall gives the spread of the lags, and how many adopted cases have one.
func (s *Site) lagSmall(stat *stats.Statistic) []string {
	if len(stat.Points) == 0 {
		return nil
	}
	out := []string{s.Strings.N("lag-dated", stat.Value.Numerator, "total", s.Strings.Number(stat.Value.Denominator))}
	low, ok := stat.Number("min")
	high, _ := stat.Number("max")
	if ok {
		out[0] += " " + s.Strings.F("lag-range", "low", number(low), "high", number(high))
	}
	first, ok := stat.Number("quartile-1")
	if third, also := stat.Number("quartile-3"); ok && also {
		out[0] += " " + s.Strings.F("lag-quartiles", "low", number(first), "high", number(third))
	}
	return out
}

// emptyRows names the rows of a gap map that hold nothing at all.
func (s *Site) emptyRows(stat *stats.Statistic) []string {
	var names []string
	for _, c := range stat.Table(stats.TableRows) {
		if c.Count == 0 && c.Row != notStated {
			names = append(names, s.rowLabel(stat.ID, stats.TableRows, c.Row))
		}
	}
	if names == nil {
		return nil
	}
	return []string{s.Strings.F("paucity-empty-rows", "list", s.Strings.List(names))}
}
