package decode

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/source"
)

// A record is what the test schema reads.
type record struct {
	Title    string
	Domain   []string
	Year     int
	Draft    bool
	Evidence string
	Origins  []string
	Names    []string
}

func texts(values []model.Value) []string {
	var out []string
	for _, v := range values {
		out = append(out, v.Text)
	}
	return out
}

// read decodes a front matter with a small schema that has every kind of key.
func read(t *testing.T, data string) (record, diag.List) {
	t.Helper()
	f, list := source.Read("x.md", []byte(data))
	if !f.OK {
		t.Fatalf("%s is not readable: %v", data, list)
	}
	var r record
	m := NewMap(f.Path, f.Front, &list)
	m.AllowEmpty("note")
	r.Title = m.Value("title").Text
	r.Domain = texts(m.Values("domain"))
	r.Year, _ = m.Int("origin_year")
	r.Draft, _ = m.Bool("draft")
	r.Evidence = m.Map("evidence").Value("origin").Text
	for _, o := range m.Maps("origin") {
		r.Origins = append(r.Origins, o.Value("country").Text)
	}
	for _, n := range m.Mixed("also_known_as") {
		if n.Map != nil {
			r.Names = append(r.Names, n.Map.Value("lang").Text+":"+n.Map.Value("name").Text)
		} else {
			r.Names = append(r.Names, n.Value.Text)
		}
	}
	for _, key := range []string{"note", "summary", "origin_country", "innovation_type", "contributors", "references"} {
		m.Values(key)
	}
	m.Done()
	return r, list
}

const (
	validYAML = "---\ntitle: Mesh\ndomain: [surgery, cardiology]\norigin_year: 1994\ndraft: true\nevidence: {origin: ocebm-2}\n" +
		"origin:\n  - {country: IND}\n  - {country: UGA}\nalso_known_as: [net, {lang: fr, name: filet}]\nnote:\n---\n"
	validTOML = "+++\ntitle = 'Mesh'\ndomain = ['surgery', 'cardiology']\norigin_year = 1994\ndraft = true\nevidence = {origin = 'ocebm-2'}\n" +
		"also_known_as = ['net', {lang = 'fr', name = 'filet'}]\nnote = ''\n[[origin]]\ncountry = 'IND'\n[[origin]]\ncountry = 'UGA'\n+++\n"
	validJSON = "{\n\"title\": \"Mesh\",\n\"domain\": [\"surgery\", \"cardiology\"],\n\"origin_year\": 1994,\n\"draft\": true,\n\"evidence\": {\"origin\": \"ocebm-2\"},\n" +
		"\"origin\": [{\"country\": \"IND\"}, {\"country\": \"UGA\"}],\n\"also_known_as\": [\"net\", {\"lang\": \"fr\", \"name\": \"filet\"}],\n\"note\": null\n}\n"
)

var validRecord = record{"Mesh", []string{"surgery", "cardiology"}, 1994, true, "ocebm-2", []string{"IND", "UGA"}, []string{"net", "fr:filet"}}

func TestValid(t *testing.T) {
	for _, data := range []string{validYAML, validTOML, validJSON} {
		got, list := read(t, data)
		if diff := cmp.Diff(validRecord, got); diff != "" || len(list) > 0 {
			t.Errorf("%s\n%s\n%v", data, diff, list)
		}
	}
}

// change returns the three files with one piece replaced; the pieces are
// written per format, and an empty one leaves that format out.
func change(yaml, toml, json [2]string) map[string]string {
	out := map[string]string{}
	for name, p := range map[string]struct {
		base string
		edit [2]string
	}{"yaml": {validYAML, yaml}, "toml": {validTOML, toml}, "json": {validJSON, json}} {
		if p.edit[0] != "" {
			if !strings.Contains(p.base, p.edit[0]) {
				panic("the valid file lacks " + p.edit[0])
			}
			out[name] = strings.Replace(p.base, p.edit[0], p.edit[1], 1)
		}
	}
	return out
}

