package check

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/diag"
	"casebook/generator/model"
)

// An event is an entry of the origin or an adoption, as far as its side goes.
type event struct {
	model.Country
	year model.Year
	side country.Side
}

// events yields every event of the record. A record without origin entries has
// one for each country of origin.
func (r *record) events() iter.Seq[event] {
	return func(yield func(event) bool) {
		for i := range r.facts.Origins {
			o := &r.facts.Origins[i]
			if !yield(event{o.Country, o.Year, o.Side}) {
				return
			}
		}
		for i := range r.facts.Adoptions {
			a := &r.facts.Adoptions[i]
			if !yield(event{a.Country, a.Year, a.Side}) {
				return
			}
		}
	}
}

func undatedSide(r *record) {
	for e := range r.events() {
		if e.Code == "" || e.side != country.NoSide || e.year.Given() || len(country.Rows(e.Code)) == 0 {
			continue
		}
		r.value(e.Value, fmt.Sprintf("%s has been on both sides of the high-income line, and this has no year: it counts on neither", country.Name(e.Code, "en")),
			"add the year, if a source gives it")
	}
}

func directionUnclassified(r *record) {
	for e := range r.events() {
		if e.Code == "" || e.side != country.NoSide || e.year.Given() && e.year.N == 0 {
			continue
		}
		if never := len(country.Rows(e.Code)) == 0; !e.year.Given() && !never {
			continue
		}
		when := "in any year"
		if e.year.N > 0 {
			when = "in " + e.year.Text
		}
		r.value(e.Value, fmt.Sprintf("%s was not classified by income %s: it counts on neither side", country.Name(e.Code, "en"), when),
			"the direction as typed stands; say in the text why")
	}
}

// directions are those that countries can contradict, in the order in which a
// hint offers them.
var directions = []string{"lmic-to-hic", "round-trip", "bidirectional", "lmic-to-lmic", "hic-to-lmic"}

func contradictedDirection(r *record) {
	typed := r.c.LearningDirection
	if !r.comparable || !slices.Contains(directions, typed.Text) || len(r.facts.Origins) == 0 || !r.statusesKnown() {
		return
	}
	p := r.places()
	why := p.against(typed.Text)
	if why == "" {
		return
	}
	var fits []string
	for _, d := range directions {
		if p.against(d) == "" {
			fits = append(fits, d)
		}
	}
	hint := "correct the direction, the countries or the years"
	if len(fits) > 0 {
		hint = "the countries fit " + listing(fits, "or") + "; else correct the countries or the years"
	}
	r.value(typed, "learning_direction "+typed.Text+" does not fit: "+why, hint, r.sidesTold()...)
}

func (r *record) statusesKnown() bool {
	for i := range r.c.Adoptions {
		if !r.known("adoption-status", r.c.Adoptions[i].Status) {
			return false
		}
	}
	for i := range r.c.Origin {
		if !r.known("origin-role", r.c.Origin[i].Role) {
			return false
		}
	}
	return true
}

// sidesTold says for every event on which side its country was.
func (r *record) sidesTold() []diag.Related {
	var told []diag.Related
	words := map[country.Side]string{country.LMIC: "low- or middle-income", country.HIC: "high-income", country.NoSide: "not classified"}
	for e := range r.events() {
		when := "in every year on record"
		if e.year.N > 0 {
			when = "in " + e.year.Text
		} else if e.side == country.NoSide {
			when = "or on both sides, and the event has no year"
		}
		told = append(told, r.at(e.At, fmt.Sprintf("%s was %s %s", e.Code, words[e.side], when)))
	}
	return told
}

// places is what the events say about the direction. A country on neither side
// may stand for either, so that only a certain contradiction is one.
type places struct {
	lmicOrigin  bool // developed, first used or proven in what may be an LMIC
	lmicBegan   bool // any event of the origin in what may be one
	hicConceive bool // conceived in what may be an HIC
	hicOrigin   bool // any event of the origin in what may be an HIC
	detail      bool // there are origin entries, with roles
	full        bool // the record claims to be whole
	receivers   []string
	hicReceiver bool // a receiving place, whatever came of it, that may be an HIC
	hicUsed     bool // used in what may be an HIC
	hicUsedSure bool // used in an HIC
}

