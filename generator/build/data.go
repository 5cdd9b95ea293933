package build

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"strings"
	"sync"

	"casebook/generator/biblio"
	"casebook/generator/country"
	"casebook/generator/dataset"
	"casebook/generator/model"
	"casebook/generator/output"
	"casebook/generator/page"
	"casebook/generator/stats"
	"casebook/generator/table"
)

// A dataFile is a file of the data set. What is said of it elsewhere, its size
// and its digest, is measured while it is written.
type dataFile struct {
	dataset.File // without size and digest
	write        func(io.Writer) error
	last         bool // it tells of the files that are not

	mu       sync.Mutex
	measured bool
	bytes    int64
	sum      string
}

// publish writes the file and measures it.
func (f *dataFile) publish(w io.Writer) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.measure(w)
}

func (f *dataFile) measure(w io.Writer) error {
	m := &meter{w: w, hash: sha256.New()}
	if err := f.write(m); err != nil {
		return err
	}
	f.measured, f.bytes, f.sum = true, m.bytes, hex.EncodeToString(m.hash.Sum(nil))
	return nil
}

// file returns what is known of the file. One that is not written in this
// build, because nothing in it can have changed, is made once more to measure
// it.
func (f *dataFile) file() (dataset.File, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.measured {
		if err := f.measure(io.Discard); err != nil {
			return dataset.File{}, err
		}
	}
	file := f.File
	file.Bytes, file.SHA256 = f.bytes, f.sum
	return file, nil
}

// A meter passes on what is written, and measures it.
type meter struct {
	w     io.Writer
	bytes int64
	hash  hash.Hash
}

func (m *meter) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	m.bytes += int64(n)
	m.hash.Write(p[:n])
	return n, err
}

// measured returns the files that do not tell of others, and those that do and
// stand before a name: each descriptor tells of those before it.
func measured(files []*dataFile, before string) ([]dataset.File, error) {
	var out []dataset.File
	for _, f := range files {
		if f.Name == before {
			break
		}
		known, err := f.file()
		if err != nil {
			return nil, err
		}
		out = append(out, known)
	}
	return out, nil
}

// withData binds what tells of other files of the data set to them.
const withData = bundlePrefix + "data"

// data plans the data set: its files, what describes them, and its pages.
func (p *planner) data() {
	in := dataset.Input{Site: p.content.Site, Facts: p.content.Facts, Counts: p.counts, Statistics: stats.Table(p.content.Stats), Addresses: p.addresses()}
	tables := dataset.Tables(in)
	meta := p.meta(tables)
	files := p.dataFiles(tables, &meta)
	for _, f := range files {
		p.plan.Add(output.Entry{Path: dataset.Folder + f.Name, From: "site.toml", Reads: reads("cases", "vocabularies", withData), Write: f.publish, Last: f.last})
	}
	p.dataPages(tables, &meta, files)
	p.api(in, &meta)
}

// addresses says where the pages are that rows of the data name.
func (p *planner) addresses() dataset.Addresses {
	return dataset.Addresses{
		Case: page.CaseAddress,
		Country: func(c *country.Country) string {
			if !p.pages.HasCountryPage(c.Alpha3) {
				return ""
			}
			return "countries/" + c.Slug + "/"
		},
		Term: func(vocabulary, term string) string {
			for _, t := range p.content.Site.Config.Taxonomies {
				if address := t.ID + "/" + term + "/"; t.Vocabulary == vocabulary && p.plan.Has(address) {
					return address
				}
			}
			return ""
		},
	}
}

// counts tells how many published records came from a country and went to it.
func (p *planner) counts(c *country.Country) (from, to int) {
	if c := p.content.Index.Country(c.Alpha3); c != nil {
		return len(c.From), len(c.To)
	}
	return 0, 0
}

