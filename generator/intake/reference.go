package intake

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"casebook/generator/scaffold"
	"casebook/generator/source"
)

// A Reference is one entry of a bibliography in the words of a record. What
// the bibliography does not say is empty.
type Reference struct {
	Key       string // as the bibliography has it, or made of author and year
	Type      string // of CSL
	Title     string
	Authors   []string // "Family AB", or an organisation
	Editors   []string
	Container string
	Publisher string
	Place     string
	Year      string
	Volume    string
	Issue     string
	Pages     string
	Number    string
	DOI       string
	PMID      string
	PMCID     string
	ISBN      string
	URL       string
	Lang      string
}

// YAML writes the reference as an entry of the key references, on one line.
func (r *Reference) YAML() string {
	var parts []string
	add := func(key, value string) {
		if value != "" {
			parts = append(parts, key+": "+scaffold.FlowScalar(value))
		}
	}
	names := func(key string, list []string) {
		if len(list) > 0 {
			parts = append(parts, key+": "+scaffold.FlowList(list))
		}
	}
	add("key", r.Key)
	add("type", r.Type)
	add("title", r.Title)
	names("authors", r.Authors)
	names("editors", r.Editors)
	add("container", r.Container)
	add("publisher", r.Publisher)
	add("place", r.Place)
	if r.Year != "" {
		parts = append(parts, "year: "+r.Year)
	}
	add("volume", r.Volume)
	add("issue", r.Issue)
	add("pages", r.Pages)
	add("number", r.Number)
	add("doi", r.DOI)
	add("pmid", r.PMID)
	add("pmcid", r.PMCID)
	add("isbn", r.ISBN)
	add("url", r.URL)
	add("lang", r.Lang)
	return "{" + strings.Join(parts, ", ") + "}"
}

// maxReferences bounds a bibliography.
const maxReferences = 10_000

// ReadReferences reads a bibliography: CSL-JSON, RIS or BibTeX, told apart by
// how it starts. Entries without a title are told in skipped.
func ReadReferences(data []byte) (list []Reference, skipped []string, err error) {
	text, _, err := utf8Text(data)
	if err != nil {
		return nil, nil, err
	}
	var all []Reference
	switch start := strings.TrimSpace(text); {
	case strings.HasPrefix(start, "[") || strings.HasPrefix(start, "{"):
		all, err = readCSL([]byte(text))
	case risLine.MatchString(start):
		all, err = readRIS(text)
	case strings.Contains(start, "@"):
		all, err = readBibTeX(text)
	default:
		err = errors.New("it is neither CSL-JSON nor RIS nor BibTeX")
	}
	if err != nil {
		return nil, nil, err
	}
	if len(all) > maxReferences {
		return nil, nil, fmt.Errorf("the bibliography has %d entries; at most %d are read", len(all), maxReferences)
	}
	keys := map[string]bool{}
	for i := range all {
		r := &all[i]
		r.finish()
		if r.Title == "" {
			skipped = append(skipped, fmt.Sprintf("entry %d (%s) has no title", i+1, r.Key))
			continue
		}
		r.Key = free(r.Key, keys)
		list = append(list, *r)
	}
	return list, skipped, nil
}

var (
	notKey  = regexp.MustCompile(`[^a-z0-9_-]+`)
	yearIn  = regexp.MustCompile(`\b(1[5-9]|20)[0-9]{2}\b`)
	doiIn   = regexp.MustCompile(`\b10\.[0-9]{4,9}/\S+`)
	digits  = regexp.MustCompile(`^[0-9]+$`)
	pmcForm = regexp.MustCompile(`^(?i:pmc)?[0-9]+$`)
)

// finish brings values into the forms of a record.
func (r *Reference) finish() {
	r.Title = strings.TrimSuffix(oneLine(r.Title), ".")
	for _, s := range []*string{&r.Container, &r.Publisher, &r.Place, &r.Volume, &r.Issue, &r.Number, &r.ISBN, &r.URL, &r.Lang} {
		*s = oneLine(*s)
	}
	r.Year = yearIn.FindString(r.Year)
	r.DOI = strings.ToLower(strings.TrimRight(doiIn.FindString(r.DOI), ".,;"))
	if r.DOI != "" && strings.Contains(strings.ToLower(r.URL), "doi.org/") {
		r.URL = "" // the same address a second time
	}
	if !strings.HasPrefix(r.URL, "http://") && !strings.HasPrefix(r.URL, "https://") {
		r.URL = ""
	}
	r.Pages = strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(oneLine(r.Pages), "--", "-"), "–", "-"), " ", "")
	if !digits.MatchString(r.PMID) {
		r.PMID = ""
	}
	if !pmcForm.MatchString(r.PMCID) {
		r.PMCID = ""
	} else {
		r.PMCID = "PMC" + strings.TrimLeft(strings.ToUpper(r.PMCID), "PMC")
	}
	if r.Key = notKey.ReplaceAllString(strings.ToLower(r.Key), ""); r.Key == "" {
		r.Key = r.makeKey()
	}
}

