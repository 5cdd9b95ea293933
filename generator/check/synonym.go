package check

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"casebook/generator/diag"
	"casebook/generator/model"
)

func synonymAlone(site *model.Site, out *reporter) {
	for i := range site.Synonyms {
		g := &site.Synonyms[i]
		words := 0
		for _, n := range slices.Concat(g.Terms, g.Finds) {
			if searched(n.Text.Text) == "" {
				out.addPos(n.Text.At.Pos(model.SynonymsFile), 0, quote(n.Text.Text)+" has no word that can be searched", "write letters or digits, or take it out")
				continue
			}
			words++
		}
		switch {
		case len(g.Terms) == 0:
			out.addPos(g.At.Pos(model.SynonymsFile), 0, "the group of synonyms has no terms, so nothing that is typed leads to it", `write terms = ["…"]: what people type`)
		case words < 2:
			out.addPos(g.At.Pos(model.SynonymsFile), 0, "the group of synonyms has one entry, which means the same as nothing else", "add the other words, or take the group out")
		}
	}
}

// searched returns a text as the search compares it: without capitals, accents
// and punctuation, its words divided by single spaces.
func searched(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
			return -1
		case unicode.IsLetter(r), unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFKD.String(text))
	return strings.Join(strings.Fields(text), " ")
}

func synonymRepeated(site *model.Site, out *reporter) {
	seen := map[string]diag.Pos{}
	for i := range site.Synonyms {
		g := &site.Synonyms[i]
		for _, n := range g.Terms {
			tellRepeated(seen, n, out)
		}
		own := map[string]diag.Pos{}
		for _, n := range g.Terms {
			own[searched(n.Text.Text)] = n.Text.At.Pos(model.SynonymsFile)
		}
		for _, n := range g.Finds {
			tellRepeated(own, n, out)
		}
	}
}

func tellRepeated(seen map[string]diag.Pos, n model.Name, out *reporter) {
	text, pos := searched(n.Text.Text), n.Text.At.Pos(model.SynonymsFile)
	if text == "" {
		return
	}
	if first, ok := seen[text]; ok {
		out.addPos(pos, 0, quote(n.Text.Text)+" is a synonym already; capitals, accents and hyphens make no difference",
			"keep it in one place, or make one group of the two", diag.Related{Pos: first, Message: "first written here"})
		return
	}
	seen[text] = pos
}

func synonymLanguage(site *model.Site, out *reporter) {
	for i := range site.Synonyms {
		seen := map[string]bool{}
		for _, n := range site.Synonyms[i].Terms {
			if !n.Lang.Given() || seen[n.Lang.Text] {
				continue
			}
			seen[n.Lang.Text] = true
			if _, err := language.Parse(n.Lang.Text); err != nil {
				out.addPos(n.Lang.At.Pos(model.SynonymsFile), 0, "lang."+n.Lang.Text+" is not a language", "write the tag of the language, such as lang.fr or lang.pt-BR")
			}
		}
	}
}
