package search

import (
	"slices"
	"strings"
)

// A record is what the index knows of a record besides its words.
type record struct {
	id, title, path string
	sorted          string // the title, folded
	newest          int32
}

// share makes the texts of records one piece of memory.
func share(records []record, room []byte) []byte {
	room = room[:0]
	for i := range records {
		r := &records[i]
		room = append(append(append(append(room, r.id...), r.title...), r.path...), r.sorted...)
	}
	all := string(room)
	cut := func(s *string) { *s, all = all[:len(*s)], all[len(*s):] }
	for i := range records {
		r := &records[i]
		cut(&r.id)
		cut(&r.title)
		cut(&r.path)
		cut(&r.sorted)
	}
	return room
}

// columns are what consecutive records are filtered by: for each facet and each
// column of years a list of every record, u length and u each.
type columns [][]byte

// add adds a record.
func (c columns) add(in *Input, d *Document) {
	for k := range c {
		lists, i := d.Values, k
		if k >= len(in.Facets) {
			lists, i = d.Years, k-len(in.Facets)
		}
		var list []int
		if i < len(lists) {
			list = lists[i]
		}
		c[k] = appendList(c[k], list)
	}
}

// appendList appends a list of numbers, ascending, each once.
func appendList(dst []byte, list []int) []byte {
	var room [16]int
	own := room[:0]
	for _, n := range list {
		own = append(own, max(0, n))
	}
	slices.Sort(own)
	own = slices.Compact(own)
	dst = appendU(dst, len(own))
	for _, n := range own {
		dst = appendU(dst, n)
	}
	return dst
}

// cutLists cuts the lists of n records off.
func cutLists(data []byte, n int) (lists, rest []byte) {
	rest = data
	for range n {
		var count uint32
		for count, rest = cutU(rest); count > 0; count-- {
			_, rest = cutU(rest)
		}
	}
	return data[:len(data)-len(rest)], rest
}

// facetPayloads returns the facets and the columns, cut by records.
func (x *builder) facetPayloads() []payload {
	all := make(columns, len(x.in.Facets)+len(x.in.Years))
	for _, c := range x.columns {
		for k := range all {
			all[k] = append(all[k], c[k]...)
		}
	}
	ranks := ranks(x.records)
	var out []payload
	for first := 0; first == 0 || first < x.in.N; first += x.sizes.Facets {
		p := payload{kind: kindFacets, first: first}
		if first == 0 {
			p.data = appendFacets(p.data, x.in.Facets)
		}
		last := min(first+x.sizes.Facets, x.in.N)
		var f front
		for i := range x.records[first:last] {
			p.data = f.append(p.data, x.records[first+i].id)
		}
		for k := range all {
			var lists []byte
			lists, all[k] = cutLists(all[k], last-first)
			p.data = append(p.data, lists...)
		}
		for i := range x.records[first:last] {
			p.data = appendU(p.data, int(x.records[first+i].newest))
		}
		for _, rank := range ranks[first:last] {
			p.data = appendU(p.data, int(rank))
		}
		out = append(out, p)
	}
	return out
}

// ranks returns the place of every record in the order of titles; of equal
// titles the lower number comes first.
func ranks(records []record) []int32 {
	order := make([]int32, len(records))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return strings.Compare(records[a].sorted, records[b].sorted) })
	out := make([]int32, len(order))
	for rank, i := range order {
		out[i] = int32(rank)
	}
	return out
}

func appendFacets(dst []byte, facets []Facet) []byte {
	dst = appendU(dst, len(facets))
	for _, f := range facets {
		dst = appendS(appendS(dst, f.Key), f.Label)
		dst = appendU(dst, len(f.Values))
		for _, v := range f.Values {
			dst = appendS(appendS(dst, v.ID), v.Label)
			var names []string
			for _, name := range v.Names {
				if folded := normal(name); folded != "" && !slices.Contains(names, folded) {
					names = append(names, folded)
				}
			}
			dst = appendU(dst, len(names))
			for _, name := range names {
				dst = appendS(dst, name)
			}
		}
	}
	return dst
}
