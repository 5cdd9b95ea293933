package dataset

import (
	"encoding/json"
	"io"
	"slices"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/object"
	"casebook/generator/table"
	"casebook/generator/vocab"
)

// APIFolder is where the API lies, below the site root. Its number changes when
// a key changes its meaning or goes; new keys may come without a change.
const APIFolder = "api/v1/"

// The names of the files of the API.
const (
	APICases        = "cases.json"
	APIVocabularies = "vocabularies.json"
	APICountries    = "countries.json"
	APIStatistics   = "statistics.json"
	APIDescription  = "openapi.json"
)

// An API writes the files of the API: the whole set in few files, of which that
// of the cases leads to the file of each record.
type API struct {
	Input
	About *Meta
	// Record returns the address of a record's own file, below the site root,
	// or "" where it has none.
	Record func(f *derive.Facts) string
}

func (a *API) maker() *maker { return &maker{Input: a.Input, facts: inOrder(a.Facts)} }

// head is what every file begins with.
func (a *API) head() object.Object {
	return object.Of("title", a.About.Title).With("version", a.About.Version).With("date", a.About.Date).With("license", a.About.LicenseURL).
		If(a.About.BaseURL != "", "url", a.About.BaseURL+Folder)
}

// listed are the columns of a record in the list of cases: enough to choose by.
var listed = []string{"case", "id", "record_status", "population", "title", "summary", "address", "innovation_type", "domain", "origin_country", "origin_year",
	"learning_direction", "adoption_status", "explicit_adoption", "added", "updated"}

// list is the list of cases, with the address of each record's own file.
func (a *API) list() table.Table {
	d := a.maker()
	var fields []caseField
	all := d.caseFields()
	for _, name := range listed {
		i := slices.IndexFunc(all, func(f caseField) bool { return f.Name == name })
		fields = append(fields, all[i])
	}
	fields = append(fields, table.Make(column("record", table.Text, "follows from the name of the file", "Address of the record's own file, with all of it; missing where it has none. "+aboutAddress),
		func(f *derive.Facts) table.Cell { return d.address(a.Record(f)) }))
	return table.Of(table.Table{Name: Cases}, fields, slices.Values(d.facts))
}

// Cases writes cases.json: every record in a few words, with the address of
// its own file.
func (a *API) Cases(w io.Writer) error {
	t := a.list()
	return a.within(w, "cases", func(w io.Writer) error { return table.WriteJSON(w, &t) })
}

// within writes an object: what every file begins with, and a list.
func (a *API) within(w io.Writer, key string, list func(io.Writer) error) error {
	head, err := json.Marshal(a.head())
	if err != nil {
		return err
	}
	begin := append(head[:len(head)-1], `,"`+key+`":`...)
	if _, err := w.Write(begin); err != nil {
		return err
	}
	if err := list(w); err != nil {
		return err
	}
	_, err = io.WriteString(w, "}\n")
	return err
}

// Vocabularies writes vocabularies.json: every vocabulary with its terms.
func (a *API) Vocabularies(w io.Writer) error {
	d := a.maker()
	var list []object.Object
	for _, v := range d.sortedVocabularies() {
		list = append(list, object.Of("id", v.ID, "label", v.Label).With("plural", v.Plural).With("description", v.Description).With("terms", a.terms(v)))
	}
	return object.Write(w, append(a.head(), object.Member{Key: "vocabularies", Value: list}))
}

func (a *API) terms(v *vocab.Vocabulary) []object.Object {
	list := []object.Object{}
	for i := range v.Terms {
		t := &v.Terms[i]
		path := a.Term(v.ID, t.ID)
		list = append(list, object.Of("id", t.ID, "label", t.Label).With("definition", t.Definition).With("includes", t.Includes).With("excludes", t.Excludes).
			With("source", t.Source).If(t.Rank > 0, "rank", t.Rank).With("broader", t.Broader).With("since", t.Since).With("replaced_by", t.ReplacedBy).
			If(path != "", "address", a.About.BaseURL+path))
	}
	return list
}

// Countries writes countries.json: every country with its names, its income
// group in each year, and the records that came from it and went to it.
func (a *API) Countries(w io.Writer) error {
	all := country.All()
	list := make([]object.Object, len(all))
	for i := range all {
		list[i] = a.country(&all[i])
	}
	return object.Write(w, append(a.head(), object.Member{Key: "countries", Value: list}))
}

func (a *API) country(c *country.Country) object.Object {
	var names object.Object
	for i, lang := range country.Languages {
		names = names.With(lang, c.Names[i])
	}
	groups := spans(country.Rows(c.Alpha3))
	from, to := a.Counts(c)
	path := a.Country(c)
	return object.Of("country", c.Alpha3).With("alpha2", c.Alpha2).With("numeric", c.Numeric).With("names", names).
		With("wb_region", c.WBRegion).With("who_region", c.WHORegion).If(groups != nil, "income_groups", groups).
		With("cases_from", from).With("cases_to", to).If(path != "", "address", a.About.BaseURL+path)
}

// spans joins the years in which a country had one income group.
func spans(rows []country.Row) []object.Object {
	var out []object.Object
	for i := 0; i < len(rows); {
		j := i
		for j+1 < len(rows) && rows[j+1].Group == rows[i].Group && rows[j+1].Year == rows[j].Year+1 {
			j++
		}
		out = append(out, object.Of("group", string(rows[i].Group), "from", rows[i].Year, "to", rows[j].Year))
		i = j + 1
	}
	return out
}
