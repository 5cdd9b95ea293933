//go:build browser

package browser

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const casesAddress = base + "cases/"

// settled waits until the search has answered, or the page has none.
const settled = `() => new Promise((done) => {
	const look = () => document.getElementById("res")?.getAttribute("aria-busy") === "true" ? setTimeout(look, 5) : done(true);
	look();
})`

// settle waits until the search has answered.
func (b *tab) settle(t *testing.T) {
	t.Helper()
	if _, err := evaluate[bool](b, settled, nil, chromedp.EvalAwaitPromise); err != nil {
		t.Fatalf("browser: wait for the search: %v", err)
	}
}

// search opens the search with a query string: "?q=hernia".
func (b *tab) search(t *testing.T, query string) {
	t.Helper()
	b.open(t, casesAddress+query)
	b.settle(t)
}

// query types a query into the box, in place of what is there, and waits for the
// answer.
func (b *tab) query(t *testing.T, text string) {
	t.Helper()
	call[chromedp.Void](t, b, `() => { const q = document.getElementById("q"); q.focus(); q.select() }`, nil)
	if text == "" {
		b.must(t, chromedp.KeyEvent(kb.Backspace))
	} else {
		b.must(t, command(input.InsertText, input.InsertTextParams{Text: text}))
	}
	b.settle(t)
}

// A shown is what the search shows.
type shown struct {
	Count    string   // the heading
	Slugs    []string // of the hits
	Told     []string // what is said about the query
	Chips    []string
	Why      []string // of the first hit
	Marks    []string // all that is marked
	Address  string   // path and query
	Box      string
	Sort     string
	Title    string
	Status   string // of the live region
	Facet    string // what the control for narrow windows says
	More     bool
	Elements int // within the hits
}

const look = `() => {
	const $ = (id) => document.getElementById(id), all = (s) => [...document.querySelectorAll(s)];
	const text = (e) => e.textContent.replace(/\s+/g, " ").trim();
	const items = all("#list .ent > li");
	return {
		Count: text($("count")),
		Slugs: items.map((li) => li.querySelector("h3 a").getAttribute("href").split("/").filter((part) => part && part !== "index.html").at(-1)),
		Told: $("told").hidden ? [] : all("#told > p").map(text),
		Chips: all("#chips button").map(text),
		Why: items.length ? [...items[0].querySelectorAll(".why")].map(text) : [],
		Marks: all("#list mark").map(text),
		Address: location.pathname + location.search,
		Box: $("q").value, Sort: $("sort").value, Title: document.title, Status: text($("said")),
		Facet: text(document.querySelector(".fac > summary")), More: !$("more").hidden,
		Elements: all("#list *").length,
	};
}`

func (b *tab) shown(t *testing.T) shown {
	t.Helper()
	return call[shown](t, b, look, nil)
}

// TestSearchWhileTyping types a word letter by letter: from the fourth letter
// on, the case it leads to is among the hits, and at last it is the first.
func TestSearchWhileTyping(t *testing.T) {
	b := take(t)
	b.search(t, "")
	before := b.shown(t)
	call[chromedp.Void](t, b, `() => document.getElementById("q").focus()`, nil)
	const word = "hernia"
	for i, letter := range word {
		b.must(t, chromedp.KeyEvent(string(letter)))
		b.settle(t)
		got := b.shown(t)
		if got.Box != word[:i+1] {
			t.Fatalf("the box has %q after %q", got.Box, word[:i+1])
		}
		if i > 2 && !slices.Contains(got.Slugs, "low-cost-hernia-mesh") {
			t.Errorf("%q does not find the hernia mesh: %q", got.Box, got.Slugs)
		}
	}
	got := b.shown(t)
	want := fmt.Sprintf("%d of %d cases for “hernia”", len(got.Slugs), len(site.content.Index.Published))
	if len(got.Slugs) == 0 || got.Slugs[0] != "low-cost-hernia-mesh" || got.Count != want {
		t.Errorf("%q with %q, want %q with the hernia mesh first", got.Count, got.Slugs, want)
	}
	if !slices.Contains(got.Marks, "hernia") || len(got.Why) == 0 || !strings.Contains(got.Why[0], "in the title") {
		t.Errorf("marked is %q because %q", got.Marks, got.Why)
	}
	b.must(t, chromedp.KeyEvent(kb.Escape))
	b.settle(t)
	if got := b.shown(t); got.Box != "" || !slices.Equal(got.Slugs, before.Slugs) || got.Count != before.Count {
		t.Errorf("after Escape the box has %q, the page says %q with %d cases", got.Box, got.Count, len(got.Slugs))
	}
	report(t, "complaints", b.complaints())
}

