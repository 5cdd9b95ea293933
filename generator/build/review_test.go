package build

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// A record that is due stands on the page, in the feed and in the calendar.
func TestReview(t *testing.T) {
	fsys := fstest.MapFS{}
	for dir, from := range map[string]string{".": "../testdata/site", "layouts": "../../layouts", "static": "../../static", "content/vocabularies": "../../content/vocabularies"} {
		err := fs.WalkDir(os.DirFS(from), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(filepath.Join(from, name))
			fsys[filepath.ToSlash(filepath.Join(dir, name))] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	net := fsys["content/cases/example-net.md"]
	net.Data = []byte(strings.Replace(string(net.Data), "updated: 2026-11-20\n", "updated: 2026-11-20\nreviewed: {on: 2026-11-20, by: A. Reviewer, due: 2026-11-22}\n", 1))
	out := t.TempDir()
	if _, err := Site(context.Background(), fsys, out, Options{BaseURL: "https://example.org/lf/", AsOf: "2026-11-25"}); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"index.html":   "due 22 November 2026",
		"feed.xml":     "<title>Review overdue: Example net as mesh</title>",
		"calendar.ics": "DTSTART;VALUE=DATE:20261122\r\nDTEND;VALUE=DATE:20261123\r\nSUMMARY:Review due: Example net as mesh\r\n",
	} {
		data, err := os.ReadFile(filepath.Join(out, "review", name))
		if err != nil || !strings.Contains(string(data), want) {
			t.Errorf("review/%s does not hold %q (%v):\n%s", name, want, err, data)
		}
	}
}
