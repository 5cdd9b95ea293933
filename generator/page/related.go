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

// related returns the related records of every published record, by slug. It
// scores one record at a time, so that the scores of all are never in memory.
func related(x *taxonomy.Index) map[string][]*derive.Facts {
	all := groups(x)
	seats := make(map[*derive.Facts][]seat, len(x.Published))
	for g := range all {
		for i, f := range all[g].cases {
			seats[f] = append(seats[f], seat{g, i})
		}
	}
	out := make(map[string][]*derive.Facts, len(seats))
	scores := map[*derive.Facts]int{}
	for f, own := range seats {
		clear(scores)
		for _, at := range own {
			group := &all[at.group]
			for j := max(0, at.index-relatedNeighbour); j < min(len(group.cases), at.index+relatedNeighbour+1); j++ {
				if j != at.index {
					scores[group.cases[j]] += group.points
				}
			}
		}
		out[f.Case.Slug] = best(scores)
	}
	return out
}

// A seat is where a record stands in a group.
type seat struct{ group, index int }

type group struct {
	points int
	cases  []*derive.Facts
}

func groups(x *taxonomy.Index) []group {
	var out []group
	for id, points := range map[string]int{"domain": 3, "innovation-type": 1} {
		if t := x.Taxonomy(id); t != nil {
			for i := range t.Terms {
				out = append(out, group{points, t.Terms[i].Cases})
			}
		}
	}
	for i := range x.Countries {
		out = append(out, group{2, x.Countries[i].From})
	}
	return out
}

func best(scores map[*derive.Facts]int) []*derive.Facts {
	var list []*derive.Facts
	for f, score := range scores {
		if score >= relatedMinScore {
			list = append(list, f)
		}
	}
	slices.SortFunc(list, func(a, b *derive.Facts) int {
		return cmp.Or(-cmp.Compare(scores[a], scores[b]), cmp.Compare(a.Case.ID.Text, b.Case.ID.Text),
			cmp.Compare(a.Case.Slug, b.Case.Slug))
	})
	return slices.Clone(list[:min(len(list), relatedCount)])
}

// Related returns the related records of a published record.
func (s *Site) Related(slug string) []*derive.Facts { return s.related[slug] }
