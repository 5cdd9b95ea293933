package i18n

import (
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func load(t testing.TB) *Bundle {
	t.Helper()
	b, err := Load(os.DirFS("testdata"), "site", "en")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFixedAndFilled(t *testing.T) {
	b := load(t)
	en, fr, ar := b.Strings("en"), b.Strings("fr"), b.Strings("ar")
	tests := []struct{ name, got, want string }{
		{"fixed", en.T("greeting"), "Hello & welcome"},
		{"fixed, other language", fr.T("greeting"), "Bonjour"},
		{"taken from the default language", fr.T("only-english"), "colour"},
		{"placeholders", en.F("by", "year", 1994, "name", "Ada {name}"), "by Ada {name}, 1994"},
		{"year in native digits", ar.F("by", "year", 1994, "name", "x"), "by x, ١٩٩٤"},
		{"other types", en.F("by", "name", true, "year", 1.5), "by true, 1.5"},
		{"F uses the form other", en.F("cases-found", "n", "some", "place", "x"), "some cases in x"},
		{"no placeholder, no arguments", en.F("greeting"), "Hello & welcome"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
	for _, s := range []*Strings{en, fr, ar} {
		if m := s.Missing(); len(m) > 0 {
			t.Errorf("%s: missing %q", s.Lang(), m)
		}
	}
}

func TestPlaceholderNames(t *testing.T) {
	for name, want := range map[string]bool{"n": true, "month-number": true, "a_1": true, "": false, "A": false, "1a": false, "-a": false, "a b": false, ".Name": false, "é": false} {
		if isName(name) != want {
			t.Errorf("isName(%q) = %v", name, !want)
		}
	}
}

func TestPlural(t *testing.T) {
	b := load(t)
	tests := []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0 cases in X"}, {"en", 1, "1 case in X"}, {"en", 2, "2 cases in X"}, {"en", 1234567, "1,234,567 cases in X"},
		{"fr", 0, "0 cas : X"}, {"fr", 1, "1 cas : X"}, {"fr", 1000000, "1\u00a0000\u00a0000 cas : X"},
		{"pl", 1, "1 przypadek, X"}, {"pl", 3, "3 przypadki, X"}, {"pl", 5, "5 przypadków, X"}, {"pl", 12, "12 przypadków, X"},
		{"pl", 22, "22 przypadki, X"}, {"pl", 1022, "1\u00a0022 przypadki, X"}, {"pl", 1012, "1\u00a0012 przypadków, X"},
		{"ar", 0, "لا حالات"}, {"ar", 1, "حالة واحدة"}, {"ar", 2, "حالتان"}, {"ar", 3, "٣ حالات"}, {"ar", 11, "١١ حالة"}, {"ar", 100, "١٠٠ حالة X"},
	}
	for _, test := range tests {
		if got := b.Strings(test.lang).N("cases-found", test.n, "place", "X"); got != test.want {
			t.Errorf("%s, %d: got %q, want %q", test.lang, test.n, got, test.want)
		}
	}
}

// A string that a language takes over from the default language follows the
// plural rules of the language it is written in.
func TestPluralOfFallback(t *testing.T) {
	fsys := fstest.MapFS{
		"i/en.toml": {Data: []byte("[n]\none = \"one\"\nother = \"other\"\n")},
		"i/fr.toml": {Data: []byte("x = \"y\"\n")}, // French counts 0 as one
	}
	b, err := Load(fsys, "i", "en")
	if err != nil {
		t.Fatal(err)
	}
	if got := b.Strings("fr").N("n", 0); got != "other" {
		t.Errorf("0 = %q, want %q", got, "other")
	}
}

func TestMissing(t *testing.T) {
	s := load(t).Strings("en")
	tests := []struct{ name, got, want string }{
		{"T", s.T("nothing"), "⟦nothing⟧"},
		{"F", s.F("nowhere", "a", "b"), "⟦nowhere⟧"},
		{"N", s.N("never", 3), "⟦never⟧"},
		{"placeholder without value", s.F("by", "name", "Ada"), "by Ada, {year}"},
		{"count asked for without one", s.F("cases-found", "place", "X"), "{n} cases in X"},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
	want := []string{"by {year}", "cases-found {n}", "never", "nothing", "nowhere"}
	if diff := cmp.Diff(want, s.Missing()); diff != "" {
		t.Error(diff)
	}
	if s.Has("nothing") || !s.Has("by") {
		t.Error("Has is wrong")
	}
}

func TestMisusePanics(t *testing.T) {
	s := load(t).Strings("en")
	for name, f := range map[string]func(){
		"odd number":    func() { s.F("by", "name") },
		"name not text": func() { s.F("by", 1, "x") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}

func TestDate(t *testing.T) {
	b := load(t)
	tests := []struct{ lang, iso, want string }{
		{"en", "2026-03-12", "12 March 2026"}, {"en", "2026-12-01", "1 December 2026"},
		{"en", "2026-03", "March 2026"}, {"en", "2026", "2026"}, {"en", "2024-02-29", "29 February 2024"},
		{"en", "2026-02-30", "2026-02-30"}, {"en", "2026-13", "2026-13"}, {"en", "12 March", "12 March"}, {"en", "", ""},
		{"en", "20x6", "20x6"}, {"ar", "2026-03-12", "١٢ مارس ٢٠٢٦"}, {"ar", "2026", "٢٠٢٦"}, {"ar", "2026-03", "مارس ٢٠٢٦"},
	}
	for _, test := range tests {
		if got := b.Strings(test.lang).Date(test.iso); got != test.want {
			t.Errorf("%s %q: got %q, want %q", test.lang, test.iso, got, test.want)
		}
	}
}

func TestNumber(t *testing.T) {
	tests := []struct {
		lang string
		n    int
		want string
	}{
		{"en", 0, "0"}, {"en", 999, "999"}, {"en", 1000, "1,000"}, {"en", -1000, "-1,000"}, {"en", -5, "-5"},
		{"en", 12345, "12,345"}, {"en", 123456, "123,456"}, {"en", 1234567890, "1,234,567,890"},
		{"de", 1234, "1.234"}, {"hi", 12345678, "1,23,45,678"}, {"hi", 123456, "1,23,456"}, {"bn", 123456, "১,২৩,৪৫৬"},
		{"fa", -1234, "\u200e−۱٬۲۳۴"}, {"fr", 1234, "1\u00a0234"},
	}
	for _, test := range tests {
		b, err := Load(fstest.MapFS{test.lang + ".toml": {Data: []byte("a = \"b\"")}}, ".", test.lang)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.Strings(test.lang).Number(test.n); got != test.want {
			t.Errorf("%s %d: got %q, want %q", test.lang, test.n, got, test.want)
		}
	}
}

func TestList(t *testing.T) {
	b := load(t)
	tests := []struct {
		lang  string
		items []string
		want  string
	}{
		{"en", nil, ""}, {"en", []string{"a"}, "a"}, {"en", []string{"a", "b"}, "a and b"},
		{"en", []string{"a", "b", "c"}, "a, b and c"}, {"en", []string{"a", "b", "c", "{a}"}, "a, b, c and {a}"},
		{"fr", []string{"a", "b"}, "a avec b"}, {"fr", []string{"a", "b", "c"}, "a, b and c"},
	}
	for _, test := range tests {
		if got := b.Strings(test.lang).List(test.items); got != test.want {
			t.Errorf("%s %q: got %q, want %q", test.lang, test.items, got, test.want)
		}
	}
}

func TestLanguages(t *testing.T) {
	b := load(t)
	if diff := cmp.Diff([]string{"ar", "en", "fr", "pl"}, b.Langs()); diff != "" {
		t.Error(diff)
	}
	tests := []struct{ asked, lang, dir string }{
		{"en", "en", "ltr"}, {"ar", "ar", "rtl"}, {"ar-EG", "ar", "rtl"}, {"fr-CA", "fr", "ltr"}, {"de", "en", "ltr"}, {"no tag!", "en", "ltr"}, {"", "en", "ltr"},
	}
	for _, test := range tests {
		s := b.Strings(test.asked)
		if s.Lang() != test.lang || s.Dir() != test.dir {
			t.Errorf("%q: got %s %s, want %s %s", test.asked, s.Lang(), s.Dir(), test.lang, test.dir)
		}
	}
	if ids := b.Strings("fr").IDs(); len(ids) != 22 || ids[0] != "by" {
		t.Errorf("%d ids, first %s", len(ids), ids[0])
	}
}

func TestCheck(t *testing.T) {
	fsys := fstest.MapFS{
		"en.toml": {Data: []byte("a = \"{x} and {y}\"\nb = \"text\"\nc = \"brace }\"\n[n]\none = \"one {thing}\"\nother = \"{n} {thing}\"\n")},
		"pl.toml": {Data: []byte("a = \"{y} i {z}\"\nb = \"{{.Name}}\"\nc = \"ok\"\nd = \"new\"\n[n]\none = \"{thing}\"\nother = \"{n} {thing}\"\n")},
		"cs.toml": {Data: []byte("a = \"{y} {x}\"\nb = \"x\"\nc = \"\"\n[n]\none = \"{n} {thing}\"\nfew = \"{n} {thing}\"\n")},
	}
	b, err := Load(fsys, ".", "en")
	if err != nil {
		t.Fatal(err)
	}
	want := []Problem{
		{"cs", "c", "missing"},
		{"cs", "n", `the plural form "other" is missing`},
		{"en", "c", `the form "other" has a brace that belongs to no placeholder`},
		{"pl", "a", "placeholders {y}, {z} differ from {x}, {y} of the default language"},
		{"pl", "b", `the form "other" has a brace that belongs to no placeholder`},
		{"pl", "d", "unknown: the default language has no such string"},
		{"pl", "n", `the plural form "few" is missing`},
		{"pl", "n", `the plural form "many" is missing`},
	}
	if diff := cmp.Diff(want, b.Check()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct {
		name  string
		files fstest.MapFS
		want  string
	}{
		{"malformed TOML", fstest.MapFS{"i/en.toml": {Data: []byte("a = \"b\"\nc = = 3\n")}}, "i/en.toml:2:5:"},
		{"the same id twice", fstest.MapFS{"i/en.toml": {Data: []byte("a = \"b\"\na = \"c\"\n")}}, "i/en.toml:2:1:"},
		{"number for text", fstest.MapFS{"i/en.toml": {Data: []byte("[a]\nother = 3\n")}}, "i/en.toml:"},
		{"unknown key in a message", fstest.MapFS{"i/en.toml": {Data: []byte("[a]\nother = \"x\"\nothers = \"y\"\n")}}, "i/en.toml:"},
		{"name is no language", fstest.MapFS{"i/en.toml": {}, "i/not_a language.toml": {}}, "i/not_a language.toml:"},
		{"no plural rules", fstest.MapFS{"i/en.toml": {}, "i/tlh.toml": {}}, "i/tlh.toml:"},
		{"default language has no file", fstest.MapFS{"i/fr.toml": {Data: []byte("a = \"b\"")}}, "i/en.toml:"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := Load(test.files, "i", "en")
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v does not name %q", err, test.want)
			}
		})
	}
}

func TestConcurrentUse(t *testing.T) {
	s := load(t).Strings("pl")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for n := range 50 {
				s.T("nothing")
				s.N("cases-found", 990+n*i, "place", "x")
				s.Date("2026-03-12")
			}
		})
	}
	wg.Wait()
	if diff := cmp.Diff([]string{"nothing"}, s.Missing()); diff != "" {
		t.Error(diff)
	}
}

// Cutting a string at its placeholders loses nothing.
func FuzzCut(f *testing.F) {
	for _, s := range []string{"{a} and {b}", "{", "}{", "{{.Name}}", "{A}", "{}", "x{n}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var b strings.Builder
		c := cut(s)
		for _, seg := range c.segments {
			if seg.name != "" {
				b.WriteString("{" + seg.name + "}")
			}
			b.WriteString(seg.literal)
		}
		if b.String() != s {
			t.Errorf("cut(%q) joins to %q", s, b.String())
		}
	})
}

func BenchmarkStrings(b *testing.B) {
	s := load(b).Strings("en")
	b.Run("T", func(b *testing.B) {
		for b.Loop() {
			s.T("greeting")
		}
	})
	b.Run("N", func(b *testing.B) {
		for b.Loop() {
			s.N("cases-found", 36, "place", "X")
		}
	})
	b.Run("Date", func(b *testing.B) {
		for b.Loop() {
			s.Date("2026-03-12")
		}
	})
	b.Run("Load", func(b *testing.B) {
		for b.Loop() {
			load(b)
		}
	})
}

// TestForms: a script gets a string as it is written, in the forms that it has.
func TestForms(t *testing.T) {
	fsys := fstest.MapFS{"en.toml": {Data: []byte("count.one = \"{n} of {total} case\"\ncount.other = \"{n} cases {of\"\nplain.other = \"a {b}\"\n")}}
	bundle, err := Load(fsys, ".", "en")
	if err != nil {
		t.Fatal(err)
	}
	s := bundle.Strings("en")
	if got := s.Forms("count"); len(got) != 2 || got["one"] != "{n} of {total} case" || got["other"] != "{n} cases {of" {
		t.Errorf("count is %q", got)
	}
	if got := s.Forms("plain"); len(got) != 1 || got["other"] != "a {b}" {
		t.Errorf("plain is %q", got)
	}
	if got := s.Forms("none"); got != nil || len(s.Missing()) != 1 {
		t.Errorf("an unknown string is %q; missing are %q", got, s.Missing())
	}
}
