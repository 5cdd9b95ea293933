package build

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"casebook/generator/diag"
	"casebook/generator/stats"
)

// root is the real site: its content is a test of its own.
var root = os.DirFS("../..")

// A site is the real site with other content: its cases and pages are those
// of the map, and a nil value removes a file of the rest.
type site struct {
	files fstest.MapFS
}

// newSite returns the real layouts, strings, vocabularies and settings with
// these files in place of all cases and pages.
func newSite(t *testing.T, files map[string]string) *site {
	t.Helper()
	s := &site{files: fstest.MapFS{}}
	for _, dir := range []string{"layouts", "static", "content/vocabularies", "site.toml"} {
		err := fs.WalkDir(root, dir, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, file)
			s.files[file] = &fstest.MapFile{Data: data, ModTime: time.Unix(0, 0)}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		s.set(name, text)
	}
	return s
}

func (s *site) set(name, text string) {
	s.files[name] = &fstest.MapFile{Data: []byte(text), ModTime: time.Unix(0, 0)}
}

func (s *site) replace(t *testing.T, name, old, new string) {
	t.Helper()
	text := string(s.files[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	s.set(name, strings.ReplaceAll(text, old, new))
}

// release adds a release, with the statistics of the site as it is.
func (s *site) release(t *testing.T, version, date string) {
	t.Helper()
	content, err := Load(s.files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	s.set(ReleaseFile(version), string(stats.Freeze(version, content.Stats)))
	s.set("site.toml", string(s.files["site.toml"].Data)+"\n[[release]]\nversion = \""+version+"\"\ndate = \""+date+"\"\ndoi = \"10.5555/"+version+"\"\n")
}

// build builds the site into out and returns its files.
func (s *site) build(t *testing.T, out string, opt Options) (map[string]string, Report) {
	t.Helper()
	report, err := Site(t.Context(), s.files, out, opt)
	if err != nil {
		t.Fatalf("build: %v\n%s", err, texts(report.Findings))
	}
	return tree(t, out), report
}

func texts(found diag.List) string {
	var b strings.Builder
	if err := found.WriteText(&b, diag.TextOptions{}); err != nil {
		return err.Error()
	}
	return b.String()
}

// tree returns the files below a folder by path.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		name, _ := filepath.Rel(dir, file)
		files[filepath.ToSlash(name)] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// record returns a published record. Edits are pairs of old and new text.
func record(edits ...string) string {
	text := `---
title: A net for hernia repair
origin_country: [IND]
innovation_type: [device]
learning_direction: lmic-to-hic
summary: A net that was first used in India and taken up in the United Kingdom.
id: lf-0001
status: published
origin_year: 1996
adoption_status: adopted-locally
adoptions:
  - {country: GBR, year: 2010, status: adopted-locally, references: [doe2016]}
learning_type: technical
learning_relation: from
domain: [general-surgery]
evidence: {origin: ocebm-2, receiving: ocebm-4, question: benefit}
barriers: [regulation]
references:
  - {key: doe2016, type: article-journal, title: On nets, authors: [Doe J], container: A Journal, year: 2016, doi: 10.5555/nets}
added: 2026-01-02
history: [{on: 2026-01-02, change: first published}]
---
## The problem

A problem [@doe2016].
`
	return strings.NewReplacer(edits...).Replace(text)
}

// The pages that the navigation and the layouts expect of any site.
const contribute = "---\ntitle: Add a case\nsummary: How to hand in a case.\nupdated: 2026-01-01\norder: 1\n---\n## How\n\nWrite it down.\n"

func TestRealContentHasNoFindings(t *testing.T) {
	content, err := Load(root, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(content.Findings) > 0 {
		t.Errorf("the real content has findings:\n%s", texts(content.Findings))
	}
	if n := len(content.Index.Published); n < 12 {
		t.Errorf("%d published records, want at least 12", n)
	}
}

// TestEveryLayoutIsExecuted builds a site with a record of every state and
// sees that no layout is left out: a field that a layout asks for in vain
// fails here and not before a reader.
func TestEveryLayoutIsExecuted(t *testing.T) {
	s := newSite(t, states())
	s.release(t, "1.0", "2026-02-03")
	content, err := Load(s.files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	planned := map[string]bool{}
	for _, e := range content.plan.plan.Entries() {
		for _, r := range e.Reads {
			if name, ok := strings.CutPrefix(r, "layout:"); ok {
				planned[name] = true
			}
		}
	}
	planned["report"], planned["start"] = true, true // which have tests of their own
	if diff := cmp.Diff(content.plan.layouts.Names(), slices.Sorted(maps.Keys(planned))); diff != "" {
		t.Errorf("layouts (-there +executed):\n%s", diff)
	}
	if _, err := Publish(t.Context(), content, filepath.Join(t.TempDir(), "public"), Options{}); err != nil {
		t.Error(err)
	}
}

// states is content with a record of every state.
func states() map[string]string {
	return map[string]string{
		"content/pages/contribute.md": contribute,
		"content/calls/survey.md":     survey,
		"content/partnerships/two.md": twoHospitals,
		"content/cases/net.md":        record(),
		"content/cases/comparator.md": record("lf-0001", "lf-0002", "lmic-to-hic", "lmic-to-lmic", "A net for", "Gauze for", "adoption_status: adopted-locally", "adoption_status: not-applicable",
			"country: GBR, year: 2010, status: adopted-locally", "country: KEN, year: 2010, status: adopted-locally", "A net that was first used in India and taken up in the United Kingdom.", "Gauze that went from India to Kenya."),
		"content/cases/about.md": record("lf-0001", "lf-0003", "learning_relation: from", "learning_relation: about-them", "A net for", "What a visit to a ward taught of",
			"A net that", "What was seen"),
		"content/cases/waiting.md": record("lf-0001", "lf-0004", "status: published", "status: review", "A net for", "A spacer made of a bottle instead of", "A net that", "A bottle that"),
		"content/cases/gone.md": record("lf-0001", "lf-0005", "status: published", "status: withdrawn\nwithdrawn: {on: 2026-02-03, by: Two editors, reason: error, note: The place was wrong.}",
			"A net for", "A withdrawn thing after", "A net that", "A thing that"),
		"content/cases/stub.md": "---\ntitle: A first note\norigin_country: [KEN]\ninnovation_type: [digital]\nlearning_direction: lmic-to-hic\nsummary: Messages to patients, from Kenya.\n---\n",
	}
}

func TestStates(t *testing.T) {
	files, _ := newSite(t, states()).build(t, filepath.Join(t.TempDir(), "public"), Options{})
	tests := []struct {
		name, file, want string
		not              bool
	}{
		{name: "published record wears its badge", file: "cases/net/index.html", want: "Not yet reviewed"},
		{name: "explicit adoption is counted", file: "cases/net/index.html", want: "Counted as an explicit adoption"},
		{name: "stub says so", file: "cases/stub/index.html", want: "This is a stub"},
		{name: "stub is not indexed", file: "cases/stub/index.html", want: `content="noindex"`},
		{name: "stub has no number", file: "cases/stub/index.html", want: "No number yet"},
		{name: "review says so", file: "cases/waiting/index.html", want: "waits for an editor"},
		{name: "comparator says so", file: "cases/comparator/index.html", want: "comparator"},
		{name: "about says so", file: "cases/about/index.html", want: "not from a country"},
		{name: "withdrawn says when", file: "cases/gone/index.html", want: "withdrawn on 3 February 2026"},
		{name: "withdrawn says why", file: "cases/gone/index.html", want: "The place was wrong."},
		{name: "withdrawn says by whom", file: "cases/gone/index.html", want: "Two editors"},
		{name: "withdrawn keeps its number", file: "id/lf-0005.html", want: "../cases/gone/"},
		{name: "withdrawn leaves the list", file: "cases/index.html", want: "A withdrawn thing", not: true},
		{name: "withdrawn leaves the feed", file: "feed.xml", want: "A withdrawn thing", not: true},
		{name: "withdrawn leaves the terms", file: "innovation-type/device/index.html", want: "A withdrawn thing", not: true},
		{name: "stub stands apart in the list", file: "cases/index.html", want: "In preparation"},
		{name: "stub is not counted", file: "cases/index.html", want: `<h2 id=count>3 cases</h2>`},
		{name: "the home counts one case", file: "index.html", want: "</span>1<"},
		{name: "the home says what is apart", file: "index.html", want: "Not counted above: 1 comparator and 1 record of learning about, not from."},
		{name: "permanent address", file: "id/lf-0001.html", want: `url=../cases/net/`},
		{name: "search leads to the list", file: "search/index.html", want: "../cases/"},
		{name: "a zero-case term has a page", file: "innovation-type/medicine/index.html", want: "No case on record"},
		{name: "it invites a case with the value filled in", file: "innovation-type/medicine/index.html", want: "../../contribute/form/?innovation_type=medicine"},
		{name: "so does a country", file: "countries/malawi/index.html", want: "../../contribute/form/?origin_country=MWI"},
		{name: "a decade without a case has a page", file: "decade/2010s/index.html", want: "No case on record"},
		{name: "not found is shown at any depth", file: "404.html", want: `href="/cases/"`},
		{name: "navigation shows what the plan holds", file: "index.html", want: ">About</a>", not: true},
		{name: "and what it holds", file: "index.html", want: ">What is missing</a>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, ok := files[tt.file]
			if !ok {
				t.Fatalf("there is no %s", tt.file)
			}
			if strings.Contains(text, tt.want) == tt.not {
				t.Errorf("%s: %q found: %v, want %v", tt.file, tt.want, !tt.not == false, !tt.not)
			}
		})
	}
}

// TestBaseURL builds with and without a base address: what needs one is left
// out and listed, and nothing else differs.
func TestBaseURL(t *testing.T) {
	s := newSite(t, states())
	without, report := s.build(t, filepath.Join(t.TempDir(), "public"), Options{})
	if _, ok := without["sitemap.xml"]; ok {
		t.Error("there is a sitemap without a base address")
	}
	if strings.Contains(without["cases/net/index.html"], "canonical") {
		t.Error("there is a canonical address without a base address")
	}
	if !slices.ContainsFunc(report.LeftOut, func(l LeftOut) bool { return strings.Contains(l.Why, "base_url") }) {
		t.Errorf("what is left out is not listed: %v", report.LeftOut)
	}
	with, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{BaseURL: "https://example.org/sub"})
	for file, want := range map[string]string{
		"cases/net/index.html": `<link rel=canonical href="https://example.org/sub/cases/net/">`,
		"sitemap.xml":          "<loc>https://example.org/sub/cases/net/</loc>",
		"robots.txt":           "Sitemap: https://example.org/sub/sitemap.xml",
		"feed.xml":             `href="https://example.org/sub/cases/net/"`,
		"404.html":             `href="/sub/cases/"`,
		"id/lf-0001.html":      `href="https://example.org/sub/cases/net/"`,
	} {
		if !strings.Contains(with[file], want) {
			t.Errorf("%s lacks %s", file, want)
		}
	}
	for _, no := range []string{"cases/stub/", "cases/waiting/", "cases/gone/", "404", "/id/"} {
		if strings.Contains(with["sitemap.xml"], no) {
			t.Errorf("the sitemap lists %s", no)
		}
	}
	if _, err := Site(t.Context(), s.files, t.TempDir(), Options{BaseURL: "example.org"}); err == nil {
		t.Error("a base address without https is accepted")
	}
}

// TestSameBytes builds twice, with one worker and with eight, and compares
// every byte.
func TestSameBytes(t *testing.T) {
	s := newSite(t, states())
	one, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{Workers: 1})
	eight, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{Workers: 8})
	if diff := cmp.Diff(one, eight); diff != "" {
		t.Errorf("the same content gives other bytes (-one worker +eight):\n%.2000s", diff)
	}
}

func TestErrorsKeepTheOldSite(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := newSite(t, states())
	before, _ := s.build(t, out, Options{})
	s.set("content/cases/net.md", record("device", "devise"))
	report, err := Site(t.Context(), s.files, out, Options{})
	if err != ErrFindings {
		t.Fatalf("error = %v, want ErrFindings", err)
	}
	if len(report.Findings) != 1 || report.Findings[0].Code != "unknown-term" {
		t.Errorf("findings:\n%s", texts(report.Findings))
	}
	if diff := cmp.Diff(before, tree(t, out)); diff != "" {
		t.Errorf("a failed build changed the site:\n%.2000s", diff)
	}
}

// TestDraft builds what can be built in spite of errors and marks it.
func TestDraft(t *testing.T) {
	s := newSite(t, states())
	s.set("content/cases/net.md", record("device", "devise"))
	s.set("content/cases/twin.md", record("A net for", "A second net under the same number for", "A net that", "Another that"))
	files, report := s.build(t, filepath.Join(t.TempDir(), "public"), Options{Draft: true})
	if !report.Findings.HasErrors() {
		t.Error("the draft has no errors")
	}
	if !strings.Contains(files["cases/net/index.html"], "Draft: this record has 1 error") {
		t.Error("the record with an error is not marked")
	}
	if strings.Contains(files["cases/comparator/index.html"], "Draft:") {
		t.Error("a record without an error is marked")
	}
	if !slices.ContainsFunc(report.LeftOut, func(l LeftOut) bool { return l.What == "id/lf-0001.html" }) {
		t.Errorf("the second record with a number is not listed as left out: %v", report.LeftOut)
	}
}

func TestTakenAddress(t *testing.T) {
	s := newSite(t, states())
	s.set("content/pages/countries.md", "---\ntitle: Countries\nsummary: A page in the way.\nupdated: 2026-01-01\n---\n## What\n\nText.\n")
	report, err := Site(t.Context(), s.files, filepath.Join(t.TempDir(), "public"), Options{})
	if err != ErrFindings || !strings.Contains(texts(report.Findings), "content/pages/countries.md") {
		t.Errorf("error = %v, findings:\n%s", err, texts(report.Findings))
	}
}

func TestBudget(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := newSite(t, states())
	before, _ := s.build(t, out, Options{})
	long := strings.Repeat("A long paragraph that says the same again and again.\n\n", 900)
	s.set("content/cases/net.md", record("A problem [@doe2016].\n", "A problem [@doe2016].\n\n"+long))
	report, err := Site(t.Context(), s.files, out, Options{})
	if err == nil || !strings.Contains(err.Error(), ErrBudget.Error()) {
		t.Fatalf("error = %v, want ErrBudget", err)
	}
	if len(report.Offenders) != 1 || report.Offenders[0].Path != "cases/net/index.html" {
		t.Errorf("offenders = %+v", report.Offenders)
	}
	if diff := cmp.Diff(before, tree(t, out)); diff != "" {
		t.Errorf("a build over its budget changed the site:\n%.500s", diff)
	}
}

// TestUnchangedFilesAreNotTouched builds again after one edit: only what the
// edit touches is written: the record, the index of the search, which is one
// file of a new name, and the page that leads to it.
func TestUnchangedFilesAreNotTouched(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := newSite(t, states())
	first, _ := s.build(t, out, Options{})
	s.replace(t, "content/cases/net.md", "A problem", "Another problem")
	second, report := s.build(t, out, Options{})
	var changed []string
	for name, text := range second {
		if first[name] != text {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	if len(changed) != report.Output.Written || len(changed) != 3 || changed[0] != "cases/index.html" || changed[1] != "cases/net/index.html" ||
		!strings.HasPrefix(changed[2], "search/a0.") {
		t.Errorf("%d files written, %v changed, want the record, the list and the index alone", report.Output.Written, changed)
	}
}

// TestReads edits one thing after the other and sees that every page that
// changes had declared that it depends on it.
func TestReads(t *testing.T) {
	tests := []struct {
		name string
		edit func(*testing.T, *site)
		what []string // one of these must be among the reads of a changed page
	}{
		{"prose of a record", func(t *testing.T, s *site) { s.replace(t, "content/cases/net.md", "A problem", "Trouble") },
			[]string{"file:content/cases/net.md", "bodies"}},
		{"title of a record", func(t *testing.T, s *site) { s.replace(t, "content/cases/net.md", "A net for", "Netting for") },
			[]string{"file:content/cases/net.md", "cases"}},
		{"a page", func(t *testing.T, s *site) {
			s.replace(t, "content/pages/contribute.md", "Write it down", "Put it down")
		}, []string{"file:content/pages/contribute.md"}},
		{"a term", func(t *testing.T, s *site) {
			s.replace(t, "content/vocabularies/innovation-type.toml", "label = \"Device\"", "label = \"Tool\"")
		}, []string{"vocabularies", "vocabulary:innovation-type", "cases"}},
		{"a new record", func(t *testing.T, s *site) {
			s.set("content/cases/new.md", record("lf-0001", "lf-0009", "A net for", "A drill cover for", "A net that", "A cover that", "IND", "UGA"))
		}, []string{"cases", "file:content/cases/new.md"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "public")
			s := newSite(t, states())
			before, _ := s.build(t, out, Options{})
			tt.edit(t, s)
			content, err := Load(s.files, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Publish(context.Background(), content, out, Options{}); err != nil {
				t.Fatalf("%v\n%s", err, texts(content.Findings))
			}
			after := tree(t, out)
			changed := 0
			for _, e := range content.plan.plan.Entries() {
				old, there := before[e.Path]
				if !there || old == after[e.Path] {
					continue
				}
				changed++
				if !slices.ContainsFunc(e.Reads, func(r string) bool { return slices.Contains(tt.what, r) }) {
					t.Errorf("%s changed, but reads only %v", e.Path, e.Reads)
				}
			}
			if changed == 0 {
				t.Error("nothing changed")
			}
		})
	}
}

// TestPages builds more records than a list page holds.
func TestPages(t *testing.T) {
	files := map[string]string{"content/pages/contribute.md": contribute}
	words := []string{"amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "heron", "indigo", "jasper", "kelp", "lotus"}
	for i, a := range words {
		name := "content/cases/" + a + ".md"
		files[name] = record("lf-0001", "lf-01"+string(rune('0'+i/10))+string(rune('0'+i%10)), "A net for hernia repair", a+" for "+strings.Repeat(a+" ", 3)+"care",
			"A net that was first used in India and taken up in the United Kingdom.", "About "+a+" and "+words[(i+5)%12]+" alone.")
	}
	s := newSite(t, files)
	s.replace(t, "site.toml", "per_page = 100", "per_page = 10")
	built, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{})
	list, _, _ := strings.Cut(built["cases/index.html"], "<template") // which holds an entry to be filled in by the search
	if got := strings.Count(list, `class=num`); got != 10 {
		t.Errorf("%d entries on the first page, want 10", got)
	}
	if got := strings.Count(built["cases/page/2/index.html"], `class=num`); got != 2 {
		t.Errorf("%d entries on the second page, want 2", got)
	}
	for file, want := range map[string]string{
		"cases/index.html":                         `href="../cases/page/2/"`,
		"cases/page/2/index.html":                  `href="../../../cases/"`,
		"innovation-type/device/page/2/index.html": "page 2",
	} {
		if !strings.Contains(built[file], want) {
			t.Errorf("%s lacks %s", file, want)
		}
	}
}

// TestEmptySite builds a site without any case: it says so, and has no feed
// without a date.
func TestEmptySite(t *testing.T) {
	files, _ := newSite(t, nil).build(t, filepath.Join(t.TempDir(), "public"), Options{})
	if !strings.Contains(files["cases/index.html"], "No case is on record yet.") {
		t.Error("the list does not say that it is empty")
	}
	if _, ok := files["feed.xml"]; ok {
		t.Error("there is a feed without a date")
	}
	if strings.Contains(strings.ReplaceAll(files["index.html"], "contribute/form/", ""), "contribute/") {
		t.Error("the home links to a page that is not there")
	}
}

// TestReleases: the statistics of the newest release are read, and what is
// wrong with them is a finding.
func TestReleases(t *testing.T) {
	s := newSite(t, states())
	content, err := Load(s.files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	frozen := string(stats.Freeze("1.0", content.Stats))
	s.set("site.toml", string(s.files["site.toml"].Data)+"\n[[release]]\nversion = \"1.0\"\ndate = \"2026-02-10\"\n")
	tests := []struct {
		name, file string
		code       diag.Code
	}{
		{"no file", "", ReleaseMissing},
		{"edited", strings.Replace(frozen, "{", "", 1), ReleaseBroken},
		{"as written", frozen, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			delete(s.files, ReleaseFile("1.0"))
			if tt.file != "" {
				s.set(ReleaseFile("1.0"), tt.file)
			}
			content, err := Load(s.files, Options{})
			if err != nil {
				t.Fatal(err)
			}
			if tt.code == "" && len(content.Findings) > 0 || tt.code != "" && (len(content.Findings) != 1 || content.Findings[0].Code != tt.code) {
				t.Errorf("findings, want %q:\n%s", tt.code, texts(content.Findings))
			}
		})
	}
	s.set("content/cases/new.md", record("lf-0001", "lf-0009", "device", "medicine", "A net for", "A drug against worms for", "A net that", "A drug that"))
	files, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{})
	if page := files["paucity/index.html"]; !strings.Contains(page, "gaps of the last release") || !strings.Contains(files["paucity/ledger/index.html"], "cases/new/") {
		t.Error("the ledger does not name the record that closed a gap")
	}
}

// TestStatisticsOfAnEmptySite: the page says that there is nothing, and draws
// rings.
func TestStatisticsOfAnEmptySite(t *testing.T) {
	files, _ := newSite(t, nil).build(t, filepath.Join(t.TempDir(), "public"), Options{})
	page := files["paucity/index.html"]
	for _, want := range []string{"No case is on record yet", "No case has both a year of origin and a year of adoption", `class="m ring"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if strings.Contains(page, "NaN") {
		t.Error("a number is no number")
	}
}
