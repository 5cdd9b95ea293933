package source

import (
	"strings"
	"unicode/utf8"
)

// A quick parser reads the YAML that nearly every front matter is written in:
// keys and lists by indentation, lists and maps in brackets, and texts that
// stand on one line, plain or in quotes, or folded with >-. It takes a tenth of
// the time of the YAML parser. Whatever else it meets (a tab, an escape, an
// anchor, a text over several lines, a duplicate key, a word that other
// programs misread, anything wrong) makes it give up, and the YAML parser reads
// the whole again: the quick one reports nothing. A fuzz test holds that both
// see the same nodes in the same places wherever the quick one does not give up.
type quick struct {
	*text
	s     string // the part; Node texts are pieces of it
	off   int    // offset into s
	line  int    // index of the line at off
	nodes []Node
}

// quickly reads the part, or returns nil.
func (t *text) quickly() *Node {
	part := t.part()
	if !isQuick(part, t.ascii) {
		return nil
	}
	q := &quick{text: t, s: string(part)}
	if q.next() != 0 {
		return nil
	}
	if root := q.blockMap(0, 1); root != nil && q.off == len(q.s) {
		return root
	}
	return nil
}

// isQuick reports whether a text has only characters of which YAML thinks
// nothing special: no control characters but line feeds, and no other line ends
// or marks (YAML 1.2.2, sections 5.1 and 5.2).
func isQuick(b []byte, ascii bool) bool {
	for i, c := range b {
		switch {
		case c < ' ' && c != '\n', c == 0x7F, c == 0xEF: // U+F000 and above: among them the byte order mark
			return false
		case c == 0xC2 && i+1 < len(b) && b[i+1] < 0xA0: // U+0080 to U+009F
			return false
		case c == 0xE2 && i+2 < len(b) && b[i+1] == 0x80 && (b[i+2] == 0xA8 || b[i+2] == 0xA9): // U+2028, U+2029
			return false
		}
	}
	return ascii || utf8.Valid(b)
}

// at returns the byte at off, or a line feed at the end.
func (q *quick) at(off int) byte {
	if off < len(q.s) {
		return q.s[off]
	}
	return '\n'
}

func (q *quick) spaces() {
	for q.at(q.off) == ' ' {
		q.off++
	}
}

// next goes from the start of a line to the first character of the next line
// that has content, and returns its indentation, or -1 at the end.
func (q *quick) next() int {
	for q.off < len(q.s) {
		start := q.off
		q.spaces()
		switch c := q.at(q.off); {
		case c == '#':
			q.off = q.lineEnd()
		case c != '\n':
			return q.off - start
		}
		q.newline()
	}
	return -1
}

// lineEnd returns the offset of the end of the present line.
func (q *quick) lineEnd() int {
	if i := strings.IndexByte(q.s[q.off:], '\n'); i >= 0 {
		return q.off + i
	}
	return len(q.s)
}

func (q *quick) newline() {
	q.off = min(q.off+1, len(q.s))
	q.line++
}

// end goes to the next line if nothing but spaces is left on this one.
func (q *quick) end() bool {
	q.spaces()
	if q.at(q.off) != '\n' {
		return false
	}
	q.newline()
	return true
}

// new makes a node at off.
func (q *quick) new(kind Kind) *Node {
	if len(q.nodes) == cap(q.nodes) {
		q.nodes = make([]Node, 0, 64)
	}
	line, col := q.spot(q.off)
	q.nodes = append(q.nodes, Node{Kind: kind, Line: line, Col: col})
	return &q.nodes[len(q.nodes)-1]
}

// spot returns the line and column of an offset on the present line.
func (q *quick) spot(off int) (line, col int) {
	return q.first + q.line, q.base + off - q.starts[q.line] + 1
}

