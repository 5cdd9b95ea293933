package fix

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"casebook/generator/source"
)

// ErrByHand means that a file is written in a way in which Amend changes
// nothing: its front matter is not YAML with one key a line, or has faults.
var ErrByHand = errors.New("the front matter is not YAML with one key a line, or has faults")

// An Amendment is a decision of an editor: one top-level key gets a value, or
// its list gets one entry more.
type Amendment struct {
	Key    string
	YAML   string // the value on one line, as it stands after "key: ", or after "- " for an entry
	Append bool   // YAML is an entry at the end of a list
}

// Amend makes amendments, in their order, in the text of a case record. A key
// that is missing is put in its place in the order of the keys. What the file
// says otherwise stays as it is, comments and line ends included; the result is
// read again to make sure of it. The error is ErrByHand, with the key, where
// that cannot be done.
func Amend(path string, data []byte, amendments []Amendment) ([]byte, error) {
	f, ok := read(path, data)
	if !ok {
		return data, ErrByHand
	}
	for _, a := range amendments {
		edits, ok := a.edit(&f)
		if !ok {
			return data, fmt.Errorf("%s: %w", a.Key, ErrByHand)
		}
		next, ok := read(path, apply(f.Data, edits))
		if !ok || !a.made(&f, &next) {
			return data, fmt.Errorf("%s: %w", a.Key, ErrByHand)
		}
		f = next
	}
	return f.Data, nil
}

// edit returns the change of the text.
func (a Amendment) edit(f *source.File) ([]edit, bool) {
	list, start, end := blocks(f)
	if list == nil {
		return nil, false
	}
	rank, at := slices.Index(keyOrder, a.Key), start
	for i := range list {
		if list[i].key == a.Key {
			return a.within(f, list[i], at), true
		}
		at += len(list[i].text)
	}
	at = end
	for i, off := 0, start; i < len(list); i++ {
		if list[i].rank > rank {
			at = off
			break
		}
		off += len(list[i].text)
	}
	// Blank lines part groups of keys: a new key stands before them.
	at = len(bytes.TrimRight(f.Data[:at], "\r\n"))
	return []edit{{start: at, end: at, text: newLine(f) + a.block(f)}}, true
}

// within changes the block of a key that is there and begins at off.
func (a Amendment) within(f *source.File, b block, off int) []edit {
	node := f.Front.Get(a.Key)
	if a.Append && node.Kind == source.List && len(node.Items) > 0 {
		return []edit{a.append(f, node, b, off)}
	}
	if e, ok := replace(f, node, a.YAML, ""); ok && !a.Append && node.Kind == source.Scalar {
		return []edit{{start: e.start, end: e.end, text: a.YAML}}
	}
	key := f.Front.Pairs[slices.IndexFunc(f.Front.Pairs, func(p source.Pair) bool { return p.Key == a.Key })]
	from, _ := offset(f.Data, key.Line, key.Col)
	to := off + len(bytes.TrimRight(b.text, "\r\n"))
	return []edit{{start: from, end: to, text: a.block(f)}}
}

// append returns the edit that puts an entry behind the last one of a list.
func (a Amendment) append(f *source.File, list *source.Node, b block, off int) edit {
	end := off + len(bytes.TrimRight(b.text, "\r\n \t"))
	first, _ := offset(f.Data, list.Items[0].Line, 1)
	line, _, _ := bytes.Cut(f.Data[first:], []byte("\n"))
	indent := line[:len(line)-len(bytes.TrimLeft(line, " "))]
	if bytes.HasPrefix(line[len(indent):], []byte("- ")) {
		return edit{start: end, end: end, text: newLine(f) + string(indent) + "- " + a.YAML}
	}
	if f.Data[end-1] == ']' { // a list on one line
		return edit{start: end - 1, end: end - 1, text: ", " + a.YAML}
	}
	return edit{start: end, end: end}
}

// block returns the lines of the key, without the line break at the end.
func (a Amendment) block(f *source.File) string {
	if a.Append {
		return a.Key + ":" + newLine(f) + "  - " + a.YAML
	}
	return a.Key + ": " + a.YAML
}

// newLine returns the line break that a file uses.
func newLine(f *source.File) string {
	if i := bytes.IndexByte(f.Data, '\n'); i > 0 && f.Data[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// made reports whether the amendment, and nothing else, changed what a file
// says.
func (a Amendment) made(before, after *source.File) bool {
	want, found := source.ParseYAML(before.Path, []byte(a.Key+": "+a.YAML+"\n"), 1)
	if found.HasErrors() {
		return false
	}
	for _, p := range after.Front.Pairs {
		old := before.Front.Get(p.Key)
		switch {
		case p.Key != a.Key:
			if old == nil || !equal(old, p.Value, nil) {
				return false
			}
		case a.Append:
			n := len(p.Value.Items) - 1
			if p.Value.Kind != source.List || n < 0 || !equalValue(p.Value.Items[n], want.Get(a.Key)) ||
				!slices.EqualFunc(p.Value.Items[:n], items(old), equalValue) {
				return false
			}
		default:
			if !equalValue(p.Value, want.Get(a.Key)) {
				return false
			}
		}
	}
	return len(after.Front.Pairs) >= len(before.Front.Pairs) && bytes.Equal(before.Body, after.Body)
}

func equalValue(a, b *source.Node) bool { return equal(a, b, nil) }
