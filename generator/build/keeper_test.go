package build

import (
	stdcmp "cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"casebook/generator/diag"
	"casebook/generator/spool"

	"github.com/google/go-cmp/cmp"
)

var (
	editCount = flag.Int("edits", defaultEdits, "number of random edits")
	editSeed  = flag.Uint64("seed", 1, "seed of the random edits")
)

// tried is the site that an author edits, a Keeper that follows, and what the
// output folder must hold.
type tried struct {
	*author
	keeper *Keeper
	out    string
	good   map[string]string // the last good site
	opt    Options
	log    []string
	bad    int    // builds in a row that failed
	why    string // the newest of them did
}

// TestRandomEdits makes random edits, and compares the output after each with
// that of a clean build, byte for byte. While the content has errors it must
// be the last good site. Before half of the builds the page that somebody
// waits for is hurried, as in serve. It fails for an entry of the plan that
// declares too little; -edits and -seed make it longer and another.
func TestRandomEdits(t *testing.T) {
	old := debug.SetGCPercent(400) // saves a fifth of the time
	t.Cleanup(func() { debug.SetGCPercent(old) })
	for _, draft := range []bool{false, true} {
		t.Run(fmt.Sprintf("draft %v", draft), func(t *testing.T) {
			t.Parallel()
			n := *editCount * 3 / 4
			if draft {
				n = *editCount - n
			}
			randomEdits(t, n, Options{Draft: draft})
		})
	}
}

