package config

import (
	"strings"
	"testing"
)

const withGaps = `title = "A site"
[[gaps]]
kind = "none-found"
domain = "palliative-care"
innovation_type = "device"
searched = "PubMed, title and abstract"
on = "2026-11-01"
by = "a librarian"
[[gaps]]
kind = "out-of-scope"
adoption_status = "superseded"
note = "by definition"
[[release]]
version = "1.0"
date = "2026-11-23"
doi = "10.5072/example"
[[release]]
version = "1.1"
date = "2027-02-01"
`

func TestGapsAndReleases(t *testing.T) {
	c, found := Read([]byte(withGaps))
	if len(found) > 0 {
		t.Fatalf("findings: %+v", found)
	}
	if len(c.Gaps) != 2 || c.Gaps[0].Kind.Text != "none-found" || c.Gaps[0].Domain.Text != "palliative-care" ||
		c.Gaps[0].By.Text != "a librarian" || c.Gaps[0].At.Line != 2 || c.Gaps[1].Note.Text != "by definition" {
		t.Errorf("gaps = %+v", c.Gaps)
	}
	if len(c.Releases) != 2 || c.Releases[0].Version != "1.0" || c.Releases[0].DOI != "10.5072/example" || c.Releases[1].Date != "2027-02-01" {
		t.Errorf("releases = %+v", c.Releases)
	}
}

func TestGapAndReleaseFindings(t *testing.T) {
	for _, tt := range []struct {
		name, old, new string
		line           int
		hint           string
	}{
		{"kind", `"out-of-scope"`, `"not-found"`, 10, "none-found"},
		{"no kind", "kind = \"out-of-scope\"\n", "", 9, "none-found"},
		{"nothing searched", "searched = \"PubMed, title and abstract\"\n", "", 2, "searched"},
		{"no cell", "adoption_status = \"superseded\"\n", "", 9, "adoption_status"},
		{"date of a search", `on = "2026-11-01"`, `on = "2026-11-31"`, 7, "2026-11-23"},
		{"unknown key of a gap", "by =", "who =", 8, ""},
		{"version that leaves its folder", `version = "1.0"`, `version = "../1.0"`, 14, "1.0"},
		{"no version", "version = \"1.0\"\n", "", 13, "1.0"},
		{"two of a version", `version = "1.1"`, `version = "1.0"`, 18, "another version"},
		{"no date", "date = \"2027-02-01\"\n", "", 17, "2026-11-23"},
		{"order", `date = "2027-02-01"`, `date = "2026-02-01"`, 19, "move it up"},
		{"resolver", `doi = "10.5072`, `doi = "https://doi.org/10.5072`, 16, "resolver"},
		{"unknown key of a release", "doi =", "DIO =", 16, ""},
	} {
		text := strings.Replace(withGaps, tt.old, tt.new, 1)
		if text == withGaps {
			t.Fatalf("%s: the file does not hold %q", tt.name, tt.old)
		}
		_, found := Read([]byte(text))
		seen := false
		for _, d := range found {
			seen = seen || d.Pos.Line == tt.line && strings.Contains(d.Hint, tt.hint)
		}
		if !seen {
			t.Errorf("%s: findings = %+v, want one in line %d with a hint %q", tt.name, found, tt.line, tt.hint)
		}
	}
}

func TestUncheckedLinks(t *testing.T) {
	for _, test := range []struct{ toml, want string }{
		{"url = \"https://example.org/*\"\nreason = \"x\"", ""},
		{"url = \"https://*\"\nreason = \"x\"", "is an address"},
		{"url = \"example.org\"\nreason = \"x\"", "is an address"},
		{"url = \"ftp://example.org/\"\nreason = \"x\"", "is an address"},
		{"url = \"https://example.org/\"", "says why"},
		{"reason = \"x\"", "is an address"},
	} {
		c, found := Read([]byte("[[unchecked_links]]\n" + test.toml))
		got := ""
		for i := range found {
			got += found[i].Message + "\n"
		}
		if test.want == "" && got != "" || !strings.Contains(got, test.want) || len(c.Unchecked) != 1 {
			t.Errorf("%q: %s", test.toml, got)
		}
	}
}
