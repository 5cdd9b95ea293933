package search

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// files returns the parts of an index as they lie in a site.
func files(t testing.TB, b *Built) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for i := range b.Parts {
		var w bytes.Buffer
		if err := b.Parts[i].Write(&w); err != nil {
			t.Fatal(err)
		}
		if w.Len() != b.Parts[i].Size() {
			t.Errorf("%s has %d bytes, and says %d", b.Parts[i].Path(), w.Len(), b.Parts[i].Size())
		}
		out[b.Parts[i].Path()] = &fstest.MapFile{Data: w.Bytes()}
	}
	return out
}

func open(t testing.TB, b *Built) *Index {
	t.Helper()
	return openFS(t, files(t, b), b.Manifest)
}

func openFS(t testing.TB, fsys fs.FS, manifest []byte) *Index {
	t.Helper()
	x, err := Open(fsys, manifest)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// input makes an input of documents.
func documentOf(in *Input, i int) (d Document) {
	in.Document(i, &d)
	return d
}

func input(docs []Document) Input {
	return Input{N: len(docs), Document: func(i int, d *Document) { *d = docs[i] }, Lang: "en", Years: []string{SortYear}}
}

// ask returns the records that a query finds, in order.
func ask(t testing.TB, x *Index, q Query) ([]int, Result) {
	t.Helper()
	r, err := x.Search(q)
	if err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	docs := []int{}
	for _, h := range r.Hits {
		docs = append(docs, h.Doc)
	}
	return docs, r
}

func codes(r Result) string {
	var out []string
	for _, m := range r.Messages {
		out = append(out, m.Code)
	}
	return strings.Join(out, " ")
}

// section makes a section of a text.
func section(heading, text string) Section { return Section{heading, []byte(html.EscapeString(text))} }

// tiny is three records with everything that an index holds.
func tiny() Input {
	docs := []Document{
		{Title: "Mosquito-net mesh for hernia", Names: []Text{{"bed net", ""}, {"filet moustiquaire", "fr"}}, Summary: "Surgeons in India repaired hernias.",
			Headings: []string{"The problem"}, Labels: []Text{{"Device", ""}, {"Inde", "fr"}},
			Sections: []Section{section("", "A net."), section("The problem", "A groin hernia is repaired with a mesh.")}, References: []string{"Low-cost mesh", "Löfgren J"},
			Values: [][]int{{0}, {1, 0}}, Years: [][]int{{1996}}, Newest: 2,
			Card: Card{ID: "lf-0005", Number: "LF-0005", Path: "cases/net/", Type: "Device", StatusIcon: "b0", Status: "Not adopted", BadgeClass: "new", Badge: "Not yet reviewed",
				From: "Dondaicha, India", FromYear: "1996", Mark: "off", Verb: "stopped in", To: "United Kingdom", Version: "1", Added: "2026-11-22", Updated: "2026-11-23",
				Authors: []Author{{"Doe", "Jane", "", "", "0000-0002-1825-0097"}, {Literal: "A hospital"}}, Keywords: []string{"Device", "India"}}},
		{Title: "Kangaroo mother care", Names: []Text{{"KMC", ""}}, Summary: "A small baby is kept skin to skin.", Sections: []Section{section("", "It began in Bogotá.")},
			Labels: []Text{{"Care practice", ""}}, Values: [][]int{{1}, {2}}, Years: [][]int{{1978}}, Newest: 0, Card: Card{ID: "lf-0002", Path: "cases/kangaroo/"}},
		{Title: "青蒿素", Lang: "zh", Summary: "抗疟药", Values: [][]int{nil, {0}}, Newest: 1, Card: Card{Path: "cases/artemisinin/", Lang: "zh"}},
	}
	in := input(docs)
	in.Facets = []Facet{
		{Key: "innovation_type", Values: []Value{{ID: "device", Label: "Device"}, {ID: "care-practice", Label: "Care practice"}, {ID: "digital", Label: "Digital"}}},
		{Key: "origin_country", Values: []Value{{ID: "CHN", Label: "China", Names: []string{"CN", "Chine", "China"}}, {ID: "IND", Label: "India", Names: []string{"IN", "Inde"}}, {ID: "COL", Label: "Colombia", Names: []string{"CO", "Colombie"}}}},
	}
	in.Short = map[string]string{"type": "innovation_type", "country": "origin_country", "year": SortYear, "any": "innovation_type origin_country"}
	in.Groups = []Group{
		{Terms: []Text{{"kangaroo mother care", ""}, {"KMC", ""}, {"skin to skin", ""}, {"madre canguro", "es"}}},
		{Terms: []Text{{"inguinal hernia", ""}, {"groin hernia", ""}}},
		{Terms: []Text{{"net", ""}}, Finds: []Text{{"mesh", ""}}},
	}
	return in
}

func TestQueries(t *testing.T) {
	x := open(t, Build(tiny(), Options{}))
	tests := []struct {
		name, query string
		want        []int
		codes       string
	}{
		{"word", "baby", []int{1}, ""},
		{"its stem", "repairing hernias", []int{0}, "near-words"},
		{"accents", "bogota", []int{1}, ""},
		{"beginning, last", "kang", []int{1}, ""},
		{"beginning, not last", "kang ", nil, "unknown-word"},
		{"one letter begins nothing", "k", nil, "unknown-word"},
		{"typing error", "kangoroo ", []int{1}, "near-words"},
		{"typing error in a beginning", "mosqiut", []int{0}, "near-words"},
		{"no typing error in four letters", "nett ", nil, "unknown-word"},
		{"all words", "net hernia", []int{0}, ""},
		{"not all words", "net kangaroo", []int{0, 1}, "none-has-all"},
		{"synonym", "KMC ", []int{1}, ""},
		{"synonym of several words", "inguinal hernia", []int{0}, ""},
		{"synonym in another language", "madre canguro ", []int{1}, ""},
		{"found, one way", "net ", []int{0}, ""},
		{"phrase", `"groin hernia"`, []int{0}, ""},
		{"phrase of stems", `"groin hernias"`, []int{0}, ""},
		{"phrase in another order", `"hernia groin"`, nil, ""},
		{"phrase across texts", `"net filet"`, nil, ""},
		{"phrase without an end", `"groin hernia`, []int{0}, ""},
		{"curly quotes", "“groin hernia”", []int{0}, ""},
		{"phrase of an unknown word", `"groin xyz"`, nil, "unknown-word"},
		{"exclusion", "a -kangaroo ", []int{0}, ""},
		{"exclusion alone: the newest first", "-net", []int{1, 2}, ""},
		{"excluded phrase", `-"groin hernia"`, []int{1, 2}, ""},
		{"excluded hyphen", "-mosquito-net", []int{1, 2}, ""},
		{"excluded nonsense", "-xyzzy", []int{1, 2, 0}, ""},
		{"a hyphen alone", "- baby", []int{1}, ""},
		{"hyphenated", "mosquito-net", []int{0}, ""},
		{"without its hyphen", "mosquitonet", []int{0}, ""},
		{"title", "title:mother", []int{1}, ""},
		{"not in the title", "title:baby", nil, ""},
		{"title with several words", `title:"care kangaroo"`, []int{1}, ""},
		{"value by id", "innovation_type:care-practice", []int{1}, ""},
		{"by label", `type:"Care practice"`, []int{1}, ""},
		{"by the beginning of one", "type:car", []int{1}, ""},
		{"by the beginning of two", "type:d", nil, "unknown-value"},
		{"by a name", "country:Inde", []int{0}, ""},
		{"by alpha-2", "country:cn", []int{2, 0}, ""},
		{"a value that no record has", "type:digital", nil, ""},
		{"a value that is none", "type:cake", nil, "unknown-value"},
		{"two of one key", "type:device type:care-practice", []int{1, 0}, ""},
		{"two keys", "type:device country:COL", nil, ""},
		{"excluded value", "-country:china", []int{1}, ""},
		{"a key for two", "any:device", []int{0}, ""},
		{"a key for two, the second", "any:colombia", []int{1}, ""},
		{"a key without a value is not there yet", "baby type:", []int{1}, ""},
		{"an unknown key is words", "colour:baby", []int{1}, "unknown-word none-has-all"},
		{"year", "year:1978", []int{1}, ""},
		{"years", "origin_year:1970..1999", []int{1, 0}, ""},
		{"years from", "year:1990..", []int{0}, ""},
		{"years to", "year:..1990", []int{1}, ""},
		{"no year", "year:abc", nil, "unknown-value"},
		{"id", "id:LF-0005", []int{0}, ""},
		{"Chinese", "青蒿素", []int{2}, ""},
		{"one sign begins a pair", "青", []int{2}, ""},
		{"nothing: the newest first", " ", []int{1, 2, 0}, ""},
		{"no words", "! ?", []int{1, 2, 0}, ""},
		{"too many words", strings.Repeat("baby ", 17), []int{1}, "many-words"},
		{"too long", strings.Repeat("x", 600), nil, "long-query unknown-word"},
	}
	for _, tt := range tests {
		got, r := ask(t, x, Query{Text: tt.query})
		if tt.want == nil {
			tt.want = []int{}
		}
		if !slices.Equal(got, tt.want) || codes(r) != tt.codes {
			t.Errorf("%s: %q finds %v %q, want %v %q", tt.name, tt.query, got, codes(r), tt.want, tt.codes)
		}
	}
}

func TestOrders(t *testing.T) {
	x := open(t, Build(tiny(), Options{}))
	for by, want := range map[string][]int{SortNewest: {1, 2, 0}, SortTitle: {1, 0, 2}, SortYear: {1, 0, 2}, SortRelevance: {1, 2, 0}} {
		if got, _ := ask(t, x, Query{Sort: by}); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", by, got, want)
		}
	}
}

