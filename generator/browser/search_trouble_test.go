//go:build browser

package browser

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// hostile are queries that want to be more than text.
var hostile = []string{
	`<img src=x onerror="window.broken=1">`, `"><script>window.broken=1</script>`, `</script><script>window.broken=1</script>`,
	`<svg onload=window.broken=1>`, `javascript:window.broken=1`, `{{.Manifest}} ${window.broken=1}`, `&lt;b&gt;&amp;#x3c;`, `'; window.broken=1; '`,
	`constructor:x __proto__:y toString:z`, `"unended phrase`, `-"`, `- -- --- :`, `type:`, `type:"`, `title:-`, `origin_year:..`, `origin_year:9..1`,
	`(((((((([[[[{{{{`, `\u0000\x00\`, `%00%ff%3Cscript%3E`, "\ufeff\u202eabc\u202c", "a\u0300\u0301\u0302b", "👩‍⚕️🇺🇬", "𝒽𝑒𝓇𝓃𝒾𝒶", "子宮頸がん", "กขค", "كنغر",
	`*.* ^$ [a-z]+ (a+)+$`, strings.Repeat("-", 600), strings.Repeat(`"a `, 300), strings.Repeat("hernia:", 90),
}

// TestSearchHostile types them and opens them by the address. Nothing of them
// becomes an element, runs, or breaks the page.
func TestSearchHostile(t *testing.T) {
	b := take(t)
	b.search(t, "")
	const foreign = `() => [
		...[...document.querySelectorAll("main img, main script:not([type='application/json']), main b b, main [onload], main [onerror], main [style], main iframe")].map((e) => e.outerHTML.slice(0, 80)),
		...(window.broken ? ["a script has run"] : []),
	]`
	judge := func(how, query string) {
		t.Helper()
		report(t, fmt.Sprintf("%s %.60q", how, query), call[[]string](t, b, foreign, nil))
		got := b.shown(t)
		short := []rune(strings.TrimSpace(query))
		if len(short) > 20 {
			short = short[:20]
		}
		if how == "typed" && !strings.ContainsAny(query, "\ufeff\u0300") && len(short) > 0 && !strings.Contains(got.Count, string(short)) {
			t.Errorf("%.60q: the page says %q", query, got.Count)
		}
		report(t, fmt.Sprintf("%s %.60q", how, query), b.complaints())
	}
	for _, query := range hostile {
		b.query(t, query)
		judge("typed", query)
	}
	for _, query := range hostile {
		b.search(t, "?q="+url.QueryEscape(query)+"&innovation_type="+url.QueryEscape(query)+"&sort="+url.QueryEscape(query)+"&page=-1&origin_year=x&__proto__=1")
		judge("opened", query)
	}
	b.search(t, "")
	b.query(t, "hernia")
	if got := b.shown(t); len(got.Slugs) == 0 {
		t.Error("after them a word finds nothing")
	}
}

// TestSearchHostileRecord: a record whose texts are markup is a hit like any
// other.
func TestSearchHostileRecord(t *testing.T) {
	b := take(t)
	b.open(t, oddBase+"cases/?q=markupword")
	b.settle(t)
	got := b.shown(t)
	if !slices.Equal(got.Slugs, []string{"markup"}) {
		t.Fatalf("found %q", got.Slugs)
	}
	const title = `() => [document.querySelector("#list h3").textContent, document.querySelectorAll("#list :is(b,i,img,script)").length + ""]`
	if got := call[[]string](t, b, title, nil); got[0] != `Markupword <b>bold</b> & <img src=x onerror=alert(1)>` || got[1] != "1" { // 1: the line of the route
		t.Errorf("the title is %q", got)
	}
	report(t, "complaints", b.complaints())
}

