package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// files is a site as a test sees it: path to content.
type files map[string]string

// Sites to change between. From a to b is a delta with every kind of change;
// b and c have next to nothing in common.
var (
	siteA = files{
		"index.html":              "home, first",
		"cases/index.html":        "all cases",
		"cases/bubble/index.html": "bubble",
		"cases/old/index.html":    "goes away with its folder",
		"flip":                    "a file that becomes a folder",
		"flop/deep/page.html":     "a folder that becomes a file",
		"feed.xml":                "feed",
		"static/a.css":            "a{}",
		"static/b.css":            "b{}",
		"static/c.css":            "c{}",
		"static/d.css":            "d{}",
		"static/e.css":            "e{}",
		"static/f.css":            "f{}",
		"static/g.css":            "g{}",
	}
	siteB = files{
		"index.html":              "home, second",
		"cases/index.html":        "all cases",
		"cases/bubble/index.html": "bubble",
		"cases/new/index.html":    "new",
		"flip/page.html":          "below what was a file",
		"flop":                    "a file now",
		"feed.xml":                "feed",
		"static/a.css":            "a{}",
		"static/b.css":            "b{}",
		"static/c.css":            "c{}",
		"static/d.css":            "d{}",
		"static/e.css":            "e{}",
		"static/f.css":            "f{}",
		"static/g.css":            "g{}",
	}
	siteC = files{
		"index.html":       "home, third",
		"cases/index.html": "all cases",
		"c/1.html":         "1",
		"c/2.html":         "2",
		"d/3.html":         "3",
	}
)

func (f files) plan() *Plan {
	p := NewPlan()
	for name, body := range f {
		p.Add(Entry{Path: name, From: "test", Write: func(w io.Writer) error {
			_, err := io.WriteString(w, body)
			return err
		}})
	}
	return p
}

// tree is what a folder has to hold: the files, and their folders.
func (f files) tree() files {
	all := files{}
	for name, body := range f {
		all[name] = body
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			all[dir+"/"] = ""
		}
	}
	return all
}

