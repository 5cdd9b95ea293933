package search

import (
	"encoding/binary"
	"errors"
	"math"
)

// errBroken means that a part does not hold what it should.
var errBroken = errors.New("the part of the index is broken")

func appendU(dst []byte, n int) []byte { return binary.AppendUvarint(dst, uint64(n)) }

func appendS(dst []byte, s string) []byte { return append(appendU(dst, len(s)), s...) }

// A front writes a list of front-coded strings.
type front struct{ last string }

func (f *front) append(dst []byte, s string) []byte {
	n := 0
	for n < len(s) && n < len(f.last) && s[n] == f.last[n] {
		n++
	}
	f.last = s
	return appendS(appendU(dst, n), s[n:])
}

// A reader reads the primitives of a payload. After the first mistake every
// value is zero and err is set.
type reader struct {
	data []byte
	last []byte // the last front-coded string
	err  error
}

func (r *reader) fail() {
	r.err, r.data = errBroken, nil
}

// u reads an unsigned number below 2^31.
func (r *reader) u() int {
	n, size := binary.Uvarint(r.data)
	if size <= 0 || n > math.MaxInt32 {
		r.fail()
		return 0
	}
	r.data = r.data[size:]
	return int(n)
}

// count reads a number of things that take at least one byte each.
func (r *reader) count() int {
	n := r.u()
	if n > len(r.data) {
		r.fail()
		return 0
	}
	return n
}

func (r *reader) take(n int) []byte {
	if n > len(r.data) {
		r.fail()
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *reader) s() string { return string(r.take(r.count())) }

// maxFront bounds a front-coded string in bytes, so that a small part cannot
// unfold into a large one.
const maxFront = 1 << 10

// f reads a front-coded string.
func (r *reader) f() string {
	shared, rest := r.u(), r.count()
	if shared > len(r.last) || shared+rest > maxFront {
		r.fail()
		return ""
	}
	r.last = append(r.last[:shared], r.take(rest)...)
	return string(r.last)
}

func (r *reader) list() []string {
	n := r.count()
	if n == 0 {
		return nil
	}
	out := make([]string, 0, n)
	for range n {
		out = append(out, r.s())
	}
	return out
}

// end reports what went wrong, bytes that are left over too.
func (r *reader) end() error {
	if r.err == nil && len(r.data) > 0 {
		r.fail()
	}
	return r.err
}
