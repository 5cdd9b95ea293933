//go:build browser

package browser

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/taxonomy"
)

// The counts beside the facets and what is found are held against a count over
// the content itself, which knows nothing of the index.

type facts = *derive.Facts

func bySlug(t *testing.T, slug string) facts {
	t.Helper()
	for _, f := range site.content.Facts {
		if f.Case.Slug == slug {
			return f
		}
	}
	t.Fatalf("there is no record %q", slug)
	return nil
}

// searched are the records that the search has.
func searched() []facts {
	return slices.Concat(site.content.Index.Published, site.content.Index.Incomplete)
}

// valuesOf returns the values that a record has under the key of a facet.
func valuesOf(f facts, key string) []string {
	var out []string
	add := func(id string) {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	switch key {
	case "origin_country":
		for _, code := range f.Countries {
			add(code)
		}
	case "adoption_country":
		for i := range f.Adoptions {
			add(f.Adoptions[i].Country.Code)
		}
	case "origin_region":
		for _, c := range country.All() {
			if slices.Contains(f.Countries, c.Alpha3) {
				add(c.WBRegion)
			}
		}
	case "state":
		add(stateOf(f))
	default:
		for _, t := range site.content.Index.Taxonomies {
			if t.Key != key {
				continue
			}
			for _, id := range taxonomy.Values(f, key) {
				for term := t.Term(id); term != nil; term = t.Term(term.Broader) {
					add(term.ID)
				}
			}
		}
	}
	return out
}

func stateOf(f facts) string {
	switch {
	case !f.Published:
		return f.Status
	case f.Case.Reviewed == nil:
		return "not-reviewed"
	case f.Case.Reviewed.Due.Given() && f.Case.Reviewed.Due.Text < site.content.Site.AsOf:
		return "review-due"
	}
	return "reviewed"
}

// A choice is what is chosen: ids by key.
type choice map[string][]string

func (c choice) query() string {
	v := url.Values{}
	for key, ids := range c {
		v[key] = ids
	}
	return v.Encode()
}

// has reports whether a record passes the choice, but for one key.
func (c choice) has(f facts, but string) bool {
	for key, ids := range c {
		if key == but {
			continue
		}
		if !slices.ContainsFunc(valuesOf(f, key), func(id string) bool { return slices.Contains(ids, id) }) {
			return false
		}
	}
	return true
}

// found returns the slugs of the records that pass, newest first.
func (c choice) found() []string {
	var out []string
	for _, f := range slices.Concat(site.content.Index.Newest, site.content.Index.Incomplete) {
		if c.has(f, "") {
			out = append(out, f.Case.Slug)
		}
	}
	return out
}

// count returns how many records a value has, among those that pass the other
// facets.
func (c choice) count(key, id string) int {
	n := 0
	for _, f := range searched() {
		if c.has(f, key) && slices.Contains(valuesOf(f, key), id) {
			n++
		}
	}
	return n
}

// A row is a value of a facet as the page shows it.
type row struct {
	Key, ID, Label string
	N              int
	Ticked         bool
	Box            bool // it can be ticked; otherwise it leads to a page or is a text
	Pips, Rings    int
}

const rowsJS = `async () => {
	for (const facet of document.querySelectorAll("[data-key]")) facet.open = true;
	await new Promise((done) => setTimeout(done, 30)); // values are drawn when their facet opens
	return [...document.querySelectorAll("[data-key] li")].map((li) => {
		const box = li.querySelector("input"), [name, n, pips] = [...li.firstElementChild.children].slice(-3);
		return {Key: li.closest("[data-key]").dataset.key, ID: li.dataset.v, Label: name.textContent, N: +n.textContent.replace(/\D/g, ""),
			Box: !!box, Ticked: !!box?.checked, Pips: pips.querySelectorAll(".m:not(.ring)").length, Rings: pips.querySelectorAll(".ring").length};
	});
}`

func (b *tab) rows(t *testing.T) []row {
	t.Helper()
	list, err := evaluate[[]row](b, rowsJS, nil, chromedp.EvalAwaitPromise)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// counted judges every value that the page shows.
func counted(t *testing.T, b *tab, c choice) []row {
	t.Helper()
	list := b.rows(t)
	if len(list) < 50 {
		t.Fatalf("only %d values of facets", len(list))
	}
	for i, r := range list {
		want := c.count(r.Key, r.ID)
		if r.N != want {
			t.Errorf("%s: %s %s has the count %d, want %d", c.query(), r.Key, r.ID, r.N, want)
		}
		if ticked := slices.Contains(c[r.Key], r.ID); r.Ticked != ticked || r.Box != (want > 0 || ticked) {
			t.Errorf("%s: %s %s is ticked: %v, can be: %v", c.query(), r.Key, r.ID, r.Ticked, r.Box)
		}
		if want <= 24 && r.Pips != want || (r.Rings == 1) != (want == 0) {
			t.Errorf("%s: %s %s has %d marks and %d rings for %d", c.query(), r.Key, r.ID, r.Pips, r.Rings, want)
		}
		if i > 0 && list[i-1].Key == r.Key && list[i-1].N < r.N {
			t.Errorf("%s: %s: %s with %d stands before %s with %d", c.query(), r.Key, list[i-1].ID, list[i-1].N, r.ID, r.N)
		}
	}
	return list
}

// TestSearchFacets chooses every value of every facet alone.
func TestSearchFacets(t *testing.T) {
	b := take(t)
	b.search(t, "")
	keys := map[string]int{}
	for _, r := range b.rows(t) {
		if !r.Box {
			continue
		}
		keys[r.Key]++
		b.tick(t, r.Key, r.ID)
		c := choice{r.Key: {r.ID}}
		want := c.found()
		got := b.shown(t)
		if !slices.Equal(got.Slugs, want[:min(20, len(want))]) || !strings.HasPrefix(got.Count, fmt.Sprintf("%d of ", len(want))) {
			t.Errorf("%s %s: %s with %q, want %q", r.Key, r.ID, got.Count, got.Slugs, want)
		}
		if len(got.Chips) != 2 || !strings.Contains(got.Chips[0], r.Label) || got.Facet != "Filter: 1 on" {
			t.Errorf("%s %s: the chips are %q, the control says %q", r.Key, r.ID, got.Chips, got.Facet)
		}
		b.tick(t, r.Key, r.ID)
		if keys[r.Key] == 1 {
			b.tick(t, r.Key, r.ID)
			call[bool](t, b, `() => { document.activeElement.blur(); return true }`, nil)
			counted(t, b, c)
			b.tick(t, r.Key, r.ID)
		}
	}
	for _, f := range []string{"innovation_type", "adoption_status", "origin_region", "origin_country", "adoption_country", "domain", "learning_direction",
		"learning_type", "learning_relation", "evidence.origin", "evidence.receiving", "barriers", "enablers", "decade", "state"} {
		if keys[f] == 0 {
			t.Errorf("the facet %s has no value to choose", f)
		}
	}
	report(t, "complaints", b.complaints())
}

// TestSearchFacetsTogether chooses values of several facets, by the address.
func TestSearchFacetsTogether(t *testing.T) {
	b := take(t)
	b.search(t, "")
	all := map[string][]string{}
	var keys []string
	for _, r := range b.rows(t) {
		if all[r.Key] == nil {
			keys = append(keys, r.Key)
		}
		all[r.Key] = append(all[r.Key], r.ID)
	}
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(list []string, n int) []string {
		list = slices.Clone(list)
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		return list[:min(n, len(list))]
	}
	empty, several := 0, 0
	for range 40 {
		c := choice{}
		for _, key := range pick(keys, 1+random.IntN(3)) {
			c[key] = pick(all[key], 1+random.IntN(4))
		}
		b.search(t, "?"+c.query())
		want := c.found()
		if got := b.shown(t); !slices.Equal(got.Slugs, want[:min(20, len(want))]) {
			t.Errorf("%s: %q, want %q", c.query(), got.Slugs, want)
		}
		counted(t, b, c)
		if len(want) == 0 {
			empty++
		} else if len(want) > 1 {
			several++
		}
	}
	if empty == 0 || several < 5 {
		t.Errorf("of 40 choices %d found nothing and %d several: they prove little", empty, several)
	}
}

// TestSearchYears filters by the year in which a thing began.
func TestSearchYears(t *testing.T) {
	b := take(t)
	for _, tt := range []struct {
		from, to int
		chip     string
	}{{1970, 1989, "Began 1970 to 1989"}, {0, 1975, "Began 1975 or earlier"}, {2000, 0, "Began 2000 or later"}} {
		b.search(t, "")
		call[bool](t, b, `([from, to]) => {
			const inputs = document.querySelectorAll("[data-years] input");
			[from, to].forEach((year, i) => {
				inputs[i].value = year || "";
				inputs[i].dispatchEvent(new Event("change", {bubbles: true}));
			});
			return true;
		}`, []int{tt.from, tt.to})
		b.settle(t)
		var want []string
		for _, f := range site.content.Index.Newest {
			if f.OriginYear > 0 && f.OriginYear >= tt.from && f.OriginYear <= cmp.Or(tt.to, 9999) {
				want = append(want, f.Case.Slug)
			}
		}
		got := b.shown(t)
		if !slices.Equal(got.Slugs, want[:min(20, len(want))]) || len(want) == 0 {
			t.Errorf("%d to %d: %q, want %q", tt.from, tt.to, got.Slugs, want)
		}
		if len(got.Chips) == 0 || !strings.Contains(got.Chips[0], tt.chip) {
			t.Errorf("the chip says %q, want %q", got.Chips, tt.chip)
		}
	}
}

// TestSearchInFacet finds a value in a long list, a country by its name in
// another language too.
func TestSearchInFacet(t *testing.T) {
	b := take(t)
	b.search(t, "?innovation_type=device")
	for typed, want := range map[string]string{"ugan": "UGA", "inde": "IND", "بنغلاديش": "BGD"} {
		got := call[[]string](t, b, `(text) => {
			const facet = document.querySelector('[data-key="origin_country"]'), find = facet.querySelector("[type=search]");
			facet.open = true;
			find.value = text;
			find.dispatchEvent(new Event("input", {bubbles: true}));
			return [...facet.querySelectorAll("li")].filter((li) => li.checkVisibility()).map((li) => li.dataset.v);
		}`, typed)
		if !slices.Contains(got, want) || len(got) > 3 {
			t.Errorf("%q in the list of countries leaves %q, want %s", typed, got, want)
		}
	}
}

// TestSearchChips: each chip takes its filter away, the last one all of them.
func TestSearchChips(t *testing.T) {
	b := take(t)
	b.search(t, "?q=care&innovation_type=device&innovation_type=service-model&origin_year=1950..2020")
	remove := func(n int, want ...string) {
		t.Helper()
		call[bool](t, b, `(n) => { document.querySelectorAll("#chips button")[n].click(); return true }`, n)
		b.settle(t)
		got := b.shown(t)
		if len(got.Chips) != len(want) {
			t.Fatalf("the chips are %q, want %q", got.Chips, want)
		}
		for i := range want {
			if !strings.Contains(got.Chips[i], want[i]) {
				t.Errorf("chip %d is %q, want %q", i, got.Chips[i], want[i])
			}
		}
	}
	remove(0, "Service model", "1950 to 2020", "Clear all")
	remove(1, "Service model", "Clear all")
	remove(1)
	if got := b.shown(t); got.Box != "care" || !strings.HasSuffix(got.Address, "?q=care") {
		t.Errorf("after all filters are cleared: %q at %s", got.Box, got.Address)
	}
}