func TestWhy(t *testing.T) {
	x := open(t, Build(tiny(), Options{}))
	tests := []struct{ query, want string }{
		{"hernias", "hernias>hernias 1 exact"},
		{"kangoroo ", "kangoroo>kangaroo 1 typo"},
		{"kmc ", "kmc>kangaroo mother care 1 synonym"},
		{`"groin hernia"`, "groin hernia>groin hernia 6 phrase"},
		{"title:mesh", "mesh>mesh 1 phrase"},
		{"lofgren mes", "lofgren>lofgren 7 exact, mes>mesh 1 prefix"},
	}
	for _, tt := range tests {
		docs, r := ask(t, x, Query{Text: tt.query})
		var got []string
		for _, w := range r.Why(docs[0]) {
			got = append(got, fmt.Sprintf("%s>%s %d %s", w.Word, w.Form, w.Field, w.How))
		}
		if text := strings.Join(got, ", "); text != tt.want {
			t.Errorf("%q: %s, want %s", tt.query, text, tt.want)
		}
	}
}

func TestCards(t *testing.T) {
	in := tiny()
	for _, sizes := range []Sizes{{}, {Terms: 1, Positions: 1, Cards: 2, Columns: 60}} {
		x := open(t, Build(in, Options{Sizes: sizes}))
		for i := range in.N {
			d := documentOf(&in, i)
			want := d.Card
			want.Title, want.Summary = d.Title, d.Summary
			got, err := x.Card(i)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("card %d (-want +got):\n%s", i, diff)
			}
		}
	}
}

