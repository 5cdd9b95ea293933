//go:build browser

package browser

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"casebook/generator/source"
)

// tree returns the data of a front matter without places and quotes.
func tree(n *source.Node) any {
	switch n.Kind {
	case source.List:
		list := []any{}
		for _, item := range n.Items {
			list = append(list, tree(item))
		}
		return list
	case source.Map:
		m := map[string]any{}
		for _, p := range n.Pairs {
			m[p.Key] = tree(p.Value)
		}
		return m
	}
	return strings.TrimSpace(n.Text)
}

func dataOf(t *testing.T, name, text string) (data map[string]any, body string) {
	t.Helper()
	f, found := source.Read(name, []byte(text))
	if !f.OK || len(found) > 0 {
		t.Fatalf("%s cannot be read: %v\n%s", name, found, text)
	}
	return tree(f.Front).(map[string]any), string(f.Body)
}

// reread loads a file into the form and writes it again.
const reread = `([name, text]) => {
	try {
		casebookFormPage.load(casebookForm.read(text), name);
		return casebookForm.write(casebookFormPage.record(), casebookFormPage.data.order);
	} catch (err) { return "line " + err.message }
}`

// TestFormReadsEveryRecord: each record of the site can be corrected in the
// form: written again, it has the same data and the same text, and nothing is
// wrong with it that the form would show.
func TestFormReadsEveryRecord(t *testing.T) {
	b := take(t)
	b.form(t, "")
	files, err := filepath.Glob("../../content/cases/*.md")
	if err != nil || len(files) < 36 {
		t.Fatalf("%d records: %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		got := call[string](t, b, reread, []string{"content/cases/" + name, string(data)})
		if strings.HasPrefix(got, "line ") {
			t.Errorf("%s: cannot be read at %s", name, got)
			continue
		}
		wantFront, wantBody := dataOf(t, name, string(data))
		gotFront, gotBody := dataOf(t, name, got)
		for _, key := range union(wantFront, gotFront) {
			if g, w := asJSON(gotFront[key]), asJSON(wantFront[key]); g != w {
				t.Errorf("%s: %s is\n%s\nwant\n%s", name, key, g, w)
			}
		}
		if gotBody != wantBody {
			t.Errorf("%s: the text is %d bytes, want %d", name, len(gotBody), len(wantBody))
		}
		for _, f := range call[[]map[string]any](t, b, `() => casebookForm.validate(casebookFormPage.record(), casebookFormPage.data)`, nil) {
			t.Errorf("%s: the form finds %v", name, f)
		}
	}
	report(t, "complaints", b.complaints())
}

func union(a, b map[string]any) []string {
	all := map[string]bool{}
	for k := range a {
		all[k] = true
	}
	for k := range b {
		all[k] = true
	}
	return slices.Sorted(maps.Keys(all))
}

func asJSON(v any) string {
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		return fmt.Sprint(err)
	}
	return string(data)
}
