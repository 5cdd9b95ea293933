package page

import (
	"math"
	"slices"
	"strconv"

	"casebook/generator/derive"
	"casebook/generator/stats"
)

// Above these numbers of cases a figure shows numbers in place of discs; the
// figure says so.
const (
	maxFigureDots = 600 // discs in one figure
	maxLagRows    = 60  // cases on the axis of years; above it they stand in columns of ten years
	maxRow        = 40  // discs in one row over the axis of the estimate
	maxFull       = 150 // discs of full size
	maxListed     = 100 // records listed behind one number; the CSV file has all
)

// PaucityAddress is the address of the statistics, and the first part of that
// of each.
const PaucityAddress = "paucity/"

// StatisticAddress returns the address of the page of one statistic.
func StatisticAddress(id string) string { return PaucityAddress + id + "/" }

// StatisticFile returns the address of the CSV file of one statistic.
func StatisticFile(id string) string { return PaucityAddress + id + ".csv" }

// GapsFile is the address of the gaps as research questions.
const GapsFile = PaucityAddress + "gaps.csv"

// A Paucity is the view of /paucity/.
type Paucity struct {
	Frame
	Heading   string
	Lede      string
	Contents  []Link
	Figures   []StatFigure
	GapsFile  Link
	Published *Published // what others counted; nil: nothing
}

// A StatFigure is one statistic, drawn, with its table and what is behind it.
// Of the forms it has those that fit its kind.
type StatFigure struct {
	ID      string
	Title   string
	Number  string // "Figure 1"
	Caption string
	Small   []string
	Even    []Dot    // all cases
	Class   string   // of Even: "even" for one row as wide as the axis
	Many    bool     // so many discs that they are drawn small
	Axis    *Axis    // of the estimate
	Counts  []Count  // in place of discs, where there are too many
	Stair   *Stair   // the adoption ladder
	Matrix  []Matrix // gap maps and other crossings
	Cover   []Cover  // regions with their countries
	Columns []Columns
	Track   *LagTrack
	Map     *MapFigure
	Tables  []DataTable
	Open    bool // the tables are the figure
	File    Link
	Detail  Link
	About   StatAbout
}

// A StatAbout says what a statistic means.
type StatAbout struct {
	Definition, Population, Formula, Fraction string
	Sources                                   []Link
	Notes                                     []string
}

// A Stair is the adoption ladder: its rungs, lowest first, and its exits.
type Stair struct {
	Steps []Step
	Exits []Step
}

// A Step is one rung, or one way off the ladder.
type Step struct {
	Label string
	Count string
	Href  string // to the records behind the number
	Up    bool   // adopted
	Dots  []Dot
	Ring  *Dot // of a rung without a case
}

// A Matrix is a table of discs. Class is "gap", with "few" where the columns
// are so few that their heads need not stand upright, and "one" for a list.
type Matrix struct {
	Class   string
	Label   string // what the rows and columns are
	Corner  string
	Columns []MatrixColumn
	Rows    []MatrixRow
}

// A MatrixColumn is the head of a column. Class is "yes" for adoption and "x"
// where the exits begin.
type MatrixColumn struct{ Label, Class string }

// A MatrixRow is one row of a matrix.
type MatrixRow struct {
	Head  Link
	Cells []MatrixCell
}

// A MatrixCell holds discs, a number, or a ring that invites a case.
type MatrixCell struct {
	Class string // "yes", "x"
	Dots  []Dot
	Count string
	Href  string // of the count
	Ring  *Dot   // a link with the values filled in
	Text  string // of an empty cell that is more than not searched
}

// Empty reports whether a cell is a ring that says no more than zero.
func (c MatrixCell) Empty() bool {
	return c.Dots == nil && c.Count == "" && c.Ring == nil && c.Text == ""
}

// A Cover is a region with its countries.
type Cover struct {
	Label string
	Text  string // "3 of 23 countries"
	Href  string // to the countries with a case
	Dots  []Dot
	Count string
	Rings []struct{}
	None  []Link // countries with no case on record
	Title string // "20 with no case on record"
}

