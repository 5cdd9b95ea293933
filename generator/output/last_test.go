package output

import (
	"io"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
)

// What tells of the other files is written when all of them are, whatever its
// path and however many workers there are.
func TestLast(t *testing.T) {
	for _, workers := range []int{1, 4} {
		p := NewPlan()
		var done atomic.Int64
		want := files{}
		var seen []int64
		for i := range 40 {
			name, last := "file"+strconv.Itoa(i), i%10 == 0
			want[name] = name
			p.Add(Entry{Path: name, From: "test", Last: last, Write: func(w io.Writer) error {
				if last && workers == 1 {
					seen = append(seen, done.Load())
				} else if last && done.Load() < 36 {
					t.Errorf("%s is written when %d of 36 others are", name, done.Load())
				}
				_, err := io.WriteString(w, name)
				done.Add(1)
				return err
			}})
		}
		dir := target(t)
		if _, err := mustOpen(t, dir).Publish(t.Context(), p, Options{Workers: workers, NoSync: true}); err != nil {
			t.Fatal(err)
		}
		wantTree(t, dir, want)
		if workers == 1 && !slices.Equal(seen, []int64{36, 37, 38, 39}) {
			t.Errorf("the last are written after %v others", seen)
		}
	}
}
