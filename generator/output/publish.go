package output

import (
	"context"
	"errors"
	"fmt"
	"runtime"
)

// MaxFile is the largest file in bytes that an entry may write unless
// Options.MaxFile says otherwise.
const MaxFile = 64 << 20

// Options are the choices of a publication; the zero value is fine.
type Options struct {
	// Workers is the number of entries rendered at a time; 0 means one for
	// each processor.
	Workers int
	// MaxFile is the largest file in bytes that an entry may write; 0 means
	// the constant MaxFile.
	MaxFile int64
	// NoSync leaves the syncs out. A killed process does no harm either way;
	// after a power cut the site may then hold empty files.
	NoSync bool
	// Keep, if not nil, names files that are known to be as they were
	// published last: they are neither rendered nor looked at. A file that was
	// not published is rendered whatever Keep says, and so is every file when
	// an entry of the plan wants checksums. It is called from several
	// goroutines.
	Keep func(path string) bool
	// Check, if not nil, sees the size in bytes of every file of the new site,
	// in the order of paths and from one goroutine, before anything is
	// published. If it returns errors, nothing is, and Publish returns them.
	Check func(path string, size int64) error
	// Changed, if not nil, is told each path that was written or removed, once
	// the publication has succeeded.
	Changed func(path string)
	// Progress, if not nil, is told after each entry how many are done. Calls
	// do not overlap, and done grows.
	Progress func(done, total int)
}

// A Mode says how a site was published.
type Mode string

// The modes; see the package comment.
const (
	Unchanged Mode = "unchanged" // every file was there already
	First     Mode = "first"
	Delta     Mode = "delta"
	Exchange  Mode = "exchange"
)

// A Result counts the files of a publication.
type Result struct {
	Files     int   // of the site
	Written   int   // new, or with other content
	Unchanged int   // not touched
	Removed   int   // no longer planned
	Bytes     int64 // of the site
	Mode      Mode
}

// Publish renders the plan and makes the output folder equal to it. Foreign
// files in the folder stay unless they are in the way, which is ErrForeign.
//
// If it returns an error, the site is the old one, except when the system
// refuses a step after the journal is written: then the next Publish or Open
// ends what was begun. Of several entries that fail, the error is that of the
// first in the order of paths, and those that are Last come after all others;
// it names the path and what makes it.
func (s *Site) Publish(ctx context.Context, p *Plan, opt Options) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	res, err := s.publish(ctx, p, opt)
	if err != nil {
		return Result{}, fmt.Errorf("publish %s: %w", s.name, err)
	}
	return res, nil
}

func (s *Site) publish(ctx context.Context, p *Plan, opt Options) (Result, error) {
	if err := refuse(p); err != nil {
		return Result{}, err
	}
	if err := s.recover(); err != nil {
		return Result{}, err
	}
	vacant, err := s.vacant()
	if err != nil {
		return Result{}, err
	}
	old := s.files
	if vacant {
		old = nil // what the manifest lists is gone
	}
	c := &change{site: s, old: old, vacant: vacant, sync: !opt.NoSync}
	if err := c.prepare(ctx, p.inOrder(), withDefaults(opt)); err != nil {
		return Result{}, errors.Join(err, s.clear())
	}
	return s.publishChange(c, opt)
}

// publishChange commits a change that is prepared.
func (s *Site) publishChange(c *change, opt Options) (Result, error) {
	mode, err := c.commit()
	if err != nil && !c.begun {
		return Result{}, errors.Join(err, s.dropJournal(), s.clear())
	}
	if err != nil {
		return Result{}, err
	}
	// The site is published. If the stage cannot be removed now, the next
	// publication does it.
	_ = s.clear()
	c.tell(opt.Changed)
	return c.result(mode), nil
}

// tell names what was written and removed.
func (c *change) tell(changed func(path string)) {
	if changed == nil {
		return
	}
	for _, path := range c.put {
		changed(path)
	}
	for _, f := range c.gone {
		changed(f.path)
	}
}

// refuse returns an error if the plan cannot be published.
func refuse(p *Plan) error {
	problems := p.Problems()
	if len(problems) == 0 {
		return nil
	}
	return fmt.Errorf("%d of the addresses cannot be used, the first: %s", len(problems), problems[0].Message)
}

func withDefaults(opt Options) Options {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.MaxFile <= 0 {
		opt.MaxFile = MaxFile
	}
	return opt
}

// prepare fills the stage with what differs. Nothing outside it is touched.
func (c *change) prepare(ctx context.Context, entries []Entry, opt Options) error {
	st, err := c.site.openStage()
	if err != nil {
		return err
	}
	c.stage = st
	c.next, err = c.render(ctx, entries, opt)
	if err == nil {
		err = check(c.next, opt.Check)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return errors.Join(err, st.close())
	}
	return nil
}

// check lets the caller veto the new site.
func check(next []record, veto func(string, int64) error) error {
	if veto == nil {
		return nil
	}
	var errs []error
	for _, f := range next {
		if err := veto(f.path, f.size); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", f.path, err))
		}
	}
	return errors.Join(errs...)
}

func (c *change) result(mode Mode) Result {
	res := Result{Files: len(c.next), Written: len(c.put), Removed: len(c.gone), Mode: mode}
	res.Unchanged = res.Files - res.Written
	for _, f := range c.next {
		res.Bytes += f.size
	}
	return res
}
