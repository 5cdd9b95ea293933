package dataset

import (
	"bufio"
	"io"

	"casebook/generator/table"
)

// A Meta is what is said of the data set as a whole.
type Meta struct {
	Title       string
	Description string
	Publisher   string
	Language    string // BCP 47
	LicenseID   string // SPDX
	LicenseName string
	LicenseURL  string
	BaseURL     string // absolute, ends in "/"; empty when unknown
	Version     string // of the last release, or the as-of date; see Version
	Date        string // as-of date, YYYY-MM-DD; empty when the content has none
	DOI         string // of the last release, without a resolver's address; may be empty
	Keywords    []string
	Sources     []table.Source // others' data in it
}

// Folder is where the data set lies, below the site root.
const Folder = "data/"

// The names of the files that describe the data set.
const (
	PackageName  = "datapackage.json"
	CrateName    = "ro-crate-metadata.json"
	CitationName = "CITATION.cff"
	SumsName     = "SHA256SUMS"
)

// A File is a file of the data set, written.
type File struct {
	Name        string // below Folder
	Title       string
	Description string
	Media       string       // media type (IANA)
	Format      string       // "csv"
	Table       *table.Table // whose rows it holds alone; nil: none, or several
	Bytes       int64
	SHA256      string // in hexadecimal
}

// Version names the state of the data: that of the last release while nothing
// is newer, then with the as-of date added as build metadata (Semantic
// Versioning 2.0.0, 10). Without a release it is the as-of date.
func Version(release, releaseDate, asOf string) string {
	switch {
	case release == "":
		return asOf
	case asOf <= releaseDate:
		return release
	}
	return release + "+" + asOf
}

// fileURL returns the address of a file of the data set.
func (m *Meta) fileURL(name string) string {
	if m.BaseURL == "" {
		return name
	}
	return m.BaseURL + Folder + name
}

// doiURL returns the address of the DOI, or "".
func (m *Meta) doiURL() string {
	if m.DOI == "" {
		return ""
	}
	return "https://doi.org/" + m.DOI
}

// Checksums writes the SHA-256 of files as sha256sum reads them
// (GNU coreutils): sha256sum --check SHA256SUMS.
func Checksums(w io.Writer, files []File) error {
	out := bufio.NewWriter(w)
	for _, f := range files {
		out.WriteString(f.SHA256 + "  " + f.Name + "\n")
	}
	return out.Flush()
}
