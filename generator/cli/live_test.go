package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"casebook/generator/serve"
)

// inVain is how long a test waits for something before it fails.
const inVain = 60 * time.Second

// A servedSite is a site that is being served, as an author and a page see it.
type servedSite struct {
	t       *testing.T
	dir     string
	address string
	errs    *lockedBuffer
	out     *lockedBuffer
	events  chan event
	stop    func() int
}

type event struct{ kind, data string }

// A lockedBuffer is written by the command while a test reads it.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// eventually waits until a condition holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(inVain); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}

// startServe runs serve in a folder until the test ends.
func startServe(t *testing.T, dir string, flags ...string) *servedSite {
	t.Helper()
	env, _, _ := testEnv(dir, "")
	env.Now = time.Now
	s := &servedSite{t: t, dir: dir, out: &lockedBuffer{}, errs: &lockedBuffer{}, events: make(chan event, 1000)}
	env.Stdout, env.Stderr = s.out, s.errs
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, append([]string{"serve", "--port", "0"}, flags...), env) }()
	s.stop = sync.OnceValue(func() int { cancel(); return <-ended })
	t.Cleanup(func() { s.stop() })
	eventually(t, "the site is served", func() bool {
		s.address = served.FindString(s.out.String())
		if len(ended) > 0 {
			t.Fatalf("serve ended: %s", s.errs)
		}
		return s.address != ""
	})
	s.listen(ctx)
	return s
}

// listen reads the events of an open page.
func (s *servedSite) listen(ctx context.Context) {
	s.t.Helper()
	page := s.get("")
	_, rest, _ := strings.Cut(page, "live.js?at=")
	at, _, _ := strings.Cut(rest, `"`)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.address+".casebook/events?at="+at, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	go func() {
		defer answer.Body.Close()
		scanner := bufio.NewScanner(answer.Body)
		scanner.Buffer(nil, 1<<20)
		var e event
		for scanner.Scan() {
			name, value, _ := strings.Cut(scanner.Text(), ": ")
			switch name {
			case "event":
				e.kind = value
			case "data":
				e.data = value
			case "":
				if e.kind != "" {
					s.events <- e
				}
				e = event{}
			}
		}
	}()
}

