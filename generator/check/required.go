package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"casebook/generator/model"
)

// The longest summary and title, in characters. The first is design's; a title
// longer than the second does not fit a search result.
const (
	maxSummary = 300
	maxTitle   = 150
)

// A need is a key that records have, with what to write there.
type need struct {
	key   string
	given func(*model.Case) bool
	hint  string
}

const doubt = "; not-stated if the sources do not say"

// needed are the keys of every record.
var needed = []need{
	{"title", func(c *model.Case) bool { return c.Title.Given() }, "what it is called, by the name used where it began if you know it"},
	{"origin_country", func(c *model.Case) bool { return len(c.OriginCountry) > 0 }, "where it was developed or proven, such as [IND]"},
	{"innovation_type", func(c *model.Case) bool { return len(c.InnovationType) > 0 }, "one or more terms, such as [device]"},
	{"learning_direction", func(c *model.Case) bool { return c.LearningDirection.Given() }, "for most cases lmic-to-hic"},
	{"summary", func(c *model.Case) bool { return c.Summary.Given() }, "one or two plain sentences, at most 300 characters"},
}

// neededInFull are the further keys of a record that claims to be more than a
// first note; see record.full.
var neededInFull = []need{
	{"id", func(c *model.Case) bool { return c.ID.Given() }, "lf-0000 until the record has a number"},
	{"adoption_status", func(c *model.Case) bool { return c.AdoptionStatus.Given() }, "how far it has gone in high-income countries" + doubt},
	{"learning_type", func(c *model.Case) bool { return c.LearningType.Given() }, "technical, cultural or both" + doubt},
	{"learning_relation", func(c *model.Case) bool { return c.LearningRelation.Given() }, "from, with, about-them or about-self" + doubt},
	{"domain", func(c *model.Case) bool { return len(c.Domain) > 0 }, "one or more terms, such as [general-surgery]" + doubt},
	{"evidence", func(c *model.Case) bool { return c.Evidence != model.Evidence{} }, "origin and receiving, such as {origin: ocebm-2, receiving: none-found}"},
	{"barriers", func(c *model.Case) bool { return len(c.Barriers) > 0 }, "one or more terms" + doubt},
	{"references", func(c *model.Case) bool { return len(c.References) > 0 }, "at least one source"},
	{"added", func(c *model.Case) bool { return c.Added.Given() }, "the day the record was added, such as 2026-11-23"},
}

// An entryNeed is a key that every entry of a list or map has.
type entryNeed struct {
	entry, key string
	each       func(c *model.Case, tell func(model.At, model.Value))
}

var neededInEntries = []entryNeed{
	{"origin", "country", func(c *model.Case, tell func(model.At, model.Value)) {
		for i := range c.Origin {
			tell(c.Origin[i].At, c.Origin[i].Country.Value)
		}
	}},
	{"origin", "role", func(c *model.Case, tell func(model.At, model.Value)) {
		for i := range c.Origin {
			tell(c.Origin[i].At, c.Origin[i].Role)
		}
	}},
	{"adoptions", "country", func(c *model.Case, tell func(model.At, model.Value)) {
		for i := range c.Adoptions {
			tell(c.Adoptions[i].At, c.Adoptions[i].Country.Value)
		}
	}},
	{"adoptions", "status", func(c *model.Case, tell func(model.At, model.Value)) {
		for i := range c.Adoptions {
			tell(c.Adoptions[i].At, c.Adoptions[i].Status)
		}
	}},
	{"contributors", "name", func(c *model.Case, tell func(model.At, model.Value)) {
		for i := range c.Contributors {
			tell(c.Contributors[i].At, c.Contributors[i].Name)
		}
	}},
	{"contributors", "role", func(c *model.Case, tell func(model.At, model.Value)) {
		for i := range c.Contributors {
			tell(c.Contributors[i].At, c.Contributors[i].Role)
		}
	}},
	{"history", "on", func(c *model.Case, tell func(model.At, model.Value)) {
		for i := range c.History {
			tell(c.History[i].At, c.History[i].On)
		}
	}},
	{"history", "change", func(c *model.Case, tell func(model.At, model.Value)) {
		for i := range c.History {
			tell(c.History[i].At, c.History[i].Change)
		}
	}},
	{"reviewed", "on", func(c *model.Case, tell func(model.At, model.Value)) {
		if c.Reviewed != nil {
			tell(c.Reviewed.At, c.Reviewed.On)
		}
	}},
}

