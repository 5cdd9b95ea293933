package i18n

import (
	"maps"
	"slices"
	"strings"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
)

// A form is a plural category of CLDR.
type form uint8

const (
	other form = iota
	zero
	one
	two
	few
	many
	formCount
)

var formNames = [formCount]string{"other", "zero", "one", "two", "few", "many"}

// A message is one interface string, cut at its placeholders.
type message struct {
	plural *pluralRule // of the language it is written in
	fixed  string      // the form "other" as written
	forms  [formCount]*text
}

// compile returns nil for a message without any text.
func compile(m *goi18n.Message, rule *pluralRule) *message {
	out := &message{plural: rule, fixed: m.Other}
	found := false
	for f, s := range [formCount]string{m.Other, m.Zero, m.One, m.Two, m.Few, m.Many} {
		if s != "" {
			out.forms[f] = cut(s)
			found = true
		}
	}
	if !found {
		return nil
	}
	return out
}

// form returns the text for a category, or that of "other".
func (m *message) form(f form) *text {
	if t := m.forms[f]; t != nil {
		return t
	}
	return m.forms[other]
}

// placeholders returns the names used in any form, sorted.
func (m *message) placeholders() []string {
	set := map[string]bool{}
	for _, t := range m.forms {
		if t == nil {
			continue
		}
		for _, s := range t.segments {
			if s.name != "" {
				set[s.name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// A text is a string as its literal parts and placeholders in turn.
type text struct {
	segments []segment
	literal  int  // bytes of all literal parts
	stray    bool // a brace that belongs to no placeholder
}

// A segment is a placeholder, or literal text when name is empty.
type segment struct{ literal, name string }

func cut(s string) *text {
	t := &text{}
	literal := func(part string) {
		if part != "" {
			t.segments = append(t.segments, segment{literal: part})
			t.literal += len(part)
			t.stray = t.stray || strings.ContainsAny(part, "{}")
		}
	}
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] != '{' {
			continue
		}
		end := strings.IndexByte(s[i:], '}')
		if end < 0 || !isName(s[i+1:i+end]) {
			continue
		}
		literal(s[from:i])
		t.segments = append(t.segments, segment{name: s[i+1 : i+end]})
		i += end
		from = i + 1
	}
	literal(s[from:])
	return t
}

// source returns the text as it was cut.
func (t *text) source() string {
	var b strings.Builder
	for _, seg := range t.segments {
		if seg.name != "" {
			b.WriteString("{" + seg.name + "}")
		}
		b.WriteString(seg.literal)
	}
	return b.String()
}

// isName reports whether s is a placeholder's name: a lower-case letter, then
// lower-case letters, digits, hyphens and underscores.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || i > 0 && ('0' <= c && c <= '9' || c == '-' || c == '_')) {
			return false
		}
	}
	return s != ""
}
