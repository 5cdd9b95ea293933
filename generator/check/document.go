package check

import (
	"fmt"
	"iter"
	"regexp"
	"strings"

	"golang.org/x/text/language"

	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/suggest"
)

// A document is what a record, a page and a call have in common: dates,
// languages and references.
type document struct {
	*reporter
	site  *model.Site
	refs  []model.Reference
	body  *model.Body
	dates []keyed
	langs []keyed
	uses  []keyed // keys of references, where the front matter names them
	draft bool    // a first note: its references need not be used yet
	users string  // where else a reference may be named, for a hint: "name it in figures, "
	title *pageTitle
}

// A keyed value is a value with its key as the author writes it.
type keyed struct {
	key string
	model.Value
}

// A pageTitle is what a page must have; nil for a record.
type pageTitle struct {
	title, summary model.Value
	end            model.At
}

type documentRule struct {
	Rule
	run func(*document)
}

var documentRules = []documentRule{
	{Rule{"page-incomplete", diag.Error, "A page has a title and a summary."}, pageIncomplete},
	{Rule{"bad-date", diag.Error, "A date is written YYYY-MM-DD."}, badDate},
	{Rule{"impossible-date", diag.Error, "A date is a day of the calendar."}, impossibleDate},
	{Rule{"bad-lang", diag.Error, "A language is a tag of BCP 47, such as en or pt-BR."}, badLang},
	{Rule{"reference-incomplete", diag.Error, "A reference has a key, a type and a title."}, referenceIncomplete},
	{Rule{"bad-reference-key", diag.Error, "The key of a reference can be cited."}, badReferenceKey},
	{Rule{"duplicate-reference-key", diag.Error, "Each reference has a key of its own."}, duplicateReferenceKey},
	{Rule{"duplicate-doi", diag.Error, "A record lists each source once."}, duplicateDOI},
	{Rule{"dangling-reference", diag.Error, "A key that is used stands in references."}, danglingReference},
	{Rule{"unused-reference", diag.Error, "A reference that is listed is used."}, unusedReference},
	{Rule{"bad-reference-year", diag.Error, "The year of a reference has four digits and is not in the future."}, badReferenceYear},
	{Rule{"bad-doi", diag.Error, "A DOI starts with 10. and has no address before it."}, badDOI},
	{Rule{"bad-pmid", diag.Error, "A PMID is a number of at most eight digits."}, badPMID},
	{Rule{"bad-pmcid", diag.Error, "A PMCID is PMC and a number."}, badPMCID},
	{Rule{"bad-isbn", diag.Error, "An ISBN has ten or thirteen digits, the last one a check digit."}, badISBN},
	{Rule{"bad-url", diag.Error, "The address of a reference is a whole one."}, badURL},
	{Rule{"url-scheme", diag.Error, "The address of a reference starts with https:// or http://."}, urlScheme},
}

func runDocument(d *document) {
	for _, rule := range documentRules {
		d.rule = rule.Rule
		rule.run(d)
	}
}

func caseDocument(site *model.Site, c *model.Case, out *reporter) *document {
	d := &document{reporter: out, site: site, refs: c.References, body: &c.Body, users: "name it in origin or adoptions, "}
	d.draft = c.RecordStatus() == model.StatusStub && c.Body.Words == 0
	d.date("added", c.Added)
	d.date("updated", c.Updated)
	if c.Reviewed != nil {
		d.date("reviewed: on", c.Reviewed.On)
		d.date("reviewed: due", c.Reviewed.Due)
	}
	if c.Withdrawn != nil {
		d.date("withdrawn: on", c.Withdrawn.On)
	}
	for i := range c.History {
		d.date("history: on", c.History[i].On)
	}
	d.lang(c.Lang)
	for i := range c.AlsoKnownAs {
		d.lang(c.AlsoKnownAs[i].Lang)
	}
	for i := range c.Origin {
		d.use("origin", c.Origin[i].References)
	}
	for i := range c.Adoptions {
		d.use("adoptions", c.Adoptions[i].References)
	}
	if c.Returned != nil {
		d.use("returned", c.Returned.References)
	}
	d.ofReferences()
	return d
}

