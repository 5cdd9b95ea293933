package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"sort"
	"strconv"
)

// An Index is a built index that is read part by part, each when a query
// first needs it. It is for one goroutine at a time.
type Index struct {
	fsys   fs.FS // the root of the site
	m      manifest
	loaded map[string][]byte // payloads of the one file
	terms  map[int]*dict
	vocab  *dict
	places map[int]*positions
	cards  map[int][]Card
	facets *facetData
}

// maxRecords bounds what a manifest may claim.
const maxRecords = 1 << 22

// Open reads a manifest. The parts are files of fsys, the root of the site.
func Open(fsys fs.FS, data []byte) (*Index, error) {
	x := &Index{fsys: fsys, terms: map[int]*dict{}, places: map[int]*positions{}, cards: map[int][]Card{}}
	if err := json.Unmarshal(data, &x.m); err != nil {
		return nil, fmt.Errorf("read the manifest of the index: %w", err)
	}
	if x.m.Version != formatVersion {
		return nil, fmt.Errorf("the index has version %d of the format, and this program reads %d", x.m.Version, formatVersion)
	}
	if err := x.m.check(); err != nil {
		return nil, fmt.Errorf("read the manifest of the index: %w", err)
	}
	return x, nil
}

// N returns the number of records.
func (x *Index) N() int { return x.m.N }

// check reports what is wrong with a manifest that is JSON.
func (m *manifest) check() error {
	bad := errors.New("its parts do not fit each other")
	if m.N < 0 || m.N > maxRecords || m.Terms < 0 || m.Terms > math.MaxInt32 || m.Concepts < 0 || m.Concepts > math.MaxInt32 {
		return bad
	}
	for _, kind := range []string{kindTerms, kindPositions, kindCards, kindFacets} {
		of := m.Parts[kind]
		if of == nil {
			return bad
		}
		starts, end := of.First, m.N
		if kind == kindPositions {
			end = m.Terms
		}
		if kind == kindFacets {
			end = m.columns() - 1
		}
		if kind == kindTerms {
			starts, end = of.Term, m.Terms+m.Concepts
			if len(of.Form) != len(starts) || !sort.StringsAreSorted(m.forms()) {
				return bad
			}
		}
		if len(starts) == 0 || starts[0] != 0 || !sort.IntsAreSorted(starts) || starts[len(starts)-1] > end {
			return bad
		}
		if !m.single() && len(of.Hash) != len(starts) {
			return bad
		}
	}
	return nil
}

// columns returns the number of columns.
func (m *manifest) columns() int { return len(m.Facets) + len(m.Years) + orders }

// forms returns the first form of each part with forms.
func (m *manifest) forms() []string {
	forms := m.Parts[kindTerms].Form
	for len(forms) > 0 && forms[len(forms)-1] == "" {
		forms = forms[:len(forms)-1]
	}
	return forms
}

// single reports whether all parts are in one file.
func (m *manifest) single() bool {
	all := m.Parts[kindAll]
	return all != nil && len(all.Hash) == 1
}

// first returns the number of the part of a kind that holds a term or record.
func first(starts []int, n int) int {
	return sort.Search(len(starts), func(i int) bool { return starts[i] > n }) - 1
}

// payload returns the bytes of part i of a kind.
func (x *Index) payload(kind string, i int) ([]byte, error) {
	name := kind + strconv.Itoa(i)
	if x.m.single() && kind != kindTexts {
		if x.loaded == nil {
			if err := x.loadAll(); err != nil {
				return nil, err
			}
		}
		return x.loaded[name], nil
	}
	of := x.m.Parts[kind]
	if of == nil || i >= len(of.Hash) {
		return nil, fmt.Errorf("the index has no part %s", name)
	}
	return x.file(name, of.Hash[i])
}

func (x *Index) file(name, hash string) ([]byte, error) {
	path := address(name, hash)
	file, err := fs.ReadFile(x.fsys, path)
	if err != nil {
		return nil, fmt.Errorf("read part %s of the index: %w", name, err)
	}
	data, err := unpack(name, file)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return data, nil
}

// loadAll reads the one file and takes its payloads apart.
func (x *Index) loadAll() error {
	data, err := x.file("a0", x.m.Parts[kindAll].Hash[0])
	if err != nil {
		return err
	}
	r := reader{data: data}
	loaded := map[string][]byte{}
	for _, kind := range []string{kindTerms, kindPositions, kindCards, kindFacets} {
		parts := 1
		if kind == kindFacets {
			parts = len(x.m.Parts[kind].First)
		}
		for i := range parts {
			loaded[kind+strconv.Itoa(i)] = r.take(r.count())
		}
	}
	if err := r.end(); err != nil {
		return fmt.Errorf("read part a0: %w", err)
	}
	x.loaded = loaded
	return nil
}

// broken says which part is broken.
func broken(kind string, i int, err error) error {
	return fmt.Errorf("read part %s%d: %w", kind, i, err)
}
