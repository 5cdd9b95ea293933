package build

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"casebook/generator/output"
)

var besideRecord = []string{"record.json", "cite.bib", "cite.ris", "cite.csl.json"}

// TestRecordFiles: what can be cited has files beside its page, and the page
// leads to them; what waits or is a stub has neither files nor tags.
func TestRecordFiles(t *testing.T) {
	s := newSite(t, states())
	for _, base := range []string{"", "https://example.org/sub/"} {
		files, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{BaseURL: base})
		for slug, citable := range map[string]bool{"net": true, "comparator": true, "about": true, "gone": true, "stub": false, "waiting": false} {
			page := parse(t, files["cases/"+slug+"/index.html"])
			for _, name := range besideRecord {
				text, ok := files["cases/"+slug+"/"+name]
				if ok != citable {
					t.Errorf("%s has %s: %v, want %v", slug, name, ok, citable)
				}
				if citable && slices.Contains(hrefs(page, "link"), name) != citable {
					t.Errorf("%s has no link to %s in its head", slug, name)
				}
				if slug == "gone" && !strings.Contains(strings.ToLower(text), "withdrawn") {
					t.Errorf("%s of a withdrawn record does not say so: %s", name, text)
				}
				if strings.HasSuffix(name, ".json") && citable && !json.Valid([]byte(text)) {
					t.Errorf("%s of %s is not JSON", name, slug)
				}
				if has := strings.Contains(text, "https://example.org/sub/id/"); citable && has != (base != "") {
					t.Errorf("%s of %s holds the address of the record: %v with the base %q", name, slug, has, base)
				}
			}
			if has := strings.Contains(files["cases/"+slug+"/index.html"], "citation_title"); has != citable {
				t.Errorf("%s has tags for reference managers: %v", slug, has)
			}
		}
	}
}

func hrefs(n *html.Node, element string) []string {
	var list []string
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && d.Data == element {
			for _, a := range d.Attr {
				if a.Key == "href" {
					list = append(list, a.Val)
				}
			}
		}
	}
	return list
}

// TestOutputsCanBeSwitchedOff: a kind that site.toml switches off is not made,
// and nothing leads to it.
func TestOutputsCanBeSwitchedOff(t *testing.T) {
	keys := map[string]string{"record.json": "record_json", "cite.bib": "record_bibtex", "cite.ris": "record_ris", "cite.csl.json": "record_csl_json"}
	for _, off := range besideRecord {
		s := newSite(t, states())
		s.replace(t, "site.toml", keys[off]+" = true", keys[off]+" = false")
		files, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{})
		for _, name := range besideRecord {
			if _, ok := files["cases/net/"+name]; ok == (name == off) {
				t.Errorf("without %s there is %s: %v", off, name, ok)
			}
		}
		page := parse(t, files["cases/net/index.html"])
		if slices.Contains(slices.Concat(hrefs(page, "a"), hrefs(page, "link")), off) {
			t.Errorf("a link leads to %s, which is not there", off)
		}
	}
}

// TestCitationNamesRelease: a record that has not changed since the newest
// release is cited as part of it, a younger one is not.
func TestCitationNamesRelease(t *testing.T) {
	cases := states()
	cases["content/cases/young.md"] = record("lf-0001", "lf-0006", "A net for hernia repair", "A younger thing", "A net that was first used", "What came later", "2026-01-02", "2026-03-02")
	s := newSite(t, cases)
	s.release(t, "1.0", "2026-02-03")
	files, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{})
	for path, want := range map[string]bool{"cases/net/index.html": true, "cases/net/cite.bib": true, "cases/net/cite.ris": true, "cases/net/cite.csl.json": true,
		"cases/young/index.html": false, "cases/young/cite.bib": false} {
		has := strings.Contains(files[path], "release 1.0")
		if has != want {
			t.Errorf("%s names the release: %v, want %v", path, has, want)
		}
	}
	if !strings.Contains(files["cases/net/cite.bib"], "https://doi.org/10.5555/1.0") {
		t.Error("the DOI of the release is not in cite.bib")
	}
}