// meta is what is said of the data set as a whole.
func (p *planner) meta(tables []table.Table) dataset.Meta {
	config := &p.content.Site.Config
	m := dataset.Meta{
		Title: config.Title + ": " + config.Tagline, Description: config.Description, Publisher: config.Publisher, Language: config.Language,
		LicenseID: config.License.ID, LicenseName: config.License.Name, LicenseURL: config.License.URL,
		BaseURL: config.BaseURL, Date: p.content.Site.AsOf, Keywords: p.keywords(),
	}
	release := model.Release{}
	if n := len(config.Releases); n > 0 {
		release = config.Releases[n-1]
	}
	m.Version, m.DOI = dataset.Version(release.Version, release.Date, m.Date), release.DOI
	for i := range tables {
		for _, s := range tables[i].Sources {
			if !contains(m.Sources, s) {
				m.Sources = append(m.Sources, s)
			}
		}
	}
	return m
}

func contains(list []table.Source, s table.Source) bool {
	for _, have := range list {
		if have == s {
			return true
		}
	}
	return false
}

// keywords are the kinds of innovation and the domains that have a case.
func (p *planner) keywords() []string {
	var out []string
	for _, id := range []string{"innovation-type", "domain"} {
		t := p.content.Index.Taxonomy(id)
		if t == nil {
			continue
		}
		for i := range t.Terms {
			if len(t.Terms[i].Cases) > 0 && t.Terms[i].ID != model.NotStated {
				out = append(out, t.Terms[i].Label)
			}
		}
	}
	return out
}

