// Package object holds JSON objects whose keys keep the order in which they
// were added, for files that people read as well as programs. Values are those
// of encoding/json.
package object

import (
	"bytes"
	"encoding/json"
	"io"
)

// A Member is a key with its value.
type Member struct {
	Key   string
	Value any
}

// An Object is a JSON object (RFC 8259, section 4). A key should be added once.
type Object []Member

// Of returns the object of keys and values in turn. It panics when a key is no
// text, or one has no value.
func Of(pairs ...any) Object {
	o := make(Object, 0, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		o = append(o, Member{pairs[i].(string), pairs[i+1]})
	}
	return o
}

// With returns o with a member more, or o itself where the value is the empty
// text: what is not known is left out.
func (o Object) With(key string, value any) Object {
	if value == "" {
		return o
	}
	return append(o, Member{key, value})
}

// If returns o with a member more where the condition holds.
func (o Object) If(condition bool, key string, value any) Object {
	if !condition {
		return o
	}
	return append(o, Member{key, value})
}

// MarshalJSON implements json.Marshaler. The characters < > & stay as they are;
// json.Marshal escapes them in what it is given.
func (o Object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(m.Key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(m.Value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Write writes a value as JSON, indented, for people and programs to read.
func Write(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
