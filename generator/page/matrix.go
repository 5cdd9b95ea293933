package page

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/stats"
)

// kinds says what the ids of a statistic's rows and columns are: the id of a
// vocabulary, "country", "wb", "who", or "" for words of the table.
type kinds struct{ row, column string }

// axes is the kinds of the tables, by statistic and table; a table that is not
// here has the kinds of its statistic ("").
var axes = map[string]map[string]kinds{
	stats.FromTechnical: {"": {"learning-relation", "learning-type"}},
	stats.Ladder:        {"": {row: "adoption-status"}},
	stats.TypeStatus:    {"": {"innovation-type", "adoption-status"}, stats.TableColumns: {row: "adoption-status"}},
	stats.DomainType:    {"": {"domain", "innovation-type"}, stats.TableColumns: {row: "innovation-type"}},
	stats.Countries: {"": {row: "country"}, stats.TableIncome: {row: "group"}, stats.TableBankRegion: {row: "wb"},
		stats.TableWHORegion: {row: "who"}, stats.TableTypeRegion: {"innovation-type", "wb"}},
	stats.Unseen:        {"": {row: "country"}},
	stats.Concentration: {"": {row: "country"}},
	stats.Receiving:     {"": {"country", "adoption-status"}},
	stats.Evidence:      {"": {"evidence-level", "evidence-level"}},
	stats.Barriers:      {"": {row: "barrier"}},
	stats.Calls:         {"": {row: "call"}},
}

func kindsOf(stat, table string) kinds {
	if stat == stats.Ledger {
		// Its tables are named for those that changed: "closed:countries:country".
		parts := strings.SplitN(table, ":", 3)
		if len(parts) == 3 {
			return kindsOf(parts[1], parts[2])
		}
	}
	if k, ok := axes[stat][table]; ok {
		return k
	}
	return axes[stat][""]
}

func (s *Site) rowLabel(stat, table, id string) string {
	return s.axisLabel(kindsOf(stat, table).row, id)
}

func (s *Site) columnLabel(stat, table, id string) string {
	return s.axisLabel(kindsOf(stat, table).column, id)
}

func (s *Site) axisLabel(kind, id string) string {
	switch {
	case id == notStated:
		return s.Strings.T("not-stated")
	case id == stats.NoRegion:
		return s.Strings.T("region-other")
	case kind == "country":
		return s.country(id)
	case kind == "call":
		if c := s.callBySlug(id); c != nil {
			return c.Title.Text
		}
		return id
	case kind == "wb":
		return s.Strings.T("region-" + id)
	case kind == "who", kind == "group":
		return s.Strings.T(kind + "-" + id)
	case kind != "":
		return s.label(kind, id)
	case s.Strings.Has("stat-word-" + id):
		return upperFirst(s.Strings.T("stat-word-" + id))
	default:
		return id
	}
}

// behind returns the way to the records, or countries, behind a cell, on the
// page of its statistic; empty for an empty cell.
func (s *Site) behind(root Way, stat *stats.Statistic, c *stats.Cell) string {
	if len(c.Records)+len(c.Members) == 0 {
		return ""
	}
	return s.listHref(root, stat) + anchor(c)
}

// listHref returns the way to the lists of a statistic, from its page or from
// that of all statistics, up to the anchor.
func (s *Site) listHref(root Way, stat *stats.Statistic) string {
	if root == s.way(PaucityAddress) {
		return root.Below(stat.ID + "/#")
	}
	return "#"
}

// anchor returns the id of a cell's list of records.
func anchor(c *stats.Cell) string {
	parts := []string{c.Table, c.Row}
	if c.Column != "" {
		parts = append(parts, c.Column)
	}
	return "r-" + strings.Join(parts, ".")
}

// fewColumns is how many columns have room for their heads on a phone.
const fewColumns = 3

// matrix returns a table of a statistic with discs in its cells. Columns of
// adoption are washed, and the exits stand behind a double rule. A row or
// column of what is not stated is no gap, so it is left out while it is empty.
func (s *Site) matrix(root Way, stat *stats.Statistic, table string) Matrix {
	k := kindsOf(stat.ID, table)
	m := Matrix{Class: "gap", Corner: s.axisName(k.row)}
	m.Label = s.Strings.F("matrix-label", "rows", m.Corner, "columns", lowerFirst(s.axisName(k.column)))
	cells := withoutEmpty(stat.Table(table))
	columns := map[string]int{}
	rows := map[string]int{}
	for i := range cells {
		c := &cells[i]
		if _, ok := columns[c.Column]; !ok {
			columns[c.Column] = len(m.Columns)
			m.Columns = append(m.Columns, MatrixColumn{Label: s.axisLabel(k.column, c.Column), Class: s.columnClass(k.column, c.Column, m.Columns)})
		}
		r, ok := rows[c.Row]
		if !ok {
			r = len(m.Rows)
			rows[c.Row] = r
			m.Rows = append(m.Rows, MatrixRow{Head: s.rowHead(root, k.row, c.Row)})
		}
		m.Rows[r].Cells = append(m.Rows[r].Cells, s.matrixCell(root, stat, k, c, m.Columns[columns[c.Column]].Class))
	}
	if len(m.Columns) <= fewColumns {
		m.Class = "gap few"
	}
	return m
}

