// Package load reads content: files go in, a model.Site with every value and
// its place comes out, with the findings of reading. Doubtful values stay in
// the model as they were written; package check judges them.
//
// Each file is read, decoded and rendered on its own, in parallel and into its
// own slot, so that the result does not depend on which worker was first. What
// a file becomes depends on its bytes and the options alone.
package load

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"casebook/generator/diag"
	"casebook/generator/markdown"
	"casebook/generator/model"
	"casebook/generator/parallel"
	"casebook/generator/source"
)

// The folders of content, relative to the site root.
const (
	CasesDir        = "content/cases"
	CallsDir        = "content/calls"
	PagesDir        = "content/pages"
	VocabulariesDir = "content/vocabularies"
)

// Options are what reading depends on besides the files.
type Options struct {
	Config  model.Config
	Words   markdown.Words // interface strings that stand in rendered prose
	AsOf    string         // YYYY-MM-DD; empty: the newest date in the content
	Workers int            // at least 1; 0: one a processor
	Archive model.Archive  // where the prose of records may be kept; nil: in memory
	Cache   *Cache         // what files became when they were read last; nil: nothing is known
}

// A Result is the content of a site.
type Result struct {
	Site   *model.Site
	Images []Image // every image that a record shows, by address
}

// An Image is a file that is copied to the site under another name.
type Image struct {
	File    string // relative to the site root
	Address string // with hashed name
}

// Site reads the content below the root. Findings are in no order; the error
// is one of operation: a folder that cannot be read.
func Site(fsys fs.FS, opt Options) (Result, diag.List, error) {
	vocabularies, found, err := Vocabularies(fsys)
	if err != nil {
		return Result{}, nil, err
	}
	site := &model.Site{Config: opt.Config, Vocabularies: vocabularies}
	groups, more, err := synonyms(fsys)
	if err != nil {
		return Result{}, nil, err
	}
	site.Synonyms, found = groups, append(found, more...)
	l := newLoader(fsys, opt)
	if opt.Cache != nil {
		opt.Cache.begin(opt)
	}
	cases, more, err := eachFile(l, CasesDir, (*loader).readCase)
	if err != nil {
		return Result{}, nil, err
	}
	found = append(found, more...)
	pages, more, err := eachFile(l, PagesDir, (*loader).readPage)
	if err != nil {
		return Result{}, nil, err
	}
	found = append(found, more...)
	calls, more, err := eachFile(l, CallsDir, (*loader).readCall)
	if err != nil {
		return Result{}, nil, err
	}
	found = append(found, more...)
	partnerships, more, err := eachFile(l, PartnershipsDir, (*loader).readPartnership)
	if err != nil {
		return Result{}, nil, err
	}
	found = append(found, more...)
	if opt.Cache != nil {
		opt.Cache.end()
	}
	site.Cases, site.Pages, site.Calls, site.Partnerships = cases, pages, calls, partnerships
	slices.SortStableFunc(site.Partnerships, func(a, b *model.Partnership) int { return strings.Compare(a.Slug, b.Slug) })
	slices.SortStableFunc(site.Cases, func(a, b *model.Case) int { return strings.Compare(a.Slug, b.Slug) })
	slices.SortStableFunc(site.Calls, func(a, b *model.Call) int { return strings.Compare(a.Slug, b.Slug) })
	site.AsOf = opt.AsOf
	if site.AsOf == "" {
		site.AsOf = newestDate(site)
	}
	return Result{Site: site, Images: images(site)}, found, nil
}

// A loader is what all files share while they are read.
type loader struct {
	fsys     fs.FS
	opt      Options
	renderer *markdown.Renderer
	keys     []string // front-matter keys that site.toml adds
}

func extraKeys(config model.Config) []string {
	var keys []string
	for _, t := range config.Taxonomies {
		if model.AddedKey(t.Key) && !slices.Contains(keys, t.Key) {
			keys = append(keys, t.Key)
		}
	}
	return keys
}

// eachFile reads every content file below a folder, in parallel.
func eachFile[T any](l *loader, dir string, read func(*loader, source.Entry) (*T, diag.List, error)) ([]*T, diag.List, error) {
	entries, found, err := source.Walk(l.fsys, dir)
	if err != nil {
		return nil, nil, fmt.Errorf("walk %s: %w", dir, err)
	}
	items := make([]*T, len(entries))
	findings := make([]diag.List, len(entries))
	errs := make([]error, len(entries))
	parallel.For(len(entries), l.opt.Workers, func(i int) {
		items[i], findings[i], errs[i] = cached(l, entries[i], read)
	})
	for i := range entries {
		if errs[i] != nil {
			return nil, nil, errs[i]
		}
		found = append(found, findings[i]...)
	}
	return slices.DeleteFunc(items, func(t *T) bool { return t == nil }), found, nil
}

// newestDate returns the newest well-formed date in the content, the as-of
// date of a build that is given none; empty when there is no date at all.
func newestDate(site *model.Site) string {
	newest := ""
	see := func(v model.Value) {
		if isDate(v.Text) && v.Text > newest {
			newest = v.Text
		}
	}
	for _, c := range site.Cases {
		see(c.Added)
		see(c.Updated)
		if c.Reviewed != nil {
			see(c.Reviewed.On)
		}
		if c.Withdrawn != nil {
			see(c.Withdrawn.On)
		}
		for _, h := range c.History {
			see(h.On)
		}
	}
	for _, p := range site.Pages {
		see(p.Updated)
	}
	for _, c := range site.Calls {
		see(c.Updated)
	}
	for _, p := range site.Partnerships {
		see(p.Updated)
	}
	return newest
}

func isDate(s string) bool {
	if len(s) != len("2026-11-23") || s[4] != '-' || s[7] != '-' {
		return false
	}
	for i, r := range s {
		if i != 4 && i != 7 && (r < '0' || r > '9') {
			return false
		}
	}
	return s[5:7] >= "01" && s[5:7] <= "12" && s[8:] >= "01" && s[8:] <= "31"
}

func images(site *model.Site) []Image {
	var list []Image
	for _, c := range site.Cases {
		for _, image := range c.Images() {
			list = append(list, Image{File: path.Join(c.Folder, image.Name), Address: image.Address})
		}
	}
	slices.SortFunc(list, func(a, b Image) int { return strings.Compare(a.Address, b.Address) })
	return slices.Compact(list)
}
