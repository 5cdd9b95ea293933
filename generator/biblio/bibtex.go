package biblio

import (
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode"

	"casebook/generator/cite"
)

// bibTypes are the entry types of BibTeX for those of the Citation Style
// Language (Patashnik, BibTeXing, 1988, section 3.1). What it has no type for
// is misc.
var bibTypes = map[string]string{
	"article-journal": "article", "article-magazine": "article", "article-newspaper": "article", "book": "book",
	"chapter": "incollection", "entry-encyclopedia": "incollection", "paper-conference": "inproceedings",
	"report": "techreport", "standard": "techreport", "thesis": "phdthesis",
	"webpage": "online", "post-weblog": "online", // of BibLaTeX; BibTeX takes a type it does not know for misc
}

// months are macros that every BibTeX style defines (BibTeXing, section 4.5).
var months = [...]string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// BibTeX writes items as a BibTeX database in UTF-8, which BibTeX of today and
// Biber read. Signs that are special to LaTeX are escaped, and words with
// capitals that a style must not touch stand in braces. Organisations stand in
// braces too, so that they are taken for one name.
func BibTeX(w io.Writer, items iter.Seq[Item]) error {
	out := bibWriter{newBuffer(w)}
	first := true
	for item := range items {
		if !first {
			out.WriteByte('\n')
		}
		first = false
		out.item(&item)
		out.pause()
	}
	return out.flush()
}

type bibWriter struct{ *buffer }

func (w *bibWriter) item(i *Item) {
	kind := bibTypes[i.Type]
	if kind == "" {
		kind = "misc"
	}
	w.WriteString("@" + kind + "{" + i.Key)
	w.raw("author", bibNames(i.Authors, i.Partial))
	w.raw("editor", bibNames(i.Editors, i.Partial && len(i.Authors) == 0))
	w.raw("title", protect(i.Title))
	w.text("type", i.Genre)
	w.source(kind, i)
	w.text("address", i.Place)
	w.date(i.Issued)
	w.text("volume", i.Volume)
	w.text("number", number(kind, i))
	w.text("pages", strings.ReplaceAll(i.Pages, "-", "--"))
	w.text("version", i.Version)
	w.verbatim("doi", i.DOI)
	w.verbatim("pmid", i.PMID)
	w.verbatim("pmcid", i.PMCID)
	w.verbatim("isbn", i.ISBN)
	w.verbatim("url", i.URL)
	w.verbatim("urldate", i.Accessed.String())
	w.text("language", i.Language)
	w.text("abstract", i.Abstract)
	w.text("keywords", keywords(i.Keywords))
	w.text("note", i.Note)
	w.WriteString("\n}\n")
}

// number: an article has the number of its issue there, any other its own.
func number(kind string, i *Item) string {
	if i.Issue != "" {
		return i.Issue
	}
	if kind == "article" && i.Pages == "" && i.Number != "" {
		return ""
	}
	return i.Number
}

// source writes what the item is part of, and who put it out, in the fields
// that its type has.
func (w *bibWriter) source(kind string, i *Item) {
	publisher := "publisher"
	switch kind {
	case "article":
		w.text("journal", i.Container)
		if i.Pages == "" && i.Issue == "" && i.Number != "" {
			w.text("eid", i.Number)
		}
	case "incollection", "inproceedings":
		w.text("booktitle", i.Container)
	case "techreport":
		w.text("series", i.Container)
		publisher = "institution"
	case "phdthesis":
		w.text("series", i.Container)
		publisher = "school"
	case "misc", "online":
		w.text("howpublished", i.Container)
	default:
		w.text("series", i.Container)
	}
	w.text(publisher, i.Publisher)
}

func (w *bibWriter) date(d Date) {
	if !d.Known() {
		return
	}
	w.raw("year", strconv.Itoa(d.Year))
	if d.Month > 0 {
		w.WriteString(",\n  month = " + months[d.Month-1])
	}
	if d.Day > 0 {
		w.raw("day", strconv.Itoa(d.Day))
	}
}

