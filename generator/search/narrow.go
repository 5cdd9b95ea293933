package search

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Narrow adds a filter to a query, as one beside the text: a key with a value
// as people write it, or a span of years. Values of one key are alternatives.
// The error says what is wrong with key or value, or is one of reading a part.
func (x *Index) Narrow(q *Query, key, value string) error {
	full, ok := x.m.Keys[strings.ToLower(key)]
	if !ok || full == keyTitle || full == keyID {
		return fmt.Errorf("there is no filter %q; there are %s", key, strings.Join(x.filterKeys(), ", "))
	}
	d, err := x.facetParts()
	if err != nil {
		return err
	}
	for name := range strings.FieldsSeq(full) {
		if slices.Contains(x.m.Years, name) {
			if lo, hi, ok := years(value); ok {
				q.setYears(name, lo, hi)
				return nil
			}
		}
		if k := slices.Index(x.m.Facets, name); k >= 0 {
			if values := d.facets[k].resolve(value); len(values) > 0 {
				q.choose(&d.facets[k], values)
				return nil
			}
		}
	}
	return fmt.Errorf("%s has no value %q", key, value)
}

func (q *Query) setYears(name string, lo, hi int) {
	if q.Years == nil {
		q.Years = map[string][2]int{}
	}
	q.Years[name] = [2]int{lo, hi}
}

func (q *Query) choose(f *Facet, values []int32) {
	if q.Facets == nil {
		q.Facets = map[string][]string{}
	}
	for _, v := range values {
		q.Facets[f.Key] = append(q.Facets[f.Key], f.Values[v].ID)
	}
}

// filterKeys returns the full keys of filters, sorted.
func (x *Index) filterKeys() []string {
	full := map[string]bool{}
	for key, names := range x.m.Keys {
		if key == names && key != keyTitle && key != keyID {
			full[key] = true
		}
	}
	return slices.Sorted(maps.Keys(full))
}
