package load

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"casebook/generator/diag"
	"casebook/generator/model"
)

const whole = `---
title: A title
origin_country: [India, ug]
innovation_type: device
learning_direction: lmic-to-hic
summary: Two sentences.
id: lf-0005
status: published
origin_year: 1994
origin_year_note: about
origin:
  - {role: first-used, country: IND, year: 1994, year_note: early, place: Pune, organisation: A clinic, references: [a2016]}
adoption_status: piloted
adoptions:
  - country: GBR
    year: 2018
    year_note: by
    status: piloted
    place: Leeds
    organisation: A trust
    route: publication
    adaptation: adapted
    note: A note.
    references: [a2016]
learning_type: technical
learning_relation: from
domain: [general-surgery]
evidence: {origin: ocebm-2, receiving: none-found, question: benefit}
barriers: [regulation]
enablers: [company]
also_known_as: [a net, {lang: fr, name: un filet}]
call: thet-2019
references:
  - key: a2016
    type: article-journal
    title: On nets
    authors: [Doe J]
    editors: [Roe R]
    container: A Journal
    publisher: A press
    place: London
    year: 2016
    volume: "1"
    issue: "2"
    pages: 3-5
    number: "7"
    doi: 10.5555/1
    pmid: "1"
    pmcid: PMC1
    isbn: "9780000000002"
    url: https://example.org/
    accessed: 2026-11-01
    access: open
    lang: en
    note: A note.
contributors: [{name: A Person, role: author, orcid: 0000-0000-0000-0000, organisation: A clinic, country: TZA}]
added: 2026-11-20
updated: 2026-11-21
reviewed: {on: 2026-11-22, by: An editor, due: 2028-01-01}
withdrawn: {on: 2026-11-22, by: An editor, reason: error, note: A note.}
returned: {learning_type: technical, note: A note., references: [a2016]}
history: [{on: 2026-11-20, change: first published, by: An editor}]
aliases: [/cases/net/]
lang: en
region: [north]
---
Prose [@a2016, p. 3].

## A part

More, see [methods](/methods/#lag) and [another](other.md).
`

func content(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

var extraTaxonomy = model.Config{Taxonomies: []model.Taxonomy{{ID: "region", Key: "region", Vocabulary: "region"}}}

// TestEveryKeyIsDecoded reads a record with every key of the model: none is
// unknown, and none of the fields is left empty.
func TestEveryKeyIsDecoded(t *testing.T) {
	result, found, err := Site(content(map[string]string{"content/cases/net.md": whole}), Options{Config: extraTaxonomy})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		t.Errorf("unexpected finding: %s %s", d.Code, d.Message)
	}
	c := result.Site.Cases[0]
	if empty := emptyFields(c); len(empty) > 0 {
		t.Errorf("not decoded: %s", strings.Join(empty, ", "))
	}
	if got := c.OriginCountry; got[0].Code != "IND" || got[1].Code != "UGA" || got[0].Text != "India" {
		t.Errorf("countries are not understood: %+v", got)
	}
	if got, want := c.OriginYear.At, (model.At{Line: 9, Col: 14}); got != want {
		t.Errorf("place of origin_year = %v, want %v", got, want)
	}
	if got := c.Extra["region"]; len(got) != 1 || got[0].Text != "north" {
		t.Errorf("key of a site's own taxonomy = %v", got)
	}
	if got, want := c.AlsoKnownAs[1].Lang.Text, "fr"; got != want {
		t.Errorf("language of another name = %q, want %q", got, want)
	}
	if got, want := result.Site.AsOf, "2026-11-22"; got != want {
		t.Errorf("as-of date = %q, want the newest in the content, %q", got, want)
	}
	html := string(c.Body.Sections[0].HTML)
	for _, want := range []string{`href="../../methods/#lag"`, `href="../../cases/other/"`} {
		if !strings.Contains(html, want) {
			t.Errorf("links are not relative to the page: %s lacks %s", html, want)
		}
	}
}

