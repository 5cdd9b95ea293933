package build

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"slices"

	"casebook/generator/check"
	"casebook/generator/config"
	"casebook/generator/derive"
	"casebook/generator/diag"
	"casebook/generator/i18n"
	"casebook/generator/load"
	"casebook/generator/markdown"
	"casebook/generator/model"
	"casebook/generator/parallel"
	"casebook/generator/spool"
	"casebook/generator/stats"
	"casebook/generator/taxonomy"
)

// Options are the choices of a build.
type Options struct {
	BaseURL  string // takes the place of base_url in site.toml; empty: as there
	AsOf     string // YYYY-MM-DD; empty: the newest date in the content
	Edition  model.Edition
	Draft    bool // build in spite of findings of severity error
	Workers  int  // 0: one a processor
	Stage    func(Stage)
	Now      func() int64 // nanoseconds, for the times of stages; nil: no times
	Progress func(done, total int)
}

// Content is what is known before anything is rendered.
type Content struct {
	Site     *model.Site
	Facts    []*derive.Facts // in the order of Site.Cases
	Index    *taxonomy.Index
	Stats    []stats.Statistic
	Strings  *i18n.Strings
	Images   []load.Image
	Findings diag.List // sorted
	plan     *planner
	prose    *spool.File // of the records of a large site
	reading  load.Options
}

// Close gives back the temporary file in which the prose of a large site is
// kept. Nothing can be published afterwards.
func (c *Content) Close() { c.prose.Close() }

// StringsDir is the folder of the interface strings.
const StringsDir = "layouts/i18n"

// Load reads, derives, checks and plans the content below the root. What is
// wrong with it is in Content.Findings, dead links and taken addresses too; an error is one of operation: a missing
// site.toml, a folder that cannot be read, strings that cannot be parsed.
func Load(fsys fs.FS, opt Options) (*Content, error) {
	return loadWith(context.Background(), fsys, opt, &stock{prose: new(spool.File)})
}

// A stock is what one reading of the content may leave to the next.
type stock struct {
	cache *load.Cache // nil: nothing is left
	prose *spool.File
	// planned, if not nil, is told of the planner before it plans anything.
	planned func(*planner)
}

// full reports whether most of the prose that was put by is of records that
// are gone or were written anew: then it is time for a new stock.
func (s *stock) full(c *Content) bool {
	const spare = 64 << 20
	live := int64(0)
	for _, k := range c.Site.Cases {
		live += k.Kept().Size()
	}
	return s.prose.Size() > 2*live+spare
}

// loadWith is Load, with what earlier readings left. It ends early when ctx
// does.
func loadWith(ctx context.Context, fsys fs.FS, opt Options, left *stock) (*Content, error) {
	clock := newClock(opt)
	data, err := fs.ReadFile(fsys, config.File)
	if err != nil {
		return nil, fmt.Errorf("read %s (is this the folder of a site?): %w", config.File, err)
	}
	settings, found := config.Read(data)
	if opt.BaseURL != "" {
		base, problem := config.BaseURL(opt.BaseURL)
		if problem != "" {
			return nil, fmt.Errorf("the base address %q %s", opt.BaseURL, problem)
		}
		settings.BaseURL = base
	}
	settings.Edition = opt.Edition
	bundle, err := i18n.Load(fsys, StringsDir, settings.Language)
	if err != nil {
		return nil, fmt.Errorf("read interface strings: %w", err)
	}
	strings := bundle.Strings(settings.Language)
	options := load.Options{Config: settings, Words: words(strings), AsOf: opt.AsOf, Workers: opt.Workers, Archive: left.prose, Cache: left.cache}
	result, more, err := load.Site(fsys, options)
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	found = append(found, more...)
	clock.stage("load", len(result.Site.Cases)+len(result.Site.Pages)+len(result.Site.Calls)+len(result.Site.Partnerships))
	c := &Content{prose: left.prose, reading: options, Site: result.Site, Images: result.Images, Strings: strings}
	c.Facts = facts(c.Site, opt.Workers)
	clock.stage("derive", len(c.Facts))
	c.Index = taxonomy.Build(c.Site, c.Facts)
	previous, more := previousRelease(fsys, settings.Releases)
	found = append(found, more...)
	c.Stats = stats.Compute(stats.Input{Facts: c.Facts, Vocabularies: c.Site.Vocabularies, Calls: c.Site.Calls, Partnerships: c.Site.Partnerships, Gaps: settings.Gaps,
		MinN: settings.MinN, AsOf: c.Site.AsOf, Previous: previous})
	found = append(found, stats.CheckGaps(config.File, settings.Gaps, c.Site.Vocabularies, c.Stats)...)
	clock.stage("count", len(c.Stats))
	c.Findings = append(found, check.Site(c.Site, c.Facts)...)
	clock.stage("check", len(c.Findings))
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.plan, err = newPlanner(fsys, c, opt); err != nil {
		return nil, err
	}
	if left.planned != nil {
		left.planned(c.plan)
	}
	c.plan.all()
	c.Findings = append(c.Findings, c.plan.problems()...)
	c.Findings = append(c.Findings, check.Links(c.Site, c.plan.hasAddress)...).Sort()
	clock.stage("plan", c.plan.plan.Len())
	return c, ctx.Err()
}

// words are the interface strings that stand in rendered prose.
func words(s *i18n.Strings) markdown.Words {
	return markdown.Words{
		Reference: s.T("reference"), Table: s.T("table"), Footnotes: s.T("footnotes"), Footnote: s.T("footnote"),
		Back: s.T("footnote-back"), Done: s.T("task-done"), Undone: s.T("task-undone"),
	}
}

// facts derives every case, in parallel and into its own slot.
func facts(site *model.Site, workers int) []*derive.Facts {
	out := make([]*derive.Facts, len(site.Cases))
	parallel.For(len(out), workers, func(i int) { out[i] = derive.Case(site.Cases[i], site.Vocabularies) })
	return out
}

// Files returns the content files of a site, sorted, for those that want to
// judge only some of them.
func (c *Content) Files() []string {
	var files []string
	for _, k := range c.Site.Cases {
		files = append(files, k.File)
	}
	for _, p := range c.Site.Pages {
		files = append(files, p.File)
	}
	for _, k := range c.Site.Calls {
		files = append(files, k.File)
	}
	for _, p := range c.Site.Partnerships {
		files = append(files, p.File)
	}
	slices.Sort(files)
	return files
}
