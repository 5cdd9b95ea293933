// Package harvest says what a record is to the programs that visit its page:
// the tags that reference managers, search engines and social networks read
// (Highwire, Dublin Core, Open Graph, Twitter), the links of Signposting,
// linked data in the terms of schema.org, and record.json beside the page.
//
// The facts of a record go in with what a site knows of it (Record); bytes come
// out. Nothing here decides what a record says: title, authors and date come
// as its bibliographic item has them, so that a page and the files beside it
// are read as the same. All HTML is made
// here with every value escaped, so that it can stand in a page as it is.
package harvest

import (
	"html"
	"io"
	"strings"

	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/model"
)

// A Site is what all records of a site share.
type Site struct {
	Title     string
	Publisher string
	BaseURL   string // absolute, ends in "/"; empty when unset: what needs it is left out
	License   model.License
	Dataset   string // address of the page of the data set below the root; empty when there is none
}

// A Record is a record as its page shows it to programs.
type Record struct {
	Facts     *derive.Facts
	Title     string // withdrawn records say so
	Genre     string // "Case study"
	Authors   []cite.Name
	Publisher string // the institution
	Number    string // "LF-0025"; empty while there is none
	Version   string
	Issued    string // YYYY-MM-DD, or a part of it; may be empty
	Language  string // BCP 47

	Address   string  // of the page below the root: "cases/x/"
	Permanent string  // address that never changes, below the root; empty while the record has no number
	Places    []Place // countries of origin, then receiving ones, each once
	Keywords  []string
	Files     []File // beside the page
	Image     *Image // nil: none

	// References writes the references as CSL-JSON, in the order of the record.
	References func(w io.Writer) error
}

// A Place is a country.
type Place struct {
	Name string
	Code string // ISO 3166-1 alpha-3
}

// A File is one of the files beside the page.
type File struct {
	Name string // "cite.bib"
	Type string // media type, with its profile where it has one
	Data bool   // the record itself and not a description of it
}

// An Image is the picture that social networks show.
type Image struct {
	Address       string // below the root
	Alt           string
	Width, Height int // pixels
}

// The media types of the files beside a record.
const (
	TypeJSON   = "application/json"
	TypeBibTeX = "application/x-bibtex"                // as DOI content negotiation has it (CrossCite)
	TypeRIS    = "application/x-research-info-systems" // likewise
	// TypeCSLJSON has the schema of its items for a profile (RFC 6906).
	TypeCSLJSON = `application/vnd.citationstyles.csl+json;profile="https://resource.citationstyles.org/schema/v1.0/input/json/csl-data.json"`
)

// url returns the absolute address of a page or file; empty without a base.
func (s *Site) url(address string) string {
	if s.BaseURL == "" {
		return ""
	}
	return s.BaseURL + address
}

// cited returns the address by which a record is cited: the permanent one.
func (s *Site) cited(r *Record) string {
	if r.Permanent != "" {
		return s.url(r.Permanent)
	}
	return s.url(r.Address)
}

// A head is the HTML of tags for the head of a page.
type head struct{ b []byte }

// meta adds a tag with a value, unless that is empty. kind is "name", or
// "property" for Open Graph.
func (h *head) meta(kind, name, value string) {
	if value == "" {
		return
	}
	h.b = append(h.b, "<meta "+kind+"="+name...)
	h.attribute("content", value)
	h.b = append(h.b, '>')
}

// attribute adds an attribute, in quotes where its value needs them (HTML, WHATWG,
// 13.1.2.3, "Unquoted attribute value syntax").
func (h *head) attribute(name, value string) {
	h.b = append(append(append(h.b, ' '), name...), '=')
	if bare(value) {
		h.b = append(h.b, value...)
		return
	}
	h.b = append(h.b, '"')
	h.b = append(h.b, html.EscapeString(value)...)
	h.b = append(h.b, '"')
}

// bare reports whether a value can stand without quotes: letters, digits and
// signs of addresses. A slash at its end would be taken for that of the tag by
// old readers.
func bare(value string) bool {
	for i := range len(value) {
		switch c := value[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._:/#", c) >= 0:
		default:
			return false
		}
	}
	return value != "" && !strings.HasSuffix(value, "/")
}

func (h *head) name(name, value string)     { h.meta("name", name, value) }
func (h *head) property(name, value string) { h.meta("property", name, value) }

// link adds a link, unless it leads nowhere.
func (h *head) link(rel, href, mediaType string) {
	if href == "" {
		return
	}
	h.b = append(h.b, "<link rel="+rel...)
	h.attribute("href", href)
	if mediaType != "" {
		h.attribute("type", mediaType)
	}
	h.b = append(h.b, '>')
}

