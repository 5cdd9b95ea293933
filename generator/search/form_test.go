package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestFormTable: every form has one number, whatever came between, and forms
// sort by their bytes: short ones, those of every length around the key's, and
// long ones that begin alike.
func TestFormTable(t *testing.T) {
	var forms []string
	for n := 1; n <= 40; n++ {
		forms = append(forms, strings.Repeat("a", n), strings.Repeat("é", n), "z"+strings.Repeat("a", n))
	}
	for i := range 5000 { // more than the first slots hold
		forms = append(forms, fmt.Sprintf("w%d", i), fmt.Sprintf("abcdefghijklmnopqr%d", i))
	}
	table := newFormTable()
	for i, form := range forms {
		if id := table.number([]byte(form), 1); int(id) != i {
			t.Fatalf("%q has number %d, want %d", form, id, i)
		}
	}
	for i, form := range forms {
		if id := table.number([]byte(form), 2); int(id) != i {
			t.Fatalf("%q has number %d the second time, want %d", form, id, i)
		}
		if got := string(table.form(uint32(i))); got != form {
			t.Fatalf("number %d is %q, want %q", i, got, form)
		}
		if in := table.row(uint32(i)).in; in != 3 {
			t.Fatalf("%q is in languages %b", form, in)
		}
	}
	sorted, ids := table.sorted()
	for i, id := range ids {
		if sorted[i] != forms[id] {
			t.Fatalf("form %d in order is %q with number %d, which is %q", i, sorted[i], id, forms[id])
		}
	}
	if want := slices.Sorted(slices.Values(forms)); !slices.Equal(sorted, want) {
		t.Error("forms are not in the order of their bytes")
	}
}

// TestRunFrom: a run finds each of its terms, and none that it does not have.
func TestRunFrom(t *testing.T) {
	var w runWriter
	var r run
	for n := range uint32(1000) {
		w.entry(3*n+1, []byte{byte(n), 1, 0})
	}
	r.data, r.marks = w.data, w.marks
	for term := range uint32(3003) {
		block := r.block(term)
		if has := term%3 == 1 && term < 3000; has != (block != nil) || has && block[0] != byte(term/3) {
			t.Fatalf("term %d has block %v", term, block)
		}
	}
}
