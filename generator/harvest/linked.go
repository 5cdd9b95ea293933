package harvest

import (
	"encoding/json"
	"slices"
	"strconv"

	"casebook/generator/cite"
	"casebook/generator/model"
)

// A graph is linked data in JSON-LD 1.1 (W3C, 2020) in the terms of
// schema.org: the page and the report that it shows. The names of the fields
// are those of the vocabulary; what is not known is left out.
type graph struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

type webPage struct {
	Type string `json:"@type"`
	ID   string `json:"@id,omitempty"`
	Main ref    `json:"mainEntity"`
}

type report struct {
	Type       string  `json:"@type"`
	ID         string  `json:"@id"`
	Name       string  `json:"name"`
	Number     string  `json:"reportNumber,omitempty"`
	Identifier string  `json:"identifier,omitempty"`
	Genre      string  `json:"genre,omitempty"`
	About      *thing  `json:"about,omitempty"`
	Authors    []thing `json:"author,omitempty"`
	Publisher  *thing  `json:"publisher,omitempty"`
	PartOf     *thing  `json:"isPartOf,omitempty"`
	Published  string  `json:"datePublished,omitempty"`
	Modified   string  `json:"dateModified,omitempty"`
	Version    string  `json:"version"`
	Status     string  `json:"creativeWorkStatus,omitempty"`
	Language   string  `json:"inLanguage,omitempty"`
	License    string  `json:"license,omitempty"`
	Space      []thing `json:"spatialCoverage,omitempty"`
	Time       string  `json:"temporalCoverage,omitempty"`
	Citations  []ref   `json:"citation,omitempty"`
}

// A thing is any other node.
type thing struct {
	Type       string   `json:"@type,omitempty"`
	ID         string   `json:"@id,omitempty"`
	Name       string   `json:"name,omitempty"`
	FamilyName string   `json:"familyName,omitempty"`
	GivenName  string   `json:"givenName,omitempty"`
	Alternate  []string `json:"alternateName,omitempty"`
}

type ref struct {
	ID string `json:"@id"`
}

// The names of nodes within a page.
const (
	recordNode    = "#record"
	publisherNode = "#publisher"
)

// JSONLD returns the linked data of a record. It holds none of the characters
// < > &, so that it cannot end the element it stands in. Nodes of the page have
// names relative to it, which keeps them short; what the page says in a tag of
// its own, its description and its keywords, is not said again. The citations
// are the references that have a DOI.
func (s *Site) JSONLD(r *Record) []byte {
	page := s.url(r.Address)
	g := graph{"https://schema.org", []any{
		webPage{Type: "WebPage", ID: page, Main: ref{recordNode}},
		s.report(r),
	}}
	data, err := json.Marshal(g)
	if err != nil {
		panic(err) // strings and lists of them always have a form
	}
	return data
}

func (s *Site) report(r *Record) report {
	c := r.Facts.Case
	out := report{
		Type: "Report", ID: recordNode, Name: r.Title, Number: r.Number, Identifier: s.cited(r),
		Genre: r.Genre, About: about(c), Authors: s.authors(r), Publisher: s.publisher(), PartOf: s.dataset(),
		Published: c.Added.Text, Modified: r.Issued, Version: r.Version, Language: r.Language,
		License: s.License.URL, Space: places(r.Places), Time: years(r), Citations: citations(c),
	}
	if r.Facts.Status == model.StatusWithdrawn {
		out.Status = "Withdrawn"
	}
	return out
}

// about is the innovation itself, with its other names.
func about(c *model.Case) *thing {
	t := &thing{Type: "Thing", Name: c.Title.Text}
	for _, n := range c.AlsoKnownAs {
		t.Alternate = append(t.Alternate, n.Text.Text)
	}
	return t
}

func (s *Site) authors(r *Record) []thing {
	var list []thing
	for _, a := range r.Authors {
		switch {
		case a.IsPerson():
			t := thing{Type: "Person", Name: a.String(), FamilyName: a.Family, GivenName: a.Given}
			if a.ORCID != "" {
				t.ID = orcid + a.ORCID
			}
			list = append(list, t)
		case a.Literal == s.Publisher:
			list = append(list, thing{ID: s.url("") + publisherNode})
		default:
			list = append(list, thing{Type: "Organization", Name: a.Literal})
		}
	}
	return list
}

func (s *Site) publisher() *thing {
	return &thing{Type: "Organization", ID: s.url("") + publisherNode, Name: s.Publisher}
}

// dataset is the whole of which a record is part; it is described in its own
// page, under the same name.
func (s *Site) dataset() *thing {
	t := &thing{Type: "Dataset", Name: s.Title}
	if s.Dataset != "" && s.BaseURL != "" {
		t.ID = s.url(s.Dataset) + "#dataset"
	}
	return t
}

func places(list []Place) []thing {
	out := make([]thing, len(list))
	for i, p := range list {
		out[i] = thing{Type: "Country", Name: p.Name}
	}
	return out
}

// years returns the first and the last year of the events on record, as an
// interval of ISO 8601, or the only one.
func years(r *Record) string {
	var list []int
	for i := range r.Facts.Origins {
		list = append(list, r.Facts.Origins[i].Year.N)
	}
	for i := range r.Facts.Adoptions {
		list = append(list, r.Facts.Adoptions[i].Year.N)
	}
	list = slices.DeleteFunc(list, func(n int) bool { return n <= 0 })
	if len(list) == 0 {
		return ""
	}
	first, last := slices.Min(list), slices.Max(list)
	if first == last {
		return itoa(first)
	}
	return itoa(first) + "/" + itoa(last)
}

// citations are the references that have a DOI, each by its address.
func citations(c *model.Case) []ref {
	var list []ref
	for _, r := range c.Sources() {
		if address := cite.DOIAddress(r.DOI.Text); address != "" {
			list = append(list, ref{address})
		}
	}
	return list
}

func itoa(n int) string { return strconv.Itoa(n) }
