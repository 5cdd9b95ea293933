package dataset

import (
	"io"
	"strings"

	"casebook/generator/object"
	"casebook/generator/table"
)

// The profiles of the descriptors (datapackage.org, Data Package v2).
const (
	packageProfile  = "https://datapackage.org/profiles/2.0/datapackage.json"
	resourceProfile = "https://datapackage.org/profiles/2.0/dataresource.json"
)

type dataPackage struct {
	Profile      string          `json:"$schema"`
	Name         string          `json:"name"`
	ID           string          `json:"id,omitempty"`
	Title        string          `json:"title"`
	Description  string          `json:"description,omitempty"`
	Homepage     string          `json:"homepage,omitempty"`
	Version      string          `json:"version,omitempty"`
	Created      string          `json:"created,omitempty"`
	Keywords     []string        `json:"keywords,omitempty"`
	Licenses     []dataLicense   `json:"licenses"`
	Contributors []contributor   `json:"contributors"`
	Sources      []packageSource `json:"sources,omitempty"`
	Resources    []resource      `json:"resources"`
}

type dataLicense struct {
	Name  string `json:"name,omitempty"`
	Path  string `json:"path,omitempty"`
	Title string `json:"title,omitempty"`
}

type contributor struct {
	Title string   `json:"title"`
	Path  string   `json:"path,omitempty"`
	Roles []string `json:"roles"`
}

type packageSource struct {
	Title string `json:"title"`
	Path  string `json:"path,omitempty"`
}

type resource struct {
	Profile     string          `json:"$schema"`
	Name        string          `json:"name"`
	Type        string          `json:"type,omitempty"`
	Path        string          `json:"path"`
	Title       string          `json:"title"`
	Description string          `json:"description,omitempty"`
	Format      string          `json:"format"`
	Media       string          `json:"mediatype"`
	Encoding    string          `json:"encoding,omitempty"`
	Bytes       int64           `json:"bytes"`
	Hash        string          `json:"hash"`
	Sources     []packageSource `json:"sources,omitempty"`
	Schema      *table.Schema   `json:"schema,omitempty"`
}

// Package writes datapackage.json (Data Package v2): a resource for each CSV
// file, with its schema, and one for each file of another kind that is no
// second form of a table.
func Package(w io.Writer, m *Meta, files []File) error {
	p := dataPackage{
		Profile: packageProfile, Name: packageName(m.Title), ID: m.doiURL(), Title: m.Title, Description: m.Description,
		Version: m.Version, Created: instant(m.Date), Keywords: m.Keywords,
		Licenses:     []dataLicense{{Name: m.LicenseID, Path: m.LicenseURL, Title: m.LicenseName}},
		Contributors: []contributor{{Title: m.Publisher, Path: m.BaseURL, Roles: []string{"creator", "publisher"}}},
		Sources:      packageSources(m.Sources),
	}
	if m.BaseURL != "" {
		p.Homepage = m.BaseURL + Folder
	}
	for i := range files {
		if f := &files[i]; f.Table == nil || f.Format == "csv" {
			p.Resources = append(p.Resources, packageResource(f))
		}
	}
	return object.Write(w, p)
}

func packageResource(f *File) resource {
	r := resource{Profile: resourceProfile, Name: packageName(f.Name), Path: f.Name, Title: f.Title, Description: f.Description,
		Format: f.Format, Media: f.Media, Bytes: f.Bytes, Hash: "sha256:" + f.SHA256}
	if f.Format != "xlsx" {
		r.Encoding = "utf-8"
	}
	if f.Table != nil {
		r.Name, r.Type, r.Schema, r.Sources = f.Table.Name, "table", table.NewSchema(f.Table), packageSources(f.Table.Sources)
	}
	return r
}

func packageSources(list []table.Source) []packageSource {
	var out []packageSource
	for _, s := range list {
		out = append(out, packageSource(s))
	}
	return out
}

// packageName makes a name of small letters, digits, dots and hyphens.
func packageName(title string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.':
			return r
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return '-'
	}, title)
	if name = strings.Trim(name, "-."); name == "" {
		return "data"
	}
	return name
}

// instant returns a date as the first second of it in UTC (RFC 3339).
func instant(date string) string {
	if date == "" {
		return ""
	}
	return date + "T00:00:00Z"
}
