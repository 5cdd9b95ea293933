package derive

import (
	"strings"
	"testing"

	"casebook/generator/model"
)

func land(code string) model.Country {
	return model.Country{Value: model.Value{Text: code}, Code: code}
}

// partnershipOf reads partners "UGA GBR" and what was learned "UGA technical
// from; GBR cultural about-self".
func partnershipOf(year, partners, learned string) *model.Partnership {
	p := &model.Partnership{Started: model.ParseYear(model.Value{Text: year})}
	for _, code := range strings.Fields(partners) {
		p.Partners = append(p.Partners, model.Partner{Country: land(code)})
	}
	for _, text := range strings.Split(learned, ";") {
		if w := strings.Fields(text); len(w) == 3 {
			p.Learned = append(p.Learned, model.Learning{Side: land(w[0]), Type: model.Value{Text: w[1]}, Relation: model.Value{Text: w[2]}})
		}
	}
	return p
}

func TestPartnership(t *testing.T) {
	for _, tt := range []struct {
		name, year, partners, learned string
		want                          string // the profile, sides that learned something technical, and cultural
	}{
		{"both technical", "2012", "UGA GBR", "UGA technical from; GBR technical from", "both-ways 2 0"},
		{"with counts as from", "2012", "UGA GBR", "UGA technical with; GBR technical from", "both-ways 2 0"},
		{"one side technical, the other cultural", "2012", "UGA GBR", "UGA technical from; GBR cultural about-self", "one-sided 1 1"},
		{"both counts as each", "2012", "UGA GBR", "UGA both from; GBR cultural about-them", "one-sided 1 2"},
		{"both on both sides", "2012", "UGA GBR", "UGA both from; GBR both with", "both-ways 2 2"},
		{"about is no substitute for from", "2012", "UGA GBR", "UGA technical from; GBR technical about-them", "not-recorded 1 0"},
		{"cultural alone", "2012", "UGA GBR", "UGA cultural from; GBR cultural about-self", "cultural-only 0 2"},
		{"one side not recorded", "2012", "UGA GBR", "UGA technical from", "not-recorded 1 0"},
		{"one side not stated", "2012", "UGA GBR", "UGA technical from; GBR not-stated not-stated", "not-recorded 1 0"},
		{"of a relation that is not stated", "2012", "UGA GBR", "UGA technical not-stated; GBR cultural about-self", "not-recorded 0 1"},
		{"nothing", "2012", "UGA GBR", "", "not-recorded 0 0"},
		{"two countries on a side are one side", "2012", "UGA KEN GBR", "KEN technical from; GBR technical from", "both-ways 2 0"},
		{"countries on one side of the line stand each for itself", "2012", "UGA KEN", "KEN technical from; UGA technical from", "both-ways 2 0"},
		{"and all of them count", "2012", "UGA KEN MWI", "KEN technical from; UGA technical from", "not-recorded 2 0"},
		{"the group is that of the beginning", "1990", "KOR GBR", "KOR technical from; GBR technical from", "both-ways 2 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := Partnership(partnershipOf(tt.year, tt.partners, tt.learned))
			got := strings.Join([]string{e.Profile, string(rune('0' + e.Technical)), string(rune('0' + e.Cultural))}, " ")
			if got != tt.want {
				t.Errorf("got %s, want %s (%+v)", got, tt.want, e.Sides)
			}
		})
	}
}

func TestSides(t *testing.T) {
	names := func(p *model.Partnership) string {
		var list []string
		for _, s := range Partnership(p).Sides {
			list = append(list, s.ID+"="+strings.Join(s.Countries, "+"))
		}
		return strings.Join(list, " ")
	}
	for _, tt := range []struct{ year, partners, want string }{
		{"2012", "GBR UGA USA UGA", "lmic=UGA hic=GBR+USA"},
		{"not-stated", "GBR UGA", "lmic=UGA hic=GBR"},
		{"2012", "UGA KEN", "UGA=UGA KEN=KEN"},
		{"1990", "KOR GBR", "lmic=KOR hic=GBR"},
		{"2020", "KOR GBR", "KOR=KOR GBR=GBR"},
		{"not-stated", "KOR GBR UGA", "lmic=UGA hic=GBR unplaced=KOR"},
	} {
		if got := names(partnershipOf(tt.year, tt.partners, "")); got != tt.want {
			t.Errorf("sides of %s in %s = %s, want %s", tt.partners, tt.year, got, tt.want)
		}
	}
}
