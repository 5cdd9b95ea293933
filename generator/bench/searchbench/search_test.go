//go:build bench

package searchbench

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"casebook/generator/bench"
	"casebook/generator/bench/neighbour"
	"casebook/generator/build"
	"casebook/generator/serve"
)

var (
	sizes = flag.String("cases", "0,1000,10000", "`numbers` of cases, divided by commas; 0: those of the site")
	alone = flag.Bool("alone", false, "leave out Pagefind")
	dir   = flag.String("dir", "", "`folder` in which sites are made; empty: one that is removed again")
)

// seed makes the synthetic cases.
const seed = 1

func TestSearch(t *testing.T) {
	b := newBench(t)
	for _, text := range strings.Split(*sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatalf("-cases: %v", err)
		}
		t.Run(text, func(t *testing.T) { b.size(t, n) })
	}
}

// A workbench is a browser, and the neighbour.
type workbench struct {
	ctx      context.Context
	work     string
	pagefind string // empty: left out
}

func newBench(t *testing.T) *workbench {
	t.Helper()
	program, err := exec.LookPath(os.Getenv("CHROMIUM"))
	if err != nil {
		t.Fatal("CHROMIUM names no program; type CHROMIUM=\"$(sh .ci/chromium)\" before the command")
	}
	b := &workbench{work: cmp.Or(*dir, t.TempDir())}
	if !*alone {
		cache, err := neighbour.Cache()
		var version string
		if err == nil {
			b.pagefind, version, err = neighbour.Pagefind(cache, os.Stderr)
		}
		if err != nil {
			t.Logf("Pagefind is left out: %v", err)
		}
		t.Logf("Pagefind %s", version)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]), chromedp.ExecPath(program), chromedp.WindowSize(1280, 900))
	allocated, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop := chromedp.NewContext(allocated)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	b.ctx = ctx
	return b
}

// size measures a site of n cases.
func (b *workbench) size(t *testing.T, n int) {
	out := filepath.Join(b.work, "site-"+strconv.Itoa(n))
	content := b.build(t, n, out)
	w := wordsOf(content)
	t.Logf("words: %+v", w)
	host, log := listen(t, out)
	us := &runner{b, host, log, ours}
	table := newTable()
	b.cold(t, table, "Casebook", us, w)
	var beside *runner
	if b.indexed(t, out) {
		beside = &runner{b, host, log, theirs}
		b.cold(t, table, "Pagefind", beside, w)
	}
	b.typing(t, table, "Casebook", us, w)
	if beside != nil {
		b.typing(t, table, "Pagefind", beside, w)
	}
	t.Logf("%d cases\n%s", len(content.Index.Published), table)
	b.files(t, out)
}

func (b *workbench) build(t *testing.T, n int, out string) *build.Content {
	t.Helper()
	root := os.DirFS("../../..")
	var fsys fs.FS = root
	if n > 0 {
		site := filepath.Join(b.work, "source-"+strconv.Itoa(n))
		if err := errors.Join(bench.WriteSite(site, root, n, seed), bench.Outputs(site, root, false)); err != nil {
			t.Fatal(err)
		}
		fsys = os.DirFS(site)
	}
	content, err := build.Load(fsys, build.Options{})
	if err == nil {
		_, err = build.Publish(context.Background(), content, out, build.Options{})
	}
	if err != nil {
		t.Fatalf("%v: %.2000v", err, content.Findings)
	}
	// A page without a policy, for the neighbour.
	if err := os.WriteFile(filepath.Join(out, "bench.html"), []byte("<!doctype html><title>bench</title>"), 0o644); err != nil {
		t.Fatal(err)
	}
	return content
}

// indexed lets Pagefind index the site.
func (b *workbench) indexed(t *testing.T, out string) bool {
	t.Helper()
	if b.pagefind == "" {
		return false
	}
	if _, err := neighbour.Output(exec.Command(b.pagefind, "--quiet", "--site", out)); err != nil {
		t.Errorf("Pagefind: %v", err)
		return false
	}
	return true
}

// files tells how many files and bytes both indexes have.
func (b *workbench) files(t *testing.T, out string) {
	t.Helper()
	for _, name := range []string{"search", "pagefind"} {
		files, bytes := 0, int64(0)
		err := filepath.WalkDir(filepath.Join(out, name), func(_ string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() && d.Name() != "index.html" {
				info, err := d.Info()
				files, bytes = files+1, bytes+info.Size()
				return err
			}
			return err
		})
		if err == nil {
			t.Logf("%s/: %d files, %.2f MB", name, files, float64(bytes)/1e6)
		}
	}
}

// words are what is searched for.
type words struct {
	common, rare, two string
	facet             [2]string // key and value
	typed             []string
}

