package build

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"maps"
	"path"
	"slices"
	"strings"

	"casebook/generator/output"
)

// What a planned file is made of is told by its key: a digest of all that its
// Entry.Reads names, and of what every page depends on. A file whose key is
// that of the published one is kept as it is, neither rendered nor looked at.
//
// The names that Reads may hold:
//
//	file:PATH        the bytes of one file, and how many errors a draft has in it
//	cases, bodies    every file below content/cases, content/calls and
//	                   content/partnerships: what is counted in one may be of
//	                   the others
//	calls,           every file below content/calls, content/partnerships,
//	  partnerships,    content/pages
//	  pages
//	layout:NAME      layouts/NAME.html
//	vocabularies,    nothing more: every page depends on them
//	  vocabulary:ID
//	value:TEXT       TEXT itself: something that was computed, such as a count
//	with:NAME        all files that name it are rendered together or not at all:
//	                   one tells of another; a file names one of these at most
//
// An entry that names nothing, or anything else, is rendered in every build:
// what is not declared costs time and is never wrong. All other files that a
// build reads (settings, strings, base layout and partials, static files,
// vocabularies, frozen releases, names in folders) stand in every key, as do the options and the
// as-of date; so a new kind of input is safe before anybody thinks of it. What
// a page asks the plan (planner.pages.Has) is noticed by itself. A page that
// asks for an address of a record must read that record's file, or cases.
//
// TestRandomEdits finds an entry that declares too little.

// own are the files that are not in every key, with the name of their group.
var own = []struct{ dir, group string }{
	{"content/cases/", "cases"}, {"content/calls/", "calls"}, {"content/pages/", "pages"}, {"content/partnerships/", "partnerships"},
}

// A keyring makes the keys of one plan.
type keyring struct {
	planner *planner
	sums    map[string]digest // of the files that were read
	common  digest            // what every page depends on
	groups  map[string]digest
}

// newKeyring digests what the pages of a plan were made of.
func newKeyring(p *planner, files map[string]digest, opt Options) *keyring {
	k := &keyring{planner: p, sums: files, groups: map[string]digest{}}
	hashes := map[string]hash.Hash{"": sha256.New()}
	for _, g := range own {
		hashes[g.group] = sha256.New()
	}
	for _, file := range slices.Sorted(maps.Keys(files)) {
		if h := hashes[groupOf(file)]; h != nil {
			k.file(h, file)
		}
	}
	fmt.Fprintf(hashes[""], "%q %q %q %v", opt.BaseURL, p.content.Site.AsOf, opt.Edition, opt.Draft)
	for _, page := range p.content.Site.Pages { // in the foot of every page
		fmt.Fprintf(hashes[""], "%q %q %d ", page.Slug, page.Title.Text, page.Order)
	}
	for group, h := range hashes {
		k.groups[group] = digest(h.Sum(nil))
	}
	k.common = k.groups[""]
	h := sha256.New()
	for _, group := range []string{"cases", "calls", "partnerships"} {
		sum := k.groups[group]
		h.Write(sum[:])
	}
	k.groups["cases"] = digest(h.Sum(nil))
	k.groups["bodies"] = k.groups["cases"]
	return k
}

// layoutGroup is that of the layouts of single kinds of page.
const layoutGroup = "layouts"

// groupOf returns the group of a file; empty for what every page depends on.
func groupOf(file string) string {
	for _, g := range own {
		if strings.HasPrefix(file, g.dir) {
			return g.group
		}
	}
	if path.Dir(file) == "layouts" && path.Base(file) != "base.html" {
		return layoutGroup
	}
	return ""
}

// file digests one file with the errors in it.
func (k *keyring) file(h hash.Hash, file string) {
	sum := k.sums[file]
	putText(h, file)
	h.Write(sum[:])
	putNumber(h, k.planner.errors[file])
}

// putText digests a text so that none runs into the next.
func putText(h hash.Hash, s string) {
	putNumber(h, len(s))
	h.Write([]byte(s))
}

func putNumber(h hash.Hash, n int) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(n))
	h.Write(b[:])
}

// keys returns the key of every planned file that has one.
func (k *keyring) keys(entries []output.Entry) map[string]digest {
	keys := make(map[string]digest, len(entries))
	bundles := map[string][]*output.Entry{} // in the order of paths
	for i := range entries {
		e := &entries[i]
		if key, ok := k.key(e); ok {
			keys[e.Path] = key
		}
		for _, name := range e.Reads {
			if strings.HasPrefix(name, bundlePrefix) {
				bundles[name] = append(bundles[name], e)
			}
		}
	}
	for _, bundle := range bundles {
		tie(keys, bundle)
	}
	return keys
}

// key returns the key of an entry; ok is false where it has none.
func (k *keyring) key(e *output.Entry) (key digest, ok bool) {
	if len(e.Reads) == 0 || e.Sums != nil {
		return digest{}, false
	}
	h := sha256.New()
	h.Write(k.common[:])
	putText(h, e.From)
	for _, name := range e.Reads {
		if !k.read(h, name) {
			return digest{}, false
		}
	}
	return digest(h.Sum(nil)), true
}

// bundlePrefix begins the name of what is written together.
const bundlePrefix = "with:"

// read digests what a name stands for; it returns false for one that stands
// for nothing known.
func (k *keyring) read(h hash.Hash, name string) bool {
	putText(h, name)
	if sum, ok := k.groups[name]; ok && name != "" {
		h.Write(sum[:])
		return true
	}
	kind, rest, _ := strings.Cut(name, ":")
	switch kind {
	case "file":
		if _, ok := k.sums[rest]; !ok {
			return false
		}
		k.file(h, rest)
	case "layout":
		file := "layouts/" + rest + ".html"
		if _, ok := k.sums[file]; !ok {
			return false
		}
		k.file(h, file)
	case "vocabularies", "vocabulary", "value", "with":
	default:
		return false
	}
	return true
}

// tie gives the files of a bundle one key, or none if one of them has none.
func tie(keys map[string]digest, bundle []*output.Entry) {
	h, whole := sha256.New(), true
	for _, e := range bundle {
		key, ok := keys[e.Path]
		whole = whole && ok
		putText(h, e.Path)
		h.Write(key[:])
	}
	all := digest(h.Sum(nil))
	for _, e := range bundle {
		if whole {
			keys[e.Path] = all
		} else {
			delete(keys, e.Path)
		}
	}
}
