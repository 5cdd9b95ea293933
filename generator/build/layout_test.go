package build

import (
	"bytes"
	"strings"
	"testing"
)

// TestLayoutsAreCompiled: every page of the real site is printed by a compiled
// layout, and has the bytes that html/template makes of its view.
func TestLayoutsAreCompiled(t *testing.T) {
	load := func() *Content {
		content, err := Load(root, Options{BaseURL: "https://example.org/learned/"})
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	compiled, plain := load(), load()
	plain.plan.layouts.Plain()
	want := plain.plan.plan.Entries()
	pages := 0
	for i, e := range compiled.plan.plan.Entries() {
		if !strings.HasSuffix(e.Path, ".html") {
			continue
		}
		pages++
		var a, b bytes.Buffer
		if err := e.Write(&a); err != nil {
			t.Fatal(err)
		}
		if err := want[i].Write(&b); err != nil {
			t.Fatal(err)
		}
		if at := differ(a.Bytes(), b.Bytes()); at >= 0 {
			t.Errorf("%s differs from html/template's at byte %d: %.80q, want %.80q", e.Path, at, a.Bytes()[at:], b.Bytes()[at:])
		}
	}
	if pages < 300 {
		t.Errorf("%d pages were compared; are they still found?", pages)
	}
	for _, left := range compiled.plan.layouts.Left() {
		t.Errorf("slow: %s", left)
	}
}

// differ returns the first place where two pages differ, or -1.
func differ(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}
