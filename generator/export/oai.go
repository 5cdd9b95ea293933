package export

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"
)

// A Repository is a static repository of OAI-PMH: one file of records that a
// gateway answers the protocol's requests from.
type Repository struct {
	Name    string
	Gateway string // address of the gateway that was asked to read the file: "https://gateway.example/oai"
	File    string // absolute address of the file
	Email   string // of who answers for it
	Records []Deposit
}

// A Deposit is a record of a repository, in Dublin Core. Texts are plain.
type Deposit struct {
	Name        string // identifies the record for URN: "case:lf-0005"
	Changed     string // YYYY-MM-DD
	Title       string
	Creators    []string
	Subjects    []string
	Description string
	Publisher   string
	Date        string // YYYY-MM-DD, or a part of it
	Types       []string
	Identifiers []string // addresses
	Languages   []string // BCP 47
	Coverage    []string
	Rights      string
	Relations   []string
}

// MaxDeposits is how many records a static repository may hold (Specification
// for an OAI Static Repository, 2004-04-23, 1 and 3.1: small collections, up to
// 5,000 records).
const MaxDeposits = 5000

// The name spaces of the file.
const (
	staticSpace = "http://www.openarchives.org/OAI/2.0/static-repository"
	oaiSpace    = "http://www.openarchives.org/OAI/2.0/"
	oaiDCSpace  = "http://www.openarchives.org/OAI/2.0/oai_dc/"
	dcSpace     = "http://purl.org/dc/elements/1.1/"
	xsiSpace    = "http://www.w3.org/2001/XMLSchema-instance"
)

// StaticRepository writes a static repository (Specification for an OAI Static
// Repository and an OAI Static Repository Gateway, 2004-04-23; OAI-PMH 2.0). It
// has no deleted records, no sets and whole days, as the specification asks; a
// record that was withdrawn says so in its text. It is an error to have no
// record or more than MaxDeposits, one without a date, two of one name, or an
// address that is none.
func StaticRepository(w io.Writer, r *Repository) error {
	earliest, err := r.check()
	if err != nil {
		return fmt.Errorf("write the static repository: %w", err)
	}
	d := newDocument(w)
	d.open("Repository", attrs{"xmlns", staticSpace, "xmlns:oai", oaiSpace, "xmlns:xsi", xsiSpace,
		"xsi:schemaLocation", staticSpace + " http://www.openarchives.org/OAI/2.0/static-repository.xsd"})
	d.open("Identify", nil)
	d.text("oai:repositoryName", nil, r.Name)
	d.text("oai:baseURL", nil, r.baseURL())
	d.text("oai:protocolVersion", nil, "2.0")
	d.text("oai:adminEmail", nil, r.Email)
	d.text("oai:earliestDatestamp", nil, earliest)
	d.text("oai:deletedRecord", nil, "no")
	d.text("oai:granularity", nil, "YYYY-MM-DD")
	d.close("Identify")
	d.open("ListMetadataFormats", nil)
	d.open("oai:metadataFormat", nil)
	d.text("oai:metadataPrefix", nil, "oai_dc")
	d.text("oai:schema", nil, "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
	d.text("oai:metadataNamespace", nil, oaiDCSpace)
	d.close("oai:metadataFormat")
	d.close("ListMetadataFormats")
	d.open("ListRecords", attrs{"metadataPrefix", "oai_dc"})
	for i := range r.Records {
		d.deposit(&r.Records[i])
	}
	d.close("ListRecords")
	d.close("Repository")
	return d.finish()
}

// baseURL is where the gateway answers for the file: its own address, and that
// of the file without its scheme (3.2 of the specification).
func (r *Repository) baseURL() string {
	_, rest, _ := strings.Cut(r.File, "://")
	return strings.TrimSuffix(r.Gateway, "/") + "/" + rest
}

func (r *Repository) check() (earliest string, err error) {
	switch {
	case len(r.Records) == 0 || len(r.Records) > MaxDeposits:
		return "", fmt.Errorf("%d records; one to %d are allowed", len(r.Records), MaxDeposits)
	case clean(r.Name) == "" || !strings.Contains(r.Email, "@"):
		return "", errors.New("a repository needs a name and an e-mail address")
	}
	for _, address := range []string{r.Gateway, r.File} {
		if u, err := url.Parse(address); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return "", fmt.Errorf("%q is not an address of the web", address)
		}
	}
	names := make(map[string]bool, len(r.Records))
	for i := range r.Records {
		d := &r.Records[i]
		if d.Name == "" || names[d.Name] {
			return "", fmt.Errorf("the name %q of a record is empty or taken", d.Name)
		}
		names[d.Name] = true
		if _, err := time.Parse(time.DateOnly, d.Changed); err != nil {
			return "", fmt.Errorf("the record %s has no date of change", d.Name)
		}
		if earliest == "" || d.Changed < earliest {
			earliest = d.Changed
		}
	}
	return earliest, nil
}

func (d *document) deposit(r *Deposit) {
	d.open("oai:record", nil)
	d.open("oai:header", nil)
	d.text("oai:identifier", nil, URN(r.Name))
	d.text("oai:datestamp", nil, r.Changed)
	d.close("oai:header")
	d.open("oai:metadata", nil)
	d.open("oai_dc:dc", attrs{"xmlns:oai_dc", oaiDCSpace, "xmlns:dc", dcSpace, "xsi:schemaLocation", oaiDCSpace + " http://www.openarchives.org/OAI/2.0/oai_dc.xsd"})
	d.each("dc:title", r.Title)
	d.each("dc:creator", r.Creators...)
	d.each("dc:subject", r.Subjects...)
	d.each("dc:description", r.Description)
	d.each("dc:publisher", r.Publisher)
	d.each("dc:date", r.Date)
	d.each("dc:type", r.Types...)
	d.each("dc:identifier", r.Identifiers...)
	d.each("dc:language", r.Languages...)
	d.each("dc:relation", r.Relations...)
	d.each("dc:coverage", r.Coverage...)
	d.each("dc:rights", r.Rights)
	d.close("oai_dc:dc")
	d.close("oai:metadata")
	d.close("oai:record")
}

func (d *document) each(name string, texts ...string) {
	for _, t := range texts {
		d.text(name, nil, t)
	}
}
