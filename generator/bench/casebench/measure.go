package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"casebook/generator/bench"
)

// A block is what was measured for one number of cases in one folder.
type block struct {
	Cases  int    `json:"cases"`
	Folder string `json:"folder"`
	Input  int64  `json:"input_bytes"` // of the cases
	Runs   int    `json:"runs"`
	Rows   []row  `json:"rows"`
}

// A row is one measurement with all its runs.
type row struct {
	What string   `json:"what"`
	Runs []sample `json:"runs"`
}

// A sample is one run. Wall and processor time are those of the whole process,
// in seconds, but for the writing floor, whose process first looks at what
// there is to write.
type sample struct {
	Wall float64 `json:"wall_s"`
	CPU  float64 `json:"cpu_s"`    // user and system
	Peak float64 `json:"peak_mib"` // resident memory; 0 where the system does not tell

	IndexFiles int   `json:"index_files,omitempty"` // of the search, in a full build
	IndexBytes int64 `json:"index_bytes,omitempty"`
	outcome
}

// The names of the measurements, in the order of the table.
const (
	whatFull      = "full build"
	whatHugo      = "Hugo"
	whatPagefind  = "Pagefind over the built site"
	whatAll       = "full build, every file for machines"
	whatUnchanged = "nothing changed"
	whatOne       = "one case changed"
	whatCheck     = "check alone"
	whatRead      = "floor: read, YAML, goldmark"
	whatMarkdown  = "floor: goldmark alone"
	whatWrite     = "floor: write the same files"
)

// measure makes a site, measures everything about it, and removes it.
func measure(o options, n int, dir string) (block, error) {
	base, err := os.MkdirTemp(dir, "casebench-")
	if err != nil {
		return block{}, fmt.Errorf("make a folder for the site: %w", err)
	}
	if !o.keep {
		defer os.RemoveAll(base)
	}
	m := &meter{options: o, n: n, base: base}
	if n > o.beside {
		m.tools, m.runs = tools{}, o.large
	}
	made, err := m.child("make")
	if err != nil {
		return block{}, err
	}
	if m.tools.hugo != "" {
		if _, err := m.child("rival"); err != nil {
			return block{}, err
		}
	}
	b := block{Cases: n, Folder: dir, Input: made.Bytes, Runs: m.runs}
	steps := m.steps()
	for _, step := range steps {
		b.Rows = append(b.Rows, row{What: step.what})
	}
	for range m.runs { // in turn, so that what else the machine does falls on all
		for i, step := range steps {
			settle()
			s, err := step.run()
			if err != nil {
				return block{}, fmt.Errorf("%s: %w", step.what, err)
			}
			b.Rows[i].Runs = append(b.Rows[i].Runs, s)
		}
	}
	return b, nil
}

// A step is one measurement. Those that change the built site stand after
// those that need it as it is.
type step struct {
	what string
	run  func() (sample, error)
}

func (m *meter) steps() []step {
	steps := []step{{whatFull, m.full}}
	if m.tools.hugo != "" {
		steps = append(steps, step{whatHugo, m.hugo})
	}
	if m.tools.pagefind != "" {
		steps = append(steps, step{whatPagefind, m.pagefind})
	}
	return append(steps,
		step{whatWrite, m.copyTree},
		step{whatUnchanged, func() (sample, error) { return m.child("build") }},
		step{whatOne, m.one},
		step{whatAll, m.all},
		step{whatCheck, func() (sample, error) { return m.child("check") }},
		step{whatRead, func() (sample, error) { return m.child("read") }},
		step{whatMarkdown, func() (sample, error) { return m.child("markdown") }},
	)
}

// A meter makes the measurements of one site.
type meter struct {
	options
	n        int
	base     string
	edits    int
	profiled bool // this run is one to profile
}

func (m *meter) site() string { return filepath.Join(m.base, "site") }
func (m *meter) out() string  { return filepath.Join(m.base, "public") }
func (m *meter) copy() string { return filepath.Join(m.base, "copy") }

// rival is the folder of Hugo's site.
func (m *meter) rival() string { return filepath.Join(m.base, "hugo") }

// full builds the site into an empty folder.
func (m *meter) full() (sample, error) {
	if err := m.empty(); err != nil {
		return sample{}, err
	}
	m.profiled = true
	defer func() { m.profiled = false }()
	s, err := m.child("build")
	if err != nil {
		return s, err
	}
	files, err := treeFiles(filepath.Join(m.out(), "search"))
	for _, f := range files {
		if strings.HasSuffix(f.path, ".js") {
			s.IndexFiles++
			s.IndexBytes += f.size
		}
	}
	return s, err
}

