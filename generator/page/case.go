package page

import (
	"html/template"
	"slices"
	"strings"

	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/model"
)

// A Case is the view of a record: published, in review or a stub.
type Case struct {
	Frame
	Crumbs     []Link
	Number     string
	Type       string
	Badge      Badge
	Banner     string // why the record is not counted; empty for a published one
	Heading    string
	RecordLang string // language of the record where it is not the page's
	Summary    string
	AlsoKnown  []Name
	Route      *RouteFigure
	Facts      []Fact
	Lead       template.HTML
	Sections   []Section
	Adoptions  *AdoptionTable
	Evidence   []Fact
	Barriers   []Fact
	References []Reference
	Citation   *CiteBlock // nil: not to be cited
	Permanent  *Link
	History    []Change
	Edit       *Link
	Related    Entries
	CodeBlocks bool
}

// A Name is another name of the innovation.
type Name struct{ Text, Lang string }

// A Fact is a term with what is known: links, a status, a text, or a gap.
type Fact struct {
	Term   string
	Links  []Link // addresses may be empty: then plain text
	Status *Status
	Note   string
	Gap    bool // drawn with a ring
	Refs   []Link
}

// A Section is a part of the record's prose.
type Section struct {
	ID    string
	Label template.HTML
	HTML  template.HTML
}

// An AdoptionTable lists what happened in the receiving places.
type AdoptionTable struct {
	Caption string
	Rows    []AdoptionRow
}

// An AdoptionRow is one receiving place.
type AdoptionRow struct {
	Year       string
	Country    Link
	Where      string
	Status     *Status
	Route      string
	Adaptation string
	Note       string
	Refs       []Link
}

// A Reference is one entry of the list of references.
type Reference struct {
	ID    string
	HTML  template.HTML
	Backs template.HTML // links to where the text cites it
}

// A Change is one entry of the history.
type Change struct{ On, Change, By string }

// Case returns the view of a record that is not withdrawn.
func (s *Site) Case(f *derive.Facts) *Case {
	f = f.Open()
	c := f.Case
	address := CaseAddress(c.Slug)
	v := &Case{Frame: s.frame(address, c.Title.Text, c.Summary.Text)}
	v.Sprite = s.bars(f)
	v.NoIndex = f.Status != model.StatusPublished
	if c.Body.Code {
		v.Styles = append(v.Styles, v.Root.To(s.Assets.Code))
	}
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To("cases/"), Text: s.Strings.T("cases")}}
	v.Crumbs = append(v.Crumbs, s.termLinks(v.Root, "innovation-type", first(c.InnovationType))...)
	v.Number, v.Type, v.Badge = s.number(c), s.typeLabel(c), s.badge(f)
	v.Heading, v.RecordLang, v.Summary = c.Title.Text, s.otherLang(c.Lang.Text), c.Summary.Text
	v.Banner = s.banner(f)
	for _, n := range c.AlsoKnownAs {
		v.AlsoKnown = append(v.AlsoKnown, Name{Text: n.Text.Text, Lang: s.otherLang(n.Lang.Text)})
	}
	numbered := cite.Number(&c.Body, c.References)
	refs := s.refLinks(numbered)
	v.Route = s.routeFigure(f)
	v.Facts = s.facts(v.Root, f)
	v.Lead = trusted(c.Body.Lead)
	for _, sec := range c.Body.Sections {
		v.Sections = append(v.Sections, Section{ID: sec.ID, Label: trusted(sec.Label), HTML: trusted(sec.HTML)})
	}
	v.Adoptions = s.adoptionTable(v.Root, f, refs)
	v.Evidence = s.evidence(v.Root, c)
	v.Barriers = s.barriers(v.Root, c)
	v.References = s.references(numbered)
	s.citing(v, f)
	for _, h := range slices.Backward(c.History) {
		v.History = append(v.History, Change{On: s.Strings.Date(h.On.Text), Change: h.Change.Text, By: h.By.Text})
	}
	v.Related = s.entries(v.Root, s.related[c.Slug])
	s.head(&v.Frame, f)
	return v
}

func first(values []model.Value) []model.Value {
	return values[:min(1, len(values))]
}

func (s *Site) banner(f *derive.Facts) string {
	if n := s.Errors[f.Case.File]; n > 0 {
		return s.Strings.N("banner-draft", n)
	}
	switch f.Status {
	case model.StatusStub:
		return s.Strings.T("banner-stub")
	case model.StatusReview:
		return s.Strings.T("banner-review")
	}
	switch {
	case f.Comparator:
		return s.Strings.T("banner-comparator")
	case f.About:
		return s.Strings.T("banner-about")
	}
	return ""
}

