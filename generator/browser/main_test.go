//go:build browser

package browser

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"casebook/generator/build"
	"casebook/generator/model"
	"casebook/generator/serve"
)

var shots = flag.String("shots", "", "write pictures of the main pages to this `folder`")

// base is the path below which the tests serve the site: links that only hold
// at the root of a server break.
const base = "/learned-from/"

// site is the site under test. It is set before the first test and not changed.
var site struct {
	work    string // a folder for this run
	dir     string // the built files
	diskDir string // those of the offline edition
	oddDir  string // those of the odd site
	host    string // host and port of both
	content *build.Content
}

// tabs are the tabs of the one browser. A test takes one and puts it back.
var tabs chan *tab

// tabCount is how many pages are looked at at the same time.
const tabCount = 2

func TestMain(m *testing.M) {
	flag.Parse()
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, "browser tests:", err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	program, err := chromium(os.Getenv("CHROMIUM"))
	if err != nil {
		return 1, err
	}
	dir, err := os.MkdirTemp("", "casebook-browser-")
	if err != nil {
		return 1, fmt.Errorf("make a folder for the site: %w", err)
	}
	defer os.RemoveAll(dir)
	site.work = dir
	if err := buildSites(dir); err != nil {
		return 1, err
	}
	defer stopFirefox()
	ctx, cancel := context.WithCancel(context.Background())
	stopped, err := serveSites(ctx)
	if err != nil {
		cancel()
		return 1, err
	}
	defer func() { cancel(); err = errors.Join(err, <-stopped) }()
	stop, err := openTabs(ctx, program)
	if err != nil {
		return 1, err
	}
	defer stop()
	return m.Run(), nil
}

// chromium returns the program that CHROMIUM names.
func chromium(name string) (string, error) {
	const hint = "type:\n  CHROMIUM=\"$(sh .ci/chromium)\" go test -tags browser ./generator/browser"
	if name == "" {
		return "", errors.New("CHROMIUM is not set; " + hint)
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("CHROMIUM=%s is not a program; %s", name, hint)
	}
	return path, nil
}

// buildSites builds the real site and the odd one below dir.
func buildSites(dir string) error {
	root := os.DirFS("../..")
	var err error
	site.dir = filepath.Join(dir, "site")
	// The host does not matter, no page asks for it; its path is where the
	// page for unknown addresses looks for the rest of the site.
	if site.content, err = buildSite(root, site.dir, build.Options{BaseURL: "https://example.org" + base}); err != nil {
		return fmt.Errorf("build the site: %w", err)
	}
	// A memory stick may have any name.
	site.diskDir = filepath.Join(dir, "Erika's stick (50% größer) #1", "learned-from")
	if _, err = buildSite(root, site.diskDir, build.Options{Edition: model.Offline}); err != nil {
		return fmt.Errorf("build the offline edition: %w", err)
	}
	odd, err := oddSite(root)
	if err != nil {
		return err
	}
	site.oddDir = filepath.Join(dir, "odd")
	if _, err = buildSite(odd, site.oddDir, build.Options{BaseURL: "https://example.org" + oddBase}); err != nil {
		return fmt.Errorf("build the odd site: %w", err)
	}
	return nil
}

func buildSite(fsys fs.FS, out string, options build.Options) (*build.Content, error) {
	content, err := build.Load(fsys, options)
	if err != nil {
		return nil, err
	}
	report, err := build.Publish(context.Background(), content, out, options)
	if err != nil {
		for _, f := range report.Findings {
			fmt.Fprintf(os.Stderr, "%s:%d: %s: %s [%s]\n", f.Pos.File, f.Pos.Line, f.Severity, f.Message, f.Code)
		}
		return nil, err
	}
	return content, nil
}

func serveSites(ctx context.Context) (stopped <-chan error, err error) {
	listener, err := serve.Listen(ctx, "127.0.0.1", 0)
	if err != nil {
		return nil, err
	}
	port := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	site.host = "127.0.0.1:" + port
	handler := http.NewServeMux()
	for path, dir := range map[string]string{base: site.dir, oddBase: site.oddDir} {
		handler.Handle(path, serve.Handler(serve.Dir(dir), serve.Options{Hosts: serve.Hosts{Port: port}, BasePath: path}))
	}
	done := make(chan error, 1)
	go func() { done <- serve.Run(ctx, listener, handler) }()
	return done, nil
}

// openTabs starts the browser and opens its tabs.
func openTabs(ctx context.Context, program string) (stop func(), err error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:len(chromedp.DefaultExecAllocatorOptions):len(chromedp.DefaultExecAllocatorOptions)],
		chromedp.ExecPath(program), chromedp.WindowSize(1280, 900))
	allocated, stopAllocator := chromedp.NewExecAllocator(ctx, options...)
	first, stopBrowser := chromedp.NewContext(allocated)
	stop = func() { stopBrowser(); stopAllocator() }
	tabs = make(chan *tab, tabCount)
	parent := first
	for i := range tabCount {
		if i > 0 {
			parent, _ = chromedp.NewContext(first) // ends with first
		}
		t, err := newTab(parent)
		if err != nil {
			stop()
			return nil, fmt.Errorf("start %s: %w", program, err)
		}
		tabs <- t
	}
	return stop, nil
}