// Columns are discs by decades, or by tens of years.
type Columns struct {
	Label string
	List  []Column
}

// A Column is one decade, or ten years.
type Column struct {
	Label string
	Dots  []Dot
	Count string
}

// A DataTable is a table of numbers. Numbers lead to the records behind them.
type DataTable struct {
	Label string
	Head  []string
	Rows  [][]TableCell
}

// A TableCell is one cell of a table of numbers.
type TableCell struct {
	Text string
	Href string
	Head bool
}

// Paucity returns the page of all statistics.
func (s *Site) Paucity() *Paucity {
	v := &Paucity{Frame: s.frame(PaucityAddress, s.Strings.T("paucity"), s.Strings.T("paucity-description"))}
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Figures))
	v.Heading, v.Lede = s.Strings.T("paucity"), s.Strings.T("paucity-lede")
	v.GapsFile = Link{Href: v.Root.To(GapsFile), Text: s.Strings.T("paucity-gaps-file")}
	for i := range s.Statistics {
		f := s.statFigure(v.Root, &s.Statistics[i])
		f.Number = s.Strings.F("figure", "n", s.Strings.Number(i+1))
		v.Contents = append(v.Contents, Link{Href: "#" + f.ID, Text: f.Title})
		v.Figures = append(v.Figures, f)
	}
	v.Published = s.published(v.Root)
	return v
}

func (s *Site) statFigure(root Way, stat *stats.Statistic) StatFigure {
	f := StatFigure{
		ID: stat.ID, Title: s.Strings.T("stat-" + stat.ID), Caption: s.caption(stat), Small: s.small(stat),
		File:   Link{Href: root.To(StatisticFile(stat.ID)), Text: s.Strings.T("download-csv")},
		Detail: Link{Href: root.To(StatisticAddress(stat.ID)), Text: s.Strings.T("stat-detail")},
		Tables: s.figureTables(root, stat), About: s.about(stat), Many: len(s.Index.Counted) > maxFull,
	}
	switch stat.ID {
	case stats.Explicit:
		s.headline(root, stat, &f)
	case stats.Ladder:
		f.Stair = s.stair(root, stat)
	case stats.FromTechnical:
		f.Matrix = []Matrix{s.matrix(root, stat, "relation-type")}
	case stats.TypeStatus, stats.DomainType:
		f.Matrix = []Matrix{s.matrix(root, stat, stats.TableCell)}
	case stats.Evidence:
		m := s.matrix(root, stat, stats.TableEvidence)
		m.Corner = s.Strings.T("evidence-down")
		m.Label = s.Strings.F("matrix-label", "rows", m.Corner, "columns", s.Strings.T("evidence-across"))
		f.Matrix = []Matrix{m}
	case stats.Barriers:
		m := s.matrix(root, stat, stats.TableBarrier)
		m.Label = s.Strings.F("matrix-label", "rows", m.Corner, "columns", s.Strings.T("barriers-across"))
		f.Matrix = []Matrix{m}
	case stats.Countries:
		f.Cover, f.Map = s.cover(root, stat), s.homeMap(root)
		if f.Map != nil {
			f.Map.Rows = nil // the first page has them
		}
	case stats.Decades:
		f.Columns = []Columns{s.columns(root, stat, stats.TableDecadeOrigin), s.columns(root, stat, stats.TableDecadeAdoption)}
	case stats.Lag:
		if f.Track = s.lagTrack(root, stat); f.Track == nil && len(stat.Points) > 0 {
			f.Columns = []Columns{s.lagColumns(root, stat)}
		}
	case stats.Unseen:
		f.Matrix = []Matrix{s.rows(root, stat, stats.TableOrigin)}
	case stats.Calls, stats.Completeness, stats.Ledger, stats.Partnerships:
		f.Open = true
	case stats.Receiving:
		f.Matrix = []Matrix{s.rows(root, stat, stats.TableExplicit)}
	case stats.Concentration:
		f.Matrix = []Matrix{s.rows(root, stat, stats.TableOrigin)}
	case stats.WhoSpeaks:
		f.Matrix = []Matrix{s.rows(root, stat, "authors")}
	}
	return f
}

