package export

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func sampleFeed(change func(*Feed)) Feed {
	f := Feed{
		Name: "feed:cases", Title: "Learned From", Subtitle: "Cases & gaps", Lang: "en", Rights: "CC BY 4.0", Author: "Learned From",
		Updated: "2026-11-22", BaseURL: "https://example.org/lf/", Path: "feed.xml", HomePath: "cases/",
		Entries: []Entry{
			{Name: "case:lf-0005", Title: "Mesh <b>\"&\"</b>", Summary: "One.\nTwo\x00\x1b ’ \U0001F600", Path: "cases/mesh/?a=1&b='2'", Updated: "2026-11-20", Published: "2026-11-01",
				Authors: []string{"Löfgren J", "Doe J", ""}, Categories: []Category{{"device", "Device"}, {"general-surgery", ""}}},
			{Name: "case:lf-0002", Title: "Kangaroo care", Summary: "Skin to skin.", Path: "cases/kangaroo/", Updated: "not a date", Published: "2026-11-21"},
			{Name: "case:stub", Title: "Stub without dates", Path: "cases/stub/"},
		},
	}
	change(&f)
	return f
}

func TestGolden(t *testing.T) {
	urls := []URL{{"https://example.org/lf/", "2026-11-22"}, {"https://example.org/lf/cases/?a=1&b='<>\"", "nonsense"}, {"https://example.org/lf/cases/é/", ""}}
	headers := HeaderSet{CSP: "default-src 'none'; img-src 'self';", Immutable: []string{"/static/*", "/search/*"},
		Types: []TypeRule{{"/feed.xml", "application/atom+xml; charset=utf-8"}, {"/cases/*.ris", "application/x-research-info-systems; charset=utf-8"}}}
	tests := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"feed.xml", func(w io.Writer) error { return Atom(w, sampleFeed(func(*Feed) {})) }},
		{"feed-no-address.xml", func(w io.Writer) error { return Atom(w, sampleFeed(func(f *Feed) { f.BaseURL = "" })) }},
		{"feed-empty.xml", func(w io.Writer) error {
			return Atom(w, sampleFeed(func(f *Feed) { f.Entries, f.Subtitle, f.Rights, f.Lang = nil, "", "", "" }))
		}},
		{"sitemap.xml", func(w io.Writer) error { return Sitemap(w, urls) }},
		{"sitemap-index.xml", func(w io.Writer) error { return SitemapIndex(w, urls[:1]) }},
		{"calendar.ics", func(w io.Writer) error {
			return ICalendar(w, Calendar{Title: "What waits", Stamp: "2026-11-22", Events: []Event{
				{Name: "review:lf-0005", Day: "2027-12-31", Summary: "Review due: a net; a mesh, and \\ " + strings.Repeat("é", 60), Note: "One.\nTwo\x00", URL: "https://example.org/lf/cases/mesh/"},
				{Name: "review:lf-0002", Day: "2028-02-29", Summary: "Review due: skin to skin"},
			}})
		}},
		{"robots.txt", func(w io.Writer) error { return Robots(w, "https://example.org/lf/sitemap.xml") }},
		{"robots-no-sitemap.txt", func(w io.Writer) error { return Robots(w, "") }},
		{"headers.txt", func(w io.Writer) error { return Headers(w, headers) }},
		{"headers-least.txt", func(w io.Writer) error { return Headers(w, HeaderSet{}) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := test.write(&b); err != nil {
				t.Fatal(err)
			}
			golden(t, test.name, b.Bytes())
			if strings.HasSuffix(test.name, ".xml") {
				wellFormed(t, b.Bytes())
			}
			if err := test.write(failing{}); !errors.Is(err, errFull) {
				t.Errorf("error of the writer is lost: %v", err)
			}
		})
	}
}

var errFull = errors.New("disk full")

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errFull }

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

func wellFormed(t *testing.T, text []byte) {
	t.Helper()
	dec := xml.NewDecoder(bytes.NewReader(text))
	for {
		if _, err := dec.Token(); err == io.EOF {
			return
		} else if err != nil {
			t.Fatalf("not well formed: %v\n%s", err, text)
		}
	}
}

type readPerson struct {
	Name string `xml:"name"`
}

type readLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type readEntry struct {
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Updated   string       `xml:"updated"`
	Published string       `xml:"published"`
	Summary   string       `xml:"summary"`
	Content   *string      `xml:"content"`
	Authors   []readPerson `xml:"author"`
	Links     []readLink   `xml:"link"`
}

