package build

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// An author edits a site at random. Each edit is one that people make; what it
// leads to may have errors.
type author struct {
	fields []string // terms of the vocabulary domain
	t      *testing.T
	site   *site
	rand   *rand.Rand
	cases  map[string]*draft // by slug
	next   int               // number of the next record
	calls  int
	notes  bool // there is a page "notes"
	saved  map[string]string
}

// A draft is what a test knows of a record.
type draft struct {
	id, title, body, origin, kind, domain, status, state, updated, alias, call string
	year                                                                       int
	folder                                                                     bool
	picture                                                                    byte
}

var (
	animals = strings.Fields("adder badger camel dove eagle finch gecko hare ibis jackal koala lemur marten newt otter puma quail raven seal tapir")
	verbs   = strings.Fields("carries cools filters holds lifts mends splints teaches weighs warms")
	places  = strings.Fields("IND UGA KEN BRA BGD PER ZAF VNM")
	kinds   = strings.Fields("device medicine diagnostic procedure care-practice service-model digital")
)

func newAuthor(t *testing.T, seed uint64) *author {
	t.Helper()
	a := &author{t: t, rand: rand.New(rand.NewPCG(seed, 1)), cases: map[string]*draft{}, saved: map[string]string{}}
	a.site = newSite(t, map[string]string{"content/pages/contribute.md": contribute, "content/calls/survey.md": survey})
	a.fields = a.domains()
	a.site.replace(t, "site.toml", "per_page = 100", "per_page = 10")
	a.site.replace(t, "site.toml", "data_xlsx = true", "data_xlsx = false") // a third of the time
	for range 13 {
		a.add()
	}
	return a
}

// domains returns a few terms of the real vocabulary.
func (a *author) domains() []string {
	var ids []string
	for line := range strings.Lines(string(a.site.files["content/vocabularies/domain.toml"].Data)) {
		if id, ok := strings.CutPrefix(strings.TrimSpace(line), `id = "`); ok && strings.HasSuffix(id, `"`) {
			ids = append(ids, strings.TrimSuffix(id, `"`))
		}
	}
	return ids[1:min(5, len(ids))] // the first is that of the vocabulary
}

func pick[T any](a *author, list []T) T { return list[a.rand.IntN(len(list))] }

// some returns the slug of a record, or nothing when there is none.
func (a *author) some() string {
	if len(a.cases) == 0 {
		return ""
	}
	return pick(a, slices.Sorted(maps.Keys(a.cases)))
}

func (a *author) words(n int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "The %s %s the %s. ", pick(a, animals), pick(a, verbs), pick(a, animals))
	}
	return strings.TrimSpace(b.String())
}

func (a *author) add() string {
	slug := fmt.Sprintf("%s-%d", pick(a, animals), a.next)
	a.cases[slug] = &draft{id: fmt.Sprintf("lf-%04d", a.next+1), title: a.title(), body: a.words(4), origin: pick(a, places), kind: pick(a, kinds),
		domain: pick(a, a.fields), status: "adopted-locally", state: "published", updated: "2026-01-05", year: 1960 + a.rand.IntN(50), folder: a.rand.IntN(3) == 0}
	a.next++
	return a.save(slug)
}

func (a *author) title() string {
	return fmt.Sprintf("How the %s %s the %s and the %s", pick(a, animals), pick(a, verbs), pick(a, animals), pick(a, animals))
}

// file returns where a record is.
func (a *author) file(slug string) string {
	if a.cases[slug].folder {
		return "content/cases/" + slug + "/index.md"
	}
	return "content/cases/" + slug + ".md"
}

// save writes a record as its draft says.
func (a *author) save(slug string) string {
	d := a.cases[slug]
	edits := []string{"lf-0001", d.id, "A net for hernia repair", d.title, "[IND]", "[" + d.origin + "]", "[device]", "[" + d.kind + "]", "[general-surgery]", "[" + d.domain + "]",
		"adoption_status: adopted-locally", "adoption_status: " + d.status, "status: adopted-locally,", "status: " + d.status + ",", "status: published", "status: " + d.state,
		"origin_year: 1996", fmt.Sprintf("origin_year: %d", d.year), "A net that was first used in India", "Of " + d.title + ", used there first", "A problem [@doe2016].", d.body + " [@doe2016]",
		"added: 2026-01-02", "added: 2026-01-02\nupdated: " + d.updated + d.alias + d.call}
	if d.state == "withdrawn" {
		edits = append(edits, "learning_type: technical", "learning_type: technical\nwithdrawn: {on: 2026-01-04, by: An editor, reason: error, note: Wrong.}")
	}
	text := record(edits...)
	if d.folder {
		text += "\n![A square](square.png)\n"
		a.site.files["content/cases/"+slug+"/square.png"] = &fstest.MapFile{Data: square(a.t, d.picture), ModTime: time.Unix(0, 0)}
	}
	a.site.set(a.file(slug), text)
	return a.file(slug)
}

