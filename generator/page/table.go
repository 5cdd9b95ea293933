package page

import (
	"slices"
	"strings"

	"casebook/generator/stats"
)

// figures names the tables that stand behind a figure: those that it draws, or,
// where it is a table itself, the totals of its rows and columns. The page of
// the statistic has all. A statistic that is not here has all in both places.
var figures = map[string][]string{
	stats.Explicit:      {"population"},
	stats.FromTechnical: {"relation-type"},
	stats.Ladder:        {stats.TableAt, stats.TableExits, stats.TableApart},
	stats.TypeStatus:    {stats.TableRows, stats.TableColumns},
	stats.DomainType:    {stats.TableRows, stats.TableColumns},
	stats.Countries:     {stats.TableBankRegion},
	stats.Concentration: {stats.TableOrigin},
	stats.Decades:       {stats.TableDecadeOrigin, stats.TableDecadeAdoption},
	stats.Receiving:     {stats.TableExplicit},
	stats.Evidence:      {"origin", "receiving"},
	stats.Barriers:      {stats.TableBroad},
	stats.WhoSpeaks:     {"authors"},
}

// figureTables returns the tables that stand behind the figure of a statistic.
func (s *Site) figureTables(root Way, stat *stats.Statistic) []DataTable {
	names, ok := figures[stat.ID]
	if !ok {
		names = tableNames(stat)
	}
	return s.dataTables(root, stat, names)
}

// dataTables returns the fraction of a statistic and these of its tables as
// numbers.
func (s *Site) dataTables(root Way, stat *stats.Statistic, names []string) []DataTable {
	var out []DataTable
	if stat.Value != nil {
		out = append(out, s.valueTable(root, stat))
	}
	if len(stat.Points) > 0 && s.drawn() {
		out = append(out, s.pointTable(root, stat))
	}
	for _, name := range names {
		switch cells := stat.Table(name); {
		case name == stats.TableUnstated:
		case name == stats.TableMilestone && len(cells) > 0:
			out = append(out, *s.callTable(root, stat))
		case len(cells) == 0:
		case cells[0].Column == "":
			out = append(out, s.listTable(root, stat, name, cells))
		default:
			out = append(out, s.gridTable(root, stat, name, withoutEmpty(cells)))
		}
	}
	return out
}

// pointTable lists the cases on the axis of years.
func (s *Site) pointTable(root Way, stat *stats.Statistic) DataTable {
	t := DataTable{Label: s.Strings.T("stat-table-points"), Head: []string{s.Strings.T("map-case"), s.Strings.T("point-start"),
		s.Strings.T("point-end"), s.Strings.T("point-lag"), s.Strings.T("map-to")}}
	for _, p := range byLag(stat.Points) {
		f := s.byID[p.Record]
		if f == nil {
			continue
		}
		t.Rows = append(t.Rows, []TableCell{{Text: f.Case.Title.Text, Href: root.To(CaseAddress(f.Case.Slug)), Head: true},
			{Text: yearText(p.Start)}, {Text: yearText(p.End)},
			{Text: s.Strings.Number(p.End - p.Start)}, {Text: s.country(p.Country)}})
	}
	return t
}

func tableNames(stat *stats.Statistic) []string {
	var names []string
	for i := range stat.Cells {
		if name := stat.Cells[i].Table; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// valueTable shows the fraction and the named numbers.
func (s *Site) valueTable(root Way, stat *stats.Statistic) DataTable {
	t := DataTable{Label: s.Strings.T("stat-numbers"), Head: []string{s.Strings.T("stat-measure"), s.Strings.T("stat-value")}}
	value := TableCell{Text: s.fraction(stat.Value)}
	if list := s.valueList(root, stat); list != nil && len(list.Links) > 0 {
		value.Href = s.listHref(root, stat) + list.ID
	}
	t.Rows = append(t.Rows, []TableCell{{Text: stat.Title, Head: true}, value})
	for _, n := range stat.Numbers {
		text := s.Strings.T("not-computed")
		if n.OK {
			text = s.Strings.F("stat-unit-"+n.Unit, "n", number(n.Value))
		}
		t.Rows = append(t.Rows, []TableCell{{Text: s.axisLabel("", n.ID), Head: true}, {Text: text}})
	}
	return t
}

func (s *Site) tableLabel(stat, table string) string {
	if parts := strings.SplitN(table, ":", 3); len(parts) == 3 {
		return s.Strings.T("stat-table-"+parts[0]) + ": " + s.Strings.T("stat-"+parts[1])
	}
	if id := "stat-table-" + stat + "-" + table; s.Strings.Has(id) {
		return s.Strings.T(id)
	}
	return s.Strings.T("stat-table-" + table)
}

func (s *Site) listTable(root Way, stat *stats.Statistic, name string, cells []stats.Cell) DataTable {
	label := s.tableLabel(stat.ID, name)
	t := DataTable{Label: label, Head: []string{s.axisName(kindsOf(stat.ID, name).row), s.Strings.T("stat-count")}}
	for i := range cells {
		c := &cells[i]
		t.Rows = append(t.Rows, []TableCell{
			{Text: s.rowLabel(stat.ID, name, c.Row), Head: true},
			{Text: s.countOf(c), Href: s.behind(root, stat, c)},
		})
	}
	return t
}

func (s *Site) countOf(c *stats.Cell) string {
	if c.Of > 0 {
		return s.Strings.F("fraction", "k", s.Strings.Number(c.Count), "n", s.Strings.Number(c.Of))
	}
	return s.Strings.Number(c.Count)
}

func (s *Site) gridTable(root Way, stat *stats.Statistic, name string, cells []stats.Cell) DataTable {
	t := DataTable{Label: s.tableLabel(stat.ID, name), Head: []string{s.axisName(kindsOf(stat.ID, name).row)}}
	var columns, rows []string
	for i := range cells {
		if !slices.Contains(columns, cells[i].Column) {
			columns = append(columns, cells[i].Column)
			t.Head = append(t.Head, s.columnLabel(stat.ID, name, cells[i].Column))
		}
		if !slices.Contains(rows, cells[i].Row) {
			rows = append(rows, cells[i].Row)
		}
	}
	at := make(map[[2]string]*stats.Cell, len(cells))
	for i := range cells {
		at[[2]string{cells[i].Row, cells[i].Column}] = &cells[i]
	}
	for _, row := range rows {
		line := []TableCell{{Text: s.rowLabel(stat.ID, name, row), Head: true}}
		for _, column := range columns {
			cell := TableCell{}
			if name != stats.TableApart { // which has no other cells than those that count something
				cell.Text = s.Strings.Number(0)
			}
			if c := at[[2]string{row, column}]; c != nil {
				cell.Text, cell.Href = s.Strings.Number(c.Count), s.behind(root, stat, c)
			}
			line = append(line, cell)
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}
