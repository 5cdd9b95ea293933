package check_test

import (
	"fmt"
	"strings"
	"testing"

	"casebook/generator/model"
)

// validFlow is that of validCall with 34 answers, of which 33 were left out.
// Its keys stand in column 5 of lines of their own, from line 50.
func validFlow() *model.Flow {
	box := func(line int32, key string, exit bool, n string) model.FlowBox {
		b := model.FlowBox{Key: key, At: at(line, 5), Exit: exit, Count: model.ParseCount(model.Value{})}
		if n != "" {
			b.Count = count(line, n)
		}
		return b
	}
	excluded := box(53, "excluded", true, "")
	excluded.Parts = []model.FlowPart{
		{At: at(54, 5), Name: val(54, "learned about"), Count: count(55, "30")}, {At: at(56, 5), Name: val(56, "too little detail"), Count: count(57, "3")}}
	adopted := box(59, "adopted", false, "1")
	return &model.Flow{At: at(50, 5), Survey: true, References: vals(60, "rao1991"),
		Columns:  []model.FlowColumn{{At: at(50, 5), Boxes: []model.FlowBox{box(51, "invited", false, "114"), box(52, "received", false, "34"), excluded}}},
		Included: model.FlowResult{At: at(58, 5), Whole: true, Studies: count(58, "1"), Reports: model.ParseCount(model.Value{})}, Adopted: &adopted,
		Previous: model.FlowResult{Studies: model.ParseCount(model.Value{}), Reports: model.ParseCount(model.Value{})}}
}

func TestFlowRules(t *testing.T) {
	none := model.ParseCount(model.Value{})
	excluded := func(f *model.Flow) *model.FlowBox { return f.Columns[0].Box("excluded") }
	for _, tt := range []struct {
		name, desc string
		break_     func(*model.Call, *model.Flow)
		want       string // codes with places
		text       string // part of the first message or hint
	}{
		{"valid", "a whole flow has no finding", func(*model.Call, *model.Flow) {}, "", ""},
		{"a flow alone", "figures are not needed beside it", func(c *model.Call, f *model.Flow) { c.Figures = nil }, "", ""},
		{"sum", "what is left is what the next box says", func(c *model.Call, f *model.Flow) { excluded(f).Parts[0].Count = count(55, "29") },
			"flow-sum 58:5", "received 34 − excluded 32 = 2, but included says 1"},
		{"more than were asked", "in a survey", func(c *model.Call, f *model.Flow) { f.Columns[0].Boxes[0].Count = count(51, "33") }, "flow-sum 52:5", "received says 34"},
		{"not stated", "a number that is not known is no sum", func(c *model.Call, f *model.Flow) { excluded(f).Parts[0].Count = count(55, "not-stated") }, "", ""},
		{"negative", "no number of things is below nought", func(c *model.Call, f *model.Flow) { excluded(f).Parts[0].Count = count(55, "-30") }, "bad-count 55:5", "count: 34"},
		{"in words", "a number is written in digits", func(c *model.Call, f *model.Flow) { f.Columns[0].Boxes[1].Count = count(52, "about 34") }, "bad-count 52:5", "received: 34"},
		{"separator", "the hint has the digits", func(c *model.Call, f *model.Flow) { f.Columns[0].Boxes[0].Count = count(51, "1,114") }, "bad-count 51:5", "write invited: 1114"},
		{"percentage", "nor is it a percentage", func(c *model.Call, f *model.Flow) { f.Columns[0].Boxes[1].Count = count(52, "27%") }, "typed-percentage 52:5", "computed"},
		{"missing", "a box has a number", func(c *model.Call, f *model.Flow) { f.Columns[0].Boxes[1].Count = none }, "flow-incomplete 52:5", "not-stated"},
		{"missing in a part", "so has a part", func(c *model.Call, f *model.Flow) { excluded(f).Parts[1].Count = none }, "flow-incomplete 56:5", "too little detail"},
		{"missing at the end", "so has the result", func(c *model.Call, f *model.Flow) { f.Included.Studies = none }, "flow-incomplete 58:5", "included"},
		{"no name", "a part has a name", func(c *model.Call, f *model.Flow) { excluded(f).Parts[1].Name = model.Value{} }, "flow-incomplete 56:5", "reason: …"},
		{"both", "parts or a number", func(c *model.Call, f *model.Flow) { excluded(f).Count = count(53, "33") }, "flow-incomplete 53:5", "sum"},
		{"nothing came in", "a flow starts somewhere", func(c *model.Call, f *model.Flow) { f.Columns = nil }, "flow-incomplete 50:5", "received"},
		{"nothing came in to a review", "a flow starts somewhere", func(c *model.Call, f *model.Flow) { f.Columns, f.Review = nil, true }, "flow-incomplete 50:5", "databases"},
		{"twice", "a reason stands once", func(c *model.Call, f *model.Flow) { excluded(f).Parts[1].Name = val(56, "Learned  about") }, "flow-reason-twice 56:5", "add the two"},
		{"no source", "numbers stand somewhere", func(c *model.Call, f *model.Flow) { f.References = nil }, "flow-without-source 50:5", "data:"},
		{"a call that runs", "is its own source, and needs no results", func(c *model.Call, f *model.Flow) {
			f.References, c.Figures, c.References, c.Year, c.Opened = nil, nil, nil, model.Year{}, val(4, "2026-01-01")
		}, "", ""},
		{"a call that closes today", "still runs", func(c *model.Call, f *model.Flow) {
			c.Flow, c.Figures, c.References, c.Year, c.Opened, c.Closed = nil, nil, nil, model.Year{}, val(4, "2026-01-01"), val(5, "2026-11-23")
		}, "", ""},
		{"a call that has closed", "has results", func(c *model.Call, f *model.Flow) {
			c.Flow, c.Figures, c.References, c.Year, c.Opened, c.Closed = nil, nil, nil, model.Year{}, val(4, "2026-01-01"), val(5, "2026-11-22")
		}, "call-incomplete 99:1; call-incomplete 99:1", "flow"},
		{"itself", "a call does not follow itself", func(c *model.Call, f *model.Flow) { c.Follows = val(61, "example") }, "call-names-itself 61:5", "itself"},
		{"nobody", "nor one that is not there", func(c *model.Call, f *model.Flow) { c.Follows = val(61, "exampel") }, "call-unknown 61:5", `"example"`},
		{"a page as data", "the data is no page", func(c *model.Call, f *model.Flow) {
			c.Data, c.Folder, c.DataSize = val(62, "a.html"), "content/calls/example", 9
		}, "call-data 62:5", "csv"},
		{"data outside", "nor outside of the folder", func(c *model.Call, f *model.Flow) {
			c.Data, c.Folder, c.DataSize = val(62, "../a.csv"), "content/calls/example", 9
		}, "call-data 62:5", "csv"},
		{"no folder", "which a call with data has", func(c *model.Call, f *model.Flow) { c.Data = val(62, "a.csv") }, "call-data 62:5", "index.md"},
		{"no file", "and the file in it", func(c *model.Call, f *model.Flow) { c.Data, c.Folder = val(62, "a.csv"), "content/calls/example" }, "call-data 62:5", "put it into"},
		{"too large", "which is not endless", func(c *model.Call, f *model.Flow) {
			c.Data, c.Folder, c.DataSize = val(62, "a.csv"), "content/calls/example", 11<<20
		}, "call-data 62:5", "10 MiB"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			site := siteOf()
			c := validCall(nil)
			c.Flow = validFlow()
			tt.break_(c, c.Flow)
			site.Calls = []*model.Call{c}
			got := findingsOf(site)
			var codes []string
			for _, d := range got {
				codes = append(codes, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
			}
			if s := join(codes); s != tt.want {
				t.Fatalf("%s: got %q, want %q\n%s", tt.desc, s, tt.want, report(got))
			}
			if len(got) > 0 && !strings.Contains(got[0].Message+got[0].Hint, tt.text) {
				t.Errorf("%q (%q) does not say %q", got[0].Message, got[0].Hint, tt.text)
			}
		})
	}
}