// emptyFields names the fields of a record that hold nothing.
func emptyFields(c *model.Case) []string {
	var empty []string
	r := cmp.Reporter(&fieldReporter{empty: &empty})
	cmp.Equal(*c, model.Case{Detail: &model.Detail{}}, r, cmpopts.IgnoreUnexported(model.Case{}))
	return empty
}

// A fieldReporter collects the fields that equal those of an empty record.
type fieldReporter struct {
	path  cmp.Path
	empty *[]string
}

func (r *fieldReporter) PushStep(step cmp.PathStep) { r.path = append(r.path, step) }
func (r *fieldReporter) PopStep()                   { r.path = r.path[:len(r.path)-1] }
func (r *fieldReporter) Report(result cmp.Result) {
	name := r.path.String()
	if result.Equal() && !strings.Contains(name, "Body") && name != "Folder" && name != "kept" {
		*r.empty = append(*r.empty, name)
	}
}

func TestNewestDate(t *testing.T) {
	site := &model.Site{
		Cases: []*model.Case{{Added: model.Value{Text: "2026-01-02"}, Updated: model.Value{Text: "soon"}}},
		Pages: []*model.Page{{Updated: model.Value{Text: "2026-13-40"}}},
	}
	if got := newestDate(site); got != "2026-01-02" {
		t.Errorf("newestDate = %q, want the newest that is a date", got)
	}
	if got := newestDate(&model.Site{}); got != "" {
		t.Errorf("newestDate without dates = %q", got)
	}
}

func TestOrderDoesNotDependOnWorkers(t *testing.T) {
	files := map[string]string{}
	for i := range 40 {
		files[fmt.Sprintf("content/cases/case-%02d.md", i)] = strings.Replace(whole, "title: A title", fmt.Sprintf("title: Title %d\nwrong_%d: 1", i, i), 1)
	}
	read := func(workers int) ([]string, diag.List) {
		result, found, err := Site(content(files), Options{Config: extraTaxonomy, Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		var titles []string
		for _, c := range result.Site.Cases {
			titles = append(titles, c.Title.Text)
		}
		return titles, found.Sort()
	}
	oneTitles, oneFound := read(1)
	manyTitles, manyFound := read(8)
	if diff := cmp.Diff(oneTitles, manyTitles); diff != "" {
		t.Errorf("titles differ (-one worker +eight):\n%s", diff)
	}
	if diff := cmp.Diff(oneFound, manyFound); diff != "" {
		t.Errorf("findings differ (-one worker +eight):\n%s", diff)
	}
	if len(oneFound) != 40 {
		t.Errorf("%d findings, want one unknown key in each of 40 files", len(oneFound))
	}
}

func picture(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 3, 2))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestImages(t *testing.T) {
	front := "---\ntitle: A title\n---\n"
	tests := []struct {
		name, markdown string
		extra          map[string]string
		code           diag.Code
		hint           string
	}{
		{name: "found", markdown: "![A net](net.png)"},
		{name: "missing", markdown: "![A net](nets.png)", code: "image-missing", hint: "net.png"},
		{name: "outside the folder", markdown: "![A net](../other/net.png)", code: "image-missing", hint: "in the folder of this record"},
		{name: "a drawing that can hold script", markdown: "![A net](net.svg)", extra: map[string]string{"content/cases/net/net.svg": "<svg/>"}, code: "image-missing", hint: "PNG, JPEG or GIF"},
		{name: "not the kind it says", markdown: "![A net](net.jpg)", extra: map[string]string{"content/cases/net/net.jpg": "<html>"}, code: "image-missing", hint: "not a JPEG image"},
		{name: "too large", markdown: "![A net](big.png)", extra: map[string]string{"content/cases/net/big.png": strings.Repeat("x", maxImageBytes+1)}, code: "image-missing", hint: "smaller than 4 MiB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{"content/cases/net/index.md": front + tt.markdown, "content/cases/net/net.png": picture(t)}
			maps.Copy(files, tt.extra)
			result, found, err := Site(content(files), Options{})
			if err != nil {
				t.Fatal(err)
			}
			if tt.code == "" {
				if len(found) > 0 || len(result.Images) != 1 {
					t.Fatalf("findings %v, images %v", found, result.Images)
				}
				got := result.Images[0]
				if got.File != "content/cases/net/net.png" || !strings.HasPrefix(got.Address, "cases/net/net.") {
					t.Errorf("image = %+v", got)
				}
				if m := result.Site.Cases[0].Body.Images[0]; m.Width != 3 || m.Height != 2 {
					t.Errorf("size = %d by %d, want 3 by 2", m.Width, m.Height)
				}
				return
			}
			if len(found) != 1 || found[0].Code != tt.code || !strings.Contains(found[0].Hint, tt.hint) {
				t.Errorf("findings = %+v, want one %s with a hint %q", found, tt.code, tt.hint)
			}
			if len(result.Images) > 0 {
				t.Errorf("the image is published: %v", result.Images)
			}
		})
	}
}

