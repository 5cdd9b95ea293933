package page

import (
	"fmt"
	"strings"
	"testing"

	"casebook/generator/derive"
	"casebook/generator/model"
)

func TestIncomeStrip(t *testing.T) {
	s := newSite(t,
		published(1, nil),
		published(2, func(c *model.Case) { c.OriginYear = model.Year{} }),
		published(3, func(c *model.Case) {
			c.Adoptions = []model.Adoption{adopted("IND", "2010", "piloted"), adopted("IND", "1985", "abandoned")}
			c.OriginCountry = []model.Country{place("RUS")}
			c.OriginYear = year("1990")
		}))
	tests := []struct {
		code, caption string
		small         string
		rows          []string
		notes         []string
	}{
		{"IND", "Lower-middle income in 2025, as in every year since 2007", "1 event without a year is not shown.", []string{
			"1985–1986 low income: approximate: its first group, of 1987 (1 case first used)",
			"1987–2006 low income: classified (1 case began)",
			"2007–2025 lower-middle income: classified ()",
		}, []string{"from 1987 to 2025", "begins with 1987"}},
		{"RUS", "High income in 2025, as in every year since 2023", "", []string{
			"1987–1989 upper-middle income: approximate: its first group, of 1991 ()",
			"1990 upper-middle income: approximate: that of its predecessor, Union of Soviet Socialist Republics (1 case began)",
		}, []string{"from 1991 to 2025", "Soviet"}},
		{"USA", "High income in every year since 1987", "", []string{"1987–2025 high income: classified ()"}, []string{"from 1987"}},
		{"MYT", "High income in 2025, as in every year since 2011", "", []string{"1987–1989 high income: classified, counted with France ()"},
			[]string{"from 1990 to 2010", "counted with France"}},
		{"VEN", "Lower-middle income in 2025", "", nil, []string{"from 1987 to 2025"}},
		{"AIA", "No group in 2025", "", []string{"1987–2025 no group: not classified ()"}, []string{"does not classify"}},
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			v := s.incomeStrip(s.Index.Country(tt.code))
			if v.Caption != tt.caption || strings.Join(v.Small, " ") != tt.small {
				t.Errorf("caption %q and %q, want %q and %q", v.Caption, v.Small, tt.caption, tt.small)
			}
			for i, want := range tt.rows {
				if r := v.Rows[i]; fmt.Sprintf("%s %s: %s (%s)", r.Years, r.Group, r.Kind, r.Events) != want {
					t.Errorf("row %d: %+v, want %s", i, r, want)
				}
			}
			if len(v.Notes) != len(tt.notes) {
				t.Fatalf("notes %q, want %d", v.Notes, len(tt.notes))
			}
			for i, want := range tt.notes {
				if !strings.Contains(v.Notes[i], want) {
					t.Errorf("note %q lacks %q", v.Notes[i], want)
				}
			}
		})
	}
}

// TestFirstUses: of several adoptions the earliest dated one counts, with its
// own mark.
func TestFirstUses(t *testing.T) {
	s := newSite(t, published(1, func(c *model.Case) {
		c.Adoptions = []model.Adoption{adopted("GBR", "", "adopted-locally"), adopted("GBR", "2010", "piloted"), adopted("USA", "2001", "abandoned")}
	}))
	if got := firstUses(s.Index.Country("GBR")); len(got) != 1 || got[0] != (moment{2010, derive.MarkGo}) {
		t.Errorf("first uses %+v, want the pilot of 2010", got)
	}
}

// TestSurroundings: the routes of a page run from its country or to it, and
// each disc opens its record.
func TestSurroundings(t *testing.T) {
	s := newSite(t,
		published(1, func(c *model.Case) {
			c.OriginCountry = []model.Country{place("IND"), place("NPL")}
			c.Adoptions = []model.Adoption{adopted("GBR", "2010", "adopted-locally"), adopted("FRA", "2011", "piloted")}
		}),
		published(2, func(c *model.Case) { c.OriginCountry = []model.Country{place("FRA")} }),
		published(3, func(c *model.Case) {
			c.OriginCountry = []model.Country{place("KEN")}
			c.Adoptions = []model.Adoption{adopted("KEN", "2010", "adopted-locally")}
		}),
	)
	tests := []struct {
		code, caption string
		arcs, marks   int
	}{
		{"NPL", "Nepal: 1 case began here", 2, 1},
		{"GBR", "United Kingdom: 1 case was taken up or tried here", 1, 0},
		{"FRA", "France: 1 case began here; 1 case was taken up or tried here", 1, 1},
		{"KEN", "Kenya: 1 case began here; 1 case was taken up or tried here", 0, 1}, // one case, one disc
		{"MWI", "Malawi: no case on record", 0, 0},
	}
	for _, tt := range tests {
		t.Run(tt.code, func(t *testing.T) {
			v := s.surroundings(Way{up: "../../"}, s.Index.Country(tt.code))
			arcs := 0
			for _, a := range v.Window.Arcs {
				arcs += strings.Count(a.D, "M")
			}
			if v.Caption != tt.caption || arcs != tt.arcs || len(v.Marks) != tt.marks {
				t.Errorf("%q, %d arcs, %d marks; want %q, %d, %d", v.Caption, arcs, len(v.Marks), tt.caption, tt.arcs, tt.marks)
			}
		})
	}
	if m := s.surroundings(Way{up: "../../"}, s.Index.Country("NPL")).Marks[0]; m.Href != "../../cases/case-1/" {
		t.Errorf("the disc leads to %s", m.Href)
	}
	if s.surroundings(Way{}, s.Index.Country("ATA")) != nil {
		t.Error("Antarctica is on the map")
	}
}
