package page

import (
	"net/url"
	"slices"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/taxonomy"
	"casebook/generator/vocab"
)

// A Term is the view of /<taxonomy>/<term>/ and its further pages.
type Term struct {
	Frame
	Crumbs     []Link
	Number     string // "type/device"
	Kind       string // label of the taxonomy
	Heading    string
	Definition string
	Count      string // "8 of 24 cases"
	Empty      bool
	Replaced   *Link
	Statuses   []StatusCell // the row of the gap map; empty above maxDots
	StatusNote string       // the figure's finding
	Scope      []Fact
	Missing    []string // regions without a case of this term
	Entries    Entries
	Pager      *Pager
	Contribute *Link
}

// A StatusCell is one cell of a row of the gap map.
type StatusCell struct {
	Label string
	Class string // "yes" for adopted columns, "x" where the exits begin
	Dots  []Dot
	Count int
}

// maxDots is the number of cases up to which a term's figure draws each, and
// the list of cases the number of those found.
const maxDots = 150

// Term returns page n (from 1) of a term.
func (s *Site) Term(t *taxonomy.Taxonomy, term *taxonomy.Term, n int) *Term {
	base := t.ID + "/" + term.ID + "/"
	kind := s.taxonomyLabel(t.ID, t.Label)
	v := &Term{Frame: s.frame(PageAddress(base, n), s.pageTitle(s.Strings.F("term-title", "kind", kind, "term", term.Label), n),
		s.termDescription(kind, term))}
	v.Sprite = allBars
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To("cases/"), Text: s.Strings.T("cases")},
		{Href: v.Root.To(t.ID + "/"), Text: s.taxonomyPlural(t.ID, t.Plural)}}
	v.Number, v.Kind, v.Heading, v.Definition = t.ID+"/"+term.ID, kind, term.Label, term.Definition
	v.Count = s.Strings.N("count-of", len(term.Cases), "total", s.Strings.Number(len(s.Index.Published)))
	v.Empty = len(term.Cases) == 0
	if to := t.Term(term.ReplacedBy); to != nil {
		v.Replaced = &Link{Href: v.Root.To(t.ID + "/" + to.ID + "/"), Text: to.Label}
	}
	if n == 1 && !v.Empty && len(term.Cases) <= maxDots {
		v.Statuses = s.statusCells(v.Root, term.Cases)
		v.StatusNote = s.statusNote(term.Cases)
	}
	v.Scope = s.scope(v.Root, t, term)
	if n == 1 {
		v.Missing = s.regionsWithout(term.Cases)
	}
	v.Entries = s.entries(v.Root, slicePage(term.Cases, n, s.Model.Config.PerPage))
	v.Pager = s.pager(v.Root, base, n, s.Pages(len(term.Cases)))
	v.Contribute = s.contribute(v.Root, "?"+url.Values{queryKey(t.Key): {term.ID}}.Encode())
	if s.has(base + "feed.xml") {
		v.Feed = &Link{Href: v.Root.To(base + "feed.xml"), Text: s.Strings.F("term-feed", "term", term.Label)}
	}
	return v
}

func queryKey(key string) string {
	if key == taxonomy.Decade {
		return "origin_year"
	}
	return key
}

func (s *Site) termDescription(kind string, term *taxonomy.Term) string {
	text := s.Strings.N("term-description", len(term.Cases), "kind", kind, "term", term.Label)
	if term.Definition != "" {
		text += " " + term.Definition
	}
	return text
}

// statusCells returns the row of the gap map: the rungs, then the exits.
func (s *Site) statusCells(root Way, cases []*derive.Facts) []StatusCell {
	v := s.Model.Vocabularies.Get("adoption-status")
	var cells []StatusCell
	exits := false
	for _, ranked := range []bool{true, false} {
		for i := range v.Terms {
			term := &v.Terms[i]
			if term.Rank > 0 != ranked || term.ReplacedBy != "" {
				continue
			}
			cell := StatusCell{Label: term.Label, Dots: s.dotsWith(root, cases, term.ID)}
			cell.Count = len(cell.Dots)
			switch {
			case term.Rank >= derive.ExplicitRank:
				cell.Class = "yes"
			case !ranked && !exits:
				cell.Class, exits = "x", true
			}
			if ranked || cell.Count > 0 || isShownExit(term) {
				cells = append(cells, cell)
			}
		}
	}
	return cells
}

