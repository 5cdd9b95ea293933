package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

// patience is how long a test waits for the system before it fails.
const patience = 20 * time.Second

var watched = []string{"content", "static", "site.toml"}

// newRoot returns a folder with some files.
func newRoot(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	write(t, root, "site.toml", "a")
	write(t, root, "content/cases/net.md", "a")
	write(t, root, "content/cases/mesh/index.md", "a")
	write(t, root, "public/index.html", "a")
	return root
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	file := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func rename(t *testing.T, root, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(root, from), filepath.Join(root, to)); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, root, name string) {
	t.Helper()
	if err := os.RemoveAll(filepath.Join(root, name)); err != nil {
		t.Fatal(err)
	}
}

// await reads changes until all names were told of; it returns all that were.
func await(t *testing.T, w *Watcher, names ...string) []string {
	t.Helper()
	var seen []string
	deadline := time.After(patience)
	for {
		select {
		case c, open := <-w.Changes:
			if !open {
				t.Fatalf("the watcher ended; told of %q, want %q", seen, names)
			}
			seen = append(seen, c.Files...)
			if c.All || !slices.ContainsFunc(names, func(n string) bool { return !slices.Contains(seen, n) }) {
				return seen
			}
		case <-deadline:
			t.Fatalf("told of %q, want %q", seen, names)
		}
	}
}

// TestChanges makes every kind of change to the files of one folder, with the
// system's notices and by looking.
func TestChanges(t *testing.T) {
	steps := []struct {
		name string
		do   func(t *testing.T, root string)
		want []string
	}{
		{"a file is written", func(t *testing.T, root string) { write(t, root, "content/cases/net.md", "bb") }, []string{"content/cases/net.md"}},
		{"an editor renames and replaces", func(t *testing.T, root string) {
			rename(t, root, "content/cases/net.md", "content/cases/net.md~")
			write(t, root, "content/cases/.net.tmp", "ccc")
			rename(t, root, "content/cases/.net.tmp", "content/cases/net.md")
		}, []string{"content/cases/net.md"}},
		{"the settings are replaced", func(t *testing.T, root string) {
			write(t, root, ".site.tmp", "bb")
			rename(t, root, ".site.tmp", "site.toml")
		}, []string{"site.toml"}},
		{"a folder is new", func(t *testing.T, root string) { write(t, root, "content/cases/valve/deep/index.md", "a") },
			[]string{"content/cases/valve/deep/index.md"}},
		{"a file in the new folder", func(t *testing.T, root string) { write(t, root, "content/cases/valve/deep/index.md", "bbb") },
			[]string{"content/cases/valve/deep/index.md"}},
		{"a folder that was not there", func(t *testing.T, root string) { write(t, root, "static/icon.svg", "a") }, []string{"static/icon.svg"}},
		{"a folder moves", func(t *testing.T, root string) { rename(t, root, "content/cases/mesh", "content/cases/moved") },
			[]string{"content/cases/moved/index.md"}},
		{"a file in the moved folder", func(t *testing.T, root string) { write(t, root, "content/cases/moved/index.md", "cc") },
			[]string{"content/cases/moved/index.md"}},
		{"a file is deleted", func(t *testing.T, root string) { remove(t, root, "content/cases/net.md") }, []string{"content/cases/net.md"}},
	}
	for _, poll := range []time.Duration{0, 10 * time.Millisecond} {
		t.Run(fmt.Sprintf("poll %v", poll), func(t *testing.T) {
			root := newRoot(t)
			w, err := Start(t.Context(), root, watched, Options{Poll: poll})
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(3 * poll) // the first look, which there is no other way to see
			for _, step := range steps {
				step.do(t, root)
				for _, name := range await(t, w, step.want...) {
					if strings.Contains(name, "~") || strings.Contains(name, ".net.tmp") || strings.HasPrefix(name, "public") {
						t.Errorf("%s: told of %s", step.name, name)
					}
				}
			}
			write(t, root, "public/index.html", "no matter")
			write(t, root, "content/cases/last.md", "a")
			if seen := await(t, w, "content/cases/last.md"); slices.Contains(seen, "public/index.html") {
				t.Errorf("told of the output: %q", seen)
			}
		})
	}
}

// TestMovedFolderHasNoOldName: after a folder has moved away and another has
// taken its name, a change in the moved one is told under its new name alone.
func TestMovedFolderHasNoOldName(t *testing.T) {
	root := newRoot(t)
	w, err := Start(t.Context(), root, watched, Options{})
	if err != nil {
		t.Fatal(err)
	}
	rename(t, root, "content/cases/mesh", "content/cases/moved")
	await(t, w, "content/cases/moved/index.md")
	write(t, root, "content/cases/moved/index.md", "bbb")
	for _, name := range await(t, w, "content/cases/moved/index.md") {
		if strings.HasPrefix(name, "content/cases/mesh/") {
			t.Errorf("told of %s, which is not there", name)
		}
	}
}

