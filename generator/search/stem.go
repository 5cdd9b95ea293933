package search

import (
	"math/bits"
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/irish"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/tamil"
	"github.com/blevesearch/snowballstem/turkish"
)

// stemmers are the languages whose endings are folded, with their subtags of
// BCP 47. English is the first: a form that stands in an English text is
// stemmed as English, wherever else it stands.
var stemmers = []struct {
	tags string
	stem func(*snowballstem.Env) bool
}{
	{"en", english.Stem}, {"ar", arabic.Stem}, {"da", danish.Stem}, {"de", german.Stem}, {"es", spanish.Stem},
	{"fi", finnish.Stem}, {"fr", french.Stem}, {"ga", irish.Stem}, {"hu", hungarian.Stem}, {"it", italian.Stem},
	{"nl", dutch.Stem}, {"no nb nn", norwegian.Stem}, {"pt", portuguese.Stem}, {"ro", romanian.Stem},
	{"ru", russian.Stem}, {"sv", swedish.Stem}, {"ta", tamil.Stem}, {"tr", turkish.Stem},
}

// A language is a set of languages, a bit for each of stemmers.
type language uint32

const inEnglish language = 1

// languageOf returns the language of a BCP 47 tag; English for those without
// a stemmer.
func languageOf(tag string) language {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for i := range stemmers {
		for known := range strings.FieldsSeq(stemmers[i].tags) {
			if known == primary {
				return 1 << i
			}
		}
	}
	return inEnglish
}

// leastStem is the number of code points from which on a form is stemmed:
// shorter ones are mostly abbreviations, and ORS is not "or".
const leastStem = 4

// A stemmer finds the terms of forms, one after the other.
type stemmer struct{ env snowballstem.Env }

// stem returns the term of a form that stands in texts of these languages:
// the form without its ending by the algorithm of the first of them (Porter,
// Snowball: a language for stemming algorithms, 2001, and its successors).
func (s *stemmer) stem(form string, in language) string {
	if r, _ := utf8.DecodeRuneInString(form); classOf(r) == bigram || utf8.RuneCountInString(form) < leastStem {
		return form
	}
	i := bits.TrailingZeros32(uint32(in | 1<<31))
	if i >= len(stemmers) {
		i = 0
	}
	s.env.SetCurrent(form)
	stemmers[i].stem(&s.env)
	if term := s.env.Current(); term != "" {
		return term
	}
	return form
}
