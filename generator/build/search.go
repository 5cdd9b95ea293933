package build

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"

	"casebook/generator/cite"
	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/output"
	"casebook/generator/page"
	"casebook/generator/search"
	"casebook/generator/taxonomy"
)

// indexReads are what the index of the search depends on, and with it the page
// that leads to its parts.
var indexReads = []string{"cases", "bodies", "vocabularies", "file:" + model.SynonymsFile}

// index makes the index of the search, plans its parts, and hands the manifest
// to the page that searches. It returns the number of records.
func (p *planner) index(workers int) int {
	x := p.makeIndex(workers, nil)
	for i := range x.Parts { // a Keeper has them in its cache anyway
		x.Parts[i].PutBy(p.content.prose)
	}
	return p.addIndex(x)
}

// An index is an index of the search that is made and not yet planned.
type index struct {
	*search.Built
	records int
}

// makeIndex makes the index. It reads the planner and does not change it, so
// that addresses may be planned meanwhile.
func (p *planner) makeIndex(workers int, cache *search.Cache) index {
	x := newIndexer(p)
	return index{search.Build(x.input(), search.Options{Workers: workers, Texts: p.offline(), Cache: cache}), len(x.docs)}
}

func (p *planner) addIndex(x index) int {
	for i := range x.Parts {
		part := &x.Parts[i]
		p.plan.Add(output.Entry{Path: part.Path(), From: "the index of the search", Reads: reads(indexReads...),
			Write: func(w io.Writer) error { return part.Write(w) }})
	}
	p.pages.SearchManifest = func() []byte { return x.Manifest }
	return x.records
}

// An indexer turns records into documents of the search.
type indexer struct {
	p       *planner
	docs    []*derive.Facts
	newest  map[*derive.Facts]int
	facets  []facet
	indices []map[string]int // of the values of each facet, by id
}

// A facet is a facet of the search with the values that a record has.
type facet struct {
	search.Facet
	values func(f *derive.Facts) []string
}

func newIndexer(p *planner) *indexer {
	index := p.content.Index
	x := &indexer{p: p, docs: searchOrder(index), newest: map[*derive.Facts]int{}}
	for i, f := range slices.Concat(index.Newest, index.Incomplete) {
		x.newest[f] = i
	}
	x.facets = x.allFacets()
	for _, f := range x.facets {
		byID := map[string]int{}
		for i, v := range f.Values {
			byID[v.ID] = i
		}
		x.indices = append(x.indices, byID)
	}
	return x
}

// searchOrder returns the records that are searched, by number; those without
// one of their own come last, by slug. Adding a record moves none of those
// before it.
func searchOrder(index *taxonomy.Index) []*derive.Facts {
	docs := slices.Concat(index.Published, index.Incomplete)
	slices.SortStableFunc(docs, func(a, b *derive.Facts) int {
		ia, ib := ownNumber(a.Case), ownNumber(b.Case)
		if (ia == "") != (ib == "") {
			return cmp.Compare(ib, ia)
		}
		return cmp.Or(cmp.Compare(len(ia), len(ib)), cmp.Compare(ia, ib), cmp.Compare(a.Case.Slug, b.Case.Slug))
	})
	return docs
}

// ownNumber returns the number of a record; empty for one that waits for it.
func ownNumber(c *model.Case) string {
	if strings.HasSuffix(c.ID.Text, "-0000") {
		return ""
	}
	return c.ID.Text
}

// shortKeys are names that a query may use for keys. Where there are two, the
// first that has the value is meant.
var shortKeys = map[string]string{
	"type": "innovation_type", "status": "state adoption_status", "direction": "learning_direction", "country": "origin_country",
	"region": "origin_region", "evidence": "evidence.origin", "barrier": "barriers", "enabler": "enablers", "year": "origin_year",
	"learning": "learning_type", "relation": "learning_relation", "receiving": "evidence.receiving", "language": "lang",
}

// yearColumns are the columns of years that a query may ask for.
var yearColumns = []string{"origin_year", "adoption_year"}

func (x *indexer) input() search.Input {
	in := search.Input{N: len(x.docs), Document: x.document, Years: yearColumns, Lang: x.p.content.Site.Config.Language,
		Groups: groups(x.p.content.Site.Synonyms), Short: map[string]string{}}
	for _, f := range x.facets {
		in.Facets = append(in.Facets, f.Facet)
	}
	known := func(key string) bool {
		return slices.Contains(yearColumns, key) || slices.ContainsFunc(x.facets, func(f facet) bool { return f.Key == key })
	}
	for short, keys := range shortKeys {
		if !known(short) && !slices.ContainsFunc(strings.Fields(keys), func(key string) bool { return !known(key) }) {
			in.Short[short] = keys
		}
	}
	return in
}

func groups(list []model.Synonyms) []search.Group {
	var out []search.Group
	for i := range list {
		out = append(out, search.Group{Terms: names(list[i].Terms), Finds: names(list[i].Finds)})
	}
	return out
}

