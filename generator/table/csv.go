package table

import (
	"bufio"
	"io"
	"strconv"
	"strings"
)

// ListSeparator stands between the items of a list in CSV and XLSX.
const ListSeparator = "|"

// WriteCSV writes a table as CSV (RFC 4180): UTF-8 without a byte order mark,
// a header, lines that end in CR LF, quotes where a field needs them. A missing
// value is an empty field. Texts are guarded (see Guard), lists are joined (see
// JoinList), truth is TRUE or FALSE, which R and spreadsheets read as such.
func WriteCSV(w io.Writer, t *Table) error {
	out := bufio.NewWriterSize(w, 64<<10)
	var line []byte
	for i := range t.Columns {
		line = appendField(line, i, t.Columns[i].Name)
	}
	out.Write(append(line, '\r', '\n'))
	for row := range t.Rows {
		line = line[:0]
		for i := range row {
			line = appendCell(line, i, &row[i])
		}
		if _, err := out.Write(append(line, '\r', '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}

func appendCell(line []byte, i int, c *Cell) []byte {
	if c.kind == isNumber { // a minus sign of a number is no formula
		if i > 0 {
			line = append(line, ',')
		}
		return appendNumber(line, c.number)
	}
	return appendField(line, i, Guard(c.plain()))
}

// plain returns a cell as a text.
func (c *Cell) plain() string {
	switch c.kind {
	case isText:
		return c.text
	case isNumber:
		return string(appendNumber(nil, c.number))
	case isBool:
		if c.number != 0 {
			return "TRUE"
		}
		return "FALSE"
	case isList:
		return JoinList(c.list)
	}
	return ""
}

func appendNumber(b []byte, n float64) []byte { return strconv.AppendFloat(b, n, 'f', -1, 64) }

// appendField adds field i of a line. A field is quoted when it holds a comma,
// a quote or a line end (RFC 4180, 2.6), or white space at an end, which some
// readers take off.
func appendField(line []byte, i int, s string) []byte {
	if i > 0 {
		line = append(line, ',')
	}
	if !strings.ContainsAny(s, ",\"\r\n") && s == strings.TrimSpace(s) {
		return append(line, s...)
	}
	line = append(line, '"')
	for {
		before, after, found := strings.Cut(s, `"`)
		line = append(line, before...)
		if !found {
			return append(line, '"')
		}
		line = append(line, '"', '"')
		s = after
	}
}

// What a spreadsheet may take for the start of a formula is an equals sign,
// plus, minus or at sign, also a full-width one, at the start of a text or
// after what some spreadsheets part columns and rows by (OWASP, "CSV
// Injection"). White space and apostrophes may stand before it.
const separators = ";\t\r\n"

// Guard puts an apostrophe before whatever a spreadsheet would take for a
// formula. Unguard takes it away again.
func Guard(s string) string {
	places := formulas(s)
	if places == nil {
		return s
	}
	var b strings.Builder
	from := 0
	for _, at := range places {
		b.WriteString(s[from:at])
		b.WriteByte('\'')
		from = at
	}
	b.WriteString(s[from:])
	return b.String()
}

// Unguard returns the text that Guard was given.
func Unguard(s string) string {
	var b strings.Builder
	from := 0
	for _, at := range formulas(s) {
		if s[at] == '\'' {
			b.WriteString(s[from:at])
			from = at + 1
		}
	}
	b.WriteString(s[from:])
	return b.String()
}

// formulas returns where formulas and the apostrophes before them begin.
func formulas(s string) []int {
	var places []int
	for i := 0; i < len(s); {
		at := i + len(s[i:]) - len(strings.TrimLeft(s[i:], " \t\r\n\v\f"))
		i = at + len(s[at:]) - len(strings.TrimLeft(s[at:], "'"))
		if n := sign(s[i:]); n > 0 {
			places = append(places, at)
			i += n
		}
		next := strings.IndexAny(s[i:], separators)
		if next < 0 {
			return places
		}
		i += next + 1
	}
	return places
}

// sign returns the length of the sign at the start of s, or 0.
func sign(s string) int {
	if s == "" {
		return 0
	}
	switch s[0] {
	case '=', '+', '-', '@':
		return 1
	}
	for _, wide := range []string{"\uff1d", "\uff0b", "\uff0d", "\uff20"} {
		if strings.HasPrefix(s, wide) {
			return len(wide)
		}
	}
	return 0
}

var listEscaper = strings.NewReplacer(`\`, `\\`, ListSeparator, `\`+ListSeparator)

// JoinList writes a list as one text: its items with a vertical bar between
// them. A backslash stands before a bar or a backslash that is part of an item.
func JoinList(items []string) string {
	if len(items) == 1 && !strings.ContainsAny(items[0], `\`+ListSeparator) {
		return items[0]
	}
	var b strings.Builder
	for i, item := range items {
		if i > 0 {
			b.WriteString(ListSeparator)
		}
		listEscaper.WriteString(&b, item)
	}
	return b.String()
}

// SplitList returns the items that JoinList was given; none for the empty text.
func SplitList(s string) []string {
	if s == "" {
		return nil
	}
	var items []string
	var item strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			item.WriteByte(s[i])
		case s[i] == ListSeparator[0]:
			items = append(items, item.String())
			item.Reset()
		default:
			item.WriteByte(s[i])
		}
	}
	return append(items, item.String())
}