// square returns a picture that differs with its shade.
func square(t *testing.T, shade byte) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 4, 4))
	m.SetGray(1, 1, color.Gray{Y: shade})
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (a *author) remove(slug string) string {
	file := a.file(slug)
	delete(a.site.files, file)
	delete(a.site.files, "content/cases/"+slug+"/square.png")
	delete(a.cases, slug)
	return file
}

// An edit is one kind of change; it returns the files that changed, none when
// there was nothing to change.
type edit struct {
	name string
	do   func(*author) []string
}

// change returns an edit that alters the draft of some record.
func change(name string, alter func(*author, *draft)) edit {
	return edit{name, func(a *author) []string {
		slug := a.some()
		if slug == "" {
			return nil
		}
		alter(a, a.cases[slug])
		return []string{a.save(slug)}
	}}
}

// swap returns an edit that replaces a text of one file by one of others.
func swap(name, file, old string, others ...string) edit {
	texts := append([]string{old}, others...)
	// One text may hold another: the longest is the one that stands there.
	longest := slices.SortedFunc(slices.Values(texts), func(a, b string) int { return len(b) - len(a) })
	return edit{name, func(a *author) []string {
		data := string(a.site.files[file].Data)
		for _, from := range longest {
			if strings.Contains(data, from) {
				a.site.set(file, strings.Replace(data, from, pick(a, texts), 1))
				return []string{file}
			}
		}
		a.t.Fatalf("%s: %s holds none of %q", name, file, texts)
		return nil
	}}
}

// ofCases are the edits of records.
var ofCases = []edit{
	change("the body of a record", func(a *author, d *draft) { d.body = a.words(3 + a.rand.IntN(5)) }),
	change("the title of a record", func(a *author, d *draft) { d.title = a.title() }),
	change("the status of a record", func(a *author, d *draft) {
		d.status = pick(a, strings.Fields("piloted adopted-locally adopted-at-scale abandoned"))
	}),
	change("the origin of a record", func(a *author, d *draft) { d.origin = pick(a, places) }),
	change("the type of a record", func(a *author, d *draft) { d.kind = pick(a, kinds) }),
	change("the domain of a record", func(a *author, d *draft) { d.domain = pick(a, a.fields) }),
	change("the year of a record", func(a *author, d *draft) { d.year = 1955 + a.rand.IntN(55) }), // its adoption is of 2010
	change("the state of a record", func(a *author, d *draft) {
		d.state = pick(a, strings.Fields("published published published review withdrawn"))
	}),
	change("the date of a record", func(a *author, d *draft) { d.updated = fmt.Sprintf("20%d-02-0%d", 26+a.rand.IntN(2), 1+a.rand.IntN(9)) }),
	change("the number of a record", func(a *author, d *draft) { a.next++; d.id = fmt.Sprintf("lf-%04d", a.next) }),
	change("the alias of a record", func(a *author, d *draft) {
		d.alias = pick(a, []string{"", fmt.Sprintf("\naliases: [/old/%d/]", a.rand.IntN(1000)), "\naliases: [/notes/]"})
	}),
	change("the call of a record", func(a *author, d *draft) { d.call = pick(a, []string{"", "\ncall: survey"}) }),
	change("the picture of a record", func(a *author, d *draft) { d.picture = byte(a.rand.IntN(256)) }),
	change("a link to another record", func(a *author, d *draft) {
		d.body = fmt.Sprintf("See [another](/cases/%s/).", a.some())
	}),
	{"a new record", func(a *author) []string { return []string{a.add()} }},
	{"a record goes", func(a *author) []string {
		if len(a.cases) < 9 {
			return nil
		}
		return []string{a.remove(a.some())}
	}},
	{"a record is renamed", func(a *author) []string {
		slug := a.some()
		if slug == "" {
			return nil
		}
		d := *a.cases[slug]
		old := a.remove(slug)
		d.folder = a.rand.IntN(2) == 0
		slug = fmt.Sprintf("%s-again-%d", pick(a, animals), a.next)
		a.next++
		a.cases[slug] = &d
		return []string{old, a.save(slug)}
	}},
}

