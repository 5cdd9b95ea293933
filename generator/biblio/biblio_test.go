package biblio

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"casebook/generator/model"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func val(s string) model.Value { return model.Value{Text: s} }

func vals(list ...string) []model.Value {
	out := make([]model.Value, len(list))
	for i, s := range list {
		out[i] = val(s)
	}
	return out
}

func year(s string) model.Year { return model.ParseYear(val(s)) }

// formats are the writers with the extension of their golden files.
var formats = []struct {
	ext   string
	write func(io.Writer, iter.Seq[Item]) error
}{{"bib", BibTeX}, {"ris", RIS}, {"csl.json", CSLJSON}}

func written(t *testing.T, write func(io.Writer, iter.Seq[Item]) error, items []Item) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, slices.Values(items)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for _, f := range formats {
		for name, items := range map[string][]Item{"records": records(), "references": references(), "none": nil} {
			path := filepath.Join("testdata", name+"."+f.ext)
			got := written(t, f.write, items)
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
	}
}

// The syntax of each format, whatever the texts hold.
func TestSyntax(t *testing.T) {
	items := slices.Concat(records(), references())
	if out := written(t, CSLJSON, items); !json.Valid(out) {
		t.Errorf("not JSON:\n%s", out)
	}
	ris := string(written(t, RIS, items))
	for l := range strings.SplitSeq(strings.TrimSuffix(ris, "\r\n"), "\r\n") {
		if len(l) < 6 || l[2:6] != "  - " || strings.ContainsAny(l, "\r\n") {
			t.Errorf("not a line of RIS: %q", l)
		}
	}
	if bib := string(written(t, BibTeX, items)); !balanced(bib) {
		t.Error("braces of the BibTeX file are not in pairs")
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]Date{
		"2026-11-23": {2026, 11, 23}, "2026-11": {2026, 11, 0}, "2026": {2026, 0, 0},
		"": {}, "26": {}, "2026-13-01": {}, "2026-11-32": {}, "2026-00-01": {}, "2026-11-23-1": {}, "about 2026": {},
	} {
		if got := ParseDate(in); got != want {
			t.Errorf("ParseDate(%q) = %v, want %v", in, got, want)
		}
	}
}

func TestWorksOnce(t *testing.T) {
	doi := func(key, doi string) model.Reference {
		return model.Reference{Key: val(key), Title: val("T"), DOI: val(doi)}
	}
	cases := []*model.Case{
		{Slug: "b", ID: val("lf-0010"), Detail: &model.Detail{References: []model.Reference{doi("x", "10.1/A"), {Key: val("page"), URL: val("https://example.org/")}}}},
		{Slug: "a", ID: val("lf-0009"), Detail: &model.Detail{References: []model.Reference{doi("y", "https://doi.org/10.1/a"), doi("z", "10.1/b")}}},
		{Slug: "c", Detail: &model.Detail{References: []model.Reference{{Key: val("again"), URL: val("https://example.org/")}, {Key: val("same"), PMID: val("7"), DOI: val("10.1/B")}, {Key: val("seven"), PMID: val("7")}, {Key: val("none"), Title: val("T")}}}},
	}
	var keys []string
	for w := range Works(cases) {
		keys = append(keys, w.Key)
	}
	want := []string{"lf-0009:y", "lf-0009:z", "lf-0010:page", "c:none"}
	if diff := cmp.Diff(want, keys); diff != "" {
		t.Errorf("works (-want +got):\n%s", diff)
	}
}

// FuzzString: every text becomes JSON that says the same.
func FuzzString(f *testing.F) {
	for _, s := range []string{"", "a", `"\`, "\x00\x1f\x7f", "é🎉\u2028", "</script>", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(appendString(nil, s), &got); err != nil || got != strings.ToValidUTF8(s, "�") && utf8.ValidString(s) {
			t.Errorf("%q became %q, %v", s, got, err)
		}
	})
}
