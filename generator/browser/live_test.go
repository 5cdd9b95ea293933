//go:build browser

package browser

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"casebook/generator/cli"
)

// A liveSite is a copy of the real site that the command serves, to be edited.
type liveSite struct {
	t       *testing.T
	root    string
	address string
}

var printedAddress = regexp.MustCompile(`http://\S+`)

// serveLive serves a copy of the real site until the test ends.
func serveLive(t *testing.T) *liveSite {
	t.Helper()
	s := &liveSite{t: t, root: t.TempDir()}
	for _, name := range []string{"content", "layouts", "static", "site.toml"} {
		if err := copyAll(filepath.Join(s.root, name), filepath.Join("../..", name)); err != nil {
			t.Fatal(err)
		}
	}
	read, write := io.Pipe()
	var errs bytes.Buffer
	env := cli.Env{Dir: s.root, Stdin: strings.NewReader(""), Stdout: write, Stderr: &errs,
		Getenv: func(string) string { return "" }, Now: time.Now, IsTerminal: func(any) bool { return false }}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() {
		ended <- cli.Run(ctx, []string{"serve", "--port", "0", "--base-path", base}, env)
		write.Close()
	}()
	t.Cleanup(func() {
		cancel()
		if code := <-ended; code != 0 || t.Failed() {
			t.Errorf("serve ended with %d: %s", code, &errs)
		}
	})
	lines := bufio.NewScanner(read)
	for lines.Scan() {
		if s.address = printedAddress.FindString(lines.Text()); s.address != "" {
			break
		}
	}
	if s.address == "" {
		t.Fatalf("serve names no address: %s", &errs)
	}
	go io.Copy(io.Discard, read)
	return s
}

func copyAll(to, from string) error {
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return os.CopyFS(to, os.DirFS(from))
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, 0o644)
}

// edit replaces a text that stands in a file, and saves it as editors do.
func (s *liveSite) edit(file, old, new string) {
	s.t.Helper()
	text := s.read(file)
	if !strings.Contains(text, old) {
		s.t.Fatalf("%s lacks %q", file, old)
	}
	s.save(file, strings.Replace(text, old, new, 1))
}

// add puts a text at the end of a file.
func (s *liveSite) add(file, text string) {
	s.t.Helper()
	s.save(file, s.read(file)+text)
}

func (s *liveSite) read(file string) string {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.root, filepath.FromSlash(file)))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

func (s *liveSite) save(file, text string) {
	s.t.Helper()
	name := filepath.Join(s.root, filepath.FromSlash(file))
	if err := os.WriteFile(name+"~", []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Rename(name+"~", name); err != nil {
		s.t.Fatal(err)
	}
}

// until waits until an expression is true in the page, across reloads.
func (b *tab) until(t *testing.T, what, expression string) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(b.ctx, patience)
		// In the moment of a reload there is no page to ask.
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		cancel()
		if err == nil && is {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain until %s (%v)", what, err)
		}
	}
}

// front brings the tab to the front: a page that nobody sees does not follow.
var front = chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
	_, err := cdp.Call(ctx, t, page.BringToFront, cdp.Empty{})
	return err
})

// TestLive edits the site that a page is open of: the page reloads and keeps
// its place, takes a new style sheet without a reload, shows what is wrong and
// how it is mended, and never breaks the policy of the site.
func TestLive(t *testing.T) {
	s := serveLive(t)
	b := take(t)
	host := site.host
	site.host = strings.TrimSuffix(strings.TrimPrefix(s.address, "http://"), base)
	t.Cleanup(func() { site.host = host })
	slug := caseOf(t, s)
	b.open(t, base+"cases/"+slug+"/")
	b.must(t, front)
	b.until(t, "the page is seen", `document.visibilityState === "visible"`)
	b.must(t, size(390, 700))
	call[chromedp.Void](t, b, `() => { document.querySelectorAll("details").forEach((d) => { d.open = true }); scrollTo(0, 1234); window.mark = 1 }`, nil)
	b.until(t, "the page has scrolled", `scrollY === 1234`)
	open := ask(t, b, chromedp.Evaluate[int](`document.querySelectorAll("details[open]").length`))

	source := "content/cases/" + slug + ".md"
	s.add(source, "\nEdited at the end, so that nothing above moves.\n")
	b.until(t, "the page has reloaded", `window.mark === undefined && document.body.textContent.includes("Edited at the end")`)
	b.until(t, "the page is where it was", `scrollY === 1234`)
	if now := ask(t, b, chromedp.Evaluate[int](`document.querySelectorAll("details[open]").length`)); now != open {
		t.Errorf("%d details are open after the reload, %d were before", now, open)
	}

	call[chromedp.Void](t, b, `() => { window.mark = 2 }`, nil)
	sheets := ask(t, b, chromedp.Evaluate[int](`document.querySelectorAll('link[rel="stylesheet"]').length`))
	s.edit("static/style.css", "print-color-adjust:exact}", "outline:3px solid}")
	b.until(t, "the style sheet has changed", `getComputedStyle(document.body).outlineWidth === "3px"`)
	b.until(t, "the old style sheet is gone", `document.querySelectorAll('link[rel="stylesheet"]').length === `+strconv.Itoa(sheets))
	if mark := ask(t, b, chromedp.Evaluate[int](`window.mark || 0`)); mark != 2 {
		t.Error("the page was reloaded for a style sheet")
	}

	s.edit(source, "\nsummary:", "\nsumary:")
	const notice = `document.getElementById("casebook-notice")?.shadowRoot`
	b.until(t, "the error stands over the page", notice+`?.textContent.includes("sumary") ?? false`)
	b.until(t, "the notice has its style", `getComputedStyle(`+notice+`.querySelector(".notice")).position === "fixed"`)
	for _, want := range []string{"the last good site", source, "did you mean"} {
		if !ask(t, b, chromedp.Evaluate[bool](notice+`.textContent.includes(`+strconv.Quote(want)+`)`)) {
			t.Errorf("the notice lacks %q", want)
		}
	}
	if !ask(t, b, chromedp.Evaluate[bool](`document.body.textContent.includes("Edited at the end")`)) {
		t.Error("the last good page is gone")
	}
	for _, width := range []int64{390, 1280} {
		b.must(t, size(width, 700))
		for _, name := range []string{"light", "dark"} {
			b.must(t, scheme(name))
			report(t, "notice, "+name, call[[]string](t, b, layoutJS, nil))
			if *shots == "" {
				continue
			}
			if err := os.WriteFile(filepath.Join(*shots, fmt.Sprintf("notice-%d-%s.png", width, name)), ask(t, b, picture(false)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	link := ask(t, b, chromedp.Evaluate[string](notice+`.querySelector("a.place").href`))
	if answer, err := http.Get(link); err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("the link of the notice does not show the file: %v, %v", answer, err)
	} else if data, err := io.ReadAll(answer.Body); err != nil || answer.Body.Close() != nil || !strings.Contains(string(data), "sumary:") {
		t.Errorf("the file that is shown lacks the error (%v)", err)
	}

	s.edit(source, "\nsumary:", "\nsummary:")
	b.until(t, "the notice is gone", `document.getElementById("casebook-notice") === null`)
	report(t, "console", b.complaints())
}

// caseOf returns the slug of some record that is one file.
func caseOf(t *testing.T, s *liveSite) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(s.root, "content/cases/*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no record (%v)", err)
	}
	return strings.TrimSuffix(filepath.Base(files[0]), ".md")
}
