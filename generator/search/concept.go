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

// fill finds the occurrences of the phrases of a concept in all records.
func (c *concept) fill(m *merger) {
	type occurrence struct {
		at    place
		words int
	}
	var found []occurrence
	known := map[uint32][]place{}
	for _, p := range c.phrases {
		for _, at := range m.occurrences(p.terms, known) {
			found = append(found, occurrence{at, len(p.terms)})
		}
	}
	slices.SortFunc(found, func(a, b occurrence) int {
		return cmp.Or(cmp.Compare(a.at, b.at), -cmp.Compare(a.words, b.words))
	})
	var places []place
	free := place(0)
	for _, o := range found {
		if o.at >= free {
			places = append(places, o.at)
			free = o.at + place(o.words)
		}
	}
	var e encoder
	c.list = e.list(m, places, false)
}

// occurrences returns where the terms follow each other.
func (m *merger) occurrences(terms []uint32, known map[uint32][]place) []place {
	for _, t := range terms {
		if !m.has(t) {
			return nil
		}
	}
	for _, t := range terms {
		if _, ok := known[t]; !ok {
			known[t] = m.places(t)
		}
	}
	rarest := 0
	for i, t := range terms {
		if len(known[t]) < len(known[terms[rarest]]) {
			rarest = i
		}
	}
	var out []place
	for _, p := range known[terms[rarest]] {
		if p.pos() >= uint32(rarest) && follow(terms, known, p-place(rarest)) {
			out = append(out, p-place(rarest))
		}
	}
	return out
}

// follow reports whether the terms stand one after the other from a place on.
func follow(terms []uint32, known map[uint32][]place, at place) bool {
	for i, t := range terms {
		if _, ok := slices.BinarySearch(known[t], at+place(i)); !ok {
			return false
		}
	}
	return true
}
