package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	long := strings.Repeat("a", 50)
	tests := []struct{ name, text, want string }{
		{"small letters", "Low-Cost MESH", "low cost mesh"},
		{"accents", "Bogotá, Löfgren, São Tomé", "bogota lofgren sao tome"},
		{"letters that Unicode leaves whole", "Ødegård Łódź straße Ærø œuvre", "odegard lodz strasse aero oeuvre"},
		{"composed as it may be", "e\u0301 é ﬁ Å", "e e fi a"},
		{"apostrophes", "women's groups’ O’Rourke rock'n'roll 'tis", "women groups orourke rocknroll tis"},
		{"an s that is the word", "'s it's", "s it"},
		{"digits", "CIMAvax-EGF 2.0, 1960–1985", "cimavax egf 2 0 1960 1985"},
		{"a soft hyphen is nothing", "kan\u00adgaroo\u200b", "kangaroo"},
		{"capital I with a dot", "İlizarov", "ilizarov"},
		{"final sigma", "ΟΔΟΣ οδός", "οδοσ οδοσ"},
		{"Arabic without points", "الرِّعايَة ىـة", "الرعايه يه"},
		{"Russian keeps what is no accent of it", "Илизаров метод", "илизаров метод"},
		{"Chinese by pairs", "青蒿素", "青蒿 蒿素"},
		{"one alone", "青 a", "青 a"},
		{"beside letters", "用ORS治疗", "用 ors 治疗"},
		{"Japanese with its long mark", "データ", "テ\u3099 \u3099ー ータ"},
		{"cut", long + " b", long[:40] + " b"},
		{"cut by code points", strings.Repeat("я", 50), strings.Repeat("я", 40)},
		{"no words", " — … ! ' - '' ", ""},
		{"not UTF-8", "a\xffb", "a b"},
	}
	for _, tt := range tests {
		if got := strings.Join(Words(tt.text), " "); got != tt.want {
			t.Errorf("%s: %q gives %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestSplitPositions(t *testing.T) {
	tests := []struct{ text, want string }{
		{"low-cost mesh", "low@5 cost@6 lowcost@5 mesh@7"},
		{"skin-to-skin care", "skin@5 to@6 skin@7 care@8"},
		{"a- b -c d-", "a@5 b@6 c@7 d@8"},
		{"2007-2010 covid-19", "2007@5 2010@6 covid@7 19@8 covid19@7"},
		{"co‐op a--b", "co@5 op@6 coop@5 a@7 b@8"},
		{"x-青蒿素-y", "x@5 青蒿@6 蒿素@7 y@8"},
		{"o'neil-d'arc", "oneil@5 darc@6 oneildarc@5"},
		{"é-a", "e@5 a@6 ea@5"},
	}
	var s splitter
	for _, tt := range tests {
		var got []string
		end := s.split(tt.text, 5, true, func(form []byte, pos int) { got = append(got, fmt.Sprintf("%s@%d", form, pos)) })
		if text := strings.Join(got, " "); text != tt.want {
			t.Errorf("%q gives %s, want %s", tt.text, text, tt.want)
		}
		if n := len(Words(tt.text)); end != 5+n {
			t.Errorf("%q ends at %d, want %d", tt.text, end, 5+n)
		}
	}
}

func TestStem(t *testing.T) {
	tests := []struct {
		a, b string
		lang string
		same bool
	}{
		{"hernia", "hernias", "en", true},
		{"vasectomy", "vasectomies", "en", true},
		{"ors", "or", "en", false}, // an abbreviation is no plural
		{"transferencias", "transferencia", "es", true},
		{"enfants", "enfant", "fr", true},
		{"青蒿", "青", "zh", false},
		{"madaktari", "daktari", "sw", false}, // no stemmer: as English
	}
	for _, tt := range tests {
		in := languageOf(tt.lang)
		if got := new(stemmer).stem(tt.a, in) == new(stemmer).stem(tt.b, in); got != tt.same {
			t.Errorf("%s and %s (%s) are one term: %v, want %v", tt.a, tt.b, tt.lang, got, tt.same)
		}
	}
	if languageOf("pt-BR") != languageOf("PT") || languageOf("pt") == inEnglish || languageOf("xx") != inEnglish {
		t.Error("a tag has the stemmer of its language, and English without one")
	}
	if new(stemmer).stem("animation", languageOf("fr")|inEnglish) != new(stemmer).stem("animation", inEnglish) {
		t.Error("a form of an English text is English everywhere")
	}
}

func TestPlain(t *testing.T) {
	tests := []struct{ name, html, want string }{
		{"blocks divide", "<p>One</p><p>two.</p>", "One two."},
		{"marks within a word do not", "<p>kan<em>ga</em>roo</p>", "kangaroo"},
		{"entities", "<p>a &lt; b &amp; c&#39;s</p>", "a < b & c's"},
		{"code blocks are left out", `<p>a</p><pre class="code" tabindex="0"><code>x &lt; y</code></pre><p>b</p>`, "a b"},
		{"code in a line is not", "<p>run <code>casebook</code></p>", "run casebook"},
		{"marks of citations", `<p>Salt<sup class="cites"><a class="cite" id="c" href="#r"><span class="vh">Reference </span>1</a></sup> water</p>`, "Salt water"},
		{"marks of footnotes", `<p>Salt<sup id="fn-ref-1"><a class="note-mark" href="#fn-1">a</a></sup> water</p>`, "Salt water"},
		{"ways back", `<li id="fn-1"><p>note <a class="note-back" href="#x" aria-label="back">↩︎</a></p></li>`, "note"},
		{"headings", `<h3 id="x">Title</h3><p>text</p>`, "text"},
		{"cells divide", "<td>a</td><td>b</td>", "a b"},
		{"cut short", "<p>a <b", "a"},
	}
	for _, tt := range tests {
		if got := strings.Join(strings.Fields(Plain([]byte(tt.html))), " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOneError(t *testing.T) {
	tests := []struct {
		word, form  string
		want, start bool // start: a beginning of the form counts, too
	}{
		{"hernai", "hernia", true, true},
		{"hernai", "hernandez", false, true},
		{"hernia", "hernia", false, false},
		{"hernia", "hernias", true, true},
		{"hernias", "hernia", true, true},
		{"hernxa", "hernia", true, true},
		{"xhernia", "hernia", true, true},
		{"hrenai", "hernia", false, false},
		{"kangero", "kangaroo", false, true},
		{"", "a", true, true},
		{"яблако", "яблоко", true, true},
	}
	for _, tt := range tests {
		if got := oneError([]rune(tt.word), tt.form, false); got != tt.want {
			t.Errorf("%s, %s: %v, want %v", tt.word, tt.form, got, tt.want)
		}
		if got := oneError([]rune(tt.word), tt.form, true); got != tt.start {
			t.Errorf("beginning %s, %s: %v, want %v", tt.word, tt.form, got, tt.start)
		}
	}
}

// TestOneErrorDistance compares with the distance as it is defined.
func TestOneErrorDistance(t *testing.T) {
	words := []string{""}
	for range 4 {
		for _, w := range slices.Clone(words) {
			words = append(words, w+"a", w+"b")
		}
	}
	slices.Sort(words)
	words = slices.Compact(words)
	for _, a := range words {
		for _, b := range words {
			if got, want := oneError([]rune(a), b, false), distance([]rune(a), []rune(b)) == 1; got != want {
				t.Fatalf("%q, %q: %v, want %v", a, b, got, want)
			}
			want := false
			for i := range len(b) + 1 {
				want = want || a != "" && distance([]rune(a), []rune(b[:i])) == 1
			}
			if got := oneError([]rune(a), b, true); a != "" && !strings.HasPrefix(b, a) && got != want {
				t.Fatalf("beginning %q, %q: %v, want %v", a, b, got, want)
			}
		}
	}
}

// distance is the distance of optimal string alignment, letter by letter.
func distance(a, b []rune) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}