// ofSite are the edits of everything else.
var ofSite = []edit{
	swap("a term", "content/vocabularies/innovation-type.toml", `label = "Device"`, `label = "Tool"`, `label = "Thing"`),
	swap("a vocabulary's name", "content/vocabularies/barrier.toml", "\nlabel = \"", "\nlabel = \"A "),
	swap("the layout of records", "layouts/case.html", `{{define "main"`, `{{define "main" }}<p>More.</p>{{template "rest" .}}{{end}}{{define "rest"`),
	swap("the layout of terms", "layouts/term.html", "</h1>", " </h1><p>One.</p>", " </h1><p>Two.</p>"),
	swap("the layout of the data", "layouts/data.html", "</h1>", " </h1><p>One.</p>", " </h1><p>Two.</p>"),
	swap("the base layout", "layouts/base.html", `</footer>`, `<p>Foot.</p></footer>`, `<p>Other foot.</p></footer>`),
	swap("the entry of lists", "layouts/partials/entry.html", `<`, `<!-- --> <`),
	swap("a string", "layouts/i18n/en.toml", `"Cases"`, `"All cases"`, `"Records"`),
	swap("a style sheet", "static/country.css", `{`, `{top:0;`, `{top:1px;`),
	swap("a picture of the site", "static/icon.svg", `<svg `, `<svg class="x" `, `<svg class="y" `),
	swap("the title of the site", "site.toml", `title = "Learned From"`, `title = "Learnt From"`),
	swap("the length of lists", "site.toml", "per_page = 10", "per_page = 12", "per_page = 14"),
	swap("the smallest denominator", "site.toml", "min_n = 10", "min_n = 5"),
	swap("the address of the site", "site.toml", `base_url = ""`, `base_url = "https://example.org/learned/"`),
	swap("the workbook", "site.toml", "data_xlsx = false", "data_xlsx = true"),
	swap("a page", "content/pages/contribute.md", "Write it down.", "Put it down.", "Note it."),
	swap("a page's title", "content/pages/contribute.md", "title: Add a case", "title: Hand in a case"),
	swap("a call", "content/calls/survey.md", "Few said so.", "Some said so."),
	swap("a call's figures", "content/calls/survey.md", "count: 34", "count: 35"),
	{"another call", func(a *author) []string {
		const file = "content/calls/second.md"
		if a.calls++; a.calls%2 == 0 {
			delete(a.site.files, file)
		} else {
			a.site.set(file, strings.NewReplacer("A survey of", "A second survey of", "doe2017", "roe2018", "nets", "more").Replace(survey))
		}
		return []string{file}
	}},
	{"another page", func(a *author) []string {
		const file = "content/pages/notes.md"
		if a.notes = !a.notes; !a.notes {
			delete(a.site.files, file)
		} else {
			a.site.set(file, strings.NewReplacer("Add a case", "Notes", "order: 1", pick(a, []string{"order: 2", "order: 0"})).Replace(contribute))
		}
		return []string{file}
	}},
	{"the page of contributions", func(a *author) []string {
		const file = "content/pages/contribute.md"
		if text, gone := a.saved[file]; gone {
			a.site.set(file, text)
			delete(a.saved, file)
			return []string{file}
		}
		a.saved[file] = string(a.site.files[file].Data)
		delete(a.site.files, file)
		return []string{file}
	}},
}

// breaking breaks a file, or mends what was broken.
var breaking = []edit{
	{"a record breaks", func(a *author) []string {
		slug := a.some()
		if slug == "" {
			return nil
		}
		file := a.file(slug)
		text := string(a.site.files[file].Data)
		a.site.set(file, pick(a, []string{
			strings.Replace(text, "summary:", "sumary:", 1), strings.Replace(text, "lmic-to-hic", "lmic-to-hick", 1),
			strings.Replace(text, "---", "", 1), text[:len(text)/2], "", strings.Replace(text, "[@doe2016]", "[@roe2016]", 1),
			text + "\n[nowhere](/cases/nowhere/)\n", text + "\n" + strings.Repeat(a.words(5)+"\n\n", 400),
		}))
		a.saved["broken"] = slug
		return []string{file}
	}},
	{"site.toml breaks", func(a *author) []string {
		a.saved["site.toml"] = string(a.site.files["site.toml"].Data)
		a.site.set("site.toml", a.saved["site.toml"]+"\nnonsense = 1\n")
		return []string{"site.toml"}
	}},
	{"a layout breaks", func(a *author) []string {
		const file = "layouts/case.html"
		a.saved[file] = string(a.site.files[file].Data)
		a.site.set(file, pick(a, []string{a.saved[file] + "{{", strings.Replace(a.saved[file], "</h1>", "{{.Nothing}}</h1>", 1), a.saved[file] + `{{t "no-such-string"}}`}))
		return []string{file}
	}},
}

// tidy takes out of all records what clashes with others: links to records
// that are gone, addresses that are taken.
func (a *author) tidy() []string {
	var files []string
	for _, slug := range slices.Sorted(maps.Keys(a.cases)) {
		d := a.cases[slug]
		if d.alias != "" || strings.HasPrefix(d.body, "See ") {
			d.alias, d.body = "", a.words(4)
			files = append(files, a.save(slug))
		}
	}
	return append(files, a.add())
}

// mend puts back what is broken; nothing when all is well.
func (a *author) mend() []string {
	if slug, ok := a.saved["broken"]; ok {
		delete(a.saved, "broken")
		return []string{a.save(slug)}
	}
	for _, file := range []string{"site.toml", "layouts/case.html"} {
		if text, ok := a.saved[file]; ok {
			delete(a.saved, file)
			a.site.set(file, text)
			return []string{file}
		}
	}
	return nil
}
