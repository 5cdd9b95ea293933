package search

import (
	"math"
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
	for i, k := range starts {
		data, err := x.payload(kindFacets, i)
		if err != nil {
			return nil, err
		}
		end := x.m.columns()
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		r := &reader{data: data}
		for ; k < end; k++ {
			d.read(r, &x.m, k)
		}
		if err := r.end(); err != nil {
			return nil, broken(kindFacets, i, err)
		}
	}
	x.facets = d
	return d, nil
}

// read reads column k; that of a facet begins with its values.
func (d *facetData) read(r *reader, m *manifest, k int) {
	if k < len(d.values) {
		d.facets = append(d.facets, Facet{Key: m.Facets[k], Values: readValues(r)})
		d.values[k] = readColumn(r, m.N, len(d.facets[k].Values))
		return
	}
	k -= len(d.values)
	if k < len(d.years) {
		d.years[k] = readColumn(r, m.N, math.MaxInt32)
		return
	}
	switch k - len(d.years) {
	case orderNewest:
		d.newest = readOrder(r, m.N)
	case orderTitle:
		d.titles = readOrder(r, m.N)
	case orderID:
		for i := 0; i < m.N && r.err == nil; i++ {
			d.ids = append(d.ids, r.f())
		}
	}
}

// A column is a list of numbers for every record.
type column [][]int32

// readColumn reads the lists of n records; their numbers are below end.
func readColumn(r *reader, n, end int) column {
	if n > len(r.data) {
		r.fail()
	}
	var c column
	for i := 0; i < n && r.err == nil; i++ {
		var list []int32
		for range r.count() {
			if v := r.u(); v < end {
				list = append(list, int32(v))
			} else {
				r.fail()
			}
		}
		c = append(c, list)
	}
	return c
}

// readOrder reads the places of n records.
func readOrder(r *reader, n int) []int {
	if n > len(r.data) {
		r.fail()
	}
	var out []int
	for i := 0; i < n && r.err == nil; i++ {
		place := r.u()
		if place >= n {
			r.fail()
		}
		out = append(out, place)
	}
	return out
}

func readValues(r *reader) []Value {
	var out []Value
	for range r.count() {
		out = append(out, Value{ID: r.s(), Label: r.s(), Names: r.list()})
		if r.err != nil {
			break
		}
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
