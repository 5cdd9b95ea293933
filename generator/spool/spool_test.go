package spool

import (
	"bytes"
	"os"
	"sync"
	"testing"
)

// TestPut: texts beyond what is left in memory come back whole, whichever
// goroutine put them.
func TestPut(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	var f File
	if _, ok := f.Put(make([]byte, memory)); ok {
		t.Error("the first text went into a file")
	}
	var texts sync.WaitGroup
	for i := range 50 {
		texts.Go(func() {
			want := bytes.Repeat([]byte{byte(i)}, 1000+i)
			at, ok := f.Put(bytes.Clone(want))
			if !ok {
				t.Errorf("text %d was left in memory", i)
				return
			}
			got := make([]byte, len(want))
			if f.Read(got, at); !bytes.Equal(got, want) {
				t.Errorf("text %d comes back as another", i)
			}
		})
	}
	texts.Wait()
	if err := f.Err(); err != nil {
		t.Error(err)
	}
	f.Close()
	if left, err := os.ReadDir(os.TempDir()); err != nil || len(left) > 0 {
		t.Errorf("%d files are left behind, %v", len(left), err)
	}
	got := []byte("abc")
	if f.Read(got, 0); f.Err() == nil || !bytes.Equal(got, []byte{0, 0, 0}) {
		t.Errorf("read %v after the file was closed, error %v", got, f.Err())
	}
}

// TestNoPlace: without a folder for temporary files everything is left in memory.
func TestNoPlace(t *testing.T) {
	t.Setenv("TMPDIR", "/nowhere/at/all")
	var f File
	for range 3 {
		if _, ok := f.Put(make([]byte, memory)); ok {
			t.Error("a text went into a file that cannot be")
		}
	}
	f.Close()
}
