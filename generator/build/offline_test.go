package build

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"casebook/generator/bench"
	"casebook/generator/model"
)

// buildOffline builds the offline edition of a site and returns its folder and
// its files.
func buildOffline(t *testing.T, fsys fs.FS, opt Options) (string, map[string]string) {
	t.Helper()
	opt.Edition = model.Offline
	out := filepath.Join(t.TempDir(), "stick")
	if report, err := Site(context.Background(), fsys, out, opt); err != nil {
		t.Fatalf("build: %v\n%s", err, texts(report.Findings))
	}
	return out, tree(t, out)
}

// TestOfflineLinks follows every address in the offline edition of the real
// content, and of made-up content whose lists have several pages. Each has to
// be a file of the folder, or another site's: nothing answers for a folder.
func TestOfflineLinks(t *testing.T) {
	for _, tt := range []struct {
		name, base string
		fsys       fs.FS
	}{
		{"real", "", root},
		{"real, with an address", "https://example.org/learned-from/", root},
		{"300 cases", "", bench.FS(root, 300, 1)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, files := buildOffline(t, tt.fsys, Options{BaseURL: tt.base})
			c := crawl(files)
			if len(c.dead) > 0 {
				t.Errorf("%d of %d links are dead, the first: %s", len(c.dead), c.links, strings.Join(c.dead[:min(20, len(c.dead))], "\n"))
			}
			if c.pages < 400 || c.links < 10_000 {
				t.Errorf("only %d pages with %d links were found", c.pages, c.links)
			}
			t.Logf("%d files with %d links", c.pages, c.links)
		})
	}
}

// A crawler follows the links of a folder of files.
type crawler struct {
	files        map[string]string
	ids          map[string]map[string]bool // of each HTML or SVG file
	pages, links int
	dead         []string
}

func crawl(files map[string]string) *crawler {
	c := &crawler{files: files, ids: map[string]map[string]bool{}}
	docs := map[string]*html.Node{}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		switch path.Ext(name) {
		case ".html", ".svg":
			doc, err := html.Parse(strings.NewReader(files[name]))
			if err != nil {
				c.dead = append(c.dead, name+": "+err.Error())
				continue
			}
			docs[name], c.ids[name] = doc, ids(doc)
		case ".css":
			for _, m := range cssURL.FindAllStringSubmatch(files[name], -1) {
				c.follow(name, strings.Trim(m[1], `"'`))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(docs)) {
		c.pages++
		for n := range docs[name].Descendants() {
			for _, a := range n.Attr {
				for _, to := range addresses(n, a) {
					c.follow(name, to)
				}
			}
		}
	}
	return c
}

var cssURL = regexp.MustCompile(`url\(([^)]*)\)|@import\s+["'][^"']*["']`)

func ids(doc *html.Node) map[string]bool {
	set := map[string]bool{}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key == "id" {
				set[a.Val] = true
			}
		}
	}
	return set
}

// addresses returns the addresses that an attribute holds, by the HTML Living
// Standard's index of attributes, and xlink:href of SVG 1.1.
func addresses(n *html.Node, a html.Attribute) []string {
	switch a.Key {
	case "href", "src", "action", "formaction", "poster", "cite", "manifest", "background":
		return []string{a.Val}
	case "data":
		if n.Data == "object" {
			return []string{a.Val}
		}
	case "ping":
		return strings.Fields(a.Val)
	case "srcset", "imagesrcset":
		var list []string
		for candidate := range strings.SplitSeq(a.Val, ",") {
			list = append(list, strings.Fields(candidate + " ")[0])
		}
		return list
	case "content":
		if _, to, ok := strings.Cut(a.Val, "url="); ok && n.Data == "meta" {
			return []string{to}
		}
	}
	return nil
}

// follow notes a link that leads nowhere.
func (c *crawler) follow(from, to string) {
	c.links++
	if why := c.why(from, to); why != "" {
		c.dead = append(c.dead, fmt.Sprintf("%s: %q %s", from, to, why))
	}
}

