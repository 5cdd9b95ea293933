package check

import (
	"path"
	"slices"
	"strings"

	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/suggest"
)

var (
	deadLink     = Rule{"dead-link", diag.Error, "A link within the site leads to a page that is there."}
	deadFragment = Rule{"dead-fragment", diag.Error, "A link to a part of a page leads to a part that is there."}
)

// Links returns the findings about links within the site. has reports whether
// the site will have an address, which starts with a slash, is not escaped and
// has no query: "/cases/oral-rehydration/", "/feed.xml". Fragments are checked
// on records and pages of prose; the other pages make no promise about their
// ids.
func Links(site *model.Site, has func(address string) bool) diag.List {
	l := links{has: has, ids: make(map[string]func(string) bool, len(site.Cases)+len(site.Pages))}
	for _, c := range site.Cases {
		l.ids["/cases/"+c.Slug+"/"] = caseIDs(c)
	}
	for _, p := range site.Pages {
		l.ids["/"+p.Slug+"/"] = bodyIDs(&p.Body, p.References)
	}
	for _, c := range site.Cases {
		l.links(c.File, c.Links())
	}
	for _, p := range site.Pages {
		l.body(p.File, &p.Body)
	}
	for _, c := range site.Calls {
		l.body(c.File, &c.Body)
	}
	for _, p := range site.Partnerships {
		l.body(p.File, &p.Body)
	}
	return l.out.found
}

// A links follows the links of one site.
type links struct {
	out reporter
	has func(string) bool
	ids map[string]func(id string) bool // by address
}

func (l *links) body(file string, body *model.Body) {
	l.links(file, body.Links)
}

func (l *links) links(file string, list []model.Link) {
	l.out.file = file
	for i := range list {
		if link := &list[i]; !link.Image {
			l.link(link)
		}
	}
}

func (l *links) link(link *model.Link) {
	switch {
	case link.Target == "": // another site, or an address that package markdown judges
	case !l.exists(link.Target):
		l.out.rule = deadLink
		l.out.add(link.At, "the link to "+quote(link.Dest)+" leads to a page that is not there", l.hint(link.Target))
	case link.Fragment != "":
		l.fragment(strings.TrimSuffix(link.Target, "index.html"), link.Fragment, link)
	}
}

func (l *links) exists(address string) bool {
	return l.has(address) || strings.HasSuffix(address, "/index.html") && l.has(strings.TrimSuffix(address, "index.html"))
}

func (l *links) fragment(address, id string, link *model.Link) {
	known := l.ids[address]
	if known == nil || known(id) {
		return
	}
	l.out.rule = deadFragment
	l.out.add(link.At, "the link to "+quote(link.Dest)+" leads to a part of the page that is not there",
		"the part of a page is named by its heading: \"What can be learned\" is #what-can-be-learned")
}

// hint names what the author may have meant: the folder, the record of a file,
// or the address that is spelled most like it.
func (l *links) hint(address string) string {
	name := strings.TrimSuffix(path.Base(address), ".md")
	for _, guess := range []string{address + "/", "/cases/" + name + "/", "/" + name + "/"} {
		if l.has(guess) {
			return "write " + guess
		}
	}
	known := make([]string, 0, len(l.ids))
	for a := range l.ids {
		known = append(known, a)
	}
	slices.Sort(known)
	if near, ok := suggest.Nearest(address, known); ok {
		return "did you mean " + near + "?"
	}
	return "addresses within the site look like /cases/oral-rehydration/ or /innovation-type/device/"
}

// caseIDs returns the ids that the page of a record has: those of its text and
// those of its sections, as layouts/case.html writes them.
func caseIDs(c *model.Case) func(string) bool {
	sections := []string{"route", "cite"}
	if len(c.Adoptions) > 0 {
		sections = append(sections, "adoptions")
	}
	if (c.Evidence != model.Evidence{}) {
		sections = append(sections, "evidence")
	}
	if len(c.Barriers)+len(c.Enablers) > 0 {
		sections = append(sections, "barriers")
	}
	if len(c.History) > 0 {
		sections = append(sections, "history")
	}
	return func(id string) bool {
		if slices.Contains(sections, id) || id == "related" {
			return true
		}
		open := c.Outline()
		return bodyIDs(&open.Body, open.References)(id)
	}
}

// bodyIDs returns the ids of a text and its references.
func bodyIDs(b *model.Body, refs []model.Reference) func(string) bool {
	return func(id string) bool {
		if id == "main" || id == "references" && len(refs) > 0 || strings.HasPrefix(id, "fn-") {
			return true
		}
		if key, ok := strings.CutPrefix(id, "ref-"); ok {
			return slices.ContainsFunc(refs, func(r model.Reference) bool { return r.Key.Text == key })
		}
		return slices.ContainsFunc(b.Headings, func(h model.Heading) bool { return h.ID == id }) ||
			slices.ContainsFunc(b.Cites, func(c model.Cite) bool { return c.Anchor == id })
	}
}