// TestSearchLanguage asks in every way that the language of queries has.
func TestSearchLanguage(t *testing.T) {
	b := take(t)
	b.search(t, "")
	for _, tt := range []struct {
		name, query, first string
		absent             string // must not be found
		told               string // what is said, in part
		why                string // of the first hit, in part
	}{
		{name: "word", query: "clubfoot ", first: "ponseti-programmes"},
		{name: "prefix", query: "kang", first: "kangaroo-mother-care", why: "“kangaroo”"},
		{name: "no prefix behind a space", query: "kang ", told: "“kang”"},
		{name: "ending", query: "vasectomies ", first: "no-scalpel-vasectomy"},
		{name: "accents and capitals", query: "BOGOTA bag ", first: "bogota-bag"},
		{name: "typo", query: "hernai ", first: "low-cost-hernia-mesh", told: "Nothing under “hernai”. Showing “hernia"},
		{name: "synonym", query: "KMC ", first: "kangaroo-mother-care"},
		{name: "country in another language", query: "بنغلاديش ", first: ""},
		{name: "phrase", query: `"skin to skin"`, first: "kangaroo-mother-care", why: "word for word"},
		{name: "phrase in another order", query: `"skin skin to"`, told: "No case on record matches"},
		{name: "exclusion", query: "hernia -mesh", absent: "low-cost-hernia-mesh"},
		{name: "title alone", query: "title:partograph", first: "partograph"},
		{name: "field", query: "mesh type:device", first: "low-cost-hernia-mesh"},
		{name: "field with two words", query: `type:"care practice" kangaroo`, first: "kangaroo-mother-care"},
		{name: "field without", query: "hernia -type:device", absent: "low-cost-hernia-mesh"},
		{name: "years", query: "kangaroo origin_year:1970..1980", first: "kangaroo-mother-care"},
		{name: "other years", query: "kangaroo origin_year:1990..", absent: "kangaroo-mother-care"},
		{name: "unknown value", query: "mesh type:nonsense", told: "has no value “nonsense”"},
		{name: "unknown word", query: "qqqqzzzz ", told: "Nothing under “qqqqzzzz”"},
		{name: "not all words", query: "hernia partograph ", told: "No case has all the words"},
	} {
		b.query(t, tt.query)
		got := b.shown(t)
		if tt.first != "" && (len(got.Slugs) == 0 || got.Slugs[0] != tt.first) {
			t.Errorf("%s: %q finds %q, want %s first", tt.name, tt.query, got.Slugs, tt.first)
		}
		if tt.absent != "" && slices.Contains(got.Slugs, tt.absent) {
			t.Errorf("%s: %q finds %s", tt.name, tt.query, tt.absent)
		}
		if tt.told != "" && !strings.Contains(strings.Join(got.Told, "\n"), tt.told) {
			t.Errorf("%s: of %q is said %q, want %q", tt.name, tt.query, got.Told, tt.told)
		}
		if tt.why != "" && !strings.Contains(strings.Join(got.Why, "\n"), tt.why) {
			t.Errorf("%s: %q is found because %q, want %q", tt.name, tt.query, got.Why, tt.why)
		}
	}
	report(t, "complaints", b.complaints())
}

// TestSearchTells: one region tells those who do not see the page what was
// found, after a moment, in one sentence with what was said of the query.
func TestSearchTells(t *testing.T) {
	b := take(t)
	b.search(t, "")
	if n := call[int](t, b, `() => document.querySelectorAll("[role=status],[role=alert],[aria-live]").length`, nil); n != 1 {
		t.Errorf("%d live regions, want one", n)
	}
	b.query(t, "hernai ")
	b.wait(t, "() => document.getElementById('said').textContent !== ''")
	got := b.shown(t)
	if want := got.Count + " " + strings.Join(got.Told, " "); got.Status != want {
		t.Errorf("told is %q, shown %q", got.Status, want)
	}
	if !strings.HasSuffix(got.Title, ": hernai") {
		t.Errorf("the page is called %q", got.Title)
	}
}

// wait waits until a function gives true.
func (b *tab) wait(t *testing.T, function string) {
	t.Helper()
	until(t, chrome{tab: b}, "wait", function, nil)
}

