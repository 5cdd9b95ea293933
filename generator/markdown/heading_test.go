package markdown

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
)

func TestSlug(t *testing.T) {
	tests := []struct{ in, want string }{
		{"What was learned", "what-was-learned"},
		{"  Cost: $5 -- or less?  ", "cost-5-or-less"},
		{"The surgeon's view", "the-surgeons-view"},
		{"The surgeon’s view", "the-surgeons-view"},
		{"Über Ålesund, Straße & Łódź", "uber-alesund-strasse-lodz"},
		{"Ɗan Ɓaure", "dan-baure"},
		{"日本語", "section"},
		{"", "section"},
		{"c-x", "section-c-x"},
		{"Ref 3", "section-ref-3"},
		{"fn", "fn"},
		{strings.Repeat("word ", 40), "word-word-word-word-word-word-word-word-word-word-word-word-wor"},
	}
	for _, tt := range tests {
		if got := slug([]byte(tt.in)); got != tt.want {
			t.Errorf("slug(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// Ids are unique in the whole page, whatever the headings are.
func TestIDsAreUnique(t *testing.T) {
	src := "## A\n## A\n## A 2\n## A-2 {#a-3}\n## A\n### A\n## Main\n## x {#main-2}\n## Main\n" +
		"## Cite lofgren2016 1\n[@lofgren2016]\n\nx[^1]\n\n[^1]: y\n\n## Fn 1\n## Fn ref 1\n## Ref lofgren2016\n"
	o := testOptions()
	body, _ := New().Render([]byte(src), o)
	seen := map[string]bool{}
	for _, h := range body.Headings {
		if seen[h.ID] || o.Reserved[h.ID] || hasOwnedPrefix(h.ID) {
			t.Errorf("id %q is taken", h.ID)
		}
		seen[h.ID] = true
	}
	if len(body.Headings) != 13 {
		t.Errorf("%d headings", len(body.Headings))
	}
	if len(body.Sections) == 0 || body.Sections[0].ID != "a" {
		t.Error("the first heading has lost its id")
	}
}

func TestConcurrentUse(t *testing.T) {
	r, src := New(), []byte("## A [@lofgren2016]\n\n```json\n{}\n```\n\n# B\n")
	want := renderDump(r, src)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				if got := renderDump(r, src); got != want {
					t.Errorf("got %s\nwant %s", got, want)
					return
				}
			}
		})
	}
	wg.Wait()
}

func renderDump(r *Renderer, src []byte) string {
	body, list := r.Render(src, testOptions())
	return dump(body, list)
}

// textOf returns the text of a piece of HTML.
func textOf(t *testing.T, src []byte) string {
	t.Helper()
	var b strings.Builder
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}