// TestOddTitles: whatever a title holds, the page, its tags and the files say
// it, and nothing of it becomes markup.
func TestOddTitles(t *testing.T) {
	titles := map[string]string{
		"comma":   `"Nets, meshes, and more"`,
		"quote":   `'A "net" of one''s own'`,
		"newline": "|\n  A net\n  on two lines",
		"formula": `"=cmd()|' /C calc'!A0"`,
		"emoji":   `"A net 🎉 for all"`,
		"rtl":     `"شبكة لإصلاح الفتق HPV"`,
		"long":    `"` + strings.TrimSpace(strings.Repeat("Three hundred characters ", 12)) + `"`,
		"markup":  `"</script><!-- & <b>net</b>"`,
		"latex":   `'50% of $5 & #1_a {x} \end ~ ^'`,
	}
	cases := map[string]string{}
	words := map[string]string{}
	for name, title := range titles {
		id := "lf-00" + string(rune('1'+len(cases)/9)) + string(rune('1'+len(cases)%9))
		cases["content/cases/"+name+".md"] = record("title: A net for hernia repair", "title: "+title, "lf-0001", id,
			"A net that was first used in India and taken up in the United Kingdom.", "About "+name+" alone, number "+id+".")
		words[name] = id
	}
	s := newSite(t, cases)
	s.set("content/pages/contribute.md", contribute)
	files, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{BaseURL: "https://example.org/"})
	for name := range titles {
		var items []struct{ Title string }
		if err := json.Unmarshal([]byte(files["cases/"+name+"/cite.csl.json"]), &items); err != nil || len(items) != 1 {
			t.Fatalf("%s: %v in %s", name, err, files["cases/"+name+"/cite.csl.json"])
		}
		title := items[0].Title
		doc := parse(t, files["cases/"+name+"/index.html"])
		if got := metaContent(doc, "citation_title"); got != title {
			t.Errorf("%s: the tag says %q, the file %q", name, got, title)
		}
		if ris := files["cases/"+name+"/cite.ris"]; !strings.Contains(ris, "\r\nTI  - "+title+"\r\n") {
			t.Errorf("%s: RIS does not have the title %q: %s", name, title, ris)
		}
		cited := 0
		for d := range doc.Descendants() {
			if d.Type == html.TextNode && strings.Contains(d.Data, title) && d.Parent.Data == "dd" {
				cited++
			}
		}
		if cited != 3 {
			t.Errorf("%s: %d of 3 citations hold the title", name, cited)
		}
	}
}

func metaContent(doc *html.Node, name string) string {
	for d := range doc.Descendants() {
		if d.Type != html.ElementNode || d.Data != "meta" {
			continue
		}
		a := map[string]string{}
		for _, attr := range d.Attr {
			a[attr.Key] = attr.Val
		}
		if a["name"] == name {
			return a["content"]
		}
	}
	return ""
}

// TestPreviews: every published record has a picture where the site has an
// address, its page tells of it, and a second build copies it.
func TestPreviews(t *testing.T) {
	s := newSite(t, states())
	out := filepath.Join(t.TempDir(), "public")
	base := "https://example.org/"
	pictures := func(opt Options) map[string]string {
		files, _ := s.build(t, out, opt)
		found := map[string]string{}
		for name := range files {
			if strings.HasSuffix(name, ".png") {
				found[name] = files[name]
			}
		}
		for slug, want := range map[string]bool{"": true, "cases/net/": true, "cases/comparator/": true, "cases/about/": true, "cases/gone/": false, "cases/stub/": false} {
			image := metaProperty(parse(t, files[slug+"index.html"]), "og:image")
			_, there := found[strings.TrimPrefix(image, base)]
			if want = want && opt.BaseURL != ""; want != there || want != (image != "") {
				t.Errorf("%q has the picture %q, which is there: %v, want %v", slug, image, there, want)
			}
		}
		return found
	}
	if found := pictures(Options{}); len(found) != 0 {
		t.Errorf("pictures without an address of the site: %v", len(found))
	}
	first := pictures(Options{BaseURL: base})
	if len(first) != 4 {
		t.Errorf("%d pictures, want 4", len(first))
	}
	if diff := cmp.Diff(first, pictures(Options{BaseURL: base})); diff != "" {
		t.Error("the second build has other pictures")
	}
	s.replace(t, "site.toml", "previews_up_to = 2000", "previews_up_to = 2")
	if files, report := s.build(t, out, Options{BaseURL: base}); slices.ContainsFunc(report.LeftOut, func(l LeftOut) bool { return strings.Contains(l.What, "pictures") }) == false ||
		metaProperty(parse(t, files["cases/net/index.html"]), "og:image") != "" {
		t.Errorf("pictures above the limit; left out: %v", report.LeftOut)
	}
}

