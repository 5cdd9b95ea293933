package check_test

import (
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"

	"casebook/generator/config"
	"casebook/generator/country"
	"casebook/generator/load"
	"casebook/generator/model"
)

// realSite returns the settings and vocabularies of the site in this
// repository, without its content.
var realSite = sync.OnceValue(func() model.Site {
	fsys := os.DirFS(root)
	data, err := os.ReadFile(root + "/" + config.File)
	if err != nil {
		panic(err)
	}
	settings, _ := config.Read(data)
	result, _, err := load.Site(fsys, load.Options{Config: settings})
	if err != nil {
		panic(err)
	}
	site := *result.Site
	site.Cases, site.Pages, site.Calls, site.Partnerships, site.AsOf = nil, nil, nil, nil, "2026-11-23"
	return site
})

// siteOf returns a site of these cases. Its vocabularies are those of the real
// site; they must not be changed.
func siteOf(cases ...*model.Case) *model.Site {
	site := realSite()
	site.Cases = cases
	return &site
}

// file is the file of the valid case. Every value of it stands in column 5 of
// a line of its own, every entry of a list in column 3.
const file = "content/cases/example.md"

func at(line, col int32) model.At { return model.At{Line: line, Col: col} }

func val(line int32, text string) model.Value { return model.Value{Text: text, At: at(line, 5)} }

func year(line int32, n int) model.Year { return model.ParseYear(val(line, strconv.Itoa(n))) }

func land(line int32, text string) model.Country {
	c := model.Country{Value: val(line, text)}
	if found, ok := country.Find(text); ok {
		c.Code = found.Alpha3
	}
	return c
}

func vals(line int32, texts ...string) []model.Value {
	var list []model.Value
	for i, t := range texts {
		list = append(list, val(line+int32(i), t))
	}
	return list
}

// validCase returns a published record without a fault, changed by break_.
func validCase(break_ func(*model.Case)) *model.Case {
	c := &model.Case{
		File: file, Slug: "example", Format: "YAML", EndAt: at(99, 1),
		KeyAt: model.NewPlaces([]string{"lang"}, []model.At{at(91, 1)}),

		Title:             val(2, "Cord clamping by a boiled thread"),
		OriginCountry:     []model.Country{land(3, "IND")},
		InnovationType:    vals(4, "procedure"),
		LearningDirection: val(5, "lmic-to-hic"),
		Summary:           val(6, "Midwives in a district tie the cord with boiled thread, and other places took it up."),
		ID:                val(8, "lf-0099"),
		Status:            val(9, "published"),
		OriginYear:        year(10, 1990),
		Origin: []model.Origin{
			{At: at(12, 3), Role: val(13, "developed"), Country: land(14, "IND"), Year: year(15, 1990), References: vals(16, "rao1991")},
			{At: at(17, 3), Role: val(18, "proven-at-scale"), Country: land(19, "IND"), Year: year(20, 1995), References: vals(21, "rao1991")},
		},
		AdoptionStatus: val(22, "adopted-locally"),
		Adoptions: []model.Adoption{
			{At: at(24, 3), Country: land(25, "GBR"), Year: year(26, 2000), Status: val(27, "adopted-locally"),
				Route: val(28, "publication"), Adaptation: val(29, "adapted"), References: vals(30, "lee2003")},
			{At: at(31, 3), Country: land(32, "USA"), Year: year(33, 2005), Status: val(34, "piloted"), References: vals(35, "lee2003")},
		},
		LearningType:     val(36, "technical"),
		LearningRelation: val(37, "from"),
		Domain:           vals(38, "neonatology"),
		Evidence:         model.Evidence{At: at(39, 3), Origin: val(40, "ocebm-2"), Receiving: val(41, "none-found"), Question: val(42, "benefit")},
		Barriers:         vals(43, "staff-time", "regulation"),
		Enablers:         vals(45, "low-cost"),
		AlsoKnownAs:      []model.Name{{Text: val(46, "boiled thread")}, {Text: val(47, "fil bouilli"), Lang: val(48, "fr")}},
		Contributors: []model.Contributor{{At: at(70, 3), Name: val(71, "Example Group"), Role: val(72, "author"),
			ORCID: val(73, "0000-0002-1825-0097"), Country: land(74, "IND")}},
		Added:    val(75, "2025-01-10"),
		Updated:  val(76, "2025-06-01"),
		Reviewed: &model.Review{At: at(77, 3), On: val(78, "2025-05-01"), By: val(79, "Example Group"), Due: val(80, "2027-05-01")},
		History: []model.Change{
			{At: at(81, 3), On: val(82, "2025-01-10"), Change: val(83, "first published")},
			{At: at(84, 3), On: val(85, "2025-06-01"), Change: val(86, "added a pilot")},
		},
		Aliases: vals(90, "/cases/old-example/"),
		Lang:    val(91, "en"),
		Detail: &model.Detail{Body: model.Body{Words: 400, CiteKeys: []string{"rao1991"}},
			References: []model.Reference{
				{At: at(50, 3), Key: val(51, "rao1991"), Type: val(52, "article-journal"), Title: val(53, "Boiled thread"),
					Authors: vals(54, "Rao S"), Container: val(55, "J Trop Pediatr"), Year: year(56, 1991), DOI: val(57, "10.1093/tropej/37.1.1"),
					PMID: val(58, "1234567"), URL: val(59, "https://example.org/rao"), Accessed: val(60, "2026-11-01")},
				{At: at(61, 3), Key: val(62, "lee2003"), Type: val(63, "book"), Title: val(64, "Cord care"), Year: year(65, 2003), ISBN: val(66, "978-3-16-148410-0")},
			}},
	}
	if break_ != nil {
		break_(c)
	}
	return c
}

