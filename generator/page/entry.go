package page

import (
	"strconv"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
)

// A Status is a rung of the adoption ladder with its words. Icon is the id of
// the rungs icon: b1 to b6, b0 for an exit, bn where nothing is stated.
type Status struct {
	Icon  string
	Label string
}

// A Badge says the editorial state of a record.
type Badge struct {
	Class string // empty, "new", "due" or "gone"
	Text  string
}

// A Place is a country or town with a year, as it stands in a route.
type Place struct {
	Name string
	Year string // empty when not stated
}

// A Route is the small route of an entry: where it began, how the line is
// drawn, and where it was taken up.
type Route struct {
	From Place
	Mark string // on, go, off, no
	Verb string // for those who do not see the line
	To   Place
	More string // "and 3 more"
}

// An Entry is one record in a list.
type Entry struct {
	Number  string
	Type    string
	Href    string
	Title   string
	Lang    string // of title and summary, where it is not the page's
	Summary string
	Route   Route
	Status  *Status
	Badge   Badge
}

// rootMark stands in an entry for the way to the site root, so that one entry
// can be made once and stand on pages at any depth. No text of an author can
// hold it within a link: quotes are escaped.
const rootMark = "-root-/"

// Entries is a list of records on a page; package render prints it.
type Entries struct {
	Facts []*derive.Facts
	root  Way
	site  *Site
}

// Len returns the number of records.
func (e Entries) Len() int { return len(e.Facts) }

// Key identifies record i.
func (e Entries) Key(i int) any { return e.Facts[i] }

// View returns the entry of record i, an Entry, with marks in its links.
func (e Entries) View(i int) any {
	return e.site.entry(Way{up: rootMark, edition: e.root.edition}, e.Facts[i])
}

// Roots returns the mark in the links and what the page has in its place.
func (e Entries) Roots() (mark, root string) { return rootMark, e.root.up }

func (s *Site) entries(root Way, list []*derive.Facts) Entries {
	return Entries{Facts: list, root: root, site: s}
}

// Entry returns the entry of a record, without a way in its link.
func (s *Site) Entry(f *derive.Facts) Entry { return s.entry(Way{}, f) }

func (s *Site) entry(root Way, f *derive.Facts) Entry {
	c := f.Case
	e := Entry{
		Number: s.number(c), Type: s.typeLabel(c), Href: root.To(CaseAddress(c.Slug)),
		Title: c.Title.Text, Lang: s.otherLang(c.Lang.Text), Summary: c.Summary.Text,
		Route: s.route(f), Badge: s.badge(f),
	}
	if f.Adoption != "" {
		e.Status = s.status(f.Adoption)
	}
	return e
}

func (s *Site) number(c *model.Case) string {
	if c.ID.Text == "" {
		return s.Strings.T("number-none")
	}
	return Number(c.ID.Text)
}

func (s *Site) typeLabel(c *model.Case) string {
	if len(c.InnovationType) == 0 {
		return ""
	}
	return s.label("innovation-type", c.InnovationType[0].Text)
}

// otherLang returns lang when it is not the language of the page.
func (s *Site) otherLang(lang string) string {
	if lang == s.Strings.Lang() {
		return ""
	}
	return lang
}

func (s *Site) label(vocabulary, id string) string {
	return s.Model.Vocabularies.Get(vocabulary).LabelOf(id)
}

func (s *Site) status(id string) *Status {
	icon := "bn"
	if t := s.Model.Vocabularies.Get("adoption-status").Term(id); t != nil && t.Rank > 0 {
		icon = "b" + strconv.Itoa(t.Rank)
	} else if derive.IsExit(id) {
		icon = "b0"
	}
	return &Status{Icon: icon, Label: s.label("adoption-status", id)}
}

