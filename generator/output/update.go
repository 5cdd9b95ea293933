package output

import (
	"context"
	"errors"
	"fmt"
)

// Update publishes a few files beside those that are published, in place of
// what is at their addresses; all others stay as they are. It is for a page
// that somebody waits for: the next Publish makes the site whole again. Like
// that, it changes all of the files or none. Sums, Last and Keep mean nothing
// here; the Result counts the whole site.
//
// The entries are not judged: their addresses have been planned before. There
// has to be a published site.
func (s *Site) Update(ctx context.Context, entries []Entry, opt Options) (Result, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	res, err := s.update(ctx, entries, opt)
	if err != nil {
		return Result{}, fmt.Errorf("update %s: %w", s.name, err)
	}
	return res, nil
}

func (s *Site) update(ctx context.Context, entries []Entry, opt Options) (Result, error) {
	p := NewPlan()
	for _, e := range entries {
		p.Add(e)
	}
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
	if vacant {
		return Result{}, errors.New("nothing is published")
	}
	opt.Keep = nil
	c := &change{site: s, old: s.files, sync: !opt.NoSync}
	if err := c.prepare(ctx, p.inOrder(), withDefaults(opt)); err != nil {
		return Result{}, errors.Join(err, s.clear())
	}
	c.next = merge(s.files, c.next)
	return s.publishChange(c, opt)
}

// merge returns the files of old with those of next in their place; both are
// sorted by path, and so is the result.
func merge(old, next []record) []record {
	all := make([]record, 0, len(old)+len(next))
	for _, f := range old {
		for len(next) > 0 && next[0].path < f.path {
			all, next = append(all, next[0]), next[1:]
		}
		if len(next) > 0 && next[0].path == f.path {
			f, next = next[0], next[1:]
		}
		all = append(all, f)
	}
	return append(all, next...)
}
