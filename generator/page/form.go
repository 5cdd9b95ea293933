package page

import (
	"html/template"

	"casebook/generator/vocab"
)

// FormAddress is the form that writes a record in the browser. Its script reads
// the keys of the record from its address: ?origin_country=MWI.
const FormAddress = "contribute/form/"

// A Form is the view of the form.
type Form struct {
	Frame
	Crumbs   []Link
	Heading  string
	Lede     string
	Ways     []Link // for those without scripts
	Sections []FormSection
	Status   FormField
	Data     template.JS // what the script needs, as JSON
}

// A FormSection is some questions under a heading. The first one is open.
type FormSection struct {
	ID     string
	Title  string
	About  string
	First  bool
	Paste  bool // there is a box for a bibliography
	Fields []FormField
}

// The kinds of fields.
const (
	formText      = "text"      // one line
	formArea      = "area"      // several lines
	formYear      = "year"      // four digits
	formLines     = "lines"     // a list, one a line
	formTerm      = "term"      // one term, as radio buttons
	formChoice    = "choice"    // one term, as a list to choose from
	formTerms     = "terms"     // several terms
	formCountry   = "country"   // one country
	formCountries = "countries" // several
	formKeys      = "keys"      // keys of references
	formMap       = "map"       // fields of its own
	formItems     = "items"     // any number of entries with fields of their own
)

// A FormField is one question.
type FormField struct {
	Key      string // of the record, or within its entry
	ID       string // unique in the page; of an entry's field, the script adds a number
	Kind     string
	Label    string
	Hint     string
	Rows     int
	Max      int // characters; 0: no bound
	Required bool
	Numeric  bool
	Terms    []FormTerm
	Fields   []FormField
	Add      string // of entries: the button that adds one
	Remove   string
}

// A FormTerm is a term that can be chosen.
type FormTerm struct{ Value, ID, Label, Definition string }

// A question is a field before its words are known.
type question struct {
	key, kind, vocabulary string
	max, rows             int
	fields                []question
}

// formSections are the questions of the form: first the five that a first note
// needs.
var formSections = []struct {
	id     string
	fields []question
}{
	{"what", []question{{key: "title", kind: formText, max: 150}, {key: "origin_country", kind: formCountries},
		{key: "innovation_type", kind: formTerms, vocabulary: "innovation-type"}, {key: "learning_direction", kind: formTerm, vocabulary: "learning-direction"},
		{key: "summary", kind: formArea, rows: 4, max: 300}}},
	{"began", []question{{key: "origin_year", kind: formYear}, {key: "origin_year_note", kind: formText},
		{key: "origin", kind: formItems, fields: []question{{key: "role", kind: formChoice, vocabulary: "origin-role"}, {key: "country", kind: formCountry}, {key: "year", kind: formYear}, {key: "year_note", kind: formText},
			{key: "place", kind: formText}, {key: "organisation", kind: formText}, {key: "references", kind: formKeys}}}}},
	{"went", []question{{key: "adoption_status", kind: formChoice, vocabulary: "adoption-status"},
		{key: "adoptions", kind: formItems, fields: []question{{key: "country", kind: formCountry}, {key: "year", kind: formYear}, {key: "year_note", kind: formText}, {key: "status", kind: formChoice, vocabulary: "adoption-status"},
			{key: "place", kind: formText}, {key: "organisation", kind: formText}, {key: "route", kind: formChoice, vocabulary: "route"}, {key: "adaptation", kind: formChoice, vocabulary: "adaptation"},
			{key: "note", kind: formArea, rows: 3}, {key: "references", kind: formKeys}}}}},
	{"learned", []question{{key: "learning_type", kind: formTerm, vocabulary: "learning-type"}, {key: "learning_relation", kind: formTerm, vocabulary: "learning-relation"}, {key: "domain", kind: formTerms, vocabulary: "domain"},
		{key: "returned", kind: formMap, fields: []question{{key: "learning_type", kind: formChoice, vocabulary: "learning-type"}, {key: "note", kind: formArea, rows: 3}, {key: "references", kind: formKeys}}}}},
	{"evidence", []question{{key: "evidence", kind: formMap, fields: []question{{key: "origin", kind: formChoice, vocabulary: "evidence-level"}, {key: "receiving", kind: formChoice, vocabulary: "evidence-level"}, {key: "question", kind: formChoice, vocabulary: "evidence-question"}}}}},
	{"barriers", []question{{key: "barriers", kind: formTerms, vocabulary: "barrier"}, {key: "enablers", kind: formTerms, vocabulary: "enabler"}}},
	{"references", []question{{key: "references", kind: formItems, fields: []question{{key: "key", kind: formText}, {key: "type", kind: formChoice, vocabulary: "reference-type"}, {key: "title", kind: formText}, {key: "authors", kind: formLines, rows: 3},
		{key: "editors", kind: formLines, rows: 2}, {key: "container", kind: formText}, {key: "publisher", kind: formText}, {key: "place", kind: formText}, {key: "year", kind: formYear}, {key: "volume", kind: formText}, {key: "issue", kind: formText}, {key: "pages", kind: formText},
		{key: "number", kind: formText}, {key: "doi", kind: formText}, {key: "pmid", kind: formText}, {key: "pmcid", kind: formText}, {key: "isbn", kind: formText}, {key: "url", kind: formText}, {key: "accessed", kind: formText},
		{key: "access", kind: formChoice, vocabulary: "access"}, {key: "lang", kind: formText}, {key: "note", kind: formText}}}}},
	{"text", []question{{key: "body", kind: formArea, rows: 16}, {key: "also_known_as", kind: formLines, rows: 3}}},
	{"you", []question{{key: "contributors", kind: formItems, fields: []question{{key: "name", kind: formText}, {key: "role", kind: formChoice, vocabulary: "contributor-role"}, {key: "orcid", kind: formText}, {key: "organisation", kind: formText}, {key: "country", kind: formCountry}}}}},
}

