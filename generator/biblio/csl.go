package biblio

import (
	"encoding/json"
	"io"
	"iter"
	"strings"

	"casebook/generator/cite"
)

// A cslItem is an item of CSL-JSON, schema csl-data.json 1.0.2 of the Citation
// Style Language. The names of its fields are those of the schema.
type cslItem struct {
	ID        string    `json:"id"`
	Type      string    `json:"type"`
	Genre     string    `json:"genre,omitempty"`
	Title     string    `json:"title,omitempty"`
	Author    []cslName `json:"author,omitempty"`
	Editor    []cslName `json:"editor,omitempty"`
	Container string    `json:"container-title,omitempty"`
	Series    string    `json:"collection-title,omitempty"`
	Publisher string    `json:"publisher,omitempty"`
	Place     string    `json:"publisher-place,omitempty"`
	Issued    *cslDate  `json:"issued,omitempty"`
	Accessed  *cslDate  `json:"accessed,omitempty"`
	Volume    string    `json:"volume,omitempty"`
	Issue     string    `json:"issue,omitempty"`
	Page      string    `json:"page,omitempty"`
	Number    string    `json:"number,omitempty"`
	Version   string    `json:"version,omitempty"`
	DOI       string    `json:"DOI,omitempty"`
	PMID      string    `json:"PMID,omitempty"`
	PMCID     string    `json:"PMCID,omitempty"`
	ISBN      string    `json:"ISBN,omitempty"`
	URL       string    `json:"URL,omitempty"`
	Language  string    `json:"language,omitempty"`
	Abstract  string    `json:"abstract,omitempty"`
	Keyword   string    `json:"keyword,omitempty"`
	Note      string    `json:"note,omitempty"`
}

type cslName struct {
	Family  string `json:"family,omitempty"`
	Given   string `json:"given,omitempty"`
	Suffix  string `json:"suffix,omitempty"`
	Literal string `json:"literal,omitempty"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"`
}

// CSLJSON writes items as a CSL-JSON array, an item a line. Authors that are
// not listed are mentioned in the note.
func CSLJSON(w io.Writer, items iter.Seq[Item]) error {
	out := newBuffer(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	sep := "[\n"
	for item := range items {
		out.WriteString(sep)
		sep = ","
		if err := enc.Encode(item.csl()); err != nil {
			return err
		}
		out.pause()
	}
	if sep != "," {
		out.WriteString("[")
	}
	out.WriteString("]\n")
	return out.flush()
}

func (i *Item) csl() *cslItem {
	c := &cslItem{
		ID: i.Key, Type: i.Type, Genre: i.Genre, Title: i.Title, Author: cslNames(i.Authors), Editor: cslNames(i.Editors),
		Container: i.Container, Publisher: i.Publisher, Place: i.Place, Issued: i.Issued.csl(), Accessed: i.Accessed.csl(),
		Volume: i.Volume, Issue: i.Issue, Page: i.Pages, Number: i.Number, Version: i.Version,
		DOI: i.DOI, PMID: i.PMID, PMCID: i.PMCID, ISBN: i.ISBN, URL: i.URL, Language: i.Language, Abstract: i.Abstract,
		Keyword: strings.Join(i.Keywords, ", "), Note: i.Note,
	}
	switch i.Type {
	case "report", "book", "thesis", "standard": // a work that is whole: what holds it is a series
		c.Container, c.Series = "", i.Container
	}
	if i.Partial {
		c.Note = strings.TrimSpace(c.Note + " " + partialNote)
	}
	return c
}

func cslNames(list []cite.Name) []cslName {
	out := make([]cslName, 0, len(list))
	for _, n := range list {
		out = append(out, cslName{Family: line(n.Family), Given: line(n.Given), Suffix: line(n.Suffix), Literal: line(n.Literal)})
	}
	return out
}

func (d Date) csl() *cslDate {
	var parts []int
	for _, n := range []int{d.Year, d.Month, d.Day} {
		if n == 0 {
			break
		}
		parts = append(parts, n)
	}
	if parts == nil {
		return nil
	}
	return &cslDate{Parts: [][]int{parts}}
}