func names(list []model.Name) []search.Text {
	var out []search.Text
	for _, n := range list {
		out = append(out, search.Text{Text: n.Text.Text, Lang: n.Lang.Text})
	}
	return out
}

// document fills d with record i as it is searched.
func (x *indexer) document(i int, d *search.Document) {
	f := x.docs[i]
	var c *model.Case
	c, d.Room = f.Case.OpenIn(d.Room)
	d.Lang = cmp.Or(c.Lang.Text, x.p.content.Site.Config.Language)
	d.Title, d.Summary, d.Names = c.Title.Text, c.Summary.Text, names(c.AlsoKnownAs)
	d.Headings = d.Headings[:0]
	for _, h := range c.Body.Headings {
		d.Headings = append(d.Headings, h.Text)
	}
	d.Sections = append(d.Sections[:0], search.Section{HTML: c.Body.Lead})
	for _, s := range c.Body.Sections {
		d.Sections = append(d.Sections, search.Section{Heading: s.Title, HTML: s.HTML})
	}
	d.References = references(d.References[:0], c)
	x.values(f, d)
	d.Labels = x.labels(d.Labels[:0], f, d.Values)
	d.Newest, d.Card = x.newest[f], x.card(f)
}

// values fills in what a record is filtered by.
func (x *indexer) values(f *derive.Facts, d *search.Document) {
	if d.Values == nil {
		d.Values, d.Years = make([][]int, len(x.facets)), make([][]int, len(yearColumns))
	}
	for k := range x.facets {
		d.Values[k] = d.Values[k][:0]
		for _, id := range x.facets[k].values(f) {
			if v, ok := x.indices[k][id]; ok {
				d.Values[k] = append(d.Values[k], v)
			}
		}
	}
	d.Years[0], d.Years[1] = d.Years[0][:0], d.Years[1][:0]
	if f.OriginYear > 0 {
		d.Years[0] = append(d.Years[0], f.OriginYear)
	}
	for i := range f.Adoptions {
		if year := f.Adoptions[i].Year.N; year > 0 {
			d.Years[1] = append(d.Years[1], year)
		}
	}
}

// references appends the titles and the authors of the sources.
func references(out []string, c *model.Case) []string {
	for i := range c.References {
		r := &c.References[i]
		out = append(out, r.Title.Text)
		for _, a := range r.Authors {
			if a.Text != cite.Others {
				out = append(out, a.Text)
			}
		}
	}
	return out
}

// labels appends what a record is filed under, in words: its terms, its
// countries in every language of the data, its places and organisations. values
// are those of its facets.
func (x *indexer) labels(out []search.Text, f *derive.Facts, values [][]int) []search.Text {
	add := func(text, lang string) {
		if text != "" && !slices.ContainsFunc(out, func(t search.Text) bool { return t.Text == text }) {
			out = append(out, search.Text{Text: text, Lang: lang})
		}
	}
	site := x.p.content.Site.Config.Language
	for k := range x.facets {
		facet := &x.facets[k]
		if facet.Key == "lang" || facet.Key == keyState {
			continue
		}
		for _, v := range values[k] {
			if facet.Values[v].ID != model.NotStated {
				add(facet.Values[v].Label, site)
			}
		}
	}
	for _, code := range slices.Concat(f.Countries, adopters(f)) {
		if c := country.Get(code); c != nil {
			for i, name := range c.Names {
				add(name, country.Languages[i])
			}
		}
	}
	for i := range f.Origins {
		add(f.Origins[i].Place.Text, "")
		add(f.Origins[i].Organisation.Text, "")
	}
	for i := range f.Adoptions {
		add(f.Adoptions[i].Place.Text, "")
		add(f.Adoptions[i].Organisation.Text, "")
	}
	return out
}

// adopters returns the countries of the adoptions, each once.
func adopters(f *derive.Facts) []string {
	var out []string
	for i := range f.Adoptions {
		if code := f.Adoptions[i].Country.Code; code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// card returns what a list shows of a record.
func (x *indexer) card(f *derive.Facts) search.Card {
	c := f.Case
	e := x.p.pages.Entry(f)
	card := search.Card{
		ID: ownNumber(c), Number: e.Number, Path: page.CaseAddress(c.Slug), Lang: e.Lang, Type: e.Type,
		BadgeClass: e.Badge.Class, Badge: e.Badge.Text,
		From: e.Route.From.Name, FromYear: e.Route.From.Year, Mark: e.Route.Mark, Verb: e.Route.Verb,
		To: e.Route.To.Name, ToYear: e.Route.To.Year, More: e.Route.More,
		Version: strconv.Itoa(c.Version()), Added: c.Added.Text, Updated: c.Updated.Text,
	}
	if e.Status != nil {
		card.StatusIcon, card.Status = e.Status.Icon, e.Status.Label
	}
	for _, a := range cite.RecordAuthors(c) {
		card.Authors = append(card.Authors, search.Author{Family: a.Family, Given: a.Given, Suffix: a.Suffix, Literal: a.Literal, ORCID: a.ORCID})
	}
	card.Keywords = x.p.pages.Keywords(f)
	return card
}
