package build

import (
	"io"
	"io/fs"
	"path"

	"casebook/generator/flow"
	"casebook/generator/output"
	"casebook/generator/page"
)

// calls plans the list of calls, a page and a CSV file for each, and their data
// files, read when they are written. A site without calls has no list.
func (p *planner) calls() {
	calls := p.content.Site.Calls
	if len(calls) == 0 {
		return
	}
	p.list(page.CallsAddress, "")
	p.view(page.CallsAddress+"index.html", "calls", "site.toml", reads("calls", "cases"), func() any { return p.pages.Calls() })
	for _, c := range calls {
		dependsOn := reads("file:"+c.File, "cases", "calls", "vocabularies")
		p.list(page.CallAddress(c.Slug), c.Updated.Text)
		p.view(page.CallAddress(c.Slug)+"index.html", "call", c.File, dependsOn, func() any { return p.pages.Call(c) })
		p.plan.Add(output.Entry{Path: page.CallFile(c.Slug), From: c.File, Reads: dependsOn, Write: func(w io.Writer) error {
			return flow.WriteCSV(w, c, p.pages.CallRecords(c))
		}})
		if c.DataSize > 0 {
			file := path.Join(c.Folder, c.Data.Text)
			p.plan.Add(output.Entry{Path: page.CallData(c), From: file, Reads: reads("file:" + file), Write: func(w io.Writer) error {
				data, err := fs.ReadFile(p.fsys, file)
				if err != nil {
					return err
				}
				_, err = w.Write(data)
				return err
			}})
		}
	}
}

// partnerships plans the list of partnerships and a page for each. A site
// without partnerships has no list.
func (p *planner) partnerships() {
	list := p.content.Site.Partnerships
	if len(list) == 0 {
		return
	}
	p.list(page.PartnershipsAddress, "")
	p.view(page.PartnershipsAddress+"index.html", "partnerships", "site.toml", reads("partnerships", "vocabularies"), func() any { return p.pages.Partnerships() })
	for _, one := range list {
		p.list(page.PartnershipAddress(one.Slug), one.Updated.Text)
		p.view(page.PartnershipAddress(one.Slug)+"index.html", "partnership", one.File, reads("file:"+one.File, "cases", "vocabularies"),
			func() any { return p.pages.Partnership(one) })
	}
}
