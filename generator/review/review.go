// Package review lists what waits for an editor: records that are due to be
// looked at again, notes and submissions that are not published, records that
// nobody but their author has checked, and references that cannot be followed.
//
// It is a pure function of the records and the as-of date. It judges no record
// wrong (package check does), and prints nothing.
package review

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"casebook/generator/derive"
	"casebook/generator/model"
)

// Soon is how long before its date a review is listed as coming, in days.
const Soon = 90

// Work is what waits. A withdrawn record waits for nothing.
type Work struct {
	Overdue    []*derive.Facts // the review is due before the as-of date, the longest first
	Coming     []*derive.Facts // due within Soon days, the next first
	Submitted  []*derive.Facts // in review, the oldest first
	Stubs      []*derive.Facts // first notes, the oldest first
	Unreviewed []*derive.Facts // published, and no second person has checked it, the oldest first
	Untraced   []Untraced      // by number of the record
}

// An Untraced is a record with references that have neither an identifier nor
// an address.
type Untraced struct {
	Facts      *derive.Facts
	References []*model.Reference
}

// List sorts records into what waits. asOf is YYYY-MM-DD; without it nothing
// is due.
func List(facts []*derive.Facts, asOf string) Work {
	var w Work
	horizon := ""
	if day, err := time.Parse(time.DateOnly, asOf); err == nil {
		horizon = day.AddDate(0, 0, Soon).Format(time.DateOnly)
	}
	for _, f := range facts {
		w.sort(f, asOf, horizon)
	}
	slices.SortStableFunc(w.Overdue, byDue)
	slices.SortStableFunc(w.Coming, byDue)
	for _, list := range [][]*derive.Facts{w.Submitted, w.Stubs, w.Unreviewed} {
		slices.SortStableFunc(list, byAdded)
	}
	slices.SortStableFunc(w.Untraced, func(a, b Untraced) int { return byNumber(a.Facts, b.Facts) })
	return w
}

func (w *Work) sort(f *derive.Facts, asOf, horizon string) {
	c := f.Case
	switch f.Status {
	case model.StatusWithdrawn:
		return
	case model.StatusStub:
		w.Stubs = append(w.Stubs, f)
	case model.StatusReview:
		w.Submitted = append(w.Submitted, f)
	default:
		due := Due(f)
		switch {
		case due != "" && asOf != "" && due < asOf:
			w.Overdue = append(w.Overdue, f)
		case due != "" && due <= horizon:
			w.Coming = append(w.Coming, f)
		}
		if !secondPerson(c) {
			w.Unreviewed = append(w.Unreviewed, f)
		}
	}
	if list := untraced(c); len(list) > 0 {
		w.Untraced = append(w.Untraced, Untraced{f, list})
	}
}

// Due returns the day on which a record is to be reviewed again, or nothing.
func Due(f *derive.Facts) string {
	if f.Case.Reviewed == nil {
		return ""
	}
	return f.Case.Reviewed.Due.Text
}

// secondPerson reports whether somebody who is not an author of the record has
// reviewed it.
func secondPerson(c *model.Case) bool {
	if c.Reviewed == nil {
		return false
	}
	for i := range c.Contributors {
		p := &c.Contributors[i]
		if p.Role.Text == "author" && strings.EqualFold(strings.TrimSpace(p.Name.Text), strings.TrimSpace(c.Reviewed.By.Text)) {
			return false
		}
	}
	return true
}

func untraced(c *model.Case) []*model.Reference {
	var list []*model.Reference
	sources := c.Sources()
	for i := range sources {
		r := &sources[i]
		if !r.DOI.Given() && !r.PMID.Given() && !r.PMCID.Given() && !r.ISBN.Given() && !r.URL.Given() {
			list = append(list, r)
		}
	}
	return list
}

func byDue(a, b *derive.Facts) int { return cmp.Or(cmp.Compare(Due(a), Due(b)), byNumber(a, b)) }

func byAdded(a, b *derive.Facts) int {
	return cmp.Or(cmp.Compare(a.Case.Added.Text, b.Case.Added.Text), byNumber(a, b))
}

func byNumber(a, b *derive.Facts) int {
	return cmp.Or(cmp.Compare(a.Case.ID.Text, b.Case.ID.Text), cmp.Compare(a.Case.Slug, b.Case.Slug))
}
