package markdown

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
	"unique"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"

	"casebook/generator/diag"
	"casebook/generator/model"
)

// section starts a section at a heading of level 2 (or 1, which has been
// reported) of the document, and reports whether it did.
func (p *pass) section(h *ast.Heading) bool {
	if h.Level > 2 {
		return false
	}
	id, title, ok := p.heading(h)
	if !ok {
		return true
	}
	if p.leadEnd < 0 {
		p.leadEnd = len(p.out)
	}
	p.endPart()
	s := part{id: id, title: title, label: len(p.out)}
	p.inlines(h)
	s.labelEnd = len(p.out)
	s.content = s.labelEnd
	p.parts = append(p.parts, s)
	return true
}

// subheading writes a heading with its id.
func (p *pass) subheading(h *ast.Heading) {
	id, _, ok := p.heading(h)
	if !ok {
		return
	}
	level := byte('0' + max(2, h.Level))
	p.out = append(p.out, '<', 'h', level)
	p.out = append(p.out, ` id="`...)
	p.out = append(p.out, id...)
	p.out = append(p.out, `">`...)
	p.inlines(h)
	p.out = append(p.out, '<', '/', 'h', level, '>', '\n')
}

// usualHeadings is how many headings a record has at most. The same few stand
// in all records, so one copy of each is kept.
const usualHeadings = 16

// heading judges and records a heading; ok is false if it is empty and not to
// be printed. A heading of level 1 goes on as one of level 2: the page has its
// own.
func (p *pass) heading(h *ast.Heading) (id, title string, ok bool) {
	level := max(2, h.Level)
	if h.Level == 1 {
		p.report("heading-level-one", diag.Error, h.Pos(), 0,
			"a heading of level 1 stands in the text; the page has one, its title", "write ## for a section")
	}
	p.plain = p.plainText(p.plain[:0], h)
	plain := bytes.TrimSpace(p.plain)
	if len(plain) == 0 {
		p.report("heading-empty", diag.Error, h.Pos(), 0, "the heading has no text", "write its text, or remove it")
		return "", "", false
	}
	if level > p.level+1 {
		p.report("heading-skips-level", diag.Error, h.Pos(), 0,
			fmt.Sprintf("a heading of level %d follows one of level %d", level, p.level),
			"write "+strings.Repeat("#", p.level+1))
	}
	p.level = level
	title, id = string(plain), p.headingID(h, plain)
	if len(p.headings) < usualHeadings {
		title, id = unique.Make(title).Value(), unique.Make(id).Value()
	}
	p.headings = append(p.headings, model.Heading{Level: level, ID: id, Text: title, At: p.at(h.Pos())})
	return id, title, true
}

// headingID returns the id that stands in braces after the heading, or else
// one made from its text.
func (p *pass) headingID(h *ast.Heading, plain []byte) string {
	v, _ := h.Attribute(idName)
	m, ok := v.(idMark)
	if !ok {
		return p.unique(slug(plain))
	}
	mark := p.src[m.start:m.stop]
	id := string(mark[min(2, len(mark)) : len(mark)-1])
	switch {
	case mark[1] != '#' || !isID(id):
		p.report("heading-attribute", diag.Error, m.start, len(mark), "only an id may stand in braces after a heading",
			"write {#name}, with letters, digits, hyphens and underscores, starting with a letter")
	case hasOwnedPrefix(id):
		p.report("heading-attribute", diag.Error, m.start, len(mark),
			"the id "+quote([]byte(id))+" starts like those of citations, references or footnotes", "choose another id")
	case p.taken(id):
		p.report("heading-attribute", diag.Error, m.start, len(mark),
			"the id "+quote([]byte(id))+" is taken on this page", "choose another id")
	default:
		p.ids[id] = 2
		return id
	}
	return p.unique(slug(plain))
}

func isID(s string) bool {
	for i := range len(s) {
		letter := 'a' <= s[i]|0x20 && s[i]|0x20 <= 'z'
		if !letter && (i == 0 || !isAlnum(s[i]) && s[i] != '-' && s[i] != '_') {
			return false
		}
	}
	return 0 < len(s) && len(s) <= maxSlug
}

func (p *pass) taken(id string) bool { return p.ids[id] > 0 || p.o.Reserved[id] }

// unique returns base, or base with a number that makes it an id of its own.
func (p *pass) unique(base string) string {
	id, n := base, max(2, p.ids[base])
	for p.taken(id) {
		id = base + "-" + strconv.Itoa(n)
		n++
	}
	p.ids[base] = n
	if id != base {
		p.ids[id] = 2
	}
	return id
}

// hasOwnedPrefix reports whether an id belongs to citations, references or
// footnotes.
func hasOwnedPrefix(id string) bool {
	return strings.HasPrefix(id, "c-") || strings.HasPrefix(id, "ref-") || strings.HasPrefix(id, "fn-")
}

// maxSlug is the length of the longest id.
const maxSlug = 64

// slug returns an id made from a text: small ASCII letters and digits with
// hyphens between them. Accents are dropped (NFKD); a text without Latin
// letters gets "section".
func slug(plain []byte) string {
	var b [maxSlug]byte
	s := b[:0]
	if !isASCII(plain) {
		plain = fold(plain)
	}
	gap := false
	for _, c := range plain {
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		if !isAlnum(c) {
			gap = gap || c != '\''
			continue
		}
		if gap && len(s) > 0 {
			s = append(s, '-')
		}
		gap = false
		s = append(s, c)
		if len(s) >= maxSlug-1 {
			break
		}
	}
	id := string(s)
	switch {
	case id == "":
		return "section"
	case hasOwnedPrefix(id):
		return "section-" + id
	}
	return id
}

func isASCII(s []byte) bool {
	for _, c := range s {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// letters are the Latin letters that NFKD does not take apart.
var letters = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i", 'ħ': "h", 'Ħ': "h", 'ŋ': "n", 'Ŋ': "n",
	'ɓ': "b", 'Ɓ': "b", 'ɗ': "d", 'Ɗ': "d", 'ɛ': "e", 'Ɛ': "e", 'ɔ': "o", 'Ɔ': "o", 'ƙ': "k", 'Ƙ': "k", 'ŧ': "t", 'Ŧ': "t",
	'’': "'",
}

// fold returns the text in ASCII as far as it has Latin letters; what has none
// becomes a space.
func fold(s []byte) []byte {
	out := make([]byte, 0, len(s))
	for _, r := range string(norm.NFKD.Bytes(s)) {
		switch {
		case r < utf8.RuneSelf:
			out = append(out, byte(r))
		case letters[r] != "":
			out = append(out, letters[r]...)
		case !unicode.Is(unicode.Mn, r):
			out = append(out, ' ')
		}
	}
	return out
}
