package page

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/flow"
	"casebook/generator/model"
	"casebook/generator/stats"
)

// CallsAddress is the address of the list of calls, and the first part of that
// of each.
const CallsAddress = "calls/"

// CallAddress returns the address of a call.
func CallAddress(slug string) string { return CallsAddress + slug + "/" }

// CallFile returns the address of the CSV file of everything counted of a call.
func CallFile(slug string) string { return CallsAddress + slug + "/call.csv" }

// CallData returns the address of the data file of a call.
func CallData(c *model.Call) string { return CallAddress(c.Slug) + c.Data.Text }

// A CallPage is the view of a call for evidence, a survey, a review or a round
// of fellowships.
type CallPage struct {
	Frame
	Crumbs     []Link
	Kind       string
	When       string
	Heading    string
	CallLang   string // language of its file where it is not the page's
	Banner     string // of a draft, or of a call that still runs
	Lede       string
	Flow       *FlowFigure
	Result     CallRecords
	Yield      []YieldRow
	YieldNote  string
	Gaps       []Matrix
	Figures    []PublishedFigure
	Run        []Fact
	Lead       template.HTML
	Sections   []Section
	References []Reference
	CiteNote   string
	Citation   template.HTML
	Files      []Link
	Edit       *Link
	Contribute *Link
}

// A CallRecords is the records that name a call.
type CallRecords struct {
	Dots    []Dot // adopted first
	Caption string
	Small   string
	Entries Entries
	Adopted int // how many of the discs are adopted
}

// A YieldRow is one number of a call as a part of another.
type YieldRow struct {
	Label    string
	Fraction string // "34 of 114 (30%)", or that it is not stated
	Known    bool
}

// Call returns the page of a call.
func (s *Site) Call(c *model.Call) *CallPage {
	v := &CallPage{Frame: s.frame(CallAddress(c.Slug), c.Title.Text, c.Summary.Text)}
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Calls))
	if c.Body.Code {
		v.Styles = append(v.Styles, v.Root.To(s.Assets.Code))
	}
	v.Sprite = allBars
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To(CallsAddress), Text: s.Strings.T("calls")}}
	v.Kind, v.When = s.callKind(c.Kind.Text), s.callTime(c)
	v.Heading, v.CallLang, v.Lede = c.Title.Text, s.otherLang(c.Lang.Text), c.Summary.Text
	v.Banner = s.callBanner(c)
	tied := s.recordsOf(c)
	v.Result = s.callRecords(v.Root, c, tied)
	v.Flow = s.flowFigure(c, v.Result.Dots, v.Result.Adopted)
	v.Yield, v.YieldNote = s.yield(c)
	v.Gaps = s.callGaps(v.Root, tied)
	for i := range c.Figures {
		f := &c.Figures[i]
		v.Figures = append(v.Figures, PublishedFigure{Fraction: s.publishedFraction(f), Label: f.Label.Text, Note: f.Note.Text})
	}
	numbered := cite.Number(&c.Body, c.References)
	v.Run = s.callRun(v.Root, c, s.refLinks(numbered))
	v.Lead = trusted(c.Body.Lead)
	for _, sec := range c.Body.Sections {
		v.Sections = append(v.Sections, Section{ID: sec.ID, Label: trusted(sec.Label), HTML: trusted(sec.HTML)})
	}
	v.References = s.references(numbered)
	s.callCite(v, c)
	v.Edit, v.Contribute = s.editLink(c.File), s.contribute(v.Root, "")
	return v
}

// callBanner says that the file of a draft has errors, or that a call still
// runs.
func (s *Site) callBanner(c *model.Call) string {
	if n := s.Errors[c.File]; n > 0 {
		return s.Strings.N("published-draft", n)
	}
	switch {
	case !c.IsOpen(s.Model.AsOf):
		return ""
	case c.Closed.Given():
		return s.Strings.F("call-open-until", "date", s.Strings.Date(c.Closed.Text))
	default:
		return s.Strings.T("call-open")
	}
}

// callRecords returns the records that name a call, and how many of those that
// it included are not in the evidence base.
func (s *Site) callRecords(root Way, c *model.Call, tied []*derive.Facts) CallRecords {
	sorted := byMark(tied)
	r := CallRecords{Dots: s.named(root, sorted), Entries: s.entries(root, tied)}
	for _, f := range sorted {
		if f.Mark == derive.MarkOn {
			r.Adopted++
		}
	}
	r.Caption = s.Strings.N("call-records", len(tied))
	if len(tied) == 0 {
		r.Caption = s.Strings.T("call-records-none")
	}
	included := -1
	if c.Flow != nil {
		included = c.Flow.Included.Studies.N
	}
	switch {
	case c.IsReview() && included >= 0:
		r.Small = s.Strings.N("call-records-review", included)
	case c.Kind.Text == model.CallSurvey:
		r.Small = s.Strings.T("call-records-survey")
	case included < 0 && c.IsOpen(s.Model.AsOf):
		r.Small = s.Strings.T("call-records-open")
	case included < 0:
		r.Small = s.Strings.T("call-records-unknown")
	case included > len(tied):
		r.Small = s.Strings.N("call-records-missing", included-len(tied), "total", s.Strings.Number(included))
	default:
		r.Small = s.Strings.N("call-records-all", included)
	}
	return r
}

