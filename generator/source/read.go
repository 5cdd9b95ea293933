package source

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/adrg/frontmatter"

	"casebook/generator/diag"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Read reads one content file. The File is usable whatever the findings are;
// its OK says whether the front matter was read whole.
func Read(path string, data []byte) (File, diag.List) {
	var list diag.List
	f := File{Path: path, Front: emptyMap(1), BodyLine: 1, Data: data}
	text, base, ok := clean(path, data, &list)
	if !ok {
		return f, list
	}
	o, ok := findOpening(path, text, base, &list)
	if !ok {
		f.Body = data[base:]
		return f, list
	}
	f.Format, f.Front.Line = o.format, o.line
	c, ok := findClosing(text, o)
	if !ok {
		unclosed(path, text, o, &list)
		return f, list
	}
	f.EndLine, f.Body, f.BodyLine = c.line, data[c.after:], c.line+1
	if c.start-o.start > MaxFront {
		list = append(list, diag.Diagnostic{
			Code: "front-matter-too-large", Severity: diag.Error, Pos: diag.Pos{File: path, Line: o.line, Col: 1},
			Message: fmt.Sprintf("the front matter has %d kB; at most %d kB are read", (c.start-o.start)>>10, MaxFront>>10),
			Hint:    "move long texts into the body, below the closing marker",
		})
		return f, list
	}
	p := newPart(path, text, o, c, &list)
	p.cut(o.start)
	if p.root != nil {
		f.Front, f.OK = p.root, p.whole
	}
	return f, list
}

// emptyMap returns a map without keys that stands at the start of a line.
func emptyMap(line int) *Node { return &Node{Kind: Map, Line: line, Col: 1} }

// A part is one front matter on its way through the cut and its parser.
type part struct {
	*text
	root  *Node // a map; nil if none could be read
	whole bool
}

func newPart(path string, data []byte, o opening, c closing, list *diag.List) *part {
	base, line := o.after, o.line+1
	if o.mark == "{" {
		base, line = o.start, o.line
	}
	p := &part{text: newText(path, data, base, c.start, line, list)}
	p.controls()
	if rest, _ := nextLine(data, c.start); o.mark == "{" && len(trimEnd(rest)) > 0 {
		p.finding("json-syntax", c.start, 0, "there is text after the closing }", "start the body on a new line")
	}
	return p
}

// endOfHead is the line that closes every head handed to adrg/frontmatter. That
// module trims each line before it compares, so it would take an indented ---
// within a text of several lines for the end. The true end has been found by
// then; no file that gets this far holds a NUL byte, so its opening does not.
const endOfHead = "\x00"

// formats are the front matters that are read, each with a strict parser of
// ours in place of the module's own.
var formats = []*frontmatter.Format{
	frontmatter.NewFormat("---", endOfHead, with((*text).yaml)),
	frontmatter.NewFormat("---yaml", endOfHead, with((*text).yaml)),
	frontmatter.NewFormat("+++", endOfHead, with((*text).toml)),
	frontmatter.NewFormat("---toml", endOfHead, with((*text).toml)),
	frontmatter.NewFormat("---json", endOfHead, with((*text).json)),
	{Start: "{", End: endOfHead, Unmarshal: with((*text).json), UnmarshalDelims: true},
}

// A parser reads the part of a text; data is that part, byte for byte. It
// returns nil when there is no value or none could be read, and whether
// everything was read.
type parser func(t *text, data []byte) (root *Node, whole bool)

// with adapts a parser to adrg/frontmatter. The part is read where it stands:
// the module would copy it line by line.
func with(parse parser) frontmatter.UnmarshalFunc {
	return func(_ []byte, v any) error {
		p := v.(*part)
		root, whole := parse(p.text, p.text.part())
		p.root, p.whole = p.keys(root, whole)
		return nil
	}
}

// heads are readers for cut.
var heads = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

// cut hands the opening of the file, from offset start, to adrg/frontmatter,
// which recognises the format and calls its parser.
func (p *part) cut(start int) {
	opening, _ := nextLine(p.data, start)
	r := heads.Get().(*bufio.Reader) // the module takes it as it is, and makes none of its own
	defer heads.Put(r)
	r.Reset(strings.NewReader(string(opening) + "\n" + endOfHead + "\n"))
	if _, err := frontmatter.MustParse(r, p, formats...); err != nil {
		panic("source: the front matter that was found is not found again: " + err.Error())
	}
}

// keys returns the root if it is a map with keys, and reports it otherwise.
func (p *part) keys(root *Node, whole bool) (*Node, bool) {
	switch {
	case root != nil && root.Kind == Map && len(root.Pairs) > 0:
		return root, whole
	case root == nil && !whole || root != nil && root.Kind == Map && !whole:
		return nil, false // what is wrong has been told
	case root == nil || root.Kind == Map || root.Kind == Null:
		p.finding("front-matter-empty", p.base, 0, "the front matter is empty", "write at least the title")
	default:
		p.finding("front-matter-not-a-map", p.base, 0, "the front matter has no keys", p.noKeysHint(root))
	}
	return nil, false
}

func (p *part) noKeysHint(root *Node) string {
	if root.Kind == Scalar {
		if key, ok := missingSpace(p.line(root.Line)); ok {
			return "put a space after the colon of " + quote(key+":")
		}
	}
	return "write one key a line, as in title: Low-cost mesh"
}

// ParseYAML reads a whole YAML file. firstLine is the number of its first line,
// usually 1. The node is nil when the file could not be read or holds nothing.
func ParseYAML(path string, data []byte, firstLine int) (*Node, diag.List) {
	return parseFile(path, data, firstLine, (*text).yaml)
}

// ParseJSON reads a whole JSON file, like ParseYAML.
func ParseJSON(path string, data []byte, firstLine int) (*Node, diag.List) {
	return parseFile(path, data, firstLine, (*text).json)
}

// ParseTOML reads a whole TOML file: site.toml, a vocabulary. The node is a map,
// never nil; it holds what could be read.
func ParseTOML(path string, data []byte) (*Node, diag.List) {
	root, list := parseFile(path, data, 1, (*text).toml)
	if root == nil {
		root = emptyMap(1)
	}
	return root, list
}

func parseFile(path string, data []byte, firstLine int, parse parser) (*Node, diag.List) {
	var list diag.List
	data, base, ok := clean(path, data, &list)
	if !ok {
		return nil, list
	}
	t := newText(path, data, base, len(data), firstLine, &list)
	t.controls()
	root, _ := parse(t, t.part())
	return root, list
}
