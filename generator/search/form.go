package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
)

// A formTable numbers forms in the order in which they come. It has few
// pointers, so that the collector has little to look at, most words of a text
// are found by comparing numbers, and only the slots are copied when it grows.
type formTable struct {
	slots []uint64 // number+1 in the lower half, the hash in the upper; 0: free
	shift int      // of a hash, to the index of its slot
	n     int
	rows  [][]formRow // pages of rowPage
	texts [][]byte    // pages of textPage bytes
}

// A formRow is what is known of a form.
type formRow struct {
	formKey
	in     language // the languages of the texts it stands in
	page   uint32   // of its text
	at     uint16   // in the page
	length uint16
}

const (
	rowPage  = 1 << 11
	textPage = 1 << 15
)

// A formKey is the first sixteen bytes of a form as numbers in the order of
// the bytes. No form has a byte 0.
type formKey struct{ a, b uint64 }

// keySize is the number of bytes in a formKey.
const keySize = 16

func newFormTable() *formTable {
	const bits = 12
	return &formTable{slots: make([]uint64, 1<<bits), shift: 64 - bits}
}

func keyOf(form []byte) formKey {
	switch n := len(form); {
	case n >= keySize:
		return formKey{binary.BigEndian.Uint64(form), binary.BigEndian.Uint64(form[8:])}
	case n >= 8:
		return formKey{binary.BigEndian.Uint64(form), binary.BigEndian.Uint64(form[n-8:]) << (8 * (keySize - n))}
	case n >= 4:
		end := binary.BigEndian.Uint32(form[n-4:]) << (8 * (8 - n))
		return formKey{uint64(binary.BigEndian.Uint32(form))<<32 | uint64(end), 0}
	}
	a := uint64(0)
	for i, c := range form {
		a |= uint64(c) << (56 - 8*i)
	}
	return formKey{a, 0}
}

// hash returns the hash of a form with this key.
func (k formKey) hash(form []byte) uint64 {
	const golden = 0x9E3779B97F4A7C15 // 2^64 divided by the golden ratio: Knuth, The Art of Computer Programming 3, 6.4
	h := (k.a ^ k.b*golden) * golden
	h = (h ^ h>>32) * golden
	for i := keySize; i < len(form); i++ {
		h = (h ^ uint64(form[i])) * golden
	}
	return h
}

func (t *formTable) row(id uint32) *formRow { return &t.rows[id/rowPage][id%rowPage] }

// form returns the bytes of a form. They are the table's.
func (t *formTable) form(id uint32) []byte { return t.text(t.row(id)) }

func (t *formTable) text(r *formRow) []byte { return t.texts[r.page][r.at : r.at+r.length] }

// number returns the number of a form that stands in texts of these languages,
// a new one if it is unknown. A long form is known by its beginning, then by
// its text.
func (t *formTable) number(form []byte, in language) uint32 {
	key := keyOf(form)
	hash := key.hash(form)
	mask := uint64(len(t.slots) - 1)
	for i := hash >> t.shift; ; i = (i + 1) & mask {
		slot := t.slots[i]
		if slot == 0 {
			return t.add(form, formRow{formKey: key, in: in}, hash, i)
		}
		if slot>>32 != hash>>32 {
			continue
		}
		r := t.row(uint32(slot) - 1)
		if r.formKey == key && (len(form) < keySize || string(t.text(r)) == string(form)) {
			r.in |= in
			return uint32(slot) - 1
		}
	}
}

func (t *formTable) add(form []byte, row formRow, hash, slot uint64) uint32 {
	last := len(t.texts) - 1
	if last < 0 || len(t.texts[last])+len(form) > textPage {
		t.texts = append(t.texts, make([]byte, 0, textPage))
		last++
	}
	row.page, row.at, row.length = uint32(last), uint16(len(t.texts[last])), uint16(len(form))
	t.texts[last] = append(t.texts[last], form...)
	id := uint32(t.n)
	if id%rowPage == 0 {
		t.rows = append(t.rows, make([]formRow, rowPage))
	}
	t.n++
	*t.row(id) = row
	t.slots[slot] = hash>>32<<32 | uint64(t.n)
	if 3*t.n > 2*len(t.slots) {
		t.grow()
	}
	return id
}

func (t *formTable) grow() {
	t.slots = make([]uint64, 2*len(t.slots))
	t.shift--
	mask := uint64(len(t.slots) - 1)
	for id := range uint32(t.n) {
		r := t.row(id)
		hash := r.hash(t.text(r))
		i := hash >> t.shift
		for t.slots[i] != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = hash>>32<<32 | uint64(id+1)
	}
}

// sorted returns the forms in the order of their bytes, as texts and as
// numbers. The texts share their memory.
func (t *formTable) sorted() (forms []string, ids []uint32) {
	type line struct {
		formKey
		id uint32
	}
	list := make([]line, t.n)
	size := 0
	for i := range list {
		r := t.row(uint32(i))
		list[i] = line{r.formKey, uint32(i)}
		size += int(r.length)
	}
	slices.SortFunc(list, func(x, y line) int {
		if x.a != y.a {
			return cmp.Compare(x.a, y.a)
		}
		if x.b != y.b {
			return cmp.Compare(x.b, y.b)
		}
		return bytes.Compare(t.form(x.id), t.form(y.id))
	})
	var text strings.Builder
	text.Grow(size)
	for i := range list {
		text.Write(t.form(list[i].id))
	}
	forms, ids = make([]string, len(list)), make([]uint32, len(list))
	rest := text.String()
	for i := range list {
		n := t.row(list[i].id).length
		forms[i], rest, ids[i] = rest[:n], rest[n:], list[i].id
	}
	return forms, ids
}
