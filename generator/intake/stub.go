package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casebook/generator/country"
	"casebook/generator/model"
	"casebook/generator/scaffold"
	"casebook/generator/source"
	"casebook/generator/vocab"
)

// A Stub is a record made from one answer.
type Stub struct {
	Line   int    // of the answer
	Answer string // what it says, as a hash
	Origin string // what the file says of where it is from, unique for each answer: "thet-2019 R_17"
	Slug   string // for the name of the file; empty when the title gives none
	Text   []byte // the file
	Unfit  []Unfit
	Other  []string // columns that are kept as comments
}

// An Unfit is an answer that its key cannot hold as it is. It is in the file
// as a comment.
type Unfit struct {
	Column, Answer, Why string
}

// maxSummary is the greatest length of a summary in characters.
const maxSummary = 300

// maxRemarks bounds what stands in comments, in bytes: with the keys it must
// fit into a front matter.
const maxRemarks = source.MaxFront / 2

// mark stands before the origin of an imported record in its file.
const mark = "# imported from: "

// OriginOf returns where an imported file says it is from, or nothing. Only
// its front matter is searched.
func OriginOf(data []byte) string {
	head := string(data[:min(len(data), source.MaxFront)])
	for line := range strings.Lines(head) {
		if origin, ok := strings.CutPrefix(strings.TrimRight(line, "\r\n"), mark); ok {
			return origin
		}
	}
	return ""
}

// Stub makes the record of one row. An answer that says nothing at all is an
// error, and so is one with more than a front matter can hold.
func (m *Mapping) Stub(t *Table, row Row, vocabularies *vocab.Set) (Stub, error) {
	b := &builder{mapping: m, vocabularies: vocabularies, values: map[string][]string{}, stub: Stub{Line: row.Line, Answer: rowID(row)}}
	b.stub.Origin = oneLine(m.Source + " " + b.stub.Answer)
	for i, name := range t.Columns {
		if cell := row.Cells[i]; cell != "" {
			b.cell(name, m.to(name), cell)
		}
	}
	if row.Nth > 1 {
		b.stub.Origin += fmt.Sprintf(" (%d)", row.Nth)
	}
	b.defaults()
	b.stub.Slug = scaffold.Slug(strings.Join(b.values["title"], ""))
	text := b.text()
	if len(b.remarks.String()) > maxRemarks {
		return b.stub, fmt.Errorf("what has no key fills %d kB, and %d kB fit; map its longest column to \"body\"", len(b.remarks.String())>>10, maxRemarks>>10)
	}
	b.stub.Text = []byte(text)
	return b.stub, nil
}

// rowID is the id of an answer that brings none: a hash of all it says.
func rowID(row Row) string {
	sum := sha256.Sum256([]byte(strings.Join(row.Cells, "\x1f")))
	return "sha256-" + hex.EncodeToString(sum[:8])
}

// A builder gathers the parts of a file.
type builder struct {
	mapping      *Mapping
	vocabularies *vocab.Set
	values       map[string][]string
	remarks      strings.Builder
	body         strings.Builder
	stub         Stub
}

func (b *builder) cell(column, to, cell string) {
	switch to {
	case ToDrop:
	case ToRemark:
		b.stub.Other = append(b.stub.Other, column)
		b.remark(column, cell)
	case ToBody:
		b.section(column, cell)
	case ToID:
		b.stub.Origin = oneLine(b.mapping.Source + " " + cell)
	default:
		b.field(column, fieldOf(to), cell)
	}
}

// field gives a key its values; what the key cannot hold is a remark.
func (b *builder) field(column string, f *field, cell string) {
	texts := []string{visible(strings.Join(strings.Fields(cell), " "))}
	if f.list {
		texts = split(visible(cell), b.mapping.Separator)
	}
	if f.key == "origin_country" {
		texts = countries(texts)
	}
	for _, text := range texts {
		value, why := b.value(f, text)
		if why != "" {
			b.stub.Unfit = append(b.stub.Unfit, Unfit{column, text, why})
			b.remark(column, text)
		}
		if value != "" {
			b.values[f.key] = appendOnce(b.values[f.key], value)
		}
	}
}

// countries divides texts in which several countries stand with commas, "and"
// or strokes between them. What is one country already stays whole ("Trinidad
// and Tobago", "Congo, Dem. Rep."), and so does a text that names none.
func countries(texts []string) []string {
	var out []string
	for _, text := range texts {
		parts := []string{text}
		for _, mark := range []string{",", " and ", "&", "/"} {
			var next []string
			for _, part := range parts {
				if _, ok := country.Find(part); ok {
					next = append(next, part)
					continue
				}
				next = append(next, strings.Split(part, mark)...)
			}
			parts = joined(next)
		}
		if !slices.ContainsFunc(parts, func(p string) bool { _, ok := country.Find(p); return ok }) {
			parts = []string{text}
		}
		out = append(out, parts...)
	}
	return out
}

// joined puts together again what a comma within a name has divided.
func joined(parts []string) []string {
	var out []string
	for len(parts) > 0 {
		n := 1
		for k := min(len(parts), 3); k > 1; k-- {
			if _, ok := country.Find(strings.Join(parts[:k], ",")); ok {
				n = k
				break
			}
		}
		if text := strings.TrimSpace(strings.Join(parts[:n], ",")); text != "" {
			out = append(out, text)
		}
		parts = parts[n:]
	}
	return out
}

