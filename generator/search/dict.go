package search

import (
	"encoding/binary"
	"sort"
)

// A title is what stands beside the postings of a record that is strong in
// them.
type title struct{ title, path string }

// A dict is a part with terms, or the vocabulary.
type dict struct {
	first int      // number of its first term
	forms []string // ascending
	terms []int    // of each form
	heads []head   // of the terms from first on
	title map[int]title
}

// A head is what a dict says of a term.
type head struct {
	df       int
	kept     int
	common   bool
	phrases  []phrase
	texts    []string // of a concept
	postings []posting
	gaps     []byte // not yet read
	classes  []byte
}

// A posting is a record that a term stands in.
type posting struct {
	doc   int
	class byte
}

// readForms reads forms with their terms. Terms made by them are numbered
// from first; how many are made is returned too.
func readForms(r *reader, first int) (d *dict, made int) {
	n := r.count()
	d = &dict{first: first, forms: make([]string, 0, n), terms: make([]int, 0, n)}
	for range n {
		form, back := r.f(), r.u()
		term := first + made - back
		if back == 0 {
			made++
		}
		if term < 0 || len(d.forms) > 0 && d.forms[len(d.forms)-1] >= form {
			r.fail()
		}
		if r.err != nil {
			return d, 0
		}
		d.forms, d.terms = append(d.forms, form), append(d.terms, term)
	}
	return d, made
}

// readTerms reads a part with terms of an index of n records, of whose terms
// those from count on are concepts.
func readTerms(data []byte, first, n, count int) (*dict, error) {
	r := &reader{data: data}
	d, made := readForms(r, first)
	concepts := r.count()
	if concepts > 0 && first+made != count && first < count {
		r.fail()
	}
	for i := range made + concepts {
		d.heads = append(d.heads, readHead(r, n, i >= made))
		if r.err != nil {
			return nil, r.err
		}
	}
	for i := range d.heads {
		d.heads[i].gaps = skipGaps(r, d.heads[i].kept)
	}
	for i := range d.heads {
		d.heads[i].classes = r.take(d.heads[i].kept)
	}
	d.readTitles(r, n)
	if err := r.end(); err != nil {
		return nil, err
	}
	for i := range d.heads {
		if !d.heads[i].read(n) {
			return nil, errBroken
		}
	}
	return d, nil
}

func readHead(r *reader, n int, concept bool) head {
	v := r.u()
	h := head{df: v >> 2, common: v&flagCommon != 0}
	h.kept = h.df
	if h.common {
		h.kept = r.u()
	}
	if h.df > n || h.kept > h.df {
		r.fail()
	}
	if concept {
		h.texts = r.list()
	} else if v&flagPhrases != 0 {
		for range r.count() {
			p := phrase{concept: r.u(), terms: make([]uint32, 0, 4)}
			for range r.count() {
				p.terms = append(p.terms, uint32(r.u()))
			}
			h.phrases = append(h.phrases, p)
		}
	}
	return h
}

// skipGaps takes the bytes of n numbers.
func skipGaps(r *reader, n int) []byte {
	end := 0
	for ; n > 0 && end < len(r.data); end++ {
		if r.data[end] < 0x80 {
			n--
		}
	}
	if n > 0 {
		r.fail()
	}
	return r.take(end)
}

func (d *dict) readTitles(r *reader, n int) {
	count := r.count()
	d.title = make(map[int]title, count)
	doc := 0
	for range count {
		doc += r.u()
		if doc >= n {
			r.fail()
			return
		}
		d.title[doc] = title{r.s(), r.s()}
	}
}

// read unfolds the postings, and reports whether they are sound.
func (h *head) read(n int) bool {
	h.postings = make([]posting, 0, h.kept)
	doc := 0
	for i, class := range h.classes {
		gap, size := binary.Uvarint(h.gaps)
		if size <= 0 || gap > uint64(n) || i > 0 && gap == 0 {
			return false
		}
		h.gaps = h.gaps[size:]
		doc += int(gap)
		if doc >= n || bestOf(class) < fieldTitle || bestOf(class) > fields || stepOf(class) == 0 {
			return false
		}
		h.postings = append(h.postings, posting{doc, class})
	}
	h.gaps, h.classes = nil, nil
	return true
}

// at returns the index of a form or of the first one after it.
func (d *dict) at(form string) int { return sort.SearchStrings(d.forms, form) }

// term returns the term of a form.
func (d *dict) term(form string) (int, bool) {
	if i := d.at(form); i < len(d.forms) && d.forms[i] == form {
		return d.terms[i], true
	}
	return 0, false
}

// dict returns part i with terms.
func (x *Index) dict(i int) (*dict, error) {
	if d := x.terms[i]; d != nil {
		return d, nil
	}
	data, err := x.payload(kindTerms, i)
	if err != nil {
		return nil, err
	}
	starts := x.m.Parts[kindTerms].Term
	d, err := readTerms(data, starts[i], x.m.N, x.m.Terms)
	if err != nil {
		return nil, broken(kindTerms, i, err)
	}
	end := x.m.Terms + x.m.Concepts
	if i+1 < len(starts) {
		end = starts[i+1]
	}
	if starts[i]+len(d.heads) != end {
		return nil, broken(kindTerms, i, errBroken)
	}
	x.terms[i] = d
	return d, nil
}

// partOf returns the part with terms in which a form would be.
func (x *Index) partOf(form string) int {
	forms := x.m.forms()
	return max(0, sort.Search(len(forms), func(i int) bool { return forms[i] > form })-1)
}

// lookUp returns the term of a form.
func (x *Index) lookUp(form string) (term int, ok bool, err error) {
	d, err := x.dict(x.partOf(form))
	if err != nil {
		return 0, false, err
	}
	term, ok = d.term(form)
	return term, ok, nil
}

// head returns the head of a term or, numbered after all terms, of a concept.
func (x *Index) head(term int) (*head, error) {
	i := first(x.m.Parts[kindTerms].Term, term)
	d, err := x.dict(i)
	if err != nil {
		return nil, err
	}
	if term-d.first >= len(d.heads) {
		return nil, broken(kindTerms, i, errBroken)
	}
	return &d.heads[term-d.first], nil
}

// vocabulary returns every form, with the numbers of records in heads.
func (x *Index) vocabulary() (*dict, error) {
	if x.vocab != nil {
		return x.vocab, nil
	}
	if len(x.m.Parts[kindTerms].Term) == 1 {
		return x.dict(0)
	}
	data, err := x.payload(kindVocabulary, 0)
	if err != nil {
		return nil, err
	}
	r := &reader{data: data}
	d, made := readForms(r, 0)
	for range made {
		d.heads = append(d.heads, head{df: r.u()})
		if r.err != nil {
			break
		}
	}
	if err := r.end(); err != nil || made != x.m.Terms {
		return nil, broken(kindVocabulary, 0, errBroken)
	}
	x.vocab = d
	return d, nil
}

// find returns the posting of a record.
func (h *head) find(doc int) (posting, bool) {
	i := sort.Search(len(h.postings), func(i int) bool { return h.postings[i].doc >= doc })
	if i < len(h.postings) && h.postings[i].doc == doc {
		return h.postings[i], true
	}
	return posting{}, false
}
