//go:build browser

package browser

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A citing is what the block "Cite this record" shows and did.
type citing struct {
	Buttons []string
	Texts   []string
	Said    string // in the live region
	Copied  string // handed to the clipboard
	Chosen  string // selected text
}

const citingJS = `() => {
  const texts = [...document.querySelectorAll('[data-copy] [id]')]
  const status = document.querySelector('[data-copy] + [role=status]')
  return {Buttons: [...document.querySelectorAll('[data-copy] button')].map(b => b.textContent), Texts: texts.map(t => t.textContent),
    Said: status ? status.textContent : '', Copied: window.copied || '', Chosen: String(getSelection())}
}`

// clipboardJS puts a clipboard in place that takes or refuses what is copied.
const clipboardJS = `allow => {
  Object.defineProperty(navigator, 'clipboard', {configurable: true, value: {writeText: text => {
    if (!allow) return Promise.reject(new Error('no'))
    window.copied = text
    return Promise.resolve()
  }}})
  if (!allow) document.execCommand = () => false
  document.querySelectorAll('[data-copy] button')[1].focus()
  return true
}`

// TestCiting: the citations hold today's date, and the keyboard copies them;
// where copying is refused the text is selected and the reader told.
func TestCiting(t *testing.T) {
	b := take(t)
	address := firstOf(t, "record, adopted")[0].address
	for _, allowed := range []bool{true, false} {
		b.open(t, address)
		call[bool](t, b, clipboardJS, allowed)
		b.must(t, chromedp.KeyEvent(kb.Enter))
		got := call[citing](t, b, citingJS, nil)
		for end := time.Now().Add(patience); got.Said == "" && time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			got = call[citing](t, b, citingJS, nil)
		}
		if want := []string{"Copy Vancouver", "Copy APA", "Copy Harvard"}; !slices.Equal(got.Buttons, want) || len(got.Texts) != 3 {
			t.Fatalf("buttons %q with %d texts, want %q", got.Buttons, len(got.Texts), want)
		}
		for _, text := range got.Texts {
			if strings.Contains(text, "date of access") {
				t.Errorf("no date of access in %q", text)
			}
		}
		said, copied := "The APA citation is copied.", got.Copied
		if !allowed {
			said, copied = "Copying failed. The text is selected.", got.Chosen
		}
		if got.Said != said || copied != got.Texts[1] {
			t.Errorf("allowed %v: said %q, want %q; copied or selected %q, want %q", allowed, got.Said, said, copied, got.Texts[1])
		}
		report(t, "citing", b.complaints())
	}
}

// TestCitingWithoutScript: no button that does nothing, and a citation that
// asks for the date.
func TestCitingWithoutScript(t *testing.T) {
	b := take(t)
	b.must(t, scripts(false))
	b.open(t, firstOf(t, "record, adopted")[0].address)
	got := call[citing](t, b, citingJS, nil)
	if len(got.Buttons) != 0 || len(got.Texts) != 3 {
		t.Errorf("buttons %q, texts %q", got.Buttons, got.Texts)
	}
	for _, text := range got.Texts {
		if !strings.Contains(text, "date of access") {
			t.Errorf("%q does not ask for the date of access", text)
		}
	}
}
