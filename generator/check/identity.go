package check

import (
	"regexp"
	"strings"

	"casebook/generator/model"
)

// idForm is lf- and four digits, or more without a leading zero.
var idForm = regexp.MustCompile(`^lf-([0-9]{4}|[1-9][0-9]{4,8})$`)

func badID(r *record) {
	id := r.c.ID
	if id.Given() && !idForm.MatchString(id.Text) {
		r.value(id, quote(id.Text)+" is not an id", idHint(id.Text))
	}
}

func idHint(text string) string {
	digits := strings.TrimLeft(strings.TrimLeft(strings.ToLower(text), "lf-_ "), "0")
	if digits != "" && len(digits) <= 9 && strings.Trim(digits, "0123456789") == "" {
		return "write lf-" + strings.Repeat("0", max(0, 4-len(digits))) + digits
	}
	return "write lf- and four digits, such as lf-0012; lf-0000 until a maintainer assigns a number"
}

func publishedWithoutNumber(r *record) {
	if r.c.RecordStatus() == model.StatusPublished && r.c.ID.Text == model.NoNumber {
		r.add(r.c.ID.At, "the record is published and has no number yet", "give it the next free number, or set status: review")
	}
}

func badORCID(r *record) {
	for i := range r.c.Contributors {
		v := r.c.Contributors[i].ORCID
		if v.Given() && !isORCID(v.Text) {
			r.value(v, quote(v.Text)+" is not an ORCID iD", orcidHint(v.Text))
		}
	}
}

func orcidHint(text string) string {
	if i := strings.LastIndexByte(text, '/'); i >= 0 && isORCID(text[i+1:]) {
		return "write " + text[i+1:]
	}
	if orcidForm.MatchString(text) {
		return "the last character is a check digit, and it does not fit: compare the iD with its source"
	}
	return "write it as 0000-0002-1825-0097"
}

var orcidForm = regexp.MustCompile(`^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$`)

// isORCID checks the form and the check digit, which is that of ISO/IEC 7064,
// MOD 11-2 (ORCID, "Structure of the ORCID Identifier").
func isORCID(s string) bool {
	if !orcidForm.MatchString(s) {
		return false
	}
	total := 0
	digits := strings.ReplaceAll(s, "-", "")
	for _, d := range digits[:15] {
		total = (total + int(d-'0')) * 2
	}
	const table = "0123456789X"
	return digits[15] == table[(12-total%11)%11]
}

// isISBN checks ISBN-10 and ISBN-13 by their check digits (ISO 2108, annex
// on the check digit). Hyphens and spaces do not count.
func isISBN(s string) bool {
	digits := strings.NewReplacer("-", "", " ", "").Replace(s)
	switch len(digits) {
	case 10:
		return isISBN10(digits)
	case 13:
		return isISBN13(digits)
	default:
		return false
	}
}

func isISBN10(s string) bool {
	total := 0
	for i := range 10 {
		d := int(s[i]) - '0'
		if i == 9 && (s[i] == 'X' || s[i] == 'x') {
			d = 10
		} else if d < 0 || d > 9 {
			return false
		}
		total += (10 - i) * d
	}
	return total%11 == 0
}

func isISBN13(s string) bool {
	total := 0
	for i := range 13 {
		d := int(s[i]) - '0'
		if d < 0 || d > 9 {
			return false
		}
		total += d * (1 + i%2*2)
	}
	return total%10 == 0 && (strings.HasPrefix(s, "978") || strings.HasPrefix(s, "979"))
}
