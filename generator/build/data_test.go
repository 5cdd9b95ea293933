package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"github.com/piprate/json-gold/ld"
	"github.com/xuri/excelize/v2"

	"casebook/generator/export"
	"casebook/generator/table"
)

// odd is content that writers of files stumble over.
func odd() map[string]string {
	long := strings.Repeat("long title ", 30)[:300]
	return map[string]string{
		"content/cases/comma.md": record("A net for hernia repair", `'Nets, "cheap"; =1+1'`),
		"content/cases/formula.md": record("A net for hernia repair", `"=cmd()|'/c calc'!A0"`, "lf-0001", "lf-0002", "A net that", "A thing after that",
			"  - {key: doe2016", "  - {key: page, type: webpage, title: Only an address, url: \"https://example.org/?a=1&b={2}\"}\n  - {key: doe2016", "[@doe2016]", "[@doe2016; @page]"),
		"content/cases/emoji.md": record("A net for hernia repair", `"🙂 شبكة لإصلاح الفتق"`, "lf-0001", "lf-0003", "A net that", "\"Line one\\nline two: a net that", "Kingdom.\n", "Kingdom.\"\n",
			"history:", "contributors:\n  - {name: WHO Immediate KMC Study Group, role: author, country: CHE}\n  - {name: \"Doe, Jane | Roe\", role: author}\nhistory:"),
		"content/cases/long.md": record("A net for hernia repair", `"`+long+`"`, "lf-0001", "lf-0004", "A net that", "Another thing that", "barriers: [regulation]", "barriers: [regulation, supply]"),
		"content/cases/gone.md": record("A net for hernia repair", "A withdrawn thing", "lf-0001", "lf-0005", "A net that", "A fifth thing that",
			"status: published", "status: withdrawn\nwithdrawn: {on: 2026-02-03, by: Two editors, reason: error, note: \"@The place, was wrong.\"}"),
		"content/cases/note.md":       "---\ntitle: A first note\norigin_country: [UGA]\ninnovation_type: [device]\nlearning_direction: lmic-to-hic\nsummary: Five keys alone.\n---\n",
		"content/pages/contribute.md": contribute,
	}
}

// tables are the tables of the data set, in the order of its page.
var tables = []string{"cases", "origins", "adoptions", "references", "contributors", "countries", "vocabularies", "statistics"}

func builtOdd(t *testing.T, opt Options) map[string]string {
	t.Helper()
	files, _ := newSite(t, odd()).build(t, filepath.Join(t.TempDir(), "public"), opt)
	return files
}

// rowsOf reads a CSV file as any reader would, and takes back what the
// dictionary says of formulas and line ends.
func rowsOf(t *testing.T, text string) []map[string]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var rows []map[string]string
	for _, fields := range all[1:] {
		row := map[string]string{}
		for i, f := range fields {
			row[all[0][i]] = table.Unguard(f)
		}
		rows = append(rows, row)
	}
	return rows
}

// TestDataForms: CSV, JSON, JSON Lines and the workbook hold the same rows, of
// any content.
func TestDataForms(t *testing.T) {
	files := builtOdd(t, Options{BaseURL: "https://example.org/lf/"})
	book, err := excelize.OpenReader(strings.NewReader(files["data/dataset.xlsx"]))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := book.GetSheetList(), append([]string{"readme"}, tables...); !slices.Equal(got, want) {
		t.Fatalf("sheets %v", got)
	}
	for _, name := range tables {
		rows := rowsOf(t, files["data/"+name+".csv"])
		var objects []map[string]any
		if err := json.Unmarshal([]byte(files["data/"+name+".json"]), &objects); err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(files["data/"+name+".jsonl"], "\n"), "\n")
		sheet, err := book.GetRows(name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) == 0 || len(objects) != len(rows) || len(lines) != len(rows) || len(sheet) != len(rows)+1 {
			t.Fatalf("%s: %d rows, %d objects, %d lines, %d lines of the sheet", name, len(rows), len(objects), len(lines), len(sheet))
		}
		for i, row := range rows {
			var line map[string]any
			if err := json.Unmarshal([]byte(lines[i]), &line); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(objects[i], line); diff != "" {
				t.Fatalf("%s, row %d, JSON and JSON Lines:\n%s", name, i, diff)
			}
			if diff := cmp.Diff(row, flat(objects[i])); diff != "" {
				t.Fatalf("%s, row %d, CSV and JSON:\n%s", name, i, diff)
			}
		}
	}
	titles := map[string]string{}
	for _, row := range rowsOf(t, files["data/cases.csv"]) {
		titles[row["case"]] = row["title"]
	}
	if titles["formula"] != "=cmd()|'/c calc'!A0" || titles["comma"] != `Nets, "cheap"; =1+1` || titles["emoji"] != "🙂 شبكة لإصلاح الفتق" || len(titles["long"]) != 300 {
		t.Errorf("titles %q", titles)
	}
	if text := files["data/cases.csv"]; !strings.Contains(text, ",'=cmd()|'/c calc'!A0,") || !strings.Contains(text, `"Nets, ""cheap""; '=1+1"`) {
		t.Error("a formula is not guarded")
	}
}