func (r *record) places() places {
	p := places{detail: len(r.c.Origin) > 0, full: r.full()}
	for i := range r.facts.Origins {
		o := &r.facts.Origins[i]
		p.origin(o, o.Side != country.HIC, o.Side != country.LMIC)
	}
	for i := range r.facts.Adoptions {
		a := &r.facts.Adoptions[i]
		p.receivers = append(p.receivers, a.Country.Code)
		if a.Side != country.LMIC {
			p.hicReceiver = true
			p.hicUsed = p.hicUsed || isUse(a)
		}
		p.hicUsedSure = p.hicUsedSure || a.Side == country.HIC && isUse(a)
	}
	return p
}

func (p *places) origin(o *derive.Origin, maybeLMIC, maybeHIC bool) {
	conceived := o.Role.Text == "conceived"
	p.lmicBegan = p.lmicBegan || maybeLMIC
	p.lmicOrigin = p.lmicOrigin || maybeLMIC && !conceived
	p.hicOrigin = p.hicOrigin || maybeHIC
	p.hicConceive = p.hicConceive || maybeHIC && (conceived || o.Role.Text == model.NotStated)
}

// isUse reports whether an adoption says that something was done: it was on
// the ladder or used and left it.
func isUse(a *derive.Adoption) bool {
	return a.Rank > 0 || a.Status.Text == "abandoned" || a.Status.Text == "superseded"
}

// against says what speaks against a direction, or nothing.
func (p places) against(direction string) string {
	switch direction {
	case "lmic-to-hic":
		return p.againstToHIC()
	case "round-trip":
		return p.againstRoundTrip()
	case "bidirectional":
		return first(
			reason(!p.lmicBegan, "it needs a low- or middle-income country of origin"),
			reason(!p.hicOrigin && !p.hicReceiver && p.full, "it needs a high-income country that learned, or took part in the origin"))
	case "lmic-to-lmic":
		return first(
			reason(!p.lmicBegan, "no country of origin was low- or middle-income at the time"),
			reason(p.hicUsedSure, "a high-income country took it up"))
	default: // hic-to-lmic
		return first(
			reason(!p.hicOrigin, "no country of origin was high-income at the time"),
			reason(p.hicUsedSure, "a high-income country took it up"))
	}
}

func (p places) againstToHIC() string {
	return first(
		reason(!p.lmicBegan, "no country of origin was low- or middle-income at the time"),
		reason(!p.lmicOrigin, "it was conceived in a low- or middle-income country, and neither developed, used nor proven in one"),
		reason(len(p.receivers) > 0 && !p.hicReceiver, "none of the receiving countries ("+strings.Join(p.receivers, ", ")+") was high-income at the time"))
}

func (p places) againstRoundTrip() string {
	return first(
		reason(!p.lmicOrigin, "it was not developed, used or proven in a country that was low- or middle-income at the time"),
		reason(p.detail && !p.hicConceive, "no entry of origin says that it was conceived in a high-income country"),
		reason(!p.hicUsed && (p.full || len(p.receivers) > 0), "no high-income country took it up"))
}

func reason(applies bool, text string) string {
	if applies {
		return text
	}
	return ""
}

func first(reasons ...string) string {
	for _, r := range reasons {
		if r != "" {
			return r
		}
	}
	return ""
}

func returnNotRecorded(r *record) {
	if r.c.LearningDirection.Text == "bidirectional" && r.full() && r.c.Returned == nil {
		r.value(r.c.LearningDirection, "the record is about learning both ways, and does not say what went back to the origin",
			"add returned: {learning_type: …, note: …, references: […]}")
	}
}
