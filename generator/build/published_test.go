package build

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const survey = `---
title: A survey of partnerships
kind: survey
year: 2017
by: A team
question: Has anything been adopted at home?
summary: Few said so.
updated: 2026-01-05
figures:
  - {id: answered, label: "who answered, of those asked", count: 34, of: 114, note: The source says 27%., references: [doe2017]}
  - {label: "who saw <one>, of a few", count: 1, of: 9, references: [doe2017]}
references:
  - {key: doe2017, type: article-journal, title: On asking, authors: [Doe J], container: A Journal, year: 2017, doi: 10.5555/asking}
---
The team asked [@doe2017].
`

// TestPublishedFigures: what others counted stands on the page of statistics
// with its fraction and source, leads to the page of its call, and changes no
// statistic but that of calls.
func TestPublishedFigures(t *testing.T) {
	s := newSite(t, map[string]string{"content/cases/net.md": record(), "content/pages/contribute.md": contribute})
	sameDay := Options{AsOf: "2026-02-01"}
	without, _ := s.build(t, filepath.Join(t.TempDir(), "public"), sameDay)
	if strings.Contains(without["paucity/index.html"], `id="published"`) {
		t.Error("a site without calls has a section for their figures")
	}
	s.set("content/calls/survey-2017.md", survey)
	files, report := s.build(t, filepath.Join(t.TempDir(), "public"), sameDay)
	if len(report.Findings) > 0 {
		t.Errorf("findings:\n%s", texts(report.Findings))
	}
	page := files["paucity/index.html"]
	for _, want := range []string{"Published figures for comparison", "other populations, counted by others, and are not added to anything here",
		"34 of 114 (30%)", "1 of 9<", "who saw &lt;one&gt;", "The source says 27%.", "https://doi.org/10.5555/asking", "Survey, 2017. A team", `href="../calls/survey-2017/"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for name, text := range files {
		own := strings.HasPrefix(name, "calls/") || name == "paucity/calls.csv" || name == "data/statistics.csv"
		if strings.HasSuffix(name, ".csv") && !own && text != without[name] {
			t.Errorf("the call changed %s", name)
		}
	}
}

// TestPublishedFiguresAreRead: the page of statistics is made again when a call
// changes.
func TestPublishedFiguresAreRead(t *testing.T) {
	s := newSite(t, map[string]string{"content/calls/survey-2017.md": survey, "content/pages/contribute.md": contribute})
	content, err := Load(s.files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range content.plan.plan.Entries() {
		if e.Path == "paucity/index.html" && !slices.Contains(e.Reads, "calls") {
			t.Errorf("%s reads %v, not the calls", e.Path, e.Reads)
		}
	}
	if files := content.Files(); !slices.Contains(files, "content/calls/survey-2017.md") {
		t.Errorf("files = %v, and the call is not one of them", files)
	}
}

// TestDraftOfACall: a draft shows what can be read of a call, and marks it.
func TestDraftOfACall(t *testing.T) {
	s := newSite(t, map[string]string{"content/calls/survey-2017.md": strings.Replace(survey, "count: 34", "count: 340", 1), "content/pages/contribute.md": contribute})
	files, report := s.build(t, filepath.Join(t.TempDir(), "public"), Options{Draft: true})
	if !report.Findings.HasErrors() {
		t.Error("340 of 114 is no finding")
	}
	page := files["paucity/index.html"]
	if !strings.Contains(page, "has 1 error") || strings.Contains(page, "340") {
		t.Error("the count is shown, or the call is not marked")
	}
}
