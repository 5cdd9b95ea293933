package flow

import (
	"strconv"
	"strings"

	"casebook/generator/model"
)

// A Sum is one step of the arithmetic: what a box, and what left the flow after
// it, leave for the next.
type Sum struct {
	At    model.At // of the number that it should be
	Text  string   // "assessed 110 − reasons 88 = 22"
	Plain string   // the same in numbers alone: "110 − 88 = 22"; empty where there is nothing to add up
	Says  string   // name of the box with the number that it should be: "included"
	Left  int      // what the arithmetic leaves
	Next  int      // what the box says
	Exact bool     // otherwise Left is the most that it can be: a number between is not stated
}

// Closes reports whether the next box says what is left.
func (s *Sum) Closes() bool {
	if s.Exact {
		return s.Left == s.Next
	}
	return s.Next <= s.Left
}

// Message words a sum, with what the box says where it does not close:
// "assessed 110 − reasons 88 = 22, but included says 23".
func (s *Sum) Message() string {
	if s.Closes() {
		return s.Text
	}
	return s.Text + ", but " + s.Says + " says " + strconv.Itoa(s.Next)
}

// Sums returns every sum of a flow that can be done, in its order. Numbers that
// are not stated, or cannot be read, are gone around: the sum over them is one
// of at most.
func Sums(f *model.Flow) []Sum {
	if f == nil {
		return nil
	}
	var sums []Sum
	var rests []chain
	for i := range f.Columns {
		c := chain{}
		sums = append(sums, c.column(f, &f.Columns[i])...)
		rests = append(rests, c)
	}
	end := together(rests)
	sums = append(sums, end.result(f)...)
	return append(sums, reports(f)...)
}

// A chain is what is known on the way through boxes: the last number, and what
// was taken from it since.
type chain struct {
	terms []string // "assessed 110", "reasons 88"
	plain []string // "110", "88"
	left  int
	known bool // there is a number to start from
	loose bool // something since then is not stated
}

// column goes through the boxes of a column.
func (c *chain) column(f *model.Flow, column *model.FlowColumn) []Sum {
	var sums []Sum
	prefix := ""
	if len(f.Columns) > 1 {
		prefix = column.Name + ": "
	}
	for i := range column.Boxes {
		b := &column.Boxes[i]
		n, known := b.Total()
		switch {
		case b.Exit:
			c.take(b.Key, n, known)
		case !known:
			c.loose = true
		default:
			if s, ok := c.sum(b.At, prefix+b.Key, n); ok {
				sums = append(sums, s)
			}
			c.start(prefix+b.Key, n)
			// Those who were asked and did not answer are in no box; and who
			// answers a call may never have been asked.
			c.loose = b.Key == "invited"
			c.known = b.Key != "invited" || f.Survey
		}
	}
	return sums
}

func (c *chain) start(name string, n int) {
	*c = chain{terms: []string{name + " " + strconv.Itoa(n)}, plain: []string{strconv.Itoa(n)}, left: n, known: true}
}

func (c *chain) take(name string, n int, known bool) {
	if !known {
		c.terms = append(c.terms, name+" (not stated)")
		c.loose = true
		return
	}
	c.terms = append(c.terms, name+" "+strconv.Itoa(n))
	c.plain = append(c.plain, strconv.Itoa(n))
	c.left -= n
}

// sum compares what is left with the next number; ok is false where there is
// nothing to start from.
func (c *chain) sum(at model.At, says string, next int) (Sum, bool) {
	if !c.known {
		return Sum{}, false
	}
	text := strings.Join(c.terms, " − ")
	switch {
	case c.loose:
		text += " leaves at most " + strconv.Itoa(c.left)
	case len(c.terms) > 1:
		text += " = " + strconv.Itoa(c.left)
	}
	return Sum{At: at, Text: text, Plain: c.numbers(), Says: says, Left: c.left, Next: next, Exact: !c.loose}, true
}

// numbers writes a sum without words.
func (c *chain) numbers() string {
	switch {
	case c.loose || len(c.plain) == 0:
		return ""
	case c.plain[0] == "": // of several columns
		return strings.Join(c.plain[1:], " + ") + " = " + strconv.Itoa(c.left)
	case len(c.plain) == 1:
		return ""
	}
	return strings.Join(c.plain, " − ") + " = " + strconv.Itoa(c.left)
}

// together joins what is left of several columns: known where it is known of
// each.
func together(rests []chain) chain {
	if len(rests) == 1 {
		return rests[0]
	}
	out := chain{known: len(rests) > 0, plain: []string{""}}
	for _, r := range rests {
		text := strings.Join(r.terms, " − ")
		if len(r.terms) > 1 && !r.loose {
			text += " = " + strconv.Itoa(r.left)
		}
		out.terms = append(out.terms, text)
		out.plain = append(out.plain, strconv.Itoa(r.left))
		out.left += r.left
		out.known, out.loose = out.known && r.known, out.loose || r.loose
	}
	if len(out.terms) > 1 {
		out.terms = []string{strings.Join(out.terms, "; ") + "; together " + strconv.Itoa(out.left)}
	}
	return out
}

// result compares what is left with what was included, and that with what was
// adopted.
func (c *chain) result(f *model.Flow) []Sum {
	var sums []Sum
	add := func(at model.At, says string, n int) {
		if s, ok := c.sum(at, says, n); ok {
			sums = append(sums, s)
		}
		c.start(says, n)
	}
	in := &f.Included
	switch {
	case in.Reports.N >= 0:
		add(in.Reports.At, "included: reports", in.Reports.N)
		c.loose = true // a study may have several reports
		add(in.Studies.At, "included: studies", in.Studies.N)
	case in.Studies.N >= 0:
		c.loose = c.loose || !in.Whole
		add(in.Studies.At, "included", in.Studies.N)
	}
	if f.Adopted == nil {
		return sums
	}
	if n, known := f.Adopted.Total(); known {
		c.loose = true // the rest was included and not adopted
		add(f.Adopted.At, "adopted", n)
	}
	return sums
}

// reports compares studies with their reports in what an earlier version of a
// review included.
func reports(f *model.Flow) []Sum {
	p := &f.Previous
	if p.Studies.N < 0 || p.Reports.N < 0 {
		return nil
	}
	c := chain{}
	c.start("previous: reports", p.Reports.N)
	c.loose = true
	s, _ := c.sum(p.Studies.At, "previous: studies", p.Studies.N)
	return []Sum{s}
}
