package search

import (
	"cmp"
	"slices"
	"sort"
)

// A lexicon is every form of the index with its term. Terms are numbered in
// the order of their smallest form, so that those of forms near each other
// are near each other too.
type lexicon struct {
	forms []string // ascending by bytes
	terms []uint32 // of each form
	count int      // of terms
}

// newLexicon numbers the forms of all workers and of the synonyms.
func newLexicon(workers []*worker, synonyms map[string]language) *lexicon {
	in := make(map[string]language, len(synonyms))
	for form, languages := range synonyms {
		in[form] = languages
	}
	for _, w := range workers {
		for i, form := range w.forms {
			in[form] |= w.in[i]
		}
	}
	x := &lexicon{forms: make([]string, 0, len(in)), terms: make([]uint32, len(in))}
	for form := range in {
		x.forms = append(x.forms, form)
	}
	slices.Sort(x.forms)
	numbers := make(map[string]uint32, len(in))
	for i, form := range x.forms {
		s := stem(form, in[form])
		n, ok := numbers[s]
		if !ok {
			n = uint32(len(numbers))
			numbers[s] = n
		}
		x.terms[i] = n
	}
	x.count = len(numbers)
	return x
}

// term returns the term of a form; ok is false for an unknown one.
func (x *lexicon) term(form string) (term uint32, ok bool) {
	i := sort.SearchStrings(x.forms, form)
	if i < len(x.forms) && x.forms[i] == form {
		return x.terms[i], true
	}
	return 0, false
}

// termsOf returns the term of each form of a worker.
func (x *lexicon) termsOf(w *worker) []uint32 {
	out := make([]uint32, len(w.forms))
	for i, form := range w.forms {
		out[i], _ = x.term(form)
	}
	return out
}

// sortEntries puts the data of a run into the order of terms.
func (r *run) sortEntries(terms []uint32) {
	r.entries = make([]entry, len(r.forms))
	from := uint32(0)
	for i, form := range r.forms {
		r.entries[i] = entry{terms[form], from, r.ends[i]}
		from = r.ends[i]
	}
	slices.SortFunc(r.entries, func(a, b entry) int { return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.from, b.from)) })
	r.forms, r.ends, r.worker = nil, nil, nil
}

// find returns the index of the first entry of a term or a later one.
func (r *run) find(term uint32) int {
	return sort.Search(len(r.entries), func(i int) bool { return r.entries[i].term >= term })
}
