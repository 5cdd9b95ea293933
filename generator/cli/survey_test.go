package cli

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
)

// A made-up survey, in the form in which survey tools hand out theirs: a line
// above the headings, headings in two rows of which the first spans several
// columns, one answer a row, typed by people. No answer is anybody's.

// surveyGroups and surveyHeadings are the two rows of headings; a group without
// a name goes on with the one before it.
var (
	surveyGroups   = []string{"Response ID", "Recorded", "About you", "", "The innovation", "", "", "", "", "", "What happened", "", "", "Closing", "", ""}
	surveyHeadings = []string{"", "", "Your name", "E-mail", "Name of the innovation", "Country of origin", "Type", "Year", "Clinical area", "Summary",
		"Please describe", "What hindered it?", "How far has it gone?", "How did you hear of us?", "Score", "Colour of your scarf"}
)

// surveyPersonal are the columns that a mapping drops.
var surveyPersonal = map[string]bool{"Your name": true, "E-mail": true}

func pick(list []string, i int) string { return list[i%len(list)] }

// surveyTerms are the answers that become countries and terms, with what stands
// in the file instead of them. All other words stand as they were typed.
var surveyTerms = map[string]string{
	"Kenya": "[KEN]", "Malawi, Uganda": "[MWI, UGA]", "Côte d’Ivoire": "[CIV]", "India and Nepal": "[IND, NPL]", "Sao Tome": "[STP]",
	"Zambia/Malawi": "[ZMB, MWI]", "Perú": "[PER]", "Viet Nam": "[VNM]", "DR Congo": "[COD]",
	"Device": "[device]", "device; Care practice": "[device, care-practice]", "An app": "[digital]", "Procedure": "[procedure]",
	"Medicine": "[medicine]", "Service model": "[service-model]",
	"General surgery": "[general-surgery]", "Paediatrics": "[paediatrics]", "eyes": "[ophthalmology]",
	"Neonatology; Paediatrics": "[neonatology, paediatrics]", "Mental health": "[mental-health]",
	"Regulation": "[regulation]", "Regulation; staff time": "[regulation, staff-time]", "cost, mostly": "[cost-and-reimbursement]",
}

// surveyRow returns the i-th answer. The lists have lengths without a common
// factor, so that all sorts of answers meet.
func surveyRow(i int) []string {
	name := fmt.Sprintf("Example %s no. %d", pick([]string{"spacer", "café trolley", "sling", "“quoted” net", "cooling box – small", "voucher", "<b>bold</b> bag"}, i), i)
	if i%29 == 17 {
		name = ""
	}
	return []string{
		"R_" + strconv.Itoa(1000+i-i/41), // the 41st answer has the id of the 40th
		fmt.Sprintf("%d/%d/2026 09:%02d", 1+i%28, 1+i%12, i%60),
		"Respondent " + strconv.Itoa(i),
		fmt.Sprintf("r%d@example.org", i),
		name,
		pick([]string{"Kenya", "Malawi, Uganda", "Côte d’Ivoire", "India and Nepal", "Sao Tome", "Nowhere at all", "Zambia/Malawi", "several", "Perú", "Viet Nam", "DR Congo"}, i),
		pick([]string{"Device", "device; Care practice", "Gadget", "An app", "Procedure", "it is hard to say", "Medicine", "€ scheme", "Service model"}, i),
		pick([]string{"1994", "about 1990", "1980s", "", "2003", "19993", "2011"}, i),
		pick([]string{"General surgery", "Paediatrics", "eyes", "Neonatology; Paediatrics", "", "Mental health"}, i),
		pick([]string{"A bottle does the work of a spacer.", "It is used in “two” wards since then.", strings.Repeat("One long sentence follows another one here. ", 9), "", "=1+1", "a: b # c"}, i/2),
		pick([]string{"First line.\nSecond line.\n\n# not a heading\n- not a list", "<script>alert('x')</script> and [a link](http://example.org)", "---\nthree hyphens", "", "=HYPERLINK(\"http://example.org\")"}, i),
		pick([]string{"Regulation", "Regulation; staff time", "nobody asked", "", "cost, mostly"}, i),
		pick([]string{"Piloted", "one ward", "", "Adopted locally", "don’t know"}, i/3),
		pick([]string{"from a colleague", "a newsletter", ""}, i),
		"=" + strconv.Itoa(i) + "*2",
		pick([]string{"green", "naïve blue", ""}, i/5),
	}
}

