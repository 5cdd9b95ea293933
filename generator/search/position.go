package search

import (
	"slices"
)

// positions is a part with positions: the block of each of its terms.
type positions struct {
	first  int
	blocks [][]byte
}

func readPositions(data []byte, first int) (*positions, error) {
	r := &reader{data: data}
	n := r.count()
	lengths := make([]int, 0, n)
	for range n {
		lengths = append(lengths, r.u())
	}
	p := &positions{first: first}
	for _, length := range lengths {
		p.blocks = append(p.blocks, r.take(length))
	}
	return p, r.end()
}

// positionsOf returns the positions of a term in each of its postings.
func (x *Index) positionsOf(term int, postings int) ([][]int, error) {
	i := first(x.m.Parts[kindPositions].First, term)
	p := x.places[i]
	if p == nil {
		data, err := x.payload(kindPositions, i)
		if err != nil {
			return nil, err
		}
		if p, err = readPositions(data, x.m.Parts[kindPositions].First[i]); err != nil {
			return nil, broken(kindPositions, i, err)
		}
		x.places[i] = p
	}
	if term-p.first >= len(p.blocks) {
		return nil, broken(kindPositions, i, errBroken)
	}
	list, err := readBlock(p.blocks[term-p.first], postings)
	if err != nil {
		return nil, broken(kindPositions, i, err)
	}
	return list, nil
}

// readBlock reads the positions of a term with n postings.
func readBlock(block []byte, n int) ([][]int, error) {
	r := &reader{data: block}
	if n > len(block) {
		return nil, errBroken
	}
	counts := make([]int, n)
	for i := range counts {
		counts[i] = r.count()
	}
	out := make([][]int, n)
	for i, count := range counts {
		if count > len(r.data) {
			return nil, errBroken
		}
		list := make([]int, 0, count)
		pos := 0
		for range count {
			pos += r.u()
			list = append(list, pos)
		}
		out[i] = list
	}
	return out, r.end()
}

// A step is a term of a phrase at its distance from the first word.
type step struct {
	at   int
	head *head
	term int
}

// sequence returns the records in which the terms of a phrase follow each
// other in one text. Common terms stand for any word; a phrase of nothing else
// is in every record that has them all.
func (x *Index) sequence(terms []int) ([]int, error) {
	var steps, common []step
	for at, term := range terms {
		h, err := x.head(term)
		if err != nil {
			return nil, err
		}
		if h.common {
			common = append(common, step{at, h, term})
		} else {
			steps = append(steps, step{at, h, term})
		}
	}
	if len(steps) == 0 {
		return together(common), nil
	}
	docs := together(steps)
	if len(steps) == 1 || len(docs) == 0 {
		return docs, nil
	}
	return x.follow(steps, docs)
}

// together returns the records that have all terms.
func together(steps []step) []int {
	var out []int
	for _, p := range steps[0].head.postings {
		in := true
		for _, s := range steps[1:] {
			if _, ok := s.head.find(p.doc); !ok {
				in = false
				break
			}
		}
		if in {
			out = append(out, p.doc)
		}
	}
	return out
}

// follow keeps the records in which the positions of the steps fit.
func (x *Index) follow(steps []step, docs []int) ([]int, error) {
	lists := make([][][]int, len(steps))
	for i, s := range steps {
		list, err := x.positionsOf(s.term, len(s.head.postings))
		if err != nil {
			return nil, err
		}
		lists[i] = list
	}
	return slices.DeleteFunc(docs, func(doc int) bool { return !fits(steps, lists, doc) }), nil
}

func fits(steps []step, lists [][][]int, doc int) bool {
	in := make([][]int, len(steps))
	for i, s := range steps {
		at, _ := slices.BinarySearchFunc(s.head.postings, doc, func(p posting, doc int) int { return p.doc - doc })
		in[i] = lists[i][at]
	}
	for _, pos := range in[0] {
		start := pos - steps[0].at
		ok := true
		for i, s := range steps[1:] {
			if _, ok = slices.BinarySearch(in[i+1], start+s.at); !ok {
				break
			}
		}
		if ok {
			return true
		}
	}
	return false
}
