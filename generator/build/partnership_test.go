package build

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const twoHospitals = `---
title: Two <hospitals>
summary: They work together.
partners:
  - {name: A hospital, country: UGA, place: Gulu, references: [doe2017]}
  - {name: Another, country: GBR}
started: 2012
ended: 2020
administers: {who: The trust, references: [doe2017]}
decides: not-stated
set_out:
  - {side: GBR, type: not-stated, what: Learning both ways, references: [doe2017]}
learned:
  - {side: UGA, type: technical, relation: from, what: Courses for nurses, references: [doe2017]}
  - {side: GBR, type: technical, relation: about-them, what: How a ward is run, references: [doe2017]}
  - {side: GBR, type: cultural, relation: about-self, what: Working as a team, references: [doe2017]}
cases: [net]
updated: 2026-01-05
references:
  - {key: doe2017, type: article-journal, title: On asking, authors: [Doe J], container: A Journal, year: 2017, doi: 10.5555/asking}
---
The partners say so [@doe2017].
`

// TestPartnershipPages: a partnership has a page that tells what each side
// learned, and stands in the list and in the statistics.
func TestPartnershipPages(t *testing.T) {
	s := newSite(t, map[string]string{"content/cases/net.md": record(), "content/partnerships/two.md": twoHospitals, "content/pages/contribute.md": contribute})
	files, report := s.build(t, filepath.Join(t.TempDir(), "public"), Options{AsOf: "2026-02-01"})
	if len(report.Findings) > 0 {
		t.Fatalf("findings:\n%s", texts(report.Findings))
	}
	page := files["partnerships/two/index.html"]
	for _, want := range []string{"Two &lt;hospitals&gt;", "Technical knowledge went one way: to Uganda", "One-sided", "high-income in 2012", "low- or middle-income in 2012",
		"The trust", "2012 to 2020", "Whether it was learned from the other side is not told", "A net for hernia repair", "Gulu, Uganda"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if n := strings.Count(page, `class="leg in"`); n != 2 {
		t.Errorf("%d directions are drawn as learned, want two of four", n)
	}
	for name, want := range map[string]string{"partnerships/index.html": `href="../partnerships/two/"`, "paucity/index.html": "0 of 1 partnerships are recorded",
		"paucity/partnerships/index.html": `href="../../partnerships/two/"`, "paucity/partnerships.csv": ",one-sided,"} {
		if !strings.Contains(files[name], want) {
			t.Errorf("%s lacks %s", name, want)
		}
	}
}

// TestNoPartnerships: a site without partnerships has no list of them.
func TestNoPartnerships(t *testing.T) {
	s := newSite(t, map[string]string{"content/cases/net.md": record(), "content/pages/contribute.md": contribute})
	content, err := Load(s.files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range content.plan.plan.Entries() {
		if strings.HasPrefix(e.Path, "partnerships/") || strings.HasPrefix(e.Path, "calls/") {
			t.Errorf("%s is planned", e.Path)
		}
		if e.Path == "paucity/index.html" && !slices.Contains(e.Reads, "partnerships") {
			t.Errorf("%s reads %v", e.Path, e.Reads)
		}
	}
}
