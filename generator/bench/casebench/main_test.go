package main

import (
	"io"
	"os"
	"strings"
	"testing"
)

// TestMain lets the test be its own child, as the program is.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "-child" {
		main()
		return
	}
	os.Exit(m.Run())
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		name, args, wrong string
	}{
		{"defaults", "", ""},
		{"several sizes", "-n 10,20 -runs 1", ""},
		{"no size", "-n 10,", "is not a number of cases"},
		{"size zero", "-n 0", "is not a number of cases"},
		{"no runs", "-runs 0", "at least one"},
		{"a stray word", "bench", "not understood"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := parse(strings.Fields(c.args), io.Discard)
			if c.wrong == "" && err != nil || c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)) {
				t.Errorf("got error %v, want one with %q", err, c.wrong)
			}
		})
	}
}

// TestMeasure makes every measurement of a small site once, and holds what
// they say of their work against each other.
func TestMeasure(t *testing.T) {
	o, err := parse([]string{"-n", "30", "-runs", "1", "-root", "../../..", "-dir", t.TempDir(), "-only", "-alone"}, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	b, err := measure(o, 30, o.folders[0])
	if err != nil {
		t.Fatal(err)
	}
	full, again, one := b.row(whatFull).median(), b.row(whatUnchanged).median(), b.row(whatOne).median()
	if full.Written != full.Files || full.Files < 60 || full.Bytes == 0 {
		t.Errorf("the full build wrote %d of %d files, %d bytes; want all", full.Written, full.Files, full.Bytes)
	}
	if again.Written != 0 {
		t.Errorf("with nothing changed %d files were written", again.Written)
	}
	if one.Written < 1 || one.Written > full.Files/2 {
		t.Errorf("with one case changed %d of %d files were written", one.Written, full.Files)
	}
	if copied := b.row(whatWrite).median(); copied.Files != full.Files || copied.Bytes != full.Bytes {
		t.Errorf("the writing floor has %d files of %d bytes, want %d of %d", copied.Files, copied.Bytes, full.Files, full.Bytes)
	}
	if read := b.row(whatRead).median(); read.Files != 30 || read.Bytes != b.Input+int64(len("\nChange 1.\n")) {
		t.Errorf("the reading floor read %d files of %d bytes, want 30 of the %d made and one edit", read.Files, read.Bytes, b.Input)
	}
	if all := b.row(whatAll).median(); all.Files <= full.Files {
		t.Errorf("with every file for machines the site has %d files, without %d", all.Files, full.Files)
	}
	if markdown := b.row(whatMarkdown).median(); markdown.Files != 30 || markdown.Bytes == 0 {
		t.Errorf("goldmark alone had %d texts of %d bytes", markdown.Files, markdown.Bytes)
	}
	if left, _ := os.ReadDir(o.folders[0]); len(left) > 0 {
		t.Errorf("%s was left behind", left[0].Name())
	}
}

func TestMedian(t *testing.T) {
	r := row{Runs: []sample{{Wall: 3, CPU: 1, Peak: 5}, {Wall: 1, CPU: 3, Peak: 7}, {Wall: 2, CPU: 2, Peak: 6}}}
	if got := r.median().Wall; got != 2 {
		t.Errorf("median wall is %v, want 2", got)
	}
	if r.least() != 1 || r.most() != 3 || r.cpu() != 2 || r.peak() != 7 {
		t.Errorf("got least %v, most %v, cpu %v, peak %v; want 1, 3, 2, 7", r.least(), r.most(), r.cpu(), r.peak())
	}
}
