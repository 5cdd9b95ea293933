package page

import (
	"html/template"
	"slices"

	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/stats"
)

// PartnershipsAddress is the address of the list of partnerships, and the first
// part of that of each.
const PartnershipsAddress = "partnerships/"

// PartnershipAddress returns the address of a partnership.
func PartnershipAddress(slug string) string { return PartnershipsAddress + slug + "/" }

// A PartnershipPage is the view of a partnership.
type PartnershipPage struct {
	Frame
	Crumbs     []Link
	Countries  string
	Years      string
	Heading    string
	TextLang   string // language of its file where it is not the page's
	Banner     string // of a draft
	Lede       string
	Profile    Profile
	Sides      []LearningSide
	Who        []Fact
	Entries    Entries // records that came of it
	Lead       template.HTML
	Sections   []Section
	References []Reference
	Citation   template.HTML
	Edit       *Link
}

// A Profile says how reciprocal a partnership was, and by what rule.
type Profile struct {
	Label   string // "One-sided"
	Caption string // the finding, in one sentence
	Why     string // the rule by which it was computed
	Ways    []Direction
	Method  Link
}

// A Direction is one type of knowledge in one direction: whether somebody learned it
// from the other side, or about it.
type Direction struct {
	Type, From, To string
	Mark           string // "in" learned; "no" not recorded
	Text           string
}

// A LearningSide is what one side set out to learn, and did learn.
type LearningSide struct {
	Heading string // the countries
	Group   string // how they were classified when the partnership began
	SetOut  []LearningEntry
	Learned []LearningEntry
}

// A LearningEntry is one statement with its sources.
type LearningEntry struct {
	Kind   string // "Technical, learned from"
	What   string
	Counts string // that a technical statement does not count, and why
	Refs   []Link
}

// Partnership returns the page of a partnership.
func (s *Site) Partnership(p *model.Partnership) *PartnershipPage {
	v := &PartnershipPage{Frame: s.frame(PartnershipAddress(p.Slug), p.Title.Text, p.Summary.Text)}
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Calls))
	if p.Body.Code {
		v.Styles = append(v.Styles, v.Root.To(s.Assets.Code))
	}
	v.Sprite = allBars
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To(PartnershipsAddress), Text: s.Strings.T("partnerships")}}
	e := derive.Partnership(p)
	v.Countries, v.Years = s.Strings.List(s.partnerCountries(e)), s.partnershipYears(p)
	v.Heading, v.TextLang, v.Lede = p.Title.Text, s.otherLang(p.Lang.Text), p.Summary.Text
	if n := s.Errors[p.File]; n > 0 {
		v.Banner = s.Strings.N("published-draft", n)
	}
	numbered := cite.Number(&p.Body, p.References)
	refs := s.refLinks(numbered)
	v.Profile = s.profile(v.Root, e)
	for i := range e.Sides {
		v.Sides = append(v.Sides, s.learningSide(e, &e.Sides[i], refs))
	}
	v.Who = s.partnershipFacts(v.Root, p, refs)
	v.Entries = s.entries(v.Root, s.partnershipCases(p))
	v.Lead = trusted(p.Body.Lead)
	for _, sec := range p.Body.Sections {
		v.Sections = append(v.Sections, Section{ID: sec.ID, Label: trusted(sec.Label), HTML: trusted(sec.HTML)})
	}
	v.References = s.references(numbered)
	config := &s.Model.Config
	v.Citation = trusted(cite.Page(p.Title.Text, p.Updated.Text, cite.Publication{Title: config.Title, Publisher: config.Publisher, BaseURL: config.BaseURL},
		PartnershipAddress(p.Slug), s.words).HTML())
	v.Edit = s.editLink(p.File)
	return v
}

// sideName names a side by its countries.
func (s *Site) sideName(side *derive.Side) string {
	names := make([]string, len(side.Countries))
	for i, code := range side.Countries {
		names[i] = s.country(code)
	}
	return s.Strings.List(names)
}

func (s *Site) partnerCountries(e *derive.Exchange) []string {
	var names []string
	for i := range e.Sides {
		for _, code := range e.Sides[i].Countries {
			names = append(names, s.country(code))
		}
	}
	return names
}

