package page

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"casebook/generator/cite"
	"casebook/generator/dataset"
	"casebook/generator/table"
)

// The addresses of the pages of the data set.
const (
	DataAddress       = dataset.Folder
	DictionaryAddress = dataset.Folder + "dictionary/"
)

// A Data is the view of /data/: what there is to take away.
type Data struct {
	Frame
	Heading  string
	Lede     string
	Contents []Link
	Tables   []DataForms
	Whole    []DataFile // all tables in one file, and what describes them
	Works    []DataFile // bibliographies
	Others   []DataNote // what lies elsewhere: statistics, the API, the schema
	Rules    []DataNote // how the files are written
	Releases []DataNote // newest first
	Cite     template.HTML
	License  Link
	Sources  []Link
}

// DataForms is a table with the files it is given away as.
type DataForms struct {
	Name, Title string
	Description string
	Size        string // rows and columns
	Dictionary  string
	Files       []DataFile
}

// A DataFile is a file to take away.
type DataFile struct {
	Href        string
	Name        string
	Title       string
	Description string
	Size        string
}

// A DataNote is a term with a sentence, and perhaps where it leads.
type DataNote struct {
	Term, Href string
	Text       string
}

// Data returns the page of the data set.
func (s *Site) Data(m *dataset.Meta, tables []table.Table, files []dataset.File) (*Data, error) {
	heading := s.Strings.T("data")
	v := &Data{Frame: s.frame(DataAddress, heading, s.Strings.T("data-description")), Heading: heading}
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Data))
	graph, err := dataset.JSONLD(m, files)
	if err != nil {
		return nil, err
	}
	v.Head = s.signposts(v.Root, m, files)
	v.JSONLD = template.JS(graph) //nolint:gosec // package dataset escapes it
	v.Lede = s.Strings.F("data-lede", "records", s.Strings.N("n-records", len(s.Index.Facts)), "license", m.LicenseName)
	if m.Date != "" {
		v.Lede += " " + s.Strings.F("data-as-of", "date", s.Strings.Date(m.Date))
	}
	for i := range tables {
		v.Tables = append(v.Tables, s.dataForms(v.Root, &tables[i], files))
	}
	v.Whole, v.Works = s.dataFiles(v.Root, files)
	v.Others, v.Rules = s.dataOthers(v.Root), s.dataRules()
	v.Releases = s.dataReleases(v.Root)
	v.Cite = trusted(s.DataCitation(m).HTML())
	v.License = Link{Href: m.LicenseURL, Text: cmp.Or(m.LicenseName, m.LicenseID)}
	for _, source := range m.Sources {
		v.Sources = append(v.Sources, Link{Href: source.Path, Text: source.Title})
	}
	v.Contents = s.dataContents(v)
	return v, nil
}

// signposts are what programs find at the top of the page: its name for those
// who share it (Open Graph), and where things are: how to cite it, what describes it, its files and its licence
// (Signposting, FAIR profile, level 1).
func (s *Site) signposts(root Way, m *dataset.Meta, files []dataset.File) template.HTML {
	var b strings.Builder
	link := func(rel, href, kind string) {
		if href == "" {
			return
		}
		b.WriteString(`<link rel="` + rel + `" href="` + template.HTMLEscapeString(href) + `"`)
		if kind != "" {
			b.WriteString(` type="` + template.HTMLEscapeString(kind) + `"`)
		}
		b.WriteString(">")
	}
	meta := func(property, content string) {
		b.WriteString(`<meta property="` + property + `" content="` + template.HTMLEscapeString(content) + `">`)
	}
	meta("og:title", m.Title)
	meta("og:type", "website")
	link("cite-as", cite.DOIAddress(m.DOI), "")
	link("license", m.LicenseURL, "")
	link("type", "https://schema.org/Dataset", "")
	for i := range files {
		rel := "item"
		if slices.Contains([]string{dataset.PackageName, dataset.CrateName, dataset.CitationName}, files[i].Name) {
			rel = "describedby"
		}
		link(rel, root.To(dataset.Folder+files[i].Name), files[i].Media)
	}
	return template.HTML(b.String()) //nolint:gosec // every value is escaped
}

