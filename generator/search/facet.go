package search

import (
	"slices"
	"strings"
)

// facetData is all parts with facets.
type facetData struct {
	facets []Facet
	ids    []string
	values []column
	years  []column
	newest []int
	titles []int
}

// facetParts reads the facets and the columns of all records.
func (x *Index) facetParts() (*facetData, error) {
	if x.facets != nil {
		return x.facets, nil
	}
	d := &facetData{values: make([]column, len(x.m.Facets)), years: make([]column, len(x.m.Years))}
	starts := x.m.Parts[kindFacets].First
	for i, from := range starts {
		data, err := x.payload(kindFacets, i)
		if err != nil {
			return nil, err
		}
		to := x.m.N
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		if err := d.read(data, i == 0, to-from, x.m.N); err != nil {
			return nil, broken(kindFacets, i, err)
		}
	}
	x.facets = d
	return d, nil
}

// read reads one part, of n records; the first also has the facets.
func (d *facetData) read(data []byte, first bool, n, all int) error {
	r := &reader{data: data}
	if first {
		d.facets = readFacets(r)
		if len(d.facets) != len(d.values) {
			r.fail()
		}
	}
	if n > len(r.data) {
		r.fail()
	}
	for i := 0; i < n && r.err == nil; i++ {
		d.ids = append(d.ids, r.f())
	}
	for k := range d.values {
		d.values[k] = d.values[k].read(r, n)
		if r.err != nil {
			return r.err
		}
		for _, list := range d.values[k][len(d.values[k])-n:] {
			if len(list) > 0 && int(slices.Max(list)) >= len(d.facets[k].Values) {
				r.fail()
			}
		}
	}
	for k := range d.years {
		d.years[k] = d.years[k].read(r, n)
	}
	for _, order := range []*[]int{&d.newest, &d.titles} {
		for i := 0; i < n && r.err == nil; i++ {
			*order = append(*order, r.u())
			if (*order)[len(*order)-1] >= all {
				r.fail()
			}
		}
	}
	return r.end()
}

// A column is a list of numbers for every record.
type column [][]int32

func (c column) read(r *reader, n int) column {
	for i := 0; i < n && r.err == nil; i++ {
		var list []int32
		for range r.count() {
			list = append(list, int32(r.u()))
		}
		c = append(c, list)
	}
	return c
}

func readFacets(r *reader) []Facet {
	var out []Facet
	for range r.count() {
		f := Facet{Key: r.s(), Label: r.s()}
		for range r.count() {
			f.Values = append(f.Values, Value{ID: r.s(), Label: r.s(), Names: r.list()})
			if r.err != nil {
				return out
			}
		}
		out = append(out, f)
	}
	return out
}

// resolve returns the values of a facet that a text names: by id, label or
// name, or as the beginning of those of one value alone.
func (f *Facet) resolve(text string) []int32 {
	want := normal(text)
	if want == "" {
		return nil
	}
	var exact, begins []int32
	for i := range f.Values {
		v := &f.Values[i]
		names := append([]string{normal(v.ID), normal(v.Label)}, v.Names...)
		if slices.Contains(names, want) {
			exact = append(exact, int32(i))
		} else if slices.ContainsFunc(names, func(s string) bool { return strings.HasPrefix(s, want) }) {
			begins = append(begins, int32(i))
		}
	}
	if len(exact) == 0 && len(begins) == 1 {
		return begins
	}
	return exact
}

// A filter is a condition on records: one value of a column, or a span of
// years, or an id.
type filter func(doc int) bool

// valueFilter accepts records with one of the values.
func (d *facetData) valueFilter(facet int, values []int32) filter {
	return func(doc int) bool {
		for _, v := range d.values[facet][doc] {
			if slices.Contains(values, v) {
				return true
			}
		}
		return false
	}
}

// yearFilter accepts records with a year from lo to hi.
func (d *facetData) yearFilter(column, lo, hi int) filter {
	return func(doc int) bool {
		return slices.ContainsFunc(d.years[column][doc], func(y int32) bool { return int(y) >= lo && int(y) <= hi })
	}
}

// A Count is how many of the records found have a value.
type Count struct {
	Value int // index into the values of the facet
	N     int
}

// counts returns for each facet the number of records of each value, among
// those that match everything but the choice in that facet. chosen has nil for
// a facet without a choice.
func (d *facetData) counts(base []int, chosen []filter) [][]int {
	out := make([][]int, len(d.facets))
	for k := range d.facets {
		out[k] = make([]int, len(d.facets[k].Values))
	}
	for _, doc := range base {
		failed, at := 0, -1
		for k, f := range chosen {
			if f != nil && !f(doc) {
				failed++
				at = k
			}
		}
		for k := range d.facets {
			if failed > 1 || failed == 1 && at != k {
				continue
			}
			for _, v := range d.values[k][doc] {
				out[k][v]++
			}
		}
	}
	return out
}
