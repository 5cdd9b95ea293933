//go:build browser

package browser

import (
	"strings"
	"testing"
)

// What the search of the offline edition needs of a browser: parts of the index
// by script tags, the state in the address, files made on the spot. How good
// its answers are is a matter of the tests of the search.

// answered tells whether the search has drawn its answer.
const answered = `() => document.getElementById("res").getAttribute("aria-busy") === "false"
	&& location.search !== "" && document.querySelectorAll("#list li h3 a").length > 0`

// hit is what the page says of the first hit, and of all of them.
type hit struct {
	Title, Href string
	Total       int // by the sentence over the hits
	Drawn       int
	Strays      []string // links of hits that do not end in a file
}

const firstHit = `() => {
	const links = [...document.querySelectorAll("#list li h3 a")];
	return {title: links[0].textContent, href: links[0].href, drawn: links.length,
		total: +document.getElementById("count").textContent.match(/[0-9]+/)[0],
		strays: links.map((a) => a.href).filter((href) => !href.endsWith("/index.html"))};
}`

// search opens the search with a query in its address.
func search(t *testing.T, w window, query string) hit {
	t.Helper()
	w.open(t, onDisk("cases/?"+query))
	until(t, w, "to have an answer to "+query, answered, nil)
	return value[hit](t, w, firstHit, nil)
}

// TestOfflineSearch: a query in the address, and one that is typed, are
// answered from the disk, and a hit leads to its record.
func TestOfflineSearch(t *testing.T) {
	eachWindow(t, func(t *testing.T, w window) {
		h := search(t, w, "q=oral+rehydration")
		if !strings.Contains(strings.ToLower(h.Title), "oral rehydration") || len(h.Strays) > 0 {
			t.Errorf("the first hit is %q; links to folders: %q", h.Title, h.Strays)
		}
		report(t, "an answer", value[[]string](t, w, looks, nil))
		w.click(t, "#list li h3 a")
		until(t, w, "to arrive at the first hit", `(to) => location.href === to && document.readyState === "complete"`, h.Href)
		w.open(t, onDisk("cases/"))
		w.click(t, "#q")
		w.press(t, "mosqu")
		until(t, w, "to have an answer to what is typed", answered, nil)
		if h := value[hit](t, w, firstHit, nil); !strings.Contains(strings.ToLower(h.Title), "mosquito") {
			t.Errorf("the first hit for mosqu is %q", h.Title)
		}
		until(t, w, "to have what is typed in the address", `() => new URLSearchParams(location.search).get("q") === "mosqu"`, nil)
		report(t, "the search", w.complaints())
	})
}

// TestOfflineExcerpt: where a word stands in the text alone, the text around it
// is shown. Offline it comes from the index, since no page may read another.
func TestOfflineExcerpt(t *testing.T) {
	eachWindow(t, func(t *testing.T, w window) {
		search(t, w, "q=%22control+group%22")
		until(t, w, "to show an excerpt", `() => document.querySelector("#list .ex mark") !== null`, nil)
		report(t, "excerpts", w.complaints())
	})
}

// TestOfflineFacets: a facet narrows the hits to the number beside it, stands
// in the address, and goes with the back button.
func TestOfflineFacets(t *testing.T) {
	eachWindow(t, func(t *testing.T, w window) {
		all := search(t, w, "q=health")
		const first = `[data-key="innovation_type"] li:first-child `
		until(t, w, "to have counts", `() => document.querySelector('`+first+`label input') !== null`, nil)
		count := value[int](t, w, `() => +document.querySelector('`+first+`b').textContent`, nil)
		w.click(t, first+"input")
		until(t, w, "to have the filter in the address", `() => location.search.includes("innovation_type=") && document.querySelectorAll("#chips li").length === 2`, nil)
		until(t, w, "to be narrowed to the number beside the value", `(n) => +document.getElementById("count").textContent.match(/[0-9]+/)[0] === n`, count)
		w.back(t)
		until(t, w, "to be as before", `(n) => !location.search.includes("innovation_type") && document.getElementById("chips").hidden
			&& +document.getElementById("count").textContent.match(/[0-9]+/)[0] === n`, all.Total)
		report(t, "facets", w.complaints())
	})
}
