package build

import (
	"strings"
	"testing"
	"testing/fstest"

	"casebook/generator/asset"
	"casebook/generator/model"
)

// TestStyleSheetsOfAPage: each style sheet is measured with the one that every
// page has, and not with those of other pages.
func TestStyleSheetsOfAPage(t *testing.T) {
	rule := func(n int) *fstest.MapFile { return &fstest.MapFile{Data: []byte(strings.Repeat("a{top:0}", n))} }
	set, err := asset.Load(fstest.MapFS{"static/style.css": rule(10), "static/one.css": rule(4), "static/two.css": rule(6)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		limit int
		over  []string
	}{
		{"both fit", 128, nil},
		{"one is too large", 127, []string{"two"}},
		{"all are", 79, []string{"two", "one", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := newBudget(model.Budgets{CSSBytes: tt.limit})
			b.assets(set, set.Address("style.css"))
			largest, over := b.table()
			if len(largest) != 1 || largest[0].Bytes != 128 {
				t.Errorf("largest %+v, want 128 bytes", largest)
			}
			if len(over) != len(tt.over) {
				t.Fatalf("over the budget: %+v, want %q", over, tt.over)
			}
			for i, name := range tt.over {
				if !strings.Contains(over[i].Path, "/style.") || !strings.Contains(over[i].Path, name) {
					t.Errorf("over the budget: %s, want style.css and %s", over[i].Path, name)
				}
			}
		})
	}
}

// TestScriptsOfAPage: a group of scripts is measured whole, groups are not
// added up, and the search has a budget of its own.
func TestScriptsOfAPage(t *testing.T) {
	// Bytes that do not compress, so that sizes differ as the files do.
	text := func(n, seed int) *fstest.MapFile {
		b := []byte(`x="`)
		for i := range n {
			seed = (seed*1103515245 + 12345) & 0x7fffffff
			b = append(b, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[(seed>>8+i)%62])
		}
		return &fstest.MapFile{Data: append(b, '"', ';')}
	}
	set, err := asset.Load(fstest.MapFS{"static/style.css": {Data: []byte("a{top:0}")}, "static/js/search-a.js": text(900, 1), "static/js/search-b.js": text(900, 2),
		"static/js/form.js": text(1200, 3)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	search := set.GzipSize(set.Address("js/search-a.js")) + set.GzipSize(set.Address("js/search-b.js"))
	for _, tt := range []struct {
		name          string
		limits        model.Budgets
		over          int
		all, searches int64
	}{
		{"all fit", model.Budgets{CSSBytes: 100, ScriptBytes: search, SearchScriptBytes: search}, 0, int64(search), int64(search)},
		{"the search is too large", model.Budgets{CSSBytes: 100, ScriptBytes: search, SearchScriptBytes: search - 1}, 1, int64(search), int64(search)},
		{"too large twice", model.Budgets{CSSBytes: 100, ScriptBytes: search - 1, SearchScriptBytes: search - 1}, 2, int64(search), int64(search)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := newBudget(tt.limits)
			b.assets(set, set.Address("style.css"))
			if _, over := b.table(); len(over) != tt.over {
				t.Errorf("over the budget: %+v, want %d", over, tt.over)
			}
			if got := b.largest[kindScript].Bytes; got != tt.all {
				t.Errorf("scripts of a page: %d bytes, want %d", got, tt.all)
			}
			if got := b.largest[kindSearch].Bytes; got != tt.searches {
				t.Errorf("scripts of the search: %d bytes, want %d", got, tt.searches)
			}
		})
	}
}
