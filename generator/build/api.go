package build

import (
	"io"

	"casebook/generator/dataset"
	"casebook/generator/derive"
	"casebook/generator/page"
	"casebook/generator/stats"
)

// api plans the API: the whole set at fixed addresses, what describes it, and
// its page.
func (p *planner) api(in dataset.Input, meta *dataset.Meta) {
	if !p.content.Site.Config.Outputs.API {
		return
	}
	a := &dataset.API{Input: in, About: meta, Record: p.recordFile}
	routes := a.Routes(p.anyRecordFile())
	for _, f := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{dataset.APICases, a.Cases},
		{dataset.APIVocabularies, a.Vocabularies},
		{dataset.APICountries, a.Countries},
		{dataset.APIStatistics, func(w io.Writer) error { return stats.WriteJSON(w, p.content.Stats) }},
		{dataset.APIDescription, func(w io.Writer) error { return a.Describe(w, routes) }},
	} {
		p.rows(dataset.APIFolder+f.name, f.write)
	}
	p.list(page.APIAddress, p.content.Site.AsOf)
	p.view(page.APIAddress+"index.html", "api", "site.toml", reads("cases", "vocabularies"), func() any { return p.pages.API(routes) })
}

// recordFile returns the address of a record's own file, or nothing.
func (p *planner) recordFile(f *derive.Facts) string {
	if path := page.CaseAddress(f.Case.Slug) + page.RecordJSON; p.plan.Has(path) {
		return path
	}
	return ""
}

// anyRecordFile returns the address of the first record that has a file.
func (p *planner) anyRecordFile() string {
	for _, f := range p.content.Index.Published {
		if path := p.recordFile(f); path != "" {
			return path
		}
	}
	return ""
}
