package check_test

import (
	"bytes"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"casebook/generator/check"
	"casebook/generator/config"
	"casebook/generator/load"
	"casebook/generator/schema"
)

// inSchema are the rules whose wrong example the schema refuses. The others
// need more than one value to be seen: a second record, the text, the income
// groups of a year, the bytes of the file.
var inSchema = []string{
	"bad-alias", "bad-date", "bad-doi", "bad-id", "bad-lang", "bad-pmcid", "bad-pmid", "bad-record-status", "bad-reference-key", "bad-reference-year",
	"bad-url", "bad-year", "country-spelling", "empty-value", "former-country", "front-matter-not-a-map",
	"front-matter-too-large", "impossible-date", "missing-key",
	"published-without-number", "reference-incomplete", "repeated-term", "retired-term", "summary-too-long", "title-too-long",
	"translated-key", "unknown-country", "unknown-key", "unknown-term", "url-scheme", "value-too-long", "withdrawn-incomplete",
	"withdrawn-not-marked", "wrong-type", "yaml-depth", "yaml-key-not-text",
}

// compiled returns the schema of a site as another program understands it.
func compiled(t *testing.T, site fs.FS) *jsonschema.Schema {
	t.Helper()
	data, err := fs.ReadFile(site, config.File)
	if err != nil {
		t.Fatal(err)
	}
	settings, _ := config.Read(data)
	result, _, err := load.Site(site, load.Options{Config: settings})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := schema.Case(&b, result.Site); err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("case.json", document); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("case.json") // the schema itself is validated here
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// instance reads front matter with a parser of its own into the values of JSON;
// ok is false where it is no front matter of YAML.
func instance(file string) (value any, ok bool) {
	front, _, found := strings.Cut(strings.TrimPrefix(file, "---\n"), "\n---\n")
	if !found || !strings.HasPrefix(file, "---\n") {
		return nil, false
	}
	var v any
	if err := yaml.Unmarshal([]byte(front), &v); err != nil {
		return nil, false
	}
	return plain(v), true
}

// plain turns what the parser takes for a time back into its text.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
	case time.Time:
		return v.Format(time.DateOnly)
	case int:
		return float64(v)
	}
	return v
}

// TestSchemaOfRealCases: every case of the site is valid by the schema that the
// site publishes.
func TestSchemaOfRealCases(t *testing.T) {
	site := os.DirFS(root)
	s := compiled(t, site)
	var files []string
	for _, pattern := range []string{"content/cases/*.md", "content/cases/*/index.md"} {
		found, err := fs.Glob(site, pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 30 {
		t.Fatalf("only %d cases", len(files))
	}
	for _, file := range files {
		data, err := fs.ReadFile(site, file)
		if err != nil {
			t.Fatal(err)
		}
		v, ok := instance(string(data))
		if !ok {
			t.Errorf("%s: no front matter", file)
		} else if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestSchemaOfExamples: what the pages of the rules show as wrong is refused by
// the schema where a schema can tell, and what they show as right never is.
func TestSchemaOfExamples(t *testing.T) {
	refused := map[string]bool{}
	schemas := map[string]*jsonschema.Schema{} // by what the schema is made of
	for _, code := range check.Codes() {
		e, _ := check.Explain(string(code))
		for _, example := range []struct {
			text  string
			wrong bool
		}{{e.Wrong, true}, {e.Right, false}} {
			site := exampleSite(t)
			applyAll(t, site, example.text)
			file := site[recordFile]
			if file == nil {
				continue
			}
			text := string(file.Data)
			if change := invisible[string(code)]; change != nil && example.wrong {
				text = string(change(file.Data))
			}
			v, ok := instance(text)
			if !ok {
				continue
			}
			key := settingsOf(site)
			if schemas[key] == nil {
				schemas[key] = compiled(t, site)
			}
			err := schemas[key].Validate(v)
			switch {
			case example.wrong && err != nil:
				refused[string(code)] = true
			case !example.wrong && err != nil:
				t.Errorf("%s: the right example is refused: %v", code, err)
			}
		}
	}
	if diff := cmp.Diff(inSchema, slices.Sorted(maps.Keys(refused))); diff != "" {
		t.Errorf("rules whose wrong example is refused (-want +got):\n%s", diff)
	}
}

// settingsOf returns the text of all files but the record.
func settingsOf(site fstest.MapFS) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(site)) {
		if name != recordFile {
			b.WriteString(name + "\n" + string(site[name].Data))
		}
	}
	return b.String()
}