// withoutEmpty leaves out the rows and columns of what is not stated that count
// nothing.
func withoutEmpty(cells []stats.Cell) []stats.Cell {
	row, column := false, false
	for i := range cells {
		row = row || cells[i].Row == notStated && cells[i].Count > 0
		column = column || cells[i].Column == notStated && cells[i].Count > 0
	}
	return slices.DeleteFunc(cells, func(c stats.Cell) bool {
		return c.Row == notStated && !row || c.Column == notStated && !column
	})
}

// rows returns a list of a statistic with discs beside each row, most first.
func (s *Site) rows(root Way, stat *stats.Statistic, table string) Matrix {
	k := kindsOf(stat.ID, table)
	m := Matrix{Class: "gap few one", Label: s.tableLabel(stat.ID, table), Corner: s.axisName(k.row), Columns: []MatrixColumn{{Label: s.Strings.T("cases")}}}
	cells := stat.Table(table)
	if k.row == "country" {
		slices.SortStableFunc(cells, func(a, b stats.Cell) int { return b.Count - a.Count })
	}
	for i := range cells {
		cell := s.matrixCell(root, stat, k, &cells[i], "")
		cell.Ring = nil
		m.Rows = append(m.Rows, MatrixRow{Head: s.rowHead(root, k.row, cells[i].Row), Cells: []MatrixCell{cell}})
	}
	return m
}

func (s *Site) axisName(kind string) string {
	switch v := s.Model.Vocabularies.Get(kind); {
	case v != nil:
		return v.Label
	case kind == "country", kind == "call":
		return s.Strings.T("stat-row-" + kind)
	}
	return s.Strings.T("stat-row")
}

func (s *Site) columnClass(kind, id string, before []MatrixColumn) string {
	if kind != "adoption-status" {
		return ""
	}
	t := s.Model.Vocabularies.Get(kind).Term(id)
	switch {
	case t != nil && t.Rank >= derive.ExplicitRank:
		return "yes"
	case (t == nil || t.Rank == 0) && !slices.ContainsFunc(before, func(c MatrixColumn) bool { return c.Class == "x" }):
		return "x"
	}
	return ""
}

// taxonomyOf maps a vocabulary to the taxonomy whose pages show its terms.
var taxonomyOf = map[string]string{"innovation-type": "innovation-type", "domain": "domain", "barrier": "barrier",
	"learning-relation": "learning-relation", "adoption-status": "adoption-status", "evidence-level": "evidence-origin"}

func (s *Site) rowHead(root Way, kind, id string) Link {
	link := Link{Text: s.axisLabel(kind, id)}
	switch {
	case kind == "country":
		link.Href = s.countryHref(root, id)
	case taxonomyOf[kind] != "" && s.has(taxonomyOf[kind]+"/"+id+"/"):
		link.Href = root.To(taxonomyOf[kind] + "/" + id + "/")
	}
	return link
}

func (s *Site) matrixCell(root Way, stat *stats.Statistic, k kinds, c *stats.Cell, class string) MatrixCell {
	cell := MatrixCell{Class: class}
	if c.Count > 0 {
		cell.Dots, cell.Count = s.dotsOf(root, c)
		cell.Href = s.behind(root, stat, c)
		return cell
	}
	if c.Nothing != nil && c.Nothing.Kind != model.GapNotSearched {
		cell.Text = s.nothing(c.Nothing)
	}
	if c.Nothing == nil || c.Nothing.Kind != model.GapOutOfScope {
		cell.Ring = s.ring(root, k, c, cell.Text)
	}
	return cell
}

// ring returns a ring that leads to the page for contributions with the values
// of an empty cell filled in, or nil where they fill in nothing.
func (s *Site) ring(root Way, k kinds, c *stats.Cell, nothing string) *Dot {
	query := url.Values{}
	for _, a := range []struct{ kind, id string }{{k.row, c.Row}, {k.column, c.Column}} {
		if key := queryOf[a.kind]; key != "" && a.id != notStated {
			query.Set(key, a.id)
		}
	}
	address := s.contributeAddress()
	if len(query) == 0 || address == "" {
		return nil
	}
	name := joinGiven(", ", s.axisLabel(k.row, c.Row), s.axisLabel(k.column, c.Column))
	if nothing != "" {
		name += ": " + lowerFirst(nothing)
	}
	return &Dot{Class: "dot ring", Href: root.To(address + "?" + query.Encode()), Name: s.Strings.F("ring-add", "what", name)}
}

// queryOf names the front-matter key that a vocabulary's term fills in.
var queryOf = map[string]string{"innovation-type": "innovation_type", "adoption-status": "adoption_status", "domain": "domain",
	"learning-relation": "learning_relation", "learning-type": "learning_type", "barrier": "barriers"}

// nothing words the kind of nothing that an empty cell is.
func (s *Site) nothing(n *stats.Nothing) string {
	switch {
	case n == nil || n.Kind == model.GapNotSearched:
		return s.Strings.T("no-case")
	case n.Kind == model.GapOutOfScope:
		return joinGiven(": ", s.Strings.T("gap-out-of-scope"), n.Note)
	default:
		return s.Strings.F("gap-none-found", "searched", n.Searched, "date", s.Strings.Date(n.On), "by", n.By)
	}
}

// sortLinks orders links as a reader of the language expects.
func (s *Site) sortLinks(links []Link) {
	c := collate.New(language.Make(s.Strings.Lang()))
	slices.SortStableFunc(links, func(a, b Link) int { return c.CompareString(a.Text, b.Text) })
}