// TestCallsInACircle: two calls do not follow each other.
func TestCallsInACircle(t *testing.T) {
	site := siteOf()
	a, b := validCall(nil), validCall(nil)
	a.Follows, b.Slug, b.File, b.Follows = val(61, "b"), "b", "content/calls/b.md", val(61, "example")
	site.Calls = []*model.Call{a, b}
	if got := join(run(site)); got != "call-names-itself 61:5; call-names-itself 61:5" {
		t.Errorf("findings = %q, want both told", got)
	}
	b.Follows = model.Value{}
	if got := join(run(site)); got != "" {
		t.Errorf("findings = %q, want none", got)
	}
}

// TestRecordsOfACall: a record names a call that is there, and no more of them
// do than the call included.
func TestRecordsOfACall(t *testing.T) {
	for _, tt := range []struct {
		name, call, included string
		review               bool
		status               string
		want                 string
	}{
		{"as many", "example", "1", false, "published", ""},
		{"fewer", "not-stated", "1", false, "published", ""},
		{"more", "example", "0", false, "published", "call-too-many-records 58:5"},
		{"more studies than one", "example", "0", true, "published", ""},
		{"how many is not known", "example", "not-stated", false, "published", ""},
		{"one that is not published yet", "example", "0", false, "review", ""},
		{"a call that is not there", "examplo", "1", false, "published", "call-unknown 90:5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			site := siteOf(validCase(func(c *model.Case) { c.Call, c.Status = val(90, tt.call), val(3, tt.status) }))
			c := validCall(nil)
			c.Flow = validFlow()
			c.Flow.Columns[0].Boxes[2].Parts, c.Flow.Adopted = nil, nil
			c.Flow.Columns[0].Boxes[2].Count = count(53, "not-stated")
			c.Flow.Included.Studies = count(58, tt.included)
			if tt.review {
				c.Kind = val(3, "review")
			}
			site.Calls = []*model.Call{c}
			if got := join(run(site)); got != tt.want {
				t.Errorf("findings = %q, want %q", got, tt.want)
			}
		})
	}
}
