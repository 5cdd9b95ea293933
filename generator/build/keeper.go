package build

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"casebook/generator/asset"
	"casebook/generator/load"
	"casebook/generator/output"
	"casebook/generator/search"
	"casebook/generator/spool"
)

// A Keeper keeps a published site equal to its content while that is edited.
// What files became when they were read last, and the digests of all that
// published pages were made of (keys.go), stay in memory; a build reads every
// file, but parses only those that differ, and renders only pages whose key
// differs. Hurry is for the page that somebody waits for.
//
// Its methods may be called from several goroutines. Builds wait for each
// other.
type Keeper struct {
	fsys fs.FS
	opt  Options
	out  *output.Site

	building sync.Mutex     // one build at a time
	stock    *stock         // of the next build
	indexers sync.WaitGroup // a build that is refused leaves its own behind
	indexing sync.Mutex     // one index at a time
	index    search.Cache

	mu     sync.Mutex        // of publications, and of what follows
	last   *Content          // that is published; nil: not known
	from   *stock            // of last
	keys   map[string]digest // of published files, by path
	asked  map[string]bool   // what published pages asked the plan, with the answer
	ahead  map[string]bool   // files that Hurry has published since the last build
	good   bool              // the newest build has succeeded
	styles map[string]string // address of each style sheet by its source, as published
}

// Keep opens the output folder out for the site of the root fsys. Nothing is
// built yet. The folder is locked until Close.
func Keep(fsys fs.FS, out string, opt Options) (*Keeper, error) {
	site, err := output.Open(out)
	if err != nil {
		return nil, err
	}
	return &Keeper{fsys: fsys, opt: opt, out: site, stock: newStock(), ahead: map[string]bool{}}, nil
}

func newStock() *stock { return &stock{cache: new(load.Cache), prose: new(spool.File)} }

// Close gives the output folder back, after the build that is under way.
func (k *Keeper) Close() error {
	k.building.Lock()
	defer k.building.Unlock()
	k.indexers.Wait() // they read the prose
	k.stock.prose.Close()
	if k.from != nil {
		k.from.prose.Close()
	}
	return k.out.Close()
}

// Build makes the site equal to the content. It returns what Site returns; the
// site is the old one when the error is not nil. When ctx ends before anything
// was published, the error is that of ctx.
func (k *Keeper) Build(ctx context.Context) (Report, error) {
	k.building.Lock()
	defer k.building.Unlock()
	const tries = 3 // an editor or a change of branch may be at work
	var report Report
	var err error
	for range tries {
		report, err = k.build(ctx)
		if !errors.Is(err, ErrMoving) && !errors.Is(err, fs.ErrNotExist) {
			break
		}
	}
	if err != nil {
		k.spoilt(ctx)
	}
	return report, err
}

// build builds once. It may find files that change or vanish meanwhile.
func (k *Keeper) build(ctx context.Context) (Report, error) {
	files := newSnapshot(k.fsys)
	made := make(chan index, 1)
	k.stock.planned = func(p *planner) {
		k.indexers.Go(func() {
			k.indexing.Lock()
			defer k.indexing.Unlock()
			made <- p.makeIndex(k.opt.Workers, &k.index)
		})
	}
	content, err := loadWith(ctx, files, k.opt, k.stock)
	if err != nil {
		return Report{}, err
	}
	report := newReport(content)
	if content.Findings.HasErrors() && !k.opt.Draft {
		return report, ErrFindings
	}
	err = k.publish(ctx, content, files, made, &report)
	report.Budget, report.Offenders = content.plan.budget.table()
	return report, err
}