// flat writes the values of an object as a CSV file has them.
func flat(o map[string]any) map[string]string {
	row := map[string]string{}
	for k, v := range o {
		switch v := v.(type) {
		case nil:
			row[k] = ""
		case bool:
			row[k] = strings.ToUpper(mustJSON(v))
		case []any:
			var items []string
			for _, item := range v {
				items = append(items, item.(string))
			}
			row[k] = table.JoinList(items)
		case string:
			row[k] = v
		default:
			row[k] = mustJSON(v)
		}
	}
	return row
}

func mustJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// TestDataIsWhole: keys are unique, what a row refers to is there, terms are
// terms, and every file has the size and digest that the descriptors give it.
func TestDataIsWhole(t *testing.T) {
	for _, base := range []string{"", "https://example.org/lf/"} {
		files := builtOdd(t, Options{BaseURL: base})
		var pack struct {
			Resources []struct {
				Name, Path, Hash, Type string
				Bytes                  int
				Schema                 *table.Schema
			}
		}
		if err := json.Unmarshal([]byte(files["data/datapackage.json"]), &pack); err != nil {
			t.Fatal(err)
		}
		schemas := map[string]*table.Schema{}
		for _, r := range pack.Resources {
			text, ok := files["data/"+r.Path]
			if sum := sha256.Sum256([]byte(text)); !ok || len(text) != r.Bytes || r.Hash != "sha256:"+hex.EncodeToString(sum[:]) {
				t.Errorf("%s is not what the data package says", r.Path)
			}
			if r.Type == "table" {
				schemas[r.Name] = r.Schema
			}
		}
		if got := slices.Sorted(maps.Keys(schemas)); !slices.Equal(got, slices.Sorted(slices.Values(tables))) {
			t.Errorf("tables %v", got)
		}
		data := map[string][]map[string]string{}
		for name := range schemas {
			data[name] = rowsOf(t, files["data/"+name+".csv"])
		}
		for name, s := range schemas {
			checkTable(t, name, s, data)
		}
		for line := range strings.Lines(files["data/SHA256SUMS"]) {
			sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
			if got := sha256.Sum256([]byte(files["data/"+name])); hex.EncodeToString(got[:]) != sum {
				t.Errorf("%s has another digest than SHA256SUMS says", name)
			}
		}
	}
}

// checkTable holds the rows of a table to its schema.
func checkTable(t *testing.T, name string, s *table.Schema, data map[string][]map[string]string) {
	t.Helper()
	tuple := func(row map[string]string, columns []string) string {
		var out []string
		for _, c := range columns {
			out = append(out, row[c])
		}
		return strings.Join(out, "\x00")
	}
	keys := map[string]bool{}
	for _, row := range data[name] {
		if key := tuple(row, s.PrimaryKey); len(s.PrimaryKey) > 0 && keys[key] {
			t.Errorf("%s: the key %q stands twice", name, key)
		} else {
			keys[key] = true
		}
		for _, f := range s.Fields {
			value := row[f.Name]
			if f.Constraints != nil && f.Constraints.Required && value == "" {
				t.Errorf("%s: %s is missing in %v", name, f.Name, row)
			}
			if f.Constraints != nil && f.Constraints.Enum != nil && value != "" && !slices.Contains(f.Constraints.Enum, value) {
				t.Errorf("%s: %s is %q", name, f.Name, value)
			}
		}
	}
	for _, f := range s.ForeignKeys {
		there := map[string]bool{"": true}
		for _, row := range data[f.Reference.Resource] {
			there[tuple(row, f.Reference.Fields)] = true
		}
		for _, row := range data[name] {
			if key := tuple(row, f.Fields); !there[key] {
				t.Errorf("%s: %v %q is not in %s", name, f.Fields, key, f.Reference.Resource)
			}
		}
	}
}

