package render

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"testing"
	"testing/fstest"

	"casebook/generator/i18n"
)

// A kind prints as a word, though it is a number.
type kind int

func (k kind) String() string { return fmt.Sprintf("kind <%d>", int(k)) }

type word string

type leaf struct {
	Text  string
	Inner *leaf
}

// Shout is a method with the name of no field.
func (l leaf) Shout() string { return strings.ToUpper(l.Text) }

type frameOf struct{ Title, Href string }

type sheet struct {
	frameOf
	Text   string
	HTML   template.HTML
	Script template.JS
	URL    template.URL
	Word   word
	Kind   kind
	Number int
	Share  float64
	Yes    bool
	None   *leaf
	Leaf   *leaf
	List   []leaf
	Links  []*leaf
	Empty  []string
	Any    any
}

func sheetOf(text string, n int) sheet {
	return sheet{frameOf: frameOf{"T " + text, text}, Text: text, HTML: "<b>bold</b>", Script: `{"a":"b"}`, URL: "javascript:ok",
		Word: word(text), Kind: kind(n), Number: n, Share: float64(n) * 1e19, Yes: n > 0, Leaf: &leaf{Text: text, Inner: &leaf{Text: "in"}},
		List: []leaf{{Text: "one"}, {Text: text}}, Links: []*leaf{{Text: text}}, Any: n}
}

// pair reads a layout twice: compiled, and left to html/template.
func pair(t testing.TB, main string) (compiled, plain *Layouts) {
	t.Helper()
	fsys := fstest.MapFS{
		"layouts/i18n/en.toml": {Data: []byte("hello.other = \"Hello <all>\"\n" + dates)},
		"layouts/base.html":    {Data: []byte(`{{define "base"}}<title>{{.Title}}</title> {{template "main" .}}{{end}}`)},
		"layouts/page.html":    {Data: []byte(`{{define "main"}}` + main + `{{end}}{{define "leaf"}}[{{.Text}}{{with .Inner}}{{template "leaf" .}}{{end}}]{{end}}`)},
	}
	bundle, err := i18n.Load(fsys, "layouts/i18n", "en")
	if err != nil {
		t.Fatal(err)
	}
	var both [2]*Layouts
	for i := range both {
		if both[i], err = Load(fsys, "layouts", bundle.Strings("en")); err != nil {
			t.Fatal(err)
		}
	}
	both[1].Plain()
	return both[0], both[1]
}

// same executes a layout both ways, and compares bytes and errors.
func same(t testing.TB, compiled, plain *Layouts, view any) {
	t.Helper()
	var got, want bytes.Buffer
	err, wantErr := compiled.Execute(&got, "page", view), plain.Execute(&want, "page", view)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Errorf("error %v, html/template has %v", err, wantErr)
	}
	if got.String() != want.String() {
		t.Errorf("got  %q\nhtml/template has\n     %q", got.String(), want.String())
	}
}