// raw writes a field whose value is LaTeX already.
func (w *bibWriter) raw(name, value string) {
	if value == "" {
		return
	}
	w.WriteString(",\n  " + name + " = {")
	w.WriteString(value)
	w.WriteByte('}')
}

func (w *bibWriter) text(name, value string) { w.raw(name, escape(value)) }

var addressEscaper = strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C", " ", "%20")

// verbatim writes a field that is not LaTeX: an address or an identifier. The
// three signs that would end it are percent-encoded (RFC 3986, 2.1).
func (w *bibWriter) verbatim(name, value string) {
	w.raw(name, addressEscaper.Replace(value))
}

func keywords(list []string) string {
	out := make([]string, len(list))
	for i, k := range list {
		out[i] = strings.ReplaceAll(line(k), ",", "")
	}
	return strings.Join(out, ", ")
}

func bibNames(list []cite.Name, partial bool) string {
	out := make([]string, 0, len(list)+1)
	for _, n := range list {
		out = append(out, bibName(n))
	}
	if partial && len(out) > 0 {
		out = append(out, "others")
	}
	return strings.Join(out, " and ")
}

// bibName writes "Family, Given" or "Family, Jr, Given" (BibTeXing, section
// 4.1). A particle is part of the family name, which keeps it in one piece.
func bibName(n cite.Name) string {
	if !n.IsPerson() {
		return "{" + escape(line(n.Literal)) + "}"
	}
	name := namePart(n.Family)
	if n.Suffix != "" {
		name += ", " + namePart(n.Suffix)
	}
	return name + ", " + namePart(n.Given)
}

// namePart puts a part of a name into braces that would otherwise be parted:
// at "and", or at a comma.
func namePart(s string) string {
	s = line(s)
	if strings.ContainsRune(s, ',') || strings.Contains(" "+strings.ToLower(s)+" ", " and ") {
		return "{" + escape(s) + "}"
	}
	return escape(s)
}

// special are the signs that LaTeX gives a meaning (Lamport, LaTeX, 2nd ed.,
// section 2.2), as text.
var special = map[rune]string{
	'\\': `{\textbackslash}`, '~': `{\textasciitilde}`, '^': `{\textasciicircum}`,
	'&': `\&`, '%': `\%`, '$': `\$`, '#': `\#`, '_': `\_`,
}

// escape writes a text as LaTeX. BibTeX counts braces even behind a
// backslash, so those that are not in pairs are written by their names.
func escape(s string) string {
	if !strings.ContainsAny(s, `\~^&%$#_{}`) {
		return s
	}
	paired := balanced(s)
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '{' && !paired:
			b.WriteString(`{\textbraceleft}`)
		case r == '}' && !paired:
			b.WriteString(`{\textbraceright}`)
		case r == '{' || r == '}':
			b.WriteString(`\` + string(r))
		case special[r] != "":
			b.WriteString(special[r])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func balanced(s string) bool {
	open := 0
	for _, r := range s {
		switch r {
		case '{':
			open++
		case '}':
			open--
		}
		if open < 0 {
			return false
		}
	}
	return open == 0
}

// protect escapes a title and puts words with capitals into braces, which
// styles would else make small; the capital that begins the title needs none.
func protect(s string) string {
	if s == "" {
		return ""
	}
	words := strings.Split(s, " ")
	paired := balanced(s)
	for i, word := range words {
		out := escape(word)
		if !paired { // a brace of this word may have its other half in the next
			out = strings.NewReplacer(`\{`, `{\textbraceleft}`, `\}`, `{\textbraceright}`).Replace(out)
		}
		if hasCapital(word, i == 0) {
			out = "{" + out + "}"
		}
		words[i] = out
	}
	return strings.Join(words, " ")
}

// hasCapital reports a capital letter in a word; the first letter of the first
// word does not count.
func hasCapital(word string, first bool) bool {
	for i, r := range word {
		if unicode.IsUpper(r) && !(first && i == 0) {
			return true
		}
	}
	return false
}
