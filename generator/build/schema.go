package build

import (
	"fmt"
	"io"
	"io/fs"

	"casebook/generator/config"
	"casebook/generator/diag"
	"casebook/generator/load"
	"casebook/generator/model"
	"casebook/generator/schema"
)

// Schema writes the JSON Schema of the front matter of a site's cases. It reads
// the settings and the vocabularies alone; what is wrong with them is returned,
// and nothing is written when some of it is an error. baseURL takes the place
// of base_url in site.toml.
func Schema(w io.Writer, fsys fs.FS, baseURL string) (diag.List, error) {
	data, err := fs.ReadFile(fsys, config.File)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", config.File, err)
	}
	settings, found := config.Read(data)
	if baseURL != "" {
		settings.BaseURL, _ = config.BaseURL(baseURL)
	}
	vocabularies, more, err := load.Vocabularies(fsys)
	if err != nil {
		return nil, err
	}
	if found = append(found, more...).Sort(); found.HasErrors() {
		return found, ErrFindings
	}
	return found, schema.Case(w, &model.Site{Config: settings, Vocabularies: vocabularies})
}

// schema plans the file of the schema.
func (p *planner) schema() {
	if p.content.Site.Config.Outputs.Schema {
		p.rows(schema.File, func(w io.Writer) error { return schema.Case(w, p.content.Site) })
	}
}
