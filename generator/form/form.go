// Package form is what the form that writes a record in the browser has to
// know: the rules of package check that a page can hold, as data, the terms,
// and the countries with their names and sides.
//
// It judges nothing and knows no key of its own: the rules come from package
// check, where `casebook check` has them, the sides from package country. A test
// in the browser runs both over the same records.
package form

import (
	"encoding/json"
	"strconv"
	"strings"

	"casebook/generator/check"
	"casebook/generator/country"
	"casebook/generator/fix"
	"casebook/generator/model"
)

// Data is what the script reads.
type Data struct {
	Order     []string            `json:"order"` // of the keys of a record
	Always    []string            `json:"always"`
	Full      []string            `json:"full"`
	Entries   map[string][]string `json:"entries"`
	Inner     map[string][]string `json:"inner"`
	Fields    map[string]Field    `json:"fields"`
	Terms     map[string][]string `json:"terms"` // of a vocabulary
	Ranks     map[string]int      `json:"ranks"` // of the adoption ladder
	Countries [][]string          `json:"countries"`
	Sides     map[string]string   `json:"sides"`
	Year      int                 `json:"year"` // of the as-of date; 0: none
	MaxTitle  int                 `json:"maxTitle"`
	Host      Host                `json:"host"`
	Strings   map[string]string   `json:"strings"`
}

// A Field is what the value of a key must be like.
type Field struct {
	Vocabulary string `json:"terms,omitempty"`
	Form       string `json:"form,omitempty"` // a regular expression that reads the same in Go and in JavaScript
	Max        int    `json:"max,omitempty"`
	Country    bool   `json:"country,omitempty"`
	Date       bool   `json:"date,omitempty"`
	Year       bool   `json:"year,omitempty"`
	Web        bool   `json:"web,omitempty"`
	Lang       bool   `json:"lang,omitempty"`
}

// Host is where the file can be sent. What is empty is not offered.
type Host struct {
	New   string `json:"new,omitempty"`   // address of a new file, with {path} and {text}
	Edit  string `json:"edit,omitempty"`  // address that edits a file, with {path}
	Email string `json:"email,omitempty"` // without mailto:
}

// New returns the data for a site. strings are the words that the script says.
func New(site *model.Site, strings map[string]string) Data {
	needs := check.Keys()
	d := Data{Order: fix.KeyOrder(), Always: needs.Always, Full: needs.Full, Entries: needs.Entries, Inner: needs.Inner,
		Fields: map[string]Field{}, Terms: map[string][]string{}, Ranks: map[string]int{}, Sides: map[string]string{}, Strings: strings, Host: host(&site.Config)}
	if len(site.AsOf) >= 4 {
		d.Year, _ = strconv.Atoi(site.AsOf[:4]) // the as-of date is a date, or empty
	}
	for key, f := range check.Fields(site) {
		d.Fields[key] = d.field(f, site)
	}
	if ladder := site.Vocabularies.Get("adoption-status"); ladder != nil {
		for i := range ladder.Terms {
			d.Ranks[ladder.Terms[i].ID] = ladder.Terms[i].Rank
		}
	}
	d.countries(max(d.Year, country.LastYear()))
	return d
}

// JSON returns the data as JSON that can stand in a page: <, > and & are
// escaped.
func (d *Data) JSON() []byte {
	data, err := json.Marshal(d)
	if err != nil {
		panic("form: the data cannot be encoded: " + err.Error()) // it is made of texts and numbers
	}
	return data
}

func (d *Data) field(f check.Field, site *model.Site) Field {
	out := Field{Vocabulary: f.Vocabulary, Max: f.Runes, Country: f.Country, Date: f.Date, Year: f.Year, Web: f.Web, Lang: f.Lang}
	if f.Form != nil {
		out.Form = f.Form.String() // what both languages read alike (RE2 syntax; ECMA-262, section 22.2); the browser test holds it
	}
	if v := site.Vocabularies.Get(f.Vocabulary); v != nil && d.Terms[f.Vocabulary] == nil {
		for i := range v.Terms {
			if v.Terms[i].ReplacedBy == "" {
				d.Terms[f.Vocabulary] = append(d.Terms[f.Vocabulary], v.Terms[i].ID)
			}
		}
	}
	return out
}

// countries adds the names and the sides of every country.
func (d *Data) countries(last int) {
	for _, c := range country.All() {
		row := []string{c.Alpha3}
		for _, name := range c.Names {
			row = append(row, name)
		}
		d.Countries = append(d.Countries, row)
		d.Sides[c.Alpha3] = runs(c.Alpha3, last)
	}
}

// firstYear is one before which no country changes its side: the data begin
// later, and what they say of their first year holds for those before.
const firstYear = 1900

// runs returns the sides of a country as "L1987H2005": what an event without a
// year counts as, then each year from which another side holds. L is low- or
// middle-income, H high-income, N neither.
func runs(code string, last int) string {
	letter := map[country.Side]string{country.LMIC: "L", country.HIC: "H", country.NoSide: "N"}
	out := letter[country.Always(code)]
	before := country.Side(99)
	for year := firstYear; year <= last; year++ {
		if side := country.At(code, year).Side; side != before {
			out += strconv.Itoa(year) + letter[side]
			before = side
		}
	}
	return out
}

// host returns where a file can be sent.
func host(c *model.Config) Host {
	h := Host{Email: c.Email}
	if c.Repository != "" {
		base := strings.TrimSuffix(c.Repository, "/") + "/"
		h.New, h.Edit = base+c.NewPath, base+c.EditPath
	}
	return h
}
