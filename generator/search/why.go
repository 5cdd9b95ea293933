package search

import "strings"

// Why is one reason for a hit.
type Why struct {
	Word  string `json:"word"`  // of the query; several that stand together
	Form  string `json:"form"`  // of the index
	Field int    `json:"field"` // the strongest it stands in, 1 to 7
	How   string `json:"how"`
}

// Fields are the names of the fields that Why.Field numbers, from 1.
var Fields = [...]string{"", "title", "other names", "summary", "headings", "terms and places", "text", "references"}

// Why returns the reasons for a record of the result: for each word the form
// that counts most, or the synonym, and each phrase.
func (r *Result) Why(doc int) []Why {
	var out []Why
	for i := range r.search.units {
		out = append(out, r.search.units[i].why(doc)...)
	}
	for _, c := range r.search.fixed {
		seen := false
		for _, w := range out {
			seen = seen || w.Word == c.phrase
		}
		if !seen {
			p, _ := c.head.find(doc)
			out = append(out, Why{Word: c.phrase, Form: c.phrase, Field: bestOf(p.class), How: c.how})
		}
	}
	return out
}

// why returns the reasons of a unit: its words, or what they mean together
// where that counts more.
func (u *unit) why(doc int) []Why {
	var out []Why
	sum := 0.0
	words := make([]string, len(u.words))
	for i, w := range u.words {
		words[i] = w.word
		best, why := 0.0, Why{Word: w.word}
		for _, c := range w.candidates {
			if s, class := c.in(doc); s > best {
				best, why.Form, why.Field, why.How = s, c.form, bestOf(class), c.how
			}
		}
		if best > 0 {
			out = append(out, why)
			sum += best
		}
	}
	if u.concept == nil {
		return out
	}
	if s, class := u.concept.in(doc); s > sum {
		word := strings.Join(words, " ")
		return []Why{{Word: word, Form: u.concept.other(word), Field: bestOf(class), How: HowSynonym}}
	}
	return out
}

// in returns the score of a candidate in a record, 0 where it is not.
func (c *candidate) in(doc int) (float64, byte) {
	p, ok := c.head.find(doc)
	if !ok {
		return 0, 0
	}
	return float64(c.weight * score(p.class, c.idf)), p.class
}

// other returns the first text of a concept that is not the one typed.
func (c *candidate) other(typed string) string {
	for _, text := range c.head.texts {
		if text != typed {
			return text
		}
	}
	return typed
}
