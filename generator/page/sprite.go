package page

import "casebook/generator/derive"

// A Sprite is the icons of the adoption ladder that a page draws once and shows
// many times. The one of nothing stated is always among them: the others are
// drawn over it.
type Sprite struct {
	Exit                                     bool // the struck-out one of exits
	Rung1, Rung2, Rung3, Rung4, Rung5, Rung6 bool // by rank
}

// allBars are the icons of pages that may show any status.
var allBars = &Sprite{true, true, true, true, true, true, true}

// bars returns the icons of the page of a record: its own, those of its
// adoptions and those of related records.
func (s *Site) bars(f *derive.Facts) *Sprite {
	sprite := &Sprite{}
	sprite.add(s.status(f.Adoption))
	for i := range f.Adoptions {
		sprite.add(s.status(f.Adoptions[i].Status.Text))
	}
	for _, r := range s.related[f.Case.Slug] {
		sprite.add(s.status(r.Adoption))
	}
	return sprite
}

func (p *Sprite) add(status *Status) {
	shown := map[string]*bool{"b0": &p.Exit, "b1": &p.Rung1, "b2": &p.Rung2, "b3": &p.Rung3, "b4": &p.Rung4, "b5": &p.Rung5, "b6": &p.Rung6}
	if icon := shown[status.Icon]; icon != nil {
		*icon = true
	}
}
