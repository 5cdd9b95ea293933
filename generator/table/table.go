// Package table holds tables as definitions with rows, and writes them as CSV,
// JSON, JSON Lines and XLSX, with the schema and the dictionary that follow
// from the same definitions. It knows no cases: package dataset says which
// tables there are.
//
// A Table goes in, bytes come out as the rows are made: no writer holds a
// table. Every writer gives the same bytes for the same rows; nothing here
// looks at a clock.
package table

import "iter"

// A Type is what the cells of a column hold.
type Type string

// The types, named as Frictionless Table Schema names them (datapackage.org,
// Table Schema v2, "Field types").
const (
	Text    Type = "string"
	Integer Type = "integer"
	Number  Type = "number"
	Boolean Type = "boolean"
	Date    Type = "date" // YYYY-MM-DD
	Year    Type = "year" // YYYY
	List    Type = "list" // of texts
)

// A Column is the definition of a column: the one place from which the header
// of every file, the schema and the dictionary follow.
type Column struct {
	Name        string // small letters, digits and underscores; never reused for something else
	Type        Type
	Description string // one or two sentences
	Source      string // where the value comes from: a key of the front matter, or how it follows
	Vocabulary  string // id of the vocabulary whose terms it holds; may be empty
	Terms       []Term // what a cell, or an item of its list, may be; nil: anything
	URI         bool   // the text is an absolute address
	Required    bool   // no cell is empty
}

// A Term is a value that a column may hold.
type Term struct{ ID, Label string }

// A Reference says that cells of one table are found in another.
type Reference struct {
	Columns []string
	Table   string
	Targets []string // columns there, one for each of Columns
}

// A Table is a definition with its rows.
type Table struct {
	Name        string // of its files, without ending: "cases"
	Title       string
	Description string
	Columns     []Column
	Key         []string // columns that are together unique
	References  []Reference
	Sources     []Source // others' data in it; nil: none
	// Rows yields the rows in their order, each with a cell a column. A row is
	// valid until the next is asked for. It may be called more than once, from
	// any goroutine.
	Rows iter.Seq[[]Cell]
	// Len counts the rows without making them.
	Len func() int
}

// A Source is a body of data that a table rests on.
type Source struct {
	Title string
	Path  string // absolute address; may be empty
}

// A Cell is one value. The zero Cell is a missing value.
type Cell struct {
	kind   kind
	text   string
	number float64
	list   []string
}

type kind uint8

const (
	missing kind = iota
	isText
	isNumber
	isBool
	isList
)

// Missing reports whether there is no value.
func (c Cell) Missing() bool { return c.kind == missing }

// String returns a cell with a text, a date, a year or an address; the empty
// text is a missing value.
func String(s string) Cell {
	if s == "" {
		return Cell{}
	}
	return Cell{kind: isText, text: s}
}

// Int returns a cell with a whole number.
func Int(n int) Cell { return Cell{kind: isNumber, number: float64(n)} }

// IntIf returns a cell with a whole number, or a missing value.
func IntIf(n int, ok bool) Cell {
	if !ok {
		return Cell{}
	}
	return Int(n)
}

// Float returns a cell with a number.
func Float(n float64) Cell { return Cell{kind: isNumber, number: n} }

// Bool returns a cell with true or false.
func Bool(b bool) Cell {
	n := 0.0
	if b {
		n = 1
	}
	return Cell{kind: isBool, number: n}
}

// Strings returns a cell with a list, which the caller does not change; the
// empty list is a missing value.
func Strings(list []string) Cell {
	if len(list) == 0 {
		return Cell{}
	}
	return Cell{kind: isList, list: list}
}

// A Field is a column of a table of T with what its cells hold.
type Field[T any] struct {
	Column
	Cell func(T) Cell
}

// Make returns the field of a column.
func Make[T any](c Column, cell func(T) Cell) Field[T] { return Field[T]{Column: c, Cell: cell} }

// Of returns t with these columns and with a row for each item.
func Of[T any](t Table, fields []Field[T], items iter.Seq[T]) Table {
	for _, f := range fields {
		t.Columns = append(t.Columns, f.Column)
	}
	t.Rows = func(yield func([]Cell) bool) {
		row := make([]Cell, len(fields))
		for item := range items {
			for i := range fields {
				row[i] = fields[i].Cell(item)
			}
			if !yield(row) {
				return
			}
		}
	}
	t.Len = func() int {
		n := 0
		for range items {
			n++
		}
		return n
	}
	return t
}

// Column returns the definition of a column, or nil.
func (t *Table) Column(name string) *Column {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return &t.Columns[i]
		}
	}
	return nil
}
