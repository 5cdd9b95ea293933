package watch

import (
	"context"
	"io/fs"
	"path/filepath"
	"time"
)

// A state is what is looked at of a file.
type state struct {
	size int64
	time int64 // nanoseconds since 1970
	mode fs.FileMode
}

// poll looks at all files again and again until ctx ends.
func (s *scope) poll(ctx context.Context, every time.Duration, seen chan<- notice) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	was := s.look()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		now := s.look()
		for _, name := range differences(was, now) {
			select {
			case seen <- notice{name: name}:
			case <-ctx.Done():
				return
			}
		}
		was = now
	}
}

// look returns the state of every file. What cannot be read is not there: if
// it was before, that is a change, and the build will say what is wrong.
func (s *scope) look() map[string]state {
	files := map[string]state{}
	for _, top := range s.names {
		_ = filepath.WalkDir(filepath.Join(s.root, top), func(at string, d fs.DirEntry, err error) error {
			rel, relErr := filepath.Rel(s.root, at)
			name := filepath.ToSlash(rel)
			if relErr != nil || err != nil || ignored(name) {
				if d != nil && d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if info, err := d.Info(); err == nil && !d.IsDir() {
				files[name] = state{info.Size(), info.ModTime().UnixNano(), info.Mode()}
			}
			return nil
		})
	}
	return files
}

// differences returns the files that are new, gone or changed, in no order.
func differences(was, now map[string]state) []string {
	var list []string
	for name, s := range now {
		if old, ok := was[name]; !ok || old != s {
			list = append(list, name)
		}
	}
	for name := range was {
		if _, ok := now[name]; !ok {
			list = append(list, name)
		}
	}
	return list
}
