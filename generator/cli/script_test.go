package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// The scripts run the command as main does, in a process of its own.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"casebook": func() {
			env, err := System()
			if err != nil {
				panic(err)
			}
			os.Exit(Run(context.Background(), os.Args[1:], env))
		},
	})
}

// Each script of testdata is one behaviour. It starts in the folder of the
// example site (generator/testdata/site) with the layouts, style sheets and
// vocabularies of the real one.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			site := filepath.Join(env.WorkDir, "site")
			env.Cd = site
			env.Setenv("SITE", site)
			env.Setenv("NL", "\n")
			env.Setenv("NOW", time.Now().UTC().Format(time.RFC3339)) // results of links stand for a week
			return exampleSite(site)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit": exitCode, "edit": editFile, "tree": saveTree, "survey": writeSurvey, "kept": surveyKept,
		},
	})
}

func exampleSite(dir string) error {
	for to, from := range map[string]string{
		".": "../testdata/site", "layouts": "../../layouts", "static": "../../static",
		"content/vocabularies": "../../content/vocabularies",
	} {
		if err := copyTree(filepath.Join(dir, to), from); err != nil {
			return err
		}
	}
	return nil
}

// copyTree copies files; what a script brings itself is kept.
func copyTree(to, from string) error {
	return filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, name)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		if d.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		if _, err := os.Stat(target); err == nil {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(target, data, 0o644)
	})
}

// exitCode is the script command exit CODE PROGRAM [ARG…]: it runs a program
// and fails unless it ends with the code.
func exitCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE PROGRAM [ARG…]")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// editFile is the script command edit FILE OLD NEW: it replaces a text that
// stands once in the file.
func editFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit FILE OLD NEW")
	}
	text := ts.ReadFile(args[0])
	if strings.Count(text, args[1]) != 1 {
		ts.Fatalf("%s holds %q %d times", args[0], args[1], strings.Count(text, args[1]))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o644))
}

// saveTree is the script command tree DIR FILE: it writes every file of a
// folder, with its bytes, into one file, so that two states can be compared.
func saveTree(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: tree DIR FILE")
	}
	var b bytes.Buffer
	dir := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		fmt.Fprintf(&b, "== %s\n%s\n", filepath.ToSlash(rel), data)
		return err
	}))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o644))
}

// Every script says in its first line what it shows.
func TestScriptsAreDescribed(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts (%v)", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(data, []byte("# ")) {
			t.Errorf("%s does not start with a comment", name)
		}
	}
}

// testEnv is an environment that holds nothing but what a test puts in.
func testEnv(dir, input string) (env Env, out, errs *bytes.Buffer) {
	out, errs = &bytes.Buffer{}, &bytes.Buffer{}
	return Env{
		Dir: dir, Stdin: strings.NewReader(input), Stdout: out, Stderr: errs,
		Getenv:     func(string) string { return "" },
		Now:        func() time.Time { return time.Time{} },
		IsTerminal: func(any) bool { return false },
	}, out, errs
}

func siteDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := exampleSite(dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

// Every command tells what it does and shows how it is called.
func TestHelp(t *testing.T) {
	for _, name := range []string{"build", "check", "serve", "new", "stats", "explain", "version"} {
		env, out, errs := testEnv(t.TempDir(), "")
		if code := Run(t.Context(), []string{name, "--help"}, env); code != 0 || errs.Len() > 0 {
			t.Errorf("%s --help: exit %d, %s", name, code, errs)
		}
		if text := out.String(); !strings.Contains(text, "Examples:\n  casebook "+name) || len(text) < 300 {
			t.Errorf("%s --help:\n%s", name, text)
		}
	}
}

var served = regexp.MustCompile(`http://[^\s]+`)

// serve answers at the address that it prints until it is stopped.
func TestServe(t *testing.T) {
	dir := siteDir(t)
	env, _, errs := testEnv(dir, "")
	read, write := io.Pipe()
	env.Stdout = write
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- Run(ctx, []string{"serve", "--port", "0", "--base-path", "/example", "--quiet"}, env)
		write.Close()
	}()
	line := make([]byte, 300)
	n, err := read.Read(line)
	address := served.FindString(string(line[:n]))
	if err != nil || !strings.HasSuffix(address, "/example/") {
		t.Fatalf("got %q (%v)\n%s", line[:n], err, errs)
	}
	go io.Copy(io.Discard, read)
	for path, want := range map[string]int{"": 200, "cases/example-net/": 200, "nothing": 404} {
		r, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != want {
			t.Errorf("%s%s: got %d, want %d", address, path, r.StatusCode, want)
		}
	}
	stop()
	if code := <-ended; code != 0 {
		t.Errorf("exit code %d\n%s", code, errs)
	}
}