func randomEdits(t *testing.T, n int, opt Options) {
	t.Helper()
	s := &tried{author: newAuthor(t, *editSeed), out: filepath.Join(t.TempDir(), "public"), opt: opt, good: map[string]string{}}
	keeper, err := Keep(s.site.files, s.out, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer keeper.Close()
	s.keeper = keeper
	if report, err := keeper.Build(t.Context()); err != nil {
		t.Fatalf("the first build: %v\n%s", err, texts(report.Findings))
	}
	broken, kept := 0, 0
	for i := 0; i < n; i++ {
		name, files := s.edit()
		if files == nil {
			i--
			continue
		}
		s.log = append(s.log, name)
		report, good := s.build(name, files)
		if s.bad++; good {
			s.bad = 0
		}
		if !good {
			broken++
		} else if report.Output.Written < report.Output.Files/2 {
			kept++
		}
		if t.Failed() {
			t.Fatalf("seed %d, after %d edits: %s", *editSeed, i+1, strings.Join(s.log, "; "))
		}
	}
	t.Logf("%d edits, %d of them with errors, %d with a small change", n, broken, kept)
	if !opt.Draft && (broken < n/20 || broken > n/2) || kept < n/3 {
		t.Errorf("%d of %d edits gave errors and %d a small change: the edits do not try what they should; the last error: %s", broken, n, kept, s.why)
	}
}

// edit makes one edit. What is broken is mended soon.
func (s *tried) edit() (name string, files []string) {
	if s.rand.IntN(2) == 0 {
		if files := s.mend(); files != nil {
			return "mend " + files[0], files
		}
	}
	if s.bad > 2 && len(s.saved) == 0 {
		return "tidy up", s.tidy()
	}
	var e edit
	switch n := s.rand.IntN(10); {
	case n < 6:
		e = pick(s.author, ofCases)
	case n < 9:
		e = pick(s.author, ofSite)
	case len(s.saved) == 0:
		e = pick(s.author, breaking)
	default:
		return "", nil
	}
	if slug := s.saved["broken"]; slug != "" { // a record that is broken stays as it is
		if before := s.cases[slug]; before != nil {
			text := s.site.files[s.file(slug)]
			defer func() {
				if s.cases[slug] == before {
					s.site.files[s.file(slug)] = text
				}
			}()
		}
	}
	if strings.HasPrefix(e.name, "the layout of records") && s.saved["layouts/case.html"] != "" ||
		strings.Contains(e.name, " of the site") && s.saved["site.toml"] != "" || strings.Contains(e.name, "page") && s.saved["content/pages/contribute.md"] != "" && e.name != "the page of contributions" {
		return "", nil
	}
	return e.name, e.do(s.author)
}

// build follows an edit, and compares. good is false when the content makes no
// site.
func (s *tried) build(name string, files []string) (report Report, good bool) {
	s.t.Helper()
	if s.rand.IntN(2) == 0 {
		if _, err := s.keeper.Hurry(s.t.Context(), files); err != nil && !errors.Is(err, ErrBudget) && !errors.Is(err, fs.ErrNotExist) {
			s.t.Logf("%s: hurry: %v", name, err)
		}
	}
	want, cleanErr := clean(s.t.Context(), s.site.files, s.opt)
	report, err := s.keeper.Build(s.t.Context())
	if (err == nil) != (cleanErr == nil) {
		s.t.Errorf("%s: the build says %v, a clean one %v", name, err, cleanErr)
	}
	if err == nil {
		s.good = want
	}
	if err != nil {
		wrong := slices.DeleteFunc(slices.Clone(report.Findings), func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
		s.why = fmt.Sprintf("%s: %v %.600s", name, err, texts(wrong))
	}
	got := tree(s.t, s.out)
	if err := s.followed(report, err, got); err != nil {
		s.t.Errorf("%s: %v", name, err)
	}
	if len(s.good) == 0 {
		return report, false // nothing was ever good
	}
	differ := []string{}
	for file := range s.good {
		if got[file] != s.good[file] {
			differ = append(differ, file)
		}
	}
	for file := range got {
		if _, ok := s.good[file]; !ok {
			differ = append(differ, file)
		}
	}
	if slices.Sort(differ); len(differ) > 0 {
		s.t.Errorf("%s: %d files differ from a clean build: %.300q\n(-clean +kept) %.1500s", name, len(differ), differ, cmp.Diff(s.good[differ[0]], got[differ[0]]))
	}
	return report, err == nil
}

// followed checks that what a build says it changed is all that changed since
// the last one or since a Hurry.
func (s *tried) followed(report Report, failed error, got map[string]string) error {
	if failed == nil && report.Output.Files != len(got) {
		return fmt.Errorf("the report counts %d files, there are %d", report.Output.Files, len(got))
	}
	return nil
}

// clean renders the whole site into memory.
func clean(ctx context.Context, fsys fs.FS, opt Options) (map[string]string, error) {
	content, err := Load(fsys, opt)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	if content.Findings.HasErrors() && !opt.Draft {
		return nil, ErrFindings
	}
	files, err := inMemory(content, opt)
	return files, stdcmp.Or(err, ctx.Err())
}

// inMemory renders the files of a site.
func inMemory(content *Content, opt Options) (map[string]string, error) {
	plan := content.plan
	if err := plan.budget.err(); err != nil {
		return nil, err
	}
	files := map[string]string{}
	plan.index(opt.Workers)
	entries := plan.plan.Entries()
	for _, last := range []bool{false, true} {
		for i := range entries {
			if e := &entries[i]; e.Last == last {
				var b strings.Builder
				if err := e.Write(&b); err != nil {
					return nil, err
				}
				files[e.Path] = b.String()
			}
		}
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		if err := plan.veto(path, int64(len(files[path]))); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// TestPutBy: a site whose records were put by, as those of a large site are,
// is the same, byte for byte.
func TestPutBy(t *testing.T) {
	opt := Options{BaseURL: "https://example.org/"}
	want, err := clean(t.Context(), root, opt)
	if err != nil {
		t.Fatal(err)
	}
	left := &stock{prose: new(spool.File)}
	left.prose.Put(make([]byte, 2<<20)) // from now on all goes into the file
	content, err := loadWith(t.Context(), root, opt, left)
	if err != nil {
		t.Fatal(err)
	}
	defer content.Close()
	for _, c := range content.Site.Cases {
		if c.Detail != nil || c.Kept().Size() == 0 {
			t.Fatalf("%s is in memory", c.File)
		}
	}
	got, err := inMemory(content, opt)
	if err := errors.Join(err, left.prose.Err()); err != nil {
		t.Fatal(err)
	}
	for file := range want {
		if got[file] != want[file] {
			t.Errorf("%s differs", file)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d files, and %d when all is in memory", len(got), len(want))
	}
}

// TestTooLittle proves that TestRandomEdits would see an entry that declares
// too little: one that names what it does not read is kept when it should not
// be.
func TestTooLittle(t *testing.T) {
	s := newSite(t, states())
	out := filepath.Join(t.TempDir(), "public")
	k, err := Keep(s.files, out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if _, err := k.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	list := k.keys["cases/index.html"]
	s.replace(t, "content/cases/net.md", "A net for", "A mesh for")
	k.keys["cases/index.html"] = digest{}
	sums := newSnapshot(s.files)
	content, err := Load(sums, Options{})
	if err != nil {
		t.Fatal(err)
	}
	content.plan.index(0)
	entries := content.plan.plan.Entries()
	if now := newKeyring(content.plan, sums.digests(), Options{}).keys(entries)["cases/index.html"]; now == list || now == (digest{}) {
		t.Error("the key of the list of cases does not change with a title")
	}
	for i := range entries {
		if entries[i].Path == "cases/index.html" {
			entries[i].Reads = []string{"file:content/cases/stub.md"}
		}
	}
	keys := newKeyring(content.plan, sums.digests(), Options{}).keys(entries)
	k.keys["cases/index.html"] = keys["cases/index.html"]
	// As a build with that declaration would: the file is kept, and is wrong.
	opt := content.plan.outputOptions(Options{})
	opt.Keep = func(path string) bool { return k.keys[path] == keys[path] }
	if _, err := k.out.Publish(t.Context(), content.plan.plan, opt); err != nil {
		t.Fatal(err)
	}
	want, err := clean(t.Context(), s.files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := tree(t, out); got["cases/index.html"] == want["cases/index.html"] {
		t.Error("a file that is kept though it differs is not seen")
	}
}

// A vanishing file system loses or changes a file while it is read.
type vanishing struct {
	fstest.MapFS
	file  string
	reads int // of the file until it is another
	then  *fstest.MapFile
}

func (v *vanishing) ReadFile(name string) ([]byte, error) {
	if name == v.file {
		if v.reads--; v.reads == 0 {
			if v.then == nil {
				delete(v.MapFS, name)
			} else {
				v.MapFS[name] = v.then
			}
		}
	}
	return v.MapFS.ReadFile(name)
}

// TestFilesThatMove: a file that vanishes or changes while a site is built is
// seen as it is then, and never half of each.
func TestFilesThatMove(t *testing.T) {
	const file = "content/cases/waiting.md"
	for reads := 1; reads <= 3; reads++ {
		for name, then := range map[string]*fstest.MapFile{"vanishes": nil, "changes": {Data: []byte(strings.Replace(states()[file], "A spacer made", "A thing made", 1))}} {
			t.Run(fmt.Sprintf("%s at read %d", name, reads), func(t *testing.T) {
				s := newSite(t, states())
				v := &vanishing{MapFS: s.files, file: file, reads: reads, then: then}
				out := filepath.Join(t.TempDir(), "public")
				k, err := Keep(v, out, Options{Workers: 1})
				if err != nil {
					t.Fatal(err)
				}
				defer k.Close()
				if _, err := k.Build(t.Context()); err != nil {
					t.Fatal(err)
				}
				// A change that came after the last read is for the next build.
				for v.reads > 0 {
					if _, err := k.Build(t.Context()); err != nil {
						t.Fatal(err)
					}
				}
				want, err := clean(t.Context(), v.MapFS, Options{})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, tree(t, out)); diff != "" {
					t.Errorf("%.2000s", diff)
				}
			})
		}
	}
}

// TestHurry publishes the one page, and leaves the rest to the build.
func TestHurry(t *testing.T) {
	s := newSite(t, states())
	out := filepath.Join(t.TempDir(), "public")
	k, err := Keep(s.files, out, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if h, err := k.Hurry(t.Context(), []string{"content/cases/net.md"}); err != nil || h.Changed != nil {
		t.Errorf("before the first build: %v, %v", h, err)
	}
	if _, err := k.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	before := tree(t, out)
	s.replace(t, "content/cases/net.md", "A net for", "A mesh for")
	h, err := k.Hurry(t.Context(), []string{"content/cases/net.md", "content/cases/net.md.tmp123"})
	if err != nil || !slices.Contains(h.Changed, "cases/net/index.html") {
		t.Fatalf("%v, %v", h, err)
	}
	after := tree(t, out)
	for name := range after {
		if after[name] != before[name] && !slices.Contains(h.Changed, name) {
			t.Errorf("%s changed too", name)
		}
	}
	if !strings.Contains(after["cases/net/index.html"], "A mesh for") || strings.Contains(after["cases/index.html"], "A mesh for") {
		t.Error("the page is not hurried, or more than that is")
	}
	s.replace(t, "content/cases/net.md", "learning_type", "lerning_type")
	if h, err = k.Hurry(t.Context(), []string{"content/cases/net.md"}); err != nil || !h.Refused || !h.Findings.HasErrors() || h.Changed != nil {
		t.Errorf("a broken file: %+v, %v", h, err)
	}
	if _, err := k.Build(t.Context()); err != ErrFindings {
		t.Fatalf("the build says %v", err)
	}
	if diff := cmp.Diff(before, tree(t, out)); diff != "" {
		t.Errorf("what was hurried is not taken back: the site is not the last good one\n%.1000s", diff)
	}
	s.replace(t, "content/cases/net.md", "lerning_type", "learning_type")
	if h, err = k.Hurry(t.Context(), []string{"content/cases/net.md"}); err != nil || h.Changed != nil {
		t.Errorf("on top of a site with errors: %+v, %v", h, err)
	}
	if report, err := k.Build(t.Context()); err != nil || !slices.Contains(report.Changed, "cases/index.html") {
		t.Errorf("%v, %v", report.Changed, err)
	}
	s.replace(t, "static/country.css", "{", "{top:0;")
	if h, err = k.Hurry(t.Context(), []string{"static/country.css"}); err != nil || len(h.Styles) != 1 || len(h.Changed) != 1 {
		t.Errorf("a style sheet: %+v, %v", h, err)
	}
	s.set("content/calls/new.md", survey)
	for _, files := range [][]string{nil, {"site.toml"}, {"content/calls/new.md", "content/cases/net.md"}, {"content/cases/net.md", "layouts/base.html"}, make([]string, mostHurried+1)} {
		if h, err := k.Hurry(t.Context(), files); err != nil || h.Changed != nil {
			t.Errorf("%q: %+v, %v", files, h, err)
		}
	}
}

// TestBrokenOff: a build that is broken off changes nothing, and the next one
// is whole.
func TestBrokenOff(t *testing.T) {
	s := newSite(t, states())
	out := filepath.Join(t.TempDir(), "public")
	ctx, cancel := context.WithCancel(t.Context())
	steps := 0
	opt := Options{Stage: func(Stage) { // in the middle of the second build
		if steps++; steps == 8 {
			cancel()
		}
	}}
	k, err := Keep(s.files, out, opt)
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if _, err := k.Build(ctx); err != nil {
		t.Fatal(err)
	}
	before := tree(t, out)
	s.replace(t, "content/cases/net.md", "A net for", "A mesh for")
	if _, err := k.Build(ctx); !errors.Is(err, context.Canceled) {
		t.Fatalf("the build says %v", err)
	}
	if diff := cmp.Diff(before, tree(t, out)); diff != "" {
		t.Errorf("a build that was broken off changed the site\n%.1000s", diff)
	}
	if _, err := k.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	want, err := clean(t.Context(), s.files, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, tree(t, out)); diff != "" {
		t.Errorf("%.2000s", diff)
	}
}
