package table

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"fmt"
	"io"
	"strconv"
	"time"
	"unicode/utf8"
)

// A Readme is the first sheet of a workbook.
type Readme struct {
	Name  string // of the sheet
	Title string // of the workbook
	Lines [][2]string
}

// The limits of a sheet (Microsoft, "Excel specifications and limits").
const (
	maxCellRunes = 32_767
	maxSheetRows = 1_048_576
)

// WriteXLSX writes tables as a workbook (ECMA-376 part 1, SpreadsheetML): a
// sheet that says what is what, then a sheet a table, each with a header that
// stays in view and filters. Numbers, dates and truth values are typed cells;
// texts are texts, so that none is a formula; lists are joined as in CSV. What
// is longer than a cell or a sheet may be says where the rest is.
//
// The workbook is written as its rows are made. The files in it have no times.
func WriteXLSX(w io.Writer, readme Readme, tables []Table) error {
	b := newBook(w)
	b.part("[Content_Types].xml", func(p *part) { p.contentTypes(len(tables) + 1) })
	b.part("_rels/.rels", func(p *part) { p.WriteString(packageRels) })
	b.part("docProps/core.xml", func(p *part) { p.properties(readme.Title) })
	b.part("xl/styles.xml", func(p *part) { p.WriteString(stylesXML) })
	b.part("xl/_rels/workbook.xml.rels", func(p *part) { p.bookRels(len(tables) + 1) })
	names, last := []string{readme.Name}, []corner{{}}
	b.part(sheetPath(1), func(p *part) { p.readme(&readme) })
	for i := range tables {
		names = append(names, tables[i].Name)
		b.part(sheetPath(i+2), func(p *part) { last = append(last, p.sheet(&tables[i])) })
	}
	b.part("xl/workbook.xml", func(p *part) { p.workbook(names, last) })
	return b.close()
}

// A book is a workbook that is being written: a zip (ECMA-376 part 2). The
// first error is kept.
type book struct {
	zip *zip.Writer
	err error
}

// newBook packs fast rather than tight: tight takes three times as long for a
// tenth of the bytes.
func newBook(w io.Writer) *book {
	z := zip.NewWriter(w)
	z.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	return &book{zip: z}
}

// part writes one file of the workbook.
func (b *book) part(name string, write func(*part)) {
	if b.err != nil {
		return
	}
	w, err := b.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate})
	if err != nil {
		b.err = fmt.Errorf("write %s of the workbook: %w", name, err)
		return
	}
	p := &part{Writer: bufio.NewWriterSize(w, 64<<10)}
	p.WriteString(xmlHead)
	write(p)
	b.err = p.Flush()
}

func (b *book) close() error {
	if err := b.zip.Close(); b.err == nil {
		b.err = err
	}
	return b.err
}

// A part is one file of a workbook.
type part struct {
	*bufio.Writer
	line []byte
}

func sheetPath(n int) string { return "xl/worksheets/sheet" + strconv.Itoa(n) + ".xml" }

// The numbers of the styles of cells, in the order of cellXfs in stylesXML.
const (
	plainStyle = iota
	headStyle
	dateStyle
	wrappedStyle
)

// A corner is the last cell of a sheet's table.
type corner struct {
	column string
	row    int
}

// sheet writes a table and returns its last cell.
func (p *part) sheet(t *Table) corner {
	p.WriteString(`<worksheet xmlns="` + mainSpace + `"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>` +
		`<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`)
	letters := make([]string, len(t.Columns))
	head := make([]Cell, len(t.Columns))
	for i := range t.Columns {
		letters[i] = columnName(i)
		head[i] = String(t.Columns[i].Name)
		p.column(i+1, width(&t.Columns[i]))
	}
	p.WriteString("</cols><sheetData>")
	p.row(1, letters, func(i int, at []byte) []byte { return appendText(at, headStyle, head[i].text) })
	end := corner{letters[len(letters)-1], p.rows(t, letters)}
	p.WriteString(`</sheetData><autoFilter ref="A1:` + end.column + strconv.Itoa(end.row) + `"/></worksheet>`)
	return end
}

// rows writes the rows below the header and returns the number of the last.
func (p *part) rows(t *Table, letters []string) int {
	n := 1
	for row := range t.Rows {
		n++
		if n == maxSheetRows {
			p.row(n, letters[:1], func(_ int, at []byte) []byte {
				return appendText(at, plainStyle, "The sheet is full; the rest stands in "+t.Name+".csv.")
			})
			return n
		}
		p.row(n, letters, func(i int, at []byte) []byte { return appendSheetCell(at, t, &t.Columns[i], &row[i]) })
	}
	return n
}

