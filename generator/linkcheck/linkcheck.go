// Package linkcheck asks other sites whether what the content links to is
// still there.
//
// Addresses go in; for each one a Result comes out. It is polite: one request
// at a time to a host, with a pause between two, HEAD before GET, what a server
// says of waiting is heard, and what was found lately is not asked again. A DOI
// is asked of the resolver alone: where it leads is the publisher's matter. It
// is never part of a build or of the check of a contribution: another site's
// bad day says nothing about a record.
//
// Addresses come from strangers, and the checks run where other services may
// listen: nothing but public addresses on the ports of the web is connected to.
package linkcheck

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// A State says what became of an address.
type State string

// The states. Unconfirmed says nothing about the page: the server refuses
// programs, is out of order or does not answer.
const (
	OK          State = "ok"
	Moved       State = "moved" // for good, by what the server says (RFC 9110, sections 15.4.2 and 15.4.9)
	Gone        State = "gone"  // 404 or 410
	Unconfirmed State = "unconfirmed"
)

// A Result is what is known of an address.
type Result struct {
	URL      string    `json:"url"`
	State    State     `json:"state"`
	Status   int       `json:"status,omitempty"`   // the last answer's; 0 for none
	Location string    `json:"location,omitempty"` // where it moved
	Reason   string    `json:"reason,omitempty"`   // of Gone and Unconfirmed, in words
	Checked  time.Time `json:"checked"`
	Cached   bool      `json:"-"` // known from before
}

// A Checker holds the choices. Its zero value is not ready: use New.
type Checker struct {
	Client   *http.Client
	Agent    string        // User-Agent
	PerHost  time.Duration // pause between two requests to a host
	Hosts    int           // how many hosts are asked at a time
	Tries    int           // of one address, while it is unconfirmed for a passing reason
	MaxAge   time.Duration // how long OK and Moved stand
	MaxWait  time.Duration // the longest pause that a server may ask for
	Now      func() time.Time
	Sleep    func(context.Context, time.Duration) error
	Progress func(done, total int) // called from one goroutine at a time; may be nil
}

// New returns a checker with careful choices: a request every two seconds to a
// host, eight hosts at a time, three tries, results kept for a week.
func New() *Checker {
	return &Checker{
		Client: client(publicOnly), Agent: "casebook-linkcheck/1 (checks the references of an evidence base)",
		PerHost: 2 * time.Second, Hosts: 8, Tries: 3, MaxAge: 7 * 24 * time.Hour, MaxWait: time.Minute,
		Now: time.Now, Sleep: sleep,
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// Check asks about addresses, each once, and returns the results in the order
// of the addresses. Known holds results of an earlier run, by address. When ctx
// ends, it returns what it has, with the error of ctx.
func (c *Checker) Check(ctx context.Context, addresses []string, known map[string]Result) ([]Result, error) {
	results := make([]Result, len(addresses))
	byHost := map[string][]int{}
	var hosts []string
	done := 0
	for i, address := range addresses {
		if r, ok := known[address]; ok && c.fresh(r) {
			r.Cached = true
			results[i] = r
			done++
			continue
		}
		host := hostOf(address)
		if byHost[host] == nil {
			hosts = append(hosts, host)
		}
		byHost[host] = append(byHost[host], i)
	}
	// The longest queues start first, so that they do not start last.
	slices.SortStableFunc(hosts, func(a, b string) int { return len(byHost[b]) - len(byHost[a]) })
	var lock sync.Mutex
	next := make(chan string)
	var workers sync.WaitGroup
	for range max(1, c.Hosts) {
		workers.Go(func() {
			for host := range next {
				for k, i := range byHost[host] {
					if k > 0 && c.Sleep(ctx, c.PerHost) != nil {
						break
					}
					results[i] = c.one(ctx, addresses[i])
					lock.Lock()
					done++
					if c.Progress != nil {
						c.Progress(done, len(addresses))
					}
					lock.Unlock()
				}
			}
		})
	}
	for _, host := range hosts {
		next <- host
	}
	close(next)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return slices.DeleteFunc(results, func(r Result) bool { return r.URL == "" || r.Checked.IsZero() }), err
	}
	return results, nil
}

// fresh reports whether a result still stands. Bad news is asked about again.
func (c *Checker) fresh(r Result) bool {
	age := c.Now().Sub(r.Checked)
	return (r.State == OK || r.State == Moved) && age >= 0 && age < c.MaxAge
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Host)
}

