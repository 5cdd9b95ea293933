//go:build readers

package biblio

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"casebook/generator/cite"

	"github.com/google/go-cmp/cmp"
)

// Round trips through Citation.js, a maintained reader of all three formats:
// what is read back equals what was written, but for what a format cannot
// hold, which each of the functions below names.
//
// `make test` installs the reader and runs this with the tag readers.

// A read is an item of CSL-JSON as Citation.js gives it, in the names of the
// schema.
type read struct {
	ID, Type, Genre, Title, Publisher, Volume, Issue, Page, Number, Version string
	DOI, PMID, PMCID, ISBN, URL, Language, Abstract, Keyword, Note, Edition string

	Author    []readName `json:"author"`
	Editor    []readName `json:"editor"`
	Container string     `json:"container-title"`
	Series    string     `json:"collection-title"`
	Place     string     `json:"publisher-place"`
	Issued    *readDate  `json:"issued"`
	Accessed  *readDate  `json:"accessed"`
}

type readName struct {
	Family, Given, Suffix, Literal string
	Particle                       string `json:"non-dropping-particle"`
}

type readDate struct {
	Parts [][]int `json:"date-parts"`
}

func TestRoundTrip(t *testing.T) {
	for name, items := range map[string][]Item{"records": records(), "references": references()} {
		dir := t.TempDir()
		var files []string
		for _, f := range formats {
			file := filepath.Join(dir, name+"."+f.ext)
			if err := os.WriteFile(file, written(t, f.write, items), 0o666); err != nil {
				t.Fatal(err)
			}
			files = append(files, file)
		}
		for i, got := range readBack(t, files) {
			f := formats[i]
			if len(got) != len(items) {
				t.Fatalf("%s: %d items read back, want %d", files[i], len(got), len(items))
			}
			for j := range items {
				want := expected[f.ext](items[j])
				if diff := cmp.Diff(want, got[j].item(f.ext)); diff != "" {
					t.Errorf("%s of %s: read back otherwise (-written +read):\n%s", f.ext, items[j].Key, diff)
				}
			}
		}
	}
}

func readBack(t *testing.T, files []string) [][]read {
	t.Helper()
	cmd := exec.Command("node", append([]string{"read.js"}, files...)...)
	cmd.Dir = "testdata/readers"
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("run the reader (install it with: npm ci --prefix generator/biblio/testdata/readers): %v", err)
	}
	var all [][]read
	for l := range strings.Lines(string(out)) {
		var items []read
		if err := json.Unmarshal([]byte(l), &items); err != nil {
			t.Fatal(err)
		}
		all = append(all, items)
	}
	return all
}

// item turns what was read into the item that was written.
func (r *read) item(ext string) Item {
	i := Item{
		Key: r.ID, Type: r.Type, Genre: r.Genre, Title: r.Title, Authors: namesOf(r.Author), Editors: namesOf(r.Editor),
		Container: r.Container + r.Series, Publisher: r.Publisher, Place: r.Place, Issued: dateOf(r.Issued), Accessed: dateOf(r.Accessed),
		Volume: r.Volume, Issue: r.Issue, Pages: r.Page, Number: r.Number, Version: r.Version, DOI: r.DOI, PMID: r.PMID, PMCID: r.PMCID,
		ISBN: r.ISBN, URL: r.URL, Language: r.Language, Abstract: r.Abstract, Note: r.Note,
	}
	if i.Genre == "techreport" || i.Genre == "phdthesis" {
		i.Genre = "" // the entry type of BibTeX
	}
	if ext == "ris" {
		i.Version = r.Edition
	}
	if r.Keyword != "" {
		for k := range strings.SplitSeq(r.Keyword, ",") {
			i.Keywords = append(i.Keywords, strings.TrimSpace(k))
		}
	}
	return i
}

func namesOf(list []readName) []cite.Name {
	var out []cite.Name
	for _, n := range list {
		name := cite.Name{Family: strings.TrimSpace(n.Particle + " " + n.Family), Given: n.Given, Suffix: n.Suffix, Literal: n.Literal}
		if name.Given == "" { // a single name is an organisation's, whichever field it is read into
			name = cite.Name{Literal: name.Family + name.Literal}
		}
		out = append(out, name)
	}
	return out
}

func dateOf(d *readDate) Date {
	if d == nil || len(d.Parts) != 1 {
		return Date{}
	}
	parts := append(slices.Clone(d.Parts[0]), 0, 0)
	return Date{parts[0], parts[1], parts[2]}
}

// expected are the items as each format can hold them.
var expected = map[string]func(Item) Item{"csl.json": asCSL, "ris": asRIS, "bib": asBibTeX}

// asCSL: CSL-JSON cannot say that a list of authors goes on.
func asCSL(i Item) Item {
	if i.Partial {
		i.Note = strings.TrimSpace(i.Note + " " + partialNote)
	}
	i.Partial = false
	return i
}

// asRIS: no comma in the name of an organisation; no PMID but as the number in
// a database; a PMCID and a number only where the type has a field for them.
func asRIS(i Item) Item {
	i = asCSL(i)
	i.PMID = ""
	i.Authors = slices.Clone(i.Authors)
	for n := range i.Authors {
		if l := i.Authors[n].Literal; l != "" {
			i.Authors[n].Literal = strings.Join(strings.Fields(strings.ReplaceAll(l, ",", " ")), " ")
		}
	}
	switch i.Type {
	case "interview":
		i.Type = "personal_communication"
	case "regulation":
		i.Type = "legislation"
	case "paper-conference":
		i.Place = "" // it is read as the place of the meeting
	case "chapter":
		i.PMCID = ""
	case "webpage":
		i.Accessed = Date{} // the reader has no access date for this type; others do
	}
	return i
}

// asBibTeX: types that BibTeX does not have; braces in an address are encoded;
// the list of authors goes on with "others"; misc has no number.
func asBibTeX(i Item) Item {
	i.URL = strings.NewReplacer("{", "%7B", "}", "%7D").Replace(i.URL)
	if i.Partial {
		i.Authors = append(slices.Clone(i.Authors), cite.Name{Literal: "others"})
		i.Partial = false
	}
	switch i.Type {
	case "article-magazine", "article-newspaper":
		i.Type = "article-journal"
	case "entry-encyclopedia":
		i.Type = "chapter"
	case "standard":
		i.Type = "report"
	case "post-weblog":
		i.Type = "webpage"
	case "dataset", "interview", "legislation", "regulation":
		i.Type = "document"
	}
	if i.Type == "document" {
		i.Number = ""
	}
	if i.Type == "document" || i.Type == "webpage" {
		i.Publisher, i.Container = i.Publisher+i.Container, ""
	}
	if i.Type == "article-journal" && i.Pages != "" && i.Number != "" {
		i.Issue, i.Number = i.Number, ""
	}
	return i
}

// The readers are the ones that the lock file pins.
func TestReaderIsPinned(t *testing.T) {
	data, err := os.ReadFile("testdata/readers/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), strconv.Quote("resolved")) {
		t.Error("the lock file names the host of a registry")
	}
}
