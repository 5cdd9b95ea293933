package fix

import (
	"bytes"
	"slices"
	"strings"

	"casebook/generator/source"
)

// KeyOrder returns the keys of a record in their order.
func KeyOrder() []string { return slices.Clone(keyOrder) }

// keyOrder is the order of the keys of a record: first what a first note
// needs, then what the evidence base adds, then its dates.
var keyOrder = []string{
	"title", "origin_country", "innovation_type", "learning_direction", "summary",
	"id", "status", "origin_year", "origin_year_note", "origin", "adoption_status", "adoptions",
	"learning_type", "learning_relation", "domain", "evidence", "barriers", "enablers", "also_known_as", "call",
	"references", "contributors", "returned", "added", "updated", "reviewed", "withdrawn", "history", "aliases", "lang",
}

// A block is a top-level key with its lines: the comments right above it, its
// value, and what follows up to the next block.
type block struct {
	key  string
	rank int
	text []byte
}

// order moves the top-level keys of YAML into their order. A key that is not
// in the list stays behind the one it stands behind.
func order(f *source.File) []edit {
	blocks, start, end := blocks(f)
	if blocks == nil {
		return nil
	}
	moved := slices.Clone(blocks)
	slices.SortStableFunc(moved, func(a, b block) int { return a.rank - b.rank })
	var text []byte
	var names []string
	for i := range moved {
		text = append(text, moved[i].text...)
		if moved[i].key != blocks[i].key {
			names = append(names, moved[i].key)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []edit{{start: start, end: end, text: string(text), message: "the keys stand in their order: " + strings.Join(names, ", ") + " moved"}}
}

// blocks cuts the front matter at its keys. It returns nil where a key does
// not start a line of its own at the left margin.
func blocks(f *source.File) (list []block, start, end int) {
	if f.Format != source.YAML || len(f.Front.Pairs) < 2 {
		return nil, 0, 0
	}
	end, _ = offset(f.Data, f.EndLine, 1)
	starts := make([]int, 0, len(f.Front.Pairs)+1)
	for i, p := range f.Front.Pairs {
		off, ok := offset(f.Data, p.Line, p.Col)
		if !ok || p.Col != 1 || i > 0 && p.Line <= f.Front.Pairs[i-1].Line {
			return nil, 0, 0
		}
		least := 0
		if i > 0 {
			least = starts[i-1]
		}
		starts = append(starts, withComments(f.Data, off, least))
	}
	starts = append(starts, end)
	rank := -1
	for i, p := range f.Front.Pairs {
		if r := slices.Index(keyOrder, p.Key); r >= 0 {
			rank = r
		}
		list = append(list, block{key: p.Key, rank: rank, text: f.Data[starts[i]:starts[i+1]]})
	}
	return list, starts[0], end
}

// withComments moves the start of a key up over the comment lines at the left
// margin that stand right above it, but not above least.
func withComments(data []byte, off, least int) int {
	for off > least {
		above := bytes.LastIndexByte(data[:off-1], '\n') + 1
		if above < least || data[above] != '#' {
			break
		}
		off = above
	}
	return off
}
