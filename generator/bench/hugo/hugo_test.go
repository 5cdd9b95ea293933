package hugo

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casebook/generator/bench"
)

// TestWrite: every case is there in Hugo's terms, with its permanent address
// as an alias and links in place of citations.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	const n = 40
	if err := Write(dir, os.DirFS("../../.."), n, 1); err != nil {
		t.Fatal(err)
	}
	links := 0
	for i := 1; i <= n; i++ {
		data, err := os.ReadFile(filepath.Join(dir, "content", "cases", bench.File(i, 1)))
		if err != nil {
			t.Fatal(err)
		}
		front, body, err := cut(data)
		if err != nil {
			t.Fatal(err)
		}
		params, _ := front["params"].(map[string]any)
		aliases, _ := front["aliases"].([]any)
		if front["title"] == nil || front["innovation-type"] == nil || len(aliases) == 0 || aliases[0] != "/id/"+params["id"].(string)+".html" {
			t.Errorf("case %d lacks a title, a type or its alias: %v", i, front)
		}
		if published := params["status"] == "published"; published == (front["build"] != nil) {
			t.Errorf("case %d, status %v, is in lists: %v", i, params["status"], front["build"] == nil)
		}
		if strings.Contains(string(body), "[@") {
			t.Errorf("case %d has a citation that is no link", i)
		}
		links += strings.Count(string(body), "](#ref-")
	}
	if links < n {
		t.Errorf("%d links to references in %d cases", links, n)
	}
	for _, name := range []string{"hugo.toml", "layouts/cases/page.html", "layouts/_partials/entry.html", "data/terms.json", "content/methods.md"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
}