// TestCompiled: a compiled layout prints what html/template prints.
func TestCompiled(t *testing.T) {
	tests := []struct {
		name, main string
		left       string // part of the reason why it is left to html/template
	}{
		{name: "text", main: `<p>{{.Text}} {{.HTML}} {{.Word}} {{.Kind}} {{.Number}} {{.Share}} {{.Yes}} {{.Any}} {{.URL}}</p>`},
		{name: "attributes", main: `<p title="{{.Text}}" class="{{.Word}}" data-n="{{.Number}}" data-h="{{.HTML}}" data-k="{{.Kind}}">`},
		{name: "addresses", main: `<a href="{{.Text}}"></a><a href="a/{{.Text}}?{{.Text}}#{{.Word}}"></a><a href="{{.URL}}"></a><a href="#{{.Number}}"></a>`},
		{name: "pointer", main: `<p title="{{.None}}">{{.None}}</p>`},
		{name: "list of words", main: `<p>{{.Empty}} {{.List}}</p>`},
		{name: "data", main: `<script type="application/ld+json">{{.Script}}</script>`},
		{name: "data that is text", main: `<script type="application/ld+json">{{.Text}}</script>`},
		{name: "redirect", main: `<meta http-equiv="refresh" content="0; url={{.Text}}">`},
		{name: "branches", main: `{{if .Yes}}y{{else if .Number}}n{{else}}o{{end}}{{if .None}}1{{else}}2{{end}}{{if .Empty}}3{{end}}{{if .List}}4{{end}}{{if .Share}}5{{end}}{{if .Any}}6{{end}}`},
		{name: "with", main: `{{with .Leaf}}{{.Text}} {{$.Text}} {{.Inner.Text}}{{end}}{{with .None}}x{{else}}none{{end}}{{with .Text}}{{.}}{{end}}`},
		{name: "range", main: `{{range .List}}<i>{{.Text}}</i>{{end}}{{range $i, $l := .Links}}{{if $i}}, {{end}}{{$i}}{{$l.Text}}{{end}}{{range $e := .Empty}}x{{else}}nothing{{end}}`},
		{name: "variables", main: `{{$a := .Text}}{{range .List}}{{$b := .Text}}{{$a}}{{$b}}{{$a = $b}}{{end}}{{$a}}{{if $c := .Number}}{{$c}}{{end}}`},
		{name: "or and and", main: `{{or .Title .Text}}{{and .Text .Title}}{{if or .None .List}}a{{end}}{{if and .Yes .List (not .Empty)}}b{{end}}{{or (t "hello") .Text}}`},
		{name: "comparisons", main: `{{if eq .Text "a"}}a{{end}}{{if ne .Number 3}}b{{end}}{{if lt .Number 5}}c{{end}}{{if ge (len .List) 2}}d{{end}}{{len .Text}}{{if eq .Word "x"}}{{end}}`},
		{name: "methods", main: `{{.Leaf.Shout}}{{range .List}}{{.Shout}}{{end}}`},
		{name: "recursion", main: `{{template "leaf" .Leaf}}`},
		{name: "string", main: `{{t "hello"}}{{$n := "hello"}}{{t $n}}`},
		{name: "nothing to follow", main: `before {{.None.Text}}`},
		{name: "method of nothing", main: `before {{.None.Shout}}`},
		{name: "function that fails", main: `{{once "nothing" .Text .}}`},
		{name: "pipe", main: `{{.Text | t}}{{("hello") | t}}`},
		{name: "a place that is not known", main: `<p style="color:{{.Text}}"></p>`, left: "the place is not known"},
		{name: "printf", main: `{{printf "%q" .Text}}`, left: "function printf"},
		{name: "range over a number", main: `{{range 3}}x{{end}}`, left: "range over"},
		{name: "break", main: `{{range .List}}{{break}}{{end}}`, left: "break"},
		{name: "field of an interface", main: `{{.Any.Text}}`, left: "field Text of interface"},
		{name: "a template within an attribute", main: `<p title="{{template "leaf" .Leaf}}"></p>`, left: "made for its place"},
		{name: "no such field", main: `{{.Missing}}`, left: "no field Missing"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			compiled, plain := pair(t, tt.main)
			for _, text := range []string{"a", "", `<"'&+>`, "javascript:x", "https://x.org/?a=b&c=d%20%"} {
				same(t, compiled, plain, sheetOf(text, len(text)))
			}
			left := strings.Join(compiled.Left(), "\n")
			if tt.left == "" && left != "" || !strings.Contains(left, tt.left) {
				t.Errorf("left to html/template: %q, want %q", left, tt.left)
			}
			if len(plain.Left()) > 0 {
				t.Error("a plain layout was compiled")
			}
		})
	}
}

// TestEndlessRecursion is an error, and not the end of the program.
func TestEndlessRecursion(t *testing.T) {
	compiled, _ := pair(t, `{{template "main" .}}`)
	if err := compiled.Execute(new(bytes.Buffer), "page", sheetOf("", 0)); err == nil {
		t.Error("a template that calls itself for ever ends well")
	}
}

// FuzzEscape: whatever an author writes is escaped as html/template does it.
func FuzzEscape(f *testing.F) {
	compiled, plain := pair(f, `<p title="{{.Text}}" class="{{.Kind}}">{{.Text}}{{.Word}}{{.Number}}{{.Share}}</p>`+
		`<a href="{{.Text}}"></a><a href="a/{{.Text}}"></a><a href="?q={{.Text}}"></a><a href="#{{.Number}}">`+
		`<meta http-equiv="refresh" content="0; url={{.Text}}">{{if .Text}}{{with .Leaf}}{{.Text}}{{end}}{{end}}`)
	for _, seed := range []string{"", "plain", `<b a="b" c='d'>&amp;+</b>`, "javascript:alert(1)", "JAVAscript&colon;x", "mailto:a@b", "HTTPS://x/?a=1&b=%zz%41%4",
		"\x00\xff\xed\xa0\x80", "ünïcode 日本 \u2028 \ufdd0", "a:b/c", "/a:b", "//host", "%", "%4", "`=\t\n\v\f\r"} {
		f.Add(seed, len(seed))
	}
	f.Fuzz(func(t *testing.T, text string, n int) {
		same(t, compiled, plain, sheetOf(text, n))
		if left := compiled.Left(); len(left) > 0 {
			t.Errorf("left to html/template: %s", left)
		}
	})
}
