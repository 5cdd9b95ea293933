package dataset

import (
	"encoding/json"
	"io"
	"strconv"

	"casebook/generator/object"
)

// ref returns a reference to a node of linked data.
func ref(name string) object.Object { return object.Of("@id", name) }

// JSONLD returns the description of the data set in the terms of schema.org
// (Dataset, DataDownload; JSON-LD 1.1), to stand in its page. It holds none of
// the characters < > &, so that it cannot end a script element.
func JSONLD(m *Meta, files []File) ([]byte, error) {
	self := "#dataset"
	if m.BaseURL != "" {
		self = m.BaseURL + Folder + self
	}
	downloads := make([]object.Object, len(files))
	for i, f := range files {
		downloads[i] = object.Of("@type", "DataDownload", "name", f.Title).With("description", f.Description).
			With("encodingFormat", f.Media).With("contentUrl", m.fileURL(f.Name)).
			With("contentSize", strconv.FormatInt(f.Bytes, 10)).With("sha256", f.SHA256)
	}
	publisher := object.Of("@type", "Organization", "name", m.Publisher).With("url", m.BaseURL)
	return json.Marshal(object.Of("@context", "https://schema.org/", "@type", "Dataset", "@id", self, "name", m.Title, "description", m.Description).
		If(m.BaseURL != "", "url", m.BaseURL+Folder).
		With("identifier", m.doiURL()).With("license", m.LicenseURL).With("inLanguage", m.Language).
		With("version", m.Version).With("dateModified", m.Date).With("isAccessibleForFree", true).
		If(len(m.Keywords) > 0, "keywords", m.Keywords).
		With("creator", publisher).With("publisher", publisher).With("distribution", downloads))
}

const (
	crateContext = "https://w3id.org/ro/crate/1.2/context"
	crateProfile = "https://w3id.org/ro/crate/1.2"
)

// Crate writes ro-crate-metadata.json (RO-Crate 1.2): the folder of the data
// set as an attached crate, with every file of it.
func Crate(w io.Writer, m *Meta, files []File) error {
	parts := make([]object.Object, len(files))
	entities := make([]object.Object, len(files))
	for i, f := range files {
		parts[i] = ref(f.Name)
		entities[i] = object.Of("@id", f.Name, "@type", "File", "name", f.Title).With("description", f.Description).
			With("encodingFormat", f.Media).With("contentSize", strconv.FormatInt(f.Bytes, 10)).With("sha256", f.SHA256)
	}
	license := m.LicenseURL
	if license == "" {
		license = "#license"
	}
	root := object.Of("@id", "./", "@type", "Dataset", "name", m.Title, "description", m.Description).
		With("datePublished", m.Date).With("version", m.Version).With("inLanguage", m.Language).With("identifier", m.doiURL()).
		With("license", ref(license)).With("publisher", ref("#publisher")).With("author", ref("#publisher")).
		If(m.BaseURL != "", "url", m.BaseURL+Folder).If(len(m.Keywords) > 0, "keywords", m.Keywords).With("hasPart", parts)
	graph := []object.Object{
		object.Of("@id", CrateName, "@type", "CreativeWork", "conformsTo", ref(crateProfile), "about", ref("./")),
		root,
		object.Of("@id", license, "@type", "CreativeWork", "name", m.LicenseName).With("identifier", m.LicenseID),
		object.Of("@id", "#publisher", "@type", "Organization", "name", m.Publisher).With("url", m.BaseURL),
	}
	return object.Write(w, object.Of("@context", crateContext, "@graph", append(graph, entities...)))
}