// words of which made-up records are.
var made = strings.Fields("amber basil cedar delta ember fjord grove heron indigo jasper kelp lotus maple nectar onyx pearl quartz raven sage topaz")

// madeUp returns n records of made-up text, all words of which stand by
// themselves: none has the stem of another.
func madeUp(n int, seed uint64) Input {
	random := rand.New(rand.NewPCG(seed, 7))
	text := func(most int) string {
		var b strings.Builder
		for range random.IntN(most) {
			b.WriteString(made[min(random.IntN(len(made)), random.IntN(len(made)))] + " ")
		}
		return b.String()
	}
	docs := make([]Document, n)
	for i := range docs {
		docs[i] = Document{Title: text(5), Names: []Text{{text(3), ""}}, Summary: text(9), Headings: []string{text(3)}, Labels: []Text{{text(3), "fr"}},
			Sections: []Section{section("", text(20)), section("More", text(20))}, References: []string{text(6), text(2)},
			Values: [][]int{{random.IntN(3)}, {random.IntN(4), random.IntN(4)}}, Years: [][]int{{1950 + random.IntN(60)}}, Newest: n - 1 - i,
			Card: Card{ID: fmt.Sprintf("lf-%04d", i+1), Path: fmt.Sprintf("cases/c%d/", i)}}
	}
	in := input(docs)
	for k, size := range []int{3, 4} {
		f := Facet{Key: fmt.Sprintf("facet%d", k)}
		for v := range size {
			f.Values = append(f.Values, Value{ID: fmt.Sprintf("v%d", v), Label: fmt.Sprintf("Value %d", v)})
		}
		in.Facets = append(in.Facets, f)
	}
	in.Groups = []Group{{Terms: []Text{{"amber basil", ""}, {"topaz", ""}}}, {Terms: []Text{{"sage", ""}}, Finds: []Text{{"onyx pearl", ""}, {"quartz", ""}}}}
	return in
}

