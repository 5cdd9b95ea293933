package build

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"casebook/generator/search"

	"github.com/google/go-cmp/cmp"
)

// realIndex builds the real content and opens its index.
func realIndex(t *testing.T) *search.Index {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	if _, err := Site(t.Context(), os.DirFS("../.."), out, Options{}); err != nil {
		t.Fatal(err)
	}
	return openIndex(t, out)
}

// openIndex opens the index of a built site.
func openIndex(t *testing.T, out string) *search.Index {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(out, "cases", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := search.Manifest(page)
	if err != nil {
		t.Fatal(err)
	}
	index, err := search.Open(os.DirFS(out), manifest)
	if err != nil {
		t.Fatal(err)
	}
	return index
}

// An asked is a row of the table of queries.
type asked struct {
	kind, query  string
	first        string
	three, found []string
	absent       []string
}

// queries reads the table of queries.
func queries(t *testing.T) []asked {
	t.Helper()
	f, err := os.Open("../search/testdata/queries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []asked
	for lines := bufio.NewScanner(f); lines.Scan(); {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "kind\t") {
			continue
		}
		c := append(strings.Split(line, "\t"), "", "", "", "")
		rows = append(rows, asked{c[0], c[1], c[2], strings.Fields(c[3]), strings.Fields(c[4]), strings.Fields(c[5])})
	}
	return rows
}

// TestRelevance asks what people ask, and sees that what must come first does.
func TestRelevance(t *testing.T) {
	index := realIndex(t)
	rows := queries(t)
	if len(rows) < 70 {
		t.Errorf("the table has %d queries, want at least 70", len(rows))
	}
	for _, row := range rows {
		got := slugs(t, index, row.query)
		if row.first != "" && (len(got) == 0 || got[0] != row.first) {
			t.Errorf("%s %q: %s must come first: %s", row.kind, row.query, row.first, beginning(got))
		}
		for _, want := range row.three {
			if !slices.Contains(got[:min(3, len(got))], want) {
				t.Errorf("%s %q: %s must be among the first three: %s", row.kind, row.query, want, beginning(got))
			}
		}
		for _, want := range row.found {
			if !slices.Contains(got, want) {
				t.Errorf("%s %q: %s must be found: %s", row.kind, row.query, want, beginning(got))
			}
		}
		for _, no := range row.absent {
			if slices.Contains(got, no) {
				t.Errorf("%s %q: %s must not be found", row.kind, row.query, no)
			}
		}
		if row.kind == "nothing" && len(got) > 0 {
			t.Errorf("%s %q: nothing must be found: %s", row.kind, row.query, beginning(got))
		}
	}
}

func beginning(list []string) string { return strings.Join(list[:min(4, len(list))], ", ") }

// slugs returns the records that a query finds, in order.
func slugs(t *testing.T, index *search.Index, query string) []string {
	t.Helper()
	result, err := index.Search(search.Query{Text: query})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, hit := range result.Hits {
		card, err := index.Card(hit.Doc)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.TrimSuffix(strings.TrimPrefix(card.Path, "cases/"), "/"))
	}
	return out
}

// TestSearchWhateverTheParts: the real content in many small parts answers the
// table of queries as it does in the parts of the site.
func TestSearchWhateverTheParts(t *testing.T) {
	content, err := Load(root, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	in := newIndexer(content.plan).input()
	var indices []*search.Index
	for _, sizes := range []search.Sizes{{}, {Terms: 2 << 10, Positions: 4 << 10, Cards: 5}} {
		built := search.Build(in, search.Options{Sizes: sizes})
		files := fstest.MapFS{}
		for i := range built.Parts {
			var b bytes.Buffer
			if err := built.Parts[i].Write(&b); err != nil {
				t.Fatal(err)
			}
			files[built.Parts[i].Path()] = &fstest.MapFile{Data: b.Bytes()}
		}
		index, err := search.Open(files, built.Manifest)
		if err != nil {
			t.Fatal(err)
		}
		indices = append(indices, index)
	}
	for _, row := range queries(t) {
		var answers []string
		for _, index := range indices {
			r, err := index.Search(search.Query{Text: row.query})
			if err != nil {
				t.Fatal(err)
			}
			text := fmt.Sprintln(r.Messages, r.Counts)
			for _, h := range r.Hits {
				text += fmt.Sprintln(h.Doc, h.Score, r.Why(h.Doc))
			}
			answers = append(answers, text)
		}
		if diff := cmp.Diff(answers[0], answers[1]); diff != "" {
			t.Errorf("%q (-parts of the site +small parts):\n%s", row.query, diff)
		}
	}
}

// TestStalePart: a page of one build never meets a part of another, since the
// names of parts follow their bytes.
func TestStalePart(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	s := newSite(t, states())
	s.build(t, out, Options{})
	old := openIndex(t, out)
	s.replace(t, "content/cases/net.md", "A problem", "A zebra")
	s.build(t, out, Options{})
	if _, err := old.Search(search.Query{Text: "zebra"}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the page of the first build reads a part of the second: %v", err)
	}
	r, err := openIndex(t, out).Search(search.Query{Text: "zebra"})
	if err != nil || len(r.Hits) != 1 {
		t.Errorf("the new page finds %d records, %v", len(r.Hits), err)
	}
}

// TestSearchStates: every record but withdrawn ones is searched, with the
// facets that the pages have.
func TestSearchStates(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	newSite(t, states()).build(t, out, Options{})
	index := openIndex(t, out)
	for query, want := range map[string]string{
		"state:stub": "stub", "state:review": "waiting", "id:lf-0001": "net", "status:stub": "stub",
		"country:Inde -state:review -title:comparator": "net about",
	} {
		got := slugs(t, index, query)
		for _, slug := range strings.Fields(want) {
			if !slices.Contains(got, slug) {
				t.Errorf("%q finds %v, want %s", query, got, want)
			}
		}
	}
	if got := slugs(t, index, ""); slices.Contains(got, "gone") || len(got) != 5 || !slices.Equal(got[3:], []string{"stub", "waiting"}) {
		t.Errorf("all records are %v; want the five that are not withdrawn, those in preparation last", got)
	}
}
