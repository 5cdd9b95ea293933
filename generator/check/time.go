package check

import (
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"

	"casebook/generator/model"
)

// earliestYear is the first year of four digits.
const earliestYear = 1000

// years yields every year of an event in the record, with its key. Years of
// references are in document.go.
func (r *record) years() iter.Seq2[string, model.Year] {
	return func(yield func(string, model.Year) bool) {
		if !yield("origin_year", r.c.OriginYear) {
			return
		}
		for i := range r.c.Origin {
			if !yield("origin: year", r.c.Origin[i].Year) {
				return
			}
		}
		for i := range r.c.Adoptions {
			if !yield("adoptions: year", r.c.Adoptions[i].Year) {
				return
			}
		}
	}
}

// plausible reports whether n is a year of four digits not after the as-of
// date, give or take some years ahead.
func (r *record) plausible(n, ahead int) bool {
	last := asOfYear(r.site)
	return n >= earliestYear && (last == 0 || n <= last+ahead)
}

// asOfYear returns the year of the as-of date, or 0 when there is none.
func asOfYear(site *model.Site) int {
	if len(site.AsOf) < 4 {
		return 0
	}
	n, err := strconv.Atoi(site.AsOf[:4])
	if err != nil {
		return 0
	}
	return n
}

func badYear(r *record) {
	for key, y := range r.years() {
		if y.Given() && !r.plausible(y.N, 0) {
			r.value(y.Value, yearMessage(key, y, asOfYear(r.site)), yearHint(key, y))
		}
	}
}

func yearMessage(key string, y model.Year, last int) string {
	switch {
	case y.N == 0:
		return fmt.Sprintf("%s %s is not a year of four digits", key, quote(y.Text))
	case y.N < earliestYear:
		return fmt.Sprintf("%s %s is too early to be a year", key, quote(y.Text))
	default:
		return fmt.Sprintf("%s %s is in the future: the newest date in the content is in %d", key, y.Text, last)
	}
}

func yearHint(key string, y model.Year) string {
	note := "year_note"
	if key == "origin_year" {
		note = "origin_year_note"
	}
	switch {
	case y.N != 0:
		return "compare it with its source"
	case key == "references: year":
		return "write YYYY, or leave the year out"
	default:
		return "write YYYY; if the source is vague, leave the year out and write " + note + ": " + strconv.Quote(y.Text)
	}
}

// isDateForm reports whether s reads YYYY-MM-DD, be there such a day or not.
func isDateForm(s string) bool {
	if len(s) != len("2026-11-23") || s[4] != '-' || s[7] != '-' {
		return false
	}
	return strings.Trim(s[:4]+s[5:7]+s[8:], "0123456789") == ""
}

// isDate reports whether s is a day of the calendar.
func isDate(s string) bool {
	if !isDateForm(s) {
		return false
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// inOrder reports that a date stands before one that must come first. Dates
// that cannot be read are left to their own rule.
func (r *record) inOrder(firstKey string, first model.Value, thenKey string, then model.Value) {
	if isDate(first.Text) && isDate(then.Text) && then.Text < first.Text {
		r.value(then, fmt.Sprintf("%s (%s) is before %s (%s)", thenKey, then.Text, firstKey, first.Text),
			"correct one of the two dates", r.at(first.At, firstKey+" stands here"))
	}
}

func dateOrder(r *record) {
	c := r.c
	r.inOrder("added", c.Added, "updated", c.Updated)
	if c.Reviewed != nil {
		r.inOrder("added", c.Added, "reviewed: on", c.Reviewed.On)
		r.inOrder("reviewed: on", c.Reviewed.On, "reviewed: due", c.Reviewed.Due)
	}
	if c.Withdrawn != nil {
		r.inOrder("added", c.Added, "withdrawn: on", c.Withdrawn.On)
	}
	for i := range c.History {
		if i == 0 {
			r.inOrder("added", c.Added, "history: on", c.History[0].On)
			continue
		}
		r.inOrder("the history entry above", c.History[i-1].On, "history: on", c.History[i].On)
	}
}

func yearOrder(r *record) {
	if !r.comparable || r.facts.OriginYear == 0 {
		return
	}
	for i := range r.c.Adoptions {
		a := &r.c.Adoptions[i]
		if a.Year.N > 0 && a.Year.N < r.facts.OriginYear {
			r.value(a.Year.Value, fmt.Sprintf("%s used it in %d, before it began in %d", a.Country.Code, a.Year.N, r.facts.OriginYear),
				"compare both years with their sources; year is the first use in that place")
		}
	}
}

func originOrder(r *record) {
	if !r.comparable {
		return
	}
	began := 0
	for i := range r.c.Origin {
		o := &r.c.Origin[i]
		switch o.Role.Text {
		case "conceived", "developed", "first-used":
			if o.Year.N > 0 && (began == 0 || o.Year.N < began) {
				began = o.Year.N
			}
		}
	}
	for i := range r.c.Origin {
		o := &r.c.Origin[i]
		if began > 0 && o.Role.Text == "proven-at-scale" && o.Year.N > 0 && o.Year.N < began {
			r.value(o.Year.Value, fmt.Sprintf("proven at scale in %d, before the earliest other year of the origin, %d", o.Year.N, began),
				"compare the years with their sources")
		}
	}
}

func reviewOverdue(r *record) {
	if r.c.Reviewed == nil {
		return
	}
	due := r.c.Reviewed.Due
	if isDate(due.Text) && r.site.AsOf != "" && due.Text < r.site.AsOf {
		r.value(due, "the record was due for review on "+due.Text, "read it again against its sources, and set reviewed: on and due")
	}
}

func historyMissing(r *record) {
	c := r.c
	if !isDate(c.Added.Text) || !isDate(c.Updated.Text) || c.Updated.Text <= c.Added.Text {
		return
	}
	for i := range c.History {
		if c.History[i].On.Text > c.Added.Text {
			return
		}
	}
	r.value(c.Updated, "the record was updated, and its history does not say what changed",
		"add {on: "+c.Updated.Text+", change: …} to history")
}

func withdrawnIncomplete(r *record) {
	if r.c.RecordStatus() != model.StatusWithdrawn {
		return
	}
	w := r.c.Withdrawn
	if w == nil {
		r.add(r.c.Status.At, "the record is withdrawn and does not say why", "write withdrawn: {on: …, reason: …, note: …}")
		return
	}
	for _, k := range neededInWithdrawals {
		if !k.of(w).Given() {
			r.add(w.At, k.message, k.hint)
		}
	}
}

// neededInWithdrawals are the keys of every withdrawal.
var neededInWithdrawals = []struct {
	key           string
	of            func(*model.Withdrawal) model.Value
	message, hint string
}{
	{"on", func(w *model.Withdrawal) model.Value { return w.On }, "the withdrawal has no date", "write on: with the day of the withdrawal"},
	{"reason", func(w *model.Withdrawal) model.Value { return w.Reason }, "the withdrawal gives no reason", "write reason: with a term of withdrawal-reason"},
}

func withdrawnNotMarked(r *record) {
	if r.c.Withdrawn != nil && r.c.RecordStatus() != model.StatusWithdrawn {
		r.add(r.c.Withdrawn.At, "the record says that it was withdrawn, and its status is "+r.c.RecordStatus(),
			"write status: withdrawn, or delete withdrawn")
	}
}
