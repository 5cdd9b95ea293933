package build

import (
	"encoding/csv"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const callWithData = `---
title: A call for "evidence" & <more>
kind: call
opened: 2025-02-01
closed: 2025-04-30
by: A team
paid_by: [A fund]
question: What did you learn?
summary: Few had learned from.
sent_to: [Partnerships]
eligibility: [Anything taken home]
updated: 2026-01-05
data: decisions.csv
flow:
  received: 41
  duplicates: 3
  assessed: 38
  excluded:
    - {reason: "=learned about, <b>not</b> from", count: 35}
    - {reason: too little detail, count: 2}
  included: 1
  adopted: 1
---
Prose.
`

// TestCallPages: a call has a page, a line in the list, a CSV file of
// everything, and its data file beside it.
func TestCallPages(t *testing.T) {
	s := newSite(t, map[string]string{
		"content/cases/net.md":                  strings.Replace(record(), "\nadded:", "\ncall: call-2025\nadded:", 1),
		"content/calls/call-2025/index.md":      callWithData,
		"content/calls/call-2025/decisions.csv": "number,decision\n1,included\n",
		"content/calls/call-2025/addresses.csv": "private",
		"content/pages/contribute.md":           contribute,
	})
	files, report := s.build(t, filepath.Join(t.TempDir(), "public"), Options{AsOf: "2026-02-01"})
	if len(report.Findings) > 0 {
		t.Fatalf("findings:\n%s", texts(report.Findings))
	}
	page := files["calls/call-2025/index.html"]
	for _, want := range []string{"A call for &#34;evidence&#34; &amp; &lt;more&gt;", `id="box-excluded"`, "38 − 37 = 1", `href="#box-received"`,
		"decisions.csv", "Of 41 that came in, 1 was included. 1 adoption in a high-income country was reported", "1 February 2025", "&lt;b&gt;not"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	if strings.Contains(page, "<b>not") {
		t.Error("a reason is printed as markup")
	}
	if files["calls/call-2025/decisions.csv"] != "number,decision\n1,included\n" {
		t.Error("the data file is not there")
	}
	for name := range files {
		if strings.Contains(name, "addresses") {
			t.Errorf("%s is published, and no call names it", name)
		}
	}
	if !strings.Contains(files["calls/index.html"], `href="../calls/call-2025/"`) {
		t.Error("the list does not lead to the call")
	}
	rows, err := csv.NewReader(strings.NewReader(files["calls/call-2025/call.csv"])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	has := func(want ...string) {
		if !slices.ContainsFunc(rows, func(row []string) bool { return strings.HasPrefix(strings.Join(row, "|"), strings.Join(want, "|")) }) {
			t.Errorf("the CSV file has no row %v:\n%s", want, files["calls/call-2025/call.csv"])
		}
	}
	has("call-2025", "box", "", "received", "", "", "41")
	has("call-2025", "part", "", "excluded", "'=learned about, <b>not</b> from", "", "35")
	has("call-2025", "fact", "", "paid_by", "", "A fund")
	has("call-2025", "milestone", "", "eligible", "", "", "38")
	has("call-2025", "record", "", "lf-0001")
}

// TestCallFollowsItsRecords: the page of a call is made again when a record
// changes.
func TestCallFollowsItsRecords(t *testing.T) {
	s := newSite(t, map[string]string{"content/calls/survey-2017.md": survey, "content/pages/contribute.md": contribute})
	content, err := Load(s.files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range content.plan.plan.Entries() {
		if strings.HasPrefix(e.Path, "calls/") && (!slices.Contains(e.Reads, "cases") || !slices.Contains(e.Reads, "calls") && e.Path == "calls/index.html") {
			t.Errorf("%s reads %v", e.Path, e.Reads)
		}
	}
}
