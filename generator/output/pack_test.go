package output

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var archive = Archive{Folder: "site", Time: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)}

// publishIn publishes files into a new output folder and returns it open.
func publishIn(t *testing.T, f files) *Site {
	t.Helper()
	s, err := Open(filepath.Join(t.TempDir(), "public"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.Publish(t.Context(), f.plan(), Options{NoSync: true}); err != nil {
		t.Fatal(err)
	}
	return s
}

// unzip returns the files of an archive.
func unzip(t *testing.T, data []byte) files {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	got := files{}
	for _, f := range r.File {
		if !f.Modified.Equal(archive.Time) {
			t.Errorf("%s is of %v, want %v", f.Name, f.Modified, archive.Time)
		}
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		got[f.Name] = string(body)
	}
	return got
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestPack(t *testing.T) {
	s := publishIn(t, siteA)
	p, err := s.Pack(t.Context(), archive)
	if err != nil {
		t.Fatal(err)
	}
	data := read(t, s.dir+".zip")
	want := files{}
	for name, body := range siteA {
		want["site/"+name] = body
	}
	if got := unzip(t, data); !maps.Equal(got, want) {
		t.Errorf("the archive holds %v, want %v", got, want)
	}
	if line := fmt.Sprintf("%x  public.zip\n", sha256.Sum256(data)); string(read(t, s.dir+".zip.sha256")) != line {
		t.Errorf("the checksum is %q, want %q", read(t, s.dir+".zip.sha256"), line)
	}
	if p.Name != "public.zip" || p.Bytes != int64(len(data)) || p.SHA256 != sha256.Sum256(data) || p.Unchanged {
		t.Errorf("packed %+v", p)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(s.dir), ".public.casebook", "*.part")); left != nil {
		t.Errorf("%v are left", left)
	}
}

// TestPackTwice: the same site is the same bytes, and the file is not touched.
func TestPackTwice(t *testing.T) {
	s, other := publishIn(t, siteA), publishIn(t, siteA)
	for _, site := range []*Site{s, other} {
		if _, err := site.Pack(t.Context(), archive); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(read(t, s.dir+".zip"), read(t, other.dir+".zip")) {
		t.Error("two archives of the same files differ")
	}
	before, _ := os.Stat(s.dir + ".zip")
	p, err := s.Pack(t.Context(), archive)
	after, _ := os.Stat(s.dir + ".zip")
	if err != nil || !p.Unchanged || !after.ModTime().Equal(before.ModTime()) || !os.SameFile(before, after) {
		t.Errorf("packed again: %+v, %v", p, err)
	}
	if err := os.WriteFile(s.dir+".zip", []byte("damaged"), 0o644); err != nil {
		t.Fatal(err)
	}
	if p, err := s.Pack(t.Context(), archive); err != nil || p.Unchanged || len(unzip(t, read(t, s.dir+".zip"))) != len(siteA) {
		t.Errorf("packed over a damaged archive: %+v, %v", p, err)
	}
	if _, err := s.Publish(t.Context(), siteB.plan(), Options{NoSync: true}); err != nil {
		t.Fatal(err)
	}
	if p, err := s.Pack(t.Context(), archive); err != nil || p.Unchanged || unzip(t, read(t, s.dir+".zip"))["site/index.html"] != "home, second" {
		t.Errorf("packed another site: %+v, %v", p, err)
	}
}

// TestPackForeign: a file that was not made here is not overwritten.
func TestPackForeign(t *testing.T) {
	for _, ending := range []string{".zip", ".zip.sha256"} {
		s := publishIn(t, siteA)
		if err := os.WriteFile(s.dir+ending, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := s.CanPack(); !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), "public"+ending) {
			t.Errorf("%s: CanPack says %v", ending, err)
		}
		if _, err := s.Pack(t.Context(), archive); !errors.Is(err, ErrForeign) {
			t.Errorf("%s: Pack says %v", ending, err)
		}
		if string(read(t, s.dir+ending)) != "mine" {
			t.Errorf("%s is overwritten", ending)
		}
	}
}

// TestPackFails: the old archive stays when a new one cannot be made.
func TestPackFails(t *testing.T) {
	s := publishIn(t, siteA)
	if _, err := s.Pack(t.Context(), archive); err != nil {
		t.Fatal(err)
	}
	old := read(t, s.dir+".zip")
	if _, err := s.Publish(t.Context(), siteB.plan(), Options{NoSync: true}); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for name, broken := range map[string]struct {
		prepare func()
		ctx     context.Context
		archive Archive
		want    string
	}{
		"a file changed behind our back": {func() { os.WriteFile(filepath.Join(s.dir, "feed.xml"), []byte("fead"), 0o644) }, t.Context(), archive, "feed.xml has been changed"},
		"stopped":                        {func() {}, stopped, archive, "context canceled"},
		"a folder that leads out":        {func() {}, t.Context(), Archive{Folder: ".."}, `contains ".."`},
	} {
		broken.prepare()
		if _, err := s.Pack(broken.ctx, broken.archive); err == nil || !strings.Contains(err.Error(), broken.want) {
			t.Errorf("%s: the error is %v, want %q", name, err, broken.want)
		}
		if !bytes.Equal(read(t, s.dir+".zip"), old) {
			t.Errorf("%s: the old archive is changed", name)
		}
	}
}

// TestPackMany: more files than are compressed at a time, and larger ones, come
// out as they are and in their order.
func TestPackMany(t *testing.T) {
	site := files{"large-1": strings.Repeat("large", batchBytes/4), "large-2": strings.Repeat("2", batchBytes)}
	for i := range 2*batchFiles + 3 {
		site[fmt.Sprintf("%d/index.html", i)] = strings.Repeat(fmt.Sprintf("page %d ", i), i%50)
	}
	s := publishIn(t, site)
	if _, err := s.Pack(t.Context(), archive); err != nil {
		t.Fatal(err)
	}
	data := read(t, s.dir+".zip")
	got := unzip(t, data)
	for name, body := range site {
		if got["site/"+name] != body {
			t.Errorf("%s comes out otherwise", name)
		}
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(r.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) }) || len(r.File) != len(site) {
		t.Errorf("%d of %d files, or not in order", len(r.File), len(site))
	}
}

// TestPackEarlyTime: a zip knows no time before 1980.
func TestPackEarlyTime(t *testing.T) {
	s := publishIn(t, files{"a": "b"})
	if _, err := s.Pack(t.Context(), Archive{Folder: "site"}); err != nil {
		t.Fatal(err)
	}
	r, err := zip.OpenReader(s.dir + ".zip")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := r.File[0].Modified; !got.Equal(firstDay) {
		t.Errorf("the file is of %v, want %v", got, firstDay)
	}
}

// TestSums: an entry that wants checksums gets those of all others, whatever
// was published, kept or large.
func TestSums(t *testing.T) {
	site := maps.Clone(siteA)
	site["large"] = strings.Repeat("large ", 300_000)
	p := site.plan()
	var got []string
	p.Add(Entry{Path: "SUMS", From: "test", Sums: func(w io.Writer, list []Sum) error {
		got = nil
		for _, s := range list {
			got = append(got, SumLine(s))
			io.WriteString(w, SumLine(s))
		}
		return nil
	}})
	var want []string
	for _, name := range slices.Sorted(maps.Keys(site)) {
		want = append(want, fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(site[name])), name))
	}
	s, err := Open(filepath.Join(t.TempDir(), "public"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, opt := range []Options{{Workers: 1}, {Workers: 4}, {Keep: func(string) bool { return true }}} {
		opt.NoSync = true
		var done, total int
		opt.Progress = func(d, n int) { done, total = d, n }
		if _, err := s.Publish(t.Context(), p, opt); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d workers: the checksums are %q, want %q", opt.Workers, got, want)
		}
		if string(read(t, filepath.Join(s.dir, "SUMS"))) != strings.Join(want, "") || done != p.Len() || total != p.Len() {
			t.Errorf("%d workers: the file is not whole, or %d of %d were counted", opt.Workers, done, total)
		}
	}
}

// TestSumsFail: neither a failure before nor one in it publishes anything.
func TestSumsFail(t *testing.T) {
	fails := errors.New("fails")
	for name, entries := range map[string][]Entry{
		"before": {{Path: "a", Write: func(io.Writer) error { return fails }}, {Path: "b", Sums: func(io.Writer, []Sum) error { return nil }}},
		"in it":  {{Path: "a", Write: func(io.Writer) error { return nil }}, {Path: "b", Sums: func(io.Writer, []Sum) error { return fails }}},
	} {
		s := publishIn(t, siteA)
		p := NewPlan()
		for _, e := range entries {
			p.Add(e)
		}
		if _, err := s.Publish(t.Context(), p, Options{NoSync: true}); !errors.Is(err, fails) {
			t.Errorf("%s: the error is %v", name, err)
		}
		if string(read(t, filepath.Join(s.dir, "index.html"))) != siteA["index.html"] {
			t.Errorf("%s: the site has changed", name)
		}
	}
}
