package page

import (
	"slices"

	"casebook/generator/derive"
	"casebook/generator/figure"
	"casebook/generator/flow"
	"casebook/generator/model"
	"casebook/generator/stats"
)

// A FlowFigure is the flow of a call: drawn for a desk and for a phone, and as
// a table, to whose rows the boxes lead.
type FlowFigure struct {
	Caption      string
	Small        []string
	Class        string // "flow", with "two" for two columns
	Wide, Narrow *figure.FlowDrawing
	Rows         []FlowRow
	Arithmetic   bool // some row has a sum
}

func (f *FlowFigure) drawings() []*figure.FlowDrawing { return []*figure.FlowDrawing{f.Wide, f.Narrow} }

// A FlowRow is one box in the table, or, with Part, one reason or source.
type FlowRow struct {
	ID     string
	Head   string // of a column or phase, above the row
	Label  string
	Lang   string // of a label or note of the author, where it is not the page's
	Part   bool
	Number string
	Sum    string
	Note   string
}

// maxTicks is the number of things up to which each is drawn as a tick.
const maxTicks = 60

// records returns the published records that name a call, by number.
func (s *Site) recordsOf(c *model.Call) []*derive.Facts {
	var list []*derive.Facts
	for _, f := range s.Index.Facts {
		if f.Case.Call.Text == c.Slug && f.Published && f.Status == model.StatusPublished {
			list = append(list, f)
		}
	}
	slices.SortStableFunc(list, func(a, b *derive.Facts) int { return compareIDs(stats.RecordID(a), stats.RecordID(b)) })
	return list
}

