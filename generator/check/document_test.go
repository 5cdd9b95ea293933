package check_test

import (
	"testing"

	"casebook/generator/model"
)

func TestReferences(t *testing.T) {
	first := func(change func(*model.Reference)) *model.Case {
		return validCase(func(c *model.Case) { change(&c.References[0]) })
	}
	second := func(change func(*model.Reference)) *model.Case {
		return validCase(func(c *model.Case) { change(&c.References[1]) })
	}
	for _, tt := range []ruleTest{
		{"no key", "a reference can be named", validCase(func(c *model.Case) {
			c.References = append(c.References, model.Reference{At: at(68, 3), Type: val(69, "book"), Title: val(70, "B")})
		}), "reference-incomplete 68:3", "key"},
		{"no type", "it has a type", second(func(r *model.Reference) { r.Type = model.Value{} }), "reference-incomplete 61:3", "article-journal"},
		{"no title", "it has a title", second(func(r *model.Reference) { r.Title = model.Value{} }), "reference-incomplete 61:3", "title"},
		{"no authors", "it may lack authors", first(func(r *model.Reference) { r.Authors = nil }), "", ""},
		{"key with a space", "a key can be cited", validCase(func(c *model.Case) {
			c.References = append(c.References, model.Reference{At: at(68, 3), Key: val(67, "a b"), Type: val(69, "book"), Title: val(70, "B")})
			c.Body.CiteKeys = append(c.Body.CiteKeys, "a b")
		}), "bad-reference-key 67:5", "letters"},
		{"key twice", "a key is one reference", validCase(func(c *model.Case) {
			c.References = append(c.References, model.Reference{At: at(68, 3), Key: val(67, "lee2003"), Type: val(69, "book"), Title: val(70, "B")})
		}), "duplicate-reference-key 67:5", "lee2003b"},
		{"DOI twice", "a source is listed once", second(func(r *model.Reference) { r.DOI = val(67, "10.1093/TROPEJ/37.1.1") }), "duplicate-doi 67:5", "keep one"},
		{"dangling", "a used key is there", validCase(func(c *model.Case) { c.Adoptions[0].References = vals(30, "lee2003", "leee2003") }), "dangling-reference 31:5", `"lee2003"`},
		{"dangling, nothing near", "the hint says what to add", validCase(func(c *model.Case) { c.Origin[0].References = vals(16, "zzz") }), "dangling-reference 16:5", "key: zzz"},
		{"dangling in returned", "what went back too", validCase(func(c *model.Case) {
			c.Returned = &model.Returned{At: at(92, 3), Note: val(93, "x"), References: vals(94, "none")}
		}), "dangling-reference 94:5", ""},
		{"unused", "a listed reference is used", validCase(func(c *model.Case) {
			c.References = append(c.References, model.Reference{At: at(68, 3), Key: val(67, "extra"), Type: val(69, "book"), Title: val(70, "B")})
		}), "unused-reference 67:5", "[@extra]"},
		{"used in an adoption only", "that is use enough", validCase(func(c *model.Case) { c.Body.CiteKeys = nil }), "", ""},
		{"unused in a first note", "a stub without a text may list what it found", stub(func(c *model.Case) {
			c.References = []model.Reference{{At: at(68, 3), Key: val(67, "extra"), Type: val(69, "book"), Title: val(70, "B")}}
		}), "", ""},
		{"year", "a year has four digits", second(func(r *model.Reference) { r.Year = model.ParseYear(val(65, "c2003")) }), "bad-reference-year 65:5", "YYYY"},
		{"next year", "an issue may be dated next year", second(func(r *model.Reference) { r.Year = year(65, 2027) }), "", ""},
		{"far year", "but not later", second(func(r *model.Reference) { r.Year = year(65, 2028) }), "bad-reference-year 65:5", ""},

		{"DOI address", "a DOI stands without an address", first(func(r *model.Reference) { r.DOI = val(57, "https://doi.org/10.1093/tropej/37.1.1") }), "bad-doi 57:5", "write 10.1093/tropej/37.1.1"},
		{"DOI prefix", "nor with doi:", first(func(r *model.Reference) { r.DOI = val(57, "DOI: 10.1093/tropej/37.1.1") }), "bad-doi 57:5", "write 10.1093/tropej/37.1.1"},
		{"no DOI", "it starts with 10.", first(func(r *model.Reference) { r.DOI = val(57, "11.1093/x") }), "bad-doi 57:5", "leave it out"},
		{"DOI with odd signs", "parentheses and semicolons are fine", first(func(r *model.Reference) {
			r.DOI = val(57, "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2")
		}), "", ""},
		{"PMID", "a PMID is a number", first(func(r *model.Reference) { r.PMID = val(58, "PMID 1234567") }), "bad-pmid 58:5", `write "1234567"`},
		{"long PMID", "of at most eight digits", first(func(r *model.Reference) { r.PMID = val(58, "123456789") }), "bad-pmid 58:5", "leave it out"},
		{"PMCID", "a PMCID has its letters", first(func(r *model.Reference) { r.PMCID = val(67, "4712345") }), "bad-pmcid 67:5", "write PMC4712345"},
		{"ISBN", "the check digit fits", second(func(r *model.Reference) { r.ISBN = val(66, "978-3-16-148410-1") }), "bad-isbn 66:5", "check digit"},
		{"ISBN-10", "ten digits too", second(func(r *model.Reference) { r.ISBN = val(66, "0-8044-2957-X") }), "", ""},
		{"address without scheme", "an address is whole", first(func(r *model.Reference) { r.URL = val(59, "www.example.org/a") }), "bad-url 59:5", "https://www.example.org/a"},
		{"address with a space", "and has no spaces", first(func(r *model.Reference) { r.URL = val(59, "https://example.org/a b") }), "bad-url 59:5", "copy"},
		{"scheme", "only the web is linked", first(func(r *model.Reference) { r.URL = val(59, "ftp://example.org/a") }), "url-scheme 59:5", "https://"},
		{"script", "and nothing runs", first(func(r *model.Reference) { r.URL = val(59, "javascript:alert(1)") }), "url-scheme 59:5", ""},
		{"language", "a language is a tag", validCase(func(c *model.Case) { c.Lang = val(91, "english") }), "bad-lang 91:5", "en, fr"},
		{"language of a name", "that of a name too", validCase(func(c *model.Case) { c.AlsoKnownAs[1].Lang = val(48, "f") }), "bad-lang 48:5", ""},
	} {
		t.Run(tt.name, tt.run)
	}
}

