package model

import (
	"bytes"
	"encoding/binary"
	"sync"
)

// A Detail is what only a record's own page and its files show whole: its
// references and its prose. On a large site it is put by (Case.PutBy), and
// Open brings it back.
type Detail struct {
	References []Reference
	Body       Body
}

// An Archive keeps data out of memory.
type Archive interface {
	// Put keeps data, which may be changed afterwards, and returns its place;
	// ok is false where it is better left in memory.
	Put(data []byte) (at int64, ok bool)
	// Read fills p with the data at a place. What goes wrong is the archive's to
	// tell: p is then zeros.
	Read(p []byte, at int64)
}

// Kept is the place of a Detail in an archive, and what is asked of it so often
// that it stays. The zero Kept is none.
type Kept struct {
	in                Archive
	at                int64
	refs, lists, html int // bytes of its three parts, which follow each other
	sources           int // number of references
	images            []Image
	linked            bool // the prose has links
}

// Size returns the bytes of the record in the archive.
func (k *Kept) Size() int64 { return int64(k.refs) + int64(k.lists) + int64(k.html) }

// PutBy moves the detail of a record into an archive, if the archive takes it,
// and gives what stays in memory a text of its own: the front matter that it was cut
// from is not held any longer. Nobody else may use the record meanwhile.
func (c *Case) PutBy(in Archive) {
	if c.Detail == nil {
		return
	}
	buffer := borrow()
	defer buffers.Put(buffer)
	w := writer((*buffer)[:0])
	w.references(c.References)
	refs := len(w)
	w.lists(&c.Body)
	lists := len(w)
	w.html(&c.Body)
	*buffer = w
	at, ok := in.Put(w)
	if !ok {
		return
	}
	c.kept = Kept{in: in, at: at, refs: refs, lists: lists - refs, html: len(w) - lists, sources: len(c.References), images: c.Body.Images, linked: len(c.Body.Links) > 0}
	c.Detail = nil
	repack(c)
}

// Kept tells of the part of the record that was put by.
func (c *Case) Kept() *Kept { return &c.kept }

// Images returns the local images of the prose, in order of first use.
func (c *Case) Images() []Image {
	if c.Detail == nil {
		return c.kept.images
	}
	return c.Body.Images
}

// Links returns the links and images of the prose, in order.
func (c *Case) Links() []Link {
	if c.Detail == nil && !c.kept.linked {
		return nil
	}
	return c.Outline().Body.Links
}

// SourceCount returns the number of references.
func (c *Case) SourceCount() int {
	if c.Detail == nil {
		return c.kept.sources
	}
	return len(c.References)
}

// Sources returns the references, wherever they are. They are not to be changed.
func (c *Case) Sources() []Reference {
	switch {
	case c.Detail != nil:
		return c.References
	case c.kept.in == nil:
		return nil
	}
	buffer := borrow()
	defer buffers.Put(buffer)
	r := reader{s: string(c.kept.read(buffer, 0, c.kept.refs))}
	return r.references()
}

// Open returns the record with its detail: itself, or a copy where the detail
// was put by or there is none.
func (c *Case) Open() *Case {
	if c.Detail != nil {
		return c
	}
	buffer := borrow()
	defer buffers.Put(buffer)
	all := c.kept.read(buffer, 0, int(c.kept.Size()))
	return c.with(all, bytes.Clone(all[c.kept.refs+c.kept.lists:]))
}

// Outline is Open without HTML, for those who look at what a body has and not
// at how it is shown. A record that is in memory has it all the same.
func (c *Case) Outline() *Case {
	if c.Detail != nil {
		return c
	}
	buffer := borrow()
	defer buffers.Put(buffer)
	return c.with(c.kept.read(buffer, 0, c.kept.refs+c.kept.lists), nil)
}

// OpenIn is Open for one record after the other. HTML that has to be read
// stands in room, which is returned, larger if need be: it is valid until room is used
// again.
func (c *Case) OpenIn(room []byte) (*Case, []byte) {
	if c.Detail != nil {
		return c, room
	}
	all := c.kept.read(&room, 0, int(c.kept.Size()))
	return c.with(all, all[c.kept.refs+c.kept.lists:]), room
}

// with returns the record with what was read of it. It keeps html.
func (c *Case) with(all, html []byte) *Case {
	open := *c
	open.Detail = &Detail{}
	if c.kept.in == nil {
		return &open
	}
	r := reader{s: string(all[:c.kept.refs+c.kept.lists])}
	open.References = r.references()
	r.off = c.kept.refs
	r.lists(&open.Body)
	open.Body.Images = c.kept.images
	r.html(&open.Body, html)
	return &open
}

// buffers are for details on their way to an archive and back.
var buffers sync.Pool // *[]byte

func borrow() *[]byte {
	if b, ok := buffers.Get().(*[]byte); ok {
		return b
	}
	return new([]byte)
}

// read returns n bytes of the record in a buffer.
func (k *Kept) read(buffer *[]byte, from, n int) []byte {
	if cap(*buffer) < n {
		*buffer = make([]byte, n)
	}
	p := (*buffer)[:n]
	if n > 0 {
		k.in.Read(p, k.at+int64(from))
	}
	return p
}

// A writer appends numbers (unsigned LEB128), texts with their length before
// them, and lists with their length before them.
type writer []byte

