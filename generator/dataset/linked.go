package dataset

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
)

// A node is a node of linked data, with its properties in the order in which
// they are written.
type node []property

type property struct {
	name  string
	value any
}

// with adds a property, unless its text is empty.
func (n node) with(name string, value any) node {
	if value == "" {
		return n
	}
	return append(n, property{name, value})
}

// MarshalJSON implements json.Marshaler.
func (n node) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		b.WriteString(strconv.Quote(p.name) + ":")
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// id returns a reference to a node.
func id(name string) node { return node{{"@id", name}} }

// JSONLD returns the description of the data set in the terms of schema.org
// (Dataset, DataDownload; JSON-LD 1.1), to stand in its page. It holds none of
// the characters < > &, so that it cannot end a script element.
func JSONLD(m *Meta, files []File) ([]byte, error) {
	self := "#dataset"
	if m.BaseURL != "" {
		self = m.BaseURL + Folder + self
	}
	downloads := make([]node, len(files))
	for i, f := range files {
		downloads[i] = node{{"@type", "DataDownload"}, {"name", f.Title}}.with("description", f.Description).
			with("encodingFormat", f.Media).with("contentUrl", m.fileURL(f.Name)).
			with("contentSize", strconv.FormatInt(f.Bytes, 10)).with("sha256", f.SHA256)
	}
	n := node{{"@context", "https://schema.org/"}, {"@type", "Dataset"}, {"@id", self}, {"name", m.Title}, {"description", m.Description}}
	if m.BaseURL != "" {
		n = n.with("url", m.BaseURL+Folder)
	}
	n = n.with("identifier", m.doiURL()).with("license", m.LicenseURL).with("inLanguage", m.Language).
		with("version", m.Version).with("dateModified", m.Date).with("isAccessibleForFree", true)
	if len(m.Keywords) > 0 {
		n = n.with("keywords", m.Keywords)
	}
	publisher := node{{"@type", "Organization"}, {"name", m.Publisher}}.with("url", m.BaseURL)
	n = n.with("creator", publisher).with("publisher", publisher).with("distribution", downloads)
	return json.Marshal(n)
}

const (
	crateContext = "https://w3id.org/ro/crate/1.2/context"
	crateProfile = "https://w3id.org/ro/crate/1.2"
)

// Crate writes ro-crate-metadata.json (RO-Crate 1.2): the folder of the data
// set as an attached crate, with every file of it.
func Crate(w io.Writer, m *Meta, files []File) error {
	parts := make([]node, len(files))
	entities := make([]node, len(files))
	for i, f := range files {
		parts[i] = id(f.Name)
		entities[i] = node{{"@id", f.Name}, {"@type", "File"}, {"name", f.Title}}.with("description", f.Description).
			with("encodingFormat", f.Media).with("contentSize", strconv.FormatInt(f.Bytes, 10)).with("sha256", f.SHA256)
	}
	license := m.LicenseURL
	if license == "" {
		license = "#license"
	}
	root := node{{"@id", "./"}, {"@type", "Dataset"}, {"name", m.Title}, {"description", m.Description}}.
		with("datePublished", m.Date).with("version", m.Version).with("inLanguage", m.Language).with("identifier", m.doiURL()).
		with("license", id(license)).with("publisher", id("#publisher")).with("author", id("#publisher"))
	if m.BaseURL != "" {
		root = root.with("url", m.BaseURL+Folder)
	}
	if len(m.Keywords) > 0 {
		root = root.with("keywords", m.Keywords)
	}
	root = root.with("hasPart", parts)
	graph := []node{
		{{"@id", CrateName}, {"@type", "CreativeWork"}, {"conformsTo", id(crateProfile)}, {"about", id("./")}},
		root,
		node{{"@id", license}, {"@type", "CreativeWork"}, {"name", m.LicenseName}}.with("identifier", m.LicenseID),
		node{{"@id", "#publisher"}, {"@type", "Organization"}, {"name", m.Publisher}}.with("url", m.BaseURL),
	}
	return writeJSON(w, node{{"@context", crateContext}, {"@graph", append(graph, entities...)}})
}
