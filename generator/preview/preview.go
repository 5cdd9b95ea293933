// Package preview draws the pictures that social networks show for a page: a
// PNG of 1200 by 630 pixels with the title, the small route of a record and the
// name of the site, in the colours of the site.
//
// The words come in ready to be printed; PNG bytes go out, the same for the
// same words (Key tells the words apart without drawing). The font is Go, by
// Bigelow & Holmes, from golang.org/x/image (BSD licence): Latin, Greek and
// Cyrillic. A card with letters that it does not have cannot be drawn
// (CanDraw); signs that are no letters, such as emoji, are left out. Nothing
// here joins letters or writes from the right.
package preview

import (
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"io"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Width and Height are in pixels: 1.91 to 1, as Facebook's "Images in link
// shares" asks for.
const (
	Width  = 1200
	Height = 630
)

// version changes when the drawing does, so that old pictures are not kept.
const version = "1"

// A Card is what a picture says. Only Title is needed.
type Card struct {
	Site   string
	Number string // of the record
	Kind   string // of the innovation, or a line under the title of the site
	Title  string
	From   Place // without a name there is no route
	To     Place
	Mark   string // how the route ends: "on", "go", "off", "no"
	More   string // behind To: "and 3 more"
}

// A Place is an end of the route.
type Place struct{ Name, Year string }

func (c *Card) words() []string {
	return []string{c.Site, c.Number, c.Kind, c.Title, c.From.Name, c.From.Year, c.To.Name, c.To.Year, c.Mark, c.More}
}

// Key identifies the picture by what is in it: eight hexadecimal digits.
func (c *Card) Key() string {
	sum := sha256.Sum256([]byte(version + "\x00" + strings.Join(c.words(), "\x00")))
	return hex.EncodeToString(sum[:4])
}

// fonts are parsed once; they are safe for concurrent use, faces are not.
var fonts = sync.OnceValue(func() [2]*opentype.Font {
	var list [2]*opentype.Font
	for i, data := range [][]byte{goregular.TTF, gobold.TTF} {
		f, err := opentype.Parse(data)
		if err != nil {
			panic(err) // the data is part of the program
		}
		list[i] = f
	}
	return list
})

// CanDraw reports whether there is a title and the font has every letter and
// digit of the card.
func (c *Card) CanDraw() bool {
	if strings.TrimSpace(drawn(c.Title)) == "" {
		return false
	}
	for _, word := range c.words() {
		for _, r := range word {
			if !has(r) && (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)) {
				return false
			}
		}
	}
	return true
}

// glyphs holds a bit for every character of the Basic Multilingual Plane, in
// which all are that the font has: a look into the font is dear.
var glyphs = sync.OnceValue(func() *[1 << 16 / 64]uint64 {
	var set [1 << 16 / 64]uint64
	var b sfnt.Buffer
	for r := range rune(1 << 16) {
		if i, err := fonts()[0].GlyphIndex(&b, r); err == nil && i != 0 {
			set[r/64] |= 1 << (r % 64)
		}
	}
	return &set
})

func has(r rune) bool { return r >= 0 && r < 1<<16 && glyphs()[r/64]&(1<<(r%64)) != 0 }

