package search

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a query.
const (
	maxQuery = 512 // code points
	maxWords = 16
)

// The keys that are no facet.
const (
	keyTitle = "title"
	keyID    = "id"
)

// A clause is one part of a query. One of words and key is set.
type clause struct {
	not    bool
	quoted bool
	words  []string // folded
	last   bool     // the last word is being typed: it is also a beginning
	name   string   // of the key as typed, in small letters
	key    string   // as the manifest has it: a key, or several to be tried in turn
	text   string   // of a key: the value as typed
}

// A parsed query is its clauses, and what was left out of it.
type parsed struct {
	clauses  []clause
	messages []Message
}

// A Message tells something about a query to the one who typed it.
type Message struct {
	Code  string   `json:"code"`            // one of the codes below
	Word  string   `json:"word,omitempty"`  // what it is about
	Forms []string `json:"forms,omitempty"` // of near-words: what was taken for it
}

// The codes of messages.
const (
	LongQuery    = "long-query"    // cut at 512 characters
	ManyWords    = "many-words"    // only the first 16 words count
	NoneHasAll   = "none-has-all"  // no record has all the words; those with most are shown
	NearWords    = "near-words"    // nothing under Word; Forms are shown
	UnknownWord  = "unknown-word"  // nothing under Word, nor near it
	UnknownValue = "unknown-value" // Word is a key with a value that no record could have
)

// parse takes a query apart. keys are those that filter, each with its full
// name.
func parse(text string, keys map[string]string) parsed {
	var p parsed
	text = strings.ToValidUTF8(text, " ")
	if short := first512(text); len(short) < len(text) {
		text = short
		p.messages = append(p.messages, Message{Code: LongQuery})
	}
	for rest := text; ; {
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
		if rest == "" {
			break
		}
		var c clause
		c, rest = next(rest, keys)
		if c.key != "" || len(c.words) > 0 {
			p.clauses = append(p.clauses, c)
		}
	}
	p.limit()
	return p
}

func first512(text string) string {
	n := 0
	for i := range text {
		if n == maxQuery {
			return text[:i]
		}
		n++
	}
	return text
}

// next reads one clause off the beginning of a text that does not begin with
// white space.
func next(text string, keys map[string]string) (clause, string) {
	var c clause
	if rest, ok := strings.CutPrefix(text, "-"); ok && rest != "" && !startsSpace(rest) {
		c.not, text = true, rest
	}
	if inside, rest, ok := quoted(text); ok {
		c.quoted, c.words = true, Words(inside)
		return c, rest
	}
	token, rest := text, ""
	if end := strings.IndexFunc(text, func(r rune) bool { return unicode.IsSpace(r) || isQuote(r) }); end >= 0 {
		token, rest = text[:end], text[end:]
	}
	if name, value, ok := strings.Cut(token, ":"); ok {
		name = strings.ToLower(name)
		if key := keys[name]; key != "" {
			c.name, c.key, c.text = name, key, value
			if inside, after, ok := quoted(rest); ok && value == "" {
				c.text, rest = inside, after
			}
			return c.keyed(), rest
		}
	}
	c.words = Words(token)
	c.last = rest == "" && !c.not
	c.quoted = c.not // a word that is excluded is taken as it is
	return c, rest
}

// keyed finishes a clause with a key; one without a value is no clause.
func (c clause) keyed() clause {
	if strings.TrimSpace(c.text) == "" {
		return clause{}
	}
	if c.key == keyTitle {
		c.words = Words(c.text)
		if len(c.words) == 0 {
			return clause{}
		}
	}
	return c
}

func startsSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

func isQuote(r rune) bool { return r == '"' || r == '“' || r == '”' || r == '„' }

// quoted returns what stands between a quote at the beginning of a text and
// the next one, or the end.
func quoted(text string) (inside, rest string, ok bool) {
	r, size := utf8.DecodeRuneInString(text)
	if !isQuote(r) {
		return "", text, false
	}
	text = text[size:]
	end := strings.IndexFunc(text, isQuote)
	if end < 0 {
		return text, "", true
	}
	_, size = utf8.DecodeRuneInString(text[end:])
	return text[:end], text[end+size:], true
}

// limit leaves out the words after the first sixteen.
func (p *parsed) limit() {
	left := maxWords
	var kept []clause
	for _, c := range p.clauses {
		if len(c.words) > left {
			c.words, c.last = c.words[:left], false
			if len(p.messages) == 0 || p.messages[len(p.messages)-1].Code != ManyWords {
				p.messages = append(p.messages, Message{Code: ManyWords})
			}
		}
		left -= len(c.words)
		if c.key != "" && c.key != keyTitle || len(c.words) > 0 {
			kept = append(kept, c)
		}
	}
	p.clauses = kept
}

// years reads a span of years: 1960..1985, 1960.., ..1985 or 1960.
func years(text string) (lo, hi int, ok bool) {
	from, to, span := strings.Cut(text, "..")
	if !span {
		to = from
	}
	lo, hi = 0, 9999
	var err error
	if from != "" {
		if lo, err = strconv.Atoi(from); err != nil {
			return 0, 0, false
		}
	}
	if to != "" {
		if hi, err = strconv.Atoi(to); err != nil {
			return 0, 0, false
		}
	}
	return lo, hi, from != "" || to != ""
}
