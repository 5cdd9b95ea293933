// Package taxonomy groups the cases: by the terms of each taxonomy, by decade
// and by country. Facts go in, an Index comes out; every term and every
// country is there, those with no case too, so that a gap has a page.
package taxonomy

import (
	"cmp"
	"slices"
	"strconv"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/vocab"
)

// Decade is the vocabulary of the taxonomy whose terms are computed: the
// decades from the first origin to the as-of date.
const Decade = "decade"

// A Term is one term with its published cases, by number.
type Term struct {
	vocab.Term
	Cases []*derive.Facts
}

// A Taxonomy is a grouping of the published cases.
type Taxonomy struct {
	model.Taxonomy
	Label, Plural, Description string
	Terms                      []Term // in the order of the vocabulary
	index                      map[string]int
}

// Term returns the term with this id, or nil.
func (t *Taxonomy) Term(id string) *Term {
	if i, ok := t.index[id]; ok {
		return &t.Terms[i]
	}
	return nil
}

// A Country is one country with the published cases that came from it and
// those that went to it, by number.
type Country struct {
	*country.Country
	From, To []*derive.Facts
}

// An Index is every grouping of a site.
type Index struct {
	Facts       []*derive.Facts // every record, by slug
	Published   []*derive.Facts // by number
	Counted     []*derive.Facts // the default population, by number
	Incomplete  []*derive.Facts // stubs and records in review, by slug
	Withdrawn   []*derive.Facts // by slug
	Newest      []*derive.Facts // published, newest first
	Taxonomies  []Taxonomy      // in the order of site.toml
	Countries   []Country       // by alpha-3
	byCountry   map[string]int
	terms       map[string]*Taxonomy
	AsOf        string
	LMICs       []string // alpha-3 of today's low- and middle-income countries
	WithoutCase []string // those of LMICs that no counted case came from
}

// Taxonomy returns the taxonomy with this id, or nil.
func (x *Index) Taxonomy(id string) *Taxonomy { return x.terms[id] }

// Country returns the country with this alpha-3 code, or nil.
func (x *Index) Country(code string) *Country {
	if i, ok := x.byCountry[code]; ok {
		return &x.Countries[i]
	}
	return nil
}

// Build groups the records. facts are in the order of site.Cases.
func Build(site *model.Site, facts []*derive.Facts) *Index {
	x := &Index{Facts: facts, AsOf: site.AsOf}
	for _, f := range facts {
		switch f.Status {
		case model.StatusPublished:
			x.Published = append(x.Published, f)
		case model.StatusWithdrawn:
			x.Withdrawn = append(x.Withdrawn, f)
		default:
			x.Incomplete = append(x.Incomplete, f)
		}
	}
	slices.SortStableFunc(x.Published, byNumber)
	for _, f := range x.Published {
		if f.Counted {
			x.Counted = append(x.Counted, f)
		}
	}
	x.Newest = Newest(x.Published)
	x.groupTerms(site)
	x.groupCountries()
	return x
}

// byNumber orders records by id; ids of more digits are later, equal ids go by
// slug.
func byNumber(a, b *derive.Facts) int {
	ia, ib := a.Case.ID.Text, b.Case.ID.Text
	return cmp.Or(cmp.Compare(len(ia), len(ib)), cmp.Compare(ia, ib), cmp.Compare(a.Case.Slug, b.Case.Slug))
}

// Newest returns the records newest first; the given slice is not changed.
func Newest(cases []*derive.Facts) []*derive.Facts {
	out := slices.Clone(cases)
	slices.SortStableFunc(out, newestFirst)
	return out
}

// NewestFew returns the first n of Newest, at most.
func NewestFew(cases []*derive.Facts, n int) []*derive.Facts {
	out := make([]*derive.Facts, 0, n+1)
	for _, f := range cases {
		if len(out) == n && (n == 0 || newestFirst(out[n-1], f) <= 0) {
			continue
		}
		at, _ := slices.BinarySearchFunc(out, f, newestFirst)
		out = slices.Insert(out, at, f)
		out = out[:min(n, len(out))]
	}
	return out
}

func newestFirst(a, b *derive.Facts) int {
	return cmp.Or(-cmp.Compare(a.Case.Added.Text, b.Case.Added.Text), byNumber(a, b))
}

