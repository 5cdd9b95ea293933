package cli

import (
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"casebook/generator/load"
)

// A stubFS is a site with one record, which is not on the disk, in place of
// all others; without a name it has none. Pages of prose are left out too.
type stubFS struct {
	fs.FS
	name string
	data []byte
}

// Open implements fs.FS.
func (s stubFS) Open(name string) (fs.File, error) {
	switch {
	case s.name != "" && name == s.name:
		return &stubFile{Reader: strings.NewReader(string(s.data)), info: stubInfo{name: path.Base(name), size: int64(len(s.data))}}, nil
	case s.name != "" && name == path.Dir(s.name):
		entry := fs.FileInfoToDirEntry(stubInfo{name: path.Base(s.name), size: int64(len(s.data))})
		return &stubFile{Reader: strings.NewReader(""), info: stubInfo{name: path.Base(name), dir: true}, entries: []fs.DirEntry{entry}}, nil
	case within(name, load.CasesDir) || within(name, load.PagesDir):
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return s.FS.Open(name)
}

func within(name, dir string) bool { return name == dir || strings.HasPrefix(name, dir+"/") }

// A stubFile is a file or a folder of a stubFS.
type stubFile struct {
	*strings.Reader
	info    stubInfo
	entries []fs.DirEntry
}

func (f *stubFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *stubFile) Close() error               { return nil }

// ReadDir implements fs.ReadDirFile.
func (f *stubFile) ReadDir(n int) ([]fs.DirEntry, error) {
	list := f.entries
	f.entries = nil
	if n > 0 && len(list) == 0 {
		return nil, io.EOF
	}
	return list, nil
}

type stubInfo struct {
	name string
	size int64
	dir  bool
}

func (i stubInfo) Name() string       { return i.name }
func (i stubInfo) Size() int64        { return i.size }
func (i stubInfo) IsDir() bool        { return i.dir }
func (i stubInfo) ModTime() time.Time { return time.Time{} }
func (i stubInfo) Sys() any           { return nil }

func (i stubInfo) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o755
	}
	return 0o644
}
