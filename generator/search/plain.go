package search

import (
	"bytes"
	"html"
	"strings"
)

// Plain returns the text of HTML that package markdown made: without tags,
// code blocks, headings, marks of citations and of footnotes, and with a
// space where a block ends. It understands that HTML alone: attributes in
// double quotes, no comments, no scripts.
func Plain(source []byte) string { return string(plain(make([]byte, 0, len(source)), source)) }

func plain(dst, source []byte) []byte {
	for len(source) > 0 {
		open := bytes.IndexByte(source, '<')
		if open < 0 {
			return appendText(dst, source)
		}
		dst = appendText(dst, source[:open])
		source = source[open:]
		end := bytes.IndexByte(source, '>')
		if end < 0 {
			return dst
		}
		tag := source[1:end]
		source = source[end+1:]
		if closing, ok := skipped(tag); ok {
			if at := bytes.Index(source, closing); at >= 0 {
				source = source[at+len(closing):]
			}
		}
		if !inline(tag) {
			dst = append(dst, ' ')
		}
	}
	return dst
}

// skipped returns the closing tag up to which the content of an element is
// left out.
func skipped(tag []byte) (closing []byte, ok bool) {
	switch {
	case bytes.HasPrefix(tag, []byte("pre")):
		return []byte("</pre>"), true
	case len(tag) > 1 && tag[0] == 'h' && tag[1] >= '2' && tag[1] <= '6':
		return []byte("</h" + string(tag[1]) + ">"), true
	case bytes.HasPrefix(tag, []byte(`sup class="cites"`)), bytes.HasPrefix(tag, []byte(`sup id="fn-`)):
		return []byte("</sup>"), true
	case bytes.HasPrefix(tag, []byte(`a class="note-back"`)):
		return []byte("</a>"), true
	}
	return nil, false
}

// inlines are the elements within a word or line.
const inlines = " a em strong code span sup sub del s abbr i b kbd q cite small mark wbr "

func inline(tag []byte) bool {
	name := bytes.TrimPrefix(tag, []byte("/"))
	if end := bytes.IndexAny(name, " \n/"); end >= 0 {
		name = name[:end]
	}
	return strings.Contains(inlines, " "+string(name)+" ")
}

func appendText(dst, text []byte) []byte {
	if bytes.IndexByte(text, '&') < 0 {
		return append(dst, text...)
	}
	return append(dst, html.UnescapeString(string(text))...)
}