func (s *Site) dataContents(v *Data) []Link {
	links := []Link{{Href: "#tables", Text: s.Strings.T("data-tables")}}
	if v.Whole != nil {
		links = append(links, Link{Href: "#whole", Text: s.Strings.T("data-whole")})
	}
	if v.Works != nil {
		links = append(links, Link{Href: "#works", Text: s.Strings.T("data-works")})
	}
	links = append(links, Link{Href: "#programs", Text: s.Strings.T("data-programs")}, Link{Href: "#rules", Text: s.Strings.T("data-rules")})
	if v.Releases != nil {
		links = append(links, Link{Href: "#releases", Text: s.Strings.T("data-releases")})
	}
	return append(links, Link{Href: "#cite", Text: s.Strings.T("data-cite")})
}

// DataCitation returns how to cite the data as a whole.
func (s *Site) DataCitation(m *dataset.Meta) cite.Citation {
	return cite.Dataset(cite.Publication{Title: m.Title, Publisher: m.Publisher, BaseURL: m.BaseURL}, m.Date, m.Version, m.DOI, DataAddress, s.words)
}

func (s *Site) dataForms(root Way, t *table.Table, files []dataset.File) DataForms {
	forms := DataForms{Name: t.Name, Title: t.Title, Description: t.Description, Dictionary: root.To(DictionaryAddress + "#" + t.Name),
		Size: s.Strings.N("data-rows", t.Len()) + ", " + s.Strings.N("data-columns", len(t.Columns))}
	for i := range files {
		if f := &files[i]; f.Table != nil && f.Table.Name == t.Name {
			file := s.dataFile(root, f)
			file.Title = s.Strings.T("data-format-" + f.Format)
			forms.Files = append(forms.Files, file)
		}
	}
	return forms
}

// dataFiles parts the files that are no form of one table.
func (s *Site) dataFiles(root Way, files []dataset.File) (whole, works []DataFile) {
	bibliographies := []string{"references.bib", "references.ris", "references.csl.json"}
	for i := range files {
		f := &files[i]
		switch {
		case f.Table != nil:
		case slices.Contains(bibliographies, f.Name):
			works = append(works, s.dataFile(root, f))
		default:
			whole = append(whole, s.dataFile(root, f))
		}
	}
	return whole, works
}

func (s *Site) dataFile(root Way, f *dataset.File) DataFile {
	return DataFile{Href: root.To(dataset.Folder + f.Name), Name: f.Name, Title: f.Title, Description: f.Description, Size: s.fileSize(f.Bytes)}
}

// fileSize words a size: bytes below a thousand, then kB and MB (SI: thousands).
func (s *Site) fileSize(n int64) string {
	const thousand = 1000
	switch {
	case n < thousand:
		return s.Strings.F("size-bytes", "n", s.Strings.Number(int(n)))
	case n < thousand*thousand:
		return s.Strings.F("size-kb", "n", s.Strings.Number(int((n+thousand/2)/thousand)))
	}
	return s.Strings.F("size-mb", "n", strconv.FormatFloat(float64(n)/(thousand*thousand), 'f', 1, 64))
}

// dataOthers are the files for programs that lie elsewhere.
func (s *Site) dataOthers(root Way) []DataNote {
	var notes []DataNote
	for _, other := range []struct{ address, id string }{
		{PaucityAddress, "data-other-statistics"},
		{GapsFile, "data-other-gaps"},
		{APIAddress, "data-other-api"},
		{SchemaFile, "data-other-schema"},
		{"feed.xml", "data-other-feed"},
		{OAIFile, "data-other-oai"},
	} {
		if s.has(other.address) {
			notes = append(notes, DataNote{Term: s.Strings.T(other.id), Href: root.To(other.address), Text: s.Strings.T(other.id + "-about")})
		}
	}
	return notes
}

