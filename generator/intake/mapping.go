package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casebook/generator/decode"
	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/source"
	"casebook/generator/suggest"
	"casebook/generator/vocab"
)

// BadMapping is the code of the findings about a mapping.
const BadMapping diag.Code = "bad-mapping"

// What a column may become besides the keys of a record.
const (
	ToBody   = "body"      // a section of the text, under the heading of the column
	ToID     = "source_id" // what tells one answer from another; kept, so that none is taken twice
	ToDrop   = "drop"      // nothing: left out on purpose, such as what is personal
	ToRemark = ""          // a comment below the keys
)

// A field is a key that a column can fill.
type field struct {
	key        string
	vocabulary string // empty: free text
	list       bool
}

// fields are in the order of a record (package fix).
var fields = []field{
	{"title", "", false},
	{"origin_country", "", true},
	{"innovation_type", "innovation-type", true},
	{"learning_direction", "learning-direction", false},
	{"summary", "", false},
	{"origin_year", "", false},
	{"origin_year_note", "", false},
	{"adoption_status", "adoption-status", false},
	{"learning_type", "learning-type", false},
	{"learning_relation", "learning-relation", false},
	{"domain", "domain", true},
	{"barriers", "barrier", true},
	{"enablers", "enabler", true},
	{"also_known_as", "", true},
	{"call", "", false},
	{"lang", "", false},
}

// Keys returns what a column may be mapped to, without the empty one.
func Keys() []string {
	var keys []string
	for _, f := range fields {
		keys = append(keys, f.key)
	}
	return append(keys, ToBody, ToID, ToDrop)
}

func fieldOf(key string) *field {
	if i := slices.IndexFunc(fields, func(f field) bool { return f.key == key }); i >= 0 {
		return &fields[i]
	}
	return nil
}

// A Mapping says what becomes of a table.
type Mapping struct {
	Source    string                       // names the export, for the ids of its answers
	Separator string                       // between several values in a cell; empty: ";" and line breaks
	Columns   []Column                     // in the order of the table
	Values    map[string]map[string]string // of a key: answer, folded, to a term
	Defaults  map[string]string            // of a key, where the answer is empty
}

// A Column is one heading with what becomes of it.
type Column struct {
	Name string
	To   string
}

// to returns what becomes of a column; one that is not named is a remark.
func (m *Mapping) to(name string) string {
	for _, c := range m.Columns {
		if c.Name == name {
			return c.To
		}
	}
	return ToRemark
}

// ReadMapping reads a mapping file (TOML), strictly, and compares it with the
// table that it is for and the vocabularies of the site.
func ReadMapping(file string, data []byte, t *Table, vocabularies *vocab.Set) (*Mapping, diag.List) {
	root, found := source.ParseTOML(file, data)
	r := &mappingReader{file: file, found: found, vocabularies: vocabularies}
	top := decode.NewMap(file, root, &r.found)
	top.AllowEmpty("separator")
	m := &Mapping{Source: top.Value("source").Text, Separator: top.Value("separator").Text, Values: map[string]map[string]string{}, Defaults: map[string]string{}}
	r.columns(m, root.Get("columns"), t)
	r.values(m, root.Get("values"))
	r.defaults(m, root.Get("defaults"))
	for _, key := range []string{"columns", "values", "defaults"} {
		top.Has(key)
	}
	top.Done()
	return m, r.found
}

type mappingReader struct {
	file         string
	found        diag.List
	vocabularies *vocab.Set
}

func (r *mappingReader) report(p source.Pair, message, hint string) {
	r.found = append(r.found, diag.Diagnostic{Code: BadMapping, Severity: diag.Error,
		Pos: diag.Pos{File: r.file, Line: p.Line, Col: p.Col}, Message: message, Hint: hint})
}

// columns reads the table [columns]: heading to key.
func (r *mappingReader) columns(m *Mapping, n *source.Node, t *Table) {
	if n == nil {
		return
	}
	used := map[string]string{}
	for _, p := range n.Pairs {
		to := p.Value.Text
		switch {
		case !slices.Contains(t.Columns, p.Key):
			r.report(p, fmt.Sprintf("the table has no column %q", p.Key), nearest("did you mean %q?", p.Key, t.Columns, "its columns are "+strings.Join(quoted(t.Columns), ", ")))
			continue
		case p.Value.Kind != source.Scalar && p.Value.Kind != source.Null, to != ToRemark && !slices.Contains(Keys(), to):
			r.report(p, fmt.Sprintf("%q is nothing that a column can become", to), nearest("did you mean %q?", to, Keys(), "it is one of "+strings.Join(Keys(), ", ")+`, or "" for a comment`))
			continue
		case to != ToRemark && to != ToBody && to != ToDrop && used[to] != "":
			r.report(p, fmt.Sprintf("the columns %q and %q both become %s", used[to], p.Key, to), `choose one; the other becomes "body" or ""`)
			continue
		}
		used[to] = p.Key
		m.Columns = append(m.Columns, Column{p.Key, to})
	}
	slices.SortStableFunc(m.Columns, func(a, b Column) int {
		return cmp.Compare(slices.Index(t.Columns, a.Name), slices.Index(t.Columns, b.Name))
	})
}

