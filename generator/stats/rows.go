package stats

import (
	"io"
	"iter"

	"casebook/generator/model"
	"casebook/generator/table"
)

// A row is one line of the statistics in long form: a value, a number, a cell
// or a point. One of the last three is set, none for a value.
type row struct {
	s      *Statistic
	number *Number
	cell   *Cell
	point  *Point
}

type rowField = table.Field[row]

// Table returns the statistics in long form, one row a value, number, cell and
// point. The slice is read when the rows are.
func Table(list []Statistic) table.Table {
	t := table.Table{Name: "statistics", Title: "Statistics",
		Description: "Every statistic in long form: one row a value, a named number, a count of a table, and a record on an axis of years. What each statistic means stands on its page."}
	return table.Of(t, rowFields, rows(list))
}

// WriteCSV writes the statistics in long form (see Table) as package table
// writes CSV.
func WriteCSV(w io.Writer, list []Statistic) error {
	t := Table(list)
	return table.WriteCSV(w, &t)
}

// rows yields the lines of every statistic.
func rows(list []Statistic) iter.Seq[row] {
	return func(yield func(row) bool) {
		for i := range list {
			if !list[i].rows(yield) {
				return
			}
		}
	}
}

func (s *Statistic) rows(yield func(row) bool) bool {
	if s.Value != nil && !yield(row{s: s}) {
		return false
	}
	for i := range s.Numbers {
		if !yield(row{s: s, number: &s.Numbers[i]}) {
			return false
		}
	}
	for i := range s.Cells {
		if !yield(row{s: s, cell: &s.Cells[i]}) {
			return false
		}
	}
	for i := range s.Points {
		if !yield(row{s: s, point: &s.Points[i]}) {
			return false
		}
	}
	return true
}

// rowFields are the columns, each once: its name, its meaning, its value.
var rowFields = []rowField{
	table.Make(column("statistic", table.Text, "Id of the statistic."), func(r row) table.Cell { return table.String(r.s.ID) }),
	table.Make(column("title", table.Text, "Title of the statistic."), func(r row) table.Cell { return table.String(r.s.Title) }),
	table.Make(kindColumn(), func(r row) table.Cell { return table.String(r.kind()) }),
	table.Make(column("table", table.Text, "Name of the table that a cell is of."), ofCell(func(c *Cell) table.Cell { return table.String(c.Table) })),
	table.Make(column("row", table.Text, "Id of the row of a cell, or the record of a point."), row.row),
	table.Make(column("column", table.Text, "Id of the column of a cell, or the receiving country of a point."), row.column),
	table.Make(column("name", table.Text, "Name of a number."), ofNumber(func(n *Number) table.Cell { return table.String(n.ID) })),
	table.Make(column("count", table.Number, "Numerator of a value, count of a cell, value of a number, or years from origin to adoption of a point; missing where it could not be computed."), row.count),
	table.Make(column("of", table.Integer, "Denominator, where there is one."), row.of),
	table.Make(column("unit", table.Text, "Unit of a number, or of a point."), row.unit),
	table.Make(column("percent", table.Number, "Percentage, where the denominator is large enough."), ofValue(func(f *Fraction) table.Cell { return optional(f.Percent) })),
	table.Make(column("low", table.Number, "Lower limit of the 95% interval in per cent, where there is one."), ofInterval(func(i *Interval) float64 { return i.Low })),
	table.Make(column("high", table.Number, "Upper limit of the 95% interval in per cent, where there is one."), ofInterval(func(i *Interval) float64 { return i.High })),
	table.Make(nothingColumn(), ofNothing(func(n *Nothing) string { return n.Kind })),
	table.Make(column("searched", table.Text, "What was searched, where none was found."), ofNothing(func(n *Nothing) string { return n.Searched })),
	table.Make(column("on", table.Date, "When it was searched."), ofNothing(func(n *Nothing) string { return n.On })),
	table.Make(column("by", table.Text, "Who searched."), ofNothing(func(n *Nothing) string { return n.By })),
	table.Make(column("start", table.Year, "Year of origin of a point."), ofPoint(func(p *Point) table.Cell { return table.Int(p.Start) })),
	table.Make(column("end", table.Year, "Year of first adoption of a point."), ofPoint(func(p *Point) table.Cell { return table.Int(p.End) })),
	table.Make(column("members", table.List, "What a cell counts where it is not records: countries, or slugs of partnerships."), ofCell(func(c *Cell) table.Cell { return table.Strings(c.Members) })),
	table.Make(column("records", table.List, "Numbers of the records behind the row."), row.records),
	table.Make(column("date", table.Date, "As-of date of the statistics."), func(r row) table.Cell { return table.String(r.s.Date) }),
}

