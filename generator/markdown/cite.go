package markdown

import (
	"bytes"
	"slices"
	"strconv"

	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/suggest"
)

// A citer numbers the references in the order in which they are first cited
// (Vancouver style; ICMJE Recommendations, IV.A.3.g References).
type citer struct {
	keys   []string
	known  map[string]int // index into keys
	uses   []use          // for each of keys
	order  []string       // cited keys, in order of first use
	missed int            // citations of unknown keys
}

// A use is how a key has been cited so far.
type use struct{ number, count int }

func (c *citer) begin(keys []string) {
	c.keys = keys
	for i, k := range keys {
		if _, ok := c.known[k]; !ok {
			c.known[k] = i
		}
	}
	c.uses = slices.Grow(c.uses[:0], len(keys))[:len(keys)]
	clear(c.uses)
}

func (c *citer) reset() {
	clear(c.known)
	c.keys, c.order, c.missed = nil, nil, 0
}

// cite counts one citation of keys[i] and returns how the key has been used,
// this time included.
func (c *citer) cite(i int) use {
	u := &c.uses[i]
	if u.number == 0 {
		c.order = append(c.order, c.keys[i])
		u.number = len(c.order)
	}
	u.count++
	return *u
}

// citation writes a bracket of citations: its numbers raised, each a link to
// its reference and the target of the way back. Ranges are not drawn
// together: every citation needs its own mark to come back to.
func (p *pass) citation(c *citation) {
	if !p.citable(c) {
		p.literal(p.src[c.start:c.stop])
		return
	}
	open := len(c.items[0].prefix) == 0 && p.join()
	for n, it := range c.items {
		if len(it.prefix) > 0 {
			p.raise(&open, false)
			if n > 0 {
				p.out = append(p.out, "; "...)
			}
			p.literal(it.prefix)
			p.out = append(p.out, ' ')
		}
		i, known := p.cites.known[string(it.key)]
		if !known {
			p.raise(&open, false)
			p.literalKey(it)
			continue
		}
		if open {
			p.out = append(p.out, ',')
		}
		p.raise(&open, true)
		p.mark(it, i)
	}
	p.raise(&open, false)
	p.citeEnd = len(p.out)
}

// join draws a citation to what stands before it, and reports whether that is
// a citation, which is then open again: 1 and 2 in a row would read as 12.
func (p *pass) join() bool {
	p.stick()
	before, ok := bytes.CutSuffix(p.out, []byte("</sup>"))
	if !ok || len(p.out) != p.citeEnd {
		return false
	}
	p.out = before
	return true
}

// stick takes white space off the end of what the block has so far: a raised
// number follows its word at once.
func (p *pass) stick() {
	for n := len(p.out); n > p.floor && (p.out[n-1] == ' ' || p.out[n-1] == '\n'); n-- {
		p.out = p.out[:n-1]
	}
}

// raise starts or ends the raised part of a citation.
func (p *pass) raise(open *bool, want bool) {
	if *open == want {
		return
	}
	*open = want
	if want {
		p.out = append(p.out, "<sup>"...)
	} else {
		p.out = append(p.out, "</sup>"...)
	}
}

// mark writes the number of one citation, with a name for those who do not see
// where it stands, and records it. A key has no sign for
// which an attribute would need quotes.
func (p *pass) mark(it item, i int) {
	key := p.cites.keys[i]
	u := p.cites.cite(i)
	p.out = append(p.out, `<a id=`...)
	start := len(p.out)
	p.out = append(append(append(p.out, "c-"...), key...), '-')
	p.number(u.count)
	p.anchors = append(p.anchors, p.out[start:]...)
	p.anchorEnds = append(p.anchorEnds, len(p.anchors))
	p.out = append(append(p.out, ` href=#ref-`...), key...)
	p.out = append(p.out, ` aria-label="`...)
	p.word(p.o.Words.Reference)
	p.out = append(p.out, ' ')
	p.number(u.number)
	p.locator(it.locator)
	p.out = append(p.out, `">`...)
	p.number(u.number)
	p.locator(it.locator)
	p.out = append(p.out, "</a>"...)
	p.marks = append(p.marks, model.Cite{Key: key, Locator: string(it.locator), At: p.at(it.at)})
}

