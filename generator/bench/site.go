package bench

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// A stream is what a generator of random numbers is for: a case's name can be
// told without making the case.
type stream uint64

const (
	naming stream = iota
	writing
)

// maxCases keeps the numbers of cases within their stream.
const maxCases = 1 << 32

// random returns the generator of case n for a purpose.
func random(seed uint64, n int, s stream) *rand.Rand {
	return rand.New(rand.NewPCG(seed, uint64(s)*maxCases+uint64(n)))
}

// A name is what a case is called.
type name struct{ slug, title string }

// nameOf names case n. Titles are made of rare words, so that no two look
// alike.
func nameOf(seed uint64, n int) name {
	r := random(seed, n, naming)
	x := words()
	kind, thing := pick(r, x.adjectives), pick(r, x.nouns).one
	title := fmt.Sprintf("Synthetic case %04d: %s %s for %s %s", n, kind, thing, pick(r, x.adjectives), pick(r, x.nouns).many)
	if r.IntN(2) == 0 {
		title += " and " + pick(r, x.nouns).many
	}
	return name{slug: fmt.Sprintf("%s-%s-%04d", kind, thing, n), title: title}
}

func (n name) file() string { return n.slug + ".md" }

// Case returns the bytes of the file of case n of a site of total cases. n is
// at least 1 and at most total.
func Case(n, total int, seed uint64) []byte {
	r := random(seed, n, writing)
	c := newRecord(r, n)
	w := &writer{r: r, b: make([]byte, 0, 8<<10)}
	w.front(c, nameOf(seed, n).title)
	if c.status == "stub" {
		w.paragraph(notice, len(notice))
		w.b = w.b[:len(w.b)-1]
		return w.b
	}
	for _, ref := range c.refs {
		w.keys = append(w.keys, ref.key)
	}
	w.body(nameOf(seed, n%total+1).slug)
	return w.b
}

// File returns the name of the file of case n, without folder.
func File(n int, seed uint64) string { return nameOf(seed, n).file() }

// Write writes the files of n cases into a folder, which is the content/cases
// of a site and must exist. Files of the same name are replaced, others stay.
func Write(dir string, n int, seed uint64) error {
	if err := tooMany(n); err != nil {
		return err
	}
	for i := 1; i <= n; i++ {
		path := filepath.Join(dir, File(i, seed))
		if err := os.WriteFile(path, Case(i, n, seed), 0o644); err != nil {
			return fmt.Errorf("write synthetic case %d: %w", i, err)
		}
	}
	return nil
}

func tooMany(n int) error {
	if n < 0 || n >= maxCases {
		return fmt.Errorf("%d synthetic cases: the number must be from 0 to %d", n, int64(maxCases)-1)
	}
	return nil
}

// partnershipsDir is left out: partnerships name records of the real site.
const partnershipsDir = "content/partnerships"

// isPartnerships reports whether a path is the folder of the partnerships or in
// it.
func isPartnerships(path string) bool {
	return path == partnershipsDir || strings.HasPrefix(path, partnershipsDir+"/")
}

// isCases reports whether a path is the folder of the cases or in it.
func isCases(path string) bool { return path == casesDir || strings.HasPrefix(path, casesDir+"/") }

// casesDir is where the cases of a site are.
const casesDir = "content/cases"

// inputs are the files and folders of a root that a build reads.
var inputs = []string{"site.toml", "layouts", "static", "content"}

// recordLink is a link to a record, or to the partnerships, of the real site in
// a page or a call.
var recordLink = regexp.MustCompile(`\(/(?:cases/[a-z0-9-]+|partnerships(?:/[a-z0-9-]+)?)/[^)]*\)`)

// adapt returns a file of the root as a synthetic site has it: links to its
// records and partnerships, which are not there, lead to the list of cases.
func adapt(name string, data []byte) []byte {
	if strings.HasSuffix(name, ".md") {
		return recordLink.ReplaceAll(data, []byte("(/cases/)"))
	}
	return data
}

// extra is a line of site.toml that asks for files for machines besides the
// tables of the data as CSV and JSON.
var extra = regexp.MustCompile(`(?m)^(record_\w+|previews|data_(?:json_lines|xlsx|bibtex|ris|csl_json)|api|schema|oai)( *= *)(?:true|false)`)

// Outputs writes the site.toml of a site, after that of the root: with every
// file for machines, or with the tables of the data alone, as CSV and JSON.
func Outputs(dir string, root fs.FS, all bool) error {
	data, err := fs.ReadFile(root, "site.toml")
	if err != nil {
		return err
	}
	data = extra.ReplaceAll(data, fmt.Appendf(nil, "${1}${2}%v", all))
	return os.WriteFile(filepath.Join(dir, "site.toml"), data, 0o644)
}

// WriteSite writes a whole site with n synthetic cases into a folder, which it
// makes: everything that a build reads is copied from the root but its cases.
func WriteSite(dir string, root fs.FS, n int, seed uint64) error {
	for _, name := range inputs {
		if err := copyTree(dir, root, name); err != nil {
			return fmt.Errorf("copy the site's %s: %w", name, err)
		}
	}
	cases := filepath.Join(dir, filepath.FromSlash(casesDir))
	if err := os.MkdirAll(cases, 0o755); err != nil {
		return fmt.Errorf("make the folder of the cases: %w", err)
	}
	return Write(cases, n, seed)
}

func copyTree(dir string, root fs.FS, name string) error {
	return fs.WalkDir(root, name, func(path string, d fs.DirEntry, err error) error {
		target := filepath.Join(dir, filepath.FromSlash(path))
		switch {
		case err != nil:
			return err
		case path == casesDir, path == partnershipsDir:
			return fs.SkipDir
		case d.IsDir():
			return os.MkdirAll(target, 0o755)
		}
		data, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		return os.WriteFile(target, adapt(path, data), 0o644)
	})
}
