package check_test

import (
	"fmt"
	"strings"
	"testing"

	"casebook/generator/check"
	"casebook/generator/derive"
	"casebook/generator/diag"
	"casebook/generator/model"
)

// run checks a site and returns each finding as "code line:col".
func run(site *model.Site) []string {
	var out []string
	for _, d := range findingsOf(site) {
		out = append(out, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
	}
	return out
}

func findingsOf(site *model.Site) diag.List {
	facts := make([]*derive.Facts, len(site.Cases))
	for i, c := range site.Cases {
		facts[i] = derive.Case(c, site.Vocabularies)
	}
	return check.Site(site, facts).Sort()
}

type ruleTest struct {
	name string
	desc string // the rule that the change breaks, or does not
	c    *model.Case
	want string // findings, divided by "; "; empty: none
	hint string // part of the hint of the first one
}

func (tt ruleTest) run(t *testing.T) {
	t.Helper()
	found := findingsOf(siteOf(tt.c))
	var got []string
	for _, d := range found {
		got = append(got, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
		if d.Pos.File != tt.c.File {
			t.Errorf("%s is about the file %q", d.Code, d.Pos.File)
		}
		if d.Message == "" || strings.HasSuffix(d.Message, ".") || d.Hint == "" {
			t.Errorf("%s: message %q, hint %q", d.Code, d.Message, d.Hint)
		}
	}
	if s := strings.Join(got, "; "); s != tt.want {
		t.Fatalf("%s\n got: %s\nwant: %s", tt.desc, s, tt.want)
	}
	if len(found) > 0 && !strings.Contains(found[0].Hint, tt.hint) {
		t.Errorf("%s: hint %q does not say %q", found[0].Code, found[0].Hint, tt.hint)
	}
}

func TestRequired(t *testing.T) {
	for _, tt := range []ruleTest{
		{"title", "every record has a title", stub(without("title")), "missing-key 99:1", "title"},
		{"countries", "every record has a country of origin", stub(without("origin_country")), "missing-key 99:1", "origin_country"},
		{"type", "every record has a type", stub(without("innovation_type")), "missing-key 99:1", "innovation_type"},
		{"direction", "every record has a direction", stub(without("learning_direction")), "missing-key 99:1", "lmic-to-hic"},
		{"summary", "every record has a summary", stub(without("summary")), "missing-key 99:1", "summary"},
		{"written without a value", "the place is the key", stub(func(c *model.Case) {
			c.Title = model.Value{At: at(2, 1)}
			c.KeyAt = model.NewPlaces([]string{"title"}, []model.At{at(2, 1)})
		}), "missing-key 2:1", "title"},
		{"two at once", "all findings in one run", stub(without("title", "summary")), "missing-key 99:1; missing-key 99:1", ""},
		{"nothing read", "a file without a key is its reader's matter", &model.Case{File: file, Slug: "example"}, "", ""},
		{"id", "a full record has an id", validCase(without("id")), "missing-key 99:1", "lf-0000"},
		{"adoption status", "a full record has a status of adoption", validCase(without("adoption_status")), "missing-key 99:1", "adoption_status"},
		{"learning type", "a full record has a learning type", validCase(without("learning_type")), "missing-key 99:1", "both"},
		{"relation", "a full record has a relation", validCase(without("learning_relation")), "missing-key 99:1", "about-them"},
		{"domain", "a full record has a domain", validCase(without("domain")), "missing-key 99:1", "domain"},
		{"evidence", "a full record has evidence", validCase(without("evidence")), "missing-key 99:1", "receiving"},
		{"evidence receiving", "both levels are needed", validCase(func(c *model.Case) { c.Evidence.Receiving = model.Value{} }), "missing-key 39:3", "receiving"},
		{"barriers", "a full record has barriers", validCase(without("barriers")), "missing-key 99:1", "not-stated"},
		{"added", "a full record has a date", validCase(without("added")), "missing-key 99:1", "added"},
		{"references", "a full record has a source", validCase(func(c *model.Case) {
			c.References, c.Body.CiteKeys = nil, nil
			c.Origin, c.OriginYear, c.Adoptions = nil, model.Year{}, nil
			c.AdoptionStatus = val(22, "not-stated")
		}), "missing-key 99:1", "source"},
		{"review", "a record in review needs the same", validCase(func(c *model.Case) { c.Status = val(9, "review"); c.Domain = nil }), "missing-key 99:1", ""},
		{"country of an adoption", "an adoption has a country", validCase(func(c *model.Case) { c.Adoptions[0].Country = model.Country{} }), "missing-key 24:3", "country"},
		{"status of an adoption", "an adoption has a status", validCase(func(c *model.Case) { c.Adoptions[1].Status = model.Value{} }), "missing-key 31:3", "status"},
		{"role of an origin", "an origin has a role", validCase(func(c *model.Case) { c.Origin[1].Role = model.Value{At: at(18, 1)} }), "missing-key 18:1", "value"},
		{"contributor", "a contributor has a name and a role", validCase(func(c *model.Case) { c.Contributors[0] = model.Contributor{At: at(70, 3)} }), "missing-key 70:3; missing-key 70:3", ""},
		{"history", "an entry of the history says what changed", validCase(func(c *model.Case) { c.History[1].Change = model.Value{} }), "missing-key 84:3", "change"},
		{"review date", "a review has a date", validCase(func(c *model.Case) { c.Reviewed.On = model.Value{} }), "missing-key 77:3", "on"},
		{"long summary", "a summary has at most 300 characters", stub(func(c *model.Case) { c.Summary.Text = strings.Repeat("é", 301) }), "summary-too-long 6:5", "one or two"},
		{"summary at the limit", "characters count, not bytes", stub(func(c *model.Case) { c.Summary.Text = strings.Repeat("é", 300) }), "", ""},
		{"long title", "a title has at most 150 characters", stub(func(c *model.Case) { c.Title.Text = strings.Repeat("a", 151) }), "title-too-long 2:5", ""},
		{"no text", "a published record has a text", validCase(func(c *model.Case) { c.Body.Words = 0 }), "body-empty 99:1", "review"},
		{"no text in review", "a record in review may come without", validCase(func(c *model.Case) { c.Body.Words = 0; c.Status = val(9, "review") }), "", ""},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestTerms(t *testing.T) {
	for _, tt := range []ruleTest{
		{"type", "a type is a term", stub(func(c *model.Case) { c.InnovationType = vals(4, "devcie") }), "unknown-term 4:5", `did you mean "device"?`},
		{"all terms listed", "the hint lists the terms", stub(func(c *model.Case) { c.InnovationType = vals(4, "xyzzy") }), "unknown-term 4:5", "the terms are: device, medicine"},
		{"capitals and underscores", "the nearest term folds case", stub(func(c *model.Case) { c.LearningDirection = val(5, "LMIC_to_HIC") }), "unknown-term 5:5", `"lmic-to-hic"`},
		{"label", "a label leads to its term", validCase(func(c *model.Case) { c.LearningDirection = val(5, "Low- and middle- to high-income") }), "unknown-term 5:5", `"lmic-to-hic"`},
		{"status of an adoption", "no contradicted status follows", validCase(func(c *model.Case) { c.Adoptions[0].Status = val(27, "adopted-localy") }), "unknown-term 27:5", "adopted-locally"},
		{"adoption status", "no contradicted status follows", validCase(func(c *model.Case) { c.AdoptionStatus = val(22, "adopted") }), "unknown-term 22:5", "adopted-locally"},
		{"role", "no contradicted direction follows", validCase(func(c *model.Case) { c.Origin[0].Role = val(13, "developd") }), "unknown-term 13:5", "developed"},
		{"route", "a route is a term", validCase(func(c *model.Case) { c.Adoptions[0].Route = val(28, "publicaton") }), "unknown-term 28:5", "publication"},
		{"adaptation", "an adaptation is a term", validCase(func(c *model.Case) { c.Adoptions[0].Adaptation = val(29, "x") }), "unknown-term 29:5", ""},
		{"evidence", "a level is a term", validCase(func(c *model.Case) { c.Evidence.Origin = val(40, "ocebm-9") }), "unknown-term 40:5", "ocebm-1"},
		{"question", "a question is a term", validCase(func(c *model.Case) { c.Evidence.Question = val(42, "benefits") }), "unknown-term 42:5", "benefit"},
		{"barrier", "a barrier is a term", validCase(func(c *model.Case) { c.Barriers[1] = val(44, "regulations") }), "unknown-term 44:5", "regulation"},
		{"enabler", "an enabler is a term", validCase(func(c *model.Case) { c.Enablers[0] = val(45, "cheap") }), "unknown-term 45:5", "low-cost"},
		{"reference type", "a type of reference is a term", validCase(func(c *model.Case) { c.References[1].Type = val(63, "books") }), "unknown-term 63:5", "book"},
		{"access", "access is a term", validCase(func(c *model.Case) { c.References[1].Access = val(67, "opn") }), "unknown-term 67:5", "open"},
		{"contributor", "a role is a term", validCase(func(c *model.Case) { c.Contributors[0].Role = val(72, "writer") }), "unknown-term 72:5", "author"},
		{"returned", "what went back is a term", validCase(func(c *model.Case) {
			c.Returned = &model.Returned{At: at(92, 3), LearningType: val(93, "tecnical")}
		}), "unknown-term 93:5", "technical"},
		{"record status", "no more is asked of an unknown status", stub(func(c *model.Case) { c.Status = val(9, "publishd") }), "bad-record-status 9:5", `"published"`},
		{"twice", "a list names a word once", validCase(func(c *model.Case) { c.Barriers = vals(43, "staff-time", "staff-time") }), "repeated-term 44:5", "keep one"},
		{"country twice", "in two spellings", stub(func(c *model.Case) { c.OriginCountry = []model.Country{land(3, "IND"), land(4, "IND")} }), "repeated-term 4:5", "keep one"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestCountries(t *testing.T) {
	origin := func(text string) *model.Case {
		return stub(func(c *model.Case) { c.OriginCountry = []model.Country{land(3, text)} })
	}
	for _, tt := range []ruleTest{
		{"typing slip", "the nearest country is named", origin("Ugnada"), "unknown-country 3:5", "UGA (Uganda)"},
		{"nothing near", "the hint says how to write one", origin("Atlantis"), "unknown-country 3:5", "three letters"},
		{"code", "a code that no country has", origin("QQQ"), "unknown-country 3:5", "KEN"},
		{"former", "Yugoslavia is no more", origin("Yugoslavia"), "former-country 3:5", "HRV"},
		{"former code", "so is its code", origin("SUN"), "former-country 3:5", "RUS"},
		{"name", "a name is understood", origin("Uganda"), "country-spelling 3:5", "write UGA"},
		{"alpha-2", "two letters are understood", origin("UG"), "country-spelling 3:5", "write UGA"},
		{"small letters", "so are small ones", origin("uga"), "country-spelling 3:5", "write UGA"},
		{"no cascade", "an unknown adopter is one finding", validCase(func(c *model.Case) { c.Adoptions[0].Country = land(25, "Brittain") }), "unknown-country 25:5", "GBR"},
		{"unknown origin", "an unknown origin is one finding", validCase(func(c *model.Case) { c.Origin[0].Country = land(14, "Indja") }), "unknown-country 14:5", "IND"},
		{"contributor", "that of a contributor too", validCase(func(c *model.Case) { c.Contributors[0].Country = land(74, "Atlantis") }), "unknown-country 74:5", ""},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestIdentity(t *testing.T) {
	id := func(text string) *model.Case { return validCase(func(c *model.Case) { c.ID = val(8, text) }) }
	orcid := func(text string) *model.Case {
		return validCase(func(c *model.Case) { c.Contributors[0].ORCID = val(73, text) })
	}
	for _, tt := range []ruleTest{
		{"three digits", "an id has four digits", id("lf-012"), "bad-id 8:5", "write lf-0012"},
		{"prefix", "an id starts with lf-", id("case-12"), "bad-id 8:5", "lf-0000"},
		{"capitals", "and in small letters", id("LF-0012"), "bad-id 8:5", "write lf-0012"},
		{"five digits", "five digits are fine", id("lf-12345"), "", ""},
		{"padded", "but not with a leading zero", id("lf-00012"), "bad-id 8:5", "write lf-0012"},
		{"zero", "a published record has a number", id("lf-0000"), "published-without-number 8:5", "next free"},
		{"zero in review", "a record in review need not", validCase(func(c *model.Case) { c.ID, c.Status = val(8, "lf-0000"), val(9, "review") }), "", ""},
		{"ORCID check digit", "the last digit of an ORCID iD is checked", orcid("0000-0002-1825-0098"), "bad-orcid 73:5", "check digit"},
		{"ORCID address", "an ORCID iD stands without its address", orcid("https://orcid.org/0000-0002-1825-0097"), "bad-orcid 73:5", "write 0000-0002-1825-0097"},
		{"ORCID with X", "the check digit ten is X", orcid("0000-0002-1694-233X"), "", ""},
		{"ORCID form", "four groups of four", orcid("1234"), "bad-orcid 73:5", "0000-0002-1825-0097"},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestTime(t *testing.T) {
	for _, tt := range []ruleTest{
		{"decade", "a year has four digits", validCase(func(c *model.Case) { c.Origin[1].Year = model.ParseYear(val(20, "1990s")) }), "bad-year 20:5", `year_note: "1990s"`},
		{"origin year", "the note of the origin year has its own key", stub(func(c *model.Case) { c.OriginYear = model.ParseYear(val(10, "about 1990")) }), "bad-year 10:5", "origin_year_note"},
		{"early", "no year before 1000", validCase(func(c *model.Case) { c.Origin[1].Year = year(20, 995) }), "bad-year 20:5", "write YYYY"},
		{"zeros", "0199 is no year", validCase(func(c *model.Case) { c.Origin[1].Year = model.ParseYear(val(20, "0199")) }), "bad-year 20:5", "compare"},
		{"future", "no year after the as-of date", validCase(func(c *model.Case) { c.Adoptions[1].Year = year(33, 2027) }), "bad-year 33:5", "compare"},
		{"this year", "the year of the as-of date is fine", validCase(func(c *model.Case) { c.Adoptions[1].Year = year(33, 2026) }), "", ""},
		{"used before it began", "an adoption follows the origin", validCase(func(c *model.Case) { c.Adoptions[1].Year = year(33, 1989) }), "year-order 33:5", "first use"},
		{"used in the same year", "the same year is fine", validCase(func(c *model.Case) { c.Adoptions[1].Year = year(33, 1990) }), "", ""},
		{"proven first", "proof follows development", validCase(func(c *model.Case) {
			c.Origin[1].Year, c.OriginYear = year(20, 1985), year(10, 1985)
		}), "origin-order 20:5", "compare"},
		{"origin year differs", "the origin year is the earliest of the origins", validCase(func(c *model.Case) { c.OriginYear = year(10, 1995) }), "origin-year-mismatch 10:5", "origin_year: 1990"},
		{"high-income origin is earlier", "a high-income entry does not count", validCase(func(c *model.Case) {
			c.Origin = append(c.Origin, model.Origin{At: at(12, 1), Role: val(13, "developed"), Country: land(14, "GBR"), Year: year(15, 1988), References: vals(16, "rao1991")})
		}), "", ""},
		{"updated first", "updated is not before added", validCase(func(c *model.Case) { c.Updated = val(76, "2024-12-31") }), "date-order 76:5", "correct"},
		{"reviewed first", "a review is not before the record", validCase(func(c *model.Case) { c.Reviewed.On = val(78, "2025-01-09") }), "date-order 78:5", ""},
		{"due first", "a review is due after the last", validCase(func(c *model.Case) { c.Reviewed.Due = val(80, "2025-04-30") }), "date-order 80:5; review-overdue 80:5", ""},
		{"history backwards", "the history goes forward", validCase(func(c *model.Case) { c.History[1].On = val(85, "2025-01-01") }), "history-missing 76:5; date-order 85:5", ""},
		{"history before added", "the first entry is not before added", validCase(func(c *model.Case) { c.History[0].On = val(82, "2025-01-09") }), "date-order 82:5", ""},
		{"overdue", "a review that is due is told", validCase(func(c *model.Case) { c.Reviewed.Due = val(80, "2026-11-22") }), "review-overdue 80:5", "read it again"},
		{"due today", "today is not late", validCase(func(c *model.Case) { c.Reviewed.Due = val(80, "2026-11-23") }), "", ""},
		{"no history", "a change is told", validCase(func(c *model.Case) { c.History = c.History[:1] }), "history-missing 76:5", "2025-06-01"},
		{"date form", "a date is YYYY-MM-DD", validCase(func(c *model.Case) { c.Reviewed.Due = val(80, "1/5/2027") }), "bad-date 80:5", "2027-05-01"},
		{"short date", "month and day have two digits", validCase(func(c *model.Case) { c.Reviewed.Due = val(80, "2027-5-1") }), "bad-date 80:5", "write 2027-05-01"},
		{"no such day", "February has no 30th", validCase(func(c *model.Case) { c.References[0].Accessed = val(60, "2026-02-30") }), "impossible-date 60:5", "month"},
		{"leap day", "2024 was a leap year", validCase(func(c *model.Case) { c.References[0].Accessed = val(60, "2024-02-29") }), "", ""},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestWithdrawal(t *testing.T) {
	for _, tt := range []ruleTest{
		{"no block", "a withdrawn record says why", validCase(func(c *model.Case) { c.Status = val(9, "withdrawn") }), "withdrawn-incomplete 9:5", "reason"},
		{"no reason", "and gives a reason", validCase(func(c *model.Case) {
			c.Status, c.Withdrawn = val(9, "withdrawn"), &model.Withdrawal{At: at(94, 3), On: val(95, "2026-01-01")}
		}), "withdrawn-incomplete 94:3", "reason"},
		{"complete", "with both it is fine", validCase(func(c *model.Case) {
			c.Status, c.Withdrawn = val(9, "withdrawn"), &model.Withdrawal{At: at(94, 3), On: val(95, "2026-01-01"), Reason: val(96, "error")}
		}), "", ""},
		{"too early", "nothing is withdrawn before it was added", validCase(func(c *model.Case) {
			c.Status, c.Withdrawn = val(9, "withdrawn"), &model.Withdrawal{At: at(94, 3), On: val(95, "2024-01-01"), Reason: val(96, "error")}
		}), "date-order 95:5", ""},
		{"not marked", "the status says so", validCase(func(c *model.Case) {
			c.Withdrawn = &model.Withdrawal{At: at(94, 3), On: val(95, "2026-01-01"), Reason: val(96, "error")}
		}), "withdrawn-not-marked 94:3", "status: withdrawn"},
	} {
		t.Run(tt.name, tt.run)
	}
}
