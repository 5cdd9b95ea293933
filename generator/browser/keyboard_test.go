//go:build browser

package browser

import (
	_ "embed"
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

var (
	//go:embed stops.js
	stopsJS string
	//go:embed focus.js
	focusJS string
)

// A focus is where the keyboard is: the number of the stop (as stops.js counts
// them), -1 on none, -2 on an element that is none of them.
type focus struct {
	Stop     int
	What     string
	Problems []string
}

func TestKeyboard(t *testing.T) {
	for _, k := range firstOf(t, "home", "cases", "record, adopted", "term with cases", "contribute", "form", "not found") {
		t.Run(k.name, func(t *testing.T) {
			t.Parallel()
			b := take(t)
			b.open(t, k.address)
			walk(t, b)
			b.must(t, size(390, 844), scheme("dark"))
			b.open(t, k.address)
			walk(t, b)
		})
	}
}

// walk presses Tab through a page: every stop is reached in the order of the
// page, is seen to be there, and lets go.
func walk(t *testing.T, b *tab) {
	t.Helper()
	stops := call[[]string](t, b, stopsJS, nil)
	if len(stops) < 8 {
		t.Fatalf("only %d stops: %q", len(stops), stops)
	}
	for want := range stops {
		b.must(t, chromedp.KeyEvent(kb.Tab))
		got := call[focus](t, b, focusJS, nil)
		if got.Stop != want {
			t.Fatalf("after %d times Tab the keyboard is at %d %s, not at %s", want+1, got.Stop, got.What, stops[want])
		}
		report(t, got.What, got.Problems)
	}
	b.must(t, chromedp.KeyEvent(kb.Tab))
	if got := call[focus](t, b, focusJS, nil); got.Stop != -1 && got.Stop != 0 {
		t.Errorf("Tab does not leave the page: at %s", got.What)
	}
}

func TestSkipLink(t *testing.T) {
	b := take(t)
	b.open(t, base+"cases/")
	const seen = `() => { const r = document.activeElement.getBoundingClientRect(); return r.width > 40 && r.height > 24 && r.top >= 0 && r.left >= 0 }`
	b.must(t, chromedp.KeyEvent(kb.Tab))
	if !call[bool](t, b, seen, nil) {
		t.Error("the skip link is not seen when the keyboard is on it")
	}
	b.must(t, chromedp.KeyEvent(kb.Enter), chromedp.KeyEvent(kb.Tab))
	if !call[bool](t, b, `() => document.querySelector("main").contains(document.activeElement)`, nil) {
		t.Error("after the skip link, Tab is not in the main part")
	}
}

// TestDetailsOpenByKeyboard opens the table of a figure with the space bar.
func TestDetailsOpenByKeyboard(t *testing.T) {
	b := take(t)
	b.open(t, firstOf(t, "record, adopted")[0].address)
	const summary = `() => document.querySelector("main summary").focus()`
	call[chromedp.Void](t, b, summary, nil)
	b.must(t, chromedp.KeyEvent(" "))
	if !call[bool](t, b, `() => document.querySelector("main details").open && document.querySelector("main details table").checkVisibility()`, nil) {
		t.Error("the space bar does not open the table")
	}
}

//go:embed target.js
var targetJS string

func TestTargets(t *testing.T) {
	eachKind(t, func(t *testing.T, b *tab, k kind) {
		b.open(t, k.address)
		for _, width := range widths {
			b.must(t, size(width, 900))
			report(t, fmt.Sprintf("%d px", width), call[[]string](t, b, targetJS, 24))
		}
	})
}

// TestTargetsOfFingers looks at the discs on a touch screen: 44 px each (WCAG
// 2.2, 2.5.5).
func TestTargetsOfFingers(t *testing.T) {
	b := take(t)
	for _, k := range firstOf(t, "home", "term with cases") {
		b.must(t, chromedp.EmulateViewport(390, 844, chromedp.EmulateTouch))
		b.open(t, k.address)
		if !call[bool](t, b, `() => matchMedia("(pointer: coarse)").matches`, nil) {
			t.Fatal("the browser does not take itself for a touch screen")
		}
		const small = `() => [...document.querySelectorAll("a.dot")].map((a) => a.getBoundingClientRect()).
			filter((r) => r.width < 44 || r.height < 44).map((r) => "a disc of " + r.width + " by " + r.height + " px")`
		report(t, k.name, call[[]string](t, b, small, nil))
		report(t, k.name, call[[]string](t, b, layoutJS, nil))
		if call[int](t, b, `() => document.querySelectorAll("a.dot").length`, nil) == 0 {
			t.Errorf("%s: no discs", k.name)
		}
	}
}
