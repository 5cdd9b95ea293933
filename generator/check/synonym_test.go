package check

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"casebook/generator/diag"
	"casebook/generator/model"
)

func TestSynonyms(t *testing.T) {
	names := func(line int, lang string, texts ...string) []model.Name {
		var out []model.Name
		for i, text := range texts {
			n := model.Name{Text: model.Value{Text: text, At: model.At{Line: int32(line), Col: int32(i + 1)}}}
			if lang != "" {
				n.Lang = model.Value{Text: lang, At: model.At{Line: int32(line), Col: 99}}
			}
			out = append(out, n)
		}
		return out
	}
	group := func(terms, finds []model.Name) model.Synonyms {
		return model.Synonyms{At: model.At{Line: 1, Col: 1}, Terms: terms, Finds: finds}
	}
	tests := []struct {
		name, desc string
		groups     []model.Synonyms
		want       []string
	}{
		{"valid", "two entries, one language", []model.Synonyms{group(slices.Concat(names(2, "", "malaria"), names(3, "fr", "paludisme")), nil)}, nil},
		{"one way", "a term and what it finds are two", []model.Synonyms{group(names(2, "", "ART"), names(3, "", "antiretroviral therapy"))}, nil},
		{"alone", "one entry is none", []model.Synonyms{group(names(2, "", "malaria"), nil)}, []string{"synonym-alone 1:1"}},
		{"no terms", "what is only found leads nowhere", []model.Synonyms{group(nil, names(2, "", "a", "b"))}, []string{"synonym-alone 1:1"}},
		{"no word", "an entry has letters or digits", []model.Synonyms{group(names(2, "", "malaria", "— !", "ague"), nil)}, []string{"synonym-alone 2:2"}},
		{"repeated", "capitals, accents and hyphens make no other word",
			[]model.Synonyms{group(names(2, "", "skin-to-skin", "Skin to skín"), nil)}, []string{"synonym-repeated 2:2"}},
		{"in two groups", "a word leads to one group",
			[]model.Synonyms{group(names(2, "", "ORS", "x"), nil), group(names(3, "", "y", "ors"), nil)}, []string{"synonym-repeated 3:2"}},
		{"found by itself", "what a group finds is not among its terms",
			[]model.Synonyms{group(names(2, "", "a1", "b1"), names(3, "", "B1"))}, []string{"synonym-repeated 3:1"}},
		{"found by two", "two groups may find the same",
			[]model.Synonyms{group(names(2, "", "a1"), names(3, "", "c1")), group(names(4, "", "b1"), names(5, "", "c1"))}, nil},
		{"language", "a language is a tag, told once", []model.Synonyms{group(names(2, "french_", "a1", "b1"), nil)}, []string{"synonym-language 2:99"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, d := range synonymFindings(&model.Site{Synonyms: tt.groups}) {
				if d.Pos.File != model.SynonymsFile || d.Hint == "" {
					t.Errorf("%+v has no hint, or another file", d)
				}
				got = append(got, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%s: %v, want %v", tt.desc, got, tt.want)
			}
		})
	}
}

func synonymFindings(site *model.Site) diag.List {
	var out reporter
	for _, rule := range siteRules {
		if strings.HasPrefix(string(rule.Code), "synonym-") {
			out.rule = rule.Rule
			rule.run(site, &out)
		}
	}
	return out.found
}
