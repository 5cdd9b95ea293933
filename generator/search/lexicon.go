package search

import (
	"sort"

	"casebook/generator/parallel"
)

// A lexicon is every form of the index with its term. Terms are numbered in
// the order of their smallest form, so that those of forms near each other
// are near each other too.
type lexicon struct {
	forms []string // ascending by bytes
	terms []uint32 // of each form
	count int      // of terms
}

// newLexicon numbers the forms of all workers and of the synonyms, and tells
// each worker the terms of its forms.
func newLexicon(workers []*worker, synonyms map[string]language, threads int) *lexicon {
	all := workers[0].forms
	numbers := make([][]uint32, len(workers)) // of the forms of each worker, in all
	for i, w := range workers {
		numbers[i] = all.take(w.forms)
		w.forms = nil
	}
	for form, in := range synonyms {
		all.number([]byte(form), in)
	}
	x := &lexicon{}
	var ids []uint32
	x.forms, ids = all.sorted()
	x.terms, x.count = all.terms(x.forms, ids, threads)

	terms := make([]uint32, len(ids)) // by number in all
	for i, id := range ids {
		terms[id] = x.terms[i]
	}
	for i, w := range workers {
		for k, id := range numbers[i] {
			numbers[i][k] = terms[id]
		}
		w.terms = numbers[i]
	}
	return x
}

// take adds the forms of a table, and returns their numbers here.
func (t *formTable) take(other *formTable) []uint32 {
	out := make([]uint32, other.n)
	for i := range out {
		r := other.row(uint32(i))
		out[i] = t.number(other.text(r), r.in)
	}
	return out
}

// terms returns the number of the term of each form, and how many there are.
// The forms are those of sorted.
func (t *formTable) terms(forms []string, ids []uint32, threads int) (terms []uint32, count int) {
	const chunk = 1024
	stems := make([]string, len(forms))
	parallel.For((len(forms)+chunk-1)/chunk, threads, func(i int) {
		var s stemmer
		for k := i * chunk; k < min(len(forms), (i+1)*chunk); k++ {
			stems[k] = s.stem(forms[k], t.row(ids[k]).in)
		}
	})
	known := newFormTable()
	terms = make([]uint32, len(forms))
	var buffer []byte
	for i, s := range stems {
		buffer = append(buffer[:0], s...)
		terms[i] = known.number(buffer, 0)
	}
	return terms, known.n
}

// term returns the term of a form; ok is false for an unknown one.
func (x *lexicon) term(form string) (term uint32, ok bool) {
	i := sort.SearchStrings(x.forms, form)
	if i < len(x.forms) && x.forms[i] == form {
		return x.terms[i], true
	}
	return 0, false
}