func compareIDs(a, b string) int {
	switch {
	case len(a) != len(b):
		return len(a) - len(b)
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// A flowMaker turns the flow of one call into boxes and rows.
type flowMaker struct {
	*Site
	call    *model.Call
	flow    *model.Flow
	lang    string
	sums    map[string]flow.Sum // by the name of the box that they end in
	records []Dot               // of the records that name the call
	adopted int                 // how many of those are explicitly adopted; they come first
	rows    []FlowRow
}

// flowFigure returns the flow of a call; nil when it has none. dots are those
// of its records, adopted first.
func (s *Site) flowFigure(c *model.Call, dots []Dot, adopted int) *FlowFigure {
	if c.Flow == nil {
		return nil
	}
	m := &flowMaker{Site: s, call: c, flow: c.Flow, lang: s.otherLang(c.Lang.Text), sums: map[string]flow.Sum{}, records: dots, adopted: adopted}
	for _, sum := range flow.Sums(c.Flow) {
		m.sums[sum.Says] = sum
	}
	drawn := m.drawing()
	rtl := s.Strings.Dir() == "rtl"
	f := &FlowFigure{Caption: s.flowCaption(c), Small: s.flowSmall(c, len(dots)),
		Class: "flow", Wide: drawn.Wide(rtl), Narrow: drawn.Narrow(rtl), Rows: m.rows}
	if len(drawn.Heads) > 1 {
		f.Class = "flow two"
	}
	f.Arithmetic = slices.ContainsFunc(m.rows, func(r FlowRow) bool { return r.Sum != "" })
	return f
}

func (m *flowMaker) drawing() *figure.Flow {
	out := &figure.Flow{}
	if m.flow.Review && len(m.flow.Columns) > 1 {
		for _, c := range m.flow.Columns {
			out.Heads = append(out.Heads, m.Strings.T("flow-column-"+c.Name))
		}
	}
	out.Rows = m.stages()
	m.tableRows()
	out.Ends = m.ends()
	return out
}

// phases are the parts of a review (PRISMA 2020) that begin with a box.
var phases = map[string]string{"identified": "identification", "screened": "screening"}

// stages returns a row for each stage that a column has, with what left the
// flow before the next one beside it.
func (m *flowMaker) stages() []figure.FlowRow {
	steps := model.PlainSteps
	if m.flow.Review {
		steps = model.ReviewSteps
	}
	var rows []figure.FlowRow
	began := map[string]bool{}
	for i := 0; i < len(steps); {
		next := i + 1
		for next < len(steps) && steps[next].Exit {
			next++
		}
		row := figure.FlowRow{Pairs: make([]figure.FlowPair, len(m.flow.Columns))}
		used := false
		for k := range m.flow.Columns {
			pair := m.pair(&m.flow.Columns[k], steps[i:next])
			used = used || pair.Main != nil || pair.Side != nil
			row.Pairs[k] = pair
		}
		phase := phases[steps[i].Key]
		if phase == "" && m.flow.Review {
			phase = "screening"
		}
		if used && m.flow.Review && !began[phase] {
			row.Phase, began[phase] = m.Strings.T("flow-phase-"+phase), true
		}
		if used {
			rows = append(rows, row)
		}
		i = next
	}
	return rows
}

// pair returns a stage of a column and its exits.
func (m *flowMaker) pair(c *model.FlowColumn, steps []model.FlowStep) figure.FlowPair {
	var pair figure.FlowPair
	for _, step := range steps {
		b := c.Box(step.Key)
		if b == nil {
			continue
		}
		box := m.box(c.Name, b)
		if step.Exit {
			box.Class = joinGiven(" ", "out", box.Class)
			pair.Side = append(pair.Side, box)
		} else {
			pair.Main = &box
		}
	}
	if pair.Main != nil && steps[0].Key == "invited" {
		if silent, ok := m.silent(c); ok {
			pair.Side = append(pair.Side, silent)
		}
	}
	return pair
}

// silent is the box of those who were asked and did not answer: the one that
// is computed, for a survey that says how many were asked and how many answered.
func (m *flowMaker) silent(c *model.FlowColumn) (figure.FlowBox, bool) {
	invited, received := c.Box("invited"), c.Box("received")
	if !m.flow.Survey || received == nil {
		return figure.FlowBox{}, false
	}
	asked, known := invited.Total()
	answered, also := received.Total()
	if !known || !also || asked < answered {
		return figure.FlowBox{}, false
	}
	box := m.words(rowID(c.Name, "silent"), m.Strings.Number(asked-answered), m.Strings.N("flow-silent", asked-answered))
	box.Class = "out"
	return box, true
}

// rowID returns the id of a box in the table.
func rowID(column, key string) string {
	if column == "" {
		return "box-" + key
	}
	return "box-" + column + "-" + key
}

func (m *flowMaker) words(id, number, label string) figure.FlowBox {
	return figure.FlowBox{Number: number, Label: label, Href: "#" + id, Name: joinGiven(" ", number, label)}
}

// box returns a box in words.
func (m *flowMaker) box(column string, b *model.FlowBox) figure.FlowBox {
	n, known := b.Total()
	out := m.words(rowID(column, b.Key), m.number(n, known), m.label(b.Key, n, b.Label))
	if !known {
		out.Class = "no"
	}
	if known && n <= maxTicks {
		out.Ticks = n
	}
	for i := range b.Parts {
		p := &b.Parts[i]
		out.Parts = append(out.Parts, figure.FlowPart{Number: m.number(p.Count.N, p.Count.N >= 0), Label: p.Name.Text})
	}
	return out
}

func (m *flowMaker) number(n int, known bool) string {
	if !known {
		return m.Strings.T("not-stated")
	}
	return m.Strings.Number(n)
}

// label returns the words of a box: the author's, or those of its form.
func (m *flowMaker) label(key string, n int, own model.Value) string {
	if own.Given() {
		return own.Text
	}
	form := "flow-plain-"
	if m.flow.Review {
		form = "flow-review-"
	}
	unit := m.flow.Unit.Text
	if unit == "" {
		unit = m.Strings.T("flow-unit")
	}
	return m.Strings.N(form+key, max(n, 0), "unit", unit)
}

// ends returns the rows that the columns end in: what was included, with an
// earlier version of a review the total, and what was adopted.
func (m *flowMaker) ends() []figure.FlowRow {
	var rows []figure.FlowRow
	f := m.flow
	if f.Included.Used() {
		box := m.result("included", &f.Included)
		if !f.Review {
			box.Dots = m.dots(len(m.records))
			box.Ticks = m.rest(f.Included.Studies.N, len(m.records))
		}
		row := figure.FlowRow{Pairs: []figure.FlowPair{{Main: &box}}}
		if f.Review {
			row.Phase = m.Strings.T("flow-phase-included")
		}
		if n, ok := m.unadopted(); ok {
			side := m.words("box-unadopted", m.Strings.Number(n), m.Strings.N("flow-unadopted", n))
			side.Class = "out"
			row.Pairs[0].Side = []figure.FlowBox{side}
			m.row(FlowRow{ID: "box-unadopted", Label: side.Label, Number: side.Number})
		}
		rows = append(rows, row)
	}
	if f.Previous.Used() {
		rows = append(rows, m.total())
	}
	if f.Adopted != nil {
		box := m.box("", f.Adopted)
		box.Class = joinGiven(" ", "on", box.Class)
		n, known := f.Adopted.Total()
		box.Dots, box.Ticks = m.dots(m.adopted), 0
		if known {
			box.Ticks = m.rest(n, m.adopted)
		}
		m.tableBox("", f.Adopted, "adopted")
		rows = append(rows, figure.FlowRow{Pairs: []figure.FlowPair{{Main: &box}}})
	}
	return rows
}

// unadopted is how many of those included were not adopted, where both numbers
// are known and all of them are cases.
func (m *flowMaker) unadopted() (int, bool) {
	if m.flow.Adopted == nil || m.flow.Included.Studies.N < 0 || m.flow.Review {
		return 0, false
	}
	n, known := m.flow.Adopted.Total()
	return m.flow.Included.Studies.N - n, known && n <= m.flow.Included.Studies.N
}

// rest is how many ticks stand beside discs; none where they would be many.
func (m *flowMaker) rest(n, discs int) int {
	if n < discs || n > maxTicks {
		return 0
	}
	return n - discs
}

func (m *flowMaker) dots(n int) []figure.FlowDot {
	if n > maxTicks {
		return nil
	}
	var out []figure.FlowDot
	for _, d := range m.records[:min(n, len(m.records))] {
		class := "md"
		switch d.Class {
		case "dot on":
			class = "md on"
		case "dot off":
			class = "md off"
		}
		out = append(out, figure.FlowDot{Class: class, Href: d.Href, Name: d.Name})
	}
	return out
}

// result returns the box of what was included, or was in an earlier version.
func (m *flowMaker) result(key string, r *model.FlowResult) figure.FlowBox {
	id := rowID("", key)
	n := r.Studies.N
	box := m.words(id, m.number(n, n >= 0), m.label(key, n, r.Label))
	if n < 0 {
		box.Class = "no"
	}
	if m.flow.Review && n >= 0 && n <= maxTicks {
		box.Ticks = n
	}
	says := key
	if m.flow.Review && !r.Whole {
		says = key + ": studies"
	}
	m.row(FlowRow{ID: id, Label: box.Label, Number: box.Number, Sum: m.sums[says].Plain, Note: r.Note.Text, Lang: m.lang})
	if m.flow.Review && !r.Whole && r.Reports.Given() {
		label := m.Strings.N("flow-review-reports-"+key, max(r.Reports.N, 0))
		number := m.number(r.Reports.N, r.Reports.N >= 0)
		box.Parts = append(box.Parts, figure.FlowPart{Number: number, Label: label})
		m.row(FlowRow{Part: true, Label: label, Number: number, Sum: m.sums[key+": reports"].Plain})
	}
	return box
}

// total returns the row of all studies of a review that was updated: the new
// ones with those of the earlier version, which come in from the side.
func (m *flowMaker) total() figure.FlowRow {
	f := m.flow
	previous := m.result("previous", &f.Previous)
	sum, text := -1, ""
	if f.Previous.Studies.N >= 0 && f.Included.Studies.N >= 0 {
		sum = f.Previous.Studies.N + f.Included.Studies.N
		text = m.Strings.Number(f.Included.Studies.N) + " + " + m.Strings.Number(f.Previous.Studies.N) + " = " + m.Strings.Number(sum)
	}
	box := m.words("box-total", m.number(sum, sum >= 0), m.Strings.N("flow-review-total", max(sum, 0)))
	if sum < 0 {
		box.Class = "no"
	}
	m.row(FlowRow{ID: "box-total", Label: box.Label, Number: box.Number, Sum: text})
	return figure.FlowRow{Pairs: []figure.FlowPair{{Main: &box, Side: []figure.FlowBox{previous}, In: true}}}
}

// tableRows lists the boxes of all columns.
func (m *flowMaker) tableRows() {
	for i := range m.flow.Columns {
		c := &m.flow.Columns[i]
		prefix := ""
		if len(m.flow.Columns) > 1 {
			prefix = c.Name + ": "
			m.row(FlowRow{Head: m.Strings.T("flow-column-" + c.Name)})
		}
		for k := range c.Boxes {
			m.tableBox(c.Name, &c.Boxes[k], prefix+c.Boxes[k].Key)
			if c.Boxes[k].Key == "invited" {
				if silent, ok := m.silent(c); ok {
					m.row(FlowRow{ID: silent.Href[1:], Label: silent.Label, Number: silent.Number})
				}
			}
		}
	}
}

// tableBox lists a box and its parts. says is its name in the sums.
func (m *flowMaker) tableBox(column string, b *model.FlowBox, says string) {
	n, known := b.Total()
	r := FlowRow{ID: rowID(column, b.Key), Label: m.label(b.Key, n, b.Label), Number: m.number(n, known), Sum: m.sums[says].Plain, Note: b.Note.Text, Lang: m.lang}
	m.row(r)
	for i := range b.Parts {
		p := &b.Parts[i]
		m.row(FlowRow{Part: true, Label: p.Name.Text, Lang: m.lang, Number: m.number(p.Count.N, p.Count.N >= 0)})
	}
}

func (m *flowMaker) row(r FlowRow) { m.rows = append(m.rows, r) }

// flowCaption says in one sentence, or two, what a flow shows.
func (s *Site) flowCaption(c *model.Call) string {
	marks := flow.Of(c.Flow)
	invited, received, included, adopted := flow.Find(marks, flow.Invited), flow.Find(marks, flow.Received), flow.Find(marks, flow.Included), flow.Find(marks, flow.Adopted)
	first := ""
	switch {
	case received.Known && included.Known && c.IsReview():
		first = s.Strings.N("flow-caption-review", included.N, "total", s.Strings.Number(received.N))
	case received.Known && included.Known:
		first = s.Strings.N("flow-caption-included", included.N, "total", s.Strings.Number(received.N))
	case received.Known && invited.Known:
		first = s.Strings.N("flow-caption-answered", received.N, "total", s.Strings.Number(invited.N))
	case received.Known:
		first = s.Strings.N("flow-caption-received", received.N)
	case included.Known:
		first = s.Strings.N("flow-caption-some", included.N)
	}
	if first != "" && adopted.Known {
		return joinGiven(". ", first, s.Strings.N("flow-caption-adopted", adopted.N))
	}
	if first == "" {
		return s.Strings.T("flow-caption-none")
	}
	return first
}

// flowSmall gives what a reader of the figure should know.
func (s *Site) flowSmall(c *model.Call, records int) []string {
	out := []string{s.Strings.T("flow-note")}
	if c.Flow.Review {
		out = append(out, s.Strings.T("flow-prisma"))
	}
	if records > 0 && !c.Flow.Review {
		out = append(out, s.Strings.T("flow-discs"))
	}
	return out
}
