package page

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"casebook/generator/derive"
	"casebook/generator/i18n"
	"casebook/generator/model"
	"casebook/generator/taxonomy"
	"casebook/generator/vocab"
)

func value(text string) model.Value { return model.Value{Text: text} }

func place(code string) model.Country { return model.Country{Value: value(code), Code: code} }

func year(text string) model.Year { return model.ParseYear(value(text)) }

var vocabularies = vocab.NewSet(
	vocab.New("adoption-status", "Adoption status", "", "", "", []vocab.Term{
		{ID: "piloted", Label: "Piloted", Rank: 3}, {ID: "adopted-locally", Label: "Adopted locally", Rank: 4},
		{ID: "abandoned", Label: "Abandoned"}, {ID: "not-adopted", Label: "Not adopted"}, {ID: "not-stated", Label: "Not stated"}}),
	vocab.New("innovation-type", "Innovation type", "Innovation types", "", "", []vocab.Term{{ID: "device", Label: "Device"}, {ID: "medicine", Label: "Medicine"}}),
	vocab.New("domain", "Domain", "Domains", "", "", []vocab.Term{{ID: "cardiology", Label: "Cardiology"}}),
	vocab.New("origin-role", "Role", "", "", "", []vocab.Term{{ID: "first-used", Label: "First used"}, {ID: "conceived", Label: "Conceived"}}),
)

// newSite returns the views of these cases with the real interface strings.
func newSite(t *testing.T, cases ...*model.Case) *Site {
	t.Helper()
	bundle, err := i18n.Load(os.DirFS("../.."), "layouts/i18n", "en")
	if err != nil {
		t.Fatal(err)
	}
	m := &model.Site{Vocabularies: vocabularies, Cases: cases, AsOf: "2026-11-23", Config: model.Config{Title: "A site", PerPage: 10,
		Taxonomies: []model.Taxonomy{{ID: "innovation-type", Key: "innovation_type", Vocabulary: "innovation-type"}, {ID: "domain", Key: "domain", Vocabulary: "domain"}}}}
	var facts []*derive.Facts
	for _, c := range cases {
		facts = append(facts, derive.Case(c, vocabularies))
	}
	s := New(m, taxonomy.Build(m, facts), bundle.Strings("en"), Assets{})
	t.Cleanup(func() {
		if missing := s.Strings.Missing(); len(missing) > 0 {
			t.Errorf("interface strings are missing: %v", missing)
		}
	})
	return s
}

func published(n int, edit func(*model.Case)) *model.Case {
	c := &model.Case{
		Slug: fmt.Sprintf("case-%d", n), ID: value(fmt.Sprintf("lf-%04d", n)), Status: value(model.StatusPublished),
		Title: value(fmt.Sprintf("Case %d", n)), OriginCountry: []model.Country{place("IND")}, OriginYear: year("1994"),
		InnovationType: []model.Value{value("device")}, Domain: []model.Value{value("cardiology")},
		LearningDirection: value("lmic-to-hic"), LearningRelation: value("from"), Added: value("2026-01-01"),
	}
	if edit != nil {
		edit(c)
	}
	return c
}

func adopted(code, when, status string) model.Adoption {
	return model.Adoption{Country: place(code), Year: year(when), Status: value(status), References: []model.Value{value("a")}}
}

func TestIncome(t *testing.T) {
	s := newSite(t)
	tests := []struct {
		name, code string
		year       int
		want       string
	}{
		{"classified", "IND", 1994, "low income in 1994"},
		{"provisional", "IND", 2026, "lower-middle income by the newest classification, of 2025 (provisional)"},
		{"before the classification", "COL", 1978, "lower-middle income in 1987, the first year classified (approximate)"},
		{"a predecessor", "CZE", 1990, "upper-middle income by the row of Czechoslovakia for 1990 (approximate)"},
		{"counted with another country", "GUF", 2000, "high income in 2000, counted with France"},
		{"a gap on one side", "VEN", 2022, "low or middle income on both sides of an unclassified year (approximate)"},
		{"never classified", "AIA", 2000, "not classified in 2000"},
		{"undated", "IND", 0, "year not stated, so no group is given"},
		{"near the line", "ARG", 2014, "high income in 2014 (2013: upper-middle income; 2015: upper-middle income)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := s.income(tt.code, tt.year); got != tt.want {
				t.Errorf("income(%s, %d) = %q, want %q", tt.code, tt.year, got, tt.want)
			}
		})
	}
}