// readTree reads a folder; one that does not exist is empty.
func readTree(t *testing.T, dir string) files {
	t.Helper()
	all := files{}
	err := filepath.WalkDir(dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil || at == dir {
			return err
		}
		name, _ := filepath.Rel(dir, at)
		name = filepath.ToSlash(name)
		if d.IsDir() {
			all[name+"/"] = ""
			return nil
		}
		if d.Type()&fs.ModeSymlink != 0 {
			to, err := os.Readlink(at)
			all[name] = "-> " + to
			return err
		}
		body, err := os.ReadFile(at)
		all[name] = string(body)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

func wantTree(t *testing.T, dir string, want files) {
	t.Helper()
	if diff := cmp.Diff(want.tree(), readTree(t, dir)); diff != "" {
		t.Fatalf("the site differs (-want +got):\n%s", diff)
	}
}

// wantClean fails if a publication has left anything beside the site.
func wantClean(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(workOf(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != lockName && e.Name() != manifestName {
			t.Errorf("%s is left beside the site", e.Name())
		}
	}
}

func workOf(dir string) string {
	return filepath.Join(filepath.Dir(dir), "."+filepath.Base(dir)+".casebook")
}

func mustOpen(t testing.TB, dir string) *Site {
	t.Helper()
	s, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// mustPublish leaves the syncs out: on a busy disk they would be most of the
// time of the tests. TestSyncs has them.
func mustPublish(t testing.TB, s *Site, f files) Result {
	t.Helper()
	res, err := s.Publish(t.Context(), f.plan(), Options{Workers: 2, NoSync: true})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// target returns an output folder that does not exist yet.
func target(t testing.TB) string { return filepath.Join(t.TempDir(), "out", "public") }

func TestPublishModes(t *testing.T) {
	big := files{"big.bin": strings.Repeat("0123456789abcdef", 3*spillAt/16)}
	steps := []struct {
		name string
		site files
		want Result
	}{
		{"first", siteA, Result{Files: 14, Written: 14, Mode: First}},
		{"again", siteA, Result{Files: 14, Unchanged: 14, Mode: Unchanged}},
		{"delta", siteB, Result{Files: 14, Written: 4, Unchanged: 10, Removed: 3, Mode: Delta}},
		{"back", siteA, Result{Files: 14, Written: 4, Unchanged: 10, Removed: 3, Mode: Delta}},
		{"exchange", siteC, Result{Files: 5, Written: 4, Unchanged: 1, Removed: 12, Mode: Exchange}},
		{"large", big, Result{Files: 1, Written: 1, Removed: 5, Mode: Exchange}},
		{"large again", big, Result{Files: 1, Unchanged: 1, Mode: Unchanged}},
		{"nothing", files{}, Result{Removed: 1, Mode: Exchange}},
		{"from nothing", siteA, Result{Files: 14, Written: 14, Mode: First}},
	}
	dir := target(t)
	s := mustOpen(t, dir)
	for _, step := range steps {
		got := mustPublish(t, s, step.site)
		for _, body := range step.site {
			step.want.Bytes += int64(len(body))
		}
		if !hasExchange && step.want.Mode == Exchange {
			step.want.Mode = Delta
		}
		if got != step.want {
			t.Errorf("%s: got %+v, want %+v", step.name, got, step.want)
		}
		wantTree(t, dir, step.site)
		wantClean(t, dir)
	}
}

func TestSyncs(t *testing.T) {
	dir := target(t)
	s := mustOpen(t, dir)
	for _, f := range []files{siteA, siteB, siteC} {
		if _, err := s.Publish(t.Context(), f.plan(), Options{}); err != nil {
			t.Fatal(err)
		}
		wantTree(t, dir, f)
		wantClean(t, dir)
	}
}

// A publication goes on from the manifest of another process.
func TestPublishReopened(t *testing.T) {
	dir := target(t)
	s := mustOpen(t, dir)
	mustPublish(t, s, siteA)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	res := mustPublish(t, mustOpen(t, dir), siteB)
	if res.Unchanged != 10 || res.Mode != Delta {
		t.Errorf("got %+v, want a delta with 10 files unchanged", res)
	}
	wantTree(t, dir, siteB)
}

func TestSameBytesTwice(t *testing.T) {
	one, two := target(t), target(t)
	mustPublish(t, mustOpen(t, one), siteA)
	s := mustOpen(t, two)
	for _, f := range []files{siteC, siteB, siteA} {
		mustPublish(t, s, f)
	}
	if diff := cmp.Diff(readTree(t, one), readTree(t, two)); diff != "" {
		t.Error(diff)
	}
}

// Files that do not differ are the same files afterwards, not copies.
func TestUnchangedAreNotTouched(t *testing.T) {
	for _, next := range []files{siteB, siteC} {
		dir := target(t)
		s := mustOpen(t, dir)
		mustPublish(t, s, siteA)
		before := stats(t, dir)
		mustPublish(t, s, next)
		after := stats(t, dir)
		for name, body := range next {
			was, ok := before[name]
			if !ok || siteA[name] != body {
				continue
			}
			if !os.SameFile(was, after[name]) || !was.ModTime().Equal(after[name].ModTime()) {
				t.Errorf("%s was written again", name)
			}
		}
	}
}

func stats(t *testing.T, dir string) map[string]fs.FileInfo {
	t.Helper()
	all := map[string]fs.FileInfo{}
	err := filepath.WalkDir(dir, func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, at)
		all[filepath.ToSlash(name)], err = d.Info()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// What others do to files of the site is undone.
func TestChangedBehindOurBack(t *testing.T) {
	tests := []struct {
		name string
		do   func(dir string) error
	}{
		{"removed", func(dir string) error { return os.Remove(dir + "/feed.xml") }},
		{"other size", func(dir string) error { return os.WriteFile(dir+"/feed.xml", []byte("x"), 0o644) }},
		{"other time", func(dir string) error {
			at := time.Unix(1, 0)
			return os.Chtimes(dir+"/feed.xml", at, at)
		}},
		{"a link now", func(dir string) error {
			return errors.Join(os.Remove(dir+"/feed.xml"), os.Symlink("index.html", dir+"/feed.xml"))
		}},
		{"a folder removed", func(dir string) error { return os.RemoveAll(dir + "/static") }},
		{"all removed", os.RemoveAll},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := target(t)
			s := mustOpen(t, dir)
			mustPublish(t, s, siteA)
			if err := tt.do(dir); err != nil {
				t.Fatal(err)
			}
			if res := mustPublish(t, s, siteA); res.Written == 0 {
				t.Errorf("nothing was written: %+v", res)
			}
			wantTree(t, dir, siteA)
		})
	}
}

func TestForeign(t *testing.T) {
	write := func(name string) func(string) error {
		return func(dir string) error {
			at := filepath.Join(dir, name)
			return errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), os.WriteFile(at, []byte("mine"), 0o644))
		}
	}
	tests := []struct {
		name string
		do   func(dir string) error // after a publication of site A
		next files
		kept string
	}{
		{"a file at a new address", write("cases/new/index.html"), siteB, "cases/new/index.html"},
		{"a file where a folder is needed", write("cases/new"), siteB, "cases/new"},
		{"a file in a folder that becomes a file", write("flop/mine.txt"), siteB, "flop/mine.txt"},
		{"a folder in the place of a file", func(dir string) error {
			return errors.Join(os.Remove(dir+"/feed.xml"), write("feed.xml/mine.txt")(dir))
		}, siteB, "feed.xml/mine.txt"},
		{"a link in the place of a folder", func(dir string) error {
			return errors.Join(os.RemoveAll(dir+"/cases"), write("../elsewhere/mine.txt")(dir),
				os.Symlink("../elsewhere", dir+"/cases"))
		}, siteB, "cases/mine.txt"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := target(t)
			s := mustOpen(t, dir)
			mustPublish(t, s, siteA)
			if err := tt.do(dir); err != nil {
				t.Fatal(err)
			}
			before := readTree(t, filepath.Dir(dir))
			_, err := s.Publish(t.Context(), tt.next.plan(), Options{NoSync: true})
			if !errors.Is(err, ErrForeign) {
				t.Errorf("got error %v, want ErrForeign", err)
			}
			if body, _ := os.ReadFile(filepath.Join(dir, tt.kept)); string(body) != "mine" {
				t.Errorf("%s is lost", tt.kept)
			}
			if diff := cmp.Diff(before, readTree(t, filepath.Dir(dir))); diff != "" {
				t.Errorf("something was changed:\n%s", diff)
			}
		})
	}
}

// Foreign files out of the way stay, also when most of the site differs, and
// so do the folders that hold them.
func TestForeignElsewhere(t *testing.T) {
	dir := target(t)
	s := mustOpen(t, dir)
	mustPublish(t, s, siteA)
	mine := filepath.Join(dir, "cases/old/mine.txt")
	if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if res := mustPublish(t, s, siteC); res.Mode != Delta {
		t.Errorf("got mode %s, want a delta", res.Mode)
	}
	want := files{"cases/old/mine.txt": "mine"}
	for name, body := range siteC {
		want[name] = body
	}
	wantTree(t, dir, want)
}

func TestForeignFolder(t *testing.T) {
	tests := []struct {
		name string
		do   func(dir string) error
	}{
		{"holds files", func(dir string) error {
			return errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(dir+"/mine.txt", nil, 0o644))
		}},
		{"is a file", func(dir string) error {
			return errors.Join(os.MkdirAll(filepath.Dir(dir), 0o755), os.WriteFile(dir, nil, 0o644))
		}},
		{"is a link", func(dir string) error {
			return errors.Join(os.MkdirAll(filepath.Dir(dir)+"/real", 0o755), os.Symlink("real", dir))
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := target(t)
			if err := tt.do(dir); err != nil {
				t.Fatal(err)
			}
			before := readTree(t, filepath.Dir(dir))
			if _, err := Open(dir); !errors.Is(err, ErrForeign) {
				t.Errorf("got %v, want ErrForeign", err)
			}
			if diff := cmp.Diff(before, readTree(t, filepath.Dir(dir))); diff != "" {
				t.Errorf("something was changed:\n%s", diff)
			}
		})
	}
	t.Run("is empty", func(t *testing.T) {
		dir := target(t)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		mustPublish(t, mustOpen(t, dir), siteA)
		wantTree(t, dir, siteA)
	})
}

