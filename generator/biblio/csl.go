package biblio

import (
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"casebook/generator/cite"
)

// CSLJSON writes items as CSL-JSON (schema csl-data.json 1.0.2 of the Citation
// Style Language): an array, an item a line. Authors that are not listed are
// mentioned in the note. The text is put together by hand: it is written for
// every reference of every record, and reflection takes ten times as long.
func CSLJSON(w io.Writer, items iter.Seq[Item]) error {
	out := cslWriter{buffer: newBuffer(w)}
	sep := "[\n"
	for item := range items {
		out.WriteString(sep)
		sep = ",\n"
		out.item(&item)
		out.pause()
	}
	if sep == "[\n" {
		out.WriteString("[")
	} else {
		out.WriteString("\n")
	}
	out.WriteString("]\n")
	return out.flush()
}

type cslWriter struct {
	*buffer
	within bool // the object has a member
}

func (w *cslWriter) item(i *Item) {
	container, series := i.Container, ""
	switch i.Type {
	case "report", "book", "thesis", "standard": // a work that is whole: what holds it is a series
		container, series = "", i.Container
	}
	note := i.Note
	if i.Partial {
		note = strings.TrimSpace(note + " " + partialNote)
	}
	w.open('{')
	w.text("id", i.Key)
	w.text("type", i.Type)
	w.text("genre", i.Genre)
	w.text("title", i.Title)
	w.names("author", i.Authors)
	w.names("editor", i.Editors)
	w.text("container-title", container)
	w.text("collection-title", series)
	w.text("publisher", i.Publisher)
	w.text("publisher-place", i.Place)
	w.date("issued", i.Issued)
	w.date("accessed", i.Accessed)
	w.text("volume", i.Volume)
	w.text("issue", i.Issue)
	w.text("page", i.Pages)
	w.text("number", i.Number)
	w.text("version", i.Version)
	w.text("DOI", i.DOI)
	w.text("PMID", i.PMID)
	w.text("PMCID", i.PMCID)
	w.text("ISBN", i.ISBN)
	w.text("URL", i.URL)
	w.text("language", i.Language)
	w.text("abstract", i.Abstract)
	w.text("keyword", strings.Join(i.Keywords, ", "))
	w.text("note", note)
	w.close('}')
}

// open begins an object or a list, close ends it.
func (w *cslWriter) open(c byte)  { w.b, w.within = append(w.b, c), false }
func (w *cslWriter) close(c byte) { w.b, w.within = append(w.b, c), true }

// member begins a member of an object, or an item of a list without a name.
func (w *cslWriter) member(name string) {
	if w.within {
		w.b = append(w.b, ',')
	}
	if name != "" {
		w.b = append(append(append(w.b, '"'), name...), `":`...)
	}
	w.within = true
}

// text writes a member, unless its value is empty.
func (w *cslWriter) text(name, value string) {
	if value != "" {
		w.member(name)
		w.b = appendString(w.b, value)
	}
}

func (w *cslWriter) names(name string, list []cite.Name) {
	if len(list) == 0 {
		return
	}
	w.member(name)
	w.open('[')
	for _, n := range list {
		w.member("")
		w.open('{')
		w.text("family", line(n.Family))
		w.text("given", line(n.Given))
		w.text("suffix", line(n.Suffix))
		w.text("literal", line(n.Literal))
		w.close('}')
	}
	w.close(']')
}

func (w *cslWriter) date(name string, d Date) {
	if !d.Known() {
		return
	}
	w.member(name)
	w.WriteString(`{"date-parts":[`)
	for i, n := range []int{d.Year, d.Month, d.Day} {
		if n == 0 {
			break
		}
		w.b = append(w.b, "[,"[min(i, 1)])
		w.b = strconv.AppendInt(w.b, int64(n), 10)
	}
	w.WriteString("]]}")
}

// appendString writes a text as JSON (RFC 8259, section 7). What is not UTF-8
// becomes the replacement character.
func appendString(b []byte, s string) []byte {
	const digits = "0123456789abcdef"
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b = append(b, '\\', byte(r))
		case r < ' ':
			b = append(b, '\\', 'u', '0', '0', digits[r>>4], digits[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
