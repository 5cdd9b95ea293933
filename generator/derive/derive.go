// Package derive computes what follows from a case and is never typed: income
// groups at the time of each event, the status that the adoptions argue,
// explicit adoption, lag, and whether the record is counted.
//
// A case goes in, a Facts value comes out; nothing is changed, nothing is
// judged (package check compares what was typed with what follows). The rules
// are those of the methods page; each function names its own.
package derive

import (
	"cmp"
	"slices"

	"casebook/generator/country"
	"casebook/generator/model"
	"casebook/generator/vocab"
)

// ExplicitRank is the lowest rung of the adoption ladder that counts as
// adoption: adopted locally.
const ExplicitRank = 4

// A Mark is how a case or an adoption is drawn.
type Mark string

// The marks: adopted (rank 4 and above), under way (ranks 1 to 3), stopped
// (the exits), and no adopter on record or nothing stated.
const (
	MarkOn   Mark = "on"
	MarkGo   Mark = "go"
	MarkOff  Mark = "off"
	MarkNone Mark = "no"
)

// An Origin is an event of the beginning with the income group at its time.
type Origin struct {
	*model.Origin
	Group country.Answer
	Side  country.Side
}

// An Adoption is an adoption with what follows from it.
type Adoption struct {
	*model.Adoption
	Group    country.Answer
	Side     country.Side
	Rank     int  // of its status; 0 for exits and not-stated
	Explicit bool // HIC, rank 4 or above, with a reference
	Lag      int  // years from origin to first use there
	HasLag   bool // both years are known
	Mark     Mark
}

// Facts is what follows from one case.
type Facts struct {
	Case         *model.Case
	Status       string // of the record: stub, review, published, withdrawn
	Published    bool
	Counted      bool       // in the default population of every statistic
	Comparator   bool       // published, but its direction keeps it apart
	About        bool       // published, but learned about, not from
	Origins      []Origin   // as in the file; made from origin_country where there are none
	Countries    []string   // alpha-3 of origin_country, each once, in order
	SharedOrigin bool       // an entry of origin was high-income at the time
	OriginYear   int        // 0 when not stated
	Decade       int        // of OriginYear; 0 when not stated
	Adoptions    []Adoption // earliest first, undated last
	Adoption     string     // status of the record: derived, or typed where nothing derives it
	Derived      bool       // Adoption follows from the adoptions
	Rank         int        // of Adoption; 0 without rank
	Explicit     bool       // at least one explicit adoption
	FirstHIC     *Adoption  // earliest HIC adoption of rank 4 or above with a year
	Lag          int        // years from OriginYear to FirstHIC
	HasLag       bool
	Mark         Mark
}

// Open returns the facts of a record that has its references and its prose:
// the same, or a copy where these were put by.
func (f *Facts) Open() *Facts {
	return f.of(f.Case.Open())
}

// Outline is Open without HTML.
func (f *Facts) Outline() *Facts { return f.of(f.Case.Outline()) }

// of returns the facts of what is the same record.
func (f *Facts) of(c *model.Case) *Facts {
	if c == f.Case {
		return f
	}
	same := *f
	same.Case = c
	return &same
}

// Case derives the facts of one case.
func Case(c *model.Case, vocabularies *vocab.Set) *Facts {
	ladder := vocabularies.Get("adoption-status")
	f := &Facts{Case: c, Status: c.RecordStatus()}
	f.Published = f.Status == model.StatusPublished
	f.Countries = codes(c.OriginCountry)
	f.Origins = origins(c)
	f.OriginYear = originYear(c, f.Origins)
	f.Decade = f.OriginYear / 10 * 10
	for i := range f.Origins {
		if f.Origins[i].Side == country.HIC {
			f.SharedOrigin = true
		}
	}
	f.Adoptions = adoptions(c, f.OriginYear, ladder)
	f.Adoption, f.Derived = AdoptionStatus(f.Adoptions)
	if !f.Derived {
		f.Adoption = c.AdoptionStatus.Text
	}
	if t := ladder.Term(f.Adoption); t != nil {
		f.Rank = t.Rank
	}
	f.Mark = markOf(f.Adoption, f.Rank)
	f.summarise()
	f.place()
	return f
}

func (f *Facts) summarise() {
	for i := range f.Adoptions {
		a := &f.Adoptions[i]
		f.Explicit = f.Explicit || a.Explicit
		if f.FirstHIC == nil && a.Side == country.HIC && a.Rank >= ExplicitRank && a.Year.N > 0 {
			f.FirstHIC = a
		}
	}
	if f.FirstHIC != nil && f.OriginYear > 0 {
		f.Lag, f.HasLag = f.FirstHIC.Year.N-f.OriginYear, true
	}
}

