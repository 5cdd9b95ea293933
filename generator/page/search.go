package page

import (
	"cmp"
	"encoding/json"
	"html/template"
	"slices"
	"strings"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/taxonomy"
)

// OpenSearchAddress is where browsers learn how the site is searched; the plan
// holds it where the site has an address of its own.
const OpenSearchAddress = "opensearch.xml"

// A Find is the box that searches. It is a form that leads to the list of
// cases, where a script reads what was asked.
type Find struct{ Action string }

func (s *Site) find(root Way) Find { return Find{Action: root.To("cases/")} }

// A Search is what the list of cases has when there is an index: controls that
// need the script, and what the script needs.
type Search struct {
	Tips     []Fact
	Dots     []string // classes of one mark a case; nil above maxDots
	Sorts    []Choice
	Files    []Choice
	Take     string // address of the script that makes them
	Entry    Entry  // an entry without values, from which the script makes the hits
	Strings  template.JS
	Manifest template.JS
}

// A Choice is one option of a control.
type Choice struct{ Value, Text string }

// searchPolicy is the policy of the page with the search: its script reads the
// pages of records, to show where a word stands in them.
const searchPolicy = Policy + "; connect-src 'self'"

// WidestPolicy is what the pages of the site need together: for hosts that
// send one policy with all of them, beside each page's own.
const WidestPolicy = searchPolicy

// addSearch adds what searches to the first page of the list.
func (s *Site) addSearch(v *CaseList) {
	for _, script := range s.Assets.Scripts {
		v.Scripts = append(v.Scripts, v.Root.To(script))
	}
	if s.Model.Config.Edition != model.Offline {
		v.Policy = searchPolicy
	}
	b := &Search{Take: v.Root.To(s.Assets.Take), Entry: s.emptyEntry(v.Root), Strings: s.searchStrings(), Manifest: template.JS(s.SearchManifest())} //nolint:gosec // both are made by encoding/json, which escapes <, > and &
	for _, id := range []string{"phrase", "exclude", "title", "field", "years"} {
		b.Tips = append(b.Tips, Fact{Term: s.Strings.T("search-tip-" + id), Note: s.Strings.T("search-tip-" + id + "-note")})
	}
	for _, id := range []string{"relevance", "newest", "title", "origin_year"} {
		b.Sorts = append(b.Sorts, Choice{id, s.Strings.T("search-sort-" + id)})
	}
	b.Files = []Choice{{"csv", "CSV"}, {"bib", "BibTeX"}, {"ris", "RIS"}}
	if n := len(s.Index.Published) + len(s.Index.Incomplete); n <= maxDots {
		for _, f := range byMark(s.Index.Published) {
			b.Dots = append(b.Dots, strings.TrimPrefix(s.dot(v.Root, f).Class, "dot"))
		}
		for i := range b.Dots {
			b.Dots[i] = "m" + strings.Replace(b.Dots[i], " off", "", 1)
		}
	}
	v.Search = b
}

// emptyEntry is an entry whose every part is there, so that its markup is, and
// whose values the script replaces.
func (s *Site) emptyEntry(root Way) Entry {
	const none = "·"
	return Entry{Number: none, Type: none, Href: root.To("cases/"), Title: none, Summary: none,
		Route:  Route{From: Place{Name: none, Year: none}, Mark: "no", Verb: none, To: Place{Name: none, Year: none}, More: none},
		Status: &Status{Icon: "bn", Label: none}, Badge: Badge{Class: "new", Text: none}}
}

// searchStrings returns the interface strings of the search's script: those
// whose names begin with "find-", without that, and the few it shares.
func (s *Site) searchStrings() template.JS {
	out := map[string]any{}
	for _, id := range s.Strings.IDs() {
		if name, ok := strings.CutPrefix(id, "find-"); ok {
			out[name] = s.formsOf(id)
		}
	}
	out["site"] = s.publication()
	for _, id := range []string{"cases-count", "route-more", "list-and", "list-comma", "cases-missing"} {
		out[id] = s.formsOf(id)
	}
	data, err := json.Marshal(out) // in the order of the keys
	if err != nil {
		panic("page: strings of the search: " + err.Error()) // maps of strings do not fail
	}
	return template.JS(data) //nolint:gosec // encoding/json escapes <, > and &
}

