package output

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"slices"
	"strings"
)

// An Entry is one file of the site.
type Entry struct {
	// Path is the slash path below the output folder: "cases/x/index.html".
	Path string
	// From names what makes the file, for messages: "content/cases/x.md".
	From string
	// Reads names what the file depends on: "case:x", "layout:case.html". It
	// is kept for the caller, and may be nil.
	Reads []string
	// Write writes the whole file to w. It is called at most once per
	// publication, from any goroutine; an error of w is kept, so Write need
	// not return it. w is not valid after Write returns.
	Write func(w io.Writer) error
	// Last asks that the entry is written when all that do not ask for it are:
	// it tells of them, and its Write knows how.
	Last bool
	// Sums, if not nil, is called in place of Write, once all files that have
	// none are rendered, with the checksums of those in the order of paths.
	Sums func(w io.Writer, files []Sum) error
}

// A Sum is the checksum of a file of the plan.
type Sum struct {
	Path   string
	SHA256 [sha256.Size]byte // FIPS 180-4
}

// A Plan is the list of every file of a site. The zero Plan is not usable; it
// is not safe for use by several goroutines.
type Plan struct {
	entries []Entry
	sorted  bool
	from    map[string]string // path to Entry.From
	refused []Problem         // found by Add

	judged   bool // problems holds since the last Add
	problems []Problem
}

// NewPlan returns an empty plan.
func NewPlan() *Plan { return &Plan{from: make(map[string]string)} }

// Add plans e. An unsafe path, and a path that is planned already, leave the
// plan as it is and are reported by Problems.
func (p *Plan) Add(e Entry) {
	p.judged, p.sorted = false, false
	if reason := unsafePath(e.Path); reason != "" {
		p.refused = append(p.refused, unsafeProblem(e, reason))
		return
	}
	if from, ok := p.from[e.Path]; ok {
		p.refused = append(p.refused, takenProblem(from, e))
		return
	}
	p.from[e.Path] = e.From
	p.entries = append(p.entries, e)
}

// Has reports whether an address is planned: the path of a file, or a folder
// with a slash at its end ("cases/" finds "cases/index.html"; "" is the site's
// own folder).
func (p *Plan) Has(path string) bool {
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	_, ok := p.from[path]
	return ok
}

// From returns what makes the file at an address, in the forms of Has; empty
// where none is planned.
func (p *Plan) From(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	return p.from[path]
}

// Len returns the number of files planned.
func (p *Plan) Len() int { return len(p.entries) }

// Entries returns the planned files in the byte order of their paths. The
// slice is the caller's.
func (p *Plan) Entries() []Entry { return slices.Clone(p.inOrder()) }

func (p *Plan) inOrder() []Entry {
	if !p.sorted {
		slices.SortFunc(p.entries, func(a, b Entry) int { return cmp.Compare(a.Path, b.Path) })
		p.sorted = true
	}
	return p.entries
}

// A Problem is a reason to refuse a plan.
type Problem struct {
	// Code is "address-unsafe" (no file may be made there), "address-taken"
	// (planned twice), "address-clash" (a file where another entry needs a
	// folder) or "address-case" (differs from another only in case, so they
	// are one on many systems).
	Code string
	// Path is the address, From what makes it.
	Path, From string
	// OtherPath and OtherFrom are those of the entry it collides with; empty
	// for an unsafe path. OtherPath may be a folder.
	OtherPath, OtherFrom string
	// Message says what is wrong, Hint what to do.
	Message, Hint string
}

// Problems returns all reasons to refuse the plan, sorted by path; none means
// that it can be published. The slice is the plan's.
func (p *Plan) Problems() []Problem {
	if p.judged {
		return p.problems
	}
	p.judged = true
	p.problems = slices.Concat(p.refused, p.clashes())
	slices.SortFunc(p.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.From, b.From), cmp.Compare(a.OtherFrom, b.OtherFrom))
	})
	return p.problems
}

// place is a file or folder, and what needs it.
type place struct{ path, from string }

// clashes finds files where folders are needed, and names that differ only in
// case. Of all entries below one such place it reports the first.
func (p *Plan) clashes() []Problem {
	var problems []Problem
	folded := make(map[string]place, len(p.entries))
	last, bad := "", ""
	for _, e := range p.inOrder() {
		if bad != "" && within(e.Path, bad) {
			continue
		}
		for at := range places(e.Path) {
			if within(last, at) {
				continue // seen with the entry before
			}
			if problem, ok := p.clash(e, at, folded); ok {
				problems, bad = append(problems, problem), at
				break
			}
		}
		last = e.Path
	}
	return problems
}

// clash judges one place that e needs by those needed before.
func (p *Plan) clash(e Entry, at string, folded map[string]place) (Problem, bool) {
	if from, ok := p.from[at]; ok && at != e.Path {
		return clashProblem(place{at, from}, e), true
	}
	key := fold(at)
	was, seen := folded[key]
	if seen && was.path != at {
		return caseProblem(e, at, was), true
	}
	folded[key] = place{at, e.From}
	return Problem{}, false
}

// within reports whether path lies in the folder dir.
func within(path, dir string) bool {
	return len(path) > len(dir) && path[len(dir)] == '/' && path[:len(dir)] == dir
}

// places yields the folders above path, outermost first, then path itself.
func places(path string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := range len(path) {
			if path[i] == '/' && !yield(path[:i]) {
				return
			}
		}
		yield(path)
	}
}

func unsafeProblem(e Entry, reason string) Problem {
	return Problem{Code: "address-unsafe", Path: e.Path, From: e.From,
		Message: fmt.Sprintf("the address %q cannot be used: %s", e.Path, reason),
		Hint:    "use small letters, digits and hyphens"}
}

func takenProblem(from string, e Entry) Problem {
	first, second := min(from, e.From), max(from, e.From)
	return Problem{Code: "address-taken", Path: e.Path, From: second,
		OtherPath: e.Path, OtherFrom: first,
		Message: fmt.Sprintf("the address %q is made twice, by %s and by %s", e.Path, first, second),
		Hint:    "give one of them another slug or file name"}
}

func clashProblem(file place, below Entry) Problem {
	return Problem{Code: "address-clash", Path: below.Path, From: below.From,
		OtherPath: file.path, OtherFrom: file.from,
		Message: fmt.Sprintf("the address %q (of %s) needs a folder where %s makes the file %q",
			below.Path, below.From, file.from, file.path),
		Hint: "rename the file or the folder"}
}

func caseProblem(e Entry, at string, was place) Problem {
	return Problem{Code: "address-case", Path: e.Path, From: e.From,
		OtherPath: was.path, OtherFrom: was.from,
		Message: fmt.Sprintf("%q (of %s) and %q (of %s) differ only in capital and small letters",
			at, e.From, was.path, was.from),
		Hint: "many systems take them for one; use small letters throughout"}
}
