package render

import (
	"fmt"
	"html/template"
	"strings"
	"sync"
)

// entryLayout is the partial that prints one record of a list.
const entryLayout = "entry"

// A List is what the function entries prints: records, each with a view that
// is the same on every page but for the way to the site root, in whose place a
// mark stands.
type List interface {
	Len() int
	Key(i int) any              // identifies the record; comparable
	View(i int) any             // for the partial entry
	Roots() (mark, root string) // what stands in the view, and the page's own way
}

// A shelf keeps the entries of records. A record stands in a dozen lists, so
// its entry is executed once and copied, with the way to the site root of each
// page put in. The list pages of 2,000 records take a quarter of the time.
type shelf struct {
	engine  *engine
	layout  *template.Template
	entries sync.Map // key to []string: the entry, cut at its marks
}

// print returns a list of records.
func (s *shelf) print(list List) (template.HTML, error) {
	out, err := s.append(nil, list)
	return template.HTML(out), err //nolint:gosec // made by a layout, and the root is ours
}

// append appends a list of records.
func (s *shelf) append(out []byte, list List) ([]byte, error) {
	mark, root := list.Roots()
	for i := range list.Len() {
		entry, err := s.entry(list, i, mark)
		if err != nil {
			return out, err
		}
		for j, part := range entry {
			if j > 0 {
				out = append(out, root...)
			}
			out = append(out, part...)
		}
	}
	return out, nil
}

func (s *shelf) entry(list List, i int, mark string) ([]string, error) {
	key := list.Key(i)
	if kept, ok := s.entries.Load(key); ok {
		return kept.([]string), nil
	}
	var b strings.Builder
	if err := s.engine.execute(&b, s.layout, list.View(i)); err != nil {
		return nil, fmt.Errorf("entry of a list: %w", err)
	}
	entry := strings.Split(b.String(), mark)
	s.entries.Store(key, entry)
	return entry, nil
}

// A store keeps parts of pages that many pages share: the top and the foot.
type store struct {
	engine *engine
	base   *template.Template
	parts  sync.Map // part to template.HTML
}

// A part is a partial for a key.
type part struct{ name, key string }

// once executes a partial for the first page that asks for it under a key, and
// gives the same bytes to all others: a view that differs needs another key.
func (s *store) once(name, key string, view any) (template.HTML, error) {
	id := part{name, key}
	if kept, ok := s.parts.Load(id); ok {
		return kept.(template.HTML), nil
	}
	t := s.base.Lookup(name)
	if t == nil {
		return "", fmt.Errorf("there is no partial %q", name)
	}
	var b strings.Builder
	if err := s.engine.execute(&b, t, view); err != nil {
		return "", fmt.Errorf("partial %s: %w", name, err)
	}
	made := template.HTML(b.String()) //nolint:gosec // made by a layout
	s.parts.Store(id, made)
	return made, nil
}
