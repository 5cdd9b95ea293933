package search

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"sync"
)

// The kinds of parts.
const (
	kindTerms      = "t"
	kindVocabulary = "v"
	kindPositions  = "p"
	kindCards      = "c"
	kindFacets     = "f"
	kindTexts      = "x"
	kindAll        = "a"
)

// Dir is the folder of the parts below the site root.
const Dir = "search"

// A Part is one file of an index.
type Part struct {
	Name string // "t0": the kind and the number among those of the kind
	Hash string // of the bytes
	data []byte // raw deflate; nil: in the archive
	in   Archive
	at   int64
	size int // bytes of data
}

// An Archive keeps data out of memory.
type Archive interface {
	// Put keeps data and returns its place; ok is false where it is better left
	// in memory.
	Put(data []byte) (at int64, ok bool)
	// Read fills p with the data at a place. What goes wrong is the archive's to
	// tell.
	Read(p []byte, at int64)
}

// PutBy moves the part into an archive, if the archive takes it.
func (p *Part) PutBy(in Archive) {
	if at, ok := in.Put(p.data); ok {
		p.in, p.at, p.data = in, at, nil
	}
}

// bytes returns the compressed part, wherever it is.
func (p *Part) bytes() []byte {
	if p.in == nil {
		return p.data
	}
	data := make([]byte, p.size)
	p.in.Read(data, p.at)
	return data
}

// address returns the address of a part below the site root.
func address(name, hash string) string { return Dir + "/" + name + "." + hash + ".js" }

// Path returns the address of the part below the site root.
func (p *Part) Path() string { return address(p.Name, p.Hash) }

// Size returns the bytes of the file.
func (p *Part) Size() int {
	return len(partHead(p.Name)) + base64.StdEncoding.EncodedLen(p.size) + len(partTail)
}

func partHead(name string) string { return `casebookSearch.part("` + name + `","` }

const partTail = "\");\n"

// Write writes the file: a script that hands its name and its bytes to the
// reader.
func (p *Part) Write(w io.Writer) error {
	if _, err := io.WriteString(w, partHead(p.Name)); err != nil {
		return err
	}
	e := base64.NewEncoder(base64.StdEncoding, w)
	if _, err := e.Write(p.bytes()); err != nil {
		return err
	}
	if err := e.Close(); err != nil {
		return err
	}
	_, err := io.WriteString(w, partTail)
	return err
}

// A payload is a part before it is compressed, and after.
type payload struct {
	kind   string
	data   []byte
	room   *[]byte // of rooms; nil: data is no loan
	form   string  // of terms: the first form
	first  int     // term, record or column
	packed []byte  // raw deflate; nil until pack
	hash   string
}

// A deflater is to be used again: it takes more than a megabyte.
type deflater struct {
	w   *flate.Writer
	out bytes.Buffer
}

// deflaters deflate at level 5, which takes a sixth of the time of level 9,
// and 1.4% more room.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, 5)
	if err != nil {
		panic(err) // the level is a constant
	}
	return &deflater{w: w}
}}

// rooms are the data of payloads that are compressed, to be filled again.
var rooms = sync.Pool{New: func() any { return new([]byte) }}

// fill makes data of pieces.
func (p *payload) fill(pieces ...[]byte) {
	p.room = rooms.Get().(*[]byte)
	p.data = (*p.room)[:0]
	for _, piece := range pieces {
		p.data = append(p.data, piece...)
	}
}

// drop lets go of the data.
func (p *payload) drop() {
	if p.room != nil {
		*p.room = p.data
		rooms.Put(p.room)
	}
	p.data, p.room = nil, nil
}

// pack compresses the payload, if it is not yet, and lets go of its data.
func (p *payload) pack() {
	if p.packed != nil {
		return
	}
	d := deflaters.Get().(*deflater)
	defer deflaters.Put(d)
	d.out.Reset()
	d.w.Reset(&d.out)
	_, err := d.w.Write(p.data)
	if err == nil {
		err = d.w.Close()
	}
	if err != nil {
		panic(err) // a buffer does not fail
	}
	sum := sha256.Sum256(d.out.Bytes())
	p.packed, p.hash = bytes.Clone(d.out.Bytes()), hex.EncodeToString(sum[:4])
	p.drop()
}

// maxPayload bounds what a part may unfold to when it is read.
const maxPayload = 64 << 20

// unpack reads the payload out of the file of a part.
func unpack(name string, file []byte) ([]byte, error) {
	text, ok := bytes.CutPrefix(file, []byte(partHead(name)))
	if ok {
		text, ok = bytes.CutSuffix(text, []byte(partTail))
	}
	if !ok {
		return nil, fmt.Errorf("%w: it is not a file of part %s", errBroken, name)
	}
	packed, err := base64.StdEncoding.AppendDecode(nil, text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), maxPayload+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errBroken, err)
	}
	if len(data) > maxPayload {
		return nil, fmt.Errorf("%w: it is too large", errBroken)
	}
	return data, nil
}