func TestPages(t *testing.T) {
	page := func(change func(*model.Page)) *model.Site {
		p := &model.Page{File: "content/pages/about.md", Slug: "about", EndAt: at(9, 1), KeyAt: model.NewPlaces([]string{"title"}, []model.At{at(2, 1)}),
			Title: val(2, "About"), Summary: val(3, "What this is."), Updated: val(4, "2026-01-01")}
		change(p)
		site := siteOf()
		site.Pages = []*model.Page{p}
		return site
	}
	for _, tt := range []struct{ name, want string }{
		{"valid", ""}, {"title", "page-incomplete 9:1"}, {"updated", "bad-date 4:5"}, {"lang", "bad-lang 5:5"},
		{"unused", "unused-reference 6:5"}, {"slug", "page-address-taken 0:0"}, {"taxonomy", "page-address-taken 0:0"},
	} {
		got := run(page(func(p *model.Page) {
			switch tt.name {
			case "title":
				p.Title = model.Value{}
			case "updated":
				p.Updated = val(4, "yesterday")
			case "lang":
				p.Lang = val(5, "12")
			case "unused":
				p.References = []model.Reference{{Key: val(6, "a"), Type: val(7, "book"), Title: val(8, "A")}}
			case "slug":
				p.Slug = "countries"
			case "taxonomy":
				p.Slug = "domain"
			}
		}))
		if s := join(got); s != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, s, tt.want)
		}
	}
}
