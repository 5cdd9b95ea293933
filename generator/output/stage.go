package output

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"sync"
)

// A stage is the folder in which the next publication is made.
type stage struct {
	root *os.Root
	at   func(step string) error // Site.at

	mu   sync.Mutex
	made map[string]bool // folders; "." is the stage itself
}

// openStage makes an empty stage.
func (s *Site) openStage() (*stage, error) {
	if err := s.parent.Mkdir(s.in(stageName), 0o755); err != nil {
		return nil, err
	}
	root, err := s.parent.OpenRoot(s.in(stageName))
	if err != nil {
		return nil, err
	}
	return &stage{root: root, at: s.at, made: map[string]bool{".": true}}, nil
}

func (st *stage) close() error { return st.root.Close() }

// folder makes dir and what is above it, each once.
func (st *stage) folder(dir string) error {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.mkdir(dir)
}

// folderIn makes dir, which is called name in root, once.
func (st *stage) folderIn(root *os.Root, name, dir string) error {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.made[dir] {
		return nil
	}
	return st.mkdirIn(root, name, dir)
}

func (st *stage) mkdir(dir string) error {
	if st.made[dir] {
		return nil
	}
	if err := st.mkdir(path.Dir(dir)); err != nil {
		return err
	}
	return st.mkdirIn(st.root, dir, dir)
}

// mkdirIn makes the folder dir, which is called name in root.
func (st *stage) mkdirIn(root *os.Root, name, dir string) error {
	if err := root.Mkdir(name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	st.made[dir] = true
	return nil
}

// sync makes the stage durable.
func (st *stage) sync() error {
	dir, err := st.root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(syncTree(dir), dir.Close())
}
