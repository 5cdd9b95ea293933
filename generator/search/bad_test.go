package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestBadInput(t *testing.T) {
	long := strings.Repeat("the groin hernia was repaired with a mesh of netting ", 20000) // 200,000 words
	docs := []Document{
		{},
		{Title: "Long", Sections: []Section{section("", long+"zebra")}},
		{Title: "علاج الملاريا", Lang: "ar", Summary: "الرِّعايَة الصحية", Sections: []Section{section("", "نقص المياه")}},
		{Title: "袋鼠式护理", Lang: "zh", Sections: []Section{section("", strings.Repeat("早产儿的皮肤接触", 500))}},
		{Title: strings.Repeat("x", 100000), Summary: "\x00\x01 \ufeff", Names: []Text{{"", "fr"}, {"—", ""}}, Headings: []string{""}, Card: Card{Path: "</script>"}},
	}
	in := input(docs)
	in.Groups = []Group{{}, {Terms: []Text{{"—", ""}}}, {Terms: []Text{{"repaired with", ""}, {"", ""}}}}
	b := Build(in, Options{Texts: true})
	if strings.Contains(string(b.Manifest), "<") {
		t.Error("the manifest could end a script element")
	}
	x := open(t, b)
	for query, want := range map[string][]int{
		"zebra": {1}, `"netting zebra"`: {1}, `"zebra netting"`: nil, "الرعاية": {2}, "الملاريا": {2}, "皮肤": {3}, "袋鼠式": {3}, "鼠袋": nil,
		strings.Repeat("x", 41): {4}, "": {0, 1, 2, 3, 4},
	} {
		if got, _ := ask(t, x, Query{Text: query}); !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%.20q finds %v, want %v", query, got, want)
		}
	}
	for i := range docs {
		if _, err := x.Card(i); err != nil {
			t.Errorf("card %d: %v", i, err)
		}
	}
}

func TestNoRecords(t *testing.T) {
	for _, groups := range [][]Group{nil, tiny().Groups} {
		in := Input{Groups: groups, Facets: tiny().Facets, Years: []string{SortYear}}
		b := Build(in, Options{Texts: true})
		if len(b.Parts) != 1 {
			t.Errorf("an index of nothing has %d parts", len(b.Parts))
		}
		x := open(t, b)
		for _, query := range []string{"", "kmc", "net x", `"a b"`, "-a", "innovation_type:device", "origin_year:1990"} {
			if got, r := ask(t, x, Query{Text: query}); len(got) != 0 || len(r.Counts) != 2 {
				t.Errorf("%q finds %v", query, got)
			}
		}
	}
}

// TestHostileQueries: whatever is asked is answered.
func TestHostileQueries(t *testing.T) {
	x := open(t, Build(tiny(), Options{}))
	for _, query := range hostile {
		if _, err := x.Search(Query{Text: query}); err != nil {
			t.Errorf("%.40q: %v", query, err)
		}
	}
}

