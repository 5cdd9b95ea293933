package model

import "strings"

// An Edition is a form in which the same site is written.
type Edition string

// The editions. The empty one is Web.
const (
	Web     Edition = "web"     // for a server: links end in folders
	Offline Edition = "offline" // for a disk: every link ends in a file
)

// Editions are those that a build can be asked for.
var Editions = []Edition{Web, Offline}

// Link returns an address below the site root as a link of this edition has
// it. A folder, which a server answers with its index.html, is written out
// offline; a query and a fragment stay: "cases/?q=x" becomes
// "cases/index.html?q=x", "" becomes "index.html".
func (e Edition) Link(address string) string {
	if e != Offline {
		return address
	}
	path, rest := address, ""
	if i := strings.IndexAny(address, "?#"); i >= 0 {
		path, rest = address[:i], address[i:]
	}
	if path != "" && !strings.HasSuffix(path, "/") {
		return address
	}
	return path + "index.html" + rest
}