// yields are the pairs of milestones of which one is a part of the other.
var yields = []struct{ id, part, of string }{
	{"answered", flow.Received, flow.Invited}, {"eligible", flow.Eligible, flow.Received},
	{"included", flow.Included, flow.Received}, {"adopted", flow.Adopted, flow.Included}, {"adopted-received", flow.Adopted, flow.Received},
}

// yield returns what part of each step went on, for the boxes that a call has.
func (s *Site) yield(c *model.Call) ([]YieldRow, string) {
	if c.Flow == nil {
		return nil, ""
	}
	marks := flow.Of(c.Flow)
	form, note := "yield-", s.Strings.T("yield-note")
	if c.IsReview() {
		form, note = "yield-review-", s.Strings.T("yield-review-note")
	}
	var rows []YieldRow
	for _, y := range yields {
		part, of := flow.Find(marks, y.part), flow.Find(marks, y.of)
		if !part.Used || !of.Used {
			continue
		}
		row := YieldRow{Label: s.Strings.T(form + y.id), Fraction: s.Strings.T("not-stated")}
		if part.Known && of.Known && of.N >= max(part.N, 1) {
			row.Known, row.Fraction = true, s.partOf(part.N, of.N)
		}
		rows = append(rows, row)
	}
	if rows == nil {
		note = ""
	}
	return rows, note
}

// partOf returns "34 of 114 (30%)"; the percentage only where the total is large
// enough.
func (s *Site) partOf(k, n int) string {
	fraction := stats.Fraction{Numerator: k, Denominator: n}
	if n >= s.Model.Config.MinN {
		p := 100 * float64(k) / float64(n)
		fraction.Percent = &p
	}
	return s.fraction(&fraction)
}

// callGaps returns the gap maps of the records that name a call; nil when there
// is none.
func (s *Site) callGaps(root Way, tied []*derive.Facts) []Matrix {
	if len(tied) == 0 {
		return nil
	}
	list := stats.Compute(stats.Input{Facts: tied, Vocabularies: s.Model.Vocabularies, Gaps: s.Model.Config.Gaps, MinN: s.Model.Config.MinN, AsOf: s.Model.AsOf})
	var out []Matrix
	for _, id := range []string{stats.TypeStatus, stats.DomainType} {
		if stat := stats.Find(list, id); stat != nil && stat.N > 0 {
			m := s.matrix(root, stat, stats.TableCell)
			withoutLists(&m)
			out = append(out, m)
		}
	}
	return out
}

// withoutLists takes the links to lists of records out of a matrix: the page of
// a call has no such lists.
func withoutLists(m *Matrix) {
	for i := range m.Rows {
		for k := range m.Rows[i].Cells {
			m.Rows[i].Cells[k].Href = ""
		}
	}
}

// callRun says how a call was run. What a call of its kind should tell and does
// not is not stated.
func (s *Site) callRun(root Way, c *model.Call, refs map[string]Link) []Fact {
	t := s.Strings.T
	fact := func(id string, values ...string) Fact {
		f := Fact{Term: t(id)}
		for _, v := range values {
			if v != "" && v != model.NotStated {
				f.Links = append(f.Links, Link{Text: v})
			}
		}
		if f.Links == nil {
			f.Note = t("not-stated")
		}
		return f
	}
	list := []Fact{fact("run-question", c.Question.Text), fact("run-by", c.By.Text), fact("run-paid", plainTexts(c.PaidBy)...)}
	if c.Opened.Given() || c.Closed.Given() {
		list = append(list, fact("run-opened", s.Strings.Date(c.Opened.Text)), fact("run-closed", s.Strings.Date(c.Closed.Text)))
	} else {
		list = append(list, fact("run-year", c.Year.Text))
	}
	list = append(list, fact("run-sent", plainTexts(c.SentTo)...), fact("run-eligible", plainTexts(c.Eligible)...))
	if earlier := s.callBySlug(c.Follows.Text); earlier != nil {
		list = append(list, Fact{Term: t("run-follows"), Links: []Link{{Href: root.To(CallAddress(earlier.Slug)), Text: earlier.Title.Text}}})
	}
	if later := s.followers(root, c); later != nil {
		list = append(list, Fact{Term: t("run-followed"), Links: later})
	}
	if c.Flow != nil && (c.Flow.Note.Given() || len(c.Flow.References) > 0) {
		list = append(list, Fact{Term: t("run-numbers"), Note: cmp.Or(c.Flow.Note.Text, t("run-numbers-in")), Refs: pick(refs, c.Flow.References)})
	}
	return list
}

