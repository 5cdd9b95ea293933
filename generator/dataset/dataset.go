// Package dataset says which tables the evidence base is given away as, and
// what describes them: the Data Package, the RO-Crate, CITATION.cff, the JSON
// of the API with its OpenAPI description.
//
// A site with its facts and statistics goes in, tables come out (package table
// writes them), each with one definition of its columns: name, type,
// description, where the value comes from, the vocabulary. What follows from
// other values is taken from package derive or handed in; nothing is computed
// twice. Nothing here reads files or looks at a clock.
//
// Every record is there, withdrawn ones too; each row that belongs to a record
// says the record's status, so that a file alone tells what no longer stands.
package dataset

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/table"
)

// An Input is what the tables follow from.
type Input struct {
	Site       *model.Site
	Facts      []*derive.Facts                         // of every record
	Counts     func(c *country.Country) (from, to int) // published records that came from it, and went to it
	Statistics table.Table
	Addresses
}

// Addresses say where the pages are, below the site root.
type Addresses struct {
	Case    func(slug string) string
	Country func(c *country.Country) string      // "" where it has no page
	Term    func(vocabulary, term string) string // "" where it has none
}

// The names of the tables, in the order of Tables.
const (
	Cases        = "cases"
	Origins      = "origins"
	Adoptions    = "adoptions"
	References   = "references"
	Contributors = "contributors"
	Countries    = "countries"
	Vocabularies = "vocabularies"
)

// Tables returns the tables of a site.
func Tables(in Input) []table.Table {
	d := &maker{Input: in, facts: inOrder(in.Facts)}
	return []table.Table{d.cases(), d.origins(), d.adoptions(), d.references(), d.contributors(), d.countries(), d.vocabularies(), d.Statistics}
}

// A maker is what the tables share while they are made.
type maker struct {
	Input
	facts []*derive.Facts
}

// Number returns the number of a record, or nothing while it has none of its
// own: lf-0000 stands for many.
func Number(c *model.Case) string {
	if strings.HasSuffix(c.ID.Text, "-0000") {
		return ""
	}
	return c.ID.Text
}

// inOrder returns the records by number, those without one last and by slug.
func inOrder(facts []*derive.Facts) []*derive.Facts {
	list := slices.Clone(facts)
	slices.SortStableFunc(list, func(a, b *derive.Facts) int {
		ia, ib := Number(a.Case), Number(b.Case)
		if (ia == "") != (ib == "") {
			return cmp.Compare(len(ib), len(ia))
		}
		return cmp.Or(cmp.Compare(len(ia), len(ib)), cmp.Compare(ia, ib), cmp.Compare(a.Case.Slug, b.Case.Slug))
	})
	return list
}

// address returns the address of a page, "" where path is: absolute where the
// site knows its own, else from the root of the site.
func (d *maker) address(path string) table.Cell {
	if path == "" {
		return table.Cell{}
	}
	return table.String(d.Site.Config.BaseURL + path)
}

const aboutAddress = "Absolute where the site knows its own address, else from the root of the site."

// terms returns the terms of a vocabulary for a column; retired ones too, as
// old records may have them.
func (d *maker) terms(vocabulary string) []table.Term {
	v := d.Site.Vocabularies.Get(vocabulary)
	if v == nil {
		return nil
	}
	out := make([]table.Term, len(v.Terms))
	for i := range v.Terms {
		out[i] = table.Term{ID: v.Terms[i].ID, Label: v.Terms[i].Label}
	}
	return out
}

// term returns the definition of a column that holds terms.
func (d *maker) term(name string, kind table.Type, vocabulary, source, description string) table.Column {
	return table.Column{Name: name, Type: kind, Description: description, Source: source, Vocabulary: vocabulary, Terms: d.terms(vocabulary)}
}

// column returns the definition of a column without a vocabulary.
func column(name string, kind table.Type, source, description string) table.Column {
	return table.Column{Name: name, Type: kind, Description: description, Source: source}
}

func required(c table.Column) table.Column {
	c.Required = true
	return c
}

// text returns the cell of a value as it was written.
func text(v model.Value) table.Cell { return table.String(v.Text) }

// day returns the cell of a date, missing where it is none: a record in review
// may hold one that no program can read.
func day(v model.Value) table.Cell {
	if _, err := time.Parse(time.DateOnly, v.Text); err != nil {
		return table.Cell{}
	}
	return table.String(v.Text)
}

func values(list []model.Value) table.Cell {
	out := make([]string, 0, len(list))
	for _, v := range list {
		if v.Given() {
			out = append(out, v.Text)
		}
	}
	return table.Strings(out)
}

func year(n int) table.Cell { return table.IntIf(n, n > 0) }

// groups are the income groups with their everyday names.
var groups = []table.Term{{ID: "L", Label: "Low income"}, {ID: "LM", Label: "Lower middle income"}, {ID: "UM", Label: "Upper middle income"}, {ID: "H", Label: "High income"}}

// kinds say how well an income group is founded (package country).
var kinds = []table.Term{
	{ID: "classified", Label: "By the row of the year"}, {ID: "provisional", Label: "The year is later than the data: the newest row"},
	{ID: "approximate", Label: "Before the first row, or within a gap"}, {ID: "unclassified", Label: "Nothing can be said"},
}

var sides = []table.Term{{ID: "lmic", Label: "Low- or middle-income country"}, {ID: "hic", Label: "High-income country"}}

func side(s country.Side) table.Cell {
	switch s {
	case country.LMIC:
		return table.String("lmic")
	case country.HIC:
		return table.String("hic")
	}
	return table.Cell{}
}

// worldBank is the source of every income group.
var worldBank = table.Source{Title: "World Bank, Country and Lending Groups: historical classification by income, CC BY 4.0 (changed)", Path: "https://datahelpdesk.worldbank.org/knowledgebase/articles/906519-world-bank-country-and-lending-groups"}
