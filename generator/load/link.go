package load

import (
	"net/url"
	"path"
	"strings"

	"casebook/generator/model"
)

// A linker finds where the internal links of one file lead, and writes them so
// that they work under any path of a server.
type linker struct {
	file    string // relative to the site root
	here    string // address of its page: "cases/x/"
	root    string // way from the page to the site root: "../../"
	edition model.Edition
}

// linker returns the linker of a content file, whose page is at the address
// here.
func (l *loader) linker(file, here string) linker {
	return linker{file: file, here: here, root: strings.Repeat("../", strings.Count(here, "/")), edition: l.opt.Config.Edition}
}

// rewrite returns a link as the page must have it: what starts at the site
// root becomes relative to it, the name of a Markdown file becomes the address
// of its page, and offline a folder becomes the file in it.
func (l linker) rewrite(dest string) string {
	target, rest := cutTarget(dest)
	switch {
	case strings.HasPrefix(target, "/") || strings.HasSuffix(target, ".md"):
		return l.root + l.edition.Link(l.address(target)) + rest
	case target == "":
		return dest // the page itself
	case path.Base(target) == "." || path.Base(target) == "..":
		target = strings.TrimSuffix(target, "/") + "/"
	}
	return l.edition.Link(target) + rest
}

// aim fills in where the internal links of a body lead.
func (l linker) aim(links []model.Link) {
	for i := range links {
		u, err := url.Parse(links[i].Dest)
		if err != nil || u.Scheme != "" || u.Host != "" || u.Opaque != "" {
			continue // another site, or an address that package markdown judges
		}
		links[i].Target, links[i].Fragment = "/"+l.address(u.Path), u.Fragment
	}
}

// address returns the address below the site root that a target leads to.
func (l linker) address(target string) string {
	switch {
	case target == "":
		return l.here
	case strings.HasSuffix(target, ".md"):
		return addressOf(inSite(path.Dir(l.file), target))
	case strings.HasPrefix(target, "/"):
		return inSite("/", target)
	default:
		return inSite(l.here, target)
	}
}

// inSite returns a path relative to the site root; it cannot leave it. A slash
// at the end stays.
func inSite(from, to string) string {
	joined := strings.TrimPrefix(path.Join("/", from, to), "/")
	if last := path.Base(to); joined != "" && (strings.HasSuffix(to, "/") || last == "." || last == "..") {
		joined += "/"
	}
	return joined
}

// addressOf returns the address of the page that a content file becomes.
func addressOf(file string) string {
	name := strings.TrimSuffix(strings.TrimSuffix(file, ".md"), "/index")
	if page, ok := strings.CutPrefix(name, PagesDir+"/"); ok {
		return page + "/"
	}
	return strings.TrimPrefix(name, "content/") + "/"
}

// cutTarget splits a destination before its query or fragment.
func cutTarget(dest string) (target, rest string) {
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		return dest[:i], dest[i:]
	}
	return dest, ""
}
