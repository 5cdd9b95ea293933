package figure

import (
	"strconv"
	"strings"
)

// A Flow is a flow diagram in words: rows of boxes from the top down, in one
// column or several, what left the flow beside each box, and what all columns
// end in.
type Flow struct {
	Heads []string  // of the columns; none for one column
	Rows  []FlowRow // with a pair for each column
	Ends  []FlowRow // with one pair
}

// A FlowRow is boxes side by side. Phase stands above it where it begins a
// part of the flow.
type FlowRow struct {
	Phase string
	Pairs []FlowPair
}

// A FlowPair is a box of a column and the boxes beside it. Main may be nil: the
// column goes past. In says that what stands beside comes in and does not leave.
type FlowPair struct {
	Main *FlowBox
	Side []FlowBox
	In   bool
}

// A FlowBox is one box.
type FlowBox struct {
	Number string
	Label  string
	Parts  []FlowPart
	Class  string // "on" for adoptions, "no" for a number that is not known, "out" beside the flow
	Href   string // where it leads; empty: nowhere
	Name   string // for those who do not see it
	Ticks  int    // one for each thing that is no record
	Dots   []FlowDot
}

// A FlowPart is one reason or source within a box.
type FlowPart struct{ Number, Label string }

// A FlowDot is a record, as a disc of its own that leads to it.
type FlowDot struct {
	Class      string // "md", "md on", "md off"
	Href, Name string
	X, Y, R    int // place of the middle and radius, in the drawing
}

// A FlowDrawing is a flow in user units of which 13 make a letter's height, to
// be shown about as large as that in pixels. Nothing in it overlaps when the
// reader sets letters 0.12 em apart.
type FlowDrawing struct {
	Width, Height int
	Boxes         []FlowShape
	Texts         []FlowText // heads of columns and phases
	Rules         string     // path data: hairlines of phases
	Lines         string     // path data: from box to box
	Tips          string     // path data: arrow heads
}

// A FlowShape is one box in its place.
type FlowShape struct {
	X, Y, Width, Height int
	Class, Href, Name   string
	Texts               []FlowText
	Ticks               string // path data
	Dots                []FlowDot
}

// A FlowText is one line of text. Class is "n" for a number of a box, "h" for a
// head, empty for other text; Y is of the base line.
type FlowText struct {
	X, Y          int
	Class, Anchor string
	Text          string
}

// The measures of a drawing, in user units.
const (
	flowPad    = 14 // within a box
	flowLine   = 18 // from line to line
	flowFont   = 13.0
	flowNumber = 26.0
	flowBranch = 27 // from the top of a box to the arrow beside it
	flowGap    = 34 // between rows
	flowStack  = 10 // between boxes beside one another's exit
	flowTip    = 5  // half the width of an arrow head
	tickHeight = 13
	tickStep   = 5
	tickFive   = 5 // more after each fifth
	dotStep    = 26
	flowDot    = 8 // radius of a disc
)

// narrowWidth is the width of a drawing for a phone: what a window of 320
// pixels leaves.
const narrowWidth = 280

// Wide draws a flow with what left it at the side. It is 700 units wide, with
// two columns 860. With rtl it is mirrored.
func (f *Flow) Wide(rtl bool) *FlowDrawing {
	p := &flowPen{main: 320, side: 340, gap: 40, between: 48}
	if len(f.Heads) > 1 {
		p.main, p.side, p.gap = 190, 190, 26
	}
	columns := max(1, len(f.Heads))
	p.out.Width = columns*(p.main+p.gap+p.side) + (columns-1)*p.between
	p.wide(f, columns)
	return p.done(rtl)
}

// Narrow draws a flow with what left it below each box. It is 280 units wide.
func (f *Flow) Narrow(rtl bool) *FlowDrawing {
	p := &flowPen{indent: sideIn + nextIn*(max(1, len(f.Heads))-1)}
	p.out.Width = narrowWidth
	p.stack(f)
	return p.done(rtl)
}

// A flowPen draws from the top down.
type flowPen struct {
	main, side, gap, between int
	indent                   int // of the names of phases, which stand beside the stems
	y                        int
	out                      FlowDrawing
	lines, tips, rules       strings.Builder
}

func (p *flowPen) done(rtl bool) *FlowDrawing {
	p.out.Height = p.y
	if rtl {
		p.mirror()
	}
	p.out.Lines, p.out.Tips, p.out.Rules = p.lines.String(), p.tips.String(), p.rules.String()
	return &p.out
}

// left returns the left edge of a column.
func (p *flowPen) left(column int) int { return column * (p.main + p.gap + p.side + p.between) }

