package stats

import (
	"cmp"
	"slices"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/vocab"
)

// A member is a record of the population with what several statistics ask.
type member struct {
	*derive.Facts
	id      string
	origins []string // alpha-3 of the countries of origin, as Population of "countries" says
	types   []string
	domains []string
}

// A population is the published records, put into the groups that never share
// a count, each by number.
type population struct {
	in          Input
	counted     []member
	comparators []member
	about       []member
	unplaced    []member // published, and in none of the groups
}

func newPopulation(in Input) *population {
	p := &population{in: in}
	published := make([]member, 0, len(in.Facts))
	for _, f := range in.Facts {
		if f.Published && f.Status == model.StatusPublished {
			published = append(published, newMember(f))
		}
	}
	slices.SortFunc(published, byNumber)
	nameTwins(published)
	for _, m := range published {
		switch {
		case m.Counted:
			p.counted = append(p.counted, m)
		case m.About:
			p.about = append(p.about, m)
		case m.Comparator:
			p.comparators = append(p.comparators, m)
		default:
			p.unplaced = append(p.unplaced, m)
		}
	}
	return p
}

func newMember(f *derive.Facts) member {
	return member{Facts: f, id: RecordID(f), origins: originsOf(f), types: texts(f.Case.InnovationType), domains: texts(f.Case.Domain)}
}

// RecordID returns the id under which the statistics list a record: its
// number, or its slug while it has none. Records that claim the same number are
// listed by their slugs; ByID knows.
func RecordID(f *derive.Facts) string {
	if id := f.Case.ID.Text; id != "" && id != model.NoNumber {
		return id
	}
	return f.Case.Slug
}

// ByID returns the published records by the ids under which the statistics
// list them.
func ByID(facts []*derive.Facts) map[string]*derive.Facts {
	p := newPopulation(Input{Facts: facts})
	out := map[string]*derive.Facts{}
	for _, list := range [][]member{p.counted, p.comparators, p.about, p.unplaced} {
		for i := range list {
			out[list[i].id] = list[i].Facts
		}
	}
	return out
}

// byNumber orders records by number, those without one last; equal numbers go
// by slug.
func byNumber(a, b member) int {
	return cmp.Or(cmp.Compare(numbered(a), numbered(b)), cmp.Compare(len(a.id), len(b.id)), cmp.Compare(a.id, b.id),
		cmp.Compare(a.Case.Slug, b.Case.Slug))
}

func numbered(m member) int {
	if m.id == m.Case.ID.Text {
		return 0
	}
	return 1
}

// nameTwins gives records that claim the same number their slug for an id: a
// draft may hold such records, and each must count.
func nameTwins(sorted []member) {
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j].id == sorted[i].id {
			j++
		}
		for k := i; j-i > 1 && k < j; k++ {
			sorted[k].id = sorted[k].Case.Slug
		}
		i = j
	}
}

// originsOf returns the countries of origin, each once: those of
// origin_country, but for a country whose entries were all high-income at the
// time. A country that is unclassified at the time stays in.
func originsOf(f *derive.Facts) []string {
	return slices.DeleteFunc(slices.Clone(f.Countries), func(code string) bool {
		seen := false
		for i := range f.Origins {
			if o := &f.Origins[i]; o.Country.Code == code {
				if o.Side != country.HIC {
					return false
				}
				seen = true
			}
		}
		return seen
	})
}

// texts returns the values, each once; a list that says nothing is not-stated.
func texts(values []model.Value) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		if v.Text != "" && !slices.Contains(out, v.Text) {
			out = append(out, v.Text)
		}
	}
	if len(out) == 0 {
		out = append(out, model.NotStated)
	}
	return out
}

// stated returns the value, or not-stated.
func stated(text string) string {
	if text == "" {
		return model.NotStated
	}
	return text
}

func ids(list []member) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = list[i].id
	}
	return out
}

// where returns the ids of the counted records for which keep holds.
func (p *population) where(keep func(*member) bool) []string {
	out := []string{}
	for i := range p.counted {
		if keep(&p.counted[i]) {
			out = append(out, p.counted[i].id)
		}
	}
	return out
}

// terms returns the ids of a vocabulary that a gap may be of: all but
// not-stated and those left out.
func (p *population) terms(vocabulary string, leftOut ...string) []string {
	v := p.vocabulary(vocabulary)
	if v == nil {
		return nil
	}
	return slices.DeleteFunc(v.IDs(), func(id string) bool { return id == model.NotStated || slices.Contains(leftOut, id) })
}

func (p *population) vocabulary(id string) *vocab.Vocabulary {
	if p.in.Vocabularies == nil {
		return nil
	}
	return p.in.Vocabularies.Get(id)
}

func records(id string, n int) Number {
	return Number{ID: id, Value: float64(n), Unit: "records", OK: true}
}