func TestFindings(t *testing.T) {
	long := strings.Repeat("x", MaxValue+1)
	tests := []struct {
		name             string
		yaml, toml, json [2]string
		code             string
		words, hint      string
		lost             func(r *record) // what the finding costs
	}{
		{"a list for a text", [2]string{"title: Mesh", "title: [Mesh, Net]"}, [2]string{"'Mesh'", "['Mesh', 'Net']"}, [2]string{`"Mesh"`, `["Mesh", "Net"]`},
			"wrong-type", `"title" takes one text, not a list`, "choose one", func(r *record) { r.Title = "" }},
		{"a list of one for a text", [2]string{"title: Mesh", "title: [Mesh]"}, [2]string{"'Mesh'", "['Mesh']"}, [2]string{`"Mesh"`, `["Mesh"]`},
			"wrong-type", `"title" takes one text, not a list`, "title: Mesh", func(r *record) { r.Title = "" }},
		{"keys for a text", [2]string{"title: Mesh", "title: {Mesh: a story}"}, [2]string{"'Mesh'", "{Mesh = 'a'}"}, [2]string{`"Mesh"`, `{"Mesh": "a"}`},
			"wrong-type", `"title" takes one text, not keys with values`, "colon", func(r *record) { r.Title = "" }},
		{"an item with a colon", [2]string{"cardiology", "cardiology: heart"}, [2]string{"'cardiology'", "{a = 1}"}, [2]string{`"cardiology"`, `{"a": 1}`},
			"wrong-type", `the items of "domain" are texts`, "colon", func(r *record) { r.Domain = r.Domain[:1] }},
		{"a list in a list", [2]string{"cardiology", "[cardiology]"}, [2]string{"'cardiology'", "['x']"}, [2]string{`"cardiology"`, `["x"]`},
			"wrong-type", `the items of "domain" are texts`, "inner brackets", func(r *record) { r.Domain = r.Domain[:1] }},
		{"a text for keys", [2]string{"{origin: ocebm-2}", "ocebm-2"}, [2]string{"{origin = 'ocebm-2'}", "'ocebm-2'"}, [2]string{`{"origin": "ocebm-2"}`, `"ocebm-2"`},
			"wrong-type", `"evidence" takes keys with values, not the text "ocebm-2"`, "key: value", func(r *record) { r.Evidence = "" }},
		{"a text in a list of keys", [2]string{"- {country: UGA}", "- UGA"}, [2]string{"[[origin]]\ncountry = 'IND'\n[[origin]]\ncountry = 'UGA'\n", "[[origin]]\ncountry = 'IND'\n[[origin]]\ncountry = ['UGA']\n"}, [2]string{`{"country": "UGA"}`, `"UGA"`},
			"wrong-type", `not a list|is the text "UGA"`, "", nil},
		{"a list in a mixed list", [2]string{"[net,", "[[net],"}, [2]string{"['net'", "[['net']"}, [2]string{`["net"`, `[["net"]`},
			"wrong-type", "texts or maps", "inner", func(r *record) { r.Names = r.Names[1:] }},
		{"a number in words", [2]string{"1994", "about 1994"}, [2]string{"1994", "'about 1994'"}, [2]string{"1994", `"about 1994"`},
			"wrong-type", "whole number", "digits", func(r *record) { r.Year = 0 }},
		{"a number too large", [2]string{"1994", "1994199419"}, [2]string{"1994", "1994199419"}, [2]string{"1994", "1994199419"},
			"wrong-type", "whole number", "digits", func(r *record) { r.Year = 0 }},
		{"neither true nor false", [2]string{"draft: true", "draft: 'yes'"}, [2]string{"draft = true", "draft = 'yes'"}, [2]string{`"draft": true`, `"draft": "yes"`},
			"wrong-type", "either true or false", "draft: true", func(r *record) { r.Draft = false }},
		{"no value", [2]string{"title: Mesh", "title:"}, [2]string{"'Mesh'", "''"}, [2]string{`"Mesh"`, "null"},
			"empty-value", `"title" has no value`, "delete the key", func(r *record) { r.Title = "" }},
		{"white space alone", [2]string{"title: Mesh", "title: ' '"}, [2]string{"'Mesh'", "' '"}, [2]string{`"Mesh"`, `" "`},
			"empty-value", `"title" has no value`, "delete the key", func(r *record) { r.Title = "" }},
		{"an empty text for a list", [2]string{"[surgery, cardiology]", "''"}, [2]string{"['surgery', 'cardiology']", "''"}, [2]string{`["surgery", "cardiology"]`, `""`},
			"empty-value", `"domain" has no value`, "delete the key", func(r *record) { r.Domain = nil }},
		{"an empty item", [2]string{"cardiology", "''"}, [2]string{"'cardiology'", "''"}, [2]string{`"cardiology"`, "null"},
			"empty-value", `an item of "domain"`, "delete the item", func(r *record) { r.Domain = r.Domain[:1] }},
		{"an empty map in a list", [2]string{"- {country: UGA}", "-"}, [2]string{}, [2]string{`{"country": "UGA"}`, "null"},
			"empty-value", `an item of "origin"`, "delete the item", func(r *record) { r.Origins = r.Origins[:1] }},
		{"a null told by source", [2]string{"title: Mesh", "title: ~"}, [2]string{}, [2]string{},
			"implicit-type", "~", "delete the key", func(r *record) { r.Title = "" }},
		{"too long", [2]string{"Mesh", long}, [2]string{"Mesh", long}, [2]string{"Mesh", long},
			"value-too-long", "10 kB", "body", func(r *record) { r.Title = long }},
		{"escaped control character", [2]string{"title: Mesh", `title: "M\u0007"`}, [2]string{"'Mesh'", `"M\u0007"`}, [2]string{`"Mesh"`, `"M\u0007"`},
			"control-character", "U+0007", "delete", func(r *record) { r.Title = "M\x07" }},
		{"line separator", [2]string{"title: Mesh", `title: "M\u2028x"`}, [2]string{"'Mesh'", `"M\u2028x"`}, [2]string{`"Mesh"`, `"M\u2028x"`},
			"control-character", "U+2028", "delete", func(r *record) { r.Title = "M\u2028x" }},
		{"right-to-left override", [2]string{"Mesh", "M\u202Ehs"}, [2]string{"Mesh", "M\u202Ehs"}, [2]string{"Mesh", "M\u202Ehs"},
			"bidi-control", "U+202E", "delete", func(r *record) { r.Title = "M\u202Ehs" }},
		{"unknown key", [2]string{"title:", "titel_x: a\ntitle:"}, [2]string{"title =", "titel_x = 'a'\ntitle ="}, [2]string{`"title":`, "\"titel_x\": \"a\",\n\"title\":"},
			"unknown-key", `no key "titel_x"`, `did you mean "title"?`, nil},
		{"unknown key in a map", [2]string{"{origin: ocebm-2}", "{origin: ocebm-2, levels: 1}"}, [2]string{"{origin = 'ocebm-2'}", "{origin = 'ocebm-2', levels = 'a'}"}, [2]string{`{"origin": "ocebm-2"}`, `{"origin": "ocebm-2", "levels": "a"}`},
			"unknown-key", `no key "levels"`, "the keys here are origin", nil},
		{"unknown key in a list", [2]string{"{country: IND}", "{country: IND, contry: a}"}, [2]string{"country = 'IND'", "country = 'IND'\ncontry = 'a'"}, [2]string{`{"country": "IND"}`, `{"country": "IND", "contry": "a"}`},
			"unknown-key", `no key "contry"`, `"country"`, nil},
		{"key in French", [2]string{"title:", "titre: a\ntitle:"}, [2]string{"title =", "titre = 'a'\ntitle ="}, [2]string{`"title":`, "\"titre\": \"a\",\n\"title\":"},
			"translated-key", `"titre" is French`, "write title;", nil},
	}
	for _, tt := range tests {
		for format, data := range change(tt.yaml, tt.toml, tt.json) {
			t.Run(tt.name+", "+format, func(t *testing.T) {
				got, list := read(t, data)
				if len(list) != 1 || string(list[0].Code) != tt.code {
					t.Fatalf("findings %v", list)
				}
				d := list[0]
				said := false
				for w := range strings.SplitSeq(tt.words, "|") {
					said = said || strings.Contains(d.Message, w)
				}
				if !said || !strings.Contains(d.Hint, tt.hint) || d.Pos.Line < 2 || d.Pos.Col < 1 || d.Pos.File != "x.md" {
					t.Errorf("finding %+v", d)
				}
				if tt.lost != nil {
					want := validRecord
					tt.lost(&want)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Error(diff)
					}
				}
			})
		}
	}
}

