package stats

import (
	"slices"

	"casebook/generator/derive"
	"casebook/generator/model"
)

// Tables of the statistic "partnerships". The members of their cells are slugs
// of partnerships.
const (
	TableProfile   = "profile"   // rows are the profiles of package derive
	TableDirection = "direction" // type of learning × on how many sides it is recorded
	ColumnBoth     = "both-sides"
	ColumnOneSide  = "one-side"
	ColumnNoSide   = "no-side"
)

func (p *population) partnerships() Statistic {
	s := Statistic{
		ID:         Partnerships,
		Title:      "Partnerships that learned both ways",
		Definition: "A partnership has learned both ways when each of its sides is recorded as having learned something technical from the other, or with it. Sides are the countries that were high-income when it began and those that were not; where all were on the same side of that line, each country is one.",
		Population: "The partnerships on this site. They were chosen for their sources, not sampled.",
		Formula:    "k of n: k partnerships with technical learning in both directions, n partnerships. One-sided: one side learned something technical, and the other something else. Cultural only: no side did, and each learned something cultural. Not recorded: of a side, no source says of what type its learning was.",
		Sources:    []Source{sourceIssa},
		N:          len(p.in.Partnerships),
		Records:    []string{},
		Notes: []string{"Reciprocity means the same type of learning in both directions. Learning about a country, or about oneself, is no substitute for learning from it.",
			"What is recorded is mostly what the partners report. Not recorded does not mean that nothing was learned.",
			"A type of both counts as technical and as cultural."},
	}
	profiles := newGrid(TableProfile, derive.Profiles, nil)
	directions := newGrid(TableDirection, []string{"technical", "cultural"}, []string{ColumnBoth, ColumnOneSide, ColumnNoSide})
	both := 0
	for _, partnership := range p.in.Partnerships {
		e := derive.Partnership(partnership)
		profiles.add(e.Profile, "", partnership.Slug)
		directions.add("technical", sidesColumn(e.Technical, len(e.Sides)), partnership.Slug)
		directions.add("cultural", sidesColumn(e.Cultural, len(e.Sides)), partnership.Slug)
		if e.Profile == derive.BothWays {
			both++
		}
		s.Records = append(s.Records, p.named(partnership)...)
	}
	s.Cells = append(profiles.all(), directions.all()...)
	for i := range s.Cells {
		c := &s.Cells[i]
		c.Members, c.Records, c.Of = c.Records, nil, s.N
	}
	slices.Sort(s.Records)
	s.Records = slices.Compact(s.Records)
	s.Value = p.fraction(both, s.N)
	s.Numbers = []Number{records("linked", len(s.Records))}
	return s
}

func sidesColumn(n, of int) string {
	switch n {
	case 0:
		return ColumnNoSide
	case of:
		return ColumnBoth
	}
	return ColumnOneSide
}

// named returns the published records that a partnership names, by number.
func (p *population) named(partnership *model.Partnership) []string {
	var ids []string
	for _, list := range [][]member{p.counted, p.comparators, p.about, p.unplaced} {
		for i := range list {
			if slices.ContainsFunc(partnership.Cases, func(v model.Value) bool { return v.Text == list[i].Case.Slug }) {
				ids = append(ids, list[i].id)
			}
		}
	}
	return ids
}