// stub returns a first note: the five keys and nothing else.
func stub(break_ func(*model.Case)) *model.Case {
	full := validCase(nil)
	c := &model.Case{
		File: full.File, Slug: full.Slug, EndAt: full.EndAt, KeyAt: full.KeyAt, Title: full.Title,
		OriginCountry: full.OriginCountry, InnovationType: full.InnovationType,
		LearningDirection: full.LearningDirection, Summary: full.Summary, Detail: &model.Detail{},
	}
	if break_ != nil {
		break_(c)
	}
	return c
}

// other returns a second valid case that shares nothing with the first.
func other(break_ func(*model.Case)) *model.Case {
	return validCase(func(c *model.Case) {
		c.File, c.Slug = "content/cases/other.md", "other"
		c.Title, c.ID = val(2, "Ponds that breed fish against mosquitoes"), val(8, "lf-0100")
		c.Summary = val(6, "A district keeps larvae down with fish instead of spray, and others do so now.")
		c.Aliases = nil
		c.References[0].DOI = val(57, "10.1016/S0140-6736(85)92877-6")
		if break_ != nil {
			break_(c)
		}
	})
}

func TestValidCasesHaveNoFindings(t *testing.T) {
	for name, c := range map[string]*model.Case{"full": validCase(nil), "stub": stub(nil), "other": other(nil)} {
		if got := run(siteOf(c)); len(got) > 0 {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := run(siteOf(validCase(nil), other(nil))); len(got) > 0 {
		t.Errorf("together: %v", got)
	}
}

func without(keys ...string) func(*model.Case) {
	return func(c *model.Case) {
		for _, k := range keys {
			if !slices.Contains(removable, k) {
				panic("no such key: " + k)
			}
		}
		for _, k := range keys {
			remove(c, k)
		}
	}
}

var removable = []string{"title", "origin_country", "innovation_type", "learning_direction", "summary", "id", "adoption_status",
	"learning_type", "learning_relation", "domain", "evidence", "barriers", "references", "added"}

func remove(c *model.Case, key string) {
	none := model.Value{}
	switch key {
	case "title":
		c.Title = none
	case "origin_country":
		c.OriginCountry = nil
	case "innovation_type":
		c.InnovationType = nil
	case "learning_direction":
		c.LearningDirection = none
	case "summary":
		c.Summary = none
	case "id":
		c.ID = none
	case "adoption_status":
		c.AdoptionStatus = none
	case "learning_type":
		c.LearningType = none
	case "learning_relation":
		c.LearningRelation = none
	case "domain":
		c.Domain = nil
	case "evidence":
		c.Evidence = model.Evidence{}
	case "barriers":
		c.Barriers = nil
	case "added":
		c.Added = none
	}
}