// TestSearchOrder sorts in every order.
func TestSearchOrder(t *testing.T) {
	b := take(t)
	for order, less := range map[string]func(a, c facts) bool{
		"newest":      func(a, c facts) bool { return a.Case.Added.Text >= c.Case.Added.Text },
		"title":       func(a, c facts) bool { return strings.ToLower(a.Case.Title.Text) <= strings.ToLower(c.Case.Title.Text) },
		"origin_year": func(a, c facts) bool { return a.OriginYear > 0 && a.OriginYear <= c.OriginYear || c.OriginYear == 0 },
	} {
		b.search(t, "?q=care&page=9&sort="+order)
		got := b.shown(t)
		if got.Sort != order || len(got.Slugs) < 5 {
			t.Fatalf("sorted by %q: %q", got.Sort, got.Slugs)
		}
		for i := range got.Slugs[1:] {
			if a, c := bySlug(t, got.Slugs[i]), bySlug(t, got.Slugs[i+1]); !less(a, c) {
				t.Errorf("%s: %s stands before %s", order, got.Slugs[i], got.Slugs[i+1])
			}
		}
	}
}

// TestSearchState: what is asked stands in the address, and going back and
// forward restores it, the box and the boxes too.
func TestSearchState(t *testing.T) {
	b := take(t)
	b.search(t, "")
	var states []shown
	keep := func() {
		t.Helper()
		b.settle(t)
		b.wait(t, `() => { // typing reaches the address after a moment
			const at = new URLSearchParams(location.search);
			return (at.get("q") ?? "") === document.getElementById("q").value;
		}`)
		s := b.shown(t)
		s.Status, s.Title = "", "" // they follow later
		states = append(states, s)
	}
	keep()
	b.query(t, "care")
	keep()
	b.tick(t, "innovation_type", "device")
	keep()
	b.tick(t, "innovation_type", "service-model")
	keep()
	b.choose(t, "title")
	keep()
	b.query(t, "health care")
	b.must(t, chromedp.KeyEvent(kb.Enter))
	keep()
	addresses := map[string]bool{}
	for _, s := range states {
		if addresses[s.Address] {
			t.Errorf("two states have the address %s", s.Address)
		}
		addresses[s.Address] = true
	}
	last := states[len(states)-1]
	u, err := url.Parse(last.Address)
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{"q": {"health care"}, "innovation_type": {"device", "service-model"}, "sort": {"title"}}
	if got := u.Query(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the address says %v, want %v", got, want)
	}
	same := func(how string, want shown) {
		t.Helper()
		b.wait(t, `() => location.pathname + location.search === "`+want.Address+`"`)
		b.settle(t)
		got := b.shown(t)
		got.Status, got.Title = "", ""
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s:\n got %+v\nwant %+v", how, got, want)
		}
	}
	for i := len(states) - 2; i >= 0; i-- {
		call[chromedp.Void](t, b, `() => history.back()`, nil)
		same(fmt.Sprintf("back to %d", i), states[i])
	}
	for i, s := range states[1:] {
		call[chromedp.Void](t, b, `() => history.forward()`, nil)
		same(fmt.Sprintf("forward to %d", i+1), s)
	}
	b.open(t, last.Address)
	b.settle(t)
	same("opened by its address", last)
}

// tick clicks the box of a value of a facet, and waits for the answer.
func (b *tab) tick(t *testing.T, key, id string) {
	t.Helper()
	const click = `async ([key, id]) => {
		const facet = document.querySelector('[data-key="' + key + '"]');
		facet.open = true;
		await new Promise((done) => setTimeout(done, 30)); // its values are drawn when it opens
		const box = facet.querySelector('[data-v="' + id + '"] input');
		box?.click();
		return !!box;
	}`
	if ok, err := evaluate[bool](b, click, []string{key, id}, chromedp.EvalAwaitPromise); !ok || err != nil {
		t.Fatalf("the value %s of %s has no box (%v)", id, key, err)
	}
	b.settle(t)
}

// choose chooses an order.
func (b *tab) choose(t *testing.T, order string) {
	t.Helper()
	call[chromedp.Void](t, b, `(order) => {
		const sort = document.getElementById("sort");
		sort.value = order;
		sort.dispatchEvent(new Event("change", {bubbles: true}));
	}`, order)
	b.settle(t)
}

