package page

import (
	"cmp"
	"slices"

	"casebook/generator/derive"
	"casebook/generator/taxonomy"
)

// Related records share a domain (3 points each), a country of origin (2) or
// a type (1). Only the neighbours by number in each of these groups are
// looked at, so that the work grows with the number of records and a new
// record changes the pages of few others.
const (
	relatedCount     = 3
	relatedMinScore  = 3
	relatedNeighbour = 12 // records looked at on each side in a group
)

// related returns the related records of every published record, by slug.
func related(x *taxonomy.Index) map[string][]*derive.Facts {
	all := groups(x)
	number := make(map[*derive.Facts]int, len(x.Published))
	for i, f := range x.Published {
		number[f] = i
	}
	seats := make([][]seat, len(x.Published))
	for g := range all {
		all[g].numbers = make([]int, len(all[g].cases))
		for i, f := range all[g].cases {
			n, published := number[f]
			if !published {
				n = -1
			} else {
				seats[n] = append(seats[n], seat{g, i})
			}
			all[g].numbers[i] = n
		}
	}
	out := make(map[string][]*derive.Facts, len(seats))
	scores := make([]int, len(seats))
	for n, f := range x.Published {
		out[f.Case.Slug] = nearest(x.Published, all, seats[n], scores)
	}
	return out
}

// nearest returns the records with the highest scores, at most relatedCount.
// scores is all zeros, and is so again afterwards.
func nearest(published []*derive.Facts, all []group, own []seat, scores []int) []*derive.Facts {
	var touched []int
	for _, at := range own {
		g := &all[at.group]
		for j := max(0, at.index-relatedNeighbour); j < min(len(g.numbers), at.index+relatedNeighbour+1); j++ {
			n := g.numbers[j]
			if j == at.index || n < 0 {
				continue
			}
			if scores[n] == 0 {
				touched = append(touched, n)
			}
			scores[n] += g.points
		}
	}
	var best []int
	for _, n := range touched {
		if scores[n] < relatedMinScore {
			continue
		}
		at := slices.IndexFunc(best, func(b int) bool { return before(published, scores, n, b) })
		if at < 0 {
			at = len(best)
		}
		if at < relatedCount {
			best = slices.Insert(best[:min(len(best), relatedCount-1)], at, n)
		}
	}
	out := make([]*derive.Facts, len(best))
	for i, n := range best {
		out[i] = published[n]
	}
	for _, n := range touched {
		scores[n] = 0
	}
	return out
}

// before reports whether record a is nearer than b; equal ones go by number.
func before(published []*derive.Facts, scores []int, a, b int) bool {
	x, y := published[a].Case, published[b].Case
	return cmp.Or(-cmp.Compare(scores[a], scores[b]), cmp.Compare(x.ID.Text, y.ID.Text), cmp.Compare(x.Slug, y.Slug)) < 0
}

// A seat is where a record stands in a group.
type seat struct{ group, index int }

type group struct {
	points  int
	cases   []*derive.Facts
	numbers []int // of the cases among the published; -1: not published
}

func groups(x *taxonomy.Index) []group {
	var out []group
	for id, points := range map[string]int{"domain": 3, "innovation-type": 1} {
		if t := x.Taxonomy(id); t != nil {
			for i := range t.Terms {
				out = append(out, group{points: points, cases: t.Terms[i].Cases})
			}
		}
	}
	for i := range x.Countries {
		out = append(out, group{points: 2, cases: x.Countries[i].From})
	}
	return out
}

// Related returns the related records of a published record.
func (s *Site) Related(slug string) []*derive.Facts { return s.related[slug] }