// citable reports whether a citation can be printed as one, and reports what
// is wrong with it otherwise. Keys that are not known are reported here, all
// of them; only if none is known the citation is not printed.
func (p *pass) citable(c *citation) bool {
	switch {
	case c.fault != "":
		p.report("citation-malformed", diag.Error, c.start, 0, c.fault,
			"write [@key], [@key, p. 3] or [@key; @other]")
		return false
	case p.o.Keys == nil:
		p.report("citation-without-references", diag.Error, c.start, c.stop-c.start,
			"a citation stands on a page that has no references",
			`link to the source instead, or write \[@ to show the text as it is`)
		return false
	case p.inLink:
		p.report("citation-malformed", diag.Error, c.start, c.stop-c.start,
			"a citation stands inside the text of a link", "put it behind the link")
		return false
	}
	found := false
	for _, it := range c.items {
		if _, ok := p.cites.known[string(it.key)]; ok {
			found = true
		} else {
			p.unknownKey(it)
		}
	}
	return found
}

// maxNearest bounds the search for the nearest key, which is slow: beyond it
// the author has other troubles than a slip of the finger.
const maxNearest = 50

func (p *pass) unknownKey(it item) {
	hint := "add the reference to the front matter, or cite one that is there"
	if p.cites.missed++; p.cites.missed <= maxNearest && len(it.key) <= 100 && len(p.cites.keys) <= 1000 {
		if near, ok := suggest.Nearest(string(it.key), p.cites.keys); ok {
			hint = "did you mean " + strconv.Quote(near) + "?"
		}
	}
	p.report("citation-unknown-key", diag.Error, it.at, len(it.key),
		"no reference of the record has the key "+quote(it.key), hint)
}

// literalKey writes a citation of an unknown key as it was written.
func (p *pass) literalKey(it item) {
	p.literal([]byte("[@"))
	p.literal(it.key)
	if len(it.locator) > 0 {
		p.literal([]byte(", "))
		p.literal(it.locator)
	}
	p.literal([]byte("]"))
}

// literal writes a piece of the source as it stands.
func (p *pass) literal(s []byte) {
	p.count(s)
	p.text(s)
}

// locator writes where in the reference to look, behind its number: pages as
// (p3) or (p3–5), anything else as written (Citing Medicine; Vancouver style
// of in-text page numbers).
func (p *pass) locator(s []byte) {
	if len(s) == 0 {
		return
	}
	p.out = append(p.out, '(')
	if pages, ok := pageNumbers(s); ok {
		p.out = append(p.out, 'p')
		for _, c := range pages {
			if c == '-' {
				p.out = append(p.out, "–"...)
			} else {
				p.out = append(p.out, c)
			}
		}
	} else {
		p.text(s)
	}
	p.out = append(p.out, ')')
}

// pageNumbers returns the numbers of a locator that names pages.
func pageNumbers(s []byte) ([]byte, bool) {
	for _, word := range []string{"pages", "page", "pp.", "pp", "p.", "p"} {
		if len(s) > len(word) && bytes.EqualFold(s[:len(word)], []byte(word)) {
			s = bytes.TrimSpace(s[len(word):])
			break
		}
	}
	for _, c := range s {
		if (c < '0' || c > '9') && c != '-' && c != ',' && c != ' ' {
			return nil, false
		}
	}
	return s, len(s) > 0 && '0' <= s[0] && s[0] <= '9'
}

// maxQuoted is how much of the source a message repeats.
const maxQuoted = 60

// quote returns a piece of the source for a message.
func quote(s []byte) string {
	if len(s) > maxQuoted {
		s = append(bytes.ToValidUTF8(s[:maxQuoted:maxQuoted], nil), "…"...)
	}
	return strconv.Quote(string(s))
}