// one asks about an address until the answer is clear or the tries are used.
func (c *Checker) one(ctx context.Context, address string) Result {
	var r Result
	for try := range max(1, c.Tries) {
		var wait time.Duration
		r, wait = c.ask(ctx, address)
		if r.State != Unconfirmed || wait < 0 || try == c.Tries-1 {
			break
		}
		// Twice the pause after each failure, and not in step with others.
		pause := max(wait, c.PerHost<<try) + rand.N(c.PerHost/4+1)
		if c.Sleep(ctx, min(pause, c.MaxWait)) != nil {
			break
		}
	}
	if ctx.Err() != nil {
		return Result{}
	}
	r.URL, r.Checked = address, c.Now()
	return r
}

// ask makes one HEAD request and, where the answer may be one to HEAD alone, a
// GET. A negative wait says that asking again is of no use.
func (c *Checker) ask(ctx context.Context, address string) (Result, time.Duration) {
	r, wait := c.request(ctx, http.MethodHead, address)
	if r.State == OK || r.State == Moved || r.Status == http.StatusTooManyRequests || r.Status == 0 {
		return r, wait
	}
	if c.Sleep(ctx, c.PerHost) != nil {
		return r, wait
	}
	return c.request(ctx, http.MethodGet, address)
}

// maxRead is how much of a page is read: the answer is in its first line.
const maxRead = 4 << 10

func (c *Checker) request(ctx context.Context, method, address string) (Result, time.Duration) {
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		return Result{State: Gone, Reason: "the address cannot be read"}, -1
	}
	req.Header.Set("User-Agent", c.Agent)
	req.Header.Set("Accept", "text/html,application/pdf;q=0.9,*/*;q=0.5")
	trail := &trail{}
	client := *c.Client
	client.CheckRedirect = c.follow(trail, isResolver(req.URL))
	resp, err := client.Do(req)
	if err != nil {
		return refused(err)
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, maxRead) // lets the connection be used again; the text is not needed
	return answered(resp, trail)
}

// A trail is the way that redirections lead.
type trail struct {
	permanent string // where the first steps lead that are for good
	broken    bool   // a step that is not for good was made
}

// maxRedirects is the number of steps after which a way leads nowhere, as
// browsers have it.
const maxRedirects = 20

// follow returns what is done at each redirection. A step within one host waits
// like any other request to it.
func (c *Checker) follow(t *trail, resolver bool) func(*http.Request, []*http.Request) error {
	return func(req *http.Request, via []*http.Request) error {
		if resolver {
			return http.ErrUseLastResponse
		}
		if len(via) >= maxRedirects {
			return errors.New("more than 20 redirections")
		}
		code := req.Response.StatusCode
		if t.broken = t.broken || code != http.StatusMovedPermanently && code != http.StatusPermanentRedirect; !t.broken {
			t.permanent = req.URL.String()
		}
		if strings.EqualFold(req.URL.Host, via[len(via)-1].URL.Host) {
			return c.Sleep(req.Context(), c.PerHost)
		}
		return nil
	}
}

// isResolver reports whether an address is a DOI as a link (DOI Handbook,
// section 3.8): the resolver answers with a redirection for one that exists.
func isResolver(u *url.URL) bool {
	host := strings.ToLower(u.Hostname())
	return host == "doi.org" || host == "dx.doi.org"
}

// answered judges an answer.
func answered(resp *http.Response, t *trail) (Result, time.Duration) {
	r := Result{Status: resp.StatusCode}
	switch code := resp.StatusCode; {
	case code >= 200 && code < 400:
		r.State = OK
		if t.permanent != "" && resp.Request.URL.Fragment == "" {
			r.State, r.Location = Moved, t.permanent
		}
		return r, 0
	case code == http.StatusNotFound || code == http.StatusGone:
		r.State, r.Reason = Gone, "the server says that it is not there ("+strconv.Itoa(code)+")"
		return r, -1
	case code == http.StatusTooManyRequests || code >= 500:
		r.State, r.Reason = Unconfirmed, "the server answers "+strconv.Itoa(code)
		return r, retryAfter(resp.Header.Get("Retry-After"))
	default:
		r.State, r.Reason = Unconfirmed, "the server refuses programs ("+strconv.Itoa(code)+")"
		return r, -1
	}
}

// retryAfter reads the header in its form of seconds (RFC 9110, 10.2.3); a
// date is answered with the ordinary pause.
func retryAfter(header string) time.Duration {
	seconds, err := strconv.Atoi(strings.TrimSpace(header))
	if err != nil || seconds < 0 || seconds > 3600 {
		return 0
	}
	return time.Duration(seconds) * time.Second
}
