package dataset

import (
	"iter"

	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/table"
)

// An entry is an item of a list of a record.
type entry[T any] struct {
	f    *derive.Facts
	n    int // its place, from 1
	item T
}

// entries yields the items of a list of every record.
func entries[T any](d *maker, of func(*derive.Facts) []T) iter.Seq[entry[*T]] {
	return func(yield func(entry[*T]) bool) {
		for _, f := range d.facts {
			list := of(f)
			for i := range list {
				if !yield(entry[*T]{f, i + 1, &list[i]}) {
					return
				}
			}
		}
	}
}

// belongs returns the columns with which the row of an entry begins.
func belongs[T any](d *maker, what string) []table.Field[entry[T]] {
	slug, number, status := d.record()
	return []table.Field[entry[T]]{
		{Column: slug, Cell: func(e entry[T]) table.Cell { return table.String(e.f.Case.Slug) }},
		{Column: number, Cell: func(e entry[T]) table.Cell { return table.String(Number(e.f.Case)) }},
		{Column: status, Cell: func(e entry[T]) table.Cell { return table.String(e.f.Status) }},
		{Column: required(column("entry", table.Integer, "order of the rows", "Number of "+what+" within the record, from 1.")),
			Cell: func(e entry[T]) table.Cell { return table.Int(e.n) }},
	}
}

var (
	ofCase    = table.Reference{Columns: []string{"case"}, Table: Cases, Targets: []string{"case"}}
	ofCountry = table.Reference{Columns: []string{"country"}, Table: Countries, Targets: []string{"country"}}
)

const aboutKeys = "Keys of the sources in the table references, of the same case."

type originField = table.Field[entry[*derive.Origin]]

// origins is one row an event of the beginning.
func (d *maker) origins() table.Table {
	t := table.Table{Name: Origins, Title: "Origins", Key: []string{"case", "entry"}, References: []table.Reference{ofCase, ofCountry}, Sources: []table.Source{worldBank},
		Description: "One row an event of the beginning: where and when it was conceived, developed, first used or proven at scale. A record that only lists countries has one row a country, without a role."}
	group, kind, onSide := d.group()
	fields := append(belongs[*derive.Origin](d, "the event"), []originField{
		table.Make(d.term("role", table.Text, "origin-role", fromFront+"origin.role", "What happened there."), func(e entry[*derive.Origin]) table.Cell { return text(e.item.Role) }),
		table.Make(column("country", table.Text, fromFront+"origin.country, else origin_country", "ISO 3166-1 alpha-3."), func(e entry[*derive.Origin]) table.Cell { return table.String(e.item.Country.Code) }),
		table.Make(column("year", table.Year, fromFront+"origin.year, else origin_year", "Year of the event."), func(e entry[*derive.Origin]) table.Cell { return year(e.item.Year.N) }),
		table.Make(column("year_note", table.Text, fromFront+"origin.year_note", "What is vague about the year."), func(e entry[*derive.Origin]) table.Cell { return text(e.item.YearNote) }),
		table.Make(group, func(e entry[*derive.Origin]) table.Cell { return table.String(string(e.item.Group.Group)) }),
		table.Make(kind, func(e entry[*derive.Origin]) table.Cell { return kindCell(e.item.Group) }),
		table.Make(onSide, func(e entry[*derive.Origin]) table.Cell { return side(e.item.Side) }),
		table.Make(column("place", table.Text, fromFront+"origin.place", "Town or region."), func(e entry[*derive.Origin]) table.Cell { return text(e.item.Place) }),
		table.Make(column("organisation", table.Text, fromFront+"origin.organisation", "Hospital, university, company or other body."), func(e entry[*derive.Origin]) table.Cell { return text(e.item.Organisation) }),
		table.Make(column("references", table.List, fromFront+"origin.references", aboutKeys), func(e entry[*derive.Origin]) table.Cell { return values(e.item.References) }),
	}...)
	return table.Of(t, fields, entries(d, func(f *derive.Facts) []derive.Origin { return f.Origins }))
}

type adoptionField = table.Field[entry[*derive.Adoption]]