// makeKey makes a key of the first author, or the first word of the title, and
// the year.
func (r *Reference) makeKey() string {
	name := r.Title
	if len(r.Authors) > 0 {
		name = r.Authors[0]
	}
	slug, _, _ := strings.Cut(source.Slug(name), "-")
	if slug == "" {
		slug = "reference"
	}
	return slug + r.Year
}

// free returns a key that is not taken, and takes it.
func free(key string, taken map[string]bool) string {
	next := key
	for n := 2; taken[next]; n++ {
		next = key + "-" + strconv.Itoa(n)
	}
	taken[next] = true
	return next
}

func oneLine(s string) string { return visible(strings.Join(strings.Fields(s), " ")) }

// personName writes a name as a record has it: "Family AB".
func personName(family, given, suffix string) string {
	family = oneLine(family)
	if suffix = oneLine(suffix); suffix != "" {
		suffix = " " + suffix
	}
	if letters := initials(given); letters != "" {
		return family + " " + letters + suffix
	}
	return family + suffix
}

// initials returns the capital that each part of a given name starts with.
func initials(given string) string {
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(given, func(r rune) bool { return unicode.IsSpace(r) || r == '.' || r == '-' }) {
		runes := []rune(part)
		if len(runes) <= 3 && strings.ToUpper(part) == part { // "AB" are initials already
			b.WriteString(part)
			continue
		}
		b.WriteRune(unicode.ToUpper(runes[0]))
	}
	return b.String()
}

// invertedName reads "Family, Given", "Family, Suffix, Given" or "Given Family".
func invertedName(s string) string {
	parts := strings.Split(s, ",")
	switch len(parts) {
	case 1:
		words := strings.Fields(s)
		if len(words) < 2 {
			return oneLine(s)
		}
		family := len(words) - 1
		for family > 1 && unicode.IsLower([]rune(words[family-1])[0]) {
			family-- // "van der Berg"
		}
		return personName(strings.Join(words[family:], " "), strings.Join(words[:family], " "), "")
	case 2:
		return personName(parts[0], parts[1], "")
	default:
		return personName(parts[0], parts[2], parts[1])
	}
}

// cslItem is what is read of an item of CSL-JSON (CSL 1.0.2, csl-data.json).
type cslItem struct {
	ID        any       `json:"id"`
	Type      string    `json:"type"`
	Title     string    `json:"title"`
	Author    []cslName `json:"author"`
	Editor    []cslName `json:"editor"`
	Container string    `json:"container-title"`
	Publisher string    `json:"publisher"`
	Place     string    `json:"publisher-place"`
	Issued    struct {
		Parts   [][]any `json:"date-parts"`
		Literal string  `json:"literal"`
		Raw     string  `json:"raw"`
	} `json:"issued"`
	Volume   any    `json:"volume"`
	Issue    any    `json:"issue"`
	Page     any    `json:"page"`
	Number   any    `json:"number"`
	DOI      string `json:"DOI"`
	PMID     any    `json:"PMID"`
	PMCID    any    `json:"PMCID"`
	ISBN     any    `json:"ISBN"`
	URL      string `json:"URL"`
	Language string `json:"language"`
}

type cslName struct {
	Family, Given, Suffix, Literal string
	Particle                       string `json:"non-dropping-particle"`
	Dropping                       string `json:"dropping-particle"`
}

func (n *cslName) text() string {
	if n.Literal != "" {
		return oneLine(n.Literal)
	}
	return personName(n.Dropping+" "+n.Particle+" "+n.Family, n.Given, n.Suffix)
}

