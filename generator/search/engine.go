package search

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A Query is what is asked.
type Query struct {
	Text   string
	Facets map[string][]string // ids chosen, by key: any of them, and one of each key
	Years  map[string][2]int   // from and to, by column of years
	Sort   string              // one of the orders below; empty: SortRelevance
}

// The orders of a result. Without a word or phrase there is no relevance, and
// newest stands in.
const (
	SortRelevance = "relevance"
	SortNewest    = "newest"
	SortTitle     = "title"
	SortYear      = "origin_year" // oldest first, those without a year last
)

// A Result is the records found, in order.
type Result struct {
	Hits     []Hit
	Messages []Message
	// Counts has for each facet the number of records of each value, among
	// those that match everything but the choice in the facet itself.
	Counts [][]int
	// Partial reports that no record has all the words, and those with most
	// are shown.
	Partial bool
	search  *search
}

// A Hit is a record that was found.
type Hit struct {
	Doc   int
	Score float64 // 0 without words; comparable within a result alone
	words int     // required words that it has
}

// A unit is one or more words of a query that are scored as one.
type unit struct {
	words   []*wordMatch
	concept *candidate // that they name together; nil: none
}

// A wordMatch is a word with what it may stand for.
type wordMatch struct {
	word       string
	candidates []candidate
	near       bool // it is not there, and they are near it
	optional   bool
}

// A search is a query that is being answered.
type search struct {
	x        *Index
	q        Query
	messages []Message
	units    []unit
	fixed    []candidate // words of phrases and titles: they only add to scores
	required int         // words that are not optional
	filters  []filter    // of the text and the years
	chosen   []filter    // by facet
	data     *facetData
}

// Search answers a query. The error is one of reading a part.
func (x *Index) Search(q Query) (Result, error) {
	s := &search{x: x, q: q}
	p := parse(q.Text, x.m.Keys)
	s.messages = p.messages
	if err := s.plan(p.clauses); err != nil {
		return Result{}, err
	}
	data, err := x.facetParts()
	if err != nil {
		return Result{}, err
	}
	s.data = data
	if err := s.choose(p.clauses); err != nil {
		return Result{}, err
	}
	return s.answer(), nil
}

// plan turns the clauses with words into units and filters.
func (s *search) plan(clauses []clause) error {
	var words []*wordMatch
	for i, c := range clauses {
		if c.key != "" && c.key != keyTitle || len(c.words) == 0 {
			continue
		}
		var err error
		switch {
		case c.key == keyTitle:
			err = s.title(c)
		case c.quoted:
			err = s.phrase(c)
		default:
			for k, word := range c.words {
				var w *wordMatch
				w, err = s.word(word, c.last && i == len(clauses)-1 && k == len(c.words)-1)
				if err != nil {
					return err
				}
				words = append(words, w)
			}
		}
		if err != nil {
			return err
		}
	}
	s.optional(words)
	if err := s.spans(words); err != nil {
		return err
	}
	s.tell()
	return nil
}

// word looks a word up.
func (s *search) word(word string, last bool) (*wordMatch, error) {
	list, near, err := s.x.candidates(word, last)
	if err != nil {
		return nil, err
	}
	return &wordMatch{word: word, candidates: list, near: near}, nil
}

// tell says which words stand for others or for nothing, but of those that
// name a synonym.
func (s *search) tell() {
	for _, u := range s.units {
		for _, w := range u.words {
			switch {
			case u.concept != nil:
			case len(w.candidates) == 0:
				s.messages = append(s.messages, Message{Code: UnknownWord, Word: w.word})
			case w.near:
				m := Message{Code: NearWords, Word: w.word}
				for i := range w.candidates {
					m.Forms = append(m.Forms, w.candidates[i].form)
				}
				s.messages = append(s.messages, m)
			}
		}
	}
}

