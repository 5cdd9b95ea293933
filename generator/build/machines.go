package build

import (
	"io"
	"strconv"

	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/export"
	"casebook/generator/model"
	"casebook/generator/output"
	"casebook/generator/page"
	"casebook/generator/schema"
	"casebook/generator/taxonomy"
)

// feedEntries is how many records a feed has, newest first.
const feedEntries = 50

// feeds plans the feed of the site and one a term. A feed needs a date, so a
// site without any date has none.
func (p *planner) feeds() {
	if p.content.Site.AsOf == "" {
		p.leaveOut("feeds", "no file of the content has a date")
		return
	}
	if p.content.Site.Config.BaseURL == "" {
		what := "links in feeds, canonical addresses"
		if !p.offline() {
			what += ", sitemap.xml"
		}
		p.leaveOut(what, "base_url is not set in site.toml")
	}
	p.feed("feed.xml", "", "feed:cases", p.title("feed-title", ""), p.content.Index.Newest)
	for i := range p.content.Index.Taxonomies {
		t := &p.content.Index.Taxonomies[i]
		for j := range t.Terms {
			term := &t.Terms[j]
			base := t.ID + "/" + term.ID + "/"
			p.feed(base+"feed.xml", base, "feed:"+t.ID+":"+term.ID, p.title("feed-term-title", term.Label), term.Cases)
		}
	}
}

func (p *planner) title(id, term string) string {
	return p.content.Strings.F(id, "site", p.content.Site.Config.Title, "term", term)
}

func (p *planner) feed(path, home, name, title string, cases []*derive.Facts) {
	config := &p.content.Site.Config
	p.plan.Add(output.Entry{Path: path, From: "site.toml", Reads: reads("cases"), Write: func(w io.Writer) error {
		f := export.Feed{
			Name: name, Title: title, Lang: config.Language, Rights: config.License.Name, Author: config.Publisher,
			Updated: p.content.Site.AsOf, BaseURL: config.BaseURL, Path: path, HomePath: home,
		}
		for _, c := range taxonomy.NewestFew(cases, feedEntries) {
			if p.errors[c.Case.File] == 0 { // in a draft, two records may share a number
				f.Entries = append(f.Entries, p.feedEntry(c))
			}
		}
		return export.Atom(w, f)
	}})
}

func (p *planner) feedEntry(f *derive.Facts) export.Entry {
	c := f.Case
	e := export.Entry{
		Name: entryName(c), Title: c.Title.Text, Summary: c.Summary.Text, Path: page.CaseAddress(c.Slug),
		Updated: c.Updated.Text, Published: c.Added.Text,
	}
	for _, a := range cite.Authors(c) {
		e.Authors = append(e.Authors, a.Text)
	}
	for _, v := range c.InnovationType {
		e.Categories = append(e.Categories, export.Category{Term: v.Text,
			Label: p.content.Site.Vocabularies.Get("innovation-type").LabelOf(v.Text)})
	}
	return e
}

// entryName names a record where an id is made of it: by its number, which
// outlives its file's name, once it has one.
func entryName(c *model.Case) string {
	if hasPermanentAddress(c.ID.Text) {
		return "case:" + c.ID.Text
	}
	return "case-file:" + c.Slug
}

// machines plans the files that hosts and robots read.
func (p *planner) machines() {
	config := &p.content.Site.Config
	if config.Repository == "" {
		p.leaveOut("links to correct a page", "repository is not set in site.toml")
	}
	if config.Email == "" {
		p.leaveOut("a way to write by e-mail", "email is not set in site.toml")
	}
	if p.offline() {
		return // there is no host, and no robot
	}
	p.file("_headers", func(w io.Writer) error {
		return export.Headers(w, export.HeaderSet{CSP: page.WidestPolicy, Immutable: []string{"/static/*.css", "/static/*.js", "/static/*.svg"},
			Types: []export.TypeRule{{Pattern: "/feed.xml", Type: atomType}, {Pattern: "/*/feed.xml", Type: atomType},
				{Pattern: "/" + page.OpenSearchAddress, Type: openSearchType}, {Pattern: "/*.bib", Type: "application/x-bibtex; charset=utf-8"},
				{Pattern: "/*.ris", Type: "application/x-research-info-systems; charset=utf-8"}, {Pattern: "/*.jsonl", Type: "application/jsonl; charset=utf-8"},
				{Pattern: "/*.cff", Type: "application/yaml; charset=utf-8"}, {Pattern: "/data/SHA256SUMS", Type: "text/plain; charset=utf-8"},
				{Pattern: "/" + schema.File, Type: "application/schema+json"}}})
	})
	sitemap := ""
	if config.BaseURL != "" {
		sitemap = p.sitemap(config.BaseURL)
	}
	p.file("robots.txt", func(w io.Writer) error { return export.Robots(w, sitemap) })
}

const atomType = "application/atom+xml; charset=utf-8"

func (p *planner) file(path string, write func(io.Writer) error) {
	p.plan.Add(output.Entry{Path: path, From: "site.toml", Reads: reads("cases"), Write: write})
}

// An address of the sitemap: pages that a search engine should know.
type listed struct {
	address string
	changed string // YYYY-MM-DD, or empty
}

// list adds a page to the sitemap.
func (p *planner) list(address, changed string) {
	p.listed = append(p.listed, listed{address, changed})
}

// sitemap plans the sitemap, in parts with an index where one file would be
// too large, and returns its absolute address.
func (p *planner) sitemap(base string) string {
	urls := make([]export.URL, len(p.listed))
	for i, l := range p.listed {
		urls[i] = export.URL{Loc: base + l.address, LastMod: l.changed}
	}
	parts := export.SitemapParts(urls)
	if len(parts) == 1 {
		p.file("sitemap.xml", func(w io.Writer) error { return export.Sitemap(w, parts[0]) })
		return base + "sitemap.xml"
	}
	index := make([]export.URL, len(parts))
	for i, part := range parts {
		name := "sitemap-" + strconv.Itoa(i+1) + ".xml"
		index[i] = export.URL{Loc: base + name, LastMod: newestChange(part)}
		p.file(name, func(w io.Writer) error { return export.Sitemap(w, part) })
	}
	p.file("sitemap.xml", func(w io.Writer) error { return export.SitemapIndex(w, index) })
	return base + "sitemap.xml"
}

func newestChange(urls []export.URL) string {
	newest := ""
	for _, u := range urls {
		newest = max(newest, u.LastMod)
	}
	return newest
}
