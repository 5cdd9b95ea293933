// Package decode reads a map of front matter strictly into typed fields. A
// caller asks for the keys it knows; what is of the wrong kind, empty, unsafe
// or was never asked for becomes a finding with its place.
//
// A source.Node enters with the list that takes the findings; model values
// leave, trimmed and in Unicode normalisation form C (UAX #15). Whether a value
// makes sense is not judged here: the text "Atlantis" is a country to this
// package, and package check says otherwise.
package decode

import (
	"slices"
	"strings"

	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/source"
)

// A Map reads one map of keys. Every method may be called on a nil Map, which
// has no keys. A Map is not safe for use by several goroutines.
type Map struct {
	file     string
	node     *source.Node
	out      *diag.List
	known    []string // every key that was asked for, each once
	asked    []bool   // by index in node.Pairs
	empty    []string // keys that may stand without a value
	children []*Map   // maps handed out, which Done finishes too
	shape    *Shape   // where the reader is described, not a map read; see Describe
	done     bool
}

// usualKeys is room for the keys of most maps.
const usualKeys = 16

// NewMap returns a reader of n, whose findings go to out. n may be nil: the Map
// then has no keys. A node that is no map is the finding wrong-type.
func NewMap(file string, n *source.Node, out *diag.List) *Map {
	m := &Map{file: file, node: n, out: out}
	switch {
	case n == nil:
		m.node = &source.Node{Kind: source.Map}
	case n.Kind != source.Map:
		m.wrongType(n, "keys with values are wanted here, not "+kindName(n), "write key: value pairs")
		m.node = &source.Node{Kind: source.Map, Line: n.Line, Col: n.Col}
	}
	m.asked = make([]bool, len(m.node.Pairs))
	m.known = make([]string, 0, max(usualKeys, len(m.node.Pairs)))
	return m
}

// AllowEmpty names keys that may stand without a value. Call it before the keys
// are read.
func (m *Map) AllowEmpty(keys ...string) {
	if m != nil {
		m.empty = append(m.empty, keys...)
	}
}

// pair returns the pair of a key, or nil, and remembers that it was asked for.
func (m *Map) pair(key string) *source.Pair {
	if m == nil {
		return nil
	}
	if !slices.Contains(m.known, key) {
		m.known = append(m.known, key)
	}
	for i := range m.node.Pairs {
		if m.node.Pairs[i].Key == key {
			m.asked[i] = true
			return &m.node.Pairs[i]
		}
	}
	return nil
}

// given returns the pair of a key that has a value. A key with nothing behind
// it is the finding empty-value, unless that is allowed.
func (m *Map) given(key string) *source.Pair {
	p := m.pair(key)
	if p == nil || p.Value.Kind != source.Null {
		return p
	}
	// A null that was written out without quotes has its finding already.
	if told := p.Value.Plain && p.Value.Text != ""; !told {
		m.emptyValue(p)
	}
	return nil
}

func (m *Map) emptyValue(p *source.Pair) {
	if slices.Contains(m.empty, p.Key) {
		return
	}
	m.report(diag.Warning, "empty-value", diag.Pos{File: m.file, Line: p.Line, Col: p.Col}, 0,
		quote(p.Key)+" has no value", "write a value, or delete the key")
}

// Has reports whether the key is written, with or without a value. It counts as
// asking for the key.
func (m *Map) Has(key string) bool { return m.pair(key) != nil }

// Value returns the text of a key, or a Value without text when the key is
// absent or empty; its place is then unknown or that of the key. A list or a
// map there is the finding wrong-type.
func (m *Map) Value(key string) model.Value {
	if m.tellText(key, Text) {
		return model.Value{}
	}
	p := m.given(key)
	if p == nil {
		return model.Value{At: m.KeyAt(key)}
	}
	if p.Value.Kind != source.Scalar {
		m.wrongType(p.Value, quote(key)+" takes one text, not "+kindName(p.Value), valueHint(p))
		return model.Value{At: keyAt(p)}
	}
	v := m.scalar(p.Value)
	if v.Text == "" {
		m.emptyValue(p)
		v.At = keyAt(p)
	}
	return v
}

