package check_test

import (
	"fmt"
	"strings"
	"testing"

	"casebook/generator/check"
	"casebook/generator/derive"
	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/vocab"
)

func join(list []string) string { return strings.Join(list, "; ") }

func TestAcross(t *testing.T) {
	for _, tt := range []struct {
		name, desc string
		a, b       *model.Case
		want       string
	}{
		{"same number", "each record has its own", validCase(nil), other(func(c *model.Case) { c.ID = val(8, "lf-0099") }), "duplicate-id 8:5"},
		{"a gap in the numbers", "a number that is on no record is told", validCase(nil), other(func(c *model.Case) { c.ID = val(8, "lf-0109") }), "skipped-id 8:5"},
		{"no numbers yet", "lf-0000 may stand many times",
			validCase(func(c *model.Case) { c.ID, c.Status = val(8, "lf-0000"), val(9, "review") }),
			other(func(c *model.Case) { c.ID, c.Status = val(8, "lf-0000"), val(9, "review") }), ""},
		{"alias form", "an alias is a path", validCase(func(c *model.Case) { c.Aliases = vals(90, "Old Example") }), other(nil), "bad-alias 90:5"},
		{"alias of a record", "an alias is free", validCase(func(c *model.Case) { c.Aliases = vals(90, "/cases/other/") }), other(nil), "alias-taken 90:5"},
		{"alias of a term", "terms have addresses", validCase(func(c *model.Case) { c.Aliases = vals(90, "/domain/neonatology/") }), other(nil), "alias-taken 90:5"},
		{"alias of a country", "countries too", validCase(func(c *model.Case) { c.Aliases = vals(90, "/countries/india/") }), other(nil), "alias-taken 90:5"},
		{"alias twice", "an alias leads to one place", validCase(nil), other(func(c *model.Case) { c.Aliases = vals(90, "/cases/old-example/") }), "duplicate-alias 90:5"},
		{"source read alike", "one source reads the same", validCase(nil), other(func(c *model.Case) { c.References[0].DOI = val(57, "10.1093/TROPEJ/37.1.1") }), ""},
		{"source read differently", "the field is named", validCase(nil), other(func(c *model.Case) {
			c.References[0].DOI, c.References[0].Year = val(57, "10.1093/tropej/37.1.1"), year(56, 1990)
		}), "reference-differs 56:5"},
		{"other key and note", "key, note and access belong to the record", validCase(nil), other(func(c *model.Case) {
			r := &c.References[0]
			r.DOI, r.Note, r.Accessed, r.Access = val(57, "10.1093/tropej/37.1.1"), val(67, "abstract"), val(60, "2026-11-02"), val(68, "open")
		}), ""},
		{"same title", "two records tell two cases", validCase(nil), other(func(c *model.Case) { c.Title = val(2, "Cord clamping by a boiled thread") }), "records-look-alike 2:5"},
		{"nearly the same title", "case, accents and a letter do not count", validCase(nil), other(func(c *model.Case) { c.Title = val(2, "Córd Clamping by a boiled threads") }), "records-look-alike 2:5"},
		{"another number", "a title with another number is another", validCase(func(c *model.Case) { c.Title = val(2, "Trial 1 of the cord clamp") }), other(func(c *model.Case) { c.Title = val(2, "Trial 2 of the cord clamp") }), ""},
		{"same summary", "with origin and type", validCase(nil), other(func(c *model.Case) { c.Summary = validCase(nil).Summary }), "records-look-alike 2:5"},
		{"new, one source", "a new record is told who cites its source", validCase(nil), fresh(func(c *model.Case) { c.References[0] = validCase(nil).References[0] }), "new-record-alike 57:5"},
		{"new, first in order", "the note stands in the new record", other(func(c *model.Case) { c.References[0] = validCase(nil).References[0] }),
			fresh(func(c *model.Case) {
				c.File, c.References[0] = "content/cases/another.md", validCase(nil).References[0]
				c.Title, c.Summary = val(2, "Nets over wells"), val(6, "What nets over wells are, in a sentence.")
			}), "new-record-alike 57:5"},
		{"new, same profile", "origin, type and domain together", validCase(nil), fresh(func(c *model.Case) { c.Domain = vals(38, "cardiology", "neonatology") }), "new-record-alike 2:5"},
		{"new, another type", "two of the three are not enough", validCase(nil), fresh(func(c *model.Case) {
			c.Domain, c.InnovationType = vals(38, "neonatology"), vals(4, "device")
		}), ""},
		{"new, not stated", "what is not stated is not shared", validCase(func(c *model.Case) { c.Domain = vals(38, "not-stated") }), fresh(func(c *model.Case) { c.Domain = vals(38, "not-stated") }), ""},
		{"new, told already", "one pair of records is one finding", validCase(nil), fresh(func(c *model.Case) {
			c.Title, c.References[0] = validCase(nil).Title, validCase(nil).References[0]
		}), "records-look-alike 2:5"},
		{"new beside withdrawn", "a withdrawn record stands no more", validCase(func(c *model.Case) {
			c.Status, c.Withdrawn = val(9, "withdrawn"), &model.Withdrawal{At: at(94, 3), On: val(95, "2026-01-01"), Reason: val(96, "duplicate")}
		}), fresh(func(c *model.Case) { c.References[0] = validCase(nil).References[0] }), ""},
		{"new beside new", "neither of two new records stands yet", fresh(nil), fresh(func(c *model.Case) {
			c.File, c.Slug, c.Title, c.Summary = "content/cases/third.md", "third", val(2, "A third thing"), val(6, "What a third thing is in one sentence.")
		}), ""},
		{"withdrawn twin", "a withdrawn record may be like another", validCase(nil), other(func(c *model.Case) {
			c.Title, c.Status = validCase(nil).Title, val(9, "withdrawn")
			c.Withdrawn = &model.Withdrawal{At: at(94, 3), On: val(95, "2026-01-01"), Reason: val(96, "duplicate")}
		}), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := join(run(siteOf(tt.a, tt.b))); got != tt.want {
				t.Errorf("%s\n got: %s\nwant: %s", tt.desc, got, tt.want)
			}
		})
	}
}

