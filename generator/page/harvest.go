package page

import (
	"html/template"
	"io"
	"slices"
	"strings"

	"casebook/generator/biblio"
	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/harvest"
	"casebook/generator/model"
)

// The files beside the page of a record, below its address.
const (
	RecordJSON    = "record.json"
	RecordBibTeX  = "cite.bib"
	RecordRIS     = "cite.ris"
	RecordCSLJSON = "cite.csl.json"
)

// recordFiles are the files beside a record, with what they are called on the
// page.
var recordFiles = []struct{ name, mediaType, label string }{
	{RecordBibTeX, harvest.TypeBibTeX, "BibTeX"},
	{RecordRIS, harvest.TypeRIS, "RIS"},
	{RecordCSLJSON, harvest.TypeCSLJSON, "CSL-JSON"},
	{RecordJSON, harvest.TypeJSON, "JSON"},
}

// Citable reports whether a record has files and tags for those who cite it:
// what is published, and what was.
func Citable(f *derive.Facts) bool {
	return f.Published || f.Status == model.StatusWithdrawn
}

// Harvest returns what all records share in the eyes of harvesters.
func (s *Site) Harvest() *harvest.Site {
	config := &s.Model.Config
	h := &harvest.Site{Title: config.Title, Publisher: config.Publisher, BaseURL: config.BaseURL, License: config.License}
	if s.has(DataAddress) {
		h.Dataset = DataAddress
	}
	return h
}

// HarvestRecord returns a record as its page shows it to programs, but for the
// picture.
func (s *Site) HarvestRecord(f *derive.Facts) *harvest.Record {
	f = f.Open()
	c := f.Case
	i := s.Item(f)
	r := &harvest.Record{
		Facts: f, Title: i.Title, Genre: i.Genre, Authors: i.Authors, Publisher: i.Publisher, Number: i.Number, Version: i.Version,
		Issued: i.Issued.String(), Language: i.Language, Keywords: i.Keywords,
		Address: CaseAddress(c.Slug), Permanent: s.permanent(c), Places: s.places(f), References: func(w io.Writer) error { return references(w, c) },
	}
	for _, file := range recordFiles {
		if s.has(r.Address + file.name) {
			r.Files = append(r.Files, harvest.File{Name: file.name, Type: file.mediaType, Data: file.name == RecordJSON})
		}
	}
	return r
}

// Item returns a record as an entry of a bibliography.
func (s *Site) Item(f *derive.Facts) biblio.Item {
	config := &s.Model.Config
	return biblio.Record(f.Case, &biblio.Publication{
		Title: config.Title, Publisher: config.Publisher, Language: config.Language, Genre: s.words.Genre, Withdrawn: s.words.Withdrawn,
		Note: s.itemNote, URL: s.citedURL, Keywords: func(*model.Case) []string { return s.Keywords(f) },
	})
}

// references writes the references of a record as CSL-JSON, with their keys.
func references(w io.Writer, c *model.Case) error {
	return biblio.CSLJSON(w, func(yield func(biblio.Item) bool) {
		sources := c.Sources()
		for i := range sources {
			if !yield(biblio.Reference(&sources[i], sources[i].Key.Text)) {
				return
			}
		}
	})
}

// permanent returns the address of a record that never changes, or "" while it
// has none.
func (s *Site) permanent(c *model.Case) string {
	if address := PermanentAddress(c.ID.Text); c.ID.Given() && s.has(address) {
		return address
	}
	return ""
}

// citedURL returns the absolute address by which a record is cited, or "".
func (s *Site) citedURL(c *model.Case) string {
	base := s.Model.Config.BaseURL
	if base == "" {
		return ""
	}
	if p := s.permanent(c); p != "" {
		return base + p
	}
	return base + CaseAddress(c.Slug)
}

// itemNote says of a withdrawn record when and why, and of any other which
// release holds it.
func (s *Site) itemNote(c *model.Case) string {
	if w := c.Withdrawn; w != nil && c.RecordStatus() == model.StatusWithdrawn {
		text := s.Strings.T("withdrawn-heading")
		if w.On.Given() {
			text = s.Strings.F("withdrawn-item", "date", s.Strings.Date(w.On.Text))
		}
		return joinGiven(" ", stopped(text), stopped(s.label("withdrawal-reason", w.Reason.Text)), stopped(w.Note.Text))
	}
	r := s.release(c)
	if r == nil {
		return ""
	}
	return s.releaseNote(r)
}

// releaseNote says which release holds a record as it is.
func (s *Site) releaseNote(r *model.Release) string {
	note := s.Strings.F("release-item", "site", s.Model.Config.Title, "version", r.Version, "date", s.Strings.Date(r.Date))
	return joinGiven(" ", note, cite.DOIAddress(r.DOI))
}

