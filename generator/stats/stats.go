// Package stats computes the paucity statistics: how few innovations
// high-income countries are on record as having learned from low- and
// middle-income countries, and where there is nothing on record.
//
// Facts of every record go in (Input), values come out (Statistic), one for
// each statistic and always all of them: a site without a case has the same
// statistics with zeros. Nothing is read or printed but by the writers, which
// take an io.Writer; there is no clock and no layout here, and no text of the
// interface. Titles, definitions and notes are data about a statistic, in plain
// English, and are exported with it.
//
// Three rules hold throughout. A share is a fraction first: a percentage stands
// beside it only where the denominator is at least Input.MinN, and an interval
// only where the records can be thought of as draws. A record is counted once a
// cell and once in a total. The order of the input makes no difference.
//
// A release of the site freezes its statistics (Freeze); the next one is
// compared with them (ReadRelease, Diff, and the statistic "ledger").
package stats

import (
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/vocab"
)

// The ids of the statistics, in the order of Compute. They are never reused.
const (
	Explicit      = "explicit-adoption"
	FromTechnical = "from-technical"
	Ladder        = "ladder"
	TypeStatus    = "gap-map-type-status"
	DomainType    = "gap-map-domain-type"
	Countries     = "countries"
	Unseen        = "unseen-country"
	Concentration = "concentration"
	Lag           = "lag"
	Decades       = "decades"
	Receiving     = "receiving"
	Evidence      = "evidence"
	Barriers      = "barriers"
	WhoSpeaks     = "who-speaks"
	Calls         = "calls"
	Completeness  = "completeness"
	Ledger        = "ledger"
	Partnerships  = "partnerships"
)

// An Input is everything that the statistics follow from.
type Input struct {
	Facts        []*derive.Facts // of any records, in any order; only published ones count
	Vocabularies *vocab.Set
	Calls        []*model.Call        // by slug
	Partnerships []*model.Partnership // by slug
	Gaps         []model.Gap          // what site.toml declares of the gaps
	MinN         int                  // denominators below this have no percentage and no interval
	AsOf         string               // the as-of date, YYYY-MM-DD
	Previous     *Release             // the last release; nil before the first
}

// A Statistic is one value with what it means and what is behind it.
type Statistic struct {
	ID         string    `json:"id"`
	Title      string    `json:"title"`
	Definition string    `json:"definition"`
	Population string    `json:"population"`
	Formula    string    `json:"formula"`
	Sources    []Source  `json:"sources"` // of the method; the first is the one that gives the formula
	N          int       `json:"n"`       // records, or what Population says, that the statistic is about
	Value      *Fraction `json:"value,omitempty"`
	Numbers    []Number  `json:"numbers,omitempty"`
	Cells      []Cell    `json:"cells,omitempty"`
	Points     []Point   `json:"points,omitempty"`
	Records    []string  `json:"records"` // behind Value, else behind N; by number
	Date       string    `json:"date"`    // the as-of date
	Notes      []string  `json:"notes,omitempty"`
}

// A Source says where a method comes from.
type Source struct {
	Citation string `json:"citation"`
	URL      string `json:"url,omitempty"` // a DOI as an address, or an address; may be empty
}

// A Fraction is Numerator of Denominator. Both may be zero.
type Fraction struct {
	Numerator   int       `json:"numerator"`
	Denominator int       `json:"denominator"`
	Percent     *float64  `json:"percent,omitempty"`  // 0 to 100; nil where the denominator is too small
	Interval    *Interval `json:"interval,omitempty"` // nil where it is too small, or none is meant
}

// An Interval is a 95% interval by Wilson's score method, in per cent.
type Interval struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// A Cell is one count of a table. A statistic may have several tables; Table
// tells them apart. Row and Column are ids: of terms, countries (alpha-3),
// decades ("1970s"), regions, or words of the table.
type Cell struct {
	Table   string   `json:"table"`
	Row     string   `json:"row"`
	Column  string   `json:"column,omitempty"`
	Count   int      `json:"count"`
	Of      int      `json:"of,omitempty"`      // the denominator where Count is a share of one
	Records []string `json:"records,omitempty"` // by number
	Members []string `json:"members,omitempty"` // what Count counts where it is not records: countries, or slugs of partnerships
	Nothing *Nothing `json:"nothing,omitempty"` // of an empty cell of a gap map, and of a country without a case
}

