package load

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"sync"

	"casebook/generator/diag"
	"casebook/generator/source"
)

// A Cache keeps what files became from one reading of the site to the next.
// What is kept depends on the bytes of the file, on those of the images it
// shows, and on the options; it is never changed by those who use it. The zero
// Cache is empty. One Site at a time may use it.
type Cache struct {
	mu        sync.Mutex
	options   string
	now, next map[string]*kept // by path; next is being filled
}

// A kept is what one file became.
type kept struct {
	entry  source.Entry
	sum    sum
	others []other // files that were read besides
	item   any     // *model.Case, *model.Page or *model.Call
	found  diag.List
}

type sum = [sha256.Size]byte

// An other is a file that was read to make sense of the first: an image.
type other struct {
	file string
	sum  sum
}

// Fresh reports whether everything would be read anew under these options.
func (c *Cache) Fresh(opt Options) bool { return c.options != optionsKey(opt) }

// optionsKey names the options on which a file's reading depends. All settings
// are among them: that is more than is needed, and cannot be too little.
func optionsKey(opt Options) string { return fmt.Sprintf("%+v %+v", opt.Config, opt.Words) }

// begin starts a reading of the site.
func (c *Cache) begin(opt Options) {
	if key := optionsKey(opt); key != c.options {
		c.options, c.now = key, nil
	}
	c.next = make(map[string]*kept, len(c.now))
}

// end keeps what the reading has come by, and forgets files that are gone.
func (c *Cache) end() { c.now, c.next = c.next, nil }

// look returns what a file became when it was read last, if nothing that it
// depends on has changed.
func (c *Cache) look(fsys fs.FS, entry source.Entry, now sum) *kept {
	k := c.now[entry.Path] // not written to while files are read
	if k == nil || k.sum != now || k.entry != entry {
		return nil
	}
	for _, o := range k.others {
		data, err := fs.ReadFile(fsys, o.file)
		if err != nil || sha256.Sum256(data) != o.sum {
			return nil
		}
	}
	return k
}

func (c *Cache) keep(k *kept) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.next[k.entry.Path] = k
}

// cached reads a file, or returns what the cache has of it.
func cached[T any](l *loader, entry source.Entry, read func(*loader, source.Entry) (*T, diag.List, error)) (*T, diag.List, error) {
	cache := l.opt.Cache
	if cache == nil {
		return read(l, entry)
	}
	data, err := fs.ReadFile(l.fsys, entry.Path)
	if err != nil {
		return nil, nil, fmt.Errorf("read content: %w", err)
	}
	now := sha256.Sum256(data)
	if k := cache.look(l.fsys, entry, now); k != nil {
		cache.keep(k)
		return k.item.(*T), k.found, nil
	}
	record := &recorder{FS: l.fsys, self: entry.Path}
	reader := *l
	reader.fsys = record
	item, found, err := read(&reader, entry)
	if err == nil && !record.vague {
		cache.keep(&kept{entry: entry, sum: now, others: record.others, item: item, found: found})
	}
	return item, found, err
}

// A recorder notes what is read besides a file itself.
type recorder struct {
	fs.FS
	self   string
	others []other
	vague  bool // something was looked at that a sum does not tell: do not keep
}

// ReadFile implements fs.ReadFileFS.
func (r *recorder) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(r.FS, name)
	switch {
	case err != nil:
		r.vague = true
	case name != r.self:
		r.others = append(r.others, other{name, sha256.Sum256(data)})
	}
	return data, err
}

// ReadDir implements fs.ReadDirFS.
func (r *recorder) ReadDir(name string) ([]fs.DirEntry, error) {
	r.vague = true
	return fs.ReadDir(r.FS, name)
}

// Open implements fs.FS.
func (r *recorder) Open(name string) (fs.File, error) {
	r.vague = true
	return r.FS.Open(name)
}

// Lstat implements fs.ReadLinkFS. An image that may be read is read next; of
// one that may not, nothing is kept.
func (r *recorder) Lstat(name string) (fs.FileInfo, error) {
	info, err := fs.Lstat(r.FS, name)
	if err != nil || !info.Mode().IsRegular() || info.Size() > maxImageBytes {
		r.vague = true
	}
	return info, err
}

// ReadLink implements fs.ReadLinkFS.
func (r *recorder) ReadLink(name string) (string, error) {
	r.vague = true
	return fs.ReadLink(r.FS, name)
}