// adoptions is one row a receiving place.
func (d *maker) adoptions() table.Table {
	t := table.Table{Name: Adoptions, Title: "Adoptions", Key: []string{"case", "entry"}, References: []table.Reference{ofCase, ofCountry}, Sources: []table.Source{worldBank},
		Description: "One row a receiving place, the earliest first, in countries of any income group: year is the first use there, status how it stands now."}
	group, kind, onSide := d.group()
	fields := append(belongs[*derive.Adoption](d, "the adoption"), []adoptionField{
		table.Make(column("country", table.Text, fromFront+"adoptions.country", "ISO 3166-1 alpha-3."), func(e entry[*derive.Adoption]) table.Cell { return table.String(e.item.Country.Code) }),
		table.Make(column("year", table.Year, fromFront+"adoptions.year", "Year of first use there."), func(e entry[*derive.Adoption]) table.Cell { return year(e.item.Year.N) }),
		table.Make(column("year_note", table.Text, fromFront+"adoptions.year_note", "What is vague about the year."), func(e entry[*derive.Adoption]) table.Cell { return text(e.item.YearNote) }),
		table.Make(group, func(e entry[*derive.Adoption]) table.Cell { return table.String(string(e.item.Group.Group)) }),
		table.Make(kind, func(e entry[*derive.Adoption]) table.Cell { return kindCell(e.item.Group) }),
		table.Make(onSide, func(e entry[*derive.Adoption]) table.Cell { return side(e.item.Side) }),
		table.Make(d.term("status", table.Text, "adoption-status", fromFront+"adoptions.status", "How it stands there now."), func(e entry[*derive.Adoption]) table.Cell { return text(e.item.Status) }),
		table.Make(column("rank", table.Integer, "vocabulary adoption-status", "Rung of status on the ladder, 1 to 6; missing for exits and what is not stated."), func(e entry[*derive.Adoption]) table.Cell { return table.IntIf(e.item.Rank, e.item.Rank > 0) }),
		table.Make(required(column("explicit", table.Boolean, computed+"status, side, references", "Whether this is an explicit adoption: high-income, rank 4 or above, with a reference.")), func(e entry[*derive.Adoption]) table.Cell { return table.Bool(e.item.Explicit) }),
		table.Make(column("lag_years", table.Integer, computed+"year, origin_year of the case", "Years from the origin to the first use there."), func(e entry[*derive.Adoption]) table.Cell { return table.IntIf(e.item.Lag, e.item.HasLag) }),
		table.Make(column("place", table.Text, fromFront+"adoptions.place", "Town or region."), func(e entry[*derive.Adoption]) table.Cell { return text(e.item.Place) }),
		table.Make(column("organisation", table.Text, fromFront+"adoptions.organisation", "Hospital, health service or other body."), func(e entry[*derive.Adoption]) table.Cell { return text(e.item.Organisation) }),
		table.Make(d.term("route", table.Text, "route", fromFront+"adoptions.route", "How it travelled."), func(e entry[*derive.Adoption]) table.Cell { return text(e.item.Route) }),
		table.Make(d.term("adaptation", table.Text, "adaptation", fromFront+"adoptions.adaptation", "Whether it was changed on the way."), func(e entry[*derive.Adoption]) table.Cell { return text(e.item.Adaptation) }),
		table.Make(column("note", table.Text, fromFront+"adoptions.note", "What else is to be known."), func(e entry[*derive.Adoption]) table.Cell { return text(e.item.Note) }),
		table.Make(column("references", table.List, fromFront+"adoptions.references", aboutKeys), func(e entry[*derive.Adoption]) table.Cell { return values(e.item.References) }),
	}...)
	return table.Of(t, fields, entries(d, func(f *derive.Facts) []derive.Adoption { return f.Adoptions }))
}

type contributorField = table.Field[entry[*model.Contributor]]

// contributors is one row a person or organisation behind a record.
func (d *maker) contributors() table.Table {
	t := table.Table{Name: Contributors, Title: "Contributors", Key: []string{"case", "entry"}, References: []table.Reference{ofCase, ofCountry},
		Description: "One row a person or organisation behind a record, in the order of the record."}
	fields := append(belongs[*model.Contributor](d, "the contributor"), []contributorField{
		table.Make(column("name", table.Text, fromFront+"contributors.name", "Name as the person or organisation writes it."), func(e entry[*model.Contributor]) table.Cell { return text(e.item.Name) }),
		table.Make(d.term("role", table.Text, "contributor-role", fromFront+"contributors.role", "What they did."), func(e entry[*model.Contributor]) table.Cell { return text(e.item.Role) }),
		table.Make(column("orcid", table.Text, fromFront+"contributors.orcid", "ORCID iD."), func(e entry[*model.Contributor]) table.Cell { return text(e.item.ORCID) }),
		table.Make(column("organisation", table.Text, fromFront+"contributors.organisation", "Where they work."), func(e entry[*model.Contributor]) table.Cell { return text(e.item.Organisation) }),
		table.Make(column("country", table.Text, fromFront+"contributors.country", "ISO 3166-1 alpha-3."), func(e entry[*model.Contributor]) table.Cell { return table.String(e.item.Country.Code) }),
	}...)
	return table.Of(t, fields, entries(d, func(f *derive.Facts) []model.Contributor { return f.Case.Contributors }))
}
