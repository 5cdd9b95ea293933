package watch

import (
	"context"
	"maps"
	"slices"
	"time"
)

// A notice is one path that changed, or that any may have.
type notice struct {
	name string
	all  bool
}

const (
	// crowd is the number of paths from which a burst is taken for the work of
	// a program, such as a change of branch: its pauses are longer.
	crowd      = 30
	crowdQuiet = 250 * time.Millisecond
	// longest is how long a burst that does not end may keep a Change back.
	longest = 2 * time.Second
)

// gather makes one Change of a burst of notices, when it has been quiet for a
// while, and closes changes when ctx ends.
func gather(ctx context.Context, seen <-chan notice, changes chan<- Change, quiet time.Duration) {
	defer close(changes)
	var b burst
	timer := time.NewTimer(quiet)
	timer.Stop()
	for {
		var out chan<- Change
		if b.ready {
			out = changes
		}
		select {
		case <-ctx.Done():
			return
		case n := <-seen:
			timer.Reset(b.add(n, time.Now(), quiet))
		case <-timer.C:
			b.end()
		case out <- b.change:
			b = burst{}
		}
	}
}

// A burst is what has changed since the last Change.
type burst struct {
	names  map[string]bool
	all    bool
	first  time.Time // of the first notice
	ready  bool      // change may be told
	change Change
}

// add takes a notice in and returns how long to wait for the next one.
func (b *burst) add(n notice, now time.Time, quiet time.Duration) time.Duration {
	if b.names == nil {
		b.names, b.first = map[string]bool{}, now
	}
	if n.all {
		b.all = true
	} else {
		b.names[n.name] = true
	}
	b.ready = false
	if len(b.names) >= crowd {
		quiet = max(quiet, crowdQuiet)
	}
	return max(0, min(quiet, longest-now.Sub(b.first)))
}

func (b *burst) end() {
	b.ready = true
	b.change = Change{Files: slices.Sorted(maps.Keys(b.names)), All: b.all}
}
