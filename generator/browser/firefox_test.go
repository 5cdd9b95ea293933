//go:build browser

package browser

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// preferences are those of somebody who has just installed Firefox, but for
// what would reach beyond this machine or ask questions. The first two matter:
// without them the remote agent relaxes what pages opened from a disk may do,
// and tests of the offline edition pass that fail for people.
const preferences = `user_pref("remote.prefs.recommended", false);
user_pref("security.fileuri.strict_origin_policy", true);
user_pref("app.normandy.enabled", false);
user_pref("app.update.disabledForTesting", true);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.dom.window.dump.enabled", false);
user_pref("browser.newtabpage.activity-stream.feeds.topsites", false);
user_pref("browser.newtabpage.activity-stream.feeds.section.topstories", false);
user_pref("browser.region.network.url", "");
user_pref("browser.region.update.enabled", false);
user_pref("browser.safebrowsing.blockedURIs.enabled", false);
user_pref("browser.safebrowsing.downloads.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.search.update", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage", "about:blank");
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.startup.page", 0);
user_pref("browser.topsites.contile.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("datareporting.healthreport.uploadEnabled", false);
user_pref("dom.push.connection.enabled", false);
user_pref("extensions.getAddons.cache.enabled", false);
user_pref("extensions.systemAddon.update.enabled", false);
user_pref("extensions.update.enabled", false);
user_pref("media.gmp-manager.updateEnabled", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("network.dns.disablePrefetch", true);
user_pref("network.http.speculative-parallel-limit", 0);
user_pref("network.prefetch-next", false);
user_pref("services.settings.server", "data:,");
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("toolkit.telemetry.server", "");
user_pref("browser.download.folderList", 2);
user_pref("browser.download.useDownloadDir", true);
user_pref("browser.download.alwaysOpenPanel", false);
user_pref("browser.download.always_ask_before_handling_new_types", false);
`

// A firefox is a headless Firefox with one tab, driven by WebDriver BiDi (W3C
// Editor's Draft): commands and events as JSON over a websocket.
type firefox struct {
	ctx     context.Context // of the connection
	conn    *websocket.Conn
	tab     string // its browsing context
	command *exec.Cmd
	stop    context.CancelFunc
	folder  string // of downloads

	mu      sync.Mutex
	last    int
	waiting map[int]chan reply
	seen    []string // complaints since the last load
	gone    error    // why the connection has ended
}

