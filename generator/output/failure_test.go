package output

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// Whatever fails before the journal leaves the old site, and no stage.
func TestFailureLeavesOldSite(t *testing.T) {
	boom := errors.New("boom")
	writes := func(write func(io.Writer) error) *Plan {
		p := siteB.plan()
		p.Add(Entry{Path: "zz/bad.html", From: "content/bad.md", Write: write})
		return p
	}
	fine := func(w io.Writer) error { return nil }
	failAt := func(step string) func(string) error {
		return func(at string) error {
			if at == step {
				return syscall.ENOSPC
			}
			return nil
		}
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	tests := []struct {
		name string
		ctx  context.Context
		plan *Plan
		opt  Options
		hook func(string) error
		want error
		text string
	}{
		{name: "render", plan: writes(func(io.Writer) error { return boom }), want: boom, text: "zz/bad.html (content/bad.md)"},
		{name: "too large", plan: writes(func(w io.Writer) error {
			w.Write(make([]byte, 6<<20)) // its error is ignored on purpose
			return nil
		}), opt: Options{MaxFile: 5 << 20}, want: errTooLarge, text: "zz/bad.html"},
		{name: "veto", plan: writes(fine), opt: Options{Check: func(name string, size int64) error {
			if name == "zz/bad.html" && size == 0 {
				return boom
			}
			return nil
		}}, want: boom, text: "zz/bad.html"},
		{name: "cancelled", ctx: cancelled, plan: writes(fine), want: context.Canceled},
		{name: "disk full: file", plan: writes(fine), hook: failAt("write"), want: syscall.ENOSPC},
		{name: "disk full: folder", plan: writes(fine), hook: failAt("create"), want: syscall.ENOSPC},
		{name: "disk full: journal", plan: writes(fine), hook: failAt("part"), want: syscall.ENOSPC},
		{name: "bad plan", plan: func() *Plan { p := writes(fine); p.Add(Entry{Path: "../x"}); return p }(), text: "../x"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := target(t)
			s := mustOpen(t, dir)
			mustPublish(t, s, siteA)
			s.hook = tt.hook
			ctx := tt.ctx
			if ctx == nil {
				ctx = t.Context()
			}
			tt.opt.NoSync = true
			_, err := s.Publish(ctx, tt.plan, tt.opt)
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.text) {
				t.Errorf("got error %v, want %v with %q", err, tt.want, tt.text)
			}
			wantTree(t, dir, siteA)
			wantClean(t, dir)
			s.hook = nil
			mustPublish(t, s, siteB)
			wantTree(t, dir, siteB)
		})
	}
}

// The error is that of the least path, whichever worker fails first.
func TestFirstErrorIsStable(t *testing.T) {
	for range 20 {
		p := NewPlan()
		for i := range 50 {
			name := fmt.Sprintf("%02d.html", i)
			p.Add(Entry{Path: name, From: name, Write: func(io.Writer) error {
				if i == 7 {
					time.Sleep(time.Millisecond) // lets a later one fail first
				}
				if i >= 7 {
					return errors.New("no")
				}
				return nil
			}})
		}
		_, err := mustOpen(t, target(t)).Publish(t.Context(), p, Options{Workers: 8, NoSync: true})
		if err == nil || !strings.Contains(err.Error(), "07.html") {
			t.Fatalf("got %v, want an error of 07.html", err)
		}
	}
}

// After a failure nothing more is rendered.
func TestFailureStops(t *testing.T) {
	rendered := 0
	p := NewPlan()
	for i := range 100 {
		p.Add(Entry{Path: fmt.Sprintf("%02d.html", i), Write: func(io.Writer) error {
			rendered++
			return errors.New("no")
		}})
	}
	if _, err := mustOpen(t, target(t)).Publish(t.Context(), p, Options{Workers: 1, NoSync: true}); err == nil || rendered != 1 {
		t.Errorf("got error %v after %d entries, want one after the first", err, rendered)
	}
}

// Where case does not count, the file to be removed may be the one that has
// been moved in before the interruption.
func TestReplayWhereCaseDoesNotCount(t *testing.T) {
	dir := target(t)
	s := mustOpen(t, dir)
	mustPublish(t, s, files{"A.html": "the new one, under its old name"})
	next := []record{{path: "a.html", put: true}}
	if err := s.apply(s.files, next, true); err != nil {
		t.Fatal(err)
	}
	wantTree(t, dir, files{"A.html": "the new one, under its old name"})
}

// A step that fails after the journal is ended by the next publication.
func TestFailureAfterJournal(t *testing.T) {
	dir := target(t)
	s := mustOpen(t, dir)
	mustPublish(t, s, siteA)
	var moves atomic.Int32
	s.hook = func(step string) error {
		if step == "move" && moves.Add(1) == 2 {
			return syscall.EIO
		}
		return nil
	}
	if _, err := s.Publish(t.Context(), siteB.plan(), Options{NoSync: true}); !errors.Is(err, syscall.EIO) {
		t.Fatalf("got %v, want EIO", err)
	}
	s.hook = nil
	if res := mustPublish(t, s, siteB); res.Mode != Unchanged {
		t.Errorf("got %+v, want site B to be there already", res)
	}
	wantTree(t, dir, siteB)
	wantClean(t, dir)
}

// noRename is a hook: the stage is on another file system than the site.
func noRename(step string) error {
	if step == "rename" || step == "link" || step == "exchange" {
		return &os.LinkError{Op: step, Err: syscall.EXDEV}
	}
	return nil
}

// A mount point cannot be renamed or exchanged, and files cannot be renamed
// into it: they are copied.
func TestMountPoint(t *testing.T) {
	dir := target(t)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, dir)
	s.hook = noRename
	for _, f := range []files{siteA, siteB, siteC, siteA} {
		if res := mustPublish(t, s, f); res.Mode != Delta {
			t.Errorf("got mode %s, want a delta", res.Mode)
		}
		wantTree(t, dir, f)
		wantClean(t, dir)
		if res := mustPublish(t, s, f); res.Mode != Unchanged {
			t.Errorf("the copies do not match the manifest: %+v", res)
		}
	}
}

// Where the exchange is refused, the delta takes over from the same stage.
func TestExchangeRefused(t *testing.T) {
	dir := target(t)
	s := mustOpen(t, dir)
	mustPublish(t, s, siteA)
	s.hook = func(step string) error {
		if step == "exchange" {
			return syscall.EINVAL
		}
		return nil
	}
	if res := mustPublish(t, s, siteC); res.Mode != Delta {
		t.Errorf("got mode %s, want a delta", res.Mode)
	}
	wantTree(t, dir, siteC)
	wantClean(t, dir)
}