func column(name string, kind table.Type, description string) table.Column {
	return table.Column{Name: name, Type: kind, Description: description, Source: "follows from the tables of records"}
}

// The kinds of rows.
const (
	rowValue  = "value"
	rowNumber = "number"
	rowCell   = "cell"
	rowPoint  = "point"
)

func kindColumn() table.Column {
	c := column("kind", table.Text, "What the row is.")
	c.Required = true
	c.Terms = []table.Term{{ID: rowValue, Label: "The fraction of the statistic"}, {ID: rowNumber, Label: "A named number"},
		{ID: rowCell, Label: "One count of a table"}, {ID: rowPoint, Label: "One record with two years"}}
	return c
}

func nothingColumn() table.Column {
	c := column("nothing", table.Text, "Kind of nothing of an empty cell.")
	c.Terms = []table.Term{{ID: model.GapNoneFound, Label: "Somebody searched, and found no case"}, {ID: model.GapNotSearched, Label: "Nobody has said that they looked"},
		{ID: model.GapOutOfScope, Label: "No case is looked for there"}}
	return c
}

func (r row) kind() string {
	switch {
	case r.number != nil:
		return rowNumber
	case r.cell != nil:
		return rowCell
	case r.point != nil:
		return rowPoint
	}
	return rowValue
}

func (r row) row() table.Cell {
	switch {
	case r.cell != nil:
		return table.String(r.cell.Row)
	case r.point != nil:
		return table.String(r.point.Record)
	}
	return table.Cell{}
}

func (r row) column() table.Cell {
	switch {
	case r.cell != nil:
		return table.String(r.cell.Column)
	case r.point != nil:
		return table.String(r.point.Country)
	}
	return table.Cell{}
}

func (r row) count() table.Cell {
	switch {
	case r.number != nil && !r.number.OK:
		return table.Cell{}
	case r.number != nil:
		return table.Float(r.number.Value)
	case r.cell != nil:
		return table.Int(r.cell.Count)
	case r.point != nil:
		return table.Int(r.point.End - r.point.Start)
	}
	return table.Int(r.s.Value.Numerator)
}

func (r row) of() table.Cell {
	switch r.kind() {
	case rowValue:
		return table.Int(r.s.Value.Denominator)
	case rowCell:
		return table.IntIf(r.cell.Of, r.cell.Of > 0)
	}
	return table.Cell{}
}

func (r row) unit() table.Cell {
	switch {
	case r.number != nil:
		return table.String(r.number.Unit)
	case r.point != nil:
		return table.String("years")
	}
	return table.Cell{}
}

func (r row) records() table.Cell {
	switch r.kind() {
	case rowValue:
		return table.Strings(r.s.Records)
	case rowCell:
		return table.Strings(r.cell.Records)
	case rowPoint:
		return table.Strings([]string{r.point.Record})
	}
	return table.Cell{}
}

func optional(n *float64) table.Cell {
	if n == nil {
		return table.Cell{}
	}
	return table.Float(*n)
}

func ofValue(of func(*Fraction) table.Cell) func(row) table.Cell {
	return func(r row) table.Cell {
		if r.kind() != rowValue {
			return table.Cell{}
		}
		return of(r.s.Value)
	}
}

func ofInterval(of func(*Interval) float64) func(row) table.Cell {
	return ofValue(func(f *Fraction) table.Cell {
		if f.Interval == nil {
			return table.Cell{}
		}
		return table.Float(of(f.Interval))
	})
}

func ofNumber(of func(*Number) table.Cell) func(row) table.Cell {
	return func(r row) table.Cell {
		if r.number == nil {
			return table.Cell{}
		}
		return of(r.number)
	}
}

func ofCell(of func(*Cell) table.Cell) func(row) table.Cell {
	return func(r row) table.Cell {
		if r.cell == nil {
			return table.Cell{}
		}
		return of(r.cell)
	}
}

func ofNothing(of func(*Nothing) string) func(row) table.Cell {
	return ofCell(func(c *Cell) table.Cell {
		if c.Nothing == nil {
			return table.Cell{}
		}
		return table.String(of(c.Nothing))
	})
}

func ofPoint(of func(*Point) table.Cell) func(row) table.Cell {
	return func(r row) table.Cell {
		if r.point == nil {
			return table.Cell{}
		}
		return of(r.point)
	}
}