// publication returns what the script has to know to write records as the
// files beside them have them: see Item. Records that changed after the day
// "released" have no note.
func (s *Site) publication() map[string]string {
	config := &s.Model.Config
	p := map[string]string{"title": config.Title, "publisher": config.Publisher, "lang": config.Language, "genre": s.words.Genre, "url": config.BaseURL}
	if n := len(config.Releases); n > 0 {
		p["released"], p["note"] = config.Releases[n-1].Date, s.releaseNote(&config.Releases[n-1])
	}
	return p
}

// formsOf returns a string, or its plural forms by category where it has some.
func (s *Site) formsOf(id string) any {
	forms := s.Strings.Forms(id)
	if len(forms) == 1 {
		return forms["other"]
	}
	return forms
}

// A Facet is a way to narrow the list of cases. Without scripts its values
// lead to pages of their own.
type Facet struct {
	Key    string // of the front matter, "innovation_type", or one that is derived, "state"
	Label  string
	Open   bool   // shown from the start
	Long   bool   // has a box to find a value, and shows the first of them
	Find   string // what that box is called
	All    string // what shows the rest of them
	Script bool   // has no pages to lead to
	Values []FacetValue
}

// A FacetValue is a value with its number of published cases. Pips are drawn
// up to maxPips.
type FacetValue struct {
	ID    string
	Href  string
	Label string
	Count int
	Pips  []struct{}
	Zero  bool
	Up    bool // a status that counts as adopted
}

// Keys of facets that are not of the front matter, and those of countries.
const (
	keyRegion   = "origin_region"
	keyOrigin   = "origin_country"
	keyAdopter  = "adoption_country"
	keyState    = "state"
	openFacets  = 3  // how many facets show their values from the start
	longFacet   = 12 // more values than this are found by typing
	stateReview = "review"
)

// facetKeys are the facets in the order in which they stand on the page.
// Taxonomies of site.toml that are not named here follow.
var facetKeys = []string{"innovation_type", "adoption_status", keyRegion, keyOrigin, keyAdopter, "domain", "learning_direction",
	"learning_type", "learning_relation", "evidence.origin", "evidence.receiving", "barriers", taxonomy.Decade, keyState}

// listFacets returns the facets as they stand on every page of the list of
// cases that has the same way to the root. Only the first one is scripted.
func (s *Site) listFacets(root Way, scripted bool) []Facet {
	if kept, ok := s.facetsOf.Load(root); ok {
		return kept.([]Facet)
	}
	made := s.facets(root, scripted)
	s.facetsOf.Store(root, made)
	return made
}

// facets returns the facets of the list of cases, with the controls that need
// the script or without. A facet without any value is left out.
func (s *Site) facets(root Way, scripted bool) []Facet {
	keys := slices.Clone(facetKeys)
	byKey := map[string]*taxonomy.Taxonomy{}
	for i := range s.Index.Taxonomies {
		t := &s.Index.Taxonomies[i]
		byKey[t.Key] = t
		if !slices.Contains(keys, t.Key) {
			keys = append(keys, t.Key)
		}
	}
	var out []Facet
	for _, key := range keys {
		f := s.facet(root, key, byKey[key])
		if len(f.Values) == 0 || f.Script && !scripted {
			continue
		}
		slices.SortStableFunc(f.Values, func(a, b FacetValue) int {
			return cmp.Or(-cmp.Compare(a.Count, b.Count), cmp.Compare(a.Label, b.Label))
		})
		f.Open, f.Long = len(out) < openFacets, scripted && len(f.Values) > longFacet
		f.Find = s.Strings.F("search-in-facet", "facet", f.Label)
		f.All = s.Strings.N("search-all-values", len(f.Values))
		out = append(out, f)
	}
	return out
}

