package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"

	"casebook/generator/build"
)

// The files of a profile, for go tool pprof.
const (
	cpuProfile    = "cpu.pprof"
	memoryProfile = "memory.pprof"
)

// A profile is where a build spends processor time and memory. A nil profile
// does nothing.
type profile struct {
	dir  string
	cpu  *os.File
	heap bool // the memory profile is written
	err  error
}

// startProfile begins to measure into a folder, which it makes; an empty name
// measures nothing.
func (a *app) startProfile(dir string) (*profile, error) {
	if dir == "" {
		return nil, nil
	}
	p := &profile{dir: a.absolute(dir)}
	err := os.MkdirAll(p.dir, 0o755)
	if err == nil {
		p.cpu, err = os.Create(filepath.Join(p.dir, cpuProfile))
	}
	if err == nil {
		err = pprof.StartCPUProfile(p.cpu)
	}
	if err != nil {
		return nil, fmt.Errorf("write profiles: %w", err)
	}
	return p, nil
}

// watch writes the memory profile at the end of the last stage, while the
// build still holds what it holds.
func (p *profile) watch(opt *build.Options) {
	if p == nil {
		return
	}
	stage := opt.Stage
	opt.Stage = func(s build.Stage) {
		stage(s)
		if s.Name == "write" {
			p.memory()
		}
	}
}

func (p *profile) memory() {
	if p.heap || p.err != nil {
		return
	}
	p.heap = true
	f, err := os.Create(filepath.Join(p.dir, memoryProfile))
	if err != nil {
		p.err = err
		return
	}
	runtime.GC() // without it the profile is that of the last collection
	p.err = errors.Join(pprof.WriteHeapProfile(f), f.Close())
}

// stop ends the profiles and says where they are, unless it shall be silent.
func (p *profile) stop(a *app, silent bool) error {
	if p == nil {
		return nil
	}
	pprof.StopCPUProfile()
	p.memory() // of a build that did not get that far
	if err := errors.Join(p.err, p.cpu.Close()); err != nil {
		return fmt.Errorf("write profiles: %w", err)
	}
	if silent {
		return nil
	}
	a.say("\nprofiles: go tool pprof -http=: %s, or %s", filepath.Join(p.dir, cpuProfile), memoryProfile)
	return nil
}