func pageDocument(site *model.Site, p *model.Page, out *reporter) *document {
	d := &document{reporter: out, site: site, refs: p.References, body: &p.Body,
		title: &pageTitle{title: p.Title, summary: p.Summary, end: p.EndAt}}
	d.date("updated", p.Updated)
	d.lang(p.Lang)
	d.ofReferences()
	return d
}

func (d *document) ofReferences() {
	for i := range d.refs {
		d.date("references: accessed", d.refs[i].Accessed)
		d.lang(d.refs[i].Lang)
	}
}

func (d *document) date(key string, v model.Value) {
	if v.Given() {
		d.dates = append(d.dates, keyed{key, v})
	}
}

func (d *document) lang(v model.Value) {
	if v.Given() {
		d.langs = append(d.langs, keyed{"lang", v})
	}
}

func (d *document) use(key string, values []model.Value) {
	for _, v := range values {
		d.uses = append(d.uses, keyed{key, v})
	}
}

func pageIncomplete(d *document) {
	if d.title == nil {
		return
	}
	for _, k := range []keyed{{"title", d.title.title}, {"summary", d.title.summary}} {
		if !k.Given() {
			d.add(d.title.end, "the page has no "+k.key, "write "+k.key+": into the front matter")
		}
	}
}

func badDate(d *document) {
	for _, v := range d.dates {
		if !isDateForm(v.Text) {
			d.value(v.Value, fmt.Sprintf("%s %s is not a date", v.key, quote(v.Text)), dateHint(v.Text))
		}
	}
}

var (
	dayFirst  = regexp.MustCompile(`^(\d{1,2})[./](\d{1,2})[./](\d{4})$`)
	yearFirst = regexp.MustCompile(`^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$`)
)

func dateHint(text string) string {
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		return fmt.Sprintf("write %s-%02s-%02s", m[1], m[2], m[3])
	}
	if m := dayFirst.FindStringSubmatch(text); m != nil {
		return fmt.Sprintf("write the year first: %s-%02s-%02s, if the month is %s", m[3], m[2], m[1], m[2])
	}
	return "write YYYY-MM-DD, such as 2026-11-23"
}

func impossibleDate(d *document) {
	for _, v := range d.dates {
		if isDateForm(v.Text) && !isDate(v.Text) {
			d.value(v.Value, fmt.Sprintf("%s %s is no day of the calendar", v.key, v.Text), "compare month and day; the month stands in the middle")
		}
	}
}

func badLang(d *document) {
	for _, v := range d.langs {
		if _, err := language.Parse(v.Text); err != nil {
			d.value(v.Value, quote(v.Text)+" is not a language", "write the tag of the language, such as en, fr or pt-BR")
		}
	}
}

// neededInReferences are the keys of every reference.
var neededInReferences = []struct {
	key string
	of  func(*model.Reference) model.Value
}{
	{"key", func(r *model.Reference) model.Value { return r.Key }},
	{"type", func(r *model.Reference) model.Value { return r.Type }},
	{"title", func(r *model.Reference) model.Value { return r.Title }},
}

func referenceIncomplete(d *document) {
	for i := range d.refs {
		ref := &d.refs[i]
		for _, k := range neededInReferences {
			if !k.of(ref).Given() {
				d.add(ref.At, "the reference "+name(ref)+"has no "+k.key, referenceHint(k.key))
			}
		}
	}
}

func name(ref *model.Reference) string {
	if ref.Key.Given() {
		return ref.Key.Text + " "
	}
	return ""
}

func referenceHint(key string) string {
	switch key {
	case "key":
		return "write key: with a short name to cite it by, such as okafor2019"
	case "type":
		return "write type: with its kind, such as article-journal, report or webpage"
	default:
		return "write title: as it stands on the source"
	}
}

