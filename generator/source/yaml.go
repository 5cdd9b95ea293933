package source

import (
	"bytes"
	"errors"
	"io"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"casebook/generator/diag"
)

// errDepth stops the YAML parser at lists within lists within lists. The parser
// keeps its text only.
var errDepth = errors.New("more than MaxDepth levels")

// yamlLimits makes the parser stop soon after MaxDepth; the walk counts exactly.
var yamlLimits = yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthFunc(
	func(depth int, _ *loaderlimits.DepthContext) error {
		if depth > MaxDepth {
			return errDepth
		}
		return nil
	})))

// yaml reads YAML 1.2 without what makes it a language of its own: anchors,
// aliases, tags, merge keys and several documents are findings.
func (t *text) yaml(data []byte) (*Node, bool) {
	if root := t.quickly(); root != nil {
		return root, true
	}
	return t.slowly(data)
}

// slowly reads what the quick parser does not.
func (t *text) slowly(data []byte) (*Node, bool) {
	loader, err := yaml.NewLoader(bytes.NewReader(data), yamlLimits)
	if err != nil {
		panic("source: the YAML parser refuses its options: " + err.Error())
	}
	var doc, second yaml.Node
	switch err := loader.Load(&doc); {
	case err == io.EOF:
		return nil, true
	case err != nil:
		return nil, t.yamlError(err)
	}
	w := yamlWalk{text: t, whole: true}
	w.nodes = make([]Node, 0, 64)
	var root *Node
	if len(doc.Content) > 0 {
		root = w.node(doc.Content[0], 1)
	}
	if err := loader.Load(&second); err != io.EOF {
		w.whole = false
		t.severalDocuments(&second, err)
	}
	return root, w.whole
}

// severalDocuments reports what follows the first document.
func (t *text) severalDocuments(second *yaml.Node, err error) {
	if err != nil {
		t.yamlError(err)
		return
	}
	off := t.yamlOffset(second.Line, second.Column)
	hint := "keep one set of keys"
	if i := bytes.Index(t.part(), []byte("\n...")); i >= 0 {
		off, hint = t.base+i+1, "close the front matter with ---, and write no ... within it"
	}
	t.finding("yaml-several-documents", off, 3, "a second YAML document starts here", hint)
}

// A yamlWalk turns the parser's nodes into ours.
type yamlWalk struct {
	*text
	whole bool
	nodes []Node // room for nodes, taken in blocks: one allocation for many
}

func (w *yamlWalk) new(n *yaml.Node) (*Node, int) {
	if len(w.nodes) == cap(w.nodes) {
		w.nodes = make([]Node, 0, 64)
	}
	off := w.yamlOffset(n.Line, n.Column)
	line, col := w.place(off)
	w.nodes = append(w.nodes, Node{Line: line, Col: col})
	return &w.nodes[len(w.nodes)-1], off
}

func (w *yamlWalk) node(n *yaml.Node, depth int) *Node {
	out, off := w.new(n)
	if n.Anchor != "" {
		w.finding("yaml-anchor", off, len(n.Anchor)+1, "&"+n.Anchor+" names this value for use elsewhere, which is not read here",
			"delete &"+n.Anchor+", or put quotes around a text that starts with &")
	}
	if n.Style&yaml.TaggedStyle != 0 {
		w.finding("yaml-tag", off, 0, "the tag "+quote(n.Tag)+" is not read here",
			"delete the tag, or put quotes around a text that starts with an exclamation mark")
	}
	if depth > MaxDepth && n.Kind != yaml.ScalarNode {
		w.tooDeep(off)
		return out
	}
	switch n.Kind {
	case yaml.ScalarNode:
		w.scalar(out, n, off)
	case yaml.SequenceNode:
		out.Kind = List
		out.Items = make([]*Node, len(n.Content))
		for i, c := range n.Content {
			out.Items[i] = w.node(c, depth+1)
		}
	case yaml.MappingNode:
		w.mapping(out, n, depth)
	case yaml.AliasNode:
		w.alias(out, n, off)
	}
	return out
}

func (w *yamlWalk) tooDeep(off int) {
	w.whole = false
	w.finding("yaml-depth", off, 1, "lists and maps lie more than "+itoa(MaxDepth)+" deep in each other here",
		"no key needs this; check the brackets and the indentation")
}

const quotedStyles = yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle

