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

// The orders of records, which are columns too. They follow the facets and the
// years.
const (
	orderNewest = iota
	orderTitle
	orderID
	orders
)

// facetPayloads returns the columns; small ones that follow each other are in
// one part.
func (x *builder) facetPayloads() []payload {
	facets, lists := len(x.in.Facets), len(x.in.Facets)+len(x.in.Years)
	var out []payload
	p := payload{kind: kindFacets}
	for k := range lists + orders {
		var data []byte
		if k < facets {
			data = appendValues(data, x.in.Facets[k].Values)
		}
		if k < lists {
			for _, c := range x.columns {
				data = append(data, c[k]...)
			}
		} else {
			data = appendOrder(data, x.records, k-lists)
		}
		if k > 0 && len(p.data)+len(data) > x.sizes.Columns {
			out = append(out, p)
			p = payload{kind: kindFacets, first: k}
		}
		p.data = append(p.data, data...)
	}
	return append(out, p)
}

func appendOrder(data []byte, records []record, order int) []byte {
	switch order {
	case orderNewest:
		for i := range records {
			data = appendU(data, int(records[i].newest))
		}
	case orderTitle:
		for _, rank := range ranks(records) {
			data = appendU(data, int(rank))
		}
	case orderID:
		var f front
		for i := range records {
			data = f.append(data, records[i].id)
		}
	}
	return data
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

// appendValues writes the values of a facet.
func appendValues(dst []byte, values []Value) []byte {
	dst = appendU(dst, len(values))
	for _, v := range values {
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
	return dst
}
