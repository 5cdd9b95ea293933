package dataset

import (
	"slices"

	"casebook/generator/cite"
	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/table"
)

type caseField = table.Field[*derive.Facts]

// cases is one row a record.
func (d *maker) cases() table.Table {
	t := table.Table{Name: Cases, Title: "Cases", Key: []string{"case"}, Sources: []table.Source{worldBank},
		Description: "One row a record, withdrawn ones and first notes too: look at record_status and population before you count."}
	return table.Of(t, d.caseFields(), slices.Values(d.facts))
}

// caseFields are the columns of a record, each once.
func (d *maker) caseFields() []caseField {
	return slices.Concat(d.identity(), d.innovation(), d.learning(), d.uptake(), d.evidence(), d.added(), d.life())
}

const (
	fromFront = "front matter, key "
	fromName  = "name of the file"
	computed  = "computed from "
)

// record returns the columns that tell which record a row belongs to.
func (d *maker) record() (slug, number, status table.Column) {
	return required(column("case", table.Text, fromName, "Short name of the record: the last part of its address.")),
		column("id", table.Text, fromFront+"id", "Permanent number of the record; missing until it has one."),
		required(d.term("record_status", table.Text, "record-status", fromFront+"status", "How far the record has come. A withdrawn record no longer stands."))
}

func (d *maker) identity() []caseField {
	slug, number, status := d.record()
	return []caseField{
		table.Make(slug, func(f *derive.Facts) table.Cell { return table.String(f.Case.Slug) }),
		table.Make(number, func(f *derive.Facts) table.Cell { return table.String(Number(f.Case)) }),
		table.Make(status, func(f *derive.Facts) table.Cell { return table.String(f.Status) }),
		table.Make(required(populations()), func(f *derive.Facts) table.Cell { return table.String(population(f)) }),
		table.Make(column("title", table.Text, fromFront+"title", "Title of the record."), func(f *derive.Facts) table.Cell { return text(f.Case.Title) }),
		table.Make(column("summary", table.Text, fromFront+"summary", "What it is, in one or two sentences."), func(f *derive.Facts) table.Cell { return text(f.Case.Summary) }),
		table.Make(required(column("address", table.Text, "follows from the name of the file", "Address of the record's page. "+aboutAddress)),
			func(f *derive.Facts) table.Cell { return d.address(d.Case(f.Case.Slug)) }),
	}
}

// The populations: which statistics count a record.
const (
	populationCounted    = "counted"
	populationAbout      = "about"
	populationComparator = "comparator"
	populationNone       = "none"
)

func populations() table.Column {
	c := column("population", table.Text, computed+"status, learning_direction, learning_relation, origin",
		"Which statistics count the record: counted (the default population), comparator (kept apart by its direction), about (learned about, not from), none.")
	c.Terms = []table.Term{{ID: populationCounted, Label: "In the default population"}, {ID: populationComparator, Label: "Comparator"},
		{ID: populationAbout, Label: "Learned about, not from"}, {ID: populationNone, Label: "In no statistic"}}
	return c
}

func population(f *derive.Facts) string {
	switch {
	case f.Counted:
		return populationCounted
	case f.Comparator:
		return populationComparator
	case f.About:
		return populationAbout
	}
	return populationNone
}

func (d *maker) innovation() []caseField {
	return []caseField{
		table.Make(d.term("innovation_type", table.List, "innovation-type", fromFront+"innovation_type", "Kinds of innovation; the first is the primary one."),
			func(f *derive.Facts) table.Cell { return values(f.Case.InnovationType) }),
		table.Make(d.term("domain", table.List, "domain", fromFront+"domain", "Fields of health."),
			func(f *derive.Facts) table.Cell { return values(f.Case.Domain) }),
		table.Make(column("also_known_as", table.List, fromFront+"also_known_as", "Other names, in any language."),
			func(f *derive.Facts) table.Cell { return otherNames(f.Case) }),
		table.Make(column("origin_country", table.List, fromFront+"origin_country", "Low- and middle-income countries where it was developed or proven: ISO 3166-1 alpha-3."),
			func(f *derive.Facts) table.Cell { return table.Strings(f.Countries) }),
		table.Make(column("origin_year", table.Year, fromFront+"origin_year, else the earliest year of origin", "Year in which it began there."),
			func(f *derive.Facts) table.Cell { return year(f.OriginYear) }),
		table.Make(column("origin_year_note", table.Text, fromFront+"origin_year_note", "What is vague about the year."),
			func(f *derive.Facts) table.Cell { return text(f.Case.OriginYearNote) }),
		table.Make(required(column("shared_origin", table.Boolean, computed+"origin", "Whether a country that was high-income at the time had a part in its beginning.")),
			func(f *derive.Facts) table.Cell { return table.Bool(f.SharedOrigin) }),
	}
}