func (s *Site) badge(f *derive.Facts) Badge {
	c := f.Case
	switch {
	case f.Status == model.StatusWithdrawn:
		return Badge{Class: "gone", Text: s.Strings.T("badge-withdrawn")}
	case f.Status == model.StatusStub:
		return Badge{Class: "new", Text: s.Strings.T("badge-stub")}
	case f.Status == model.StatusReview:
		return Badge{Class: "new", Text: s.Strings.T("badge-in-review")}
	case c.Reviewed == nil:
		return Badge{Class: "new", Text: s.Strings.T("badge-not-reviewed")}
	case c.Reviewed.Due.Given() && c.Reviewed.Due.Text < s.Model.AsOf:
		return Badge{Class: "due", Text: s.Strings.F("badge-review-due", "date", s.Strings.Date(c.Reviewed.Due.Text))}
	default:
		return Badge{Text: s.Strings.F("badge-reviewed", "date", s.Strings.Date(c.Reviewed.On.Text))}
	}
}

// country returns the name of a country in the language of the page.
func (s *Site) country(code string) string { return country.Name(code, s.Strings.Lang()) }

func (s *Site) countryOf(c model.Country) string {
	if c.Code == "" {
		return c.Text
	}
	return s.country(c.Code)
}

// begin returns the origin from which the route is drawn: the earliest one in
// a country that was not high-income, so that a place where the thing was
// only conceived does not come first.
func begin(f *derive.Facts) *derive.Origin {
	var first *derive.Origin
	for i := range f.Origins {
		o := &f.Origins[i]
		if o.Side == country.HIC {
			continue
		}
		if first == nil || o.Year.N > 0 && (first.Year.N == 0 || o.Year.N < first.Year.N) {
			first = o
		}
	}
	if first == nil && len(f.Origins) > 0 {
		first = &f.Origins[0]
	}
	return first
}

// reach returns the adoption to which the small route is drawn: the earliest
// one that has the status of the record, else the highest rung.
func reach(f *derive.Facts) *derive.Adoption {
	var best *derive.Adoption
	for i := range f.Adoptions {
		a := &f.Adoptions[i]
		if a.Status.Text == f.Adoption && a.Side != country.LMIC {
			return a
		}
		if best == nil || a.Rank > best.Rank {
			best = a
		}
	}
	return best
}

func (s *Site) route(f *derive.Facts) Route {
	r := Route{Mark: string(f.Mark)}
	if o := begin(f); o != nil {
		r.From = Place{Name: s.placeOf(o), Year: yearText(o.Year.N)}
		if o.Year.N == 0 && f.OriginYear > 0 {
			r.From.Year = yearText(f.OriginYear)
		}
	}
	a := reach(f)
	if a == nil {
		r.Mark = string(derive.MarkNone)
		r.To = Place{Name: s.Strings.T("route-no-adopter")}
		return r
	}
	r.Mark = string(a.Mark)
	r.Verb = s.Strings.T("route-verb-" + r.Mark)
	r.To = Place{Name: s.countryOf(a.Country), Year: yearText(a.Year.N)}
	if n := len(f.Adoptions) - 1; n > 0 {
		r.More = s.Strings.N("route-more", n)
	}
	return r
}

// placeOf returns "Bogotá, Colombia", or the country alone.
func (s *Site) placeOf(o *derive.Origin) string {
	name := s.countryOf(o.Country)
	if o.Place.Given() {
		return o.Place.Text + ", " + name
	}
	return name
}

func yearText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// A Dot is one case in a figure, as a link with a full name.
type Dot struct {
	Class string // "dot", "dot on", "dot off"
	Href  string
	Name  string
}

func (s *Site) dot(root Way, f *derive.Facts) Dot {
	class := "dot"
	switch f.Mark {
	case derive.MarkOn:
		class = "dot on"
	case derive.MarkOff:
		class = "dot off"
	}
	return Dot{Class: class, Href: root.To(CaseAddress(f.Case.Slug)), Name: s.name(f)}
}

// name returns the full name of a case: title, origin and year, status.
func (s *Site) name(f *derive.Facts) string {
	where := s.Strings.T("place-not-stated")
	if len(f.Countries) > 0 {
		where = s.country(f.Countries[0])
	}
	if f.OriginYear > 0 {
		where += " " + yearText(f.OriginYear)
	}
	return s.Strings.F("case-name", "title", f.Case.Title.Text, "where", where,
		"status", s.label("adoption-status", f.Adoption))
}