// Social returns the tags that social networks read, of any page: Open Graph
// (ogp.me), and the card of Twitter where they differ. The description is that
// of the page, which networks read from its own tag.
func (s *Site) Social(title, address string, article bool, image *Image) []byte {
	var h head
	h.social(s, title, address, article, image)
	return h.b
}

func (h *head) social(s *Site, title, address string, article bool, image *Image) {
	kind := "website"
	if article {
		kind = "article"
	}
	h.property("og:type", kind)
	h.property("og:title", title)
	h.property("og:site_name", s.Title)
	h.property("og:url", s.url(address))
	card := "summary"
	if image != nil && s.BaseURL != "" {
		card = "summary_large_image"
		h.property("og:image", s.url(image.Address))
		h.property("og:image:width", itoa(image.Width))
		h.property("og:image:height", itoa(image.Height))
		h.property("og:image:alt", image.Alt)
	}
	h.name("twitter:card", card)
}

// Head returns the tags of a record that can be cited. The order of authors is
// that of the record.
func (s *Site) Head(r *Record) []byte {
	h := head{make([]byte, 0, 4<<10)}
	h.highwire(s, r)
	h.dublinCore(s, r)
	h.social(s, r.Title, r.Address, true, r.Image)
	h.signposts(s, r)
	h.b = append(h.b, "<script type=application/ld+json>"...)
	h.b = append(h.b, s.JSONLD(r)...)
	h.b = append(h.b, "</script>"...)
	return h.b
}

// highwire adds the tags of Highwire Press as Google Scholar's "Inclusion
// Guidelines for Webmasters" and Zotero's reader of embedded metadata have
// them: one citation_author a person, the family name first; dates as
// YYYY/MM/DD; the institution makes it a report. A comma at the end tells the
// reader of Zotero that an organisation has one name.
func (h *head) highwire(s *Site, r *Record) {
	h.name("citation_title", r.Title)
	for _, a := range r.Authors {
		if a.IsPerson() {
			h.name("citation_author", a.Sorted())
		} else {
			h.name("citation_author", strings.Join(strings.Fields(strings.ReplaceAll(a.Literal, ",", " ")), " ")+",")
		}
		if a.ORCID != "" {
			h.name("citation_author_orcid", orcid+a.ORCID)
		}
	}
	h.name("citation_publication_date", strings.ReplaceAll(r.Issued, "-", "/"))
	h.name("citation_technical_report_institution", r.Publisher)
	h.name("citation_technical_report_number", r.Number)
	h.name("citation_language", r.Language)
	h.name("citation_public_url", s.cited(r))
	h.name("citation_keywords", strings.Join(r.Keywords, "; "))
}

// orcid is the resolver of ORCID iDs.
const orcid = "https://orcid.org/"

// dublinCore adds the elements of Dublin Core 1.1 (DCMI Metadata Terms, 3) as
// "Expressing Dublin Core metadata using HTML/XHTML meta and link elements"
// (DCMI, 2008) writes them. The type is the one that readers take for the kind
// of the report.
func (h *head) dublinCore(s *Site, r *Record) {
	h.link("schema.DC", "http://purl.org/dc/elements/1.1/", "")
	h.name("DC.type", r.Genre)
	h.name("DC.title", r.Title)
	for _, a := range r.Authors {
		h.name("DC.creator", a.Sorted())
	}
	h.name("DC.publisher", r.Publisher)
	h.name("DC.date", r.Issued)
	h.name("DC.language", r.Language)
	h.name("DC.identifier", s.cited(r))
	h.name("DC.rights", s.License.URL)
}

// signposts adds the typed links of the FAIR Signposting Profile
// (signposting.org/FAIR/, version of 2 October 2023, level 1), for robots that
// read no more than links. Those within the site are relative, as all links of
// a page are, but for what names the record.
func (h *head) signposts(s *Site, r *Record) {
	h.link("cite-as", s.cited(r), "")
	h.link("type", "https://schema.org/AboutPage", "")
	h.link("type", "https://schema.org/Report", "")
	for _, a := range r.Authors {
		if a.ORCID != "" {
			h.link("author", orcid+a.ORCID, "")
		}
	}
	h.link("license", s.License.URL, "")
	for _, f := range r.Files {
		rel := "describedby"
		if f.Data {
			rel = "item"
		}
		h.link(rel, f.Name, f.Type)
	}
}
