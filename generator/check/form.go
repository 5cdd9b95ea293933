package check

import (
	"reflect"
	"regexp"
	"strings"

	"casebook/generator/model"
)

// A Field is what a value of the front matter must be like, as far as the value
// alone can tell. It says what the rules say, and is made by letting them name
// what they look at; package schema writes it down for other programs.
type Field struct {
	Vocabulary string         // it is a term of this vocabulary
	Words      []string       // it is one of these
	Form       *regexp.Regexp // it matches
	Runes      int            // it has at most so many characters; 0: no bound
	Country    bool           // it is the alpha-3 code of a country
	Date       bool           // it is a day, YYYY-MM-DD
	Year       bool           // it is a year of four digits
	Lang       bool           // it is a tag of BCP 47
	Web        bool           // it is an address of the web
	Once       bool           // the list names each item once
}

// Fields returns the fields of a record by key; a key within another is
// "references.doi".
func Fields(site *model.Site) map[string]Field {
	c := &model.Case{Extra: map[string][]model.Value{}}
	fill(reflect.ValueOf(c).Elem())
	for _, t := range site.Config.Taxonomies {
		if model.AddedKey(t.Key) {
			c.Extra[t.Key] = []model.Value{{Text: "x"}}
		}
	}
	r := &record{site: site, c: c, reporter: &reporter{}}
	fields := map[string]Field{}
	r.named(fields)
	d := caseDocument(site, c, r.reporter)
	for _, v := range d.dates {
		change(fields, dotted(v.key), func(f *Field) { f.Date = true })
	}
	for _, key := range []string{"lang", "also_known_as.lang", "references.lang"} {
		change(fields, key, func(f *Field) { f.Lang = true })
	}
	for key, form := range forms {
		change(fields, key, func(f *Field) { f.Form = form })
	}
	change(fields, "references.url", func(f *Field) { f.Web = true })
	change(fields, "title", func(f *Field) { f.Runes = maxTitle })
	change(fields, "summary", func(f *Field) { f.Runes = maxSummary })
	change(fields, "status", func(f *Field) { f.Words = recordStatuses })
	return fields
}

// forms are what identifiers look like, as the rules about them have it.
var forms = map[string]*regexp.Regexp{
	"id": idForm, "aliases": aliasForm, "contributors.orcid": orcidForm,
	"references.key": keyForm, "references.doi": doiForm, "references.pmid": pmidForm, "references.pmcid": pmcidForm, "references.isbn": isbnForm,
}

// isbnForm is what an ISBN looks like before its check digit is looked at.
var isbnForm = regexp.MustCompile(`^(97[89][- ]*)?([0-9][- ]*){9}[0-9Xx]$`)

// named adds what the rules of one record look at.
func (r *record) named(fields map[string]Field) {
	for u := range r.terms() {
		change(fields, dotted(u.key), func(f *Field) { f.Vocabulary = u.vocabulary })
	}
	for key := range r.years() {
		change(fields, dotted(key), func(f *Field) { f.Year = true })
	}
	change(fields, "references.year", func(f *Field) { f.Year = true })
	for key := range r.countries() {
		if key != "origin_country" {
			key += ".country"
		}
		change(fields, key, func(f *Field) { f.Country = true })
	}
	for key := range r.lists() {
		change(fields, key, func(f *Field) { f.Once = true })
	}
	change(fields, "origin_country", func(f *Field) { f.Once = true })
}

func change(fields map[string]Field, key string, to func(*Field)) {
	f := fields[key]
	to(&f)
	fields[key] = f
}

// dotted turns a key as authors read it, "adoptions: year", into a path.
func dotted(key string) string { return strings.ReplaceAll(key, ": ", ".") }

// fill gives every value of the model a text, and every list one item, so that
// each rule names all that it looks at.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Field(i); f.CanSet() { // what a type keeps to itself is no value
				fill(f)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.String:
		v.SetString("x")
	}
}

// Needs are the keys that a record must have.
type Needs struct {
	Always  []string            // in every record
	Full    []string            // in one that is in review or published
	Entries map[string][]string // in every entry of a list, by the key of the list
	Inner   map[string][]string // in a map of a record in review or published
}

// Keys returns the keys that rules ask for.
func Keys() Needs {
	n := Needs{Entries: map[string][]string{}, Inner: map[string][]string{}}
	for _, k := range needed {
		n.Always = append(n.Always, k.key)
	}
	for _, k := range neededInFull {
		n.Full = append(n.Full, k.key)
	}
	for _, k := range neededInEntries {
		n.Entries[k.entry] = append(n.Entries[k.entry], k.key)
	}
	for _, k := range neededInReferences {
		n.Entries["references"] = append(n.Entries["references"], k.key)
	}
	for _, k := range neededInWithdrawals {
		n.Entries["withdrawn"] = append(n.Entries["withdrawn"], k.key)
	}
	for _, k := range neededInFullEntries {
		n.Inner[k.entry] = append(n.Inner[k.entry], k.key)
	}
	return n
}
