package serve

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A Change is what pages that are open in a browser must know of a build.
type Change struct {
	// Files are the files of the site that have other bytes, are new, or are
	// gone: "cases/x/index.html". A page reloads when it is among them.
	Files []string `json:"files"`
	// All makes every page reload.
	All bool `json:"all"`
	// Styles are style sheets with another name, old to new; a page that has
	// the old one takes the new one in its place and does not reload.
	Styles map[string]string `json:"styles"`
}

// mostFiles is the number of files above which every page reloads: the list
// would cost more than the reloads.
const mostFiles = 500

// A Notice is what stands over every page until it is taken away.
type Notice struct {
	Title string `json:"title"` // "2 errors: this is the last good site"
	Items []Item `json:"items"`
}

// An Item is one finding of a notice.
type Item struct {
	Place   string `json:"place"`   // "content/cases/x.md:7:9"
	Kind    string `json:"kind"`    // "error"
	Message string `json:"message"` // what is wrong
	Excerpt string `json:"excerpt"` // the lines of the file, several lines
	Hint    string `json:"hint"`
	Code    string `json:"code"`
	// File and Line say where the link of the item leads; without a file there
	// is none.
	File string `json:"-"`
	Line int    `json:"-"` // from 1; 0: the start
	Href string `json:"href"`
}

// A Live tells open pages of changes and notices, over server-sent events
// (HTML standard, section 9.2). It is safe for concurrent use; the zero Live
// is not usable.
//
// Each change has a number. A page knows the number it was made at, and is
// told of all that came after, so that none is lost between the making of a
// page and its first word with the server, nor while a connection is broken.
type Live struct {
	options LiveOptions
	token   string // of this process: numbers of another one mean nothing

	mu      sync.Mutex
	last    int      // number of the newest change; the first is 1
	kept    []string // newest changes as JSON, the last one has the number last
	notice  *Notice
	state   string // the notice as JSON; "null" without one
	news    chan struct{}
	readers int
}

// LiveOptions are the choices of a Live.
type LiveOptions struct {
	// Source reads a file of the content, for the page that shows it; the
	// path is relative, with slashes. Nil: items have no links to files.
	Source func(file string) ([]byte, error)
	// Editor is the address that opens a file in an editor, with {path}
	// (absolute) and {line} in it: "vscode://file/{path}:{line}". Empty: the
	// server shows the file itself.
	Editor string
	// Root is the absolute folder of the content, for {path}.
	Root string
}

// keptChanges is how many changes a page may miss and still not reload.
const keptChanges = 100

// NewLive returns a Live without changes and notice.
func NewLive(opt LiveOptions) *Live {
	return &Live{options: opt, token: rand.Text()[:8], state: "null", news: make(chan struct{})}
}

// Tell sends a change to all open pages and returns how many there are.
func (l *Live) Tell(c Change) int {
	if len(c.Files) > mostFiles {
		c.Files, c.All = nil, true
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.last++
	l.kept = append(l.kept, encode(c))
	l.kept = slices.Clone(l.kept[max(0, len(l.kept)-keptChanges):])
	l.wake()
	return l.readers
}

// Show puts a notice over all pages, in place of the one before.
func (l *Live) Show(n Notice) {
	for i := range n.Items {
		n.Items[i].Href = l.href(&n.Items[i])
	}
	l.setNotice(&n)
}

// Clear takes the notice away.
func (l *Live) Clear() { l.setNotice(nil) }

func (l *Live) setNotice(n *Notice) {
	state := encode(n)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.notice = n
	if l.state != state {
		l.state = state
		l.wake()
	}
}

// wake makes every connection look for what is new. The lock is held.
func (l *Live) wake() {
	close(l.news)
	l.news = make(chan struct{})
}

func encode(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic("serve: " + err.Error()) // plain structs of texts
	}
	return string(data)
}

// at returns the number of the newest change, as pages and connections give
// it.
func (l *Live) at() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.id(l.last)
}

func (l *Live) id(n int) string { return l.token + "-" + strconv.Itoa(n) }

// livePath is the folder, below the base path, of what only this server has.
const livePath = ".casebook/"

// serve answers a request below livePath; name is the rest of the path.
func (l *Live) serve(w http.ResponseWriter, r *http.Request, name string) {
	// No other site may use what is shown here, not even as a picture.
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch name {
	case "events":
		l.events(w, r)
	case "live.js":
		serveText(w, r, "text/javascript; charset=utf-8", script)
	case "overlay.css":
		serveText(w, r, "text/css; charset=utf-8", overlayCSS)
	case "source":
		l.source(w, r)
	default:
		http.NotFound(w, r)
	}
}

func serveText(w http.ResponseWriter, r *http.Request, kind, text string) {
	w.Header().Set("Content-Type", kind)
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(text))
}

// heartbeat is the time after which a silent connection is used, so that one
// that is broken is noticed at both ends.
const heartbeat = 20 * time.Second

// events sends what is new since the change that the request knows, and goes
// on until the page or the server goes.
func (l *Live) events(w http.ResponseWriter, r *http.Request) {
	known := r.Header.Get("Last-Event-ID") // sent by the browser after a break
	if known == "" {
		known = r.URL.Query().Get("at")
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	l.count(1)
	defer l.count(-1)
	c := connection{live: l, known: l.number(known)}
	control := http.NewResponseController(w)
	for c.err == nil {
		news := l.send(&c, w)
		if c.err == nil {
			c.err = control.Flush()
		}
		if c.err == nil {
			c.err = await(r.Context(), w, news)
		}
	}
}

// A connection is what one open page was told.
type connection struct {
	live  *Live
	known int    // number of the newest change that it knows; -1: not one of ours
	state string // notice that it has
	err   error
}

// number returns the number of a change that a page names, or -1 for one of
// another process.
func (l *Live) number(id string) int {
	token, number, _ := strings.Cut(id, "-")
	n, err := strconv.Atoi(number)
	if token != l.token || err != nil {
		return -1
	}
	return n
}

// send writes what is new to a connection and returns the channel that is
// closed when there is more.
func (l *Live) send(c *connection, w http.ResponseWriter) <-chan struct{} {
	l.mu.Lock()
	defer l.mu.Unlock()
	first := l.last - len(l.kept) // the change before the first that is kept
	if c.known < first || c.known > l.last {
		c.event(w, l.last, "change", encode(Change{All: true}))
	} else {
		for n := c.known; n < l.last; n++ {
			c.event(w, n+1, "change", l.kept[n-first])
		}
	}
	c.known = l.last
	if c.state != l.state {
		c.state = l.state
		c.event(w, l.last, "notice", l.state)
	}
	return l.news
}

// event writes one event; the number is what the browser names after a break.
func (c *connection) event(w http.ResponseWriter, n int, kind, data string) {
	if c.err == nil {
		_, c.err = fmt.Fprintf(w, "id: %s\nevent: %s\ndata: %s\n\n", c.live.id(n), kind, data)
	}
}

// await waits for news, and writes a comment when there is none for long.
func await(ctx context.Context, w http.ResponseWriter, news <-chan struct{}) error {
	select {
	case <-news:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(heartbeat):
		_, err := fmt.Fprint(w, ":\n\n")
		return err
	}
}

func (l *Live) count(n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.readers += n
}
