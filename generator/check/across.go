package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"casebook/generator/country"
	"casebook/generator/diag"
	"casebook/generator/model"
)

type siteRule struct {
	Rule
	run func(*model.Site, *reporter)
}

// siteRules are the rules that need more than one file.
var siteRules = []siteRule{
	{Rule{"duplicate-id", diag.Error, "Each record has a number of its own."}, duplicateID},
	{Rule{"skipped-id", diag.Warning, "Numbers follow one another: a record that goes is withdrawn, not deleted."}, skippedID},
	{Rule{"bad-alias", diag.Error, "An alias is an address below the site root that ends in a slash."}, badAlias},
	{Rule{"alias-taken", diag.Error, "An alias is not the address of a page of the site."}, aliasTaken},
	{Rule{"duplicate-alias", diag.Error, "Two files do not have the same alias."}, duplicateAlias},
	{Rule{"page-address-taken", diag.Error, "A page does not have the address of a list."}, pageAddressTaken},
	{Rule{"reference-differs", diag.Error, "One source reads the same in every record."}, referenceDiffers},
	{Rule{"call-unknown", diag.Error, "The call that a record, or a later call, names is there."}, callUnknown},
	{Rule{"call-too-many-records", diag.Error, "No more records name a call than it included."}, callTooManyRecords},
	{Rule{codeLookAlike, diag.Warning, "Two records do not tell the same case."}, recordsLookAlike},
	{Rule{codeNewAlike, diag.Note, "A new record tells a case that no numbered record tells already."}, newRecordAlike},

	{Rule{"vocabulary-missing", diag.Error, "The vocabularies that records are written with are there."}, vocabularyMissing},
	{Rule{"vocabulary-term-missing", diag.Error, "The terms that the rules name stand in their vocabularies."}, vocabularyTermMissing},
	{Rule{"vocabulary-no-not-stated", diag.Error, "A vocabulary has the term not-stated."}, vocabularyNoNotStated},
	{Rule{"vocabulary-bad-id", diag.Error, "The id of a term can be an address."}, vocabularyBadID},
	{Rule{"vocabulary-duplicate-term", diag.Error, "A term stands once in its vocabulary."}, vocabularyDuplicateTerm},
	{Rule{"vocabulary-incomplete", diag.Error, "A term has a label, a definition, the source of the definition and a date."}, vocabularyIncomplete},
	{Rule{"vocabulary-broader-unknown", diag.Error, "A term that another one names stands in the same vocabulary."}, vocabularyBroaderUnknown},
	{Rule{"vocabulary-cycle", diag.Error, "Going from a term to the broader one comes to an end."}, vocabularyCycle},
	{Rule{"taxonomy-unknown-vocabulary", diag.Error, "A taxonomy groups by a vocabulary that is there."}, taxonomyUnknownVocabulary},

	{Rule{"synonym-alone", diag.Error, "A group of synonyms has terms, and two entries or more."}, synonymAlone},
	{Rule{"synonym-repeated", diag.Error, "A word stands among the terms of one group of synonyms."}, synonymRepeated},
	{Rule{"synonym-language", diag.Error, "The languages of synonyms are tags of BCP 47, such as fr."}, synonymLanguage},
}

func duplicateID(site *model.Site, out *reporter) {
	seen := make(map[string]*model.Case, len(site.Cases))
	for _, c := range site.Cases {
		id := c.ID.Text
		if id == "" || id == model.NoNumber {
			continue
		}
		if before, taken := seen[id]; taken {
			out.addPos(c.ID.At.Pos(c.File), 0, "the number "+id+" is taken", "write id: lf-0000 in the newer of the two, until a maintainer gives it the next number; numbers are never used again",
				diag.Related{Pos: before.ID.At.Pos(before.File), Message: "the other record"})
			continue
		}
		seen[id] = c
	}
}

