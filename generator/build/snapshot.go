package build

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"strings"
	"sync"
)

// A digest is a SHA-256 (FIPS 180-4). The zero digest stands for nothing.
type digest = [sha256.Size]byte

// ErrMoving means that a file changed between two looks at it in one build.
// Another build sees it as it is then.
var ErrMoving = errors.New("the file changed while the site was built")

// A snapshot is the files of a site for the length of one build. It remembers
// the digest of every file that is read, of every folder that is listed, and
// of the size of every file that is asked for it, so that the build knows what
// its pages were made of; and it refuses a file that is another one when it is
// read again: what was digested is what was read.
type snapshot struct {
	fsys fs.FS

	mu sync.Mutex
	// By path. A file that is not there has the zero digest; the names in a
	// folder stand under its path with a slash, what Stat tells of a file under
	// its path with a question mark.
	sums map[string]digest
}

func newSnapshot(fsys fs.FS) *snapshot { return &snapshot{fsys: fsys, sums: map[string]digest{}} }

// ReadFile implements fs.ReadFileFS.
func (s *snapshot) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(s.fsys, name)
	var sum digest
	switch {
	case err == nil:
		sum = sha256.Sum256(data)
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	if !s.note(name, sum) {
		return nil, fmt.Errorf("read %s: %w", name, ErrMoving)
	}
	return data, err
}

// note remembers a digest; it returns false if there is another one already.
func (s *snapshot) note(name string, sum digest) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	was, seen := s.sums[name]
	s.sums[name] = sum
	return !seen || was == sum
}

// digests returns the digest of every file that was read.
func (s *snapshot) digests() map[string]digest {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.sums)
}

// Open implements fs.FS. A file is read whole, so that its digest is known.
func (s *snapshot) Open(name string) (fs.File, error) {
	f, err := s.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() {
		return f, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	data, err := s.ReadFile(name)
	return &readFile{Reader: bytes.NewReader(data), info: info}, err
}

// A readFile is a file that has been read.
type readFile struct {
	io.Reader
	info fs.FileInfo
}

// Stat implements fs.File.
func (f *readFile) Stat() (fs.FileInfo, error) { return f.info, nil }

// Close implements fs.File.
func (f *readFile) Close() error { return nil }

// ReadDir implements fs.ReadDirFS. Names that begin with a full stop or end in
// a tilde are no content: they may come and go with an editor.
func (s *snapshot) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.fsys, name)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	for i, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !strings.HasSuffix(e.Name(), "~") {
			fmt.Fprintf(h, "%q %v ", e.Name(), e.Type())
		}
		entries[i] = listedFile{e, s, path.Join(name, e.Name())}
	}
	if !s.note(name+"/", digest(h.Sum(nil))) {
		return nil, fmt.Errorf("list %s: %w", name, ErrMoving)
	}
	return entries, nil
}

// A listedFile is an entry of a folder, of which the size is noted when it is
// asked for.
type listedFile struct {
	fs.DirEntry
	files *snapshot
	path  string
}

// Info implements fs.DirEntry.
func (f listedFile) Info() (fs.FileInfo, error) { return f.files.info(f.path, f.DirEntry.Info) }

// info notes the size and the kind of a file.
func (s *snapshot) info(name string, ask func() (fs.FileInfo, error)) (fs.FileInfo, error) {
	info, err := ask()
	if err != nil {
		return nil, err
	}
	if !s.note(name+"?", sha256.Sum256(fmt.Appendf(nil, "%d %v", info.Size(), info.Mode().Type()))) {
		return nil, fmt.Errorf("look at %s: %w", name, ErrMoving)
	}
	return info, nil
}

// Stat implements fs.StatFS.
func (s *snapshot) Stat(name string) (fs.FileInfo, error) {
	return s.info(name, func() (fs.FileInfo, error) { return fs.Stat(s.fsys, name) })
}

// Lstat implements fs.ReadLinkFS.
func (s *snapshot) Lstat(name string) (fs.FileInfo, error) {
	return s.info(name, func() (fs.FileInfo, error) { return fs.Lstat(s.fsys, name) })
}

// ReadLink implements fs.ReadLinkFS.
func (s *snapshot) ReadLink(name string) (string, error) {
	target, err := fs.ReadLink(s.fsys, name)
	if err == nil && !s.note(name+"@", sha256.Sum256([]byte(target))) {
		return "", fmt.Errorf("follow %s: %w", name, ErrMoving)
	}
	return target, err
}
