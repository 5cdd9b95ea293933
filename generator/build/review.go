package build

import (
	"io"

	"casebook/generator/derive"
	"casebook/generator/export"
	"casebook/generator/model"
	"casebook/generator/output"
	"casebook/generator/page"
	"casebook/generator/review"
)

// review plans the page of what waits for an editor, its feed, and the
// calendar of the reviews that are due.
func (p *planner) review() {
	work := review.List(p.content.Facts, p.content.Site.AsOf)
	if p.content.Site.AsOf != "" {
		p.plan.Add(output.Entry{Path: page.ReviewFeed, From: "site.toml", Reads: reads("cases"), Write: func(w io.Writer) error { return export.Atom(w, p.reviewFeed(&work)) }})
		p.plan.Add(output.Entry{Path: page.ReviewCalendar, From: "site.toml", Reads: reads("cases"), Write: func(w io.Writer) error { return export.ICalendar(w, p.calendar(&work)) }})
	}
	p.view(page.ReviewAddress+"index.html", "review", "site.toml", reads("cases"), func() any { return p.pages.Review(work) })
}

// reviewFeed has an entry for each record that waits, what is due first. A
// record that waits for two things has one entry.
func (p *planner) reviewFeed(work *review.Work) export.Feed {
	config := &p.content.Site.Config
	f := export.Feed{Name: "feed:review", Title: p.title("review-feed-title", ""), Lang: config.Language, Rights: config.License.Name,
		Author: config.Publisher, Updated: p.content.Site.AsOf, BaseURL: config.BaseURL, Path: page.ReviewFeed, HomePath: page.ReviewAddress}
	seen := map[*derive.Facts]bool{}
	for _, list := range []struct {
		what  string
		facts []*derive.Facts
		due   bool
	}{{"overdue", work.Overdue, true}, {"coming", work.Coming, true}, {"submitted", work.Submitted, false}, {"stubs", work.Stubs, false}, {"unreviewed", work.Unreviewed, false}} {
		for _, c := range list.facts {
			if seen[c] || len(f.Entries) == feedEntries || p.errors[c.Case.File] > 0 {
				continue
			}
			seen[c] = true
			e := p.feedEntry(c)
			e.Name, e.Title = "review:"+e.Name, p.content.Strings.T("review-"+list.what)+": "+e.Title
			if list.due {
				e.Updated = review.Due(c)
			}
			f.Entries = append(f.Entries, e)
		}
	}
	return f
}

// calendar has a day for each review that has a date.
func (p *planner) calendar(work *review.Work) export.Calendar {
	config := &p.content.Site.Config
	c := export.Calendar{Title: p.title("review-feed-title", ""), Stamp: p.content.Site.AsOf}
	for _, f := range p.content.Facts {
		due := review.Due(f)
		if f.Status != model.StatusPublished || due == "" || p.errors[f.Case.File] > 0 {
			continue
		}
		e := export.Event{Name: "review:" + p.feedEntry(f).Name, Day: due, Summary: p.content.Strings.F("review-event", "title", f.Case.Title.Text), Note: f.Case.Summary.Text}
		if config.BaseURL != "" {
			e.URL = config.BaseURL + page.CaseAddress(f.Case.Slug)
		}
		c.Events = append(c.Events, e)
	}
	return c
}
