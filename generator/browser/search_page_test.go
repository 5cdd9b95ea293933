//go:build browser

package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"
)

// A shift is how much of the page moved without being asked to since it was
// opened, the sum of all scores of the Layout Instability API, and what moved.
type shift struct {
	Score float64
	What  []string
}

const shiftsJS = `() => new Promise((done) => {
	const all = {Score: 0, What: []};
	const watch = (list) => {
		for (const e of list) if (!e.hadRecentInput) {
			all.Score += e.value;
			for (const {node} of e.sources) all.What.push((node?.outerHTML || node?.textContent || "").slice(0, 80));
		}
	};
	const observer = new PerformanceObserver((list) => watch(list.getEntries()));
	observer.observe({type: "layout-shift", buffered: true});
	setTimeout(() => { watch(observer.takeRecords()); done(all) }, 300);
})`

func (b *tab) shifts(t *testing.T) shift {
	t.Helper()
	all, err := evaluate[shift](b, shiftsJS, nil, chromedp.EvalAwaitPromise)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestSearchDoesNotShift: neither the script nor an answer moves what stands on
// the page.
func TestSearchDoesNotShift(t *testing.T) {
	b := take(t)
	b.must(t, cache(false))
	moved := func(what string, width int64) {
		t.Helper()
		if got := b.shifts(t); got.Score > 0.001 {
			t.Errorf("%s at %d px: the layout shifts by %.4f: %q", what, width, got.Score, got.What)
		}
	}
	for _, width := range []int64{320, 390, 768, 1280} {
		b.must(t, size(width, 900))
		for what, query := range map[string]string{"list": "", "query": "?q=hernia", "filters": "?innovation_type=device&origin_region=SAS&q=care", "nothing": "?q=qqqqqq", "text": "?q=donation"} {
			b.search(t, query)
			moved(what, width)
		}
		b.search(t, "?q=donation") // excerpts come late
		b.wait(t, `() => document.querySelector("#list .ex mark") !== null`)
		moved("excerpts", width)
		b.search(t, "")
		b.must(t, chromedp.Click("#q"))
		for _, key := range []string{"h", "e", "r", "n", "i", "a", kb.Escape} {
			b.must(t, chromedp.KeyEvent(key))
			b.settle(t)
		}
		moved("typing", width)
	}
}

// TestShiftsAreSeen proves that a shift would be seen.
func TestShiftsAreSeen(t *testing.T) {
	b := take(t)
	b.search(t, "")
	call[bool](t, b, `() => { const p = document.createElement("p"); p.style.height = "200px"; document.querySelector("main").prepend(p); return true }`, nil)
	if got := b.shifts(t); got.Score < 0.05 {
		t.Errorf("200 px at the top of the page are a shift of %.4f", got.Score)
	}
}

// searches are states of the search that every look at the pages takes in.
var searches = []kind{
	{"cases, query", casesAddress + "?q=hernia+mesh"}, {"cases, text", casesAddress + "?q=donation"},
	{"cases, filters", casesAddress + "?q=care&innovation_type=device&innovation_type=service-model&origin_region=SSF&origin_year=1950..2020"},
	{"cases, nothing", casesAddress + "?q=qqqqzzzz&innovation_type=device"}, {"cases, typing error", casesAddress + "?q=hernai+partograph"},
}

// TestSearchAtEveryWidth opens everything that can be opened.
func TestSearchAtEveryWidth(t *testing.T) {
	b := take(t)
	for _, k := range searches {
		b.open(t, k.address)
		b.settle(t)
		call[chromedp.Void](t, b, openDetails, nil)
		for _, width := range widths {
			b.must(t, size(width, 900))
			report(t, fmt.Sprintf("%s, %d px", k.name, width), call[[]string](t, b, layoutJS, nil))
			report(t, fmt.Sprintf("%s, %d px", k.name, width), call[[]string](t, b, overlapJS, nil))
			report(t, fmt.Sprintf("%s, %d px", k.name, width), call[[]string](t, b, targetJS, 24))
		}
	}
}

// TestSearchMotion: nothing of the search moves by itself.
func TestSearchMotion(t *testing.T) {
	b := take(t)
	b.search(t, "?q=care")
	const moving = `() => [...document.querySelectorAll("main *")].filter((e) => {
		const s = getComputedStyle(e);
		return parseFloat(s.transitionDuration) > 0 || s.animationName !== "none" || s.scrollBehavior === "smooth";
	}).map((e) => "moves: <" + e.localName + " class=" + e.className + ">")`
	b.must(t, media("", "prefers-reduced-motion", "reduce"))
	report(t, "reduced motion", call[[]string](t, b, moving, nil))
}

// TestSearchPrints: what was found is printed, with what was asked, and without
// the controls.
func TestSearchPrints(t *testing.T) {
	b := take(t)
	b.search(t, "?q=hernia&innovation_type=device")
	b.must(t, media("print"), size(720, 1000))
	report(t, "print", call[[]string](t, b, printJS, nil))
	report(t, "print", call[[]string](t, b, contrastJS, nil))
	got := call[string](t, b, `() => document.querySelector("main").innerText`, nil)
	for _, want := range []string{"for “hernia”", "Device", "Sterilised mosquito-net mesh"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not printed", want)
		}
	}
	for _, unwanted := range []string{"Sort by", "Country of origin", "How to search", "CSV"} {
		if strings.Contains(got, unwanted) {
			t.Errorf("%q is printed", unwanted)
		}
	}
}

