package intake

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const bib = `Text before. A mail@example.org in it.
@string{nejm = "N Engl J Med"}
@comment{ @article{no, title={No}} }
@article{Lofgren:2016,
  author = {L{\"o}fgren, Jenny and van der Berg, Anna-Maria and {WHO Immediate {KMC} Study Group} and others},
  title = "A {Randomized} Trial of Low-Cost Mesh --- in 50\% \& more",
  journal = nejm # {; Suppl},
  year = 2016, month = jan, volume = {374}, number = 2, pages = {146--153},
  doi = {https://doi.org/10.1056/NEJMoa1505126},
  url = {https://doi.org/10.1056/NEJMoa1505126}
}
@techreport(rep, title={R\'eport \c{c}a \ss \O re}, institution={WHO}, year={n.d. 2019}, number={TR-7})
@misc{web, title={A page}, url={http://example.org/x}}
@article{none, year=2000}
`

func TestBibTeX(t *testing.T) {
	list, skipped, err := ReadReferences([]byte(bib))
	if err != nil {
		t.Fatal(err)
	}
	want := []Reference{
		{Key: "lofgren2016", Type: "article-journal", Title: "A Randomized Trial of Low-Cost Mesh — in 50% & more",
			Authors: []string{"Löfgren J", "van der Berg AM", "WHO Immediate KMC Study Group"}, Container: "N Engl J Med; Suppl", Year: "2016", Volume: "374", Issue: "2",
			Pages: "146-153", DOI: "10.1056/nejmoa1505126"},
		{Key: "rep", Type: "report", Title: "Réport ça ßØre", Publisher: "WHO", Year: "2019", Number: "TR-7"},
		{Key: "web", Type: "webpage", Title: "A page", URL: "http://example.org/x"},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
	if len(skipped) != 1 || !strings.Contains(skipped[0], "none") {
		t.Errorf("left out: %v", skipped)
	}
	yaml := `{key: lofgren2016, type: article-journal, title: "A Randomized Trial of Low-Cost Mesh — in 50% & more", authors: [Löfgren J, van der Berg AM, WHO Immediate KMC Study Group], container: "N Engl J Med; Suppl", year: 2016, volume: "374", issue: "2", pages: "146-153", doi: "10.1056/nejmoa1505126"}`
	if diff := cmp.Diff(yaml, list[0].YAML()); diff != "" {
		t.Error(diff)
	}
}

func TestRIS(t *testing.T) {
	list, _, err := ReadReferences([]byte("\ufeffTY  - JOUR\r\nAU  - Löfgren, Jenny\r\nAU  - Nordin, P\r\nTI  - A trial.\r\nJO  - NEJM\r\nPY  - 2016/01/14/\r\nVL  - 374\r\nIS  - 2\r\nSP  - 146\r\nEP  - 153\r\n" +
		"DO  - 10.1056/NEJMoa1505126\r\nAN  - 26760085\r\nC2  - PMC4736767\r\nAB  - It goes\r\non here.\r\nER  - \r\n\r\nTY  - BOOK\r\nA1  - WHO\r\nT1  - A book\r\nSN  - 9780306406157\r\nER  - \r\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Reference{
		{Key: "lofgren2016", Type: "article-journal", Title: "A trial", Authors: []string{"Löfgren J", "Nordin P"}, Container: "NEJM", Year: "2016", Volume: "374", Issue: "2", Pages: "146-153",
			DOI: "10.1056/nejmoa1505126", PMID: "26760085", PMCID: "PMC4736767"},
		{Key: "who", Type: "book", Title: "A book", Authors: []string{"WHO"}, ISBN: "9780306406157"},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

func TestCSL(t *testing.T) {
	list, _, err := ReadReferences([]byte(`[{"id": 7, "type": "article", "title": "One", "author": [{"family": "Berg", "non-dropping-particle": "van der", "given": "A. M."}, {"literal": "WHO"}],
		"issued": {"date-parts": [["2016", 1]]}, "volume": 374, "page": "146–153", "DOI": "10.1/x"}, {"type": "motion_picture", "title": "One", "issued": {"raw": "in 1999"}}]`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Reference{
		{Key: "7", Type: "article-journal", Title: "One", Authors: []string{"van der Berg AM", "WHO"}, Year: "2016", Volume: "374", Pages: "146-153"},
		{Key: "one1999", Type: "webpage", Title: "One", Year: "1999"},
	}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
	if one, _, err := ReadReferences([]byte(`{"type": "book", "title": "One"}`)); err != nil || len(one) != 1 {
		t.Errorf("a single item: %v, %v", one, err)
	}
}

func TestNoBibliography(t *testing.T) {
	for in, want := range map[string]string{"": "neither", "hello": "neither", "[1]": "not CSL-JSON", "@article{x, title={a}": "line 1", "@article{x, title={a\n": "not closed", "@article{x, title=\"a\n": "not closed",
		"@article{x, =}": "no name", "@article{x, title=}": "missing", "@article": ""} {
		_, _, err := ReadReferences([]byte(in))
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: got %v", in, err)
		}
	}
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{"Löfgren, Jenny": "Löfgren J", "Jenny Löfgren": "Löfgren J", "Ludwig van Beethoven": "van Beethoven L", "King, Jr., Martin Luther": "King ML Jr.",
		"AB Smith": "Smith AB", "Smith, A.-B.": "Smith AB", "WHO": "WHO", "": ""} {
		if got := invertedName(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func FuzzReadReferences(f *testing.F) {
	f.Add([]byte(bib))
	f.Add([]byte("TY  - JOUR\nTI  - x\nER  - \n"))
	f.Add([]byte(`[{"title": "x", "id": 1}]`))
	f.Add([]byte("@a{b,c={\\"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, _, err := ReadReferences(data)
		if err != nil {
			return
		}
		for i := range list {
			readable(t, []byte("---\ntitle: x\nreferences:\n  - "+list[i].YAML()+"\n---\n"))
		}
	})
}

func FuzzReadTables(f *testing.F) {
	f.Add([]byte(export))
	f.Add([]byte("### a\n\nb"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func() (*Table, error){func() (*Table, error) { return ReadCSV(data, Choice{}) }, func() (*Table, error) { return ReadIssue(string(data)) }} {
			table, err := read()
			if err != nil {
				continue
			}
			m := Guess(table, "s", vocabularies())
			for _, row := range table.Rows {
				if stub, err := m.Stub(table, row, vocabularies()); err == nil {
					readable(t, stub.Text)
				}
			}
		}
	})
}
