package build

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"casebook/generator/asset"
	"casebook/generator/model"
)

// A Measure is the size of the largest file of a kind beside its budget.
type Measure struct {
	Kind  string // "record page", "style sheets", "scripts"
	Path  string // the largest
	Bytes int64
	Limit int64
}

// An Offender is a file over its budget.
type Offender Measure

// A budget watches the sizes of what is published. It is used from one
// goroutine at a time.
type budget struct {
	limits  model.Budgets
	records map[string]bool // paths of record pages
	largest map[string]Measure
	over    []Offender
}

const (
	kindRecord = "record page, HTML"
	kindCSS    = "style sheets of a page"
	kindScript = "scripts of a page, gzip"
	kindSearch = "scripts of the search, gzip"
)

func newBudget(limits model.Budgets) *budget {
	return &budget{limits: limits, records: map[string]bool{}, largest: map[string]Measure{}}
}

// see measures a file of the new site. A file over its budget is an error.
func (b *budget) see(path string, size int64) error {
	if !b.records[path] {
		return nil
	}
	m := Measure{Kind: kindRecord, Path: path, Bytes: size, Limit: int64(b.limits.RecordHTMLBytes)}
	b.measure(m)
	if m.Bytes > m.Limit {
		return fmt.Errorf("%w: %d bytes, and %d are allowed", ErrBudget, m.Bytes, m.Limit)
	}
	return nil
}

// measure keeps the largest file of a kind, and those over their budget.
func (b *budget) measure(m Measure) {
	if m.Bytes > b.largest[m.Kind].Bytes {
		b.largest[m.Kind] = m
	}
	if m.Bytes > m.Limit {
		b.over = append(b.over, Offender(m))
	}
}

// assets measures the style sheets and scripts that one page may load: the
// style sheet of every page, at the address style, with each of the others,
// of which no page loads two; and each group of scripts, of which no page
// loads two either.
func (b *budget) assets(set *asset.Set, style string) {
	base := Measure{Kind: kindCSS, Path: style, Bytes: int64(set.Size(style)), Limit: int64(b.limits.CSSBytes)}
	b.measure(base)
	for _, f := range set.Files {
		if strings.HasSuffix(f.Address, ".css") && f.Address != style {
			both := base
			both.Path, both.Bytes = style+" + "+f.Address, base.Bytes+int64(len(f.Data))
			b.measure(both)
		}
	}
	for _, group := range set.Groups() {
		m := Measure{Kind: kindScript, Limit: int64(b.limits.ScriptBytes), Path: strings.Join(set.Group(group), " + ")}
		for _, address := range set.Group(group) {
			m.Bytes += int64(set.GzipSize(address))
		}
		b.measure(m)
		if group == searchScripts {
			m.Kind, m.Limit = kindSearch, int64(b.limits.SearchScriptBytes)
			b.measure(m)
		}
	}
}

// err returns ErrBudget when a file is over its budget.
func (b *budget) err() error {
	if len(b.over) == 0 {
		return nil
	}
	return fmt.Errorf("%w: %d files", ErrBudget, len(b.over))
}

// table returns the largest of each kind and the offenders, largest first.
func (b *budget) table() ([]Measure, []Offender) {
	var list []Measure
	for _, m := range b.largest {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, c Measure) int { return cmp.Compare(a.Kind, c.Kind) })
	over := slices.Clone(b.over)
	slices.SortFunc(over, func(a, c Offender) int {
		return cmp.Or(-cmp.Compare(a.Bytes, c.Bytes), cmp.Compare(a.Path, c.Path))
	})
	return list, over
}
