package taxonomy

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/vocab"
)

func values(texts ...string) []model.Value {
	var out []model.Value
	for _, t := range texts {
		out = append(out, model.Value{Text: t})
	}
	return out
}

func published(id string, edit func(*model.Case)) *model.Case {
	c := &model.Case{
		Slug: id, ID: model.Value{Text: id}, Status: model.Value{Text: model.StatusPublished},
		OriginCountry:     []model.Country{{Value: model.Value{Text: "IND"}, Code: "IND"}},
		InnovationType:    values("device"),
		LearningDirection: model.Value{Text: "lmic-to-hic"},
		LearningRelation:  model.Value{Text: "from"},
		Added:             model.Value{Text: "2026-01-01"},
	}
	if edit != nil {
		edit(c)
	}
	return c
}

func term(id string) vocab.Term { return vocab.Term{ID: id, Label: id} }

var vocabularies = vocab.NewSet(
	vocab.New("adoption-status", "", "", "", "", []vocab.Term{{ID: "adopted-locally", Rank: 4}, term("not-stated")}),
	vocab.New("innovation-type", "Type", "Types", "", "", []vocab.Term{term("device"), term("medicine"), term("digital")}),
	vocab.New("barrier", "", "", "", "", []vocab.Term{term("practical"), {ID: "supply", Broader: "practical"}, {ID: "a", Broader: "b"}, {ID: "b", Broader: "a"}}),
	vocab.New("learning-type", "", "", "", "", []vocab.Term{term("technical"), term("cultural"), term("both")}),
	vocab.New("region", "", "", "", "", []vocab.Term{term("north")}),
)

func index(cases ...*model.Case) *Index {
	site := &model.Site{Vocabularies: vocabularies, Cases: cases, AsOf: "2026-11-23", Config: model.Config{Taxonomies: []model.Taxonomy{
		{ID: "innovation-type", Key: "innovation_type", Vocabulary: "innovation-type"},
		{ID: "barrier", Key: "barriers", Vocabulary: "barrier"},
		{ID: "learning-type", Key: "learning_type", Vocabulary: "learning-type"},
		{ID: "region", Key: "region", Vocabulary: "region"},
		{ID: "decade", Key: "decade", Vocabulary: Decade},
	}}}
	var facts []*derive.Facts
	for _, c := range cases {
		facts = append(facts, derive.Case(c, vocabularies))
	}
	return Build(site, facts)
}

func slugs(list []*derive.Facts) []string {
	var out []string
	for _, f := range list {
		out = append(out, f.Case.Slug)
	}
	return out
}

func TestTerms(t *testing.T) {
	tests := []struct {
		name, taxonomy, term string
		edit                 func(*model.Case)
		want                 int
	}{
		{"a term of the record", "innovation-type", "device", nil, 1},
		{"another term is there, and empty", "innovation-type", "medicine", nil, 0},
		{"two types count in both", "innovation-type", "medicine", func(c *model.Case) { c.InnovationType = values("device", "medicine") }, 1},
		{"a type twice counts once", "innovation-type", "device", func(c *model.Case) { c.InnovationType = values("device", "device") }, 1},
		{"a narrower term counts under the broader one", "barrier", "practical", func(c *model.Case) { c.Barriers = values("supply") }, 1},
		{"once, where both are named", "barrier", "practical", func(c *model.Case) { c.Barriers = values("supply", "practical") }, 1},
		{"terms that name each other do not hang", "barrier", "b", func(c *model.Case) { c.Barriers = values("a") }, 1},
		{"both is technical", "learning-type", "technical", func(c *model.Case) { c.LearningType.Text = "both" }, 1},
		{"both is cultural", "learning-type", "cultural", func(c *model.Case) { c.LearningType.Text = "both" }, 1},
		{"a key that the site adds", "region", "north", func(c *model.Case) { c.Extra = map[string][]model.Value{"region": values("north")} }, 1},
		{"a decade", "decade", "1970s", func(c *model.Case) { c.OriginYear = model.ParseYear(model.Value{Text: "1978"}) }, 1},
		{"a stub is not counted", "innovation-type", "device", func(c *model.Case) { c.Status.Text = "" }, 0},
		{"a withdrawn record is not counted", "innovation-type", "device", func(c *model.Case) { c.Status.Text = model.StatusWithdrawn }, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := index(published("lf-0001", tt.edit))
			term := x.Taxonomy(tt.taxonomy).Term(tt.term)
			if term == nil {
				t.Fatalf("there is no term %s", tt.term)
			}
			if len(term.Cases) != tt.want {
				t.Errorf("%d cases, want %d", len(term.Cases), tt.want)
			}
		})
	}
}

