package build

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	slashpath "path"
	"regexp"
	"strings"

	"casebook/generator/asset"
	"casebook/generator/derive"
	"casebook/generator/diag"
	"casebook/generator/markdown"
	"casebook/generator/model"
	"casebook/generator/output"
	"casebook/generator/page"
	"casebook/generator/render"
	"casebook/generator/taxonomy"
)

// A planner makes the plan: every address of the site with what it depends on
// and how it is written. Views are made when a page is written, not here.
type planner struct {
	fsys        fs.FS
	content     *Content
	draft       bool
	layouts     *render.Layouts
	assets      *asset.Set
	pages       *page.Site
	plan        *output.Plan
	budget      *budget
	leftOut     []LeftOut
	published   func(path string) ([]byte, bool) // what stands in the output folder; nil: nothing is known
	stringsSeen bool                             // missing strings were looked for
	listed      []listed                         // the sitemap, in the order of planning
	errors      map[string]int                   // findings of severity error, by file
}

// codeSheet is the style sheet of highlighted code, made by package markdown.
const codeSheet = "code.css"

func newPlanner(fsys fs.FS, content *Content, opt Options) (*planner, error) {
	layouts, err := render.Load(fsys, "layouts", content.Strings)
	if err != nil {
		return nil, err
	}
	assets, err := asset.Load(fsys, map[string][]byte{codeSheet: markdown.HighlightCSS()})
	if err != nil {
		return nil, err
	}
	p := &planner{fsys: fsys, content: content, draft: opt.Draft, layouts: layouts, assets: assets,
		plan: output.NewPlan(), budget: newBudget(content.Site.Config.Budgets)}
	p.pages = page.New(content.Site, content.Index, content.Strings, page.Assets{
		Style: assets.Address("style.css"), Figures: assets.Address("figures.css"), Country: assets.Address("country.css"), Code: assets.Address(codeSheet), Data: assets.Address("data.css"), Icon: assets.Address("icon.svg"), Copy: assets.Address("js/copy.js"),
		Home: assets.Address("home.css"), Search: assets.Address("search.css"),
		Scripts: []string{assets.Address("js/search-index.js"), assets.Address("js/search-page.js")}, Take: assets.Address("js/search-take.js")})
	p.pages.Assets.Calls = assets.Address("calls.css")
	p.pages.Assets.Form, p.pages.Assets.FormScripts = assets.Address("form.css"), assets.Group("form")
	p.pages.Has = p.plan.Has
	p.pages.Statistics = content.Stats
	p.errors = errorsByFile(content.Findings)
	p.pages.Errors = p.errors
	if !p.offline() { // budgets are of what goes over a line
		p.budget.assets(assets, p.pages.Assets.Style)
	}
	return p, nil
}

func errorsByFile(found diag.List) map[string]int {
	counts := map[string]int{}
	for i := range found {
		if found[i].Severity == diag.Error {
			counts[found[i].Pos.File]++
		}
	}
	return counts
}

// all plans the whole site. What other addresses depend on comes first, so
// that its own address cannot be taken by an alias.
func (p *planner) all() {
	p.view("index.html", "home", "site.toml", reads("cases", "vocabularies"), func() any { return p.pages.Home() })
	p.list("", p.content.Site.AsOf)
	p.lists()
	for _, f := range p.content.Facts {
		p.record(f)
	}
	p.taxonomies()
	p.countries()
	p.statistics()
	p.calls()
	p.partnerships()
	p.schema()
	p.data()
	p.review()
	p.form()
	for _, prose := range p.content.Site.Pages {
		p.prose(prose)
	}
	p.edition()
	p.releases()
	p.files()
	p.previews()
	p.feeds()
	p.oai()
	p.openSearch()
	p.machines()
	p.redirects()
}

// reads lists what a page depends on besides the settings, the strings, the
// layouts and the addresses of the plan, on which every page depends.
func reads(what ...string) []string { return what }

// view plans a page made by a layout. In a draft a second page at an address
// is left out; otherwise the plan reports it.
func (p *planner) view(path, layout, from string, reads []string, view func() any) {
	if p.draft && p.plan.Has(path) {
		p.leaveOut(path, "another page has the address")
		return
	}
	p.plan.Add(output.Entry{Path: path, From: from, Reads: append(reads, "layout:"+layout), Write: func(w io.Writer) error {
		return p.layouts.Execute(w, layout, view())
	}})
}

func (p *planner) leaveOut(what, why string) { p.leftOut = append(p.leftOut, LeftOut{what, why}) }