// TestLimit: where the system refuses to watch more folders, at the start or
// later, the watcher says so and sees changes all the same.
func TestLimit(t *testing.T) {
	for _, test := range []struct {
		name  string
		after int // folders that may be watched
		err   error
		note  string
	}{
		{"no folder at all", 0, syscall.ENOSPC, "max_user_watches"},
		{"some folders", 3, syscall.ENOSPC, "max_user_watches"},
		{"files", 0, syscall.EMFILE, "max_user_instances"},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := newRoot(t)
			w, err := startLimited(t.Context(), root, test.after, test.err)
			if err != nil {
				t.Fatal(err)
			}
			write(t, root, "content/cases/new/index.md", "a")
			select {
			case got := <-w.Notes:
				if !strings.Contains(got, test.note) || !strings.Contains(got, "every 1s") {
					t.Errorf("note %q, want one about %s", got, test.note)
				}
			case <-time.After(patience):
				t.Fatal("nothing was said")
			}
			go func() { // until a look has seen it
				for i := 0; t.Context().Err() == nil; i++ {
					_ = os.WriteFile(filepath.Join(root, "content/cases/net.md"), []byte(strings.Repeat("b", i)), 0o644)
					time.Sleep(100 * time.Millisecond)
				}
			}()
			await(t, w, "content/cases/net.md")
		})
	}
}

// startLimited starts a watcher on a system that lets so many folders be
// watched.
func startLimited(ctx context.Context, root string, after int, limit error) (*Watcher, error) {
	system, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	notes, seen, changes := make(chan string, 1), make(chan notice, 256), make(chan Change)
	s := &scope{root: root, names: watched}
	add := func(folder string) error {
		if after--; after < 0 {
			return fmt.Errorf("add %s: %w", folder, limit)
		}
		return system.Add(folder)
	}
	if err := s.listenWith(ctx, system, add, seen, notes); err != nil {
		return nil, err
	}
	go gather(ctx, seen, changes, DefaultQuiet)
	return &Watcher{Changes: changes, Notes: notes}, nil
}

func TestOtherErrors(t *testing.T) {
	if _, limited := refusal(os.ErrPermission); limited {
		t.Error("a folder that may not be read is taken for a limit")
	}
	if _, err := Start(t.Context(), filepath.Join(t.TempDir(), "nothing"), watched, Options{}); err == nil {
		t.Error("a folder that is not there is watched")
	}
}

// TestGather looks at bursts with a clock of its own.
func TestGather(t *testing.T) {
	type sent struct {
		after time.Duration // since the one before
		names []string
	}
	many := make([]string, crowd)
	for i := range many {
		many[i] = fmt.Sprintf("content/cases/%03d.md", i)
	}
	tests := []struct {
		name string
		sent []sent
		want []int // files of each change
	}{
		{"one save", []sent{{0, []string{"a", "a"}}}, []int{1}},
		{"two within a burst", []sent{{0, []string{"b"}}, {15 * time.Millisecond, []string{"a"}}}, []int{2}},
		{"two apart", []sent{{0, []string{"b"}}, {25 * time.Millisecond, []string{"a"}}}, []int{1, 1}},
		{"a crowd with a pause", []sent{{0, many}, {200 * time.Millisecond, []string{"z"}}}, []int{crowd + 1}},
		{"a crowd, then a save", []sent{{0, many}, {300 * time.Millisecond, []string{"z"}}}, []int{crowd, 1}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				seen, changes := make(chan notice), make(chan Change)
				go gather(ctx, seen, changes, DefaultQuiet)
				go func() {
					for _, s := range tt.sent {
						time.Sleep(s.after)
						for _, name := range s.names {
							seen <- notice{name: name}
						}
					}
					time.Sleep(time.Second)
					cancel()
				}()
				var got []int
				for c := range changes {
					got = append(got, len(c.Files))
					if !slices.IsSorted(c.Files) {
						t.Errorf("files are not sorted: %q", c.Files)
					}
				}
				if !slices.Equal(got, tt.want) {
					t.Errorf("changes of %v files, want %v", got, tt.want)
				}
			})
		})
	}
}

// TestGatherNeverStarves: a burst that does not end is told of all the same,
// and what a slow reader has not taken becomes one change.
func TestGatherNeverStarves(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		seen, changes := make(chan notice), make(chan Change)
		go gather(ctx, seen, changes, DefaultQuiet)
		go func() {
			for i := range 500 {
				time.Sleep(10 * time.Millisecond)
				seen <- notice{name: fmt.Sprint(i % 20)}
			}
			seen <- notice{all: true}
		}()
		start := time.Now()
		if c := <-changes; len(c.Files) != 20 || time.Since(start) > longest+time.Second {
			t.Errorf("a change of %d files after %v", len(c.Files), time.Since(start))
		}
		time.Sleep(10 * time.Second)
		if c := <-changes; !c.All || len(c.Files) != 20 {
			t.Errorf("the rest is %+v", c)
		}
	})
}
