package dataset

import (
	"bytes"
	"strings"
	"testing"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/object"

	"github.com/google/go-cmp/cmp"
)

func TestVersion(t *testing.T) {
	for _, tt := range []struct{ release, date, asOf, want string }{
		{"", "", "2026-11-23", "2026-11-23"},
		{"", "", "", ""},
		{"1.0", "2026-12-01", "2026-11-23", "1.0"},
		{"1.0", "2026-12-01", "2026-12-01", "1.0"},
		{"1.0", "2026-12-01", "2026-12-02", "1.0+2026-12-02"},
	} {
		if got := Version(tt.release, tt.date, tt.asOf); got != tt.want {
			t.Errorf("Version(%q, %q, %q) = %q, want %q", tt.release, tt.date, tt.asOf, got, tt.want)
		}
	}
}

func TestPackageName(t *testing.T) {
	for title, want := range map[string]string{"Learned From": "learned-from", "references.csl.json": "references.csl.json", "Été": "t", "研究": "data", "": "data"} {
		if got := packageName(title); got != want {
			t.Errorf("packageName(%q) = %q, want %q", title, got, want)
		}
	}
}

// Records stand by number, those without one last; lf-0000 is no number.
func TestOrder(t *testing.T) {
	var facts []*derive.Facts
	for _, c := range []struct{ slug, id string }{{"b", "lf-0000"}, {"c", "lf-10000"}, {"d", "lf-0002"}, {"a", ""}, {"e", "lf-0010"}} {
		facts = append(facts, &derive.Facts{Case: &model.Case{Slug: c.slug, ID: model.Value{Text: c.id}}})
	}
	var got []string
	for _, f := range inOrder(facts) {
		got = append(got, f.Case.Slug+" "+Number(f.Case))
	}
	if diff := cmp.Diff([]string{"d lf-0002", "e lf-0010", "c lf-10000", "a ", "b "}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSpans(t *testing.T) {
	rows := []country.Row{{Year: 1987, Group: "L"}, {Year: 1988, Group: "L"}, {Year: 1990, Group: "L"}, {Year: 1991, Group: "H"}}
	want := []object.Object{object.Of("group", "L", "from", 1987, "to", 1988), object.Of("group", "L", "from", 1990, "to", 1990), object.Of("group", "H", "from", 1991, "to", 1991)}
	if diff := cmp.Diff(want, spans(rows)); diff != "" {
		t.Error(diff)
	}
}

// What a site calls itself cannot leave the texts that it stands in.
func TestDescriptionsEscape(t *testing.T) {
	m := &Meta{Title: `</script><b>"x": - #`, Description: "one\ntwo", Publisher: "P: \"Q\"", Date: "2026-11-23", LicenseID: "CC-BY-4.0", DOI: "10.5555/x"}
	text, err := JSONLD(m, nil)
	if err != nil || strings.ContainsAny(string(text), "<>&") || !strings.Contains(string(text), `"@id":"#dataset"`) {
		t.Errorf("%s, %v", text, err)
	}
	var b bytes.Buffer
	if err := Citation(&b, m, "Cite it."); err != nil {
		t.Fatal(err)
	}
	want := `cff-version: 1.2.0
message: "Cite it."
type: dataset
title: "</script><b>\"x\": - #"
abstract: "one\ntwo"
authors:
  - name: "P: \"Q\""
date-released: "2026-11-23"
license: "CC-BY-4.0"
doi: "10.5555/x"
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
