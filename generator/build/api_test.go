package build

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pb33f/libopenapi"
	"github.com/pb33f/libopenapi/datamodel"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestOpenAPI: another program's reader understands the description, it is
// valid by the schema of OpenAPI 3.1, and every file of the API is what the
// description says.
func TestOpenAPI(t *testing.T) {
	for _, base := range []string{"", "https://example.org/lf/"} {
		files := builtOdd(t, Options{BaseURL: base})
		text := files["api/v1/openapi.json"]
		doc, err := libopenapi.NewDocument([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		model, err := doc.BuildV3Model()
		if err != nil {
			t.Fatal(err)
		}
		if doc.GetVersion() != "3.1.1" || model.Model.Paths.PathItems.Len() != 5 {
			t.Errorf("version %s, %d paths", doc.GetVersion(), model.Model.Paths.PathItems.Len())
		}
		validOpenAPI(t, text)
		for path, name := range map[string]string{"api/v1/cases.json": "Cases", "api/v1/vocabularies.json": "Vocabularies", "api/v1/countries.json": "Countries",
			"api/v1/statistics.json": "Statistics", "cases/gone/record.json": "Record", "cases/formula/record.json": "Record"} {
			answers(t, text, name, path, files[path])
		}
		var list struct{ Cases []map[string]any }
		if err := json.Unmarshal([]byte(files["api/v1/cases.json"]), &list); err != nil || len(list.Cases) != 6 {
			t.Errorf("%d cases, %v", len(list.Cases), err)
		}
		for path := range model.Model.Paths.PathItems.KeysFromOldest() {
			if !strings.Contains(files["api/index.html"], ">"+path+"<") {
				t.Errorf("the page of the API does not show %s", path)
			}
		}
	}
}

// validOpenAPI holds a description to the schema that the OpenAPI Initiative
// publishes for 3.1.
func validOpenAPI(t *testing.T, text string) {
	t.Helper()
	if err := compileAt(t, datamodel.OpenAPI31SchemaData, "").Validate(decoded(t, text)); err != nil {
		t.Error(err)
	}
}

// answers holds a file to the schema that the description has for it.
func answers(t *testing.T, description, schema, path, text string) {
	t.Helper()
	if err := compileAt(t, description, "#/components/schemas/"+schema).Validate(decoded(t, text)); err != nil {
		t.Errorf("%s is not what the description says: %v", path, err)
	}
}

func compileAt(t *testing.T, text, pointer string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("file:///schema.json", decoded(t, text)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("file:///schema.json" + pointer)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func decoded(t *testing.T, text string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestAPIWithoutRecords: without files of records the API leads to none.
func TestAPIWithoutRecords(t *testing.T) {
	s := newSite(t, odd())
	s.replace(t, "site.toml", "record_json = true", "record_json = false")
	files, _ := s.build(t, filepath.Join(t.TempDir(), "public"), Options{})
	if strings.Contains(files["api/v1/openapi.json"], "record.json") || strings.Contains(files["api/v1/cases.json"], "record.json") {
		t.Error("the API leads to files that are not there")
	}
}
