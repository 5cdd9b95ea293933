package search

// A list is the postings of one term, encoded. Its bytes are those of the lists
// it is one of.
type list struct {
	df        int
	kept      int // postings; less than df for a common term
	common    bool
	gaps      []byte
	classes   []byte
	positions []byte
	top       int // the record it is strongest in; -1 for a term in few records
}

// leastForTop is the number of records from which on the title of a term's
// strongest record stands beside its postings. Titles of rare terms would
// double the size of all parts, and their few records are soon loaded.
const leastForTop = 9

// A merger makes postings of runs.
type merger struct {
	n       int
	runs    []*run // ascending; their entries are those of terms
	shapes  []shape
	average float64 // words of a record
}

func newMerger(runs []*run, shapes []shape) *merger {
	m := &merger{n: len(shapes), runs: runs, shapes: shapes}
	total := 0
	for i := range shapes {
		total += int(shapes[i].words)
	}
	if m.n > 0 {
		m.average = float64(total) / float64(m.n)
	}
	return m
}

// lists are the lists of consecutive terms, with their bytes.
type lists struct {
	list []list
	out  []byte
}

// merge makes the lists of the terms from to to-1.
func (m *merger) merge(l *lists, from, to uint32, e *encoder) {
	e.begin(m, l)
	e.readers = e.readers[:0]
	for _, r := range m.runs {
		in := r.from(from)
		if !in.next() {
			in.number = to
		}
		e.readers = append(e.readers, in)
	}
	for term := from; term < to; term++ {
		for i := range e.readers {
			if in := &e.readers[i]; in.number == term {
				e.block(in.block, m.runs[i].first)
				if !in.next() {
					in.number = to
				}
			}
		}
		e.end(true)
	}
}

// An encoder encodes the lists of terms. The records of a term are added in
// their order, then it is ended.
type encoder struct {
	m       *merger
	to      *lists
	readers []runReader

	docs              []uint32 // of the term that is being added
	classes           []byte
	counts, positions []byte
}

// begin makes the encoder write new lists.
func (e *encoder) begin(m *merger, to *lists) {
	to.list, to.out = to.list[:0], to.out[:0]
	e.m, e.to = m, to
}

// block adds an entry of a run, whose first record has the number first.
func (e *encoder) block(data []byte, first int) {
	doc := uint32(first)
	for len(data) > 0 {
		var gap, count uint32
		gap, data = cutU(data)
		count, data = cutU(data)
		doc += gap
		e.counts = appendU(e.counts, int(count))
		s := sum{shape: &e.m.shapes[doc], field: fieldTitle}
		pos, from := uint32(0), data
		for range count {
			var n uint32
			n, data = cutU(data)
			pos += n
			s.add(pos)
		}
		e.positions = append(e.positions, from[:len(from)-len(data)]...)
		e.docs = append(e.docs, doc)
		e.classes = append(e.classes, s.class(e.m.average))
	}
}

// record adds a record with the places of a term in it.
func (e *encoder) record(places []place) {
	doc := places[0].doc()
	s := sum{shape: &e.m.shapes[doc], field: fieldTitle}
	for _, p := range places {
		s.add(p.pos())
	}
	e.docs = append(e.docs, uint32(doc))
	e.classes = append(e.classes, s.class(e.m.average))
}

// end makes the list of what was added. Without positions it has none.
func (e *encoder) end(positions bool) {
	l := list{df: len(e.docs), common: isCommon(len(e.docs), e.m.n)}
	if l.common {
		e.strong()
	}
	l.kept, l.top = len(e.docs), e.top(l.df)
	start, last := len(e.to.out), uint32(0)
	for _, doc := range e.docs {
		e.to.out = appendU(e.to.out, int(doc-last))
		last = doc
	}
	l.gaps, start = e.cut(start), len(e.to.out)
	e.to.out = append(e.to.out, e.classes...)
	l.classes, start = e.cut(start), len(e.to.out)
	if positions && !l.common {
		e.to.out = append(append(e.to.out, e.counts...), e.positions...)
		l.positions = e.cut(start)
	}
	e.to.list = append(e.to.list, l)
	e.docs, e.classes, e.counts, e.positions = e.docs[:0], e.classes[:0], e.counts[:0], e.positions[:0]
}

// cut returns what was written from a place on.
func (e *encoder) cut(from int) []byte { return e.to.out[from:len(e.to.out):len(e.to.out)] }

// strong leaves the postings that a common term keeps.
func (e *encoder) strong() {
	n := 0
	for i, class := range e.classes {
		if bestOf(class) <= fieldLabels {
			e.docs[n], e.classes[n] = e.docs[i], class
			n++
		}
	}
	e.docs, e.classes = e.docs[:n], e.classes[:n]
}

// strengths has the score of each class for a term of weight 1.
var strengths = func() (table [256]float64) {
	for class := range table {
		if bestOf(byte(class)) <= fields {
			table[class] = score(byte(class), 1)
		}
	}
	return table
}()

// top returns the record that a term of df records is strongest in.
func (e *encoder) top(df int) int {
	top, best := -1, 0.0
	if df < leastForTop {
		return top
	}
	for i, class := range e.classes {
		if s := strengths[class]; s > best {
			best, top = s, int(e.docs[i])
		}
	}
	return top
}

// A sum adds up what a term weighs in a record.
type sum struct {
	shape                 *shape
	best, weighted, field int
}

// add adds an occurrence. Positions ascend.
func (s *sum) add(pos uint32) {
	for s.field < fields && pos >= s.shape.starts[s.field] {
		s.field++
	}
	if s.best == 0 {
		s.best = s.field
	}
	s.weighted += weights2[s.field]
}

func (s *sum) class(average float64) byte {
	return classByte(s.best, quantise(s.weighted, int(s.shape.words), average))
}
