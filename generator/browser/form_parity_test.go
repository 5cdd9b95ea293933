//go:build browser

package browser

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"casebook/generator/check"
)

// A fields is a record as the form holds it.
type fields = map[string]any

// entries returns a list of maps.
func entries(list ...fields) []fields { return list }

// stub returns a first note.
func stub() fields {
	return fields{"title": "A box of warm sand", "origin_country": []string{"MWI"}, "innovation_type": []string{"device"},
		"learning_direction": "lmic-to-hic", "summary": "It dries instruments where power fails."}
}

// reference returns a reference without faults.
func reference(key string) fields {
	return fields{"key": key, "type": "article-journal", "title": "On " + key, "authors": []string{"Okafor AB"}, "container": "Lancet", "year": "2019"}
}

// full returns a whole record without faults.
func full() fields {
	r := stub()
	maps.Copy(r, fields{"id": "lf-0000", "status": "review", "origin_year": "2001", "adoption_status": "adopted-locally",
		"origin":        entries(fields{"role": "developed", "country": "MWI", "year": "2001", "references": []string{"first2004"}}),
		"adoptions":     entries(fields{"country": "GBR", "year": "2010", "status": "adopted-locally", "route": "publication", "adaptation": "not-stated", "references": []string{"second2012"}}),
		"learning_type": "technical", "learning_relation": "from", "domain": []string{"general-surgery"},
		"evidence": fields{"origin": "ocebm-4", "receiving": "not-stated", "question": "benefit"},
		"barriers": []string{"not-stated"}, "enablers": []string{"not-stated"},
		"references": entries(reference("first2004"), reference("second2012")), "added": "2026-11-23",
		"body": "## The problem\n\nInstruments rust [@first2004; @second2012, p. 3].\n"})
	return r
}

// A judged is a record with what both have to find in it, of the codes that the
// form knows; no code: it is good.
type judged struct {
	name   string
	record fields
	codes  []string
}

// like returns a record with some keys changed; nil takes a key away. A key
// within the first entry of another is "references.doi".
func like(r fields, pairs ...any) fields {
	for i := 0; i < len(pairs); i += 2 {
		key, value := pairs[i].(string), pairs[i+1]
		at := r
		if outer, inner, ok := strings.Cut(key, "."); ok {
			key = inner
			switch in := r[outer].(type) {
			case []fields:
				at = in[0]
			case fields:
				at = in
			}
		}
		if value == nil {
			delete(at, key)
		} else {
			at[key] = value
		}
	}
	return r
}

func words(list ...string) []string { return list }

