package biblio

import (
	"strings"

	"casebook/generator/model"
)

// publication is a site whose publisher has another name.
var publication = Publication{
	Title: "Learned From", Publisher: "Learned From", Language: "en", Genre: "Case study", Withdrawn: "withdrawn",
	Note: func(c *model.Case) string {
		if c.Withdrawn == nil {
			return ""
		}
		return "Withdrawn on " + c.Withdrawn.On.Text + "."
	},
	URL:      func(c *model.Case) string { return "https://example.org/id/" + c.ID.Text + ".html" },
	Keywords: func(*model.Case) []string { return []string{"Device", "General surgery", "Côte d’Ivoire"} },
}

// records are items of records of every kind of trouble.
func records() []Item {
	author := func(name string) model.Contributor { return model.Contributor{Name: val(name), Role: val("author")} }
	record := func(id, title string, change func(*model.Case)) Item {
		c := &model.Case{Slug: "a-record", ID: val(id), Title: val(title), Status: val(model.StatusPublished), Added: val("2026-11-01"),
			Updated: val("2026-11-22"), Summary: val("One sentence: 5 of 7 & more."), History: make([]model.Change, 2)}
		if change != nil {
			change(c)
		}
		return Record(c, &publication)
	}
	many := func(c *model.Case) {
		for _, name := range []string{"Okafor, Ngozi", "van der Berg, Jan Willem", "Brown, Ann, Jr", "Núñez, José-María", "Sato, 花子", "Nguyễn, Văn Ân", "O'Neill, Ó"} {
			c.Contributors = append(c.Contributors, author(name))
		}
	}
	return []Item{
		record("lf-0001", "An unsigned record", nil),
		record("lf-0002", "Many authors", many),
		record("lf-0003", "An organisation as author", func(c *model.Case) {
			c.Contributors = []model.Contributor{author("WHO Immediate KMC Study Group"), author("Doctors and Nurses, Kampala"), author("Garcia, Josiah")}
		}),
		record("lf-0004", `A title, with "quotes", a
new line, =cmd(), 50% & $5 #1 a_b ~x^2 {in} \end 🎉`, nil),
		record("lf-0005", "علاج الجفاف بالفم HPV", func(c *model.Case) { c.Lang = val("ar") }),
		record("lf-0006", strings.TrimSpace(strings.Repeat("Three hundred characters ", 12)), nil),
		record("lf-0000", "Without a number", func(c *model.Case) { c.Updated = val("") }),
		record("lf-0008", "Without anything", func(c *model.Case) {
			c.Added, c.Updated, c.Summary, c.History = val(""), val(""), val(""), nil
		}),
		record("lf-0009", "Withdrawn for a reason", func(c *model.Case) {
			c.Status = val(model.StatusWithdrawn)
			c.Withdrawn = &model.Withdrawal{On: val("2026-11-20"), Reason: val("error")}
		}),
	}
}

