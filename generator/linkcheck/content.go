package linkcheck

import (
	"cmp"
	"slices"
	"strings"

	"casebook/generator/diag"
	"casebook/generator/model"
)

// Codes of the findings about other sites.
const (
	CodeGone        diag.Code = "external-link-gone"
	CodeMoved       diag.Code = "external-link-moved"
	CodeUnconfirmed diag.Code = "external-link-unconfirmed"
)

// A Link is an address on another site with the places that name it, in the
// order of the files.
type Link struct {
	URL    string
	Places []diag.Pos
}

// Links returns every address of the content that leads to another site, by
// address: those in texts, and those of references, a DOI as the link that its
// resolver has (DOI Handbook, section 3.8). Those that a pattern leaves out are
// returned apart.
func Links(site *model.Site, unchecked []model.UncheckedLink) (links, left []Link) {
	places := map[string][]diag.Pos{}
	add := func(address, file string, at model.At) {
		if strings.HasPrefix(address, "https://") || strings.HasPrefix(address, "http://") {
			places[address] = append(places[address], at.Pos(file))
		}
	}
	for _, c := range site.Cases {
		c = c.Outline()
		collect(add, c.File, c.References, &c.Body)
	}
	for _, p := range site.Pages {
		collect(add, p.File, nil, &p.Body)
	}
	for _, c := range site.Calls {
		collect(add, c.File, c.References, &c.Body)
	}
	for address, at := range places {
		slices.SortStableFunc(at, func(a, b diag.Pos) int { return cmp.Or(cmp.Compare(a.File, b.File), a.Line-b.Line) })
		link := Link{address, at}
		if slices.ContainsFunc(unchecked, func(u model.UncheckedLink) bool { return matches(u.URL.Text, address) }) {
			left = append(left, link)
		} else {
			links = append(links, link)
		}
	}
	byURL := func(a, b Link) int { return cmp.Compare(a.URL, b.URL) }
	slices.SortFunc(links, byURL)
	slices.SortFunc(left, byURL)
	return links, left
}

func collect(add func(address, file string, at model.At), file string, references []model.Reference, body *model.Body) {
	for i := range references {
		r := &references[i]
		add(r.URL.Text, file, r.URL.At)
		if r.DOI.Given() {
			add("https://doi.org/"+r.DOI.Text, file, r.DOI.At)
		}
	}
	for i := range body.Links {
		if l := &body.Links[i]; !l.Image && l.Target == "" {
			add(l.Dest, file, l.At)
		}
	}
}

// matches reports whether a pattern leaves an address out: the address itself,
// or everything that starts with what stands before a * at its end.
func matches(pattern, address string) bool {
	if start, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(address, start)
	}
	return pattern == address
}

// Findings words results that an author should know of: one finding an
// address, at the first place that names it, with the others beside it.
func Findings(links []Link, results []Result) diag.List {
	at := map[string][]diag.Pos{}
	for _, l := range links {
		at[l.URL] = l.Places
	}
	var found diag.List
	for i := range results {
		r := &results[i]
		places := at[r.URL]
		if len(places) == 0 || r.State == OK {
			continue
		}
		d := diag.Diagnostic{Pos: places[0]}
		for _, p := range places[1:] {
			d.Related = append(d.Related, diag.Related{Pos: p, Message: "the same address"})
		}
		switch r.State {
		case Gone:
			d.Code, d.Severity, d.Message = CodeGone, diag.Error, r.URL+" is gone: "+r.Reason
			d.Hint = "look for its new address or an archived copy, or leave the address out and say so in a note"
		case Moved:
			d.Code, d.Severity, d.Message = CodeMoved, diag.Note, r.URL+" has moved for good"
			d.Hint = "write " + r.Location
		default:
			d.Code, d.Severity, d.Message = CodeUnconfirmed, diag.Warning, r.URL+" could not be confirmed: "+r.Reason
			d.Hint = "open it in a browser; if it is there, leave it as it is, or list it under [[unchecked_links]] in site.toml with the reason"
		}
		found = append(found, d)
	}
	return found.Sort()
}
