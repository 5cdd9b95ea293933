package build

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casebook/generator/search"
)

// realSite builds the real content once and opens its index.
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
