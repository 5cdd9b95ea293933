package biblio

import "io"

// A buffer gathers what is written, so that a file of one item is written in
// one piece and needs no more memory than that, and a long one in few pieces.
// The first error of the writer is kept.
type buffer struct {
	w   io.Writer
	b   []byte
	err error
}

// enough is how many bytes are gathered before they are written.
const enough = 32 << 10

// firstRoom is room for the item of a record.
const firstRoom = 1 << 10

func newBuffer(w io.Writer) *buffer { return &buffer{w: w, b: make([]byte, 0, firstRoom)} }

func (b *buffer) WriteString(s string) { b.b = append(b.b, s...) }

func (b *buffer) WriteByte(c byte) error {
	b.b = append(b.b, c)
	return nil
}

func (b *buffer) Write(p []byte) (int, error) {
	b.b = append(b.b, p...)
	return len(p), nil
}

// pause writes what has been gathered, if it is enough.
func (b *buffer) pause() {
	if len(b.b) >= enough {
		b.flush()
	}
}

func (b *buffer) flush() error {
	if b.err == nil && len(b.b) > 0 {
		_, b.err = b.w.Write(b.b)
	}
	b.b = b.b[:0]
	return b.err
}
