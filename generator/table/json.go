package table

import (
	"bufio"
	"io"
	"unicode/utf8"
)

// WriteJSON writes a table as a JSON array of objects, one a row and a line,
// with the columns as keys in their order (RFC 8259). Numbers and truth values
// are such, lists are arrays, a missing value is null.
func WriteJSON(w io.Writer, t *Table) error {
	return writeRows(w, t, "[\n", ",\n", "\n]\n")
}

// WriteJSONLines writes a table as JSON Lines (jsonlines.org): the objects of
// WriteJSON, one a line.
func WriteJSONLines(w io.Writer, t *Table) error {
	return writeRows(w, t, "", "\n", "\n")
}

func writeRows(w io.Writer, t *Table, before, between, after string) error {
	out := bufio.NewWriterSize(w, 64<<10)
	out.WriteString(before)
	keys := objectKeys(t.Columns)
	var line []byte
	first := true
	for row := range t.Rows {
		line = line[:0]
		if !first {
			line = append(line, between...)
		}
		first = false
		line = appendObject(line, keys, row)
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	if !first || before != "" { // no line end without a line
		out.WriteString(after)
	}
	return out.Flush()
}

// objectKeys returns what stands before each value: its key, and what parts it
// from the one before.
func objectKeys(columns []Column) []string {
	keys := make([]string, len(columns))
	for i := range columns {
		before := byte(',')
		if i == 0 {
			before = '{'
		}
		keys[i] = string(append(AppendString([]byte{before}, columns[i].Name), ':'))
	}
	return keys
}

func appendObject(b []byte, keys []string, row []Cell) []byte {
	for i := range row {
		b = append(b, keys[i]...)
		b = appendValue(b, &row[i])
	}
	return append(b, '}')
}

func appendValue(b []byte, c *Cell) []byte {
	switch c.kind {
	case isText:
		return AppendString(b, c.text)
	case isNumber:
		return appendNumber(b, c.number)
	case isBool:
		if c.number != 0 {
			return append(b, "true"...)
		}
		return append(b, "false"...)
	case isList:
		b = append(b, '[')
		for i, item := range c.list {
			if i > 0 {
				b = append(b, ',')
			}
			b = AppendString(b, item)
		}
		return append(b, ']')
	}
	return append(b, "null"...)
}

const hex = "0123456789abcdef"

// AppendString adds s to b as a JSON string (RFC 8259, section 7). Bytes that
// are not UTF-8 become U+FFFD. The line separators U+2028 and U+2029 are
// escaped, as some readers of JSON Lines take them for line ends.
func AppendString(b []byte, s string) []byte {
	b = append(b, '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c < utf8.RuneSelf && c != '"' && c != '\\' {
			b = append(b, c)
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		case c == '\n':
			b = append(b, '\\', 'n')
		case c == '\t':
			b = append(b, '\\', 't')
		case c < 0x20:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		case r == '\u2028', r == '\u2029':
			b = append(b, `\u202`...)
			b = append(b, hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
		i += size
	}
	return append(b, '"')
}
