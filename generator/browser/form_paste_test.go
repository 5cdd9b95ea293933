//go:build browser

package browser

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// pastings are entries as Zotero, PubMed and journals give them, with what the
// form makes of them.
var pastings = []struct{ name, text, want string }{
	{"DOI", "https://doi.org/10.1016/S0140-6736(16)31474-X.", `[{"type":"article-journal","doi":"10.1016/s0140-6736(16)31474-x"}]`},
	{"BibTeX", `@article{Okafor2019, title = {A {Box} of Warm Sand: Drying {\"u}ber Alles}, author = {Okafor, Ada Bee and M{\"u}ller, J. and {World Health Organization}},
  journal = "Lancet Glob. Health", year = {2019}, volume = 7, number = {4}, pages = {381--388}, doi = {10.1000/ABC.1}, url = {https://doi.org/10.1000/ABC.1}}`,
		`[{"key":"okafor2019","type":"article-journal","title":"A Box of Warm Sand: Drying über Alles","authors":["Okafor AB","Müller J","World Health Organization"],"container":"Lancet Glob. Health","year":"2019","volume":"7","issue":"4","pages":"381-388","doi":"10.1000/abc.1"}]`},
	{"RIS", "TY  - JOUR\r\nAU  - Okafor, Ada Bee\r\nAU  - Müller, J.\r\nTI  - A box of warm sand\r\nT2  - Lancet\r\nPY  - 2019/03/01\r\nVL  - 7\r\nIS  - 4\r\nSP  - 381\r\nEP  - 388\r\nDO  - 10.1000/abc.2\r\nER  - \r\n",
		`[{"key":"okafor2019","type":"article-journal","title":"A box of warm sand","authors":["Okafor AB","Müller J"],"container":"Lancet","year":"2019","volume":"7","issue":"4","pages":"381-388","doi":"10.1000/abc.2"}]`},
	{"CSL-JSON", `[{"id":"okafor2020","type":"book","title":"Sand","author":[{"family":"Okafor","given":"Ada B."},{"literal":"World Bank"}],"issued":{"date-parts":[[2020,1]]},"publisher":"Sand Press","ISBN":"978-0-306-40615-7"},{"type":"x","title":"Other"}]`,
		`[{"key":"okafor2020","type":"book","title":"Sand","authors":["Okafor AB","World Bank"],"publisher":"Sand Press","year":"2020","isbn":"978-0-306-40615-7"},{"key":"other","type":"report","title":"Other"}]`},
	{"nothing", "hello", `[]`},
	{"broken JSON", `[{"id":`, `[]`},
	{"broken BibTeX", `@article{x, title = {A {Box`, `[{"key":"x","type":"article-journal","title":"A Box"}]`},
}

// TestFormPastes fills in references from bibliographies that are pasted.
func TestFormPastes(t *testing.T) {
	b := take(t)
	for _, p := range pastings {
		t.Run(p.name, func(t *testing.T) {
			b.form(t, "")
			b.part(t, "s-references")
			b.write(t, "paste", p.text)
			b.must(t, chromedp.Click("#paste-go"))
			if text := call[string](t, b, `() => JSON.stringify(casebookFormPage.record().references || [])`, nil); text != p.want {
				t.Errorf("the references are\n%s\nwant\n%s", text, p.want)
			}
			said := call[string](t, b, `() => document.getElementById("paste-said").textContent`, nil)
			if strings.Contains(said, "Nothing") != (p.want == "[]") || said == "" {
				t.Errorf("it says %q", said)
			}
			report(t, "complaints", b.complaints())
		})
	}
}

// TestFormPastesOnce: the same source is not added twice, and a name that is
// taken gets a number.
func TestFormPastesOnce(t *testing.T) {
	b := take(t)
	b.form(t, "")
	b.part(t, "s-references")
	for _, text := range []string{"@article{a, title={One}, doi={10.1000/1}}", "@article{b, title={Again}, doi={https://doi.org/10.1000/1}}", "@article{a, title={Two}, doi={10.1000/2}}"} {
		b.write(t, "paste", text)
		b.must(t, chromedp.Click("#paste-go"))
	}
	const keys = `() => casebookFormPage.record().references.map((r) => r.key + " " + r.title).join(", ")`
	if got := call[string](t, b, keys, nil); got != "a One, a-2 Two" {
		t.Errorf("the references are %s", got)
	}
}

// TestFormMendsNumbers: what is copied along with a number is taken off.
func TestFormMendsNumbers(t *testing.T) {
	b := take(t)
	b.form(t, "")
	b.part(t, "s-references")
	b.must(t, chromedp.Click("#f-references"))
	const id = `(key) => document.querySelector('[data-key=references] .item [data-key=' + key + '] input').id`
	for key, pair := range map[string][2]string{"doi": {"https://dx.doi.org/10.1000/X", "10.1000/X"}, "pmid": {"PMID: 26494875", "26494875"}, "pmcid": {"pmc4990245", "PMC4990245"}} {
		b.write(t, call[string](t, b, id, key), pair[0])
		b.write(t, "paste", "")
		if got := call[string](t, b, `(key) => casebookFormPage.record().references[0][key]`, key); got != pair[1] {
			t.Errorf("%s %q is %q, want %q", key, pair[0], got, pair[1])
		}
	}
}

// TestFormHostile fills every field with what would run as a script, break out
// of YAML or of an attribute: it stays a text, and comes out as it went in.
func TestFormHostile(t *testing.T) {
	b := take(t)
	b.form(t, "")
	const evil = `"><img src=x onerror="window.ran=1"><script>window.ran=1</script>'; --- {a: [b]} # & *x !y | > % @ ` + "` \\u2028 javascript:window.ran=1"
	const fill = `(evil) => {
		document.querySelectorAll("details").forEach((d) => { d.open = true });
		document.querySelectorAll(".add").forEach((b) => b.click());
		document.querySelectorAll("#form [data-key] input[type=text], #form [data-key] textarea").forEach((e) => { e.value = evil; e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})) });
		document.querySelectorAll("#form input[type=checkbox]").forEach((e) => { e.checked = true });
	}`
	call[chromedp.Void](t, b, fill, evil)
	if got := b.submit(t); got.Focus != "errs" || len(got.Errors) == 0 {
		t.Errorf("it says %+v", got)
	}
	const show = `(evil) => {
		const r = casebookFormPage.record(), back = casebookForm.read(casebookForm.write(r, casebookFormPage.data.order));
		casebookFormPage.done(r, casebookForm.validate(r, casebookFormPage.data));
		return {same: JSON.stringify(back.references) === JSON.stringify(r.references) && back.title === r.title && back.summary === r.summary && JSON.stringify(back.origin) === JSON.stringify(r.origin),
			made: document.querySelectorAll("main img, main script[src], main form script").length, ran: window.ran === 1, text: casebookForm.write(r, casebookFormPage.data.order), title: r.title};
	}`
	got := call[struct {
		Same, Ran   bool
		Made        int
		Text, Title string
	}](t, b, show, evil)
	if !got.Same || got.Ran || got.Made > 0 {
		t.Errorf("read again it is the same: %v; it ran: %v; elements made of it: %d\n%s", got.Same, got.Ran, got.Made, got.Text)
	}
	tree, _ := dataOf(t, "content/cases/evil.md", got.Text)
	if tree["title"] != got.Title {
		t.Errorf("the title is read as %q, want %q", tree["title"], got.Title)
	}
	report(t, "complaints", b.complaints())
}