// fresh returns a valid case without a number that shares nothing with
// validCase.
func fresh(break_ func(*model.Case)) *model.Case {
	return other(func(c *model.Case) {
		c.ID, c.Status, c.Reviewed, c.Domain = val(8, "lf-0000"), val(9, "review"), nil, vals(38, "ophthalmology")
		if break_ != nil {
			break_(c)
		}
	})
}

// TestNewRecordAlikeNamesWhatIsShared holds the words of the note, and that
// the closest three of many are named.
func TestNewRecordAlikeNamesWhatIsShared(t *testing.T) {
	var cases []*model.Case
	for i := range 9 {
		cases = append(cases, validCase(func(c *model.Case) {
			c.File, c.Slug, c.ID = fmt.Sprintf("content/cases/c%d.md", i), fmt.Sprintf("c%d", i), val(8, fmt.Sprintf("lf-%04d", 99+i))
			c.Title, c.Summary, c.Aliases = val(2, fmt.Sprintf("Way %d of tying", i)), val(6, fmt.Sprintf("Summary number %d of a way.", i)), nil
			c.References[0].DOI = val(57, fmt.Sprintf("10.1000/x%d", i))
		}))
	}
	cases = append(cases, fresh(func(c *model.Case) {
		c.Domain, c.References[0] = vals(38, "neonatology"), cases[5].References[0]
		c.References[0].DOI = val(57, "10.1000/X5")
	}))
	found := findingsOf(siteOf(cases...))
	if len(found) != 3 {
		t.Fatalf("got %d findings, want 3: %+v", len(found), found)
	}
	first := found.Sort()[2] // at the reference; the two others stand at the title
	want := `this record is new, and content/cases/c5.md ("Way 5 of tying") cites the same source (10.1000/X5) and has the same origin, type and domain (IND, procedure, neonatology)`
	if first.Message != want || first.Severity != diag.Note || first.Related[0].Pos.File != "content/cases/c5.md" {
		t.Errorf("got %+v\nwant %s", first, want)
	}
}