func TestOneForMany(t *testing.T) {
	got, list := read(t, "---\ntitle: T\ndomain: surgery\norigin: {country: IND}\nalso_known_as: net\n---\n")
	want := record{Title: "T", Domain: []string{"surgery"}, Origins: []string{"IND"}, Names: []string{"net"}}
	if diff := cmp.Diff(want, got); diff != "" || len(list) > 0 {
		t.Errorf("%s %v", diff, list)
	}
}

// The composed and the decomposed é must be one text to every later comparison.
func TestNormalised(t *testing.T) {
	got, list := read(t, "---\ntitle: \"  Cafe\u0301 \"\n---\n")
	if got.Title != "Caf\u00e9" || len(list) > 0 {
		t.Errorf("%q %v", got.Title, list)
	}
	if got, list := read(t, "---\ntitle: |\n  a\tb\n  c\n---\n"); got.Title != "a\tb\nc" || len(list) > 0 {
		t.Errorf("line ends and tabs are fine within a text: %q %v", got.Title, list)
	}
}

func TestKeyHints(t *testing.T) {
	tests := []struct{ key, code, hint string }{
		{"originCountry", "unknown-key", "write origin_country"},
		{"origin-country", "unknown-key", "write origin_country"},
		{"Origin Country", "unknown-key", "write origin_country"},
		{"origin_countries", "unknown-key", "write origin_country"},
		{"summaries", "unknown-key", "write summary"},
		{"reference", "unknown-key", "write references"},
		{"country", "unknown-key", "write origin_country"},
		{"abstract", "unknown-key", "write summary"},
		{"authors", "unknown-key", "write contributors"},
		{"titre", "translated-key", "write title;"},
		{"Título", "translated-key", "write title;"},
		{"titulo", "translated-key", "write title;"},
		{"titel", "translated-key", "write title;"},
		{"kichwa", "translated-key", "write title;"},
		{"pays_origine", "translated-key", "write origin_country;"},
		{"pays_d_origine", "translated-key", "write origin_country;"},
		{"pais_de_origen", "translated-key", "write origin_country;"},
		{"país-de-origem", "translated-key", "write origin_country;"},
		{"Herkunftsland", "translated-key", "write origin_country;"},
		{"resume", "translated-key", "write summary;"},
		{"résumé", "translated-key", "write summary;"},
		{"resumen", "translated-key", "write summary;"},
		{"resumo", "translated-key", "write summary;"},
		{"muhtasari", "translated-key", "write summary;"},
		{"autor", "translated-key", "write contributors;"},
		{"auteurs", "translated-key", "write contributors;"},
		{"referencias", "translated-key", "write references;"},
		{"références", "translated-key", "write references;"},
		{"xyzzy", "unknown-key", "the body"},
	}
	for _, tt := range tests {
		_, list := read(t, fmt.Sprintf("---\n%q: x\n---\n", tt.key))
		if len(list) != 1 || string(list[0].Code) != tt.code || !strings.Contains(list[0].Hint, tt.hint) {
			t.Errorf("%s: %v", tt.key, list)
		}
	}
	_, list := read(t, "---\nautor: x\n---\n")
	if len(list) != 1 || !strings.Contains(list[0].Message, "Spanish or Portuguese or German") {
		t.Errorf("all languages of a word are named: %v", list)
	}
}