// termLinks returns links to the pages of terms.
func (s *Site) termLinks(root Way, taxonomy string, values []model.Value) []Link {
	t := s.Index.Taxonomy(taxonomy)
	links := make([]Link, 0, len(values))
	for _, v := range values {
		link := Link{Text: v.Text}
		if t != nil {
			if term := t.Term(v.Text); term != nil {
				link = Link{Href: root.To(t.ID + "/" + term.ID + "/"), Text: term.Label}
			}
		}
		links = append(links, link)
	}
	return links
}

func (s *Site) termLink(root Way, taxonomy string, v model.Value) []Link {
	if v.Text == "" {
		return []Link{{Text: s.Strings.T("not-recorded")}}
	}
	return s.termLinks(root, taxonomy, []model.Value{v})
}

func (s *Site) facts(root Way, f *derive.Facts) []Fact {
	c := f.Case
	t := s.Strings.T
	list := []Fact{
		{Term: t("fact-type"), Links: s.termLinks(root, "innovation-type", c.InnovationType)},
		{Term: t("fact-origin"), Links: s.originLinks(root, f)},
		{Term: t("fact-income"), Links: s.incomeLinks(f)},
		{Term: t("fact-direction"), Links: s.termLink(root, "learning-direction", c.LearningDirection)},
		{Term: t("fact-knowledge"), Links: s.termLink(root, "learning-type", c.LearningType)},
		{Term: t("fact-relation"), Links: s.termLink(root, "learning-relation", c.LearningRelation)},
		s.statusFact(root, f),
		s.lagFact(f),
		s.returnedFact(c),
	}
	if len(c.Domain) > 0 {
		list = slices.Insert(list, 1, Fact{Term: t("fact-domain"), Links: s.termLinks(root, "domain", c.Domain)})
	}
	if f.SharedOrigin {
		list = append(list, Fact{Term: t("fact-shared"), Note: t("fact-shared-note")})
	}
	for _, config := range s.Model.Config.Taxonomies {
		if values := c.Extra[config.Key]; len(values) > 0 {
			list = append(list, Fact{Term: s.Index.Taxonomy(config.ID).Label, Links: s.termLinks(root, config.ID, values)})
		}
	}
	return list
}

// originLinks names every place of origin with its role and year; the table
// of the route says more.
func (s *Site) originLinks(root Way, f *derive.Facts) []Link {
	var links []Link
	for i := range f.Origins {
		o := &f.Origins[i]
		text := joinGiven(", ", s.placeOf(o), yearText(o.Year.N))
		if o.Role.Given() && o.Role.Text != model.NotStated {
			text += " (" + lowerFirst(s.label("origin-role", o.Role.Text)) + ")"
		}
		links = append(links, Link{Href: s.countryHref(root, o.Country.Code), Text: text})
	}
	return links
}

