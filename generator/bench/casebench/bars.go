package main

import (
	"fmt"
	"io"
	"text/tabwriter"
)

// A bar is a figure to reach, with what was measured: reached if got is not
// above most.
type bar struct {
	what      string
	got, most float64
	of        string // how got came about
}

// bars prints the figures to reach, which are about sites of 10,000 cases and
// more, and whether they are reached.
func (r *report) bars(w io.Writer) error {
	var all []bar
	for i := range r.Blocks {
		if b := &r.Blocks[i]; b.Cases >= 10_000 {
			all = append(all, b.rivals()...)
			all = append(all, b.own()...)
		}
	}
	if all = append(all, r.scaling()...); len(all) == 0 {
		return nil
	}
	fmt.Fprint(w, "\nfigures to reach\n\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, b := range all {
		verdict := "reached"
		if b.got > b.most {
			verdict = "NOT REACHED"
		}
		fmt.Fprintf(t, "%s\t%.3f\tat most %.3f\t%s\t%s\n", b.what, b.got, b.most, verdict, b.of)
	}
	return t.Flush()
}

func (b *block) name(what string) string { return fmt.Sprintf("%d in %s: %s", b.Cases, b.Folder, what) }

// rivals compares a full build with Hugo's and Pagefind's.
func (b *block) rivals() []bar {
	full, hugo, pagefind := b.row(whatFull), b.row(whatHugo), b.row(whatPagefind)
	if hugo == nil {
		return nil
	}
	index := full.index()
	list := []bar{
		ratio(b.name("processor, without search / Hugo"), full.cpu()-index.CPU, hugo.cpu(), 0.25),
		ratio(b.name("processor, with search / Hugo"), full.cpu(), hugo.cpu(), 0.25),
		b.disk(ratio(b.name("wall, without search / Hugo"), full.wall()-index.Wall, hugo.wall(), 1.0/3)),
		b.disk(ratio(b.name("wall, with search / Hugo"), full.wall(), hugo.wall(), 1.0/3)),
	}
	if pagefind == nil {
		return list
	}
	s, p := full.median(), pagefind.median()
	return append(list,
		ratio(b.name("processor / Hugo + Pagefind"), full.cpu(), hugo.cpu()+pagefind.cpu(), 0.125),
		b.disk(ratio(b.name("wall / Hugo + Pagefind"), full.wall(), hugo.wall()+pagefind.wall(), 0.125)),
		bar{b.name("bytes of the index / Pagefind's"), float64(s.IndexBytes) / float64(p.Bytes), 1.0 / 3,
			fmt.Sprintf("%.1f of %.1f MB", mega(s.IndexBytes), mega(p.Bytes))},
	)
}

func ratio(what string, got, than, most float64) bar {
	return bar{what, got / than, most, fmt.Sprintf("%.3f / %.3f s", got, than)}
}

// disk lets a build take 1.3 times as long as writing the same tree takes, if
// that is more than its share of the neighbours' time: where files are dear, no
// program can do better.
func (b *block) disk(r bar) bar {
	write := b.row(whatWrite).wall()
	if b.Folder == memoryDisk || r.got <= r.most || r.got == 0 {
		return r
	}
	full := b.row(whatFull).wall()
	if full > 1.3*write {
		return r
	}
	return bar{r.what + ", or 1.3 x writing the tree", full / write, 1.3, fmt.Sprintf("%.3f / %.3f s", full, write)}
}

// own compares a build with its floors.
func (b *block) own() []bar {
	full, check, read, write := b.row(whatFull), b.row(whatCheck), b.row(whatRead), b.row(whatWrite)
	list := []bar{
		ratio(b.name("check / reading, front matter, goldmark, wall"), check.wall(), read.wall(), 1.5),
		ratio(b.name("the same, processor"), check.cpu(), read.cpu(), 1.5),
		ratio(b.name("full build / the floors, wall"), full.wall(), read.wall()+write.wall(), 2.5),
	}
	if b.Cases <= 10_000 {
		list = append(list, bar{b.name("peak memory, MiB"), full.peak(), 300, "the most of all runs"})
	} else {
		list = append(list, bar{b.name("peak memory, MiB"), full.peak(), 1536, "the most of all runs"})
	}
	if b.Cases == 10_000 {
		list = append(list, bar{b.name("files of the index"), float64(full.median().IndexFiles), 200, ""})
	}
	return list
}

// scaling compares the largest site with the one before it in the same folder.
func (r *report) scaling() []bar {
	var list []bar
	for i := range r.Blocks {
		for j := range r.Blocks[i+1:] {
			a, b := &r.Blocks[i], &r.Blocks[i+1+j]
			if a.Folder != b.Folder || b.Cases < 100_000 || a.Cases < 10_000 || a.Cases == b.Cases {
				continue
			}
			per := float64(b.Cases) / float64(a.Cases)
			list = append(list, ratio(b.name(fmt.Sprintf("wall / %.0f x that of %d", per, a.Cases)), b.row(whatFull).wall(), per*a.row(whatFull).wall(), 1.2))
		}
	}
	return list
}

func (r *row) wall() float64 { return r.median().Wall }

// index returns the stage in which the index of the search is made, of the
// run with the median wall time; none where there is none.
func (r *row) index() stage {
	for _, s := range r.median().Stages {
		if s.Name == "index" {
			return s
		}
	}
	return stage{}
}
