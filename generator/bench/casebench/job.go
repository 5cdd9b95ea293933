package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"time"

	"casebook/generator/bench"
	"casebook/generator/bench/hugo"
	"casebook/generator/build"
)

// A job is one measurement, made in a process of its own.
type job struct {
	Mode                   string // make, rival, build, check, read, markdown, write, write-records
	Root, Site, Out, Tree  string
	Cases                  int
	Seed                   uint64
	Workers                int
	GCPercent              int
	CPUProfile, MemProfile string
}

// An outcome is what a job says about its work.
type outcome struct {
	Files   int     `json:"files,omitempty"`   // of the site, or read
	Written int     `json:"written,omitempty"` // files that differed
	Bytes   int64   `json:"bytes,omitempty"`
	Mode    string  `json:"mode,omitempty"` // how the site was published
	Stages  []stage `json:"stages,omitempty"`
	Own     *own    `json:"own,omitempty"`
}

// A stage is one of the build, in seconds.
type stage struct {
	Name  string  `json:"name"`
	Count int     `json:"count"`
	Wall  float64 `json:"wall_s"`
	CPU   float64 `json:"cpu_s"`
}

// own is what a job measured of itself, where its process does other work.
type own struct {
	Wall float64 `json:"wall_s"`
	CPU  float64 `json:"cpu_s"`
}

func (j *job) run(stdout io.Writer) error {
	j.tune()
	stop, err := j.profile()
	if err != nil {
		return err
	}
	var o outcome
	switch j.Mode {
	case "make":
		o, err = j.makeSite()
	case "rival":
		err = hugo.Write(j.Site, os.DirFS(j.Root), j.Cases, j.Seed)
	case "build":
		o, err = j.build(false)
	case "check":
		o, err = j.build(true)
	case "read":
		o, err = j.readFloor()
	case "markdown":
		o, err = j.markdownFloor()
	case "write":
		o, err = j.writeFloor(nil)
	case "write-records":
		o, err = j.writeFloor(perRecord)
	default:
		err = fmt.Errorf("there is no measurement %q", j.Mode)
	}
	stop()
	if err != nil {
		return err
	}
	return json.NewEncoder(stdout).Encode(o)
}

// tune sets the collector as the command does.
func (j *job) tune() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(j.GCPercent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(build.MemoryLimit(j.Cases))
	}
}

// profile starts the profiles that were asked for. The function ends them;
// a file that cannot be written is told on the standard error.
func (j *job) profile() (func(), error) {
	if j.CPUProfile == "" {
		return func() {}, nil
	}
	f, err := os.Create(j.CPUProfile)
	if err != nil {
		return nil, fmt.Errorf("make the processor profile: %w", err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, fmt.Errorf("start the processor profile: %w", err)
	}
	return func() {
		pprof.StopCPUProfile()
		if err := f.Close(); err != nil {
			fmt.Fprintln(os.Stderr, "casebench: write the processor profile:", err)
		}
	}, nil
}

// heap writes the memory profile: what is alive now, and all that was made.
func (j *job) heap() error {
	if j.MemProfile == "" {
		return nil
	}
	f, err := os.Create(j.MemProfile)
	if err != nil {
		return fmt.Errorf("make the memory profile: %w", err)
	}
	runtime.GC()
	err = pprof.WriteHeapProfile(f)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

func (j *job) makeSite() (outcome, error) {
	if err := bench.WriteSite(j.Site, os.DirFS(j.Root), j.Cases, j.Seed); err != nil {
		return outcome{}, err
	}
	if err := bench.Outputs(j.Site, os.DirFS(j.Root), false); err != nil {
		return outcome{}, err
	}
	files, err := treeFiles(j.cases())
	o := outcome{Files: len(files)}
	for _, f := range files {
		o.Bytes += f.size
	}
	return o, err
}

// baseURL is the address of the synthetic site, so that it has canonical
// addresses and a sitemap. No such host answers (RFC 2606, section 3).
const baseURL = "https://example.org/"

// build builds the site, or only checks its content.
func (j *job) build(checkOnly bool) (outcome, error) {
	var o outcome
	start, used := time.Now(), time.Duration(0)
	opt := build.Options{
		BaseURL: baseURL,
		Workers: j.Workers,
		Now:     func() int64 { return int64(time.Since(start)) },
		Stage: func(s build.Stage) {
			now := processorTime()
			o.Stages = append(o.Stages, stage{Name: s.Name, Count: s.Count, Wall: s.Took.Seconds(), CPU: (now - used).Seconds()})
			used = now
		},
	}
	fsys := os.DirFS(j.Site)
	content, err := build.Load(fsys, opt)
	if err != nil {
		return o, err
	}
	defer content.Close()
	o.Files = len(content.Site.Cases)
	if n := len(content.Findings); n > 0 {
		return o, fmt.Errorf("the site has %d findings, the first is %v", n, content.Findings[0])
	}
	if checkOnly {
		return o, nil
	}
	return o, j.publish(content, opt, &o)
}

func (j *job) publish(content *build.Content, opt build.Options, o *outcome) error {
	report, err := build.Publish(context.Background(), content, j.Out, opt)
	if err != nil {
		return err
	}
	o.Files, o.Written, o.Bytes, o.Mode = report.Output.Files, report.Output.Written, report.Output.Bytes, string(report.Output.Mode)
	if err := j.heap(); err != nil {
		return err
	}
	runtime.KeepAlive(content) // so that the memory profile shows what a build holds
	return nil
}