func otherNames(c *model.Case) table.Cell {
	var out []string
	for _, n := range c.AlsoKnownAs {
		if n.Text.Given() {
			out = append(out, n.Text.Text)
		}
	}
	return table.Strings(out)
}

func (d *maker) learning() []caseField {
	return []caseField{
		table.Make(d.term("learning_direction", table.Text, "learning-direction", fromFront+"learning_direction", "From where to where the learning went."),
			func(f *derive.Facts) table.Cell { return text(f.Case.LearningDirection) }),
		table.Make(d.term("learning_type", table.Text, "learning-type", fromFront+"learning_type", "What kind of knowledge was learned."),
			func(f *derive.Facts) table.Cell { return text(f.Case.LearningType) }),
		table.Make(d.term("learning_relation", table.Text, "learning-relation", fromFront+"learning_relation", "Whether it was learned from, with or about people or a country."),
			func(f *derive.Facts) table.Cell { return text(f.Case.LearningRelation) }),
		table.Make(d.term("returned_learning_type", table.Text, "learning-type", fromFront+"returned.learning_type", "What kind of knowledge went back to the origin; missing where nothing is recorded."),
			func(f *derive.Facts) table.Cell { return text(returned(f.Case).LearningType) }),
		table.Make(column("returned_note", table.Text, fromFront+"returned.note", "What went back to the origin."),
			func(f *derive.Facts) table.Cell { return text(returned(f.Case).Note) }),
	}
}

func returned(c *model.Case) model.Returned {
	if c.Returned == nil {
		return model.Returned{}
	}
	return *c.Returned
}

func (d *maker) uptake() []caseField {
	return []caseField{
		table.Make(d.term("adoption_status", table.Text, "adoption-status", computed+"adoptions; else front matter, key adoption_status", "How far it has gone in high-income countries: the highest rung of the ladder, else an exit."),
			func(f *derive.Facts) table.Cell { return table.String(f.Adoption) }),
		table.Make(column("adoption_rank", table.Integer, "vocabulary adoption-status", "Rung of adoption_status on the ladder, 1 to 6; missing for exits and what is not stated."),
			func(f *derive.Facts) table.Cell { return table.IntIf(f.Rank, f.Rank > 0) }),
		table.Make(required(column("explicit_adoption", table.Boolean, computed+"adoptions", "Whether a high-income country adopted it at rank 4 or above, with a reference.")),
			func(f *derive.Facts) table.Cell { return table.Bool(f.Explicit) }),
		table.Make(column("first_adoption_year", table.Year, computed+"adoptions", "Year of first use in the earliest high-income country that adopted it at rank 4 or above."),
			func(f *derive.Facts) table.Cell { return year(first(f).Year.N) }),
		table.Make(column("first_adoption_country", table.Text, computed+"adoptions", "That country: ISO 3166-1 alpha-3."),
			func(f *derive.Facts) table.Cell { return table.String(first(f).Country.Code) }),
		table.Make(column("lag_years", table.Integer, computed+"first_adoption_year, origin_year", "Years from the origin to that first use."),
			func(f *derive.Facts) table.Cell { return table.IntIf(f.Lag, f.HasLag) }),
		table.Make(required(column("adoption_count", table.Integer, computed+"adoptions", "Number of rows in the table adoptions.")),
			func(f *derive.Facts) table.Cell { return table.Int(len(f.Adoptions)) }),
	}
}

func first(f *derive.Facts) *model.Adoption {
	if f.FirstHIC == nil {
		return &model.Adoption{}
	}
	return f.FirstHIC.Adoption
}

func (d *maker) evidence() []caseField {
	return []caseField{
		table.Make(d.term("evidence_origin", table.Text, "evidence-level", fromFront+"evidence.origin", "Best evidence from where it came from."),
			func(f *derive.Facts) table.Cell { return text(f.Case.Evidence.Origin) }),
		table.Make(d.term("evidence_receiving", table.Text, "evidence-level", fromFront+"evidence.receiving", "Best evidence from the receiving setting."),
			func(f *derive.Facts) table.Cell { return text(f.Case.Evidence.Receiving) }),
		table.Make(d.term("evidence_question", table.Text, "evidence-question", fromFront+"evidence.question", "The question that the evidence answers."),
			func(f *derive.Facts) table.Cell { return text(f.Case.Evidence.Question) }),
		table.Make(d.term("barriers", table.List, "barrier", fromFront+"barriers", "What stood in the way."),
			func(f *derive.Facts) table.Cell { return values(f.Case.Barriers) }),
		table.Make(d.term("enablers", table.List, "enabler", fromFront+"enablers", "What helped."),
			func(f *derive.Facts) table.Cell { return values(f.Case.Enablers) }),
		table.Make(required(column("reference_count", table.Integer, fromFront+"references", "Number of rows in the table references.")),
			func(f *derive.Facts) table.Cell { return table.Int(f.Case.SourceCount()) }),
	}
}

