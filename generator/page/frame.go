// Package page turns what was derived into view structs, one a layout: every
// address, count, sentence and class is decided here, so that layouts only
// print. A Site value holds what all pages share; its methods return the view
// of one page. It writes no HTML but what package markdown, cite and figure
// made, and reads no files.
//
// Views are made on demand, one a page, from any goroutine: a Site is not
// changed after New.
package page

import (
	"html/template"
	"slices"
	"strings"
	"sync"

	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/figure"
	"casebook/generator/i18n"
	"casebook/generator/model"
	"casebook/generator/stats"
	"casebook/generator/taxonomy"
)

// Assets are the addresses of the static files below the site root, with
// their hashed names.
type Assets struct {
	Style       string // every page
	Figures     string // pages of statistics
	Country     string // pages of countries
	Calls       string // pages of calls and partnerships
	Data        string // pages of the data set
	Code        string // pages with a highlighted code block
	Home        string
	Search      string   // the list of cases
	Scripts     []string // those of the search, in the order in which they run
	Take        string   // the script that makes files of what was found, loaded when it is used
	Icon        string
	Copy        string   // script of pages with something to copy
	Form        string   // the form
	FormScripts []string // those of the form, in the order in which they run
}

// A Site is what all pages share.
type Site struct {
	Model      *model.Site
	Index      *taxonomy.Index
	Strings    *i18n.Strings
	Assets     Assets
	Has        func(address string) bool // whether the plan holds an address; nil: it holds everything
	Errors     map[string]int            // findings of severity error by file, in a draft
	Statistics []stats.Statistic         // in the order of the page; nil: there are no pages of them
	// SearchManifest returns what the search's script has to know of the index,
	// as JSON. It is called when the page is written; nil: there is no index,
	// and the site has no script.
	SearchManifest func() []byte
	related        map[string][]*derive.Facts
	facetsOf       sync.Map                 // Way to []Facet: those of the list of cases
	byID           map[string]*derive.Facts // counted and other published records, by number and by slug
	world          *figure.World
	words          cite.Words
}

// New returns the shared part of every page. Has may be set later, when the
// plan is made, but before the first view.
func New(m *model.Site, x *taxonomy.Index, s *i18n.Strings, assets Assets) *Site {
	return &Site{Model: m, Index: x, Strings: s, Assets: assets, related: related(x), byID: stats.ByID(x.Facts), world: figure.NewWorld(), words: citeWords(s.T)}
}

// A Link is a text that leads somewhere. Href is complete: relative to the
// page, or absolute for other sites.
type Link struct {
	Href    string
	Text    string
	Current bool
}

// A Frame is what every page has around its content.
type Frame struct {
	Lang, Dir   string
	Edition     string // "offline"; empty in the web edition
	Root        Way    // to the site root
	TopKey      string // pages with the same have the same top; with the same Root, the same foot
	Title       string // of the browser's tab
	Description string
	Canonical   string // absolute; empty without a base address
	Policy      string // Content-Security-Policy
	NoIndex     bool
	Sprite      *Sprite       // icons of rungs that the page shows; nil: none
	Head        template.HTML // tags for programs
	Styles      []string
	Scripts     []string
	Icon        string
	JSONLD      template.JS // of the page, made by a package that escapes < > &; empty: none
	Feed        *Link
	OpenSearch  *Link // the description of the search for browsers
	SiteTitle   string
	Home        string
	Seek        string // where the top leads to the search
	Nav         []Link
	About       string // the footer's sentence
	Footer      []Link
	License     Link
	Credits     string
}

// Policy is the Content-Security-Policy of every page: nothing but the site's
// own files, and no script inline.
const Policy = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'"

// diskPolicy is that of the offline edition. 'self' matches the files of a page
// opened from a disk, but in Firefox not those that a form leads to.
var diskPolicy = strings.Replace(Policy, "form-action 'self'", "form-action 'self' file:", 1)

// frame returns the frame of the page at address ("cases/x/"). title is the
// page's own title; empty for the home page.
func (s *Site) frame(address, title, description string) Frame {
	return s.frameAt(s.way(address), address, title, description)
}

// frameAt is frame with another way to the root.
func (s *Site) frameAt(root Way, address, title, description string) Frame {
	config := &s.Model.Config
	f := Frame{
		Lang: s.Strings.Lang(), Dir: s.Strings.Dir(), Root: root, TopKey: root.String(),
		Title: config.Title + ": " + config.Tagline, Description: description,
		Policy: s.policy(), Styles: []string{root.To(s.Assets.Style)}, Icon: root.To(s.Assets.Icon),
		SiteTitle: config.Title, Home: root.To(""), About: config.Description,
		License: Link{Href: config.License.URL, Text: config.License.Name},
		Credits: s.Strings.T("credits"),
	}
	if config.Edition == model.Offline {
		f.Edition = string(config.Edition)
	}
	if title != "" {
		f.Title = title + " · " + config.Title
	}
	if config.BaseURL != "" {
		f.Canonical = config.BaseURL + address
	}
	for _, item := range config.Navigation {
		if s.has(item.Path) {
			current := item.Path == address
			if current {
				f.TopKey += "|" + address
			}
			f.Nav = append(f.Nav, Link{Href: root.To(item.Path), Text: s.Strings.T(item.Text), Current: current})
		}
	}
	f.Seek = root.To("cases/#q")
	f.Footer = s.footer(root)
	if s.has(OpenSearchAddress) {
		f.OpenSearch = &Link{Href: root.To(OpenSearchAddress), Text: config.Title}
	}
	if s.has("feed.xml") {
		f.Feed = &Link{Href: root.To("feed.xml"), Text: config.Title}
	}
	return f
}

func (s *Site) policy() string {
	if s.Model.Config.Edition == model.Offline {
		return diskPolicy
	}
	return Policy
}

func (s *Site) has(address string) bool { return s.Has == nil || s.Has(address) }

func (s *Site) footer(root Way) []Link {
	links := []Link{}
	for _, address := range []string{"cases/", "countries/", DataAddress} {
		if s.has(address) {
			links = append(links, Link{Href: root.To(address), Text: s.Strings.T("footer-" + strings.TrimSuffix(address, "/"))})
		}
	}
	pages := slices.Clone(s.Model.Pages)
	slices.SortStableFunc(pages, func(a, b *model.Page) int { return a.Order - b.Order })
	for _, p := range pages {
		if p.Order > 0 {
			links = append(links, Link{Href: root.To(p.Slug + "/"), Text: p.Title.Text})
		}
	}
	if s.has("feed.xml") {
		links = append(links, Link{Href: root.To("feed.xml"), Text: s.Strings.T("footer-feed")})
	}
	if s.has(ReviewAddress) {
		links = append(links, Link{Href: root.To(ReviewAddress), Text: s.Strings.T("footer-review")})
	}
	return links
}

// trusted marks HTML that package markdown, cite or figure made.
func trusted(html []byte) template.HTML { return template.HTML(html) } //nolint:gosec // made safe by construction

// Number returns a record number as it is shown: LF-0002.
func Number(id string) string { return strings.ToUpper(id) }

// CaseAddress returns the address of a record.
func CaseAddress(slug string) string { return "cases/" + slug + "/" }

// PermanentAddress returns the permanent address of a record number.
func PermanentAddress(id string) string { return "id/" + id + ".html" }
