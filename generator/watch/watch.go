package watch

import (
	"context"
	"errors"
	"fmt"
	"path"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options say how to watch. The zero value takes the system's notices and
// waits 20 ms for a save to end.
type Options struct {
	// Poll is the time between two looks at all files, for folders that the
	// system tells nothing about; 0 means to take the system's notices.
	Poll time.Duration
	// Quiet is how long nothing may have happened before a Change is told; 0
	// means DefaultQuiet. It bounds from below how soon an edit is seen, and
	// covers an editor that empties a file before it writes it.
	Quiet time.Duration
}

// DefaultQuiet is the time for which Options.Quiet waits.
const DefaultQuiet = 20 * time.Millisecond

// fallbackPoll is the time between two looks where the system refuses notices.
const fallbackPoll = time.Second

// A Change is what has changed since the last one.
type Change struct {
	// Files are paths relative to the folder, with slashes, sorted. A folder
	// that was removed or moved stands for what was in it.
	Files []string
	// All says that notices were lost: anything may have changed.
	All bool
}

// A Watcher watches until its context ends.
type Watcher struct {
	// Changes yields what has changed. A slow reader loses nothing: changes
	// that it has not taken become one. It is closed at the end.
	Changes <-chan Change
	// Notes yields at most one message: that the system gives no more notices
	// and why, and that the files are looked at instead.
	Notes <-chan string
}

// Start watches the files and folders below root that names lists, until ctx
// ends; a name need not exist yet. Hidden files and back-ups of editors do not
// count. The error is one of the system that polling would not mend.
func Start(ctx context.Context, root string, names []string, opt Options) (*Watcher, error) {
	notes := make(chan string, 1)
	seen := make(chan notice, 256)
	changes := make(chan Change)
	quiet := opt.Quiet
	if quiet <= 0 {
		quiet = DefaultQuiet
	}
	s := &scope{root: root, names: names}
	if opt.Poll > 0 {
		go s.poll(ctx, opt.Poll, seen)
	} else if err := s.listen(ctx, seen, notes); err != nil {
		return nil, err
	}
	go gather(ctx, seen, changes, quiet)
	return &Watcher{Changes: changes, Notes: notes}, nil
}

// listen takes the system's notices, or polls where there are none to be had.
func (s *scope) listen(ctx context.Context, seen chan<- notice, notes chan<- string) error {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return s.instead(ctx, err, seen, notes)
	}
	return s.listenWith(ctx, system, system.Add, seen, notes)
}

// listenWith takes the notices of system, whose folders are added by add.
func (s *scope) listenWith(ctx context.Context, system *fsnotify.Watcher, add func(string) error, seen chan<- notice, notes chan<- string) error {
	l := &listener{scope: s, system: system, add: add, seen: seen, notes: notes, folders: map[string]bool{}}
	if err := l.addAll(); err != nil {
		return s.instead(ctx, errors.Join(err, system.Close()), seen, notes)
	}
	go l.run(ctx)
	return nil
}

// instead polls, if err means that the system gives no notices.
func (s *scope) instead(ctx context.Context, err error, seen chan<- notice, notes chan<- string) error {
	reason, limited := refusal(err)
	if !limited {
		return fmt.Errorf("watch %s: %w", s.root, err)
	}
	notes <- note(reason)
	go s.poll(ctx, fallbackPoll, seen)
	return nil
}

// refusal returns why the system gives no more notices, if that is what an
// error means. Linux has a limit of watched folders (ENOSPC) and one of
// watchers (EMFILE; inotify(7), "/proc interfaces"); other systems run out of
// open files.
func refusal(err error) (reason string, limited bool) {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "the system watches no more folders (on Linux, raise fs.inotify.max_user_watches)", true
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return "the system has no watcher or open file left (on Linux, raise fs.inotify.max_user_instances; else, ulimit -n)", true
	case errors.Is(err, syscall.ENOSYS), errors.Is(err, errors.ErrUnsupported):
		return "the system cannot watch folders", true
	}
	return "", false
}

func note(reason string) string {
	return fmt.Sprintf("%s; looking at the files every %v instead", reason, fallbackPoll)
}

// A scope is what is watched.
type scope struct {
	root  string   // a folder of the system
	names []string // in root
}

// covers reports whether a path relative to the root is watched.
func (s *scope) covers(name string) bool {
	first, _, _ := strings.Cut(name, "/")
	for _, n := range s.names {
		if n == first {
			return !ignored(name)
		}
	}
	return false
}

// ignored reports hidden files and what editors put beside the file that they
// save: back-ups, swap files, and the number by which Vim tries whether it may
// write.
func ignored(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") || strings.HasSuffix(part, "~") {
			return true
		}
	}
	base := path.Base(name)
	ext := path.Ext(base)
	return ext == ".swp" || ext == ".swx" || base == "4913" || strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#")
}
