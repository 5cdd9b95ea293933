// Package spool keeps long texts that are written early and read late, the
// prose and the references of the records of a large site and the parts of its index, in a
// temporary file instead of memory. Texts go in as bytes and come back by the
// place where they were put. A small site has no file.
package spool

import (
	"fmt"
	"os"
	"runtime"
	"sync"
)

// memory is how many bytes of texts are left in memory before the first one
// goes into a file: the prose of two hundred records.
const memory = 1 << 20

// A File keeps texts. Its methods may be called from several goroutines. The
// zero File is ready.
type File struct {
	mu    sync.Mutex
	file  *os.File
	left  int64 // bytes of texts that were left in memory
	size  int64
	err   error // the first failure of reading
	never bool  // there is no place for a file: everything is left in memory
}

// Put keeps a text and returns its place; p may be changed afterwards. ok is
// false where the text is better left in memory.
func (f *File) Put(p []byte) (at int64, ok bool) {
	file, at := f.reserve(int64(len(p)))
	if file == nil {
		return 0, false
	}
	if _, err := file.WriteAt(p, at); err != nil { // a full disk: memory will do
		f.mu.Lock()
		defer f.mu.Unlock()
		f.never = true
		return 0, false
	}
	return at, true
}

// reserve returns the file with room for n bytes at a place, or nil.
func (f *File) reserve(n int64) (*os.File, int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.left += n; f.never || f.left <= memory {
		return nil, 0
	}
	if f.file == nil {
		if f.file = create(f); f.file == nil {
			f.never = true
			return nil, 0
		}
	}
	at := f.size
	f.size += n
	return f.file, at
}

// create makes the file. Where the system allows it, the file has no name from
// the start, and is gone with the process whatever becomes of it.
func create(owner *File) *os.File {
	file, err := os.CreateTemp("", "casebook-")
	if err != nil {
		return nil
	}
	if os.Remove(file.Name()) != nil {
		runtime.AddCleanup(owner, discard, file)
	}
	return file
}

// discard closes a file and removes it.
func discard(file *os.File) {
	_ = file.Close()
	_ = os.Remove(file.Name()) // it may be gone
}

// Read fills p with what was put at a place. After a failure p holds zeros, and
// Err tells.
func (f *File) Read(p []byte, at int64) {
	if _, err := f.file.ReadAt(p, at); err != nil {
		f.mu.Lock()
		defer f.mu.Unlock()
		if f.err == nil {
			f.err = fmt.Errorf("read what was put by in a temporary file: %w", err)
		}
		clear(p)
	}
}

// Size returns the bytes in the file, those of texts that nobody will ask for
// again among them.
func (f *File) Size() int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.size
}

// Err returns the first failure of reading, or nil.
func (f *File) Err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.err
}

// Close removes the file, if there is one. No text can be read afterwards.
func (f *File) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.file != nil {
		discard(f.file)
	}
	f.never = true
}
