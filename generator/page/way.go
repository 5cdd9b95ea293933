package page

import (
	"strings"

	"casebook/generator/model"
)

// A Way is the relative way from a page to the site root. It is the one maker
// of links within the site: in the offline edition each of them ends in a
// file. It is no string, so that no link can be made past it.
//
// Scripts learn the same from the document: <html data-edition="offline"> means
// that a link to a folder ends in "index.html"; without the attribute it ends
// in the folder.
type Way struct {
	up      string // "./", "../../", or the path of the site on its server
	edition model.Edition
}

// way returns the way from an address ("cases/x/") to the site root.
func (s *Site) way(address string) Way {
	return Way{up: rootOf(address), edition: s.Model.Config.Edition}
}

// rootOf returns the relative path from an address to the site root.
func rootOf(address string) string {
	n := strings.Count(address, "/")
	if n == 0 {
		return "./"
	}
	return strings.Repeat("../", n)
}

// To returns the link to an address of the plan: a folder with a slash at its
// end ("cases/"), a file ("feed.xml"), or "" for the home page; each may have
// a query and a fragment.
func (w Way) To(address string) string { return w.up + w.edition.Link(address) }

// Below returns the link to an address below the folder of the page itself.
func (w Way) Below(address string) string { return w.edition.Link(address) }

// String returns the way itself, which ends in a slash: for scripts that make
// addresses of files, and as a key of what pages of one depth share. Layouts
// print no link with it.
func (w Way) String() string { return w.up }
