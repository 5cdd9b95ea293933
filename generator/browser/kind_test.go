//go:build browser

package browser

import (
	"testing"

	"casebook/generator/derive"
	"casebook/generator/page"
	"casebook/generator/stats"
)

// A kind is a page that stands for all of its kind.
type kind struct {
	name    string
	address string // on the server, so it begins with the path of a site
}

// kinds returns a page of each kind that the content has.
func kinds() []kind {
	list := []kind{
		{"home", ""}, {"cases", "cases/"}, {"taxonomy", "innovation-type/"}, {"countries", "countries/"},
		{"about", "about/"}, {"methods", "methods/"}, {"contribute", "contribute/"}, {"form", page.FormAddress}, {"accessibility", "accessibility/"},
		{"privacy", "privacy/"}, {"licence", "licence/"}, {"not found", "no/such/page"},
		{"paucity", page.PaucityAddress}, {"statistic", page.StatisticAddress(stats.TypeStatus)},
		{"statistic, countries", page.StatisticAddress(stats.Countries)}, {"glossary", "glossary/"}, {"review", page.ReviewAddress},
		{"reading a record", "reading-a-record/"}, {"decisions", "decisions/"},
		{"data", page.DataAddress}, {"data dictionary", page.DictionaryAddress}, {"api", page.APIAddress},
		{"calls", page.CallsAddress}, {"partnerships", page.PartnershipsAddress}, {"partnership", page.PartnershipAddress("gulu-sheffield")}, {"call", page.CallAddress("thet-2019")}, {"survey", page.CallAddress("kulasabanathan-2017")},
		{"review", page.CallAddress("ishimwe-2023")},
	}
	list = append(list, records()...)
	list = append(list, terms()...)
	list = append(list, countries()...)
	for i := range list {
		list[i].address = base + list[i].address
	}
	return append(append(list, searches...), oddKinds...)
}

// A sort is a sort of record, and how it is known.
type sort struct {
	name string
	is   func(*derive.Facts) bool
}

var sorts = []sort{
	{"adopted", func(f *derive.Facts) bool { return f.Explicit && len(f.Countries) == 1 }},
	{"not adopted", func(f *derive.Facts) bool { return f.Adoption == "not-adopted" }},
	{"abandoned", func(f *derive.Facts) bool { return f.Adoption == "abandoned" }},
	{"being tried", func(f *derive.Facts) bool { return f.Rank > 0 && f.Rank < 4 }},
	{"round trip", func(f *derive.Facts) bool { return f.Case.LearningDirection.Text == "round-trip" }},
	{"several origins", func(f *derive.Facts) bool { return len(f.Countries) > 1 }},
}

// records returns one record of each sort, the longest, where most goes wrong.
func records() []kind {
	var list []kind
	for _, s := range sorts {
		var longest *derive.Facts
		for _, f := range site.content.Facts {
			if s.is(f) && (longest == nil || f.Case.Body.Words > longest.Case.Body.Words) {
				longest = f
			}
		}
		if longest != nil {
			list = append(list, kind{"record, " + s.name, page.CaseAddress(longest.Case.Slug)})
		}
	}
	return list
}

// terms returns a term with cases, one without, and a decade.
func terms() []kind {
	var with, without kind
	most := 0
	for _, t := range site.content.Index.Taxonomies {
		for _, term := range t.Terms {
			address := t.ID + "/" + term.ID + "/"
			switch n := len(term.Cases); {
			case n > most:
				with, most = kind{"term with cases", address}, n
			case n == 0 && without.address == "":
				without = kind{"term without a case", address}
			}
		}
	}
	list := []kind{with, without}
	if decades := site.content.Index.Taxonomy("decade"); decades != nil && len(decades.Terms) > 0 {
		list = append(list, kind{"decade", "decade/" + decades.Terms[0].ID + "/"})
	}
	return list
}

// countries returns a country with cases and one without.
func countries() []kind {
	var with, without kind
	most := 0
	for _, c := range site.content.Index.Countries {
		n := len(c.From) + len(c.To)
		switch {
		case n > most:
			with, most = kind{"country with cases", "countries/" + c.Slug + "/"}, n
		case n == 0 && without.address == "":
			without = kind{"country without a case", "countries/" + c.Slug + "/"}
		}
	}
	return []kind{with, without}
}

// eachKind runs a test on a page of each kind, on all tabs.
func eachKind(t *testing.T, test func(*testing.T, *tab, kind)) {
	for _, k := range kinds() {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			test(t, take(t), k)
		})
	}
}

// firstOf returns the first page whose kind has one of these names.
func firstOf(t *testing.T, names ...string) []kind {
	t.Helper()
	var list []kind
	for _, name := range names {
		found := false
		for _, k := range kinds() {
			if k.name == name {
				list, found = append(list, k), true
			}
		}
		if !found {
			t.Fatalf("the site has no page of the kind %q", name)
		}
	}
	return list
}

func TestKinds(t *testing.T) {
	for _, k := range kinds() {
		t.Logf("%-24s %s", k.name, k.address)
	}
	firstOf(t, "home", "record, adopted", "record, not adopted", "record, round trip", "term with cases",
		"term without a case", "decade", "country with cases", "country without a case", "contribute", "form",
		"paucity", "statistic", "glossary", "reading a record", "decisions", "methods")
}
