package page

import (
	"crypto/sha256"
	"encoding/base64"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/stats"
)

// A Report is one self-contained page, for e-mail and for printing: the results
// of a call, or the state of the whole record. Its style is within it, and no
// part of it asks for anything. Discs lead to the records that are listed at
// its end; with a base address these lead to the site.
type Report struct {
	Lang, Dir string
	Title     string
	Policy    string // Content-Security-Policy: this style, and nothing else
	Style     template.CSS
	Heading   string
	Lede      string
	About     []string // who, as of when, where
	Call      *CallPage
	State     *ReportState
	Method    []ReportMethod
	Records   []ReportRecord
	License   Link
	Credits   string
}

// A ReportState is the state of the whole record.
type ReportState struct {
	Headline     StatFigure
	Ladder       *DataTable
	Gaps         []StatFigure
	Flows        []ReportFlow
	Calls        *DataTable
	Partnerships string
	Since        string // what new and withdrawn is compared with
	New          []ReportRecord
	Withdrawn    []ReportRecord
	NoneNew      string
	NoneGone     string
}

// A ReportFlow is the flow of one call.
type ReportFlow struct {
	Title, About string
	Flow         *FlowFigure
}

// A ReportMethod says how one number was counted.
type ReportMethod struct {
	Title string
	About StatAbout
}

// A ReportRecord is one record in a list.
type ReportRecord struct {
	ID     string // anchor
	Number string
	Title  Link
	Where  string // from, to
	Status string
	Note   string // of a new record: when it was added; of a withdrawn one: when and why
}

// reportPolicy allows this style and nothing else: no request is made.
func reportPolicy(style string) string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}

// reportAddress is an address two folders deep, as those of all views that a
// report is made of: what leads up from there is told from what stands within.
const reportAddress = "calls/report/"

func (s *Site) report(title, lede, style string) *Report {
	config := &s.Model.Config
	r := &Report{Lang: s.Strings.Lang(), Dir: s.Strings.Dir(), Title: title + " · " + config.Title, Policy: reportPolicy(style), Style: template.CSS(style), //nolint:gosec // the site's own sheets
		Heading: title, Lede: lede, License: Link{Href: config.License.URL, Text: config.License.Name}, Credits: s.Strings.T("credits")}
	r.About = []string{s.Strings.F("report-of", "site", config.Title, "publisher", config.Publisher, "date", s.Strings.Date(s.Model.AsOf))}
	if config.BaseURL != "" {
		r.About = append(r.About, config.BaseURL)
	}
	return r
}

// CallReport returns the report of a call. style is all style sheets that it
// needs.
func (s *Site) CallReport(c *model.Call, style string) *Report {
	v := s.Call(c)
	r := s.report(c.Title.Text, c.Summary.Text, style)
	r.About = append([]string{joinGiven(", ", v.Kind, v.When)}, r.About...)
	s.within(v)
	r.Call = v
	if stat := stats.Find(s.Statistics, stats.Calls); stat != nil {
		r.Method = []ReportMethod{{Title: s.Strings.T("stat-calls"), About: s.about(stat)}}
	}
	r.Records = s.reportRecords(s.recordsOf(c))
	return r
}

// StateReport returns the report of the whole record. since is the day after
// which records are new; empty for that of the last release, or, before the
// first one, for all.
func (s *Site) StateReport(since, style string) *Report {
	r := s.report(s.Strings.T("report-state"), s.Model.Config.Description, style)
	root := s.way(reportAddress)
	st := &ReportState{}
	for _, id := range []string{stats.Explicit, stats.Ladder, stats.TypeStatus, stats.DomainType, stats.Countries, stats.Calls, stats.Partnerships} {
		if stat := stats.Find(s.Statistics, id); stat != nil {
			s.stateOf(root, st, stat)
			r.Method = append(r.Method, ReportMethod{Title: s.Strings.T("stat-" + id), About: s.about(stat)})
		}
	}
	for _, c := range s.calls() {
		if c.Flow != nil {
			v := s.Call(c)
			s.within(v)
			st.Flows = append(st.Flows, ReportFlow{Title: c.Title.Text, About: joinGiven(", ", v.Kind, v.When, c.By.Text), Flow: numberedFlow(v.Flow, c.Slug)})
		}
	}
	s.changes(st, since)
	r.State = st
	if len(s.Index.Counted) <= maxFigureDots {
		r.Records = s.reportRecords(s.Index.Counted)
	}
	return r
}

