package cli

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"time"
)

// A progress is a bar on a terminal, for work that takes longer than a person
// waits without wondering.
type progress struct {
	w     io.Writer
	what  string // the word before the bar; "write" when empty
	now   func() time.Time
	begun time.Time
	drawn time.Time // when the bar was last drawn; zero while there is none
}

const (
	patience  = time.Second            // no bar before
	redraw    = 100 * time.Millisecond // not more often
	barLength = 30
)

// update draws the bar, if it is time.
func (p *progress) update(done, total int) {
	now := p.now()
	if p.begun.IsZero() {
		p.begun = now
	}
	if now.Sub(p.begun) < patience || now.Sub(p.drawn) < redraw || total < 1 {
		return
	}
	p.drawn = now
	full := barLength * done / total
	fmt.Fprintf(p.w, "\r%s [%s%s] %d of %d", cmp.Or(p.what, "write"), strings.Repeat("#", full), strings.Repeat(".", barLength-full), done, total)
}

// clear takes the bar away.
func (p *progress) clear() {
	if !p.drawn.IsZero() {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.drawn = time.Time{}
	}
}
