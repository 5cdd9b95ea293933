package search

import (
	"cmp"
	"slices"
)

// A phrase leads from its terms to a concept.
type phrase struct {
	terms   []uint32
	concept int
	typed   bool // typing it finds the concept; otherwise it is only found
}

// A concept is a group of synonyms as a term of its own: every occurrence of
// one of its phrases counts as one of it.
type concept struct {
	texts   []string // its phrases, folded; those that are typed first
	phrases []phrase
	list    list
}

// synonymForms returns the words of all groups with their languages.
func synonymForms(groups []Group) map[string]language {
	forms := map[string]language{}
	for _, g := range groups {
		for _, t := range slices.Concat(g.Terms, g.Finds) {
			for _, form := range Words(t.Text) {
				forms[form] |= languageOf(t.Lang)
			}
		}
	}
	return forms
}

// concepts returns the groups with their phrases, without postings. Phrases
// that are the same to the search are one, and a group without words is none.
func concepts(groups []Group, x *lexicon) []concept {
	var out []concept
	for _, g := range groups {
		c := concept{}
		for _, t := range g.Terms {
			c.add(t.Text, x, len(out), true)
		}
		for _, t := range g.Finds {
			c.add(t.Text, x, len(out), false)
		}
		if len(c.phrases) > 0 {
			out = append(out, c)
		}
	}
	return out
}

func (c *concept) add(text string, x *lexicon, number int, typed bool) {
	var terms []uint32
	for _, form := range Words(text) {
		term, _ := x.term(form)
		terms = append(terms, term)
	}
	if len(terms) == 0 {
		return
	}
	if folded := normal(text); !slices.Contains(c.texts, folded) {
		c.texts = append(c.texts, folded)
	}
	same := func(p phrase) bool { return slices.Equal(p.terms, terms) }
	if !slices.ContainsFunc(c.phrases, same) {
		c.phrases = append(c.phrases, phrase{terms, number, typed})
	}
}

// typedPhrases returns the phrases of all concepts by their first term, longest
// first, then by concept.
func typedPhrases(list []concept) map[uint32][]phrase {
	out := map[uint32][]phrase{}
	for _, c := range list {
		for _, p := range c.phrases {
			if p.typed {
				out[p.terms[0]] = append(out[p.terms[0]], p)
			}
		}
	}
	for _, phrases := range out {
		slices.SortStableFunc(phrases, func(a, b phrase) int {
			return cmp.Or(-cmp.Compare(len(a.terms), len(b.terms)), cmp.Compare(a.concept, b.concept))
		})
	}
	return out
}

// An occurrence is where a phrase of some words stands.
type occurrence struct {
	at    place
	words int
}

// A finder finds phrases in runs. What it returns is valid until the next call.
type finder struct {
	known  []knownPlaces
	places []place
	found  []occurrence
	chosen []place
	encoder
}

// knownPlaces are the places of a term in the run that is looked at.
type knownPlaces struct {
	term   uint32
	places []place
}

// fill finds the occurrences of the phrases of a concept in all records.
func (c *concept) fill(m *merger, f *finder) {
	var l lists
	f.begin(m, &l)
	for _, r := range m.runs {
		places := f.concept(r, c)
		for i := 0; i < len(places); {
			j := i
			for j < len(places) && places[j].doc() == places[i].doc() {
				j++
			}
			f.record(places[i:j])
			i = j
		}
	}
	f.end(false)
	c.list = l.list[0]
}

// concept returns where phrases of a concept begin in a run: the longest ones
// from the left, none within another.
func (f *finder) concept(r *run, c *concept) []place {
	f.known, f.places, f.found, f.chosen = f.known[:0], f.places[:0], f.found[:0], f.chosen[:0]
	for _, p := range c.phrases {
		f.phrase(r, p.terms)
	}
	slices.SortFunc(f.found, func(a, b occurrence) int {
		return cmp.Or(cmp.Compare(a.at, b.at), -cmp.Compare(a.words, b.words))
	})
	free := place(0)
	for _, o := range f.found {
		if o.at >= free {
			f.chosen = append(f.chosen, o.at)
			free = o.at + place(o.words)
		}
	}
	return f.chosen
}

// of returns the places of a term in a run.
func (f *finder) of(r *run, term uint32) []place {
	for _, k := range f.known {
		if k.term == term {
			return k.places
		}
	}
	start := len(f.places)
	f.places = appendPlaces(f.places, r.block(term), r.first)
	f.known = append(f.known, knownPlaces{term, f.places[start:len(f.places):len(f.places)]})
	return f.known[len(f.known)-1].places
}

// phrase finds where terms follow each other in a run.
func (f *finder) phrase(r *run, terms []uint32) {
	rarest := 0
	for i, t := range terms {
		n := len(f.of(r, t))
		if n == 0 {
			return
		}
		if n < len(f.of(r, terms[rarest])) {
			rarest = i
		}
	}
	for _, p := range f.of(r, terms[rarest]) {
		if p.pos() >= uint32(rarest) && f.follow(r, terms, p-place(rarest)) {
			f.found = append(f.found, occurrence{p - place(rarest), len(terms)})
		}
	}
}

// follow reports whether the terms stand one after the other from a place on.
func (f *finder) follow(r *run, terms []uint32, at place) bool {
	for i, t := range terms {
		if _, ok := slices.BinarySearch(f.of(r, t), at+place(i)); !ok {
			return false
		}
	}
	return true
}
