package page

import (
	"slices"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/figure"
	"casebook/generator/stats"
)

// Numbers of marks and entries on the home page.
const (
	homeEntries  = 5
	homeMaxDots  = 600 // above it the numbers stand alone
	homeMapCases = 150 // above it the table of routes is left to the countries
)

// A Home is the view of /.
type Home struct {
	Frame
	Lede       string
	Find       Find
	Counts     []Count
	FieldLabel string
	Dots       []Dot
	Rings      []struct{}
	Apart      string // what is on record but not counted
	Latest     Entries
	All        Link
	Paucity    *Link
	Map        *MapFigure
	Gaps       []Fact
	Contribute *Link
}

// A Count is one of the numbers at the head of the home page.
type Count struct {
	Mark  string // "m", "m on", "m ring"
	Value string
	Text  string
}

// A MapFigure is the world map with its routes and its table.
type MapFigure struct {
	Caption string
	Note    string
	Map     *figure.Map
	Marks   []MapMark
	Rows    []RouteRow
	Label   string
}

// A MapMark is one case, or several of a country, on the map.
type MapMark struct {
	X, Y  string
	R     int
	Class string
	Href  string
	Name  string
	Count string // of a counted mark
}

// A RouteRow is one case in the table below the map.
type RouteRow struct {
	Case       Link
	From, Year string
	To         string
}

// Home returns the view of the home page.
func (s *Site) Home() *Home {
	x := s.Index
	config := &s.Model.Config
	v := &Home{Frame: s.frame("", "", config.Description)}
	v.Sprite = allBars
	s.social(&v.Frame, config.Title, "")
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Home))
	v.Lede, v.Find = s.Strings.T("home-lede"), s.find(v.Root)
	explicit := s.statistic(stats.Explicit).Numerator
	v.Counts = []Count{
		{"m", s.Strings.Number(len(x.Counted)), s.Strings.N("home-count-cases", len(x.Counted))},
		{"m on", s.Strings.Number(explicit), s.Strings.N("home-count-adopted", explicit)},
		{"m ring", s.Strings.Number(len(x.WithoutCase)), s.Strings.N("home-count-without", len(x.WithoutCase), "total", s.Strings.Number(len(x.LMICs)))},
	}
	if n := len(x.Counted); n > 0 && n <= homeMaxDots {
		v.FieldLabel = s.Strings.N("home-field", n)
		for _, f := range byMark(x.Counted) {
			v.Dots = append(v.Dots, s.dot(v.Root, f))
		}
	}
	if len(x.Counted) <= homeMaxDots {
		v.Rings = make([]struct{}, len(x.WithoutCase))
	}
	v.Apart = s.apart()
	if s.has(PaucityAddress) {
		v.Paucity = &Link{Href: v.Root.To(PaucityAddress), Text: s.Strings.T("home-paucity")}
	}
	v.Latest = s.entries(v.Root, x.Newest[:min(len(x.Newest), homeEntries)])
	v.All = Link{Href: v.Root.To("cases/"), Text: s.Strings.N("all-cases", len(x.Published))}
	v.Map = s.homeMap(v.Root)
	v.Gaps = s.gaps(v.Root)
	v.Contribute = s.contribute(v.Root, "")
	return v
}

// statistic returns the fraction of a statistic, so that a number of this page
// is the number of the page of statistics.
func (s *Site) statistic(id string) stats.Fraction {
	if stat := stats.Find(s.Statistics, id); stat != nil && stat.Value != nil {
		return *stat.Value
	}
	return stats.Fraction{}
}

// apart says how many published records are not counted, and why.
func (s *Site) apart() string {
	comparators, about := 0, 0
	for _, f := range s.Index.Published {
		if f.Comparator {
			comparators++
		}
		if f.About {
			about++
		}
	}
	var parts []string
	if comparators > 0 {
		parts = append(parts, s.Strings.N("apart-comparators", comparators))
	}
	if about > 0 {
		parts = append(parts, s.Strings.N("apart-about", about))
	}
	if rest := len(s.Index.Published) - len(s.Index.Counted) - comparators - about; rest > 0 {
		parts = append(parts, s.Strings.N("apart-other", rest))
	}
	if parts == nil {
		return ""
	}
	return s.Strings.F("apart", "list", s.Strings.List(parts))
}

// byMark orders cases as marks stand in a row: adopted, under way, stopped,
// nothing stated.
func byMark(list []*derive.Facts) []*derive.Facts {
	order := map[derive.Mark]int{derive.MarkOn: 0, derive.MarkGo: 1, derive.MarkOff: 2, derive.MarkNone: 3}
	out := slices.Clone(list)
	slices.SortStableFunc(out, func(a, b *derive.Facts) int { return order[a.Mark] - order[b.Mark] })
	return out
}

