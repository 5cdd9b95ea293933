package search

import (
	"encoding/binary"
	"slices"
	"sort"
)

// A run is the tokens of consecutive records as bytes. Its records are numbered
// from 0. It has an entry for each form, and later for each term, in the order
// of their numbers:
//
//	u difference to the number before, u bytes that follow
//	for each record: u difference, u positions; u the first, u differences
type run struct {
	first   int // record number of its first
	data    []byte
	entries int
	worker  *worker // whose forms they are; nil when they are terms
	marks   []mark  // of terms: every markEvery'th entry
}

// A mark is where an entry stands in a run.
type mark struct {
	last uint32 // number of the entry before
	at   uint32
}

const markEvery = 64

// A place is a record and a position in it, ordered as numbers.
type place uint64

func (p place) doc() int    { return int(p >> 32) }
func (p place) pos() uint32 { return uint32(p) }

// A runWriter writes the entries of a run.
type runWriter struct {
	data, block []byte
	last        uint32
	entries     int
	marks       []mark
}

// entry writes one.
func (w *runWriter) entry(number uint32, block []byte) {
	if w.entries%markEvery == 0 {
		w.marks = append(w.marks, mark{w.last, uint32(len(w.data))})
	}
	w.data = appendU(appendU(w.data, int(number-w.last)), len(block))
	w.data = append(w.data, block...)
	w.last = number
	w.entries++
}

// tokens writes the tokens of one form.
func (w *runWriter) tokens(list []token) {
	dst, last := w.block[:0], uint32(0)
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && list[j].doc == list[i].doc {
			j++
		}
		dst = appendU(appendU(dst, int(list[i].doc-last)), j-i)
		last = list[i].doc
		pos := uint32(0)
		for ; i < j; i++ {
			dst = appendU(dst, int(list[i].pos-pos))
			pos = list[i].pos
		}
	}
	w.block = dst
	w.entry(list[0].form, dst)
}

// places writes the places of one term, which ascend; records count from 0.
func (w *runWriter) places(term uint32, list []place) {
	dst, last := w.block[:0], 0
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && list[j].doc() == list[i].doc() {
			j++
		}
		dst = appendU(appendU(dst, list[i].doc()-last), j-i)
		last = list[i].doc()
		pos := uint32(0)
		for ; i < j; i++ {
			dst = appendU(dst, int(list[i].pos()-pos))
			pos = list[i].pos()
		}
	}
	w.block = dst
	w.entry(term, dst)
}

// A runReader reads the entries of a run, one after the other.
type runReader struct {
	rest   []byte
	number uint32 // of the entry that was read last
	block  []byte
}

// next reads an entry. It returns false at the end.
func (r *runReader) next() bool {
	if len(r.rest) == 0 {
		return false
	}
	var n, size uint32
	n, r.rest = cutU(r.rest)
	size, r.rest = cutU(r.rest)
	r.number += n
	r.block, r.rest = r.rest[:size], r.rest[size:]
	return true
}

// cutU cuts a number off bytes of which this package knows that they are whole.
func cutU(data []byte) (uint32, []byte) {
	if data[0] < 0x80 {
		return uint32(data[0]), data[1:]
	}
	n, size := binary.Uvarint(data)
	return uint32(n), data[size:]
}

// appendPlaces appends the places of an entry; records are counted from first.
func appendPlaces(dst []place, block []byte, first int) []place {
	doc := uint64(first)
	for len(block) > 0 {
		var gap, count, pos, n uint32
		gap, block = cutU(block)
		count, block = cutU(block)
		doc += uint64(gap)
		for range count {
			n, block = cutU(block)
			pos += n
			dst = append(dst, place(doc<<32|uint64(pos)))
		}
	}
	return dst
}

// A termSorter puts the entries of runs into the order of their terms.
type termSorter struct {
	blocks [][]byte // of the forms
	order  []uint64 // term, and index into blocks
	places []place
	out    runWriter
}

// sort makes the entries of a run those of terms. Several forms of a term become
// one entry.
func (s *termSorter) sort(r *run) {
	terms := r.worker.terms
	s.blocks, s.order = s.blocks[:0], slices.Grow(s.order[:0], r.entries)
	for in := (runReader{rest: r.data}); in.next(); {
		s.order = append(s.order, uint64(terms[in.number])<<32|uint64(len(s.blocks)))
		s.blocks = append(s.blocks, in.block)
	}
	slices.Sort(s.order)
	s.out = runWriter{data: s.out.data[:0], block: s.out.block[:0]}
	for i := 0; i < len(s.order); {
		term, j := s.order[i]>>32, i+1
		for j < len(s.order) && s.order[j]>>32 == term {
			j++
		}
		if j == i+1 {
			s.out.entry(uint32(term), s.blocks[uint32(s.order[i])])
		} else {
			s.out.places(uint32(term), s.join(s.order[i:j]))
		}
		i = j
	}
	clear(s.blocks)
	r.data = append(r.data[:0], s.out.data...)
	r.entries, r.marks, r.worker = s.out.entries, s.out.marks, nil
}

// join returns the places of several entries, each once.
func (s *termSorter) join(rows []uint64) []place {
	s.places = s.places[:0]
	for _, row := range rows {
		s.places = appendPlaces(s.places, s.blocks[uint32(row)], 0)
	}
	slices.Sort(s.places)
	s.places = slices.Compact(s.places)
	return s.places
}

// from returns a reader of which the next entry is that of a term or the first
// after it.
func (r *run) from(term uint32) runReader {
	i := sort.Search(len(r.marks), func(i int) bool { return r.marks[i].last >= term })
	if i == 0 {
		return runReader{rest: r.data}
	}
	m := r.marks[i-1]
	in := runReader{rest: r.data[m.at:], number: m.last}
	for len(in.rest) > 0 {
		before := in
		if in.next(); in.number >= term {
			return before
		}
	}
	return in
}

// block returns the entry of a term, or nil.
func (r *run) block(term uint32) []byte {
	if in := r.from(term); in.next() && in.number == term {
		return in.block
	}
	return nil
}