// keyForm is what package markdown reads as the key of a citation.
var keyForm = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_:.-]*$`)

func badReferenceKey(d *document) {
	for i := range d.refs {
		if k := d.refs[i].Key; k.Given() && !keyForm.MatchString(k.Text) {
			d.value(k, quote(k.Text)+" cannot be cited", "use the letters a to z, digits, hyphens and underscores, such as okafor2019")
		}
	}
}

func duplicateReferenceKey(d *document) {
	d.twice(func(r *model.Reference) (model.Value, string) { return r.Key, r.Key.Text },
		func(v model.Value) (string, string) {
			return "two references have the key " + quote(v.Text), "give one of them another key, such as " + v.Text + "b"
		})
}

func duplicateDOI(d *document) {
	d.twice(func(r *model.Reference) (model.Value, string) { return r.DOI, normalDOI(r.DOI.Text) },
		func(v model.Value) (string, string) {
			return "two references have the DOI " + v.Text, "keep one of them, and use its key in both places"
		})
}

// twice reports values that two references share.
func (d *document) twice(of func(*model.Reference) (model.Value, string), words func(model.Value) (message, hint string)) {
	if len(d.refs) < 2 {
		return
	}
	seen := make(map[string]model.Value, len(d.refs))
	for i := range d.refs {
		v, id := of(&d.refs[i])
		if !v.Given() {
			continue
		}
		if before, twice := seen[id]; twice {
			message, hint := words(v)
			d.value(v, message, hint, d.at(before.At, "first written here"))
			continue
		}
		seen[id] = v
	}
}

func danglingReference(d *document) {
	if len(d.uses) == 0 {
		return
	}
	keys := make([]string, len(d.refs))
	known := make(map[string]bool, len(d.refs))
	for i := range d.refs {
		keys[i] = d.refs[i].Key.Text
		known[keys[i]] = true
	}
	for _, u := range d.uses {
		if known[u.Text] {
			continue
		}
		hint := "add the source to references, with key: " + u.Text
		if near, ok := suggest.Nearest(u.Text, keys); ok {
			hint = "did you mean " + quote(near) + "?"
		}
		d.value(u.Value, fmt.Sprintf("%s uses the reference %s, which is not in references", u.key, quote(u.Text)), hint)
	}
}

func unusedReference(d *document) {
	if d.draft || len(d.refs) == 0 {
		return
	}
	used := make(map[string]bool, len(d.refs))
	for _, u := range d.uses {
		used[u.Text] = true
	}
	for _, key := range d.body.CiteKeys {
		used[key] = true
	}
	for i := range d.refs {
		if k := d.refs[i].Key; k.Given() && !used[k.Text] {
			d.value(k, fmt.Sprintf("the reference %s is not used", quote(k.Text)),
				"cite it in the text as [@"+k.Text+"], "+d.users+"or delete it")
		}
	}
}

// referenceYearsAhead allows for an issue dated next year that has appeared.
const referenceYearsAhead = 1

func badReferenceYear(d *document) {
	last := asOfYear(d.site)
	for i := range d.refs {
		y := d.refs[i].Year
		if y.Given() && (y.N < earliestYear || last > 0 && y.N > last+referenceYearsAhead) {
			d.value(y.Value, yearMessage("references: year", y, last), yearHint("references: year", y))
		}
	}
}

// given yields one field of every reference that has it.
func (d *document) given(of func(*model.Reference) model.Value) iter.Seq[model.Value] {
	return func(yield func(model.Value) bool) {
		for i := range d.refs {
			if v := of(&d.refs[i]); v.Given() && !yield(v) {
				return
			}
		}
	}
}

// normalDOI returns a DOI in the form in which two are compared: they do not
// distinguish case (DOI Handbook, section 2.4).
func normalDOI(s string) string { return strings.ToLower(bareDOI(s)) }
