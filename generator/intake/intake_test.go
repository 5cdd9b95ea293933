package intake

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"casebook/generator/diag"
	"casebook/generator/source"
	"casebook/generator/vocab"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func vocabularies() *vocab.Set {
	term := func(id, label string) vocab.Term { return vocab.Term{ID: id, Label: label} }
	stated := term("not-stated", "Not stated")
	return vocab.NewSet(
		vocab.New("innovation-type", "Innovation type", "", "", "", []vocab.Term{term("device", "Device"), term("care-practice", "Care practice"), term("digital", "Digital tool"), stated}),
		vocab.New("learning-direction", "Direction", "", "", "", []vocab.Term{term("lmic-to-hic", "From a poorer to a richer country"), stated}),
		vocab.New("domain", "Domain", "", "", "", []vocab.Term{term("general-surgery", "General surgery"), term("paediatrics", "Paediatrics"), stated}),
		vocab.New("adoption-status", "Status", "", "", "", []vocab.Term{term("piloted", "Piloted"), stated}),
		vocab.New("barrier", "Barrier", "", "", "", []vocab.Term{term("regulation", "Regulation"), stated}),
	)
}

const export = "Response ID;E-mail address;Name of the innovation;Country of origin;Type;Summary;Please describe;Anything else?\n" +
	"R_1;a@example.org;Élan spacer;Kenya, Uganda;A device;A bottle does the work.;It is cut.;\n" +
	"R_2;b@example.org;=cmd()|'x'!A1;Kenia;Gadget;Two.;<script>alert(1)</script>;see # me\n"

