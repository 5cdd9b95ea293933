package page

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casebook/generator/derive"
	"casebook/generator/figure"
	"casebook/generator/taxonomy"
)

// An AroundMap is the map around a country with the routes of its cases.
type AroundMap struct {
	Caption string
	Window  *figure.Window
	Marks   []MapMark
}

// surroundings returns the map around a country, or nil when the map does not have
// the country.
func (s *Site) surroundings(root Way, c *taxonomy.Country) *AroundMap {
	var cases []*derive.Facts
	var input []figure.MapCase
	for _, f := range c.From {
		m := mapCase(f)
		// The route of this page runs from here, also when it began elsewhere too.
		m.Origins = append([]string{c.Alpha3}, slices.DeleteFunc(slices.Clone(m.Origins), func(code string) bool { return code == c.Alpha3 })...)
		cases, input = append(cases, f), append(input, m)
	}
	for _, f := range c.To {
		if slices.Contains(f.Countries, c.Alpha3) {
			continue
		}
		m := mapCase(f)
		m.Adopters = slices.DeleteFunc(m.Adopters, func(a figure.MapAdopter) bool { return a.Country != c.Alpha3 })
		cases, input = append(cases, f), append(input, m)
	}
	w := s.world.Around(c.Alpha3, input)
	if w == nil {
		return nil
	}
	v := &AroundMap{Window: w, Caption: s.Strings.F("around-caption", "country", s.country(c.Alpha3), "text", lowerInitial(s.countryText(c)))}
	for _, mark := range w.Marks {
		v.Marks = append(v.Marks, s.mapMark(root, cases, mark))
	}
	return v
}

func upperFirst(text string) string {
	r, n := utf8.DecodeRuneInString(text)
	if n == 0 {
		return text
	}
	return string(unicode.ToUpper(r)) + text[n:]
}

func lowerInitial(text string) string { return strings.ToLower(text[:1]) + text[1:] }
