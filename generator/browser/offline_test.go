//go:build browser

package browser

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"casebook/generator/build"
	"casebook/generator/page"
)

// The offline edition is opened from the disk in both browsers. That each link
// leads to a file is held by a test of package build; here is what only a
// browser can tell.

// looks reports what is wrong with a page as it came from the disk.
const looks = `() => {
	const wrong = [];
	if (document.documentElement.dataset.edition !== "offline") wrong.push("the document does not name its edition");
	if (!document.title || !document.querySelector("h1")) wrong.push("there is no title or heading");
	const sheets = [...document.querySelectorAll("link[rel=stylesheet]")];
	if (sheets.length === 0 || sheets.some((link) => link.sheet === null)) wrong.push("a style sheet is not loaded");
	for (const image of document.images) if (!image.complete || image.naturalWidth === 0) wrong.push("an image is not shown: " + image.src);
	if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page is wider than the window");
	return wrong;
}`

// TestOfflinePages opens a page of each kind.
func TestOfflinePages(t *testing.T) {
	eachWindow(t, func(t *testing.T, w window) {
		for _, k := range append(kinds(), kind{"start", base + build.StartAddress}) {
			address, ok := strings.CutPrefix(k.address, base)
			if !ok || k.name == "not found" {
				continue // the odd site, and a page that only a server shows
			}
			w.open(t, onDisk(address))
			until(t, w, k.name+": to be at rest", `() => document.querySelector("[aria-busy=true]") === null`, nil)
			report(t, k.name, value[[]string](t, w, looks, nil))
			report(t, k.name, w.complaints())
		}
	})
}

// TestOfflineComplaintsAreSeen proves that what TestOfflinePages looks for is
// seen: a message, a script that the policy forbids, a file that is missing.
func TestOfflineComplaintsAreSeen(t *testing.T) {
	eachWindow(t, func(t *testing.T, w window) {
		w.open(t, onDisk("about/"))
		if got := w.complaints(); len(got) > 0 {
			t.Fatalf("before anything is wrong: %q", got)
		}
		value[any](t, w, `() => new Promise((done) => {
			console.warn("hello");
			const script = document.createElement("script");
			script.textContent = "window.ran = true";
			document.body.append(script);
			const image = document.createElement("img");
			image.onload = image.onerror = () => setTimeout(() => done(null), 100);
			image.src = "no-such-file.png";
			document.body.append(image);
		})`, nil)
		seen := strings.ToLower(strings.Join(w.complaints(), "\n"))
		for want, words := range map[string]string{"the message": "warn", "the script": "script-src", "the image": "no-such-file|file_not_found"} {
			if !regexp.MustCompile(words).MatchString(seen) {
				t.Errorf("nothing tells of %s: %s", want, seen)
			}
		}
		if ran := value[bool](t, w, "() => window.ran === true", nil); ran {
			t.Error("a script within the page has run")
		}
		if wrong := value[[]string](t, w, looks, nil); !slices.ContainsFunc(wrong, func(s string) bool { return strings.Contains(s, "no-such-file") }) {
			t.Errorf("the image that is missing is not seen: %q", wrong)
		}
	})
}

// TestFilesAreForeign: the browsers are set as people have them. A page opened
// from a disk may not read another file; where a test allows that, a script
// works in the test and fails for people.
func TestFilesAreForeign(t *testing.T) {
	eachWindow(t, func(t *testing.T, w window) {
		w.open(t, onDisk("about/"))
		if got := value[string](t, w, `() => fetch("../index.html").then((r) => "read: " + r.status, () => "refused")`, nil); got != "refused" {
			t.Errorf("another file is %s", got)
		}
	})
}

// TestOfflineNavigation clicks through the site from its first page.
func TestOfflineNavigation(t *testing.T) {
	record := strings.TrimPrefix(firstOf(t, "record, adopted")[0].address, base)
	slug := strings.Trim(strings.TrimPrefix(record, "cases/"), "/")
	eachWindow(t, func(t *testing.T, w window) {
		w.open(t, onDisk(build.StartAddress))
		visit := func(selector, address string) {
			t.Helper()
			w.click(t, selector)
			arrive(t, w, address)
			report(t, address, w.complaints())
		}
		visit("main a.btn", "")
		visit(`header nav a[href*="cases/"]`, "cases/")
		visit(`main a[href$="/`+slug+`/index.html"]`, record)
		country := value[string](t, w, `() => document.querySelector('main a[href*="countries/"]').getAttribute("href")`, nil)
		visit(`main a[href*="countries/"]`, strings.TrimSuffix(strings.TrimPrefix(country, "../../"), "index.html"))
		w.back(t)
		arrive(t, w, record)
		visit("header .brand", "")
		visit(`header nav a[href*="paucity/"]`, page.PaucityAddress)
		fragment := value[string](t, w, `() => document.querySelector('.stair a[href*="index.html#"]').getAttribute("href")`, nil)
		visit(`.stair a[href*="index.html#"]`, page.PaucityAddress+strings.Replace(fragment, "index.html", "", 1))
	})
}

// TestOfflineRedirects: the permanent address of a record and that of the
// search lead on without a server.
func TestOfflineRedirects(t *testing.T) {
	c := site.content.Facts[0].Case
	eachWindow(t, func(t *testing.T, w window) {
		for from, to := range map[string]string{page.PermanentAddress(c.ID.Text): page.CaseAddress(c.Slug), "search/": "cases/"} {
			w.open(t, onDisk(from))
			arrive(t, w, to)
		}
	})
}

// TestOfflineForm: the box on the home page leads to the search, with what was
// asked.
func TestOfflineForm(t *testing.T) {
	eachWindow(t, func(t *testing.T, w window) {
		w.open(t, onDisk(""))
		w.click(t, "form[role=search] input[type=search]")
		w.press(t, "mesh & net")
		w.click(t, "form[role=search] button")
		until(t, w, "to arrive at the search", `(to) => {
			const at = new URL(location.href);
			return at.protocol + "//" + at.pathname === to && at.searchParams.get("q") === "mesh & net" && document.readyState === "complete";
		}`, onDisk("cases/"))
		report(t, "the search", w.complaints())
	})
}