func TestPlaces(t *testing.T) {
	f, list := source.Read("x.md", []byte("---\ntitle: Mesh\né: {note: }\n---\n"))
	m := NewMap("x.md", f.Front, &list)
	at := func(line, col int32) model.At { return model.At{Line: line, Col: col} }
	if got := m.Value("title"); got.At != at(2, 8) {
		t.Errorf("value at %v", got.At)
	}
	if got := m.KeyAt("title"); got != at(2, 1) {
		t.Errorf("key at %v", got)
	}
	if got := m.KeyAt("nothing"); got.Known() {
		t.Errorf("absent key at %v", got)
	}
	inner := m.Map("é")
	if got := inner.At(); got != at(3, 5) {
		t.Errorf("map at %v", got)
	}
	if got := inner.Value("note"); got.Given() || got.At != at(3, 6) {
		t.Errorf("an empty value has the place of its key: %+v", got)
	}
	places := m.KeysAt()
	for key, want := range map[string]model.At{"title": at(2, 1), "é": at(3, 1)} {
		if got, ok := places.Of(key); got != want || !ok {
			t.Errorf("the key %s is at %v, %v", key, got, ok)
		}
	}
	if diff := cmp.Diff([]string{"title", "é"}, m.Keys()); diff != "" {
		t.Error(diff)
	}
	if !m.Has("title") || m.Has("nothing") {
		t.Error("Has is wrong")
	}
}

