package scaffold

import (
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casebook/generator/fix"
	"casebook/generator/model"
	"casebook/generator/source"
	"casebook/generator/vocab"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func vocabularies() *vocab.Set {
	two := func(id, label string) *vocab.Vocabulary {
		return vocab.New(id, label, "", "What it says.", "", []vocab.Term{
			{ID: "first", Definition: "The first term, with a definition that is long enough to go on in a second line, as many definitions are."},
			{ID: "gone", Definition: "Replaced.", ReplacedBy: "first"},
			{ID: "not-stated", Definition: "The sources do not say."},
		})
	}
	return vocab.NewSet(two("innovation-type", "Innovation type"), two("learning-direction", "Direction of learning"),
		two("route", "Route"), two("adaptation", "Adaptation"), two("setting", "Setting"))
}

func answers() Answers {
	return Answers{Countries: []string{"KEN", "UGA"}, Types: []string{"device"}, Direction: "lmic-to-hic", Summary: "A net, sterilised, works as mesh."}
}

func TestGolden(t *testing.T) {
	const file = "testdata/stub.md"
	own := []model.Taxonomy{{Key: "setting", Vocabulary: "setting"}, {Key: "domain"}, {Key: "evidence.origin"}, {Key: "decade"}}
	got := Case("Mosquito-net mesh: low cost", vocabularies(), own, answers())
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The commented lines make a valid front matter when every # is taken away.
func TestLaterKeysAreRead(t *testing.T) {
	stub := Case("Mesh", vocabularies(), nil, answers())
	text := regexp.MustCompile(`(?m)^#(\S|  - )`).ReplaceAllString(string(stub), "$1")
	f, found := source.Read("x.md", []byte(text))
	if len(found) > 0 || !f.OK {
		t.Fatalf("findings: %v\n%s", found, text)
	}
	if out, changes := fix.Case("x.md", []byte(text), nil); string(out) != text {
		t.Errorf("check --fix would change it: %v", changes)
	}
	for _, k := range laterKeys {
		name, _, _ := strings.Cut(k.lines, ":")
		if f.Front.Get(name) == nil {
			t.Errorf("the key %s is not there", name)
		}
	}
}

func TestCommentsLeaveRoom(t *testing.T) {
	terms := make([]vocab.Term, 2000)
	for i := range terms {
		terms[i] = vocab.Term{ID: "x", Definition: "A long vocabulary."}
	}
	big := vocab.NewSet(vocab.New("domain", "Domain", "", "", "", terms))
	stub := Case("Mesh", big, nil, answers())
	if len(stub) > source.MaxFront/2 || strings.Contains(string(stub), "#domain") {
		t.Errorf("the stub has %d bytes", len(stub))
	}
}

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"Kangaroo mother care":    "kangaroo-mother-care",
		"Côte d’Ivoire’s «œuvre»": "cote-divoires-oeuvre",
		"منزل":                    "",
		"A title that goes on and on, as titles of reports do, beyond sixty letters": "a-title-that-goes-on-and-on-as-titles-of-reports-do-beyond",
		strings.Repeat("x", 80): strings.Repeat("x", 60),
	} {
		got := Slug(title)
		if got != want || got != "" && !source.IsSlug(got) {
			t.Errorf("Slug(%q) = %q, want %q", title, got, want)
		}
	}
}

func TestScalar(t *testing.T) {
	for text, want := range map[string]string{
		"Mesh":                 "Mesh",
		"Net, sterilised":      "Net, sterilised",
		"yes":                  `"yes"`,
		"a: b":                 `"a: b"`,
		"x #1":                 `"x #1"`,
		"1994":                 `"1994"`,
		"":                     `""`,
		"two\nlines":           "two lines",
		"say \"no\"":           `"say \"no\""`,
		"Löfgren’s \u202e net": `"Löfgren’s \u202e net"`,
	} {
		if got := scalar(text); got != want {
			t.Errorf("scalar(%q) = %s, want %s", text, got, want)
		}
	}
}

func FuzzCase(f *testing.F) {
	for _, s := range []string{"Mesh", "a: b", "- x", "no", "\"", "'", "1e3", "#", "---", "\u0085", "a\\", "{", "&a", "\xff"} {
		f.Add(s, s)
	}
	set := vocabularies()
	f.Fuzz(func(t *testing.T, title, country string) {
		a := answers()
		a.Countries, a.Summary = []string{country, "KEN"}, title
		file, found := source.Read("x.md", Case(title, set, nil, a))
		want := func(s string) string { return strings.ToValidUTF8(strings.Join(strings.Fields(s), " "), "\uFFFD") }
		if len(found) > 0 || !file.OK {
			t.Fatalf("%q: %v", title, found)
		}
		got := file.Front.Get("origin_country").Items
		if file.Front.Get("title").Text != want(title) || file.Front.Get("summary").Text != want(title) ||
			len(got) != 2 || got[0].Text != want(country) || len(file.Front.Pairs) != 5 {
			t.Fatalf("%q and %q are read otherwise: %q", title, country, file.Front.Get("title").Text)
		}
	})
}

// TestCallKeysAreRead: the commented lines of a call make a valid front matter
// when every # is taken away, with the boxes of its kind.
func TestCallKeysAreRead(t *testing.T) {
	for kind, boxes := range map[string][]model.FlowStep{model.CallOpen: model.PlainSteps, model.CallSurvey: model.PlainSteps, model.CallReview: model.ReviewSteps} {
		text := string(Call("Call: evidence", CallAnswers{Kind: kind, Opened: "2026-01-15", By: "A trust", Question: "What?", Summary: "Cases, please."}))
		open, found := source.Read("x.md", []byte(text))
		if len(found) > 0 || open.Front.Get("title").Text != "Call: evidence" || open.Front.Get("flow") != nil {
			t.Fatalf("%s: findings %v\n%s", kind, found, text)
		}
		head, later, _ := strings.Cut(text, "# The keys above")
		whole, found := source.Read("x.md", []byte(head+regexp.MustCompile(`(?m)^#(\S|  )`).ReplaceAllString("# "+later, "$1")))
		flow := whole.Front.Get("flow")
		if len(found) > 0 || flow == nil {
			t.Fatalf("%s: findings %v\n%s", kind, found, text)
		}
		if kind == model.CallReview {
			flow = flow.Get("databases")
		}
		for _, b := range boxes {
			if flow.Get(b.Key) == nil {
				t.Errorf("%s: the box %s is not offered", kind, b.Key)
			}
		}
	}
}
