// Editbench measures how soon an edit is seen in casebook serve:
//
//	go run ./generator/bench/editbench -n 1000,10000 -edits 21
//
// It builds the command, makes a synthetic site, serves it in a process of its
// own, and edits one record after the other, as an editor does: the text is
// written beside the file and renamed. The edits are of the body, of the
// title, and of the status, in turn.
//
// "Reload sent" is the time from the end of that rename to the moment at which
// a page that is open, a client on this machine that listens for server-sent
// events, has read the event that tells it to reload. It holds all between:
// the notice of the system, the wait for the save to end (20 ms), reading,
// checking, rendering and publishing. "Whole" is the time from the same moment
// until the page is told of the rest, when lists, counts, index, feeds and
// exports are published too. The next edit waits for that.
//
// Nothing is judged: the figures are printed for a person to read.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
)

// options are the choices of the command line.
type options struct {
	sizes []int
	edits int
	dir   string
	root  string
	seed  uint64
}

// memoryDisk is the memory disk of Linux.
const memoryDisk = "/dev/shm"

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	o, err := parse(os.Args[1:], os.Stderr)
	if err == flag.ErrHelp {
		return
	}
	if err == nil {
		err = run(ctx, o, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "editbench:", err)
		os.Exit(1)
	}
}

func parse(args []string, stderr io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("editbench", flag.ContinueOnError)
	f.SetOutput(stderr)
	sizes := f.String("n", "1000,10000", "numbers of `cases`, divided by commas")
	f.IntVar(&o.edits, "edits", 21, "edits of each site")
	f.StringVar(&o.dir, "dir", defaultDir(), "`folder` in which sites are made")
	f.StringVar(&o.root, "root", ".", "`folder` of the real site, whose layouts and settings are used")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the synthetic cases")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	for field := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(field))
		if err != nil || n < len(kinds) {
			return o, fmt.Errorf("-n %s: %q is not a number of cases from %d", *sizes, field, len(kinds))
		}
		o.sizes = append(o.sizes, n)
	}
	if o.edits < 1 {
		return o, fmt.Errorf("-edits %d: at least one is needed", o.edits)
	}
	return o, nil
}

func defaultDir() string {
	if info, err := os.Stat(memoryDisk); err == nil && info.IsDir() {
		return memoryDisk
	}
	return os.TempDir()
}

func run(ctx context.Context, o options, stdout io.Writer) error {
	base, err := os.MkdirTemp(o.dir, "editbench-")
	if err != nil {
		return fmt.Errorf("make a folder: %w", err)
	}
	defer os.RemoveAll(base)
	program := filepath.Join(base, "casebook")
	if err := compile(ctx, o.root, program); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "edits of one record in casebook serve, in %s; milliseconds from the save\n\n", o.dir)
	t := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "cases\tedit\tedits\treload sent: median\tp95\tmost\twhole: median\tp95\tmost\t")
	for _, n := range o.sizes {
		site := filepath.Join(base, strconv.Itoa(n))
		times, err := measure(ctx, o, program, site, n)
		if err != nil {
			return fmt.Errorf("%d cases: %w", n, err)
		}
		report(t, n, times)
		if err := os.RemoveAll(site); err != nil {
			return err
		}
	}
	return t.Flush()
}