// TestSearchExcerpt: a hit whose word stands in the text alone shows where, in
// the words of the record.
func TestSearchExcerpt(t *testing.T) {
	b := take(t)
	const query = "donation"
	for _, f := range site.content.Index.Published {
		if strings.Contains(strings.ToLower(f.Case.Title.Text+f.Case.Summary.Text), query) {
			t.Fatalf("%s has %q in its title or summary: the test needs another word", f.Case.Slug, query)
		}
	}
	b.search(t, "?q="+query)
	got := b.shown(t)
	if len(got.Slugs) == 0 {
		t.Fatal("no hit")
	}
	b.wait(t, `() => document.querySelector("#list .ex mark") !== null`)
	const excerpt = `() => { const li = document.querySelector("#list .ex mark").closest("li"); return [li.querySelector("h3 a").getAttribute("href"), li.querySelector(".ex").textContent, li.querySelector("mark").textContent] }`
	found := call[[]string](t, b, excerpt, nil)
	slug := strings.Split(strings.Trim(found[0], "/"), "/")
	page, err := os.ReadFile(filepath.Join(site.dir, "cases", slug[len(slug)-1], "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	for n := range d.Descendants() {
		if n.Data == "sup" { // marks of citations are not text
			n.FirstChild = nil
		}
	}
	text := strings.Trim(strings.ReplaceAll(found[1], "…", ""), " ")
	if !strings.Contains(strings.Join(strings.Fields(contentOf(d)), " "), text) || len(text) < 40 {
		t.Errorf("the excerpt %q is not in the record %s", found[1], found[0])
	}
	if !strings.HasPrefix(strings.ToLower(found[2]), "donat") {
		t.Errorf("marked is %q", found[2])
	}
	for _, why := range got.Why {
		if !strings.Contains(why, "in the ") && !strings.Contains(why, "in a ") {
			t.Errorf("the reason %q names no place", why)
		}
	}
	report(t, "complaints", b.complaints())
}

// TestSearchWithoutScripts: the page is the list, with the taxonomies beside
// it, and the box says that it needs scripts.
func TestSearchWithoutScripts(t *testing.T) {
	b := take(t)
	b.search(t, "")
	b.must(t, scripts(false))
	b.open(t, casesAddress+"?q=hernia")
	const state = `() => ({
		Entries: document.querySelectorAll("#list .ent > li").length,
		Links: [...document.querySelectorAll(".fac a")].filter((a) => a.getAttribute("href")).length,
		Dead: [...document.querySelectorAll("main :is(select, button, input)")].filter((e) => e.checkVisibility() && !e.closest(".find")).map((e) => e.outerHTML.slice(0, 60)),
		Text: document.querySelector("main").innerText,
	})`
	got := call[struct {
		Entries, Links int
		Dead           []string
		Text           string
	}](t, b, state, nil)
	if want := len(site.content.Index.Published); got.Entries != want {
		t.Errorf("%d entries, want all %d", got.Entries, want)
	}
	if got.Links < 100 {
		t.Errorf("%d links beside the list", got.Links)
	}
	report(t, "does nothing", got.Dead)
	if !strings.Contains(got.Text, "Searching needs scripts") {
		t.Error("nothing says that searching needs scripts")
	}
	b.must(t, chromedp.Click("#q"), chromedp.KeyEvent("mesh"), chromedp.KeyEvent(kb.Enter))
	b.wait(t, `() => location.search === "?q=mesh"`)
}

// TestSearchShots writes pictures of the search to the folder of -shots.
func TestSearchShots(t *testing.T) {
	if *shots == "" {
		return
	}
	if err := os.MkdirAll(*shots, 0o755); err != nil {
		t.Fatal(err)
	}
	b := take(t)
	shot := func(name string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(*shots, name+".png"), ask(t, b, picture(false)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, width := range []int64{320, 390, 1280} {
		for _, name := range []string{"light", "dark"} {
			b.must(t, size(width, 1400), scheme(name))
			for _, k := range append([]kind{{"cases, list", casesAddress}}, searches...) {
				b.open(t, k.address)
				b.settle(t)
				if k.name == "cases, text" {
					b.wait(t, `() => document.querySelector("#list .ex mark") !== null`)
				}
				file := fmt.Sprintf("search-%s-%d-%s", strings.ReplaceAll(strings.TrimPrefix(k.name, "cases, "), " ", "-"), width, name)
				shot(file)
				if k.name == "cases, filters" {
					call[chromedp.Void](t, b, `() => { document.querySelector(".fac").open = true; document.querySelector("[data-key=origin_country]").open = true; document.querySelector("[data-years]").open = true }`, nil)
					shot(file + "-open")
				}
			}
		}
	}
}