// TestTwinIsToldToTheNewOne: once the finding stood in the later file by name,
// which may be the standing record.
func TestTwinIsToldToTheNewOne(t *testing.T) {
	early := fresh(func(c *model.Case) { c.File, c.Title = "content/cases/a.md", validCase(nil).Title })
	found := findingsOf(siteOf(early, validCase(nil)))
	if len(found) != 1 || found[0].Pos.File != early.File || found[0].Related[0].Pos.File != file {
		t.Errorf("got %+v", found)
	}
}

// TestMissingKeysAreKind: a first note has no status to be told of, and who took
// published for the usual one learns once how to begin.
func TestMissingKeysAreKind(t *testing.T) {
	found := findingsOf(siteOf(stub(without("title")))).Sort()
	if len(found) != 1 || found[0].Message != "the key title is missing; every record needs it" {
		t.Errorf("got %+v", found)
	}
	found = findingsOf(siteOf(stub(func(c *model.Case) { c.Status = val(9, "published") }))).Sort()
	for i, d := range found {
		if strings.Contains(d.Hint, "leave status out") != (i == 0) {
			t.Errorf("finding %d has the hint %q", i, d.Hint)
		}
	}
}

func TestReferenceDiffersNamesTheField(t *testing.T) {
	found := findingsOf(siteOf(validCase(nil), other(func(c *model.Case) {
		c.References[0].DOI, c.References[0].Title = val(57, "10.1093/tropej/37.1.1"), val(53, "Thread, boiled")
	})))
	if len(found) != 1 || !strings.Contains(found[0].Message, "another title in content/cases/example.md") ||
		len(found[0].Related) != 1 || found[0].Related[0].Pos.File != file || found[0].Related[0].Pos.Line != 53 {
		t.Errorf("got %+v", found)
	}
}

// TestAlikeIsFoundAmongMany holds the search by hashing to what comparing each
// title with each would find.
func TestAlikeIsFoundAmongMany(t *testing.T) {
	words := []string{"mesh", "salts", "lamp", "cast", "nurse", "village", "phone", "child", "sling", "filter", "press", "clinic"}
	var cases []*model.Case
	n := 0
	for i, a := range words {
		for j, b := range words {
			if i == j {
				continue
			}
			n++
			cases = append(cases, stub(func(c *model.Case) {
				c.File, c.Slug = fmt.Sprintf("content/cases/c%04d.md", n), fmt.Sprintf("c%04d", n)
				c.Title = val(2, fmt.Sprintf("The %s that became a %s in the hills of the north", a, b))
				c.Summary = val(6, fmt.Sprintf("Summary number %d.", n))
			}))
		}
	}
	twin := *cases[40]
	twin.File, twin.Title = "content/cases/twin.md", val(2, cases[40].Title.Text+"!")
	found := findingsOf(siteOf(append(cases, &twin)...))
	for _, d := range found {
		if d.Pos.File == twin.File && d.Code == "records-look-alike" {
			return
		}
	}
	t.Errorf("the twin of %q was not found", cases[40].Title.Text)
}

func BenchmarkLookAlike(b *testing.B) {
	var cases []*model.Case
	for i := range 10_000 {
		cases = append(cases, stub(func(c *model.Case) {
			c.Title = val(2, fmt.Sprintf("Low-cost %x for district hospitals, from %x to practice", i*7919, i*104729))
			c.Summary = val(6, fmt.Sprintf("Summary %d of a case that was made for this.", i))
		}))
	}
	site := siteOf(cases...)
	for b.Loop() {
		check.Across(site)
	}
}