func (s *Site) about(stat *stats.Statistic) StatAbout {
	a := StatAbout{Definition: stat.Definition, Population: stat.Population, Formula: stat.Formula, Notes: stat.Notes,
		Fraction: s.fraction(stat.Value)}
	for _, source := range stat.Sources {
		a.Sources = append(a.Sources, Link{Href: source.URL, Text: source.Citation})
	}
	return a
}

// fraction returns "8 of 24", with a percentage and an interval where the
// statistic has them. As in stats.Fraction.String, what is neither none nor all
// does not read 0% or 100%.
func (s *Site) fraction(f *stats.Fraction) string {
	if f == nil {
		return ""
	}
	text := s.Strings.F("fraction", "k", s.Strings.Number(f.Numerator), "n", s.Strings.Number(f.Denominator))
	switch p := f.Percent; {
	case p == nil:
	case *p < 0.5 && f.Numerator > 0:
		text += s.Strings.T("fraction-under")
	case *p >= 99.5 && f.Numerator < f.Denominator:
		text += s.Strings.T("fraction-over")
	default:
		text += s.Strings.F("fraction-percent", "percent", percent(*p))
	}
	if f.Interval != nil {
		text += s.Strings.F("fraction-interval", "low", percent(f.Interval.Low), "high", percent(f.Interval.High))
	}
	return text
}

// percent writes a percentage as a whole number.
func percent(p float64) string { return strconv.Itoa(int(math.Round(p))) }

// headline draws every case of the population in one row, over the axis of the
// estimate.
func (s *Site) headline(root Way, stat *stats.Statistic, f *StatFigure) {
	cases := byMark(s.Index.Counted)
	if len(cases) <= maxFigureDots {
		f.Even, f.Class = s.named(root, cases), "run"
		if len(cases) <= maxRow {
			f.Class = "run even"
		}
	} else {
		f.Counts = s.markCounts(cases)
	}
	f.Axis = s.axisOf(stat.Value)
}

// named returns discs with the full names of their cases.
func (s *Site) named(root Way, cases []*derive.Facts) []Dot {
	out := make([]Dot, len(cases))
	for i, f := range cases {
		out[i] = s.dot(root, f)
	}
	return out
}

// dots returns discs with the titles of their cases: a case is drawn a dozen
// times on the page, and its place and status are said by the figure.
func (s *Site) dots(root Way, cases []*derive.Facts) []Dot {
	out := s.named(root, cases)
	for i, f := range cases {
		out[i].Name = f.Case.Title.Text
	}
	return out
}

// markCounts stands for the discs of very many cases.
func (s *Site) markCounts(cases []*derive.Facts) []Count {
	n := map[derive.Mark]int{}
	for _, f := range cases {
		n[f.Mark]++
	}
	return []Count{
		{"m on", s.Strings.Number(n[derive.MarkOn]), s.Strings.T("map-key-on")},
		{"m", s.Strings.Number(n[derive.MarkGo] + n[derive.MarkNone]), s.Strings.T("key-case")},
		{"m off", s.Strings.Number(n[derive.MarkOff]), s.Strings.T("map-key-off")},
	}
}

// drawn reports whether the discs of the whole population fit into a figure.
func (s *Site) drawn() bool { return len(s.Index.Counted) <= maxFigureDots }

// dotsOf returns the discs of records by their ids, or their number where they
// are too many.
func (s *Site) dotsOf(root Way, c *stats.Cell) ([]Dot, string) {
	if !s.drawn() {
		return nil, s.Strings.Number(c.Count)
	}
	cases := make([]*derive.Facts, 0, len(c.Records))
	for _, id := range c.Records {
		if f := s.byID[id]; f != nil {
			cases = append(cases, f)
		}
	}
	return s.dots(root, byMark(cases)), ""
}

