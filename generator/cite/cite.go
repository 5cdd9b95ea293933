// Package cite writes references as text: in Vancouver style, the one of
// biomedical journals, as the National Library of Medicine lays it down.
//
// Sources of the rules, named where they are applied:
//   - Patrias K, Wendling D. Citing Medicine: the NLM style guide for authors,
//     editors, and publishers. 2nd ed. Bethesda (MD): National Library of
//     Medicine (US); 2007, updated 2020. NBK7256.
//   - National Library of Medicine. Samples of Formatted References for
//     Authors of Journal Articles, to which the ICMJE Recommendations refer.
//
// References come in as the model holds them, already checked; what is missing
// is left out together with its punctuation. Text goes out apart from the
// identifiers, so that a layout can link them. The package abbreviates no
// journal names, inverts no names and translates no titles; the keys note,
// isbn, lang and access are not part of a citation here.
package cite

import (
	"html"
	"net/url"
	"strings"
)

// A Citation is the text of a reference and, apart from it, where it is found.
type Citation struct {
	Text     string // without identifiers and address; ends in punctuation
	DOI      string // bare: 10.1056/NEJMoa1505126
	PMID     string // digits
	PMCID    string // PMC and digits
	URL      string // as given
	Accessed string // date of access as given, ISO 8601; also in Text where the style asks for it

	availableFrom string
}

// A Link is an identifier or address of a citation as it is shown.
type Link struct {
	Label string // what stands before Text: "doi:", "PubMed PMID:", "Available from:"
	Text  string
	URL   string // empty when the identifier is malformed or the address not of the web
	After string // what stands behind Text: "", "." or ";"
}

// Links returns the identifiers and the address that are given, in the order
// of NLM: address, DOI, PMID, PMCID, "doi: 10.1/x. PubMed PMID: 1; PubMed
// Central PMCID: PMC1." (Citing Medicine, chapter 23, "Notes"). An address has
// no full stop behind it, which readers would copy with it.
func (c Citation) Links() []Link {
	var list []Link
	if c.URL != "" {
		list = append(list, Link{c.availableFrom, c.URL, webAddress(c.URL), ""})
	}
	if c.DOI != "" {
		list = append(list, Link{"doi:", c.DOI, doiAddress(c.DOI), "."})
	}
	if c.PMID != "" {
		after := "."
		if c.PMCID != "" {
			after = ";"
		}
		list = append(list, Link{"PubMed PMID:", c.PMID, numbered("https://pubmed.ncbi.nlm.nih.gov/", "", c.PMID), after})
	}
	if c.PMCID != "" {
		list = append(list, Link{"PubMed Central PMCID:", c.PMCID, numbered("https://pmc.ncbi.nlm.nih.gov/articles/", "PMC", c.PMCID), "."})
	}
	return list
}

// String returns the whole citation as plain text, for copying.
func (c Citation) String() string {
	parts := []string{c.Text}
	for _, l := range c.Links() {
		parts = append(parts, strings.TrimSpace(l.Label+" "+l.Text)+l.After)
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// HTML returns the whole citation with its identifiers and its address linked.
// Everything that came from an author is escaped, and only http and https
// addresses become links.
func (c Citation) HTML() []byte {
	b := []byte(html.EscapeString(c.Text))
	for _, l := range c.Links() {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		if l.Label != "" {
			b = append(b, html.EscapeString(l.Label)+" "...)
		}
		text := html.EscapeString(l.Text)
		if l.URL != "" {
			text = `<a href="` + html.EscapeString(l.URL) + `">` + text + `</a>`
		}
		b = append(b, text+l.After...)
	}
	return b
}

// address returns the address of a source, or "" when it only repeats the DOI.
func address(s, doi string) string {
	s = strings.TrimSpace(s)
	if doi != "" && strings.EqualFold(bareDOI(s), doi) {
		return ""
	}
	return s
}

// webAddress returns s as the value of a link, or "" when it is not an
// absolute http or https address.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// DOI returns a DOI as it is identified: without a resolver's address or a
// label, white space around it gone.
func DOI(s string) string { return bareDOI(s) }

// DOIAddress returns the address of a DOI at the resolver, or "" when it has not
// the form of one.
func DOIAddress(s string) string { return doiAddress(bareDOI(s)) }

// PMCID returns the number of an article in PubMed Central with its prefix.
func PMCID(s string) string { return pmcid(s) }

// bareDOI takes a resolver's address or the label "doi:" off a DOI.
func bareDOI(s string) string {
	s = strings.TrimSpace(s)
	for _, prefix := range []string{"https://", "http://", "dx.", "doi.org/", "doi:"} {
		if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			s = strings.TrimSpace(s[len(prefix):])
		}
	}
	return s
}

// doiAddress returns the address of a DOI at the resolver, or "" when it has
// not the form prefix/suffix. Reserved characters of the suffix are
// percent-encoded (DOI Handbook, 2.5.2.4).
func doiAddress(doi string) string {
	prefix, suffix, ok := strings.Cut(doi, "/")
	registrant, ok2 := strings.CutPrefix(prefix, "10.")
	if !ok || !ok2 || suffix == "" || !digits(strings.ReplaceAll(registrant, ".", "")) {
		return ""
	}
	parts := strings.Split(suffix, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return "https://doi.org/" + prefix + "/" + strings.Join(parts, "/")
}

// numbered returns base with an identifier of a prefix and digits, or "" when
// it has another form.
func numbered(base, prefix, id string) string {
	if n, ok := strings.CutPrefix(id, prefix); !ok || !digits(n) {
		return ""
	}
	return base + id + "/"
}

func pmcid(s string) string {
	s = strings.TrimSpace(s)
	if digits(s) {
		return "PMC" + s
	}
	if len(s) > 3 && strings.EqualFold(s[:3], "PMC") {
		return "PMC" + s[3:]
	}
	return s
}
