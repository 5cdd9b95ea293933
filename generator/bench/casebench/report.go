package main

import (
	"cmp"
	"fmt"
	"io"
	"runtime"
	"slices"
	"text/tabwriter"
)

// A report is everything that was measured.
type report struct {
	Go         string  `json:"go"`
	System     string  `json:"system"`
	Processors int     `json:"processors"`
	Runs       int     `json:"runs"`
	Seed       uint64  `json:"seed"`
	Hugo       string  `json:"hugo,omitempty"` // version
	Pagefind   string  `json:"pagefind,omitempty"`
	GCPercent  int     `json:"gc_percent"`
	Blocks     []block `json:"blocks"`
}

func newReport(o options) *report {
	return &report{Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Processors: runtime.NumCPU(),
		Runs: o.runs, Seed: o.seed, GCPercent: o.job.GCPercent, Hugo: o.tools.hugoVersion, Pagefind: o.tools.pagefindVersion}
}

// print prints the report for a person.
func (r *report) print(w io.Writer) error {
	fmt.Fprintf(w, "%s, %s, %d processors, seed %d; times in seconds, memory in MiB; medians, of memory the most\n",
		r.Go, r.System, r.Processors, r.Seed)
	if r.Hugo != "" {
		fmt.Fprintf(w, "Hugo %s: the same cases as pages with the same parts, lists and terms in pages of 100, countries, aliases, feeds, sitemap;\n"+
			"without statistics, maps, drawn routes, data, search, checks (see generator/bench/hugo)\n", r.Hugo)
	}
	if r.Pagefind != "" {
		fmt.Fprintf(w, "Pagefind %s: over the site that the full build made\n", r.Pagefind)
	}
	for i := range r.Blocks {
		if err := r.Blocks[i].print(w); err != nil {
			return err
		}
	}
	if err := r.growth(w); err != nil {
		return err
	}
	return r.bars(w)
}

func (b *block) print(w io.Writer) error {
	fmt.Fprintf(w, "\n%d cases (%.1f MB) in %s, %d runs in turn\n\n", b.Cases, mega(b.Input), b.Folder, b.Runs)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "what\tfiles\tMB\twall: median\tleast\tmost\tcpu\tpeak MiB\tfiles/s\twritten\t")
	for _, row := range b.Rows {
		m := row.median()
		fmt.Fprintf(t, "%s\t%d\t%.1f\t%.3f\t%.3f\t%.3f\t%.3f\t%.0f\t%.0f\t%d\t\n", row.What, m.Files, mega(m.Bytes),
			m.Wall, row.least(), row.most(), row.cpu(), row.peak(), float64(m.Files)/m.Wall, m.Written)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	b.stages(w)
	return nil
}

func (b *block) stages(w io.Writer) {
	fmt.Fprint(w, "\nstages of the full build, wall/cpu:")
	for _, s := range b.row(whatFull).median().Stages {
		fmt.Fprintf(w, "  %s %.3f/%.3f", s.Name, s.Wall, s.CPU)
	}
	if full := b.row(whatFull).median(); full.IndexFiles > 0 {
		fmt.Fprintf(w, "\nindex of the search: %d files, %.1f MB", full.IndexFiles, mega(full.IndexBytes))
	}
	fmt.Fprintln(w)
}

// growth compares sites of different size in the same folder: 1.00 is linear.
func (r *report) growth(w io.Writer) error {
	for i := range r.Blocks {
		small := &r.Blocks[i]
		for j := range r.Blocks[i+1:] {
			large := &r.Blocks[i+1+j]
			if small.Folder != large.Folder || small.Cases == large.Cases {
				continue
			}
			a, b := small.row(whatFull), large.row(whatFull)
			per := float64(large.Cases) / float64(small.Cases)
			if _, err := fmt.Fprintf(w, "\nfrom %d to %d cases in %s, over linear growth: wall %.2f, cpu %.2f\n", small.Cases, large.Cases,
				small.Folder, b.median().Wall/a.median().Wall/per, b.cpu()/a.cpu()/per); err != nil {
				return err
			}
		}
	}
	return nil
}

// row returns a measurement, or nil where it was not made.
func (b *block) row(what string) *row {
	i := slices.IndexFunc(b.Rows, func(r row) bool { return r.What == what })
	if i < 0 {
		return nil
	}
	return &b.Rows[i]
}

// median returns the run with the median wall time; of two in the middle, the
// slower one.
func (r *row) median() sample {
	return r.sorted(func(s sample) float64 { return s.Wall })[len(r.Runs)/2]
}
func (r *row) least() float64 { return r.sorted(func(s sample) float64 { return s.Wall })[0].Wall }

func (r *row) most() float64 {
	return r.sorted(func(s sample) float64 { return s.Wall })[len(r.Runs)-1].Wall
}

// cpu returns the median processor time, peak the largest peak of memory.
func (r *row) cpu() float64 {
	return r.sorted(func(s sample) float64 { return s.CPU })[len(r.Runs)/2].CPU
}

func (r *row) peak() float64 {
	return r.sorted(func(s sample) float64 { return s.Peak })[len(r.Runs)-1].Peak
}

func (r *row) sorted(by func(sample) float64) []sample {
	list := slices.Clone(r.Runs)
	slices.SortFunc(list, func(a, b sample) int { return cmp.Compare(by(a), by(b)) })
	return list
}

func mega(bytes int64) float64 { return float64(bytes) / 1e6 }