// key reads a key and its colon. It is one word, which no program takes for
// anything but a text.
func (q *quick) key() (string, bool) {
	start := q.off
	for isWord(q.at(q.off)) {
		q.off++
	}
	key := q.s[start:q.off]
	after := q.at(q.off + 1)
	if q.at(q.off) != ':' || after != ' ' && after != '\n' || key == "" || key[0] < 'A' || isReserved(key) {
		return "", false
	}
	q.off++
	return key, true
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// isReserved reports whether a word is a truth or nothing (YAML 1.2.2, section
// 10.3.2).
func isReserved(word string) bool {
	return strings.EqualFold(word, "true") || strings.EqualFold(word, "false") || strings.EqualFold(word, "null")
}

// usualPairs is room for the keys of most maps.
const usualPairs = 8

// blockMap reads the map whose first key is at off, indented by so much.
func (q *quick) blockMap(indent, depth int) *Node {
	if depth > MaxDepth {
		return nil
	}
	out := q.new(Map)
	out.Pairs = make([]Pair, 0, usualPairs)
	keys := keySet{node: out}
	for {
		line, col := q.spot(q.off)
		key, ok := q.key()
		if !ok || keys.find(key) != nil {
			return nil
		}
		value := q.value(indent, depth)
		if value == nil {
			return nil
		}
		keys.add(Pair{Key: key, Line: line, Col: col, Value: value})
		switch below := q.next(); {
		case below > indent:
			return nil // the text above goes on, or is none
		case below < indent:
			q.back(below)
			return out
		}
	}
}

// back returns to the start of a line of which the indentation was read.
func (q *quick) back(indent int) {
	if indent > 0 {
		q.off -= indent
	}
}

// value reads what stands behind a key, and the end of its line.
func (q *quick) value(indent, depth int) *Node {
	q.spaces()
	if q.at(q.off) != '\n' {
		return q.inline(indent, depth)
	}
	q.newline()
	below := q.next()
	switch {
	case below >= indent && q.at(q.off) == '-' && q.at(q.off+1) == ' ':
		return q.blockList(below, depth+1)
	case below > indent:
		return q.blockMap(below, depth+1)
	default:
		return nil
	}
}

// inline reads a value that starts on the line of its key or hyphen, and the
// end of its last line.
func (q *quick) inline(indent, depth int) *Node {
	var out *Node
	switch q.at(q.off) {
	case '[', '{':
		out = q.flow(indent, depth+1)
	case '"', '\'':
		out = q.quoted()
	case '>':
		return q.folded(indent)
	default:
		out = q.plain("")
	}
	if out == nil || !q.end() {
		return nil
	}
	return out
}

// blockList reads the list whose first hyphen is at off.
func (q *quick) blockList(indent, depth int) *Node {
	if depth > MaxDepth {
		return nil
	}
	out := q.new(List)
	for {
		start := q.off
		q.off++
		q.spaces()
		item := q.item(indent, indent+q.off-start, depth)
		if item == nil {
			return nil
		}
		out.Items = append(out.Items, item)
		below := q.next()
		if below > indent {
			return nil
		}
		if below < indent || q.at(q.off) != '-' || q.at(q.off+1) != ' ' {
			q.back(below)
			return out
		}
	}
}

// item reads what stands behind a hyphen.
func (q *quick) item(indent, column, depth int) *Node {
	start := q.off
	if _, ok := q.key(); ok {
		q.off = start
		return q.blockMap(column, depth+1)
	}
	q.off = start
	return q.inline(indent, depth)
}

// flow reads a list or a map in brackets.
func (q *quick) flow(indent, depth int) *Node {
	if depth > MaxDepth {
		return nil
	}
	out, closing := q.new(List), byte(']')
	if q.at(q.off) == '{' {
		out.Kind, closing = Map, '}'
	}
	keys := keySet{node: out}
	if out.Kind == Map {
		out.Pairs = make([]Pair, 0, usualPairs)
	}
	q.off++
	if !q.gap(indent) {
		return nil
	}
	if q.at(q.off) == closing {
		q.off++
		return out
	}
	for {
		if out.Kind == List {
			item := q.flowValue(indent, depth)
			if item == nil {
				return nil
			}
			out.Items = append(out.Items, item)
		} else if !q.flowPair(&keys, indent, depth) {
			return nil
		}
		if !q.gap(indent) {
			return nil
		}
		switch q.at(q.off) {
		case closing:
			q.off++
			return out
		case ',':
			q.off++
			if !q.gap(indent) {
				return nil
			}
		default:
			return nil
		}
	}
}

func (q *quick) flowPair(keys *keySet, indent, depth int) bool {
	line, col := q.spot(q.off)
	key, ok := q.key()
	if !ok || keys.find(key) != nil || !q.gap(indent) {
		return false
	}
	value := q.flowValue(indent, depth)
	if value == nil {
		return false
	}
	keys.add(Pair{Key: key, Line: line, Col: col, Value: value})
	return true
}

func (q *quick) flowValue(indent, depth int) *Node {
	switch q.at(q.off) {
	case '[', '{':
		return q.flow(indent, depth+1)
	case '"', '\'':
		return q.quoted()
	default:
		return q.plain(",[]{}?")
	}
}

// gap skips spaces and, within brackets, the ends of lines. What follows must
// be indented more than the key.
func (q *quick) gap(indent int) bool {
	q.spaces()
	for q.at(q.off) == '\n' && q.off < len(q.s) {
		q.newline()
		start := q.off
		q.spaces()
		if q.off-start <= indent {
			return false
		}
	}
	return q.off < len(q.s)
}

// quoted reads a text in quotes that ends on the same line and has no escape.
func (q *quick) quoted() *Node {
	quote := q.s[q.off]
	n := strings.IndexByte(q.s[q.off+1:], quote)
	if n < 0 {
		return nil
	}
	value := q.s[q.off+1 : q.off+1+n]
	if strings.ContainsAny(value, "\\\n") || q.at(q.off+n+2) == quote {
		return nil
	}
	out := q.new(Scalar)
	out.Text, out.Len = value, n+2
	q.off += n + 2
	return out
}

// plain reads a text without quotes, to the end of the line or one of stops.
func (q *quick) plain(stops string) *Node {
	c := q.at(q.off)
	if !isWord(c) && c < 0x80 && c != '/' && c != '(' || c == '-' && !isDigit(q.at(q.off+1)) {
		return nil
	}
	end := q.off
	for ; q.at(end) != '\n'; end++ {
		c := q.s[end]
		if stops != "" && strings.IndexByte(stops, c) >= 0 {
			break
		}
		after := q.at(end + 1)
		if c == ':' && (after == ' ' || after == '\n' || stops != "" && strings.IndexByte(stops, after) >= 0) || c == ' ' && after == '#' {
			return nil
		}
	}
	value := strings.TrimRight(q.s[q.off:end], " ")
	if surprise(value) != "" {
		return nil
	}
	out := q.new(Scalar)
	out.Text, out.Plain, out.Len = value, true, len(value)
	q.off = end
	return out
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// folded reads a text of several lines behind >-, all indented alike.
func (q *quick) folded(indent int) *Node {
	out := q.new(Scalar)
	if !strings.HasPrefix(q.s[q.off:], ">-\n") {
		return nil
	}
	q.off += 2
	q.newline()
	var b strings.Builder
	inner, gap := 0, false
	for q.off < len(q.s) {
		start := q.off
		q.spaces()
		depth := q.off - start
		if q.at(q.off) == '\n' && depth == 0 && inner > 0 {
			gap = true
			q.newline()
			continue
		}
		if depth <= indent && inner > 0 {
			q.off = start
			break
		}
		end := q.lineEnd()
		if inner == 0 {
			inner = depth
		}
		if gap || depth != inner || depth <= indent || q.off == end || q.s[end-1] == ' ' {
			return nil // the text has paragraphs, or is set out in another way
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(q.s[q.off:end])
		q.off = end
		q.newline()
	}
	out.Text = b.String()
	return out
}