// gaps lists what has no case on record: types, statuses, regions.
func (s *Site) gaps(root Way) []Fact {
	var list []Fact
	for _, id := range []string{"innovation-type", "domain"} {
		t := s.Index.Taxonomy(id)
		if t == nil {
			continue
		}
		fact := Fact{Term: s.taxonomyPlural(t.ID, t.Plural), Gap: true}
		for i := range t.Terms {
			if term := &t.Terms[i]; len(term.Cases) == 0 && term.ReplacedBy == "" && term.ID != notStated {
				fact.Links = append(fact.Links, Link{Href: root.To(t.ID + "/" + term.ID + "/"), Text: term.Label})
			}
		}
		if fact.Links != nil {
			list = append(list, fact)
		}
	}
	regions := Fact{Term: s.Strings.T("gaps-regions"), Gap: true}
	for _, name := range s.regionsWithout(s.Index.Counted) {
		regions.Links = append(regions.Links, Link{Href: root.To("countries/"), Text: name})
	}
	if regions.Links != nil {
		list = append(list, regions)
	}
	return list
}

// homeMap returns the map of the counted cases, or nil when there is none.
func (s *Site) homeMap(root Way) *MapFigure {
	x := s.Index
	if len(x.Counted) == 0 {
		return nil
	}
	origins := map[string]bool{}
	var input []figure.MapCase
	for _, f := range x.Counted {
		for _, code := range f.Countries {
			origins[code] = true
		}
		input = append(input, mapCase(f))
	}
	m := s.world.Draw(input)
	v := &MapFigure{Map: m, Label: s.Strings.T("map-table")}
	v.Caption = s.Strings.N("map-caption", len(x.Counted),
		"countries", s.Strings.N("n-countries", len(origins)))
	if without := s.regionsWithout(x.Counted); len(without) > 0 {
		v.Note = s.Strings.F("map-without", "regions", s.Strings.List(without))
	}
	for _, mark := range m.Marks {
		v.Marks = append(v.Marks, s.mapMark(root, x.Counted, mark))
	}
	if len(x.Counted) <= homeMapCases {
		for _, f := range x.Counted {
			v.Rows = append(v.Rows, s.routeRow(root, f))
		}
	}
	return v
}

func mapCase(f *derive.Facts) figure.MapCase {
	c := figure.MapCase{Origins: f.Countries, Mark: string(f.Mark)}
	for i := range f.Adoptions {
		if a := &f.Adoptions[i]; a.Country.Code != "" && (a.Mark == derive.MarkOn || a.Mark == derive.MarkGo) {
			c.Adopters = append(c.Adopters, figure.MapAdopter{Country: a.Country.Code, Adopted: a.Mark == derive.MarkOn})
		}
	}
	return c
}

func (s *Site) mapMark(root Way, cases []*derive.Facts, mark figure.MapMark) MapMark {
	m := MapMark{X: mark.X, Y: mark.Y, R: mark.R, Class: mark.Class}
	if mark.Count > 1 {
		m.Href = s.countryHref(root, mark.Country)
		m.Count = s.Strings.Number(mark.Count)
		m.Name = s.Strings.N("map-count", mark.Count, "country", s.country(mark.Country))
		return m
	}
	f := cases[mark.Case]
	m.Href, m.Name = root.To(CaseAddress(f.Case.Slug)), s.name(f)
	return m
}

func (s *Site) routeRow(root Way, f *derive.Facts) RouteRow {
	row := RouteRow{Case: Link{Href: root.To(CaseAddress(f.Case.Slug)), Text: f.Case.Title.Text}, Year: yearText(f.OriginYear)}
	var from, to []string
	for _, code := range f.Countries {
		from = append(from, s.country(code))
	}
	for i := range f.Adoptions {
		a := &f.Adoptions[i]
		to = append(to, joinGiven(" ", s.countryOf(a.Country), yearText(a.Year.N))+", "+lowerFirst(s.label("adoption-status", a.Status.Text)))
	}
	row.From, row.To = joinGiven(", ", from...), joinGiven("; ", to...)
	if to == nil {
		row.To = s.Strings.T("route-no-adopter")
	}
	if row.Year == "" {
		row.Year = s.Strings.T("not-stated")
	}
	return row
}

// HasCountryPage reports whether a country has a page: it is classified today, or a
// record names it.
func (s *Site) HasCountryPage(code string) bool {
	c := s.Index.Country(code)
	if c == nil {
		return false
	}
	latest := country.Latest(code)
	return latest.LMIC() || latest.HIC() || len(c.From)+len(c.To) > 0
}
