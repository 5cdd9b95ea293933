package build

import "time"

// A Stage is one step of a build, done.
type Stage struct {
	Name  string        // load, derive, check, plan, write; pack
	Count int           // what it made or read
	Took  time.Duration // wall time; 0 without a clock
}

// A clock measures stages one after the other.
type clock struct {
	now    func() int64
	last   int64
	report func(Stage)
}

func newClock(opt Options) *clock {
	c := &clock{now: opt.Now, report: opt.Stage}
	if c.now == nil {
		c.now = func() int64 { return 0 }
	}
	c.last = c.now()
	return c
}

// stage ends the stage that began with the one before.
func (c *clock) stage(name string, count int) {
	now := c.now()
	if c.report != nil {
		c.report(Stage{Name: name, Count: count, Took: time.Duration(now - c.last)})
	}
	c.last = now
}