// added are the columns of keys that site.toml adds.
func (d *maker) added() []caseField {
	var out []caseField
	for _, t := range d.Site.Config.Taxonomies {
		if !model.AddedKey(t.Key) || slices.ContainsFunc(out, func(f caseField) bool { return f.Name == t.Key }) {
			continue
		}
		out = append(out, caseField{Column: d.term(t.Key, table.List, t.Vocabulary, fromFront+t.Key, "Terms that this site adds."),
			Cell: func(f *derive.Facts) table.Cell { return values(f.Case.Extra[t.Key]) }})
	}
	return out
}

func (d *maker) life() []caseField {
	return []caseField{
		table.Make(column("authors", table.List, fromFront+"contributors with the role author", "Authors of the record; missing where it is not signed."),
			func(f *derive.Facts) table.Cell { return values(cite.Authors(f.Case)) }),
		table.Make(column("call", table.Text, fromFront+"call", "The call for evidence that brought it in."),
			func(f *derive.Facts) table.Cell { return text(f.Case.Call) }),
		table.Make(column("lang", table.Text, fromFront+"lang, else the language of the site", "Language of the record: BCP 47."),
			func(f *derive.Facts) table.Cell { return d.language(f.Case) }),
		table.Make(required(column("version", table.Integer, fromFront+"history", "Version of the record: the number of entries of its history, at least 1.")),
			func(f *derive.Facts) table.Cell { return table.Int(f.Case.Version()) }),
		table.Make(column("added", table.Date, fromFront+"added", "Day on which the record was added."),
			func(f *derive.Facts) table.Cell { return day(f.Case.Added) }),
		table.Make(column("updated", table.Date, fromFront+"updated", "Day of the last change."),
			func(f *derive.Facts) table.Cell { return day(f.Case.Updated) }),
		table.Make(column("reviewed", table.Date, fromFront+"reviewed.on", "Day of the last review; missing where nobody has reviewed it."),
			func(f *derive.Facts) table.Cell { return day(review(f.Case).On) }),
		table.Make(column("review_due", table.Date, fromFront+"reviewed.due", "Day on which the next review is due."),
			func(f *derive.Facts) table.Cell { return day(review(f.Case).Due) }),
		table.Make(column("withdrawn", table.Date, fromFront+"withdrawn.on", "Day on which the record was withdrawn."),
			func(f *derive.Facts) table.Cell { return day(withdrawal(f.Case).On) }),
		table.Make(d.term("withdrawal_reason", table.Text, "withdrawal-reason", fromFront+"withdrawn.reason", "Why it was withdrawn."),
			func(f *derive.Facts) table.Cell { return text(withdrawal(f.Case).Reason) }),
		table.Make(column("withdrawal_note", table.Text, fromFront+"withdrawn.note", "More about why."),
			func(f *derive.Facts) table.Cell { return text(withdrawal(f.Case).Note) }),
	}
}

func (d *maker) language(c *model.Case) table.Cell {
	if c.Lang.Given() {
		return text(c.Lang)
	}
	return table.String(d.Site.Config.Language)
}

func review(c *model.Case) model.Review {
	if c.Reviewed == nil {
		return model.Review{}
	}
	return *c.Reviewed
}

func withdrawal(c *model.Case) model.Withdrawal {
	if c.Withdrawn == nil {
		return model.Withdrawal{}
	}
	return *c.Withdrawn
}

// group returns the columns of an event's income group.
func (d *maker) group() (group, kind, onSide table.Column) {
	const from = "World Bank, by country and year"
	group = column("income_group", table.Text, from, "Income group of the country in that year: L, LM, UM, H.")
	group.Terms = groups
	kind = column("income_group_kind", table.Text, from, "How well the income group is founded; missing where there is no year.")
	kind.Terms = kinds
	onSide = column("side", table.Text, from, "Side of the high-income line on which the event counts; missing where it counts on neither.")
	onSide.Terms = sides
	return group, kind, onSide
}

func kindCell(a country.Answer) table.Cell {
	if a.Year == 0 {
		return table.Cell{}
	}
	return table.String(a.Kind.String())
}
