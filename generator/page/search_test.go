package page

import (
	"encoding/json"
	"strings"
	"testing"

	"casebook/generator/model"
)

func names(f Facet) string {
	var out []string
	for _, v := range f.Values {
		out = append(out, v.ID)
	}
	return strings.Join(out, " ")
}

// TestFacets: values with most cases first, then by label; those without a
// case stay, those of countries do not; each leads to a page but the states.
func TestFacets(t *testing.T) {
	s := newSite(t, published(1, nil), published(2, func(c *model.Case) { c.InnovationType = []model.Value{value("medicine")} }),
		published(3, func(c *model.Case) {
			c.InnovationType = []model.Value{value("medicine")}
			c.OriginCountry = []model.Country{place("UGA"), place("KEN")}
			c.Adoptions = []model.Adoption{adopted("GBR", "2000", "adopted-locally")}
		}))
	got := map[string]Facet{}
	for _, f := range s.facets(Way{up: "../"}, true) {
		got[f.Key] = f
	}
	for key, want := range map[string]string{
		"innovation_type": "medicine device", "origin_country": "IND KEN UGA", "adoption_country": "GBR",
		"origin_region": "SAS SSF EAS ECS LCN MEA NAC", "domain": "cardiology", "state": "not-reviewed stub reviewed review-due review",
	} {
		f := got[key]
		if key == "state" { // by label
			want = "not-reviewed review-due reviewed stub review"
		}
		if names(f) != want {
			t.Errorf("%s: %s, want %s", key, names(f), want)
		}
		for _, v := range f.Values {
			if (v.Href == "") != (key == "state") || v.Zero != (v.Count == 0) || len(v.Pips) != v.Count {
				t.Errorf("%s: %+v", key, v)
			}
		}
	}
	for _, f := range s.facets(Way{up: "../"}, false) {
		if f.Script || f.Long {
			t.Errorf("without a script the facet %s has controls for it", f.Key)
		}
	}
}

// TestSearchPage: the page has scripts and a policy of its own where there is
// an index, on the first page alone.
func TestSearchPage(t *testing.T) {
	var cases []*model.Case
	for i := range 12 {
		cases = append(cases, published(i+1, nil))
	}
	s := newSite(t, cases...)
	s.Assets = Assets{Scripts: []string{"static/js/a.js"}, Take: "static/js/b.js"}
	if v := s.CaseList(1); v.Search != nil || len(v.Scripts) > 0 || v.Policy != Policy {
		t.Errorf("without an index: %+v, %q", v.Scripts, v.Policy)
	}
	s.SearchManifest = func() []byte { return []byte(`{"n":12}`) }
	v := s.CaseList(1)
	if v.Search == nil || strings.Join(v.Scripts, " ") != "../static/js/a.js" || v.Policy != Policy+"; connect-src 'self'" || string(v.Search.Manifest) != `{"n":12}` {
		t.Errorf("with an index: %+v, %q", v.Scripts, v.Policy)
	}
	var texts map[string]any
	if err := json.Unmarshal([]byte(v.Search.Strings), &texts); err != nil || texts["site"] == nil || texts["count-for"] == nil {
		t.Errorf("the strings are %.200s (%v)", v.Search.Strings, err)
	}
	if len(v.Search.Dots) != 12 {
		t.Errorf("%d marks for 12 cases", len(v.Search.Dots))
	}
	if v := s.CaseList(2); v.Search != nil || len(v.Scripts) > 0 || v.Policy != Policy {
		t.Errorf("the second page: %+v, %q", v.Scripts, v.Policy)
	}
	s.Model.Config.Edition = model.Offline
	if v := s.CaseList(1); v.Policy != s.CaseList(2).Policy {
		t.Errorf("from a disk nothing can be fetched, and the policy is %q", v.Policy)
	}
}