// publish writes what differs, and keeps what is known of it for the next
// build.
func (k *Keeper) publish(ctx context.Context, content *Content, files *snapshot, made <-chan index, report *Report) error {
	plan := content.plan
	if err := plan.budget.err(); err != nil {
		return err
	}
	clock := newClock(k.opt)
	questions := trace(plan)
	clock.stage("index", plan.addIndex(<-made))
	if err := ctx.Err(); err != nil {
		return err
	}
	keys := newKeyring(plan, files.digests(), k.opt).keys(plan.plan.Entries())
	k.mu.Lock()
	defer k.mu.Unlock()
	fresh := k.last == nil || k.answersDiffer(plan.plan)
	opt := plan.outputOptions(k.opt)
	opt.NoSync = true // after a power cut the next build mends the site
	opt.Changed = func(path string) { report.Changed = append(report.Changed, path) }
	opt.Keep = func(path string) bool {
		key, ok := keys[path]
		return !fresh && ok && k.keys[path] == key && !k.ahead[path]
	}
	var err error
	if report.Output, err = k.out.Publish(ctx, plan.plan, opt); err != nil {
		return err
	}
	clock.stage("write", report.Output.Written)
	slices.Sort(report.Changed)
	report.Styles = k.renamedStyles(plan.assets)
	if fresh {
		k.asked = map[string]bool{}
	}
	questions.Range(func(address, answer any) bool {
		k.asked[address.(string)] = answer.(bool)
		return true
	})
	k.adopt(content, keys)
	return nil
}

// adopt takes content as what is published.
func (k *Keeper) adopt(content *Content, keys map[string]digest) {
	if k.from != nil && k.from != k.stock {
		k.from.prose.Close()
	}
	k.last, k.from, k.keys, k.good = content, k.stock, keys, true
	clear(k.ahead)
	if k.stock.full(content) {
		k.stock = newStock()
	}
}

// trace notes what pages ask the plan while they are written, with the answers.
func trace(p *planner) *sync.Map {
	var questions sync.Map
	p.pages.Has = func(address string) bool {
		if answer, ok := questions.Load(address); ok {
			return answer.(bool)
		}
		answer := p.plan.Has(address)
		questions.Store(address, answer)
		return answer
	}
	return &questions
}

// answersDiffer reports whether a plan answers differently to what published
// pages asked. Which page asked is not known: then all of them are rendered.
// An address that a record makes, or made, is left out: pages that ask for one
// read the record.
func (k *Keeper) answersDiffer(p *output.Plan) bool {
	for address, answer := range k.asked {
		if p.Has(address) != answer && !ofRecord(address, p) && !ofRecord(address, k.last.plan.plan) {
			return true
		}
	}
	return false
}

// ofRecord reports whether an address is one of those that every record has.
func ofRecord(address string, p *output.Plan) bool {
	return strings.HasPrefix(p.From(address), load.CasesDir+"/") &&
		(strings.HasPrefix(address, "cases/") || strings.HasPrefix(address, "id/"))
}

// spoilt notes that the site is not equal to its content, and takes back what
// Hurry has published of it: the last good site stays as a whole. A build that
// was broken off says nothing.
func (k *Keeper) spoilt(ctx context.Context) {
	if ctx.Err() != nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.good = false
	if len(k.ahead) == 0 || k.last == nil {
		return
	}
	var back []output.Entry
	for _, e := range k.last.plan.plan.Entries() {
		if k.ahead[e.Path] {
			back = append(back, e)
		}
	}
	// Should it fail, the pages stay ahead, and the next build writes them.
	_, _ = k.out.Update(ctx, back, output.Options{NoSync: true})
}

// renamedStyles returns the style sheets that have another address than when
// the site was published last, old to new, and keeps the new ones.
func (k *Keeper) renamedStyles(set *asset.Set) map[string]string {
	renamed, now := map[string]string{}, map[string]string{}
	for i := range set.Files {
		f := &set.Files[i]
		if !strings.HasSuffix(f.Address, ".css") {
			continue
		}
		now[f.Source] = f.Address
		if old := k.styles[f.Source]; old != "" && old != f.Address {
			renamed[old] = f.Address
		}
	}
	k.styles = now
	return renamed
}
