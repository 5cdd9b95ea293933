package page

import (
	"html/template"
	"slices"

	"casebook/generator/biblio"
	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/model"
)

// ReleaseAddress returns the address of the page of a release.
func ReleaseAddress(version string) string { return DataAddress + "releases/" + version + "/" }

// A Release is the view of the page of a release: what came since the one
// before, by the histories of the records.
type Release struct {
	Frame
	Crumbs  []Link
	Heading string
	Lede    string // when, and since when
	DOI     *Link
	Groups  []ReleaseGroup
	Cite    template.HTML
	Next    *Link // the release after this one
	Last    *Link // the one before
}

// A ReleaseGroup is the records that were added, changed or withdrawn.
type ReleaseGroup struct {
	ID, Title string
	Count     string
	Items     []ReleaseItem
	More      string // how many are not listed; empty when all are
}

// A ReleaseItem is a record with what its history says of that time.
type ReleaseItem struct {
	Link
	Number string
	Lang   string // of the title and the notes, where it is not the page's
	Notes  []string
}

// maxReleased is how many records a group lists.
const maxReleased = 1000

// A window is the days of a release: those after the one before, up to its own.
type window struct{ after, to string }

func (w window) holds(date string) bool { return date != "" && date > w.after && date <= w.to }

// Release returns the view of release i of site.toml.
func (s *Site) Release(i int) *Release {
	list := s.Model.Config.Releases
	r := &list[i]
	heading := s.Strings.F("release-heading", "version", r.Version)
	v := &Release{Frame: s.frame(ReleaseAddress(r.Version), heading, s.Strings.F("release-description", "version", r.Version, "date", s.Strings.Date(r.Date))), Heading: heading}
	s.social(&v.Frame, heading, ReleaseAddress(r.Version))
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To(DataAddress), Text: s.Strings.T("data")}}
	days := window{to: r.Date}
	v.Lede = s.Strings.F("release-lede-first", "date", s.Strings.Date(r.Date))
	if i > 0 {
		days.after = list[i-1].Date
		v.Lede = s.Strings.F("release-lede", "date", s.Strings.Date(r.Date), "version", list[i-1].Version, "last", s.Strings.Date(list[i-1].Date))
		v.Last = s.releaseLink(v.Root, &list[i-1], "release-last")
	}
	if i+1 < len(list) {
		v.Next = s.releaseLink(v.Root, &list[i+1], "release-next")
	}
	if address := cite.DOIAddress(r.DOI); address != "" {
		v.DOI = &Link{Href: address, Text: address}
	}
	v.Groups = s.releaseGroups(v.Root, days)
	v.Cite = trusted(cite.Dataset(cite.Publication{Title: s.Model.Config.Title, Publisher: s.Model.Config.Publisher, BaseURL: s.Model.Config.BaseURL},
		r.Date, r.Version, r.DOI, ReleaseAddress(r.Version), s.words).HTML())
	return v
}

func (s *Site) releaseLink(root Way, r *model.Release, id string) *Link {
	return &Link{Href: root.To(ReleaseAddress(r.Version)), Text: s.Strings.F(id, "version", r.Version)}
}

// releaseGroups parts the records by what happened to them in these days. What
// was added and withdrawn in the same days stands in both groups.
func (s *Site) releaseGroups(root Way, days window) []ReleaseGroup {
	var added, changed, withdrawn []ReleaseItem
	for _, f := range s.byNumber() {
		c := f.Case
		if !Citable(f) {
			continue
		}
		if days.holds(c.Added.Text) {
			added = append(added, s.releaseItem(root, f, nil))
		} else if notes := s.changesIn(c, days); notes != nil {
			changed = append(changed, s.releaseItem(root, f, notes))
		}
		if w := c.Withdrawn; w != nil && f.Status == model.StatusWithdrawn && days.holds(w.On.Text) {
			note := joinGiven(": ", s.Strings.Date(w.On.Text), joinGiven(". ", s.label("withdrawal-reason", w.Reason.Text), w.Note.Text))
			withdrawn = append(withdrawn, s.releaseItem(root, f, []string{note}))
		}
	}
	return []ReleaseGroup{s.releaseGroup("added", added), s.releaseGroup("changed", changed), s.releaseGroup("withdrawn", withdrawn)}
}

// byNumber returns all records by number, those without one by slug behind.
func (s *Site) byNumber() []*derive.Facts {
	list := slices.Clone(s.Index.Facts)
	slices.SortStableFunc(list, func(a, b *derive.Facts) int { return biblio.CompareNumbers(a.Case, b.Case) })
	return list
}

// changesIn are the entries of a history in these days, without the withdrawal,
// which is told apart.
func (s *Site) changesIn(c *model.Case, days window) []string {
	var notes []string
	for _, h := range c.History {
		if days.holds(h.On.Text) && (c.Withdrawn == nil || h.On.Text != c.Withdrawn.On.Text) {
			notes = append(notes, joinGiven(": ", s.Strings.Date(h.On.Text), h.Change.Text))
		}
	}
	return notes
}

func (s *Site) releaseItem(root Way, f *derive.Facts, notes []string) ReleaseItem {
	c := f.Case
	return ReleaseItem{Link: Link{Href: root.To(CaseAddress(c.Slug)), Text: c.Title.Text}, Number: s.number(c), Lang: s.otherLang(c.Lang.Text), Notes: notes}
}

func (s *Site) releaseGroup(id string, items []ReleaseItem) ReleaseGroup {
	g := ReleaseGroup{ID: id, Title: s.Strings.T("release-" + id), Count: s.Strings.N("n-records", len(items)), Items: items}
	if rest := len(items) - maxReleased; rest > 0 {
		g.Items, g.More = items[:maxReleased], s.Strings.N("release-more", rest)
	}
	return g
}
