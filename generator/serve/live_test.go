package serve

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

const livePage = `<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; script-src 'self'"><title>x</title></head><body>x</body></html>`

// newLive returns a server of one page at /base/, and its Live.
func newLive(t *testing.T, opt LiveOptions) (*httptest.Server, *Live) {
	t.Helper()
	live := NewLive(opt)
	site := fstest.MapFS{
		"index.html":      {Data: []byte(livePage)},
		"data/index.json": {Data: []byte(`{"</head>":1}`)},
		"404.html":        {Data: []byte(livePage)},
		"_headers":        {Data: []byte("/*\n  Content-Security-Policy: default-src 'none'; connect-src https://example.org\n")},
	}
	server := httptest.NewUnstartedServer(nil)
	_, port, _ := strings.Cut(server.Listener.Addr().String(), ":")
	server.Config.Handler = Handler(site, Options{BasePath: "/base/", Hosts: Hosts{Port: port}, Live: live})
	server.Start()
	t.Cleanup(server.Close)
	return server, live
}

func get(t *testing.T, address string) (string, http.Header, int) {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(data), r.Header, r.StatusCode
}

// TestInjected: the script and leave to connect are in the answers for pages,
// and in nothing else.
func TestInjected(t *testing.T) {
	server, live := newLive(t, LiveOptions{})
	for _, path := range []string{"/base/", "/base/nothing"} {
		page, head, _ := get(t, server.URL+path)
		want := `<script src="/base/.casebook/live.js?at=` + live.at() + `" defer></script></head>`
		if strings.Count(page, want) != 1 {
			t.Errorf("%s lacks %s:\n%s", path, want, page)
		}
		if !strings.Contains(page, `content="default-src &#39;none&#39;; script-src &#39;self&#39;; connect-src &#39;self&#39;"`) {
			t.Errorf("%s does not let the page connect:\n%s", path, page)
		}
		if got := head.Get("Content-Security-Policy"); got != "default-src 'none'; connect-src https://example.org 'self'" {
			t.Errorf("%s: the policy of the header is %q", path, got)
		}
	}
	if data, _, _ := get(t, server.URL+"/base/data/index.json"); data != `{"</head>":1}` {
		t.Errorf("data was changed: %s", data)
	}
	for path, want := range map[string]string{"live.js": "EventSource", "overlay.css": ".notice"} {
		if text, head, code := get(t, server.URL+"/base/.casebook/"+path); code != 200 || !strings.Contains(text, want) || head.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: %d, %v", path, code, head)
		}
	}
	if _, _, code := get(t, server.URL+"/base/.casebook/other"); code != 404 {
		t.Errorf("an unknown address of the server's own: %d", code)
	}
}

func TestConnect(t *testing.T) {
	tests := []struct{ policy, want string }{
		{"default-src 'none'", "default-src 'none'; connect-src 'self'"},
		{"default-src 'none';", "default-src 'none'; connect-src 'self'"},
		{"connect-src 'none'; img-src 'self'", "connect-src 'self'; img-src 'self'"},
		{"img-src 'self'; Connect-Src https://a.example", "img-src 'self'; Connect-Src https://a.example 'self'"},
	}
	for _, tt := range tests {
		if got := connect(tt.policy); got != tt.want {
			t.Errorf("connect(%q) = %q, want %q", tt.policy, got, tt.want)
		}
	}
}

