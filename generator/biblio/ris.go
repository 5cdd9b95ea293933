package biblio

import (
	"io"
	"iter"
	"strings"

	"casebook/generator/cite"
)

// risTypes are the types of RIS for those of the Citation Style Language (RIS
// Format Specifications, Thomson Reuters, 2011, "Reference Type").
var risTypes = map[string]string{
	"article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS", "book": "BOOK", "chapter": "CHAP",
	"dataset": "DATA", "entry-encyclopedia": "ENCYC", "interview": "PCOMM", "legislation": "STAT", "paper-conference": "CONF",
	"post-weblog": "BLOG", "regulation": "STAT", "report": "RPRT", "standard": "STAND", "thesis": "THES", "webpage": "ELEC",
}

// RIS writes items in the RIS format: a tag and a value a line, CR LF at its
// end, UTF-8 without a byte order mark. A comma parts the names of a person, so
// it is left out of the name of an organisation. Authors that are not listed
// are mentioned in a note, for which the format has no other place.
func RIS(w io.Writer, items iter.Seq[Item]) error {
	out := risWriter{newBuffer(w)}
	for item := range items {
		out.item(&item)
		out.pause()
	}
	return out.flush()
}

type risWriter struct{ *buffer }

// tag writes one line, unless there is no value.
func (w *risWriter) tag(name, value string) {
	if value == "" {
		return
	}
	w.WriteString(name)
	w.WriteString("  - ")
	w.WriteString(value)
	w.WriteString("\r\n")
}

func (w *risWriter) item(i *Item) {
	kind := risTypes[i.Type]
	if kind == "" {
		kind = "GEN"
	}
	w.tag("TY", kind)
	w.tag("ID", i.Key)
	w.names("AU", i.Authors)
	w.names(risEditor(i.Type), i.Editors)
	w.tag("TI", i.Title)
	w.tag(risContainer(i.Type), i.Container)
	w.tag("PB", i.Publisher)
	w.tag("CY", i.Place)
	if i.Issued.Known() {
		w.tag("PY", i.Issued.String()[:4])
		w.tag("DA", i.Issued.slashed())
	}
	w.tag("VL", i.Volume)
	w.tag("IS", i.Issue)
	w.number(i)
	w.pages(i.Pages)
	w.tag("M3", i.Genre)
	w.tag("ET", i.Version)
	w.tag("DO", i.DOI)
	if i.PMID != "" {
		w.tag("DB", "PubMed")
		w.tag("AN", i.PMID)
	}
	if i.Type == "article-journal" { // C2 is something else elsewhere
		w.tag("C2", i.PMCID)
	}
	w.tag("UR", i.URL)
	w.tag("Y2", i.Accessed.slashed())
	w.tag("LA", i.Language)
	w.tag("AB", i.Abstract)
	for _, k := range i.Keywords {
		w.tag("KW", line(k))
	}
	w.tag("N1", i.Note)
	if i.Partial {
		w.tag("N1", partialNote)
	}
	w.WriteString("ER  - \r\n")
}

// partialNote stands where a format cannot say "et al.".
const partialNote = "The list of authors is not complete."

// risContainer returns the tag of what an item is part of; for a conference, T2
// is its name and C3 that of its proceedings.
func risContainer(kind string) string {
	if kind == "paper-conference" {
		return "C3"
	}
	return "T2"
}

// number: SN is the number of a report, and the ISBN of a book; C7 that of an
// article.
func (w *risWriter) number(i *Item) {
	switch i.Type {
	case "report", "standard":
		w.tag("SN", i.Number)
	case "article-journal":
		w.tag("C7", i.Number)
	default:
		w.tag("M1", i.Number)
		w.tag("SN", i.ISBN)
	}
}

// risEditor returns the tag of editors: A2 is the editor of the whole for what
// is part of one, A3 that of a book, whose A2 is the editor of the series.
func risEditor(kind string) string {
	switch kind {
	case "chapter", "paper-conference", "entry-encyclopedia", "article-journal":
		return "A2"
	case "book":
		return "A3"
	}
	return "ED"
}

func (w *risWriter) names(tag string, list []cite.Name) {
	for _, n := range list {
		if n.IsPerson() {
			w.tag(tag, line(n.Sorted()))
		} else {
			w.tag(tag, line(strings.ReplaceAll(n.Literal, ",", " ")))
		}
	}
}

// pages parts a range; the second page of "146-53" stays as it is written.
func (w *risWriter) pages(s string) {
	from, to, isRange := strings.Cut(s, "-")
	if !isRange || strings.ContainsAny(s, ",;") {
		from, to = s, ""
	}
	w.tag("SP", strings.TrimSpace(from))
	w.tag("EP", strings.TrimSpace(to))
}

// slashed writes a date as the format has it, YYYY/MM/DD.
func (d Date) slashed() string { return d.join("/") }
