package build

import (
	"io"

	"casebook/generator/output"
	"casebook/generator/page"
	"casebook/generator/stats"
)

// statistics plans the page of all statistics, one page and one CSV file for
// each, and the gaps as questions.
func (p *planner) statistics() {
	p.list(page.PaucityAddress, p.content.Site.AsOf)
	p.view(page.PaucityAddress+"index.html", "paucity", "site.toml", reads("cases", "vocabularies", "calls", "partnerships"), func() any { return p.pages.Paucity() })
	for i := range p.content.Stats {
		stat := &p.content.Stats[i]
		address := page.StatisticAddress(stat.ID)
		p.list(address, p.content.Site.AsOf)
		p.view(address+"index.html", "statistic", "site.toml", reads("cases", "vocabularies"), func() any { return p.pages.Statistic(stat) })
		p.rows(page.StatisticFile(stat.ID), func(w io.Writer) error { return stats.WriteCSV(w, p.content.Stats[i:i+1]) })
	}
	p.rows(page.GapsFile, func(w io.Writer) error {
		return stats.GapsCSV(w, p.content.Stats, p.content.Site.Vocabularies)
	})
}

// rows plans a file of data that follows from all cases.
func (p *planner) rows(path string, write func(io.Writer) error) {
	p.plan.Add(output.Entry{Path: path, From: "site.toml", Reads: reads("cases", "vocabularies"), Write: write})
}
