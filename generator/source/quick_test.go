package source

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"casebook/generator/diag"
)

// both reads a text with the quick parser and with the YAML parser.
func both(data string) (quick, slow *Node, found diag.List) {
	var none diag.List
	quick = newText("a.md", []byte(data), 0, len(data), 2, &none).quickly()
	t := newText("a.md", []byte(data), 0, len(data), 2, &found)
	slow, _ = t.slowly(t.part())
	return quick, slow, found
}

// compareParsers reports where the quick parser and the YAML parser differ,
// unless the quick one gives up.
func compareParsers(t *testing.T, data string) (gaveUp bool) {
	t.Helper()
	quick, slow, found := both(data)
	if quick == nil {
		return true
	}
	if len(found) > 0 {
		t.Errorf("the quick parser accepts what has findings: %v\n%s", found, data)
	}
	if diff := cmp.Diff(slow, quick, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("-YAML parser +quick parser:\n%s\nof\n%s", diff, data)
	}
	return false
}

func TestQuick(t *testing.T) {
	tests := []struct {
		name, text string
		gaveUp     bool
	}{
		{"keys", "title: A mesh, of nets (cheap)\nyear: 1994\nlow: -5\n", false},
		{"no line end", "title: Mesh", false},
		{"spaces behind", "title:   Mesh  \nother: x   ", false},
		{"blank lines and comments", "\n# one\ntitle: Mesh\n\n   # two\nb: c\n# three", false},
		{"quotes", "a: \"x: # y\"\nb: 'it [is]'\nc: \"\"\n", false},
		{"brackets", "a: [IND, UGA]\nb: []\nc: {}\nd: {x: y, z: [1, \"2\", {k: v}]}\n", false},
		{"brackets over lines", "a: {x: y,\n  z: [p,\n   q], r: s\n  }\nb: c\n", false},
		{"list", "a:\n  - x\n  - {k: v}\n  - k: v\n    l: w\n  - 'y'\nb:\n- p\n- q\nc: d\n", false},
		{"map", "a:\n  b:\n    c: d\n  e: f\ng: h\n", false},
		{"folded", "a: >-\n  One line\n  and another.\n\nb: c\nd: >-\n  Last", false},
		{"folded in a list", "a:\n  - b: >-\n      One\n      two\n    c: d\n", false},
		{"letters", "a: Löfgren\nb: {c: 日本, d: é}\n\n", false},
		{"address", "a: https://x.org/a:b\nb: [https://x.org/]\nc: 10.1/x\n", false},

		{"nothing", "", true},
		{"null", "a:\nb: c\n", true},
		{"null in a list", "a: [b, ]\n", true},
		{"null word", "a: null\n", true},
		{"misread word", "a: no\n", true},
		{"misread number", "a: 010\n", true},
		{"truth", "true: a\n", true},
		{"a key that once was a truth", "a: {on: b}\nno: c\n", false},
		{"text over lines", "a: one\n  two\n", true},
		{"quoted over lines", "a: \"one\n  two\"\n", true},
		{"text over lines in brackets", "a: [one\n  two]\n", true},
		{"escape", "a: \"x\\ty\"\n", true},
		{"double quote in quotes", "a: 'it''s'\n", true},
		{"comment behind", "a: b # c\n", true},
		{"colon", "a: b: c\n", true},
		{"colon at the end", "a: b:\n", true},
		{"duplicate", "a: b\na: c\n", true},
		{"duplicate in brackets", "a: {b: c, b: d}\n", true},
		{"anchor", "a: &b c\n", true},
		{"alias", "a: *b\n", true},
		{"tag", "a: !!str b\n", true},
		{"tab", "a:\tb\n", true},
		{"carriage return", "a: b\r\n", true},
		{"two documents", "a: b\n---\nc: d\n", true},
		{"list at the root", "- a\n", true},
		{"wrong indentation", "a:\n  b: c\n d: e\n", true},
		{"item that belongs to nothing", "a: b\n- c\n", true},
		{"brackets not indented", "a: [b,\nc]\n", true},
		{"not closed", "a: [b, c\n", true},
		{"behind brackets", "a: [b] c\n", true},
		{"pair in a list", "a: [b: c]\n", true},
		{"literal", "a: |\n  b\n", true},
		{"folded with a gap", "a: >-\n  b\n\n  c\n", true},
		{"folded with an indented line", "a: >-\n  b\n    c\n", true},
		{"line separator", "a: b\u2028c\n", true},
		{"deep", "a: " + strings.Repeat("[", MaxDepth+1) + strings.Repeat("]", MaxDepth+1) + "\n", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := compareParsers(t, tt.text); got != tt.gaveUp {
				t.Errorf("gave up: %v, want %v", got, tt.gaveUp)
			}
		})
	}
}

// TestQuickReadsRealCases: the quick parser reads most of the real content as
// the YAML parser does.
func TestQuickReadsRealCases(t *testing.T) {
	files, gaveUp := 0, 0
	root := os.DirFS("../../content")
	err := fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(file) != ".md" {
			return err
		}
		data, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		front, _, ok := strings.Cut(strings.TrimPrefix(string(data), "---\n"), "\n---\n")
		if !ok {
			return fmt.Errorf("%s: no front matter", file)
		}
		files++
		if compareParsers(t, front+"\n") {
			gaveUp++
			t.Logf("%s is left to the YAML parser", file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 30 || gaveUp > files/2 {
		t.Errorf("the quick parser gave up on %d of %d files", gaveUp, files)
	}
}

// FuzzQuick: whatever the quick parser accepts, it reads as the YAML parser does.
func FuzzQuick(f *testing.F) {
	for _, seed := range []string{
		"a: b\n", "a: {b: [c, \"d\"], e: 'f'}\n", "a:\n  - b\n  - c: d\n    e: f\ng:\n- h\n", "a: >-\n  b\n  c\n\nd: e\n",
		"a: b\n  c\n", "a: [b,\n c]\n#d\n e: f\n", "a: -1\nb: +2\nc: .5\nd: ~\ne: 0x1\n", "a: b?c\nd: [e?f]\ng: {h: i:j}\n", "a: \u00e9\u2003x\n",
		"a-b: c\n_d: e\nF1: g\n", "a:  \n    b:\n        - c\n        -   d: e\n            f: g\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) { compareParsers(t, data) })
}

const mutable = `# c
a: b c
d: [e, "f", {g: h}]
i: >-
  j k
  l
m:
  - n: {o: 1,
       p: 'q'}
    r: https://s/t
  - u

v:
- w
x: {y: [z, é]}
`

// TestQuickMutations: one character more, less or other at every place of a
// front matter.
func TestQuickMutations(t *testing.T) {
	signs := []string{"", " ", "\n", "  ", "#", ":", ": ", "- ", ",", "[", "}", "'", `"`, ">", "?", "!", "&", "~", "0", "\n\n", "\n  "}
	accepted := 0
	for i := range len(mutable) {
		for _, sign := range signs {
			for skip := range 2 {
				if !compareParsers(t, mutable[:i]+sign+mutable[i+skip:]) {
					accepted++
				}
				if t.Failed() {
					t.FailNow()
				}
			}
		}
	}
	if accepted < 500 {
		t.Errorf("the quick parser accepts %d texts; is it still tried?", accepted)
	}
}
