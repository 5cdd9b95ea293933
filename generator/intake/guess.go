package intake

import (
	"strings"

	"casebook/generator/country"
	"casebook/generator/suggest"
	"casebook/generator/vocab"
)

// hints are words in headings that tell which key is meant, the surer first.
// They are compared as fold has them.
var hints = []struct {
	to    string
	words []string
}{
	{ToID, []string{"response-id", "responseid", "submission-id", "respondent-id", "record-id", "source-id", "id"}},
	{ToDrop, []string{"e-mail", "email", "phone", "telephone", "ip-address", "your-name", "full-name", "first-name", "last-name", "surname", "contact", "address"}},
	{"origin_country", []string{"origin-country", "country-of-origin", "where-did-it-begin", "where-it-began", "where-from", "which-country", "countries", "country"}},
	{"origin_year", []string{"year-of-origin", "origin-year", "which-year", "year"}},
	{"innovation_type", []string{"innovation-type", "type-of-innovation", "kind-of-innovation", "what-kind", "type"}},
	{"learning_direction", []string{"learning-direction", "direction"}},
	{"learning_type", []string{"learning-type", "type-of-learning"}},
	{"learning_relation", []string{"learning-relation"}},
	{"adoption_status", []string{"adoption-status", "status-of-adoption", "how-far", "adopted"}},
	{"domain", []string{"clinical-domain", "clinical-area", "specialty", "speciality", "domain", "field"}},
	{"barriers", []string{"barrier", "obstacle", "what-hindered"}},
	{"enablers", []string{"enabler", "facilitator", "what-helped"}},
	{"also_known_as", []string{"also-known-as", "other-names"}},
	{"summary", []string{"summary", "in-two-sentences", "why-it-matters", "in-brief", "abstract"}},
	{"title", []string{"title", "name-of-the-innovation", "name-of-innovation", "innovation-name", "what-is-it-called", "innovation"}},
	{ToBody, []string{"describe", "description", "tell-us", "details", "what-happened", "how-did-it"}},
}

// Guess returns a first mapping of a table, for a person to correct: by the
// words of the headings, then by the answers below them. What looks personal
// is left out.
func Guess(t *Table, sourceName string, vocabularies *vocab.Set) *Mapping {
	m := &Mapping{Source: sourceName, Separator: ";", Values: map[string]map[string]string{},
		Defaults: map[string]string{"learning_direction": notStated, "innovation_type": notStated}}
	used := map[string]bool{}
	for i, name := range t.Columns {
		to := guessColumn(fold(name), answers(t, i), vocabularies, used)
		if to != ToDrop && to != ToBody {
			used[to] = to != ToRemark
		}
		m.Columns = append(m.Columns, Column{name, to})
		if f := fieldOf(to); f != nil && f.vocabulary != "" {
			m.Values[to] = guessValues(answers(t, i), vocabularies.Get(f.vocabulary))
		}
	}
	return m
}

func guessColumn(heading string, answers []string, vocabularies *vocab.Set, used map[string]bool) string {
	for _, h := range hints {
		if used[h.to] {
			continue
		}
		for _, word := range h.words {
			if heading == word || strings.Contains("-"+heading+"-", "-"+word+"-") || len(word) > 4 && strings.Contains(heading, word) {
				return h.to
			}
		}
	}
	return guessByAnswers(answers, vocabularies, used)
}

// guessByAnswers looks whether most answers are countries or terms.
func guessByAnswers(answers []string, vocabularies *vocab.Set, used map[string]bool) string {
	if len(answers) < 3 {
		return ToRemark
	}
	share := func(known func(string) bool) bool {
		n := 0
		for _, a := range answers {
			if known(a) {
				n++
			}
		}
		return 3*n > 2*len(answers)
	}
	if !used["origin_country"] && share(func(a string) bool { _, ok := country.Find(a); return ok }) {
		return "origin_country"
	}
	for _, f := range fields {
		if v := vocabularies.Get(f.vocabulary); v != nil && !used[f.key] && share(func(a string) bool { return exactTerm(a, v) != "" && exactTerm(a, v) != notStated }) {
			return f.key
		}
	}
	return ToRemark
}

// answers returns the values of a column, each once, at most 1,000.
func answers(t *Table, column int) []string {
	seen := map[string]bool{}
	var list []string
	for _, r := range t.Rows {
		for _, a := range split(r.Cells[column], "") {
			if !seen[a] && len(list) < 1000 {
				seen[a] = true
				list = append(list, a)
			}
		}
	}
	return list
}

// guessValues maps the answers that are not terms but near the label of one.
func guessValues(answers []string, v *vocab.Vocabulary) map[string]string {
	values := map[string]string{}
	if v == nil {
		return values
	}
	labels := make([]string, len(v.Terms))
	for i := range v.Terms {
		labels[i] = v.Terms[i].Label
	}
	for _, a := range answers {
		if exactTerm(a, v) != "" || len(a) > 80 {
			continue
		}
		values[a] = notStated
		if near, ok := suggest.Nearest(a, labels); ok {
			values[a] = exactTerm(near, v)
		} else if id := within(fold(a), v); id != "" {
			values[a] = id
		}
	}
	return values
}

// within returns the one term whose label or id is a part of the answer.
func within(answer string, v *vocab.Vocabulary) string {
	found := ""
	for i := range v.Terms {
		t := &v.Terms[i]
		if t.ID == notStated || t.ReplacedBy != "" || !strings.Contains("-"+answer, "-"+fold(t.Label)) && !strings.Contains("-"+answer, "-"+t.ID) {
			continue
		}
		if found != "" {
			return ""
		}
		found = t.ID
	}
	return found
}

// exactTerm returns the term whose id or label an answer is, or nothing.
func exactTerm(answer string, v *vocab.Vocabulary) string {
	folded := fold(answer)
	for i := range v.Terms {
		if t := &v.Terms[i]; t.ReplacedBy == "" && (folded == t.ID || folded == fold(t.Label)) && folded != "" {
			return t.ID
		}
	}
	return ""
}
