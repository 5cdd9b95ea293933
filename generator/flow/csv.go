package flow

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"casebook/generator/model"
)

// A Record is a record of the evidence base that names a call.
type Record struct {
	ID       string // its number, or its slug while it has none
	Title    string
	Status   string // adoption status; a term
	Explicit bool   // explicitly adopted in a high-income country
}

// A Column is a column of an export, for its data dictionary.
type Column struct{ Name, Definition string }

// CSVColumns are the columns of WriteCSV, in their order.
var CSVColumns = []Column{
	{"call", "Slug of the call: the last part of its address."},
	{"section", "What the row is: fact (what the call was), box (a box of its flow), part (a reason or source within a box), figure (a published number), milestone (a number by which calls are compared), record (a record of the evidence base that names the call)."},
	{"column", "Column of the flow: databases or other in a review; empty in other calls."},
	{"name", "Key of a fact, a box or a milestone, id of a figure, or number of a record."},
	{"part", "The reason or source of a part; the adoption status of a record."},
	{"text", "Text of a fact, label of a box or figure, title of a record. Here, in part and in note, an apostrophe stands before a sign with which a formula would begin."},
	{"number", "The number; empty where it is not stated, and for rows without one."},
	{"of", "What a figure is out of."},
	{"stated", "yes or no, for rows that have a number: no means not stated."},
	{"note", "Note of the author."},
	{"references", "Keys of the sources, separated by spaces."},
}

// WriteCSV writes everything that is counted of a call in long form: what it
// was, its flow box by box, its published figures, its milestones, and the
// records that name it.
func WriteCSV(w io.Writer, c *model.Call, records []Record) error {
	out := &table{csv: csv.NewWriter(w), call: c.Slug}
	header := make([]string, len(CSVColumns))
	for i, column := range CSVColumns {
		header[i] = column.Name
	}
	out.csv.Write(header)
	out.facts(c)
	out.flow(c.Flow)
	for i := range c.Figures {
		f := &c.Figures[i]
		out.row(row{section: "figure", name: f.ID.Text, text: f.Label.Text, number: written(f.Count), of: written(f.Of), stated: stated(f.Count.N >= 0),
			note: f.Note.Text, references: texts(f.References)})
	}
	if c.Flow != nil {
		for _, m := range Of(c.Flow) {
			if m.Used {
				out.row(row{section: "milestone", name: m.ID, number: number(m.N, m.Known), stated: stated(m.Known)})
			}
		}
	}
	for _, r := range records {
		out.row(row{section: "record", name: r.ID, part: r.Status, text: r.Title, note: explicit(r.Explicit)})
	}
	out.csv.Flush()
	return out.csv.Error()
}

func explicit(is bool) string {
	if is {
		return "explicit adoption"
	}
	return ""
}

type table struct {
	csv  *csv.Writer
	call string
}

type row struct{ section, column, name, part, text, number, of, stated, note, references string }

func (t *table) row(r row) {
	t.csv.Write([]string{t.call, r.section, r.column, r.name, plainCell(r.part), plainCell(r.text), r.number, r.of, r.stated, plainCell(r.note), r.references})
}

// plainCell puts an apostrophe before a text that a spreadsheet would take for a
// formula (OWASP, "CSV Injection"): the texts come from strangers.
func plainCell(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

func (t *table) facts(c *model.Call) {
	fact := func(name string, values ...model.Value) {
		for _, v := range values {
			if v.Given() {
				t.row(row{section: "fact", name: name, text: v.Text})
			}
		}
	}
	fact("title", c.Title)
	fact("kind", c.Kind)
	fact("year", c.Year.Value)
	fact("opened", c.Opened)
	fact("closed", c.Closed)
	fact("by", c.By)
	fact("paid_by", c.PaidBy...)
	fact("question", c.Question)
	fact("sent_to", c.SentTo...)
	fact("eligibility", c.Eligible...)
	fact("follows", c.Follows)
	fact("summary", c.Summary)
	fact("data", c.Data)
	fact("updated", c.Updated)
}

func (t *table) flow(f *model.Flow) {
	if f == nil {
		return
	}
	sources := texts(f.References)
	for i := range f.Columns {
		for k := range f.Columns[i].Boxes {
			t.box(f.Columns[i].Name, &f.Columns[i].Boxes[k], sources)
		}
	}
	t.result("previous", &f.Previous, sources)
	t.result("included", &f.Included, sources)
	if f.Adopted != nil {
		t.box("", f.Adopted, sources)
	}
	if f.Note.Given() {
		t.row(row{section: "fact", name: "flow", text: f.Note.Text, references: sources})
	}
}

func (t *table) box(column string, b *model.FlowBox, sources string) {
	n, known := b.Total()
	t.row(row{section: "box", column: column, name: b.Key, text: b.Label.Text, number: number(n, known), stated: stated(known), note: b.Note.Text, references: sources})
	for i := range b.Parts {
		p := &b.Parts[i]
		t.row(row{section: "part", column: column, name: b.Key, part: p.Name.Text, number: written(p.Count), stated: stated(p.Count.N >= 0), references: sources})
	}
}

func (t *table) result(name string, r *model.FlowResult, sources string) {
	if !r.Used() {
		return
	}
	put := func(part string, c model.Count) {
		t.row(row{section: "box", name: name, part: part, text: r.Label.Text, number: written(c), stated: stated(c.N >= 0), note: r.Note.Text, references: sources})
	}
	if r.Whole {
		put("", r.Studies)
		return
	}
	put("studies", r.Studies)
	if r.Reports.Given() {
		put("reports", r.Reports)
	}
}

func written(c model.Count) string { return number(c.N, c.N >= 0) }

func number(n int, known bool) string {
	if !known {
		return ""
	}
	return strconv.Itoa(n)
}

func stated(known bool) string {
	if known {
		return "yes"
	}
	return "no"
}

func texts(values []model.Value) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = v.Text
	}
	return strings.Join(list, " ")
}