func TestNoMap(t *testing.T) {
	var m *Map
	m.AllowEmpty("a")
	m.Done()
	if m.Value("a").Given() || m.Values("a") != nil || m.Map("a") != nil || m.Maps("a") != nil || m.Mixed("a") != nil || m.Has("a") || m.Keys() != nil || m.KeysAt().Len() != 0 || m.At().Known() {
		t.Error("a nil map has keys")
	}
	var list diag.List
	NewMap("x", nil, &list).Done()
	if len(list) > 0 {
		t.Error(list)
	}
	NewMap("x", &source.Node{Kind: source.Scalar, Text: "a", Line: 1, Col: 1}, &list).Done()
	if len(list) != 1 || list[0].Code != "wrong-type" {
		t.Error(list)
	}
}

// Done is called for a map and again through the map it lies in.
func TestDoneOnce(t *testing.T) {
	f, list := source.Read("x.md", []byte("---\nevidence: {x: 1}\n---\n"))
	m := NewMap("x.md", f.Front, &list)
	m.Map("evidence").Done()
	m.Done()
	m.Done()
	if len(list) != 1 {
		t.Error(list)
	}
}

// A word that is folded to nothing would match every key.
func TestWordsFold(t *testing.T) {
	for word, list := range translations() {
		if word == "" || len(list) == 0 {
			t.Errorf("%q: %v", word, list)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	f, _ := source.Read("x.md", []byte(validYAML))
	b.ReportAllocs()
	for b.Loop() {
		var list diag.List
		m := NewMap("x.md", f.Front, &list)
		m.AllowEmpty("note")
		m.Value("title")
		m.Values("domain")
		m.Int("origin_year")
		m.Bool("draft")
		m.Map("evidence").Value("origin")
		for _, o := range m.Maps("origin") {
			o.Value("country")
		}
		for _, n := range m.Mixed("also_known_as") {
			n.Map.Value("lang")
			n.Map.Value("name")
		}
		m.Value("note")
		m.Done()
	}
}
