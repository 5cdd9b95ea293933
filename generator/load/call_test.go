package load

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casebook/generator/model"
)

const wholeCall = `---
title: A survey
kind: survey
year: 2017
opened: 2017-01-02
closed: 2017-02-03
by: A team
question: Has it been adopted?
summary: Few have.
lang: en
updated: 2026-11-23
figures:
  - {id: answered, label: who answered, count: 34, of: 114, note: A note., references: [a2016]}
  - {label: asked, count: "1,140"}
flow:
  unit: partnerships
  invited: 114
  received: {count: 34, label: that answered, note: A note.}
  ineligible: [{reason: too late, count: 2}, {reason: other, count: not-stated}]
  included: {count: 12, label: that saw one}
  adopted: 1
  note: A note.
  references: [a2016]
paid_by: A fund
sent_to: [the leads, a list]
eligibility: Partnerships with a site
follows: a
data: answers.csv
references:
  - {key: a2016, type: report, title: On nets}
---
Prose [@a2016], see [the case](/cases/net/).
`

// TestEveryKeyOfACallIsDecoded reads a call with every key: none is unknown,
// and none of the fields is left empty.
func TestEveryKeyOfACallIsDecoded(t *testing.T) {
	result, found, err := Site(content(map[string]string{"content/calls/survey-2017/index.md": wholeCall, "content/calls/survey-2017/answers.csv": "a,b\n",
		"content/calls/a.md": wholeCall}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		t.Errorf("unexpected finding: %s %s", d.Code, d.Message)
	}
	if len(result.Site.Calls) != 2 || result.Site.Calls[0].Slug != "a" {
		t.Fatalf("calls = %v, want two, by slug", result.Site.Calls)
	}
	c := result.Site.Calls[1]
	var empty []string
	cmp.Equal(*c, model.Call{}, cmp.Reporter(&fieldReporter{empty: &empty}))
	if len(empty) > 0 {
		t.Errorf("not decoded: %s", strings.Join(empty, ", "))
	}
	figure := c.Figures[0]
	if figure.ID.Text != "answered" || figure.Label.Text != "who answered" || figure.Count.N != 34 || figure.Of.N != 114 ||
		figure.Note.Text != "A note." || len(figure.References) != 1 || figure.At != (model.At{Line: 13, Col: 5}) {
		t.Errorf("figure = %+v", figure)
	}
	if second := c.Figures[1]; second.Count.N != -1 || second.Count.Text != "1,140" || second.Of.Given() {
		t.Errorf("second figure = %+v, want a doubtful count as written, and no total", second)
	}
	if !slices.Equal(c.Body.CiteKeys, []string{"a2016"}) || c.Body.Links[0].Target != "/cases/net/" {
		t.Errorf("body: cites %v, links %v", c.Body.CiteKeys, c.Body.Links)
	}
	if result.Site.AsOf != "2026-11-23" {
		t.Errorf("as-of date = %q, want that of the call", result.Site.AsOf)
	}
}

// TestCallFindings: a call is read as strictly as a record.
func TestCallFindings(t *testing.T) {
	for _, tt := range []struct{ name, file, old, new, want string }{
		{"percentage", "survey.md", "of: 114", "percent: 27", "unknown-key 13:52"},
		{"unknown key", "survey.md", "by: A team", "funder: A fund", "unknown-key 7:1"},
		{"figure that is no map", "survey.md", "  - {label: asked, count: \"1,140\"}", "  - 114 asked", "wrong-type 14:5"},
		{"citation", "survey.md", "[@a2016]", "[@b2016]", "citation-unknown-key 32:9"},
		{"address", "Survey.md", "title: A survey", "title: A survey", "bad-slug 0:0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, found, err := Site(content(map[string]string{"content/calls/" + tt.file: strings.Replace(wholeCall, tt.old, tt.new, 1)}), Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range found {
				got = append(got, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
			}
			if want := []string{tt.want}; !slices.Equal(got, want) {
				t.Errorf("findings = %v, want %v", got, want)
			}
		})
	}
}

