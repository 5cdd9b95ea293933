package i18n

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Strings is the interface strings of one language, those it lacks filled up
// from the default language. It is safe for concurrent use.
type Strings struct {
	lang     string
	locale   *locale
	messages map[string]*message
	months   [12]string

	mu      sync.Mutex
	missing map[string]bool
}

func newStrings(lang string, loc *locale, messages map[string]*message) *Strings {
	s := &Strings{lang: lang, locale: loc, messages: messages, missing: map[string]bool{}}
	for i := range s.months {
		s.months[i] = "month-" + strconv.Itoa(i+1)
	}
	return s
}

// Lang returns the language of the strings as a BCP 47 tag.
func (s *Strings) Lang() string { return s.lang }

// Dir returns the direction of the language's script, "ltr" or "rtl".
func (s *Strings) Dir() string { return s.locale.dir }

// IDs returns the ids of all strings, sorted.
func (s *Strings) IDs() []string { return slices.Sorted(maps.Keys(s.messages)) }

// Has reports whether there is a string with this id. Unlike T it records
// nothing: it is for strings that a site may leave out.
func (s *Strings) Has(id string) bool { return s.messages[id] != nil }

// Forms returns a string as it is written, its placeholders in braces, by the
// plural category of CLDR: for scripts, which fill in values of their own. The
// language is that of Lang, and "other" is always there. An unknown id is
// recorded for Missing and returns nil.
func (s *Strings) Forms(id string) map[string]string {
	m := s.messages[id]
	if m == nil {
		s.miss(id)
		return nil
	}
	forms := map[string]string{}
	for f, t := range m.forms {
		if t != nil {
			forms[formNames[f]] = t.source()
		}
	}
	return forms
}

// Missing returns what was asked for and is not there, sorted: ids, and
// placeholders without a value as "id {name}".
func (s *Strings) Missing() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.missing))
}

func (s *Strings) miss(what string) {
	s.mu.Lock()
	s.missing[what] = true
	s.mu.Unlock()
}

// unknown records an id without a string and returns what stands in its place.
func (s *Strings) unknown(id string) string {
	s.miss(id)
	return "⟦" + id + "⟧"
}

// T returns a string without placeholders. An unknown id is returned as
// "⟦id⟧" and recorded for Missing.
func (s *Strings) T(id string) string {
	if m := s.messages[id]; m != nil && m.fixed != "" {
		return m.fixed
	}
	return s.unknown(id)
}

// F returns a string with its placeholders filled in from args, pairs of name
// and value: F("by", "name", "Ada"). Values are strings, or whole numbers,
// which are written as plain digits of the language (a count goes through
// Number first, a year does not); other types are written as fmt does. A
// placeholder without a value stays as written and is recorded for Missing; a
// value without a placeholder is not used. An odd number of args, or a name
// that is not a string, is a bug and panics.
func (s *Strings) F(id string, args ...any) string {
	m := s.messages[id]
	if m == nil || m.forms[other] == nil {
		return s.unknown(id)
	}
	return s.fill(id, m.forms[other], "", args)
}

// N returns the plural form of a string for n things. The placeholder {n} is n
// as Number writes it; args are as for F.
func (s *Strings) N(id string, n int, args ...any) string {
	m := s.messages[id]
	if m == nil {
		return s.unknown(id)
	}
	t := m.form(m.plural.form(n))
	if t == nil {
		return s.unknown(id)
	}
	return s.fill(id, t, s.Number(n), args)
}

// fill joins the segments of t. number is the value of {n}; empty without one.
func (s *Strings) fill(id string, t *text, number string, args []any) string {
	if len(args)%2 != 0 {
		panic(fmt.Sprintf("i18n: %s: arguments are pairs of name and value, got %d", id, len(args)))
	}
	var b strings.Builder
	b.Grow(t.literal + 16*len(t.segments))
	for _, seg := range t.segments {
		switch {
		case seg.name == "":
			b.WriteString(seg.literal)
		case seg.name == "n" && number != "":
			b.WriteString(number)
		default:
			s.value(&b, id, seg.name, args)
		}
	}
	return b.String()
}

func (s *Strings) value(b *strings.Builder, id, name string, args []any) {
	for i := 0; i < len(args); i += 2 {
		key, ok := args[i].(string)
		if !ok {
			panic(fmt.Sprintf("i18n: %s: name %v of a placeholder is not a string", id, args[i]))
		}
		if key != name {
			continue
		}
		switch v := args[i+1].(type) {
		case string:
			b.WriteString(v)
		case int:
			b.WriteString(s.locale.number.native(strconv.Itoa(v)))
		default:
			fmt.Fprint(b, v)
		}
		return
	}
	s.miss(id + " {" + name + "}")
	b.WriteString("{" + name + "}")
}

// Number returns a count with the digits and separators of the language:
// 1,234 or 1.234. The formats are CLDR's.
func (s *Strings) Number(n int) string { return s.locale.number.grouped(n) }

// Date returns a date as the language writes it: "2026-03-12" becomes "12
// March 2026", "2026-03" "March 2026", "2026" stays. What is not a date of the
// proleptic Gregorian calendar (ISO 8601) is returned as it is.
func (s *Strings) Date(iso string) string {
	switch len(iso) {
	case len("2006"):
		if _, err := time.Parse("2006", iso); err == nil {
			return s.locale.number.native(iso)
		}
	case len("2006-01"):
		if t, err := time.Parse("2006-01", iso); err == nil {
			return s.F("date-format-month", "month", s.T(s.months[t.Month()-1]),
				"year", s.locale.number.native(iso[:4]), "month-number", int(t.Month()))
		}
	case len("2006-01-02"):
		if t, err := time.Parse("2006-01-02", iso); err == nil {
			return s.F("date-format", "day", t.Day(), "month", s.T(s.months[t.Month()-1]),
				"year", s.locale.number.native(iso[:4]), "month-number", int(t.Month()))
		}
	}
	return iso
}

// List joins items as the language does: "a", "a and b", "a, b and c".
func (s *Strings) List(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	case 2:
		if s.Has("list-pair") {
			return s.F("list-pair", "a", items[0], "b", items[1])
		}
	}
	last := len(items) - 1
	joined := items[0]
	for _, item := range items[1:last] {
		joined = s.F("list-comma", "a", joined, "b", item)
	}
	return s.F("list-and", "a", joined, "b", items[last])
}