// values reads the tables [values.KEY]: answer to term.
func (r *mappingReader) values(m *Mapping, n *source.Node) {
	if n == nil {
		return
	}
	for _, key := range n.Pairs {
		f := fieldOf(key.Key)
		if f == nil || f.vocabulary == "" {
			r.report(key, fmt.Sprintf("%q is no key with a vocabulary", key.Key), nearest("did you mean %q?", key.Key, vocabularyKeys(), "it is one of "+strings.Join(vocabularyKeys(), ", ")))
			continue
		}
		terms := map[string]string{}
		for _, p := range key.Value.Pairs {
			if r.term(p, f, p.Value.Text) {
				terms[fold(p.Key)] = p.Value.Text
			}
		}
		m.Values[key.Key] = terms
	}
}

// defaults reads the table [defaults]: key to value.
func (r *mappingReader) defaults(m *Mapping, n *source.Node) {
	if n == nil {
		return
	}
	for _, p := range n.Pairs {
		f := fieldOf(p.Key)
		if f == nil {
			r.report(p, fmt.Sprintf("%q is no key of a record that has a default", p.Key), nearest("did you mean %q?", p.Key, Keys(), ""))
			continue
		}
		if f.vocabulary == "" || r.term(p, f, p.Value.Text) {
			m.Defaults[p.Key] = p.Value.Text
		}
	}
}

// term reports a value that is no term of the field's vocabulary.
func (r *mappingReader) term(p source.Pair, f *field, id string) bool {
	v := r.vocabularies.Get(f.vocabulary)
	if v == nil || v.Term(id) != nil {
		return v != nil
	}
	r.report(p, fmt.Sprintf("%q is no term of %s", id, f.vocabulary), nearest("did you mean %q?", id, v.IDs(), "the terms are "+strings.Join(v.IDs(), ", ")))
	return false
}

func vocabularyKeys() []string {
	var keys []string
	for _, f := range fields {
		if f.vocabulary != "" {
			keys = append(keys, f.key)
		}
	}
	return keys
}

// nearest returns a question with the nearest candidate, or what to say else.
func nearest(question, word string, candidates []string, else_ string) string {
	if near, ok := suggest.Nearest(word, candidates); ok {
		return fmt.Sprintf(question, near)
	}
	return else_
}

func quoted(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = fmt.Sprintf("%q", s)
	}
	return out
}

// fold makes answers comparable: case, accents of the vocabulary's alphabet
// and marks between words make no difference. A text without Latin letters
// stays as it is.
func fold(s string) string {
	if slug := source.Slug(s); slug != "" {
		return slug
	}
	return strings.ToLower(strings.TrimSpace(s))
}

// Write returns the mapping as a file that ReadMapping reads.
func (m *Mapping) Write() []byte {
	var b strings.Builder
	b.WriteString("# What becomes of the export. A column becomes one of these keys of a record:\n")
	b.WriteString(wrap("#   ", strings.Join(Keys()[:len(fields)], " ")))
	b.WriteString("# or \"body\" (a section of the text), \"source_id\" (what tells one answer from\n" +
		"# another), \"drop\" (left out on purpose, such as what is personal), or \"\" (kept\n# below the keys as a comment).\n\n")
	fmt.Fprintf(&b, "source = %s       # names this export; keep it, so that no answer is taken twice\n", tomlText(m.Source))
	fmt.Fprintf(&b, "separator = %s   # between several values in one cell\n\n[columns]\n", tomlText(cmp.Or(m.Separator, ";")))
	for _, c := range m.Columns {
		fmt.Fprintf(&b, "%s = %s\n", tomlText(c.Name), tomlText(c.To))
	}
	b.WriteString("\n# What stands where an answer is empty.\n[defaults]\n")
	for _, key := range sortedKeys(m.Defaults) {
		fmt.Fprintf(&b, "%s = %s\n", key, tomlText(m.Defaults[key]))
	}
	for _, f := range fields {
		if values := m.Values[f.key]; len(values) > 0 {
			fmt.Fprintf(&b, "\n# Which answer is which term of the vocabulary %s.\n[values.%s]\n", f.vocabulary, f.key)
			for _, answer := range sortedKeys(values) {
				fmt.Fprintf(&b, "%s = %s\n", tomlText(answer), tomlText(values[answer]))
			}
		}
	}
	return []byte(b.String())
}

// wrap writes words in lines of at most 80 characters after a lead.
func wrap(lead, words string) string {
	out, line := "", lead
	for word := range strings.FieldsSeq(words) {
		if len(line)+len(word) > 80 {
			out, line = out+strings.TrimRight(line, " ")+"\n", lead
		}
		line += word + " "
	}
	return out + strings.TrimRight(line, " ") + "\n"
}

// tomlText writes a text as a basic string (TOML 1.0, "String").
func tomlText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, "\\u%04X", r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// notStated is what a key with a vocabulary says where nobody answered.
const notStated = model.NotStated