// basePath returns the path of the site on its server.
func basePath(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Path == "" {
		return "/"
	}
	return u.Path
}

func (p *planner) lists() {
	last := newest(p.content.Index.Published)
	for n := 1; n <= p.pages.CaseListPages(); n++ {
		p.list(page.PageAddress("cases/", n), last)
		p.view(page.PageAddress("cases/", n)+"index.html", "cases", "site.toml", reads(indexReads...),
			func() any { return p.pages.CaseList(n) })
	}
}

func (p *planner) record(f *derive.Facts) {
	c := f.Case
	path := page.CaseAddress(c.Slug) + "index.html"
	p.recordFiles(f)
	dependsOn := reads("file:"+c.File, "vocabularies")
	if f.Status == model.StatusWithdrawn {
		p.view(path, "withdrawn", c.File, dependsOn, func() any { return p.pages.Withdrawn(f) })
		return
	}
	for _, image := range c.Images() {
		dependsOn = append(dependsOn, "file:"+slashpath.Join(c.Folder, image.Name))
	}
	for _, r := range p.pages.Related(c.Slug) {
		dependsOn = append(dependsOn, "file:"+r.Case.File)
	}
	if f.Published {
		p.list(page.CaseAddress(c.Slug), cmp.Or(c.Updated.Text, c.Added.Text))
	}
	p.budget.records[path] = !p.offline()
	p.view(path, "case", c.File, dependsOn, func() any { return p.pages.Case(f) })
}

func (p *planner) prose(prose *model.Page) {
	p.list(prose.Slug+"/", prose.Updated.Text)
	p.view(prose.Slug+"/index.html", "page", prose.File, reads("file:"+prose.File), func() any { return p.pages.Prose(prose) })
}

func (p *planner) taxonomies() {
	for i := range p.content.Index.Taxonomies {
		t := &p.content.Index.Taxonomies[i]
		p.list(t.ID+"/", newest(p.content.Index.Published))
		p.view(t.ID+"/index.html", "taxonomy", "site.toml", reads("cases", "vocabulary:"+t.Vocabulary),
			func() any { return p.pages.Taxonomy(t) })
		for j := range t.Terms {
			p.term(t, &t.Terms[j])
		}
	}
}

func (p *planner) term(t *taxonomy.Taxonomy, term *taxonomy.Term) {
	base, last := t.ID+"/"+term.ID+"/", newest(term.Cases)
	for n := 1; n <= p.pages.Pages(len(term.Cases)); n++ {
		p.list(page.PageAddress(base, n), last)
		p.view(page.PageAddress(base, n)+"index.html", "term", "content/vocabularies/"+t.Vocabulary+".toml",
			reads("cases", "vocabularies"), func() any { return p.pages.Term(t, term, n) })
	}
}

func (p *planner) countries() {
	p.list("countries/", newest(p.content.Index.Published))
	p.view("countries/index.html", "countries", "site.toml", reads("cases"), func() any { return p.pages.Countries() })
	for i := range p.content.Index.Countries {
		c := &p.content.Index.Countries[i]
		if p.pages.HasCountryPage(c.Alpha3) {
			p.list("countries/"+c.Slug+"/", max(newest(c.From), newest(c.To)))
			p.view("countries/"+c.Slug+"/index.html", "country", "the data of countries", reads("cases", "vocabularies"),
				func() any { return p.pages.Country(c) })
		}
	}
}

// files plans what is copied: static files, already small, and the images of
// records, read when they are written.
func (p *planner) files() {
	for i := range p.assets.Files {
		f := &p.assets.Files[i]
		p.plan.Add(output.Entry{Path: f.Address, From: f.Source, Reads: reads("file:" + f.Source), Write: writer(f.Data)})
	}
	for _, image := range p.content.Images {
		p.plan.Add(output.Entry{Path: image.Address, From: image.File, Reads: reads("file:" + image.File), Write: func(w io.Writer) error {
			data, err := fs.ReadFile(p.fsys, image.File)
			if err != nil {
				return err
			}
			_, err = w.Write(data)
			return err
		}})
	}
}

