package load

import (
	"errors"
	"fmt"
	"io/fs"

	"casebook/generator/decode"
	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/source"
)

// synonyms reads the synonyms of the search; a site may have none.
func synonyms(fsys fs.FS) ([]model.Synonyms, diag.List, error) {
	data, err := fs.ReadFile(fsys, model.SynonymsFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read synonyms: %w", err)
	}
	root, found := source.ParseTOML(model.SynonymsFile, data)
	m := decode.NewMap(model.SynonymsFile, root, &found)
	var list []model.Synonyms
	for _, g := range m.Maps("groups") {
		list = append(list, synonymGroup(g))
	}
	m.Done()
	return list, found, nil
}

func synonymGroup(m *decode.Map) model.Synonyms {
	g := model.Synonyms{At: m.At(), Terms: inLanguage(m.Values("terms"), model.Value{}), Finds: inLanguage(m.Values("finds"), model.Value{})}
	if languages := m.Map("lang"); languages != nil {
		for _, tag := range languages.Keys() {
			lang := model.Value{Text: tag, At: languages.KeyAt(tag)}
			g.Terms = append(g.Terms, inLanguage(languages.Values(tag), lang)...)
		}
	}
	m.Value("note")
	m.Done()
	return g
}

func inLanguage(texts []model.Value, lang model.Value) []model.Name {
	var out []model.Name
	for _, text := range texts {
		out = append(out, model.Name{Text: text, Lang: lang})
	}
	return out
}