// texts returns every text of a record.
func texts(d *Document) []string {
	out := append([]string{d.Title, d.Summary}, slices.Concat(d.Headings, d.References)...)
	for _, n := range slices.Concat(d.Names, d.Labels) {
		out = append(out, n.Text)
	}
	for _, s := range d.Sections {
		out = append(out, Plain(s.HTML))
	}
	return out
}

// holds reports whether the words stand one after the other in a text of a
// record.
func holds(d *Document, phrase string) bool {
	return slices.ContainsFunc(texts(d), func(text string) bool {
		return strings.Contains(" "+strings.Join(strings.Fields(text), " ")+" ", " "+phrase+" ")
	})
}

// TestAgainstTexts compares what words, phrases and exclusions find with the
// texts themselves.
func TestAgainstTexts(t *testing.T) {
	in := madeUp(300, 1)
	in.Groups = nil
	x := open(t, Build(in, Options{Sizes: Sizes{Terms: 200, Positions: 200, Cards: 16, Columns: 60}}))
	random := rand.New(rand.NewPCG(2, 2))
	word := func() string { return made[random.IntN(len(made))] }
	for range 100 {
		a, b, c := word(), word(), word()
		var want []int
		for i := range in.N {
			d := documentOf(&in, i)
			if holds(&d, a+" "+b) && !holds(&d, b+" "+c) && holds(&d, c) {
				want = append(want, i)
			}
		}
		got, _ := ask(t, x, Query{Text: fmt.Sprintf(`"%s %s" -"%s %s" %s `, a, b, b, c, c)})
		slices.Sort(got)
		if !slices.Equal(got, want) && len(want) > 0 {
			t.Fatalf("%s %s, not %s %s, with %s: %v, want %v", a, b, b, c, c, got, want)
		}
	}
}