// BenchmarkNewAlike has 10,000 records of one profile, half of them new.
func BenchmarkNewAlike(b *testing.B) {
	var cases []*model.Case
	for i := range 10_000 {
		cases = append(cases, validCase(func(c *model.Case) {
			c.ID = val(8, fmt.Sprintf("lf-%04d", (i+1)*(i%2)))
			c.File = fmt.Sprintf("content/cases/c%05d.md", i)
			c.Title = val(2, fmt.Sprintf("Low-cost %x for district hospitals, from %x to practice", i*7919, i*104729))
			c.Summary = val(6, fmt.Sprintf("Summary %d of a case that was made for this.", i))
			c.Aliases = nil
		}))
	}
	site := siteOf(cases...)
	for b.Loop() {
		check.Across(site)
	}
}

func BenchmarkSite(b *testing.B) {
	var cases []*model.Case
	for i := range 10_000 {
		cases = append(cases, validCase(func(c *model.Case) {
			c.ID = val(8, fmt.Sprintf("lf-%04d", i+1))
			c.Title = val(2, fmt.Sprintf("Low-cost %x for district hospitals, from %x to practice", i*7919, i*104729))
			c.Summary = val(6, fmt.Sprintf("Summary %d of a case that was made for this.", i))
			c.References[0].DOI = val(57, fmt.Sprintf("10.1093/tropej/%d", i))
			c.Aliases = nil
		}))
	}
	site := siteOf(cases...)
	facts := make([]*derive.Facts, len(cases))
	for i, c := range cases {
		facts[i] = derive.Case(c, site.Vocabularies)
	}
	for b.Loop() {
		if found := check.Site(site, facts); len(found) > 0 {
			b.Fatal(found[0])
		}
	}
}

