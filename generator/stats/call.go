package stats

import (
	"slices"

	"casebook/generator/flow"
	"casebook/generator/model"
)

// Tables and columns of the statistic "calls". The columns of TableMilestone
// are the milestones of package flow and those of the records that name a call;
// those of TableUnstated are milestones that a call has and does not state. A
// cell is there only for what a call has.
const (
	TableMilestone = "milestone"
	TableUnstated  = "unstated"
	ColumnRecords  = "records"
	ColumnExplicit = "records-explicit"
)

func (p *population) calls() Statistic {
	s := Statistic{
		ID:         Calls,
		Title:      "From what came in to what was adopted",
		Definition: "For each call for evidence, survey, review and round of fellowships: how many were asked, how many came in, how many were eligible, how many were included and how many were explicitly adopted, as those who ran it counted; and the records here that name it.",
		Population: "The calls on this site that have ended. Each counted a population of its own, so they are never added up: partnerships that answered, records of a search, studies.",
		Formula:    "k of n: k calls that state each number from what came in to what was included or adopted, n calls that have ended. Records are the published ones whose key call names it.",
		Sources:    []Source{sourceIssa, {"Page MJ, McKenzie JE, Bossuyt PM, et al. The PRISMA 2020 statement: an updated guideline for reporting systematic reviews. BMJ 2021;372:n71", "https://doi.org/10.1136/bmj.n71"}},
		Records:    []string{},
		Notes:      []string{"A number that is not stated is not nought: no source that was found gives it.", "In a review, what came in is records, what was eligible is reports, and what was included is studies."},
	}
	published := slices.Concat(p.counted, p.comparators, p.about, p.unplaced)
	slices.SortFunc(published, byNumber)
	whole := 0
	for _, c := range p.in.Calls {
		cells, stated := callCells(c)
		all, explicit := Cell{Table: TableMilestone, Row: c.Slug, Column: ColumnRecords}, Cell{Table: TableMilestone, Row: c.Slug, Column: ColumnExplicit}
		for i := range published {
			if m := &published[i]; m.Case.Call.Text == c.Slug {
				all.Records = append(all.Records, m.id)
				if m.Explicit {
					explicit.Records = append(explicit.Records, m.id)
				}
			}
		}
		all.Count, explicit.Count = len(all.Records), len(explicit.Records)
		s.Cells = append(append(s.Cells, cells...), all, explicit)
		s.Records = append(s.Records, all.Records...)
		if c.IsOpen(p.in.AsOf) {
			continue
		}
		s.N++
		if stated {
			whole++
		}
	}
	slices.Sort(s.Records)
	s.Value = p.fraction(whole, s.N)
	s.Numbers = []Number{records("tied", len(s.Records))}
	return s
}

// callCells returns what a call states of its milestones, and whether it states
// all of them.
func callCells(c *model.Call) (cells []Cell, whole bool) {
	marks := flow.Of(c.Flow)
	whole = flow.Find(marks, flow.Received).Known && flow.Find(marks, flow.Included).Known
	for _, m := range marks {
		cell := Cell{Table: TableMilestone, Row: c.Slug, Column: m.ID, Count: m.N}
		if m.Used && !m.Known {
			cell.Table, cell.Count = TableUnstated, 0
			whole = false
		}
		if m.Used {
			cells = append(cells, cell)
		}
	}
	slices.SortStableFunc(cells, func(a, b Cell) int { return tableOrder(a) - tableOrder(b) })
	return cells, whole
}

func tableOrder(c Cell) int {
	if c.Table == TableMilestone {
		return 0
	}
	return 1
}
