// Package intake turns what people send in other forms into stubs of records:
// the rows of a survey tool's export, the body of an issue form, and
// bibliographies into references.
//
// Bytes go in, with a mapping that says which column is which key and which
// answer is which term; texts of files and a report come out. Nothing is
// guessed about a case: what has no place in a record stands below its keys as
// a comment, what a vocabulary does not know becomes not-stated and is
// reported. It reads and writes no files; package cli does that.
package intake

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// A Table is the rows of an export under their headings.
type Table struct {
	Columns []string // each name once, none empty
	Rows    []Row
	Notes   []string // how it was read, where that is not obvious
}

// A Row is one answer.
type Row struct {
	Line  int      // 1-based, in the file or the sheet
	Cells []string // as many as Columns, without white space around them
	Nth   int      // 2 where another answer above has the same id, and so on; else 0
}

// A Choice says how to read a table. The zero value finds out by itself.
type Choice struct {
	Sheet  string // of a workbook; empty: the first
	Header int    // the row of the headings, from 1; 0: the first with text in most cells
	Second bool   // the row below holds headings too
}

// maxCells bounds a table: a file made to be large is refused.
const maxCells = 20_000_000

// ReadCSV reads values divided by commas, semicolons or tabs, in UTF-8, UTF-16
// (with its mark) or Windows-1252. Quoting is that of RFC 4180.
func ReadCSV(data []byte, choice Choice) (*Table, error) {
	text, encoding, err := utf8Text(data)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma = delimiter(text)
	r.FieldsPerRecord = -1
	var rows []Row
	cells := 0
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		var fault *csv.ParseError
		if errors.As(err, &fault) {
			return nil, fmt.Errorf("line %d, column %d: the quotation marks do not fit (%w); open the file in a spreadsheet and save it as CSV again", fault.Line, fault.Column, fault.Err)
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		if cells += len(record); cells > maxCells {
			return nil, fmt.Errorf("the table has more than %d cells", maxCells)
		}
		rows = append(rows, Row{Line: line, Cells: record})
	}
	t, err := newTable(rows, nil, choice)
	if err == nil && encoding != "" {
		t.Notes = append(t.Notes, "read as "+encoding)
	}
	return t, err
}

// utf8Text returns the text of a file, and the name of its encoding where that
// is not UTF-8.
func utf8Text(data []byte) (text, encoding string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return string(data[3:]), "", nil
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		out, _, err := transform.Bytes(unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder(), data)
		return string(out), "UTF-16", err
	case utf8.Valid(data):
		return string(data), "", nil
	default:
		out, _, err := transform.Bytes(charmap.Windows1252.NewDecoder(), data)
		return string(out), "Windows-1252", err
	}
}

// delimiter returns the mark that divides the first line, outside of quotes.
func delimiter(text string) rune {
	counts := map[rune]int{}
	quoted := false
	for _, r := range text {
		if r == '"' {
			quoted = !quoted
		}
		if r == '\n' && !quoted && len(counts) > 0 {
			break
		}
		if !quoted && (r == ',' || r == ';' || r == '\t') {
			counts[r]++
		}
	}
	best := ','
	for _, r := range []rune{';', '\t'} {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}

// ReadXLSX reads a sheet of a workbook (ECMA-376): what its cells show, that of
// formulas as it was last computed. Cells that were merged in the headings all
// have their text.
func ReadXLSX(data []byte, choice Choice) (*Table, error) {
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 1 << 30, UnzipXMLSizeLimit: 64 << 20})
	if err != nil {
		return nil, fmt.Errorf("the workbook cannot be read: %w", err)
	}
	defer book.Close()
	sheets := book.GetSheetList()
	sheet := choice.Sheet
	if sheet == "" && len(sheets) > 0 {
		sheet = sheets[0]
	}
	if !slices.Contains(sheets, sheet) {
		return nil, fmt.Errorf("there is no sheet %q; the sheets are %s", sheet, strings.Join(sheets, ", "))
	}
	texts, err := book.GetRows(sheet)
	if err != nil {
		return nil, fmt.Errorf("the sheet %q cannot be read: %w", sheet, err)
	}
	rows := make([]Row, len(texts))
	cells := 0
	for i, text := range texts {
		rows[i] = Row{Line: i + 1, Cells: text}
		if cells += len(text); cells > maxCells {
			return nil, fmt.Errorf("the sheet %q has more than %d cells", sheet, maxCells)
		}
	}
	merged, err := mergedCells(book, sheet)
	if err != nil {
		return nil, err
	}
	t, err := newTable(rows, merged, choice)
	if err == nil && len(sheets) > 1 {
		t.Notes = append(t.Notes, fmt.Sprintf("read the sheet %q; there are %d", sheet, len(sheets)))
	}
	return t, err
}