func (c *crawler) why(from, to string) string {
	u, err := url.Parse(to)
	switch {
	case err != nil || to == "":
		return "is no address"
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" || u.Scheme == "mailto":
		return ""
	case u.Scheme != "" || u.Host != "":
		return "is an address that no browser follows from a page"
	case strings.HasPrefix(u.Path, "/"):
		return "begins at the top of the disk"
	}
	name := from
	if u.Path != "" {
		name = path.Join(path.Dir(from), u.Path)
	}
	if strings.HasSuffix(u.Path, "/") || name == "." || strings.HasPrefix(name, "..") {
		return "leads to a folder"
	}
	if _, ok := c.files[name]; !ok {
		return "leads to no file"
	}
	if c.ids[name] != nil && u.Fragment != "" && !c.ids[name][u.Fragment] {
		return "leads to no element"
	}
	return ""
}

// TestDeadOfflineLinksAreSeen: what the crawler is to find, it finds.
func TestDeadOfflineLinksAreSeen(t *testing.T) {
	c := crawl(map[string]string{
		"index.html": `<p id="top"><a href="cases/">1</a><a href="./cases/index.html?q=a/#b">2</a><a href="cases/index.html#a">3</a><a href="#top">4</a>
<form action="cases/?q="></form><svg><a href="cases"><path/></a><use xlink:href="#gone"/></svg><img src="/static/a.png" srcset="static/a.png 1x, static/b.png 2x">
<a href="">5</a><a href="javascript:x">6</a><a href="https://example.org/">7</a><a href="mailto:a@example.org">8</a><a href="..">9</a><a href="?q=1">10</a>`,
		"cases/index.html": `<meta http-equiv="refresh" content="0; url=../"><p id="a"><link rel="stylesheet" href="../static/a.css">`,
		"static/a.css":     `a{background:url(a.png)}b{background:url("gone.png")}`,
		"static/a.png":     "",
		"static/a.svg":     `<svg xmlns="http://www.w3.org/2000/svg"><a href="../cases/"/></svg>`,
	})
	want := []string{
		`static/a.css: "gone.png" leads to no file`,
		`cases/index.html: "../" leads to a folder`,
		`index.html: "cases/" leads to a folder`,
		`index.html: "./cases/index.html?q=a/#b" leads to no element`,
		`index.html: "cases/?q=" leads to a folder`,
		`index.html: "cases" leads to no file`,
		`index.html: "#gone" leads to no element`,
		`index.html: "/static/a.png" begins at the top of the disk`,
		`index.html: "static/b.png" leads to no file`,
		`index.html: "" is no address`,
		`index.html: "javascript:x" is an address that no browser follows from a page`,
		`index.html: ".." leads to a folder`,
		`static/a.svg: "../cases/" leads to a folder`,
	}
	if !slices.Equal(c.dead, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(c.dead, "\n"), strings.Join(want, "\n"))
	}
}

// TestOfflineFiles: the offline edition has every page of the web's, what
// leads into it and checks it, and nothing for a server.
func TestOfflineFiles(t *testing.T) {
	const base = "https://example.org/"
	out, files := buildOffline(t, root, Options{BaseURL: base})
	web := filepath.Join(t.TempDir(), "web")
	report, err := Site(t.Context(), root, web, Options{BaseURL: base})
	if err != nil {
		t.Fatal(err)
	}
	served := tree(t, web)
	var less, more []string
	// Other parts of the index, under other names; pictures are for networks.
	isIndex := func(name string) bool {
		return strings.HasPrefix(name, "search/") && strings.HasSuffix(name, ".js") || strings.Contains(path.Base(name), "preview-") && strings.HasSuffix(name, ".png")
	}
	for name := range served {
		if _, ok := files[name]; !ok && !isIndex(name) {
			less = append(less, name)
		}
	}
	for name := range files {
		if _, ok := served[name]; !ok && !isIndex(name) {
			more = append(more, name)
		}
	}
	slices.Sort(less)
	slices.Sort(more)
	forServers, forDisks := []string{"404.html", "_headers", "opensearch.xml", "robots.txt", "sitemap.xml"}, []string{"SHA256SUMS", "START-HERE.html"}
	if len(less) < 4 || slices.ContainsFunc(less, func(name string) bool { return !slices.Contains(forServers, name) }) {
		t.Errorf("offline lacks %v, want %v", less, forServers)
	}
	if !slices.Equal(more, forDisks) {
		t.Errorf("offline adds %v, want %v", more, forDisks)
	}
	for _, name := range forServers {
		if _, ok := files[name]; ok {
			t.Errorf("offline has %s", name)
		}
	}
	for name, text := range map[string]string{
		"START-HERE.html":                  `href="./index.html">Open the home page</a>`,
		"index.html":                       `<html lang="en" dir="ltr" data-edition="offline">`,
		"search/index.html":                `content="0; url=../cases/index.html"`,
		"cases/single-dose-hpv/index.html": `<link rel=canonical href="https://example.org/cases/single-dose-hpv/">`,
	} {
		if !strings.Contains(files[name], text) {
			t.Errorf("%s lacks %s", name, text)
		}
	}
	if strings.Contains(served["index.html"], "data-edition") {
		t.Error("a page of the web names an edition")
	}
	checkSums(t, files)
	checkArchive(t, out, report.AsOf, files)
}

