package model

// A Body is the Markdown of a file, rendered. All HTML in it is safe by
// construction: package markdown is the only place that makes it.
type Body struct {
	Lead     []byte    // HTML before the first heading of level 2
	Sections []Section // one per heading of level 2, in order
	Headings []Heading // every heading, in order
	Links    []Link    // every link and image, in order
	Images   []Image   // local images, in order of first use
	Cites    []Cite    // every citation of a key, in order
	CiteKeys []string  // cited keys in order of first use; their index + 1 is their number
	Words    int       // words of prose, without headings' markup, code and references
	Code     bool      // whether a code block was highlighted
}

// A Section is a heading of level 2 and what stands under it.
type Section struct {
	ID    string // anchor, unique in the page
	Title string // plain text
	Label []byte // HTML of the heading
	HTML  []byte // HTML of the content, without the heading
}

// A Heading is one heading.
type Heading struct {
	Level int
	ID    string
	Text  string
	At    At
}

// A Link is a link or an image as written.
type Link struct {
	Dest     string // destination as written
	Image    bool
	Target   string // where an internal link leads, from the site root: "/cases/x/"; empty for other sites
	Fragment string // of an internal link, without "#"
	At       At
}

// An Image is a local image of a case's folder.
type Image struct {
	Name          string // path below the folder, as written
	Address       string // address below the site root, with hashed name
	Width, Height int    // pixels; 0 when unknown
}

// A Cite is one citation of one key.
type Cite struct {
	Key     string
	Locator string // "p. 3"; may be empty
	Anchor  string // id of the mark in the text, for the way back
	At      At
}
