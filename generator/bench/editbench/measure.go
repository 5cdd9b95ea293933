package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"casebook/generator/bench"
)

// A kind is one way to edit a record: the first match becomes another text,
// in which %d is the number of the edit.
type kind struct {
	name string
	find *regexp.Regexp
	put  string
}

var kinds = []kind{
	{"body", regexp.MustCompile(`\n\n([A-Z])`), "\n\nEdit %d. $1"},
	{"title", regexp.MustCompile(`\ntitle: "?`), "${0}Edit %d of "},
	{"status", regexp.MustCompile(`\nstatus: published\n`), "\nstatus: review\n"},
}

// A timing is what one edit took, in milliseconds.
type timing struct {
	kind         string
	reload, full float64
}

// compile builds the command.
func compile(ctx context.Context, root, program string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-o", program, "./generator")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the command: %w: %s", err, out)
	}
	return nil
}

// measure makes a site of n cases, serves it, and edits it.
func measure(ctx context.Context, o options, program, site string, n int) (list []timing, err error) {
	if err := bench.WriteSite(site, os.DirFS(o.root), n, o.seed); err != nil {
		return nil, err
	}
	// What is built is what the other figures are of: pages, index, feeds, the
	// data as CSV and JSON.
	if err := bench.Outputs(site, os.DirFS(o.root), false); err != nil {
		return nil, err
	}
	s, err := start(ctx, program, site)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	for i := range o.edits {
		t, err := edit(s, site, o, i, n)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	return list, nil
}

// edit edits one record and waits until the site is whole.
func edit(s *server, site string, o options, i, n int) (timing, error) {
	k := kinds[i%len(kinds)]
	file, text, err := choose(site, o, k, i, n)
	if err != nil {
		return timing{}, err
	}
	page := "cases/" + slug(file) + "/index.html"
	if err := os.WriteFile(file+"~", text, 0o644); err != nil {
		return timing{}, err
	}
	if err := os.Rename(file+"~", file); err != nil {
		return timing{}, err
	}
	saved := time.Now()
	reload, err := s.told(page)
	if err != nil {
		return timing{}, fmt.Errorf("edit the %s of %s: %w", k.name, file, err)
	}
	full, err := s.told("")
	return timing{k.name, reload.Sub(saved).Seconds() * 1000, full.Sub(saved).Seconds() * 1000}, err
}

// choose returns a record that an edit of this kind applies to, and its text
// afterwards. Records are spread over the site, and none is edited twice.
func choose(site string, o options, k kind, i, n int) (file string, text []byte, err error) {
	for try := range n {
		at := 1 + (i*n/o.edits+try)%n
		file = filepath.Join(site, "content", "cases", bench.File(at, o.seed))
		data, err := os.ReadFile(file)
		if err != nil {
			return "", nil, err
		}
		place := k.find.FindSubmatchIndex(data)
		if place == nil || bytes.Contains(data, []byte("status: stub")) || bytes.Contains(data, []byte("withdrawn:")) || bytes.Contains(data, []byte("Edit ")) {
			continue
		}
		put := []byte(k.put)
		if bytes.Contains(put, []byte("%d")) {
			put = fmt.Appendf(nil, k.put, i)
		}
		text = append(text, data[:place[0]]...)
		text = k.find.Expand(text, put, data, place)
		return file, append(text, data[place[1]:]...), nil
	}
	return "", nil, fmt.Errorf("no record has a %s to edit", k.name)
}

func slug(file string) string {
	base := filepath.Base(file)
	return base[:len(base)-len(filepath.Ext(base))]
}

// report prints the figures of one site, of each kind of edit and of all.
func report(w io.Writer, n int, times []timing) {
	row := func(name string, of func(timing) bool) {
		var reload, full []float64
		for _, t := range times {
			if of(t) {
				reload, full = append(reload, t.reload), append(full, t.full)
			}
		}
		if len(reload) == 0 {
			return
		}
		fmt.Fprintf(w, "%d\t%s\t%d\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t\n", n, name, len(reload),
			share(reload, 0.5), share(reload, 0.95), share(reload, 1), share(full, 0.5), share(full, 0.95), share(full, 1))
	}
	for _, k := range kinds {
		row(k.name, func(t timing) bool { return t.kind == k.name })
	}
	row("all", func(timing) bool { return true })
}

// share returns the least value that is not below this share of all (the
// nearest rank).
func share(list []float64, p float64) float64 {
	slices.SortFunc(list, cmp.Compare[float64])
	i := int(p*float64(len(list))+0.999999) - 1
	return list[min(max(i, 0), len(list)-1)]
}