func (w *writer) number(n int)        { *w = binary.AppendUvarint(*w, uint64(n)) }
func (w *writer) text(s string)       { w.number(len(s)); *w = append(*w, s...) }
func (w *writer) place(a At)          { w.number(int(a.Line)); w.number(int(a.Col)) }
func (w *writer) value(v Value)       { w.text(v.Text); w.place(v.At) }
func (w *writer) truth(b bool)        { w.number(map[bool]int{true: 1}[b]) }
func (w *writer) values(list []Value) { writeList(w, list, (*writer).value) }
func (w *writer) texts(list []string) { writeList(w, list, (*writer).text) }
func (w *writer) references(list []Reference) {
	writeList(w, list, func(w *writer, r Reference) {
		w.place(r.At)
		for _, v := range r.single() {
			w.value(*v)
		}
		w.values(r.Authors)
		w.values(r.Editors)
	})
}

func writeList[T any](w *writer, list []T, write func(*writer, T)) {
	w.number(len(list))
	for _, v := range list {
		write(w, v)
	}
}

// lists writes all of a body but its HTML and its images.
func (w *writer) lists(b *Body) {
	writeList(w, b.Sections, func(w *writer, s Section) {
		w.text(s.ID)
		w.text(s.Title)
		w.number(len(s.Label))
		w.number(len(s.HTML))
	})
	writeList(w, b.Headings, func(w *writer, h Heading) {
		w.number(h.Level)
		w.text(h.ID)
		w.text(h.Text)
		w.place(h.At)
	})
	writeList(w, b.Links, func(w *writer, l Link) {
		w.text(l.Dest)
		w.truth(l.Image)
		w.text(l.Target)
		w.text(l.Fragment)
		w.place(l.At)
	})
	w.texts(b.CiteKeys)
	writeList(w, b.Cites, func(w *writer, c Cite) {
		w.text(c.Key)
		w.text(c.Locator)
		w.text(c.Anchor)
		w.place(c.At)
	})
	w.number(b.Words)
	w.truth(b.Code)
	w.number(len(b.Lead))
}

func (w *writer) html(b *Body) {
	*w = append(*w, b.Lead...)
	for i := range b.Sections {
		*w = append(*w, b.Sections[i].Label...)
		*w = append(*w, b.Sections[i].HTML...)
	}
}

// A reader reads what a writer wrote. Past the end, and in an archive that
// failed, there are zeros.
type reader struct {
	s    string
	off  int
	lead int   // bytes of the lead of a body
	cuts []int // bytes of the label and the content of each section
}

func (r *reader) number() int {
	n, shift := uint64(0), 0
	for r.off < len(r.s) && shift < 64 {
		c := r.s[r.off]
		r.off++
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return int(n)
		}
		shift += 7
	}
	return 0
}

func (r *reader) text() string {
	n := min(max(r.number(), 0), len(r.s)-r.off)
	s := r.s[r.off : r.off+n]
	r.off += n
	return s
}

func (r *reader) place() At { return At{Line: int32(r.number()), Col: int32(r.number())} }

func (r *reader) value() Value { return Value{Text: r.text(), At: r.place()} }

func (r *reader) truth() bool { return r.number() == 1 }

func (r *reader) references() []Reference {
	return readList(r, func(r *reader, ref *Reference) {
		ref.At = r.place()
		for _, v := range ref.single() {
			*v = r.value()
		}
		ref.Year = ParseYear(ref.Year.Value)
		value := func(r *reader, v *Value) { *v = r.value() }
		ref.Authors, ref.Editors = readList(r, value), readList(r, value)
	})
}

// readList reads a list; one without items is nil.
func readList[T any](r *reader, read func(*reader, *T)) []T {
	n := min(r.number(), len(r.s)-r.off) // an item takes a byte at least
	if n <= 0 {
		return nil
	}
	list := make([]T, n)
	for i := range list {
		read(r, &list[i])
	}
	return list
}

func (r *reader) lists(b *Body) {
	b.Sections = readList(r, func(r *reader, s *Section) {
		s.ID, s.Title = r.text(), r.text()
		r.cuts = append(r.cuts, r.number(), r.number())
	})
	b.Headings = readList(r, func(r *reader, h *Heading) {
		*h = Heading{Level: r.number(), ID: r.text(), Text: r.text(), At: r.place()}
	})
	b.Links = readList(r, func(r *reader, l *Link) {
		*l = Link{Dest: r.text(), Image: r.truth(), Target: r.text(), Fragment: r.text(), At: r.place()}
	})
	b.CiteKeys = readList(r, func(r *reader, key *string) { *key = r.text() })
	b.Cites = readList(r, func(r *reader, c *Cite) {
		*c = Cite{Key: r.text(), Locator: r.text(), Anchor: r.text(), At: r.place()}
	})
	b.Words, b.Code, r.lead = r.number(), r.truth(), r.number()
}

// html cuts the HTML of a body. It keeps all.
func (r *reader) html(b *Body, all []byte) {
	cut := func(n int) []byte {
		n = min(max(n, 0), len(all))
		part := all[:n:n]
		all = all[n:]
		return part
	}
	b.Lead = cut(r.lead)
	for i := range b.Sections {
		b.Sections[i].Label, b.Sections[i].HTML = cut(r.cuts[2*i]), cut(r.cuts[2*i+1])
	}
}
