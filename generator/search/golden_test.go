package search

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden takes the parts of a tiny index apart by the words of the package
// comment, with nothing of the reader of this package.
func TestGolden(t *testing.T) {
	b := Build(tiny(), Options{Texts: true, Sizes: Sizes{Terms: 150, Positions: 1 << 20, Cards: 2, Columns: 60}})
	var m struct {
		N, Terms, Concepts int
		Parts              map[string]struct {
			Hash, Form  []string
			Term, First []int
		}
	}
	if err := json.Unmarshal(b.Manifest, &m); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	dfs := map[int]int{} // of terms, for the positions
	for i := range b.Parts {
		p := &b.Parts[i]
		file := files(t, b)[p.Path()].Data
		data, err := unpack(p.Name, file)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "== %s\n", p.Name)
		kind, number := p.Name[:1], int(p.Name[1]-'0')
		d := &decoder{data: data, out: &out}
		start := func(list []int) (first, end int) {
			if end = m.N; number+1 < len(list) {
				end = list[number+1]
			}
			return list[number], end
		}
		switch kind {
		case "t":
			d.terms(m.Parts["t"].Term[number], m.Terms, dfs)
		case "v":
			d.forms(0)
			d.line("df %v", d.numbers(m.Terms))
		case "p":
			d.positions(m.Parts["p"].First[number], dfs)
		case "c":
			for first, end := start(m.Parts["c"].First); first < end; first++ {
				d.card()
			}
		case "f":
			first, end := start(m.Parts["f"].First)
			if number+1 == len(m.Parts["f"].First) {
				end = 6
			}
			for k := first; k < end; k++ {
				d.column(k, m.N)
			}
		case "x":
			for first, end := start(m.Parts["x"].First); first < end; first++ {
				d.texts()
			}
		}
		if len(d.data) > 0 {
			t.Errorf("%s: %d bytes are left", p.Name, len(d.data))
		}
	}
	const golden = "testdata/tiny.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", golden, diff)
	}
	for _, kind := range []string{"t", "v", "p", "c", "f", "x"} {
		if !strings.Contains(out.String(), "== "+kind) {
			t.Errorf("the tiny index has no part %s", kind)
		}
	}
}

// A decoder prints a payload.
type decoder struct {
	data []byte
	last string
	out  *strings.Builder
}

func (d *decoder) line(format string, args ...any) { fmt.Fprintf(d.out, format+"\n", args...) }

func (d *decoder) u() (n int) {
	for shift := 0; ; shift += 7 {
		c := d.data[0]
		d.data = d.data[1:]
		n += int(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
}

func (d *decoder) s() string {
	n := d.u()
	s := string(d.data[:n])
	d.data = d.data[n:]
	return s
}

func (d *decoder) f() string {
	shared := d.u()
	d.last = d.last[:shared] + d.s()
	return d.last
}

func (d *decoder) numbers(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = d.u()
	}
	return out
}

func (d *decoder) list() []int { return d.numbers(d.u()) }

func (d *decoder) strings(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = d.s()
	}
	return out
}

// forms prints forms with their terms, and returns how many terms are new.
func (d *decoder) forms(first int) (made int) {
	for range d.u() {
		form, back := d.f(), d.u()
		d.line("%s %d", form, first+made-back)
		if back == 0 {
			made++
		}
	}
	return made
}

func (d *decoder) terms(first, count int, dfs map[int]int) {
	made := d.forms(first)
	all := made + d.u()
	kept := make([]int, all)
	for i := range kept {
		v := d.u()
		df := v / 4
		if kept[i] = df; v&1 != 0 {
			kept[i] = d.u()
		}
		text := ""
		if first+i >= count {
			text = fmt.Sprintf(" %q", d.strings(d.u()))
		} else if dfs[first+i] = df; v&2 != 0 {
			for range d.u() {
				text += fmt.Sprintf(" concept %d after %v", d.u(), d.list())
			}
		}
		d.line("term %d df %d%s", first+i, df, text)
	}
	records := make([][]int, all)
	for i, n := range kept {
		doc := 0
		for range n {
			doc += d.u()
			records[i] = append(records[i], doc)
		}
	}
	for i, list := range records {
		for _, doc := range list {
			d.line("term %d in %d: field %d q %d", first+i, doc, d.data[0]>>4, d.data[0]&15)
			d.data = d.data[1:]
		}
	}
	doc := 0
	for range d.u() {
		doc += d.u()
		d.line("title %d %q %q", doc, d.s(), d.s())
	}
}

func (d *decoder) positions(first int, dfs map[int]int) {
	lengths := d.list()
	for i, length := range lengths {
		before := len(d.data)
		for _, n := range d.numbers(dfs[first+i]) {
			pos, list := 0, []int{}
			for range n {
				pos += d.u()
				list = append(list, pos)
			}
			d.line("term %d at %v", first+i, list)
		}
		if before-len(d.data) != length {
			d.line("a block of %d bytes has %d", length, before-len(d.data))
		}
	}
}

func (d *decoder) card() {
	d.line("%q", d.strings(21))
	for range d.u() {
		d.line("author %q", d.strings(5))
	}
	d.line("keywords %q", d.strings(d.u()))
}

// column prints a column of n records, where there are two facets and one
// column of years.
func (d *decoder) column(k, n int) {
	switch {
	case k < 3:
		if k < 2 {
			for range d.u() {
				d.line("value %q %q names %q", d.s(), d.s(), d.strings(d.u()))
			}
		}
		column := [][]int{}
		for range n {
			column = append(column, d.list())
		}
		d.line("column %v", column)
	case k == 3:
		d.line("newest %v", d.numbers(n))
	case k == 4:
		d.line("titles %v", d.numbers(n))
	case k == 5:
		ids := []string{}
		for range n {
			ids = append(ids, d.f())
		}
		d.line("ids %q", ids)
	}
}

func (d *decoder) texts() {
	for range d.u() {
		d.line("section %q", d.strings(2))
	}
	d.line("references %q", slices.Concat([]string{}, d.strings(d.u())))
}