func readCSL(data []byte) ([]Reference, error) {
	var items []cslItem
	if err := json.Unmarshal(data, &items); err != nil {
		var one cslItem
		if json.Unmarshal(data, &one) != nil {
			return nil, fmt.Errorf("it is not CSL-JSON: %w", err)
		}
		items = []cslItem{one}
	}
	var list []Reference
	for i := range items {
		n := &items[i]
		r := Reference{Key: anyText(n.ID), Type: cslType(n.Type), Title: n.Title, Container: n.Container, Publisher: n.Publisher, Place: n.Place,
			Volume: anyText(n.Volume), Issue: anyText(n.Issue), Pages: anyText(n.Page), Number: anyText(n.Number), DOI: n.DOI,
			PMID: anyText(n.PMID), PMCID: anyText(n.PMCID), ISBN: anyText(n.ISBN), URL: n.URL, Lang: n.Language, Year: n.Issued.Literal + " " + n.Issued.Raw}
		if len(n.Issued.Parts) > 0 && len(n.Issued.Parts[0]) > 0 {
			r.Year = anyText(n.Issued.Parts[0][0])
		}
		for k := range n.Author {
			r.Authors = append(r.Authors, n.Author[k].text())
		}
		for k := range n.Editor {
			r.Editors = append(r.Editors, n.Editor[k].text())
		}
		list = append(list, r)
	}
	return list, nil
}

// anyText returns a text or a number as text: programs write both.
func anyText(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		return ""
	}
}

// cslTypes are the types of references that a record has; others become the
// nearest of them.
var cslTypes = []string{"article-journal", "article-magazine", "article-newspaper", "book", "chapter", "report", "webpage", "thesis",
	"paper-conference", "dataset", "legislation", "regulation", "standard", "entry-encyclopedia", "post-weblog", "interview"}

func cslType(t string) string {
	switch {
	case slices.Contains(cslTypes, t):
		return t
	case t == "article":
		return "article-journal"
	case t == "post" || t == "motion_picture" || t == "broadcast":
		return "webpage"
	case t == "entry" || t == "entry-dictionary":
		return "entry-encyclopedia"
	default:
		return "report"
	}
}

// risLine is a line of RIS: a tag of two characters, two spaces, a hyphen
// (Research Information Systems, "RIS Format Specifications", 2001).
var risLine = regexp.MustCompile(`^([A-Z][A-Z0-9])  - ?(.*)`)

var risTypes = map[string]string{"JOUR": "article-journal", "EJOUR": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper", "BOOK": "book",
	"EBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "RPRT": "report", "GOVDOC": "report", "ELEC": "webpage", "WEB": "webpage", "THES": "thesis",
	"CONF": "paper-conference", "CPAPER": "paper-conference", "DATA": "dataset", "LEGAL": "legislation", "STAT": "legislation", "STAND": "standard",
	"ENCYC": "entry-encyclopedia", "BLOG": "post-weblog"}

func readRIS(text string) ([]Reference, error) {
	var list []Reference
	var r *Reference
	var start, end string
	for line := range strings.Lines(text) {
		m := risLine.FindStringSubmatch(strings.TrimRight(line, "\r\n"))
		if m == nil {
			continue // a text that goes on in a second line is an abstract or a note
		}
		tag, value := m[1], strings.TrimSpace(m[2])
		if tag == "TY" {
			list = append(list, Reference{Type: risTypes[value]})
			r, start, end = &list[len(list)-1], "", ""
			if r.Type == "" {
				r.Type = "report"
			}
			continue
		}
		if r == nil {
			return nil, fmt.Errorf("the line %q stands before the first TY", line)
		}
		switch tag {
		case "SP":
			start = value
		case "EP":
			end = value
		default:
			r.ris(tag, value)
		}
		if r.Pages = start; start != "" && end != "" && !strings.Contains(start, "-") {
			r.Pages = start + "-" + end
		}
	}
	return list, nil
}

func (r *Reference) ris(tag, value string) {
	set := func(s *string) {
		if *s == "" {
			*s = value
		}
	}
	switch tag {
	case "TI", "T1", "CT":
		set(&r.Title)
	case "AU", "A1":
		r.Authors = append(r.Authors, invertedName(value))
	case "A2", "ED":
		r.Editors = append(r.Editors, invertedName(value))
	case "T2", "JF", "JO", "BT":
		set(&r.Container)
	case "PB":
		set(&r.Publisher)
	case "CY":
		set(&r.Place)
	case "PY", "Y1", "DA":
		set(&r.Year)
	case "VL":
		set(&r.Volume)
	case "IS":
		set(&r.Issue)
	case "M1":
		set(&r.Number)
	case "DO":
		set(&r.DOI)
	case "AN":
		if digits.MatchString(value) {
			set(&r.PMID)
		}
	case "C2":
		if strings.HasPrefix(strings.ToUpper(value), "PMC") {
			set(&r.PMCID)
		}
	case "SN":
		if r.Type == "book" || r.Type == "chapter" {
			set(&r.ISBN)
		}
	case "UR":
		set(&r.URL)
	case "LA":
		if len(value) <= 3 {
			set(&r.Lang)
		}
	case "ID":
		set(&r.Key)
	}
}
