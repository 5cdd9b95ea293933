package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// How a word came to a form.
const (
	HowExact   = "exact"
	HowPrefix  = "prefix"
	HowTypo    = "typo"
	HowSimilar = "similar"
	HowSynonym = "synonym"
	HowPhrase  = "phrase"
)

// Weights of candidates, beside 1 for the form itself.
const (
	weightPrefix  = 0.8
	weightTypo    = 0.6
	weightSimilar = 0.5
	weightSynonym = 0.9
)

// Bounds of candidates.
const (
	maxPrefix      = 40 // forms that begin with a word
	maxNear        = 8  // forms near a word
	leastPrefix    = 2  // letters of a beginning; 1 in scripts without spaces
	leastTypo      = 5  // letters from which on a typing error is looked for
	leastTypoStart = 6  // the same in a beginning
	leastShared    = 5  // letters that similar words share
	maxTail        = 4  // letters behind them that may differ, or as many as they share but one
)

// A candidate is a form that a word may stand for.
type candidate struct {
	form   string
	term   int
	df     int
	weight float64
	how    string
	head   *head
	idf    float64
	phrase string // of a word that is required as typed: the phrase or word
}

// candidates returns what a word may stand for: itself and, as the beginning
// of a word, those that begin with it; where there is none, the words at one
// typing error; where there is none, those that begin alike. near reports that
// the word itself is not there. Each term is named once.
func (x *Index) candidates(word string, last bool) (list []candidate, near bool, err error) {
	term, ok, err := x.lookUp(word)
	if err != nil {
		return nil, false, err
	}
	if ok {
		list = append(list, candidate{form: word, term: term, weight: 1, how: HowExact})
	}
	if last && utf8.RuneCountInString(word) >= least(word) {
		more, err := x.prefixed(word)
		if err != nil {
			return nil, false, err
		}
		list = append(list, more...)
	}
	if list, err = x.alive(list); err != nil || len(list) > 0 {
		return list, false, err
	}
	if utf8.RuneCountInString(word) < leastTypo || least(word) == 1 {
		return nil, false, nil
	}
	v, err := x.vocabulary()
	if err != nil {
		return nil, false, err
	}
	list = v.typos(word, last)
	if len(list) == 0 {
		list = v.similar(word)
	}
	list, err = x.alive(list)
	return list, true, err
}

func least(word string) int {
	if r, _ := utf8.DecodeRuneInString(word); classOf(r) == bigram {
		return 1
	}
	return leastPrefix
}

// alive adds the postings of candidates and leaves out those without any, and
// those of a term that is there already.
func (x *Index) alive(list []candidate) ([]candidate, error) {
	var out []candidate
	for _, c := range list {
		if slices.ContainsFunc(out, func(o candidate) bool { return o.term == c.term }) {
			continue
		}
		h, err := x.head(c.term)
		if err != nil {
			return nil, err
		}
		if h.df > 0 {
			c.head, c.df, c.idf = h, h.df, idf(h.df, x.m.N)
			if c.how == HowPrefix && len(out) > 0 && out[0].how == HowExact {
				c.idf = min(c.idf, out[0].idf) // a word that is whole means itself first
			}
			out = append(out, c)
		}
	}
	return out, nil
}

// prefixed returns the forms that begin with a word, those in most records
// first. They come from the part that holds the beginning and the next one,
// and have their postings there.
func (x *Index) prefixed(word string) ([]candidate, error) {
	part := x.partOf(word)
	parts := []int{part}
	if part+1 < len(x.m.forms()) {
		parts = append(parts, part+1)
	}
	lo := x.m.Parts[kindTerms].Term[part]
	var list []candidate
	for _, i := range parts {
		d, err := x.dict(i)
		if err != nil {
			return nil, err
		}
		for k := d.at(word); k < len(d.forms) && strings.HasPrefix(d.forms[k], word); k++ {
			if d.terms[k] < lo {
				continue
			}
			h, err := x.head(d.terms[k])
			if err != nil {
				return nil, err
			}
			if h.df > 0 && d.forms[k] != word {
				list = append(list, candidate{form: d.forms[k], term: d.terms[k], df: h.df, weight: weightPrefix, how: HowPrefix})
			}
		}
	}
	return most(list, maxPrefix), nil
}

// most sorts candidates by the number of records, then by form, and keeps the
// first n.
func most(list []candidate, n int) []candidate {
	slices.SortFunc(list, func(a, b candidate) int {
		return cmp.Or(-cmp.Compare(a.df, b.df), strings.Compare(a.form, b.form))
	})
	return list[:min(n, len(list))]
}

// df returns the number of records of form k of the vocabulary.
func (d *dict) df(k int) int {
	if i := d.terms[k] - d.first; i >= 0 && i < len(d.heads) {
		return d.heads[i].df
	}
	return 0
}

// typos returns the forms at one typing error from a word; where there is none
// and the word is being typed, those of which a beginning is.
func (d *dict) typos(word string, last bool) []candidate {
	letters := []rune(word)
	list := d.atOneError(letters, false)
	if len(list) == 0 && last && len(letters) >= leastTypoStart {
		list = d.atOneError(letters, true)
	}
	return most(list, maxNear)
}

func (d *dict) atOneError(letters []rune, start bool) []candidate {
	var list []candidate
	for k, form := range d.forms {
		if df := d.df(k); df > 0 && oneError(letters, form, start) {
			list = append(list, candidate{form: form, term: d.terms[k], df: df, weight: weightTypo, how: HowTypo})
		}
	}
	return list
}

// oneError reports whether a form is at distance 1 from a word, in optimal
// string alignment: a letter more, less or other, or two neighbours swapped.
// With start, a beginning of the form may be instead.
func oneError(word []rune, form string, start bool) bool {
	if n := len(form); n+2 < len(word) || !start && n > 4*(len(word)+1) {
		return false
	}
	b := []rune(form)
	i := 0
	for i < len(word) && i < len(b) && word[i] == b[i] {
		i++
	}
	same := func(x, y []rune) bool {
		if start {
			return len(y) >= len(x) && slices.Equal(x, y[:len(x)])
		}
		return slices.Equal(x, y)
	}
	w, f := word[i:], b[i:]
	switch {
	case len(w) == 0:
		return len(f) == 1 || start && len(f) > 0
	case same(w[1:], f): // a letter more in the word
		return true
	case len(f) == 0:
		return false
	case same(w, f[1:]), same(w[1:], f[1:]): // a letter less, or another
		return true
	}
	return len(w) > 1 && len(f) > 1 && w[0] == f[1] && w[1] == f[0] && same(w[2:], f[2:])
}

// similar returns the forms that share all but the last letters with a word,
// those that share most first.
func (d *dict) similar(word string) []candidate {
	letters := []rune(word)
	var list []candidate
	shared := map[string]int{}
	begin := string(letters[:leastShared])
	for k := d.at(begin); k < len(d.forms) && strings.HasPrefix(d.forms[k], begin); k++ {
		form := []rune(d.forms[k])
		n := leastShared
		for n < len(form) && n < len(letters) && form[n] == letters[n] {
			n++
		}
		if df := d.df(k); df > 0 && max(len(form), len(letters))-n <= max(maxTail, n-1) {
			shared[d.forms[k]] = n
			list = append(list, candidate{form: d.forms[k], term: d.terms[k], df: df, weight: weightSimilar, how: HowSimilar})
		}
	}
	list = most(list, len(list))
	slices.SortStableFunc(list, func(a, b candidate) int { return -cmp.Compare(shared[a.form], shared[b.form]) })
	return list[:min(maxNear, len(list))]
}
