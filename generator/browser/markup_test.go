//go:build browser

package browser

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestMarkup(t *testing.T) {
	eachSite(t, func(t *testing.T, dir, _ string) {
		eachDocument(t, documents(t, dir), func(d *document) []string {
			return slices.Concat(nesting(d), structure(d), references(d), tables(d), forbidden(d))
		})
	})
}

// void are the elements without an end (HTML, "void elements").
var void = []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

// closesP are the elements whose start ends an open paragraph (HTML, "the p
// element", tag omission).
var closesP = []string{"address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure",
	"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}

// endedBy are the elements whose end tag may be left out, each with those whose
// start ends it (HTML, 13.1.2.4, "Optional tags"). Its parent's end does too.
var endedBy = map[string][]string{
	"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "p": closesP, "option": {"option"},
	"td": {"td", "th", "tr", "tbody"}, "th": {"td", "th", "tr", "tbody"}, "tr": {"tr", "tbody"}, "thead": {"tbody"}, "tbody": {"tbody"},
}

// beforeStart takes from the open elements those that the start of another
// ends.
func beforeStart(stack []string, name string) []string {
	for i := len(stack) - 1; i >= 0 && endedBy[stack[i]] != nil; i-- {
		if slices.Contains(endedBy[stack[i]], name) {
			stack = stack[:i]
		}
	}
	return stack
}

// beforeEnd takes from the open elements those that the end of another ends.
func beforeEnd(stack []string, name string) []string {
	for len(stack) > 0 && stack[len(stack)-1] != name && endedBy[stack[len(stack)-1]] != nil {
		stack = stack[:len(stack)-1]
	}
	return stack
}

// nesting compares the tags as they are written with the tree that a browser
// makes of them: an end without its start, an attribute given twice, or an
// element that a browser would close, move or make up.
func nesting(d *document) []string {
	var problems []string
	var stack []string
	written := map[string]int{}
	for z := html.NewTokenizer(bytes.NewReader(d.data)); ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		tag := string(z.Raw())
		token := z.Token()
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			written[strings.ToLower(token.Data)]++
			problems = append(problems, twice(tag)...)
		}
		switch {
		case kind == html.StartTagToken && !slices.Contains(void, token.Data):
			stack = append(beforeStart(stack, token.Data), token.Data)
			if slices.Contains(closesP, token.Data) && slices.Contains(stack[:len(stack)-1], "p") {
				problems = append(problems, "<"+token.Data+"> within <p>")
			}
		case kind == html.EndTagToken:
			stack = beforeEnd(stack, token.Data)
			if len(stack) == 0 || stack[len(stack)-1] != token.Data {
				return append(problems, fmt.Sprintf("</%s> after %q", token.Data, stack))
			}
			stack = stack[:len(stack)-1]
		}
	}
	if len(stack) > 0 {
		problems = append(problems, fmt.Sprintf("not ended: %q", stack))
	}
	for n := range d.root.Descendants() {
		if n.Type == html.ElementNode {
			written[strings.ToLower(n.Data)]--
		}
	}
	for name, difference := range written {
		if difference != 0 {
			problems = append(problems, fmt.Sprintf("<%s> is written %+d times against the tree", name, difference))
		}
	}
	return problems
}

// attributes finds the names in a tag: each follows a space, and its value is
// taken along so that a space within it starts no name.
var attributes = regexp.MustCompile(`\s([^\s=>"'/]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?`)

// twice reports attributes that a tag has more than once: the second has no
// effect, and the tokenizer does not tell of it.
func twice(tag string) []string {
	var problems []string
	seen := map[string]bool{}
	for _, match := range attributes.FindAllStringSubmatch(tag, -1) {
		if name := strings.ToLower(match[1]); seen[name] {
			problems = append(problems, "the attribute "+name+" twice: "+tag)
		} else {
			seen[name] = true
		}
	}
	return problems
}

// structure judges the language, the headings and the frame of a page.
func structure(d *document) []string {
	var problems []string
	count := map[string]int{}
	level := 0
	var firstLink *html.Node
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		if n.DataAtom == atom.Html && (attribute(n, "lang") == "" || attribute(n, "dir") == "") {
			problems = append(problems, "no lang or dir")
		}
		if n.DataAtom == atom.Img && !has(n, "alt") {
			problems = append(problems, "an image without alt: "+attribute(n, "src"))
		}
		if n.DataAtom == atom.A && firstLink == nil {
			firstLink = n
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data != "hr" {
			now, _ := strconv.Atoi(n.Data[1:])
			if now > level+1 {
				problems = append(problems, fmt.Sprintf("h%d after h%d: %q", now, level, contentOf(n)))
			}
			level = now
			if contentOf(n) == "" {
				problems = append(problems, "an empty "+n.Data)
			}
		}
	}
	if count["h1"] != 1 || count["main"] != 1 {
		problems = append(problems, fmt.Sprintf("%d h1 and %d main", count["h1"], count["main"]))
	}
	if !d.moved && (firstLink == nil || attribute(firstLink, "href") != "#main") {
		problems = append(problems, "the skip link is not first")
	}
	return problems
}

