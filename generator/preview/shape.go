package preview

import (
	"image"
	"image/color"
	"math"
)

// logo draws the mark of the site, with its middle line at y.
func (s *sheet) logo(x, y int) {
	s.disc(x+14, y, 10.5, ink)
	s.disc(x+14, y, 7, amber)
	s.bar(x+24, x+62, y, 4, ink)
	s.ring(x+74, y, 11, 3, ink)
}

// The ends of the route.
const (
	routeLeft  = margin + 16
	routeRight = Width - margin - 16
	dotRadius  = 15
)

// route draws the way from one place to the other as the pages do: a filled
// mark at its end where it was taken up, a ring where it is under way or
// nothing is known, a bar where it stopped. An open end is dashed.
func (s *sheet) route(c *Card) {
	s.disc(routeLeft, routeAt, dotRadius, ink)
	end := routeRight - dotRadius - 6
	switch c.Mark {
	case "on", "off":
		s.bar(routeLeft, end, routeAt, 4, ink)
	default:
		for x := routeLeft + dotRadius + 12; x < end-20; x += 34 {
			s.bar(x, x+20, routeAt, 4, ink)
		}
	}
	switch c.Mark {
	case "on":
		s.disc(routeRight, routeAt, dotRadius+2, ink)
		s.disc(routeRight, routeAt, dotRadius-4, amber)
	case "off":
		s.rect(image.Rect(routeRight-6, routeAt-22, routeRight+2, routeAt+22), ink)
	case "go":
		s.ring(routeRight, routeAt, dotRadius, 5, ink)
		s.disc(routeRight, routeAt, 5, ink)
	default:
		s.ring(routeRight, routeAt, dotRadius, 3, ink2)
	}
	s.place(c.From, "", false)
	s.place(c.To, c.More, true)
}

// place prints the name of an end of the route below it, the year behind it.
func (s *sheet) place(p Place, more string, right bool) {
	const size, most = 32, (Width-2*margin)/2 - 24
	name, rest := drawn(p.Name), drawn(p.Year)
	if more != "" {
		if rest != "" {
			rest += " "
		}
		rest += drawn(more)
	}
	if rest != "" {
		rest = " " + rest
	}
	name = s.cut(regular, size, name, most-s.width(regular, size, rest))
	x := margin
	if right {
		x = Width - margin - s.width(regular, size, name) - s.width(regular, size, rest)
	}
	s.text(regular, size, x, routeAt+labelGap, ink, name, most)
	s.text(regular, size, x+s.width(regular, size, name), routeAt+labelGap, ink2, rest, most)
}

func (s *sheet) rect(r image.Rectangle, c color.RGBA) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			s.SetRGBA(x, y, c)
		}
	}
}

// bar draws a horizontal line with its middle at y.
func (s *sheet) bar(x1, x2, y, thick int, c color.RGBA) {
	s.rect(image.Rect(x1, y-thick/2, x2, y-thick/2+thick), c)
}

// disc draws a filled circle; a pixel at its edge is covered as far as its
// middle lies within.
func (s *sheet) disc(x, y int, radius float64, c color.RGBA) {
	s.around(x, y, radius, func(d float64) float64 { return radius + 0.5 - d }, c)
}

// ring draws a circle line whose outer edge is at radius.
func (s *sheet) ring(x, y int, radius, thick float64, c color.RGBA) {
	s.around(x, y, radius, func(d float64) float64 { return min(radius+0.5-d, d-(radius-thick)+0.5) }, c)
}

// around paints the pixels near a point by how far their distance covers them.
func (s *sheet) around(x, y int, radius float64, cover func(distance float64) float64, c color.RGBA) {
	reach := int(radius) + 2
	for dy := -reach; dy <= reach; dy++ {
		for dx := -reach; dx <= reach; dx++ {
			if a := cover(math.Sqrt(float64(dx*dx + dy*dy))); a > 0 {
				s.SetRGBA(x+dx, y+dy, mix(s.RGBAAt(x+dx, y+dy), c, min(a, 1)))
			}
		}
	}
}

func mix(from, to color.RGBA, share float64) color.RGBA {
	one := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (float64(b)-float64(a))*share)) }
	return color.RGBA{one(from.R, to.R), one(from.G, to.G), one(from.B, to.B), 0xff}
}

// ramps are the pairs of colours between which edges are smoothed, each with
// the number of steps; together they are fewer than the 256 of a palette.
var ramps = []struct {
	from, to color.RGBA
	steps    int
}{{paper, ink, 48}, {paper, ink2, 48}, {paper, amber, 24}, {amber, ink, 24}}

// palette holds every step of the ramps.
var palette = func() color.Palette {
	var p color.Palette
	for _, r := range ramps {
		for i := range r.steps + 1 {
			p = append(p, mix(r.from, r.to, float64(i)/float64(r.steps)))
		}
	}
	return p
}()

// quantised returns the picture with a palette, a third of the bytes. Few
// colours are used, so that each is looked up once.
func (s *sheet) quantised() *image.Paletted {
	out := image.NewPaletted(s.Rect, palette)
	known := map[color.RGBA]uint8{}
	last, index := color.RGBA{}, uint8(0)
	for i := range out.Pix {
		c := color.RGBA{s.Pix[4*i], s.Pix[4*i+1], s.Pix[4*i+2], 0xff}
		if c != last || i == 0 {
			at, ok := known[c]
			if !ok {
				at = uint8(palette.Index(c))
				known[c] = at
			}
			last, index = c, at
		}
		out.Pix[i] = index
	}
	return out
}
