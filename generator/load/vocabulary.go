package load

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"casebook/generator/decode"
	"casebook/generator/diag"
	"casebook/generator/source"
	"casebook/generator/vocab"
)

// BadVocabulary is the finding about a vocabulary whose id is not its name.
const BadVocabulary diag.Code = "vocabulary-id"

// Vocabularies reads every vocabulary, one TOML file each, by name.
func Vocabularies(fsys fs.FS) (*vocab.Set, diag.List, error) {
	files, err := fs.ReadDir(fsys, VocabulariesDir)
	if errors.Is(err, fs.ErrNotExist) {
		return vocab.NewSet(), nil, nil
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read vocabularies: %w", err)
	}
	var list []*vocab.Vocabulary
	var found diag.List
	for _, f := range files {
		name := f.Name()
		if f.IsDir() || !strings.HasSuffix(name, ".toml") || strings.HasPrefix(name, ".") {
			continue
		}
		file := path.Join(VocabulariesDir, name)
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil, nil, fmt.Errorf("read vocabulary: %w", err)
		}
		list = append(list, vocabulary(file, data, &found))
	}
	return vocab.NewSet(list...), found, nil
}

func vocabulary(file string, data []byte, found *diag.List) *vocab.Vocabulary {
	root, syntax := source.ParseTOML(file, data)
	*found = append(*found, syntax...)
	m := decode.NewMap(file, root, found)
	id := m.Value("id")
	label, plural, description := m.Value("label").Text, m.Value("plural").Text, m.Value("description").Text
	var terms []vocab.Term
	for _, t := range m.Maps("terms") {
		terms = append(terms, term(t))
	}
	m.Done()
	if want := strings.TrimSuffix(path.Base(file), ".toml"); id.Text != want {
		*found = append(*found, diag.Diagnostic{Code: BadVocabulary, Severity: diag.Error, Pos: id.At.Pos(file),
			Message: fmt.Sprintf("the id %q of the vocabulary is not the name of its file", id.Text),
			Hint:    fmt.Sprintf("write id = %q", want)})
		id.Text = want
	}
	return vocab.New(id.Text, label, plural, description, file, slices.Clip(terms))
}

func term(m *decode.Map) vocab.Term {
	rank, _ := m.Int("rank")
	t := vocab.Term{
		ID: m.Value("id").Text, Label: m.Value("label").Text, Definition: m.Value("definition").Text,
		Includes: m.Value("includes").Text, Excludes: m.Value("excludes").Text, Source: m.Value("source").Text,
		Rank: rank, Broader: m.Value("broader").Text, Since: m.Value("since").Text,
		ReplacedBy: m.Value("replaced_by").Text, Line: int(m.At().Line),
	}
	m.Done()
	return t
}
