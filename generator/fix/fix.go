// Package fix repairs the text of a content file where one right repair is
// known: the spelling of countries and dates, an adoption status that the
// adoptions contradict, the order of the keys, white space that means nothing.
// Amend writes an editor's decision (a withdrawal, a number) in the same way.
//
// The bytes of a file go in; new bytes and a list of what was changed come out.
// Repairs are edits of the text, so that comments, quotes and line ends stay as
// their author wrote them. Every repair is read again before it is kept: the
// values of the file must be the old ones but for those that were to change.
// Where anything is unclear, the file is left as it is, and package check says
// what is wrong. A file that was fixed is fixed: a second run changes nothing.
//
// A repair guesses nothing: a mistyped term or an ambiguous date stays. It adds
// nothing: a missing key stays missing.
package fix

import (
	"bytes"

	"casebook/generator/diag"
	"casebook/generator/source"
	"casebook/generator/vocab"
)

// A Change is one repair.
type Change struct {
	Pos     diag.Pos // in the file as it was before this repair
	Message string   // what was done, in the author's words; no capital, no full stop
}

// Case repairs a case record. The vocabularies give the ranks of the adoption
// ladder; without them no status is repaired. data is not changed; the result
// is data itself when there is nothing to repair.
func Case(path string, data []byte, vocabularies *vocab.Set) ([]byte, []Change) {
	return run(path, data, []repair{countries, dates, status(vocabularies), order, lastLine, space})
}

// Page repairs a page of prose: its date and its white space.
func Page(path string, data []byte) ([]byte, []Change) {
	return run(path, data, []repair{dates, lastLine, space})
}

// A repair proposes edits of a file that was read whole.
type repair func(f *source.File) []edit

// An edit puts text in the place of data[start:end].
type edit struct {
	start, end int
	text       string
	value      bool   // a value of the front matter changes, to text without its quotes
	message    string // empty for an edit that is told together with another
}

// run makes the repairs one after the other, each on what the one before left.
func run(path string, data []byte, repairs []repair) ([]byte, []Change) {
	f, ok := read(path, data)
	if !ok {
		return data, nil
	}
	var changes []Change
	for _, propose := range repairs {
		edits := propose(&f)
		if len(edits) == 0 {
			continue
		}
		next, ok := read(path, apply(f.Data, edits))
		if !ok || !same(&f, &next, edits) {
			continue
		}
		for _, e := range edits {
			if e.message != "" {
				changes = append(changes, Change{Pos: position(path, f.Data, e.start), Message: e.message})
			}
		}
		f = next
	}
	return f.Data, changes
}

// harmless are the findings of reading that leave no doubt about what the file
// says: what other programs would make of a value, and an invisible mark before
// the first line.
var harmless = map[diag.Code]bool{"implicit-type": true, "encoding-bom": true}

// read reads a file; ok is false when it could be read in more than one way.
func read(path string, data []byte) (f source.File, ok bool) {
	f, found := source.Read(path, data)
	for i := range found {
		if !harmless[found[i].Code] {
			return f, false
		}
	}
	return f, f.OK
}

// apply makes edits, which are in the order of the file and do not overlap.
func apply(data []byte, edits []edit) []byte {
	var out bytes.Buffer
	out.Grow(len(data) + 16)
	done := 0
	for _, e := range edits {
		out.Write(data[done:e.start])
		out.WriteString(e.text)
		done = e.end
	}
	out.Write(data[done:])
	return out.Bytes()
}

func position(path string, data []byte, off int) diag.Pos {
	before := data[:off]
	return diag.Pos{
		File: path,
		Line: bytes.Count(before, []byte{'\n'}) + 1,
		Col:  off - bytes.LastIndexByte(before, '\n'),
	}
}