// checkSums compares SHA256SUMS with the files.
func checkSums(t *testing.T, files map[string]string) {
	t.Helper()
	var want strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != sumsAddress {
			fmt.Fprintf(&want, "%x  %s\n", sha256.Sum256([]byte(files[name])), name)
		}
	}
	if files[sumsAddress] != want.String() {
		t.Error("SHA256SUMS does not list the files as they are")
	}
}

// checkArchive compares the archive beside a folder with its files.
func checkArchive(t *testing.T, out, asOf string, files map[string]string) {
	t.Helper()
	data, err := os.ReadFile(out + ".zip")
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	packed := map[string]string{}
	for _, f := range r.File {
		if got := f.Modified.UTC().Format("2006-01-02"); got != asOf {
			t.Errorf("%s is of %s, not of the as-of date", f.Name, got)
		}
		rc, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(rc)
		if err != nil {
			t.Fatal(err)
		}
		packed[strings.TrimPrefix(f.Name, "learned-from/")] = string(body)
	}
	if !maps.Equal(packed, files) {
		t.Errorf("the archive has %d files, not the %d of the folder", len(packed), len(files))
	}
}

// TestOfflineSameBytes: two builds of one content have the same bytes, with
// any number of workers; a third of the same folder writes nothing.
func TestOfflineSameBytes(t *testing.T) {
	s := newSite(t, map[string]string{"content/cases/net.md": record()})
	a, first := buildOffline(t, s.files, Options{Workers: 1})
	b, second := buildOffline(t, s.files, Options{Workers: 4})
	if !maps.Equal(first, second) {
		t.Error("two builds differ")
	}
	archives := [2][]byte{}
	for i, out := range []string{a, b} {
		data, err := os.ReadFile(out + ".zip")
		if err != nil {
			t.Fatal(err)
		}
		archives[i] = data
	}
	if !bytes.Equal(archives[0], archives[1]) {
		t.Error("two archives differ")
	}
	report, err := Site(t.Context(), s.files, a, Options{Edition: model.Offline})
	if err != nil || report.Output.Written != 0 || report.Archive == nil || !report.Archive.Unchanged {
		t.Errorf("built again: %d files written, archive %+v, %v", report.Output.Written, report.Archive, err)
	}
}

// TestOfflineBudget: budgets are of what goes over a line, so a page that fits
// on the web may be longer by its links offline.
func TestOfflineBudget(t *testing.T) {
	s := newSite(t, map[string]string{"content/cases/net.md": record()})
	s.replace(t, "site.toml", "record_html_bytes = 40000", "record_html_bytes = 400")
	if _, err := Site(t.Context(), s.files, filepath.Join(t.TempDir(), "web"), Options{}); err == nil {
		t.Error("a page over its budget is published on the web")
	}
	buildOffline(t, s.files, Options{})
}

// TestOfflineForeignArchive: a file in the archive's place stops the build
// before it publishes.
func TestOfflineForeignArchive(t *testing.T) {
	s := newSite(t, map[string]string{"content/cases/net.md": record()})
	out := filepath.Join(t.TempDir(), "stick")
	if err := os.WriteFile(out+".zip", []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := Site(t.Context(), s.files, out, Options{Edition: model.Offline})
	if err == nil || !strings.Contains(err.Error(), "stick.zip is not made by this program") {
		t.Errorf("the error is %v", err)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("the site was published")
	}
}
