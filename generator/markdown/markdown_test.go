package markdown

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casebook/generator/diag"
	"casebook/generator/model"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var testWords = Words{
	Reference: "Reference", Table: "Table", Footnotes: "Notes", Footnote: "Note",
	Back: "Back to the text", Done: "done", Undone: "not done",
}

// testOptions are those of a record with three references and one image.
func testOptions() Options {
	return Options{
		File: "content/cases/mesh.md", FirstLine: 11,
		Keys: []string{"lofgren2016", "skopec2020", "who:2019"},
		Image: func(name string) (ImageInfo, error) {
			if name != "net.jpg" {
				return ImageInfo{}, errors.New("the folder has net.jpg")
			}
			return ImageInfo{Src: "net.1f.jpg", Address: "cases/mesh/net.1f.jpg", Width: 640, Height: 480}, nil
		},
		Link: func(dest string) string {
			if slug, ok := strings.CutSuffix(dest, ".md"); ok {
				return "../" + slug + "/"
			}
			return dest
		},
		Reserved: map[string]bool{"main": true, "refs": true, "cite": true},
		Words:    testWords,
	}
}

func TestGolden(t *testing.T) {
	sources, err := filepath.Glob("testdata/*.md")
	if err != nil || len(sources) == 0 {
		t.Fatalf("no sources in testdata (%v)", err)
	}
	r := New()
	for _, name := range sources {
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			body, list := r.Render(src, testOptions())
			got := dump(body, list)
			for _, part := range bodyHTML(body) {
				assertSafe(t, part)
			}
			golden := strings.TrimSuffix(name, ".md") + ".html"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(string(want), got); d != "" {
				t.Errorf("%s differs (-want +got):\n%s", golden, d)
			}
		})
	}
	outputs, err := filepath.Glob("testdata/*.html")
	if err != nil || len(outputs) != len(sources) {
		t.Errorf("%d outputs for %d sources (%v)", len(outputs), len(sources), err)
	}
}

// dump writes a body and its findings in a form that reads well in a diff.
func dump(b model.Body, list diag.List) string {
	var w strings.Builder
	w.Write(b.Lead)
	for _, s := range b.Sections {
		fmt.Fprintf(&w, "\n=== section id=%q title=%q label=%q\n%s", s.ID, s.Title, s.Label, s.HTML)
	}
	fmt.Fprintf(&w, "\n=== words=%d code=%v keys=%q\n", b.Words, b.Code, b.CiteKeys)
	for _, h := range b.Headings {
		fmt.Fprintf(&w, "%d:%d heading %d %q #%s\n", h.At.Line, h.At.Col, h.Level, h.Text, h.ID)
	}
	for _, l := range b.Links {
		fmt.Fprintf(&w, "%d:%d link %q image=%v\n", l.At.Line, l.At.Col, l.Dest, l.Image)
	}
	for _, i := range b.Images {
		fmt.Fprintf(&w, "image %q %s %dx%d\n", i.Name, i.Address, i.Width, i.Height)
	}
	for _, c := range b.Cites {
		fmt.Fprintf(&w, "%d:%d cite %s %q #%s\n", c.At.Line, c.At.Col, c.Key, c.Locator, c.Anchor)
	}
	for _, d := range list.Sort() {
		fmt.Fprintf(&w, "%d:%d+%d: %s: %s [%s]\n  hint: %s\n", d.Pos.Line, d.Pos.Col, d.Len, d.Severity, d.Message, d.Code, d.Hint)
	}
	return w.String()
}

// bodyHTML returns each piece of HTML that a page prints by itself.
func bodyHTML(b model.Body) [][]byte {
	parts := [][]byte{b.Lead}
	for _, s := range b.Sections {
		parts = append(parts, s.Label, s.HTML)
	}
	return parts
}

