package diag

import (
	"bufio"
	"strings"
)

// Excerpt returns the line that a finding is about, with a mark under the
// place, as WriteText prints it; empty when there is none. source returns the
// content of a file, or nil.
func (d *Diagnostic) Excerpt(source func(file string) []byte) string {
	var b strings.Builder
	p := textPrinter{w: bufio.NewWriter(&b), paint: palette(false), sources: sources{read: source}}
	p.excerpt(d, "")
	_ = p.w.Flush() // a strings.Builder does not fail
	return b.String()
}
