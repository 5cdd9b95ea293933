package output

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
)

// Compressing is nearly all of the time that an archive takes, so that several
// files are compressed at a time; they are written in their order.

// batchFiles and batchBytes bound what is compressed before it is written, and
// so the memory.
const (
	batchFiles = 256
	batchBytes = 16 << 20
)

// A bale is a published file ready for the archive.
type bale struct {
	data    []byte
	pressed []byte // by DEFLATE (RFC 1951)
	err     error
}

// fill writes the whole archive.
func (s *Site) fill(ctx context.Context, z *zip.Writer, a Archive) error {
	var next *bale
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return &ready{w, next.pressed}, nil })
	for rest := s.files; len(rest) > 0; {
		if err := errors.Join(ctx.Err(), s.at("pack")); err != nil {
			return err
		}
		n := batch(rest)
		for i, b := range s.bales(rest[:n]) {
			if b.err != nil {
				return b.err
			}
			next = &b
			w, err := z.CreateHeader(header(a, rest[i].path))
			if err != nil {
				return err
			}
			if _, err := w.Write(b.data); err != nil {
				return err
			}
		}
		rest = rest[n:]
	}
	return z.Close()
}

func header(a Archive, path string) *zip.FileHeader {
	h := &zip.FileHeader{Name: a.Folder + "/" + path, Method: zip.Deflate, Modified: a.Time.UTC()}
	if h.Modified.Before(firstDay) {
		h.Modified = firstDay
	}
	h.SetMode(0o644)
	return h
}

// batch returns how many of the files are compressed next, at least one.
func batch(files []record) int {
	size := int64(0)
	for i, f := range files[:min(len(files), batchFiles)] {
		if size += f.size; i > 0 && size > batchBytes {
			return i
		}
	}
	return min(len(files), batchFiles)
}

// bales reads and compresses files, several at a time.
func (s *Site) bales(files []record) []bale {
	out := make([]bale, len(files))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(files))
	for k := range workers {
		wg.Go(func() {
			w, err := flate.NewWriter(nil, flate.DefaultCompression)
			for i := k; i < len(files); i += workers {
				if out[i].err = err; err == nil {
					out[i] = s.bale(w, files[i])
				}
			}
		})
	}
	wg.Wait()
	return out
}

func (s *Site) bale(w *flate.Writer, r record) bale {
	data, err := s.parent.ReadFile(s.to(r.path))
	if err != nil {
		return bale{err: err}
	}
	if half(sha256.Sum256(data)) != r.sum {
		return bale{err: fmt.Errorf("%s has been changed since it was published: build again", s.to(r.path))}
	}
	var b bytes.Buffer
	w.Reset(&b)
	_, err = w.Write(data)
	err = errors.Join(err, w.Close())
	return bale{data, b.Bytes(), err}
}

// A ready is a compressor whose work is done: it takes what is written for
// granted, and writes at its end what was compressed before.
type ready struct {
	w       io.Writer
	pressed []byte
}

func (r *ready) Write(p []byte) (int, error) { return len(p), nil }

func (r *ready) Close() error {
	_, err := r.w.Write(r.pressed)
	return err
}
