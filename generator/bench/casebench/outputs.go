package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"casebook/generator/bench"
)

// An extra is what a kind of file adds to a build, by the medians of both.
type extra struct {
	What  string  `json:"what"`
	Files int     `json:"files"`
	Bytes int64   `json:"bytes"`
	Wall  float64 `json:"wall_s"`
	CPU   float64 `json:"cpu_s"`
	// Floor is the writing of as many files of the same sizes; 0: not measured.
	FloorWall float64 `json:"floor_wall_s,omitempty"`
	FloorCPU  float64 `json:"floor_cpu_s,omitempty"`
}

// needs are the kinds of files without which another is not made.
var needs = map[string]string{"data_package": "data_csv"}

// perRecord are the files beside each record.
var perRecord = []string{"record.json", "cite.bib", "cite.ris", "cite.csl.json"}

// outputs measures what each kind of file that site.toml can switch adds to a
// full build without any of them: each alone, and those of records together,
// beside the writing of as many files of their sizes. A kind that needs another
// is measured with it.
func outputs(o options, stdout, stderr io.Writer) error {
	keys, err := bench.OutputKeys(os.DirFS(o.root))
	if err != nil {
		return err
	}
	if o.outputs != "all" {
		keys = slices.DeleteFunc(keys, func(key string) bool { return !strings.HasPrefix(key, o.outputs) })
	}
	for _, n := range o.sizes {
		for _, dir := range o.folders {
			fmt.Fprintf(stderr, "measuring the outputs of %d cases in %s\n", n, dir)
			base, extras, err := measureOutputs(o, keys, n, dir)
			if err != nil {
				return fmt.Errorf("%d cases in %s: %w", n, dir, err)
			}
			if err := printOutputs(stdout, o, n, dir, base, extras); err != nil {
				return err
			}
		}
	}
	return nil
}

func measureOutputs(o options, keys []string, n int, dir string) (base sample, extras []extra, err error) {
	folder, err := os.MkdirTemp(dir, "casebench-")
	if err != nil {
		return base, nil, fmt.Errorf("make a folder for the site: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	m := &meter{options: o, n: n, base: folder}
	if _, err := m.child("make"); err != nil {
		return base, nil, err
	}
	runs := map[string][]sample{}
	sets := [][]string{nil}
	for _, key := range keys {
		sets = append(sets, []string{key})
	}
	records := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return !strings.HasPrefix(key, "record_") })
	if len(records) > 1 {
		sets = append(sets, records)
	}
	var floors []sample
	for range m.runs { // in turn, so that what else the machine does falls on all
		for _, set := range sets {
			s, err := m.with(set)
			if err != nil {
				return base, nil, fmt.Errorf("%v: %w", set, err)
			}
			runs[strings.Join(set, " ")] = append(runs[strings.Join(set, " ")], s)
		}
		if len(records) < 2 {
			continue
		}
		floor, err := m.child("write-records") // the tree is that of the last set
		if err != nil {
			return base, nil, err
		}
		floors = append(floors, floor)
		if err := os.RemoveAll(m.copy()); err != nil {
			return base, nil, err
		}
	}
	return compare(sets, runs, floors)
}

// with builds the site with some kinds of files into an empty folder.
func (m *meter) with(set []string) (sample, error) {
	on := func(key string) bool {
		return slices.Contains(set, key) || slices.ContainsFunc(set, func(k string) bool { return needs[k] == key })
	}
	settle()
	if err := errors.Join(m.empty(), bench.Switch(m.site(), os.DirFS(m.root), on)); err != nil {
		return sample{}, err
	}
	return m.child("build")
}

// compare takes the medians apart.
func compare(sets [][]string, runs map[string][]sample, floors []sample) (base sample, extras []extra, err error) {
	baseRow := row{Runs: runs[""]}
	base = baseRow.median()
	base.CPU = baseRow.cpu()
	for _, set := range sets[1:] {
		r := row{Runs: runs[strings.Join(set, " ")]}
		s := r.median()
		e := extra{What: strings.Join(set, " + "), Files: s.Files - base.Files, Bytes: s.Bytes - base.Bytes, Wall: s.Wall - base.Wall, CPU: r.cpu() - base.CPU}
		if len(set) > 1 {
			f := row{Runs: floors}
			e.What, e.FloorWall, e.FloorCPU = "all of a record", f.median().Wall, f.cpu()
		}
		extras = append(extras, e)
	}
	return base, extras, nil
}

func printOutputs(w io.Writer, o options, n int, dir string, base sample, extras []extra) error {
	fmt.Fprintf(w, "\n%d cases in %s, %d runs in turn; what each kind of file adds to a full build without any\n\n", n, dir, o.runs)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "output\tfiles\tMB\twall\tcpu\tof the build's cpu\twriting them: wall\tcpu\ttimes: wall\tcpu\t")
	fmt.Fprintf(t, "none\t%d\t%.1f\t%.3f\t%.3f\t\t\t\t\t\t\n", base.Files, mega(base.Bytes), base.Wall, base.CPU)
	for _, e := range extras {
		fmt.Fprintf(t, "%s\t%d\t%.1f\t%.3f\t%.3f\t%.1f%%\t", e.What, e.Files, mega(e.Bytes), e.Wall, e.CPU, 100*e.CPU/base.CPU)
		if e.FloorCPU > 0 {
			fmt.Fprintf(t, "%.3f\t%.3f\t%.2f\t%.2f\t\n", e.FloorWall, e.FloorCPU, e.Wall/e.FloorWall, e.CPU/e.FloorCPU)
		} else {
			fmt.Fprint(t, "\t\t\t\t\n")
		}
	}
	return t.Flush()
}
