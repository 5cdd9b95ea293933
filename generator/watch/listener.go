package watch

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/fsnotify/fsnotify"
)

// A listener takes the system's notices. Each folder is watched by itself; a
// new one is watched as soon as it is told of.
type listener struct {
	*scope
	system *fsnotify.Watcher
	add    func(folder string) error // system.Add
	seen   chan<- notice
	notes  chan<- string

	folders map[string]bool // that are watched
}

// addAll watches the root, for files in it that come and go, and every folder
// that matters.
func (l *listener) addAll() error {
	if err := l.add(l.root); err != nil {
		return err
	}
	for _, name := range l.names {
		if err := l.addTree(filepath.Join(l.root, name), func(string) {}); err != nil {
			return err
		}
	}
	return nil
}

// addTree watches a folder and all below it, and tells every file there: one
// that was made before the folder was watched gave no notice. What is gone by
// now is left out; a file is no folder.
func (l *listener) addTree(top string, file func(name string)) error {
	return filepath.WalkDir(top, func(at string, d fs.DirEntry, err error) error {
		name := l.name(at)
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && !l.covers(name):
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case err != nil:
			return err
		case !d.IsDir():
			file(name)
			return nil
		}
		// Watched before it is read, so that no file falls between.
		if err := l.add(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		l.folders[at] = true
		return nil
	})
}

// name returns a path of the system relative to the root, with slashes.
func (l *listener) name(at string) string {
	rel, err := filepath.Rel(l.root, at)
	if err != nil {
		return "" // not below the root: covered by nothing
	}
	return filepath.ToSlash(rel)
}

// run passes notices on until ctx ends, or until the system gives no more.
func (l *listener) run(ctx context.Context) {
	defer l.system.Close()
	for {
		select {
		case <-ctx.Done():
			return
		case e, open := <-l.system.Events:
			if !open {
				return
			}
			if err := l.event(ctx, e); err != nil {
				l.giveUp(ctx, err)
				return
			}
		case <-l.system.Errors:
			// Notices were lost (too many at once), or cannot be read.
			l.tell(ctx, notice{all: true})
		}
	}
}

func (l *listener) event(ctx context.Context, e fsnotify.Event) error {
	name := l.name(e.Name)
	if !l.covers(name) || e.Op == fsnotify.Chmod {
		return nil
	}
	l.tell(ctx, notice{name: name})
	if e.Has(fsnotify.Rename) || e.Has(fsnotify.Remove) {
		l.forget(e.Name)
	}
	if !e.Has(fsnotify.Create) {
		return nil
	}
	info, err := os.Lstat(e.Name)
	if err != nil || !info.IsDir() {
		return nil // gone again, or a file
	}
	return l.addTree(e.Name, func(file string) { l.tell(ctx, notice{name: file}) })
}

// forget ends the watch of a folder that was moved and of all below it: the
// system would go on to tell of them under their old names.
func (l *listener) forget(folder string) {
	if !l.folders[folder] {
		return
	}
	below := folder + string(filepath.Separator)
	for watched := range l.folders {
		if watched == folder || strings.HasPrefix(watched, below) {
			_ = l.system.Remove(watched) // the system may have ended it already
			delete(l.folders, watched)
		}
	}
}

// giveUp polls from now on. What changed meanwhile is not known.
func (l *listener) giveUp(ctx context.Context, err error) {
	reason, limited := refusal(err)
	if !limited {
		reason = err.Error()
	}
	l.notes <- note(reason)
	l.tell(ctx, notice{all: true})
	l.system.Close()
	l.poll(ctx, fallbackPoll, l.seen)
}

func (l *listener) tell(ctx context.Context, n notice) {
	select {
	case l.seen <- n:
	case <-ctx.Done():
	}
}
