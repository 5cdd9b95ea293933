package model

import "slices"

// A Config is site.toml.
type Config struct {
	File        string // "site.toml"
	Title       string
	Tagline     string
	Description string
	Language    string // BCP 47
	BaseURL     string // absolute, ends in "/"; empty when unset
	Repository  string // https address of the repository; empty when unset
	EditPath    string // path below Repository that edits a file: "edit/main/{path}"
	NewPath     string // path below Repository that starts a file, with {path} and {text}
	Email       string // empty when unset
	OAIGateway  string // address of the gateway that reads oai.xml; empty when unset
	Publisher   string // who stands behind unsigned records
	PerPage     int    // entries a list page
	MinN        int    // denominators below this have no percentage
	License     License
	Budgets     Budgets
	Outputs     Outputs
	Taxonomies  []Taxonomy
	Navigation  []NavItem
	Gaps        []Gap     // what is known of cells without a case
	Releases    []Release // oldest first, as they stand in the file
	Unchecked   []UncheckedLink
	Edition     Edition // of this build; not in the file
}

// A License is the licence of the content.
type License struct {
	ID   string // SPDX
	Name string
	URL  string
}

// Budgets are upper bounds that a build enforces.
type Budgets struct {
	RecordHTMLBytes   int // one record page, uncompressed
	CSSBytes          int // all style sheets of a page, uncompressed
	ScriptBytes       int // all scripts of a page, gzip
	SearchScriptBytes int // the search's part of that, gzip
}

// Outputs are the files for machines that a site may do without, each kind
// switched by a key of the table [outputs].
type Outputs struct {
	RecordJSON    bool // record.json beside every record
	RecordBibTeX  bool // cite.bib
	RecordRIS     bool // cite.ris
	RecordCSLJSON bool // cite.csl.json
	Previews      bool // pictures for social networks, which need a base address
	PreviewsUpTo  int  // published records above which none is drawn

	DataCSV       bool // the tables of /data/, a file each
	DataJSON      bool
	DataJSONLines bool
	DataXLSX      bool // all tables in one workbook
	DataBibTeX    bool // all references, a file each
	DataRIS       bool
	DataCSLJSON   bool
	DataPackage   bool // datapackage.json, which describes the CSV files
	DataROCrate   bool // ro-crate-metadata.json
	DataCitation  bool // CITATION.cff
	API           bool // /api/v1/
	Schema        bool // /schema/case.json
	OAI           bool // /oai.xml, a static repository
}

// A Taxonomy groups cases by the terms of a vocabulary.
type Taxonomy struct {
	ID         string // first part of its address: "innovation-type"
	Key        string // front-matter key: "innovation_type", "evidence.origin"
	Vocabulary string // id of the vocabulary; "decade" is computed
	At         At
}

// builtin are the front-matter keys that taxonomies may name without adding a
// key to the model.
var builtin = []string{"innovation_type", "adoption_status", "learning_direction", "learning_type", "learning_relation",
	"domain", "barriers", "enablers", "evidence.origin", "evidence.receiving", "evidence.question", "decade"}

// AddedKey reports whether a taxonomy's key is one that site.toml adds to the
// front matter.
func AddedKey(key string) bool { return !slices.Contains(builtin, key) }

// A NavItem is an entry of the main navigation. It is shown when the plan
// holds its address.
type NavItem struct {
	Path string // below the site root: "cases/"
	Text string // id of the interface string
	At   At
}

// The kinds of nothing: what a cell without a case may mean.
const (
	GapNoneFound   = "none-found"   // somebody searched, and found no case
	GapNotSearched = "not-searched" // nobody has said that they looked; the kind of every cell not declared
	GapOutOfScope  = "out-of-scope" // no case is looked for there
)

// A Gap declares what is known of cells without a case. It covers the cells of
// each map of gaps whose axes are among its keys and whose values are equal; a
// key that is not given may be anything. None-found needs Searched, On and By.
type Gap struct {
	At             At
	Kind           Value // one of the kinds of nothing
	InnovationType Value // term of innovation-type
	AdoptionStatus Value // term of adoption-status
	Domain         Value // term of domain
	OriginCountry  Value // ISO 3166-1 alpha-3
	Searched       Value // what was searched
	On             Value // when: YYYY-MM-DD
	By             Value // by whom
	Note           Value // why out of scope, or more about the search
}

// A Release is a frozen state of the data. Its statistics are in
// content/releases/<version>.json.
type Release struct {
	At      At
	Version string // small letters, digits, dots and hyphens: "1.0", "2027-03"
	Date    string // YYYY-MM-DD
	DOI     string // without a resolver's address; empty when there is none
}

// An UncheckedLink is an address of another site that is not asked whether it
// is still there.
type UncheckedLink struct {
	At     At
	URL    Value // the address, or the start of several with a * at the end
	Reason Value // why: "answers programs with 403"
}