func (s *servedSite) get(path string) string {
	s.t.Helper()
	r, err := http.Get(s.address + path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

// await reads events until one fits.
func (s *servedSite) await(what string, fits func(event) bool) event {
	s.t.Helper()
	for {
		select {
		case e := <-s.events:
			if fits(e) {
				return e
			}
		case <-time.After(inVain):
			s.t.Fatalf("waited in vain for %s\n%s\n%s", what, s.out, s.errs)
		}
	}
}

func (s *servedSite) awaitFile(file string) {
	s.t.Helper()
	s.await("a change of "+file, func(e event) bool {
		var c serve.Change
		return e.kind == "change" && json.Unmarshal([]byte(e.data), &c) == nil && (c.All || slices.Contains(c.Files, file))
	})
}

func (s *servedSite) awaitNotice(part string) string {
	s.t.Helper()
	return s.await("a notice with "+part, func(e event) bool { return e.kind == "notice" && strings.Contains(e.data, part) }).data
}

// edit saves a file as careful editors do: beside, then renamed.
func (s *servedSite) edit(file, from, to string) {
	s.t.Helper()
	name := filepath.Join(s.dir, filepath.FromSlash(file))
	data, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(data, []byte(from)) {
		s.t.Fatalf("%s lacks %q (%v)", file, from, err)
	}
	s.write(file, strings.Replace(string(data), from, to, 1))
}

func (s *servedSite) write(file, text string) {
	s.t.Helper()
	name := filepath.Join(s.dir, filepath.FromSlash(file))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name+"~", []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Rename(name+"~", name); err != nil {
		s.t.Fatal(err)
	}
}

// settled waits until the site equals a clean build of the folder.
func (s *servedSite) settled() {
	s.t.Helper()
	clean := filepath.Join(s.t.TempDir(), "clean")
	env, _, errs := testEnv(s.dir, "")
	if code := Run(s.t.Context(), []string{"build", "--quiet", "--out", clean}, env); code != 0 {
		s.t.Fatalf("clean build: %s", errs)
	}
	want := files(s.t, clean)
	diff := ""
	deadline := time.Now().Add(inVain)
	for {
		if diff = cmp.Diff(want, files(s.t, filepath.Join(s.dir, "public"))); diff == "" {
			return
		}
		if time.Now().After(deadline) {
			s.t.Fatalf("the site differs from a clean build (-clean +served):\n%.3000s", diff)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// files returns the files below a folder; one that is replaced meanwhile may
// be missing.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	list := map[string]string{}
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		data, err := os.ReadFile(name)
		if rel, relErr := filepath.Rel(dir, name); err == nil && relErr == nil {
			list[filepath.ToSlash(rel)] = string(data)
		}
		return nil
	})
	return list
}

const caseFile, casePage = "content/cases/example-net.md", "cases/example-net/index.html"

// TestLive edits a site that is being served in every way an author does.
func TestLive(t *testing.T) {
	for _, flags := range [][]string{nil, {"--poll", "50ms"}} {
		t.Run(strings.Join(flags, " "), func(t *testing.T) {
			dir := siteDir(t)
			s := startServe(t, dir, flags...)
			text, err := os.ReadFile(filepath.Join(dir, caseFile))
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(200 * time.Millisecond) // the first look, when polling

			s.edit(caseFile, "title: ", "title: Quite another ")
			s.awaitFile(casePage)
			if page := s.get("cases/example-net/"); !strings.Contains(page, "Quite another") {
				t.Error("the page does not have the new title")
			}
			s.settled()

			s.edit(caseFile, "\nsummary:", "\nsumary:")
			notice := s.awaitNotice("unknown-key")
			for _, want := range []string{"1 error", "this is the last good site", caseFile, "sumary", "source?file="} {
				if !strings.Contains(notice, want) && !strings.Contains(notice, strings.Replace(want, "1 error", "2 errors", 1)) {
					t.Errorf("the notice lacks %q: %s", want, notice)
				}
			}
			if page := s.get("cases/example-net/"); !strings.Contains(page, "Quite another") {
				t.Error("the last good page is gone")
			}
			if source := s.get(".casebook/source?file=" + caseFile + "&line=2"); !strings.Contains(source, "sumary:") {
				t.Errorf("the file is not shown: %s", source)
			}
			s.edit(caseFile, "\nsumary:", "\nsummary:")
			s.awaitNotice("null")
			s.settled()

			s.write("content/cases/second/index.md", copyOf(string(text), 1))
			s.awaitFile("cases/second/index.html")
			s.settled()
			if err := os.Rename(filepath.Join(dir, "content/cases/second"), filepath.Join(dir, "content/cases/renamed")); err != nil {
				t.Fatal(err)
			}
			s.awaitFile("cases/renamed/index.html")
			s.settled()
			if err := os.RemoveAll(filepath.Join(dir, "content/cases/renamed")); err != nil {
				t.Fatal(err)
			}
			s.awaitFile("cases/renamed/index.html") // it is gone
			s.settled()

			s.edit("static/country.css", "{", "{outline:0;")
			e := s.await("a style sheet", func(e event) bool { return e.kind == "change" && strings.Contains(e.data, "static/country.") })
			var c serve.Change
			if err := json.Unmarshal([]byte(e.data), &c); err != nil || c.All || len(c.Files) > 0 || len(c.Styles) != 1 {
				t.Errorf("for a style sheet, pages were told %s", e.data)
			}
			for _, address := range c.Styles {
				if !strings.Contains(s.get(address), "outline:0") {
					t.Errorf("%s is not the new style sheet", address)
				}
			}
			s.settled()
			s.edit("layouts/i18n/en.toml", `"Cases"`, `"All cases"`)
			s.awaitFile(casePage)
			s.settled()
			if code := s.stop(); code != 0 {
				t.Errorf("exit code %d: %s", code, s.errs)
			}
			if out := s.out.String(); !strings.Contains(out, caseFile+": ") {
				t.Errorf("what was built is not told:\n%s", out)
			}
		})
	}
}

// TestLiveBranchSwitch changes very many files at once.
func TestLiveBranchSwitch(t *testing.T) {
	dir := siteDir(t)
	text, err := os.ReadFile(filepath.Join(dir, caseFile))
	if err != nil {
		t.Fatal(err)
	}
	s := startServe(t, dir)
	for i := range 400 {
		s.write(fmt.Sprintf("content/cases/copy-%d/index.md", i), copyOf(string(text), i))
	}
	s.settled()
	if err := os.RemoveAll(filepath.Join(dir, "content/cases")); err != nil {
		t.Fatal(err)
	}
	s.write(caseFile, string(text))
	s.settled()
}

// copyOf returns a record like another, under a number of its own.
func copyOf(text string, i int) string {
	return strings.NewReplacer("lf-0001", fmt.Sprintf("lf-%04d", 1000+i), "\ntitle: ", fmt.Sprintf("\ntitle: Number %d of many ", i)).Replace(text)
}

// TestLiveCannotWrite: while the site cannot be written, the last good one
// stays, pages are told why, and the build is tried again by itself.
func TestLiveCannotWrite(t *testing.T) {
	dir := siteDir(t)
	text, err := os.ReadFile(filepath.Join(dir, caseFile))
	if err != nil {
		t.Fatal(err)
	}
	s := startServe(t, dir)
	s.write("public/cases/second/index.html", "somebody's own")
	s.write("content/cases/second.md", copyOf(string(text), 1))
	s.awaitNotice("not made by this program")
	if !strings.HasPrefix(s.get("cases/second/"), "somebody's own") || !strings.Contains(s.get("cases/example-net/"), "Example net") {
		t.Error("the last good site is gone")
	}
	if err := os.RemoveAll(filepath.Join(dir, "public/cases/second")); err != nil {
		t.Fatal(err)
	}
	s.awaitFile("cases/second/index.html")
	s.settled()
}

// TestServeOpens: --open shows the address in the browser, and a browser that
// does not start is no reason to stop.
func TestServeOpens(t *testing.T) {
	dir := siteDir(t)
	env, out, errs := testEnv(dir, "")
	ctx, cancel := context.WithCancel(t.Context())
	asked := ""
	env.Browse = func(address string) error { asked = address; cancel(); return os.ErrNotExist }
	if code := Run(ctx, []string{"serve", "--port", "0", "--open"}, env); code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	if asked == "" || !strings.Contains(out.String(), asked) || !strings.Contains(errs.String(), "type the address") {
		t.Errorf("asked for %q; %s", asked, errs)
	}
	for system, want := range map[string]string{"darwin": "open", "windows": "rundll32", "linux": "xdg-open"} {
		if got, args := opener(system, "http://x/"); got != want || args[len(args)-1] != "http://x/" && !strings.HasSuffix(args[len(args)-1], "http://x/") {
			t.Errorf("%s: %s %q", system, got, args)
		}
	}
}

func TestServeMisuse(t *testing.T) {
	dir := siteDir(t)
	for _, flags := range [][]string{{"--poll", "1ms"}, {"--poll", "-1s"}, {"--editor", "javascript:alert(1)//{path}"}, {"--editor", "vscode://file"}} {
		env, _, errs := testEnv(dir, "")
		if code := Run(t.Context(), append([]string{"serve"}, flags...), env); code != 2 {
			t.Errorf("%q: exit %d: %s", flags, code, errs)
		}
	}
}
