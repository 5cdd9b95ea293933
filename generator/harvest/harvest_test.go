package harvest

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casebook/generator/cite"
	"casebook/generator/derive"
	"casebook/generator/model"
	"casebook/generator/vocab"

	"github.com/google/go-cmp/cmp"
	"github.com/piprate/json-gold/ld"
	"golang.org/x/net/html"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func val(s string) model.Value { return model.Value{Text: s} }

var license = model.License{ID: "CC-BY-4.0", Name: "CC BY 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"}

// sites are a site with an address and one without.
var sites = map[string]*Site{
	"base": {Title: "Learned From", Publisher: "THET", BaseURL: "https://example.org/lf/", License: license, Dataset: "data/"},
	"bare": {Title: "Learned From", Publisher: "Learned From", License: license},
}

// samples are records with every kind of trouble, by name.
func samples() map[string]*Record {
	ref := func(key, doi string) model.Reference {
		return model.Reference{Key: val(key), Type: val("article-journal"), Title: val("T"), DOI: val(doi)}
	}
	year := func(n string) model.Year { return model.ParseYear(val(n)) }
	whole := &model.Case{
		Slug: "net", ID: val("lf-0005"), Title: val("Mosquito-net mesh"), Status: val(model.StatusPublished), Summary: val("A mesh."),
		OriginCountry: []model.Country{{Value: val("IND"), Code: "IND"}}, OriginYear: year("1994"), InnovationType: []model.Value{val("device")},
		Adoptions: []model.Adoption{{Country: model.Country{Code: "GBR"}, Year: year("2018"), Status: val("not-adopted"), References: []model.Value{val("a")}}},
		Evidence:  model.Evidence{At: model.At{Line: 1}, Origin: val("ocebm-2")}, Added: val("2026-11-20"), Updated: val("2026-11-22"),
		AlsoKnownAs: []model.Name{{Text: val("low-cost mesh")}, {Text: val("filet"), Lang: val("fr")}}, Returned: &model.Returned{Note: val("n")},
		Detail: &model.Detail{References: []model.Reference{ref("a", "10.1/a(b)"), ref("b", "10.1/b"), ref("c", "")}}, Reviewed: &model.Review{On: val("2026-11-21"), By: val("An editor")},
		Contributors: []model.Contributor{{Name: val("Garcia, Josiah"), Role: val("author"), ORCID: val("0000-0002-1825-0097")}, {Name: val("WHO Immediate KMC Study Group"), Role: val("author")}},
		History:      []model.Change{{On: val("2026-11-20"), Change: val("first published")}}, Extra: map[string][]model.Value{"colour": {val("red")}},
	}
	trouble := *whole
	trouble.Title = val(`</script><!-- "quotes", & 'more' =cmd() 🎉 علاج`)
	trouble.Contributors, trouble.Adoptions, trouble.Detail, trouble.Extra = nil, nil, nil, nil
	withdrawn := *whole
	withdrawn.Status, withdrawn.Withdrawn = val(model.StatusWithdrawn), &model.Withdrawal{On: val("2026-11-22"), Reason: val("error"), Note: val("Wrong place.")}
	bare := &model.Case{Slug: "bare", Title: val("Bare"), Status: val(model.StatusPublished)}
	return map[string]*Record{"whole": record(whole, ""), "trouble": record(&trouble, ""), "withdrawn": record(&withdrawn, " [withdrawn]"), "nothing": record(bare, "")}
}

func record(c *model.Case, state string) *Record {
	r := &Record{Facts: derive.Case(c, vocab.NewSet()), Title: c.Title.Text + state, Genre: "Case study", Authors: cite.RecordAuthors(c), Publisher: "Learned From",
		Version: fmt.Sprint(c.Version()), Issued: c.Updated.Text, Language: "en", Address: "cases/" + c.Slug + "/", References: func(w io.Writer) error {
			_, err := w.Write([]byte("[]"))
			return err
		}}
	if c.ID.Given() {
		r.Number, r.Permanent = strings.ToUpper(c.ID.Text), "id/"+c.ID.Text+".html"
		r.Places = []Place{{"India", "IND"}, {"United Kingdom", "GBR"}}
		r.Keywords = []string{"Device", "India"}
		r.Files = []File{{Name: "cite.bib", Type: TypeBibTeX}, {Name: "cite.csl.json", Type: TypeCSLJSON}, {Name: "record.json", Type: TypeJSON, Data: true}}
		r.Image = &Image{Address: "preview/net.png", Alt: "The route", Width: 1200, Height: 630}
	}
	if len(r.Authors) == 0 {
		r.Authors = []cite.Name{{Literal: "Learned From"}}
	}
	return r
}