// TestSearchMore shows more hits, each once, and puts the keyboard on the first
// new one.
func TestSearchMore(t *testing.T) {
	b := take(t)
	b.search(t, "?sort=title")
	first := b.shown(t)
	if len(first.Slugs) != 20 || !first.More {
		t.Fatalf("%d hits at first, more: %v", len(first.Slugs), first.More)
	}
	b.must(t, chromedp.Click("#more button"))
	b.wait(t, `() => document.querySelectorAll("#list .ent > li").length > 20`)
	got := b.shown(t)
	if want := min(40, len(site.content.Index.Published)); len(got.Slugs) != want || !slices.Equal(got.Slugs[:20], first.Slugs) {
		t.Errorf("%d hits, want %d that begin with the first 20", len(got.Slugs), want)
	}
	if distinct := slices.Compact(slices.Sorted(slices.Values(got.Slugs))); len(distinct) != len(got.Slugs) {
		t.Errorf("a hit stands twice: %q", got.Slugs)
	}
	b.wait(t, `() => document.activeElement === document.querySelector("#list li:nth-child(21) a")`)
	if !strings.Contains(got.Address, "page=2") {
		t.Errorf("the address is %s", got.Address)
	}
}

// TestSearchByKeyboard does without a mouse: to the box by a key, to a facet by
// Tab, on and off by the space bar, and a chip by Enter.
func TestSearchByKeyboard(t *testing.T) {
	b := take(t)
	b.search(t, "")
	press := func(keys ...string) {
		t.Helper()
		for _, key := range keys {
			if key == "/" { // as a keyboard does it: no text where the page takes the key for itself
				b.must(t, command(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: key, Code: "Slash", Text: key}),
					command(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: key, Code: "Slash"}))
			} else {
				b.must(t, chromedp.KeyEvent(key))
			}
		}
		b.settle(t)
	}
	focused := func(selector string) bool {
		t.Helper()
		return call[bool](t, b, `(s) => document.activeElement.matches(s)`, selector)
	}
	press("/")
	if got := b.shown(t); !focused("#q") || got.Box != "" {
		t.Fatalf("the key / leads to %q with %q in the box", call[string](t, b, `() => document.activeElement.outerHTML.slice(0, 80)`, nil), got.Box)
	}
	press("a", "/", "b")
	if got := b.shown(t).Box; got != "a/b" {
		t.Errorf("in the box the key / is %q, want the sign itself", got)
	}
	press(kb.Escape)
	if got := b.shown(t).Box; got != "" {
		t.Errorf("after Escape the box has %q", got)
	}
	walkTo := func(selector string) {
		t.Helper()
		for range 60 {
			if focused(selector) {
				return
			}
			press(kb.Tab)
		}
		t.Fatalf("Tab does not lead to %s", selector)
	}
	walkTo(`[data-key=innovation_type] input`)
	id := call[string](t, b, `() => document.activeElement.closest("li").dataset.v`, nil)
	press(" ")
	got := b.shown(t)
	if !strings.Contains(got.Address, "innovation_type="+id) || len(got.Chips) != 2 {
		t.Fatalf("the space bar leads to %s with the chips %q", got.Address, got.Chips)
	}
	if !focused(`[data-v="` + id + `"] input`) {
		t.Error("the keyboard is no longer at the box that was ticked")
	}
	walkTo(`#chips button`)
	press(kb.Enter)
	if got := b.shown(t); strings.Contains(got.Address, "?") || len(got.Chips) != 0 || !focused("#q") {
		t.Errorf("Enter on the chip leads to %s with %q", got.Address, got.Chips)
	}
	call[chromedp.Void](t, b, `() => { document.querySelector(".tips").open = true; document.getElementById("slash").click(); document.activeElement.blur() }`, nil)
	press("/")
	if focused("#q") {
		t.Error("the key / leads to the box although it was switched off")
	}
	b.search(t, "")
	press("/")
	if focused("#q") {
		t.Error("that the key / is switched off is forgotten")
	}
	call[chromedp.Void](t, b, `() => document.getElementById("slash").click()`, nil)
}

// TestSearchBoxElsewhere: the box of the home page and the top of every page
// lead to the search.
func TestSearchBoxElsewhere(t *testing.T) {
	b := take(t)
	b.open(t, base)
	b.must(t, chromedp.Click("#q"), chromedp.KeyEvent("hernia mesh"), chromedp.KeyEvent(kb.Enter))
	b.wait(t, `() => location.search === "?q=hernia+mesh" && document.readyState === "complete"`)
	b.settle(t)
	if got := b.shown(t); len(got.Slugs) == 0 || got.Slugs[0] != "low-cost-hernia-mesh" || got.Box != "hernia mesh" {
		t.Errorf("from the home page: %q, %q", got.Box, got.Slugs)
	}
	b.open(t, firstOf(t, "record, adopted")[0].address)
	b.must(t, chromedp.Click("header .seek"))
	b.wait(t, `() => location.pathname.endsWith("/cases/") && document.activeElement.id === "q"`)
	b.open(t, base+"search/")
	b.wait(t, `() => location.pathname.endsWith("/cases/")`)
}