// valueHint says how to write a single value in place of a list or map.
func valueHint(p *source.Pair) string {
	n := p.Value
	switch {
	case n.Kind == source.List && len(n.Items) == 1 && n.Items[0].Kind == source.Scalar:
		return "write it without the list: " + p.Key + ": " + n.Items[0].Text
	case n.Kind == source.Map:
		return "put quotes around a text that holds a colon"
	default:
		return "choose one value, or put quotes around the text"
	}
}

// Values returns the texts of a list. One text alone is taken as a list of one.
// Items that are no text are findings and left out; so are empty ones.
func (m *Map) Values(key string) []model.Value {
	if m.tellText(key, Texts) {
		return nil
	}
	items := m.items(key)
	if len(items) == 0 {
		return nil
	}
	values := make([]model.Value, 0, len(items))
	for _, n := range items {
		if n.Kind == source.List || n.Kind == source.Map {
			m.wrongType(n, "the items of "+quote(key)+" are texts, and this is "+kindName(n), itemHint(n))
			continue
		}
		if v, ok := m.item(key, n); ok {
			values = append(values, v)
		}
	}
	return values
}

func itemHint(n *source.Node) string {
	if n.Kind == source.Map {
		return "put quotes around a text that holds a colon"
	}
	return "take out the inner brackets, or the second hyphen"
}

// items returns the nodes of a list, or the one value that stands in its place.
func (m *Map) items(key string) []*source.Node {
	p := m.given(key)
	switch {
	case p == nil:
		return nil
	case p.Value.Kind == source.List:
		return p.Value.Items
	case p.Value.Kind == source.Scalar && strings.TrimSpace(p.Value.Text) == "":
		m.emptyValue(p)
		return nil
	default:
		return []*source.Node{p.Value}
	}
}

// item returns the text of one item of a list; ok is false if it is empty.
func (m *Map) item(key string, n *source.Node) (v model.Value, ok bool) {
	if n.Kind == source.Scalar {
		v = m.scalar(n)
	}
	if told := n.Kind == source.Null && n.Plain && n.Text != ""; v.Text == "" && !told {
		m.report(diag.Warning, "empty-value", m.pos(n), 0, "an item of "+quote(key)+" is empty", "write a value, or delete the item")
	}
	return v, v.Text != ""
}

// An Item is one entry of a list whose entries are texts or maps. Map is nil
// when it is a text.
type Item struct {
	Value model.Value
	Map   *Map
}

// Mixed returns a list of texts and maps, in written order, as in
// also_known_as: [a, {lang: fr, name: b}]. One text or map alone is taken as a
// list of one.
func (m *Map) Mixed(key string) []Item {
	if below, describes := m.tell(key, Either); describes {
		return []Item{{Map: below}}
	}
	var out []Item
	for _, n := range m.items(key) {
		switch n.Kind {
		case source.Map:
			out = append(out, Item{Map: m.child(n)})
		case source.List:
			m.wrongType(n, "the items of "+quote(key)+" are texts or maps, and this is a list", itemHint(n))
		default:
			if v, ok := m.item(key, n); ok {
				out = append(out, Item{Value: v})
			}
		}
	}
	return out
}

// Map returns the map of a key, or nil when the key is absent, empty or holds
// something else (a finding).
func (m *Map) Map(key string) *Map {
	if below, describes := m.tell(key, Keys); describes {
		return below
	}
	p := m.given(key)
	switch {
	case p == nil:
		return nil
	case p.Value.Kind != source.Map:
		m.wrongType(p.Value, quote(key)+" takes keys with values, not "+kindName(p.Value), "write {key: value}, or the keys indented on lines of their own")
		return nil
	}
	return m.child(p.Value)
}

