package build

import (
	"io"

	"casebook/generator/export"
	"casebook/generator/page"
)

const openSearchType = "application/opensearchdescription+xml"

// searchScripts is the group of scripts of the search: static/js/search-*.js,
// with the one that is loaded when somebody takes a file of what was found.
const searchScripts = "search"

// openSearch plans the description by which a browser adds the site to its
// search engines. It needs absolute addresses (OpenSearch 1.1, "The Url
// element": the template is one).
func (p *planner) openSearch() {
	if p.offline() {
		return // nothing answers there
	}
	config := &p.content.Site.Config
	if config.BaseURL == "" {
		p.leaveOut(page.OpenSearchAddress+", with which a browser adds the site to its search engines", "base_url is not set in site.toml")
		return
	}
	p.file(page.OpenSearchAddress, func(w io.Writer) error {
		return export.OpenSearch(w, export.SearchDescription{
			Name: config.Title, Description: p.content.Strings.F("opensearch-description", "title", config.Title), Lang: config.Language,
			Template: config.BaseURL + "cases/?q={searchTerms}", Home: config.BaseURL + "cases/",
			Self: config.BaseURL + page.OpenSearchAddress, Icon: config.BaseURL + p.pages.Assets.Icon,
		})
	})
}