func (p *flowPen) wide(f *Flow, columns int) {
	p.heads(f.Heads)
	last := make([]int, columns) // lower edge of the last box of each column; 0: none yet
	for i := range f.Rows {
		p.row(&f.Rows[i], last)
	}
	for i := range f.Ends {
		end := &f.Ends[i]
		top := p.y
		if end.Phase != "" {
			top += phaseHeight
		}
		for k := 1; k < columns; k++ {
			if last[k] > 0 { // down, and in from the side
				x := p.left(k) + p.main/2
				p.line(x, last[k], x, top+flowBranch)
				p.line(x, top+flowBranch, p.main+flowTip, top+flowBranch)
				p.tip(p.main, top+flowBranch, 'l')
				last[k] = 0
			}
		}
		p.row(end, last[:1])
	}
	p.y -= flowGap - 2
}

// heads writes the heads of columns.
func (p *flowPen) heads(heads []string) {
	most := 0
	for i, head := range heads {
		lines := wrapText(head, float64(p.main+p.gap+p.side), flowFont)
		for k, line := range lines {
			p.text(p.left(i), p.y+flowLine*(k+1)-4, "h", line)
		}
		most = max(most, len(lines))
	}
	if most > 0 {
		p.y += flowLine*most + 14
	}
}

const phaseHeight = 28

// phase writes the name of a part of the flow above a hairline.
func (p *flowPen) phase(name string) {
	if name == "" {
		return
	}
	p.text(p.indent, p.y+12, "", name)
	p.rules.WriteString(path(0, p.y+19, p.out.Width, p.y+19))
	p.y += phaseHeight
}

func (p *flowPen) row(r *FlowRow, last []int) {
	p.phase(r.Phase)
	top, height := p.y, 0
	for i := range r.Pairs {
		pair, x := &r.Pairs[i], p.left(i)
		if pair.Main != nil {
			if last[i] > 0 {
				p.line(x+p.main/2, last[i], x+p.main/2, top-flowTip)
				p.tip(x+p.main/2, top, 'd')
			}
			last[i] = top + p.box(pair.Main, x, top, p.main)
			height = max(height, last[i]-top)
		}
		height = max(height, p.beside(pair, x, top))
	}
	p.y = top + height + flowGap
}

// beside draws what left the flow, each with an arrow, and returns its height.
func (p *flowPen) beside(pair *FlowPair, x, top int) int {
	y := top
	for i := range pair.Side {
		from, to := x+p.main, x+p.main+p.gap
		if pair.Main == nil {
			from = x + p.main/2
		}
		at := y + flowBranch
		switch {
		case pair.In:
			p.line(from+flowTip, at, to, at)
			p.tip(from, at, 'l')
		case i > 0 && pair.Main != nil: // from the stem of the first
			p.line(from+p.gap/2, top+flowBranch, from+p.gap/2, at)
			p.line(from+p.gap/2, at, to-flowTip, at)
			p.tip(to, at, 'r')
		default:
			p.line(from, at, to-flowTip, at)
			p.tip(to, at, 'r')
		}
		y += p.box(&pair.Side[i], to, y, p.side) + flowStack
	}
	return max(0, y-top-flowStack)
}

// The places of a drawing for a phone: the stem along which the flow goes down,
// and how far boxes stand in.
const (
	stemX  = 12
	sideIn = 30
	nextIn = 24 // of the second column
)

// stack draws every box below the other, column by column.
func (p *flowPen) stack(f *Flow) {
	var stems []stem
	for column := range max(1, len(f.Heads)) {
		s := stem{x: column*nextIn + stemX, in: column * nextIn}
		if column < len(f.Heads) {
			for _, line := range wrapText(f.Heads[column], float64(narrowWidth-s.in), flowFont) {
				p.text(s.in, p.y+14, "h", line)
				p.y += flowLine
			}
			p.y += 8
		}
		for i := range f.Rows {
			if column < len(f.Rows[i].Pairs) {
				p.down(&f.Rows[i].Pairs[column], &s, f.Rows[i].Phase, len(f.Heads) == 0)
			}
		}
		stems = append(stems, s)
	}
	for i := range f.Ends {
		for k := range stems {
			if i > 0 && k > 0 {
				continue
			}
			p.join(&stems[k], f.Ends[i].Phase != "")
		}
		s := stem{x: stemX}
		p.down(&f.Ends[i].Pairs[0], &s, f.Ends[i].Phase, true)
		stems = []stem{s}
	}
	p.y -= flowGap - 2
}

// A stem is the line on which a column goes down.
type stem struct {
	x, in int
	from  int // where it leaves the last box; 0: nothing yet
}

// join brings a stem to the box that comes next.
func (p *flowPen) join(s *stem, phase bool) {
	if s.from == 0 {
		return
	}
	top := p.y
	if phase {
		top += phaseHeight
	}
	p.line(s.x, s.from, s.x, top-flowTip)
	p.tip(s.x, top, 'd')
}

