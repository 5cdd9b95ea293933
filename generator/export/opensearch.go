package export

import (
	"fmt"
	"io"
	"net/url"
	"strings"
)

// A SearchDescription tells a browser how a site is searched.
type SearchDescription struct {
	Name        string // cut to 16 characters, the most that a short name has
	Description string // cut to 1,024 characters
	Lang        string // BCP 47
	Template    string // absolute, with {searchTerms} where the words go
	Home        string // absolute address of the page that searches
	Self        string // absolute address of this file
	Icon        string // absolute address of an SVG image; may be empty
}

// The limits of texts (OpenSearch 1.1 Draft 6, "OpenSearch description
// elements").
const (
	maxShortName   = 16
	maxLongName    = 48
	maxDescription = 1024
)

const openSearchSpace = "http://a9.com/-/spec/opensearch/1.1/"

// OpenSearch writes an OpenSearch description document (OpenSearch 1.1 Draft
// 6). It is an error when an address is not absolute or the template has no
// place for the words.
func OpenSearch(w io.Writer, s SearchDescription) error {
	if !strings.Contains(s.Template, "{searchTerms}") {
		return fmt.Errorf("write opensearch.xml: the template %q has no {searchTerms}", s.Template)
	}
	for _, address := range []string{strings.ReplaceAll(s.Template, "{searchTerms}", "x"), s.Home, s.Self, s.Icon} {
		if u, err := url.Parse(address); address != "" && (err != nil || !u.IsAbs()) {
			return fmt.Errorf("write opensearch.xml: the address %q is not absolute", address)
		}
	}
	d := newDocument(w)
	d.open("OpenSearchDescription", attrs{"xmlns", openSearchSpace})
	d.text("ShortName", nil, firstRunes(s.Name, maxShortName))
	if len([]rune(s.Name)) > maxShortName {
		d.text("LongName", nil, firstRunes(s.Name, maxLongName))
	}
	d.text("Description", nil, firstRunes(s.Description, maxDescription))
	d.text("Language", nil, s.Lang)
	d.text("InputEncoding", nil, "UTF-8")
	if s.Icon != "" {
		d.text("Image", attrs{"type", "image/svg+xml"}, s.Icon)
	}
	d.empty("Url", attrs{"type", "text/html", "method", "get", "template", s.Template})
	d.empty("Url", attrs{"type", "application/opensearchdescription+xml", "rel", "self", "template", s.Self})
	d.close("OpenSearchDescription")
	return d.finish()
}

// firstRunes returns the first n characters of a text, no space at its end.
func firstRunes(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return strings.TrimRight(string(r[:n]), " ")
	}
	return s
}
