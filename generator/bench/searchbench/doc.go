// Package searchbench measures the search in a browser, beside Pagefind over
// the same pages in the same run:
//
//	CHROMIUM="$(sh .ci/chromium)" go test -tags bench -count=1 -timeout 60m -v ./generator/bench/searchbench -cases 0,1000,10000
//
// For each number of cases (0: the site's own) it builds the site, lets
// Pagefind index it, and serves both compressed, as hosts do. Then it measures
//
//   - from an empty cache, for a common word, a rare one, two words, and a word
//     with a facet: the requests and the bytes from the page's load until the
//     first hit stands on the page, and until all first ones do. The page itself,
//     its style sheets and its icon are not counted, since they are there without
//     a search too;
//   - the time from a keystroke, over all beginnings of thirty words, the first
//     time and again: until the first hit is there, and until all of the first
//     ones are.
//
// Of Pagefind it counts what its own interface does: the script, a search, and
// the data of the first five results. Ours ends when the hits are drawn and the
// facets counted.
//
// The package itself has no code: without the build tag it is empty, so that
// nothing else needs a browser. Figures are comparable within one run on a
// quiet machine. Nothing is judged but that both find something.
package searchbench
