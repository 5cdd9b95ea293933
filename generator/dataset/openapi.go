package dataset

import (
	"io"

	"casebook/generator/object"
	"casebook/generator/table"
)

// A Route is one address of the API.
type Route struct {
	Path    string // below the site root; "{case}" stands for a record
	Example string // the same with a record that is there; "" where there is none
	ID      string // of the operation
	Summary string
	schema  object.Object
}

// Routes returns the addresses of the API. example is a record that has a file
// of its own; empty: none has.
func (a *API) Routes(example string) []Route {
	routes := []Route{
		{Path: APIFolder + APICases, ID: "listCases", Summary: "Every record in a few words, with the address of its own file; withdrawn ones and first notes too.", schema: schemaRef("Cases")},
		{Path: APIFolder + APIVocabularies, ID: "listVocabularies", Summary: "Every controlled vocabulary with its terms.", schema: schemaRef("Vocabularies")},
		{Path: APIFolder + APICountries, ID: "listCountries", Summary: "Every country with its names, its income groups by year, and how many records came from it and went to it.", schema: schemaRef("Countries")},
		{Path: APIFolder + APIStatistics, ID: "listStatistics", Summary: "Every statistic with its definition, its fraction, its tables and the records behind it.", schema: schemaRef("Statistics")},
	}
	if example != "" {
		routes = append(routes, Route{Path: "cases/{case}/record.json", Example: example, ID: "getCase", Summary: "One record, with all of it but the prose.", schema: schemaRef("Record")})
	}
	for i := range routes {
		if routes[i].Example == "" {
			routes[i].Example = routes[i].Path
		}
	}
	return routes
}

func schemaRef(name string) object.Object {
	return object.Of("$ref", "#/components/schemas/"+name)
}

// Describe writes openapi.json: the description of the API (OpenAPI 3.1.1).
func (a *API) Describe(w io.Writer, routes []Route) error {
	server := a.About.BaseURL
	if server == "" {
		server = "../../" // from the file itself
	}
	var paths object.Object
	for i := range routes {
		paths = paths.With("/"+routes[i].Path, object.Of("get", routes[i].operation()))
	}
	info := object.Of("title", a.About.Title).With("description", a.About.Description).With("version", a.version()).
		If(a.About.LicenseName != "", "license", object.Of("name", a.About.LicenseName).With("url", a.About.LicenseURL))
	return object.Write(w, object.Of("openapi", "3.1.1", "info", info, "servers", []object.Object{object.Of("url", server)},
		"paths", paths, "components", object.Of("schemas", a.schemas())))
}

// version is required; a site without a date has none.
func (a *API) version() string {
	if a.About.Version == "" {
		return "0"
	}
	return a.About.Version
}

func (r *Route) operation() object.Object {
	o := object.Of("operationId", r.ID, "summary", r.Summary)
	if r.Example != r.Path {
		o = o.With("parameters", []object.Object{object.Of("name", "case", "in", "path", "required", true,
			"description", "Short name of a record: case in the list of cases.", "schema", object.Of("type", "string"))})
	}
	ok := object.Of("description", r.Summary, "content", object.Of("application/json", object.Of("schema", r.schema)))
	return o.With("responses", object.Of("200", ok))
}

// schemas describe what the files hold; rows of tables follow from the
// definitions of their columns.
func (a *API) schemas() object.Object {
	list := a.list()
	text, number := object.Of("type", "string"), object.Of("type", "integer")
	term := shape(pick{"id", text}, pick{"label", text}, pick{"definition", text}, pick{"includes", text}, pick{"excludes", text}, pick{"source", text},
		pick{"rank", number}, pick{"broader", text}, pick{"since", text}, pick{"replaced_by", text}, pick{"address", text}).With("required", []string{"id", "label"})
	vocabulary := shape(pick{"id", text}, pick{"label", text}, pick{"plural", text}, pick{"description", text}, pick{"terms", arrayOf(term)}).With("required", []string{"id", "terms"})
	span := shape(pick{"group", object.Of("enum", []string{"L", "LM", "UM", "H"})}, pick{"from", number}, pick{"to", number}).With("required", []string{"group", "from", "to"})
	country := shape(pick{"country", text}, pick{"alpha2", text}, pick{"numeric", text}, pick{"names", object.Of("type", "object", "additionalProperties", text)},
		pick{"wb_region", text}, pick{"who_region", text}, pick{"income_groups", arrayOf(span)}, pick{"cases_from", number}, pick{"cases_to", number}, pick{"address", text}).
		With("required", []string{"country", "names", "cases_from", "cases_to"})
	statistic := shape(pick{"id", text}, pick{"title", text}, pick{"definition", text}, pick{"population", text}, pick{"formula", text}, pick{"n", number},
		pick{"records", arrayOf(text)}, pick{"date", text}).With("required", []string{"id", "title", "n", "records", "date"})
	return object.Of(
		"Cases", a.envelope("cases", rowSchema(&list)),
		"Vocabularies", a.envelope("vocabularies", vocabulary),
		"Countries", a.envelope("countries", country),
		"Statistics", shape(pick{"schema", text}, pick{"date", text}, pick{"statistics", arrayOf(statistic)}).With("required", []string{"schema", "statistics"}),
		"Record", object.Of("type", "object", "required", []string{"case", "record_status", "title", "version"}, "properties",
			object.Of("case", text, "id", text, "record_status", text, "title", text, "version", number, "references", object.Of("type", "array"))))
}

type pick struct {
	name string
	of   object.Object
}

// shape is an object with these keys; others may come without a change of the
// API's number.
func shape(keys ...pick) object.Object {
	var properties object.Object
	for _, k := range keys {
		properties = properties.With(k.name, k.of)
	}
	return object.Of("type", "object", "properties", properties)
}

func arrayOf(items object.Object) object.Object {
	return object.Of("type", "array", "items", items)
}

func (a *API) envelope(key string, item object.Object) object.Object {
	text := object.Of("type", "string")
	return shape(pick{"title", text}, pick{"version", text}, pick{"date", text}, pick{"license", text}, pick{"url", text}, pick{key, arrayOf(item)}).
		With("required", []string{"title", key})
}

// rowSchema is what a row of a table is as an object.
func rowSchema(t *table.Table) object.Object {
	var properties object.Object
	names := make([]string, len(t.Columns))
	for i := range t.Columns {
		c := &t.Columns[i]
		names[i] = c.Name
		properties = properties.With(c.Name, cellSchema(c))
	}
	return object.Of("type", "object", "properties", properties, "required", names)
}

func cellSchema(c *table.Column) object.Object {
	kind := map[table.Type]string{table.Integer: "integer", table.Year: "integer", table.Number: "number", table.Boolean: "boolean", table.List: "array"}[c.Type]
	if kind == "" {
		kind = "string"
	}
	o := object.Of("description", c.Description)
	if c.Required {
		o = o.With("type", kind)
	} else {
		o = o.With("type", []string{kind, "null"})
	}
	if kind == "array" {
		o = o.With("items", object.Of("type", "string"))
	}
	return o.If(c.Type == table.Date, "format", "date")
}