// isShownExit reports whether an exit has a column even when it is empty.
func isShownExit(t *vocab.Term) bool { return t.ID == "not-adopted" || t.ID == "abandoned" }

func (s *Site) dotsWith(root Way, cases []*derive.Facts, status string) []Dot {
	var dots []Dot
	for _, f := range cases {
		if f.Adoption == status {
			dots = append(dots, s.dot(root, f))
		}
	}
	return dots
}

func (s *Site) statusNote(cases []*derive.Facts) string {
	explicit := 0
	for _, f := range cases {
		if f.Explicit {
			explicit++
		}
	}
	return s.Strings.N("term-finding", explicit, "total", s.Strings.Number(len(cases)))
}

func (s *Site) scope(root Way, t *taxonomy.Taxonomy, term *taxonomy.Term) []Fact {
	var list []Fact
	add := func(id, text string) {
		if text != "" {
			list = append(list, Fact{Term: s.Strings.T(id), Note: text})
		}
	}
	add("scope-includes", term.Includes)
	add("scope-excludes", term.Excludes)
	if broader := t.Term(term.Broader); broader != nil {
		list = append(list, Fact{Term: s.Strings.T("scope-broader"),
			Links: []Link{{Href: root.To(t.ID + "/" + broader.ID + "/"), Text: broader.Label}}})
	}
	var narrower []Link
	for i := range t.Terms {
		if t.Terms[i].Broader == term.ID && term.ID != "" {
			narrower = append(narrower, Link{Href: root.To(t.ID + "/" + t.Terms[i].ID + "/"), Text: t.Terms[i].Label})
		}
	}
	if narrower != nil {
		list = append(list, Fact{Term: s.Strings.T("scope-narrower"), Links: narrower})
	}
	add("scope-source", term.Source)
	return list
}

// regionsWithout returns the World Bank regions in which no case of the list
// began, by name. North America has no low- or middle-income country.
func (s *Site) regionsWithout(cases []*derive.Facts) []string {
	seen := map[string]bool{}
	for _, f := range cases {
		for _, code := range f.Countries {
			if c := country.Get(code); c != nil {
				seen[c.WBRegion] = true
			}
		}
	}
	var missing []string
	for _, region := range country.WBRegions() {
		if !seen[region] && s.hasLMIC(region) {
			missing = append(missing, s.Strings.T("region-"+region))
		}
	}
	slices.Sort(missing)
	return missing
}

func (s *Site) hasLMIC(region string) bool {
	return slices.ContainsFunc(s.Index.LMICs, func(code string) bool { return country.Get(code).WBRegion == region })
}

// A Taxonomy is the view of /<taxonomy>/.
type Taxonomy struct {
	Frame
	Crumbs      []Link
	Heading     string
	Description string
	Terms       []TermRow
}

// A TermRow is one term of a taxonomy.
type TermRow struct {
	FacetValue
	Definition string
	Narrower   bool // stands under the term above
}

// Taxonomy returns the view of a taxonomy.
func (s *Site) Taxonomy(t *taxonomy.Taxonomy) *Taxonomy {
	plural := s.taxonomyPlural(t.ID, t.Plural)
	v := &Taxonomy{Frame: s.frame(t.ID+"/", plural, s.Strings.F("taxonomy-description", "name", plural))}
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To("cases/"), Text: s.Strings.T("cases")}}
	v.Heading, v.Description = plural, t.Description
	if t.Vocabulary == taxonomy.Decade {
		v.Description = s.Strings.T("taxonomy-decade-description")
	}
	for i := range t.Terms {
		term := &t.Terms[i]
		if term.ReplacedBy != "" {
			continue
		}
		row := TermRow{FacetValue: facetValue(term.ID, term.Label, len(term.Cases)), Definition: term.Definition, Narrower: term.Broader != ""}
		row.Href = v.Root.To(t.ID + "/" + term.ID + "/")
		v.Terms = append(v.Terms, row)
	}
	return v
}