func TestDecades(t *testing.T) {
	x := index(published("lf-0001", func(c *model.Case) { c.OriginYear = model.ParseYear(model.Value{Text: "1994"}) }), published("lf-0002", nil))
	var got []string
	for _, term := range x.Taxonomy("decade").Terms {
		got = append(got, term.ID)
	}
	if diff := cmp.Diff([]string{"1990s", "2000s", "2010s", "2020s"}, got); diff != "" {
		t.Errorf("decades from the first to the as-of date (-want +got):\n%s", diff)
	}
}

func TestCountries(t *testing.T) {
	x := index(
		published("lf-0001", func(c *model.Case) {
			c.Adoptions = []model.Adoption{
				{Country: model.Country{Code: "GBR"}, Status: model.Value{Text: "adopted-locally"}},
				{Country: model.Country{Code: "GBR"}, Status: model.Value{Text: "adopted-locally"}},
			}
		}),
		published("lf-0002", func(c *model.Case) {
			c.OriginCountry = []model.Country{{Code: "UGA"}, {Code: "UGA"}}
			c.LearningDirection.Text = "lmic-to-lmic"
		}),
	)
	if got := slugs(x.Country("GBR").To); !slices.Equal(got, []string{"lf-0001"}) {
		t.Errorf("to the United Kingdom: %v, want the record once", got)
	}
	if got := slugs(x.Country("UGA").From); !slices.Equal(got, []string{"lf-0002"}) {
		t.Errorf("from Uganda: %v, want the record once", got)
	}
	if slices.Contains(x.WithoutCase, "IND") {
		t.Error("India has a counted case, and is listed as without")
	}
	if !slices.Contains(x.WithoutCase, "UGA") {
		t.Error("Uganda has only a comparator, and is not listed as without a counted case")
	}
	if slices.Contains(x.LMICs, "GBR") {
		t.Error("the United Kingdom is listed as low- or middle-income")
	}
	if x.Country("MWI") == nil {
		t.Error("a country without a case is left out")
	}
}

func TestOrder(t *testing.T) {
	x := index(
		published("lf-0010", func(c *model.Case) { c.Added.Text = "2026-02-01" }),
		published("lf-10000", nil),
		published("lf-0002", nil),
	)
	if diff := cmp.Diff([]string{"lf-0002", "lf-0010", "lf-10000"}, slugs(x.Published)); diff != "" {
		t.Errorf("by number (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"lf-0010", "lf-0002", "lf-10000"}, slugs(x.Newest)); diff != "" {
		t.Errorf("newest first (-want +got):\n%s", diff)
	}
}

// TestNewestFew: the first of a list are those of the whole, sorted.
func TestNewestFew(t *testing.T) {
	var cases []*derive.Facts
	for i := range 60 {
		c := &model.Case{Slug: fmt.Sprintf("case-%02d", i*37%60), Added: model.Value{Text: fmt.Sprintf("2026-01-%02d", 1+i*7%20)}}
		cases = append(cases, &derive.Facts{Case: c})
	}
	for _, n := range []int{0, 1, 10, 60, 100} {
		want := Newest(cases)
		want = want[:min(n, len(want))]
		if got := NewestFew(cases, n); !slices.Equal(got, want) {
			t.Errorf("the newest %d are not the first of all, sorted", n)
		}
	}
}