// partnershipYears returns "2012 to 2020", as far as it is known.
func (s *Site) partnershipYears(p *model.Partnership) string {
	begin, end := yearText(p.Started.N), yearText(p.Ended.N)
	switch {
	case begin != "" && end != "":
		return s.Strings.F("from-to", "from", begin, "to", end)
	case begin != "" && p.Ended.Text == model.Ongoing:
		return s.Strings.F("since-year", "year", begin)
	case begin != "":
		return s.Strings.F("from-year", "year", begin)
	default:
		return s.Strings.T("years-not-stated")
	}
}

// profile words the profile of an exchange.
func (s *Site) profile(root Way, e *derive.Exchange) Profile {
	t := s.Strings.T
	p := Profile{Label: t("profile-" + e.Profile), Caption: s.profileCaption(e), Why: t("profile-why-" + e.Profile)}
	for _, kind := range []string{"technical", "cultural"} {
		for i := range e.Sides {
			side := &e.Sides[i]
			learned := side.Technical
			if kind == "cultural" {
				learned = side.Cultural
			}
			way := Direction{Type: s.label("learning-type", kind), To: s.sideName(side), From: s.othersThan(e, i), Mark: "no", Text: t("way-none")}
			if len(learned) > 0 {
				way.Mark, way.Text = "in", s.Strings.N("way-learned", len(learned))
			}
			p.Ways = append(p.Ways, way)
		}
	}
	if s.has(StatisticAddress(stats.Partnerships)) {
		p.Method = Link{Href: root.To(StatisticAddress(stats.Partnerships)), Text: t("stat-how")}
	}
	return p
}

// othersThan names the sides from which a side may learn.
func (s *Site) othersThan(e *derive.Exchange, i int) string {
	var names []string
	for k := range e.Sides {
		if k != i {
			names = append(names, s.sideName(&e.Sides[k]))
		}
	}
	return s.Strings.List(names)
}

// profileCaption says which side learned what.
func (s *Site) profileCaption(e *derive.Exchange) string {
	var technical, silent []string
	for i := range e.Sides {
		side := &e.Sides[i]
		if len(side.Technical) > 0 {
			technical = append(technical, s.sideName(side))
		}
		if !side.Recorded() {
			silent = append(silent, s.sideName(side))
		}
	}
	switch e.Profile {
	case derive.OneSided:
		return s.Strings.F("profile-caption-one-sided", "side", s.Strings.List(technical))
	case derive.NotRecorded:
		return s.Strings.F("profile-caption-not-recorded", "side", s.Strings.List(silent))
	}
	return s.Strings.T("profile-caption-" + e.Profile)
}

func (s *Site) learningSide(e *derive.Exchange, side *derive.Side, refs map[string]Link) LearningSide {
	out := LearningSide{Heading: s.sideName(side)}
	if s.Strings.Has("side-" + side.ID) {
		out.Group = s.Strings.T("side-" + side.ID)
		if year := e.Partnership.Started.N; year > 0 {
			out.Group = s.Strings.F("side-in", "group", out.Group, "year", yearText(year))
		}
	}
	for _, l := range side.SetOut {
		out.SetOut = append(out.SetOut, s.learningEntry(l, refs))
	}
	for i := range e.Partnership.Learned {
		l := &e.Partnership.Learned[i]
		if !slices.Contains(side.Countries, l.Side.Code) {
			continue
		}
		entry := s.learningEntry(l, refs)
		if technical := l.Type.Text == "technical" || l.Type.Text == "both"; technical && l.Relation.Text != "from" && l.Relation.Text != "with" {
			entry.Counts = s.Strings.T("learning-not-from")
		}
		out.Learned = append(out.Learned, entry)
	}
	return out
}

func (s *Site) learningEntry(l *model.Learning, refs map[string]Link) LearningEntry {
	kind := s.label("learning-type", l.Type.Text)
	if l.Type.Text == model.NotStated {
		kind = s.Strings.T("learning-type-not-stated")
	} else if l.Relation.Given() && l.Relation.Text != model.NotStated {
		kind = joinGiven(", ", kind, lowerFirst(s.label("learning-relation", l.Relation.Text)))
	}
	return LearningEntry{Kind: kind, What: l.What.Text, Refs: pick(refs, l.References)}
}