// surveyTable returns the rows of a survey with n answers, the headings first,
// and an empty row in the middle.
func surveyTable(n int) [][]string {
	rows := [][]string{{"Made-up survey for tests: no answer is anybody's"}, surveyGroups, surveyHeadings}
	for i := range n {
		if i == n/2 {
			rows = append(rows, make([]string, len(surveyHeadings)))
		}
		rows = append(rows, surveyRow(i))
	}
	return rows
}

// writeSurvey is the script command survey N FILE: it writes a survey with N
// answers, as CSV in Windows-1252 with semicolons, as European spreadsheets
// have it, or as a workbook with merged headings and formulas.
func writeSurvey(ts *testscript.TestScript, neg bool, args []string) {
	n := 0
	if len(args) == 2 {
		n, _ = strconv.Atoi(args[0])
	}
	if neg || n < 1 {
		ts.Fatalf("usage: survey N FILE")
	}
	write := surveyCSV
	if filepath.Ext(args[1]) == ".xlsx" {
		write = surveyXLSX
	}
	data, err := write(surveyTable(n))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), data, 0o644))
}

func surveyCSV(rows [][]string) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma, w.UseCRLF = ';', true
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return charmap.Windows1252.NewEncoder().Bytes(b.Bytes())
}

func surveyXLSX(rows [][]string) ([]byte, error) {
	const sheet = "Sheet1"
	book := excelize.NewFile()
	defer book.Close()
	for y, row := range rows {
		for x, text := range row {
			cell, err := excelize.CoordinatesToCellName(x+1, y+1)
			switch {
			case err != nil:
			case surveyHeadings[x] == "Score" && y > 2 && text != "":
				n, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(text, "="), "*2"))
				if err = book.SetCellValue(sheet, cell, 2*n); err == nil {
					err = book.SetCellFormula(sheet, cell, text) // keeps the value that was computed
				}
			case text != "":
				err = book.SetCellStr(sheet, cell, text)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	for from := 0; from < len(surveyGroups); {
		to := from + 1
		for to < len(surveyGroups) && surveyGroups[to] == "" {
			to++
		}
		first, _ := excelize.CoordinatesToCellName(from+1, 2)
		last, _ := excelize.CoordinatesToCellName(to, 2)
		if to-from > 1 {
			if err := book.MergeCell(sheet, first, last); err != nil {
				return nil, err
			}
		}
		from = to
	}
	b, err := book.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// surveyKept is the script command kept N DIR: of each of N answers, every word
// of what is not personal stands in one file of the folder, and of what is
// personal none.
func surveyKept(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: kept N DIR")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	names, err := filepath.Glob(filepath.Join(ts.MkAbs(args[1]), "*.md"))
	ts.Check(err)
	byOrigin := map[string][]string{} // the texts of the files, by the id of the answer
	imported := 0
	for _, name := range names {
		text := ts.ReadFile(name)
		_, origin, ok := strings.Cut(text, "# imported from: ")
		if !ok {
			continue
		}
		imported++
		id := strings.Fields(origin)[1]
		byOrigin[id] = append(byOrigin[id], strings.ReplaceAll(text, "\\", ""))
	}
	if imported != n {
		ts.Fatalf("%d files of %d answers", imported, n)
	}
	for i := range n {
		row := surveyRow(i)
		if missing := leastMissing(row, byOrigin[row[0]]); missing != "" {
			ts.Fatalf("answer %d (%s): %s", i, row[0], missing)
		}
	}
}

// leastMissing returns what the file that holds most of an answer lacks of it.
func leastMissing(row, texts []string) string {
	best := "there is no file"
	for _, text := range texts {
		var missing []string
		for k, cell := range row {
			if surveyPersonal[surveyHeadings[k]] {
				if strings.Contains(text, cell) {
					missing = append(missing, "without "+cell)
				}
				continue
			}
			if term := surveyTerms[cell]; term != "" {
				cell = term
			}
			for word := range strings.FieldsSeq(cell) {
				if k > 0 && !strings.Contains(text, word) {
					missing = append(missing, surveyHeadings[k]+": "+word)
				}
			}
		}
		if len(missing) == 0 {
			return ""
		}
		best = strings.Join(missing, ", ")
	}
	return best
}