// A Nothing says which kind of nothing an empty cell is.
type Nothing struct {
	Kind     string `json:"kind"`               // one of the kinds of model.Gap
	Searched string `json:"searched,omitempty"` // what was searched
	On       string `json:"on,omitempty"`       // when, YYYY-MM-DD
	By       string `json:"by,omitempty"`
	Note     string `json:"note,omitempty"`
}

// A Number is a named number of a statistic. Value means nothing when OK is
// false: it could not be computed.
type Number struct {
	ID    string  `json:"id"`
	Value float64 `json:"value"`
	Unit  string  `json:"unit"` // "records", "years", "countries", "pairs", "cells"
	OK    bool    `json:"ok"`
}

// A Point is one record on an axis of years.
type Point struct {
	Record  string `json:"record"`
	Start   int    `json:"start"`   // year of origin
	End     int    `json:"end"`     // year of first adoption
	Country string `json:"country"` // alpha-3 of the adopter
}

// Compute returns every statistic, in the order of the ids above. The values
// are the caller's.
func Compute(in Input) []Statistic {
	p := newPopulation(in)
	list := []Statistic{
		p.explicit(), p.fromTechnical(), p.ladder(),
		p.typeStatus(), p.domainType(),
		p.countries(), p.unseen(), p.concentration(),
		p.lag(), p.decades(), p.receiving(), p.evidence(), p.barriers(),
		p.whoSpeaks(), p.calls(), p.completeness(),
	}
	list = append(list, p.ledger(list), p.partnerships())
	for i := range list {
		list[i].Date = in.AsOf
		if list[i].Population == "" {
			list[i].Population = populationCounted
		}
	}
	return list
}

// Find returns the statistic with this id, or nil.
func Find(list []Statistic, id string) *Statistic {
	for i := range list {
		if list[i].ID == id {
			return &list[i]
		}
	}
	return nil
}

// Cell returns a cell of a table, or nil. Tables that would be mostly empty
// (receiving countries, origins) hold only cells that count something.
func (s *Statistic) Cell(table, row, column string) *Cell {
	for i := range s.Cells {
		if c := &s.Cells[i]; c.Row == row && c.Column == column && c.Table == table {
			return c
		}
	}
	return nil
}

// Table returns the cells of one table, in their order.
func (s *Statistic) Table(table string) []Cell {
	var out []Cell
	for i := range s.Cells {
		if s.Cells[i].Table == table {
			out = append(out, s.Cells[i])
		}
	}
	return out
}

// Number returns the number with this id; ok is false when there is none or it
// could not be computed.
func (s *Statistic) Number(id string) (value float64, ok bool) {
	for _, n := range s.Numbers {
		if n.ID == id {
			return n.Value, n.OK
		}
	}
	return 0, false
}

// What is said of more than one statistic.
const (
	populationCounted = "Published records whose direction is lmic-to-hic, bidirectional or round-trip, with at least one origin in a country that was low- or middle-income at the time, and whose learning relation is from or with."
	noteChosen        = "The records are chosen, not sampled: a share of the recorded cases is not a rate of adoption."
	noteTypes         = "A case with two types counts once per row and once in the total."
	noteRing          = "An empty cell means no case on record. It does not mean no innovation."
	noteComplete      = "The list is complete, so there is no interval."
)

// Sources that more than one statistic rests on.
var (
	sourceProject = Source{Citation: "Methods of Learned From"}
	sourceIssa    = Source{"Issa H, Townsend W, Harris M. Benefiting the NHS through innovation: how to ensure international health partnerships are genuinely reciprocal. BMJ Glob Health 2021;6(Suppl 6):e004936", "https://doi.org/10.1136/bmjgh-2021-004936"}
	sourceGapMap  = Source{"Snilstveit B, Vojtkova M, Bhavsar A, Stevenson J, Gaarder M. Evidence & Gap Maps: a tool for promoting evidence informed policy and strategic research agendas. J Clin Epidemiol 2016;79:120-129", "https://doi.org/10.1016/j.jclinepi.2016.05.015"}
	sourceBank    = Source{Citation: "World Bank. Country and Lending Groups: historical classification by income. CC BY 4.0"}
)
