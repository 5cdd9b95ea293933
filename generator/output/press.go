package output

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// A press renders entries with several workers.
type press struct {
	change  *change
	entries []Entry
	next    []record // by the index of the entry
	sums    []Sum    // by the same; nil when no entry asks for them
	opt     Options

	mu     sync.Mutex
	order  []int // indices of entries: those that are Last stand at the end
	limit  int   // how many of order may be handed out now
	taken  int   // how many of order were
	done   int
	failed int // least index of an entry that failed
	err    error
}

// render renders the entries, stages what differs from the published files and
// returns the records of all of them.
func (c *change) render(ctx context.Context, entries []Entry, opt Options) ([]record, error) {
	p := &press{change: c, entries: entries, next: make([]record, len(entries)), opt: opt}
	if slices.ContainsFunc(entries, wantsSums) {
		p.sums = make([]Sum, len(entries))
		p.opt.Keep = nil // what is not rendered has no checksum
	}
	var last []int
	for i := range entries {
		switch {
		case wantsSums(entries[i]):
		case entries[i].Last:
			last = append(last, i)
		default:
			p.order = append(p.order, i)
		}
	}
	p.run(ctx, len(p.order))
	p.order = append(p.order, last...)
	p.run(ctx, len(p.order))
	p.rest(ctx)
	return p.next, p.err
}

// run renders the entries up to a place in the order, and returns when all of
// them are done.
func (p *press) run(ctx context.Context, limit int) {
	p.limit = limit
	var wg sync.WaitGroup
	for range min(p.opt.Workers, limit-p.taken) {
		wg.Go(func() { p.work(ctx) })
	}
	wg.Wait()
}

// wantsSums reports whether an entry needs the checksums of the others.
func wantsSums(e Entry) bool { return e.Sums != nil }

func (p *press) sheet() *sheet {
	return &sheet{stage: p.change.stage, in: folders{stage: p.change.stage}, limit: p.opt.MaxFile, sync: p.change.sync && syncEach}
}

func (p *press) work(ctx context.Context) {
	sh := p.sheet()
	last := -1
	for i := p.take(); i >= 0; i = p.take() {
		p.end(i, p.one(ctx, sh, i, p.entries[i].Write))
		last = i
	}
	p.leave(sh, last)
}

// rest renders the entries that need the checksums of the others.
func (p *press) rest(ctx context.Context) {
	if p.sums == nil || p.err != nil {
		return
	}
	sums := slices.DeleteFunc(slices.Clone(p.sums), func(s Sum) bool { return s.Path == "" })
	sh := p.sheet()
	for i, e := range p.entries {
		if wantsSums(e) && p.err == nil {
			p.end(i, p.one(ctx, sh, i, func(w io.Writer) error { return e.Sums(w, sums) }))
		}
	}
	p.leave(sh, len(p.entries))
}

// leave closes what a worker has open after the last entry that it rendered.
func (p *press) leave(sh *sheet, last int) {
	if err := sh.in.close(); err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.err == nil {
			p.failed, p.err = last, err
		}
	}
}

// take hands out the next entry, or -1. After a failure none is handed out,
// but those at work are ended: all before the failed one are among them, so
// that the least failure is the same in every run.
func (p *press) take() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.err != nil || p.taken == p.limit {
		return -1
	}
	p.taken++
	return p.order[p.taken-1]
}

func (p *press) end(i int, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil && (p.err == nil || i < p.failed) {
		p.failed, p.err = i, err
	}
	p.done++
	if p.opt.Progress != nil && p.err == nil {
		p.opt.Progress(p.done, len(p.entries))
	}
}

// one renders entry i with its function.
func (p *press) one(ctx context.Context, sh *sheet, i int, write func(io.Writer) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	e := &p.entries[i]
	was, published := find(p.change.old, e.Path)
	published = published && was.sum != digest{}
	if published && p.opt.Keep != nil && p.opt.Keep(e.Path) {
		p.next[i] = was
		return nil
	}
	sh.begin(e.Path)
	err := write(sh)
	if err == nil {
		err = sh.err
	}
	if err != nil {
		_ = sh.drop() // the stage is removed anyway
		return fmt.Errorf("%s (%s): %w", e.Path, e.From, err)
	}
	whole := sh.sum()
	if p.sums != nil && !wantsSums(*e) {
		p.sums[i] = Sum{e.Path, whole}
	}
	sum := half(whole)
	if published && was.sum == sum && p.change.site.intact(was) {
		p.next[i] = was
		return sh.drop()
	}
	if p.next[i], err = sh.keep(sum); err != nil {
		return fmt.Errorf("%s: %w", e.Path, err)
	}
	return nil
}

// intact reports whether a published file has the size and time stamp of its
// record. It only looks, so a plain path will do.
func (s *Site) intact(f record) bool {
	info, err := os.Lstat(filepath.Join(s.dir, filepath.FromSlash(f.path)))
	return err == nil && info.Mode().IsRegular() &&
		info.Size() == f.size && info.ModTime().UnixNano() == f.mtime
}
