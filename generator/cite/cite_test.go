package cite

import (
	"bytes"
	"encoding/xml"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"casebook/generator/model"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestVancouverGolden(t *testing.T) {
	var b bytes.Buffer
	for _, s := range samples {
		c := Vancouver(s.ref, English())
		fmt.Fprintf(&b, "# %s\n%s\n%s\n\n", s.name, c, c.HTML())
	}
	golden(t, "testdata/vancouver.txt", b.String())
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", path, diff)
	}
}

// Examples as NLM prints them in its Samples of Formatted References, where
// the day and the month that the model does not hold are left out.
func TestSamplesOfNLM(t *testing.T) {
	want := map[string]string{
		"article, seven authors":            "Rose ME, Huerbin MB, Melick J, Marion DW, Palmer AM, Schiding JK, et al. Regulation of interstitial excitatory amino acid concentrations after cortical contusion injury. Brain Res. 2002;935(1-2):40-6.",
		"article, organisation as author":   "Diabetes Prevention Program Research Group. Hypertension, insulin, and proinsulin in participants with impaired glucose tolerance. Hypertension. 2002;40(5):679-86.",
		"article, persons and organisation": "Vallancien G, Emberton M, Harving N, van Moorselaar RJ; Alf-One Study Group. Sexual dysfunction in 1,274 European men suffering from lower urinary tract symptoms. J Urol. 2003;169(6):2257-61.",
		"article, issue without volume":     "Banit DM, Kaufer H. Intraoperative frozen section analysis. Clin Orthop. 2002;(401):230-8.",
		"article, neither volume nor issue": "Outreach: bringing HIV-positive individuals into care. HRSA Careaction. 2002:1-6.",
		"article, supplement pages":         "Glauser TA. Integrating clinical trial data into clinical practice. Neurology. 2002;58(12 Suppl 7):S6-12.",
		"book":                              "Murray PR, Rosenthal KS, Kobayashi GS, Pfaller MA. Medical microbiology. St. Louis: Mosby; 2002.",
		"book, editors only":                "Gilstrap LC 3rd, Cunningham FG, VanDorsten JP, editors. Operative obstetrics. New York: McGraw-Hill; 2002.",
		"chapter":                           "Meltzer PS, Kallioniemi A, Trent JM. Chromosome alterations in human solid tumors. In: Vogelstein B, Kinzler KW, editors. The genetic basis of human cancer. New York: McGraw-Hill; 2002. p. 93-113.",
		"thesis":                            "Borkowski MM. Infant sleep and feeding: a telephone survey of Hispanic Americans [dissertation]. Mount Pleasant (MI): Central Michigan University; 2002.",
		"legislation":                       "Veterans Hearing Loss Compensation Act of 2002, Pub. L. No. 107-9, 115 Stat. 11 (2001).",
	}
	seen := 0
	for _, s := range samples {
		if w, ok := want[s.name]; ok {
			seen++
			if got := Vancouver(s.ref, English()).String(); got != w {
				t.Errorf("%s:\n got %s\nwant %s", s.name, got, w)
			}
		}
	}
	if seen != len(want) {
		t.Errorf("%d of %d examples found", seen, len(want))
	}
}

