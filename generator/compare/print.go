package compare

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// number writes a number with at most one decimal.
func number(x float64) string { return strconv.FormatFloat(math.Round(x*10)/10, 'f', -1, 64) }

// Empty reports whether nothing changed.
func (r *Result) Empty() bool {
	return len(r.Added)+len(r.Removed)+len(r.Changed)+len(r.Statistics) == 0
}

// Headline sums the result up in one line.
func (r *Result) Headline() string {
	if r.Empty() {
		return "nothing in the data changes"
	}
	parts := []string{
		count(len(r.Added), "record") + " added", fmt.Sprintf("%d changed", len(r.Changed)), fmt.Sprintf("%d removed", len(r.Removed)),
	}
	return strings.Join(parts, ", ") + "; " + count(len(r.Statistics), "statistic") + " moved"
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// JSON writes the result for a program.
func (r *Result) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// Text writes the result for a person.
func (r *Result) Text(w io.Writer) error {
	p := &printer{w: w, quote: func(s string) string { return s }, item: "    "}
	p.line("%s", r.Headline())
	for _, s := range r.Problems {
		p.line("problem: %s", s)
	}
	for _, e := range r.Added {
		p.line("+ %s", p.entry(e))
		p.alike(e)
	}
	for _, e := range r.Removed {
		p.line("- %s", p.entry(e))
	}
	for i := range r.Changed {
		p.line("~ %s", p.entry(r.Changed[i].Entry))
		p.alike(r.Changed[i].Entry)
		p.change(&r.Changed[i])
	}
	if len(r.Statistics) > 0 {
		p.line("statistics")
	}
	p.statistics(r.Statistics)
	return p.err
}

// Markdown writes the result as a comment. What people wrote stands in code
// spans: it cannot become markup, a link or the call of a person's name.
func (r *Result) Markdown(w io.Writer) error {
	p := &printer{w: w, quote: code, item: "  - "}
	p.line("**What this does to the data:** %s.", r.Headline())
	p.section("Problems", len(r.Problems))
	for _, s := range r.Problems {
		p.line("- %s", code(s))
	}
	p.section("Added", len(r.Added))
	for _, e := range r.Added {
		p.line("- %s", p.entry(e))
		p.alike(e)
	}
	p.section("Removed", len(r.Removed))
	for _, e := range r.Removed {
		p.line("- %s", p.entry(e))
	}
	p.section("Changed", len(r.Changed))
	for i := range r.Changed {
		p.line("- %s", p.entry(r.Changed[i].Entry))
		p.alike(r.Changed[i].Entry)
		p.change(&r.Changed[i])
	}
	p.section("Statistics", len(r.Statistics))
	p.item = "- "
	p.statistics(r.Statistics)
	return p.err
}

// A printer writes lines; what people wrote goes through quote.
type printer struct {
	w     io.Writer
	quote func(string) string
	item  string // before a line below a record
	err   error
}

func (p *printer) line(format string, args ...any) {
	if p.err == nil {
		_, p.err = fmt.Fprintf(p.w, format+"\n", args...)
	}
}

func (p *printer) section(title string, n int) {
	if n > 0 {
		p.line("\n### %s\n", title)
	}
}

func (p *printer) entry(e Entry) string {
	name := e.File
	if e.ID != "" {
		name = e.ID + " " + e.File
	}
	return p.quote(name) + " " + p.quote(e.Title) + " (" + e.Status + ")"
}

// alike writes which records a new one may be the same as.
func (p *printer) alike(e Entry) {
	for _, s := range e.Alike {
		p.line("%slook: %s", p.item, p.quote(s))
	}
}

func (p *printer) change(c *Change) {
	if c.WasFile != "" {
		p.line("%sfile: %s → %s", p.item, p.quote(c.WasFile), p.quote(c.File))
	}
	for _, f := range c.Fields {
		p.field(f)
	}
	if c.Body {
		p.line("%stext: %d → %s", p.item, c.WordsBefore, count(c.WordsNow, "word"))
	}
}

func (p *printer) field(f Field) {
	if !f.List {
		p.line("%s%s: %s → %s", p.item, p.quote(f.Key), p.value(f.Before), p.value(f.Now))
		return
	}
	for _, s := range f.Before {
		p.line("%s%s: − %s", p.item, p.quote(f.Key), p.quote(short(s)))
	}
	for _, s := range f.Now {
		p.line("%s%s: + %s", p.item, p.quote(f.Key), p.quote(short(s)))
	}
}

func (p *printer) value(texts []string) string {
	if len(texts) == 0 {
		return "(nothing)"
	}
	return p.quote(short(strings.Join(texts, ", ")))
}

// maxCells is how many counts of a statistic are listed in full.
const maxCells = 6

func (p *printer) statistics(list []Moved) {
	for i := range list {
		m := &list[i]
		if m.Before != m.Now {
			p.line("%s%s: %s → %s", p.item, m.Title, m.Before, m.Now)
			continue
		}
		var parts []string
		for _, c := range m.Cells {
			parts = append(parts, fmt.Sprintf("%s %d → %d", strings.Join(strings.Fields(c.Row+" "+c.Column), " × "), c.Before, c.Now))
		}
		if more := len(parts) - maxCells; more > 0 {
			parts = append(parts[:maxCells], fmt.Sprintf("and %d more", more))
		}
		p.line("%s%s: %s", p.item, m.Title, strings.Join(parts, ", "))
	}
}

// maxText is how much of a value is shown, in characters.
const maxText = 160

func short(s string) string {
	runes := []rune(s)
	if len(runes) <= maxText {
		return s
	}
	return string(runes[:maxText]) + "…"
}

// code writes a text as a code span of CommonMark (0.31.2, section 6.1): with
// more backticks around it than it holds.
func code(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	longest, run := 0, 0
	for _, r := range s {
		if r != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	fence := strings.Repeat("`", longest+1)
	if longest > 0 {
		return fence + " " + s + " " + fence
	}
	if s == "" {
		return "(nothing)"
	}
	return fence + s + fence
}
