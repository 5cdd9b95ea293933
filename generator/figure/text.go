package figure

import (
	"strings"
	"unicode"
)

// An SVG has no text that wraps, and the fonts of a reader are not known when a
// page is made. So the width of text is judged from above: letters as wide as
// those of the widest common font (DejaVu Sans), and set 0.12 em apart, which
// is the most that a reader must be able to ask for (WCAG 2.2, 1.4.12).
const letterSpace = 0.12

// advance returns the width of a character in em.
func advance(r rune) float64 {
	switch {
	case r == '\u200b' || unicode.Is(unicode.Mn, r):
		return 0
	case unicode.IsSpace(r):
		return 0.32 + 0.16 // words are set apart, too
	case strings.ContainsRune("iIjl.,:;'|!’‘·", r):
		return 0.36
	case strings.ContainsRune("frt()[]-“”\"", r):
		return 0.44
	case strings.ContainsRune("mMwW%@—…&−", r):
		return 0.98
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return 1.05
	case unicode.IsUpper(r):
		return 0.76
	default:
		return 0.64
	}
}

// textWidth returns the most that a line of text takes at a size of letters.
func textWidth(text string, size float64) float64 {
	width := 0.0
	for _, r := range text {
		width += advance(r) + letterSpace
	}
	return width * size
}

// wrapText cuts a text into lines no wider than width: between words, and
// within a word that has no room in a line. White space becomes single spaces.
func wrapText(text string, width, size float64) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && textWidth(line+" "+word, size) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for textWidth(word, size) > width {
			head := fitting(word, width, size)
			lines = append(lines, head)
			word = word[len(head):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// fitting returns as much of a word as fits into a line, one character at
// least.
func fitting(word string, width, size float64) string {
	used := 0.0
	for i, r := range word {
		used += (advance(r) + letterSpace) * size
		if used > width && i > 0 {
			return word[:i]
		}
	}
	return word
}