// skippedID tells each gap in the numbers once, at the record after it. The
// first number is free: a site may go on where another one ended.
func skippedID(site *model.Site, out *reporter) {
	var numbered []*model.Case
	for _, c := range site.Cases {
		if idForm.MatchString(c.ID.Text) && c.ID.Text != model.NoNumber {
			numbered = append(numbered, c)
		}
	}
	slices.SortFunc(numbered, func(a, b *model.Case) int { return idNumber(a) - idNumber(b) })
	last := 0
	for i, c := range numbered {
		n := idNumber(c)
		if first, end := last+1, n-1; i > 0 && first <= end {
			gap := fmt.Sprintf("lf-%04d", first)
			if first < end {
				gap += fmt.Sprintf(" to lf-%04d", end)
			}
			out.addPos(c.ID.At.Pos(c.File), 0, c.ID.Text+" follows, and no record has "+gap,
				"give new records the next numbers with casebook ids --assign; if a record was deleted, bring it back and withdraw it")
		}
		last = max(last, n)
	}
}

// idNumber returns the number in an id of the right form.
func idNumber(c *model.Case) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(c.ID.Text, "lf-"))
	return n
}

// An alias is a former address of a file.
type alias struct {
	model.Value
	file string
}

func aliases(site *model.Site) []alias {
	var list []alias
	for _, c := range site.Cases {
		for _, v := range c.Aliases {
			list = append(list, alias{v, c.File})
		}
	}
	for _, p := range site.Pages {
		for _, v := range p.Aliases {
			list = append(list, alias{v, p.File})
		}
	}
	return list
}

// aliasForm is the path of a folder: parts of lower-case letters, digits,
// hyphens, underscores and full stops, which do not start with a full stop.
var aliasForm = regexp.MustCompile(`^/([a-z0-9_-][a-z0-9._-]*/)+$`)

func badAlias(site *model.Site, out *reporter) {
	for _, a := range aliases(site) {
		if aliasForm.MatchString(a.Text) {
			continue
		}
		hint := "write it as /cases/old-name/"
		if fixed := "/" + strings.ToLower(strings.Trim(a.Text, "/ ")) + "/"; aliasForm.MatchString(fixed) {
			hint = "write " + fixed
		}
		out.addPos(a.At.Pos(a.file), len(a.Text), quote(a.Text)+" cannot be the alias of a file", hint)
	}
}

func aliasTaken(site *model.Site, out *reporter) {
	list := aliases(site)
	if len(list) == 0 {
		return
	}
	taken := addresses(site)
	for _, a := range list {
		if what, ok := taken[a.Text]; ok {
			out.addPos(a.At.Pos(a.file), 0, "the alias "+a.Text+" is the address of "+what, "delete the alias, or give that page another address")
		}
	}
}

func duplicateAlias(site *model.Site, out *reporter) {
	seen := map[string]alias{}
	for _, a := range aliases(site) {
		if before, taken := seen[a.Text]; taken {
			out.addPos(a.At.Pos(a.file), 0, "the alias "+a.Text+" stands in two places", "keep it in the record that took the place of the old one",
				diag.Related{Pos: before.At.Pos(before.file), Message: "the other place"})
			continue
		}
		seen[a.Text] = a
	}
}

// ownAddresses are the lists and files that every site has, and those that
// are kept for what a site may come to have.
var ownAddresses = []string{"/", "/cases/", "/countries/", "/id/", "/static/", "/search/", "/paucity/", "/calls/", "/partnerships/", "/data/", "/api/", "/schema/", "/feed/"}

// addresses returns the addresses that follow from the content, with what is
// there.
func addresses(site *model.Site) map[string]string {
	all := make(map[string]string, len(site.Cases)+512)
	for _, a := range ownAddresses {
		all[a] = "a list of the site"
	}
	for _, t := range site.Config.Taxonomies {
		all["/"+t.ID+"/"] = "a taxonomy"
		if v := site.Vocabularies.Get(t.Vocabulary); v != nil {
			for i := range v.Terms {
				all["/"+t.ID+"/"+v.Terms[i].ID+"/"] = "a term"
			}
		}
	}
	for i := range country.All() {
		all["/countries/"+country.All()[i].Slug+"/"] = "a country"
	}
	for _, p := range site.Pages {
		all["/"+p.Slug+"/"] = p.File
	}
	for _, c := range site.Cases {
		all["/cases/"+c.Slug+"/"] = c.File
	}
	return all
}