func (w *yamlWalk) scalar(out *Node, n *yaml.Node, off int) {
	out.Kind, out.Text = Scalar, n.Value
	if n.Anchor == "" && n.Style&yaml.TaggedStyle == 0 {
		out.Len = w.scalarLen(n, off)
	}
	if n.Style&quotedStyles != 0 || n.Style&yaml.TaggedStyle != 0 {
		return
	}
	out.Plain = true
	if n.Tag == "!!null" {
		out.Kind = Null
	}
	if other := surprise(n.Value); other != "" {
		w.implicit(out, other)
	}
}

// scalarLen returns the bytes of a scalar that starts at off, or 0 if it does
// not end on the same line.
func (w *yamlWalk) scalarLen(n *yaml.Node, off int) int {
	rest := w.data[off:w.end]
	switch {
	case n.Style&yaml.DoubleQuotedStyle != 0:
		return quotedLen(rest, '"', '\\')
	case n.Style&yaml.SingleQuotedStyle != 0:
		return quotedLen(rest, '\'', '\'')
	case n.Style&quotedStyles == 0 && len(rest) >= len(n.Value) && string(rest[:len(n.Value)]) == n.Value:
		return len(n.Value)
	default:
		return 0
	}
}

// quotedLen returns the length of the quoted text at the start of b, quotes
// included, or 0 if it goes on in the next line. An escape byte takes the byte
// after it along; where it is the quote itself, two of them are an escape.
func quotedLen(b []byte, quote, escape byte) int {
	if len(b) == 0 || b[0] != quote {
		return 0
	}
	for i := 1; i < len(b) && b[i] != '\n'; i++ {
		switch {
		case b[i] == escape && escape != quote:
			i++
		case b[i] == quote && escape == quote && i+1 < len(b) && b[i+1] == quote:
			i++
		case b[i] == quote:
			return i + 1
		}
	}
	return 0
}

func (w *yamlWalk) mapping(out *Node, n *yaml.Node, depth int) {
	out.Kind = Map
	out.Pairs = make([]Pair, 0, len(n.Content)/2)
	keys := keySet{node: out}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k := n.Content[i]
		off := w.yamlOffset(k.Line, k.Column)
		key, ok := w.key(k, off)
		if !ok {
			continue
		}
		value := w.node(n.Content[i+1], depth+1)
		line, col := w.place(off)
		if first := keys.find(key); first != nil {
			w.duplicate("yaml-duplicate-key", key, line, col, first)
			continue
		}
		keys.add(Pair{Key: key, Line: line, Col: col, Value: value})
	}
}

// key returns the text of a key; ok is false if the pair has none.
func (w *yamlWalk) key(k *yaml.Node, off int) (key string, ok bool) {
	plain := k.Style&quotedStyles == 0
	switch {
	case k.Kind == yaml.AliasNode:
		w.finding("yaml-alias", off, len(k.Value)+1, "*"+k.Value+" stands for another value, which is not read here",
			"write the key out")
		return "", false
	case k.Kind != yaml.ScalarNode, k.Value == "" && plain:
		w.finding("yaml-key-not-text", off, 0, "a key that is no text", "write the key as one word before the colon")
		return "", false
	case plain && k.Value == "<<":
		w.finding("yaml-merge-key", off, 2, "<< copies the keys of another map, which is not read here", "write the keys out")
		return "", false
	}
	if k.Anchor != "" || k.Style&yaml.TaggedStyle != 0 {
		w.node(k, 1) // tells about both
	} else if plain && k.Tag != "!!str" {
		w.finding("yaml-key-not-text", off, len(k.Value), "the key "+k.Value+" is not read as text by other programs",
			"put it in quotes: "+quote(k.Value))
	}
	return k.Value, true
}

// alias reports an alias. Where it stands for a text, that text is taken, so
// that no finding about a missing value follows from it.
func (w *yamlWalk) alias(out *Node, n *yaml.Node, off int) {
	w.aliasFinding(off, n.Value)
	out.Text, out.Plain = "*"+n.Value, true
	if n.Alias != nil && n.Alias.Kind == yaml.ScalarNode {
		out.Kind, out.Text = Scalar, n.Alias.Value
	}
}

func (t *text) aliasFinding(off int, name string) {
	t.report(t.at(off, diag.Diagnostic{
		Code: "yaml-alias", Severity: diag.Error, Len: len(name) + 1,
		Message: "*" + name + " stands for another value, which is not read here",
		Hint:    "write the value out, or put quotes around a text that starts with *",
	}))
}

// at returns d with the place of off.
func (t *text) at(off int, d diag.Diagnostic) diag.Diagnostic {
	line, col := t.place(off)
	d.Pos = diag.Pos{File: t.path, Line: line, Col: col}
	return d
}