// row writes one row. Each cell is begun with its place; cell adds what
// follows, or nothing for a missing value.
func (p *part) row(n int, letters []string, cell func(i int, at []byte) []byte) {
	line := append(p.line[:0], `<row r="`...)
	line = strconv.AppendInt(line, int64(n), 10)
	line = append(line, '"', '>')
	for i := range letters {
		before := len(line)
		line = append(line, `<c r="`...)
		line = append(line, letters[i]...)
		line = strconv.AppendInt(line, int64(n), 10)
		line = append(line, '"')
		begun := len(line)
		if line = cell(i, line); len(line) == begun {
			line = line[:before]
		}
	}
	p.line = append(line, "</row>"...)
	p.Write(p.line)
}

func appendSheetCell(b []byte, t *Table, column *Column, c *Cell) []byte {
	switch c.kind {
	case missing:
		return b
	case isNumber:
		b = appendNumber(append(b, "><v>"...), c.number)
		return append(b, "</v></c>"...)
	case isBool:
		b = appendNumber(append(b, ` t="b"><v>`...), c.number)
		return append(b, "</v></c>"...)
	}
	text := c.plain()
	if column.Type == Date {
		if day, ok := serial(text); ok {
			b = append(b, ` s="`+strconv.Itoa(dateStyle)+`"><v>`...)
			b = strconv.AppendInt(b, int64(day), 10)
			return append(b, "</v></c>"...)
		}
	}
	if len(text) > maxCellRunes && utf8.RuneCountInString(text) > maxCellRunes {
		text = "Too long for a cell; it stands in " + t.Name + ".csv."
	}
	return appendText(b, plainStyle, text)
}

// serial returns a date as a spreadsheet counts days: from 30 December 1899,
// which is right for days after February 1900 (ECMA-376 part 1, 18.17.4.1).
func serial(text string) (days int, ok bool) {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil || day.Year() <= 1900 {
		return 0, false
	}
	return int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)) / (24 * time.Hour)), true
}

func appendText(b []byte, style int, text string) []byte {
	if style != plainStyle {
		b = append(b, ` s="`...)
		b = strconv.AppendInt(b, int64(style), 10)
		b = append(b, '"')
	}
	b = append(b, ` t="inlineStr"><is><t xml:space="preserve">`...)
	b = appendXML(b, text)
	return append(b, "</t></is></c>"...)
}

// appendXML adds a text to an element. What XML cannot hold is written _xHHHH_,
// and so is an underscore that would begin such a sign (ECMA-376 part 1,
// 22.9.2.19, ST_Xstring).
func appendXML(b []byte, s string) []byte {
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '&':
			b = append(b, "&amp;"...)
		case c == '<':
			b = append(b, "&lt;"...)
		case c == '>':
			b = append(b, "&gt;"...)
		case c == '_' && isSign(s[i:]):
			b = append(b, "_x005F_"...)
		case c < 0x20 && c != '\n' && c != '\t':
			b = append(b, "_x00"...)
			b = append(b, upperHex[c>>4], upperHex[c&15], '_')
		case c < utf8.RuneSelf:
			b = append(b, c)
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == 0xFFFE || r == 0xFFFF {
				r = utf8.RuneError
			}
			b = utf8.AppendRune(b, r)
			i += size
			continue
		}
		i++
	}
	return b
}

const upperHex = "0123456789ABCDEF"

// isSign reports whether s begins like _x0041_.
func isSign(s string) bool {
	if len(s) < len("_x0041_") || s[1] != 'x' || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

// columnName returns the letters of column i, counted from 0: A to Z, AA …
func columnName(i int) string {
	name := ""
	for i++; i > 0; i = (i - 1) / 26 {
		name = string(rune('A'+(i-1)%26)) + name
	}
	return name
}

// width returns the width of a column in characters: enough for its name and
// the button of its filter, and more for texts.
func width(c *Column) int {
	n := len(c.Name) + 4
	switch {
	case c.Type == Date:
		n = max(n, 12)
	case c.Type == List, c.Type == Text && c.Terms == nil:
		n = max(n, 24)
	}
	return n
}

func (p *part) column(i, width int) {
	n := strconv.Itoa(i)
	p.WriteString(`<col min="` + n + `" max="` + n + `" width="` + strconv.Itoa(width) + `" customWidth="1"/>`)
}

func (p *part) readme(r *Readme) {
	p.WriteString(`<worksheet xmlns="` + mainSpace + `"><sheetViews><sheetView workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`)
	p.column(1, 30)
	p.column(2, 100)
	p.WriteString("</cols><sheetData>")
	letters := []string{"A", "B"}
	for i, line := range r.Lines {
		p.row(i+1, letters, func(k int, at []byte) []byte {
			return appendText(at, []int{headStyle, wrappedStyle}[k], cut(line[k]))
		})
	}
	p.WriteString("</sheetData></worksheet>")
}

func cut(text string) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), maxCellRunes)])
}
