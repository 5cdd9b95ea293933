package fix

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const amended = `---
title: A case
origin_country: [KEN] # where
id: lf-0000
status: published

# when
added: 2026-11-23
history:
  - on: 2026-11-23
    change: first published

lang: en
---
The body.
`

func TestAmend(t *testing.T) {
	tests := []struct {
		name, in string
		do       []Amendment
		want     []string // pairs: what is replaced, by what
	}{
		{"a value on one line", amended, []Amendment{{Key: "id", YAML: "lf-0007"}}, []string{"lf-0000", "lf-0007"}},
		{"a missing key goes to its place", amended, []Amendment{{Key: "withdrawn", YAML: "{on: 2026-12-01, reason: error}"}},
			[]string{"added: 2026-11-23\n", "added: 2026-11-23\nwithdrawn: {on: 2026-12-01, reason: error}\n"}},
		{"a missing key before a group", amended, []Amendment{{Key: "origin_year", YAML: "1994"}},
			[]string{"status: published\n", "status: published\norigin_year: 1994\n"}},
		{"an entry more", amended, []Amendment{{Key: "history", YAML: `{on: 2026-12-01, change: "mended: a year"}`, Append: true}},
			[]string{"    change: first published\n", "    change: first published\n  - {on: 2026-12-01, change: \"mended: a year\"}\n"}},
		{"a first entry", amended, []Amendment{{Key: "aliases", YAML: "/x/", Append: true}},
			[]string{"\n\nlang", "\naliases:\n  - /x/\n\nlang"}},
		{"an entry of a list on one line", amended, []Amendment{{Key: "origin_country", YAML: "UGA", Append: true}}, []string{"x", "x"}},
		{"a list in place of a value", amended, []Amendment{{Key: "lang", YAML: "[en]"}}, []string{"lang: en", "lang: [en]"}},
		{"a map over several lines", strings.Replace(amended, "lang: en", "reviewed:\n  on: 2026-01-01\n  by: A", 1),
			[]Amendment{{Key: "reviewed", YAML: "{on: 2026-12-01, by: B}"}},
			[]string{"reviewed:\n  on: 2026-01-01\n  by: A", "reviewed: {on: 2026-12-01, by: B}"}},
		{"two", amended, []Amendment{{Key: "status", YAML: "withdrawn"}, {Key: "updated", YAML: "2026-12-01"}},
			[]string{"status: published", "status: withdrawn", "added: 2026-11-23\n", "added: 2026-11-23\nupdated: 2026-12-01\n"}},
		{"the line ends of the file", strings.ReplaceAll(amended, "\n", "\r\n"), []Amendment{{Key: "updated", YAML: "2026-12-01"}},
			[]string{"added: 2026-11-23\r\n", "added: 2026-11-23\r\nupdated: 2026-12-01\r\n"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Amend("content/cases/a.md", []byte(test.in), test.do)
			want := test.in
			for i := 0; i < len(test.want); i += 2 {
				want = strings.Replace(want, test.want[i], test.want[i+1], 1)
			}
			if test.name == "an entry of a list on one line" { // a comment follows the list
				if !errors.Is(err, ErrByHand) || string(got) != test.in {
					t.Errorf("got %q, %v; want ErrByHand and the file as it was", got, err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, string(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAmendByHand(t *testing.T) {
	for _, in := range []string{
		"no front matter",
		"---\ntitle: [\n---\n",
		"---\n{title: a, id: b}\n---\n",
		"+++\ntitle = \"a\"\nid = \"b\"\n+++\n",
	} {
		got, err := Amend("a.md", []byte(in), []Amendment{{Key: "id", YAML: "lf-0001"}})
		if !errors.Is(err, ErrByHand) || string(got) != in {
			t.Errorf("%q: got %q, %v", in, got, err)
		}
	}
}
