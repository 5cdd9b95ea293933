package table

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// typed is a table with a column of every type.
func typed() Table {
	type item struct {
		text, day string
		n         int
		list      []string
	}
	return Of(Table{Name: "typed", Title: "Typed"}, []Field[item]{
		Make(Column{Name: "text", Type: Text}, func(i item) Cell { return String(i.text) }),
		Make(Column{Name: "day", Type: Date}, func(i item) Cell { return String(i.day) }),
		Make(Column{Name: "n", Type: Integer}, func(i item) Cell { return IntIf(i.n, i.n != 0) }),
		Make(Column{Name: "odd", Type: Boolean}, func(i item) Cell { return Bool(i.n%2 != 0) }),
		Make(Column{Name: "list", Type: List}, func(i item) Cell { return Strings(i.list) }),
	}, slices.Values([]item{
		{"=1+1", "2026-11-23", 7, []string{"a", "b"}},
		{" مستشفى 🙂 <&>\n", "", 0, nil},
		{strings.Repeat("long ", 7000), "2026-02-01", -3, []string{"x|y"}},
	}))
}

func TestWriteXLSX(t *testing.T) {
	readme := Readme{Name: "readme", Title: "A \"site\" & more", Lines: [][2]string{{"Title", "A site"}, {"Rule", "=not a formula"}}}
	var first []byte
	for range 2 {
		var b bytes.Buffer
		if err := WriteXLSX(&b, readme, []Table{typed(), *sample("a"), *sample()}[:2]); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		} else if !bytes.Equal(first, b.Bytes()) {
			t.Fatal("two workbooks of the same tables differ")
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if got := f.GetSheetList(); !slices.Equal(got, []string{"readme", "typed", "sample"}) {
		t.Errorf("sheets %v", got)
	}
	rows, err := f.GetRows("typed", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"text", "day", "n", "odd", "list"},
		{"=1+1", "46349", "7", "1", "a|b"}, // 2026-11-23 is day 46349 of the 1900 calendar
		{" مستشفى 🙂 <&>\n", "", "", "0"},
		{"Too long for a cell; it stands in typed.csv.", "46054", "-3", "1", `x\|y`},
	}
	for i := range want {
		if !slices.Equal(rows[i], want[i]) {
			t.Errorf("row %d is %q, want %q", i+1, rows[i], want[i])
		}
	}
	for cell, kind := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "B2": excelize.CellTypeUnset, "C2": excelize.CellTypeUnset, "D2": excelize.CellTypeBool} {
		if got, _ := f.GetCellType("typed", cell); got != kind {
			t.Errorf("cell %s is of type %v, want %v", cell, got, kind)
		}
		if formula, _ := f.GetCellFormula("typed", cell); formula != "" {
			t.Errorf("cell %s is a formula", cell)
		}
	}
	if names := f.GetDefinedName(); len(names) != 2 || names[0].RefersTo != "'typed'!$A$1:$E$4" {
		t.Errorf("names %+v", names)
	}
	if panes, err := f.GetPanes("typed"); err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	if day, err := f.GetCellValue("typed", "B2"); err != nil || day != "2026-11-23" {
		t.Errorf("the date reads %q, %v", day, err)
	}
}

// What a text of a cell holds is read back, whatever it is; XML has no place
// for some of it, and its own signs may stand in it.
func FuzzXLSX(f *testing.F) {
	f.Add("_x0041_ & <b>", "a\r\n\tb")
	f.Add("\x00\x1b", "\ufffe\uffff")
	f.Fuzz(func(t *testing.T, one, two string) {
		one, two = strings.ToValidUTF8(one, "?"), strings.ToValidUTF8(two, "?")
		var b bytes.Buffer
		if err := WriteXLSX(&b, Readme{Name: "readme", Title: one, Lines: [][2]string{{one, two}}}, []Table{*sample(one, two)}); err != nil {
			t.Fatal(err)
		}
		book, err := excelize.OpenReader(&b)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []string{one, two} {
			want = strings.NewReplacer("\ufffe", "\ufffd", "\uffff", "\ufffd").Replace(want)
			if got, err := book.GetCellValue("sample", "A"+strconv.Itoa(i+2)); err != nil || got != want {
				t.Errorf("%q reads as %q, %v", want, got, err)
			}
		}
	})
}

func TestColumnName(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := columnName(i); got != want {
			t.Errorf("columnName(%d) = %q, want %q", i, got, want)
		}
	}
}
