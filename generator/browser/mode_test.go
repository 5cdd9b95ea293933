//go:build browser

package browser

import (
	"bytes"
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// spacing are the distances that a reader may set, and no text may be lost
// (WCAG 2.2, 1.4.12). The sheet is made by script because the site's policy
// forbids style elements.
const spacing = `() => {
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }");
	document.adoptedStyleSheets = [sheet];
}`

func TestTextSpacing(t *testing.T) {
	eachKind(t, func(t *testing.T, b *tab, k kind) {
		b.open(t, k.address)
		call[chromedp.Void](t, b, spacing, nil)
		for _, width := range []int64{320, 1280} {
			b.must(t, size(width, 900))
			report(t, fmt.Sprintf("%d px", width), call[[]string](t, b, layoutJS, nil))
			report(t, fmt.Sprintf("%d px", width), call[[]string](t, b, overlapJS, nil))
		}
	})
}

// TestLargeText doubles the reader's letter size without zooming (WCAG 2.2,
// 1.4.4). A browser that does so reads the widths in the style sheet in the
// larger letters too, which a script cannot bring about: so the window is one
// that has the layout of a phone either way.
func TestLargeText(t *testing.T) {
	eachKind(t, func(t *testing.T, b *tab, k kind) {
		b.must(t, size(640, 900))
		b.open(t, k.address)
		call[chromedp.Void](t, b, `() => { document.documentElement.style.fontSize = "200%" }`, nil)
		report(t, "640 px", call[[]string](t, b, layoutJS, nil))
		report(t, "640 px", call[[]string](t, b, overlapJS, nil))
	})
}

func TestRightToLeft(t *testing.T) {
	eachKind(t, func(t *testing.T, b *tab, k kind) {
		b.open(t, k.address)
		call[chromedp.Void](t, b, `() => { document.documentElement.dir = "rtl" }`, nil)
		for _, width := range []int64{390, 1280} {
			b.must(t, size(width, 900))
			report(t, fmt.Sprintf("%d px", width), call[[]string](t, b, layoutJS, nil))
			report(t, fmt.Sprintf("%d px", width), call[[]string](t, b, overlapJS, nil))
		}
		const mirrored = `() => {
			const brand = document.querySelector(".brand").getBoundingClientRect(), nav = document.querySelector(".top nav").getBoundingClientRect();
			return brand.left > nav.left;
		}`
		if !call[bool](t, b, mirrored, nil) {
			t.Error("the name of the site does not stand on the right")
		}
	})
}

//go:embed marks.js
var marksJS string

// TestForcedColours looks at the pages in a reader's own two or three colours:
// text is seen, and the marks differ by their form.
func TestForcedColours(t *testing.T) {
	for _, name := range []string{"light", "dark"} {
		t.Run(name, func(t *testing.T) {
			eachKind(t, func(t *testing.T, b *tab, k kind) {
				b.open(t, k.address)
				b.must(t, media("", "forced-colors", "active", "prefers-color-scheme", name))
				if !call[bool](t, b, `() => matchMedia("(forced-colors: active)").matches`, nil) {
					t.Fatal("the browser does not force colours")
				}
				report(t, "forced colours", call[[]string](t, b, contrastJS, nil))
				report(t, "forced colours", call[[]string](t, b, marksJS, nil))
			})
		})
	}
}

// TestMarksDiffer looks at the forms of the marks as the site shows them and
// in print.
func TestMarksDiffer(t *testing.T) {
	b := take(t)
	for _, k := range firstOf(t, "home", "term with cases", "paucity") {
		b.must(t, plain)
		b.open(t, k.address)
		report(t, k.name, call[[]string](t, b, marksJS, nil))
		b.must(t, media("print"))
		report(t, k.name+", print", call[[]string](t, b, marksJS, nil))
	}
}

// pdfPage finds the pages of a PDF (ISO 32000-1, 7.7.3.3).
var pdfPage = regexp.MustCompile(`/Type\s*/Page\b[^s]`)

func TestPrint(t *testing.T) {
	b := take(t)
	for _, k := range firstOf(t, "home", "record, adopted", "record, abandoned", "term with cases", "paucity",
		"call", "survey", "review", "call with everything", "review with everything", "partnership") {
		b.must(t, plain)
		b.open(t, k.address)
		b.must(t, media("print"), size(720, 1000))
		report(t, k.name, call[[]string](t, b, printJS, nil))
		report(t, k.name, call[[]string](t, b, layoutJS, nil))
		report(t, k.name, call[[]string](t, b, contrastJS, nil))
		report(t, k.name, call[[]string](t, b, cutJS, nil))
		b.must(t, plain)
		pdf := ask(t, b, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
		pages := len(pdfPage.FindAll(pdf, -1))
		most := 20
		if k.name == "paucity" { // with the tables of all figures
			most = 40
		}
		if !bytes.HasPrefix(pdf, []byte("%PDF-")) || pages == 0 || pages > most {
			t.Errorf("%s: %d pages in %d bytes that begin with %q", k.name, pages, len(pdf), pdf[:min(8, len(pdf))])
		}
		t.Logf("%s: %d pages of A4, %d kB", k.name, pages, len(pdf)/1000)
	}
}

// cutJS reports flows that a page of A4 cannot hold whole, or may cut in two.
// 1,000 pixels are less than its 297 mm without the margins.
const cutJS = `() => {
	const problems = [];
	const shown = [...document.querySelectorAll(".flow svg")].filter((e) => e.checkVisibility());
	for (const e of document.querySelectorAll(".flow")) {
		if (![...e.children].some((c) => c.checkVisibility())) problems.push("no drawing of a flow is printed");
	}
	for (const e of shown) {
		const box = e.getBoundingClientRect();
		if (box.height > 1000) problems.push("a flow is " + Math.round(box.height) + " px high");
		if (getComputedStyle(e.parentElement).breakInside !== "avoid") problems.push("a flow may be cut by the end of a page");
	}
	return problems;
}`

// printJS reports what paper has no use for, and tables that stay closed.
const printJS = `() => {
	const problems = [];
	for (const e of document.querySelectorAll("nav, form, .acts, .skip")) {
		if (e.checkVisibility()) problems.push("is printed: <" + e.localName + " class=" + e.className + ">");
	}
	for (const table of document.querySelectorAll(".ff table")) {
		if (!table.checkVisibility({contentVisibilityAuto: true}) || table.getBoundingClientRect().height < 20) problems.push("the table of a figure is not printed: " + table.innerText.slice(0, 40));
	}
	for (const e of document.querySelectorAll("h1, main p:not(.acts):not(.crumb):not(nav p)")) {
		if (!e.checkVisibility() && !e.closest("nav, .fac")) problems.push("is not printed: " + e.textContent.slice(0, 40));
	}
	return problems;
}`

// heaviest is what a record may weigh on its way to the reader, in bytes: page
// and style sheet, compressed, with their heads.
const heaviest = 100_000

func TestWeight(t *testing.T) {
	var lines []string
	b := take(t)
	b.must(t, cache(false))
	for _, k := range kinds() {
		b.open(t, k.address)
		weight := b.transferred()
		if k.name == "cases, text" || k.name == "cases, typing error" || k.name == "cases, nothing" {
			continue // an answer out of more parts of the index
		}
		lines = append(lines, fmt.Sprintf("%7d bytes  %s", weight, k.name))
		if weight < 1000 || weight > heaviest {
			t.Errorf("%s weighs %d bytes, and %d are allowed", k.name, weight, heaviest)
		}
	}
	slices.Sort(lines)
	t.Logf("transferred, style sheet and icon included:\n%s", strings.Join(lines, "\n"))
}
