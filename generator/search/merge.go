package search

import (
	"slices"
)

// A list is the postings of one term, encoded.
type list struct {
	df        int
	kept      int // postings; less than df for a common term
	common    bool
	gaps      []byte
	classes   []byte
	positions []byte
	top       int // the record it is strongest in; -1 for a term in few records
}

// leastForTop is the number of records from which on the title of a term's
// strongest record stands beside its postings. Titles of rare terms would
// double the size of all parts, and their few records are soon loaded.
const leastForTop = 9

// A merger makes postings of runs.
type merger struct {
	n       int
	runs    []*run // ascending
	shapes  []shape
	average float64 // words of a record
}

func newMerger(runs []*run, shapes []shape) *merger {
	m := &merger{n: len(shapes), runs: runs, shapes: shapes}
	total := 0
	for i := range shapes {
		total += int(shapes[i].words)
	}
	if m.n > 0 {
		m.average = float64(total) / float64(m.n)
	}
	return m
}

// lists returns the postings of the terms from to to-1.
func (m *merger) lists(from, to uint32, e *encoder) []list {
	cursors := make([]int, len(m.runs))
	for i, r := range m.runs {
		cursors[i] = r.find(from)
	}
	out := make([]list, to-from)
	for term := from; term < to; term++ {
		e.places = e.places[:0]
		for i, r := range m.runs {
			e.places, cursors[i] = r.gather(e.places, cursors[i], term)
		}
		out[term-from] = e.list(m, e.places, true)
	}
	return out
}

// has reports whether any record has a term.
func (m *merger) has(term uint32) bool {
	return slices.ContainsFunc(m.runs, func(r *run) bool {
		i := r.find(term)
		return i < len(r.entries) && r.entries[i].term == term
	})
}

// places returns every place of a term.
func (m *merger) places(term uint32) []place {
	size := uint32(0)
	for _, r := range m.runs {
		for i := r.find(term); i < len(r.entries) && r.entries[i].term == term; i++ {
			size += r.entries[i].to - r.entries[i].from
		}
	}
	out := make([]place, 0, size/2)
	for _, r := range m.runs {
		out, _ = r.gather(out, r.find(term), term)
	}
	return out
}

// gather appends the places of a term, whose entries begin at a cursor, and
// returns the cursor behind them.
func (r *run) gather(dst []place, at int, term uint32) ([]place, int) {
	start, first := len(dst), at
	for at < len(r.entries) && r.entries[at].term == term {
		dst = r.places(dst, r.entries[at])
		at++
	}
	if at-first > 1 { // several forms of the term
		slices.Sort(dst[start:])
		dst = dst[:start+len(slices.Compact(dst[start:]))]
	}
	return dst, at
}

// An encoder encodes lists, one after the other.
type encoder struct {
	places                           []place
	gaps, classes, counts, positions []byte
}

// list encodes the postings of a term that stands at these places, ascending.
func (e *encoder) list(m *merger, places []place, positions bool) list {
	l := list{df: documents(places), top: -1}
	best := 0.0
	l.common = isCommon(l.df, m.n)
	e.gaps, e.classes, e.counts, e.positions = e.gaps[:0], e.classes[:0], e.counts[:0], e.positions[:0]
	last := 0
	for i := 0; i < len(places); {
		doc := places[i].doc()
		j := i
		for j < len(places) && places[j].doc() == doc {
			j++
		}
		class := m.class(doc, places[i:j])
		if !l.common || bestOf(class) <= fieldLabels {
			e.gaps = appendU(e.gaps, doc-last)
			e.classes = append(e.classes, class)
			last = doc
			l.kept++
			if s := score(class, 1); l.df >= leastForTop && s > best {
				best, l.top = s, doc
			}
		}
		if positions && !l.common {
			e.place(places[i:j])
		}
		i = j
	}
	both := slices.Concat(e.gaps, e.classes)
	l.gaps, l.classes = both[:len(e.gaps):len(e.gaps)], both[len(e.gaps):]
	if positions && !l.common {
		l.positions = slices.Concat(e.counts, e.positions)
	}
	return l
}

func (e *encoder) place(places []place) {
	e.counts = appendU(e.counts, len(places))
	last := uint32(0)
	for _, p := range places {
		e.positions = appendU(e.positions, int(p.pos()-last))
		last = p.pos()
	}
}

// documents counts the records among places.
func documents(places []place) int {
	n := 0
	for i := range places {
		if i == 0 || places[i].doc() != places[i-1].doc() {
			n++
		}
	}
	return n
}

// class returns the class byte of a term in a record where it stands at these
// places.
func (m *merger) class(doc int, places []place) byte {
	shape := &m.shapes[doc]
	best, weighted, field := 0, 0, fieldTitle
	for _, p := range places {
		for field < fields && p.pos() >= shape.starts[field] {
			field++
		}
		if best == 0 {
			best = field
		}
		weighted += weights2[field]
	}
	return classByte(best, quantise(weighted, int(shape.words), m.average))
}
