package markdown

import (
	"bytes"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// allowed are the elements that a body may have, each with its attributes.
var allowed = map[string]string{
	"p": "", "em": "", "strong": "", "del": "", "br": "", "hr": "", "blockquote": "", "dl": "", "dt": "", "dd": "",
	"ul": "", "ol": "start type", "li": "id class", "sup": "id class", "span": "class",
	"h2": "id", "h3": "id", "h4": "id", "h5": "id", "h6": "id",
	"a": "href title rel class id role aria-label", "img": "src alt title width height loading decoding",
	"figure": "", "figcaption": "", "pre": "class tabindex", "code": "class",
	"div": "class role aria-label tabindex", "section": "class role aria-label",
	"table": "", "caption": "", "thead": "", "tbody": "", "tr": "", "th": "scope class", "td": "class",
	"input": "type disabled checked aria-label",
}

// allowedClasses are the classes that a body may have; a source cannot choose
// others.
var allowedClasses = map[string]bool{
	"scroll": true, "vh": true, "notes": true, "note-mark": true, "note-back": true,
	"task": true, "code": true, "start": true, "mid": true, "end": true,
	"k-c": true, "k-d": true, "k-i": true, "k-k": true, "k-m": true, "k-n": true, "k-s": true,
}

// assertSafe parses HTML as a browser does and fails on anything that is not
// plainly harmless: an element, attribute, class or scheme outside the lists,
// an id in two places, a link within a link, an override of direction.
func assertSafe(t testing.TB, src []byte) {
	t.Helper()
	if !utf8.Valid(src) {
		t.Errorf("not UTF-8: %q", src)
	}
	for _, c := range "\u202a\u202b\u202c\u202d\u202e\x00" {
		if bytes.ContainsRune(src, c) {
			t.Errorf("output contains %U", c)
		}
	}
	nodes, err := html.ParseFragment(bytes.NewReader(src), &html.Node{
		Type: html.ElementNode, Data: "body", DataAtom: atom.Body,
	})
	if err != nil {
		t.Fatalf("output does not parse: %v", err)
	}
	ids := map[string]bool{}
	for _, n := range nodes {
		assertNode(t, n, ids, false)
	}
}

func assertNode(t testing.TB, n *html.Node, ids map[string]bool, inLink bool) {
	t.Helper()
	if n.Type == html.CommentNode || n.Type == html.DoctypeNode {
		t.Errorf("comment or doctype in the output: %q", n.Data)
	}
	if n.Type == html.ElementNode {
		attrs, ok := allowed[n.Data]
		if !ok || n.Namespace != "" {
			t.Errorf("element <%s> (%s) in the output", n.Data, n.Namespace)
		}
		if n.Data == "a" && inLink {
			t.Error("a link within a link")
		}
		for _, a := range n.Attr {
			if !contains(attrs, a.Key) || a.Namespace != "" {
				t.Errorf("attribute %s=%q on <%s>", a.Key, a.Val, n.Data)
			}
			assertAttr(t, a, ids)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		assertNode(t, c, ids, inLink || n.Data == "a" && n.Type == html.ElementNode)
	}
}

func contains(list, word string) bool {
	for f := range strings.FieldsSeq(list) {
		if f == word {
			return true
		}
	}
	return false
}

func assertAttr(t testing.TB, a html.Attribute, ids map[string]bool) {
	t.Helper()
	switch a.Key {
	case "id":
		if ids[a.Val] {
			t.Errorf("id %q twice", a.Val)
		}
		ids[a.Val] = true
	case "class":
		if !allowedClasses[a.Val] && !strings.HasPrefix(a.Val, "language-") {
			t.Errorf("class %q", a.Val)
		}
	case "href", "src":
		assertURL(t, a)
	case "type":
		if a.Val != "checkbox" && a.Val != "a" {
			t.Errorf("input of type %q", a.Val)
		}
	}
}

func assertURL(t testing.TB, a html.Attribute) {
	t.Helper()
	for i := range len(a.Val) {
		if c := a.Val[i]; c <= ' ' || c >= 0x7f || c == '\\' || c == '<' || c == '>' || c == '"' {
			t.Errorf("%s=%q has the byte %#x", a.Key, a.Val, c)
		}
	}
	if strings.HasPrefix(a.Val, "//") {
		t.Errorf("%s=%q leads to another site", a.Key, a.Val)
	}
	// What stands before a colon is a scheme only if no / ? # comes first.
	i := strings.IndexAny(a.Val, ":/?#")
	if i < 0 || a.Val[i] != ':' {
		return
	}
	switch scheme := strings.ToLower(a.Val[:i]); {
	case a.Key == "src":
		t.Errorf("src=%q has a scheme", a.Val)
	case scheme == "http", scheme == "https":
		if u, err := url.Parse(a.Val); err == nil && u.Host == "" {
			t.Errorf("href=%q has no host", a.Val)
		}
	case scheme != "mailto":
		t.Errorf("href=%q has the scheme %q", a.Val, scheme)
	}
}

// TestInjection renders each vector by itself and within every construct, and
// looks for anything that is not harmless.
func TestInjection(t *testing.T) {
	if len(vectors) < 150 {
		t.Fatalf("only %d vectors", len(vectors))
	}
	frames := []string{
		"%s", "> %s\n", "- %s\n", "## %s\n", "%s\n===\n", "[%s](https://example.org)", "[a](%s)", "[a](<%s>)",
		`[a](https://example.org "%s")`, "![%s](net.jpg)", "![a](%s)", `![a](net.jpg "%s")`, "<%s>", "[a]\n\n[a]: %s\n",
		"[a]\n\n[a]: <%s> '%s'\n", "```%s\nx\n```\n", "```html\n%s\n```\n", "`%s`", "x[^1]\n\n[^1]: %s\n", "x[^%s]\n\n[^%s]: y\n",
		"| %s | b |\n|---|---|\n| c | %s |\n", "Table: %s\n\n| a |\n|---|\n| b |\n", "## a {%s}\n", "## a {#%s}\n", "[@%s]", "[@lofgren2016, %s]",
		"[%s @lofgren2016]", "term\n: %s\n", "- [x] %s\n", "*%s*", "~~%s~~", "    %s", "x %s\n\n%s",
	}
	r := New()
	for _, v := range vectors {
		for _, frame := range frames {
			src := strings.ReplaceAll(frame, "%s", v)
			body, _ := r.Render([]byte(src), testOptions())
			for _, part := range bodyHTML(body) {
				assertSafe(t, part)
			}
			if t.Failed() {
				t.Fatalf("source %q\nlead %s\nsections %s", src, body.Lead, dump(body, nil))
			}
		}
		assertSafe(t, r.Inline(v))
	}
}

// TestAllVectorsTogether looks for what only shows when one vector opens and
// another closes.
func TestAllVectorsTogether(t *testing.T) {
	for _, sep := range []string{"\n\n", "\n", " ", ""} {
		body, _ := New().Render([]byte(strings.Join(vectors, sep)), testOptions())
		for _, part := range bodyHTML(body) {
			assertSafe(t, part)
		}
	}
}

// TestAssertSafe makes sure that the judge of the tests above sees what it is
// there for.
func TestAssertSafe(t *testing.T) {
	bad := []string{
		`<script>alert(1)</script>`, `<p onclick="x">`, `<a href="javascript:alert(1)">x</a>`, `<a href="//e.org">x</a>`,
		`<img src="https://e.org/a.png" alt="">`, `<p style="color:red">`, `<svg></svg>`, `<p class="evil">`, `<!-- x -->`,
		`<a href="x"><em><a href="y">z</a></em></a><iframe src="x">`, `<h2 id="a"></h2><h3 id="a"></h3>`, "<p>\u202e</p>", `<input type="image">`,
		`<a href="java&#10;script:alert(1)">x</a>`,
	}
	for _, src := range bad {
		var rec recorder
		assertSafe(&rec, []byte(src))
		if !rec.failed {
			t.Errorf("%q passes", src)
		}
	}
}

// A recorder is a test that only notes whether it failed.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }
func (r *recorder) Error(...any)          { r.failed = true }
func (r *recorder) Fatalf(string, ...any) { r.failed = true }
