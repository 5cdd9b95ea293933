package check

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"casebook/generator/model"
	"casebook/generator/suggest"
	"casebook/generator/vocab"
)

// A use is one place where a record names a term.
type use struct {
	model.Value
	key        string // as the author writes it: "adoptions: status"
	vocabulary string
}

// terms yields every term that the record names, but for its own status.
func (r *record) terms() iter.Seq[use] {
	return func(yield func(use) bool) {
		c := r.c
		ok := true
		one := func(key, vocabulary string, values ...model.Value) {
			for _, v := range values {
				ok = ok && (!v.Given() || yield(use{v, key, vocabulary}))
			}
		}
		one("innovation_type", "innovation-type", c.InnovationType...)
		one("learning_direction", "learning-direction", c.LearningDirection)
		one("adoption_status", "adoption-status", c.AdoptionStatus)
		one("learning_type", "learning-type", c.LearningType)
		one("learning_relation", "learning-relation", c.LearningRelation)
		one("domain", "domain", c.Domain...)
		one("evidence: origin", "evidence-level", c.Evidence.Origin)
		one("evidence: receiving", "evidence-level", c.Evidence.Receiving)
		one("evidence: question", "evidence-question", c.Evidence.Question)
		one("barriers", "barrier", c.Barriers...)
		one("enablers", "enabler", c.Enablers...)
		for i := range c.Origin {
			one("origin: role", "origin-role", c.Origin[i].Role)
		}
		for i := range c.Adoptions {
			one("adoptions: status", "adoption-status", c.Adoptions[i].Status)
			one("adoptions: route", "route", c.Adoptions[i].Route)
			one("adoptions: adaptation", "adaptation", c.Adoptions[i].Adaptation)
		}
		for i := range c.References {
			one("references: type", "reference-type", c.References[i].Type)
			one("references: access", "access", c.References[i].Access)
		}
		for i := range c.Contributors {
			one("contributors: role", "contributor-role", c.Contributors[i].Role)
		}
		if c.Withdrawn != nil {
			one("withdrawn: reason", "withdrawal-reason", c.Withdrawn.Reason)
		}
		if c.Returned != nil {
			one("returned: learning_type", "learning-type", c.Returned.LearningType)
		}
		for _, key := range slices.Sorted(maps.Keys(c.Extra)) {
			one(key, vocabularyOf(r.site, key), c.Extra[key]...)
		}
	}
}

// vocabularyOf returns the vocabulary of a key that site.toml adds.
func vocabularyOf(site *model.Site, key string) string {
	for _, t := range site.Config.Taxonomies {
		if t.Key == key {
			return t.Vocabulary
		}
	}
	return ""
}

func unknownTerm(r *record) {
	for u := range r.terms() {
		v := r.site.Vocabularies.Get(u.vocabulary)
		if v != nil && v.Term(u.Text) == nil {
			r.value(u.Value, fmt.Sprintf("%s is not a term of %s", quote(u.Text), u.key), termHint(u.Text, v))
		}
	}
}

// termHint names the nearest term and those that are allowed.
func termHint(text string, v *vocab.Vocabulary) string {
	var current []string
	for i := range v.Terms {
		if v.Terms[i].ReplacedBy == "" {
			current = append(current, v.Terms[i].ID)
		}
	}
	hint := "the terms are: " + strings.Join(current, ", ")
	if near, ok := nearestTerm(text, v, current); ok {
		hint = "did you mean " + quote(near) + "? " + hint
	}
	return hint
}

// nearestTerm compares with the ids, and then with the labels.
func nearestTerm(text string, v *vocab.Vocabulary, current []string) (string, bool) {
	if near, ok := suggest.Nearest(text, current); ok {
		return near, true
	}
	labels := make([]string, len(current))
	for i, id := range current {
		labels[i] = v.LabelOf(id)
	}
	if label, ok := suggest.Nearest(text, labels); ok {
		return current[slices.Index(labels, label)], true
	}
	return "", false
}

func retiredTerm(r *record) {
	for u := range r.terms() {
		t := r.site.Vocabularies.Get(u.vocabulary).Term(u.Text)
		if t != nil && t.ReplacedBy != "" {
			r.value(u.Value, fmt.Sprintf("the term %s of %s was replaced", quote(u.Text), u.key), "write "+quote(t.ReplacedBy))
		}
	}
}

func repeatedTerm(r *record) {
	c := r.c
	for key, values := range r.lists() {
		r.repeated(key, values)
	}
	var seen []model.Country
	for _, country := range c.OriginCountry {
		i := slices.IndexFunc(seen, func(s model.Country) bool { return s.Code == country.Code })
		if country.Code != "" && i >= 0 {
			r.value(country.Value, country.Code+" stands twice in origin_country", "keep one of the two", r.at(seen[i].At, "first written here"))
		}
		seen = append(seen, country)
	}
}

// lists yields the lists that name each word once, but for the countries.
func (r *record) lists() iter.Seq2[string, []model.Value] {
	return func(yield func(string, []model.Value) bool) {
		c := r.c
		ok := yield("innovation_type", c.InnovationType) && yield("domain", c.Domain) &&
			yield("barriers", c.Barriers) && yield("enablers", c.Enablers)
		for _, key := range slices.Sorted(maps.Keys(c.Extra)) {
			ok = ok && yield(key, c.Extra[key])
		}
	}
}

func (r *record) repeated(key string, values []model.Value) {
	for i, v := range values {
		first := slices.IndexFunc(values[:i], func(w model.Value) bool { return w.Text == v.Text })
		if v.Given() && first >= 0 {
			r.value(v, fmt.Sprintf("%s stands twice in %s", quote(v.Text), key), "keep one of the two", r.at(values[first].At, "first written here"))
		}
	}
}

// recordStatuses are the values of the key status.
var recordStatuses = []string{model.StatusStub, model.StatusReview, model.StatusPublished, model.StatusWithdrawn}

func badRecordStatus(r *record) {
	s := r.c.Status
	if !s.Given() || slices.Contains(recordStatuses, s.Text) {
		return
	}
	hint := "a record is " + listing(recordStatuses, "or")
	if near, ok := suggest.Nearest(s.Text, recordStatuses); ok {
		hint = "did you mean " + quote(near) + "? " + hint
	}
	r.value(s, quote(s.Text)+" is no status of a record", hint)
}
