//go:build browser

package browser

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestOfflineDownloads: what is found is saved as a file of each form, whole.
func TestOfflineDownloads(t *testing.T) {
	forms := []struct {
		value, ending string
		records       func(t *testing.T, text string) int
	}{
		{"csv", ".csv", func(t *testing.T, text string) int {
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\uFEFF"))).ReadAll()
			if err != nil {
				t.Error(err)
			}
			return len(rows) - 1
		}},
		{"bib", ".bib", func(_ *testing.T, text string) int { return strings.Count("\n"+text, "\n@") }},
		{"ris", ".ris", func(_ *testing.T, text string) int { return strings.Count("\n"+text, "\nER  -") }},
	}
	eachWindow(t, func(t *testing.T, w window) {
		for _, name := range saves(t, w, "*") { // of an earlier run
			if err := os.Remove(name); err != nil {
				t.Fatal(err)
			}
		}
		h := search(t, w, "q=india")
		if h.Total < 2 {
			t.Fatalf("only %d hits", h.Total)
		}
		for _, form := range forms {
			w.click(t, fmt.Sprintf(`#take button[value="%s"]`, form.value))
			text := saved(t, w, form.ending)
			if n := form.records(t, text); n != h.Total {
				t.Errorf("the %s file has %d records, not the %d found:\n%s", form.value, n, h.Total, text[:min(len(text), 600)])
			}
		}
		report(t, "downloads", w.complaints())
	})
}

// saved waits for a file with an ending among the downloads and returns it.
func saved(t *testing.T, w window, ending string) string {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		names := saves(t, w, "*"+ending)
		if len(names) == 0 {
			continue
		}
		if data, err := os.ReadFile(names[0]); err == nil && len(data) > 0 {
			return string(data)
		}
	}
	t.Fatalf("no file %s was saved", ending)
	return ""
}

// saves returns the files among the downloads whose names match a pattern.
func saves(t *testing.T, w window, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(w.downloads(), pattern))
	if err != nil {
		t.Fatal(err)
	}
	return names
}
