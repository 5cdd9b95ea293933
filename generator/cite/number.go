package cite

import (
	"html"

	"casebook/generator/model"
)

// An Entry is one line of a record's list of references.
type Entry struct {
	Number  int              // from 1, as the marks in the text have it
	Key     string           // of the reference
	Ref     *model.Reference // points into the record; nil when a cited key has no reference
	Anchors []string         // ids of the marks that cite it, in order; empty when the text does not
}

// Number returns the list of references in its final order: those that the
// text cites by first citation (Citation order: ICMJE Recommendations,
// IV.A.3.g), then the others as the front matter has them. A key that is cited
// without a reference keeps its place, so that the numbers in the text stay
// true. A second reference of the same key is listed with the uncited ones.
func Number(body *model.Body, refs []model.Reference) []Entry {
	first := make(map[string]int, len(refs))
	for i := range refs {
		if _, dup := first[refs[i].Key.Text]; !dup {
			first[refs[i].Key.Text] = i
		}
	}
	anchors := make(map[string][]string, len(body.CiteKeys))
	for _, c := range body.Cites {
		anchors[c.Key] = append(anchors[c.Key], c.Anchor)
	}
	list := make([]Entry, 0, len(refs))
	listed := make([]bool, len(refs))
	for _, key := range body.CiteKeys {
		e := Entry{Number: len(list) + 1, Key: key, Anchors: anchors[key]}
		if i, ok := first[key]; ok {
			e.Ref, listed[i] = &refs[i], true
		}
		list = append(list, e)
	}
	for i := range refs {
		if !listed[i] {
			list = append(list, Entry{Number: len(list) + 1, Key: refs[i].Key.Text, Ref: &refs[i]})
		}
	}
	return list
}

// bare reports whether an attribute can hold a text without quotes: ASCII
// letters, digits and a few signs.
func bare(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == ':', c == '.':
		default:
			return false
		}
	}
	return s != ""
}

// BackLinks returns links from the reference to its marks in the text, the
// other ends of the links that package markdown makes: an arrow each, named by
// label for those who do not see it. n counts from 1.
func (e *Entry) BackLinks(label func(n int) string) []byte {
	var b []byte
	for i, anchor := range e.Anchors {
		if i > 0 {
			b = append(b, ' ')
		}
		quote := `"`
		if bare(anchor) { // as every key is that can be cited
			quote = ""
		}
		b = append(b, "<a href="+quote+"#"...)
		b = append(b, html.EscapeString(anchor)...)
		b = append(b, quote+` aria-label="`...)
		b = append(b, html.EscapeString(label(i+1))...)
		b = append(b, `">↑</a>`...)
	}
	return b
}