// dataFiles returns the files of the data set, those that tell of others last
// and in the order in which they do.
func (p *planner) dataFiles(tables []table.Table, meta *dataset.Meta) []*dataFile {
	on := &p.content.Site.Config.Outputs
	var files []*dataFile
	for i := range tables {
		files = append(files, tableFiles(&tables[i], on)...)
	}
	if on.DataXLSX {
		files = append(files, &dataFile{File: p.describe("dataset.xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "data-file-xlsx"),
			write: func(w io.Writer) error { return table.WriteXLSX(w, p.readme(tables, meta), tables) }})
	}
	files = append(files, p.bibliographies(on)...)
	return append(files, p.descriptors(meta, files, on)...)
}

func (p *planner) describe(name, format, media, id string) dataset.File {
	return dataset.File{Name: name, Title: p.content.Strings.T(id), Description: p.content.Strings.T(id + "-about"), Format: format, Media: media}
}

// tableFiles are the forms of one table.
func tableFiles(t *table.Table, on *model.Outputs) []*dataFile {
	var files []*dataFile
	for _, form := range []struct {
		on            bool
		format, media string
		write         func(io.Writer, *table.Table) error
	}{
		{on.DataCSV, "csv", "text/csv", table.WriteCSV},
		{on.DataJSON, "json", "application/json", table.WriteJSON},
		{on.DataJSONLines, "jsonl", "application/jsonl", table.WriteJSONLines},
	} {
		if form.on {
			files = append(files, &dataFile{
				File: dataset.File{Name: t.Name + "." + form.format, Title: t.Title, Description: t.Description,
					Format: form.format, Media: form.media, Table: t},
				write: func(w io.Writer) error { return form.write(w, t) },
			})
		}
	}
	return files
}

// bibliographies are the references of all records, each work once.
func (p *planner) bibliographies(on *model.Outputs) []*dataFile {
	cases := p.content.Site.Cases
	var files []*dataFile
	add := func(on bool, name, format, media, id string, write func(io.Writer) error) {
		if on {
			files = append(files, &dataFile{File: p.describe(name, format, media, id), write: write})
		}
	}
	add(on.DataBibTeX, "references.bib", "bib", "application/x-bibtex", "data-file-bib", func(w io.Writer) error { return biblio.BibTeX(w, biblio.References(cases)) })
	add(on.DataRIS, "references.ris", "ris", "application/x-research-info-systems", "data-file-ris", func(w io.Writer) error { return biblio.RIS(w, biblio.References(cases)) })
	add(on.DataCSLJSON, "references.csl.json", "json", "application/vnd.citationstyles.csl+json", "data-file-csl", func(w io.Writer) error { return biblio.CSLJSON(w, biblio.References(cases)) })
	return files
}

// descriptors are the files that tell of the data set and its files.
func (p *planner) descriptors(meta *dataset.Meta, files []*dataFile, on *model.Outputs) []*dataFile {
	var all []*dataFile // the files, and the descriptors as they are added
	all = append(all, files...)
	add := func(on bool, name, format, media, id string, write func(io.Writer, []dataset.File) error) {
		if !on {
			return
		}
		before := all
		all = append(all[:len(all):len(all)], &dataFile{File: p.describe(name, format, media, id), last: true, write: func(w io.Writer) error {
			list, err := measured(before, name)
			if err != nil {
				return err
			}
			return write(w, list)
		}})
	}
	add(on.DataCitation && meta.Date != "", dataset.CitationName, "cff", "application/yaml", "data-file-cff", func(w io.Writer, _ []dataset.File) error {
		return dataset.Citation(w, meta, p.content.Strings.T("data-cff-message"))
	})
	add(on.DataPackage && on.DataCSV, dataset.PackageName, "json", "application/json", "data-file-package", func(w io.Writer, list []dataset.File) error {
		return dataset.Package(w, meta, withoutDescriptors(list))
	})
	add(on.DataROCrate && meta.Date != "", dataset.CrateName, "json", "application/ld+json", "data-file-crate", func(w io.Writer, list []dataset.File) error {
		return dataset.Crate(w, meta, list)
	})
	if len(all) > 0 {
		add(true, dataset.SumsName, "txt", "text/plain", "data-file-sums", dataset.Checksums)
	}
	return all[len(files):]
}

func withoutDescriptors(files []dataset.File) []dataset.File {
	var out []dataset.File
	for _, f := range files {
		if f.Format != "cff" {
			out = append(out, f)
		}
	}
	return out
}

// readme is the first sheet of the workbook.
func (p *planner) readme(tables []table.Table, meta *dataset.Meta) table.Readme {
	s := p.content.Strings
	r := table.Readme{Name: "readme", Title: meta.Title, Lines: [][2]string{
		{s.T("data-readme-title"), meta.Title}, {s.T("data-readme-about"), meta.Description}, {s.T("data-readme-version"), meta.Version},
		{s.T("data-readme-date"), meta.Date}, {s.T("data-readme-license"), strings.TrimSpace(meta.LicenseName + " " + meta.LicenseURL)},
		{s.T("data-readme-cite"), p.pages.DataCitation(meta).Text},
	}}
	if meta.BaseURL != "" {
		r.Lines = append(r.Lines, [2]string{s.T("data-readme-address"), meta.BaseURL + dataset.Folder})
	}
	for _, source := range meta.Sources {
		r.Lines = append(r.Lines, [2]string{s.T("data-readme-source"), strings.TrimSpace(source.Title + " " + source.Path)})
	}
	r.Lines = append(r.Lines, [2]string{s.T("data-readme-lists"), s.T("data-rule-lists")}, [2]string{s.T("data-readme-missing"), s.T("data-rule-missing")},
		[2]string{s.T("data-readme-chosen"), s.T("chosen-note")})
	for i := range tables {
		r.Lines = append(r.Lines, [2]string{tables[i].Name, tables[i].Description})
		for _, c := range tables[i].Columns {
			r.Lines = append(r.Lines, [2]string{tables[i].Name + "." + c.Name, c.Description})
		}
	}
	return r
}

// dataPages plans the page of the data set and its dictionary.
func (p *planner) dataPages(tables []table.Table, meta *dataset.Meta, files []*dataFile) {
	p.list(page.DataAddress, p.content.Site.AsOf)
	p.list(page.DictionaryAddress, p.content.Site.AsOf)
	p.plan.Add(output.Entry{Path: page.DataAddress + "index.html", From: "site.toml", Reads: reads("cases", "vocabularies", "layout:data", withData), Last: true,
		Write: func(w io.Writer) error {
			known, err := measured(files, "")
			if err != nil {
				return err
			}
			view, err := p.pages.Data(meta, tables, known)
			if err != nil {
				return err
			}
			return p.layouts.Execute(w, "data", view)
		}})
	p.view(page.DictionaryAddress+"index.html", "dictionary", "site.toml", reads("cases", "vocabularies"), func() any { return p.pages.Dictionary(tables) })
}
