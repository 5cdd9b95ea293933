package output

import (
	"bytes"
	"crypto/sha256"
	"io"
)

// Published returns a file as it was last published, for those whose making
// costs more than a copy. ok is false when there is none, or when it is not
// what was published: somebody else has changed it. It may be called from
// several goroutines, also while a plan is being published.
func (s *Site) Published(path string) (data []byte, ok bool) {
	was, ok := find(s.files, path)
	if !ok {
		return nil, false
	}
	f, err := s.parent.Open(s.to(path))
	if err != nil {
		return nil, false
	}
	defer f.Close()
	var b bytes.Buffer
	if _, err := io.Copy(&b, io.LimitReader(f, was.size+1)); err != nil || half(sha256.Sum256(b.Bytes())) != was.sum {
		return nil, false
	}
	return b.Bytes(), true
}
