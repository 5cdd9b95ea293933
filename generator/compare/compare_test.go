package compare

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casebook/generator/source"
	"casebook/generator/stats"
)

// record reads a record as the command does.
func record(t *testing.T, slug, front, body string) Record {
	t.Helper()
	f, found := source.Read("content/cases/"+slug+".md", []byte("---\n"+front+"\n---\n"+body))
	if found.HasErrors() {
		t.Fatal(found)
	}
	get := func(key string) string {
		if n := f.Front.Get(key); n != nil {
			return n.Text
		}
		return ""
	}
	return Record{ID: get("id"), Slug: slug, File: f.Path, Title: get("title"), Status: get("status"), Front: f.Front, Body: f.Body}
}

func fraction(id string, k, n int) stats.Statistic {
	return stats.Statistic{ID: id, Title: "Title of " + id, Value: &stats.Fraction{Numerator: k, Denominator: n}}
}

const net = "id: lf-0001\ntitle: A net\nstatus: published\ndomain: [a, b]\nreferences:\n  - {key: x2001, title: One}"

func TestTrees(t *testing.T) {
	one := record(t, "net", net, "Four words stand here.")
	tests := []struct {
		name        string
		before, now []Record
		want        string // as text
	}{
		{"nothing", []Record{one}, []Record{one}, "nothing in the data changes\n"},
		{"added", nil, []Record{one}, "1 record added, 0 changed, 0 removed; 0 statistics moved\n+ lf-0001 content/cases/net.md A net (published)\n"},
		{"removed", []Record{one}, nil, "0 records added, 0 changed, 1 removed; 0 statistics moved\n" +
			"problem: lf-0001 (content/cases/net.md) is gone: a record that no longer stands is withdrawn, not deleted\n- lf-0001 content/cases/net.md A net (published)\n"},
		{"a value, a list, a missing key, the text", []Record{one},
			[]Record{record(t, "net", "id: lf-0001\ntitle: A net\nstatus: withdrawn\ndomain: [b, c]\norigin_year: 1994", "Three words here.")},
			"0 records added, 1 changed, 0 removed; 0 statistics moved\n~ lf-0001 content/cases/net.md A net (withdrawn)\n" +
				"    status: published → withdrawn\n    domain: − a\n    domain: + c\n    origin_year: (nothing) → 1994\n    references: − key: x2001, title: One\n    text: 4 → 3 words\n"},
		{"another order of a list", []Record{one}, []Record{record(t, "net", strings.Replace(net, "[a, b]", "[b, a]", 1), "Four words stand here.")},
			"0 records added, 1 changed, 0 removed; 0 statistics moved\n~ lf-0001 content/cases/net.md A net (published)\n" +
				"    domain: − a\n    domain: − b\n    domain: + b\n    domain: + a\n"},
		{"another way to write the same", []Record{one}, []Record{record(t, "net", "title: \"A net\"\nid: lf-0001\nstatus: 'published'\ndomain:\n  - a\n  - b\nreferences: [{key: x2001, title: One}]", "Four words stand here.")},
			"nothing in the data changes\n"},
		{"another file", []Record{one}, []Record{record(t, "mesh", net, "Four words stand here.")},
			"0 records added, 1 changed, 0 removed; 0 statistics moved\n~ lf-0001 content/cases/mesh.md A net (published)\n    file: content/cases/net.md → content/cases/mesh.md\n"},
		{"a number used again", []Record{one}, []Record{record(t, "other", strings.Replace(net, "A net", "A hook", 1), "Four words stand here.")},
			"0 records added, 1 changed, 0 removed; 0 statistics moved\n" +
				"problem: lf-0001 named \"A net\" (content/cases/net.md) and now names \"A hook\" (content/cases/other.md): a number is never used again\n" +
				"~ lf-0001 content/cases/other.md A hook (published)\n    file: content/cases/net.md → content/cases/other.md\n    title: A net → A hook\n"},
		{"a number given", []Record{record(t, "net", strings.Replace(net, "lf-0001", "lf-0000", 1), "Four words stand here.")}, []Record{one},
			"0 records added, 1 changed, 0 removed; 0 statistics moved\n~ lf-0001 content/cases/net.md A net (published)\n    id: lf-0000 → lf-0001\n"},
		{"a number changed", []Record{one}, []Record{record(t, "net", strings.Replace(net, "lf-0001", "lf-0002", 1), "Four words stand here.")},
			"0 records added, 1 changed, 0 removed; 0 statistics moved\nproblem: content/cases/net.md had the number lf-0001 and has lf-0002: a number is permanent\n" +
				"~ lf-0002 content/cases/net.md A net (published)\n    id: lf-0001 → lf-0002\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := Trees(Tree{Records: test.before}, Tree{Records: test.now})
			var b strings.Builder
			if err := r.Text(&b); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What check says of records like a new one stands below the record.
func TestAlike(t *testing.T) {
	x := record(t, "x", "title: X", "")
	x.Alike = []string{"this record is new, and another one is like it"}
	r := Trees(Tree{}, Tree{Records: []Record{x}})
	var text, markdown strings.Builder
	if err := r.Text(&text); err != nil {
		t.Fatal(err)
	}
	if err := r.Markdown(&markdown); err != nil {
		t.Fatal(err)
	}
	if want := "\n+ content/cases/x.md X ()\n    look: this record is new, and another one is like it\n"; !strings.HasSuffix(text.String(), want) {
		t.Errorf("text: %s", text.String())
	}
	if want := "\n- `content/cases/x.md` `X` ()\n  - look: `this record is new, and another one is like it`\n"; !strings.HasSuffix(markdown.String(), want) {
		t.Errorf("markdown: %s", markdown.String())
	}
}

func TestStatistics(t *testing.T) {
	before, now := fraction("explicit", 1, 4), fraction("explicit", 2, 5)
	before.Cells = []stats.Cell{{Table: "ladder", Row: "piloted", Count: 2}, {Table: "ladder", Row: "gone", Count: 3}, {Table: "ladder", Row: "same", Count: 1}}
	now.Cells = []stats.Cell{{Table: "ladder", Row: "piloted", Count: 1}, {Table: "ladder", Row: "same", Count: 1}, {Table: "ladder", Row: "rejected", Count: 1}}
	r := Trees(Tree{Statistics: []stats.Statistic{before, fraction("same", 1, 2)}},
		Tree{Statistics: []stats.Statistic{now, fraction("same", 1, 2), {ID: "lag", Title: "Lag", Numbers: []stats.Number{{ID: "median", Value: 14, Unit: "years", OK: true}}}}})
	want := []Moved{
		{"explicit", "Title of explicit", "1 of 4", "2 of 5", []Cell{{"ladder", "piloted", "", 2, 1}, {"ladder", "rejected", "", 0, 1}, {"ladder", "gone", "", 3, 0}}},
		{"lag", "Lag", "not there", "median 14 years", []Cell{}},
	}
	if diff := cmp.Diff(want, r.Statistics); diff != "" {
		t.Error(diff)
	}
}

// What people write must not become markup in a comment.
func TestMarkdown(t *testing.T) {
	r := Trees(Tree{}, Tree{Records: []Record{record(t, "x", "title: \"@all <b>x</b> [a](http://b) ```c\"\nstatus: stub", "")}})
	var b strings.Builder
	if err := r.Markdown(&b); err != nil {
		t.Fatal(err)
	}
	want := "**What this does to the data:** 1 record added, 0 changed, 0 removed; 0 statistics moved.\n\n### Added\n\n" +
		"- `content/cases/x.md` ```` @all <b>x</b> [a](http://b) ```c ```` (stub)\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