func (s *Site) stateOf(root Way, st *ReportState, stat *stats.Statistic) {
	f := s.statFigure(root, stat)
	switch stat.ID {
	case stats.Explicit:
		f.Even = s.dotsWithin(f.Even)
		st.Headline = f
	case stats.Ladder:
		if list := s.dataTables(root, stat, []string{stats.TableAt, stats.TableExits}); len(list) > 0 {
			st.Ladder = withoutLinks(list[len(list)-2])
			exits := withoutLinks(list[len(list)-1])
			st.Ladder.Rows = append(st.Ladder.Rows, exits.Rows...)
		}
	case stats.TypeStatus, stats.DomainType:
		for i := range f.Matrix {
			s.matrixWithin(&f.Matrix[i])
		}
		st.Gaps = append(st.Gaps, f)
	case stats.Calls:
		if len(stat.Cells) > 0 {
			st.Calls = withoutLinks(*s.callTable(root, stat))
		}
	case stats.Partnerships:
		if stat.N > 0 {
			st.Partnerships = f.Caption
		}
	}
}

func withoutLinks(t DataTable) *DataTable {
	t.Rows = slices.Clone(t.Rows)
	for i := range t.Rows {
		t.Rows[i] = slices.Clone(t.Rows[i])
		for k := range t.Rows[i] {
			t.Rows[i][k].Href = ""
		}
	}
	return &t
}

// numberedFlow gives the boxes of a flow names of their own, so that several
// flows can stand in one page.
func numberedFlow(f *FlowFigure, slug string) *FlowFigure {
	for i := range f.Rows {
		if f.Rows[i].ID != "" {
			f.Rows[i].ID = slug + "-" + f.Rows[i].ID
		}
	}
	for i := range f.Wide.Boxes {
		f.Wide.Boxes[i].Href = strings.Replace(f.Wide.Boxes[i].Href, "#", "#"+slug+"-", 1)
	}
	for i := range f.Narrow.Boxes {
		f.Narrow.Boxes[i].Href = strings.Replace(f.Narrow.Boxes[i].Href, "#", "#"+slug+"-", 1)
	}
	return f
}

// changes lists what is new and what was withdrawn since a day.
func (s *Site) changes(st *ReportState, since string) {
	st.Since = s.Strings.F("report-since", "date", s.Strings.Date(since))
	if releases := s.Model.Config.Releases; since == "" && len(releases) > 0 {
		last := releases[len(releases)-1]
		since = last.Date
		st.Since = s.Strings.F("report-since-release", "version", last.Version, "date", s.Strings.Date(last.Date))
	}
	if since == "" {
		st.Since = s.Strings.T("report-since-never")
		st.NoneNew = s.Strings.N("report-all-new", len(s.Index.Published))
	}
	for _, f := range s.Index.Facts {
		c := f.Case
		switch {
		case f.Status == model.StatusWithdrawn && c.Withdrawn != nil && c.Withdrawn.On.Text > since:
			rec := s.reportRecord(f)
			rec.Note = joinGiven(": ", s.Strings.Date(c.Withdrawn.On.Text), joinGiven(". ", s.label("withdrawal-reason", c.Withdrawn.Reason.Text), c.Withdrawn.Note.Text))
			st.Withdrawn = append(st.Withdrawn, rec)
		case since != "" && f.Status == model.StatusPublished && f.Published && c.Added.Text > since:
			rec := s.reportRecord(f)
			rec.Note = s.Strings.Date(c.Added.Text)
			st.New = append(st.New, rec)
		}
	}
	if st.New == nil && st.NoneNew == "" {
		st.NoneNew = s.Strings.T("report-none-new")
	}
	if st.Withdrawn == nil {
		st.NoneGone = s.Strings.T("report-none-withdrawn")
	}
}