type readFeed struct {
	XMLName xml.Name     `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string       `xml:"id"`
	Title   string       `xml:"title"`
	Updated string       `xml:"updated"`
	Authors []readPerson `xml:"author"`
	Links   []readLink   `xml:"link"`
	Entries []readEntry  `xml:"entry"`
}

// checkFeed holds a feed to the rules of RFC 4287 that a schema would check
// (4.1.1 and 4.1.2).
func checkFeed(t *testing.T, text []byte) readFeed {
	t.Helper()
	var f readFeed
	if err := xml.Unmarshal(text, &f); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	instants := []string{f.Updated}
	ids := []string{f.ID}
	if len(f.Authors) != 1 || f.Title == "" {
		t.Errorf("feed has %d authors and the title %q", len(f.Authors), f.Title)
	}
	for _, e := range f.Entries {
		ids = append(ids, e.ID)
		instants = append(instants, e.Updated)
		if e.Published != "" {
			instants = append(instants, e.Published)
		}
		alternate := slices.ContainsFunc(e.Links, func(l readLink) bool { return l.Rel == "alternate" })
		if !alternate && e.Content == nil {
			t.Errorf("entry %s has neither link nor content", e.ID)
		}
		if e.Title == "" {
			t.Errorf("entry %s has no title", e.ID)
		}
	}
	for _, s := range instants {
		if _, err := time.Parse(time.RFC3339, s); err != nil {
			t.Error(err)
		}
	}
	for i, id := range ids {
		if !strings.HasPrefix(id, "urn:uuid:") || slices.Index(ids, id) != i {
			t.Errorf("id %q is not a URN or not unique", id)
		}
	}
	return f
}

func TestAtomStructure(t *testing.T) {
	for name, change := range map[string]func(*Feed){
		"with address":    func(*Feed) {},
		"without address": func(f *Feed) { f.BaseURL = "" },
		"no entry has a date": func(f *Feed) {
			for i := range f.Entries {
				f.Entries[i].Updated, f.Entries[i].Published = "", ""
			}
		},
		"titles of nothing but control characters": func(f *Feed) { f.Entries[0].Title, f.Entries[0].Summary = "\x00\x01", "\x02" },
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			feed := sampleFeed(change)
			if err := Atom(&b, feed); err != nil {
				t.Fatal(err)
			}
			got := checkFeed(t, b.Bytes())
			want := 2
			if feed.BaseURL == "" {
				want = 0
			}
			if len(got.Links) != want || len(got.Entries) != len(feed.Entries) {
				t.Errorf("%d links, %d entries", len(got.Links), len(got.Entries))
			}
		})
	}
}

// The id of a record does not depend on where the site stands, and the feed's
// date is that of its newest entry, not that of the build.
func TestAtomIsStable(t *testing.T) {
	read := func(change func(*Feed)) readFeed {
		var b bytes.Buffer
		if err := Atom(&b, sampleFeed(change)); err != nil {
			t.Fatal(err)
		}
		return checkFeed(t, b.Bytes())
	}
	a := read(func(*Feed) {})
	b := read(func(f *Feed) { f.BaseURL, f.Updated = "http://other.example/", "2027-01-01" })
	if a.ID != b.ID || a.Entries[0].ID != b.Entries[0].ID || a.Updated != b.Updated || a.Updated != "2026-11-21T00:00:00Z" {
		t.Errorf("%s %s %s, moved: %s %s %s", a.ID, a.Entries[0].ID, a.Updated, b.ID, b.Entries[0].ID, b.Updated)
	}
}

// Values of Python's uuid.uuid5, an independent implementation.
func TestURN(t *testing.T) {
	if got, want := URN("case:lf-0005"), "urn:uuid:b6b8aa9e-f39f-5dc3-8767-344335cd3c19"; got != want {
		t.Errorf("URN = %s, want %s", got, want)
	}
	url := [16]byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}
	if got := uuid5(url, "urn:casebook"); got != namespace {
		t.Errorf("namespace is %x, want %x", namespace, got)
	}
}

func TestRefused(t *testing.T) {
	many := make([]URL, maxURLs+1)
	for i := range many {
		many[i].Loc = "https://example.org/"
	}
	feed := func(change func(*Feed)) func(io.Writer) error {
		return func(w io.Writer) error { return Atom(w, sampleFeed(change)) }
	}
	headers := func(h HeaderSet) func(io.Writer) error {
		return func(w io.Writer) error { return Headers(w, h) }
	}
	tests := []struct {
		name  string
		write func(io.Writer) error
	}{
		{"two entries of one name", feed(func(f *Feed) { f.Entries[1].Name = f.Entries[0].Name })},
		{"entry without name", feed(func(f *Feed) { f.Entries[1].Name = "" })},
		{"feed without title", feed(func(f *Feed) { f.Title = "\x00" })},
		{"feed without author", feed(func(f *Feed) { f.Author = "" })},
		{"feed without any date", feed(func(f *Feed) { f.Entries, f.Updated = nil, "yesterday" })},
		{"base address without slash", feed(func(f *Feed) { f.BaseURL = "https://example.org" })},
		{"base address is a path", feed(func(f *Feed) { f.BaseURL = "/lf/" })},
		{"sitemap too long", func(w io.Writer) error { return Sitemap(w, many) }},
		{"sitemap with a relative address", func(w io.Writer) error { return Sitemap(w, []URL{{Loc: "/cases/"}}) }},
		{"sitemap with a long address", func(w io.Writer) error {
			return Sitemap(w, []URL{{Loc: "https://example.org/" + strings.Repeat("é", 400)}})
		}},
		{"robots with a line end", func(w io.Writer) error { return Robots(w, "https://example.org/\nDisallow: /") }},
		{"header with a line end", headers(HeaderSet{CSP: "default-src 'none'\n  X-Evil: yes"})},
		{"header too long", headers(HeaderSet{CSP: strings.Repeat("x ", 1000)})},
		{"header without value", headers(HeaderSet{Types: []TypeRule{{"/a", " "}}})},
		{"pattern without slash", headers(HeaderSet{Immutable: []string{"static/*"}})},
		{"pattern with two asterisks", headers(HeaderSet{Immutable: []string{"/*/x/*"}})},
		{"pattern with a space", headers(HeaderSet{Immutable: []string{"/a b"}})},
		{"pattern twice", headers(HeaderSet{Immutable: []string{"/a/*", "/a/*"}})},
		{"too many rules", headers(HeaderSet{Types: make([]TypeRule, maxRules)})},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var b bytes.Buffer
			if err := test.write(&b); err == nil || b.Len() > 0 {
				t.Errorf("error %v, %d bytes written", err, b.Len())
			}
		})
	}
}

func TestFrameAncestors(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", "frame-ancestors 'none'"},
		{"default-src 'none'", "default-src 'none'; frame-ancestors 'none'"},
		{" default-src 'none' ; ", "default-src 'none'; frame-ancestors 'none'"},
		{"Frame-Ancestors 'self'; img-src *", "Frame-Ancestors 'self'; img-src *"},
		{"img-src https://frame-ancestors.example", "img-src https://frame-ancestors.example; frame-ancestors 'none'"},
	}
	for _, test := range tests {
		if got := withFrameAncestors(test.in); got != test.want {
			t.Errorf("withFrameAncestors(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestSitemapParts(t *testing.T) {
	list := func(n, length int) []URL {
		urls := make([]URL, n)
		for i := range urls {
			loc := fmt.Sprintf("https://example.org/%06d/", i)
			urls[i] = URL{loc + strings.Repeat("x", max(0, length-len(loc))), "2026-11-22"}
		}
		return urls
	}
	tests := []struct {
		name string
		urls []URL
		want []int
	}{
		{"none", nil, []int{0}},
		{"few", list(3, 0), []int{3}},
		{"just full", list(maxURLs, 0), []int{maxURLs}},
		{"one more", list(maxURLs+1, 0), []int{maxURLs, 1}},
		{"limited by size", list(30_000, 2000), []int{25_013, 4_987}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []int
			next := 0
			for _, part := range SitemapParts(test.urls) {
				got = append(got, len(part))
				var size counter
				if err := Sitemap(&size, part); err != nil || size > maxBytes {
					t.Errorf("%d bytes, error %v", size, err)
				}
				for _, u := range part {
					if u != test.urls[next] {
						t.Fatalf("entry %d is out of order", next)
					}
					next++
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if got := Newest([]URL{{"", "2026-01-02"}, {"", "9999"}, {"", "2026-01-10"}, {"", ""}}); got != "2026-01-10" {
		t.Errorf("Newest = %q", got)
	}
}

type counter int

func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// Whatever a record holds, the feed is valid, and reading it gives the texts
// back without the characters that XML cannot hold.
func FuzzAtom(f *testing.F) {
	f.Add("Mesh <b>\"&\"</b>", "]]> <!-- &amp; &#0;", "cases/x/\"?&'", "2026-11-20", "Löfgren J")
	f.Add("\x00\x1b\ufffe\xff", "\r\n\t", "é", "", "\u2028")
	f.Fuzz(func(t *testing.T, title, summary, path, date, author string) {
		for _, base := range []string{"", "https://example.org/"} {
			var b bytes.Buffer
			feed := Feed{Name: "feed:x", Title: "t", Author: "a", Updated: "2026-11-22", BaseURL: base, Path: "feed.xml", Lang: author,
				Entries: []Entry{{Name: "case:" + title, Title: title, Summary: summary, Path: path, Updated: date, Published: date,
					Authors: []string{author}, Categories: []Category{{title, summary}}}}}
			if err := Atom(&b, feed); err != nil {
				t.Fatal(err)
			}
			e := checkFeed(t, b.Bytes()).Entries[0]
			if want := kept(title); want != "" && e.Title != want {
				t.Errorf("title %q reads as %q", title, e.Title)
			}
			if want := kept(summary); e.Summary != want {
				t.Errorf("summary %q reads as %q", summary, e.Summary)
			}
			if base != "" && e.Links[0].Href != base+kept(path) {
				t.Errorf("path %q reads as %q", path, e.Links[0].Href)
			}
		}
	})
}

// kept is what XML 1.0 can hold of s, found with the standard library's
// escaper, which replaces the rest by U+FFFD.
func kept(s string) string {
	var b strings.Builder
	for _, r := range s {
		var one bytes.Buffer
		if err := xml.EscapeText(&one, []byte(string(r))); err != nil {
			panic(err)
		}
		if one.String() != "\ufffd" || r == utf8.RuneError {
			b.WriteRune(r)
		}
	}
	return b.String()
}
