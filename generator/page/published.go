package page

import (
	"html/template"
	"slices"

	"casebook/generator/cite"
	"casebook/generator/model"
)

// A Published is what others counted elsewhere, beside the statistics of the
// records and never added to them.
type Published struct {
	Heading string
	Note    string // that these are other populations
	Calls   []PublishedCall
}

// A PublishedCall is one call, survey or review with its figures.
type PublishedCall struct {
	ID      string // anchor
	Lang    string // of the texts of its file; empty for that of the site
	Title   string
	Href    string // to the page of the call; empty where the site has none
	About   string // what it is, when, by whom
	Summary string
	Figures []PublishedFigure
	Source  string // the word before the sources
	Sources []template.HTML
	Banner  string // of a draft: that the file has errors
}

// A PublishedFigure is one number: the fraction with what it is of.
type PublishedFigure struct {
	Fraction string // "34 of 114 (30%)"; empty for a count that cannot be read
	Label    string
	Note     string
}

// published returns the calls, newest first; nil when there are none.
func (s *Site) published(root Way) *Published {
	calls := slices.DeleteFunc(s.calls(), func(c *model.Call) bool { return len(c.Figures) == 0 })
	if len(calls) == 0 {
		return nil
	}
	v := &Published{Heading: s.Strings.T("published-heading"), Note: s.Strings.T("published-note")}
	for _, c := range calls {
		v.Calls = append(v.Calls, s.publishedCall(root, c))
	}
	return v
}

func (s *Site) publishedCall(root Way, c *model.Call) PublishedCall {
	p := PublishedCall{ID: "call-" + c.Slug, Lang: s.otherLang(c.Lang.Text), Title: c.Title.Text, Summary: c.Summary.Text,
		About: joinGiven(". ", joinGiven(", ", s.callKind(c.Kind.Text), s.callTime(c)), c.By.Text)}
	if s.has(CallAddress(c.Slug)) {
		p.Href = root.To(CallAddress(c.Slug))
	}
	if n := s.Errors[c.File]; n > 0 {
		p.Banner = s.Strings.N("published-draft", n)
	}
	var used []string
	for i := range c.Figures {
		f := &c.Figures[i]
		p.Figures = append(p.Figures, PublishedFigure{Fraction: s.publishedFraction(f), Label: f.Label.Text, Note: f.Note.Text})
		for _, key := range f.References {
			if ref := c.Reference(key.Text); ref != nil && !slices.Contains(used, key.Text) {
				used = append(used, key.Text)
				p.Sources = append(p.Sources, trusted(cite.Vancouver(ref, s.words).HTML()))
			}
		}
	}
	p.Source = s.Strings.N("published-source", len(p.Sources))
	return p
}

// callKind returns the name of a kind, or the kind as it is written.
func (s *Site) callKind(kind string) string {
	if slices.Contains(model.CallKinds, kind) {
		return s.Strings.T("call-kind-" + kind)
	}
	return kind
}

// callTime returns when a call was: its year, or the days on which it opened
// and closed as far as they are known.
func (s *Site) callTime(c *model.Call) string {
	switch opened, closed := s.Strings.Date(c.Opened.Text), s.Strings.Date(c.Closed.Text); {
	case opened != "" && closed != "":
		return s.Strings.F("from-to", "from", opened, "to", closed)
	case opened != "":
		return s.Strings.F("call-opened", "date", opened)
	case closed != "":
		return s.Strings.F("call-closed", "date", closed)
	default:
		return c.Year.Text
	}
}

// callYear is the year by which calls are sorted.
func callYear(c *model.Call) string {
	for _, v := range []model.Value{c.Closed, c.Opened} {
		if len(v.Text) >= len("2006") {
			return v.Text[:len("2006")]
		}
	}
	return c.Year.Text
}

// publishedFraction returns the count, and what it is out of where that is
// given; a percentage where the total is large enough.
func (s *Site) publishedFraction(f *model.Figure) string {
	k, n := f.Count.N, f.Of.N
	switch {
	case k < 0 || f.Of.Given() && n < max(k, 1):
		return ""
	case !f.Of.Given():
		return s.Strings.Number(k)
	}
	return s.partOf(k, n)
}