// partnershipFacts lists the partners, and who holds the money and decides.
func (s *Site) partnershipFacts(root Way, p *model.Partnership, refs map[string]Link) []Fact {
	var list []Fact
	for i := range p.Partners {
		partner := &p.Partners[i]
		where := s.countryOf(partner.Country)
		fact := Fact{Term: joinGiven(", ", partner.Place.Text, where), Note: partner.Name.Text, Refs: pick(refs, partner.References)}
		list = append(list, fact)
	}
	for _, st := range []struct {
		id string
		model.Statement
	}{{"partnership-administers", p.Administer}, {"partnership-decides", p.Decides}} {
		fact := Fact{Term: s.Strings.T(st.id), Note: st.Who.Text, Refs: pick(refs, st.References)}
		if fact.Note == "" || fact.Note == model.NotStated {
			fact.Note = s.Strings.T("not-stated")
		}
		list = append(list, fact)
	}
	return list
}

// partnershipCases returns the published records that a partnership names, in
// its order.
func (s *Site) partnershipCases(p *model.Partnership) []*derive.Facts {
	var list []*derive.Facts
	for _, v := range p.Cases {
		for _, f := range s.Index.Facts {
			if f.Case.Slug == v.Text && f.Published && f.Status == model.StatusPublished {
				list = append(list, f)
			}
		}
	}
	return list
}

// A PartnershipList is the view of /partnerships/.
type PartnershipList struct {
	Frame
	Crumbs   []Link
	Heading  string
	Lede     string
	Profiles []ProfileCount
	Caption  string
	Small    []string
	File     Link
	Detail   Link
	List     []PartnershipEntry
}

// A ProfileCount is how many partnerships have a profile, and which.
type ProfileCount struct {
	Label, Why, Count string
	Links             []Link
}

// A PartnershipEntry is one partnership in the list.
type PartnershipEntry struct {
	Years, Countries, Href, Title, Lang, Summary, Profile string
}

// Partnerships returns the list of partnerships.
func (s *Site) Partnerships() *PartnershipList {
	t := s.Strings.T
	v := &PartnershipList{Frame: s.frame(PartnershipsAddress, t("partnerships"), t("partnerships-description"))}
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Calls))
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: t("home")}}
	v.Heading, v.Lede = t("partnerships"), t("partnerships-lede")
	byProfile := map[string][]Link{}
	for _, p := range s.Model.Partnerships {
		e := derive.Partnership(p)
		link := Link{Href: v.Root.To(PartnershipAddress(p.Slug)), Text: p.Title.Text}
		byProfile[e.Profile] = append(byProfile[e.Profile], link)
		v.List = append(v.List, PartnershipEntry{Years: s.partnershipYears(p), Countries: s.Strings.List(s.partnerCountries(e)), Href: link.Href,
			Title: p.Title.Text, Lang: s.otherLang(p.Lang.Text), Summary: p.Summary.Text, Profile: t("profile-" + e.Profile)})
	}
	for _, id := range derive.Profiles {
		links := byProfile[id]
		s.sortLinks(links)
		v.Profiles = append(v.Profiles, ProfileCount{Label: t("profile-" + id), Why: t("profile-why-" + id), Count: s.Strings.Number(len(links)), Links: links})
	}
	if stat := stats.Find(s.Statistics, stats.Partnerships); stat != nil {
		v.Caption, v.Small = s.caption(stat), s.small(stat)
		v.File = Link{Href: v.Root.To(StatisticFile(stat.ID)), Text: t("download-csv")}
		v.Detail = Link{Href: v.Root.To(StatisticAddress(stat.ID)), Text: t("stat-detail")}
	}
	return v
}

// partnershipList lists partnerships behind a number.
func (s *Site) partnershipList(root Way, id, label string, slugs []string) RecordList {
	l := RecordList{ID: id, Label: label, Count: s.Strings.N("n-partnerships", len(slugs))}
	for _, p := range s.Model.Partnerships {
		if slices.Contains(slugs, p.Slug) {
			l.Links = append(l.Links, Link{Href: root.To(PartnershipAddress(p.Slug)), Text: p.Title.Text})
		}
	}
	s.sortLinks(l.Links)
	return l
}
