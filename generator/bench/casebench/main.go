// Casebench measures whole builds of synthetic sites:
//
//	go run ./generator/bench/casebench -n 1000,10000 -runs 5
//
// For each number of cases and each folder it measures, in turn and several
// times: a full build into an empty folder, the same with every file for
// machines, with nothing changed, with one case changed, the check alone, and
// the floors under them: reading the cases, cutting and parsing their front
// matter and running goldmark, with nothing else done; goldmark alone; and
// writing files of the same names and sizes as the site.
//
// Beside them stand Hugo, over the same cases with equivalent layouts (package
// bench/hugo says what both sides make), and Pagefind, over the built site. Both
// are fetched at their newest version, through the Go command and npm, into
// a folder of the user's cache; without a network, or without npm, what is
// there is used, and the rest is left out with a message. -alone leaves both
// out, and sites above -beside cases have no neighbours.
//
// Each measurement is a process of its own (this program again, with -child),
// so that its peak memory and its processor time are its own, too. Work is
// done on the disk of -dir and, where there is one, on a memory disk.
//
// With -outputs all it measures instead what each kind of file for machines adds to
// a build that has none of them.
//
// Figures are comparable within one run on a quiet machine, not between
// machines. At the end stand the figures to reach, and which were.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
)

// options are the choices of the command line.
type options struct {
	sizes   []int
	runs    int
	root    string
	folders []string
	seed    uint64
	json    bool
	keep    bool
	alone   bool
	outputs string // beginning of the keys to measure; empty: whole builds instead
	beside  int    // cases up to which the neighbours are measured
	large   int    // runs of larger sites
	tools   tools
	job     job
}

// memoryDisk is the memory disk of Linux.
const memoryDisk = "/dev/shm"

func main() {
	o, err := parse(os.Args[1:], os.Stderr)
	switch {
	case err == flag.ErrHelp:
		return
	case err != nil:
		fmt.Fprintln(os.Stderr, "casebench:", err)
		os.Exit(2)
	case o.job.Mode != "":
		err = o.job.run(os.Stdout)
	case o.outputs != "":
		err = outputs(o, os.Stdout, os.Stderr)
	default:
		err = run(o, os.Stdout, os.Stderr)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "casebench:", err)
		os.Exit(1)
	}
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("casebench", flag.ContinueOnError)
	f.SetOutput(stderr)
	sizes := f.String("n", "1000,10000", "numbers of `cases`, divided by commas")
	dir := f.String("dir", os.TempDir(), "`folder` in which sites are made; "+memoryDisk+" is measured as well where it exists")
	only := f.Bool("only", false, "measure in the folder of -dir alone")
	f.IntVar(&o.runs, "runs", 5, "runs of each measurement")
	f.IntVar(&o.large, "large-runs", 1, "runs of each measurement of sites with more than -beside cases")
	f.BoolVar(&o.alone, "alone", false, "leave out Hugo and Pagefind")
	f.StringVar(&o.outputs, "outputs", "", "measure what each kind of file that site.toml can switch adds to a build, and nothing else: those whose `key` begins so, or all")
	f.IntVar(&o.beside, "beside", 10_000, "most `cases` for which Hugo and Pagefind are measured, too")
	f.StringVar(&o.root, "root", ".", "`folder` of the real site, whose layouts and settings are used")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the synthetic cases")
	f.BoolVar(&o.json, "json", false, "print every run as JSON")
	f.BoolVar(&o.keep, "keep", false, "leave the sites where they were made")
	f.StringVar(&o.job.CPUProfile, "cpuprofile", "", "write a processor profile of the last full build to this `file`")
	f.StringVar(&o.job.MemProfile, "memprofile", "", "write a memory profile of the last full build to this `file`")
	f.IntVar(&o.job.Workers, "workers", 0, "workers of a build; 0: one a processor")
	f.IntVar(&o.job.GCPercent, "gogc", 400, "growth of the heap between collections in percent; GOGC wins")
	f.StringVar(&o.job.Mode, "child", "", "for the program itself: the `measurement` to make")
	f.StringVar(&o.job.Site, "site", "", "for the program itself: folder of the site")
	f.StringVar(&o.job.Out, "out", "", "for the program itself: folder to write to")
	f.StringVar(&o.job.Tree, "tree", "", "for the program itself: folder whose files are written again")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if f.NArg() > 0 {
		return o, fmt.Errorf("%q is not understood; see -help", f.Arg(0))
	}
	o.folders = folders(*dir, *only)
	o.job.Seed, o.job.Root = o.seed, o.root
	return o, o.readSizes(*sizes)
}

func (o *options) readSizes(list string) error {
	for field := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(field))
		if err != nil || n < 1 {
			return fmt.Errorf("-n %s: %q is not a number of cases", list, field)
		}
		o.sizes = append(o.sizes, n)
	}
	if o.runs < 1 || o.large < 1 {
		return fmt.Errorf("-runs %d, -large-runs %d: at least one is needed", o.runs, o.large)
	}
	if o.job.Mode != "" {
		o.job.Cases = o.sizes[0]
	}
	return nil
}

func folders(dir string, only bool) []string {
	list := []string{dir}
	if info, err := os.Stat(memoryDisk); err == nil && info.IsDir() && !only && dir != memoryDisk {
		list = append(list, memoryDisk)
	}
	return list
}

func run(o options, stdout, stderr io.Writer) error {
	if !o.alone {
		o.tools = findTools(stderr)
	}
	report := newReport(o)
	for _, n := range o.sizes {
		for _, dir := range o.folders {
			fmt.Fprintf(stderr, "measuring %d cases in %s\n", n, dir)
			b, err := measure(o, n, dir)
			if err != nil {
				return fmt.Errorf("%d cases in %s: %w", n, dir, err)
			}
			report.Blocks = append(report.Blocks, b)
		}
	}
	if o.json {
		e := json.NewEncoder(stdout)
		e.SetIndent("", "  ")
		return e.Encode(report)
	}
	return report.print(stdout)
}