// TestSearchLongQuery: 10,000 characters, typed and in the address.
func TestSearchLongQuery(t *testing.T) {
	b := take(t)
	b.search(t, "")
	for name, query := range map[string]string{"one word": strings.Repeat("x", 10000), "many words": strings.Repeat("hernia mesh ", 834)[:10000], "wide": strings.Repeat("子宮", 5000)} {
		b.query(t, query)
		got := b.shown(t)
		if len(got.Told) == 0 || !strings.Contains(got.Told[0], "very long") {
			t.Errorf("%s: is said %q", name, got.Told)
		}
		if found := slices.Contains(got.Slugs, "low-cost-hernia-mesh"); found != (name == "many words") {
			t.Errorf("%s: finds %q", name, got.Slugs)
		}
		if len([]rune(got.Count)) > 120 {
			t.Errorf("%s: the heading is %q", name, got.Count)
		}
		report(t, name, call[[]string](t, b, layoutJS, nil))
	}
	b.query(t, "kangaroo")
	if got := b.shown(t); len(got.Slugs) == 0 || got.Slugs[0] != "kangaroo-mother-care" {
		t.Errorf("after them a word finds %q", got.Slugs)
	}
	b.search(t, "?q="+strings.Repeat("hernia+mesh+", 834)[:10000])
	if got := b.shown(t); !slices.Contains(got.Slugs, "low-cost-hernia-mesh") {
		t.Errorf("opened by its address it finds %q", got.Slugs)
	}
	report(t, "complaints", b.complaints())
}

// block makes requests fail whose address below the site is one of the patterns
// ("search/t*.js"); without any, none.
func block(patterns ...string) chromedp.Action[chromedp.Void] {
	params := network.SetBlockedURLsParams{}
	for _, pattern := range append(patterns, "no-such-file") { // an empty list changes nothing
		params.URLPatterns = append(params.URLPatterns, &network.BlockPattern{URLPattern: "http://" + site.host + base + pattern, Block: true})
	}
	return command(network.SetBlockedURLs, params)
}

// TestSearchPartFails: where a part of the index does not load, the page says
// so, keeps what it showed, and tries again when asked.
func TestSearchPartFails(t *testing.T) {
	b := take(t)
	t.Cleanup(func() { b.must(t, block()) })
	for _, part := range []string{"t", "c", "f"} {
		t.Run(part, func(t *testing.T) {
			b.must(t, block(), cache(false))
			b.open(t, base+"about/")
			b.must(t, block("search/"+part+"*.js", "search/a*.js"))
			b.search(t, "")
			before := b.shown(t)
			b.query(t, "kangaroo")
			if part == "f" { // the hits need no facets
				b.tick(t, "innovation_type", "care-practice")
			}
			b.settle(t)
			got := b.shown(t)
			if len(got.Told) != 1 || !strings.Contains(got.Told[0], "could not be loaded") || !strings.Contains(got.Told[0], "Try again") {
				t.Fatalf("is said %q", got.Told)
			}
			if part == "t" && !slices.Equal(got.Slugs, before.Slugs) {
				t.Errorf("what stood there is gone: %q", got.Slugs)
			}
			b.must(t, chromedp.Click("#told button"))
			b.settle(t)
			if got := b.shown(t); len(got.Told) != 1 || !strings.Contains(got.Told[0], "could not be loaded") {
				t.Errorf("the second time is said %q", got.Told)
			}
			b.must(t, block())
			b.must(t, chromedp.Click("#told button"))
			b.settle(t)
			if got := b.shown(t); len(got.Told) != 0 || len(got.Slugs) == 0 || got.Slugs[0] != "kangaroo-mother-care" {
				t.Errorf("after it loads: %q, %q", got.Told, got.Slugs)
			}
		})
	}
}

// TestSearchStale: an answer that comes late does not take the place of one to
// a newer question.
func TestSearchStale(t *testing.T) {
	b := take(t)
	b.search(t, "")
	// Every part comes late, the first one asked for last.
	call[bool](t, b, `() => {
		const part = casebookSearch.part;
		let wait = 600;
		casebookSearch.part = (...args) => { setTimeout(() => part(...args), wait); wait = Math.max(0, wait - 200) };
		const append = document.head.append.bind(document.head);
		document.head.append = (script) => {
			const loaded = script.onload;
			script.onload = () => setTimeout(loaded, 700);
			append(script);
		};
		const q = document.getElementById("q"), type = (text) => { q.value = text; q.dispatchEvent(new Event("input", {bubbles: true})) };
		type("vasectomy");
		setTimeout(() => type("kangaroo"), 50);
		return true;
	}`, nil)
	b.wait(t, `() => document.getElementById("q").value === "kangaroo"`)
	b.settle(t)
	got := b.shown(t)
	if len(got.Slugs) == 0 || got.Slugs[0] != "kangaroo-mother-care" || !strings.Contains(got.Count, "kangaroo") {
		t.Errorf("shown is %q with %q", got.Count, got.Slugs)
	}
	b.wait(t, `() => new Promise((done) => setTimeout(() => done(document.getElementById("count").textContent.includes("kangaroo")), 900))`)
}
