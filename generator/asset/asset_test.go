package asset

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func load(t *testing.T, files map[string]string) *Set {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	set, err := Load(fsys, map[string][]byte{"made.css": []byte("a { color : red }")})
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestLoad(t *testing.T) {
	set := load(t, map[string]string{"static/style.css": "a { color : red }\n", "static/notes.txt": "as  it is\n", "static/.hidden": "x"})
	if got := set.Address("style.css"); !regexp.MustCompile(`^static/style\.[0-9a-f]{8}\.css$`).MatchString(got) {
		t.Errorf("address of the style sheet = %q, want a hashed name", got)
	}
	if got := set.Address("notes.txt"); got != "static/notes.txt" {
		t.Errorf("address of another file = %q, want its own name", got)
	}
	if got := set.Address(".hidden"); got != "" {
		t.Errorf("a hidden file is published at %q", got)
	}
	if got := set.Size(set.Address("style.css")); got != len("a{color:red}") {
		t.Errorf("the style sheet has %d bytes, want the small form", got)
	}
	if got := set.Size(set.Address("notes.txt")); got != len("as  it is\n") {
		t.Errorf("a text is changed: %d bytes", got)
	}
	if a, b := set.Address("made.css"), set.Address("style.css"); a == "" || strings.Split(a, ".")[1] != strings.Split(b, ".")[1] {
		t.Errorf("the same bytes have other hashes: %s, %s", a, b)
	}
}

func TestGroups(t *testing.T) {
	set := load(t, map[string]string{"static/js/search-page.js": "a", "static/js/search-index.js": "b", "static/js/form.js": "c", "static/search.css": "a{top:0}"})
	if got := set.Groups(); !slices.Equal(got, []string{"form", "search"}) {
		t.Errorf("groups %q", got)
	}
	got := set.Group("search")
	if len(got) != 2 || !strings.HasPrefix(got[0], "static/js/search-index.") || !strings.HasPrefix(got[1], "static/js/search-page.") {
		t.Errorf("the scripts of the search are %q", got)
	}
}

func TestHashFollowsBytes(t *testing.T) {
	one := load(t, map[string]string{"static/a.js": "let a = 1"}).Address("a.js")
	two := load(t, map[string]string{"static/a.js": "let a = 2"}).Address("a.js")
	if one == two {
		t.Errorf("other bytes have the same name %s", one)
	}
}

func TestBrokenFileIsAnError(t *testing.T) {
	_, err := Load(fstest.MapFS{"static/a.js": {Data: []byte("let = = 1")}}, nil)
	if err == nil || !strings.Contains(err.Error(), "a.js") {
		t.Errorf("error = %v, want one that names the file", err)
	}
}

func TestNoFolder(t *testing.T) {
	if _, err := Load(fstest.MapFS{}, nil); err != nil {
		t.Errorf("a site without static files: %v", err)
	}
}