// place puts a published record into one of the populations: counted,
// learned about, or comparator. The default population is published records
// whose direction leads to a high-income country, with at least one origin in
// a low- or middle-income country at the time, learned from or with.
// Comparators are those of the two other directions, and those of which no
// adoption is asked. A record whose direction or relation is not stated is in
// none of them.
func (f *Facts) place() {
	if !f.Published {
		return
	}
	c := f.Case
	switch c.LearningRelation.Text {
	case "about-them", "about-self":
		f.About = true
		return
	}
	switch c.LearningDirection.Text {
	case "lmic-to-lmic", "hic-to-lmic":
		f.Comparator = true
	case "lmic-to-hic", "bidirectional", "round-trip":
		f.Comparator = f.Adoption == "not-applicable"
		relation := c.LearningRelation.Text
		f.Counted = !f.Comparator && (relation == "from" || relation == "with") &&
			slices.ContainsFunc(f.Origins, func(o Origin) bool { return o.Side == country.LMIC })
	}
}

func codes(list []model.Country) []string {
	var out []string
	for _, c := range list {
		if c.Code != "" && !slices.Contains(out, c.Code) {
			out = append(out, c.Code)
		}
	}
	return out
}

// origins returns the events of the beginning. A record that only lists
// countries has one event a country, in its origin year, without a role.
func origins(c *model.Case) []Origin {
	events := c.Origin
	if len(events) == 0 {
		for _, place := range c.OriginCountry {
			events = append(events, model.Origin{At: place.At, Country: place, Year: c.OriginYear})
		}
	}
	out := make([]Origin, len(events))
	for i := range events {
		e := &events[i]
		group, side := at(e.Country.Code, e.Year.N)
		out[i] = Origin{Origin: e, Group: group, Side: side}
	}
	return out
}

// originYear is the typed year, else the earliest year of the origins.
func originYear(c *model.Case, events []Origin) int {
	if c.OriginYear.N > 0 {
		return c.OriginYear.N
	}
	return EarliestOrigin(events)
}

// EarliestOrigin returns the earliest year among the origins that were low- or
// middle-income at the time, or 0 when none of them is dated. A record without
// such an origin (a comparator) has the year of those that count on neither
// side, else of the high-income ones.
func EarliestOrigin(events []Origin) int {
	for _, side := range []country.Side{country.LMIC, country.NoSide, country.HIC} {
		year, found := 0, false
		for i := range events {
			if events[i].Side != side {
				continue
			}
			found = true
			if n := events[i].Year.N; n > 0 && (year == 0 || n < year) {
				year = n
			}
		}
		if found {
			return year
		}
	}
	return 0
}

func adoptions(c *model.Case, originYear int, ladder *vocab.Vocabulary) []Adoption {
	out := make([]Adoption, len(c.Adoptions))
	for i := range c.Adoptions {
		a := &c.Adoptions[i]
		d := Adoption{Adoption: a}
		d.Group, d.Side = at(a.Country.Code, a.Year.N)
		if t := ladder.Term(a.Status.Text); t != nil {
			d.Rank = t.Rank
		}
		d.Explicit = d.Side == country.HIC && d.Rank >= ExplicitRank && len(a.References) > 0
		if a.Year.N > 0 && originYear > 0 {
			d.Lag, d.HasLag = a.Year.N-originYear, true
		}
		d.Mark = markOf(a.Status.Text, d.Rank)
		out[i] = d
	}
	slices.SortStableFunc(out, func(a, b Adoption) int {
		return cmp.Or(cmp.Compare(undatedLast(a.Year.N), undatedLast(b.Year.N)),
			cmp.Compare(a.Country.Code, b.Country.Code))
	})
	return out
}

func undatedLast(year int) int {
	if year == 0 {
		return 1 << 20
	}
	return year
}

// exits are the statuses without rank, in the order in which one of them
// becomes the status of a record that has no ranked adoption.
var exits = []string{"abandoned", "superseded", "rejected", "not-adopted"}

// AdoptionStatus returns the status that follows from the adoptions: the
// highest-ranked one in a high-income country, else the first exit in the
// order abandoned, superseded, rejected, not-adopted. ok is false when no
// adoption in a high-income country says anything.
func AdoptionStatus(adoptions []Adoption) (status string, ok bool) {
	best := 0
	exit := len(exits)
	for i := range adoptions {
		a := &adoptions[i]
		if a.Side != country.HIC {
			continue
		}
		if a.Rank > best {
			best, status = a.Rank, a.Status.Text
		}
		if e := slices.Index(exits, a.Status.Text); e >= 0 && e < exit {
			exit = e
		}
	}
	if best > 0 {
		return status, true
	}
	if exit < len(exits) {
		return exits[exit], true
	}
	return "", false
}

// IsExit reports whether a status says that adoption stopped or was declined.
func IsExit(status string) bool { return slices.Contains(exits, status) }

func markOf(status string, rank int) Mark {
	switch {
	case rank >= ExplicitRank:
		return MarkOn
	case rank > 0:
		return MarkGo
	case IsExit(status):
		return MarkOff
	default:
		return MarkNone
	}
}
