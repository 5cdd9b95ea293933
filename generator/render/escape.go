package render

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
)

// A context is a place in HTML where a layout prints a value. html/template
// has worked out which escapers its values go through; a context knows a
// faster way to the same bytes for texts and numbers, and html/template itself
// for all other values.
type context struct {
	chain string                               // the escapers, as html/template names them
	text  func(out []byte, text string) []byte // nil: every value is left to probe
	raw   reflect.Type                         // values of this type stand as they are

	probe         *template.Template // prints one value in this context
	before, after int                // what the probe prints around the value, in bytes
}

// samples show each context that is known: a place in HTML, and how a text is
// escaped there. The chain of escapers is read from what html/template makes
// of the sample, so that a context it comes to treat in another way is no
// longer known, and left to it.
var samples = []struct {
	before, after string
	text          func(out []byte, text string) []byte
	raw           reflect.Type
}{
	{`<p>`, `</p>`, appendHTML, reflect.TypeFor[template.HTML]()},
	{`<p title="`, `"></p>`, appendHTML, nil},
	{`<title>`, `</title>`, appendHTML, nil},
	{`<a href="`, `"></a>`, appendFilteredURL, nil},
	{`<a href="a/`, `"></a>`, appendURL, nil},
	{`<a href="#`, `"></a>`, appendURLPart, nil},
	{`<meta http-equiv="refresh" content="0; url=`, `">`, appendFiltered, nil},
	{`<script type="application/ld+json">`, `</script>`, nil, reflect.TypeFor[template.JS]()},
}

// contexts returns what is known, by chain.
var contexts = sync.OnceValue(func() map[string]*context {
	known := map[string]*context{}
	for _, s := range samples {
		c := &context{text: s.text, raw: s.raw, before: len(s.before), after: len(s.after)}
		c.probe = template.Must(template.New("").Parse(s.before + "{{.}}" + s.after))
		if err := c.probe.Execute(new(bytes.Buffer), ""); err != nil {
			panic("render: sample " + s.before + ": " + err.Error())
		}
		for _, node := range c.probe.Tree.Root.Nodes {
			if action, ok := node.(*parse.ActionNode); ok {
				_, c.chain = cutEscapers(action.Pipe)
			}
		}
		known[c.chain] = c
	}
	return known
})

// escaperPrefix begins the names of the escapers that html/template adds.
const escaperPrefix = "_html_template_"

// cutEscapers divides a pipeline into the commands of the layout and the names
// of the escapers after them.
func cutEscapers(pipe *parse.PipeNode) ([]*parse.CommandNode, string) {
	for i, command := range pipe.Cmds {
		if id, ok := command.Args[0].(*parse.IdentifierNode); ok && strings.HasPrefix(id.Ident, escaperPrefix) {
			var names []string
			for _, escaper := range pipe.Cmds[i:] {
				names = append(names, escaper.String())
			}
			return pipe.Cmds[:i], strings.Join(names, " ")
		}
	}
	return pipe.Cmds, ""
}

// appendValue returns how values of a type are appended in this context. The
// cases are those of html/template's function stringify.
func (c *context) appendValue(t reflect.Type) func(out []byte, v reflect.Value) ([]byte, error) {
	switch {
	case t == c.raw:
		return func(out []byte, v reflect.Value) ([]byte, error) { return append(out, v.String()...), nil }
	case c.text == nil, t.Kind() == reflect.Pointer, t.Kind() == reflect.Interface, t.PkgPath() == "html/template":
		return c.ask
	case t.NumMethod() > 0, t.Kind() != reflect.String && !isInt(t):
		return func(out []byte, v reflect.Value) ([]byte, error) { return c.text(out, fmt.Sprint(v.Interface())), nil }
	case t.Kind() == reflect.String:
		return func(out []byte, v reflect.Value) ([]byte, error) { return c.text(out, v.String()), nil }
	default: // no escaper changes digits or a minus
		return func(out []byte, v reflect.Value) ([]byte, error) { return strconv.AppendInt(out, v.Int(), 10), nil }
	}
}

func isInt(t reflect.Type) bool { return t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64 }

// ask lets html/template print a value.
func (c *context) ask(out []byte, v reflect.Value) ([]byte, error) {
	var b bytes.Buffer
	if err := c.probe.Execute(&b, v.Interface()); err != nil {
		return out, err
	}
	return append(out, b.Bytes()[c.before:b.Len()-c.after]...), nil
}

// appendHTML appends a text escaped for HTML between tags and in quotes, as
// html/template's htmlReplacementTable has it.
func appendHTML(out []byte, text string) []byte {
	start := 0
	for i := range len(text) {
		c := text[i]
		if c > '>' || htmlSpecial[c] == "" {
			continue
		}
		out = append(out, text[start:i]...)
		out = append(out, htmlSpecial[c]...)
		start = i + 1
	}
	return append(out, text[start:]...)
}

var htmlSpecial = ['>' + 1]string{
	0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}

// unsafe stands in the place of an address that would run something.
const unsafe = "#ZgotmplZ"

// filtered returns an address whose scheme is none or a safe one
// (html/template, isSafeURL), or the word in its place.
func filtered(address string) string {
	scheme, _, ok := strings.Cut(address, ":")
	if !ok || strings.Contains(scheme, "/") || strings.EqualFold(scheme, "https") ||
		strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "mailto") {
		return address
	}
	return unsafe
}

func appendFiltered(out []byte, address string) []byte { return appendHTML(out, filtered(address)) }

func appendFilteredURL(out []byte, address string) []byte { return appendURL(out, filtered(address)) }

// appendURL appends an address in quotes: what an address may not hold is
// encoded, and then what HTML would misread (html/template, processURLOnto).
func appendURL(out []byte, address string) []byte {
	for i := range len(address) {
		switch c := address[i]; {
		case c == '&' || c == '+':
			out = append(out, htmlSpecial[c]...)
		case isUnreserved(c) || strings.IndexByte("!#$*,/:;=?@[]", c) >= 0,
			c == '%' && i+2 < len(address) && isHex(address[i+1]) && isHex(address[i+2]):
			out = append(out, c)
		default:
			out = appendPercent(out, c)
		}
	}
	return out
}

// appendURLPart appends a part of an address after ? or #.
func appendURLPart(out []byte, text string) []byte {
	for i := range len(text) {
		if c := text[i]; isUnreserved(c) {
			out = append(out, c)
		} else {
			out = appendPercent(out, c)
		}
	}
	return out
}

func appendPercent(out []byte, c byte) []byte {
	const hex = "0123456789abcdef"
	return append(out, '%', hex[c>>4], hex[c&15])
}

// isUnreserved is RFC 3986, section 2.3.
func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}
