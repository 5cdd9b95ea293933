//go:build browser

package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestFormShots writes pictures of the form to the folder of the flag -shots,
// as a newcomer meets it: empty, with all that can be wrong told, with every
// part open, and with the file at the end. It judges nothing.
func TestFormShots(t *testing.T) {
	if *shots == "" {
		return
	}
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	b := take(t)
	for _, state := range []struct {
		name  string
		reach func()
	}{
		{"empty", func() {}},
		{"wrong", func() {
			b.part(t, "s-began")
			b.write(t, "f-origin_year", "19 68")
			b.part(t, "s-references")
			b.must(t, chromedp.Click("#f-references"))
			b.must(t, typed("no key"))
			b.submit(t)
		}},
		{"open", func() {
			call[chromedp.Void](t, b, `() => document.querySelectorAll("#form details").forEach((d) => { d.open = true })`, nil)
		}},
		{"done", func() { b.newcomer(t) }},
	} {
		b.must(t, size(1280, 900))
		b.form(t, "")
		state.reach()
		for _, width := range []int64{320, 390, 1280} {
			b.must(t, size(width, 900))
			for _, name := range []string{"light", "dark"} {
				b.must(t, scheme(name))
				file := fmt.Sprintf("form-%s-%d-%s.png", state.name, width, name)
				if err := os.WriteFile(filepath.Join(*shots, file), ask(t, b, picture(true)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
