package page

import (
	"html/template"

	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/model"
)

// A Prose is the view of a page of content/pages.
type Prose struct {
	Frame
	Crumbs     []Link
	Heading    string
	Summary    string
	Updated    string
	Lead       template.HTML
	Sections   []Section
	References []Reference
	Statistics []StatFigure // definitions, on the page of methods
	Edit       *Link
}

// methodsSlug is the page of prose that ends with the definition of every
// statistic.
const methodsSlug = "methods"

// Prose returns the view of a page of prose.
func (s *Site) Prose(p *model.Page) *Prose {
	v := &Prose{Frame: s.frame(p.Slug+"/", p.Title.Text, p.Summary.Text)}
	if p.Body.Code {
		v.Styles = append(v.Styles, v.Root.To(s.Assets.Code))
	}
	s.social(&v.Frame, p.Title.Text, p.Slug+"/")
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}}
	v.Heading, v.Summary = p.Title.Text, p.Summary.Text
	if p.Updated.Given() {
		v.Updated = s.Strings.F("page-updated", "date", s.Strings.Date(p.Updated.Text))
	}
	v.Lead = trusted(p.Body.Lead)
	for _, sec := range p.Body.Sections {
		v.Sections = append(v.Sections, Section{ID: sec.ID, Label: trusted(sec.Label), HTML: trusted(sec.HTML)})
	}
	v.References = s.references(cite.Number(&p.Body, p.References))
	if p.Slug == methodsSlug {
		for i := range s.Statistics {
			stat := &s.Statistics[i]
			v.Statistics = append(v.Statistics, StatFigure{ID: stat.ID, Title: s.Strings.T("stat-" + stat.ID), About: s.about(stat),
				Detail: Link{Href: v.Root.To(StatisticAddress(stat.ID)), Text: s.Strings.T("stat-records")}})
		}
	}
	v.Edit = s.editLink(p.File)
	return v
}

// A Withdrawn is the view of a withdrawn record: its tombstone.
type Withdrawn struct {
	Frame
	Crumbs  []Link
	Number  string
	Type    string
	Badge   Badge
	Heading string
	Lede    string
	Facts   []Fact
	All     Link
}

// Withdrawn returns the tombstone of a record.
func (s *Site) Withdrawn(f *derive.Facts) *Withdrawn {
	c := f.Case
	heading := s.Strings.T("withdrawn-heading")
	v := &Withdrawn{Frame: s.frame(CaseAddress(c.Slug), s.Strings.F("withdrawn-title", "number", s.number(c)), s.Strings.T("withdrawn-description"))}
	v.NoIndex = true
	s.head(&v.Frame, f)
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To("cases/"), Text: s.Strings.T("cases")}}
	v.Number, v.Type, v.Badge, v.Heading = s.number(c), s.typeLabel(c), s.badge(f), heading
	v.All = Link{Href: v.Root.To("cases/"), Text: s.Strings.T("footer-cases")}
	w := c.Withdrawn
	if w == nil {
		w = &model.Withdrawal{}
	}
	v.Lede = s.Strings.T("withdrawn-lede")
	if w.On.Given() {
		v.Lede = s.Strings.F("withdrawn-lede-on", "date", s.Strings.Date(w.On.Text))
	}
	add := func(id, text string) {
		if text == "" {
			text = s.Strings.T("not-recorded")
		}
		v.Facts = append(v.Facts, Fact{Term: s.Strings.T(id), Note: text})
	}
	add("withdrawn-was", c.Title.Text)
	add("withdrawn-reason", joinGiven(". ", s.label("withdrawal-reason", w.Reason.Text), w.Note.Text))
	add("withdrawn-by", w.By.Text)
	if c.Added.Given() && w.On.Given() {
		add("withdrawn-on-record", s.Strings.F("from-to", "from", s.Strings.Date(c.Added.Text), "to", s.Strings.Date(w.On.Text)))
	}
	return v
}

// A NotFound is the view of /404.html. It is shown at any address, so its
// links begin with the path of the site and not with a way up.
type NotFound struct {
	Frame
	Heading string
	Lede    string
	Links   []Link
}

// NotFound returns the page for addresses where nothing is. base is the path
// of the site on its server: "/" or "/learned-from/".
func (s *Site) NotFound(base string) *NotFound {
	heading := s.Strings.T("not-found-heading")
	root := Way{up: base, edition: s.Model.Config.Edition}
	v := &NotFound{Frame: s.frameAt(root, "404.html", heading, s.Strings.T("not-found-description"))}
	v.NoIndex, v.Canonical = true, ""
	v.Heading, v.Lede = heading, s.Strings.T("not-found-lede")
	v.Links = []Link{
		{Href: root.To("cases/"), Text: s.Strings.T("footer-cases")},
		{Href: root.To(""), Text: s.Strings.T("home")},
	}
	return v
}

// A Redirect is the view of a small file that leads to another address.
type Redirect struct {
	Lang, Dir string
	Title     string
	Href      string
	Canonical string
	Policy    string
	Text      string
}

// Redirect returns a file at address from that leads to address to.
func (s *Site) Redirect(from, to, title string) *Redirect {
	r := &Redirect{Lang: s.Strings.Lang(), Dir: s.Strings.Dir(), Title: title, Href: s.way(from).To(to),
		Policy: "default-src 'none'", Text: s.Strings.T("redirect")}
	if base := s.Model.Config.BaseURL; base != "" {
		r.Canonical = base + to
	}
	return r
}
