package page

import (
	"casebook/generator/derive"
	"casebook/generator/review"
)

// ReviewAddress is the page of what waits for an editor; ReviewFeed and
// ReviewCalendar are the same as files.
const (
	ReviewAddress  = "review/"
	ReviewFeed     = ReviewAddress + "feed.xml"
	ReviewCalendar = ReviewAddress + "calendar.ics"
)

// maxWork is how many records a list of the page shows; the rest is a number.
const maxWork = 200

// A Review is the view of /review/.
type Review struct {
	Frame
	Crumbs   []Link
	Heading  string
	Lede     string
	Feed     Link
	Calendar *Link
	Lists    []WorkList
}

// A WorkList is one thing that waits, with the records it waits in.
type WorkList struct {
	ID    string
	Title string
	About string
	Count string
	Zero  bool
	Items []WorkItem
	More  string // "and 12 more"; empty
}

// A WorkItem is one record of a list.
type WorkItem struct {
	Link
	Number string
	Note   string // "due 1 May 2027"
	Lang   string // of the title, where it is not the page's
}

// Review returns the view of what waits for an editor.
func (s *Site) Review(w review.Work) *Review {
	t := s.Strings.T
	v := &Review{Frame: s.frame(ReviewAddress, t("review"), t("review-description"))}
	v.NoIndex = true
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: t("home")}}
	v.Heading, v.Lede = t("review"), t("review-lede")
	v.Feed = Link{Href: v.Root.To(ReviewFeed), Text: t("review-feed")}
	if s.has(ReviewCalendar) {
		v.Calendar = &Link{Href: v.Root.To(ReviewCalendar), Text: t("review-calendar")}
	}
	due := func(f *derive.Facts) string {
		return s.Strings.F("review-due-on", "date", s.Strings.Date(review.Due(f)))
	}
	added := func(f *derive.Facts) string {
		if date := f.Case.Added.Text; date != "" {
			return s.Strings.F("review-added-on", "date", s.Strings.Date(date))
		}
		return ""
	}
	v.Lists = []WorkList{
		s.workList(v.Root, "overdue", w.Overdue, due),
		s.workList(v.Root, "coming", w.Coming, due),
		s.workList(v.Root, "submitted", w.Submitted, added),
		s.workList(v.Root, "stubs", w.Stubs, added),
		s.workList(v.Root, "unreviewed", w.Unreviewed, added),
		s.untraced(v.Root, w.Untraced),
	}
	return v
}

func (s *Site) workList(root Way, id string, facts []*derive.Facts, note func(*derive.Facts) string) WorkList {
	l := s.emptyWork(id, len(facts))
	for _, f := range facts[:min(len(facts), maxWork)] {
		l.Items = append(l.Items, s.workItem(root, f, note(f)))
	}
	return l
}

func (s *Site) untraced(root Way, list []review.Untraced) WorkList {
	l := s.emptyWork("untraced", len(list))
	for _, u := range list[:min(len(list), maxWork)] {
		l.Items = append(l.Items, s.workItem(root, u.Facts, s.Strings.N("review-references", len(u.References))))
	}
	return l
}

func (s *Site) emptyWork(id string, n int) WorkList {
	l := WorkList{ID: id, Title: s.Strings.T("review-" + id), About: s.Strings.T("review-" + id + "-about"), Count: s.Strings.N("review-records", n), Zero: n == 0}
	if more := n - maxWork; more > 0 {
		l.More = s.Strings.N("review-more", more)
	}
	return l
}

func (s *Site) workItem(root Way, f *derive.Facts, note string) WorkItem {
	c := f.Case
	item := WorkItem{Link: Link{Href: root.To(CaseAddress(c.Slug)), Text: c.Title.Text}, Number: Number(c.ID.Text), Note: note}
	if c.Lang.Given() && c.Lang.Text != s.Strings.Lang() {
		item.Lang = c.Lang.Text
	}
	return item
}
