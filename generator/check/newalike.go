package check

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"casebook/generator/diag"
	"casebook/generator/model"
)

// A source or a profile points to the first records that have it, and a new
// record is told of the closest of them: the work grows with the number of
// records, however many share one review or one profile.
const (
	maxSharers = 8
	maxAlike   = 3
)

// A profile is one way in which two cases may be the same thing: a country that
// it comes from, a type and a domain. A record has one for each combination.
type profile struct{ country, kind, domain string }

func (p profile) String() string { return p.country + ", " + p.kind + ", " + p.domain }

// standing finds the numbered records that cite a source or have a profile.
type standing struct {
	bySource  map[string][]*model.Case
	byProfile map[profile][]*model.Case
}

// A likeness is what a numbered record shares with a new one.
type likeness struct {
	other    *model.Case
	sources  []*model.Reference // of the new record
	profiles []profile
}

// newRecordAlike tells the author of a record without a number which numbered
// records cite one of its sources, or come from the same country with the same
// type and domain. Different cases often share both, so it is a note; what
// recordsLookAlike has told of the same two records is not told again.
func newRecordAlike(site *model.Site, out *reporter) {
	if !slices.ContainsFunc(site.Cases, isNew) {
		return
	}
	told := pairsTold(out.found)
	index := newStanding(site.Cases)
	for _, c := range site.Cases {
		if !isNew(c) || c.RecordStatus() == model.StatusWithdrawn {
			continue
		}
		list := index.like(c)
		list = slices.DeleteFunc(list, func(l likeness) bool { return told[[2]string{c.File, l.other.File}] })
		for _, l := range list[:min(len(list), maxAlike)] {
			l.tell(out, c)
		}
	}
}

// pairsTold returns the pairs of files of which recordsLookAlike has told.
func pairsTold(found diag.List) map[[2]string]bool {
	told := map[[2]string]bool{}
	for i := range found {
		if d := &found[i]; d.Code == codeLookAlike {
			told[[2]string{d.Pos.File, d.Related[0].Pos.File}] = true
		}
	}
	return told
}

func newStanding(cases []*model.Case) *standing {
	s := &standing{make(map[string][]*model.Case, 4*len(cases)), make(map[profile][]*model.Case, 2*len(cases))}
	for _, c := range cases {
		if isNew(c) || c.RecordStatus() == model.StatusWithdrawn {
			continue
		}
		for doi := range sources(c) {
			enter(s.bySource, strings.Clone(doi), c) // not the whole text it is a piece of
		}
		for _, p := range profiles(c) {
			enter(s.byProfile, p, c)
		}
	}
	return s
}

func enter[K comparable](index map[K][]*model.Case, key K, c *model.Case) {
	if len(index[key]) < maxSharers {
		index[key] = append(index[key], c)
	}
}

// like returns what numbered records share with a new one, the closest first.
func (s *standing) like(c *model.Case) []likeness {
	found := map[*model.Case]*likeness{}
	of := func(other *model.Case) *likeness {
		if found[other] == nil {
			found[other] = &likeness{other: other}
		}
		return found[other]
	}
	mine := sources(c)
	for _, doi := range slices.Sorted(maps.Keys(mine)) {
		for _, other := range s.bySource[doi] {
			l := of(other)
			l.sources = append(l.sources, mine[doi])
		}
	}
	for _, p := range profiles(c) {
		for _, other := range s.byProfile[p] {
			l := of(other)
			l.profiles = append(l.profiles, p)
		}
	}
	list := make([]likeness, 0, len(found))
	for _, l := range found {
		list = append(list, *l)
	}
	slices.SortFunc(list, func(a, b likeness) int {
		return cmp.Or(len(b.sources)-len(a.sources), len(b.profiles)-len(a.profiles), strings.Compare(a.other.File, b.other.File))
	})
	return list
}

func (l *likeness) tell(out *reporter, c *model.Case) {
	at, there := c.Title.At, l.other.Title.At
	var shared []string
	if len(l.sources) > 0 {
		at = l.sources[0].DOI.At
		shared = append(shared, "cites the same source ("+listing(dois(l.sources), "and")+")")
	}
	if len(l.profiles) > 0 {
		shared = append(shared, "has the same origin, type and domain ("+l.profiles[0].String()+")")
	}
	out.addPos(at.Pos(c.File), 0,
		fmt.Sprintf("this record is new, and %s (%s) %s", l.other.File, quote(l.other.Title.Text), strings.Join(shared, " and ")),
		"read that record: if it tells the same case, add to it what you know, instead of a second record; if it is another case, all is well, change nothing",
		diag.Related{Pos: there.Pos(l.other.File), Message: "the other record"})
}

func dois(refs []*model.Reference) []string {
	list := make([]string, len(refs))
	for i, r := range refs {
		list[i] = r.DOI.Text
	}
	return list
}

// sources returns the references of a record that have a DOI, by it.
func sources(c *model.Case) map[string]*model.Reference {
	refs := c.Sources()
	list := make(map[string]*model.Reference, len(refs))
	for i := range refs {
		if r := &refs[i]; r.DOI.Given() {
			list[normalDOI(r.DOI.Text)] = r
		}
	}
	return list
}

// profiles returns the profiles of a record, each once. What is not stated
// makes none.
func profiles(c *model.Case) []profile {
	var list []profile
	for _, country := range c.OriginCountry {
		for _, kind := range c.InnovationType {
			for _, domain := range c.Domain {
				if country.Code != "" && stated(kind) && stated(domain) {
					list = append(list, profile{country.Code, kind.Text, domain.Text})
				}
			}
		}
	}
	return list
}

func stated(v model.Value) bool { return v.Given() && v.Text != model.NotStated }