// all builds the site with every file for machines into an empty folder.
func (m *meter) all() (sample, error) {
	root := os.DirFS(m.root)
	if err := errors.Join(m.empty(), bench.Outputs(m.site(), root, true)); err != nil {
		return sample{}, err
	}
	s, err := m.child("build")
	return s, errors.Join(err, bench.Outputs(m.site(), root, false))
}

// one builds the site after an edit of one case.
func (m *meter) one() (sample, error) {
	if err := m.edit(); err != nil {
		return sample{}, err
	}
	return m.child("build")
}

func (m *meter) copyTree() (sample, error) {
	if err := os.RemoveAll(m.copy()); err != nil {
		return sample{}, err
	}
	s, err := m.child("write")
	return s, errors.Join(err, os.RemoveAll(m.copy()))
}

// hugo builds Hugo's site into an empty folder.
func (m *meter) hugo() (sample, error) {
	out := filepath.Join(m.base, "hugo-public")
	if err := os.RemoveAll(out); err != nil {
		return sample{}, err
	}
	cmd := exec.Command(m.tools.hugo, "--quiet", "--source", m.rival(), "--destination", out)
	cmd.Env = append(os.Environ(), "HUGO_CACHEDIR="+filepath.Join(m.base, "hugo-cache"))
	s, err := timed(cmd, out)
	return s, errors.Join(err, os.RemoveAll(out))
}

// pagefind indexes the built site.
func (m *meter) pagefind() (sample, error) {
	out := filepath.Join(m.base, "pagefind")
	if err := os.RemoveAll(out); err != nil {
		return sample{}, err
	}
	s, err := timed(exec.Command(m.tools.pagefind, "--quiet", "--site", m.out(), "--output-path", out), out)
	return s, errors.Join(err, os.RemoveAll(out))
}

// timed runs a command and counts the files that it leaves in a folder.
func timed(cmd *exec.Cmd, out string) (sample, error) {
	start := time.Now()
	printed, err := cmd.CombinedOutput()
	s := sample{Wall: time.Since(start).Seconds()}
	if err != nil {
		return s, fmt.Errorf("%w: %s", err, printed)
	}
	s.CPU = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	s.Peak = peakMiB(cmd.ProcessState)
	files, err := treeFiles(out)
	s.Files, s.Written = len(files), len(files)
	for _, f := range files {
		s.Bytes += f.size
	}
	return s, err
}

// empty removes what a build has left, so that the next one is the first.
func (m *meter) empty() error {
	return errors.Join(os.RemoveAll(m.out()), os.RemoveAll(filepath.Join(m.base, ".public.casebook")))
}

// edit adds a sentence to one case.
func (m *meter) edit() error {
	m.edits++
	path := filepath.Join(m.site(), "content", "cases", bench.File(1, m.seed))
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "\nChange %d.\n", m.edits)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// child runs this program for one measurement.
func (m *meter) child(mode string) (sample, error) {
	self, err := os.Executable()
	if err != nil {
		return sample{}, err
	}
	cmd := exec.Command(self, m.arguments(mode)...)
	var stdout bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, os.Stderr
	start := time.Now()
	err = cmd.Run()
	s := sample{Wall: time.Since(start).Seconds()}
	if err != nil {
		return s, fmt.Errorf("child %s: %w", mode, err)
	}
	s.CPU = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
	s.Peak = peakMiB(cmd.ProcessState)
	if err := json.Unmarshal(stdout.Bytes(), &s.outcome); err != nil {
		return s, fmt.Errorf("child %s: read its outcome: %w", mode, err)
	}
	if s.Own != nil {
		s.Wall, s.CPU = s.Own.Wall, s.Own.CPU
	}
	return s, nil
}

func (m *meter) arguments(mode string) []string {
	site, out := m.site(), m.out()
	switch mode {
	case "write", "write-records":
		out = m.copy()
	case "rival":
		site = m.rival()
	}
	args := []string{
		"-child", mode, "-root", m.root, "-n", strconv.Itoa(m.n), "-seed", strconv.FormatUint(m.seed, 10),
		"-site", site, "-out", out, "-tree", m.out(),
		"-workers", strconv.Itoa(m.job.Workers), "-gogc", strconv.Itoa(m.job.GCPercent),
	}
	if mode == "build" && m.profiled {
		args = append(args, "-cpuprofile", m.job.CPUProfile, "-memprofile", m.job.MemProfile)
	}
	return args
}
