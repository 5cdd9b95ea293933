package linkcheck

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"casebook/generator/diag"
	"casebook/generator/model"
)

// A server is a site that notes what it is asked.
type server struct {
	*httptest.Server
	lock  sync.Mutex
	asked []string
	fails int // how often /busy refuses before it answers
}

func newServer(t *testing.T) *server {
	s := &server{}
	mux := http.NewServeMux()
	mux.HandleFunc("/ok", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) })
	mux.HandleFunc("/nohead", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			w.WriteHeader(http.StatusNotFound)
		}
	})
	mux.HandleFunc("/refuses", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
	mux.HandleFunc("/busy", func(w http.ResponseWriter, _ *http.Request) {
		s.lock.Lock()
		defer s.lock.Unlock()
		if s.fails--; s.fails >= 0 {
			w.Header().Set("Retry-After", "7")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	mux.Handle("/moved", http.RedirectHandler("/ok", http.StatusMovedPermanently))
	mux.Handle("/twice", http.RedirectHandler("/moved", http.StatusPermanentRedirect))
	mux.Handle("/seeother", http.RedirectHandler("/ok", http.StatusFound))
	mux.Handle("/mixed", http.RedirectHandler("/seeother", http.StatusMovedPermanently))
	mux.Handle("/moved-away", http.RedirectHandler("/gone", http.StatusMovedPermanently))
	mux.Handle("/loop", http.RedirectHandler("/loop", http.StatusFound))
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.lock.Lock()
		s.asked = append(s.asked, r.Method+" "+r.URL.Path)
		s.lock.Unlock()
		mux.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// checker is a checker for a server of this machine, whose pauses are noted
// and not made.
func checker(pauses *[]time.Duration) *Checker {
	c := New()
	c.Client = client(func(string, string, syscall.RawConn) error { return nil })
	c.Now = func() time.Time { return time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC) }
	var lock sync.Mutex
	c.Sleep = func(ctx context.Context, d time.Duration) error {
		lock.Lock()
		defer lock.Unlock()
		*pauses = append(*pauses, d)
		return ctx.Err()
	}
	return c
}

func TestCheck(t *testing.T) {
	tests := []struct {
		path     string
		state    State
		status   int
		location string
		asked    string
	}{
		{"/ok", OK, 200, "", "HEAD /ok"},
		{"/gone", Gone, 410, "", "HEAD /gone, GET /gone"},
		{"/nohead", OK, 200, "", "HEAD /nohead, GET /nohead"},
		{"/refuses", Unconfirmed, 403, "", "HEAD /refuses, GET /refuses"},
		{"/moved", Moved, 200, "/ok", "HEAD /moved, HEAD /ok"},
		{"/twice", Moved, 200, "/ok", "HEAD /twice, HEAD /moved, HEAD /ok"},
		{"/seeother", OK, 200, "", "HEAD /seeother, HEAD /ok"},
		{"/mixed", Moved, 200, "/seeother", "HEAD /mixed, HEAD /seeother, HEAD /ok"},
		{"/moved-away", Gone, 410, "", "HEAD /moved-away, HEAD /gone, GET /moved-away, GET /gone"},
	}
	for _, test := range tests {
		s := newServer(t)
		var pauses []time.Duration
		results, err := checker(&pauses).Check(t.Context(), []string{s.URL + test.path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		r := results[0]
		if r.State != test.state || r.Status != test.status || strings.TrimPrefix(r.Location, s.URL) != test.location {
			t.Errorf("%s: got %+v", test.path, r)
		}
		if got := strings.Join(s.asked, ", "); got != test.asked {
			t.Errorf("%s: asked %s, want %s", test.path, got, test.asked)
		}
	}
}

func TestRetry(t *testing.T) {
	for _, test := range []struct {
		fails int
		state State
		asked int
	}{{1, OK, 2}, {2, OK, 3}, {3, Unconfirmed, 3}} {
		s := newServer(t)
		s.fails = test.fails
		var pauses []time.Duration
		results, err := checker(&pauses).Check(t.Context(), []string{s.URL + "/busy"}, nil)
		if err != nil || results[0].State != test.state || len(s.asked) != test.asked {
			t.Errorf("%d refusals: got %+v after %d requests, %v", test.fails, results, len(s.asked), err)
		}
		for _, p := range pauses {
			if p < 7*time.Second {
				t.Errorf("a pause of %s, and the server asked for 7 s", p)
			}
		}
	}
}

func TestLoopEnds(t *testing.T) {
	s := newServer(t)
	var pauses []time.Duration
	results, err := checker(&pauses).Check(t.Context(), []string{s.URL + "/loop"}, nil)
	if err != nil || results[0].State != Unconfirmed {
		t.Errorf("got %+v, %v", results, err)
	}
}

// Between two requests to a host there is a pause, and no two run at a time.
func TestPolite(t *testing.T) {
	s := newServer(t)
	var pauses []time.Duration
	c := checker(&pauses)
	var steps []int
	c.Progress = func(done, total int) { steps = append(steps, done*10+total) }
	if _, err := c.Check(t.Context(), []string{s.URL + "/ok", s.URL + "/ok?2", s.URL + "/ok?3"}, nil); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]time.Duration{c.PerHost, c.PerHost}, pauses); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{13, 23, 33}, steps); diff != "" {
		t.Error(diff)
	}
	pauses = nil // a redirection within the host is a request, too
	if _, err := c.Check(t.Context(), []string{s.URL + "/twice"}, nil); err != nil || len(pauses) != 2 {
		t.Errorf("redirected twice: pauses %v, %v", pauses, err)
	}
}

func TestKnownResults(t *testing.T) {
	s := newServer(t)
	var pauses []time.Duration
	c := checker(&pauses)
	lately, before := c.Now().Add(-time.Hour), c.Now().Add(-8*24*time.Hour)
	list := []string{s.URL + "/ok?new", s.URL + "/ok?old", s.URL + "/ok?bad"}
	known, err := Decode(Encode([]Result{
		{URL: list[0], State: OK, Status: 200, Checked: lately}, {URL: list[1], State: OK, Checked: before}, {URL: list[2], State: Gone, Checked: lately},
	}))
	if err != nil {
		t.Fatal(err)
	}
	results, err := c.Check(t.Context(), list, known)
	if err != nil || len(s.asked) != 2 || !results[0].Cached || results[1].Cached || results[2].State != OK {
		t.Errorf("got %+v after %v, %v", results, s.asked, err)
	}
	if _, err := Decode([]byte("{}\nnot a result\n")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a broken file: %v", err)
	}
}

func TestStops(t *testing.T) {
	s := newServer(t)
	ctx, stop := context.WithCancel(t.Context())
	var pauses []time.Duration
	c := checker(&pauses)
	c.Progress = func(int, int) { stop() }
	results, err := c.Check(ctx, []string{s.URL + "/ok", s.URL + "/ok?2"}, nil)
	if err == nil || len(results) != 1 {
		t.Errorf("got %+v, %v; want what was known when it was stopped", results, err)
	}
}

func TestPublicOnly(t *testing.T) {
	for _, address := range []string{"127.0.0.1:80", "10.1.2.3:443", "192.168.1.1:80", "169.254.169.254:80", "[::1]:80", "[fd00::1]:443", "100.64.1.1:80", "[::ffff:127.0.0.1]:80", "93.184.216.34:22", "0.0.0.0:80"} {
		if publicOnly("tcp", address, nil) == nil {
			t.Errorf("%s is connected to", address)
		}
	}
	for _, address := range []string{"93.184.216.34:443", "[2606:2800:220:1::1]:80"} {
		if err := publicOnly("tcp", address, nil); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
	s := newServer(t)
	var pauses []time.Duration
	c := checker(&pauses)
	c.Client = New().Client
	results, err := c.Check(t.Context(), []string{s.URL + "/ok"}, nil)
	if err != nil || results[0].State != Unconfirmed || len(s.asked) != 0 {
		t.Errorf("a service of this machine was asked: %+v, %v, %v", results, s.asked, err)
	}
}

func TestLinksAndFindings(t *testing.T) {
	at := func(line int32) model.At { return model.At{Line: line, Col: 3} }
	site := &model.Site{Cases: []*model.Case{
		{File: "b.md", Detail: &model.Detail{References: []model.Reference{{URL: model.Value{Text: "https://a.example/x", At: at(4)}}}}},
		{File: "a.md", Detail: &model.Detail{References: []model.Reference{{DOI: model.Value{Text: "10.1/x", At: at(5)}}},
			Body: model.Body{Links: []model.Link{{Dest: "https://a.example/x", At: at(9)}, {Dest: "/cases/b/", Target: "/cases/b/"},
				{Dest: "mailto:x@example.org"}, {Dest: "https://paywall.example/1", At: at(10)}}}}},
	}}
	links, left := Links(site, []model.UncheckedLink{{URL: model.Value{Text: "https://paywall.example/*"}, Reason: model.Value{Text: "asks for a password"}}})
	pos := func(file string, line int) diag.Pos { return diag.Pos{File: file, Line: line, Col: 3} }
	want := []Link{{"https://a.example/x", []diag.Pos{pos("a.md", 9), pos("b.md", 4)}}, {"https://doi.org/10.1/x", []diag.Pos{pos("a.md", 5)}}}
	if diff := cmp.Diff(want, links); diff != "" {
		t.Error(diff)
	}
	if len(left) != 1 || left[0].URL != "https://paywall.example/1" {
		t.Errorf("left out: %v", left)
	}
	found := Findings(links, []Result{{URL: want[0].URL, State: Gone, Reason: "x"}, {URL: want[1].URL, State: Unconfirmed, Reason: "y"}})
	wantFound := diag.List{
		{Code: CodeUnconfirmed, Severity: diag.Warning, Pos: pos("a.md", 5), Message: "https://doi.org/10.1/x could not be confirmed: y"},
		{Code: CodeGone, Severity: diag.Error, Pos: pos("a.md", 9), Message: "https://a.example/x is gone: x", Related: []diag.Related{{Pos: pos("b.md", 4), Message: "the same address"}}},
	}
	if diff := cmp.Diff(wantFound, found, cmpopts.IgnoreFields(diag.Diagnostic{}, "Hint")); diff != "" {
		t.Error(diff)
	}
	if moved := Findings(links, []Result{{URL: want[0].URL, State: Moved, Location: "https://b.example/"}}); moved[0].Hint != "write https://b.example/" {
		t.Errorf("got %+v", moved)
	}
}

// A resolver is asked, and not followed.
func TestResolver(t *testing.T) {
	asked := ""
	c := New()
	c.Sleep = func(context.Context, time.Duration) error { return nil }
	c.Client.Transport = transport(func(r *http.Request) *http.Response {
		asked += r.Method + " " + r.URL.String() + "\n"
		code := http.StatusFound
		if strings.HasSuffix(r.URL.Path, "missing") {
			code = http.StatusNotFound
		}
		return &http.Response{StatusCode: code, Header: http.Header{"Location": {"https://publisher.example/"}}, Body: http.NoBody, Request: r}
	})
	results, err := c.Check(t.Context(), []string{"https://doi.org/10.1/x", "https://doi.org/10.1/missing"}, nil)
	if err != nil || results[0].State != OK || results[1].State != Gone || strings.Contains(asked, "publisher") {
		t.Errorf("got %+v, %v after\n%s", results, err, asked)
	}
}

type transport func(*http.Request) *http.Response

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r), nil }
