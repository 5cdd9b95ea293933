package render

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"casebook/generator/i18n"
)

func layouts(t *testing.T, files map[string]string) (*Layouts, error) {
	t.Helper()
	fsys := fstest.MapFS{
		"layouts/i18n/en.toml": {Data: []byte("hello.other = \"Hello <all>\"\n" + dates)},
		"layouts/base.html":    {Data: []byte(`{{define "base"}}<title>{{.Title}}</title> {{template "main" .}}{{end}}`)},
	}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	bundle, err := i18n.Load(fsys, "layouts/i18n", "en")
	if err != nil {
		t.Fatal(err)
	}
	return Load(fsys, "layouts", bundle.Strings("en"))
}

const dates = `date-format.other = "{day} {month} {year}"`

func execute(t *testing.T, l *Layouts, name string, view any) string {
	t.Helper()
	var b bytes.Buffer
	if err := l.Execute(&b, name, view); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

type view struct{ Title, Href string }

func TestExecute(t *testing.T) {
	l, err := layouts(t, map[string]string{
		"layouts/page.html":          `{{define "main"}}<p>{{t "hello"}}, <a href="{{.Href}}">{{template "part" .}}</a></p>{{end}}`,
		"layouts/partials/part.html": `{{define "part"}}<b>{{.Title}}</b>{{end}}`,
		"layouts/redirect.html":      `{{define "redirect"}}<p>{{.Title}}</p>{{end}}`,
		"layouts/partials/README.md": "not a layout",
	})
	if err != nil {
		t.Fatal(err)
	}
	got := execute(t, l, "page", view{Title: "<script>", Href: "javascript:alert(1)"})
	for _, want := range []string{"<title>&lt;script&gt;</title>", "Hello &lt;all>", `href="#ZgotmplZ"`, "<b>&lt;script&gt;</b>"} {
		if !strings.Contains(got, want) {
			t.Errorf("%s\nlacks %s", got, want)
		}
	}
	if got := execute(t, l, "redirect", view{Title: "x"}); strings.Contains(got, "<title>") {
		t.Errorf("a layout that stands alone has a frame: %s", got)
	}
	if names := strings.Join(l.Names(), " "); names != "page redirect" {
		t.Errorf("names = %s", names)
	}
}

func TestErrors(t *testing.T) {
	tests := []struct {
		name, file, text, want string
	}{
		{"syntax", "layouts/page.html", `{{define "main"}}{{if}}{{end}}`, "layouts/page.html"},
		{"unknown function", "layouts/page.html", `{{define "main"}}{{exec "x"}}{{end}}`, `"exec" not defined`},
		{"no main", "layouts/redirect.html", `<p>`, `defines no template "redirect"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := layouts(t, map[string]string{tt.file: tt.text})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v, want one with %q", err, tt.want)
			}
		})
	}
	l, err := layouts(t, map[string]string{"layouts/page.html": `{{define "main"}}{{.Missing}}{{end}}`})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Execute(&bytes.Buffer{}, "page", view{}); err == nil || !strings.Contains(err.Error(), "Missing") {
		t.Errorf("a field that the view lacks: %v", err)
	}
	if err := l.Execute(&bytes.Buffer{}, "pages", view{}); err == nil {
		t.Error("an unknown layout is executed")
	}
}

// TestMinifiedSource keeps the actions of a layout and drops the air.
func TestMinifiedSource(t *testing.T) {
	got, err := minifySource([]byte("<ul class=\"a\">\n  {{range .}}\n  <li class=\"{{.}}\">  {{.}}  </li>\n  {{end}}\n</ul><div><p>a</p>{{.}}</div>\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<ul class=a>", `<li class="{{.}}">`, "</ul>", "<p>a</p>{{.}}"} {
		if !strings.Contains(got, want) {
			t.Errorf("minified without %s: %q", want, got)
		}
	}
	if strings.Contains(got, "  ") {
		t.Errorf("minified = %q", got)
	}
}

// TestMinifiedMeansTheSame: a browser reads the same elements from the small
// source of each layout as from the one that was written, with a word in place
// of each action that prints.
func TestMinifiedMeansTheSame(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../layouts/*.html", "../../layouts/partials/*.html"} {
		list, err := filepath.Glob(pattern)
		if err != nil || len(list) == 0 {
			t.Fatalf("layouts %s: %v", pattern, err)
		}
		files = append(files, list...)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		small, err := minifySource(source)
		if err != nil {
			t.Fatal(err)
		}
		before, after := strings.Split(string(source), "{{define "), strings.Split(small, "{{define ")
		for i := range before {
			if diff := cmp.Diff(elements(t, before[i]), elements(t, after[i])); diff != "" {
				t.Errorf("%s, part %d (-written +minified):\n%s", file, i, diff)
			}
		}
	}
}

var (
	anyTag    = regexp.MustCompile(`<[a-zA-Z](?:\{\{.*?\}\}|[^<>{}])*>`)
	anyAction = regexp.MustCompile(`\{\{.*?\}\}`)
)

// elements lists the tree that a browser makes of a layout.
func elements(t *testing.T, source string) []string {
	t.Helper()
	source = anyTag.ReplaceAllStringFunc(source, func(tag string) string { return anyAction.ReplaceAllString(tag, "") })
	source = anyAction.ReplaceAllString(source, "§")
	doc, err := html.ParseWithOptions(strings.NewReader(source), html.ParseOptionEnableScripting(false))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		switch n.Type {
		case html.ElementNode:
			list = append(list, strings.Repeat(" ", depth)+n.Data)
		case html.TextNode:
			if text := strings.Join(strings.Fields(strings.ReplaceAll(n.Data, "§", "")), " "); text != "" {
				list = append(list, strings.Repeat(" ", depth)+strconv.Quote(text))
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
	}
	walk(doc, 0)
	return list
}

// TestOnce: a part is executed for the first page of a key, and is the same
// for all others.
func TestOnce(t *testing.T) {
	l, err := layouts(t, map[string]string{
		"layouts/page.html":          `{{define "main"}}{{once "part" .Href .}}{{end}}`,
		"layouts/partials/part.html": `{{define "part"}}<b>{{.Title}}</b>{{end}}`,
		"layouts/none.html":          `{{define "main"}}{{once "nothing" .Href .}}{{end}}`,
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := execute(t, l, "page", view{Title: "one <", Href: "a"}); !strings.Contains(got, "<b>one &lt;</b>") {
		t.Errorf("first page: %s", got)
	}
	if got := execute(t, l, "page", view{Title: "two", Href: "a"}); !strings.Contains(got, "<b>one &lt;</b>") {
		t.Errorf("second page with the key: %s", got)
	}
	if got := execute(t, l, "page", view{Title: "two", Href: "b"}); !strings.Contains(got, "<b>two</b>") {
		t.Errorf("page with another key: %s", got)
	}
	if err := l.Execute(&bytes.Buffer{}, "none", view{}); err == nil {
		t.Error("a partial that is not there is executed")
	}
}