func TestRoute(t *testing.T) {
	tests := []struct {
		name string
		edit func(*model.Case)
		want Route
	}{
		{"no adopter", nil, Route{From: Place{"India", "1994"}, Mark: "no", To: Place{Name: "no adopter on record"}}},
		{"adopted", func(c *model.Case) { c.Adoptions = []model.Adoption{adopted("GBR", "2010", "adopted-locally")} },
			Route{From: Place{"India", "1994"}, Mark: "on", Verb: "taken up by", To: Place{"United Kingdom", "2010"}}},
		{"being tried, undated", func(c *model.Case) { c.Adoptions = []model.Adoption{adopted("GBR", "", "piloted")} },
			Route{From: Place{"India", "1994"}, Mark: "go", Verb: "being tried in", To: Place{Name: "United Kingdom"}}},
		{"stopped", func(c *model.Case) { c.Adoptions = []model.Adoption{adopted("USA", "2007", "abandoned")} },
			Route{From: Place{"India", "1994"}, Mark: "off", Verb: "not kept in", To: Place{"United States", "2007"}}},
		{"the highest rung of several", func(c *model.Case) {
			c.Adoptions = []model.Adoption{adopted("USA", "2000", "piloted"), adopted("GBR", "2010", "adopted-locally")}
		}, Route{From: Place{"India", "1994"}, Mark: "on", Verb: "taken up by", To: Place{"United Kingdom", "2010"}, More: "and 1 more"}},
		{"it does not start where it was only conceived", func(c *model.Case) {
			c.OriginCountry = []model.Country{place("UGA")}
			c.OriginYear = model.Year{}
			c.Origin = []model.Origin{
				{Role: value("conceived"), Country: place("USA"), Year: year("1950")},
				{Role: value("first-used"), Country: place("UGA"), Year: year("1999"), Place: value("Kampala")},
			}
		}, Route{From: Place{"Kampala, Uganda", "1999"}, Mark: "no", To: Place{Name: "no adopter on record"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, published(1, tt.edit))
			if got := s.route(s.Index.Facts[0]); got != tt.want {
				t.Errorf("route = %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestRouteCaption(t *testing.T) {
	s := newSite(t, published(1, func(c *model.Case) { c.Adoptions = []model.Adoption{adopted("GBR", "1995", "adopted-locally")} }), published(2, nil))
	if got, want := s.routeFigure(s.Index.Facts[0]).Caption, "1 year from India to the first adoption in a high-income country"; got != want {
		t.Errorf("caption = %q, want %q", got, want)
	}
	if got, want := s.routeFigure(s.Index.Facts[1]).Caption, "From India: no dated adoption in a high-income country on record"; got != want {
		t.Errorf("caption = %q, want %q", got, want)
	}
}

func TestBadges(t *testing.T) {
	tests := []struct {
		name string
		edit func(*model.Case)
		want Badge
	}{
		{"not reviewed", nil, Badge{"new", "Not yet reviewed"}},
		{"reviewed", func(c *model.Case) { c.Reviewed = &model.Review{On: value("2026-03-12"), Due: value("2028-03-12")} }, Badge{"", "Reviewed 12 March 2026"}},
		{"due", func(c *model.Case) { c.Reviewed = &model.Review{On: value("2024-03-12"), Due: value("2026-03-12")} }, Badge{"due", "Review due since 12 March 2026"}},
		{"due today is not overdue", func(c *model.Case) { c.Reviewed = &model.Review{On: value("2024-03-12"), Due: value("2026-11-23")} }, Badge{"", "Reviewed 12 March 2024"}},
		{"stub", func(c *model.Case) { c.Status.Text = "" }, Badge{"new", "Stub"}},
		{"in review", func(c *model.Case) { c.Status.Text = model.StatusReview }, Badge{"new", "Waiting for an editor"}},
		{"withdrawn", func(c *model.Case) { c.Status.Text = model.StatusWithdrawn }, Badge{"gone", "Withdrawn"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, published(1, tt.edit))
			if got := s.badge(s.Index.Facts[0]); got != tt.want {
				t.Errorf("badge = %+v, want %+v", got, tt.want)
			}
		})
	}
}

// TestRelated: domain before country before type, never the record itself,
// at most three, and none that shares only a type.
func TestRelated(t *testing.T) {
	s := newSite(t,
		published(1, nil),
		published(2, nil), // all shared
		published(3, func(c *model.Case) { c.OriginCountry = []model.Country{place("UGA")} }),                 // domain and type
		published(4, func(c *model.Case) { c.Domain = nil }),                                                  // country and type
		published(5, func(c *model.Case) { c.Domain = nil; c.OriginCountry = []model.Country{place("UGA")} }), // type alone
		published(6, func(c *model.Case) { c.Status.Text = model.StatusWithdrawn }),
	)
	var got []string
	for _, f := range s.Related("case-1") {
		got = append(got, f.Case.Slug)
	}
	if want := "case-2 case-3 case-4"; strings.Join(got, " ") != want {
		t.Errorf("related = %v, want %s", got, want)
	}
}

// TestFiguresCollapse: above the stated numbers marks become numbers.
func TestFiguresCollapse(t *testing.T) {
	var cases []*model.Case
	for i := range homeMaxDots + 1 {
		cases = append(cases, published(i+1, nil))
	}
	s := newSite(t, cases...)
	home := s.Home()
	if len(home.Dots) > 0 || len(home.Rings) > 0 {
		t.Errorf("%d discs are drawn for %d cases", len(home.Dots), len(cases))
	}
	if len(home.Map.Rows) > 0 || len(home.Map.Marks) != 1 || home.Map.Marks[0].Count != "601" {
		t.Errorf("map: %d rows, marks %+v", len(home.Map.Rows), home.Map.Marks)
	}
	term := s.Index.Taxonomy("innovation-type").Term("device")
	if v := s.Term(s.Index.Taxonomy("innovation-type"), term, 1); len(v.Statuses) > 0 || len(v.Entries.Facts) != 10 || v.Pager == nil {
		t.Errorf("term: %d cells, %d entries, pager %v", len(v.Statuses), len(v.Entries.Facts), v.Pager)
	}
	if facets := s.facets(Way{up: "../"}, true); len(facets[0].Values[0].Pips) > 0 || facets[0].Values[0].Count != 601 {
		t.Errorf("facet: %+v", facets[0].Values[0])
	}
}

func TestNavigationFollowsThePlan(t *testing.T) {
	s := newSite(t)
	s.Model.Config.Navigation = []model.NavItem{{Path: "cases/", Text: "nav-cases"}, {Path: "paucity/", Text: "nav-paucity"}}
	s.Has = func(address string) bool { return address == "cases/" }
	nav := s.frame("cases/", "Cases", "").Nav
	if len(nav) != 1 || nav[0].Href != "../cases/" || !nav[0].Current {
		t.Errorf("navigation = %+v, want the planned address alone, as the current one", nav)
	}
}

func TestRootOf(t *testing.T) {
	for address, want := range map[string]string{"": "./", "404.html": "./", "cases/": "../", "cases/x/": "../../", "id/lf-0001.html": "../", "cases/page/2/": "../../../"} {
		if got := rootOf(address); got != want {
			t.Errorf("rootOf(%q) = %q, want %q", address, got, want)
		}
	}
}
