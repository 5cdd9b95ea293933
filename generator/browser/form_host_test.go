//go:build browser

package browser

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"casebook/generator/page"
)

// openedJS notes what the form opens instead of opening it.
const openedJS = `() => { window.opened = []; window.open = (address) => { window.opened.push(address) } }`

// hand presses one of the buttons at the end, by its words, and returns the
// address that the form opens, and what it says.
func (b *tab) hand(t *testing.T, words string) (address, said string) {
	t.Helper()
	const press = `(words) => { window.opened.length = 0; document.getElementById("ways-said").textContent = ""; [...document.querySelectorAll("#ways button")].find((b) => b.textContent === words).click() }`
	call[chromedp.Void](t, b, press, words)
	b.wait(t, `() => document.getElementById("ways-said").textContent !== ""`)
	return call[string](t, b, `() => window.opened.join(" ")`, nil), call[string](t, b, `() => document.getElementById("ways-said").textContent`, nil)
}

// TestFormHandsIn: where the site names a repository and an address, the form
// opens the one with the file filled in, offers the other, and says how to go
// on where a text is too long for an address.
func TestFormHandsIn(t *testing.T) {
	b := take(t)
	t.Cleanup(func() { b.open(t, base+"about/") })
	b.open(t, oddBase+page.FormAddress)
	call[chromedp.Void](t, b, `() => localStorage.clear()`, nil)
	b.open(t, oddBase+page.FormAddress)
	call[chromedp.Void](t, b, openedJS, nil)
	b.newcomer(t)
	ways := call[[]string](t, b, `() => [...document.querySelectorAll("#ways button")].map((b) => b.textContent)`, nil)
	if want := []string{"Download the file", "Copy the text", "Open it in the repository", "Send it by e-mail"}; !slices.Equal(ways, want) {
		t.Fatalf("the ways are %q, want %q", ways, want)
	}
	if said := call[told](t, b, toldJS, nil); !strings.HasSuffix(said.Name, "Send it in one of these ways:") {
		t.Errorf("it says %q", said.Name)
	}
	const file = "content/cases/solar-heated-sand-battery-for-instrument-drying.md"
	text := call[told](t, b, toldJS, nil).Source
	address, said := b.hand(t, ways[2])
	u, err := url.Parse(address)
	if err != nil || !strings.HasPrefix(address, oddRepository+"/new/main?") || u.Query().Get("filename") != file || u.Query().Get("value") != text {
		t.Errorf("it opens %s (%v)", address, err)
	}
	if !strings.Contains(said, "opens in a new tab") {
		t.Errorf("it says %q", said)
	}

	b.part(t, "s-text")
	b.write(t, "f-body", strings.Repeat("One sentence of many. ", 400))
	b.submit(t)
	address, said = b.hand(t, ways[2])
	if u, err := url.Parse(address); err != nil || u.Query().Get("filename") != file || u.Query().Has("value") {
		t.Errorf("with a long text it opens %s (%v)", address, err)
	}
	if !strings.Contains(said, "cop") { // copied, or marked to be copied
		t.Errorf("with a long text it says %q", said)
	}
}