// drawn returns the signs of a text that the font has.
func drawn(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		if !has(r) {
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// The colours of the site's light pages (static/style.css).
var (
	paper = color.RGBA{0xf5, 0xf1, 0xe7, 0xff}
	ink   = color.RGBA{0x15, 0x1e, 0x36, 0xff}
	ink2  = color.RGBA{0x49, 0x4f, 0x66, 0xff}
	amber = color.RGBA{0xed, 0xa4, 0x1d, 0xff}
)

// The measures of a card, in pixels.
const (
	margin   = 72
	headLine = 96  // base line of the name of the site
	bodyTop  = 178 // upper edge of the title
	routeAt  = 508 // middle of the route
	labelGap = 62  // from there to the base line of the places
)

// PNG draws the card.
func (c *Card) PNG(w io.Writer) error {
	s := newSheet()
	s.logo(margin, headLine-11)
	s.text(regular, 34, margin+108, headLine, ink, drawn(c.Site), Width/2)
	right := s.cut(regular, 30, drawn(c.Number), Width/4)
	s.text(regular, 30, Width-margin-s.width(regular, 30, right), headLine, ink2, right, Width/2)
	bottom := routeAt - 60
	if c.From.Name == "" {
		bottom = Height - margin
	}
	y := s.title(drawn(c.Title), bodyTop, bottom-62)
	if kind := drawn(c.Kind); kind != "" {
		s.text(regular, 32, margin, y+62, ink2, kind, Width-2*margin)
	}
	if c.From.Name != "" {
		s.route(c)
	}
	e := png.Encoder{CompressionLevel: png.DefaultCompression}
	return e.Encode(w, s.quantised())
}

// A sheet is a picture being drawn.
type sheet struct {
	*image.RGBA
	faces map[faceKey]font.Face
}

type weight int

const (
	regular weight = iota
	bold
)

type faceKey struct {
	weight weight
	size   int
}

func newSheet() *sheet {
	s := &sheet{image.NewRGBA(image.Rect(0, 0, Width, Height)), map[faceKey]font.Face{}}
	for i := 0; i < len(s.Pix); i += 4 {
		s.Pix[i], s.Pix[i+1], s.Pix[i+2], s.Pix[i+3] = paper.R, paper.G, paper.B, paper.A
	}
	return s
}

func (s *sheet) face(w weight, size int) font.Face {
	key := faceKey{w, size}
	if f := s.faces[key]; f != nil {
		return f
	}
	f, err := opentype.NewFace(fonts()[w], &opentype.FaceOptions{Size: float64(size), DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(err) // the options are fixed
	}
	s.faces[key] = f
	return f
}

func (s *sheet) width(w weight, size int, text string) int {
	return font.MeasureString(s.face(w, size), text).Ceil()
}

// text prints one line with its base line at y, cut to most pixels.
func (s *sheet) text(w weight, size, x, y int, c color.RGBA, text string, most int) {
	d := font.Drawer{Dst: s, Src: image.NewUniform(c), Face: s.face(w, size), Dot: fixed.P(x, y)}
	d.DrawString(s.cut(w, size, text, most))
}

// cut shortens a text that is wider than most pixels, with an ellipsis.
func (s *sheet) cut(w weight, size int, text string, most int) string {
	if s.width(w, size, text) <= most {
		return text
	}
	runes := []rune(text)
	for len(runes) > 0 && s.width(w, size, string(runes)+"…") > most {
		runes = runes[:len(runes)-1]
	}
	return strings.TrimRight(string(runes), " ,;:-") + "…"
}

// title prints the title in the largest size in which it fits between two
// heights, and returns the base line of its last line. What does not fit in
// the smallest size is cut.
func (s *sheet) title(text string, top, bottom int) int {
	var lines []string
	size := 0
	for _, size = range []int{84, 76, 68, 60, 54, 48, 42} {
		lines = s.wrap(bold, size, text, Width-2*margin)
		if len(lines)*leading(size) <= bottom-top {
			break
		}
	}
	if most := (bottom - top) / leading(size); len(lines) > most {
		lines[most-1] = strings.Join(lines[most-1:], " ")
		lines = lines[:most]
	}
	y := top
	for _, l := range lines {
		y += leading(size)
		s.text(bold, size, margin, y-size/4, ink, l, Width-2*margin)
	}
	return y - size/4
}

func leading(size int) int { return size * 6 / 5 }

// wrap breaks a text into lines of at most some pixels. A word that is wider
// stands alone.
func (s *sheet) wrap(w weight, size int, text string, most int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case s.width(w, size, line+" "+word) <= most:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}
