package model

import (
	"slices"
	"strings"
	"unique"
)

// Places are the places of the top-level keys of a file. Files that have the
// same keys in the same order, as most records of a site do, share the names.
// The zero Places has no keys.
type Places struct {
	names unique.Handle[string] // of all keys, divided by line feeds
	at    []At                  // in the same order
}

// NewPlaces returns the places of keys, in the same order. It keeps at. A key
// with a line feed in it is found by no name.
func NewPlaces(keys []string, at []At) Places {
	if len(keys) == 0 {
		return Places{}
	}
	return Places{names: unique.Make(strings.Join(keys, "\n")), at: at}
}

// Len returns the number of keys.
func (p Places) Len() int { return len(p.at) }

// Equal reports whether both have the same keys at the same places, in the
// same order.
func (p Places) Equal(q Places) bool { return p.names == q.names && slices.Equal(p.at, q.at) }

// Of returns the place of a key; ok is false where it is not written.
func (p Places) Of(key string) (at At, ok bool) {
	if len(p.at) == 0 {
		return At{}, false
	}
	i := 0
	for name := range strings.SplitSeq(p.names.Value(), "\n") {
		if name == key && i < len(p.at) {
			return p.at[i], true
		}
		i++
	}
	return At{}, false
}
