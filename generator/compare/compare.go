// Package compare says what a change of the content does to the data: which
// records came, went and changed, in which keys, and which statistics moved.
//
// Two trees go in, each as its records (front matter and body) and its
// statistics; a Result comes out, with printers for a person, for a comment in
// Markdown and for a program. It reads no files and judges nothing but two
// things that only a comparison can see: a numbered record that is gone, and a
// number that names another record than before.
package compare

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casebook/generator/model"
	"casebook/generator/source"
	"casebook/generator/stats"
)

// A Record is one case record as its file says it.
type Record struct {
	ID, Slug, File string
	Title, Status  string
	Front          *source.Node
	Body           []byte
	Alike          []string // of a new record: which others may tell its case, in words
}

// A Tree is the content at one time.
type Tree struct {
	Records    []Record
	Statistics []stats.Statistic
}

// A Result is what changed from one tree to another. All lists are sorted by
// file but Statistics, which is in the order of the statistics page.
type Result struct {
	Added      []Entry  `json:"added"`
	Removed    []Entry  `json:"removed"`
	Changed    []Change `json:"changed"`
	Statistics []Moved  `json:"statistics"`
	Problems   []string `json:"problems"` // what must not be: in words
}

// An Entry names a record.
type Entry struct {
	ID     string `json:"id"`
	File   string `json:"file"`
	Title  string `json:"title"`
	Status string `json:"status"`
	// Alike says which standing records a new one may be the same as.
	Alike []string `json:"alike,omitempty"`
}

// A Change is a record that says something else than before.
type Change struct {
	Entry
	WasFile     string  `json:"was_file,omitempty"` // where it has another file now
	Fields      []Field `json:"fields"`
	WordsBefore int     `json:"words_before"` // of the body
	WordsNow    int     `json:"words_now"`
	Body        bool    `json:"body"` // the body changed
}

// A Field is a key with its values, as text. Of lists, Before and Now hold
// what only one of the two has.
type Field struct {
	Key    string   `json:"key"`
	List   bool     `json:"list"`
	Before []string `json:"before"`
	Now    []string `json:"now"`
}

// A Moved is a statistic with another value than before, or with the same one
// and another count in its tables.
type Moved struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Before string `json:"before"`
	Now    string `json:"now"`
	Cells  []Cell `json:"cells"`
}

// A Cell is a count of a table that is not what it was. Table, Row and Column
// are ids, as in stats.Cell.
type Cell struct {
	Table  string `json:"table"`
	Row    string `json:"row"`
	Column string `json:"column,omitempty"`
	Before int    `json:"before"`
	Now    int    `json:"now"`
}

// Trees compares two trees. Records are the same when they have the same
// number, else the same slug.
func Trees(before, now Tree) Result {
	r := Result{Added: []Entry{}, Removed: []Entry{}, Changed: []Change{}, Statistics: moved(before.Statistics, now.Statistics), Problems: []string{}}
	old := newIndex(before.Records)
	seen := map[*Record]bool{}
	for i := range now.Records {
		n := &now.Records[i]
		b := old.find(n)
		if b == nil {
			r.Added = append(r.Added, n.entry())
			continue
		}
		seen[b] = true
		r.compare(b, n)
	}
	for i := range before.Records {
		if b := &before.Records[i]; !seen[b] {
			r.Removed = append(r.Removed, b.entry())
			if b.numbered() {
				r.Problems = append(r.Problems, fmt.Sprintf("%s (%s) is gone: a record that no longer stands is withdrawn, not deleted", b.ID, b.File))
			}
		}
	}
	slices.SortFunc(r.Added, byFile)
	slices.SortFunc(r.Removed, byFile)
	slices.SortFunc(r.Changed, func(a, b Change) int { return byFile(a.Entry, b.Entry) })
	slices.Sort(r.Problems)
	return r
}

func byFile(a, b Entry) int { return cmp.Compare(a.File, b.File) }

func (r *Record) entry() Entry   { return Entry{r.ID, r.File, r.Title, r.Status, r.Alike} }
func (r *Record) numbered() bool { return r.ID != "" && r.ID != model.NoNumber }

// compare takes up one record that both trees have.
func (r *Result) compare(b, n *Record) {
	if b.numbered() && b.ID != n.ID {
		r.Problems = append(r.Problems, fmt.Sprintf("%s had the number %s and has %s: a number is permanent", n.File, b.ID, cmp.Or(n.ID, "none")))
	}
	if b.Slug != n.Slug && b.Title != n.Title {
		r.Problems = append(r.Problems, fmt.Sprintf("%s named %q (%s) and now names %q (%s): a number is never used again", n.ID, b.Title, b.File, n.Title, n.File))
	}
	c := Change{Entry: n.entry(), Fields: fields(b.Front, n.Front), Body: !bytes.Equal(b.Body, n.Body),
		WordsBefore: len(bytes.Fields(b.Body)), WordsNow: len(bytes.Fields(n.Body))}
	if b.File != n.File {
		c.WasFile = b.File
	}
	if len(c.Fields) > 0 || c.Body || c.WasFile != "" {
		r.Changed = append(r.Changed, c)
	}
}