// references are items of references of every type and with gaps.
func references() []Item {
	list := []model.Reference{
		{Key: val("lofgren2016"), Type: val("article-journal"), Title: val("A Randomized Trial of Low-Cost Mesh in Groin Hernia Repair"),
			Authors: vals("Löfgren J", "Nordin P", "Ibingira C", "Matovu A", "Galiwango E", "Wladis A"), Container: val("N Engl J Med"), Year: year("2016"),
			Volume: val("374"), Issue: val("2"), Pages: val("146–153"), DOI: val("10.1056/NEJMoa1505126"), PMID: val("26760085"), Access: val("open")},
		{Key: val("seaquamat"), Type: val("article-journal"), Title: val("Artesunate versus quinine"), Container: val("Lancet"), Year: year("2005"),
			Authors: vals("Dondorp A", "others"), PMCID: val("1234567"), DOI: val("https://doi.org/10.1016/S0140-6736(05)67176-0")},
		{Key: val("group"), Type: val("article-journal"), Title: val("Immediate “Kangaroo Mother Care” and Survival"), Authors: vals("WHO Immediate KMC Study Group"),
			Container: val("N Engl J Med"), Year: year("2021"), Pages: val("2028-38"), Number: val("e1")},
		{Key: val("electronic"), Type: val("article-journal"), Title: val("Only a number"), Container: val("BMJ Glob Health"), Year: year("2021"), Volume: val("6"), Number: val("e004936")},
		{Key: val("magazine"), Type: val("article-magazine"), Title: val("A story"), Container: val("The Magazine"), Year: year("1999"), Lang: val("fr")},
		{Key: val("newspaper"), Type: val("article-newspaper"), Title: val("News"), Container: val("The Paper"), Year: year("2001"), Accessed: val("2026-11-23"), URL: val("https://example.org/a_b%20c?x={y}&z=1#top")},
		{Key: val("book"), Type: val("book"), Title: val("Operative obstetrics"), Editors: vals("Gilstrap LC 3rd", "Cunningham FG"), Publisher: val("McGraw-Hill"), Place: val("New York"), Year: year("2002"), ISBN: val("9780838586983")},
		{Key: val("chapter"), Type: val("chapter"), Title: val("Chromosome alterations"), Authors: vals("Meltzer PS"), Editors: vals("Vogelstein B", "Kinzler KW"), Container: val("The genetic basis of cancer"), Publisher: val("McGraw-Hill"), Year: year("2002"), Pages: val("93-113"), PMCID: val("PMC7654321")},
		{Key: val("encyclopedia"), Type: val("entry-encyclopedia"), Title: val("Oral rehydration"), Container: val("An Encyclopedia"), Year: year("2010")},
		{Key: val("conference"), Type: val("paper-conference"), Title: val("A talk"), Authors: vals("Sartre J-P"), Container: val("Proceedings of a Meeting"), Year: year("2015"), Place: val("Kampala")},
		{Key: val("report"), Type: val("report"), Title: val("Guideline"), Authors: vals("World Health Organization"), Publisher: val("World Health Organization"), Container: val("Technical report series"), Place: val("Geneva"), Year: year("2015"), Number: val("WHO/1"), URL: val("https://example.org/report")},
		{Key: val("thesis"), Type: val("thesis"), Title: val("Infant sleep"), Authors: vals("Borkowski MM"), Publisher: val("Central Michigan University"), Year: year("2002")},
		{Key: val("dataset"), Type: val("dataset"), Title: val("Data"), Authors: vals("Rossi E"), Publisher: val("A repository"), Year: year("2020"), DOI: val("10.5281/zenodo.1")},
		{Key: val("interview"), Type: val("interview"), Title: val("A talk with a surgeon"), Year: year("2022")},
		{Key: val("law"), Type: val("legislation"), Title: val("Compensation Act"), Number: val("Pub. L. No. 107-9"), Year: year("2001")},
		{Key: val("rule"), Type: val("regulation"), Title: val("Devices"), Year: year("2017")},
		{Key: val("standard"), Type: val("standard"), Title: val("Meshes"), Publisher: val("ISO"), Number: val("ISO 1"), Year: year("2018")},
		{Key: val("blog"), Type: val("post-weblog"), Title: val("A post"), Container: val("A blog"), Year: year("2019"), URL: val("https://example.org/post"), Accessed: val("2026-11-23")},
		{Key: val("only-url"), Type: val("webpage"), Title: val("https://example.org/only"), URL: val("https://example.org/only"), Accessed: val("2026-11-23")},
		{Key: val("unknown"), Type: val("papyrus"), Title: val("Of no type, with a note & a comma, } and \\ and {")},
		{Key: val("unheld"), Type: val("papyrus"), Title: val("Held"), Container: val("A journal")},
		{Key: val("name{of}many,parts"), Type: val("webpage"), Title: val("Names"), Authors: vals("Department of Health and Social Care", "University of Washington, Seattle", "屠呦呦", "de la Cruz Á", "Rock and Roll AB")},
	}
	items := make([]Item, len(list))
	for i := range list {
		items[i] = Reference(&list[i], list[i].Key.Text)
	}
	return items
}