// TestPicturesAreKept: a published picture is not drawn again, unless somebody
// has changed it.
func TestPicturesAreKept(t *testing.T) {
	s := newSite(t, states())
	out := filepath.Join(t.TempDir(), "public")
	opt := Options{BaseURL: "https://example.org/"}
	s.build(t, out, opt)
	site, err := output.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	content, err := Load(s.files, opt)
	if err != nil {
		t.Fatal(err)
	}
	address := content.plan.pages.SitePreview().Address
	drawn, ok := site.Published(address)
	if !ok {
		t.Fatalf("%s is not known as published", address)
	}
	if err := os.WriteFile(filepath.Join(out, address), append(drawn, 0), 0o666); err != nil {
		t.Fatal(err)
	}
	if _, ok := site.Published(address); ok {
		t.Error("a picture that somebody changed is taken for the published one")
	}
	if _, ok := site.Published("nothing.png"); ok {
		t.Error("a file that was never published is taken for one")
	}
}

func metaProperty(doc *html.Node, property string) string {
	for d := range doc.Descendants() {
		if d.Type != html.ElementNode || d.Data != "meta" {
			continue
		}
		a := map[string]string{}
		for _, attr := range d.Attr {
			a[attr.Key] = attr.Val
		}
		if a["property"] == property {
			return a["content"]
		}
	}
	return ""
}

// TestReleasePages: each release tells what was added, changed and withdrawn
// since the one before, and /data/ leads to it.
func TestReleasePages(t *testing.T) {
	cases := states()
	cases["content/cases/later.md"] = record("lf-0001", "lf-0006", "A net for hernia repair", "A later thing", "A net that was first used", "What came later",
		"added: 2026-01-02", "added: 2026-03-02", "history: [{on: 2026-01-02,", "history: [{on: 2026-03-02,")
	cases["content/cases/net.md"] = record("history: [{on: 2026-01-02, change: first published}]",
		"updated: 2026-03-05\nhistory: [{on: 2026-01-02, change: first published}, {on: 2026-03-05, change: an adoption was added}]")
	s := newSite(t, cases)
	for version, date := range map[string]string{"1.0": "2026-01-31"} {
		s.release(t, version, date)
	}
	s.release(t, "1.1", "2026-03-31")
	files, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{})
	want := map[string]map[string][]string{
		"1.0": {"added": {"net", "comparator", "about", "gone"}, "changed": nil, "withdrawn": nil},
		"1.1": {"added": {"later"}, "changed": {"net"}, "withdrawn": {"gone"}},
	}
	for version, groups := range want {
		doc := parse(t, files["data/releases/"+version+"/index.html"])
		for id, slugs := range groups {
			var got []string
			for _, href := range hrefs(byID(doc, id), "a") {
				got = append(got, strings.Trim(strings.TrimPrefix(href, "../../../cases/"), "/"))
			}
			if diff := cmp.Diff(slugs, got); diff != "" {
				t.Errorf("release %s, %s (-want +got):\n%s", version, id, diff)
			}
		}
		if !slices.Contains(hrefs(parse(t, files["data/index.html"]), "a"), "../data/releases/"+version+"/") {
			t.Errorf("/data/ does not lead to release %s", version)
		}
	}
	for _, text := range []string{"an adoption was added", "The place was wrong.", "https://doi.org/10.5555/1.1", "Before: 1.0"} {
		if !strings.Contains(files["data/releases/1.1/index.html"], text) {
			t.Errorf("release 1.1 does not say %q", text)
		}
	}
}

func byID(doc *html.Node, id string) *html.Node {
	for d := range doc.Descendants() {
		for _, a := range d.Attr {
			if a.Key == "id" && a.Val == id {
				return d
			}
		}
	}
	return &html.Node{}
}
