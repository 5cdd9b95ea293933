package build

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"casebook/generator/asset"
	"casebook/generator/check"
	"casebook/generator/derive"
	"casebook/generator/diag"
	"casebook/generator/load"
	"casebook/generator/markdown"
	"casebook/generator/model"
	"casebook/generator/output"
)

// mostHurried is the number of files up to which Hurry is worth its while.
const mostHurried = 8

// A Hurried is what came of a Hurry.
type Hurried struct {
	Changed  []string          // files of the site that were written
	Styles   map[string]string // style sheets with another name, old to new
	Findings diag.List         // of the files alone
	Refused  bool              // they have errors: nothing is published
}

// Hurry publishes the pages that the files make, each by itself: a record or a
// page of prose is read and rendered with everything else as it was, a style
// sheet gets its new name. It does not take the place of a build, which brings
// what else follows: lists, counts, neighbours. It does nothing where that
// would be more than a few pages, where the site is not equal to its content
// in the first place, and for new files, which no page shows yet.
//
// A build under way would overwrite what Hurry publishes with what it read
// before: it is broken off first.
func (k *Keeper) Hurry(ctx context.Context, files []string) (Hurried, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.last == nil || !k.good || len(files) == 0 || len(files) > mostHurried {
		return Hurried{}, nil
	}
	h := &hurry{keeper: k, last: k.last, fsys: newSnapshot(k.fsys)}
	for _, file := range files {
		if known, err := h.take(file); err != nil || !known {
			return Hurried{}, err
		}
	}
	h.result.Findings = h.result.Findings.Sort()
	if h.result.Refused = h.result.Findings.HasErrors() && !k.opt.Draft; h.result.Refused {
		return h.result, nil
	}
	return h.result, h.publish(ctx)
}

// A hurry is the work of one Hurry.
type hurry struct {
	keeper  *Keeper
	last    *Content
	fsys    fs.FS
	entries []output.Entry
	budgets []*budget
	result  Hurried
}

// take reads one file and plans what it makes. known is false for a file that
// needs a build.
func (h *hurry) take(file string) (known bool, err error) {
	site := h.last.Site
	if i := slices.IndexFunc(site.Cases, func(c *model.Case) bool { return c.File == file }); i >= 0 {
		return h.record(site.Cases[i])
	}
	if i := slices.IndexFunc(site.Pages, func(p *model.Page) bool { return p.File == file }); i >= 0 {
		return h.prose(site.Pages[i])
	}
	if strings.HasPrefix(file, asset.Dir+"/") && strings.HasSuffix(file, ".css") {
		return h.style(file)
	}
	// What some editors write beside the file, and is gone by now.
	_, err = fs.Lstat(h.keeper.fsys, file)
	return errors.Is(err, fs.ErrNotExist), nil
}

func (h *hurry) record(was *model.Case) (bool, error) {
	c, found, err := load.Case(h.fsys, h.reading(), was)
	if err != nil {
		return false, err
	}
	f := derive.Case(c, h.last.Site.Vocabularies)
	found = append(found, check.Case(h.last.Site, f)...)
	p := h.planner(c.File, append(found, h.links(&model.Site{Cases: []*model.Case{c}})...))
	p.record(f)
	h.add(p)
	return true, nil
}

func (h *hurry) prose(was *model.Page) (bool, error) {
	page, found, err := load.Page(h.fsys, h.reading(), was)
	if err != nil || page.Title.Text != was.Title.Text || page.Order != was.Order {
		return false, err // the foot of every page
	}
	found = append(found, check.Page(h.last.Site, page)...)
	p := h.planner(page.File, append(found, h.links(&model.Site{Pages: []*model.Page{page}})...))
	p.prose(page)
	h.add(p)
	return true, nil
}

// reading returns the options with which the site was read. The prose of a
// page or two may stay in memory.
func (h *hurry) reading() load.Options {
	opt := h.last.reading
	opt.Cache, opt.Archive = nil, nil
	return opt
}

// links follows the links of one file.
func (h *hurry) links(site *model.Site) diag.List {
	return check.Links(site, h.last.plan.hasAddress)
}

// planner returns a planner with an empty plan for what one file makes, and
// everything else as it is published.
func (h *hurry) planner(file string, found diag.List) *planner {
	h.result.Findings = append(h.result.Findings, found...)
	p := *h.last.plan
	p.plan, p.leftOut, p.listed = output.NewPlan(), nil, nil
	p.budget = newBudget(h.last.Site.Config.Budgets)
	p.errors = maps.Clone(p.errors)
	delete(p.errors, file)
	maps.Copy(p.errors, errorsByFile(found))
	p.pages = p.pages.With(h.last.plan.plan.Has, p.errors)
	return &p
}

// add takes what is planned and was published under the same address.
func (h *hurry) add(p *planner) {
	for _, e := range p.plan.Entries() {
		if h.last.plan.plan.From(e.Path) == e.From {
			h.entries = append(h.entries, e)
		}
	}
	h.budgets = append(h.budgets, p.budget)
}

// style plans a style sheet under its new name. Pages name the old one until
// the next build; those that are open are told.
func (h *hurry) style(file string) (bool, error) {
	set, err := asset.Load(h.fsys, map[string][]byte{codeSheet: markdown.HighlightCSS()})
	if err != nil {
		return false, err
	}
	b := newBudget(h.last.Site.Config.Budgets)
	if b.assets(set, set.Address("style.css")); b.err() != nil {
		return false, nil // the build tells
	}
	for i := range set.Files {
		f := &set.Files[i]
		old := h.keeper.styles[f.Source]
		if f.Source != file || old == "" || old == f.Address {
			continue
		}
		if h.result.Styles == nil {
			h.result.Styles = map[string]string{}
		}
		h.result.Styles[old] = f.Address
		h.entries = append(h.entries, output.Entry{Path: f.Address, From: f.Source, Write: writer(f.Data)})
	}
	return true, nil
}

// publish writes the files. One over its budget is left to the build, which
// tells of it.
func (h *hurry) publish(ctx context.Context) error {
	if len(h.entries) == 0 {
		return nil
	}
	k := h.keeper
	opt := output.Options{Workers: k.opt.Workers, NoSync: true}
	opt.Changed = func(path string) {
		k.ahead[path] = true
		h.result.Changed = append(h.result.Changed, path)
	}
	opt.Check = func(path string, size int64) error {
		for _, b := range h.budgets {
			if err := b.see(path, size); err != nil {
				return err
			}
		}
		return nil
	}
	_, err := k.out.Update(ctx, h.entries, opt)
	return err
}