// TestCallsShareNoAddress: two files of one slug are told, as for records.
func TestCallsShareNoAddress(t *testing.T) {
	_, found, err := Site(content(map[string]string{"content/calls/survey.md": wholeCall, "content/calls/2017/survey.md": wholeCall}), Options{})
	if err != nil || len(found) != 1 || found[0].Code != "duplicate-slug" {
		t.Errorf("findings = %v, %v, want duplicate-slug", found, err)
	}
}

const reviewFlow = `---
title: A review
kind: review
flow:
  databases:
    identified: [{source: PubMed, count: 90}, {source: Embase, count: 30}]
    screened: 120
    reasons: not-stated
  other: {identified: 4, assessed: 4}
  previous: {studies: 5, reports: 6}
  included: {studies: 7, reports: 8}
---
`

// TestFlows: a box is a number, not-stated, a list of parts, or a map; the keys
// are those of the kind of call.
func TestFlows(t *testing.T) {
	read := func(text string) (*model.Flow, []string) {
		result, found, err := Site(content(map[string]string{"content/calls/x.md": text}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, d := range found {
			codes = append(codes, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
		}
		return result.Site.Calls[0].Flow, codes
	}
	f, codes := read(reviewFlow)
	if len(codes) > 0 || len(f.Columns) != 2 || !f.Review {
		t.Fatalf("flow = %+v, findings %v", f, codes)
	}
	identified := f.Columns[0].Box("identified")
	if n, known := identified.Total(); n != 120 || !known || identified.Parts[1].Name.Text != "Embase" || identified.At != (model.At{Line: 6, Col: 5}) {
		t.Errorf("identified = %+v", identified)
	}
	if reasons := f.Columns[0].Box("reasons"); !reasons.Count.NotStated() || !reasons.Exit {
		t.Errorf("reasons = %+v", reasons)
	}
	if f.Included.Studies.N != 7 || f.Included.Reports.N != 8 || f.Included.Whole || f.Previous.Reports.N != 6 || f.Adopted != nil {
		t.Errorf("results = %+v, %+v", f.Included, f.Previous)
	}
	for _, tt := range []struct{ name, old, new, want string }{
		{"a key of another kind", "kind: review", "kind: survey", "unknown-key 11:14 unknown-key 11:26 unknown-key 5:3 unknown-key 9:3 unknown-key 10:3"},
		{"an unknown key", "reasons: not-stated", "reason: 3", "unknown-key 8:5"},
		{"a list in a list", "reasons: not-stated", "reasons: [[3]]", "wrong-type 8:15"},
		{"an unknown key of a part", "{source: PubMed, count: 90}", "{source: PubMed, n: 90}", "unknown-key 6:35"},
		{"a flow that is no map", "previous: {studies: 5, reports: 6}", "previous: 5", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, codes := read(strings.Replace(reviewFlow, tt.old, tt.new, 1)); strings.Join(codes, " ") != tt.want {
				t.Errorf("findings = %v, want %s", codes, tt.want)
			}
		})
	}
}

// TestDataOfACall: only a file beside index.md, with a name that is safe, is
// looked at.
func TestDataOfACall(t *testing.T) {
	for name, want := range map[string]int64{"answers.csv": 4, "../answers.csv": 0, "answers.html": 0, ".csv": 0, "no.csv": 0, "sub/a.csv": 0} {
		result, _, err := Site(content(map[string]string{"content/calls/x/index.md": "---\ntitle: A call\ndata: " + name + "\n---\n",
			"content/calls/x/answers.csv": "a,b\n", "content/calls/x/sub/a.csv": "a,b\n", "content/calls/answers.csv": "a,b\n"}), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := result.Site.Calls[0].DataSize; got != want {
			t.Errorf("size of %s = %d, want %d", name, got, want)
		}
	}
}