func TestLinks(t *testing.T) {
	tests := []struct{ name, file, here, dest, target, fragment, rewritten, offline string }{
		{"from the site root", "content/cases/x.md", "cases/x/", "/methods/#lag", "/methods/", "lag", "../../methods/#lag", "../../methods/index.html#lag"},
		{"a part of the page", "content/cases/x.md", "cases/x/", "#lag", "/cases/x/", "lag", "#lag", "#lag"},
		{"relative address", "content/cases/x.md", "cases/x/", "../y/", "/cases/y/", "", "../y/", "../y/index.html"},
		{"another file", "content/cases/x.md", "cases/x/", "y.md#part", "/cases/y/", "part", "../../cases/y/#part", "../../cases/y/index.html#part"},
		{"another file, from a folder", "content/cases/x/index.md", "cases/x/", "../y.md", "/cases/y/", "", "../../cases/y/", "../../cases/y/index.html"},
		{"another folder", "content/cases/x.md", "cases/x/", "y/index.md", "/cases/y/", "", "../../cases/y/", "../../cases/y/index.html"},
		{"a page of prose", "content/cases/x.md", "cases/x/", "../pages/methods.md", "/methods/", "", "../../methods/", "../../methods/index.html"},
		{"out of the site", "content/cases/x.md", "cases/x/", "../../../../etc/", "/etc/", "", "../../../../etc/", "../../../../etc/index.html"},
		{"the home page", "content/pages/about.md", "about/", "/", "/", "", "../", "../index.html"},
		{"one up", "content/pages/about.md", "about/", "..", "/", "", "../", "../index.html"},
		{"a file", "content/pages/about.md", "about/", "/feed.xml", "/feed.xml", "", "../feed.xml", "../feed.xml"},
		{"another site", "content/cases/x.md", "cases/x/", "https://example.org/a#b", "", "", "", ""},
		{"mail", "content/cases/x.md", "cases/x/", "mailto:a@example.org", "", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := (&loader{}).linker(tt.file, tt.here)
			links := []model.Link{{Dest: tt.dest}}
			l.aim(links)
			if links[0].Target != tt.target || links[0].Fragment != tt.fragment {
				t.Errorf("%q leads to %q, part %q; want %q, %q", tt.dest, links[0].Target, links[0].Fragment, tt.target, tt.fragment)
			}
			if got := l.rewrite(tt.dest); links[0].Target != "" && got != tt.rewritten {
				t.Errorf("%q is written as %q, want %q", tt.dest, got, tt.rewritten)
			}
			l.edition = model.Offline
			if got := l.rewrite(tt.dest); links[0].Target != "" && got != tt.offline {
				t.Errorf("offline %q is written as %q, want %q", tt.dest, got, tt.offline)
			}
		})
	}
}

func TestVocabulary(t *testing.T) {
	result, found, err := Site(content(map[string]string{
		"content/vocabularies/route.toml": "id = \"rout\"\nlabel = \"Route\"\n[[terms]]\nid = \"company\"\nlabel = \"A company\"\nrank = 2\n",
	}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].Code != BadVocabulary || found[0].Pos.Line != 1 {
		t.Errorf("findings = %+v, want one about the id", found)
	}
	term := result.Site.Vocabularies.Get("route").Term("company")
	if term == nil || term.Label != "A company" || term.Rank != 2 || term.Line != 3 {
		t.Errorf("term = %+v", term)
	}
}