func (p *flowPen) down(pair *FlowPair, s *stem, phase string, phases bool) {
	if pair.Main == nil && len(pair.Side) == 0 {
		return
	}
	if !phases {
		phase = ""
	}
	if pair.Main != nil && s.from > 0 {
		p.join(s, phase != "")
	}
	p.phase(phase)
	if pair.Main != nil {
		p.y += p.box(pair.Main, s.in, p.y, narrowWidth-s.in)
		s.from = p.y
		if len(pair.Side) > 0 {
			p.y += 18
		}
	}
	for i := range pair.Side {
		x, at := s.in+sideIn, p.y+flowBranch
		if s.from == 0 {
			s.from = p.y
		}
		if pair.In {
			p.line(s.x, at, x, at)
			p.line(s.x, at, s.x, s.from+flowTip)
			p.tip(s.x, s.from, 'u')
		} else {
			p.line(s.x, s.from, s.x, at)
			p.line(s.x, at, x-flowTip, at)
			p.tip(x, at, 'r')
		}
		p.y += p.box(&pair.Side[i], x, p.y, narrowWidth-x)
		if i < len(pair.Side)-1 {
			p.y += flowStack
		}
	}
	p.y += flowGap
}

// box draws a box and returns its height.
func (p *flowPen) box(b *FlowBox, x, y, width int) int {
	s := FlowShape{X: x, Y: y, Width: width, Class: b.Class, Href: b.Href, Name: b.Name}
	inner, line := width-2*flowPad, y+flowPad
	if b.Number != "" {
		for _, text := range wrapText(b.Number, float64(inner), flowNumber) {
			line += 28
			s.Texts = append(s.Texts, FlowText{X: x + flowPad, Y: line - 6, Class: "n", Text: text})
		}
	}
	for _, text := range wrapText(b.Label, float64(inner), flowFont) {
		line += flowLine
		s.Texts = append(s.Texts, FlowText{X: x + flowPad, Y: line - 4, Text: text})
	}
	line = s.parts(b.Parts, x+flowPad, line, inner)
	if b.Ticks > 0 || len(b.Dots) > 0 {
		line = s.marks(b, x+flowPad, line+8, inner)
	}
	s.Height = line + flowPad - y
	p.out.Boxes = append(p.out.Boxes, s)
	return s.Height
}

// parts writes reasons with their numbers in front, each wrapped beside its
// number, and returns the lower edge.
func (s *FlowShape) parts(parts []FlowPart, x, y, width int) int {
	room := 0.0
	for _, part := range parts {
		room = max(room, textWidth(part.Number, flowFont))
	}
	in := int(room) + 10
	for _, part := range parts {
		for i, text := range wrapText(part.Label, float64(width-in), flowFont) {
			y += flowLine
			if i == 0 {
				y += 4
				s.Texts = append(s.Texts, FlowText{X: x, Y: y - 4, Text: part.Number})
			}
			s.Texts = append(s.Texts, FlowText{X: x + in, Y: y - 4, Text: text})
		}
	}
	return y
}

// marks draws discs and then ticks, line by line, and returns the lower edge.
func (s *FlowShape) marks(b *FlowBox, x, y, width int) int {
	at, row := 0, y
	for _, d := range b.Dots {
		if at > 0 && at+dotStep > width {
			at, row = 0, row+dotStep
		}
		d.X, d.Y, d.R = x+at+flowDot+2, row+dotStep/2, flowDot
		s.Dots = append(s.Dots, d)
		at += dotStep
	}
	if len(b.Dots) > 0 {
		row += dotStep
	}
	if b.Ticks == 0 {
		return row
	}
	var d strings.Builder
	at = 0
	for i := range b.Ticks {
		if i%5 == 0 && at+5*tickStep > width {
			at, row = 0, row+tickHeight+6
		}
		d.WriteString("M" + strconv.Itoa(x+at+1) + " " + strconv.Itoa(row) + "v" + strconv.Itoa(tickHeight))
		at += tickStep
		if i%5 == 4 {
			at += tickFive
		}
	}
	s.Ticks = d.String()
	return row + tickHeight
}

func (p *flowPen) text(x, y int, class, text string) {
	p.out.Texts = append(p.out.Texts, FlowText{X: x, Y: y, Class: class, Text: text})
}

func (p *flowPen) line(x1, y1, x2, y2 int) { p.lines.WriteString(path(x1, y1, x2, y2)) }

// tip draws an arrow head that ends in a point: down, up, to the left or right.
func (p *flowPen) tip(x, y int, way byte) {
	const w = flowTip
	n := strconv.Itoa
	p.tips.WriteString("M" + n(x) + " " + n(y))
	switch way {
	case 'd':
		p.tips.WriteString("l" + n(-w) + " " + n(-2*w) + "h" + n(2*w) + "z")
	case 'u':
		p.tips.WriteString("l" + n(-w) + " " + n(2*w) + "h" + n(2*w) + "z")
	case 'l':
		p.tips.WriteString("l" + n(2*w) + " " + n(-w) + "v" + n(2*w) + "z")
	default:
		p.tips.WriteString("l" + n(-2*w) + " " + n(-w) + "v" + n(2*w) + "z")
	}
}

func path(x1, y1, x2, y2 int) string {
	return "M" + strconv.Itoa(x1) + " " + strconv.Itoa(y1) + "L" + strconv.Itoa(x2) + " " + strconv.Itoa(y2)
}
