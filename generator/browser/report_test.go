//go:build browser

package browser

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestReports opens the reports from the disk: they ask for nothing, their style
// holds under their own policy, they fit, and they print.
func TestReports(t *testing.T) {
	b := take(t)
	for name, most := range map[string]int{"": 24, "thet-2019": 12, "ishimwe-2023": 8, "kulasabanathan-2017": 8} {
		var page bytes.Buffer
		if err := site.content.WriteReport(&page, name, ""); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "report.html")
		if err := os.WriteFile(file, page.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		b.must(t, plain)
		b.forget()
		b.must(t, chromedp.Navigate((&url.URL{Scheme: "file", Path: file}).String()))
		const styled = `() => getComputedStyle(document.querySelector(".sec")).borderTopStyle === "solid"`
		if !call[bool](t, b, styled, nil) {
			t.Errorf("%q: the style does not hold", name)
		}
		for _, width := range []int64{320, 390, 1280} {
			b.must(t, size(width, 900))
			report(t, name, call[[]string](t, b, layoutJS, nil))
			report(t, name, call[[]string](t, b, overlapJS, nil))
			report(t, name, call[[]string](t, b, contrastJS, nil))
		}
		b.must(t, media("print"), size(720, 1000))
		report(t, name+", print", call[[]string](t, b, cutJS, nil))
		b.must(t, plain)
		// The file itself is the one thing that is asked for.
		report(t, name, slices.DeleteFunc(b.complaints(), func(c string) bool { return strings.HasSuffix(c, "file://"+file) }))
		pdf := ask(t, b, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
		if pages := len(pdfPage.FindAll(pdf, -1)); pages == 0 || pages > most {
			t.Errorf("%q: %d pages", name, pages)
		} else {
			t.Logf("report %q: %d pages of A4, %d kB", name, pages, page.Len()/1000)
		}
	}
}
