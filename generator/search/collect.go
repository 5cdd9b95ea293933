package search

import (
	"encoding/binary"
	"slices"
)

// The fields of a record, strongest first, as class bytes name them.
const (
	fieldTitle = 1 + iota
	fieldNames
	fieldSummary
	fieldHeadings
	fieldLabels
	fieldBody
	fieldReferences
	fields = fieldReferences
)

// gap is the number of positions left free between texts, so that no phrase
// runs from one into the next.
const gap = 16

// A worker turns documents into runs. The forms that it has seen are numbered
// in the order of its own work, which the index does not depend on.
type worker struct {
	split splitter
	ids   map[string]uint32
	forms []string
	in    []language // of each form: the languages of the texts it stands in
	short [1 << shortBits]shortForm

	tokens       []token
	counts       []uint32
	sorted       []token
	terms, order []uint32 // of its forms, once all are known

	made  run    // its lists have room for a run
	cards []byte // has room for a part
	plain []byte // of a section
}

// A token is a form at a place.
type token struct {
	form, doc, pos uint32
}

// A run is the tokens of consecutive records, by form: for every form its
// records with their positions. Within a run records are numbered from 0.
type run struct {
	first   int      // record number of its first
	forms   []uint32 // of the worker, in the order of its numbers
	ends    []uint32 // where the data of each ends
	data    []byte   // per record: gap, count, first position, gaps
	worker  *worker
	entries []entry // the same by term, when terms are known
}

// An entry is the data of one form in a run.
type entry struct {
	term     uint32
	from, to uint32
}

// A shape is what scoring needs of a record besides its tokens.
type shape struct {
	words  uint32             // of body, summary and headings
	starts [fields + 1]uint32 // first position of each field, from fieldTitle; last: the end
}

func newWorker() *worker { return &worker{ids: map[string]uint32{}} }

func (w *worker) begin() { w.tokens = w.tokens[:0] }

// add reads the texts of document number doc of the run.
func (w *worker) add(doc int, d *Document) shape {
	var s shape
	own := languageOf(d.Lang)
	pos := 0
	next := func(in language) int {
		first := pos
		pos = w.words(doc, pos, in)
		n := pos - first
		if n > 0 {
			pos += gap
		}
		return n
	}
	text := func(t string, in language) int {
		w.split.folded = appendFold(w.split.folded[:0], t)
		return next(in)
	}
	lang := func(t Text) language {
		if t.Lang == "" {
			return own
		}
		return languageOf(t.Lang)
	}
	start := func(field int) { s.starts[field-1] = uint32(pos) }

	start(fieldTitle)
	text(d.Title, own)
	start(fieldNames)
	for _, t := range d.Names {
		text(t.Text, lang(t))
	}
	start(fieldSummary)
	words := text(d.Summary, own)
	start(fieldHeadings)
	for _, t := range d.Headings {
		words += text(t, own)
	}
	start(fieldLabels)
	for _, t := range d.Labels {
		text(t.Text, lang(t))
	}
	start(fieldBody)
	for i := range d.Sections {
		w.plain = plain(w.plain[:0], d.Sections[i].HTML)
		w.split.folded = appendFold(w.split.folded[:0], w.plain)
		words += next(own)
	}
	start(fieldReferences)
	for _, t := range d.References {
		text(t, inEnglish)
	}
	start(fields + 1)
	s.words = uint32(words)
	return s
}

// words keeps the words of the folded text.
func (w *worker) words(doc, pos int, in language) int {
	return w.split.words(pos, true, func(form []byte, pos int) {
		id := w.number(form)
		w.in[id] |= in
		w.tokens = append(w.tokens, token{id, uint32(doc), uint32(pos)})
	})
}

// shortBits is the size of the table of short forms, as a power of two.
const shortBits = 14

// A shortForm is a form of at most sixteen bytes with its number, so that the
// words of which most of a text is need no map.
type shortForm struct {
	a, b uint64 // its bytes; 0: none, as no form has a byte 0
	id   uint32
}

// number returns the number of a form.
func (w *worker) number(form []byte) uint32 {
	if len(form) > 16 {
		return w.look(form)
	}
	var a, b uint64
	for _, c := range form[:min(8, len(form))] {
		a = a<<8 | uint64(c)
	}
	for _, c := range form[min(8, len(form)):] {
		b = b<<8 | uint64(c)
	}
	const golden = 0x9E3779B97F4A7C15 // 2^64 divided by the golden ratio: Knuth, The Art of Computer Programming 3, 6.4
	slot := &w.short[(a^b*golden)*golden>>(64-shortBits)]
	if slot.a != a || slot.b != b {
		*slot = shortForm{a, b, w.look(form)}
	}
	return slot.id
}

func (w *worker) look(form []byte) uint32 {
	id, ok := w.ids[string(form)]
	if !ok {
		id = uint32(len(w.forms))
		w.ids[string(form)] = id
		w.forms = append(w.forms, string(form))
		w.in = append(w.in, 0)
	}
	return id
}

// run gives up the tokens read since begin, by form.
func (w *worker) run(first int) *run {
	r := &w.made
	r.forms, r.ends, r.data = r.forms[:0], r.ends[:0], r.data[:0]
	w.sort()
	for i := 0; i < len(w.sorted); {
		j := i
		for j < len(w.sorted) && w.sorted[j].form == w.sorted[i].form {
			j++
		}
		r.forms = append(r.forms, w.sorted[i].form)
		r.data = appendTokens(r.data, w.sorted[i:j])
		r.ends = append(r.ends, uint32(len(r.data)))
		i = j
	}
	return &run{first: first, worker: w, forms: slices.Clone(r.forms), ends: slices.Clone(r.ends), data: slices.Clone(r.data)}
}

// sort orders the tokens by form and leaves them in the order of reading
// within each, which is that of records and positions.
func (w *worker) sort() {
	w.counts = slices.Grow(w.counts[:0], len(w.forms)+1)[:len(w.forms)+1]
	clear(w.counts)
	for i := range w.tokens {
		w.counts[w.tokens[i].form+1]++
	}
	for i := range w.forms {
		w.counts[i+1] += w.counts[i]
	}
	w.sorted = slices.Grow(w.sorted[:0], len(w.tokens))[:len(w.tokens)]
	for _, t := range w.tokens {
		w.sorted[w.counts[t.form]] = t
		w.counts[t.form]++
	}
}

// appendTokens writes the tokens of one form.
func appendTokens(dst []byte, list []token) []byte {
	last := uint32(0)
	for i := 0; i < len(list); {
		j := i
		for j < len(list) && list[j].doc == list[i].doc {
			j++
		}
		dst = appendU(appendU(dst, int(list[i].doc-last)), j-i)
		last = list[i].doc
		pos := uint32(0)
		for ; i < j; i++ {
			dst = appendU(dst, int(list[i].pos-pos))
			pos = list[i].pos
		}
	}
	return dst
}

// A place is a record and a position in it, ordered as numbers.
type place uint64

func (p place) doc() int    { return int(p >> 32) }
func (p place) pos() uint32 { return uint32(p) }

// places appends the places of one form.
func (r *run) places(dst []place, e entry) []place {
	data := r.data[e.from:e.to]
	next := func() uint64 {
		n, size := binary.Uvarint(data)
		data = data[size:]
		return n
	}
	doc := uint64(r.first)
	for len(data) > 0 {
		doc += next()
		pos := uint64(0)
		for range next() {
			pos += next()
			dst = append(dst, place(doc<<32|pos))
		}
	}
	return dst
}