// neededInFullEntries are those of a record that is more than a first note.
var neededInFullEntries = []entryNeed{
	{"evidence", "origin", func(c *model.Case, tell func(model.At, model.Value)) {
		if c.Evidence != (model.Evidence{}) {
			tell(c.Evidence.At, c.Evidence.Origin)
		}
	}},
	{"evidence", "receiving", func(c *model.Case, tell func(model.At, model.Value)) {
		if c.Evidence != (model.Evidence{}) {
			tell(c.Evidence.At, c.Evidence.Receiving)
		}
	}},
}

const everyRecord = "every record"

// missingKey asks for what the status of the record needs.
func missingKey(r *record) {
	r.needAll(needed, everyRecord)
	if r.full() {
		r.needAll(neededInFull, "a record with status "+r.c.RecordStatus())
		r.needEntries(neededInFullEntries)
	}
	r.needEntries(neededInEntries)
}

// needAll reports the keys without a value. The first that only a status asks
// for names the way out in its hint: few begin with a whole record.
func (r *record) needAll(list []need, who string) {
	missing := slices.DeleteFunc(slices.Clone(list), func(n need) bool { return n.given(r.c) })
	slices.SortFunc(missing, func(a, b need) int { return strings.Compare(a.key, b.key) }) // as they are shown
	for i, n := range missing {
		hint := "write " + n.key + ": " + n.hint
		if i == 0 && who != everyRecord {
			hint += "; or leave status out: then it is a first note, which needs five keys alone"
		}
		r.need(n.key, who, hint)
	}
}

func (r *record) needEntries(list []entryNeed) {
	for _, n := range list {
		n.each(r.c, func(at model.At, v model.Value) { r.needIn(n.entry, at, n.key, v) })
	}
}

// need reports a key without a value.
func (r *record) need(key, who, hint string) {
	what, at := "is missing", r.c.EndAt
	if place, written := r.c.KeyAt.Of(key); written {
		what, at = "has no value that can be read", place
	}
	r.add(at, fmt.Sprintf("the key %s %s; %s needs it", key, what, who), hint)
}

// needIn asks for a key of an entry.
func (r *record) needIn(entry string, at model.At, key string, v model.Value) {
	switch {
	case v.Given():
	case v.At.Known(): // written without a value
		r.add(v.At, fmt.Sprintf("the key %s has no value that can be read in this entry of %s", key, entry), "write its value")
	default:
		r.add(at, fmt.Sprintf("the key %s is missing in this entry of %s", key, entry), "write "+key+" into the entry")
	}
}

func titleTooLong(r *record) {
	r.tooLong("title", r.c.Title, maxTitle, "say what it is and for what; the rest can go into the summary")
}

func summaryTooLong(r *record) {
	r.tooLong("summary", r.c.Summary, maxSummary, "keep one or two sentences; the rest can go into the text")
}

func (r *record) tooLong(key string, v model.Value, most int, hint string) {
	if n := utf8.RuneCountInString(v.Text); n > most {
		r.add(v.At, fmt.Sprintf("the %s has %d characters; at most %d fit", key, n, most), hint)
	}
}

func bodyEmpty(r *record) {
	if r.c.RecordStatus() == model.StatusPublished && r.c.Body.Words == 0 {
		r.add(r.c.EndAt, "the record is published and has no text", "write what happened below the front matter, or set status: review")
	}
}