// exact returns the term of a form as a candidate; nil when there is none.
func (s *search) exact(word string) (*candidate, error) {
	term, ok, err := s.x.lookUp(word)
	if err != nil || !ok {
		return nil, err
	}
	list, err := s.x.alive([]candidate{{form: word, term: term, weight: 1, how: HowPhrase}})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// optional marks the words that are in most records, unless no other is in any.
func (s *search) optional(words []*wordMatch) {
	other := false
	for _, w := range words {
		if len(w.candidates) > 0 && w.candidates[0].how == HowExact {
			w.optional = isOptional(w.candidates[0].df, s.x.m.N)
		}
		other = other || !w.optional && len(w.candidates) > 0
	}
	for _, w := range words {
		w.optional = w.optional && other
		if !w.optional {
			s.required++
		}
	}
}

// spans finds the phrases of synonyms in the words, from the left, the longest
// first.
func (s *search) spans(words []*wordMatch) error {
	for len(words) > 0 {
		n, concept, err := s.span(words)
		if err != nil {
			return err
		}
		u := unit{words: words[:n]}
		if concept >= 0 {
			list, err := s.x.alive([]candidate{{term: s.x.m.Terms + concept, how: HowSynonym}})
			if err != nil {
				return err
			}
			if len(list) > 0 {
				list[0].weight = weightSynonym * math.Sqrt(float64(n))
				u.concept = &list[0]
			}
		}
		s.units = append(s.units, u)
		words = words[n:]
	}
	return nil
}

// span returns the number of words at the beginning of a list that name a
// concept together, and the concept; 1 and -1 when none do.
func (s *search) span(words []*wordMatch) (int, int, error) {
	term, ok, err := s.x.lookUp(words[0].word)
	if err != nil || !ok {
		return 1, -1, err
	}
	h, err := s.x.head(term)
	if err != nil {
		return 1, -1, err
	}
	for _, p := range h.phrases {
		fits, err := s.phraseFits(p, words)
		if err != nil {
			return 1, -1, err
		}
		if fits && p.concept < s.x.m.Concepts {
			return 1 + len(p.terms), p.concept, nil
		}
	}
	return 1, -1, nil
}

func (s *search) phraseFits(p phrase, words []*wordMatch) (bool, error) {
	if len(p.terms) >= len(words) {
		return false, nil
	}
	for i, want := range p.terms {
		term, ok, err := s.x.lookUp(words[i+1].word)
		if err != nil || !ok || term != int(want) {
			return false, err
		}
	}
	return true, nil
}

// title requires words in the title.
func (s *search) title(c clause) error {
	for _, word := range c.words {
		w, err := s.exact(word)
		if err != nil {
			return err
		}
		s.filters = append(s.filters, not(c.not, func(doc int) bool {
			if w == nil {
				return false
			}
			p, ok := w.head.find(doc)
			return ok && bestOf(p.class) == fieldTitle
		}))
		if w == nil {
			s.messages = append(s.messages, Message{Code: UnknownWord, Word: word})
		} else if !c.not {
			w.phrase = word
			s.fixed = append(s.fixed, *w)
		}
	}
	return nil
}

// phrase requires words one after the other, or excludes them.
func (s *search) phrase(c clause) error {
	terms := make([]int, len(c.words))
	var found []candidate
	for i, word := range c.words {
		w, err := s.exact(word)
		if err != nil {
			return err
		}
		if w == nil {
			if !c.not {
				s.messages = append(s.messages, Message{Code: UnknownWord, Word: word})
			}
			s.filters = append(s.filters, not(c.not, func(int) bool { return false }))
			return nil
		}
		terms[i], w.phrase = w.term, strings.Join(c.words, " ")
		found = append(found, *w)
	}
	docs, err := s.x.sequence(terms)
	if err != nil {
		return err
	}
	s.filters = append(s.filters, not(c.not, func(doc int) bool {
		_, ok := slices.BinarySearch(docs, doc)
		return ok
	}))
	if !c.not {
		s.fixed = append(s.fixed, found...)
	}
	return nil
}

func not(negate bool, f filter) filter {
	if !negate {
		return f
	}
	return func(doc int) bool { return !f(doc) }
}

// choose makes filters of the keys in the text and of what is chosen beside
// it. Values of one key in the text are alternatives.
func (s *search) choose(clauses []clause) error {
	s.chosen = make([]filter, len(s.data.facets))
	var keys []string
	any := map[string][]filter{}
	for _, c := range clauses {
		if c.key == "" || c.key == keyTitle {
			continue
		}
		f := s.keyed(c)
		if c.not {
			s.filters = append(s.filters, not(true, f))
			continue
		}
		if any[c.key] == nil {
			keys = append(keys, c.key)
		}
		any[c.key] = append(any[c.key], f)
	}
	for _, key := range keys {
		alternatives := any[key]
		s.filters = append(s.filters, func(doc int) bool {
			return slices.ContainsFunc(alternatives, func(f filter) bool { return f(doc) })
		})
	}
	for k := range s.data.facets {
		if ids := s.q.Facets[s.data.facets[k].Key]; len(ids) > 0 {
			s.chosen[k] = s.data.valueFilter(k, s.data.facets[k].indices(ids))
		}
	}
	for k, name := range s.x.m.Years {
		if span, ok := s.q.Years[name]; ok {
			s.filters = append(s.filters, s.data.yearFilter(k, span[0], span[1]))
		}
	}
	return nil
}

// indices returns the values with these ids.
func (f *Facet) indices(ids []string) []int32 {
	var out []int32
	for i := range f.Values {
		if slices.Contains(ids, f.Values[i].ID) {
			out = append(out, int32(i))
		}
	}
	return out
}

// keyed is the filter of one key with its value. A value that no record could
// have is told.
func (s *search) keyed(c clause) filter {
	none := func(int) bool { return false }
	if c.key == keyID {
		want := strings.ToLower(strings.TrimSpace(c.text))
		return func(doc int) bool { return strings.ToLower(s.data.ids[doc]) == want && want != "" }
	}
	for key := range strings.FieldsSeq(c.key) {
		if k := slices.Index(s.x.m.Years, key); k >= 0 {
			if lo, hi, ok := years(c.text); ok {
				return s.data.yearFilter(k, lo, hi)
			}
		}
		if k := slices.Index(s.x.m.Facets, key); k >= 0 && k < len(s.data.facets) {
			if values := s.data.facets[k].resolve(c.text); len(values) > 0 {
				return s.data.valueFilter(k, values)
			}
		}
	}
	s.messages = append(s.messages, Message{Code: UnknownValue, Word: c.name + ":" + c.text})
	return none
}

// answer scores the records that pass, and orders them.
func (s *search) answer() Result {
	scores, words := s.score()
	most := 0
	var base []int
	for doc := range s.x.m.N {
		if s.required > 0 && words[doc] == 0 || !s.passes(doc) {
			continue
		}
		base = append(base, doc)
		if s.picked(doc) {
			most = max(most, words[doc])
		}
	}
	r := Result{Messages: s.messages, search: s}
	least := s.required
	if most > 0 && most < s.required {
		least, r.Partial = 1, true
		r.Messages = append(r.Messages, Message{Code: NoneHasAll})
	}
	base = slices.DeleteFunc(base, func(doc int) bool { return words[doc] < least })
	for _, doc := range base {
		if s.picked(doc) {
			r.Hits = append(r.Hits, Hit{Doc: doc, Score: scores[doc], words: words[doc]})
		}
	}
	r.Counts = s.data.counts(base, s.chosen)
	s.order(r.Hits)
	return r
}

func (s *search) passes(doc int) bool {
	for _, f := range s.filters {
		if !f(doc) {
			return false
		}
	}
	return true
}

// picked reports whether a record is among those chosen in every facet.
func (s *search) picked(doc int) bool {
	for _, f := range s.chosen {
		if f != nil && !f(doc) {
			return false
		}
	}
	return true
}

// score returns the score of every record, and the number of required words
// that it has.
func (s *search) score() (scores []float64, words []int) {
	n := s.x.m.N
	scores, words = make([]float64, n), make([]int, n)
	sum, have, one := make([]float64, n), make([]int, n), make([]float64, n)
	for _, u := range s.units {
		clear(sum)
		clear(have)
		required := 0
		for _, w := range u.words {
			clear(one)
			w.score(one)
			for doc, score := range one {
				sum[doc] += score
				if score > 0 && !w.optional {
					have[doc]++
				}
			}
			if !w.optional {
				required++
			}
		}
		if u.concept != nil {
			for _, p := range u.concept.head.postings {
				sum[p.doc] = max(sum[p.doc], float64(u.concept.weight*score(p.class, u.concept.idf)))
				have[p.doc] = required
			}
		}
		for doc := range n {
			scores[doc] += sum[doc]
			words[doc] += have[doc]
		}
	}
	for _, c := range s.fixed {
		for _, p := range c.head.postings {
			scores[p.doc] += score(p.class, c.idf)
		}
	}
	for doc := range scores {
		scores[doc] = math.Floor(float64(scores[doc]*1e6) + 0.5)
	}
	return scores, words
}

// score puts the best score of a word's candidates into the slots of records.
func (w *wordMatch) score(out []float64) {
	for _, c := range w.candidates {
		for _, p := range c.head.postings {
			out[p.doc] = max(out[p.doc], float64(c.weight*score(p.class, c.idf)))
		}
	}
}

// order sorts hits; those that are equal go by number.
func (s *search) order(hits []Hit) {
	by := s.q.Sort
	if (by == "" || by == SortRelevance) && len(s.units) == 0 && len(s.fixed) == 0 {
		by = SortNewest
	}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		switch by {
		case SortNewest:
			return cmp.Compare(s.data.newest[a.Doc], s.data.newest[b.Doc])
		case SortTitle:
			return cmp.Compare(s.data.titles[a.Doc], s.data.titles[b.Doc])
		case SortYear:
			return cmp.Compare(s.year(a.Doc), s.year(b.Doc))
		}
		return cmp.Or(-cmp.Compare(a.words, b.words), -cmp.Compare(a.Score, b.Score), cmp.Compare(a.Doc, b.Doc))
	})
}

