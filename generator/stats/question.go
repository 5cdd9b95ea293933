package stats

import (
	"io"
	"net/url"

	"casebook/generator/country"
	"casebook/generator/table"
	"casebook/generator/vocab"
)

// A Gap is an empty cell that is in scope, worded as a question for the next
// call for evidence.
type Gap struct {
	Statistic, Table string
	Row, Column      string // ids
	Nothing          Nothing
	Question         string
	Definition       string // of the terms, and of the country's group and region
	Query            string // of the form of contribution, with the values filled in
}

// Gaps returns the empty cells that are in scope: types by status, domains by
// type, types by region, countries.
func Gaps(list []Statistic, vocabularies *vocab.Set) []Gap {
	var out []Gap
	for _, m := range maps {
		s := Find(list, m.statistic)
		if s == nil {
			continue
		}
		for _, c := range s.Table(m.table) {
			if isGap(&c) {
				g := Gap{Statistic: m.statistic, Table: m.table, Row: c.Row, Column: c.Column, Nothing: *c.Nothing}
				g.word(m, vocabularies)
				out = append(out, g)
			}
		}
	}
	return out
}

// word gives a gap its question.
func (g *Gap) word(m gapMap, vocabularies *vocab.Set) {
	kinds, statuses, domains := vocabularies.Get("innovation-type"), vocabularies.Get("adoption-status"), vocabularies.Get("domain")
	switch {
	case m.statistic == TypeStatus:
		g.Question = "Is there an innovation of the type “" + label(kinds, g.Row) + "”, developed or proven in a low- or middle-income country, whose adoption status in a high-income country is “" + label(statuses, g.Column) + "”?"
		g.Definition = definition(kinds, g.Row) + " " + definition(statuses, g.Column)
	case m.statistic == DomainType:
		g.Question = "Is there an innovation of the type “" + label(kinds, g.Column) + "” in the domain “" + label(domains, g.Row) + "” that a high-income country learned from a low- or middle-income country?"
		g.Definition = definition(domains, g.Row) + " " + definition(kinds, g.Column)
	case m.table == TableTypeRegion:
		g.Question = "Is there an innovation of the type “" + label(kinds, g.Row) + "”, developed or proven in " + regionName(g.Column) + ", that a high-income country learned from?"
		g.Definition = definition(kinds, g.Row) + " Region: " + regionName(g.Column) + ", by the World Bank's list."
	default:
		g.Question = "Is there a health innovation, developed or proven in " + country.Name(g.Row, "en") + ", that a high-income country learned from?"
		g.Definition = countryDefinition(g.Row)
	}
	at := m.place(g.Row, g.Column)
	query := url.Values{}
	for key, value := range map[string]string{"innovation_type": at.innovationType, "adoption_status": at.adoptionStatus, "domain": at.domain, "origin_country": at.origin} {
		if value != "" {
			query.Set(key, value)
		}
	}
	g.Query = "?" + query.Encode()
}

// label returns the label of a term, or its id.
func label(v *vocab.Vocabulary, id string) string {
	if t := v.Term(id); t != nil && t.Label != "" {
		return t.Label
	}
	return id
}

func definition(v *vocab.Vocabulary, id string) string {
	t := v.Term(id)
	if t == nil || t.Definition == "" {
		return label(v, id) + "."
	}
	return label(v, id) + ": " + t.Definition
}

// groupNames are the World Bank's names of the income groups.
var groupNames = map[country.Group]string{country.Low: "low income", country.LowerMiddle: "lower middle income", country.UpperMiddle: "upper middle income"}

func countryDefinition(code string) string {
	c := country.Get(code)
	if c == nil {
		return code + "."
	}
	text := c.Name("en")
	if name := groupNames[country.Latest(code).Group]; name != "" {
		text += ": " + name
	}
	if c.WBRegion != "" {
		text += ", " + regionName(c.WBRegion)
	}
	return text + ", by the World Bank's list."
}

// regionNames are the World Bank's regions, by the ids of package country.
var regionNames = map[string]string{
	"EAS": "East Asia and Pacific", "ECS": "Europe and Central Asia", "LCN": "Latin America and the Caribbean",
	"MEA": "the Middle East, North Africa, Afghanistan and Pakistan", "NAC": "North America", "SAS": "South Asia", "SSF": "Sub-Saharan Africa",
}

func regionName(id string) string {
	if name := regionNames[id]; name != "" {
		return name
	}
	return id
}

// A question is a gap with the day that it was found on.
type question struct {
	Gap
	date string
}

// gapFields are the columns of GapsCSV, each once.
var gapFields = []table.Field[question]{
	gapField("statistic", "Id of the statistic whose cell is empty.", func(q question) string { return q.Statistic }),
	gapField("table", "Table of that statistic.", func(q question) string { return q.Table }),
	gapField("row", "Id of the row: an innovation type, a domain, or a country (ISO 3166-1 alpha-3).", func(q question) string { return q.Row }),
	gapField("column", "Id of the column: an adoption status, an innovation type, or a region of the World Bank; empty for a country.", func(q question) string { return q.Column }),
	gapField("kind", "Kind of nothing: none-found (somebody searched and found no case) or not-searched (nobody has said that they looked: no case on record). Cells out of scope are not listed.", func(q question) string { return q.Nothing.Kind }),
	gapField("searched", "What was searched, where none was found.", func(q question) string { return q.Nothing.Searched }),
	gapField("on", "When it was searched, YYYY-MM-DD.", func(q question) string { return q.Nothing.On }),
	gapField("by", "Who searched.", func(q question) string { return q.Nothing.By }),
	gapField("question", "The gap as a research question. No case on record does not mean no innovation.", func(q question) string { return q.Question }),
	gapField("definition", "Definitions of the terms, as the vocabularies of the site have them.", func(q question) string { return q.Definition }),
	gapField("contribute", "Query of the contribution page with the values filled in, to be put after its address.", func(q question) string { return q.Query }),
	gapField("date", "As-of date of the statistics.", func(q question) string { return q.date }),
}

func gapField(name, description string, of func(question) string) table.Field[question] {
	return table.Field[question]{Column: column(name, table.Text, description), Cell: func(q question) table.Cell { return table.String(of(q)) }}
}

// GapsCSV writes every gap, worded as a research question, as package table
// writes CSV.
func GapsCSV(w io.Writer, list []Statistic, vocabularies *vocab.Set) error {
	t := table.Of(table.Table{Name: "gaps", Title: "Gaps"}, gapFields, func(yield func(question) bool) {
		for _, g := range Gaps(list, vocabularies) {
			if !yield(question{g, Find(list, g.Statistic).Date}) {
				return
			}
		}
	})
	return table.WriteCSV(w, &t)
}
