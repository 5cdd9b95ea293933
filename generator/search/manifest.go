package search

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// formatVersion is the version of the format that this package writes and
// reads.
const formatVersion = 2

// A manifest is what a reader knows before it loads any part.
type manifest struct {
	Version  int                  `json:"version"`
	N        int                  `json:"n"` // records
	Lang     string               `json:"lang"`
	Terms    int                  `json:"terms"`    // with forms
	Concepts int                  `json:"concepts"` // numbered from Terms on
	Keys     map[string]string    `json:"keys"`     // keys of a query, short ones too
	Years    []string             `json:"years"`    // columns of years
	Facets   []string             `json:"facets"`   // keys
	Parts    map[string]*partList `json:"parts"`    // by kind
}

// A partList is the parts of one kind: for each the hash in its address, and
// where it begins.
type partList struct {
	Hash  []string `json:"hash,omitempty"` // none when all parts are in one file
	Form  []string `json:"form,omitempty"` // of t: the first form; empty in a part with concepts alone
	Term  []int    `json:"term,omitempty"` // of t: the first term
	First []int    `json:"first,omitempty"`
}

func newManifest(in *Input, terms, concepts int) *manifest {
	m := &manifest{Version: formatVersion, N: in.N, Lang: in.Lang, Terms: terms, Concepts: concepts,
		Keys: map[string]string{}, Years: slices.Concat([]string{}, in.Years), Facets: []string{}, Parts: map[string]*partList{}}
	maps.Copy(m.Keys, in.Short)
	for _, f := range in.Facets {
		m.Facets = append(m.Facets, f.Key)
		m.Keys[f.Key] = f.Key
	}
	for _, key := range append([]string{keyID, keyTitle}, in.Years...) {
		m.Keys[key] = key
	}
	return m
}

// add lists payloads with where they begin.
func (m *manifest) add(list []payload) {
	for i := range list {
		p := &list[i]
		of := m.Parts[p.kind]
		if of == nil {
			of = &partList{}
			m.Parts[p.kind] = of
		}
		switch p.kind {
		case kindTerms:
			of.Form, of.Term = append(of.Form, p.form), append(of.Term, p.first)
		case kindAll:
			of.Hash = append(of.Hash, p.hash)
		case kindVocabulary:
		default:
			of.First = append(of.First, p.first)
		}
	}
}

// hash lists the hashes of payloads, which are packed.
func (m *manifest) hash(list []payload) {
	for i := range list {
		of := m.Parts[list[i].kind]
		of.Hash = append(of.Hash, list[i].hash)
	}
}

// json returns the manifest as JSON that may stand in a script element: <, >
// and & are escaped.
func (m *manifest) json() []byte {
	data, err := json.Marshal(m)
	if err != nil {
		panic(err) // strings and numbers
	}
	return data
}

// Manifest returns the manifest that a page of the site holds, in the element
// script with the id search-manifest.
func Manifest(page []byte) ([]byte, error) {
	for _, id := range []string{`id=search-manifest`, `id="search-manifest"`} {
		_, rest, ok := bytes.Cut(page, []byte(id))
		if !ok {
			continue
		}
		_, rest, open := bytes.Cut(rest, []byte(">"))
		data, _, closed := bytes.Cut(rest, []byte("</script>"))
		if open && closed {
			return data, nil
		}
	}
	return nil, fmt.Errorf("the page has no manifest of an index")
}
