// Package scaffold writes the text of a new record: the five keys that a first
// note needs, with the answers that were given, and below them, as comments,
// what a record needs later, with every allowed term and its definition.
//
// It is a pure function of the title, the answers and the vocabularies: it
// reads no files and asks nobody. What it is given is not judged; package check
// does that with the result.
package scaffold

import (
	"fmt"
	"slices"
	"strings"

	"casebook/generator/model"
	"casebook/generator/source"
	"casebook/generator/vocab"
)

// Answers are the values of the keys that a first note needs, besides the
// title.
type Answers struct {
	Countries []string // ISO 3166-1 alpha-3
	Types     []string // terms of innovation-type, the main one first
	Direction string   // a term of learning-direction
	Summary   string
}

// maxSlug is the greatest length of a slug in bytes: longer addresses break in
// mails and on paper.
const maxSlug = 60

// Slug returns the name of the file for a title: ASCII letters, digits and
// hyphens, cut between words after 60 bytes. It is empty when no letter of the
// title is Latin.
func Slug(title string) string {
	slug := source.Slug(title)
	if len(slug) <= maxSlug {
		return slug
	}
	cut := strings.LastIndexByte(slug[:maxSlug+1], '-')
	if cut <= 0 {
		cut = maxSlug
	}
	return slug[:cut]
}

// Case returns the file of a new record. taxonomies are those of the site:
// the keys that it adds to a record are listed with their terms.
//
// The comments are left out where they would fill more than half of what a
// front matter may hold.
func Case(title string, vocabularies *vocab.Set, taxonomies []model.Taxonomy, a Answers) []byte {
	later := later(vocabularies, taxonomies)
	if len(later) > source.MaxFront/2 {
		later = ""
	}
	w := &writer{vocabularies: vocabularies}
	w.line("---")
	w.comment("What it is called: by the name used where it began, if you know it.")
	w.line("title: " + scalar(title))
	w.line("")
	w.comment("Where it was developed or proven: codes of three letters (ISO 3166-1), or English names.")
	w.line("origin_country: " + FlowList(a.Countries))
	w.line("")
	w.terms("innovation-type", "One or more of these, the main one first:")
	w.line("innovation_type: " + FlowList(a.Types))
	w.line("")
	w.terms("learning-direction", "One of these:")
	w.line("learning_direction: " + scalar(a.Direction))
	w.line("")
	w.comment("One or two plain sentences, at most 300 characters.")
	w.line("summary: " + scalar(a.Summary))
	return []byte(w.text.String() + later + "---\n")
}

// A writer puts lines together.
type writer struct {
	text         strings.Builder
	vocabularies *vocab.Set
}

func (w *writer) line(s string) { w.text.WriteString(s + "\n") }

func (w *writer) comment(s string) { w.wrapped("# ", "# ", s) }

// width is the number of columns after which a comment goes on in a new line.
const width = 100

// wrapped writes words in lines, the first with one lead and the others with
// another.
func (w *writer) wrapped(first, next, s string) {
	line, lead := first, first
	for word := range strings.FieldsSeq(s) {
		if len(line) > len(lead) && len(line)+1+len(word) > width {
			w.line(line)
			line, lead = next, next
		}
		if len(line) > len(lead) {
			line += " "
		}
		line += word
	}
	w.line(strings.TrimRight(line, " "))
}

// terms writes a vocabulary as comments: what it is, how to choose, and every
// term that is in use with its definition.
func (w *writer) terms(id, choose string) {
	v := w.vocabularies.Get(id)
	if v == nil {
		return
	}
	w.comment(strings.TrimSpace(v.Label + ". " + v.Description + " " + choose))
	for i := range v.Terms {
		if t := &v.Terms[i]; t.ReplacedBy == "" {
			w.wrapped("#   "+t.ID+": ", "#     ", t.Definition)
		}
	}
}

// A key is one that a record needs later, or may have.
type key struct {
	lines  string // as they stand once the # is taken away
	choose string
	from   []string // vocabularies
}

const (
	oneOf  = "One of these:"
	someOf = "One or more of these:"
)

// laterKeys are in the order of a record (model.Case).
var laterKeys = []key{
	{"id: lf-0000", "The number stays lf-0000 until a maintainer assigns one.", nil},
	{"status: review", oneOf, []string{"record-status"}},
	{"origin_year: 1994", "The year it began; if only a decade is known, write origin_year_note instead.", nil},
	{"origin:\n  - {role: first-used, country: IND, year: 1994, place: …, organisation: …, references: [smith2016]}",
		"How it began, one entry for each event. Roles:", []string{"origin-role"}},
	{"adoption_status: not-stated", "How far it has gone in high-income countries; it must agree with the adoptions below.", []string{"adoption-status"}},
	{"adoptions:\n  - {country: GBR, year: 2018, status: piloted, route: not-stated, adaptation: not-stated, references: [smith2016]}",
		"One entry for each place that took it up, or tried or declined to. The status is one of those above; for route and adaptation:",
		[]string{"route", "adaptation"}},
	{"learning_type: not-stated", oneOf, []string{"learning-type"}},
	{"learning_relation: not-stated", oneOf, []string{"learning-relation"}},
	{"domain: [not-stated]", someOf, []string{"domain"}},
	{"evidence: {origin: not-stated, receiving: not-stated, question: not-stated}",
		"The level of the evidence where it began and where it was received, and what it is about:", []string{"evidence-level", "evidence-question"}},
	{"barriers: [not-stated]", someOf, []string{"barrier"}},
	{"enablers: [not-stated]", someOf, []string{"enabler"}},
	{"also_known_as: [another name]", "Other names, short forms, names in other languages.", nil},
	{"references:\n  - {key: smith2016, type: article-journal, title: …, authors: [Smith AB], container: …, year: 2016, doi: …, access: open}",
		"The sources, at least one. In the text below they are cited as [@smith2016].", []string{"reference-type", "access"}},
	{"contributors:\n  - {name: …, role: author, organisation: …, country: KEN}", "Who wrote this record: \"Family, Given\", or an organisation. Roles:", []string{"contributor-role"}},
	{"added: 2026-11-23", "The day the record was added.", nil},
}

// later returns the keys that a record needs when it is reviewed, commented out.
func later(vocabularies *vocab.Set, taxonomies []model.Taxonomy) string {
	w := &writer{vocabularies: vocabularies}
	w.line("")
	w.comment("The five keys above are enough for a first note. A record that is to be reviewed and published " +
		"needs more: take away the # before a key, and before the entries below it, and write what you know. " +
		"not-stated is always an answer.")
	for _, k := range slices.Concat(laterKeys, added(taxonomies)) {
		w.line("#")
		choose := k.choose
		if len(k.from) != 1 {
			w.comment(choose)
			choose = ""
		}
		for _, id := range k.from {
			w.terms(id, choose)
		}
		for line := range strings.SplitSeq(k.lines, "\n") {
			w.line("#" + line)
		}
	}
	return w.text.String()
}

// added returns the keys that the site's own taxonomies bring.
func added(taxonomies []model.Taxonomy) []key {
	known := []string{"innovation_type", "learning_direction", "decade"}
	for _, k := range laterKeys {
		name, _, _ := strings.Cut(k.lines, ":")
		known = append(known, name)
	}
	var keys []key
	for _, t := range taxonomies {
		if !slices.Contains(known, t.Key) && !strings.Contains(t.Key, ".") {
			known = append(known, t.Key)
			keys = append(keys, key{fmt.Sprintf("%s: [%s]", t.Key, model.NotStated), someOf, []string{t.Vocabulary}})
		}
	}
	return keys
}