// wordsOf chooses words by the number of records whose title, summary or body
// has them: nothing depends on an index.
func wordsOf(content *build.Content) words {
	df := map[string]int{}
	for _, f := range content.Index.Published {
		seen := map[string]bool{}
		body := f.Case.Open().Body
		text := f.Case.Title.Text + " " + f.Case.Summary.Text + " " + string(body.Lead)
		for _, s := range body.Sections {
			text += " " + string(s.HTML)
		}
		for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r < 'a' || r > 'z' }) {
			if len(w) >= 6 && !seen[w] {
				seen[w] = true
				df[w]++
			}
		}
	}
	n := len(content.Index.Published)
	list := make([]string, 0, len(df))
	for w := range df {
		list = append(list, w)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(df[b]-df[a], strings.Compare(a, b)) })
	at := func(share float64) string { // the word that is in this share of the records, or the next rarer one
		i, _ := slices.BinarySearchFunc(list, share*float64(n), func(w string, want float64) int { return cmp.Compare(want, float64(df[w])) })
		return list[min(i, len(list)-1)]
	}
	w := words{common: at(0.5), rare: at(2.5 / float64(n)), facet: [2]string{"innovation_type", content.Index.Taxonomy("innovation-type").Terms[0].ID}}
	w.two = at(0.2) + " " + at(0.21)
	for i := range 30 {
		w.typed = append(w.typed, at(0.5*math.Pow(0.8, float64(i))))
	}
	slices.Sort(w.typed)
	w.typed = slices.Compact(w.typed)
	return w
}

// A response is one that the server has sent.
type response struct {
	path  string
	bytes int
	at    time.Time // when it was complete
}

// A record of what was sent.
type record struct {
	mu   sync.Mutex
	sent []response
}

func (l *record) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent = nil
}

// until counts what was sent for the search until a moment.
func (l *record) until(at time.Time) (requests, bytes int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, r := range l.sent {
		page := strings.HasSuffix(r.path, "/") || strings.HasSuffix(r.path, ".html") || strings.HasSuffix(r.path, ".css") || strings.HasSuffix(r.path, ".svg") || strings.HasSuffix(r.path, ".ico")
		if !page && !r.at.After(at) {
			requests, bytes = requests+1, bytes+r.bytes
		}
	}
	return requests, bytes
}

// A counter counts the bytes of a response.
type counter struct {
	http.ResponseWriter
	foreign bool
	bytes   int
}

// WriteHeader takes the policy of the site from what is the neighbour's: it
// needs WebAssembly.
func (c *counter) WriteHeader(status int) {
	if c.foreign {
		c.Header().Del("Content-Security-Policy")
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.ResponseWriter.Write(p)
	c.bytes += n
	return n, err
}

// listen serves a folder, compressed.
func listen(t *testing.T, dir string) (host string, log *record) {
	t.Helper()
	listener, err := serve.Listen(t.Context(), "127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	port := strconv.Itoa(listener.Addr().(*net.TCPAddr).Port)
	handler := serve.Handler(serve.Dir(dir), serve.Options{Hosts: serve.Hosts{Port: port}})
	log = &record{}
	server := http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := &counter{ResponseWriter: w, foreign: strings.HasPrefix(r.URL.Path, "/pagefind/") || r.URL.Path == theirs.page}
		handler.ServeHTTP(c, r)
		log.mu.Lock()
		defer log.mu.Unlock()
		log.sent = append(log.sent, response{r.URL.Path, c.bytes, time.Now()})
	})}
	go server.Serve(listener)
	t.Cleanup(func() { server.Close() })
	return "http://127.0.0.1:" + port, log
}

// A side is how one of the two is driven.
type side struct {
	page  string
	ready string // a function that prepares the page; a promise
	ask   string // a function of {q, facet}: a promise of what it took
}

// A took is what an answer took.
type took struct {
	First float64 // when the first hit was there, milliseconds of the clock
	All   float64 // when all first ones were
	Hit   float64 // milliseconds from the keystroke until the first hit stood on the page
	Took  float64 // and until all of the first ones did, with the counts of the facets
	Hits  int
}

var ours = side{
	page:  "/cases/",
	ready: `() => new Promise((done) => document.readyState === "complete" ? done(0) : addEventListener("load", () => done(0)))`,
	ask: `({q, facet}) => new Promise((done) => {
		const box = document.getElementById("q"), region = document.getElementById("res"), start = performance.now();
		const clock = () => performance.timeOrigin + performance.now();
		const hits = () => document.querySelector("#list li"), before = hits(); // an older answer stands until there is another
		let first = 0, hit = 0, busy = false;
		const look = () => {
			busy ||= region.getAttribute("aria-busy") === "true";
			if (!busy) return;
			if (!first && document.getElementById("count").textContent.includes(q) && hits() && hits() !== before) {
				first = clock();
				hit = performance.now() - start;
			}
			if (region.getAttribute("aria-busy") === "true") return;
			watch.disconnect();
			done({First: first || clock(), All: clock(), Hit: hit || performance.now() - start, Took: performance.now() - start, Hits: document.querySelectorAll("#list li").length});
		};
		const watch = new MutationObserver(look);
		watch.observe(region, {attributes: true, attributeFilter: ["aria-busy"], childList: true, subtree: true});
		if (facet) { // both at once, as a link has them
			history.replaceState(null, "", "?" + new URLSearchParams([["q", q], facet]));
			dispatchEvent(new PopStateEvent("popstate"));
			return;
		}
		box.value = q;
		box.dispatchEvent(new Event("input", {bubbles: true}));
	})`,
}