// dataReleases are the frozen states of the data, newest first, each with its
// page where it has one.
func (s *Site) dataReleases(root Way) []DataNote {
	var notes []DataNote
	for _, r := range slices.Backward(s.Model.Config.Releases) {
		n := DataNote{Term: r.Version, Text: joinGiven(", ", s.Strings.Date(r.Date), cite.DOIAddress(r.DOI))}
		if address := ReleaseAddress(r.Version); s.has(address) {
			n.Href = root.To(address)
		}
		notes = append(notes, n)
	}
	return notes
}

// dataRules say how the files are written.
func (s *Site) dataRules() []DataNote {
	var notes []DataNote
	for _, id := range []string{"csv", "formula", "lists", "missing", "json", "withdrawn", "key"} {
		notes = append(notes, DataNote{Term: s.Strings.T("data-rule-" + id + "-term"), Text: s.Strings.T("data-rule-" + id)})
	}
	return notes
}

// A Dictionary is the view of /data/dictionary/: every column of every table.
type Dictionary struct {
	Frame
	Crumbs  []Link
	Heading string
	Lede    string
	Tables  []DictionaryTable
	Rules   []DataNote
}

// A DictionaryTable is a table with its columns.
type DictionaryTable struct {
	Name, Title string
	Description string
	Key         string // what makes a row unique; may be empty
	Links       []string
	Columns     []DictionaryColumn
}

// A DictionaryColumn is a column with what its cells hold.
type DictionaryColumn struct {
	ID, Name    string
	Type        string
	Description string
	Source      string
	Terms       []Fact // what may stand there, where it is a short list of its own
	Vocabulary  *Link  // where it is a vocabulary
}

// Dictionary returns the page that defines every column.
func (s *Site) Dictionary(tables []table.Table) *Dictionary {
	heading := s.Strings.T("dictionary")
	v := &Dictionary{Frame: s.frame(DictionaryAddress, heading, s.Strings.T("dictionary-description")), Heading: heading, Lede: s.Strings.T("dictionary-lede")}
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Data))
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To(DataAddress), Text: s.Strings.T("data")}}
	v.Rules = s.dataRules()
	for i := range tables {
		v.Tables = append(v.Tables, s.dictionaryTable(v.Root, &tables[i]))
	}
	return v
}

func (s *Site) dictionaryTable(root Way, t *table.Table) DictionaryTable {
	d := DictionaryTable{Name: t.Name, Title: t.Title, Description: t.Description}
	if len(t.Key) > 0 {
		d.Key = s.Strings.F("dictionary-key", "columns", s.Strings.List(t.Key))
	}
	for _, r := range t.References {
		d.Links = append(d.Links, s.Strings.F("dictionary-found", "columns", s.Strings.List(r.Columns), "table", r.Table, "targets", s.Strings.List(r.Targets)))
	}
	for i := range t.Columns {
		d.Columns = append(d.Columns, s.dictionaryColumn(root, t.Name, &t.Columns[i]))
	}
	return d
}

func (s *Site) dictionaryColumn(root Way, name string, c *table.Column) DictionaryColumn {
	d := DictionaryColumn{ID: name + "." + c.Name, Name: c.Name, Description: c.Description, Source: c.Source, Type: s.Strings.T("type-" + string(c.Type))}
	if c.Required {
		d.Type = s.Strings.F("type-required", "type", d.Type)
	}
	if c.Vocabulary != "" {
		d.Vocabulary = s.vocabularyLink(root, c.Vocabulary)
		return d
	}
	for _, term := range c.Terms {
		fact := Fact{Term: term.ID}
		if term.Label != term.ID {
			fact.Note = term.Label
		}
		d.Terms = append(d.Terms, fact)
	}
	return d
}

// vocabularyLink leads to the taxonomy that shows the terms of a vocabulary;
// without one it is a name alone.
func (s *Site) vocabularyLink(root Way, id string) *Link {
	l := &Link{Text: id}
	for _, t := range s.Model.Config.Taxonomies {
		if t.Vocabulary == id && s.has(t.ID+"/") {
			l.Href = root.To(t.ID + "/")
			break
		}
	}
	return l
}
