package search

import (
	"maps"
	"math"
	"slices"
)

// Sizes are the bounds at which parts are cut. The zero value stands for those
// of the package comment.
type Sizes struct {
	OneFile   int // deflated bytes up to which everything is one file
	Terms     int // deflated bytes of a part with terms, estimated
	Positions int // deflated bytes of a part with positions, estimated
	Cards     int // records of a part with cards
	Columns   int // bytes up to which columns are in one part
}

// sizesFor returns the sizes for a number of records: parts are larger where
// there would be too many.
func sizesFor(n int) Sizes {
	s := Sizes{OneFile: 60 << 10, Terms: 32 << 10, Positions: 200 << 10, Cards: 160, Columns: 16 << 10}
	switch {
	case n >= 30000:
		s.Terms, s.Positions, s.Cards = 44<<10, 400<<10, 256
	case n >= 5000:
		s.Terms, s.Positions = 44<<10, 340<<10
	}
	return s
}

// Estimates of deflated sizes in bits, measured on made-up and real records.
// Parts are cut by them, since only a whole part can be compressed.
const (
	formBits     = 26
	headBits     = 8
	classBits    = 3.2
	titleBits    = 300
	positionBits = 4.6 // a byte
)

// A packer cuts forms, terms and positions into parts, in order.
type packer struct {
	n       int // records
	sizes   Sizes
	lexicon *lexicon
	phrases map[uint32][]phrase
	records []record
	out     []payload // complete, not compressed

	form int    // the next form
	term uint32 // the next term
	dfs  []byte // of all terms, for the vocabulary
	t    termPart
	p    positionPart
}

// A termPart is a part with terms that is being filled.
type termPart struct {
	first                       uint32 // term
	firstForm                   string
	forms, heads, gaps, classes []byte
	formCount, terms, concepts  int
	front                       front
	top                         map[int]bool
	bits                        float64 // estimated size
}

// A positionPart is a part with positions that is being filled.
type positionPart struct {
	first           uint32
	lengths, blocks []byte
	terms           int
}

// add packs the lists of the next terms.
func (k *packer) add(lists []list) {
	for i := range lists {
		k.addTerm(&lists[i], func(dst []byte) []byte { return appendPhrases(dst, k.phrases[k.term]) })
		k.dfs = appendU(k.dfs, lists[i].df)
		k.addForms()
		k.addPositions(&lists[i])
		k.term++
	}
}

// addTerm packs the head and the postings of a term; more ends the head.
func (k *packer) addTerm(l *list, more func([]byte) []byte) {
	cost := headBits + k.postingBits(l)
	if k.t.terms+k.t.concepts > 0 && k.t.bits+cost > float64(8*k.sizes.Terms) {
		k.flushTerms()
	}
	t := &k.t
	flags := 0
	if l.common {
		flags |= flagCommon
	}
	if int(k.term) < k.lexicon.count && len(k.phrases[k.term]) > 0 {
		flags |= flagPhrases
	}
	t.heads = appendU(t.heads, l.df<<2|flags)
	if l.common {
		t.heads = appendU(t.heads, l.kept)
	}
	t.heads = more(t.heads)
	t.gaps = append(t.gaps, l.gaps...)
	t.classes = append(t.classes, l.classes...)
	t.bits += cost
	if l.top >= 0 && !t.top[l.top] {
		t.top[l.top] = true
		t.bits += titleBits
	}
	if int(k.term) < k.lexicon.count {
		t.terms++
	} else {
		t.concepts++
	}
}

// The flags of a term's head.
const (
	flagCommon  = 1
	flagPhrases = 2
)

func appendPhrases(dst []byte, phrases []phrase) []byte {
	if len(phrases) == 0 {
		return dst
	}
	dst = appendU(dst, len(phrases))
	for _, p := range phrases {
		dst = appendU(appendU(dst, p.concept), len(p.terms)-1)
		for _, term := range p.terms[1:] {
			dst = appendU(dst, int(term))
		}
	}
	return dst
}

// postingBits estimates the deflated size of postings by the entropy of their
// gaps and classes.
func (k *packer) postingBits(l *list) float64 {
	if l.kept == 0 {
		return 0
	}
	gap := math.Log2(float64(k.n)/float64(l.kept)) + 1.5
	return float64(l.kept) * (gap + classBits)
}

// addForms packs the form that makes the term new, and those after it up to
// the one that makes the next.
func (k *packer) addForms() {
	t, x := &k.t, k.lexicon
	for first := true; k.form < len(x.forms) && x.terms[k.form] <= k.term; first = false {
		back := 0
		if !first {
			back = int(k.term - x.terms[k.form] + 1)
		}
		if t.formCount == 0 {
			t.firstForm = x.forms[k.form]
		}
		t.forms = appendU(t.front.append(t.forms, x.forms[k.form]), back)
		t.formCount++
		t.bits += formBits
		k.form++
	}
}

func (k *packer) addPositions(l *list) {
	p := &k.p
	if p.terms > 0 && float64(len(p.blocks)+len(l.positions))*positionBits > float64(8*k.sizes.Positions) {
		k.flushPositions()
	}
	p.lengths = appendU(p.lengths, len(l.positions))
	p.blocks = append(p.blocks, l.positions...)
	p.terms++
}

// addConcepts packs the concepts, which come after the last term.
func (k *packer) addConcepts(list []concept) {
	for i := range list {
		k.addTerm(&list[i].list, func(dst []byte) []byte {
			dst = appendU(dst, len(list[i].texts))
			for _, text := range list[i].texts {
				dst = appendS(dst, text)
			}
			return dst
		})
		k.term++
	}
}

// finish ends the last parts. There is at least one of each kind.
func (k *packer) finish() {
	k.flushTerms()
	k.flushPositions()
}

func (k *packer) begin() {
	t := &k.t
	k.t = termPart{first: k.term, top: map[int]bool{}, forms: t.forms[:0], heads: t.heads[:0], gaps: t.gaps[:0], classes: t.classes[:0]}
}

func (k *packer) flushTerms() {
	t := &k.t
	p := payload{kind: kindTerms, form: t.firstForm, first: int(t.first)}
	p.fill(appendU(nil, t.formCount), t.forms, appendU(nil, t.concepts), t.heads, t.gaps, t.classes, appendU(nil, len(t.top)))
	last := 0
	for _, doc := range slices.Sorted(maps.Keys(t.top)) {
		p.data = appendS(appendS(appendU(p.data, doc-last), k.records[doc].title), k.records[doc].path)
		last = doc
	}
	k.out = append(k.out, p)
	k.begin()
}

func (k *packer) flushPositions() {
	p := &k.p
	made := payload{kind: kindPositions, first: int(p.first)}
	made.fill(appendU(nil, p.terms), p.lengths, p.blocks)
	k.out = append(k.out, made)
	k.p = positionPart{first: k.term, lengths: p.lengths[:0], blocks: p.blocks[:0]}
}

// vocabulary is the payload with every form and the number of records of
// every term, when all terms are packed.
func (k *packer) vocabulary() payload {
	x := k.lexicon
	data := appendU(nil, len(x.forms))
	var f front
	made := uint32(0)
	for i, form := range x.forms {
		back := 0
		if x.terms[i] == made {
			made++
		} else {
			back = int(made - x.terms[i])
		}
		data = appendU(f.append(data, form), back)
	}
	return payload{kind: kindVocabulary, data: append(data, k.dfs...)}
}
