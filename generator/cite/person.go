package cite

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"casebook/generator/model"
)

// A Name is the name of a person in parts, or that of an organisation whole.
type Name struct {
	Family  string // with its particles: "van Moorselaar"
	Given   string // names, or initials with full stops: "R. J."
	Suffix  string // rank in the family: "3rd"
	Literal string // of an organisation, or a name whose parts are not known; then the others are empty
	ORCID   string // sixteen characters with hyphens, of a contributor; may be empty
}

// IsPerson reports whether the parts of the name are known.
func (n Name) IsPerson() bool { return n.Family != "" }

// String returns the name as it is spoken: "Jane van der Berg".
func (n Name) String() string {
	if !n.IsPerson() {
		return n.Literal
	}
	return tidy(n.Given + " " + n.Family + " " + n.Suffix)
}

// Sorted returns the name with the family in front, "van der Berg, Jane", the
// form that reference managers read.
func (n Name) Sorted() string {
	return join(join(n.Family+n.Literal, ", ", n.Given), ", ", n.Suffix)
}

// Vancouver returns the name with bare initials, "van der Berg J" (Citing
// Medicine, chapter 1, "Author").
func (n Name) Vancouver() string {
	if !n.IsPerson() {
		return n.Literal
	}
	return tidy(n.Family + " " + bareInitials(n.Given) + " " + n.Suffix)
}

// Initialled returns the name with initials behind a comma, "van der Berg, J."
// as APA and Harvard write it.
func (n Name) Initialled() string {
	if !n.IsPerson() {
		return n.Literal
	}
	return join(join(n.Family, ", ", initials(n.Given)), ", ", n.Suffix)
}

// ParseName takes the name of an author or editor of a reference apart, which
// stands in Vancouver style: family name, initials, perhaps a rank. Initials
// behind a comma are understood too. Anything else is an organisation.
func ParseName(s string) Name {
	s = tidy(s)
	if family, given, ok := strings.Cut(s, ", "); ok && isInitials(strings.ReplaceAll(given, " ", "")) {
		return Name{Family: family, Given: spreadInitials(given)}
	}
	if !isPerson(s) || isShortCJK(s) {
		return Name{Literal: s}
	}
	parts := strings.Fields(s)
	var n Name
	if last := len(parts) - 1; last > 1 && isRank(parts[last]) {
		n.Suffix, parts = parts[last], parts[:last]
	}
	last := len(parts) - 1
	n.Family, n.Given = strings.Join(parts[:last], " "), spreadInitials(parts[last])
	return n
}

// ContributorName takes the name of a contributor apart. "Family, Given" and
// "Family AB" are persons. A name without a comma is one when the contributor
// has an ORCID, which only people have, or belongs to an organisation; its
// family name is then the last word with the particles before it. Anything
// else is taken for an organisation and stays whole.
func ContributorName(c *model.Contributor) Name {
	name := tidy(c.Name.Text)
	orcid := bareORCID(c.ORCID.Text)
	var n Name
	switch family, given, comma := strings.Cut(name, ","); {
	case comma && looksPersonal(family) && looksPersonal(given):
		n = personOf(family, given)
	case isPerson(name):
		n = ParseName(name)
	case orcid != "" || c.Organisation.Given() && looksPersonal(name):
		n = spoken(name)
	default:
		n = Name{Literal: name}
	}
	n.ORCID = orcid
	return n
}

// personOf reads what stands before and behind the first comma, "Family,
// Given" or "Family, Given, Jr".
func personOf(family, rest string) Name {
	given, suffix, _ := strings.Cut(rest, ",")
	n := Name{Family: tidy(family), Given: tidy(given), Suffix: tidy(suffix)}
	if isInitials(strings.ReplaceAll(n.Given, " ", "")) {
		n.Given = spreadInitials(n.Given)
	}
	return n
}

// corporate are words that no person's name has. They only decide whether a
// comma parts a name or an address.
var corporate = []string{"of", "and", "for", "the", "university", "hospital", "ministry", "department", "institute", "centre", "center",
	"group", "network", "foundation", "trust", "college", "school", "society", "association", "committee", "council", "service",
	"services", "agency", "health", "nhs", "team", "collaboration", "consortium", "ltd", "inc"}

// looksPersonal reports whether a part of a name could be a person's: at most
// four words, without digits and without a word of organisations.
func looksPersonal(s string) bool {
	words := strings.Fields(strings.ToLower(s))
	if len(words) == 0 || len(words) > 4 || strings.ContainsAny(s, "0123456789&") {
		return false
	}
	return !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(corporate, strings.Trim(w, ".,")) })
}

// particles belong to the family name behind them.
var particles = []string{"van", "von", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "du", "la", "le", "ten", "ter", "bin", "ibn", "al", "el", "abu", "st", "st."}

// spoken takes a name in spoken order apart.
func spoken(name string) Name {
	words := strings.Fields(name)
	var n Name
	if last := len(words) - 1; last > 1 && isRank(words[last]) {
		n.Suffix, words = words[last], words[:last]
	}
	if len(words) < 2 || isShortCJK(name) {
		return Name{Literal: name}
	}
	at := len(words) - 1
	for at > 1 && slices.Contains(particles, strings.ToLower(words[at-1])) {
		at--
	}
	n.Given, n.Family = strings.Join(words[:at], " "), strings.Join(words[at:], " ")
	return n
}

// spreadInitials writes "RJ", "R.J." and "R J" as "R. J.", and "J-P" as
// "J.-P.".
func spreadInitials(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsUpper(r):
			if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
				b.WriteByte(' ')
			}
			b.WriteRune(r)
			b.WriteByte('.')
		case r == '-' || r == '‐':
			b.WriteByte('-')
		}
	}
	return b.String()
}

// initials shortens given names, "Jean-Pierre Anne" to "J.-P. A.".
func initials(given string) string {
	var out []string
	for _, word := range strings.Fields(given) {
		var parts []string
		for part := range strings.SplitSeq(word, "-") {
			if r, size := utf8.DecodeRuneInString(part); size > 0 {
				parts = append(parts, string(unicode.ToUpper(r))+".")
			}
		}
		out = append(out, strings.Join(parts, "-"))
	}
	return strings.Join(out, " ")
}

// undotted takes the points and spaces out of initials.
var undotted = strings.NewReplacer(".", "", " ", "")

func bareInitials(given string) string {
	return undotted.Replace(initials(given))
}

// bareORCID takes the resolver's address off an ORCID.
func bareORCID(s string) string {
	s = strings.TrimSpace(s)
	for _, prefix := range []string{"https://", "http://", "orcid.org/"} {
		s = strings.TrimPrefix(s, prefix)
	}
	return s
}

// RecordAuthors returns the contributors with the role author, in the order of
// the record; nil for an unsigned record.
func RecordAuthors(c *model.Case) []Name {
	var list []Name
	for i := range c.Contributors {
		if p := &c.Contributors[i]; p.Role.Text == authorRole && p.Name.Given() {
			list = append(list, ContributorName(p))
		}
	}
	return list
}
