package cite

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"casebook/generator/model"
)

// A Publication is what a record is part of.
type Publication struct {
	Title     string // of the site
	Publisher string // stands for the author of an unsigned record
	BaseURL   string // absolute, ends in "/"; empty when unknown
	Release   string // version of the release of the data that holds the record as it is; empty when none does
}

// authorRole is the term of contributor-role that makes an author.
const authorRole = "author"

// unassigned ends the id of records that have no number yet: lf-0000.
const unassigned = "-0000"

// A Styled is how to cite a record in one style, parted where the reader's
// date of access stands.
type Styled struct {
	Style         string // "Vancouver", "APA", "Harvard"
	Before, After string
}

// String returns the whole citation with a date of access.
func (s Styled) String(accessed string) string { return s.Before + accessed + s.After }

// accessMark stands for the date of access while a citation is made; no text
// of an author holds it.
const accessMark = "\x00"

// Record returns how to cite a case record in Vancouver, APA and Harvard style.
// The date is that of the last update, else of the first publication. A record
// without a number goes without, a withdrawn one says so. The address, path
// below the site root, is given when the base address is known.
func Record(c *model.Case, p Publication, path string, w Words) []Styled {
	r := &record{c: c, p: p, w: &w, authors: RecordAuthors(c), date: either(c.Updated.Text, c.Added.Text)}
	if len(r.authors) == 0 && p.Publisher != "" {
		r.authors = []Name{{Literal: tidy(p.Publisher)}}
	}
	if p.BaseURL != "" {
		r.url = p.BaseURL + path
	}
	var out []Styled
	for _, style := range []struct{ name, text string }{{"Vancouver", r.vancouver()}, {"APA", r.apa()}, {"Harvard", r.harvard()}} {
		before, after, _ := strings.Cut(style.text, accessMark)
		out = append(out, Styled{style.name, before, after})
	}
	return out
}

// A record is what the styles of a record have in common.
type record struct {
	c       *model.Case
	p       Publication
	w       *Words
	authors []Name
	date    string // ISO 8601; may be empty
	url     string
}

// publisher returns who puts the record out where the authors do not say it:
// the publisher, and the site when it has another name.
func (r *record) publisher(site bool) string {
	name := tidy(r.p.Publisher)
	if len(r.authors) == 1 && r.authors[0].Literal == name || name == r.p.Title && !site {
		name = ""
	}
	if site && r.p.Title != r.p.Publisher {
		name = join(name, ". ", r.p.Title)
	}
	return name
}

// kind returns the state of a withdrawn record, and nothing for another.
func (r *record) kind() string {
	if r.c.RecordStatus() == model.StatusWithdrawn {
		return r.w.Withdrawn
	}
	return ""
}

// number says which record it is and in which state of the data:
// "Record LF-0002, version 3, release 1.0".
func (r *record) number() string {
	text := r.w.Version + " " + strconv.Itoa(r.c.Version())
	if r.p.Release != "" {
		text += ", " + r.w.Release + " " + r.p.Release
	}
	if r.c.ID.Text == "" || strings.HasSuffix(r.c.ID.Text, unassigned) {
		return capital(text)
	}
	return r.w.Record + " " + strings.ToUpper(r.c.ID.Text) + ", " + text
}

// vancouver cites a part of a database on the Internet (Citing Medicine,
// chapter 24.B): Authors. Title. In: Site [Internet]. Publisher; date [cited
// date]. Record LF-0002, version 3. Available from: address.
func (r *record) vancouver() string {
	v := &vancouver{r: &model.Reference{Title: r.c.Title}, w: r.w}
	var list []model.Value
	for _, n := range r.authors {
		list = append(list, model.Value{Text: n.Vancouver()})
	}
	v.sentence(names(list, r.w.EtAl))
	v.sentence(v.title(r.kind()))
	if r.p.Title != "" {
		v.sentence(r.w.In + " " + bracket(r.p.Title, r.w.Internet))
	}
	v.sentence(join(r.publisher(false), "; ", join(r.w.date(r.date), " ", "["+r.w.Cited+" "+accessMark+"]")))
	v.sentence(r.number())
	text := v.text.String()
	if r.url != "" {
		text += " " + r.w.AvailableFrom + " " + r.url
	}
	return text
}

// capital returns s with its first letter in upper case.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if size < 1 || r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}

// Authors returns the names of the contributors with the role author, in the
// order of the record; nil for an unsigned record.
func Authors(c *model.Case) []model.Value {
	var list []model.Value
	for _, p := range c.Contributors {
		if p.Role.Text == authorRole && p.Name.Given() {
			list = append(list, p.Name)
		}
	}
	return list
}
