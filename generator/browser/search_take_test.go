//go:build browser

package browser

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	cdp "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"casebook/generator/table"
)

// taken clicks on one of the files, and returns its text and its name. The
// file itself is not kept.
func (b *tab) taken(t *testing.T, kind string) (text, name string) {
	t.Helper()
	b.must(t, command(cdp.SetDownloadBehavior, cdp.SetDownloadBehaviorParams{Behavior: cdp.SetDownloadBehaviorBehaviorDeny}))
	const take = `(kind) => new Promise((done, fail) => {
		const make = URL.createObjectURL;
		URL.createObjectURL = (blob) => {
			URL.createObjectURL = make;
			blob.text().then((text) => setTimeout(() => done([text, window.taken])));
			return make(blob);
		};
		const click = HTMLAnchorElement.prototype.click;
		HTMLAnchorElement.prototype.click = function () { window.taken = this.download; HTMLAnchorElement.prototype.click = click };
		document.querySelector('#take button[value="' + kind + '"]').click();
		setTimeout(() => fail(new Error("no file")), 10000);
	})`
	got, err := evaluate[[]string](b, take, kind, chromedp.EvalAwaitPromise)
	if err != nil {
		t.Fatal(err)
	}
	return got[0], got[1]
}

// taking are states whose files are taken: a query, a filter in another order,
// more hits than are shown.
var taking = map[string]string{"query": "?q=care", "filter": "?innovation_type=device&sort=title", "many": "?sort=origin_year"}

// slugsOf returns all hits of a state, in their order.
func (b *tab) slugsOf(t *testing.T) []string {
	t.Helper()
	for b.shown(t).More {
		n := len(b.shown(t).Slugs)
		b.must(t, chromedp.Click("#more button"))
		until(t, chrome{tab: b}, "to have more hits", `(n) => document.querySelectorAll("#list .ent > li").length > n`, n)
	}
	return b.shown(t).Slugs
}

// TestSearchTakesBibliographies: BibTeX and RIS hold exactly what was found, in
// its order, each record in the bytes of the file beside it.
func TestSearchTakesBibliographies(t *testing.T) {
	b := take(t)
	for name, query := range taking {
		for kind, sep := range map[string]string{"bib": "\n", "ris": ""} {
			b.search(t, query)
			got, file := b.taken(t, kind)
			var want []string
			for _, slug := range b.slugsOf(t) {
				data, err := os.ReadFile(filepath.Join(site.dir, "cases", slug, "cite."+kind))
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, string(data))
			}
			if len(want) < 2 || got != strings.Join(want, sep) {
				t.Errorf("%s, %s: %d bytes, want the %d bytes of %d records:\n%.1500s\nwant\n%.1500s", name, kind, len(got), len(strings.Join(want, sep)), len(want), got, strings.Join(want, sep))
			}
			if !strings.HasPrefix(file, "cases-") || !strings.HasSuffix(file, "."+kind) {
				t.Errorf("the file is called %q", file)
			}
		}
	}
	report(t, "complaints", b.complaints())
}

// TestSearchTakesTable: CSV holds exactly what was found, in its order, and
// nothing that a spreadsheet takes for a formula.
func TestSearchTakesTable(t *testing.T) {
	b := take(t)
	for name, query := range taking {
		b.search(t, query)
		text, _ := b.taken(t, "csv")
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if strings.Count(text, "\r\n") < len(rows) {
			t.Errorf("%s: not every line ends in CR LF", name)
		}
		column := func(name string) int { return slices.Index(rows[0], name) }
		slugs := b.slugsOf(t)
		if len(rows) != len(slugs)+1 {
			t.Fatalf("%s: %d rows for %d hits", name, len(rows)-1, len(slugs))
		}
		for i, slug := range slugs {
			f, row := bySlug(t, slug), rows[i+1]
			for field, want := range map[string]string{"case": slug, "id": f.Case.ID.Text, "title": f.Case.Title.Text, "summary": f.Case.Summary.Text,
				"origin_country": strings.Join(slices.Sorted(slices.Values(f.Countries)), "|"), "adoption_status": f.Adoption, "added": f.Case.Added.Text} {
				got := row[column(field)]
				if field == "origin_country" {
					got = strings.Join(slices.Sorted(slices.Values(table.SplitList(got))), "|")
				}
				if got != table.Guard(want) {
					t.Errorf("%s: row %d has the %s %q, want %q", name, i+1, field, got, table.Guard(want))
				}
			}
		}
	}
}

// TestSearchTakesOddTexts: what is special in a format is written as the
// generator writes it.
func TestSearchTakesOddTexts(t *testing.T) {
	b := take(t)
	b.search(t, "?q=hernia")
	b.taken(t, "csv") // loads the script
	odd := []string{"", "=1+1", "+1", "-1", "@x", "'=1", "''@x", " =1", "a;=b", "a\n=b", "a\t-b", "\uff1d1", "; \t'+x", "a,b", `say "x"`, " a", "a ", "a|b", `a\b`, "plain", "a=b", "\r\n@"}
	for _, text := range odd {
		got := call[string](t, b, `(title) => casebookSearch.take("csv", [{doc: 0, card: {id: "lf-0001", path: "cases/x/", title, summary: "s", lang: "", added: "", updated: ""}}],
			{url: "", lang: "en"}, {keys: ["k"], valuesOf: () => [title]})`, text)
		var want strings.Builder
		row := func(yield func([]table.Cell) bool) {
			yield([]table.Cell{table.String("x"), table.String("lf-0001"), table.String(text), table.String("s"), table.String("en"), table.String("cases/x/"),
				table.Strings([]string{text}), table.String(""), table.String("")})
		}
		var columns []table.Column
		for _, name := range []string{"case", "id", "title", "summary", "lang", "address", "k", "added", "updated"} {
			columns = append(columns, table.Column{Name: name})
		}
		if err := table.WriteCSV(&want, &table.Table{Columns: columns, Rows: row}); err != nil {
			t.Fatal(err)
		}
		if got != want.String() {
			t.Errorf("%q:\n got %q\nwant %q", text, got, want.String())
		}
	}
}

// TestSearchTakesOddRecords: records with odd texts and without numbers, of the
// site with odd records.
func TestSearchTakesOddRecords(t *testing.T) {
	b := take(t)
	for kind := range map[string]bool{"bib": true, "ris": true} {
		b.open(t, oddBase+"cases/?state=not-reviewed&state=reviewed&state=review-due&sort=newest")
		b.settle(t)
		got, _ := b.taken(t, kind)
		var want []string
		for _, slug := range b.slugsOf(t) {
			data, err := os.ReadFile(filepath.Join(site.oddDir, "cases", slug, "cite."+kind))
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, string(data))
		}
		sep := map[string]string{"bib": "\n"}[kind]
		if !slices.ContainsFunc(want, func(s string) bool { return strings.Contains(s, "Llanfair") || strings.Contains(s, "Donaudampf") }) {
			t.Fatal("the odd records are not among them")
		}
		if got != strings.Join(want, sep) {
			t.Errorf("%s: %d bytes, want %d", kind, len(got), len(strings.Join(want, sep)))
			for i, part := range want {
				if !strings.Contains(got, part) {
					t.Errorf("record %d is not there as it is beside its page:\n%s", i, part)
				}
			}
		}
	}
}
