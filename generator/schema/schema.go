// Package schema writes the JSON Schema of the front matter of a case (JSON
// Schema 2020-12): for editors that complete and check while somebody types,
// and for programs that make records.
//
// It has no knowledge of its own. The keys are those that package load asks
// for, found by letting it ask; what a value must be like, and which keys a
// status needs, is what the rules of package check say; the terms are the
// site's. What needs more than one record, the text, or the income groups of a
// year cannot be said in a schema and is not: `casebook check` does.
package schema

import (
	"io"
	"maps"
	"slices"

	"casebook/generator/check"
	"casebook/generator/country"
	"casebook/generator/decode"
	"casebook/generator/load"
	"casebook/generator/model"
	"casebook/generator/object"
	"casebook/generator/vocab"
)

// File is the address of the schema, below the site root.
const File = "schema/case.json"

// Case writes the schema of a site's cases.
func Case(w io.Writer, site *model.Site) error {
	m := &maker{site: site, fields: check.Fields(site), needs: check.Keys(), used: map[string]bool{}}
	s := object.Of("$schema", "https://json-schema.org/draft/2020-12/schema").
		If(site.Config.BaseURL != "", "$id", site.Config.BaseURL+File).
		With("title", site.Config.Title+": a case").
		With("description", "The front matter of a record. What a schema cannot say, such as whether the years fit the countries, casebook check does.")
	s = append(s, m.keys("", load.CaseShape(site.Config), m.needs.Always)...)
	return object.Write(w, s.With("allOf", m.byStatus()).With("$defs", m.definitions()))
}

// A maker makes one schema.
type maker struct {
	site   *model.Site
	fields map[string]check.Field
	needs  check.Needs
	used   map[string]bool // vocabularies that a value refers to
}

// keys returns what holds for a map with the keys of a shape.
func (m *maker) keys(path string, shape *decode.Shape, required []string) object.Object {
	var properties object.Object
	for _, k := range shape.Keys {
		properties = properties.With(k.Name, m.key(join(path, k.Name), k))
	}
	return object.Of("type", "object", "properties", properties).
		If(len(required) > 0, "required", required).With("additionalProperties", false)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// key returns what holds for the value of a key.
func (m *maker) key(path string, k decode.Key) object.Object {
	switch k.Kind {
	case decode.Keys:
		return m.keys(path, k.Shape, m.needs.Entries[path])
	case decode.Lists:
		return m.list(path, m.keys(path, k.Shape, m.needs.Entries[path]))
	case decode.Either:
		return m.list(path, object.Of("anyOf", []object.Object{m.text(path), m.keys(path, k.Shape, nil)}))
	case decode.Texts:
		return m.list(path, m.text(path))
	}
	return m.text(path)
}

// list returns what holds for a list, or for one item in its place. A list that
// every record needs has an item.
func (m *maker) list(path string, item object.Object) object.Object {
	items := object.Of("type", "array", "items", item).
		If(slices.Contains(m.needs.Always, path), "minItems", 1).If(m.fields[path].Once, "uniqueItems", true)
	return object.Of("anyOf", []object.Object{item, items})
}

// text returns what holds for one text.
func (m *maker) text(path string) object.Object {
	f := m.fields[path]
	switch {
	case f.Vocabulary != "":
		m.used[f.Vocabulary] = true
		return ref(f.Vocabulary)
	case f.Country:
		return ref("country")
	case f.Year:
		return ref("year")
	case f.Date:
		return ref("date")
	case f.Lang:
		return ref("language")
	case f.Web:
		return ref("address")
	case f.Words != nil:
		return object.Of("enum", f.Words)
	case f.Form != nil: // the rules write what RE2 and ECMA-262 read alike
		return object.Of("type", "string", "pattern", f.Form.String())
	case f.Runes > 0:
		return object.Of("type", textTypes, "minLength", 1, "maxLength", f.Runes)
	}
	return ref("text")
}

func ref(name string) object.Object { return object.Of("$ref", "#/$defs/"+name) }

// textTypes are what a text may be to a reader of YAML: a number without quotes
// counts here as it is written.
var textTypes = []string{"string", "number"}

// byStatus returns what a record of each status needs.
func (m *maker) byStatus() []object.Object {
	var inner object.Object
	for _, key := range m.needs.Full {
		// minItems holds for lists alone, required for maps alone.
		inner = inner.With(key, object.Of("minItems", 1).If(m.needs.Inner[key] != nil, "required", m.needs.Inner[key]))
	}
	withdrawn := object.Of("required", []string{"withdrawn"})
	numbered := object.Of("properties", object.Of("id", object.Of("not", object.Of("const", model.NoNumber))))
	return []object.Object{
		object.Of("if", status(model.StatusReview, model.StatusPublished), "then", object.Of("required", m.needs.Full, "properties", inner)),
		object.Of("if", status(model.StatusPublished), "then", numbered),
		object.Of("if", status(model.StatusWithdrawn), "then", withdrawn),
		object.Of("if", withdrawn, "then", status(model.StatusWithdrawn)),
	}
}

// status is true of records with one of these.
func status(values ...string) object.Object {
	return object.Of("properties", object.Of("status", object.Of("enum", values)), "required", []string{"status"})
}

// definitions returns what several keys share, and the vocabularies.
func (m *maker) definitions() object.Object {
	d := object.Of(
		"text", object.Of("type", textTypes, "minLength", 1, "maxLength", decode.MaxValue),
		"year", object.Of("description", "YYYY", "anyOf", []object.Object{
			object.Of("type", "integer", "minimum", 1000, "maximum", 9999),
			object.Of("type", "string", "pattern", "^[1-9][0-9]{3}$")}),
		"date", object.Of("description", "YYYY-MM-DD", "type", "string", "format", "date", "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
		"language", object.Of("description", "A tag of BCP 47, such as en or pt-BR.", "type", "string", "pattern", "^([A-Za-z]{2,3}|[ix])([-_][A-Za-z0-9]{1,8})*$"),
		"address", object.Of("description", "An address with https:// or http://", "type", "string", "format", "uri",
			"pattern", `^[Hh][Tt][Tt][Pp][Ss]?://[^/\s"<>@]+\.[^/\s"<>@]+(/[^\s"<>]*)?$`),
		"country", countries())
	for _, id := range slices.Sorted(maps.Keys(m.used)) {
		d = d.With(id, terms(m.site.Vocabularies.Get(id)))
	}
	return d
}

// countries are the codes that a record is written with; the generator
// understands names too, and says how to write them.
func countries() object.Object {
	all := country.All()
	codes := make([]object.Object, len(all))
	for i := range all {
		codes[i] = object.Of("const", all[i].Alpha3, "title", all[i].Name("en"))
	}
	return object.Of("description", "ISO 3166-1 alpha-3", "oneOf", codes)
}

// terms are those that a record may still use.
func terms(v *vocab.Vocabulary) object.Object {
	if v == nil {
		return object.Of("type", "string")
	}
	list := []object.Object{}
	for i := range v.Terms {
		if t := &v.Terms[i]; t.ReplacedBy == "" {
			list = append(list, object.Of("const", t.ID, "title", t.Label).With("description", t.Definition))
		}
	}
	return object.Of("title", v.Label).With("description", v.Description).With("oneOf", list)
}
