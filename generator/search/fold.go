package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxWord is the number of code points after which a word is cut.
const maxWord = 40

// gone are the code points that folding deletes: combining accents, the
// points of Hebrew and Arabic, the tatweel, and what has no width.
var gone = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x00AD, Hi: 0x00AD, Stride: 1},
	{Lo: 0x0300, Hi: 0x036F, Stride: 1},
	{Lo: 0x0591, Hi: 0x05C7, Stride: 1},
	{Lo: 0x0610, Hi: 0x061A, Stride: 1},
	{Lo: 0x0640, Hi: 0x0640, Stride: 1},
	{Lo: 0x064B, Hi: 0x065F, Stride: 1},
	{Lo: 0x0670, Hi: 0x0670, Stride: 1},
	{Lo: 0x200B, Hi: 0x200F, Stride: 1},
	{Lo: 0x2060, Hi: 0x2060, Stride: 1},
	{Lo: 0xFEFF, Hi: 0xFEFF, Stride: 1},
}, LatinOffset: 1}

// letters are folded to others although Unicode does not take them apart.
var letters = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ß': "ss",
	'æ': "ae", 'œ': "oe", 'þ': "th", 'ς': "σ", 'ى': "ي", 'ة': "ه",
}

// noSpace are the scripts that are written without spaces between words, and
// the marks that stand among them.
var noSpace = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
	{R16: []unicode.Range16{{Lo: 0x3099, Hi: 0x309A, Stride: 1}, {Lo: 0x30FC, Hi: 0x30FC, Stride: 1}}},
}

// latin holds the folded forms of U+0080 to U+024F, the commonest beyond ASCII.
var latin = foldLatin()

func foldLatin() (table [0x250]string) {
	for r := rune(utf8.RuneSelf); r < rune(len(table)); r++ {
		table[r] = string(foldSlow(nil, string(r)))
	}
	return table
}

// appendFold appends the folded form of s: without capitals, accents and
// points.
func appendFold[text string | []byte](dst []byte, s text) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			dst = append(dst, c)
			i++
			continue
		}
		end := i
		for end < len(s) && s[end] >= utf8.RuneSelf {
			end++
		}
		dst = foldRun(dst, string(s[i:end]))
		i = end
	}
	return dst
}

// foldRun folds a run without ASCII, which composes with nothing beside it.
func foldRun(dst []byte, run string) []byte {
	if r, size := utf8.DecodeRuneInString(run); size == len(run) && r < rune(len(latin)) {
		return append(dst, latin[r]...)
	}
	return foldSlow(dst, run)
}