func plainTexts(values []model.Value) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.Text
	}
	return out
}

func (s *Site) callBySlug(slug string) *model.Call {
	for _, c := range s.Model.Calls {
		if c.Slug == slug {
			return c
		}
	}
	return nil
}

func (s *Site) followers(root Way, c *model.Call) []Link {
	var list []Link
	for _, later := range s.Model.Calls {
		if later.Follows.Text == c.Slug && later != c {
			list = append(list, Link{Href: root.To(CallAddress(later.Slug)), Text: later.Title.Text})
		}
	}
	return list
}

// callCite says how to cite a call, and what of it can be taken away.
func (s *Site) callCite(v *CallPage, c *model.Call) {
	config := &s.Model.Config
	v.Citation = trusted(cite.Page(c.Title.Text, c.Updated.Text, cite.Publication{Title: config.Title, Publisher: config.Publisher, BaseURL: config.BaseURL},
		CallAddress(c.Slug), s.words).HTML())
	if len(c.References) > 0 {
		v.CiteNote = s.Strings.N("call-cite-sources", len(c.References))
	}
	v.Files = []Link{{Href: v.Root.To(CallFile(c.Slug)), Text: s.Strings.T("call-file")}}
	if c.DataSize > 0 {
		v.Files = append(v.Files, Link{Href: v.Root.To(CallData(c)), Text: s.Strings.F("call-data-file", "name", c.Data.Text, "size", s.fileSize(c.DataSize))})
	}
}

// CallRecords returns the records that name a call, for its CSV file.
func (s *Site) CallRecords(c *model.Call) []flow.Record {
	var out []flow.Record
	for _, f := range s.recordsOf(c) {
		out = append(out, flow.Record{ID: stats.RecordID(f), Title: f.Case.Title.Text, Status: f.Adoption, Explicit: f.Explicit})
	}
	return out
}

// A CallList is the view of /calls/.
type CallList struct {
	Frame
	Crumbs     []Link
	Heading    string
	Lede       string
	Note       string
	Calls      []CallEntry
	Table      *DataTable // the milestones of each
	Label      string
	Contribute *Link
}

// A CallEntry is one call in the list.
type CallEntry struct {
	Kind, When, Href, Title, Lang, Summary, By string
	Numbers                                    string // the flow in one line
	Banner                                     string
}

// calls returns the calls, newest first.
func (s *Site) calls() []*model.Call {
	list := slices.Clone(s.Model.Calls)
	slices.SortStableFunc(list, func(a, b *model.Call) int {
		return cmp.Or(strings.Compare(callYear(b), callYear(a)), strings.Compare(b.Closed.Text, a.Closed.Text), strings.Compare(a.Slug, b.Slug))
	})
	return list
}

// Calls returns the list of calls.
func (s *Site) Calls() *CallList {
	t := s.Strings.T
	v := &CallList{Frame: s.frame(CallsAddress, t("calls"), t("calls-description"))}
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Calls))
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: t("home")}}
	v.Heading, v.Lede, v.Note = t("calls"), t("calls-lede"), t("calls-note")
	for _, c := range s.calls() {
		v.Calls = append(v.Calls, CallEntry{Kind: s.callKind(c.Kind.Text), When: s.callTime(c), Href: v.Root.To(CallAddress(c.Slug)), Title: c.Title.Text,
			Lang: s.otherLang(c.Lang.Text), Summary: c.Summary.Text, By: c.By.Text, Banner: s.callBanner(c)})
	}
	if stat := stats.Find(s.Statistics, stats.Calls); stat != nil {
		v.Table = s.callTable(v.Root, stat)
	}
	v.Contribute = s.contribute(v.Root, "")
	return v
}

// callTable returns the milestones of each call, newest first.
func (s *Site) callTable(root Way, stat *stats.Statistic) *DataTable {
	t := &DataTable{Label: s.tableLabel(stat.ID, stats.TableMilestone), Head: []string{s.Strings.T("call")}}
	columns := append(slices.Clone(flow.Milestones), stats.ColumnRecords)
	for _, id := range columns {
		t.Head = append(t.Head, s.Strings.T("milestone-"+id))
	}
	for _, c := range s.calls() {
		row := []TableCell{{Text: c.Title.Text, Href: root.To(CallAddress(c.Slug)), Head: true}}
		for _, id := range columns {
			text := s.Strings.T("flow-no-box")
			if cell := stat.Cell(stats.TableMilestone, c.Slug, id); cell != nil {
				text = s.Strings.Number(cell.Count)
			} else if stat.Cell(stats.TableUnstated, c.Slug, id) != nil {
				text = s.Strings.T("not-stated")
			}
			row = append(row, TableCell{Text: text})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