// An index finds the record of a tree that another tree's record was.
type index struct{ byID, bySlug map[string]*Record }

func newIndex(records []Record) index {
	x := index{map[string]*Record{}, map[string]*Record{}}
	for i := range records {
		r := &records[i]
		if r.numbered() {
			x.byID[r.ID] = r
		}
		x.bySlug[r.Slug] = r
	}
	return x
}

func (x index) find(r *Record) *Record {
	if r.numbered() {
		if b := x.byID[r.ID]; b != nil {
			return b
		}
	}
	return x.bySlug[r.Slug]
}

// fields compares two front matters key by key, in the order of the new one;
// keys that are gone come last.
func fields(before, now *source.Node) []Field {
	list := []Field{}
	for _, p := range now.Pairs {
		if f, changed := field(p.Key, before.Get(p.Key), p.Value); changed {
			list = append(list, f)
		}
	}
	for _, p := range before.Pairs {
		if now.Get(p.Key) == nil {
			f, _ := field(p.Key, p.Value, nil)
			list = append(list, f)
		}
	}
	return list
}

func field(key string, before, now *source.Node) (Field, bool) {
	f := Field{Key: key, Before: texts(before), Now: texts(now)}
	f.List = isList(before) || isList(now)
	if slices.Equal(f.Before, f.Now) {
		return f, false
	}
	if f.List {
		// Another order of the same entries is told whole.
		gone, come := without(f.Before, f.Now), without(f.Now, f.Before)
		if len(gone)+len(come) > 0 {
			f.Before, f.Now = gone, come
		}
	}
	return f, true
}

func isList(n *source.Node) bool { return n != nil && n.Kind == source.List }

// texts returns the entries of a value, each as one line.
func texts(n *source.Node) []string {
	switch {
	case n == nil || n.Kind == source.Null:
		return []string{}
	case n.Kind == source.List:
		list := make([]string, len(n.Items))
		for i, item := range n.Items {
			list[i] = line(item)
		}
		return list
	default:
		return []string{line(n)}
	}
}

// line writes a value on one line.
func line(n *source.Node) string {
	switch n.Kind {
	case source.List:
		return "[" + strings.Join(texts(n), ", ") + "]"
	case source.Map:
		parts := make([]string, len(n.Pairs))
		for i, p := range n.Pairs {
			parts[i] = p.Key + ": " + line(p.Value)
		}
		return strings.Join(parts, ", ")
	default:
		return strings.Join(strings.Fields(n.Text), " ")
	}
}

// without returns the texts of a that b has not, each as often as it is more.
func without(a, b []string) []string {
	have := map[string]int{}
	for _, s := range b {
		have[s]++
	}
	out := []string{}
	for _, s := range a {
		if have[s]--; have[s] < 0 {
			out = append(out, s)
		}
	}
	return out
}

// moved compares the statistics.
func moved(before, now []stats.Statistic) []Moved {
	list := []Moved{}
	for i := range now {
		s := &now[i]
		b := stats.Find(before, s.ID)
		if b == nil {
			list = append(list, Moved{ID: s.ID, Title: s.Title, Before: "not there", Now: value(s), Cells: []Cell{}})
			continue
		}
		m := Moved{ID: s.ID, Title: s.Title, Before: value(b), Now: value(s), Cells: cells(b.Cells, s.Cells)}
		if m.Before != m.Now || len(m.Cells) > 0 {
			list = append(list, m)
		}
	}
	return list
}

// cells compares the counts of two sets of tables, in the order of the new
// one; a cell that is in only one of them counts 0 in the other.
func cells(before, now []stats.Cell) []Cell {
	type key struct{ table, row, column string }
	counts := map[key]int{}
	for i := range before {
		counts[key{before[i].Table, before[i].Row, before[i].Column}] = before[i].Count
	}
	list := []Cell{}
	for i := range now {
		c := &now[i]
		k := key{c.Table, c.Row, c.Column}
		if counts[k] != c.Count {
			list = append(list, Cell{c.Table, c.Row, c.Column, counts[k], c.Count})
		}
		delete(counts, k)
	}
	for i := range before {
		c := &before[i]
		if counts[key{c.Table, c.Row, c.Column}] > 0 {
			list = append(list, Cell{c.Table, c.Row, c.Column, c.Count, 0})
		}
	}
	return list
}

// value words what a statistic says: its fraction, else its numbers.
func value(s *stats.Statistic) string {
	if s.Value != nil {
		return s.Value.String()
	}
	var parts []string
	for _, n := range s.Numbers {
		if n.OK {
			parts = append(parts, fmt.Sprintf("%s %s %s", strings.ReplaceAll(n.ID, "-", " "), number(n.Value), n.Unit))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("n = %d", s.N)
	}
	return strings.Join(parts, ", ")
}