// Maps returns a list of maps. One map alone is taken as a list of one.
func (m *Map) Maps(key string) []*Map {
	if below, describes := m.tell(key, Lists); describes {
		return []*Map{below}
	}
	var out []*Map
	for _, n := range m.items(key) {
		switch {
		case n.Kind == source.Map:
			out = append(out, m.child(n))
		case n.Kind == source.Null:
			m.item(key, n)
		default:
			m.wrongType(n, "the items of "+quote(key)+" are keys with values, and this is "+kindName(n), "write {key: value} for each item")
		}
	}
	return out
}

func (m *Map) child(n *source.Node) *Map {
	c := NewMap(m.file, n, m.out)
	m.children = append(m.children, c)
	return c
}

// Int returns a whole number in decimal digits; ok is false when the key is
// absent or holds something else (a finding).
func (m *Map) Int(key string) (n int, ok bool) {
	if m.tellText(key, Number) {
		return 0, false
	}
	v := m.Value(key)
	if v.Text == "" {
		return 0, false
	}
	n, ok = parseInt(v.Text)
	if !ok {
		m.wrongType(m.pair(key).Value, quote(key)+" takes a whole number, not "+quote(v.Text), "write it in digits, as in "+key+": 12")
	}
	return n, ok
}

// Bool returns true or false; ok is false when the key is absent or holds
// something else (a finding).
func (m *Map) Bool(key string) (b, ok bool) {
	if m.tellText(key, Truth) {
		return false, false
	}
	switch v := m.Value(key); v.Text {
	case "":
		return false, false
	case "true":
		return true, true
	case "false":
		return false, true
	default:
		m.wrongType(m.pair(key).Value, quote(key)+" is either true or false, not "+quote(v.Text), "write "+key+": true or "+key+": false")
		return false, false
	}
}

// At returns the place of the map.
func (m *Map) At() model.At {
	if m == nil {
		return model.At{}
	}
	return at(m.node.Line, m.node.Col)
}

// KeyAt returns the place of a key, unknown if it is absent. It does not count
// as asking for the key.
func (m *Map) KeyAt(key string) model.At {
	if m == nil {
		return model.At{}
	}
	for i := range m.node.Pairs {
		if p := &m.node.Pairs[i]; p.Key == key {
			return keyAt(p)
		}
	}
	return model.At{}
}

// Keys returns the keys as written, in their order.
func (m *Map) Keys() []string {
	if m == nil {
		return nil
	}
	keys := make([]string, len(m.node.Pairs))
	for i := range m.node.Pairs {
		keys[i] = m.node.Pairs[i].Key
	}
	return keys
}

// KeysAt returns the place of every key that is written.
func (m *Map) KeysAt() model.Places {
	if m == nil {
		return model.Places{}
	}
	places := make([]model.At, len(m.node.Pairs))
	for i := range m.node.Pairs {
		places[i] = keyAt(&m.node.Pairs[i])
	}
	return model.NewPlaces(m.Keys(), places)
}

func at(line, col int) model.At { return model.At{Line: int32(line), Col: int32(col)} }

func keyAt(p *source.Pair) model.At { return at(p.Line, p.Col) }

func (m *Map) pos(n *source.Node) diag.Pos {
	return diag.Pos{File: m.file, Line: n.Line, Col: n.Col}
}

func (m *Map) report(s diag.Severity, code diag.Code, pos diag.Pos, length int, message, hint string) {
	*m.out = append(*m.out, diag.Diagnostic{Code: code, Severity: s, Pos: pos, Len: length, Message: message, Hint: hint})
}

func (m *Map) wrongType(n *source.Node, message, hint string) {
	m.report(diag.Error, "wrong-type", m.pos(n), n.Len, message, hint)
}

// kindName names what a node is, in an author's words.
func kindName(n *source.Node) string {
	switch n.Kind {
	case source.List:
		return "a list"
	case source.Map:
		return "keys with values"
	case source.Null:
		return "nothing"
	default:
		return "the text " + quote(n.Text)
	}
}
