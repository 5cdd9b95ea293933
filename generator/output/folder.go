package output

import (
	"errors"
	"os"
	"path"
	"strings"
)

// folders keeps the folders of the file that a worker made last open, since
// the next file is mostly in one of them: os.Root walks to each file from its
// top, a folder at a time. 20,000 files in 10,000 folders need half as many
// system calls.
type folders struct {
	stage *stage
	open  []folder // from the outermost
}

// A folder is a folder of the stage that is open.
type folder struct {
	dir  string // slash path below the stage
	root *os.Root
}

// create makes the empty file name, and the folders that it needs.
func (f *folders) create(name string) (*os.File, error) {
	if err := f.stage.at("create"); err != nil {
		return nil, err
	}
	root, err := f.enter(path.Dir(name))
	if err != nil {
		return nil, err
	}
	return root.OpenFile(path.Base(name), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}

// enter opens dir, and makes it where it is not there. The root is valid until
// the next call.
func (f *folders) enter(dir string) (*os.Root, error) {
	root, rest := f.stage.root, dir
	if dir == "." {
		return root, nil
	}
	for i := range f.open {
		if o := &f.open[i]; dir == o.dir || within(dir, o.dir) {
			root, rest = o.root, strings.TrimPrefix(dir[len(o.dir):], "/")
			continue
		}
		if err := f.leave(i); err != nil {
			return nil, err
		}
		break
	}
	for rest != "" {
		name, below, _ := strings.Cut(rest, "/")
		made := strings.TrimSuffix(dir[:len(dir)-len(below)], "/")
		if err := f.stage.folderIn(root, name, made); err != nil {
			return nil, err
		}
		next, err := root.OpenRoot(name)
		if err != nil {
			return nil, err
		}
		f.open = append(f.open, folder{made, next})
		root, rest = next, below
	}
	return root, nil
}

// leave closes the folders from number n on.
func (f *folders) leave(n int) error {
	var err error
	for _, o := range f.open[n:] {
		err = errors.Join(err, o.root.Close())
	}
	f.open = f.open[:n]
	return err
}

// close closes all of them.
func (f *folders) close() error { return f.leave(0) }
