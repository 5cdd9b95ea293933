package page

import (
	"strconv"

	"casebook/generator/derive"
)

// A Pager leads through the pages of a long list.
type Pager struct {
	Label    string // "Page 2 of 7"
	Previous *Link
	Next     *Link
	Pages    []Link // first, last and those around the current one
}

// maxPips is the number of cases up to which each is drawn beside a term;
// above it the number stands alone.
const maxPips = 24

// A CaseList is the view of /cases/ and its further pages.
type CaseList struct {
	Frame
	Heading    string
	Find       Find
	Search     *Search // nil where there is nothing to search with: further pages, a site without an index
	Count      string
	Facets     []Facet
	Entries    Entries
	Empty      string
	Pager      *Pager
	Incomplete Entries // after the last published record
	Contribute *Link
}

// PageAddress returns the address of page n (from 1) of the list at base.
func PageAddress(base string, n int) string {
	if n == 1 {
		return base
	}
	return base + "page/" + strconv.Itoa(n) + "/"
}

// Pages returns how many pages a list of n entries has, at least 1.
func (s *Site) Pages(n int) int {
	per := s.Model.Config.PerPage
	return max(1, (n+per-1)/per)
}

// slice returns the entries of page n of a list.
func slicePage[T any](list []T, n, per int) []T {
	start := min(len(list), (n-1)*per)
	return list[start:min(len(list), start+per)]
}

// CaseListPages returns how many pages the list of all records has.
func (s *Site) CaseListPages() int { return s.Pages(len(s.Index.Newest) + len(s.Index.Incomplete)) }

// casesOf returns the records of page n: published ones, and those that are
// not complete, which follow them.
func (s *Site) casesOf(n int) (published, incomplete []*derive.Facts) {
	per, whole := s.Model.Config.PerPage, len(s.Index.Newest)
	from, to := (n-1)*per, n*per
	part := func(list []*derive.Facts, from, to int) []*derive.Facts {
		return list[min(max(0, from), len(list)):min(max(0, to), len(list))]
	}
	return part(s.Index.Newest, from, to), part(s.Index.Incomplete, from-whole, to-whole)
}

// CaseList returns page n (from 1) of all published records, newest first, and
// after them those that are not complete.
func (s *Site) CaseList(n int) *CaseList {
	address := PageAddress("cases/", n)
	list := s.Index.Newest
	shown, incomplete := s.casesOf(n)
	title := s.Strings.T("cases")
	v := &CaseList{Frame: s.frame(address, s.pageTitle(title, n), s.Strings.T("cases-description"))}
	v.Sprite = allBars
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Search))
	v.Heading, v.Find = title, s.find(v.Root)
	v.Count = s.Strings.N("cases-count", len(list))
	v.Facets = s.listFacets(v.Root, n == 1 && s.SearchManifest != nil)
	v.Entries = s.entries(v.Root, shown)
	v.Incomplete = s.entries(v.Root, incomplete)
	v.Pager = s.pager(v.Root, "cases/", n, s.CaseListPages())
	if len(list) == 0 {
		v.Empty = s.Strings.T("cases-empty")
	}
	v.Contribute = s.contribute(v.Root, "")
	if n == 1 && s.SearchManifest != nil {
		s.addSearch(v)
	}
	return v
}

func (s *Site) pageTitle(title string, n int) string {
	if n == 1 {
		return title
	}
	return s.Strings.F("page-title", "title", title, "n", s.Strings.Number(n))
}

func (s *Site) pager(root Way, base string, n, pages int) *Pager {
	if pages < 2 {
		return nil
	}
	link := func(i int) Link {
		return Link{Href: root.To(PageAddress(base, i)), Text: s.Strings.Number(i), Current: i == n}
	}
	p := &Pager{Label: s.Strings.F("page-of", "n", s.Strings.Number(n), "pages", s.Strings.Number(pages))}
	if n > 1 {
		p.Previous = &Link{Href: root.To(PageAddress(base, n-1)), Text: s.Strings.T("page-previous")}
	}
	if n < pages {
		p.Next = &Link{Href: root.To(PageAddress(base, n+1)), Text: s.Strings.T("page-next")}
	}
	for i := 1; i <= pages; i++ {
		if i == 1 || i == pages || i >= n-2 && i <= n+2 {
			p.Pages = append(p.Pages, link(i))
		}
	}
	return p
}

const notStated = "not-stated"

// taxonomyLabel returns the label of a taxonomy; those that are no vocabulary
// or share one have an interface string.
func (s *Site) taxonomyLabel(id, label string) string {
	switch id {
	case "decade", "evidence-origin", "evidence-receiving":
		return s.Strings.T("taxonomy-" + id)
	}
	return label
}

func (s *Site) taxonomyPlural(id, plural string) string {
	switch id {
	case "decade", "evidence-origin", "evidence-receiving":
		return s.Strings.T("taxonomy-" + id + "-plural")
	}
	return plural
}

// contributeAddress returns the address that invites a case: the form, else the
// page about it, else nothing.
func (s *Site) contributeAddress() string {
	for _, address := range []string{FormAddress, "contribute/"} {
		if s.has(address) {
			return address
		}
	}
	return ""
}

// contribute returns the way to the page that invites a case, with values
// filled in by the query ("?innovation_type=device"), or nil where the site
// has no such page.
func (s *Site) contribute(root Way, query string) *Link {
	address := s.contributeAddress()
	if address == "" {
		return nil
	}
	return &Link{Href: root.To(address + query), Text: s.Strings.T("add-case")}
}