func foldSlow(dst []byte, run string) []byte {
	run = norm.NFKD.String(strings.ToLower(norm.NFKD.String(run)))
	for _, r := range run {
		switch to, ok := letters[r]; {
		case ok:
			dst = append(dst, to...)
		case !unicode.Is(gone, r):
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// A class is what a code point is to the splitting into words.
type class byte

const (
	between class = iota // separates words
	letter               // stands in words that spaces separate
	bigram               // of a script without spaces
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		if 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || 'A' <= r && r <= 'Z' {
			return letter
		}
		return between
	case unicode.In(r, noSpace...):
		if unicode.In(r, unicode.L, unicode.N, unicode.M) {
			return bigram
		}
		return between
	case unicode.In(r, unicode.L, unicode.N, unicode.M):
		return letter
	}
	return between
}

// A splitter takes folded text apart into words. It may be used again and
// again, by one goroutine at a time.
type splitter struct {
	folded, chain []byte
	word          []byte // the last word, in folded or in room
	room          []byte
	parts         int  // of the hyphenated word so far
	digits        bool // its parts so far begin with digits
	from          int  // position of its first part
	run           []int
}

// split folds a text and takes it apart.
func (s *splitter) split(text string, first int, joined bool, emit func(form []byte, pos int)) int {
	s.folded = appendFold(s.folded[:0], text)
	return s.words(first, joined, emit)
}

// words calls emit for every word of the folded text with its position,
// counted from first, and returns the position after the last one. With
// joined, the two parts of a hyphenated word also give the word without the
// hyphen, at the position of the first part and called after the second. The
// bytes are valid during the call.
func (s *splitter) words(first int, joined bool, emit func(form []byte, pos int)) int {
	t, pos := s.folded, first
	s.parts = 0
	hyphen := false // the word begins behind a hyphen that follows a word
	for i := 0; i < len(t); {
		r, size := utf8.DecodeRune(t[i:])
		switch classOf(r) {
		case between:
			hyphen = s.parts > 0 && isHyphen(r) && !hyphen
			if !hyphen {
				s.join(joined, emit)
			}
			i += size
			if hyphen && (i == len(t) || !startsWord(t[i:])) {
				hyphen = false
				s.join(joined, emit)
			}
		case bigram:
			s.join(joined, emit)
			hyphen = false
			i, pos = s.bigrams(t, i, pos, emit)
		case letter:
			if !hyphen {
				s.join(joined, emit)
			}
			i = s.letters(t, i)
			s.part(pos, i < len(t) && (t[i] == '-' || t[i] >= utf8.RuneSelf))
			hyphen = false
			emit(s.word, pos)
			pos++
		}
	}
	s.join(joined, emit)
	return pos
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' }

func startsWord(t []byte) bool {
	r, _ := utf8.DecodeRune(t)
	return classOf(r) == letter
}

// part adds the word to the hyphenated word that it may belong to; more
// reports whether a hyphen may follow.
func (s *splitter) part(pos int, more bool) {
	if s.parts == 0 {
		s.chain, s.from, s.digits = s.chain[:0], pos, true
	}
	s.parts++
	s.digits = s.digits && '0' <= s.word[0] && s.word[0] <= '9'
	if s.parts == 2 || s.parts == 1 && more {
		s.chain = append(s.chain, s.word...)
	}
}

// join ends a hyphenated word.
func (s *splitter) join(joined bool, emit func([]byte, int)) {
	if joined && s.parts == 2 && !s.digits {
		emit(cut(s.chain), s.from)
	}
	s.parts = 0
}

// letters reads a word as s.word and returns where it ends. An apostrophe
// within it is deleted, and with it an s that ends the word.
func (s *splitter) letters(t []byte, i int) int {
	if end := asciiWord(t, i); end > i {
		s.word = t[i:min(end, i+maxWord)]
		return end
	}
	word := s.room[:0]
	apostrophe := -1
	for i < len(t) {
		r, size := utf8.DecodeRune(t[i:])
		if classOf(r) != letter {
			if r != '\'' && r != '’' || !startsWord(t[i+size:]) {
				break
			}
			apostrophe = len(word)
			i += size
			continue
		}
		word = append(word, t[i:i+size]...)
		i += size
	}
	s.room = word
	if apostrophe >= 0 && apostrophe == len(word)-1 && word[apostrophe] == 's' {
		word = word[:apostrophe]
	}
	s.word = cut(word)
	return i
}

// asciiWord returns the end of a word that begins at i, when it is one of
// ASCII alone, which most are; otherwise i.
func asciiWord(t []byte, i int) int {
	end := i
	for end < len(t) && ('a' <= t[end] && t[end] <= 'z' || '0' <= t[end] && t[end] <= '9') {
		end++
	}
	if end < len(t) && (t[end] == '\'' || t[end] >= utf8.RuneSelf) {
		return i
	}
	return end
}

// bigrams emits the pairs of a run without spaces, or its only code point.
func (s *splitter) bigrams(t []byte, i, pos int, emit func([]byte, int)) (int, int) {
	s.run = s.run[:0]
	for i < len(t) {
		r, size := utf8.DecodeRune(t[i:])
		if classOf(r) != bigram {
			break
		}
		s.run = append(s.run, i)
		i += size
	}
	s.run = append(s.run, i)
	if len(s.run) == 2 {
		emit(t[s.run[0]:i], pos)
		return i, pos + 1
	}
	for k := 0; k+2 < len(s.run); k++ {
		emit(t[s.run[k]:s.run[k+2]], pos)
		pos++
	}
	return i, pos
}

// cut shortens a word to maxWord code points.
func cut(word []byte) []byte {
	if len(word) <= maxWord {
		return word
	}
	n := 0
	for i := range string(word) {
		if n == maxWord {
			return word[:i]
		}
		n++
	}
	return word
}

// Words returns the words of a text, folded, as a query has them.
func Words(text string) []string {
	var s splitter
	var out []string
	s.split(text, 0, false, func(form []byte, _ int) { out = append(out, string(form)) })
	return out
}

// normal returns the words of a text joined by single spaces.
func normal(text string) string { return strings.Join(Words(text), " ") }
