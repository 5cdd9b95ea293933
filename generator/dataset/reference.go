package dataset

import (
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/table"
)

type referenceField = table.Field[entry[*model.Reference]]

// references is one row a source of a record. A work that two records cite has
// a row in each, as the record has it.
func (d *maker) references() table.Table {
	t := table.Table{Name: References, Title: "References", Key: []string{"case", "key"}, References: []table.Reference{ofCase},
		Description: "One row a source of a record. A work that two records cite has two rows; they have one DOI, where it has one."}
	fields := append(belongs[*model.Reference](d, "the reference"), d.work()...)
	return table.Of(t, fields, entries(d, func(f *derive.Facts) []model.Reference { return f.Case.Sources() }))
}

func (d *maker) work() []referenceField {
	written := func(name, description string, of func(*model.Reference) model.Value) referenceField {
		return referenceField{Column: column(name, table.Text, fromFront+"references."+name, description),
			Cell: func(e entry[*model.Reference]) table.Cell { return text(of(e.item)) }}
	}
	listed := func(name, description string, of func(*model.Reference) []model.Value) referenceField {
		return referenceField{Column: column(name, table.List, fromFront+"references."+name, description),
			Cell: func(e entry[*model.Reference]) table.Cell { return values(of(e.item)) }}
	}
	fields := []referenceField{
		written("key", "Name by which the record cites it; unique within the record.", func(r *model.Reference) model.Value { return r.Key }),
		{Column: d.term("type", table.Text, "reference-type", fromFront+"references.type", "Type of the work, as CSL names it."), Cell: func(e entry[*model.Reference]) table.Cell { return text(e.item.Type) }},
		written("title", "Title of the work.", func(r *model.Reference) model.Value { return r.Title }),
		listed("authors", "Authors: family name and initials, or the name of an organisation; \"others\" ends a list that was cut.", func(r *model.Reference) []model.Value { return r.Authors }),
		listed("editors", "Editors, as authors.", func(r *model.Reference) []model.Value { return r.Editors }),
		written("container", "Journal, book or site that it is part of.", func(r *model.Reference) model.Value { return r.Container }),
		written("publisher", "Publisher.", func(r *model.Reference) model.Value { return r.Publisher }),
		written("place", "Place of publication.", func(r *model.Reference) model.Value { return r.Place }),
		{Column: column("year", table.Year, fromFront+"references.year", "Year of publication."), Cell: func(e entry[*model.Reference]) table.Cell { return year(e.item.Year.N) }},
		written("volume", "Volume.", func(r *model.Reference) model.Value { return r.Volume }),
		written("issue", "Issue.", func(r *model.Reference) model.Value { return r.Issue }),
		written("pages", "Pages, or the number of an article.", func(r *model.Reference) model.Value { return r.Pages }),
		written("number", "Number of a report, standard or patent.", func(r *model.Reference) model.Value { return r.Number }),
		written("doi", "DOI, without the address of a resolver.", func(r *model.Reference) model.Value { return r.DOI }),
		written("pmid", "Number in PubMed.", func(r *model.Reference) model.Value { return r.PMID }),
		written("pmcid", "Number in PubMed Central.", func(r *model.Reference) model.Value { return r.PMCID }),
		written("isbn", "ISBN.", func(r *model.Reference) model.Value { return r.ISBN }),
		written("url", "Address.", func(r *model.Reference) model.Value { return r.URL }),
		{Column: column("accessed", table.Date, fromFront+"references.accessed", "Day on which the address was opened."), Cell: func(e entry[*model.Reference]) table.Cell { return day(e.item.Accessed) }},
		{Column: d.term("access", table.Text, "access", fromFront+"references.access", "Whether it can be read without paying."), Cell: func(e entry[*model.Reference]) table.Cell { return text(e.item.Access) }},
		written("lang", "Language of the work: BCP 47.", func(r *model.Reference) model.Value { return r.Lang }),
		written("note", "What else is to be known.", func(r *model.Reference) model.Value { return r.Note }),
	}
	fields[0].Required = true
	return fields
}