func (s *Site) facet(root Way, key string, t *taxonomy.Taxonomy) Facet {
	f := Facet{Key: key}
	switch {
	case key == keyRegion:
		f.Label, f.Values = s.Strings.T("facet-region"), s.regionValues(root)
	case key == keyOrigin:
		f.Label = s.Strings.T("facet-origin-country")
		f.Values = s.countryValues(root, func(c *taxonomy.Country) []*derive.Facts { return c.From })
	case key == keyAdopter:
		f.Label = s.Strings.T("facet-adoption-country")
		f.Values = s.countryValues(root, func(c *taxonomy.Country) []*derive.Facts { return c.To })
	case key == keyState:
		f.Label, f.Values, f.Script = s.Strings.T("facet-state"), s.stateValues(), true
	case t != nil:
		f.Label, f.Values = s.taxonomyLabel(t.ID, t.Label), s.termValues(root, t)
	}
	return f
}

func (s *Site) termValues(root Way, t *taxonomy.Taxonomy) []FacetValue {
	var values []FacetValue
	for i := range t.Terms {
		term := &t.Terms[i]
		if term.ReplacedBy != "" || term.ID == notStated && len(term.Cases) == 0 {
			continue
		}
		v := facetValue(term.ID, term.Label, len(term.Cases))
		v.Href = root.To(t.ID + "/" + term.ID + "/")
		v.Up = t.Key == "adoption_status" && term.Rank >= derive.ExplicitRank
		values = append(values, v)
	}
	return values
}

// countryValues returns the countries that have cases; the others stand in
// the list of countries.
func (s *Site) countryValues(root Way, of func(*taxonomy.Country) []*derive.Facts) []FacetValue {
	var values []FacetValue
	for i := range s.Index.Countries {
		c := &s.Index.Countries[i]
		if cases := of(c); len(cases) > 0 {
			v := facetValue(c.Alpha3, s.country(c.Alpha3), len(cases))
			v.Href = s.countryHref(root, c.Alpha3)
			values = append(values, v)
		}
	}
	return values
}

// regionValues returns the World Bank regions; each leads to its countries.
func (s *Site) regionValues(root Way) []FacetValue {
	counts := map[string]int{}
	for _, f := range s.Index.Published {
		seen := map[string]bool{}
		for _, code := range f.Countries {
			if c := s.Index.Country(code); c != nil && !seen[c.WBRegion] {
				seen[c.WBRegion] = true
				counts[c.WBRegion]++
			}
		}
	}
	var values []FacetValue
	for _, id := range country.WBRegions() {
		v := facetValue(id, s.Strings.T("region-"+id), counts[id])
		v.Href = root.To("countries/#r-" + id)
		values = append(values, v)
	}
	return values
}

// States of a record as editors know them.
const (
	stateReviewed    = "reviewed"
	stateNotReviewed = "not-reviewed"
	stateDue         = "review-due"
)

// State returns the editorial state of a record: the value of the facet.
func (s *Site) State(f *derive.Facts) string {
	switch c := f.Case; {
	case f.Status == model.StatusStub:
		return model.StatusStub
	case f.Status == model.StatusReview:
		return stateReview
	case c.Reviewed == nil:
		return stateNotReviewed
	case c.Reviewed.Due.Given() && c.Reviewed.Due.Text < s.Model.AsOf:
		return stateDue
	default:
		return stateReviewed
	}
}

func (s *Site) stateValues() []FacetValue {
	counts := map[string]int{}
	for _, list := range [][]*derive.Facts{s.Index.Published, s.Index.Incomplete} {
		for _, f := range list {
			counts[s.State(f)]++
		}
	}
	var values []FacetValue
	for _, id := range []string{stateReviewed, stateNotReviewed, stateDue, stateReview, model.StatusStub} {
		values = append(values, facetValue(id, s.Strings.T("state-"+id), counts[id]))
	}
	return values
}

func facetValue(id, label string, n int) FacetValue {
	v := FacetValue{ID: id, Label: label, Count: n, Zero: n == 0}
	if n <= maxPips {
		v.Pips = make([]struct{}, n)
	}
	return v
}