// references judges ids and what points to them.
func references(d *document) []string {
	var problems []string
	ids := map[string]bool{}
	for n := range d.root.Descendants() {
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				problems = append(problems, "the id "+id+" is there twice")
			}
			ids[id] = true
		}
	}
	for n := range d.root.Descendants() {
		for _, key := range []string{"aria-labelledby", "aria-describedby", "aria-controls", "for"} {
			for _, id := range strings.Fields(attribute(n, key)) {
				if !ids[id] {
					problems = append(problems, key+" points to no element: "+id)
				}
			}
		}
	}
	return problems
}

// tables judges that a table has heads, each with its scope, and that every row
// has as many cells as the first.
func tables(d *document) []string {
	var problems []string
	for n := range d.root.Descendants() {
		if n.DataAtom != atom.Table {
			continue
		}
		heads, width := 0, 0
		for row := range n.Descendants() {
			switch row.DataAtom {
			case atom.Th:
				heads++
				if attribute(row, "scope") == "" {
					problems = append(problems, "a th without scope: "+contentOf(row))
				}
			case atom.Tr:
				cells := cellsOf(row)
				if width == 0 {
					width = cells
				}
				if cells != width {
					problems = append(problems, fmt.Sprintf("a row of %d cells in a table of %d columns", cells, width))
				}
			}
		}
		if heads == 0 {
			problems = append(problems, "a table without heads: "+contentOf(n))
		}
	}
	return problems
}

func cellsOf(row *html.Node) int {
	cells := 0
	for c := range row.ChildNodes() {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			span, err := strconv.Atoi(attribute(c, "colspan"))
			if err != nil {
				span = 1
			}
			cells += span
		}
	}
	return cells
}

// forbidden reports what the site's own policy would block: inline styles,
// handlers, and scripts that the page may not have.
func forbidden(d *document) []string {
	problems := scriptProblems(d)
	for n := range d.root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.DataAtom == atom.Style {
			problems = append(problems, "a style element")
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				problems = append(problems, "<"+n.Data+"> has the attribute "+a.Key)
			}
		}
	}
	return problems
}

func TestMarkupIsJudged(t *testing.T) {
	for _, test := range []struct {
		name, source, want string
		judge              func(*document) []string
	}{
		{"end without start", `<p>a</b></p>`, `</b> after`, nesting},
		{"block in a paragraph", `<p>a<div>b</div></p>`, `</p> after`, nesting},
		{"block in a part of a paragraph", `<p><b>a<div>c</div></b></p>`, `<div> within <p>`, nesting},
		{"list not ended", `<div><ul><li>a</div>`, `</div> after ["div" "ul"]`, nesting},
		{"made up by the browser", `<table><tr><td>a</td></tr></table>`, `<tbody> is written -1 times against the tree`, nesting},
		{"attribute twice", `<p id="a" id="b">c</p>`, `the attribute id twice: <p`, nesting},
		{"level left out", `<html lang="en" dir="ltr"><h1>a</h1><h3>b</h3>`, `h3 after h1: "b"`, structure},
		{"no language", `<html><h1>a</h1>`, `no lang or dir`, structure},
		{"no alt", `<img src="a.png">`, `an image without alt: a.png`, structure},
		{"id twice", `<p id="a"></p><p id="a"></p>`, `the id a is there twice`, references},
		{"label of nothing", `<p aria-labelledby="b"></p>`, `aria-labelledby points to no element: b`, references},
		{"no scope", `<table><tr><th>a</th></tr></table>`, `a th without scope: a`, tables},
		{"ragged", `<table><tr><th scope="col">a</th></tr><tr><td></td><td></td></tr></table>`, `a row of 2 cells in a table of 1 columns`, tables},
		{"inline style", `<p style="color:red">`, `<p> has the attribute style`, forbidden},
		{"inline script", `<script>x</script>`, `an inline script`, forbidden},
	} {
		d, err := newDocument("x.html", []byte(test.source))
		if err != nil {
			t.Fatal(err)
		}
		got := test.judge(d)
		if !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, test.want) }) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}
