package search

import (
	"cmp"
	"slices"
	"sort"
	"sync"
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

// byTerm returns the forms of a worker in the order of their terms.
func byTerm(terms []uint32) []uint32 {
	order := make([]uint32, len(terms))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortStableFunc(order, func(a, b uint32) int { return cmp.Compare(terms[a], terms[b]) })
	return order
}

// scratches are lists to be used again.
var scratches = sync.Pool{New: func() any { return new([]int32) }}

// sortEntries puts the data of a run into the order of terms. order is that of
// byTerm.
func (r *run) sortEntries(terms, order []uint32) {
	scratch := scratches.Get().(*[]int32)
	defer scratches.Put(scratch)
	*scratch = slices.Grow((*scratch)[:0], len(terms))[:len(terms)]
	at := *scratch // behind the place of each form in the run
	clear(at)
	for i, form := range r.forms {
		at[form] = int32(i + 1)
	}
	r.entries = make([]entry, 0, len(r.forms))
	for _, form := range order {
		i := at[form] - 1
		if i < 0 {
			continue
		}
		from := uint32(0)
		if i > 0 {
			from = r.ends[i-1]
		}
		r.entries = append(r.entries, entry{terms[form], from, r.ends[i]})
	}
	r.forms, r.ends, r.worker = nil, nil, nil
}

// find returns the index of the first entry of a term or a later one.
func (r *run) find(term uint32) int {
	return sort.Search(len(r.entries), func(i int) bool { return r.entries[i].term >= term })
}