// TestFindings has one row per rule: the source, and what is found where.
// Lines count from 11.
func TestFindings(t *testing.T) {
	tests := []struct {
		name, src string
		want      string // "line:col code", in order, parted by spaces and commas
	}{
		{"nothing wrong", "Text with [a link](https://example.org) and [@lofgren2016].\n\n## Section\n", ""},
		{"unknown key", "See [@lofgrn2016].\n", "11:7 citation-unknown-key"},
		{"unknown key behind a known one", "x [@skopec2020; @nobody]\n", "11:18 citation-unknown-key"},
		{"key on the second line", "x [@skopec2020;\n  @nobody]\n", "12:4 citation-unknown-key"},
		{"key on the second line of a quote", "> x [@skopec2020;\n> @nobody]\n", "12:4 citation-unknown-key"},
		{"at sign alone", "x [@]\n", "11:3 citation-malformed"},
		{"citation not closed", "x [@lofgren2016 and more\n\nNew.\n", "11:3 citation-malformed"},
		{"comma between keys", "x [@lofgren2016, @skopec2020]\n", "11:3 citation-malformed"},
		{"empty part", "x [@lofgren2016;]\n", "11:3 citation-malformed"},
		{"bracket within", "x [@lofgren2016, [p. 3]]\n", "11:3 citation-malformed"},
		{"citation in a link", "[see [@lofgren2016] here](https://example.org)\n", "11:6 citation-malformed"},
		{"citation in an alternative text", "![net [@lofgren2016]](net.jpg)\n", "11:7 citation-malformed"},
		{"level one", "# Title\n", "11:1 heading-level-one"},
		{"level one, underlined", "Text\n\nTitle\n=====\n", "13:1 heading-level-one"},
		{"level skipped", "## A\n\n#### B\n", "13:1 heading-skips-level"},
		{"first heading too low", "### A\n", "11:1 heading-skips-level"},
		{"going up is fine", "## A\n### B\n#### C\n## D\n", ""},
		{"empty heading", "##\n\n## ##\n", "11:1 heading-empty, 13:1 heading-empty"},
		{"class on a heading", "## A {.big}\n", "11:6 heading-attribute"},
		{"handler on a heading", "## A {onclick=alert(1)}\n", "11:6 heading-attribute"},
		{"id and class", "## A {#a .big}\n", "11:6 heading-attribute"},
		{"reserved id", "## A {#main}\n", "11:6 heading-attribute"},
		{"id of a reference", "## A {#ref-x}\n", "11:6 heading-attribute"},
		{"id twice", "## A {#a}\n## B {#a}\n", "12:6 heading-attribute"},
		{"braces in a heading", "## The set {a, b}\n", ""},
		{"no alternative text", "![](net.jpg)\n", "11:1 image-without-alt"},
		{"missing image", "![x](nte.jpg)\n", "11:1 image-missing"},
		{"remote image", "![x](https://example.org/a.png) ![y](data:image/png;base64,AA) ![z](//e.org/a.png)\n",
			"11:1 image-remote, 11:33 image-remote, 11:64 image-remote"},
		{"script in a link", "a [b](javascript:alert(1))\n", "11:3 link-unsafe"},
		{"other site without a scheme", "[b](//example.org)\n", "11:1 link-unsafe"},
		{"user in an address", "[b](https://bank.example@evil.example/)\n", "11:1 link-unsafe"},
		{"empty link text", "[](https://example.org)\n", "11:1 link-without-text"},
		{"empty address", "[a]()\n", "11:1 link-without-address"},
		{"tags, once for each pair", "a <b>c</b> <i>d\n", "11:3 raw-html, 11:12 raw-html"},
		{"block of HTML", "x\n\n<div>\ny\n</div>\n", "13:1 raw-html"},
		{"comment", "a <!-- b --> c\n", "11:3 html-comment"},
		{"comment never closed", "<!-- b\n\nc\n", "11:1 html-comment"},
		{"text behind a comment", "<!-- b --> c\n", "11:1 raw-html, 11:1 html-comment"},
		{"note without text", "a[^1]\n", "11:2 footnote-undefined"},
		{"note without mark", "a\n\n[^1]: b\n", "13:1 footnote-unused"},
		{"escaped note", `a\[^1]`, ""},
		{"CRLF", "a\r\nb [@nobody]\r\n\r\n#### c\r\n", "12:5 citation-unknown-key, 14:1 heading-skips-level"},
		{"bytes, not characters", "日本 [@nobody]\n", "11:10 citation-unknown-key"},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, list := r.Render([]byte(tt.src), testOptions())
			var got []string
			for _, d := range list.Sort() {
				got = append(got, fmt.Sprintf("%d:%d %s", d.Pos.Line, d.Pos.Col, d.Code))
				if d.Pos.File != "content/cases/mesh.md" || d.Hint == "" || d.Message == "" {
					t.Errorf("finding without file, hint or message: %+v", d)
				}
			}
			if got := strings.Join(got, ", "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestNoKeysMeansNoCitations(t *testing.T) {
	o := testOptions()
	o.Keys = nil
	body, list := New().Render([]byte("As told [@lofgren2016].\n"), o)
	if len(list) != 1 || list[0].Code != "citation-without-references" {
		t.Errorf("findings = %v, want one citation-without-references", list)
	}
	if got, want := string(body.Lead), "<p>As told [@lofgren2016].</p>\n"; got != want {
		t.Errorf("lead = %q, want %q", got, want)
	}
}

func TestImagesOff(t *testing.T) {
	o := testOptions()
	o.Image = nil
	body, list := New().Render([]byte("![A net](net.jpg)\n"), o)
	if len(list) != 1 || list[0].Code != "image-not-allowed" {
		t.Errorf("findings = %v, want one image-not-allowed", list)
	}
	if got, want := string(body.Lead), "<p>A net</p>\n"; got != want {
		t.Errorf("lead = %q, want %q", got, want)
	}
}

func TestHints(t *testing.T) {
	tests := []struct{ src, want string }{
		{"[@lofgrn2016]", `did you mean "lofgren2016"?`},
		{"a<br>b", `end the line with \`},
		{"x<sup>2</sup>", "[@key]"},
		{"![x](nte.jpg)", "the folder has net.jpg"},
		{"## A\n\n##### B", "write ###"},
	}
	r := New()
	for _, tt := range tests {
		_, list := r.Render([]byte(tt.src), testOptions())
		if len(list) == 0 || !strings.Contains(list[0].Hint, tt.want) {
			t.Errorf("%q: findings %v, want the hint %q", tt.src, list, tt.want)
		}
	}
}

func TestFindingsAreCapped(t *testing.T) {
	_, list := New().Render([]byte(strings.Repeat("<b>\n\n", 3*maxFindings)), testOptions())
	if len(list) != maxFindings+1 {
		t.Fatalf("%d findings, want %d", len(list), maxFindings+1)
	}
	last := list[len(list)-1]
	if want := fmt.Sprint(2 * maxFindings); last.Code != "too-many-findings" || !strings.HasPrefix(last.Message, want) {
		t.Errorf("last finding = %+v, want too-many-findings with %s", last, want)
	}
}

func TestWords(t *testing.T) {
	tests := []struct {
		src  string
		want int
	}{
		{"One two three.", 3},
		{"One-two *three*four -- five", 3},
		{"One [@lofgren2016] two [@skopec2020, p. 3].", 2},
		{"`code here` one", 1},
		{"```\ncode here\n```\n\none", 1},
		{"## Two words\n\nand three more", 5},
		{"naïve – café « là »", 3},
		{"line\nbreak\\\nhard", 3},
		{"| a | b |\n|---|---|\n| c | d |\n", 4},
		{"", 0},
	}
	r := New()
	for _, tt := range tests {
		body, _ := r.Render([]byte(tt.src), testOptions())
		if body.Words != tt.want {
			t.Errorf("%q: %d words, want %d", tt.src, body.Words, tt.want)
		}
	}
}

func TestInline(t *testing.T) {
	tests := []struct{ src, want string }{
		{"Plain title", "Plain title"},
		{"*Plasmodium* in `code`", "<em>Plasmodium</em> in <code>code</code>"},
		{"1. Not a list", "1. Not a list"},
		{"# Not a heading", "# Not a heading"},
		{"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
		{"[x](javascript:alert(1))", "[x](javascript:alert(1))"},
		{"It's \"so\"", "It’s “so”"},
		{"two\n\nparagraphs", "two paragraphs"},
		{"", ""},
	}
	r := New()
	for _, tt := range tests {
		if got := string(r.Inline(tt.src)); got != tt.want {
			t.Errorf("Inline(%q) = %q, want %q", tt.src, got, tt.want)
		}
	}
}

// A pass is used again; nothing of one file may show in the next.
func TestNothingIsLeftOver(t *testing.T) {
	r := New()
	src := []byte("Lead [@lofgren2016] <b>x\n\n## A\n\n# B\n\nx[^1] [y](https://e.org)\n\n[^1]: z\n\n```json\n{}\n```\n")
	first, list := r.Render(src, testOptions())
	want := dump(first, list)
	for range 3 {
		other, _ := r.Render([]byte("## A\n\n[@skopec2020]\n"), testOptions())
		if len(other.Cites) != 1 || other.Cites[0].Anchor != "c-skopec2020-1" || other.CiteKeys[0] != "skopec2020" {
			t.Fatalf("cites = %+v", other.Cites)
		}
		again, list := r.Render(src, testOptions())
		if d := cmp.Diff(want, dump(again, list)); d != "" {
			t.Fatalf("second run differs:\n%s", d)
		}
	}
	if got := dump(first, list); got != want {
		t.Error("a later run changed an earlier body")
	}
}