// verdicts is the table: every code of the form is in it.
func verdicts() []judged {
	list := []judged{
		{"first note", stub(), nil},
		{"whole record", full(), nil},
		{"several origins", like(stub(), "origin_country", words("IND", "BGD")), nil},
		{"nearly empty", fields{"title": "x"}, words("missing-key")},
		{"no summary", like(stub(), "summary", nil), words("missing-key")},
		{"whole, without its keys", like(full(), "learning_type", nil, "barriers", nil), words("missing-key")},
		{"whole, evidence without a question", like(full(), "evidence.question", nil), nil},
		{"whole, evidence of one side", like(full(), "evidence.receiving", nil), words("missing-key")},
		{"event without a role", like(full(), "origin.role", nil), words("missing-key")},
		{"adoption without a country", like(full(), "adoptions.country", nil), words("missing-key")},
		{"contributor without a name", like(stub(), "contributors", entries(fields{"orcid": "0000-0002-1825-0097"})), words("missing-key")},
		{"long title", like(stub(), "title", strings.Repeat("é", 151)), words("title-too-long")},
		{"title as long as may be", like(stub(), "title", strings.Repeat("é", 150)), nil},
		{"long summary", like(stub(), "summary", strings.Repeat("word ", 61)), words("summary-too-long")},
		{"unknown term", like(stub(), "innovation_type", words("gadget")), words("unknown-term")},
		{"unknown direction", like(stub(), "learning_direction", "south-to-north"), words("unknown-term")},
		{"term twice", like(full(), "barriers", words("evidence-gap", "evidence-gap")), words("repeated-term")},
		{"unknown country", like(stub(), "origin_country", words("XQZ")), words("unknown-country")},
		{"bad year", like(stub(), "origin_year", "19 68"), words("bad-year")},
		{"year in the future", like(stub(), "origin_year", "2999"), words("bad-year")},
		{"year of a reference", like(full(), "references.year", "in press"), words("bad-reference-year")},
		{"day", like(full(), "references.accessed", "23.11.2026"), words("bad-date")},
		{"no such day", like(full(), "references.accessed", "2025-02-30"), words("impossible-date")},
		{"DOI", like(full(), "references.doi", "doi 10/x"), words("bad-doi")},
		{"DOI with its resolver", like(full(), "references.doi", "https://doi.org/10.1000/abc"), words("bad-doi")},
		{"PMID", like(full(), "references.pmid", "PMID12"), words("bad-pmid")},
		{"PMCID", like(full(), "references.pmcid", "PMC"), words("bad-pmcid")},
		{"small PMCID", like(full(), "references.pmcid", "pmc123"), words("bad-pmcid")},
		{"ISBN", like(full(), "references.isbn", "978-0-306-40615-8"), words("bad-isbn")},
		{"good ISBN", like(full(), "references.isbn", "978-0-306-40615-7"), nil},
		{"ISBN of ten", like(full(), "references.isbn", "0-8044-2957-X"), nil},
		{"ORCID", like(stub(), "contributors", entries(fields{"name": "A Person", "role": "author", "orcid": "0000-0002-1825-0098"})), words("bad-orcid")},
		{"good ORCID", like(stub(), "contributors", entries(fields{"name": "A Person", "role": "author", "orcid": "0000-0002-1825-0097"})), nil},
		{"number", like(full(), "id", "42"), words("bad-id")},
		{"former address", like(stub(), "aliases", words("Old Name!")), words("bad-alias")},
		{"address without a scheme", like(full(), "references.url", "www.example.org/x"), words("bad-url")},
		{"address with a space", like(full(), "references.url", "https://example.org/a b"), words("bad-url")},
		{"address that runs", like(full(), "references.url", "javascript:alert(1)"), words("url-scheme")},
		{"reference without a title", like(full(), "references.title", nil), words("reference-incomplete")},
		{"key of a reference", like(full(), "references", entries(reference("first2004"), reference("second2012"), reference("Ok afor"))), words("bad-reference-key", "unused-reference")},
		{"same key", like(full(), "references", entries(reference("first2004"), reference("second2012"), reference("first2004"))), words("duplicate-reference-key")},
		{"same DOI", like(full(), "references", entries(like(reference("first2004"), "doi", "10.1000/xyz"), like(reference("second2012"), "doi", "10.1000/XYZ"))), words("duplicate-doi")},
		{"dangling", like(full(), "adoptions.references", words("nobody")), words("dangling-reference")},
		{"dangling, returned", like(full(), "returned", fields{"learning_type": "technical", "note": "Something.", "references": words("nobody")}), words("dangling-reference")},
		{"cited and not there", like(full(), "body", "Text [@first2004; @second2012; @nobody].\n"), words("citation-unknown-key")},
		{"code is not cited", like(full(), "body", "Text [@first2004; @second2012], `[@nobody]`.\n\n```\n[@other]\n```\n"), nil},
		{"cited without references", like(stub(), "body", "Text [@nobody].\n"), words("citation-unknown-key")},
		{"heading of the title", like(full(), "body", "# The problem\n\nText [@first2004; @second2012].\n"), words("heading-level-one")},
		{"heading without words", like(full(), "body", "## \n\nText [@first2004; @second2012].\n"), words("heading-empty")},
		{"heading too deep", like(full(), "body", "## One\n\n#### Two\n\nText [@first2004; @second2012].\n"), words("heading-skips-level")},
		{"headings", like(full(), "body", "## One\n\n### Two\n\n#### Three\n\n## Four\n\nText <https://example.org/> a < b [@first2004; @second2012].\n\n```\n# no heading\n<b>\n```\n"), nil},
		{"HTML", like(full(), "body", "Text <b>bold</b> [@first2004; @second2012].\n"), words("raw-html")},
		{"image", like(full(), "body", "Text ![a box](box.jpg) [@first2004; @second2012].\n"), words("image-not-allowed")},
		{"language", like(full(), "references.lang", "english"), words("bad-lang")},
		{"good language", like(full(), "references.lang", "pt-BR"), nil},
		{"proven before developed", like(full(), "origin", entries(fields{"role": "developed", "country": "MWI", "year": "2001", "references": []string{"first2004"}}, fields{"role": "proven-at-scale", "country": "MWI", "year": "1999", "references": []string{"first2004"}}), "origin_year", "1999"), words("origin-order")},
		{"crossed the line", like(stub(), "origin_country", words("KOR")), words("undated-side")},
		{"not classified", like(stub(), "origin_country", words("VAT")), words("direction-unclassified")},
		{"not used", like(full(), "references", entries(reference("first2004"), reference("second2012"), reference("third"))), words("unused-reference")},
		{"year of the events", like(full(), "origin_year", "1999"), words("origin-year-mismatch")},
		{"country of the events", like(full(), "origin_country", words("KEN")), words("origin-country-mismatch")},
		{"adopted before it began", like(full(), "adoptions.year", "1990"), words("year-order")},
		{"event without a reference", like(full(), "origin.references", nil), words("origin-without-reference")},
		{"use without a reference", like(full(), "adoptions.references", nil), words("adoption-without-reference")},
		{"status against the places", like(full(), "adoption_status", "adopted-at-scale"), words("contradicted-status")},
		{"status without a place", like(full(), "adoptions", nil), words("status-without-adoptions")},
		{"rejected without a source", like(stub(), "adoption_status", "rejected"), words("status-without-reference")},
		{"not applicable", like(stub(), "adoption_status", "not-applicable"), words("not-applicable-misused")},
		{"direction against the origin", like(stub(), "origin_country", words("GBR")), words("contradicted-direction")},
		{"direction against the year", like(stub(), "origin_country", words("KOR"), "origin_year", "2010"), words("contradicted-direction")},
		{"direction that fits the year", like(stub(), "origin_country", words("KOR"), "origin_year", "1990"), nil},
		{"between poorer countries", like(full(), "learning_direction", "lmic-to-lmic"), words("contradicted-direction")},
		{"round trip without its way back", like(stub(), "learning_direction", "round-trip"), nil},
		{"both ways", like(stub(), "learning_direction", "bidirectional"), nil},
		{"both ways, whole", like(full(), "learning_direction", "bidirectional"), words("return-not-recorded")},
		{"both ways, with its return", like(stub(), "learning_direction", "bidirectional", "returned", fields{"learning_type": "cultural", "note": "To count."}), nil},
		{"only poorer countries took it up", like(full(), "adoptions.country", "KEN", "adoption_status", "not-stated"), words("contradicted-direction")},
		{"many at once", like(full(), "title", strings.Repeat("x", 200), "origin_year", "1890s", "references.doi", "x", "adoptions.status", "loved"), words("title-too-long", "bad-year", "bad-doi", "unknown-term")},
		{"hostile", like(stub(), "title", `"><script>alert(1)</script>`, "summary", "--- # {a: [b]} 'c' \"d\" & *e !f | > % @ `", "also_known_as", words("- [x]", "null", "~", "a: b", "#c")), nil},
	}
	return list
}