// writer returns a function that writes data.
func writer(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// number is the form of a record number that has a permanent address: a
// prefix and at least four digits, not all zero.
var number = regexp.MustCompile(`^[a-z]{2,8}-[0-9]{4,}$`)

// hasPermanentAddress reports whether a record number has a page under /id/.
func hasPermanentAddress(id string) bool {
	return number.MatchString(id) && strings.Trim(id[strings.IndexByte(id, '-')+1:], "0") != ""
}

// redirects plans the permanent addresses, the aliases, and /search/. A number
// that a second record has is the finding duplicate-id, and not also one about
// an address.
func (p *planner) redirects() {
	numbers := map[string]bool{}
	for _, f := range p.content.Facts {
		c := f.Case
		to := page.CaseAddress(c.Slug)
		switch address := page.PermanentAddress(c.ID.Text); {
		case !hasPermanentAddress(c.ID.Text):
		case !numbers[c.ID.Text]:
			numbers[c.ID.Text] = true
			p.redirect(address, to, c.Title.Text, c.File)
		case p.draft:
			p.leaveOut(address, "another page has the address")
		}
		p.aliases(c.Aliases, to, c.Title.Text, c.File)
	}
	for _, prose := range p.content.Site.Pages {
		p.aliases(prose.Aliases, prose.Slug+"/", prose.Title.Text, prose.File)
	}
	p.redirect("search/index.html", "cases/", p.content.Strings.T("cases"), "site.toml")
}

func (p *planner) aliases(list []model.Value, to, title, file string) {
	for _, a := range list {
		if alias := strings.TrimPrefix(a.Text, "/"); strings.HasSuffix(alias, "/") {
			p.redirect(alias+"index.html", to, title, file)
		}
	}
}

func (p *planner) redirect(from, to, title, file string) {
	p.view(from, "redirect", file, reads("file:"+file), func() any { return p.pages.Redirect(from, to, title) })
}

// problems returns the addresses that cannot be planned, as findings about the
// files that ask for them.
func (p *planner) problems() diag.List {
	var found diag.List
	for _, problem := range p.plan.Problems() {
		d := diag.Diagnostic{Code: diag.Code(problem.Code), Severity: diag.Error, Pos: diag.Pos{File: fileOf(problem.From)},
			Message: problem.Message, Hint: problem.Hint}
		if problem.OtherFrom != "" {
			d.Related = []diag.Related{{Pos: diag.Pos{File: fileOf(problem.OtherFrom)}, Message: "the other one is here"}}
		}
		found = append(found, d)
	}
	return found
}

// fileOf returns what made an address when that is a file.
func fileOf(from string) string {
	if strings.Contains(from, " ") {
		return ""
	}
	return from
}

// publish renders the plan into the folder, and vetoes it when a page is over
// its budget.
func (p *planner) publish(ctx context.Context, out string, opt Options, report *Report, clock *clock) error {
	if err := p.budget.err(); err != nil {
		return err
	}
	site, err := output.Open(out)
	if err != nil {
		return err
	}
	err = p.write(ctx, site, p.outputOptions(opt), report, clock)
	if closeErr := site.Close(); err == nil && closeErr != nil {
		return fmt.Errorf("close the output folder: %w", closeErr)
	}
	return err
}

// write publishes the plan and, in the offline edition, packs what it has
// published.
func (p *planner) write(ctx context.Context, site *output.Site, opt output.Options, report *Report, clock *clock) error {
	if p.offline() {
		if err := site.CanPack(); err != nil {
			return err
		}
	}
	p.published = site.Published
	clock.stage("index", p.index(opt.Workers))
	var err error
	report.Output, err = site.Publish(ctx, p.plan, opt)
	if err != nil {
		return err
	}
	clock.stage("write", report.Output.Written)
	if p.offline() {
		packed, err := p.pack(ctx, site)
		if err != nil {
			return err
		}
		report.Archive = &packed
		clock.stage("pack", report.Output.Files)
	}
	return nil
}

func (p *planner) outputOptions(opt Options) output.Options {
	return output.Options{Workers: opt.Workers, MaxFile: maxFile, Progress: opt.Progress, Check: p.veto}
}

// maxFile has room for the tables of a million records; pages have budgets.
const maxFile = 4 << 30

// veto sees every file before anything is published: a page over its budget, a
// string that a layout asked for in vain, or prose that could not be read again
// stops the build.
func (p *planner) veto(path string, size int64) error {
	if !p.stringsSeen {
		p.stringsSeen = true
		if missing := p.content.Strings.Missing(); len(missing) > 0 {
			return fmt.Errorf("interface strings are missing in %s: %s", StringsDir, strings.Join(missing, ", "))
		}
		if err := p.content.prose.Err(); err != nil {
			return err
		}
	}
	return p.budget.see(path, size)
}

// hasAddress reports whether the plan holds an absolute address: "/cases/x/".
func (p *planner) hasAddress(address string) bool {
	return p.plan.Has(strings.TrimPrefix(address, "/"))
}