var theirs = side{
	page:  "/bench.html",
	ready: `async () => { window.pf = await import("/pagefind/pagefind.js"); await pf.init(); return 0 }`,
	ask: `async ({q}) => {
		const start = performance.now(), clock = () => performance.timeOrigin + performance.now();
		const found = await pf.search(q), five = found.results.slice(0, 5).map((r) => r.data());
		await five[0];
		const first = clock(), hit = performance.now() - start;
		await Promise.all(five);
		return {First: first, All: clock(), Hit: hit, Took: performance.now() - start, Hits: five.length};
	}`,
}

// A runner drives one of the two.
type runner struct {
	b    *workbench
	host string
	log  *record
	side side
}

func (r *runner) call(t *testing.T, function string, argument any) took {
	t.Helper()
	data, err := json.Marshal(argument)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(r.b.ctx, 2*time.Minute)
	defer cancel()
	raw, err := chromedp.Run(ctx, chromedp.Evaluate[json.RawMessage]("("+function+")("+string(data)+")", chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", r.side.page, err)
	}
	var a took
	if function == r.side.ask {
		if err := json.Unmarshal(raw, &a); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// open opens the page with nothing in the cache.
func (r *runner) open(t *testing.T) {
	t.Helper()
	clearCache := chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, network.ClearBrowserCache, cdp.Empty{})
		return err
	})
	if err := chromedp.Do(r.b.ctx, clearCache, chromedp.Navigate("about:blank")); err != nil {
		t.Fatal(err)
	}
	r.log.reset()
	if err := chromedp.Do(r.b.ctx, chromedp.Navigate(r.host+r.side.page)); err != nil {
		t.Fatal(err)
	}
	r.call(t, r.side.ready, nil)
}

type query struct {
	Q     string     `json:"q"`
	Facet *[2]string `json:"facet,omitempty"`
}

// cold measures requests and bytes from an empty cache.
func (b *workbench) cold(t *testing.T, table *lines, name string, r *runner, w words) {
	t.Helper()
	for _, q := range []struct {
		what  string
		query query
	}{{"common word", query{w.common, nil}}, {"rare word", query{w.rare, nil}}, {"two words", query{w.two, nil}}, {"word + facet", query{w.common, &w.facet}}} {
		if q.query.Facet != nil && r.side.page == theirs.page {
			continue // it has no facets here
		}
		r.open(t)
		a := r.call(t, r.side.ask, q.query)
		moment := func(ms float64) time.Time { return time.UnixMicro(int64(ms * 1000)) }
		requests, bytes := r.log.until(moment(a.First))
		allRequests, allBytes := r.log.until(moment(a.All))
		table.row("%s\t%s\t%d requests\t%.1f kB\t%d requests\t%.1f kB\t%d hits", name, q.what, requests, float64(bytes)/1000, allRequests, float64(allBytes)/1000, a.Hits)
		if a.Hits == 0 {
			t.Errorf("%s finds nothing for %q", name, q.query.Q)
		}
	}
}

// typing measures the time from a keystroke to the hits.
func (b *workbench) typing(t *testing.T, table *lines, name string, r *runner, w words) {
	t.Helper()
	r.open(t)
	for _, pass := range []string{"first", "again"} {
		var hit, all []float64
		for _, word := range w.typed {
			for i := 2; i <= len(word); i++ {
				a := r.call(t, r.side.ask, query{word[:i], nil})
				hit, all = append(hit, a.Hit), append(all, a.Took)
			}
		}
		table.times(name, "keystroke to the first hit, "+pass, hit)
		table.times(name, "to all of the first, "+pass, all)
	}
}

func (l *lines) times(name, what string, times []float64) {
	slices.Sort(times)
	l.row("%s\t%s\tmedian %.1f ms\t95%% %.1f ms\tworst %.1f ms\t%d keystrokes\t", name, what,
		times[len(times)/2], times[len(times)*95/100], times[len(times)-1], len(times))
}

// lines are a table.
type lines struct {
	b strings.Builder
	w *tabwriter.Writer
}

func newTable() *lines {
	l := &lines{}
	l.w = tabwriter.NewWriter(&l.b, 0, 0, 2, ' ', 0)
	l.row("\t\tuntil the first hit\t\tuntil all first ones\t\t")
	return l
}

func (l *lines) row(format string, args ...any) { fmt.Fprintf(l.w, format+"\n", args...) }

func (l *lines) String() string {
	if err := l.w.Flush(); err != nil && err != io.EOF {
		return err.Error()
	}
	return l.b.String()
}