func TestGolden(t *testing.T) {
	for name, r := range samples() {
		for of, s := range sites {
			var data bytes.Buffer
			if err := s.JSON(&data, r); err != nil {
				t.Fatal(err)
			}
			golden(t, name+"."+of+".json", indented(t, data.Bytes()))
			head, linked, _ := strings.Cut(string(s.Head(r)), "<script type=application/ld+json>")
			golden(t, name+"."+of+".html", strings.ReplaceAll(head, "><", ">\n<")+"\n")
			golden(t, name+"."+of+".jsonld", indented(t, []byte(strings.TrimSuffix(linked, "</script>"))))
		}
	}
}

func indented(t *testing.T, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, bytes.TrimSpace(data), "", " "); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return b.String() + "\n"
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
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

// TestHeadIsRead: a parser of HTML reads from the head what was put in, and
// nothing that a title holds becomes an element.
func TestHeadIsRead(t *testing.T) {
	for name, r := range samples() {
		doc, err := html.Parse(bytes.NewReader(sites["base"].Head(r)))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			a := map[string]string{}
			for _, attr := range n.Attr {
				a[attr.Key] = attr.Val
			}
			switch n.Data {
			case "meta":
				got[a["name"]+a["property"]] = append(got[a["name"]+a["property"]], a["content"])
			case "link":
				got["link "+a["rel"]] = append(got["link "+a["rel"]], a["href"])
			case "html", "head", "body", "script":
			default:
				t.Errorf("%s: there is an element %s", name, n.Data)
			}
		}
		want := map[string]string{"citation_title": r.Title, "DC.title": r.Title, "og:title": r.Title, "citation_technical_report_institution": r.Publisher,
			"citation_publication_date": strings.ReplaceAll(r.Issued, "-", "/"), "DC.type": "Case study", "link cite-as": sites["base"].cited(r)}
		for key, value := range want {
			if all := strings.Join(got[key], "|"); all != value {
				t.Errorf("%s: %s is %q, want %q", name, key, all, value)
			}
		}
		if n := len(got["citation_author"]); n != len(r.Authors) {
			t.Errorf("%s: %d tags of authors, want %d", name, n, len(r.Authors))
		}
	}
}

// TestNothingAbsoluteWithoutBase: what needs the address of the site is left
// out while it is not known.
func TestNothingAbsoluteWithoutBase(t *testing.T) {
	for name, r := range samples() {
		head := string(sites["bare"].Head(r))
		for _, no := range []string{"cite-as", "og:url", "og:image", "citation_public_url", "DC.identifier", "example.org"} {
			if strings.Contains(head, no) {
				t.Errorf("%s: %s stands in a head without a base address", name, no)
			}
		}
	}
}

// Of the extract of schema.org that stands in testdata.
type vocabulary struct {
	Types      map[string][]string // to the types it is a kind of
	Properties map[string]struct{ Domain, Range []string }
}

// is reports whether a type is another, or a kind of it.
func (v *vocabulary) is(kind string, of []string) bool {
	return slices.Contains(of, kind) || slices.ContainsFunc(v.Types[kind], func(super string) bool { return v.is(super, of) })
}

// local gives a processor of JSON-LD the context of schema.org from testdata.
type local struct{}

func (local) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if address != "https://schema.org" {
		return nil, errors.New("no network in tests: " + address)
	}
	file, err := os.Open("testdata/context.json")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	doc, err := ld.DocumentFromReader(file)
	return &ld.RemoteDocument{DocumentURL: address, Document: doc}, err
}