// stopped ends a text with a full stop, unless it is empty or ends by itself.
func stopped(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".?!") {
		return s
	}
	return s + "."
}

// release returns the newest release, if it holds the record as it is now; nil
// when the record is younger.
func (s *Site) release(c *model.Case) *model.Release {
	list := s.Model.Config.Releases
	if len(list) == 0 {
		return nil
	}
	changed := c.Updated.Text
	if changed == "" {
		changed = c.Added.Text
	}
	if last := &list[len(list)-1]; changed != "" && changed <= last.Date {
		return last
	}
	return nil
}

// Keywords are the tags of a record: its types and fields, and where it began.
func (s *Site) Keywords(f *derive.Facts) []string {
	var list []string
	add := func(word string) {
		if word != "" && !slices.Contains(list, word) {
			list = append(list, word)
		}
	}
	for _, v := range f.Case.InnovationType {
		add(s.label("innovation-type", v.Text))
	}
	for _, v := range f.Case.Domain {
		add(s.label("domain", v.Text))
	}
	for _, code := range f.Countries {
		add(s.country(code))
	}
	return list
}

// places are the countries of a record, of origin first, each once.
func (s *Site) places(f *derive.Facts) []harvest.Place {
	var list []harvest.Place
	add := func(code string) {
		if code != "" && !slices.ContainsFunc(list, func(p harvest.Place) bool { return p.Code == code }) {
			list = append(list, harvest.Place{Name: s.country(code), Code: code})
		}
	}
	for i := range f.Origins {
		add(f.Origins[i].Country.Code)
	}
	for i := range f.Adoptions {
		add(f.Adoptions[i].Country.Code)
	}
	return list
}

// head fills the tags of a record for programs. The offline edition has none:
// no robot comes there.
func (s *Site) head(frame *Frame, f *derive.Facts) {
	if s.Model.Config.Edition == model.Offline {
		return
	}
	if Citable(f) {
		r := s.HarvestRecord(f)
		if f.Published && s.HasPreviews() {
			r.Image = s.image(s.Preview(f))
		}
		frame.Head = template.HTML(s.Harvest().Head(r)) //nolint:gosec // every value escaped there
		return
	}
	frame.Head = template.HTML(s.Harvest().Social(f.Case.Title.Text, CaseAddress(f.Case.Slug), true, nil)) //nolint:gosec // likewise
}

// social fills the tags for social networks of a page that is no record: the
// networks need absolute addresses.
func (s *Site) social(frame *Frame, title, address string) {
	config := &s.Model.Config
	if config.BaseURL == "" || config.Edition == model.Offline {
		return
	}
	var image *harvest.Image
	if s.HasPreviews() {
		image = s.image(s.SitePreview())
	}
	frame.Head = template.HTML(s.Harvest().Social(title, address, false, image)) //nolint:gosec // every value escaped there
}

// A CiteBlock is the part of a page that says how to cite the record.
type CiteBlock struct {
	Styles []CiteStyle
	Access string // in place of the date of access
	Copy   string // name of the buttons that a script adds, with {style}
	Copied string // what is said when one was used
	Select string // what is said when copying is not allowed
	Files  []CiteFile
}

// A CiteStyle is the citation in one style, parted at the date of access.
type CiteStyle struct {
	ID, Name      string
	Before, After string
}

// A CiteFile is a file to take away.
type CiteFile struct {
	Link
	Name string // under which it is saved
}

// citeBlock returns how to cite a record.
func (s *Site) citeBlock(f *derive.Facts) *CiteBlock {
	c := f.Case
	config := &s.Model.Config
	p := cite.Publication{Title: config.Title, Publisher: config.Publisher, BaseURL: config.BaseURL}
	if r := s.release(c); r != nil {
		p.Release = r.Version
	}
	address := CaseAddress(c.Slug)
	b := &CiteBlock{Access: s.words.AccessDate, Copy: s.Strings.F("cite-copy", "style", "{style}"),
		Copied: s.Strings.F("cite-copied", "style", "{style}"), Select: s.Strings.T("cite-select")}
	cited := address
	if permanent := s.permanent(c); permanent != "" {
		cited = permanent
	}
	for _, style := range cite.Record(c, p, cited, s.words) {
		b.Styles = append(b.Styles, CiteStyle{ID: strings.ToLower(style.Style), Name: style.Style, Before: style.Before, After: style.After})
	}
	for _, file := range recordFiles {
		if s.has(address + file.name) {
			b.Files = append(b.Files, CiteFile{Link: Link{Href: file.name, Text: file.label}, Name: biblio.CaseKey(c) + file.name[strings.IndexByte(file.name, '.'):]})
		}
	}
	return b
}
