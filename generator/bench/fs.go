package bench

import (
	"bytes"
	"cmp"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// FS returns the site of a root with n synthetic cases in place of its own.
// Each case is made when its file is read, and nothing is kept but its name.
// The root must have a folder content. The result is safe for concurrent use
// if the root is.
func FS(root fs.FS, n int, seed uint64) fs.FS {
	s := &site{root: root, seed: seed, total: n, number: make(map[string]int, n), sorted: make([]string, n)}
	for i := range n {
		name := File(i+1, seed)
		s.sorted[i], s.number[name] = name, i+1
	}
	slices.Sort(s.sorted)
	return s
}

type site struct {
	root   fs.FS
	seed   uint64
	total  int
	number map[string]int // of a case, by the name of its file
	sorted []string       // names of files
}

func (s *site) Open(name string) (fs.File, error) {
	switch {
	case !fs.ValidPath(name):
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	case isPartnerships(name):
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case isCases(name) || name == path.Dir(casesDir):
		return s.open(name)
	default:
		return s.root.Open(name)
	}
}

func (s *site) open(name string) (fs.File, error) {
	if name == casesDir || name == path.Dir(casesDir) {
		entries, err := s.ReadDir(name)
		return &folder{info: info{name: path.Base(name), dir: true}, entries: entries}, err
	}
	data, err := s.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return &file{Reader: *bytes.NewReader(data), info: info{name: path.Base(name), size: len(data)}}, nil
}

func (s *site) ReadFile(name string) ([]byte, error) {
	if !isCases(name) {
		data, err := fs.ReadFile(s.root, name)
		return adapt(name, data), err
	}
	n := s.number[strings.TrimPrefix(name, casesDir+"/")]
	if n == 0 {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return Case(n, s.total, s.seed), nil
}

func (s *site) ReadDir(name string) ([]fs.DirEntry, error) {
	if isPartnerships(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	switch name {
	case casesDir:
		list := make([]fs.DirEntry, len(s.sorted))
		for i, file := range s.sorted {
			list[i] = entry{site: s, name: file}
		}
		return list, nil
	case path.Dir(casesDir):
		list, err := fs.ReadDir(s.root, name)
		if err != nil {
			return nil, err
		}
		list = slices.DeleteFunc(list, func(d fs.DirEntry) bool {
			return d.Name() == path.Base(casesDir) || d.Name() == path.Base(partnershipsDir)
		})
		list = append(list, entry{site: s, name: path.Base(casesDir), dir: true})
		slices.SortFunc(list, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
		return list, nil
	default:
		return fs.ReadDir(s.root, name)
	}
}

// An entry is a case, or the folder of the cases, in a list.
type entry struct {
	*site
	name string
	dir  bool
}

func (e entry) Name() string      { return e.name }
func (e entry) IsDir() bool       { return e.dir }
func (e entry) Type() fs.FileMode { return info{dir: e.dir}.Mode().Type() }

func (e entry) Info() (fs.FileInfo, error) {
	if e.dir {
		return info{name: e.name, dir: true}, nil
	}
	return info{name: e.name, size: len(Case(e.number[e.name], e.total, e.seed))}, nil
}

// An info is that of a synthetic file, which has no time.
type info struct {
	name string
	size int
	dir  bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return int64(i.size) }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.dir }
func (i info) Sys() any           { return nil }

func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type file struct {
	bytes.Reader
	info info
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

type folder struct {
	info    info
	entries []fs.DirEntry // not read yet
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }

func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: fs.ErrInvalid}
}

func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.entries)
	} else if len(f.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.entries))
	list := f.entries[:n]
	f.entries = f.entries[n:]
	return list, nil
}