// With errors in the content, serve shows the last good site.
func TestServeLastGood(t *testing.T) {
	dir := siteDir(t)
	spoil := func() {
		if err := os.WriteFile(filepath.Join(dir, "content/cases/bad.md"), []byte("---\ntitle: Bad\n---\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	spoil()
	stopped, stop := context.WithCancel(t.Context())
	stop()
	env, out, errs := testEnv(dir, "")
	ctx, cancel := context.WithCancel(t.Context())
	env.Stdout = stopAt{out, "serving", cancel}
	if code := Run(ctx, []string{"serve", "--port", "0"}, env); code != 0 || !strings.Contains(errs.String(), "missing-key") ||
		!strings.Contains(errs.String(), "there is no site yet") {
		t.Errorf("without an older site: exit %d\n%s", code, errs)
	}
	if err := os.Remove(filepath.Join(dir, "content/cases/bad.md")); err != nil {
		t.Fatal(err)
	}
	env, _, errs = testEnv(dir, "")
	if code := Run(t.Context(), []string{"build"}, env); code != 0 {
		t.Fatalf("build: exit %d\n%s", code, errs)
	}
	spoil()
	env, out, errs = testEnv(dir, "")
	ctx, cancel = context.WithCancel(t.Context())
	env.Stdout = stopAt{out, "serving", cancel}
	if code := Run(ctx, []string{"serve", "--port", "0"}, env); code != 0 || !strings.Contains(errs.String(), "last good site") {
		t.Errorf("with an older site: exit %d\n%s", code, errs)
	}
	env, _, errs = testEnv(dir, "")
	if code := Run(stopped, []string{"build", "--draft"}, env); code != 2 || !strings.Contains(errs.String(), "stopped") {
		t.Errorf("a build that is stopped: exit %d\n%s", code, errs)
	}
}

// stopAt calls stop once a word is written.
type stopAt struct {
	w    io.Writer
	word string
	stop func()
}

func (s stopAt) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte(s.word)) {
		s.stop()
	}
	return s.w.Write(p)
}

// On a terminal new asks for what is missing, again where it does not
// understand, with the terms listed.
func TestNewAsks(t *testing.T) {
	dir := siteDir(t)
	env, out, errs := testEnv(dir, strings.Join([]string{"Bottle spacer", "", "Kenyya", "Kenya; UG", "Devise", "Device, care-practice",
		"lmic-to-hic", strings.Repeat("x", 301), "A bottle does the work of a spacer."}, "\n"))
	env.IsTerminal = func(any) bool { return true }
	if code := Run(t.Context(), []string{"new"}, env); code != 0 {
		t.Fatalf("exit %d\n%s", code, errs)
	}
	name := filepath.Join("content", "cases", "bottle-spacer.md")
	if got := strings.TrimSpace(out.String()); got != name {
		t.Errorf("printed %q, want %q", got, name)
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\ntitle: Bottle spacer\n", "\norigin_country: [KEN, UGA]\n", "\ninnovation_type: [device, care-practice]\n",
		"\nlearning_direction: lmic-to-hic\n", "\nsummary: A bottle does the work of a spacer.\n"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("the file lacks %q", want)
		}
	}
	for _, want := range []string{"an answer is needed", "did you mean Kenya (KEN)?", `did you mean "device"?`, "  round-trip ", "301 characters"} {
		if !strings.Contains(errs.String(), want) {
			t.Errorf("what was asked lacks %q:\n%s", want, errs)
		}
	}
	env, _, errs = testEnv(dir, "Other title\n")
	if code := Run(t.Context(), []string{"new", "--interactive"}, env); code != 2 || !strings.Contains(errs.String(), "the input ended") {
		t.Errorf("an input that ends: exit %d\n%s", code, errs)
	}
}

// On a terminal findings have colour, unless the user or the terminal says no.
func TestColor(t *testing.T) {
	for _, test := range []struct {
		name, flag string
		terminal   bool
		variables  map[string]string
		want       bool
	}{
		{"terminal", "auto", true, nil, true},
		{"file", "auto", false, nil, false},
		{"NO_COLOR", "auto", true, map[string]string{"NO_COLOR": "1"}, false},
		{"NO_COLOR, empty", "auto", true, map[string]string{"NO_COLOR": ""}, true},
		{"dumb terminal", "auto", true, map[string]string{"TERM": "dumb"}, false},
		{"always", "always", false, map[string]string{"NO_COLOR": "1"}, true},
		{"never", "never", true, nil, false},
	} {
		env, _, _ := testEnv(t.TempDir(), "")
		env.IsTerminal = func(any) bool { return test.terminal }
		env.Getenv = func(name string) string { return test.variables[name] }
		a := &app{env: env, color: test.flag}
		if got, err := a.useColor(); err != nil || got != test.want {
			t.Errorf("%s: got %v (%v), want %v", test.name, got, err, test.want)
		}
	}
}

func TestProgress(t *testing.T) {
	var out bytes.Buffer
	now := time.Unix(0, 0)
	p := &progress{w: &out, now: func() time.Time { return now }}
	p.update(0, 10)
	now = now.Add(900 * time.Millisecond)
	p.update(5, 10)
	p.clear()
	if out.Len() > 0 {
		t.Errorf("drawn in the first second: %q", &out)
	}
	now = now.Add(200 * time.Millisecond)
	p.update(6, 10)
	now = now.Add(50 * time.Millisecond)
	p.update(7, 10)
	p.clear()
	if want := "\rwrite [##################............] 6 of 10\r\x1b[K"; out.String() != want {
		t.Errorf("got %q, want %q", &out, want)
	}
}

func TestTexts(t *testing.T) {
	for _, test := range []struct{ got, want string }{
		{sizeText(999), "999 B"}, {sizeText(40_000), "40.0 kB"}, {sizeText(3_800_000), "3.8 MB"},
		{durationText(12 * time.Millisecond), "12 ms"}, {durationText(1500 * time.Millisecond), "1.5 s"}, {durationText(2 * time.Second), "2 s"},
		{plainText("# Code\n\n## Why\n\nSee **this** [page](/about/).\n\n```yaml\nkey: #1\n\n# no heading\n```\nAfter.\n"),
			"Code\n====\n\nWhy\n---\n\nSee this page (/about/).\n\n    key: #1\n\n    # no heading\n\nAfter.\n"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
	if n := countFiles("testdata"); n == 0 || slices.Contains([]int{0, 1}, n) || countFiles("nothing") != 0 {
		t.Errorf("counted %d files", n)
	}
}
