package load

import (
	"testing"
	"testing/fstest"

	"casebook/generator/model"
)

func TestSynonyms(t *testing.T) {
	read := func(text string) ([]model.Synonyms, []string) {
		list, found, err := synonyms(fstest.MapFS{model.SynonymsFile: {Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, d := range found {
			codes = append(codes, string(d.Code))
		}
		return list, codes
	}
	list, found := read("[[groups]]\nterms = [\"malaria\", \"ague\"]\nfinds = [\"fever\"]\nlang.fr = [\"paludisme\"]\nnote = \"why\"\n")
	if len(found) > 0 || len(list) != 1 || len(list[0].Terms) != 3 || len(list[0].Finds) != 1 {
		t.Fatalf("%+v, findings %v", list, found)
	}
	if n := list[0].Terms[2]; n.Text.Text != "paludisme" || n.Lang.Text != "fr" || n.Lang.At.Line != 4 {
		t.Errorf("the French term is %+v", n)
	}
	for text, want := range map[string]string{
		"[[groups]]\nterm = [\"a\", \"b\"]\n":       "unknown-key",
		"[[group]]\nterms = [\"a\", \"b\"]\n":       "unknown-key",
		"[[groups]]\nterms = [\"a\", [\"b\"]]\n":    "wrong-type",
		"[[groups]]\nterms = [\"a\"]\nlang = \"x\"": "wrong-type",
		"[[groups]\n": "toml-syntax",
	} {
		if _, found := read(text); len(found) == 0 || found[0] != want {
			t.Errorf("%q: findings %v, want %s", text, found, want)
		}
	}
	if list, found, err := synonyms(fstest.MapFS{}); err != nil || list != nil || found != nil {
		t.Errorf("without a file: %v, %v, %v", list, found, err)
	}
}
