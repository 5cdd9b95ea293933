package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestReportsAreSelfContained: a report is one file. Its policy allows its own
// style and nothing else, nothing in it is fetched, and every link leads to a
// part of it or to another site.
func TestReportsAreSelfContained(t *testing.T) {
	s := newSite(t, states())
	for _, base := range []string{"", "https://example.org/learned/"} {
		content, err := Load(s.files, Options{BaseURL: base})
		if err != nil {
			t.Fatal(err)
		}
		for _, slug := range []string{"", "survey"} {
			var b bytes.Buffer
			if err := content.WriteReport(&b, slug, ""); err != nil {
				t.Fatal(err)
			}
			judgeReport(t, base+" "+slug, b.String(), base)
		}
		if err := content.WriteReport(&bytes.Buffer{}, "none", ""); !errors.Is(err, ErrNoCall) {
			t.Errorf("a call that is not there: %v", err)
		}
	}
}

// A reportPart is what a test asks of one element.
type reportPart struct {
	name  string
	attrs map[string]string
	text  string // of the first text in it
}

func reportParts(t *testing.T, page string) []reportPart {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var parts []reportPart
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		p := reportPart{name: n.Data, attrs: map[string]string{}}
		for _, a := range n.Attr {
			p.attrs[a.Key] = a.Val
		}
		if n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
			p.text = n.FirstChild.Data
		}
		parts = append(parts, p)
	}
	return parts
}

func judgeReport(t *testing.T, name, page, base string) {
	t.Helper()
	parts := reportParts(t, page)
	ids, policy, style := map[string]bool{}, "", ""
	for _, p := range parts {
		switch {
		case p.attrs["http-equiv"] == "Content-Security-Policy":
			policy = p.attrs["content"]
		case p.name == "style":
			style += p.text
		case p.name == "script", p.name == "link", p.name == "img", p.name == "iframe", p.name == "object":
			t.Errorf("%s: it holds <%s>", name, p.name)
		}
		for _, asks := range []string{"src", "srcset", "style", "xlink:href"} {
			if p.attrs[asks] != "" {
				t.Errorf("%s: <%s %s>", name, p.name, asks)
			}
		}
		if id := p.attrs["id"]; id != "" {
			if ids[id] {
				t.Errorf("%s: the id %s stands twice", name, id)
			}
			ids[id] = true
		}
	}
	if !strings.Contains(style, ".flow") || strings.Contains(style, "url(") || strings.Contains(style, "@import") {
		t.Errorf("%s: the style is not there, or asks for something", name)
	}
	sum := sha256.Sum256([]byte(style))
	if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
		t.Errorf("%s: the policy %q does not allow the style, %s", name, policy, want)
	}
	linked := false
	for _, p := range parts {
		href, there := p.attrs["href"]
		fragment, own := strings.CutPrefix(href, "#")
		switch {
		case !there:
		case own && !ids[fragment]:
			t.Errorf("%s: %s leads nowhere", name, href)
		case !own && !strings.HasPrefix(href, "https://") && !strings.HasPrefix(href, "http://"):
			t.Errorf("%s: %q leads out of the file", name, href)
		case base == "" && strings.Contains(href, "/cases/"):
			t.Errorf("%s: %s leads to a site without an address", name, href)
		}
		linked = linked || base != "" && href == base+"cases/net/"
	}
	if base != "" && strings.HasSuffix(name, " ") && !linked {
		t.Errorf("%s: no record leads to the site", name)
	}
}
