package search

import (
	"slices"
	"strings"
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
	forms *formTable
	terms []uint32 // of its forms, once all are known
	known map[label]words

	document Document
	tokens   []token
	counts   []uint32
	sorted   []token

	made  []byte // has room for the data of a run
	cards []byte // has room for a part
	plain []byte // of a section
}

// A token is a form at a place.
type token struct {
	form, doc, pos uint32
}

// A label is a text that many records have: a term, a country.
type label struct {
	text string
	in   language
}

// words are the words of a label, with positions from 0.
type words struct {
	list []token
	n    int // positions
}

// mostLabels bounds the labels whose words are kept.
const mostLabels = 1 << 13

// A shape is what scoring needs of a record besides its tokens.
type shape struct {
	words  uint32             // of body, summary and headings
	starts [fields + 1]uint32 // first position of each field, from fieldTitle; last: the end
}

func newWorker() *worker { return &worker{forms: newFormTable(), known: map[label]words{}} }

func (w *worker) begin() { w.tokens = w.tokens[:0] }

// add reads the texts of document number doc of the run.
func (w *worker) add(doc int, d *Document) shape {
	var s shape
	own := languageOf(d.Lang)
	pos := 0
	advance := func(n int) int {
		if n > 0 {
			pos += n + gap
		}
		return n
	}
	text := func(t string, in language) int {
		w.split.folded = appendFold(w.split.folded[:0], t)
		return advance(w.words(doc, pos, in))
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
		advance(w.label(doc, pos, label{t.Text, lang(t)}))
	}
	start(fieldBody)
	for i := range d.Sections {
		w.plain = plain(w.plain[:0], d.Sections[i].HTML)
		w.split.folded = appendFold(w.split.folded[:0], w.plain)
		words += advance(w.words(doc, pos, own))
	}
	start(fieldReferences)
	for _, t := range d.References {
		text(t, inEnglish)
	}
	start(fields + 1)
	s.words = uint32(words)
	return s
}

// words keeps the words of the folded text, from a position on, and returns
// how many positions they take.
func (w *worker) words(doc, pos int, in language) int {
	end := w.split.words(pos, true, func(form []byte, pos int) {
		w.tokens = append(double(w.tokens), token{w.forms.number(form, in), uint32(doc), uint32(pos)})
	})
	return end - pos
}

// double doubles the room of a list that is full. It grows to a size known to
// nobody, and is used again and again: append alone would copy it more often.
func double(list []token) []token {
	if len(list) == cap(list) {
		return slices.Grow(list, max(1<<10, len(list)))
	}
	return list
}

// label is words for a label: each is taken apart once.
func (w *worker) label(doc, pos int, l label) int {
	known, ok := w.known[l]
	if !ok {
		first := len(w.tokens)
		w.split.folded = appendFold(w.split.folded[:0], l.text)
		n := w.words(0, 0, l.in)
		known = words{slices.Clone(w.tokens[first:]), n}
		w.tokens = w.tokens[:first]
		if len(w.known) < mostLabels {
			w.known[label{strings.Clone(l.text), l.in}] = known
		}
	}
	for _, t := range known.list {
		w.tokens = append(double(w.tokens), token{t.form, uint32(doc), uint32(pos) + t.pos})
	}
	return known.n
}

// run gives up the tokens read since begin, by form.
func (w *worker) run(first int) *run {
	w.sort()
	out := runWriter{data: w.made[:0]}
	for i := 0; i < len(w.sorted); {
		j := i
		for j < len(w.sorted) && w.sorted[j].form == w.sorted[i].form {
			j++
		}
		out.tokens(w.sorted[i:j])
		i = j
	}
	w.made = out.data
	return &run{first: first, worker: w, data: slices.Clone(w.made), entries: out.entries}
}

// sort orders the tokens by form and leaves them in the order of reading
// within each, which is that of records and positions.
func (w *worker) sort() {
	n := w.forms.n
	w.counts = slices.Grow(w.counts[:0], n+1)[:n+1]
	clear(w.counts)
	for i := range w.tokens {
		w.counts[w.tokens[i].form+1]++
	}
	for i := range n {
		w.counts[i+1] += w.counts[i]
	}
	w.sorted = slices.Grow(w.sorted[:0], len(w.tokens))[:len(w.tokens)]
	for _, t := range w.tokens {
		w.sorted[w.counts[t.form]] = t
		w.counts[t.form]++
	}
}