// Whatever is missing, no punctuation is left over: every subset of the fields
// of every sample is tried one field short.
func TestNothingStray(t *testing.T) {
	drop := []func(*model.Reference){
		func(*model.Reference) {},
		func(r *model.Reference) { r.Title = val("") }, func(r *model.Reference) { r.Authors = nil },
		func(r *model.Reference) { r.Editors = nil }, func(r *model.Reference) { r.Container = val("") },
		func(r *model.Reference) { r.Publisher = val("") }, func(r *model.Reference) { r.Place = val("") },
		func(r *model.Reference) { r.Year.Value = val("") }, func(r *model.Reference) { r.Volume = val("") },
		func(r *model.Reference) { r.Issue = val("") }, func(r *model.Reference) { r.Pages = val("") },
		func(r *model.Reference) { r.Number = val("") }, func(r *model.Reference) { r.URL = val("") },
		func(r *model.Reference) { r.Accessed = val("") },
	}
	stray := []string{"..", "  ", ". .", ".,", ";.", ":.", ",.", " ;", " :", " ,", "()", "[]", "?.", "!.", ".;", "; ;", "( "}
	for _, s := range samples {
		for i := range drop {
			for j := range i + 1 {
				r := *s.ref
				drop[i](&r)
				drop[j](&r)
				text := Vancouver(&r, English()).Text
				for _, bad := range stray {
					if strings.Contains(strings.ReplaceAll(text, "et al.,", "et al,"), bad) {
						t.Errorf("%s without %d and %d: %q has %q", s.name, i, j, text, bad)
					}
				}
				if strings.TrimLeft(text, ".,;: ") != text {
					t.Errorf("%s: %q begins with punctuation", s.name, text)
				}
			}
		}
	}
}