func pageAddressTaken(site *model.Site, out *reporter) {
	for _, p := range site.Pages {
		address := "/" + p.Slug + "/"
		taken := slices.Contains(ownAddresses, address) || slices.ContainsFunc(site.Config.Taxonomies, func(t model.Taxonomy) bool { return t.ID == p.Slug })
		if taken {
			out.addPos(diag.Pos{File: p.File}, 0, "the address "+address+" of this page is that of a list", "give the file another name")
		}
	}
}

// A cited is one reference with its file.
type cited struct {
	*model.Reference
	file string
}

// referenceDiffers compares references with one DOI. Within a record two of
// them are the finding duplicate-doi already.
func referenceDiffers(site *model.Site, out *reporter) {
	// Of each source only the place of its first reference is kept: the
	// references of a large site are not in memory.
	type place struct{ list, item int }
	lists := referenceLists(site)
	seen := make(map[string]place, 4*len(site.Cases))
	for n, list := range lists {
		refs := list.open()
		for i := range refs {
			if !refs[i].DOI.Given() {
				continue
			}
			doi := normalDOI(refs[i].DOI.Text)
			before, known := seen[doi]
			switch {
			case !known:
				seen[strings.Clone(doi)] = place{n, i}
			case before.list != n:
				first := lists[before.list]
				out.differs(cited{&refs[i], list.file}, cited{&first.open()[before.item], first.file})
			}
		}
	}
}

// A referenceList is the references of one file.
type referenceList struct {
	file string
	open func() []model.Reference
}

// referenceLists returns the references of all files, those of records first.
func referenceLists(site *model.Site) []referenceList {
	var all []referenceList
	for _, c := range site.Cases {
		all = append(all, referenceList{c.File, c.Sources})
	}
	add := func(file string, refs []model.Reference) {
		all = append(all, referenceList{file, func() []model.Reference { return refs }})
	}
	for _, p := range site.Pages {
		add(p.File, p.References)
	}
	for _, c := range site.Calls {
		add(c.File, c.References)
	}
	for _, p := range site.Partnerships {
		add(p.File, p.References)
	}
	return all
}

// differs reports the first field in which two references to one source
// differ. Key, note, access, address and day of access may: they belong to the
// record, not to the source.
func (r *reporter) differs(here, there cited) {
	mine, theirs := fields(here.Reference), fields(there.Reference)
	for i, f := range mine {
		if f.text == theirs[i].text {
			continue
		}
		pos, other := f.at, theirs[i].at
		if !pos.Known() {
			pos = here.At
		}
		if !other.Known() {
			other = there.At
		}
		r.addPos(pos.Pos(here.file), 0,
			fmt.Sprintf("the source %s has another %s in %s: %s there, %s here", here.DOI.Text, f.name, there.file, shown(theirs[i].text), shown(f.text)),
			"compare both with the source, and write them alike",
			diag.Related{Pos: other.Pos(there.file), Message: "the other place"})
		return
	}
}

func shown(text string) string {
	if text == "" {
		return "none"
	}
	return quote(text)
}

// A field is what a source is known by.
type field struct {
	name, text string
	at         model.At
}

func fields(r *model.Reference) [15]field {
	one := func(name string, v model.Value) field { return field{name, v.Text, v.At} }
	many := func(name string, values []model.Value) field {
		f := field{name: name}
		for i, v := range values {
			if i == 0 {
				f.at = v.At
			} else {
				f.text += ", "
			}
			f.text += v.Text
		}
		return f
	}
	return [...]field{one("type", r.Type), one("title", r.Title), many("authors", r.Authors), many("editors", r.Editors),
		one("container", r.Container), one("publisher", r.Publisher), one("place", r.Place), one("year", r.Year.Value),
		one("volume", r.Volume), one("issue", r.Issue), one("pages", r.Pages), one("number", r.Number),
		one("pmid", r.PMID), one("pmcid", r.PMCID), one("isbn", r.ISBN)}
}
