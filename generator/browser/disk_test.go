//go:build browser

package browser

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	cdp "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"

	"casebook/generator/model"
)

// A window is a browser window in which somebody opens the offline edition
// from a disk.
type window interface {
	open(t *testing.T, address string)
	back(t *testing.T)
	// call calls a JavaScript function, given as its source, and returns what
	// it, or its promise, gives as JSON. It fails while a page is left.
	call(function string, argument any) (json.RawMessage, error)
	// click clicks an element as a mouse does; press types a text into what
	// has the focus.
	click(t *testing.T, selector string)
	press(t *testing.T, text string)
	complaints() []string
	// downloads is the folder that files are saved to.
	downloads() string
}

// A chrome is a tab of Chromium as a window.
type chrome struct {
	*tab
	folder string
}

func (c chrome) open(t *testing.T, address string) {
	t.Helper()
	c.forget()
	c.must(t, chromedp.Navigate(address))
}

func (c chrome) back(t *testing.T) {
	t.Helper()
	c.must(t, chromedp.NavigateBack())
}

func (c chrome) call(function string, argument any) (json.RawMessage, error) {
	return evaluate[json.RawMessage](c.tab, function, argument, chromedp.EvalAwaitPromise)
}

func (c chrome) click(t *testing.T, selector string) {
	t.Helper()
	c.must(t, chromedp.Click(selector))
}

func (c chrome) press(t *testing.T, text string) {
	t.Helper()
	c.must(t, chromedp.KeyEvent(text))
}

func (c chrome) downloads() string { return c.folder }

// theFirefox is started by the first test that needs it.
var theFirefox = sync.OnceValues(func() (*firefox, error) {
	const hint = "type:\n  FIREFOX=\"$(sh .ci/firefox)\" CHROMIUM=\"$(sh .ci/chromium)\" go test -tags browser ./generator/browser"
	name := os.Getenv("FIREFOX")
	if name == "" {
		return nil, errors.New("FIREFOX is not set; " + hint)
	}
	program, err := exec.LookPath(name)
	if err != nil {
		return nil, fmt.Errorf("FIREFOX=%s is not a program; %s", name, hint)
	}
	started.Store(true)
	return startFirefox(program, filepath.Join(site.work, "firefox"))
})

// started tells that there is a Firefox to end.
var started atomic.Bool

func stopFirefox() {
	if !started.Load() {
		return
	}
	if f, err := theFirefox(); err == nil {
		f.close()
	}
}

// eachWindow runs a test in both browsers, one after the other: there is one
// Firefox.
func eachWindow(t *testing.T, test func(t *testing.T, w window)) {
	t.Run("Chromium", func(t *testing.T) {
		c := chrome{take(t), t.TempDir()}
		c.must(t, command(cdp.SetDownloadBehavior, cdp.SetDownloadBehaviorParams{Behavior: cdp.SetDownloadBehaviorBehaviorAllow, DownloadPath: c.folder}))
		test(t, c)
	})
	t.Run("Firefox", func(t *testing.T) {
		f, err := theFirefox()
		if err != nil {
			t.Fatal(err)
		}
		test(t, f)
	})
}

// onDisk returns the address of a page of the offline edition, as a browser
// shows it.
func onDisk(address string) string {
	link := model.Offline.Link(address)
	file, rest := link, ""
	if i := strings.IndexAny(link, "?#"); i >= 0 {
		file, rest = link[:i], link[i:]
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(site.diskDir, file))}
	return u.String() + rest
}

// value calls a function that has to succeed.
func value[T any](t *testing.T, w window, function string, argument any) T {
	t.Helper()
	data, err := w.call(function, argument)
	var v T
	if err == nil {
		err = json.Unmarshal(data, &v)
	}
	if err != nil {
		t.Fatalf("browser: %v in %s", err, function)
	}
	return v
}

// until waits until a function gives true, and fails with what otherwise.
func until(t *testing.T, w window, what, function string, argument any) {
	t.Helper()
	var last string
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		data, err := w.call(function, argument)
		if err == nil && string(data) == "true" {
			return
		}
		last = fmt.Sprintf("%s (%v)", data, err)
	}
	where, _ := w.call("() => location.href", nil)
	t.Fatalf("%s: never so at %s; last %s", what, where, last)
}

// arrive waits until the page at an address has loaded.
func arrive(t *testing.T, w window, address string) {
	t.Helper()
	until(t, w, "to arrive at "+address, `(to) => location.href === to && document.readyState === "complete"`, onDisk(address))
}
