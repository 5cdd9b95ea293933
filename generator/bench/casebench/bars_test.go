package main

import (
	"strings"
	"testing"
)

func measured(what string, wall, cpu float64) row {
	return row{What: what, Runs: []sample{{Wall: wall, CPU: cpu, Peak: 200}}}
}

// TestBars: each figure is judged by its own measurements.
func TestBars(t *testing.T) {
	made := func(dir string, full, write float64) block {
		rows := []row{measured(whatFull, full, 4), measured(whatHugo, 12, 20), measured(whatPagefind, 24, 32), measured(whatWrite, write, 1),
			measured(whatCheck, 2, 3), measured(whatRead, 1, 2)}
		rows[0].Runs[0].Stages = []stage{{Name: "index", Wall: 1, CPU: 1}}
		rows[0].Runs[0].IndexFiles, rows[0].Runs[0].IndexBytes, rows[2].Runs[0].Bytes = 100, 5, 20
		return block{Cases: 10_000, Folder: dir, Runs: 1, Rows: rows}
	}
	tests := []struct {
		name  string
		block block
		want  []string // lines of the table, in part
	}{
		{"quick", made(memoryDisk, 3, 0.5), []string{
			"processor, without search / Hugo  0.150  at most 0.250  reached", "processor, with search / Hugo 0.200 at most 0.250 reached",
			"wall, with search / Hugo 0.250 at most 0.333 reached", "wall / Hugo + Pagefind 0.083 at most 0.125 reached",
			"check / reading, front matter, goldmark, wall 2.000 at most 1.500 NOT REACHED", "the same, processor 1.500 at most 1.500 reached",
			"full build / the floors, wall 2.000 at most 2.500 reached", "peak memory, MiB 200.000 at most 300.000 reached",
			"bytes of the index / Pagefind's 0.250", "files of the index 100.000 at most 200.000 reached"}},
		{"slow on a memory disk", made(memoryDisk, 9, 8), []string{"wall, with search / Hugo 0.750 at most 0.333 NOT REACHED"}},
		{"slow on a slow disk", made("/tmp", 9, 8), []string{"wall, with search / Hugo, or 1.3 x writing the tree 1.125 at most 1.300 reached"}},
		{"slow on a disk", made("/tmp", 9, 1), []string{"wall, with search / Hugo 0.750 at most 0.333 NOT REACHED"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := (&report{Blocks: []block{tt.block}}).bars(&b); err != nil {
				t.Fatal(err)
			}
			text := strings.Join(strings.Fields(b.String()), " ")
			for _, want := range tt.want {
				if !strings.Contains(text, strings.Join(strings.Fields(want), " ")) {
					t.Errorf("the table lacks %q:\n%s", want, b.String())
				}
			}
		})
	}
}

// TestScaling compares sites of one folder.
func TestScaling(t *testing.T) {
	r := &report{Blocks: []block{
		{Cases: 10_000, Folder: "a", Rows: []row{measured(whatFull, 1, 1)}}, {Cases: 10_000, Folder: "b", Rows: []row{measured(whatFull, 5, 1)}},
		{Cases: 100_000, Folder: "a", Rows: []row{measured(whatFull, 13, 1)}},
	}}
	if got := r.scaling(); len(got) != 1 || got[0].got != 1.3 || got[0].most != 1.2 {
		t.Errorf("got %+v, want 13 s against 10 times 1 s", got)
	}
}

func TestCompareVersions(t *testing.T) {
	if compareVersions("hugo-v0.99.0", "hugo-v0.165.0") >= 0 || compareVersions("hugo-v0.165.1", "hugo-v0.165.0") <= 0 {
		t.Error("versions are not compared by their numbers")
	}
}
