package output

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"os"
	"runtime"
)

// spillAt is the size in bytes at which a file leaves the buffer for the
// stage: far above a page, far below what the workers may hold in memory.
const spillAt = 1 << 20

// errTooLarge means that a file is larger than Options.MaxFile.
var errTooLarge = errors.New("the file is too large")

// A sheet is the writer that an entry writes to. One is used for many files,
// one after the other; it keeps its buffer.
type sheet struct {
	stage *stage
	in    folders
	limit int64 // largest file, in bytes
	sync  bool  // each file by itself

	path string
	size int64
	buf  []byte
	file *os.File // once the file has outgrown the buffer
	hash hash.Hash
	err  error // the first one; entries may ignore it
}

// begin starts the file path.
func (s *sheet) begin(path string) {
	if cap(s.buf) > 2*spillAt {
		s.buf = nil // one large write must not stay in memory
	}
	if s.hash == nil {
		s.hash = sha256.New()
	}
	s.hash.Reset()
	s.path, s.size, s.buf, s.file, s.err = path, 0, s.buf[:0], nil, nil
}

// Write implements io.Writer.
func (s *sheet) Write(p []byte) (int, error) { return put(s, p) }

// WriteString implements io.StringWriter.
func (s *sheet) WriteString(p string) (int, error) { return put(s, p) }

func put[T []byte | string](s *sheet, p T) (int, error) {
	if s.err == nil && s.size+int64(len(p)) > s.limit {
		s.err = fmt.Errorf("%w: the limit is %d bytes", errTooLarge, s.limit)
	}
	if s.err != nil {
		return 0, s.err
	}
	s.size += int64(len(p))
	s.buf = append(s.buf, p...)
	if len(s.buf) < spillAt {
		return len(p), nil
	}
	if s.err = s.spill(); s.err != nil {
		return 0, s.err
	}
	return len(p), nil
}

// spill digests the buffer and moves it to the stage.
func (s *sheet) spill() error {
	s.hash.Write(s.buf)
	return s.flush()
}

// flush moves the buffer to the stage.
func (s *sheet) flush() error {
	if s.file == nil {
		f, err := s.in.create(s.path)
		if err != nil {
			return err
		}
		s.file = f
	}
	err := s.stage.at("write")
	if err == nil {
		_, err = s.file.Write(s.buf)
	}
	s.buf = s.buf[:0]
	return err
}

// drop ends the file and leaves nothing of it on the stage.
func (s *sheet) drop() error {
	if s.file == nil {
		return nil
	}
	return errors.Join(s.file.Close(), s.stage.root.Remove(s.path))
}

// sum returns the SHA-256 of what is written. After it only drop or keep may
// follow.
func (s *sheet) sum() [sha256.Size]byte {
	if s.file == nil { // small: in one go
		return sha256.Sum256(s.buf)
	}
	s.hash.Write(s.buf)
	return [sha256.Size]byte(s.hash.Sum(nil))
}

// keep ends the file, leaves it on the stage and returns its record.
func (s *sheet) keep(sum digest) (record, error) {
	if s.file == nil || len(s.buf) > 0 {
		if err := s.flush(); err != nil {
			return record{}, errors.Join(err, s.drop())
		}
	}
	info, err := s.close()
	if err != nil {
		return record{}, err
	}
	return record{path: s.path, sum: sum, size: s.size, mtime: info.ModTime().UnixNano(), put: true}, nil
}

func (s *sheet) close() (os.FileInfo, error) {
	if s.sync {
		if err := syncFile(s.file); err != nil {
			return nil, errors.Join(err, s.file.Close())
		}
	}
	if runtime.GOOS == "windows" {
		// The time stamp is final only when the file is closed.
		if err := s.file.Close(); err != nil {
			return nil, err
		}
		return s.stage.root.Lstat(s.path)
	}
	info, err := s.file.Stat()
	return info, errors.Join(err, s.file.Close())
}
