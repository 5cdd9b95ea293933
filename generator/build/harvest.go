package build

import (
	"io"
	"iter"

	"casebook/generator/biblio"
	"casebook/generator/derive"
	"casebook/generator/output"
	"casebook/generator/page"
)

// releases plans a page for each release: what it brought.
func (p *planner) releases() {
	for i, r := range p.content.Site.Config.Releases {
		address := page.ReleaseAddress(r.Version)
		p.list(address, r.Date)
		p.view(address+"index.html", "release", "site.toml", reads("cases", "vocabularies"), func() any { return p.pages.Release(i) })
	}
}

// recordFiles plans the files beside the page of a record that can be cited,
// as far as site.toml does not switch them off.
func (p *planner) recordFiles(f *derive.Facts) {
	if !page.Citable(f) {
		return
	}
	on := p.content.Site.Config.Outputs
	if on.RecordJSON {
		p.beside(f, page.RecordJSON, func(w io.Writer) error { return p.pages.Harvest().JSON(w, p.pages.HarvestRecord(f)) })
	}
	if on.RecordBibTeX {
		p.beside(f, page.RecordBibTeX, p.cited(f, biblio.BibTeX))
	}
	if on.RecordRIS {
		p.beside(f, page.RecordRIS, p.cited(f, biblio.RIS))
	}
	if on.RecordCSLJSON {
		p.beside(f, page.RecordCSLJSON, p.cited(f, biblio.CSLJSON))
	}
}

// beside plans a file of a record.
func (p *planner) beside(f *derive.Facts, name string, write func(io.Writer) error) {
	path := page.CaseAddress(f.Case.Slug) + name
	if p.draft && p.plan.Has(path) {
		return // that the page was left out has been said
	}
	p.plan.Add(output.Entry{Path: path, From: f.Case.File, Reads: reads("file:"+f.Case.File, "vocabularies"), Write: write})
}

// cited writes a record as the one item of a bibliography.
func (p *planner) cited(f *derive.Facts, write func(io.Writer, iter.Seq[biblio.Item]) error) func(io.Writer) error {
	return func(w io.Writer) error {
		return write(w, func(yield func(biblio.Item) bool) { yield(p.pages.Item(f)) })
	}
}
