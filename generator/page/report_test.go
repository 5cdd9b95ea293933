package page

import (
	"html/template"
	"strings"
	"testing"

	"casebook/generator/model"
)

func TestCallReport(t *testing.T) {
	c := callOf("call-2025", "2025")
	c.Kind = value(model.CallOpen)
	c.Flow = flowOf("received 2;excluded 1", "1", "1")
	c.Body.Sections = []model.Section{{ID: "a", Label: []byte("A"), HTML: []byte(`<p><a href="../../cases/case-1/">a case</a> <a href="https://doi.org/10.1/x" rel="external">a source</a> <a href="#ref-a">1</a></p>`)}}
	s := siteOfCall(t, c, tied(1, "call-2025", func(c *model.Case) { c.Adoptions = []model.Adoption{adopted("GBR", "2010", "adopted-locally")} }))
	r := s.CallReport(c, "a{}")
	if !strings.HasPrefix(r.Policy, "default-src 'none'; style-src 'sha256-") || strings.Contains(r.Policy, "'self'") {
		t.Errorf("policy = %s, want that of the style alone", r.Policy)
	}
	if dot := r.Call.Result.Dots[0]; dot.Href != "#record-case-1" || len(r.Records) != 1 || r.Records[0].ID != "record-case-1" || r.Records[0].Title.Href != "" {
		t.Errorf("disc %+v, records %+v, want that the disc leads to the record in the report", dot, r.Records)
	}
	if d := boxNamed(r.Call.Flow.Wide, "included as a case").Dots[0]; d.Href != "#record-case-1" {
		t.Errorf("disc of the flow leads to %s", d.Href)
	}
	if got, want := r.Call.Sections[0].HTML, template.HTML(`<p>a case <a href="https://doi.org/10.1/x" rel="external">a source</a> <a href="#ref-a">1</a></p>`); got != want {
		t.Errorf("prose = %s, want %s", got, want)
	}
	for _, row := range r.Call.Gaps[0].Rows {
		if row.Head.Href != "" {
			t.Errorf("the row %q leads to %s", row.Head.Text, row.Head.Href)
		}
		for _, cell := range row.Cells {
			if cell.Ring != nil || cell.Href != "" {
				t.Errorf("a cell leads to the site: %+v", cell)
			}
		}
	}
	s.Model.Config.BaseURL = "https://example.org/x/"
	r = s.CallReport(c, "a{}")
	if r.Records[0].Title.Href != "https://example.org/x/cases/case-1/" || !strings.Contains(string(r.Call.Sections[0].HTML), `<a href="https://example.org/x/cases/case-1/">a case</a>`) {
		t.Errorf("with an address: %+v, %s", r.Records[0], r.Call.Sections[0].HTML)
	}
}

func TestStateReport(t *testing.T) {
	c := callOf("x", "2019")
	c.Flow = flowOf("received not-stated", "not-stated", "")
	s := siteOfCall(t, c, published(1, nil), published(2, func(c *model.Case) { c.Added = value("2026-06-01") }),
		published(3, func(c *model.Case) {
			c.Status = value(model.StatusWithdrawn)
			c.Withdrawn = &model.Withdrawal{On: value("2026-07-01"), Reason: value("error"), Note: value("A slip.")}
		}), published(4, func(c *model.Case) {
			c.Status = value(model.StatusWithdrawn)
			c.Withdrawn = &model.Withdrawal{On: value("2025-07-01"), Reason: value("error")}
		}))
	changed := func(since string) string {
		st := s.StateReport(since, "").State
		var list []string
		for _, r := range st.New {
			list = append(list, "+"+r.Number)
		}
		for _, r := range st.Withdrawn {
			list = append(list, "-"+r.Number+" "+r.Note)
		}
		return joinGiven("; ", append(list, st.Since, st.NoneNew, st.NoneGone)...)
	}
	for since, want := range map[string]string{
		"2026-03-01": "+LF-0002; -LF-0003 1 July 2026: error. A slip.; Since 1 March 2026",
		"2026-10-01": "Since 1 October 2026; No record was published since.; No record was withdrawn since.",
		"":           "-LF-0003 1 July 2026: error. A slip.; -LF-0004 1 July 2025: error; There is no release yet to compare with; 2 records are published so far.",
	} {
		if got := changed(since); got != want {
			t.Errorf("since %q: %s\nwant %s", since, got, want)
		}
	}
	s.Model.Config.Releases = []model.Release{{Version: "1.0", Date: "2026-05-01"}}
	if got, want := changed(""), "+LF-0002; -LF-0003 1 July 2026: error. A slip.; Since release 1.0 of 1 May 2026"; got != want {
		t.Errorf("since the release: %s\nwant %s", got, want)
	}
	r := s.StateReport("", "")
	if len(r.State.Flows) != 1 || r.State.Flows[0].Flow.Rows[0].ID != "x-box-received" || r.State.Flows[0].Flow.Wide.Boxes[0].Href != "#x-box-received" {
		t.Errorf("flows = %+v, want boxes with names of their own", r.State.Flows)
	}
	if len(r.Records) != 2 || r.State.Headline.Even[0].Href[0] != '#' || len(r.State.Gaps) != 2 {
		t.Errorf("report = %+v", r)
	}
}
