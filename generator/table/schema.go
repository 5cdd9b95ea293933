package table

// A Schema is a Frictionless Table Schema (datapackage.org, Table Schema v2).
type Schema struct {
	Profile       string       `json:"$schema"`
	Fields        []SchemaItem `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    []string     `json:"primaryKey,omitempty"`
	ForeignKeys   []ForeignKey `json:"foreignKeys,omitempty"`
}

// A SchemaItem is a field of a Schema. Source, Vocabulary and Separator are
// ours; the standard allows further properties.
type SchemaItem struct {
	Name        string       `json:"name"`
	Type        Type         `json:"type"`
	Format      string       `json:"format,omitempty"`
	Description string       `json:"description"`
	Categories  []Category   `json:"categories,omitempty"`
	Constraints *Constraints `json:"constraints,omitempty"`
	Source      string       `json:"casebook:source,omitempty"`
	Vocabulary  string       `json:"casebook:vocabulary,omitempty"`
	Separator   string       `json:"casebook:separator,omitempty"` // of a list
}

// A Category is a value of a field with its label.
type Category struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// Constraints are what holds for every value of a field.
type Constraints struct {
	Required bool     `json:"required,omitempty"`
	Unique   bool     `json:"unique,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

// A ForeignKey says in which table the values of fields are found.
type ForeignKey struct {
	Fields    []string `json:"fields"`
	Reference struct {
		Resource string   `json:"resource"`
		Fields   []string `json:"fields"`
	} `json:"reference"`
}

const schemaProfile = "https://datapackage.org/profiles/2.0/tableschema.json"

// NewSchema returns the schema of the CSV file of a table.
func NewSchema(t *Table) *Schema {
	s := &Schema{Profile: schemaProfile, MissingValues: []string{""}, PrimaryKey: t.Key}
	for i := range t.Columns {
		s.Fields = append(s.Fields, schemaItem(t, &t.Columns[i]))
	}
	for _, r := range t.References {
		k := ForeignKey{Fields: r.Columns}
		k.Reference.Resource, k.Reference.Fields = r.Table, r.Targets
		s.ForeignKeys = append(s.ForeignKeys, k)
	}
	return s
}

func schemaItem(t *Table, c *Column) SchemaItem {
	f := SchemaItem{Name: c.Name, Type: c.Type, Description: c.Description, Source: c.Source, Vocabulary: c.Vocabulary}
	limits := Constraints{Required: c.Required, Unique: len(t.Key) == 1 && t.Key[0] == c.Name}
	if c.Type == List {
		// The standard has a type list; its own profile, by which programs
		// check, has not (both of version 2.0).
		f.Type, f.Separator = Text, ListSeparator
	} else {
		for _, term := range c.Terms {
			f.Categories = append(f.Categories, Category{Value: term.ID, Label: term.Label})
			limits.Enum = append(limits.Enum, term.ID)
		}
	}
	if c.URI {
		f.Format = "uri"
	}
	if limits.Required || limits.Unique || limits.Enum != nil {
		f.Constraints = &limits
	}
	return f
}
