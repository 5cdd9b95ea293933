package build

import (
	"cmp"
	"slices"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/search"
	"casebook/generator/taxonomy"
)

// keyState is the key of the editorial state, which is computed.
const keyState = "state"

// facetOrder is the order of facets. Taxonomies that are not here follow.
var facetOrder = []string{"innovation_type", "adoption_status", "origin_region", "origin_country", "adoption_country", "domain",
	"learning_direction", "learning_type", "learning_relation", "evidence.origin", "evidence.receiving", "barriers", "decade", keyState}

// allFacets returns the facets of the search: the taxonomies, the countries
// and regions, the editorial state and the language.
func (x *indexer) allFacets() []facet {
	list := []facet{
		x.regions(),
		x.countries("origin_country", func(f *derive.Facts) []string { return f.Countries }),
		x.countries("adoption_country", adopters),
		x.states(),
		x.languages(),
	}
	for i := range x.p.content.Index.Taxonomies {
		list = append(list, x.taxonomy(&x.p.content.Index.Taxonomies[i]))
	}
	place := func(f facet) int {
		if i := slices.Index(facetOrder, f.Key); i >= 0 {
			return i
		}
		if f.Key == keyLang {
			return len(facetOrder) + 1
		}
		return len(facetOrder)
	}
	slices.SortStableFunc(list, func(a, b facet) int { return cmp.Compare(place(a), place(b)) })
	return slices.CompactFunc(list, func(a, b facet) bool { return a.Key == b.Key })
}

// keyLang is the key of the language of a record.
const keyLang = "lang"

func (x *indexer) taxonomy(t *taxonomy.Taxonomy) facet {
	f := facet{Facet: search.Facet{Key: t.Key}}
	for i := range t.Terms {
		f.Values = append(f.Values, search.Value{ID: t.Terms[i].ID, Label: t.Terms[i].Label})
	}
	f.values = func(r *derive.Facts) []string { return t.Filed(r) }
	return f
}

// regions is the facet of the World Bank's regions of origin.
func (x *indexer) regions() facet {
	f := facet{Facet: search.Facet{Key: "origin_region"}}
	for _, id := range country.WBRegions() {
		f.Values = append(f.Values, search.Value{ID: id, Label: x.p.content.Strings.T("region-" + id)})
	}
	f.values = func(r *derive.Facts) []string {
		var out []string
		for _, code := range r.Countries {
			if c := country.Get(code); c != nil && c.WBRegion != "" && !slices.Contains(out, c.WBRegion) {
				out = append(out, c.WBRegion)
			}
		}
		return out
	}
	return f
}

// countries is a facet of the countries that at least one record has.
func (x *indexer) countries(key string, of func(*derive.Facts) []string) facet {
	used := map[string]bool{}
	for _, r := range x.docs {
		for _, code := range of(r) {
			used[code] = true
		}
	}
	f := facet{Facet: search.Facet{Key: key}, values: of}
	for i := range country.All() {
		c := &country.All()[i]
		if used[c.Alpha3] {
			f.Values = append(f.Values, search.Value{ID: c.Alpha3, Label: country.Name(c.Alpha3, x.p.content.Strings.Lang()),
				Names: append([]string{c.Alpha2}, c.Names[:]...)})
		}
	}
	return f
}

// states is the facet of the editorial state.
func (x *indexer) states() facet {
	f := facet{Facet: search.Facet{Key: keyState}}
	for _, id := range []string{"reviewed", "not-reviewed", "review-due", model.StatusReview, model.StatusStub} {
		f.Values = append(f.Values, search.Value{ID: id, Label: x.p.content.Strings.T("state-" + id)})
	}
	f.values = func(r *derive.Facts) []string { return []string{x.p.pages.State(r)} }
	return f
}

// languages is the facet of the languages of records; only a query asks it.
func (x *indexer) languages() facet {
	site := x.p.content.Site.Config.Language
	of := func(f *derive.Facts) string { return cmp.Or(f.Case.Lang.Text, site) }
	var tags []string
	for _, r := range x.docs {
		if tag := of(r); !slices.Contains(tags, tag) {
			tags = append(tags, tag)
		}
	}
	slices.Sort(tags)
	f := facet{Facet: search.Facet{Key: keyLang}}
	for _, tag := range tags {
		f.Values = append(f.Values, search.Value{ID: tag, Label: tag})
	}
	f.values = func(r *derive.Facts) []string { return []string{of(r)} }
	return f
}