// TestWithdrawnIsFlagged: a withdrawn record is in every file that lists
// records, and each says so.
func TestWithdrawnIsFlagged(t *testing.T) {
	files := builtOdd(t, Options{BaseURL: "https://example.org/lf/"})
	for _, name := range []string{"cases", "origins", "adoptions", "references"} {
		n := 0
		for _, row := range rowsOf(t, files["data/"+name+".csv"]) {
			if row["case"] == "gone" {
				n++
				if row["record_status"] != "withdrawn" {
					t.Errorf("%s: %v", name, row)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s has no row of the withdrawn record", name)
		}
	}
	for _, row := range rowsOf(t, files["data/cases.csv"]) {
		if row["case"] == "gone" && (row["withdrawn"] != "2026-02-03" || row["withdrawal_note"] != "@The place, was wrong." || row["population"] != "none") {
			t.Errorf("the reason is not told: %v", row)
		}
	}
	var list struct {
		Cases []struct{ Case, Record_status, Record string }
	}
	if err := json.Unmarshal([]byte(files["api/v1/cases.json"]), &list); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list.Cases, func(c struct{ Case, Record_status, Record string }) bool { return c.Case == "gone" })
	if i < 0 || list.Cases[i].Record_status != "withdrawn" || list.Cases[i].Record != "https://example.org/lf/cases/gone/record.json" {
		t.Errorf("the API has %+v", list.Cases)
	}
}

// TestDataDescriptions: JSON-LD, RO-Crate and CITATION.cff say what is there.
func TestDataDescriptions(t *testing.T) {
	files := builtOdd(t, Options{BaseURL: "https://example.org/lf/"})
	_, rest, _ := strings.Cut(files["data/index.html"], "application/ld+json")
	_, rest, _ = strings.Cut(rest, ">")
	text, _, _ := strings.Cut(rest, "</script>")
	var doc any
	if err := json.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	opt := ld.NewJsonLdOptions("https://example.org/lf/data/")
	opt.ProcessingMode, opt.DocumentLoader = ld.JsonLd_1_1, vocabularyOnly{}
	nodes, err := ld.NewJsonLdProcessor().Expand(doc, opt)
	if err != nil || len(nodes) != 1 {
		t.Fatalf("%d nodes, %v", len(nodes), err)
	}
	set := nodes[0].(map[string]any)
	downloads := set["https://schema.org/distribution"].([]any)
	if set["@id"] != "https://example.org/lf/data/#dataset" || len(downloads) < 25 {
		t.Errorf("%v has %d downloads", set["@id"], len(downloads))
	}
	for _, d := range downloads {
		address := d.(map[string]any)["https://schema.org/contentUrl"].([]any)[0].(map[string]any)["@value"].(string)
		if _, ok := files[strings.TrimPrefix(address, "https://example.org/lf/")]; !ok {
			t.Errorf("the download %s is not there", address)
		}
	}
	var crate struct {
		Graph []map[string]any `json:"@graph"`
	}
	if err := json.Unmarshal([]byte(files["data/ro-crate-metadata.json"]), &crate); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, n := range crate.Graph {
		if name := n["@id"].(string); n["@type"] == "File" && files["data/"+name] == "" {
			t.Errorf("the crate has %s, which is not there", name)
		}
		ids[n["@id"].(string)] = true
	}
	for _, part := range crate.Graph[1]["hasPart"].([]any) {
		if name := part.(map[string]any)["@id"].(string); !ids[name] {
			t.Errorf("the part %s is not described", name)
		}
	}
	if cff := files["data/CITATION.cff"]; !strings.HasPrefix(cff, "cff-version: 1.2.0\n") || !strings.Contains(cff, "\ndate-released: \"2026-02-03\"\n") {
		t.Errorf("CITATION.cff:\n%s", cff)
	}
}

// vocabularyOnly takes the place of schema.org's context, which is not asked
// for over a network: each word is a word of the vocabulary.
type vocabularyOnly struct{}

func (vocabularyOnly) LoadDocument(u string) (*ld.RemoteDocument, error) {
	context := map[string]any{"@context": map[string]any{"@vocab": "https://schema.org/"}}
	return &ld.RemoteDocument{DocumentURL: u, Document: context}, nil
}

// TestOutputsOff: a kind of file that site.toml switches off is not made, and
// nothing leads to it.
func TestOutputsOff(t *testing.T) {
	all := builtOdd(t, Options{})
	kinds := map[string][]string{
		"data_csv": {"data/cases.csv", "data/datapackage.json"}, "data_json": {"data/cases.json"}, "data_json_lines": {"data/cases.jsonl"}, "data_xlsx": {"data/dataset.xlsx"},
		"data_bibtex": {"data/references.bib"}, "data_ris": {"data/references.ris"}, "data_csl_json": {"data/references.csl.json"}, "data_package": {"data/datapackage.json"},
		"data_ro_crate": {"data/ro-crate-metadata.json"}, "data_citation": {"data/CITATION.cff"}, "api": {"api/v1/cases.json", "api/index.html"}, "schema": {"schema/case.json"},
	}
	s := newSite(t, odd())
	for key, gone := range kinds {
		s.replace(t, "site.toml", key+" = true", key+" = false")
		for _, name := range gone {
			if _, ok := all[name]; !ok {
				t.Errorf("%s is not made at all", name)
			}
		}
	}
	none, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{})
	for key, gone := range kinds {
		for _, name := range gone {
			if _, ok := none[name]; ok {
				t.Errorf("%s is there with %s = false", name, key)
			}
		}
	}
	left := []string{}
	for name := range none {
		if strings.HasPrefix(name, "data/") {
			left = append(left, name)
		}
	}
	slices.Sort(left)
	if want := []string{"data/dictionary/index.html", "data/index.html"}; !slices.Equal(left, want) {
		t.Errorf("left are %v", left)
	}
}

