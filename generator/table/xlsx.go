package table

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// A Readme is the first sheet of a workbook.
type Readme struct {
	Name  string // of the sheet
	Lines [][2]string
}

// The limits of a sheet (Microsoft, "Excel specifications and limits").
const (
	maxCellRunes = 32_767
	maxSheetRows = 1_048_576
)

// WriteXLSX writes tables as a workbook (ECMA-376, SpreadsheetML): a sheet
// that says what is what, then a sheet a table, each with a header that stays
// in view and filters. Numbers, dates and truth values are typed cells; texts
// are texts, so that none is a formula; lists are joined as in CSV. What is
// longer than a cell or a sheet may be says where the rest is.
func WriteXLSX(w io.Writer, readme Readme, tables []Table) error {
	f := excelize.NewFile()
	defer f.Close()
	f.SetZipWriter(func(w io.Writer) excelize.ZipWriter { return &sortedZip{w: w} })
	if err := f.SetSheetName("Sheet1", readme.Name); err != nil {
		return err
	}
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	if err := writeReadme(f, readme, styles); err != nil {
		return fmt.Errorf("write sheet %s: %w", readme.Name, err)
	}
	for i := range tables {
		if err := writeSheet(f, &tables[i], styles); err != nil {
			return fmt.Errorf("write sheet %s: %w", tables[i].Name, err)
		}
	}
	_, err = f.WriteTo(w)
	return err
}

// styles are the ids of the styles of cells.
type styles struct{ head, date, wrapped int }

func newStyles(f *excelize.File) (styles, error) {
	var s styles
	format := "yyyy-mm-dd"
	for _, want := range []struct { // numbered in this order
		id    *int
		style excelize.Style
	}{
		{&s.head, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{Vertical: "top"}}},
		{&s.date, excelize.Style{CustomNumFmt: &format}},
		{&s.wrapped, excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
	} {
		var err error
		if *want.id, err = f.NewStyle(&want.style); err != nil {
			return s, err
		}
	}
	return s, nil
}

func writeReadme(f *excelize.File, readme Readme, s styles) error {
	sheet, err := f.NewStreamWriter(readme.Name)
	if err != nil {
		return err
	}
	if err := sheet.SetColWidth(1, 1, 26); err != nil {
		return err
	}
	if err := sheet.SetColWidth(2, 2, 100); err != nil {
		return err
	}
	for i, line := range readme.Lines {
		row := []any{excelize.Cell{StyleID: s.head, Value: line[0]}, excelize.Cell{StyleID: s.wrapped, Value: cut(line[1])}}
		if err := sheet.SetRow(fmt.Sprint("A", i+1), row); err != nil {
			return err
		}
	}
	return sheet.Flush()
}

func writeSheet(f *excelize.File, t *Table, s styles) error {
	if _, err := f.NewSheet(t.Name); err != nil {
		return err
	}
	sheet, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	if err := sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	head := make([]any, len(t.Columns))
	for i := range t.Columns {
		if err := sheet.SetColWidth(i+1, i+1, width(&t.Columns[i])); err != nil {
			return err
		}
		head[i] = excelize.Cell{StyleID: s.head, Value: t.Columns[i].Name}
	}
	if err := sheet.SetRow("A1", head); err != nil {
		return err
	}
	n, err := writeSheetRows(sheet, t, s)
	if err != nil {
		return err
	}
	if err := sheet.Flush(); err != nil {
		return err
	}
	last, err := excelize.CoordinatesToCellName(len(t.Columns), n)
	if err != nil {
		return err
	}
	return f.AutoFilter(t.Name, "A1:"+last, nil)
}

// writeSheetRows returns the number of the last row.
func writeSheetRows(sheet *excelize.StreamWriter, t *Table, s styles) (int, error) {
	n := 1
	cells := make([]any, len(t.Columns))
	for row := range t.Rows {
		n++
		if n == maxSheetRows {
			return n, sheet.SetRow(fmt.Sprint("A", n), []any{"The sheet is full; the rest stands in " + t.Name + ".csv."})
		}
		for i := range row {
			cells[i] = sheetCell(t.Name, &t.Columns[i], &row[i], s)
		}
		if err := sheet.SetRow(fmt.Sprint("A", n), cells); err != nil {
			return n, err
		}
	}
	return n, nil
}

func sheetCell(t string, column *Column, c *Cell, s styles) any {
	switch c.kind {
	case missing:
		return nil
	case isNumber:
		return c.number
	case isBool:
		return c.number != 0
	}
	text := c.plain()
	if column.Type == Date {
		if day, err := time.Parse(time.DateOnly, text); err == nil && day.Year() >= 1900 {
			return excelize.Cell{StyleID: s.date, Value: day}
		}
	}
	if len(text) > maxCellRunes && utf8.RuneCountInString(text) > maxCellRunes {
		return "Too long for a cell; it stands in " + t + ".csv."
	}
	return text
}

func cut(text string) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), maxCellRunes)])
}

// width returns the width of a column in characters: enough for its name, and
// more for texts.
func width(c *Column) float64 {
	n := len(c.Name) + 4 // the button of the filter
	switch {
	case c.Type == Date:
		n = max(n, 12)
	case c.Type == List, c.Type == Text && c.Terms == nil:
		n = max(n, 24)
	}
	return float64(min(n, 60))
}

// A sortedZip is a zip whose files stand in the order of their names and have
// no times: the workbook's own order is that of a map. It packs fast rather
// than tight: tight takes twice as long for a tenth of the bytes.
type sortedZip struct {
	w     io.Writer
	files []*packed
}

type packed struct {
	name  string
	sum   uint32
	size  uint64
	bytes bytes.Buffer
	flate *flate.Writer
}

// Create implements excelize.ZipWriter. Files are written one after the other.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	p := &packed{name: name}
	var err error
	p.flate, err = flate.NewWriter(&p.bytes, flate.BestSpeed)
	z.files = append(z.files, p)
	return p, err
}

func (p *packed) Write(b []byte) (int, error) {
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b)
	p.size += uint64(len(b))
	return p.flate.Write(b)
}

// AddFS implements excelize.ZipWriter, which never calls it.
func (z *sortedZip) AddFS(fs.FS) error { return fs.ErrInvalid }

// Close implements excelize.ZipWriter.
func (z *sortedZip) Close() error {
	slices.SortFunc(z.files, func(a, b *packed) int { return strings.Compare(a.name, b.name) })
	out := zip.NewWriter(z.w)
	for _, p := range z.files {
		if err := p.flate.Close(); err != nil {
			return err
		}
		w, err := out.CreateRaw(&zip.FileHeader{Name: p.name, Method: zip.Deflate, CRC32: p.sum,
			CompressedSize64: uint64(p.bytes.Len()), UncompressedSize64: p.size})
		if err != nil {
			return err
		}
		if _, err := p.bytes.WriteTo(w); err != nil {
			return err
		}
	}
	return out.Close()
}