func (s *search) year(doc int) int {
	k := slices.Index(s.x.m.Years, SortYear)
	if k < 0 || len(s.data.years[k][doc]) == 0 {
		return math.MaxInt
	}
	return int(s.data.years[k][doc][0])
}

// Card returns what a list shows of a record.
func (x *Index) Card(doc int) (Card, error) {
	starts := x.m.Parts[kindCards].First
	i := first(starts, doc)
	if x.cards[i] == nil {
		data, err := x.payload(kindCards, i)
		if err != nil {
			return Card{}, err
		}
		to := x.m.N
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		cards, err := readCards(data, to-starts[i])
		if err != nil {
			return Card{}, broken(kindCards, i, err)
		}
		x.cards[i] = cards
	}
	return x.cards[i][doc-starts[i]], nil
}

func readCards(data []byte, n int) ([]Card, error) {
	r := &reader{data: data}
	if n > len(data) {
		return nil, errBroken
	}
	cards := make([]Card, n)
	for i := range cards {
		cards[i] = readCard(r)
		if r.err != nil {
			break
		}
	}
	return cards, r.end()
}

// Facets returns the facets, in the order of Result.Counts.
func (x *Index) Facets() ([]Facet, error) {
	d, err := x.facetParts()
	if err != nil {
		return nil, err
	}
	return d.facets, nil
}