func TestLocked(t *testing.T) {
	dir := target(t)
	s := mustOpen(t, dir)
	_, err := Open(dir)
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) {
		t.Errorf("got %v, want ErrLocked with process %d", err, os.Getpid())
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	mustOpen(t, dir)
}

func TestKeep(t *testing.T) {
	dir := target(t)
	s := mustOpen(t, dir)
	mustPublish(t, s, siteA)
	var rendered []string
	p := NewPlan()
	for name, body := range siteB {
		p.Add(Entry{Path: name, From: "test", Write: func(w io.Writer) error {
			rendered = append(rendered, name)
			_, err := io.WriteString(w, body)
			return err
		}})
	}
	changed := []string{"index.html"}
	_, err := s.Publish(t.Context(), p, Options{Workers: 1, NoSync: true, Keep: func(name string) bool {
		return !slices.Contains(changed, name)
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"cases/new/index.html", "flip/page.html", "flop", "index.html"}
	if diff := cmp.Diff(want, rendered); diff != "" {
		t.Errorf("rendered (-want +got):\n%s", diff)
	}
	wantTree(t, dir, siteB)
}

func TestProgress(t *testing.T) {
	var got []int
	_, err := mustOpen(t, target(t)).Publish(t.Context(), siteA.plan(), Options{Workers: 4, NoSync: true, Progress: func(done, total int) {
		if total != len(siteA) {
			t.Errorf("got total %d, want %d", total, len(siteA))
		}
		got = append(got, done)
	}})
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != len(siteA) || !slices.IsSorted(got) || got[len(got)-1] != len(siteA) {
		t.Errorf("got %v, want 1 to %d", got, len(siteA))
	}
}

func TestDamagedFiles(t *testing.T) {
	for _, name := range []string{manifestName, journalName} {
		dir := target(t)
		s := mustOpen(t, dir)
		mustPublish(t, s, siteA)
		s.Close()
		if err := os.WriteFile(filepath.Join(workOf(dir), name), []byte("casebook-files 1 delta 0\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(dir); !errors.Is(err, errDamaged) {
			t.Errorf("%s: got %v, want errDamaged", name, err)
		}
		wantTree(t, dir, siteA)
	}
}

// A site of many files goes through every mode.
func TestManyFiles(t *testing.T) {
	const n = 5000
	p := func(version int) *Plan {
		p := NewPlan()
		for i := range n {
			p.Add(Entry{Path: fmt.Sprintf("cases/%d/%d.html", i%100, i), From: "test", Write: func(w io.Writer) error {
				v := 0
				if i%100 == 0 {
					v = version
				}
				_, err := fmt.Fprintf(w, "case %d, version %d", i, v)
				return err
			}})
		}
		return p
	}
	s := mustOpen(t, target(t))
	for version, want := range []int{n, n / 100, n / 100} {
		res, err := s.Publish(t.Context(), p(version), Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		if res.Files != n || res.Written != want {
			t.Errorf("version %d: got %+v, want %d of %d written", version, res, want, n)
		}
	}
}