// inForm lets the form judge records and write them.
const inForm = `(list) => list.map((r) => ({
	text: casebookForm.write(r, casebookFormPage.data.order),
	codes: [...new Set(casebookForm.validate(r, casebookFormPage.data).map((f) => f.code))].sort(),
}))`

// TestFormParity: the form and `casebook check` have the same to say of the
// same records, as far as the form judges at all, and say nothing of good ones.
func TestFormParity(t *testing.T) {
	b := take(t)
	b.form(t, "")
	shared := call[[]string](t, b, `() => Object.keys(casebookFormPage.data.strings)`, nil)
	rules := knownRules()
	shared = slices.DeleteFunc(shared, func(s string) bool { return !rules[s] })
	list := verdicts()
	records := []fields{}
	for _, j := range list {
		records = append(records, j.record)
	}
	type answer struct {
		Text  string
		Codes []string
	}
	answers := call[[]answer](t, b, inForm, records)
	name := func(i int) string { return fmt.Sprintf("content/cases/parity-%03d.md", i) }
	files := map[string]string{}
	for i, a := range answers {
		files[name(i)] = a.Text
	}
	found := checked(t, files)
	seen := map[string]bool{}
	for i, j := range list {
		var inGo []string
		for _, f := range found[name(i)] {
			if slices.Contains(shared, string(f.Code)) && !slices.Contains(inGo, string(f.Code)) {
				inGo = append(inGo, string(f.Code))
			}
			// What looks alike is about more than one record: the table has many.
			if !slices.Contains(shared, string(f.Code)) && !check.IsAlike(f.Code) {
				t.Errorf("%s: check says what the form does not know: %s: %s", j.name, f.Code, f.Message)
			}
		}
		slices.Sort(inGo)
		slices.Sort(j.codes)
		if !slices.Equal(answers[i].Codes, inGo) {
			t.Errorf("%s: the form finds %q, check %q in\n%s", j.name, answers[i].Codes, inGo, answers[i].Text)
		}
		if !slices.Equal(inGo, j.codes) {
			t.Errorf("%s: check finds %q, want %q in\n%s", j.name, inGo, j.codes, answers[i].Text)
		}
		for _, code := range inGo {
			seen[code] = true
		}
	}
	for _, code := range shared {
		if !seen[code] {
			t.Errorf("no record of the table has %s", code)
		}
	}
	if data, err := json.Marshal(shared); err == nil {
		t.Logf("%d records, %d codes: %s", len(list), len(shared), data)
	}
}

// knownRules are the codes of check.
func knownRules() map[string]bool {
	known := map[string]bool{}
	for _, r := range check.Rules() {
		known[string(r.Code)] = true
	}
	return known
}