func lowerFirst(s string) string {
	if s == "" || len(s) > 1 && strings.ToUpper(s[:2]) == s[:2] {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

func (s *Site) yearOf(y model.Year, note model.Value) string {
	year := yearText(y.N)
	switch {
	case year != "" && note.Given():
		return year + " (" + note.Text + ")"
	case note.Given():
		return note.Text
	default:
		return year
	}
}

func (s *Site) countryHref(root Way, code string) string {
	c := s.Index.Country(code)
	if c == nil || !s.has("countries/"+c.Slug+"/") {
		return ""
	}
	return root.To("countries/" + c.Slug + "/")
}

func (s *Site) incomeLinks(f *derive.Facts) []Link {
	var links []Link
	seen := map[string]bool{}
	for i := range f.Origins {
		o := &f.Origins[i]
		text := s.countryOf(o.Country) + ": " + s.income(o.Country.Code, o.Year.N)
		if !seen[text] {
			seen[text] = true
			links = append(links, Link{Text: text})
		}
	}
	return links
}

func (s *Site) statusFact(root Way, f *derive.Facts) Fact {
	fact := Fact{Term: s.Strings.T("fact-status")}
	if f.Adoption == "" {
		fact.Note, fact.Gap = s.Strings.T("not-recorded"), true
		return fact
	}
	fact.Status = s.status(f.Adoption)
	if f.Explicit {
		fact.Note = s.Strings.T("fact-status-explicit")
	}
	return fact
}

func (s *Site) lagFact(f *derive.Facts) Fact {
	fact := Fact{Term: s.Strings.T("fact-first")}
	if f.FirstHIC == nil {
		fact.Note, fact.Gap = s.Strings.T("fact-first-none"), true
		return fact
	}
	fact.Note = s.countryOf(f.FirstHIC.Country) + ", " + yearText(f.FirstHIC.Year.N)
	if f.HasLag {
		fact.Note = s.Strings.N("fact-first-lag", f.Lag, "where", fact.Note)
	}
	return fact
}

func (s *Site) returnedFact(c *model.Case) Fact {
	fact := Fact{Term: s.Strings.T("fact-returned")}
	if c.Returned == nil {
		fact.Note, fact.Gap = s.Strings.T("not-recorded"), true
		return fact
	}
	fact.Note = c.Returned.Note.Text
	if fact.Note == "" {
		fact.Note = s.label("learning-type", c.Returned.LearningType.Text)
	}
	return fact
}

func (s *Site) adoptionTable(root Way, f *derive.Facts, refs map[string]Link) *AdoptionTable {
	if len(f.Adoptions) == 0 {
		return nil
	}
	t := &AdoptionTable{Caption: s.Strings.N("adoptions-caption", len(f.Adoptions))}
	for i := range f.Adoptions {
		a := &f.Adoptions[i]
		row := AdoptionRow{
			Year:    s.yearOf(a.Year, a.YearNote),
			Country: Link{Href: s.countryHref(root, a.Country.Code), Text: s.countryOf(a.Country)},
			Where:   joinGiven(", ", a.Organisation.Text, a.Place.Text),
			Status:  s.status(a.Status.Text), Note: a.Note.Text, Refs: pick(refs, a.References),
		}
		if row.Year == "" {
			row.Year = s.Strings.T("not-stated")
		}
		if a.Route.Given() && a.Route.Text != model.NotStated {
			row.Route = s.label("route", a.Route.Text)
		}
		if a.Adaptation.Given() && a.Adaptation.Text != model.NotStated {
			row.Adaptation = s.label("adaptation", a.Adaptation.Text)
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func joinGiven(sep string, parts ...string) string {
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	return strings.Join(parts, sep)
}

func (s *Site) evidence(root Way, c *model.Case) []Fact {
	if !c.Evidence.At.Known() {
		return nil
	}
	t := s.Strings.T
	list := []Fact{
		{Term: t("evidence-origin"), Links: s.termLink(root, "evidence-origin", c.Evidence.Origin)},
		{Term: t("evidence-receiving"), Links: s.termLink(root, "evidence-receiving", c.Evidence.Receiving),
			Gap: c.Evidence.Receiving.Text == "none-found"},
	}
	if c.Evidence.Question.Given() {
		list = append(list, Fact{Term: t("evidence-question"), Note: s.label("evidence-question", c.Evidence.Question.Text)})
	}
	return list
}

// barriers groups the record's barriers under their broader terms, and adds
// what helped.
func (s *Site) barriers(root Way, c *model.Case) []Fact {
	v := s.Model.Vocabularies.Get("barrier")
	var list []Fact
	for _, value := range c.Barriers {
		group := value.Text
		if t := v.Term(value.Text); t != nil && t.Broader != "" {
			group = t.Broader
		}
		label := v.LabelOf(group)
		link := s.termLinks(root, "barrier", []model.Value{value})
		if i := slices.IndexFunc(list, func(f Fact) bool { return f.Term == label }); i >= 0 {
			list[i].Links = append(list[i].Links, link...)
		} else {
			list = append(list, Fact{Term: label, Links: link})
		}
	}
	if len(c.Enablers) > 0 {
		list = append(list, Fact{Term: s.Strings.T("enablers"), Links: s.termLinks(root, "enabler", c.Enablers)})
	}
	return list
}

// citing fills the block "Cite this record" and the way to correct it.
func (s *Site) citing(v *Case, f *derive.Facts) {
	c := f.Case
	if c.ID.Given() && s.has(PermanentAddress(c.ID.Text)) {
		v.Permanent = &Link{Href: v.Root.To(PermanentAddress(c.ID.Text)), Text: Number(c.ID.Text)}
	}
	if f.Published {
		v.Citation = s.citeBlock(f)
		if s.Assets.Copy != "" {
			v.Scripts = append(v.Scripts, v.Root.To(s.Assets.Copy))
		}
	}
	v.Edit = s.editLink(c.File)
}

func (s *Site) editLink(file string) *Link {
	config := &s.Model.Config
	if config.Repository == "" {
		return nil
	}
	path := strings.ReplaceAll(config.EditPath, "{path}", file)
	return &Link{Href: strings.TrimSuffix(config.Repository, "/") + "/" + path, Text: s.Strings.T("edit")}
}