// TestFeedsAreRead: another program's reader of feeds finds in every feed what
// is in it.
func TestFeedsAreRead(t *testing.T) {
	files := builtOdd(t, Options{BaseURL: "https://example.org/lf/"})
	n := 0
	for name, text := range files {
		if !strings.HasSuffix(name, "feed.xml") {
			continue
		}
		n++
		feed, err := gofeed.NewParser().Parse(bytes.NewReader([]byte(text)))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if feed.FeedType != "atom" || feed.FeedVersion != "1.0" || feed.Title == "" || feed.UpdatedParsed == nil || feed.FeedLink != "https://example.org/lf/"+name {
			t.Errorf("%s: type %s %s, title %q, link %q", name, feed.FeedType, feed.FeedVersion, feed.Title, feed.FeedLink)
		}
		for _, item := range feed.Items {
			if item.Title == "" || item.GUID == "" || item.UpdatedParsed == nil || !strings.HasPrefix(item.Link, "https://example.org/lf/cases/") {
				t.Errorf("%s: %+v", name, item)
			}
		}
		if name == "feed.xml" {
			var titles []string
			for _, item := range feed.Items {
				titles = append(titles, item.Title)
			}
			if len(titles) != 4 || !slices.Contains(titles, "🙂 شبكة لإصلاح الفتق") || !slices.Contains(titles, `Nets, "cheap"; =1+1`) {
				t.Errorf("titles %q", titles)
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d feeds", n)
	}
}

// TestOAI: the static repository is there when all is said that it needs, and
// the build says what is missing when not.
func TestOAI(t *testing.T) {
	s := newSite(t, odd())
	s.replace(t, "site.toml", "oai = false", "oai = true")
	files, report := s.build(t, filepath.Join(t.TempDir(), "public"), Options{BaseURL: "https://example.org/lf/"})
	if _, ok := files["oai.xml"]; ok || !slices.ContainsFunc(report.LeftOut, func(l LeftOut) bool { return l.What == "oai.xml" }) {
		t.Errorf("without a gateway: %v", report.LeftOut)
	}
	s.replace(t, "site.toml", `email = ""`, `email = "editors@example.org"`)
	s.replace(t, "site.toml", `oai_gateway = ""`, `oai_gateway = "https://gateway.example.org/oai/"`)
	files, _ = s.build(t, filepath.Join(t.TempDir(), "public"), Options{BaseURL: "https://example.org/lf/"})
	text := files["oai.xml"]
	for _, want := range []string{
		"<oai:baseURL>https://gateway.example.org/oai/example.org/lf/oai.xml</oai:baseURL>", "<oai:identifier>" + export.URN("case:lf-0005") + "</oai:identifier>",
		"<dc:title>=cmd()|&apos;/c calc&apos;!A0</dc:title>", "<dc:creator>WHO Immediate KMC Study Group</dc:creator>", "withdrawn on 3 February 2026", "<oai:earliestDatestamp>2026-01-02</oai:earliestDatestamp>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("oai.xml does not hold %s", want)
		}
	}
	if n := strings.Count(text, "<oai:record>"); n != 5 { // not the first note
		t.Errorf("%d records", n)
	}
}