// TestPolicyInThePage: the policy is found however its tag is written.
func TestPolicyInThePage(t *testing.T) {
	tests := []struct{ page, want string }{
		{`<meta charset=utf-8><meta http-equiv=Content-Security-Policy content="img-src &#39;self&#39;"><p>`,
			`<meta charset=utf-8><meta http-equiv=Content-Security-Policy content="img-src &#39;self&#39;; connect-src &#39;self&#39;"><p>`},
		{`<META HTTP-EQUIV='content-security-policy' CONTENT='a'>`, `<META HTTP-EQUIV='content-security-policy' CONTENT='a; connect-src &#39;self&#39;'>`},
		{`<p>no policy</p>`, `<p>no policy</p>`},
	}
	for _, tt := range tests {
		if got := string(allowEvents([]byte(tt.page))); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

// A stream is an open page's connection.
type stream struct {
	t    *testing.T
	read *bufio.Reader
}

func open(t *testing.T, server *httptest.Server, query, last string) *stream {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/base/.casebook/events"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { answer.Body.Close() })
	if got := answer.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("the type is %q", got)
	}
	return &stream{t, bufio.NewReader(answer.Body)}
}

// next returns the next event: its kind, data and id.
func (s *stream) next() (kind, data, id string) {
	s.t.Helper()
	for {
		line, err := s.read.ReadString('\n')
		if err != nil {
			s.t.Fatal(err)
		}
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch name {
		case "event":
			kind = value
		case "data":
			data = value
		case "id":
			id = value
		case "":
			return kind, data, id
		}
	}
}

func (s *stream) want(kind, part string) (id string) {
	s.t.Helper()
	got, data, id := s.next()
	if got != kind || !strings.Contains(data, part) {
		s.t.Fatalf("event %s %s, want %s with %s", got, data, kind, part)
	}
	return id
}

// TestEvents: a page is told of each change after the one that it knows, also
// after a break, and of the notice as it is.
func TestEvents(t *testing.T) {
	server, live := newLive(t, LiveOptions{})
	made := live.at() // a page is made here
	live.Tell(Change{Files: []string{"a/index.html"}})
	page := open(t, server, "?at="+made, "")
	known := page.want("change", `"a/index.html"`)
	page.want("notice", "null")
	live.Show(Notice{Title: "1 error", Items: []Item{{Message: "<b>wrong</b>", File: "x.md"}}})
	page.want("notice", "1 error")
	if n := live.Tell(Change{Styles: map[string]string{"old.css": "new.css"}}); n != 1 {
		t.Errorf("%d pages were told", n)
	}
	page.want("change", `"old.css":"new.css"`)
	live.Clear()
	page.want("notice", "null")

	again := open(t, server, "?at="+made, known) // the browser names the last event
	again.want("change", "new.css")
	again.want("notice", "null")
	late := open(t, server, "?at=other-0", "") // of a server that ran before
	late.want("change", `"all":true`)
	for range keptChanges + 1 {
		live.Tell(Change{})
	}
	open(t, server, "?at="+known, "").want("change", `"all":true`) // has missed too many
	many := make([]string, mostFiles+1)
	live.Tell(Change{Files: many})
	last := open(t, server, "?at="+live.id(live.last-1), "")
	last.want("change", `"files":null,"all":true`)
}

// TestEventsEndWithTheServer: a page that waits does not hold the server up.
func TestEventsEndWithTheServer(t *testing.T) {
	listener, err := Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := strings.Cut(listener.Addr().String(), ":")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, listener, Handler(exampleSite(), Options{Hosts: Hosts{Port: port}, Live: NewLive(LiveOptions{})}))
	}()
	r, err := http.Get("http://" + listener.Addr().String() + "/.casebook/events")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := io.ReadAll(r.Body); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Error(err)
	}
}

// TestSource: a file is shown while the notice names it, as text, and no other
// file is.
func TestSource(t *testing.T) {
	read := func(file string) ([]byte, error) {
		if file != "content/x.md" {
			return nil, errors.New("not there")
		}
		return []byte("one\n<script>two</script>\n"), nil
	}
	server, live := newLive(t, LiveOptions{Source: read})
	address := server.URL + "/base/.casebook/source?file=content%2Fx.md&line=2"
	if _, _, code := get(t, address); code != 404 {
		t.Errorf("shown without a notice: %d", code)
	}
	live.Show(Notice{Items: []Item{{File: "content/x.md", Line: 2}, {File: "../secret"}, {}}})
	page, head, code := get(t, address)
	if code != 200 || !strings.Contains(page, `<li id="here"><code>&lt;script&gt;two`) || strings.Contains(page, "<script>") {
		t.Errorf("%d:\n%s", code, page)
	}
	if got := head.Get("Content-Security-Policy"); got != sourcePolicy {
		t.Errorf("policy %q", got)
	}
	for _, other := range []string{"site.toml", "../secret", ""} {
		if _, _, code := get(t, server.URL+"/base/.casebook/source?file="+other); code != 404 {
			t.Errorf("%q is shown: %d", other, code)
		}
	}
	if !strings.Contains(live.state, `"href":"source?file=content%2Fx.md\u0026line=2#here"`) || strings.Contains(live.state, `"File"`) {
		t.Errorf("notice %s", live.state)
	}
}

func TestEditorLink(t *testing.T) {
	live := NewLive(LiveOptions{Source: func(string) ([]byte, error) { return nil, nil }, Editor: "vscode://file/{path}:{line}", Root: "/my site"})
	if got := live.href(&Item{File: "content/x.md", Line: 7}); got != "vscode://file/my%20site/content/x.md:7" {
		t.Errorf("link %q", got)
	}
}

// TestNoSiteYet: before the first good build there is a page that waits for it.
func TestNoSiteYet(t *testing.T) {
	live := NewLive(LiveOptions{})
	handler := Handler(fstest.MapFS{}, Options{Hosts: Hosts{Port: "80"}, Live: live})
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost/", nil))
	if w.Code != 404 || !strings.Contains(w.Body.String(), "no site yet") || !strings.Contains(w.Body.String(), "live.js") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
