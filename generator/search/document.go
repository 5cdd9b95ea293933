package search

// An Input is what an index is made of: plain values.
type Input struct {
	N int // records
	// Document fills d with record i. It is called once for each, from several
	// goroutines. d is empty, or what the function made of another record, whose
	// lists it may use again; it is the package's until it comes back.
	Document func(i int, d *Document)
	Facets   []Facet
	Years    []string // names of the columns of years: "origin_year"
	Groups   []Group  // synonyms
	Lang     string   // of the site, BCP 47
	// Short are names of keys beside their own: "type" for "innovation_type".
	Short map[string]string
}

// A Document is one record as it is searched and shown.
type Document struct {
	Lang       string // BCP 47, of every text that names no other
	Title      string
	Names      []Text
	Summary    string
	Headings   []string
	Labels     []Text
	Sections   []Section // the body
	References []string  // titles and authors, each a text of its own
	Values     [][]int   // by facet: indices into Facet.Values
	Years      [][]int   // by column of years
	Newest     int       // place in the order newest first, from 0
	Card       Card
	Room       []byte // the caller's own, to read into
}

// A Text is a text with its language; an empty one is the record's.
type Text struct{ Text, Lang string }

// A Section is a part of a body under a heading; the first has none. HTML is
// that of package markdown.
type Section struct {
	Heading string
	HTML    []byte
}

// A Card is what a list shows of a record, and what its entry in a
// bibliography needs. Title and summary are the document's.
type Card struct {
	ID, Number, Path string // "lf-0005", "LF-0005", "cases/x/"
	Title, Summary   string // filled in when read
	Lang             string // of both where it is not the site's
	Type             string
	StatusIcon       string
	Status           string
	BadgeClass       string
	Badge            string
	From, FromYear   string
	Mark, Verb       string
	To, ToYear       string
	More             string
	Version          string
	Added, Updated   string // YYYY-MM-DD
	Authors          []Author
	Keywords         []string
}

// An Author is a person or, by its literal name, an organisation.
type Author struct{ Family, Given, Suffix, Literal, ORCID string }

// A Facet is a key by which records are filtered.
type Facet struct {
	Key    string // of the front matter: "innovation_type"
	Values []Value
}

// A Value is one value of a facet. Names are found beside id and label.
type Value struct {
	ID, Label string
	Names     []string
}

// A Group is a group of synonyms. Typing one of Terms finds all of Terms and
// of Finds.
type Group struct{ Terms, Finds []Text }

// Options are the choices of an index that are not content.
type Options struct {
	Workers int  // 0: one a processor
	Texts   bool // write the parts with the texts of records too
	Sizes   Sizes
	Cache   *Cache // of the index before; nil: nothing is known
}