func (x *Index) groupTerms(site *model.Site) {
	x.Taxonomies = make([]Taxonomy, len(site.Config.Taxonomies))
	x.terms = make(map[string]*Taxonomy, len(x.Taxonomies))
	for i, config := range site.Config.Taxonomies {
		t := &x.Taxonomies[i]
		t.Taxonomy = config
		if config.Vocabulary == Decade {
			t.Terms = decades(x.Published, site.AsOf)
		} else if v := site.Vocabularies.Get(config.Vocabulary); v != nil {
			t.Label, t.Plural, t.Description = v.Label, v.Plural, v.Description
			t.Terms = make([]Term, len(v.Terms))
			for j := range v.Terms {
				t.Terms[j].Term = v.Terms[j]
			}
		}
		t.index = make(map[string]int, len(t.Terms))
		for j := range t.Terms {
			t.index[t.Terms[j].ID] = j
		}
		for _, f := range x.Published {
			t.file(f)
		}
		x.terms[config.ID] = t
	}
}

// file puts a record under its terms and under those above them, once each.
func (t *Taxonomy) file(f *derive.Facts) {
	for _, id := range t.Filed(f) {
		term := t.Term(id)
		term.Cases = append(term.Cases, f)
	}
}

// Filed returns the terms that a record stands under: its own and those above
// them, each once.
func (t *Taxonomy) Filed(f *derive.Facts) []string {
	var out []string
	for _, id := range Values(f, t.Key) {
		term := t.Term(id)
		for depth := 0; term != nil && depth < maxDepth; depth++ {
			if !slices.Contains(out, term.ID) {
				out = append(out, term.ID)
			}
			term = t.Term(term.Broader)
		}
	}
	return out
}

// maxDepth bounds the way up, so that terms that name each other as broader
// cannot hang the build; package check reports them.
const maxDepth = 8

// Values returns the term ids that a record has under a front-matter key. The
// status of adoption is the derived one; the decade is that of the origin.
func Values(f *derive.Facts, key string) []string {
	c := f.Case
	switch key {
	case "innovation_type":
		return texts(c.InnovationType)
	case "domain":
		return texts(c.Domain)
	case "barriers":
		return texts(c.Barriers)
	case "enablers":
		return texts(c.Enablers)
	case "adoption_status":
		return one(f.Adoption)
	case "learning_direction":
		return one(c.LearningDirection.Text)
	case "learning_type":
		if c.LearningType.Text == "both" {
			return []string{"technical", "cultural", "both"}
		}
		return one(c.LearningType.Text)
	case "learning_relation":
		return one(c.LearningRelation.Text)
	case "evidence.origin":
		return one(c.Evidence.Origin.Text)
	case "evidence.receiving":
		return one(c.Evidence.Receiving.Text)
	case "evidence.question":
		return one(c.Evidence.Question.Text)
	case Decade:
		if f.Decade == 0 {
			return nil
		}
		return one(decadeID(f.Decade))
	default:
		return texts(c.Extra[key])
	}
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func texts(values []model.Value) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		if v.Text != "" && !slices.Contains(out, v.Text) {
			out = append(out, v.Text)
		}
	}
	return out
}

func decadeID(year int) string { return strconv.Itoa(year) + "s" }

// decades returns every decade from the first origin on record to the as-of
// date.
func decades(published []*derive.Facts, asOf string) []Term {
	first := 0
	for _, f := range published {
		if f.Decade > 0 && (first == 0 || f.Decade < first) {
			first = f.Decade
		}
	}
	if first == 0 || len(asOf) < 4 {
		return nil
	}
	last, err := strconv.Atoi(asOf[:4])
	if err != nil {
		return nil
	}
	var terms []Term
	for d := first; d <= last; d += 10 {
		id := decadeID(d)
		terms = append(terms, Term{Term: vocab.Term{ID: id, Label: id}})
	}
	return terms
}

func (x *Index) groupCountries() {
	all := country.All()
	x.Countries = make([]Country, len(all))
	x.byCountry = make(map[string]int, len(all))
	for i := range all {
		x.Countries[i].Country = &all[i]
		x.byCountry[all[i].Alpha3] = i
	}
	counted := make(map[string]bool)
	for _, f := range x.Published {
		for _, code := range f.Countries {
			if c := x.Country(code); c != nil {
				c.From = append(c.From, f)
				counted[code] = counted[code] || f.Counted
			}
		}
		for i := range f.Adoptions {
			if c := x.Country(f.Adoptions[i].Country.Code); c != nil {
				if n := len(c.To); n == 0 || c.To[n-1] != f {
					c.To = append(c.To, f)
				}
			}
		}
	}
	for i := range all {
		if country.Latest(all[i].Alpha3).LMIC() {
			x.LMICs = append(x.LMICs, all[i].Alpha3)
			if !counted[all[i].Alpha3] {
				x.WithoutCase = append(x.WithoutCase, all[i].Alpha3)
			}
		}
	}
}
