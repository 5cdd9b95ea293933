//go:build browser

package browser

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	cdp "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"casebook/generator/build"
	"casebook/generator/diag"
	"casebook/generator/page"
)

const formAddress = base + page.FormAddress

// form opens the form without a draft, and leaves it after the test: the tabs
// share what the browser keeps.
func (b *tab) form(t *testing.T, query string) {
	t.Helper()
	t.Cleanup(func() { b.open(t, base+"about/") })
	b.open(t, formAddress)
	call[chromedp.Void](t, b, `() => localStorage.clear()`, nil)
	b.open(t, formAddress+query)
}

// siteWith returns the files of the site with others beside them.
func siteWith(t *testing.T, others map[string]string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	root := os.DirFS("../..")
	for _, name := range []string{"content", "layouts", "static", "site.toml"} {
		err := fs.WalkDir(root, name, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(root, name)
			files[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range others {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// checked returns what `casebook check` finds in files that are put beside
// those of the site, by the path of the file.
func checked(t *testing.T, files map[string]string) map[string]diag.List {
	t.Helper()
	content, err := build.Load(siteWith(t, files), build.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	found := map[string]diag.List{}
	for _, f := range content.Findings {
		found[f.Pos.File] = append(found[f.Pos.File], f)
	}
	return found
}

// faultless fails when check has anything to say of a file.
func faultless(t *testing.T, name, text string) {
	t.Helper()
	for _, f := range checked(t, map[string]string{name: text})[name] {
		t.Errorf("%s:%d: %s: %s [%s] (%s)", name, f.Pos.Line, f.Severity, f.Message, f.Code, f.Hint)
	}
	if t.Failed() {
		t.Logf("the file is:\n%s", text)
	}
}

// typed types a text into what has the focus, at once.
func typed(text string) chromedp.Action[chromedp.Void] {
	return command(input.InsertText, input.InsertTextParams{Text: text})
}

// write puts a text into the field with an id, as somebody types it.
func (b *tab) write(t *testing.T, id, text string) {
	t.Helper()
	call[chromedp.Void](t, b, `(id) => { const e = document.getElementById(id); e.focus(); e.select() }`, id)
	if text == "" {
		b.must(t, chromedp.KeyEvent(kb.Delete))
	} else {
		b.must(t, typed(text))
	}
}

// open opens the part of the form with an id.
func (b *tab) part(t *testing.T, id string) {
	t.Helper()
	call[chromedp.Void](t, b, `(id) => { document.getElementById(id).open = true }`, id)
}

// told is what the form says at its end.
type told struct {
	Source string   // the file; empty when there is none
	Name   string   // the sentence that names it
	Errors []string // of the summary
	Beside []string // the errors beside the questions
	Focus  string   // the id of what has the focus
	Facts  string
}

const toldJS = `() => {
	const $ = (id) => document.getElementById(id), seen = (e) => e.checkVisibility();
	return {
		Source: seen($("done")) ? $("source").textContent : "", Name: $("done-p").textContent, Facts: $("facts").innerText,
		Errors: seen($("errs")) ? [...document.querySelectorAll("#errs-l a")].map((a) => a.textContent) : [],
		Beside: [...document.querySelectorAll("#form .err")].filter(seen).map((e) => e.textContent),
		Focus: document.activeElement.id,
	};
}`

// submit presses the button at the end.
func (b *tab) submit(t *testing.T) told {
	t.Helper()
	b.must(t, chromedp.Click("#form button[type=submit]"))
	return call[told](t, b, toldJS, nil)
}

// newcomer answers the five questions with a mouse and a keyboard, and returns
// how many times something was clicked or typed.
func (b *tab) newcomer(t *testing.T) (actions int) {
	t.Helper()
	do := func(steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		b.must(t, steps...)
		actions += len(steps)
	}
	do(chromedp.Click("#f-title"), typed("Solar-heated sand battery for instrument drying"))
	do(chromedp.Click("#f-origin_country"), typed("malaui"), chromedp.KeyEvent(kb.Enter))
	do(chromedp.Click("label[for=f-innovation_type-device]"), chromedp.Click("label[for=f-learning_direction-lmic-to-hic]"))
	do(chromedp.Click("#f-summary"), typed("A box of warm sand dries instruments where power fails. It matters since wet instruments rust and infect."))
	do(chromedp.Click("label[for=agree]"), chromedp.Click("#form button[type=submit]"))
	return actions
}

// TestFormNewcomer answers the five questions, and has a file that check has
// nothing to say of.
func TestFormNewcomer(t *testing.T) {
	b := take(t)
	b.form(t, "")
	actions := b.newcomer(t)
	got := call[told](t, b, toldJS, nil)
	report(t, "at the end", got.Errors)
	want := `---
title: Solar-heated sand battery for instrument drying
origin_country: [MWI]
innovation_type: [device]
learning_direction: lmic-to-hic
summary: A box of warm sand dries instruments where power fails. It matters since wet instruments rust and infect.
---
`
	if got.Source != want {
		t.Errorf("the file is\n%s\nwant\n%s", got.Source, want)
	}
	const name = "content/cases/solar-heated-sand-battery-for-instrument-drying.md"
	if !strings.Contains(got.Name, name) || got.Focus != "done" {
		t.Errorf("the keyboard is at %q, and it says: %s", got.Focus, got.Name)
	}
	if !strings.Contains(got.Facts, "Malawi") || !strings.Contains(got.Facts, "Device") {
		t.Errorf("the preview says: %s", got.Facts)
	}
	faultless(t, name, got.Source)
	if actions > 12 {
		t.Errorf("%d clicks and texts for five answers", actions)
	}
	t.Logf("%d clicks and texts", actions)
	report(t, "complaints", b.complaints())
}

// TestFormDownload saves the file.
func TestFormDownload(t *testing.T) {
	c := chrome{take(t), t.TempDir()}
	c.tab.form(t, "")
	c.newcomer(t)
	c.must(t, command(cdp.SetDownloadBehavior, cdp.SetDownloadBehaviorParams{Behavior: cdp.SetDownloadBehaviorBehaviorAllow, DownloadPath: c.folder}))
	want := call[told](t, c.tab, toldJS, nil).Source
	c.must(t, chromedp.Click("#ways li:first-child button"))
	data := saved(t, c, "solar-heated-sand-battery-for-instrument-drying.md")
	if data != want || data == "" {
		t.Errorf("the file is %q, want %q", data, want)
	}
	report(t, "complaints", c.complaints())
}

// tabTo presses Tab until something has the focus.
func (b *tab) tabTo(t *testing.T, selector string) {
	t.Helper()
	for range 120 {
		if call[bool](t, b, `(s) => document.activeElement.matches(s)`, selector) {
			return
		}
		b.must(t, chromedp.KeyEvent(kb.Tab))
	}
	t.Fatalf("Tab does not lead to %s", selector)
}

// TestFormByKeyboard answers the five questions without a mouse, and takes back
// a country that was chosen.
func TestFormByKeyboard(t *testing.T) {
	b := take(t)
	b.form(t, "")
	b.tabTo(t, "#f-title")
	b.must(t, typed("Sand battery"))
	b.tabTo(t, "#f-origin_country")
	b.must(t, typed("ind"), chromedp.KeyEvent(kb.ArrowDown))
	const options = `() => {
		const box = document.getElementById("f-origin_country"), at = document.getElementById(box.getAttribute("aria-activedescendant"));
		return [box.getAttribute("aria-expanded"), at?.getAttribute("role"), at?.getAttribute("aria-selected"), at?.textContent, document.getElementById(box.getAttribute("aria-controls"))?.getAttribute("role")].join(" ");
	}`
	if got := call[string](t, b, options, nil); got != "true option true India listbox" {
		t.Errorf("the list of countries is %q", got)
	}
	b.must(t, chromedp.KeyEvent(kb.Escape))
	if got := call[string](t, b, options, nil); !strings.HasPrefix(got, "false") {
		t.Errorf("after Escape the list is %q", got)
	}
	b.must(t, chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Enter))
	const chosen = `() => [...document.querySelectorAll("[data-key=origin_country] .picked button")].map((b) => b.value)`
	if got := call[[]string](t, b, chosen, nil); len(got) != 1 || got[0] == "IND" {
		t.Errorf("the second in the list is %q", got)
	}
	b.must(t, chromedp.KeyEvent(kb.Backspace))
	if got := call[[]string](t, b, chosen, nil); len(got) > 0 {
		t.Errorf("after Backspace %q are left; the keyboard is at %s", got, call[string](t, b, `() => document.activeElement.outerHTML + document.activeElement.value`, nil))
	}
	b.must(t, typed("India"), chromedp.KeyEvent(kb.Enter), typed("Kenya"), chromedp.KeyEvent(kb.Tab))
	if got := call[[]string](t, b, chosen, nil); !slices.Equal(got, []string{"IND", "KEN"}) {
		t.Errorf("chosen are %q", got)
	}
	b.must(t, chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)), chromedp.KeyEvent(kb.Tab, chromedp.KeyModifiers(chromedp.ModifierShift)), chromedp.KeyEvent(kb.Enter))
	if got := call[[]string](t, b, chosen, nil); !slices.Equal(got, []string{"IND"}) {
		t.Errorf("after the last was removed, chosen are %q", got)
	}
	if focus := call[string](t, b, `() => document.activeElement.id`, nil); focus != "f-origin_country" {
		t.Errorf("the keyboard is at %q", focus)
	}
	b.tabTo(t, "#f-innovation_type-device")
	b.must(t, chromedp.KeyEvent(" "))
	b.tabTo(t, "[name=f-learning_direction]")
	b.must(t, chromedp.KeyEvent(" "))
	b.tabTo(t, "#f-summary")
	b.must(t, typed("Warm sand dries instruments where power fails."))
	b.tabTo(t, "#agree")
	b.must(t, chromedp.KeyEvent(" "))
	b.tabTo(t, "button[type=submit]")
	b.must(t, chromedp.KeyEvent(kb.Enter))
	got := call[told](t, b, toldJS, nil)
	if got.Source == "" || got.Focus != "done" {
		t.Fatalf("no file: %+v", got)
	}
	faultless(t, "content/cases/sand-battery.md", got.Source)
	b.tabTo(t, "#ways button")
	report(t, "complaints", b.complaints())
}

// TestFormSaysWhatIsMissing: an empty form has a summary that takes the focus;
// each of its entries leads to the question, which is marked and described.
func TestFormSaysWhatIsMissing(t *testing.T) {
	b := take(t)
	b.form(t, "")
	got := b.submit(t)
	if got.Focus != "errs" || got.Source != "" || len(got.Errors) != 6 {
		t.Fatalf("the keyboard is at %q, and it says %q", got.Focus, got.Errors)
	}
	if len(got.Beside) != 6 {
		t.Errorf("beside the questions it says %q", got.Beside)
	}
	const follow = `(i) => {
		const link = document.querySelectorAll("#errs-l a")[i];
		link.focus();
		link.click();
		const at = document.activeElement, told = (at.getAttribute("aria-describedby") || "").split(" ").map((id) => document.getElementById(id)?.textContent);
		return {at: link.getAttribute("href") === "#" + at.id, invalid: at.getAttribute("aria-invalid"), told: told.includes(link.textContent), id: at.id};
	}`
	for i := range got.Errors {
		at := call[struct {
			At, Told    bool
			Invalid, ID string
		}](t, b, follow, i)
		if !at.At || at.Invalid != "true" || !at.Told {
			t.Errorf("%q leads to %+v", got.Errors[i], at)
		}
	}
	b.write(t, "f-title", "A title")
	if after := b.submit(t); len(after.Errors) != 5 || after.Focus != "errs" {
		t.Errorf("with a title it says %q", after.Errors)
	}
	if call[bool](t, b, `() => document.getElementById("f-title").hasAttribute("aria-invalid")`, nil) {
		t.Error("the title is still marked")
	}
	b.newcomerAfter(t)
	report(t, "complaints", b.complaints())
}

// newcomerAfter answers what is left, and sees the summary go.
func (b *tab) newcomerAfter(t *testing.T) {
	t.Helper()
	b.newcomer(t)
	got := call[told](t, b, toldJS, nil)
	left := call[int](t, b, `() => document.querySelectorAll("#form [aria-invalid], #form .bad").length`, nil)
	if len(got.Errors)+len(got.Beside)+left > 0 || got.Source == "" {
		t.Errorf("answered: %q, %q, %d marks", got.Errors, got.Beside, left)
	}
}

// TestFormOpensWhatIsWrong: an error within a part that is shut opens it.
func TestFormOpensWhatIsWrong(t *testing.T) {
	b := take(t)
	b.form(t, "")
	b.part(t, "s-began")
	b.write(t, "f-origin_year", "19 68")
	call[chromedp.Void](t, b, `() => { document.getElementById("s-began").open = false }`, nil)
	got := b.submit(t)
	if !slices.ContainsFunc(got.Beside, func(s string) bool { return strings.Contains(s, "19 68") }) {
		t.Errorf("seen are %q", got.Beside)
	}
}

// TestFormErrorsInOrder: the summary goes down the page, whatever the order in
// which the rules found things; what an entry needs is marked as needed.
func TestFormErrorsInOrder(t *testing.T) {
	b := take(t)
	b.form(t, "")
	b.part(t, "s-began")
	b.write(t, "f-origin_year", "19 68")
	b.part(t, "s-references")
	b.must(t, chromedp.Click("#f-references"))
	b.must(t, typed("no key"))
	b.submit(t)
	const order = `() => {
		const all = [...document.querySelectorAll("#errs-l a")].map((a) => document.querySelector(a.getAttribute("href")));
		return all.every((e, i) => i === 0 || all[i - 1].compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING) ? all.length : -1;
	}`
	if n := call[int](t, b, order, nil); n != 10 {
		t.Errorf("%d errors in the order of the page, want 10", n)
	}
	const needed = `() => [...document.querySelectorAll("[data-key=references] .item [data-key]")].filter((f) => f.querySelector("label small")).map((f) => f.dataset.key).join(" ")`
	if keys := call[string](t, b, needed, nil); keys != "key type title" {
		t.Errorf("needed are %q", keys)
	}
}

// TestFormDraft: what was typed is there after a reload, and gone when it was
// cleared.
func TestFormDraft(t *testing.T) {
	b := take(t)
	b.form(t, "")
	b.newcomer(t)
	b.part(t, "s-references")
	b.must(t, chromedp.Click("#f-references"))
	b.must(t, typed("okafor2019"))
	b.part(t, "s-text")
	b.write(t, "f-body", "## The problem\n\nWet instruments [@okafor2019].")
	b.wait(t, `() => (localStorage.getItem("casebook-form-draft") || "").includes("Wet instruments")`)
	record := `() => JSON.stringify(casebookFormPage.record())`
	before := call[string](t, b, record, nil)
	b.open(t, formAddress)
	if after := call[string](t, b, record, nil); after != before || !strings.Contains(after, "okafor2019") {
		t.Errorf("after a reload\n%s\nbefore\n%s", after, before)
	}
	if said := call[string](t, b, `() => document.getElementById("draft").textContent`, nil); !strings.Contains(said, "draft") {
		t.Errorf("it says %q", said)
	}
	if call[bool](t, b, `() => document.getElementById("agree").checked`, nil) {
		t.Error("the agreement was kept: it is for each time")
	}
	call[chromedp.Void](t, b, `() => { window.confirm = () => true }`, nil)
	b.must(t, chromedp.Click("#clear"))
	b.open(t, formAddress)
	if after := call[string](t, b, record, nil); after != "{}" {
		t.Errorf("after it was cleared: %s", after)
	}
	report(t, "complaints", b.complaints())
}

// TestFormPreset: the address of a gap fills in what it is about, and nothing
// else; what is no term is left out.
func TestFormPreset(t *testing.T) {
	b := take(t)
	for query, want := range map[string]string{
		"?origin_country=MWI&innovation_type=device":                                 `{"origin_country":["MWI"],"innovation_type":["device"]}`,
		"?innovation_type=device,procedure&domain=paediatrics":                       `{"innovation_type":["device","procedure"],"domain":["paediatrics"]}`,
		"?adoption_status=abandoned&learning_direction=lmic-to-hic":                  `{"learning_direction":"lmic-to-hic","adoption_status":"abandoned"}`,
		"?innovation_type=%3Cscript%3E&origin_country=XXX&__proto__=1&title=%3Cb%3E": `{"title":"<b>"}`,
	} {
		b.form(t, query)
		if got := call[string](t, b, `() => JSON.stringify(casebookFormPage.record())`, nil); got != want {
			t.Errorf("%s: %s, want %s", query, got, want)
		}
		report(t, query, b.complaints())
	}
}

// TestFormGapsLeadHere: the links of zero cases preset the form.
func TestFormGapsLeadHere(t *testing.T) {
	b := take(t)
	b.open(t, firstOf(t, "term without a case")[0].address)
	const link = `() => [...document.querySelectorAll("main a")].map((a) => a.href).find((h) => h.includes("/contribute/form/?")) || ""`
	href := call[string](t, b, link, nil)
	if href == "" {
		t.Fatal("a term without a case has no link to the form")
	}
	b.must(t, chromedp.Navigate(href))
	if got := call[int](t, b, `() => Object.keys(casebookFormPage.record()).length`, nil); got == 0 {
		t.Errorf("%s presets nothing", href)
	}
}

// TestFormKeepsDraft: a preset does not take the place of a draft before
// something is written, and says that there is one.
func TestFormKeepsDraft(t *testing.T) {
	b := take(t)
	b.form(t, "")
	b.write(t, "f-title", "My draft")
	b.wait(t, `() => (localStorage.getItem("casebook-form-draft") || "").includes("My draft")`)
	b.open(t, formAddress+"?origin_country=MWI")
	if title := call[string](t, b, `() => document.getElementById("f-title").value`, nil); title != "" {
		t.Errorf("the title of the draft is in the preset: %q", title)
	}
	b.must(t, chromedp.Click("#draft a"))
	b.wait(t, `() => location.search === "" && document.getElementById("f-title")?.value === "My draft"`)
	report(t, "complaints", b.complaints())
}