// A reply is what the browser sends: the answer to a command, or an event.
type reply struct {
	Type    string          `json:"type"` // success, error, event
	ID      int             `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
	Result  json.RawMessage `json:"result"`
	Error   string          `json:"error"`
	Message string          `json:"message"`
}

// complain makes a page report on its console what BiDi has no events for:
// what the policy forbids, and files that do not load.
const complain = `() => {
	addEventListener("securitypolicyviolation", (e) => console.error("policy: " + e.violatedDirective + " " + e.blockedURI));
	addEventListener("error", (e) => { if (e.target !== window) console.error("not loaded: " + (e.target.src || e.target.href)) }, true);
}`

// startFirefox starts the program with a profile and a home of its own in dir.
func startFirefox(program, dir string) (*firefox, error) {
	profile, downloads := filepath.Join(dir, "profile"), filepath.Join(dir, "downloads")
	for _, folder := range []string{profile, downloads} {
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, err
		}
	}
	place, err := json.Marshal(downloads)
	if err != nil {
		return nil, err
	}
	settings := preferences + fmt.Sprintf("user_pref(\"browser.download.dir\", %s);\n", place)
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(settings), 0o644); err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	f := &firefox{ctx: ctx, stop: stop, folder: downloads, waiting: map[int]chan reply{}}
	f.command = exec.CommandContext(ctx, program, "--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile)
	f.command.Env = append(os.Environ(), "HOME="+dir, "MOZ_CRASHREPORTER_DISABLE=1")
	if err := f.start(); err != nil {
		stop()
		return nil, fmt.Errorf("start %s: %w", program, err)
	}
	return f, nil
}

func (f *firefox) start() error {
	stderr, err := f.command.StderrPipe()
	if err != nil {
		return err
	}
	if err := f.command.Start(); err != nil {
		return err
	}
	address, err := listening(stderr)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(f.ctx, patience)
	defer cancel()
	if f.conn, _, err = websocket.Dial(ctx, address+"/session", nil); err != nil {
		return err
	}
	f.conn.SetReadLimit(64 << 20)
	go f.read()
	return f.begin()
}

// listening returns the address that Firefox says it listens at, and goes on
// reading, so that Firefox never waits for a reader.
func listening(stderr io.Reader) (string, error) {
	found := make(chan string, 1)
	var said strings.Builder
	go func() {
		lines := bufio.NewScanner(stderr)
		for lines.Scan() {
			if _, address, ok := strings.Cut(lines.Text(), "WebDriver BiDi listening on "); ok {
				found <- address
				break
			}
			said.WriteString(lines.Text() + "\n")
		}
		close(found)
		_, _ = io.Copy(io.Discard, stderr)
	}()
	select {
	case address := <-found:
		if address == "" {
			return "", fmt.Errorf("it ended before it listened: %s", said.String())
		}
		return address, nil
	case <-time.After(2 * patience):
		return "", errors.New("it does not say where it listens")
	}
}

// begin opens the session and finds the tab.
func (f *firefox) begin() error {
	if _, err := f.send("session.new", map[string]any{"capabilities": map[string]any{}}); err != nil {
		return err
	}
	if _, err := f.send("session.subscribe", map[string]any{"events": []string{"log.entryAdded"}}); err != nil {
		return err
	}
	if _, err := f.send("script.addPreloadScript", map[string]any{"functionDeclaration": complain}); err != nil {
		return err
	}
	result, err := f.send("browsingContext.getTree", map[string]any{"maxDepth": 0})
	if err != nil {
		return err
	}
	var tree struct{ Contexts []struct{ Context string } }
	if err := json.Unmarshal(result, &tree); err != nil || len(tree.Contexts) == 0 {
		return fmt.Errorf("it has no tab: %s (%w)", result, err)
	}
	f.tab = tree.Contexts[0].Context
	_, err = f.send("browsingContext.setViewport", map[string]any{"context": f.tab, "viewport": map[string]int{"width": 1280, "height": 900}})
	return err
}

// close ends the browser.
func (f *firefox) close() {
	_, _ = f.send("browser.close", map[string]any{})
	ended := make(chan struct{})
	go func() { _ = f.command.Wait(); close(ended) }()
	select {
	case <-ended:
	case <-time.After(10 * time.Second):
	}
	f.stop() // kills it if it still runs
	<-ended
}

// read hands out what the browser sends until the connection ends.
func (f *firefox) read() {
	for {
		_, data, err := f.conn.Read(f.ctx)
		var r reply
		if err == nil {
			err = json.Unmarshal(data, &r)
		}
		f.mu.Lock()
		switch {
		case err != nil:
			f.gone = err
			for id, wait := range f.waiting {
				close(wait)
				delete(f.waiting, id)
			}
		case r.Type == "event":
			f.event(r)
		case f.waiting[r.ID] != nil:
			f.waiting[r.ID] <- r
			delete(f.waiting, r.ID)
		}
		f.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// event keeps what a reader's console would show. mu is held.
func (f *firefox) event(r reply) {
	var entry struct{ Level, Type, Text string }
	if r.Method == "log.entryAdded" && json.Unmarshal(r.Params, &entry) == nil {
		f.seen = append(f.seen, entry.Type+" "+entry.Level+": "+entry.Text)
	}
}

// send sends a command and waits for its result.
func (f *firefox) send(method string, params any) (json.RawMessage, error) {
	f.mu.Lock()
	if f.gone != nil {
		f.mu.Unlock()
		return nil, fmt.Errorf("%s: %w", method, f.gone)
	}
	f.last++
	id, wait := f.last, make(chan reply, 1)
	f.waiting[id] = wait
	f.mu.Unlock()
	data, err := json.Marshal(map[string]any{"id": id, "method": method, "params": params})
	if err != nil {
		return nil, err
	}
	if err := f.conn.Write(f.ctx, websocket.MessageText, data); err != nil {
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	select {
	case r, ok := <-wait:
		if !ok {
			return nil, fmt.Errorf("%s: the browser has ended", method)
		}
		if r.Type == "error" {
			return nil, fmt.Errorf("%s: %s: %s", method, r.Error, r.Message)
		}
		return r.Result, nil
	case <-time.After(patience):
		return nil, fmt.Errorf("%s: no answer", method)
	}
}

// must sends a command that has to succeed.
func (f *firefox) must(t *testing.T, method string, params map[string]any) json.RawMessage {
	t.Helper()
	params["context"] = f.tab
	result, err := f.send(method, params)
	if err != nil {
		t.Fatalf("Firefox: %v", err)
	}
	return result
}

func (f *firefox) open(t *testing.T, address string) {
	t.Helper()
	f.mu.Lock()
	f.seen = nil
	f.mu.Unlock()
	f.must(t, "browsingContext.navigate", map[string]any{"url": address, "wait": "complete"})
}

func (f *firefox) back(t *testing.T) {
	t.Helper()
	f.must(t, "browsingContext.traverseHistory", map[string]any{"delta": -1})
}

// call calls a JavaScript function, and returns what it returns as JSON.
func (f *firefox) call(function string, argument any) (json.RawMessage, error) {
	data, err := json.Marshal(argument)
	if err != nil {
		return nil, err
	}
	result, err := f.send("script.callFunction", map[string]any{"target": map[string]string{"context": f.tab}, "awaitPromise": true,
		"functionDeclaration": fmt.Sprintf("async () => JSON.stringify(await (%s)(%s)) ?? 'null'", function, data)})
	if err != nil {
		return nil, err
	}
	var answer struct {
		Type             string
		Result           struct{ Value string }
		ExceptionDetails struct{ Text string }
	}
	if err := json.Unmarshal(result, &answer); err != nil {
		return nil, err
	}
	if answer.Type != "success" {
		return nil, errors.New(answer.ExceptionDetails.Text)
	}
	return json.RawMessage(answer.Result.Value), nil
}

// click clicks the middle of an element, as a mouse does.
func (f *firefox) click(t *testing.T, selector string) {
	t.Helper()
	f.act(t, map[string]any{"type": "pointer", "id": "mouse", "actions": []any{
		map[string]any{"type": "pointerMove", "x": 0, "y": 0, "origin": map[string]any{"type": "element", "element": f.element(t, selector)}},
		map[string]any{"type": "pointerDown", "button": 0}, map[string]any{"type": "pointerUp", "button": 0}}})
}

// element scrolls an element into view and returns a reference to it.
func (f *firefox) element(t *testing.T, selector string) map[string]string {
	t.Helper()
	quoted, err := json.Marshal(selector)
	if err != nil {
		t.Fatal(err)
	}
	result, err := f.send("script.callFunction", map[string]any{"target": map[string]string{"context": f.tab}, "awaitPromise": false,
		"functionDeclaration": fmt.Sprintf("() => { const e = document.querySelector(%s); e?.scrollIntoView({block: 'center', behavior: 'instant'}); return e }", quoted)})
	var answer struct{ Result struct{ SharedID string } }
	if err == nil {
		err = json.Unmarshal(result, &answer)
	}
	if err != nil || answer.Result.SharedID == "" {
		t.Fatalf("Firefox: there is no element %s: %s (%v)", selector, result, err)
	}
	return map[string]string{"sharedId": answer.Result.SharedID}
}

// press types a text, character by character, into what has the focus.
func (f *firefox) press(t *testing.T, text string) {
	t.Helper()
	var keys []any
	for _, r := range text {
		keys = append(keys, map[string]any{"type": "keyDown", "value": string(r)}, map[string]any{"type": "keyUp", "value": string(r)})
	}
	f.act(t, map[string]any{"type": "key", "id": "keys", "actions": keys})
}

func (f *firefox) act(t *testing.T, source map[string]any) {
	t.Helper()
	f.must(t, "input.performActions", map[string]any{"actions": []any{source}})
	f.must(t, "input.releaseActions", map[string]any{})
}

func (f *firefox) complaints() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]string(nil), f.seen...)
}

func (f *firefox) downloads() string { return f.folder }