func (s *Site) stair(root Way, stat *stats.Statistic) *Stair {
	stair := &Stair{}
	for _, c := range stat.Table(stats.TableAt) {
		stair.Steps = append(stair.Steps, s.step(root, stat, c))
	}
	for _, c := range append(stat.Table(stats.TableExits), stat.Table(stats.TableApart)...) {
		if c.Count > 0 {
			stair.Exits = append(stair.Exits, s.step(root, stat, c))
		}
	}
	return stair
}

func (s *Site) step(root Way, stat *stats.Statistic, c stats.Cell) Step {
	step := Step{Label: s.rowLabel(stat.ID, c.Table, c.Row), Count: s.Strings.Number(c.Count), Href: s.behind(root, stat, &c)}
	if t := s.Model.Vocabularies.Get("adoption-status").Term(c.Row); t != nil {
		step.Up = t.Rank >= derive.ExplicitRank
	}
	step.Dots, _ = s.dotsOf(root, &c)
	if c.Count == 0 {
		step.Ring = s.ring(root, kindsOf(stat.ID, c.Table), &c, "")
	}
	return step
}

// cover returns the regions with their cases and their empty countries.
func (s *Site) cover(root Way, stat *stats.Statistic) []Cover {
	var out []Cover
	table := stat.Table(stats.TableBankRegion)
	for i := 0; i+2 < len(table); i += 3 {
		none, one, several := table[i], table[i+1], table[i+2]
		c := Cover{Label: s.rowLabel(stat.ID, stats.TableBankRegion, none.Row),
			Text: s.Strings.N("region-countries", none.Of, "k", s.Strings.Number(one.Count+several.Count))}
		var ids []string
		for _, code := range slices.Concat(one.Members, several.Members) {
			if cell := stat.Cell(stats.TableCountry, code, ""); cell != nil {
				ids = append(ids, cell.Records...)
			}
		}
		slices.Sort(ids)
		ids = slices.Compact(ids)
		c.Dots, c.Count = s.dotsOf(root, &stats.Cell{Count: len(ids), Records: ids})
		c.Rings = make([]struct{}, none.Count)
		for _, code := range none.Members {
			c.None = append(c.None, Link{Href: s.countryHref(root, code), Text: s.country(code)})
		}
		s.sortLinks(c.None)
		c.Title = s.Strings.N("region-none", none.Count)
		out = append(out, c)
	}
	return out
}

// columns returns one column a decade, without those before the first case.
func (s *Site) columns(root Way, stat *stats.Statistic, table string) Columns {
	out := Columns{Label: s.tableLabel(stat.ID, table)}
	for _, c := range stat.Table(table) {
		if c.Count == 0 && (c.Row == notStated || out.List == nil) {
			continue
		}
		column := Column{Label: s.rowLabel(stat.ID, c.Table, c.Row)}
		column.Dots, column.Count = s.dotsOf(root, &c)
		out.List = append(out.List, column)
	}
	return out
}

// lagColumns returns one column for each ten years of lag.
func (s *Site) lagColumns(root Way, stat *stats.Statistic) Columns {
	var cells []stats.Cell
	for _, p := range byLag(stat.Points) {
		i := max(0, p.End-p.Start) / 10
		for len(cells) <= i {
			cells = append(cells, stats.Cell{})
		}
		cells[i].Count++
		cells[i].Records = append(cells[i].Records, p.Record)
	}
	out := Columns{Label: s.Strings.T("lag-columns")}
	for i := range cells {
		column := Column{Label: s.Strings.F("lag-band", "from", s.Strings.Number(10*i), "to", s.Strings.Number(10*i+9))}
		column.Dots, column.Count = s.dotsOf(root, &cells[i])
		out.List = append(out.List, column)
	}
	return out
}