func TestVocabularies(t *testing.T) {
	term := func(id string) vocab.Term {
		return vocab.Term{ID: id, Label: id, Definition: "d", Source: "s", Since: "2026-11-23", Line: 7}
	}
	extra := func(terms ...vocab.Term) *model.Site {
		site := realSite()
		list := append([]*vocab.Vocabulary{}, site.Vocabularies.All()...)
		for i := range terms {
			terms[i].Line = 7 + i
		}
		site.Vocabularies = vocab.NewSet(append(list, vocab.New("season", "Season", "Seasons", "d", "content/vocabularies/season.toml", terms))...)
		return &site
	}
	with := func(change func(*vocab.Term)) *model.Site {
		t := term("dry")
		change(&t)
		return extra(term("not-stated"), t)
	}
	missing := realSite()
	missing.Vocabularies = vocab.NewSet()
	unknown := realSite()
	unknown.Config.Taxonomies = append([]model.Taxonomy{{ID: "x", Key: "domain", Vocabulary: "domian", At: at(5, 1)}}, unknown.Config.Taxonomies...)
	for _, tt := range []struct {
		name string
		site *model.Site
		want string
	}{
		{"valid", extra(term("not-stated"), term("dry")), ""},
		{"no not-stated", extra(term("dry")), "vocabulary-no-not-stated 0:0"},
		{"twice", extra(term("not-stated"), term("dry"), term("dry")), "vocabulary-duplicate-term 9:1"},
		{"capitals", with(func(t *vocab.Term) { t.ID = "Dry" }), "vocabulary-bad-id 8:1"},
		{"reserved", with(func(t *vocab.Term) { t.ID = "page" }), "vocabulary-bad-id 8:1"},
		{"no definition", with(func(t *vocab.Term) { t.Definition = "" }), "vocabulary-incomplete 8:1"},
		{"no source", with(func(t *vocab.Term) { t.Source = "" }), "vocabulary-incomplete 8:1"},
		{"no day", with(func(t *vocab.Term) { t.Since = "2026" }), "vocabulary-incomplete 8:1"},
		{"broader", with(func(t *vocab.Term) { t.Broader = "weather" }), "vocabulary-broader-unknown 8:1"},
		{"replaced by", with(func(t *vocab.Term) { t.ReplacedBy = "weather" }), "vocabulary-broader-unknown 8:1"},
		{"itself", with(func(t *vocab.Term) { t.Broader = "dry" }), "vocabulary-cycle 8:1"},
		{"unknown vocabulary", &unknown, "taxonomy-unknown-vocabulary 5:1"},
	} {
		if got := join(run(tt.site)); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if got := run(&missing); !strings.Contains(join(got), "vocabulary-missing") {
		t.Errorf("no vocabularies: got %q", got)
	}
	missing.Vocabularies = vocab.NewSet(vocab.New("access", "Access", "Access", "d", "content/vocabularies/access.toml", []vocab.Term{term("not-stated")}))
	if got := run(&missing); !strings.Contains(join(got), "vocabulary-term-missing 0:0") {
		t.Errorf("no term open: got %q", got)
	}
}

func TestRetiredTerm(t *testing.T) {
	site := realSite()
	var list []*vocab.Vocabulary
	for _, v := range site.Vocabularies.All() {
		if v.ID == "domain" {
			terms := append([]vocab.Term{}, v.Terms...)
			terms = append(terms, vocab.Term{ID: "newborn-care", Label: "Newborn care", Definition: "d", Source: "s", Since: "2026-11-23", ReplacedBy: "neonatology"})
			v = vocab.New(v.ID, v.Label, v.Plural, v.Description, v.File, terms)
		}
		list = append(list, v)
	}
	site.Vocabularies = vocab.NewSet(list...)
	site.Cases = []*model.Case{validCase(func(c *model.Case) { c.Domain = vals(38, "newborn-care") })}
	found := findingsOf(&site)
	if len(found) != 1 || found[0].Code != "retired-term" || !strings.Contains(found[0].Hint, "neonatology") || found[0].Pos.Line != 38 {
		t.Errorf("got %+v", found)
	}
}

func TestLinks(t *testing.T) {
	has := func(a string) bool {
		return a == "/cases/example/" || a == "/cases/other/" || a == "/about/" || a == "/" || a == "/feed.xml"
	}
	for _, tt := range []struct{ target, fragment, want, hint string }{
		{"", "", "", ""},
		{"/about/", "", "", ""},
		{"/", "", "", ""},
		{"/feed.xml", "", "", ""},
		{"/cases/other/", "", "", ""},
		{"/cases/other/index.html", "", "", ""},
		{"/cases/other/", "the-problem", "", ""},
		{"/cases/example/", "the-problem", "", ""},
		{"/cases/example/", "cite", "", ""},
		{"/cases/example/", "adoptions", "", ""},
		{"/cases/example/", "ref-lee2003", "", ""},
		{"/about/", "anything", "dead-fragment 12:3", "heading"},
		{"/cases/example/", "no-such-part", "dead-fragment 12:3", "heading"},
		{"/cases/example/", "ref-nobody", "dead-fragment 12:3", ""},
		{"/cases/othr/", "", "dead-link 12:3", "/cases/other/"},
		{"/about", "", "dead-link 12:3", "write /about/"},
		{"/cases/content/cases/other/", "", "dead-link 12:3", "write /cases/other/"},
		{"/nowhere/at-all/", "", "dead-link 12:3", "addresses"},
	} {
		headings := []model.Heading{{Level: 2, ID: "the-problem"}}
		c := validCase(func(c *model.Case) {
			c.Body.Headings = headings
			c.Body.Links = []model.Link{{Dest: tt.target, Target: tt.target, Fragment: tt.fragment, At: at(12, 3)}, {Dest: "nowhere.png", Image: true, At: at(13, 3)}}
		})
		site := siteOf(c, other(func(c *model.Case) { c.Body.Headings = headings }))
		site.Pages = []*model.Page{{File: "content/pages/about.md", Slug: "about"}}
		var got []string
		hint := ""
		for _, d := range check.Links(site, has) {
			got = append(got, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
			hint = d.Hint
		}
		if join(got) != tt.want || !strings.Contains(hint, tt.hint) {
			t.Errorf("%s#%s: got %q with the hint %q, want %q with %q", tt.target, tt.fragment, join(got), hint, tt.want, tt.hint)
		}
	}
}