// TestCounts compares the counts of facets with a count record by record.
func TestCounts(t *testing.T) {
	in := madeUp(200, 3)
	q := Query{Text: "ember year:1960..", Facets: map[string][]string{"facet0": {"v0", "v2"}, "facet1": {"v1"}}, Years: map[string][2]int{SortYear: {1950, 2000}}}
	in.Short = map[string]string{"year": SortYear}
	x := open(t, Build(in, Options{}))
	got, r := ask(t, x, q)
	chosen := [][]int{{0, 2}, {1}}
	has := func(d *Document, k int) bool {
		return slices.ContainsFunc(d.Values[k], func(v int) bool { return slices.Contains(chosen[k], v) })
	}
	total, want := 0, [][]int{make([]int, 3), make([]int, 4)}
	for i := range in.N {
		d := documentOf(&in, i)
		if year := d.Years[0][0]; !holds(&d, "ember") || year < 1960 || year > 2000 {
			continue
		}
		if has(&d, 0) && has(&d, 1) {
			total++
		}
		for k := range want {
			if !has(&d, 1-k) {
				continue
			}
			for _, v := range slices.Compact(slices.Sorted(slices.Values(d.Values[k]))) {
				want[k][v]++
			}
		}
	}
	if len(got) != total || total == 0 {
		t.Errorf("%d records, want %d", len(got), total)
	}
	if diff := cmp.Diff(want, r.Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

// TestSameWhateverTheParts: one file, a few parts and many parts give the same
// answers, and the number of workers changes no byte.
func TestSameWhateverTheParts(t *testing.T) {
	in := madeUp(150, 4)
	one := Build(in, Options{Workers: 1})
	if len(one.Parts) != 1 || one.Parts[0].Name != "a0" {
		t.Errorf("a small index has %d parts", len(one.Parts))
	}
	if diff := cmp.Diff(files(t, one), files(t, Build(in, Options{Workers: 8}))); diff != "" {
		t.Error("eight workers make other bytes than one")
	}
	small := Sizes{Terms: 100, Positions: 100, Cards: 7, Columns: 60}
	many := Build(in, Options{Sizes: small, Workers: 1})
	if again := Build(in, Options{Sizes: small, Workers: 8}); !bytes.Equal(many.Manifest, again.Manifest) || cmp.Diff(files(t, many), files(t, again)) != "" {
		t.Error("eight workers make other parts than one")
	}
	if len(many.Parts) < 50 {
		t.Errorf("the small parts are only %d", len(many.Parts))
	}
	a, b := open(t, one), open(t, many)
	for _, query := range []string{"amber", "ambe", "ambre ", "topaz", "sage heron", "amber basil cedar", `"amber basil"`, `heron -"kelp lotus"`, "facet0:v1 kelp", "title:onyx", "xyz amber", ""} {
		docs, r := ask(t, a, Query{Text: query})
		others, s := ask(t, b, Query{Text: query})
		if !slices.Equal(docs, others) || codes(r) != codes(s) || len(docs) == 0 {
			t.Errorf("%q: in one file %v %s, in parts %v %s", query, docs, codes(r), others, codes(s))
		}
		for i := range r.Hits {
			if r.Hits[i].Score != s.Hits[i].Score {
				t.Errorf("%q: record %d scores %v in one file, %v in parts", query, docs[i], r.Hits[i].Score, s.Hits[i].Score)
			}
		}
	}
}

// TestCommon: from 500 records on a word that most have keeps the strong
// postings alone, and needs not stand in a phrase.
func TestCommon(t *testing.T) {
	docs := make([]Document, 600)
	for i := range docs {
		docs[i] = Document{Title: fmt.Sprintf("Case %s", made[i%len(made)]), Sections: []Section{section("", "health of "+made[(i+3)%len(made)])}}
	}
	docs[7].Summary = "About health"
	x := open(t, Build(input(docs), Options{}))
	if got, _ := ask(t, x, Query{Text: "health "}); !slices.Equal(got, []int{7}) {
		t.Errorf("health alone finds %v, want the record that has it in its summary", got)
	}
	want, _ := ask(t, x, Query{Text: "amber "})
	if got, _ := ask(t, x, Query{Text: "amber health "}); len(got) != len(want) || len(got) != 60 {
		t.Errorf("with health amber finds %d records, without it %d, want 60", len(got), len(want))
	}
	if got, _ := ask(t, x, Query{Text: `"health of amber"`}); len(got) != 60 {
		t.Errorf("a phrase with common words finds %d records, want those with the other word", len(got))
	}
}

// TestStable: a record more moves no number of those before it, and most parts
// of other records stay as they are.
func TestStable(t *testing.T) {
	in := madeUp(64, 5)
	more := in
	more.N = 63
	sizes := Sizes{Terms: 400, Positions: 400, Cards: 8, Columns: 60}
	a, b := files(t, Build(more, Options{Sizes: sizes})), files(t, Build(in, Options{Sizes: sizes}))
	same := 0
	for name := range a {
		if strings.HasPrefix(name, "search/c") && b[name] != nil {
			same++
		}
	}
	if same != 7 {
		t.Errorf("%d of 8 parts with cards stay, want 7", same)
	}
}

// A drawer is an archive in memory.
type drawer struct {
	data []byte
	full bool
}

func (d *drawer) Put(data []byte) (int64, bool) {
	at := len(d.data)
	d.data = append(d.data, data...)
	return int64(at), !d.full
}

func (d *drawer) Read(p []byte, at int64) { copy(p, d.data[at:]) }

// TestPutBy: a part that was put by is the same file of the same size.
func TestPutBy(t *testing.T) {
	made := func() Part { return Part{Name: "t0", Hash: "x", data: []byte("some bytes"), size: 10} }
	var want bytes.Buffer
	whole := made()
	if err := whole.Write(&want); err != nil {
		t.Fatal(err)
	}
	for _, full := range []bool{false, true} {
		part, got := made(), bytes.Buffer{}
		part.PutBy(&drawer{data: []byte("before"), full: full})
		if err := part.Write(&got); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() || part.Size() != want.Len() || (part.data == nil) == full {
			t.Errorf("full %v: %q of %d bytes, want %q; in memory %q", full, got.String(), part.Size(), want.String(), part.data)
		}
	}
}
