package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html"
	"regexp"
	"strings"
	"testing"
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

var (
	styleOf  = regexp.MustCompile(`(?s)<style>(.*?)</style>`)
	policyOf = regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`)
	hrefOf   = regexp.MustCompile(`href="([^"]*)"`)
	idOf     = regexp.MustCompile(`\sid="([^"]*)"`)
)

func judgeReport(t *testing.T, name, page, base string) {
	t.Helper()
	style := styleOf.FindStringSubmatch(page)
	if len(style) != 2 || strings.Contains(style[1], "url(") || strings.Contains(style[1], "@import") {
		t.Fatalf("%s: the style is not there, or asks for something", name)
	}
	sum := sha256.Sum256([]byte(style[1]))
	if want := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(html.UnescapeString(policyOf.FindStringSubmatch(page)[1]), want) {
		t.Errorf("%s: the policy does not allow the style, %s", name, want)
	}
	for _, forbidden := range []string{"<script", "<link", "<img", " src=", " style=", "srcset", "@import", "<iframe"} {
		if strings.Contains(page, forbidden) {
			t.Errorf("%s: it holds %s", name, forbidden)
		}
	}
	ids := map[string]bool{}
	for _, m := range idOf.FindAllStringSubmatch(page, -1) {
		if ids[m[1]] {
			t.Errorf("%s: the id %s stands twice", name, m[1])
		}
		ids[m[1]] = true
	}
	linked := false
	for _, m := range hrefOf.FindAllStringSubmatch(page, -1) {
		href := html.UnescapeString(m[1])
		fragment, own := strings.CutPrefix(href, "#")
		switch {
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