func TestReadCSV(t *testing.T) {
	utf16, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(export)
	if err != nil {
		t.Fatal(err)
	}
	latin, err := charmap.Windows1252.NewEncoder().String(export)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ in, note string }{
		"utf-8": {export, ""}, "with a mark": {"\ufeff" + export, ""}, "utf-16": {utf16, "read as UTF-16"}, "windows-1252": {latin, "read as Windows-1252"},
		"commas": {strings.NewReplacer(";", ",", "Kenya, Uganda", `"Kenya, Uganda"`).Replace(export), ""},
		"tabs":   {strings.ReplaceAll(export, ";", "\t"), ""}, "line ends": {strings.ReplaceAll(export, "\n", "\r\n"), ""},
		"blank lines first": {"\n\nSurvey of 2019;;\n" + export, ""},
	} {
		table, err := ReadCSV([]byte(test.in), Choice{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(table.Rows) != 2 || len(table.Columns) != 8 || table.Rows[0].Cells[2] != "Élan spacer" || table.Rows[0].Cells[3] != "Kenya, Uganda" {
			t.Errorf("%s: got %+v", name, table)
		}
		if got := strings.Join(table.Notes, "; "); got != test.note {
			t.Errorf("%s: noted %q", name, got)
		}
	}
}

func TestTables(t *testing.T) {
	for _, test := range []struct {
		name, in string
		choice   Choice
		columns  string
		rows     int
	}{
		{"the same heading twice", "a,a,b\n1,2,3\n", Choice{}, "a|a (2)|b", 1},
		{"a heading is missing", "a,,b\n1,2,3\n", Choice{}, "a|Column B|b", 1},
		{"more cells than headings", "a,b\n1,2,3\n", Choice{}, "a|b|Column C", 1},
		{"headings in two rows", "Where,,What\nCountry,Town,Name\n1,2,3\n", Choice{Header: 1, Second: true}, "Where: Country|Town|What: Name", 1},
		{"a chosen row", "x,y,z\na,b,c\n1,2,3\n", Choice{Header: 2}, "a|b|c", 1},
		{"empty rows", "a,b\n,\n1,2\n , \n", Choice{}, "a|b", 1},
		{"headings alone", "a,b\n", Choice{}, "a|b", 0},
	} {
		table, err := ReadCSV([]byte(test.in), test.choice)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		} else if got := strings.Join(table.Columns, "|"); got != test.columns || len(table.Rows) != test.rows {
			t.Errorf("%s: got %s and %d rows", test.name, got, len(table.Rows))
		}
	}
	for in, want := range map[string]string{"": "empty", "a,b\n1,\"2\n3,4\n": "line 3, column", "a,b\n1,2\"x\n": "line 2"} {
		if _, err := ReadCSV([]byte(in), Choice{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v", in, err)
		}
	}
}

// workbook has headings in two rows, of which the first is merged, and a
// formula.
func workbook(t *testing.T) []byte {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for cell, value := range map[string]any{"A1": "Id", "B1": "Where", "D1": "What", "B2": "Country", "C2": "Town", "D2": "Name",
		"A3": 7, "B3": "Kenya", "C3": "Kisumu", "D3": "Net"} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	err := book.MergeCell("Sheet1", "B1", "C1")
	if err == nil {
		err = book.SetCellFormula("Sheet1", "E3", "1+1")
	}
	if err == nil {
		_, err = book.NewSheet("Other")
	}
	if err != nil {
		t.Fatal(err)
	}
	buffer, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return buffer.Bytes()
}

func TestReadXLSX(t *testing.T) {
	data := workbook(t)
	table, err := ReadXLSX(data, Choice{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(table.Columns[:4], "|"); got != "Id|Where: Country|Where: Town|What: Name" || len(table.Rows) != 1 || table.Rows[0].Line != 3 || table.Rows[0].Cells[0] != "7" {
		t.Errorf("got %+v", table)
	}
	if _, err := ReadXLSX(data, Choice{Sheet: "Missing"}); err == nil || !strings.Contains(err.Error(), "Sheet1, Other") {
		t.Errorf("a sheet that is not there: %v", err)
	}
	if _, err := ReadXLSX([]byte("no workbook"), Choice{}); err == nil {
		t.Error("a file that is no workbook is read")
	}
}

// Merged headings once were passed over where the row below had twice as many,
// and a title over the whole table is no heading.
func TestMergedHeadings(t *testing.T) {
	rows := func() []Row {
		return []Row{{1, []string{"A survey"}, 0}, {2, []string{"Id", "Where", "", "What", "", ""}, 0}, {3, []string{"", "Country", "Town", "Name", "Kind", "Year"}, 0},
			{4, []string{"7", "Kenya", "Kisumu", "Net", "Device", "1994"}, 0}}
	}
	merged := []merge{{1, 1, 1, 6, "A survey"}, {2, 2, 2, 3, "Where"}, {2, 2, 4, 6, "What"}}
	table, err := newTable(rows(), merged, Choice{})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(table.Columns, "|"); got != "Id|Where: Country|Where: Town|What: Name|What: Kind|What: Year" || len(table.Rows) != 1 {
		t.Errorf("got %s and %d rows", got, len(table.Rows))
	}
}

// A first note cannot hold how far a thing went: the rules want the adoption or
// a source with it. Once such notes came with an error.
func TestStatusIsKeptAsRemark(t *testing.T) {
	table := &Table{Columns: []string{"A"}, Rows: []Row{{Line: 2, Cells: []string{"Piloted"}}}}
	m := &Mapping{Source: "s", Columns: []Column{{"A", "adoption_status"}}}
	stub, err := m.Stub(table, table.Rows[0], vocabularies())
	if err != nil || len(stub.Unfit) != 1 || !strings.Contains(string(stub.Text), "\nadoption_status: not-stated\n") || !strings.Contains(string(stub.Text), "\n#   A: Piloted\n") {
		t.Errorf("got %v %+v\n%s", err, stub.Unfit, stub.Text)
	}
}

// A row that has the id of another one, and says something else, has an origin
// of its own.
func TestSameIdAgain(t *testing.T) {
	table := &Table{Columns: []string{"Id", "Title"}, Rows: []Row{{Line: 2, Cells: []string{"7", "One"}}, {Line: 3, Cells: []string{"7", "Two"}, Nth: 2}}}
	m := &Mapping{Source: "s", Columns: []Column{{"Id", ToID}, {"Title", "title"}}}
	var origins []string
	for _, row := range table.Rows {
		stub, err := m.Stub(table, row, vocabularies())
		if err != nil {
			t.Fatal(err)
		}
		origins = append(origins, OriginOf(stub.Text))
	}
	if origins[0] != "s 7" || !strings.HasPrefix(origins[1], "s 7 (2)") {
		t.Errorf("got %q", origins)
	}
}

// What is guessed reads back, and the stubs of the export are as they are in
// testdata.
func TestGuessAndStubs(t *testing.T) {
	table, err := ReadCSV([]byte(export), Choice{})
	if err != nil {
		t.Fatal(err)
	}
	guess := Guess(table, "survey", vocabularies()).Write()
	golden(t, "guess.toml", guess)
	m, found := ReadMapping("survey.toml", guess, table, vocabularies())
	if len(found) > 0 {
		t.Fatal(found)
	}
	var out strings.Builder
	for _, row := range table.Rows {
		stub, err := m.Stub(table, row, vocabularies())
		if err != nil {
			t.Fatal(err)
		}
		if OriginOf(stub.Text) != stub.Origin || !strings.HasPrefix(stub.Origin, "survey R_") {
			t.Errorf("the origin %q is read as %q", stub.Origin, OriginOf(stub.Text))
		}
		fmt.Fprintf(&out, "== %s %+v %q\n%s", stub.Slug, stub.Unfit, stub.Other, stub.Text)
		readable(t, stub.Text)
	}
	golden(t, "stubs.txt", []byte(out.String()))
}

// readable fails when the text of a file cannot be read as front matter.
func readable(t *testing.T, text []byte) {
	t.Helper()
	if _, found := source.Read("content/cases/x.md", text); found.HasErrors() {
		t.Errorf("%v\n%s", found, text)
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s: %s", name, diff)
	}
}

func TestMappingFindings(t *testing.T) {
	table := &Table{Columns: []string{"Name", "Country"}}
	for _, test := range []struct{ toml, message, hint string }{
		{"[columns]\n\"Nam\" = \"title\"", `no column "Nam"`, `did you mean "Name"?`},
		{"[columns]\n\"Whatever else\" = \"title\"", `no column`, `its columns are "Name", "Country"`},
		{"[columns]\nName = \"titel\"", `"titel" is nothing that a column can become`, `did you mean "title"?`},
		{"[columns]\nName = \"title\"\nCountry = \"title\"", `both become title`, ""},
		{"[values.domain]\nx = \"paediatric\"", `no term of domain`, `did you mean "paediatrics"?`},
		{"[values.titel]\nx = \"y\"", `no key with a vocabulary`, ""},
		{"[defaults]\ndomain = \"x\"", `no term of domain`, "the terms are"},
		{"[defaults]\ndomian = \"paediatrics\"", `"domian" is no key`, `did you mean "domain"?`},
		{"colums = 1", `"colums"`, ""},
	} {
		_, found := ReadMapping("m.toml", []byte(test.toml), table, vocabularies())
		if len(found) != 1 || !strings.Contains(found[0].Message, test.message) || !strings.Contains(found[0].Hint, test.hint) || found[0].Pos.Line == 0 || found[0].Severity != diag.Error {
			t.Errorf("%q: got %+v", test.toml, found)
		}
	}
}

// Whatever stands in a row stands in its file, unless the mapping drops it.
func TestNothingIsLost(t *testing.T) {
	nasty := []string{"a: b # c", "---", "x\n---\ny", "é\u202eabc", "\x01", "- item", "<b>x</b>", `"quoted" 'too'`, "[@key] [a](http://b)", "# heading", strings.Repeat("long ", 200), "1. one", "  spaces  ", "{a: b}", "no"}
	for _, to := range append(Keys(), ToRemark) {
		for _, text := range nasty {
			table := &Table{Columns: []string{"Id", "Question? <i>"}, Rows: []Row{{Line: 2, Cells: []string{"1", strings.TrimSpace(text)}}}}
			m := &Mapping{Source: "s", Separator: ";", Columns: []Column{{"Id", ToID}, {"Question? <i>", to}}}
			stub, err := m.Stub(table, table.Rows[0], vocabularies())
			if err != nil {
				t.Fatal(err)
			}
			readable(t, stub.Text)
			if to == ToDrop || to == ToID {
				continue
			}
			plain := strings.NewReplacer("\\", "", "\n#     ", " ", "\n\n", " ").Replace(string(stub.Text))
			for word := range strings.FieldsSeq(visible(text)) {
				if !strings.Contains(plain, strings.ReplaceAll(word, "\\", "")) {
					t.Errorf("%s: %q of %q is lost:\n%s", to, word, text, stub.Text)
				}
			}
		}
	}
}

func TestTooMuch(t *testing.T) {
	table := &Table{Columns: []string{"A"}, Rows: []Row{{Line: 2, Cells: []string{strings.Repeat("word ", 10000)}}}}
	m := &Mapping{Source: "s"}
	if _, err := m.Stub(table, table.Rows[0], vocabularies()); err == nil || !strings.Contains(err.Error(), "body") {
		t.Errorf("got %v", err)
	}
}

func TestIssue(t *testing.T) {
	body := "### What is it called?\r\n\r\nA <b>net</b>\r\n\r\n### Where was it developed or proven?\n\nKenya, Congo, Dem. Rep.\n\n### What kind of thing is it?\n\nDevice, Care practice\n\n" +
		"### Which way did the learning go?\n\nFrom a poorer to a richer country\n\n### What happened, and why does it matter?\n\nIt travelled.\n\n### Which area of health care?\n\n_No response_\n\n" +
		"### How did it travel, and what changed?\n\n<img src=x onerror=alert(1)>\n\n### Something new\n\n- [X] one\n- [ ] two\n- [x] three\n"
	table, err := ReadIssue(body)
	if err != nil {
		t.Fatal(err)
	}
	stub, err := IssueMapping(table, "issue-17").Stub(table, table.Rows[0], vocabularies())
	if err != nil {
		t.Fatal(err)
	}
	readable(t, stub.Text)
	golden(t, "issue.md", stub.Text)
	if _, err := ReadIssue("hello"); err == nil {
		t.Error("a text without headings is read")
	}
}

// The form and what reads it have the same questions: an issue filled in with
// the labels of the form becomes a record that holds every answer.
func TestIssueForm(t *testing.T) {
	form := string(IssueForm(vocabularies()))
	golden(t, "issue-form.yml", []byte(form))
	for _, q := range questions {
		if !strings.Contains(form, "label: "+tomlText(q.label)+"\n") {
			t.Errorf("the form does not ask %q", q.label)
		}
	}
}

func TestCountries(t *testing.T) {
	for in, want := range map[string]string{"Kenya, Uganda": "Kenya|Uganda", "Congo, Dem. Rep., Kenya": "Congo, Dem. Rep.|Kenya", "Trinidad and Tobago, Kenya": "Trinidad and Tobago|Kenya", "here/there": "here/there",
		"Kenya and Uganda": "Kenya|Uganda", "Kenya/UGA & Malawi": "Kenya|UGA|Malawi", "nowhere, Kenya": "nowhere|Kenya", "Bosnia and Herzegovina": "Bosnia and Herzegovina"} {
		if got := strings.Join(countries([]string{in}), "|"); got != want {
			t.Errorf("%q: got %s, want %s", in, got, want)
		}
	}
}
