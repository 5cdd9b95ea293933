package page

import (
	"cmp"
	"net/url"
	"slices"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/taxonomy"
)

// A Countries is the view of /countries/.
type Countries struct {
	Frame
	Heading string
	Lede    string
	Finding string
	Regions []Region
}

// A Region is one World Bank region with its countries, by name.
type Region struct {
	ID        string
	Label     string
	Countries []CountryRow
}

// A CountryRow is one country of the list.
type CountryRow struct {
	Href  string
	Name  string
	Group string
	From  int
	To    int
	Text  string // "2 cases began here; 1 taken up or tried"
	Pips  []struct{}
	Ring  bool // low- or middle-income, and no case on record
}

// Countries returns the list of countries.
func (s *Site) Countries() *Countries {
	x := s.Index
	v := &Countries{Frame: s.frame("countries/", s.Strings.T("countries"), s.Strings.T("countries-description"))}
	v.Heading, v.Lede = s.Strings.T("countries"), s.Strings.T("countries-lede")
	v.Finding = s.Strings.N("countries-finding", len(x.LMICs)-len(x.WithoutCase), "total", s.Strings.Number(len(x.LMICs)))
	for _, id := range append(slices.Clone(country.WBRegions()), "") {
		region := Region{ID: "r-" + cmp.Or(id, "other"), Label: s.Strings.T("region-" + cmp.Or(id, "other"))}
		for i := range x.Countries {
			if c := &x.Countries[i]; c.WBRegion == id && s.HasCountryPage(c.Alpha3) {
				region.Countries = append(region.Countries, s.countryRow(v.Root, c))
			}
		}
		if region.Countries != nil {
			s.sortByName(region.Countries)
			v.Regions = append(v.Regions, region)
		}
	}
	return v
}

// sortByName orders countries as a reader of the language expects.
func (s *Site) sortByName(rows []CountryRow) {
	c := collate.New(language.Make(s.Strings.Lang()))
	slices.SortStableFunc(rows, func(a, b CountryRow) int { return c.CompareString(a.Name, b.Name) })
}

func (s *Site) countryRow(root Way, c *taxonomy.Country) CountryRow {
	latest := country.Latest(c.Alpha3)
	row := CountryRow{
		Href: root.To("countries/" + c.Slug + "/"), Name: s.country(c.Alpha3), Group: s.group(latest),
		From: len(c.From), To: len(c.To), Ring: len(c.From) == 0 && latest.LMIC(),
	}
	if n := len(c.From); n <= maxPips {
		row.Pips = make([]struct{}, n)
	}
	row.Text = s.countryText(c)
	return row
}

func (s *Site) countryText(c *taxonomy.Country) string {
	if len(c.From)+len(c.To) == 0 {
		return s.Strings.T("no-case")
	}
	var parts []string
	if n := len(c.From); n > 0 {
		parts = append(parts, s.Strings.N("country-from", n))
	}
	if n := len(c.To); n > 0 {
		parts = append(parts, s.Strings.N("country-to", n))
	}
	return joinGiven("; ", parts...)
}

// A Country is the view of /countries/<name>/.
type Country struct {
	Frame
	Crumbs     []Link
	Code       string
	Region     string
	Heading    string
	Lede       string
	Facts      []Fact
	Groups     *IncomeStrip
	Around     *AroundMap
	From, To   Entries
	FromEmpty  string
	FromRing   bool // a gap to fill
	ToEmpty    string
	Contribute *Link
}

// Country returns the view of one country. Long lists show the newest
// records, at most one list page of each.
func (s *Site) Country(c *taxonomy.Country) *Country {
	name := s.country(c.Alpha3)
	v := &Country{Frame: s.frame("countries/"+c.Slug+"/", name, s.Strings.F("country-description", "country", name))}
	v.Sprite = allBars
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Country))
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To("countries/"), Text: s.Strings.T("countries")}}
	v.Code, v.Heading = c.Alpha3, name
	v.Lede = s.countryText(c) + "."
	if c.WBRegion != "" {
		v.Region = s.Strings.T("region-" + c.WBRegion)
		v.Facts = append(v.Facts, Fact{Term: s.Strings.T("country-region"), Note: v.Region})
	}
	if c.WHORegion != "" {
		v.Facts = append(v.Facts, Fact{Term: s.Strings.T("country-who-region"), Note: s.Strings.T("who-" + c.WHORegion)})
	}
	v.Facts = append(v.Facts, Fact{Term: s.Strings.T("country-codes"), Note: c.Alpha3 + ", " + c.Alpha2})
	v.Groups, v.Around = s.incomeStrip(c), s.surroundings(v.Root, c)
	per := s.Model.Config.PerPage
	v.From, v.To = s.entries(v.Root, newest(c.From, per)), s.entries(v.Root, newest(c.To, per))
	if len(c.From) == 0 {
		v.FromEmpty, v.FromRing = s.Strings.T("country-from-none"), country.Latest(c.Alpha3).LMIC()
	}
	if len(c.To) == 0 {
		v.ToEmpty = s.Strings.T("country-to-none")
	}
	if country.Latest(c.Alpha3).LMIC() {
		v.Contribute = s.contribute(v.Root, "?"+url.Values{"origin_country": {c.Alpha3}}.Encode())
	}
	return v
}

func newest(list []*derive.Facts, n int) []*derive.Facts {
	out := slices.Clone(list)
	slices.Reverse(out)
	return out[:min(n, len(out))]
}
