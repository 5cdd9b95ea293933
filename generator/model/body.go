package model

import (
	"slices"
	"sync"
)

// A Body is the Markdown of a file, rendered. All HTML in it is safe by
// construction: package markdown is the only place that makes it. Lead and the
// HTML of sections may be kept out of memory: Open returns them.
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
	Kept     Kept      // where Lead and the HTML of sections are, when they are not here
}

// Kept is the place of the HTML of a body in an archive.
type Kept struct {
	In   Archive // nil: the HTML is in the body
	At   int64
	Lead int   // bytes of Lead, which come first
	HTML []int // bytes of each section's HTML
}

// Size returns the bytes of HTML in the archive.
func (k *Kept) Size() int64 {
	size := int64(k.Lead)
	for _, n := range k.HTML {
		size += int64(n)
	}
	return size
}

// A Section is a heading of level 2 and what stands under it.
type Section struct {
	ID    string // anchor, unique in the page
	Title string // plain text
	Label []byte // HTML of the heading
	HTML  []byte // HTML of the content, without the heading
}

// An Archive keeps texts out of memory.
type Archive interface {
	// Put keeps a text, which may be changed afterwards, and returns its place;
	// ok is false where the text is better left in memory.
	Put(text []byte) (at int64, ok bool)
	// Read fills p with the text at a place. What goes wrong is the archive's to
	// tell: p is then of no use.
	Read(p []byte, at int64)
}

// buffers are for bodies on their way to an archive and back.
var buffers sync.Pool // *[]byte

// Keep puts the HTML of the body into an archive and leaves it out of memory,
// if the archive takes it.
func (b *Body) Keep(in Archive) {
	buffer, _ := buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	defer buffers.Put(buffer)
	all, sizes := append((*buffer)[:0], b.Lead...), make([]int, len(b.Sections))
	for i := range b.Sections {
		all = append(all, b.Sections[i].HTML...)
		sizes[i] = len(b.Sections[i].HTML)
	}
	*buffer = all
	at, ok := in.Put(all)
	if !ok {
		return
	}
	b.Kept, b.Lead = Kept{In: in, At: at, Lead: len(b.Lead), HTML: sizes}, nil
	for i := range b.Sections {
		s := &b.Sections[i]
		s.Label, s.HTML = slices.Clone(s.Label), nil
	}
}

// Open returns the body with its HTML in memory.
func (b *Body) Open() Body {
	if b.Kept.In == nil {
		return *b
	}
	all := make([]byte, int(b.Kept.Size()))
	b.Kept.In.Read(all, b.Kept.At)
	cut := func(n int) []byte {
		part := all[:n:n]
		all = all[n:]
		return part
	}
	open := *b
	open.Lead, open.Sections, open.Kept = cut(b.Kept.Lead), slices.Clone(b.Sections), Kept{}
	for i := range open.Sections {
		open.Sections[i].HTML = cut(b.Kept.HTML[i])
	}
	return open
}

// Each calls f with Lead, as number -1, and with the HTML of each section. Where
// they wait in a file they are read into room, which is returned, larger if need
// be; then they are valid until room is used again.
func (b *Body) Each(room []byte, f func(section int, html []byte)) []byte {
	if b.Kept.In == nil {
		f(-1, b.Lead)
		for i := range b.Sections {
			f(i, b.Sections[i].HTML)
		}
		return room
	}
	size := int(b.Kept.Size())
	room = slices.Grow(room[:0], size)[:size]
	b.Kept.In.Read(room, b.Kept.At)
	f(-1, room[:b.Kept.Lead])
	at := b.Kept.Lead
	for i, n := range b.Kept.HTML {
		f(i, room[at:at+n])
		at += n
	}
	return room
}

// HTML returns Lead and the HTML of each section as texts, wherever they are.
func (b *Body) HTML() (lead string, sections []string) {
	sections = make([]string, len(b.Sections))
	if b.Kept.In == nil {
		for i := range b.Sections {
			sections[i] = string(b.Sections[i].HTML)
		}
		return string(b.Lead), sections
	}
	buffer, _ := buffers.Get().(*[]byte)
	if buffer == nil {
		buffer = new([]byte)
	}
	defer buffers.Put(buffer)
	size := int(b.Kept.Size())
	*buffer = slices.Grow((*buffer)[:0], size)[:size]
	b.Kept.In.Read(*buffer, b.Kept.At)
	all := string(*buffer)
	lead, all = all[:b.Kept.Lead], all[b.Kept.Lead:]
	for i, n := range b.Kept.HTML {
		sections[i], all = all[:n], all[n:]
	}
	return lead, sections
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
