package search

import (
	"slices"
	"strings"
)

// columns are what all records are filtered and sorted by.
type columns struct {
	ids    []string
	values []column // by facet
	years  []column // by column of years
	newest []int32
	titles []string // folded
}

// A column is a list of numbers for every record.
type column [][]int32

func newColumns(in *Input) columns {
	c := columns{ids: make([]string, in.N), newest: make([]int32, in.N), titles: make([]string, in.N)}
	for range in.Facets {
		c.values = append(c.values, make(column, in.N))
	}
	for range in.Years {
		c.years = append(c.years, make(column, in.N))
	}
	return c
}

// set keeps the values of record i.
func (c *columns) set(i int, d *Document) {
	c.ids[i] = d.Card.ID
	c.newest[i] = int32(d.Newest)
	c.titles[i] = normal(d.Title)
	for k := range c.values {
		c.values[k][i] = small(d.Values, k)
	}
	for k := range c.years {
		c.years[k][i] = small(d.Years, k)
	}
}

func small(lists [][]int, k int) []int32 {
	if k >= len(lists) || len(lists[k]) == 0 {
		return nil
	}
	out := make([]int32, len(lists[k]))
	for i, n := range lists[k] {
		out[i] = int32(max(0, n))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// payloads returns the facets and the columns, cut by records.
func (c *columns) payloads(in *Input, per int) []payload {
	ranks := c.ranks()
	var out []payload
	for first := 0; first == 0 || first < in.N; first += per {
		p := payload{kind: kindFacets, first: first}
		if first == 0 {
			p.data = appendFacets(p.data, in.Facets)
		}
		last := min(first+per, in.N)
		var f front
		for _, id := range c.ids[first:last] {
			p.data = f.append(p.data, id)
		}
		for _, values := range slices.Concat(c.values, c.years) {
			p.data = values[first:last].append(p.data)
		}
		for _, order := range [][]int32{c.newest, ranks} {
			for _, n := range order[first:last] {
				p.data = appendU(p.data, int(n))
			}
		}
		out = append(out, p)
	}
	return out
}

func (c column) append(dst []byte) []byte {
	for _, list := range c {
		dst = appendU(dst, len(list))
		for _, n := range list {
			dst = appendU(dst, int(n))
		}
	}
	return dst
}

// ranks returns the place of every record in the order of titles; of equal
// titles the lower number comes first.
func (c *columns) ranks() []int32 {
	order := make([]int32, len(c.titles))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return strings.Compare(c.titles[a], c.titles[b]) })
	ranks := make([]int32, len(order))
	for rank, i := range order {
		ranks[i] = int32(rank)
	}
	return ranks
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
