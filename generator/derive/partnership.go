package derive

import (
	"slices"

	"casebook/generator/country"
	"casebook/generator/model"
)

// The reciprocity profiles of partnerships, after Issa H, Townsend W, Harris M,
// BMJ Global Health 2021;6(Suppl 6):e004936: reciprocity is the same type of
// learning in both directions, and learning about a country or oneself is no
// substitute for learning from it.
const (
	BothWays     = "both-ways"     // each side learned something technical from, or with, the other
	OneSided     = "one-sided"     // one side did, the other learned something else
	CulturalOnly = "cultural-only" // no side did; what is recorded is cultural
	NotRecorded  = "not-recorded"  // what a side learned is not recorded
)

// Profiles are all profiles, in their order.
var Profiles = []string{BothWays, OneSided, CulturalOnly, NotRecorded}

// A Side is the countries that learn together: those that were high-income when
// the partnership began, those that were not; or each country for itself where
// all were on the same side of that line.
type Side struct {
	ID        string   // "hic", "lmic", "unplaced", or alpha-3
	Countries []string // alpha-3, in the order of the partners
	Technical []*model.Learning
	Cultural  []*model.Learning
	Other     []*model.Learning // neither: not stated, or technical and yet not from or with the other
	SetOut    []*model.Learning
}

// Recorded reports whether a source says of what type the side's learning was.
func (s *Side) Recorded() bool { return len(s.Technical)+len(s.Cultural) > 0 }

// An Exchange is what follows from a partnership.
type Exchange struct {
	Partnership *model.Partnership
	Sides       []Side // in the order of the partners, the low- and middle-income side first
	Profile     string // one of Profiles
	Technical   int    // sides that learned something technical
	Cultural    int    // sides that learned something cultural
}

// Partnership derives the exchange of a partnership.
func Partnership(p *model.Partnership) *Exchange {
	e := &Exchange{Partnership: p, Sides: sides(p)}
	for i := range p.Learned {
		if s := e.side(p.Learned[i].Side.Code); s != nil {
			s.learn(&p.Learned[i])
		}
	}
	for i := range p.SetOut {
		if s := e.side(p.SetOut[i].Side.Code); s != nil {
			s.SetOut = append(s.SetOut, &p.SetOut[i])
		}
	}
	recorded := 0
	for i := range e.Sides {
		s := &e.Sides[i]
		recorded += count(s.Recorded())
		e.Technical += count(len(s.Technical) > 0)
		e.Cultural += count(len(s.Cultural) > 0)
	}
	switch {
	case recorded < 2 || recorded < len(e.Sides):
		e.Profile = NotRecorded
	case e.Technical == len(e.Sides):
		e.Profile = BothWays
	case e.Technical > 0:
		e.Profile = OneSided
	default:
		e.Profile = CulturalOnly
	}
	return e
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// sides puts the countries of the partners on their sides, by their income
// group in the year in which the partnership began.
func sides(p *model.Partnership) []Side {
	groups := map[country.Side][]string{}
	var all []string
	for _, partner := range p.Partners {
		code := partner.Country.Code
		if code == "" || slices.Contains(all, code) {
			continue
		}
		all = append(all, code)
		_, side := at(code, p.Started.N)
		groups[side] = append(groups[side], code)
	}
	var out []Side
	if len(groups[country.HIC]) > 0 && len(groups[country.LMIC]) > 0 {
		for _, g := range []struct {
			side country.Side
			id   string
		}{{country.LMIC, "lmic"}, {country.HIC, "hic"}, {country.NoSide, "unplaced"}} {
			if list := groups[g.side]; len(list) > 0 {
				out = append(out, Side{ID: g.id, Countries: list})
			}
		}
		return out
	}
	for _, code := range all {
		out = append(out, Side{ID: code, Countries: []string{code}})
	}
	return out
}

func (e *Exchange) side(code string) *Side {
	for i := range e.Sides {
		if code != "" && slices.Contains(e.Sides[i].Countries, code) {
			return &e.Sides[i]
		}
	}
	return nil
}

// learn puts a statement where it counts. Technical knowledge counts when it
// was learned from the other side or with it. A type of both counts as
// technical and as cultural.
func (s *Side) learn(l *model.Learning) {
	from := l.Relation.Text == "from" || l.Relation.Text == "with"
	technical := (l.Type.Text == "technical" || l.Type.Text == "both") && from
	cultural := l.Type.Text == "cultural" || l.Type.Text == "both"
	if technical {
		s.Technical = append(s.Technical, l)
	}
	if cultural {
		s.Cultural = append(s.Cultural, l)
	}
	if !technical && !cultural {
		s.Other = append(s.Other, l)
	}
}
