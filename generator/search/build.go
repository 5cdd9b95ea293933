package search

import (
	"runtime"
	"slices"
	"strconv"
	"strings"

	"casebook/generator/parallel"
)

// A Built is an index: its parts, and the manifest that leads to them.
type Built struct {
	Parts    []Part
	Manifest []byte // JSON
	Terms    int
	Forms    int
}

// Build makes the index. Its bytes depend on the input alone, not on the
// number of workers.
func Build(in Input, opt Options) *Built {
	x := &builder{in: in, opt: opt, sizes: opt.Sizes}
	if x.sizes == (Sizes{}) {
		x.sizes = sizesFor(in.N)
	}
	if opt.Cache != nil {
		opt.Cache.begin()
		defer opt.Cache.end()
	}
	x.collect()
	x.merge()
	return x.finish()
}

// A builder is an index that is being made.
type builder struct {
	in    Input
	opt   Options
	sizes Sizes

	free    chan *worker
	workers []*worker
	runs    []*run
	shapes  []shape
	titles  []title
	columns columns

	lexicon  *lexicon
	concepts []concept
	terms    []payload // t, p and v
	cards    []payload
	texts    []payload
}

// collect reads all records. A run is the records of one part with cards.
func (x *builder) collect() {
	per := x.sizes.Cards
	n := (x.in.N + per - 1) / per
	x.runs = make([]*run, n)
	x.shapes = make([]shape, x.in.N)
	x.titles = make([]title, x.in.N)
	x.columns = newColumns(&x.in)
	x.cards = make([]payload, n)
	if x.opt.Texts {
		x.texts = make([]payload, n)
	}
	count := x.workerCount()
	x.free = make(chan *worker, count)
	for range count {
		w := newWorker()
		x.workers = append(x.workers, w)
		x.free <- w
	}
	parallel.For(n, count, func(i int) {
		w := <-x.free
		x.run(w, i)
		x.free <- w
	})
}

func (x *builder) workerCount() int {
	if x.opt.Workers > 0 {
		return x.opt.Workers
	}
	return runtime.GOMAXPROCS(0)
}

func (x *builder) run(w *worker, i int) {
	first := i * x.sizes.Cards
	last := min(first+x.sizes.Cards, x.in.N)
	cards, texts := payload{kind: kindCards, first: first, data: w.cards[:0]}, payload{kind: kindTexts, first: first}
	w.begin()
	for n := first; n < last; n++ {
		d := x.in.Document(n)
		x.shapes[n] = w.add(n-first, &d)
		x.titles[n] = title{strings.Clone(d.Title), strings.Clone(d.Card.Path)}
		x.columns.set(n, &d)
		cards.data = appendCard(cards.data, &d)
		if x.opt.Texts {
			texts.data = appendTexts(texts.data, &d)
		}
	}
	x.runs[i] = w.run(first)
	if w.cards = cards.data; x.large() {
		x.opt.Cache.pack(&cards)
	} else {
		cards.data = slices.Clone(cards.data)
	}
	x.cards[i] = cards
	if x.opt.Texts {
		x.opt.Cache.pack(&texts)
		x.texts[i] = texts
	}
}

// window is the number of terms that are merged before they are packed.
const window = 4096

// merge turns runs into parts with terms and positions.
func (x *builder) merge() {
	x.lexicon = newLexicon(x.workers, synonymForms(x.in.Groups))
	parallel.For(len(x.workers), x.opt.Workers, func(i int) {
		w := x.workers[i]
		terms := x.lexicon.termsOf(w)
		*w = worker{terms: terms, order: byTerm(terms)}
	})
	parallel.For(len(x.runs), x.opt.Workers, func(i int) {
		w := x.runs[i].worker
		x.runs[i].sortEntries(w.terms, w.order)
	})
	x.workers = nil
	m := newMerger(x.runs, x.shapes)
	x.concepts = concepts(x.in.Groups, x.lexicon)
	parallel.For(len(x.concepts), x.opt.Workers, func(i int) { x.concepts[i].fill(m) })

	k := &packer{n: x.in.N, sizes: x.sizes, lexicon: x.lexicon, phrases: typedPhrases(x.concepts), titles: x.titles}
	k.begin()
	encoders := make(chan *encoder, x.workerCount())
	for range cap(encoders) {
		encoders <- new(encoder)
	}
	packed := 0
	for from := 0; from < x.lexicon.count; from += window {
		for _, lists := range x.lists(m, encoders, from, min(from+window, x.lexicon.count)) {
			k.add(lists)
		}
		if x.large() {
			x.pack(k.out[packed:])
			packed = len(k.out)
		}
	}
	k.addConcepts(x.concepts)
	k.finish()
	x.terms = k.out
	if numbered(x.terms)[kindTerms] > 1 {
		x.terms = append(x.terms, k.vocabulary())
	}
}

// lists merges terms in parallel.
func (x *builder) lists(m *merger, encoders chan *encoder, from, to int) [][]list {
	const chunk = 128
	out := make([][]list, (to-from+chunk-1)/chunk)
	parallel.For(len(out), x.opt.Workers, func(i int) {
		first := from + i*chunk
		e := <-encoders
		out[i] = m.lists(uint32(first), uint32(min(first+chunk, to)), e)
		encoders <- e
	})
	return out
}

// large reports whether there are so many records that the index cannot be
// one file. Then parts are compressed as they come.
func (x *builder) large() bool { return x.in.N > x.sizes.Cards }

// pack compresses those payloads that are not yet. Their names follow later.
func (x *builder) pack(list []payload) {
	parallel.For(len(list), x.opt.Workers, func(i int) { x.opt.Cache.pack(&list[i]) })
}

// finish puts the parts together.
func (x *builder) finish() *Built {
	if len(x.cards) == 0 {
		x.cards = []payload{{kind: kindCards}}
	}
	all := slices.Concat(x.terms, x.cards, x.columns.payloads(&x.in, x.sizes.Facets))
	b := &Built{Terms: x.lexicon.count, Forms: len(x.lexicon.forms)}
	m := newManifest(&x.in, x.lexicon.count, len(x.concepts))
	m.add(all)
	if one, ok := x.oneFile(all); ok {
		all = []payload{one}
		m.add(all)
	} else {
		x.pack(all)
		m.hash(all)
	}
	x.pack(x.texts)
	m.add(x.texts)
	m.hash(x.texts)
	b.Parts = parts(slices.Concat(all, x.texts))
	b.Manifest = m.json()
	return b
}

// oneFile returns all payloads as one, when they are one of each kind and
// together small enough.
func (x *builder) oneFile(all []payload) (payload, bool) {
	count := numbered(all)
	if x.large() || len(count) < len(all) {
		return payload{}, false
	}
	one := payload{kind: kindAll}
	for _, p := range all {
		one.data = append(appendU(one.data, len(p.data)), p.data...)
	}
	x.opt.Cache.pack(&one)
	return one, len(one.packed) <= x.sizes.OneFile
}

// numbered counts the payloads of each kind.
func numbered(list []payload) map[string]int {
	count := map[string]int{}
	for i := range list {
		count[list[i].kind]++
	}
	return count
}

// parts names the packed payloads.
func parts(list []payload) []Part {
	count := map[string]int{}
	var out []Part
	for i := range list {
		p := &list[i]
		out = append(out, Part{Name: p.kind + strconv.Itoa(count[p.kind]), Hash: p.hash, data: p.packed})
		count[p.kind]++
	}
	return out
}