var hostile = []string{
	strings.Repeat("a", 10000), strings.Repeat("a ", 5000), strings.Repeat(`"`, 10000), strings.Repeat(`-"a" `, 2000), strings.Repeat("-", 10000),
	strings.Repeat("type:device ", 900), strings.Repeat("青", 10000), strings.Repeat("\u0301", 10000), strings.Repeat("a-", 5000), strings.Repeat("'", 9999) + "s",
	"\x00", "\xff\xfe", "a\xffb", "\u202e", `<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "javascript:alert(1)", "__proto__", "constructor:x",
	"year:..", "year:...", "year:99999999999999999999..1", "year:-1..1", "title:", "title:-", `title:"`, "id:", ":", "::", "a:b:c", "type:type:type", `type:"`,
	"origin_year:1960..1985..1990", "- - -", `-""`, `""`, "“”", "„", "' ' '", "\u2028\u2029\u0085", "𝕬𝖓𝖙", "İ", "ß", "ﬀ", "e\u0301\u0301\u0301",
}

// TestBrokenParts: a part that is gone, empty, cut short, of another name or
// of other bytes is an error that names it.
func TestBrokenParts(t *testing.T) {
	b := Build(tiny(), Options{Sizes: Sizes{Terms: 150, Positions: 1 << 20, Cards: 2, Columns: 60}})
	use := func(x *Index) error {
		for _, q := range []string{`"groin hernia" kmc madre`, "xyzzyx", "inguinal hernia", "type:device"} {
			if _, err := x.Search(Query{Text: q}); err != nil {
				return err
			}
		}
		for i := range 3 {
			if _, err := x.Card(i); err != nil {
				return err
			}
		}
		return nil
	}
	if err := use(open(t, b)); err != nil {
		t.Fatal(err)
	}
	for i := range b.Parts {
		path := b.Parts[i].Path()
		file := files(t, b)[path].Data
		for name, data := range map[string][]byte{
			"gone": nil, "empty": {}, "cut": file[:len(file)/2], "a tail lost": file[:len(file)-1],
			"another": []byte(partHead("t9") + "AA" + partTail), "no deflate": []byte(partHead(b.Parts[i].Name) + "////" + partTail),
		} {
			fsys := files(t, b)
			if fsys[path] = (&fstest.MapFile{Data: data}); data == nil {
				delete(fsys, path)
			}
			err := use(openFS(t, fsys, b.Manifest))
			if err == nil || !strings.Contains(err.Error(), b.Parts[i].Name) {
				t.Errorf("%s %s: the error is %v", b.Parts[i].Name, name, err)
			}
		}
	}
}

func TestBrokenManifest(t *testing.T) {
	good := string(Build(tiny(), Options{}).Manifest)
	for name, text := range map[string]string{
		"empty": "", "no JSON": "{", "null": "null", "another version": strings.Replace(good, `"version":2`, `"version":1`, 1),
		"no parts": `{"version":2,"n":1}`, "records below zero": strings.Replace(good, `"n":3`, `"n":-3`, 1),
		"records beyond bounds": strings.Replace(good, `"n":3`, `"n":99999999`, 1),
		"a part beyond the end": strings.Replace(good, `"first":[0]`, `"first":[0,9]`, 1),
		"a part before the one": strings.Replace(good, `"first":[0]`, `"first":[0,-1]`, 1),
		"no first part":         strings.Replace(good, `"first":[0]`, `"first":[1]`, 1),
	} {
		if text == good {
			t.Fatalf("%s changes nothing", name)
		}
		if _, err := Open(fstest.MapFS{}, []byte(text)); err == nil {
			t.Errorf("%s: the manifest is taken", name)
		}
	}
	for page, want := range map[string]string{
		`<script type="application/json" id="search-manifest">{"n":1}</script>`: `{"n":1}`,
		`<script id=search-manifest type=application/json>{}</script>`:          `{}`,
		`<p>nothing</p>`: "", `<script id="search-manifest">{}`: "", `id="search-manifest"`: "",
	} {
		if got, err := Manifest([]byte(page)); string(got) != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", page, got, err)
		}
	}
}

// FuzzParse: any query is taken apart within its bounds.
func FuzzParse(f *testing.F) {
	for _, query := range hostile {
		f.Add(query)
	}
	f.Add(`kmc -"skin to skin" type:device year:1960..1985 title:"a b" mosquito-net`)
	keys := map[string]string{"type": "innovation_type", "year": SortYear, "title": keyTitle, "id": keyID}
	f.Fuzz(func(t *testing.T, text string) {
		p := parse(text, keys)
		words := 0
		for _, c := range p.clauses {
			words += len(c.words)
			for _, w := range c.words {
				if w == "" || len([]rune(w)) > maxWord {
					t.Errorf("%q is no word", w)
				}
			}
			if c.key == "" && len(c.words) == 0 || c.last && (c.not || c.quoted || c.key != "") {
				t.Errorf("%+v is no clause", c)
			}
		}
		if words > maxWords {
			t.Errorf("%d words", words)
		}
	})
}

// FuzzWords: folding again changes nothing, and words have only letters.
func FuzzWords(f *testing.F) {
	for _, query := range hostile {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, w := range Words(text) {
			if again := Words(w); len(again) != 1 || again[0] != w {
				t.Errorf("%q: the word %q gives %q", text, w, again)
			}
		}
	})
}

// FuzzParts: a part of any bytes gives an error or an answer.
func FuzzParts(f *testing.F) {
	b := Build(tiny(), Options{Sizes: Sizes{Terms: 150, Positions: 1 << 20, Cards: 2, Columns: 60}})
	for i := range b.Parts {
		data, err := unpack(b.Parts[i].Name, files(f, b)[b.Parts[i].Path()].Data)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(i, data)
	}
	queries := []string{`"groin hernia" net inguinal`, "madre canguro typo:x", "kangoroox", "type:device year:1990..", "kan", "青", "title:mesh -baby"}
	f.Fuzz(func(t *testing.T, i int, data []byte) {
		if i < 0 || i >= len(b.Parts) {
			return
		}
		p := payload{kind: "x", data: data}
		p.pack()
		part := b.Parts[i]
		part.data = p.packed
		fsys := files(t, b)
		fsys[part.Path()] = files(t, &Built{Parts: []Part{part}})[part.Path()]
		x := openFS(t, fsys, b.Manifest)
		for _, q := range queries {
			r, err := x.Search(Query{Text: q, Facets: map[string][]string{"innovation_type": {"device"}}})
			if err != nil {
				continue
			}
			for _, h := range r.Hits {
				r.Why(h.Doc)
				if _, err := x.Card(h.Doc); err != nil {
					continue
				}
			}
		}
	})
}

// FuzzManifest: any manifest is refused, or leads to an error or an answer.
func FuzzManifest(f *testing.F) {
	b := Build(tiny(), Options{})
	f.Add(b.Manifest)
	many := Build(tiny(), Options{Sizes: Sizes{Terms: 150, Positions: 1 << 20, Cards: 2, Columns: 60}})
	f.Add(many.Manifest)
	fsys := files(f, b)
	for name, file := range files(f, many) {
		fsys[name] = file
	}
	f.Fuzz(func(t *testing.T, manifest []byte) {
		x, err := Open(fsys, manifest)
		if err != nil || x.N() > 1000 {
			return
		}
		for _, q := range []string{`"groin hernia" kmc`, "kangoroox", "type:device", "net"} {
			if r, err := x.Search(Query{Text: q}); err == nil {
				for _, h := range r.Hits {
					r.Why(h.Doc)
				}
			}
		}
		for i := range x.N() {
			if _, err := x.Card(i); err != nil {
				break
			}
		}
		if err := x.Narrow(&Query{}, "type", fmt.Sprint(x.N())); err == nil && x.N() == 0 {
			return
		}
	})
}