// TestLinkedData: a processor of JSON-LD 1.1 understands every word of it, and
// schema.org has each of them where it stands.
func TestLinkedData(t *testing.T) {
	var v vocabulary
	data, err := os.ReadFile("testdata/schemaorg.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	for name, r := range samples() {
		for of, s := range sites {
			judge := func(format string, args ...any) { t.Errorf("%s, %s: %s", name, of, fmt.Sprintf(format, args...)) }
			nodes := expand(t, s.JSONLD(r))
			types := map[string]string{}
			for _, n := range nodes {
				types[n.id()] = n.kind()
			}
			for _, n := range nodes {
				v.judge(n, types, judge)
			}
			checkGraph(t, nodes, r, judge)
		}
	}
}

// A node is a node of the expanded document.
type node map[string]any

func (n node) id() string { id, _ := n["@id"].(string); return id }

func (n node) kind() string {
	if list, ok := n["@type"].([]any); ok && len(list) == 1 {
		return strings.TrimPrefix(list[0].(string), schema)
	}
	return ""
}

const schema = "http://schema.org/"

// expand returns the nodes of a document, each with all that is said of it.
func expand(t *testing.T, data []byte) []node {
	t.Helper()
	doc, err := ld.DocumentFromReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	opt := ld.NewJsonLdOptions("https://example.org/lf/cases/net/")
	opt.ProcessingMode, opt.SafeMode, opt.DocumentLoader = ld.JsonLd_1_1, true, local{}
	flat, err := ld.NewJsonLdProcessor().Flatten(doc, nil, opt)
	if err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	var nodes []node
	for _, n := range flat.([]any) {
		nodes = append(nodes, n.(map[string]any))
	}
	return nodes
}

// judge checks the words of a node by the vocabulary.
func (v *vocabulary) judge(n node, types map[string]string, judge func(string, ...any)) {
	kind := n.kind()
	if _, ok := v.Types[kind]; !ok {
		judge("schema.org has no type %q (of %s)", kind, n.id())
	}
	for word, values := range n {
		if strings.HasPrefix(word, "@") {
			continue
		}
		p, ok := v.Properties[strings.TrimPrefix(word, schema)]
		if !ok || !strings.HasPrefix(word, schema) {
			judge("schema.org has no property %s", word)
			continue
		}
		if !v.is(kind, p.Domain) {
			judge("%s is not said of a %s", word, kind)
		}
		for _, value := range values.([]any) {
			object := value.(map[string]any)
			if id, ok := object["@id"].(string); ok {
				if target := types[id]; target != "" && !v.is(target, p.Range) {
					judge("%s may not be a %s", word, target)
				} else if target == "" && !strings.HasPrefix(id, "https://") {
					judge("%s leads to nothing: %s", word, id)
				}
			} else if !slices.ContainsFunc(p.Range, func(r string) bool { return v.is(r, []string{"Text", "Date", "DateTime", "Number", "URL"}) }) {
				judge("%s may not be the text %v", word, object["@value"])
			}
		}
	}
}

// checkGraph looks for what has to be there.
func checkGraph(t *testing.T, nodes []node, r *Record, judge func(string, ...any)) {
	t.Helper()
	found := map[string][]node{}
	for _, n := range nodes {
		found[n.kind()] = append(found[n.kind()], n)
	}
	if len(found["WebPage"]) != 1 || len(found["Report"]) != 1 || len(found["Dataset"]) != 1 {
		judge("%d pages, %d reports, %d data sets", len(found["WebPage"]), len(found["Report"]), len(found["Dataset"]))
		return
	}
	report := found["Report"][0]
	counts := map[string]int{"author": len(r.Authors), "publisher": 1, "isPartOf": 1, "about": 1, "version": 1, "license": 1, "spatialCoverage": len(r.Places)}
	for _, ref := range r.Facts.Case.Sources() {
		if ref.DOI.Given() {
			counts["citation"]++
		}
	}
	if r.Facts.Status == model.StatusWithdrawn {
		counts["creativeWorkStatus"] = 1
	}
	for word, want := range counts {
		values, _ := report[schema+word].([]any)
		if len(values) != want {
			judge("%d of %s, want %d", len(values), word, want)
		}
	}
}
