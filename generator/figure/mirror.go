package figure

import (
	"strconv"
	"strings"
)

// mirror turns a drawing around for scripts that run from right to left: what
// stood at a distance from the left stands at that distance from the right, and
// lines of text end where they began.
func (p *flowPen) mirror() {
	w := p.out.Width
	for i := range p.out.Texts {
		p.out.Texts[i].mirror(w)
	}
	for i := range p.out.Boxes {
		b := &p.out.Boxes[i]
		b.X = w - b.X - b.Width
		for k := range b.Texts {
			b.Texts[k].mirror(w)
		}
		for k := range b.Dots {
			b.Dots[k].X = w - b.Dots[k].X
		}
		b.Ticks = mirrorPath(b.Ticks, w)
	}
	for _, path := range []*strings.Builder{&p.lines, &p.tips, &p.rules} {
		d := mirrorPath(path.String(), w)
		path.Reset()
		path.WriteString(d)
	}
}

func (t *FlowText) mirror(width int) { t.X, t.Anchor = width-t.X, "end" }

// mirrorPath mirrors path data of the few commands that a flow is drawn with:
// M and L with absolute places, l, h and v with distances (SVG 2, 9.3).
func mirrorPath(d string, width int) string {
	var out strings.Builder
	for len(d) > 0 {
		command, end := d[0], 1
		for end < len(d) && !strings.ContainsRune("MLlhvz", rune(d[end])) {
			end++
		}
		numbers := strings.Fields(d[1:end])
		if len(numbers) > 0 {
			x, _ := strconv.Atoi(numbers[0]) // written by this package
			switch command {
			case 'M', 'L':
				numbers[0] = strconv.Itoa(width - x)
			case 'l', 'h':
				numbers[0] = strconv.Itoa(-x)
			}
		}
		out.WriteByte(command)
		out.WriteString(strings.Join(numbers, " "))
		d = d[end:]
	}
	return out.String()
}
