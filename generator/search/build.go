package search

import (
	"runtime"
	"slices"
	"strconv"

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

	workers []*worker
	runs    []*run
	shapes  []shape
	records []record
	columns []columns // of each run

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
	x.records = make([]record, x.in.N)
	x.columns = make([]columns, n)
	x.cards = make([]payload, n)
	if x.opt.Texts {
		x.texts = make([]payload, n)
	}
	count := x.workerCount()
	free := pool(count, func() *worker {
		w := newWorker()
		x.workers = append(x.workers, w)
		return w
	})
	parallel.For(n, count, func(i int) {
		w := <-free
		x.run(w, i)
		free <- w
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
	x.columns[i] = make(columns, len(x.in.Facets)+len(x.in.Years))
	w.begin()
	for n := first; n < last; n++ {
		d := &w.document
		x.in.Document(n, d)
		x.shapes[n] = w.add(n-first, d)
		x.records[n] = record{d.Card.ID, d.Title, d.Card.Path, normal(d.Title), int32(d.Newest)}
		x.columns[i].add(&x.in, d)
		cards.data = appendCard(cards.data, d)
		if x.opt.Texts {
			texts.data = appendTexts(texts.data, d)
		}
	}
	w.plain = share(x.records[first:last], w.plain)
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

// window is the number of terms that are merged before they are packed, chunk
// the number of those that are merged one after the other.
const (
	window = 4096
	chunk  = 128
)

// pool returns n things to be taken and given back.
func pool[T any](n int, one func() T) chan T {
	p := make(chan T, n)
	for range n {
		p <- one()
	}
	return p
}

// merge turns runs into parts with terms and positions.
func (x *builder) merge() {
	x.lexicon = newLexicon(x.workers, synonymForms(x.in.Groups), x.opt.Workers)
	sorters := pool(x.workerCount(), func() *termSorter { return new(termSorter) })
	parallel.For(len(x.runs), x.opt.Workers, func(i int) {
		s := <-sorters
		s.sort(x.runs[i])
		sorters <- s
	})
	x.workers = nil
	m := newMerger(x.runs, x.shapes)
	x.concepts = concepts(x.in.Groups, x.lexicon)
	finders := pool(x.workerCount(), func() *finder { return new(finder) })
	parallel.For(len(x.concepts), x.opt.Workers, func(i int) {
		f := <-finders
		x.concepts[i].fill(m, f)
		finders <- f
	})

	k := &packer{n: x.in.N, sizes: x.sizes, lexicon: x.lexicon, phrases: typedPhrases(x.concepts), records: x.records}
	k.begin()
	encoders := pool(x.workerCount(), func() *encoder { return new(encoder) })
	made := make([]lists, window/chunk)
	packed := 0
	for from := 0; from < x.lexicon.count; from += window {
		to := min(from+window, x.lexicon.count)
		parallel.For((to-from+chunk-1)/chunk, x.opt.Workers, func(i int) {
			e, first := <-encoders, from+i*chunk
			m.merge(&made[i], uint32(first), uint32(min(first+chunk, to)), e)
			encoders <- e
		})
		for i := range (to - from + chunk - 1) / chunk {
			k.add(made[i].list)
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
	all := slices.Concat(x.terms, x.cards, x.facetPayloads())
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

// oneFile returns all payloads as one, when there is one of each kind, but for
// columns, and they are small enough together.
func (x *builder) oneFile(all []payload) (payload, bool) {
	count := numbered(all)
	if x.large() || len(all) > len(count)-1+count[kindFacets] {
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
		out = append(out, Part{Name: p.kind + strconv.Itoa(count[p.kind]), Hash: p.hash, data: p.packed, size: len(p.packed)})
		count[p.kind]++
	}
	return out
}
