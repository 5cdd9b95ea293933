// Package check holds the rules of the evidence base. Each rule has a stable
// code, a sentence, a function, a page in explain/ and a test; a rule reads
// the model, returns findings, and changes nothing.
//
// A site and the facts derived from it go in; findings come out, in no order,
// each with the place of the value that it is about. Nothing here reads files
// or a clock: what is late is late against the as-of date of the site. Whether
// a statement is true is not judged; for that somebody reads the sources.
//
// The rules stand in tables: those of one record (record.go), those of its
// sources (document.go), those of one call for evidence, survey or review
// (call.go, flow.go), those of one partnership (partnership.go), those between
// records (across.go), those of the site's own
// vocabularies and settings (vocabulary.go), and those of links (link.go),
// which need to know what addresses the site will have. What the readers report
// (packages source, decode, markdown, load, config) is listed in readers.go.
// To add a rule: a row in a table, a function, explain/<code>.md, a test.
//
// One mistake is one finding. A rule that compares values stays silent where
// another rule has already told that one of them cannot be read: a record with
// an unknown country has no contradicted direction as well.
//
// An Error stops the build: the record says something impossible, contradicts
// itself, or lacks what its status asks for. A Warning is something that a
// person must weigh: what cannot be decided by rule, what is late, what may be
// meant.
package check

import (
	"slices"
	"strings"

	"casebook/generator/derive"
	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/parallel"
)

// A Rule is one kind of finding.
type Rule struct {
	Code     diag.Code
	Severity diag.Severity
	Summary  string // one sentence, as a requirement
}

// Rules returns every rule: those of this package and what the readers report,
// by code.
func Rules() []Rule {
	var rules []Rule
	for _, r := range recordRules {
		rules = append(rules, r.Rule)
	}
	for _, r := range documentRules {
		rules = append(rules, r.Rule)
	}
	for _, r := range callRules {
		rules = append(rules, r.Rule)
	}
	for _, r := range partnershipRules {
		rules = append(rules, r.Rule)
	}
	for _, r := range siteRules {
		rules = append(rules, r.Rule)
	}
	rules = append(rules, deadLink, deadFragment)
	rules = append(rules, readerRules...)
	slices.SortFunc(rules, func(a, b Rule) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return rules
}

// Site returns the findings of all rules but those of links, for which see
// Links. facts are in the order of site.Cases.
func Site(site *model.Site, facts []*derive.Facts) diag.List {
	each := make([]diag.List, len(facts))
	parallel.For(len(facts), 0, func(i int) { each[i] = Case(site, facts[i]) })
	found := slices.Concat(each...)
	for _, p := range site.Pages {
		found = append(found, Page(site, p)...)
	}
	for _, c := range site.Calls {
		found = append(found, Call(site, c)...)
	}
	for _, p := range site.Partnerships {
		found = append(found, Partnership(site, p)...)
	}
	return append(found, Across(site)...)
}

// Case returns the findings about one record that follow from the record
// alone. Of the site it reads the vocabularies, the taxonomies and the as-of
// date, so that the findings may be kept as long as these are the same. A file
// without a single key is left alone: its reader has said what is wrong.
func Case(site *model.Site, f *derive.Facts) diag.List {
	f = f.Outline()
	c := f.Case
	if c.KeyAt.Len() == 0 {
		return nil
	}
	out := reporter{file: c.File}
	r := newRecord(site, f, &out)
	for _, rule := range recordRules {
		out.rule = rule.Rule
		rule.run(r)
	}
	runDocument(caseDocument(site, c, &out))
	return out.found
}

// Page returns the findings about one page of prose.
func Page(site *model.Site, p *model.Page) diag.List {
	if p.KeyAt.Len() == 0 {
		return nil
	}
	out := reporter{file: p.File}
	runDocument(pageDocument(site, p, &out))
	return out.found
}

// Across returns the findings that need the whole site: what two records may
// not share, and the site's own vocabularies and taxonomies.
func Across(site *model.Site) diag.List {
	var out reporter
	for _, rule := range siteRules {
		out.rule = rule.Rule
		rule.run(site, &out)
	}
	return out.found
}

// A reporter gathers the findings of the rule that runs.
type reporter struct {
	rule  Rule
	file  string // file of the places that add is given
	found diag.List
}

// add reports a finding at a place of the reporter's file.
func (r *reporter) add(at model.At, message, hint string, related ...diag.Related) {
	r.addPos(at.Pos(r.file), 0, message, hint, related...)
}

// value reports a finding about a value, all of which is marked.
func (r *reporter) value(v model.Value, message, hint string, related ...diag.Related) {
	n := 0
	if strings.ContainsAny(v.Text, " ,;") {
		n = len(v.Text)
	}
	r.addPos(v.At.Pos(r.file), n, message, hint, related...)
}

func (r *reporter) addPos(pos diag.Pos, n int, message, hint string, related ...diag.Related) {
	r.found = append(r.found, diag.Diagnostic{
		Code: r.rule.Code, Severity: r.rule.Severity, Pos: pos, Len: n,
		Message: message, Hint: hint, Related: related,
	})
}

// at returns a related place in the reporter's file.
func (r *reporter) at(at model.At, message string) diag.Related {
	return diag.Related{Pos: at.Pos(r.file), Message: message}
}

// quote returns s in quotes for a message, cut after 60 characters.
func quote(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		s = string(runes[:most]) + "…"
	}
	return `"` + s + `"`
}

// listing joins words for a sentence: "a, b or c".
func listing(words []string, last string) string {
	n := len(words)
	if n < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n-1], ", ") + " " + last + " " + words[n-1]
}