// A merge is a range of cells, from 1, that show one text.
type merge struct {
	fromRow, toRow, fromCol, toCol int
	text                           string
}

func mergedCells(book *excelize.File, sheet string) ([]merge, error) {
	cells, err := book.GetMergeCells(sheet)
	if err != nil {
		return nil, fmt.Errorf("the merged cells of %q cannot be read: %w", sheet, err)
	}
	var list []merge
	for _, c := range cells {
		fromCol, fromRow, err1 := excelize.CellNameToCoordinates(c.GetStartAxis())
		toCol, toRow, err2 := excelize.CellNameToCoordinates(c.GetEndAxis())
		if err := errors.Join(err1, err2); err != nil {
			return nil, fmt.Errorf("a merged cell of %q: %w", sheet, err)
		}
		list = append(list, merge{fromRow, toRow, fromCol, toCol, c.GetCellValue()})
	}
	return list, nil
}

// newTable takes the headings off the rows.
func newTable(rows []Row, merged []merge, choice Choice) (*Table, error) {
	for i := range rows {
		for k, cell := range rows[i].Cells {
			rows[i].Cells[k] = strings.TrimSpace(cell)
		}
	}
	head := headRow(rows, merged, choice.Header)
	if head < 0 {
		return nil, errors.New("the table is empty")
	}
	second := choice.Second
	headings := slices.Clone(rows[head].Cells)
	for _, m := range merged {
		if m.fromRow > rows[head].Line || m.toRow < rows[head].Line {
			continue
		}
		second = second || choice.Header == 0 && m.toCol > m.fromCol
		for col := m.fromCol; col <= m.toCol; col++ {
			headings = grown(headings, col)
			headings[col-1] = strings.TrimSpace(m.text)
		}
	}
	rest := rows[head+1:]
	if second && len(rest) > 0 {
		for k, sub := range rest[0].Cells {
			headings = grown(headings, k+1)
			headings[k] = underHeading(headings[k], sub)
		}
		rest = rest[1:]
	}
	return fill(headings, rest), nil
}

// headRow returns the index of the row of headings: the given one, or the
// first that has text in more than half as many cells as the fullest. A cell
// that is merged over several columns counts for all of them, unless it is the
// only one of its row: that is the title of the table.
func headRow(rows []Row, merged []merge, given int) int {
	if given > 0 {
		return slices.IndexFunc(rows, func(r Row) bool { return r.Line >= given })
	}
	spans := map[int]int{}
	for _, m := range merged {
		spans[m.fromRow] += m.toCol - m.fromCol
	}
	count := func(r Row) int {
		if n := filled(r.Cells); n > 1 {
			return n + spans[r.Line]
		}
		return filled(r.Cells)
	}
	most := 0
	for i := range min(len(rows), 50) {
		most = max(most, count(rows[i]))
	}
	return slices.IndexFunc(rows, func(r Row) bool { return most > 0 && 2*count(r) > most })
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if c != "" {
			n++
		}
	}
	return n
}

func grown(cells []string, n int) []string {
	for len(cells) < n {
		cells = append(cells, "")
	}
	return cells
}

func underHeading(heading, sub string) string {
	if heading == "" || sub == "" || heading == sub {
		return heading + strings.TrimPrefix(sub, heading)
	}
	return heading + ": " + sub
}

// fill makes the table: every column has a name of its own, every row as many
// cells as there are columns. Rows without text are left out.
func fill(headings []string, rows []Row) *Table {
	t := &Table{}
	width := len(headings)
	for _, r := range rows {
		width = max(width, lastFilled(r.Cells))
	}
	headings = grown(headings, width)[:width]
	taken := map[string]int{}
	unnamed := 0
	for i, h := range headings {
		h = strings.Join(strings.Fields(h), " ")
		if h == "" {
			unnamed++
			h = "Column " + columnName(i)
		}
		if taken[h]++; taken[h] > 1 {
			h += " (" + strconv.Itoa(taken[h]) + ")"
		}
		t.Columns = append(t.Columns, h)
	}
	if unnamed > 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("%d columns have no heading and are called by their letters; if the headings stand in two rows, say so with --header 1-2", unnamed))
	}
	for _, r := range rows {
		if filled(r.Cells) > 0 {
			t.Rows = append(t.Rows, Row{Line: r.Line, Cells: grown(r.Cells, width)[:width]})
		}
	}
	return t
}

func lastFilled(cells []string) int {
	n := len(cells)
	for n > 0 && cells[n-1] == "" {
		n--
	}
	return n
}

// columnName returns the letters of a column of a spreadsheet, from 0.
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}