// value turns an answer into a value; why says what is wrong with the answer.
func (b *builder) value(f *field, text string) (value, why string) {
	switch {
	case f.key == "adoption_status":
		return notStated, b.claim(f, text)
	case f.vocabulary != "":
		return b.term(f, text)
	case f.key == "origin_country":
		if c, ok := country.Find(text); ok {
			return c.Alpha3, ""
		}
		return "", "it is no country"
	case f.key == "origin_year":
		if y := model.ParseYear(model.Value{Text: text}); len(text) == 4 && y.N >= 1000 {
			return text, ""
		}
		return "", "it is no year"
	case f.key == "summary" && utf8.RuneCountInString(text) > maxSummary:
		b.section("Summary as it was given", text)
		return shortened(text), "it is longer than 300 characters: the text holds it whole"
	}
	return text, ""
}

// term turns an answer into a term, not-stated where there is none.
func (b *builder) term(f *field, text string) (id, why string) {
	if id, ok := b.mapping.Values[f.key][fold(text)]; ok && id != notStated {
		return id, ""
	} else if ok {
		return id, "it is no term of " + f.vocabulary
	}
	if v := b.vocabularies.Get(f.vocabulary); v != nil {
		if id := exactTerm(text, v); id != "" {
			return id, ""
		}
	}
	return notStated, "it is no term of " + f.vocabulary
}

// claim says why a first note cannot hold a status of adoption: the rules ask
// for the adoption, or for a source, and an answer brings neither.
func (b *builder) claim(f *field, text string) (why string) {
	id, why := b.term(f, text)
	if why == "" && id != notStated {
		return "it needs the adoption, with its source"
	}
	return why
}

// defaults fills what a stub needs and nobody answered. Not stated beside a
// term that was found says nothing.
func (b *builder) defaults() {
	for key, value := range b.mapping.Defaults {
		if len(b.values[key]) == 0 {
			b.values[key] = []string{value}
		}
	}
	for key, values := range b.values {
		if len(values) > 1 {
			kept := values[:0]
			for _, v := range values {
				if v != notStated {
					kept = append(kept, v)
				}
			}
			b.values[key] = kept
		}
	}
}

// text writes the file.
func (b *builder) text() string {
	var w strings.Builder
	w.WriteString("---\n")
	for _, f := range fields {
		values := b.values[f.key]
		needed := f.key == "title" || f.key == "origin_country" || f.key == "innovation_type" || f.key == "learning_direction" || f.key == "summary"
		switch {
		case len(values) == 0 && !needed:
		case len(values) == 0 && f.list:
			w.WriteString(f.key + ": []\n")
		case len(values) == 0:
			w.WriteString(f.key + ": \"\"\n")
		case f.list:
			w.WriteString(f.key + ": " + scaffold.FlowList(values) + "\n")
		default:
			w.WriteString(f.key + ": " + scaffold.FlowScalar(values[0]) + "\n")
		}
		if f.key == "summary" {
			w.WriteString("status: stub\n")
		}
	}
	w.WriteString(mark + b.stub.Origin + "\n")
	if b.remarks.Len() > 0 {
		w.WriteString("# Answers that no key holds yet:\n" + b.remarks.String())
	}
	w.WriteString("---\n")
	if b.body.Len() > 0 {
		w.WriteString(b.body.String())
	}
	return w.String()
}

// remark keeps an answer as comment lines.
func (b *builder) remark(column, text string) {
	lead := "#   " + visible(column) + ": "
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		b.remarks.WriteString(strings.TrimRight(lead+visible(line), " ") + "\n")
		lead = "#     "
	}
}

// section keeps an answer as a part of the text. What would be markup stands
// as it was typed.
func (b *builder) section(heading, text string) {
	fmt.Fprintf(&b.body, "\n## %s\n", escape(strings.TrimRight(heading, "?: ")))
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if line = strings.TrimSpace(line); line != "" {
			b.body.WriteString("\n" + escape(line) + "\n")
		}
	}
}

// escape writes a line so that Markdown shows it as it was typed: every mark
// of the language has a backslash (CommonMark 0.31.2, section 2.4) where it
// could mean something.
func escape(line string) string {
	var b strings.Builder
	for i, r := range visible(line) {
		switch {
		case strings.ContainsRune("\\`*_[]<>|~$", r),
			i == 0 && strings.ContainsRune("#+-=!", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return numbered(b.String())
}

// numbered keeps "1. " and "1) " from starting a list.
func numbered(line string) string {
	digits := strings.TrimLeft(line, "0123456789")
	if n := len(line) - len(digits); n > 0 && digits != "" && (digits[0] == '.' || digits[0] == ')') {
		return line[:n] + "\\" + digits
	}
	return line
}

// visible writes characters that are not seen, or that turn the direction of
// what follows, as their numbers, and white space but line breaks as spaces.
func visible(s string) string {
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '\n':
			b.WriteRune(r)
		case r == '\t' || r == '\r' || r == '\u00a0':
			b.WriteByte(' ')
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\ufeff':
			fmt.Fprintf(&b, "U+%04X", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// shortened cuts a text after the last sentence, else the last word, that fits
// a summary.
func shortened(text string) string {
	runes := []rune(text)
	head := string(runes[:min(len(runes), maxSummary-1)])
	if i := strings.LastIndex(head, ". "); i > maxSummary/3 {
		return head[:i+1]
	}
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		head = head[:i]
	}
	return head + "…"
}

// split divides a cell into its values.
func split(cell, separator string) []string {
	var list []string
	for part := range strings.FieldsFuncSeq(cell, func(r rune) bool {
		return r == '\n' || separator == "" && r == ';' || len(separator) == 1 && r == rune(separator[0])
	}) {
		pieces := []string{part}
		if len(separator) > 1 {
			pieces = strings.Split(part, separator)
		}
		for _, p := range pieces {
			if p = strings.Join(strings.Fields(p), " "); p != "" {
				list = append(list, p)
			}
		}
	}
	return list
}

func appendOnce(list []string, s string) []string {
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}
