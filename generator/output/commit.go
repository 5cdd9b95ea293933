package output

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// A change leads from the published files to the next ones.
type change struct {
	site      *Site
	stage     *stage
	old, next []record // sorted by path; next[i].put if it is on the stage
	vacant    bool     // nothing is published
	sync      bool

	gone  []record // old files that are not in next
	put   []string // paths of next with put; the marks are gone after the commit
	begun bool     // past the point of no return
}

// commit publishes the stage, which it closes.
func (c *change) commit() (Mode, error) {
	c.gone = without(c.old, c.next)
	for _, f := range c.next {
		if f.put {
			c.put = append(c.put, f.path)
		}
	}
	if !c.vacant && len(c.put)+len(c.gone) == 0 {
		return Unchanged, c.stage.close()
	}
	whole := c.vacant || c.completeStage()
	if err := c.seal(); err != nil {
		return "", err
	}
	switch {
	case whole && c.vacant:
		if done, err := c.replace(kindFirst); done || err != nil {
			return First, err
		}
	case whole:
		if done, err := c.replace(kindExchange); done || err != nil {
			return Exchange, err
		}
	}
	return Delta, c.delta()
}

// seal makes the stage durable and closes it: Windows moves no open folder.
func (c *change) seal() error {
	var err error
	if c.sync {
		err = c.stage.sync()
	}
	return errors.Join(err, c.stage.close(), c.site.at("sealed"))
}

// replace puts the stage in the place of the site in one step. It returns
// false if the system refuses that step and nothing has changed.
func (c *change) replace(k kind) (bool, error) {
	s := c.site
	if err := s.writeFiles(journalName, k, c.next, c.sync); err != nil {
		return false, err
	}
	if err := s.at("journal"); err != nil {
		return false, err
	}
	step := s.placeFirst
	if k == kindExchange {
		step = s.exchange
	}
	if step() != nil {
		return false, nil
	}
	c.begun = true
	return true, c.end()
}

// end makes the journal the manifest, once all its files are in place.
func (c *change) end() error {
	s := c.site
	if err := s.at("placed"); err != nil {
		return err
	}
	if c.sync {
		if err := s.syncNames("."); err != nil {
			return err
		}
	}
	return s.finish(c.next)
}

// placeFirst renames the stage to the output folder, which is absent or empty.
func (s *Site) placeFirst() error {
	err := s.rename(s.in(stageName), s.name)
	// Not every system renames over an empty folder. Remove fails on one that
	// has been filled meanwhile.
	if err != nil && s.parent.Remove(s.name) == nil {
		err = s.rename(s.in(stageName), s.name)
	}
	return err
}

// exchange swaps the stage and the output folder.
func (s *Site) exchange() error {
	dir, err := s.parent.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := s.at("exchange"); err != nil {
		return err
	}
	if err := exchange(dir, s.in(stageName), s.name); err != nil {
		s.noExchange = true
		return err
	}
	return nil
}

// completeStage links the unchanged files into the stage if the site is to be
// exchanged: most files differ, nothing foreign would be lost and the system
// plays along. Links keep the files themselves as they are.
func (c *change) completeStage() bool {
	s := c.site
	if s.noExchange || 2*(len(c.put)+len(c.gone)) <= len(c.next) {
		return false
	}
	if found, err := s.foreignIn(".", c.old); found != "" || err != nil {
		return false
	}
	for _, f := range c.next {
		if f.put {
			continue
		}
		if c.link(f.path) != nil {
			s.noExchange = true
			return false
		}
	}
	return true
}

func (c *change) link(name string) error {
	if err := c.site.at("link"); err != nil {
		return err
	}
	if err := c.stage.folder(path.Dir(name)); err != nil {
		return err
	}
	return c.site.parent.Link(c.site.to(name), c.site.staged(name))
}

// delta publishes by moving only what differs.
func (c *change) delta() error {
	s := c.site
	if err := c.obstacles(); err != nil {
		return err
	}
	// Not in the journalled part: a journal without the folder means that the
	// folder has been removed since.
	if err := s.parent.Mkdir(s.name, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := s.writeFiles(journalName, kindDelta, c.next, c.sync); err != nil {
		return err
	}
	c.begun = true
	if err := s.at("journal"); err != nil {
		return err
	}
	if err := s.apply(c.old, c.next, false); err != nil {
		return fmt.Errorf("%w; the next build will end what was begun", err)
	}
	return c.end()
}

// dropJournal removes the journal of a publication that has not begun.
func (s *Site) dropJournal() error {
	err := s.parent.Remove(s.in(journalName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
