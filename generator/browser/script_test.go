//go:build browser

package browser

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Which pages have scripts, and that each can be read without them.

// scriptsOf are the scripts that a page may have, by the pattern of its file,
// in the order in which they stand there; no other page has any.
var scriptsOf = map[string][]string{
	"cases/index.html":           {"search-index", "search-page"},
	"cases/*/index.html":         {"copy"},
	"contribute/form/index.html": {"form-model", "form-page"},
}

// dataBlocks are the types of scripts that hold data and do not run, with the
// ids of those that scripts of ours read.
var dataBlocks = map[string][]string{"application/ld+json": {""}, "application/json": {"search-strings", "search-manifest", "form-data"}}

// hashedScript finds the name of a script in its address.
var hashedScript = regexp.MustCompile(`^(?:\.\./)+static/js/([a-z-]+)\.[0-9a-f]{8}\.js$`)

// allowedScripts returns the names of the scripts that a page may have.
func allowedScripts(file string) []string {
	if list := scriptsOf[file]; list != nil {
		return list
	}
	for pattern, list := range scriptsOf {
		if ok, err := path.Match(pattern, file); ok && err == nil {
			return list
		}
	}
	return nil
}

// scriptProblems judges the scripts of a page: files of the site itself, run
// after the page is read, without what a page opened from a disk cannot have.
func scriptProblems(d *document) []string {
	var problems, names []string
	for n := range d.root.Descendants() {
		if n.DataAtom != atom.Script {
			continue
		}
		if !has(n, "src") {
			ids, data := dataBlocks[attribute(n, "type")]
			if !data {
				problems = append(problems, "an inline script")
			} else if !slices.Contains(ids, attribute(n, "id")) {
				problems = append(problems, "a script with data of nobody: "+attribute(n, "id"))
			}
			continue
		}
		name := hashedScript.FindStringSubmatch(attribute(n, "src"))
		if name == nil || !has(n, "defer") || has(n, "integrity") || has(n, "type") || has(n, "crossorigin") {
			problems = append(problems, "a script that is not a plain file of the site: "+attribute(n, "src"))
			continue
		}
		names = append(names, name[1])
	}
	if allowed := allowedScripts(d.path); len(names) > 0 && !slices.Equal(names, allowed) {
		problems = append(problems, "the scripts are "+strings.Join(names, ", ")+", and allowed are "+strings.Join(allowed, ", "))
	}
	return problems
}

func TestScriptsAreJudged(t *testing.T) {
	const index, page = `<script src="../static/js/search-index.00000000.js" defer></script>`, `<script src="../static/js/search-page.00000000.js" defer></script>`
	for _, tt := range []struct{ path, source, want string }{
		{"cases/index.html", index + page, ""},
		{"cases/index.html", page + index, "the scripts are search-page, search-index"},
		{"about/index.html", index + page, "the scripts are search-index, search-page, and allowed are "},
		{"cases/index.html", strings.Replace(index, " defer", "", 1), "not a plain file"},
		{"cases/index.html", strings.Replace(index, " defer", " defer integrity=x", 1), "not a plain file"},
		{"cases/index.html", `<script defer src="https://example.org/x.js"></script>`, "not a plain file"},
		{"cases/index.html", `<script>x</script>`, "an inline script"},
		{"cases/index.html", `<script type="module">x</script>`, "an inline script"},
		{"cases/index.html", `<script type="application/json" id="search-strings">{}</script>`, ""},
		{"cases/index.html", `<script type="application/json" id="other">{}</script>`, "data of nobody"},
	} {
		root, err := html.Parse(strings.NewReader(tt.source))
		if err != nil {
			t.Fatal(err)
		}
		got := strings.Join(scriptProblems(&document{path: tt.path, root: root}), "\n")
		if tt.want == "" && got != "" || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s: %q, want %q", tt.path, tt.source, got, tt.want)
		}
	}
}

// instead is what stands in the place of the form where it does not work.
var instead = map[string]bool{"This form works in the browser alone and needs JavaScript, which is off here. There are other ways:": true, "Write the file by hand": true}

// TestWithoutScripts looks at the pages with scripts switched off: all the text
// is there. A page without scripts has the same text; one with scripts may say
// more with them, and says without them what does not work.
func TestWithoutScripts(t *testing.T) {
	const text = `() => document.querySelector("main").innerText`
	eachKind(t, func(t *testing.T, b *tab, k kind) {
		b.open(t, k.address)
		b.settle(t)
		with := call[string](t, b, text, nil)
		scripted := call[int](t, b, `() => document.querySelectorAll("script[src]").length`, nil) > 0
		b.must(t, scripts(false))
		b.open(t, k.address)
		without := call[string](t, b, text, nil)
		if len(strings.TrimSpace(without)) < 40 {
			t.Errorf("no text: %q", without)
		}
		if !scripted && with != without {
			t.Errorf("with scripts %d bytes of text, without %d", len(with), len(without))
		}
		if scripted && !strings.Contains(k.address, "?") { // an answer takes the place of the list
			lines := strings.Split(with, "\n") // a script fills in the date of access, and searches
			for line := range strings.SplitSeq(without, "\n") {
				filled := strings.Contains(line, "date of access") || strings.HasPrefix(line, "Searching needs scripts") || k.name == "form" && instead[line]
				if !filled && !slices.Contains(lines, line) {
					t.Errorf("only without scripts: %q", line)
				}
			}
		}
	})
}
