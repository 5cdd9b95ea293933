// Package biblio writes bibliographies for reference managers: BibTeX, RIS and
// CSL-JSON.
//
// A record or a reference of one becomes an Item, the common ground of the
// three formats; a sequence of Items is written as it comes, so that a file of
// a hundred thousand references needs no memory for them. What an author did
// not write is left out. The package makes no text to be read (see package
// cite), reads none of its formats, and changes no value but to what a format
// can hold: line ends become spaces, control characters go.
package biblio

import (
	"strconv"
	"strings"
	"unicode"

	"casebook/generator/cite"
	"casebook/generator/model"
)

// An Item is one entry of a bibliography. Every field may be empty but Key and
// Type; texts are on one line.
type Item struct {
	Key       string // identifies the entry in its file: letters, digits and _ : . -
	Type      string // of the Citation Style Language, 1.0.2: "article-journal", "report"
	Genre     string // in words, where the type is wide: "Case study"
	Title     string
	Authors   []cite.Name
	Editors   []cite.Name
	Partial   bool   // more authors than listed: "et al."
	Container string // journal, book, site
	Publisher string // of a report: its institution
	Place     string
	Issued    Date
	Accessed  Date
	Volume    string
	Issue     string
	Pages     string // "146-153"
	Number    string // of a report, or in a series
	Version   string
	DOI       string // bare
	PMID      string // digits
	PMCID     string // PMC and digits
	ISBN      string
	URL       string
	Language  string // BCP 47
	Abstract  string
	Keywords  []string
	Note      string
}

// A Date is a day, a month or a year; the zero Date is not known.
type Date struct{ Year, Month, Day int }

// ParseDate reads YYYY, YYYY-MM or YYYY-MM-DD. Anything else is not known.
func ParseDate(s string) Date {
	parts := strings.Split(s, "-")
	var n [3]int
	if len(parts) > len(n) || len(parts[0]) != 4 {
		return Date{}
	}
	for i, p := range parts {
		v, err := strconv.ParseUint(p, 10, 16)
		if err != nil || v == 0 {
			return Date{}
		}
		n[i] = int(v)
	}
	if n[1] > 12 || n[2] > 31 {
		return Date{}
	}
	return Date{n[0], n[1], n[2]}
}

// Known reports whether there is a date.
func (d Date) Known() bool { return d.Year > 0 }

// String returns the date with as many parts as are known, "2026-11-23".
func (d Date) String() string { return d.join("-") }

func (d Date) join(sep string) string {
	s := ""
	for i, n := range []int{d.Year, d.Month, d.Day} {
		if n == 0 {
			break
		}
		if i > 0 {
			s += sep
			if n < 10 {
				s += "0"
			}
		}
		s += strconv.Itoa(n)
	}
	return s
}

// line puts a text on one line: white space becomes single spaces, and
// control characters go.
func line(s string) string {
	if plain(s) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r) || r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// plain reports whether s is ASCII with single spaces between words: the
// common case, in which there is nothing to do.
func plain(s string) bool {
	space := true
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' || c > '~' || c == ' ' && space:
			return false
		default:
			space = c == ' '
		}
	}
	return s == "" || !space
}

// key makes a text into a key: what is not of ASCII letters, digits and _ : .
// - becomes a hyphen.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("_:.-", r)) {
			return r
		}
		return '-'
	}, s)
}

// names takes a list of authors or editors apart; partial is true when its
// last entry says that there are more.
func names(list []model.Value) (out []cite.Name, partial bool) {
	for _, v := range list {
		text := line(v.Text)
		if text == cite.Others && len(out) > 0 {
			return out, true
		}
		if text != "" {
			out = append(out, cite.ParseName(text))
		}
	}
	return out, false
}
