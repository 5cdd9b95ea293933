package build

import (
	"cmp"
	"fmt"
	"io"

	"casebook/generator/derive"
	"casebook/generator/export"
	"casebook/generator/model"
	"casebook/generator/page"
)

// oai plans the static repository for OAI-PMH, where site.toml asks for it and
// says what it needs.
func (p *planner) oai() {
	config := &p.content.Site.Config
	if !config.Outputs.OAI || p.offline() {
		return
	}
	var records []*derive.Facts
	for _, f := range p.content.Index.Facts {
		if page.Citable(f) && changed(f.Case) != "" && p.errors[f.Case.File] == 0 {
			records = append(records, f)
		}
	}
	switch {
	case config.BaseURL == "" || config.Email == "" || config.OAIGateway == "":
		p.leaveOut(page.OAIFile, "it needs base_url, email and oai_gateway in site.toml")
	case len(records) == 0:
		p.leaveOut(page.OAIFile, "no record is published")
	case len(records) > export.MaxDeposits:
		p.leaveOut(page.OAIFile, fmt.Sprintf("there are %d records, and a static repository holds %d", len(records), export.MaxDeposits))
	default:
		p.file(page.OAIFile, func(w io.Writer) error { return export.StaticRepository(w, p.repository(records)) })
	}
}

func (p *planner) repository(records []*derive.Facts) *export.Repository {
	config := &p.content.Site.Config
	r := &export.Repository{Name: config.Title, Gateway: config.OAIGateway, File: config.BaseURL + page.OAIFile, Email: config.Email}
	for _, f := range records {
		r.Records = append(r.Records, p.deposit(f))
	}
	return r
}

// deposit is a record in Dublin Core, with the values of its page's own tags.
func (p *planner) deposit(f *derive.Facts) export.Deposit {
	config := &p.content.Site.Config
	i, h := p.pages.Item(f), p.pages.HarvestRecord(f)
	d := export.Deposit{
		Name: entryName(f.Case), Changed: changed(f.Case), Title: i.Title, Subjects: i.Keywords, Description: i.Abstract, Publisher: i.Publisher,
		Date: i.Issued.String(), Types: []string{"Text", i.Genre}, Identifiers: []string{config.BaseURL + cmp.Or(h.Permanent, h.Address)},
		Languages: []string{i.Language}, Rights: config.License.URL, Relations: []string{config.BaseURL + page.DataAddress},
	}
	if f.Status == model.StatusWithdrawn {
		d.Description = i.Note
	}
	for _, a := range i.Authors {
		d.Creators = append(d.Creators, a.Sorted())
	}
	for _, place := range h.Places {
		d.Coverage = append(d.Coverage, place.Name)
	}
	return d
}

// newest returns the day of the last change among records, for the pages that
// list them; empty where there is none.
func newest(records []*derive.Facts) string {
	last := ""
	for _, f := range records {
		last = max(last, changed(f.Case))
	}
	return last
}

// changed is the day of a record's last change: of its withdrawal, its last
// update, or its first appearance.
func changed(c *model.Case) string {
	if c.Withdrawn != nil && c.Withdrawn.On.Given() {
		return c.Withdrawn.On.Text
	}
	return cmp.Or(c.Updated.Text, c.Added.Text)
}