// FormKeys returns the keys that the form asks for, with those within others
// as "references.doi"; "body" is the text.
func FormKeys() []string {
	var keys []string
	var walk func(prefix string, list []question)
	walk = func(prefix string, list []question) {
		for _, q := range list {
			keys = append(keys, prefix+q.key)
			walk(prefix+q.key+".", q.fields)
		}
	}
	for _, s := range formSections {
		walk("", s.fields)
	}
	return keys
}

// Form returns the view of the form. required are the keys of every record, and
// those of every entry of a list as "references.key"; data is what the script needs, as JSON in which <, > and & are escaped.
func (s *Site) Form(required []string, data []byte) *Form {
	t := s.Strings.T
	v := &Form{Frame: s.frame(FormAddress, t("form"), t("form-description"))}
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Form))
	for _, script := range s.Assets.FormScripts {
		v.Scripts = append(v.Scripts, v.Root.To(script))
	}
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: t("home")}}
	if s.has("contribute/") {
		v.Crumbs = append(v.Crumbs, Link{Href: v.Root.To("contribute/"), Text: t("nav-contribute")})
		v.Ways = append(v.Ways, Link{Href: v.Root.To("contribute/"), Text: t("form-way-file")})
	}
	if s.Model.Config.Repository != "" {
		v.Ways = append(v.Ways, Link{Href: s.Model.Config.Repository + "/issues/new/choose", Text: t("form-way-issue")})
	}
	if s.Model.Config.Email != "" {
		v.Ways = append(v.Ways, Link{Href: "mailto:" + s.Model.Config.Email, Text: t("form-way-mail")})
	}
	v.Heading, v.Lede = t("form"), t("form-lede")
	needed := map[string]bool{}
	for _, key := range required {
		needed[key] = true
	}
	for i, section := range formSections {
		sec := FormSection{ID: "s-" + section.id, Title: t("form-" + section.id), About: t("form-" + section.id + "-about"), First: i == 0, Paste: section.id == "references"}
		for _, q := range section.fields {
			f := s.formField(q, "")
			f.Required = needed[q.key]
			for k := range f.Fields {
				f.Fields[k].Required = needed[q.key+"."+f.Fields[k].Key]
			}
			sec.Fields = append(sec.Fields, f)
		}
		v.Sections = append(v.Sections, sec)
	}
	v.Status = s.formField(question{key: "status", kind: formTerm}, "")
	for _, word := range []string{"stub", "review"} {
		v.Status.Terms = append(v.Status.Terms, FormTerm{word, "f-status-" + word, t("form-status-" + word), t("form-status-" + word + "-about")})
	}
	v.Data = template.JS(data) //nolint:gosec // made by encoding/json, which escapes <, > and &
	return v
}

// formField gives a question its words. Within entries the label is that of
// the key, the same in all of them.
func (s *Site) formField(q question, within string) FormField {
	t := s.Strings.T
	f := FormField{Key: q.key, ID: "f-" + within + q.key, Kind: q.kind, Rows: q.rows, Max: q.max, Numeric: q.kind == formYear}
	name := "form-key-" + q.key
	if within != "" && s.Strings.Has("form-key-"+within+q.key) {
		name = "form-key-" + within + q.key
	}
	f.Label = t(name)
	if s.Strings.Has(name + "-hint") {
		f.Hint = t(name + "-hint")
	}
	if v := s.Model.Vocabularies.Get(q.vocabulary); v != nil {
		f.Terms = termChoices(v, f.ID)
	}
	if q.kind == formItems {
		f.Add, f.Remove = t("form-add-"+q.key), t("form-remove")
	}
	for _, inner := range q.fields {
		f.Fields = append(f.Fields, s.formField(inner, q.key+"-"))
	}
	return f
}

func termChoices(v *vocab.Vocabulary, id string) []FormTerm {
	var terms []FormTerm
	for i := range v.Terms {
		if term := &v.Terms[i]; term.ReplacedBy == "" {
			terms = append(terms, FormTerm{term.ID, id + "-" + term.ID, term.Label, term.Definition})
		}
	}
	return terms
}