func TestPages(t *testing.T) {
	tests := []struct{ in, want string }{
		{"146-153", "146-53"}, {"146–153", "146-53"}, {"12-19", "12-9"}, {"21-30", "21-30"}, {"304-310", "304-10"},
		{"645-648", "645-8"}, {"1199-1205", "1199-205"}, {"98-103", "98-103"}, {"126-7", "126-7"}, {"126A-127A", "126A-127A"},
		{"S10-S18", "S10-8"}, {"S6-12", "S6-12"}, {"e1-e3", "e1-3"}, {"S10-T12", "S10-T12"}, {"iv-xi", "iv-xi"}, {"e004936", "e004936"},
		{"34-36, 87-91,110-112", "34-6, 87-91, 110-2"}, {"5", "5"}, {"", ""}, {"7-7", "7-7"}, {"9-3", "9-3"}, {"153-146", "153-146"}, {"1-2-3", "1-2-3"}, {"-5", "-5"}, {"12 - 19", "12-9"},
	}
	for _, test := range tests {
		if got := Pages(test.in); got != test.want {
			t.Errorf("Pages(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestLinkAddresses(t *testing.T) {
	tests := []struct{ name, got, want string }{
		{"https", webAddress("https://example.org/a b?x=<>"), "https://example.org/a%20b?x=<>"},
		{"http", webAddress("http://example.org"), "http://example.org"},
		{"ftp", webAddress("ftp://example.org/a"), ""},
		{"script with a host", webAddress("javascript://example.org/%0aalert(1)"), ""},
		{"no host", webAddress("https:///a"), ""},
		{"relative", webAddress("/cases/"), ""},
		{"DOI", doiAddress("10.1000/a/b"), "https://doi.org/10.1000/a/b"},
		{"DOI without suffix", doiAddress("10.1000/"), ""},
		{"DOI of another registry", doiAddress("11.1000/a"), ""},
		{"DOI prefix with letters", doiAddress("10.x/a"), ""},
		{"bare DOI", bareDOI(" HTTPS://dx.doi.org/10.1000/182 "), "10.1000/182"},
		{"labelled DOI", bareDOI("DOI: 10.1000/182"), "10.1000/182"},
		{"PMCID in digits", pmcid("126020"), "PMC126020"},
		{"PMCID in lower case", pmcid("pmc126020"), "PMC126020"},
		{"PMCID of other form", numbered("https://x/", "PMC", "PMC12a"), ""},
	}
	for _, test := range tests {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
}

func TestIsPerson(t *testing.T) {
	for _, name := range []string{"Löfgren J", "van Moorselaar RJ", "Gilstrap LC 3rd", "Sartre J-P", "Øster Å", "Smith J Jr", "de la Cruz ABCD", "Doe J.", "屠呦呦"} {
		if !isPerson(name) {
			t.Errorf("%q is not taken for a person", name)
		}
	}
	for _, name := range []string{"World Health Organization", "UNICEF", "Learned From", "国家卫生健康委员会", "", "Jane Doe", "3rd"} {
		if isPerson(name) {
			t.Errorf("%q is taken for a person", name)
		}
	}
}

func TestNames(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""}, {"A B", "A B"}, {"A B| |C D", "A B, C D"}, {"A B|Group|C D", "A B; Group; C D"}, {"Group|Other", "Group; Other"},
		{"A A|B B|C C|D D|E E|F F", "A A, B B, C C, D D, E E, F F"}, {"A A|B B|C C|D D|E E|F F|G G", "A A, B B, C C, D D, E E, F F, et al."},
		{"A A|B B|C C|D D|E E|F F|Group", "A A, B B, C C, D D, E E, F F, et al."},
		{"A A|B B|C C|D D|E E|Group|G G", "A A, B B, C C, D D, E E; Group; et al."},
	}
	for _, test := range tests {
		if got := names(vals(test.in), "et al."); got != test.want {
			t.Errorf("names(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestDate(t *testing.T) {
	w := English()
	tests := []struct{ in, want string }{
		{"2026-03-12", "2026 Mar 12"}, {"2026-03-02", "2026 Mar 2"}, {"2026-03", "2026 Mar"}, {"2026", "2026"}, {"", ""},
		{"2026-13-01", "2026-13-01"}, {"2026-00", "2026-00"}, {"2026-01-32", "2026-01-32"}, {"2026-1-1", "2026-1-1"}, {"March", "March"}, {"2026-03-12-", "2026-03-12-"},
	}
	for _, test := range tests {
		if got := w.date(test.in); got != test.want {
			t.Errorf("date(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestRecordGolden(t *testing.T) {
	var b bytes.Buffer
	for _, sample := range recordSamples() {
		fmt.Fprintf(&b, "# %s\n", sample.name)
		for _, s := range Record(sample.c, sample.p, "id/lf-0005.html", English()) {
			fmt.Fprintf(&b, "%s: %s\n", s.Style, s.String("DATE"))
			if strings.Count(s.String("DATE"), "DATE") != 1 || strings.Contains(s.String(""), accessMark) {
				t.Errorf("%s, %s: the date of access does not stand once: %q", sample.name, s.Style, s)
			}
		}
		b.WriteByte('\n')
	}
	golden(t, "testdata/records.txt", b.String())
}

type recordSample struct {
	name string
	c    *model.Case
	p    Publication
}

func recordSamples() []recordSample {
	lf := Publication{Title: "Learned From", Publisher: "Learned From"}
	thet := Publication{Title: "Learned From", Publisher: "THET", BaseURL: "https://example.org/lf/"}
	authors := func(list ...string) (out []model.Contributor) {
		for _, name := range list {
			out = append(out, model.Contributor{Name: val(name), Role: val("author")})
		}
		return out
	}
	signed := func(change func(*model.Case)) *model.Case {
		c := &model.Case{ID: val("lf-0005"), Title: val("Mosquito-net mesh"), Status: val("published"), Added: val("2026-11-20"), Updated: val("2026-11-22"),
			Contributors: []model.Contributor{{Name: val("Doe, Jane Q."), Role: val("author")}, {Name: val("Roe R"), Role: val("editor")}, {Name: val("Okello A"), Role: val("author")}},
			History:      make([]model.Change, 3)}
		change(c)
		return c
	}
	released := thet
	released.Release = "1.0"
	return []recordSample{
		{"whole, in a release", signed(func(*model.Case) {}), released},
		{"no address, publisher as the site", signed(func(*model.Case) {}), lf},
		{"unsigned", signed(func(c *model.Case) { c.Contributors = nil }), lf},
		{"unsigned, other publisher", signed(func(c *model.Case) { c.Contributors = nil }), thet},
		{"no number yet, never updated", signed(func(c *model.Case) { c.ID, c.Updated, c.History = val("lf-0000"), val(""), nil }), lf},
		{"withdrawn", signed(func(c *model.Case) { c.Status = val("withdrawn") }), thet},
		{"organisation and person", signed(func(c *model.Case) { c.Contributors = authors("WHO Immediate KMC Study Group", "van der Berg, Jan") }), thet},
		{"title is a question", signed(func(c *model.Case) { c.Title = val("Does it work?") }), lf},
		{"title with a full stop", signed(func(c *model.Case) { c.Title = val("It works.") }), lf},
		{"many authors", signed(func(c *model.Case) {
			c.Contributors = authors("A A", "B B", "C C", "D D", "E E", "F F", "G G", "H H", "I I", "J J", "K K", "L L", "M M", "N N", "O O", "P P", "Q Q", "R R", "S S", "T T", "U U", "V V")
		}), lf},
		{"stub without anything", &model.Case{Title: val("New")}, lf},
		{"only a year", signed(func(c *model.Case) { c.Updated = val("2026") }), lf},
	}
}

func TestNumber(t *testing.T) {
	refs := []model.Reference{*ref("book", "key=a"), *ref("book", "key=b"), *ref("book", "key=c"), *ref("book", "key=b", "title=again"), *ref("book", "key=d")}
	body := &model.Body{CiteKeys: []string{"c", "gone", "b"}, Cites: []model.Cite{
		{Key: "c", Anchor: "cite-1"}, {Key: "gone", Anchor: "cite-2"}, {Key: "c", Anchor: "cite-3"}, {Key: "b", Anchor: "cite-4"}}}
	var got []string
	for _, e := range Number(body, refs) {
		title := "none"
		if e.Ref != nil {
			title = e.Ref.Key.Text + e.Ref.Title.Text
		}
		got = append(got, fmt.Sprintf("%d %s %s %s", e.Number, e.Key, title, strings.Join(e.Anchors, "+")))
	}
	want := []string{"1 c c cite-1+cite-3", "2 gone none cite-2", "3 b b cite-4", "4 a a ", "5 b bagain ", "6 d d "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if list := Number(&model.Body{}, nil); len(list) != 0 {
		t.Errorf("empty record has %d entries", len(list))
	}
}

// Whatever an author writes, the HTML is well formed, holds only links of the
// web, and says what the text says.
func FuzzHTML(f *testing.F) {
	for _, s := range samples {
		r := s.ref
		f.Add(r.Type.Text, r.Title.Text, r.Container.Text, r.Pages.Text, r.DOI.Text, r.PMID.Text, r.URL.Text, r.Accessed.Text)
	}
	f.Add("book", `"><img src=x onerror=alert(1)>`, "'", "&", "10.1/\"'><", "1\x00", "https://a/\"onclick=\"x", "2026-")
	f.Fuzz(func(t *testing.T, typ, title, container, pages, doi, pmid, address, accessed string) {
		r := ref(typ, "title="+title, "container="+container, "pages="+pages, "doi="+doi, "pmid="+pmid, "url="+address, "accessed="+accessed)
		c := Vancouver(r, English())
		for _, text := range []string{title, container, pages, doi, pmid, address, accessed} {
			if !utf8.ValidString(text) {
				return // encoding/xml refuses it; the text is passed on as it is
			}
		}
		dec := xml.NewDecoder(bytes.NewReader(slices.Concat([]byte("<p>"), c.HTML(), []byte("</p>"))))
		for {
			token, err := dec.Token()
			if token == nil {
				if err != nil && err.Error() != "EOF" && !strings.Contains(err.Error(), "illegal character code") {
					t.Fatalf("%v in %s", err, c.HTML())
				}
				return
			}
			start, ok := token.(xml.StartElement)
			if !ok || start.Name.Local == "p" {
				continue
			}
			if start.Name.Local != "a" || len(start.Attr) != 1 || !strings.HasPrefix(start.Attr[0].Value, "http") {
				t.Fatalf("element %v in %s", start, c.HTML())
			}
		}
	})
}