func (s *Site) reportRecords(list []*derive.Facts) []ReportRecord {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b *derive.Facts) int { return compareIDs(stats.RecordID(a), stats.RecordID(b)) })
	out := make([]ReportRecord, len(sorted))
	for i, f := range sorted {
		out[i] = s.reportRecord(f)
		out[i].ID = recordAnchor(f.Case.Slug)
	}
	return out
}

func recordAnchor(slug string) string { return "record-" + slug }

func (s *Site) reportRecord(f *derive.Facts) ReportRecord {
	c := f.Case
	r := ReportRecord{Number: s.number(c), Title: Link{Text: c.Title.Text, Href: s.up(s.way(reportAddress).To(CaseAddress(c.Slug)))}}
	if f.Adoption != "" {
		r.Status = s.label("adoption-status", f.Adoption)
	}
	route := s.route(f)
	from, to := joinGiven(" ", route.From.Name, route.From.Year), joinGiven(" ", route.To.Name, route.To.Year, route.More)
	r.Where = s.Strings.F("report-route", "from", from, "verb", joinGiven(" ", route.Verb, to))
	return r
}

// up turns a link of a page of the site into one for a file that lies anywhere:
// absolute with a base address, none without.
func (s *Site) up(href string) string {
	rest, leaves := strings.CutPrefix(href, "../../")
	switch {
	case !leaves:
		return href
	case s.Model.Config.BaseURL == "":
		return ""
	}
	return s.Model.Config.BaseURL + rest
}

// dotsWithin lets discs lead to the records at the end of the report.
func (s *Site) dotsWithin(dots []Dot) []Dot {
	out := slices.Clone(dots)
	for i := range out {
		out[i].Href = s.record(out[i].Href)
	}
	return out
}

func (s *Site) record(href string) string {
	if slug, ok := strings.CutPrefix(href, "../../cases/"); ok {
		slug, _, _ = strings.Cut(slug, "/")
		return "#" + recordAnchor(slug)
	}
	return s.up(href)
}

func (s *Site) matrixWithin(m *Matrix) {
	for i := range m.Rows {
		row := &m.Rows[i]
		row.Head.Href = s.up(row.Head.Href)
		for k := range row.Cells {
			cell := &row.Cells[k]
			cell.Dots, cell.Href = s.dotsWithin(cell.Dots), ""
			if len(cell.Dots) == 0 {
				cell.Dots = nil
			}
			if cell.Ring != nil && s.up(cell.Ring.Href) == "" {
				cell.Ring = nil
			} else if cell.Ring != nil {
				cell.Ring.Href = s.up(cell.Ring.Href)
			}
		}
	}
}

// within makes the view of a call stand by itself.
func (s *Site) within(v *CallPage) {
	v.Result.Dots = s.dotsWithin(v.Result.Dots)
	if v.Flow != nil {
		for _, d := range v.Flow.drawings() {
			for i := range d.Boxes {
				for k := range d.Boxes[i].Dots {
					d.Boxes[i].Dots[k].Href = s.record(d.Boxes[i].Dots[k].Href)
				}
			}
		}
	}
	for i := range v.Gaps {
		s.matrixWithin(&v.Gaps[i])
	}
	for i := range v.Run {
		for k := range v.Run[i].Links {
			v.Run[i].Links[k].Href = s.up(v.Run[i].Links[k].Href)
		}
	}
	v.Lead = s.proseWithin(v.Lead)
	for i := range v.Sections {
		v.Sections[i].Label, v.Sections[i].HTML = s.proseWithin(v.Sections[i].Label), s.proseWithin(v.Sections[i].HTML)
	}
}

// inner is a link within the site, in prose that package markdown made.
var inner = regexp.MustCompile(`<a href="(\.\./\.\./[^"]*)"([^>]*)>(.*?)</a>`)

// proseWithin turns the links of prose within the site into absolute ones, or,
// without a base address, into their text.
func (s *Site) proseWithin(prose template.HTML) template.HTML {
	return template.HTML(inner.ReplaceAllStringFunc(string(prose), func(link string) string { //nolint:gosec // made safe by package markdown
		m := inner.FindStringSubmatch(link)
		href := s.up(m[1])
		if href == "" {
			return m[3]
		}
		return `<a href="` + template.HTMLEscapeString(href) + `"` + m[2] + ">" + m[3] + "</a>"
	}))
}
