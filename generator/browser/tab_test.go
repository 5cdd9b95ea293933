//go:build browser

package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long one step in the browser may take before the test fails
// instead of hanging.
const patience = 30 * time.Second

// A tab is one tab of the browser with what it has complained of.
type tab struct {
	ctx context.Context

	mu     sync.Mutex
	seen   []string // complaints since the last load
	weight int64    // bytes transferred since the last load, headers included
}

func newTab(ctx context.Context) (*tab, error) {
	t := &tab{ctx: ctx}
	if err := chromedp.Do(ctx); err != nil {
		return nil, err
	}
	return t, chromedp.Listen(ctx, t.listen)
}

// take takes a tab for the length of a test.
func take(t *testing.T) *tab {
	t.Helper()
	b := <-tabs
	t.Cleanup(func() { tabs <- b })
	b.must(t, plain)
	return b
}

// listen keeps what a reader's console would show, requests that fail, and
// those that leave the site.
func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		b.seen = append(b.seen, "console: "+string(e.Type))
	case *runtime.EventExceptionThrown:
		b.seen = append(b.seen, "exception: "+e.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		b.seen = append(b.seen, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
	case *network.EventLoadingFailed:
		if !e.Canceled {
			b.seen = append(b.seen, "request failed: "+e.ErrorText)
		}
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err != nil || !ours(u) {
			b.seen = append(b.seen, "request to another host: "+e.Request.URL)
		}
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			b.seen = append(b.seen, fmt.Sprintf("status %d: %s", e.Response.Status, e.Response.URL))
		}
	case *network.EventLoadingFinished:
		b.weight += int64(e.EncodedDataLength)
	}
}

// ours reports whether an address is of the sites under test, or of none.
func ours(u *url.URL) bool {
	switch u.Scheme {
	case "data", "about", "blob":
		return true
	case "file":
		return strings.HasPrefix(u.Path, filepath.ToSlash(site.diskDir)+"/")
	}
	return u.Host == site.host
}

// forget drops what was seen.
func (b *tab) forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.seen, b.weight = nil, 0
}

// open loads the page at an address of the server.
func (b *tab) open(t *testing.T, address string) {
	t.Helper()
	b.forget()
	b.must(t, chromedp.Navigate("http://"+site.host+address))
	b.settle(t)
}

// complaints returns what was seen since the last load, each once.
func (b *tab) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := slices.Clone(b.seen)
	slices.Sort(list)
	return slices.Compact(list)
}

func (b *tab) transferred() int64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.weight
}

func (b *tab) must(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("browser: %v", err)
	}
}

// ask runs an action and returns its value.
func ask[T any](t *testing.T, b *tab, action chromedp.Action[T]) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatalf("browser: %v", err)
	}
	return value
}

// call calls a JavaScript function, given as its source, with an argument.
func call[T any](t *testing.T, b *tab, function string, argument any) T {
	t.Helper()
	value, err := evaluate[T](b, function, argument)
	if err != nil {
		t.Fatalf("browser: %v", err)
	}
	return value
}

func evaluate[T any](b *tab, function string, argument any, options ...chromedp.EvaluateOption) (value T, err error) {
	data, err := json.Marshal(argument)
	if err != nil {
		return value, err
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate[T]("("+strings.TrimSuffix(strings.TrimSpace(function), ";")+")("+string(data)+")", options...))
}

// media emulates a medium ("print" or empty) and media features, given in
// pairs; features that are not named are as they are.
func media(medium string, pairs ...string) chromedp.Action[chromedp.Void] {
	p := emulation.SetEmulatedMediaParams{Media: medium}
	for i := 0; i+1 < len(pairs); i += 2 {
		p.Features = append(p.Features, &emulation.MediaFeature{Name: pairs[i], Value: pairs[i+1]})
	}
	return command(emulation.SetEmulatedMedia, p)
}

func scheme(name string) chromedp.Action[chromedp.Void] {
	return media("", "prefers-color-scheme", name)
}

// size sets the viewport in CSS pixels.
func size(width, height int64) chromedp.Action[chromedp.Void] {
	return chromedp.EmulateViewport(width, height)
}

// plain is how a test finds a tab: wide, light, with scripts, with a mouse.
var plain = chromedp.Steps(size(1280, 900), scheme("light"), scripts(true), cache(true))

func cache(on bool) chromedp.Action[chromedp.Void] {
	return command(network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: !on})
}

func scripts(on bool) chromedp.Action[chromedp.Void] {
	return command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// command makes an action of a command of the protocol.
func command[P, R any](c cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, params)
		return err
	})
}

// report reports each problem once, with the state of the page it was seen in.
func report(t *testing.T, state string, problems []string) {
	t.Helper()
	slices.Sort(problems)
	for _, p := range slices.Compact(problems) {
		t.Errorf("%s: %s", state, p)
	}
}
