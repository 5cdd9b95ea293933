package build

import (
	"slices"
	"strings"

	"casebook/generator/form"
	"casebook/generator/page"
)

// form plans the form that writes a record in the browser.
func (p *planner) form() {
	p.list(page.FormAddress, "")
	p.view(page.FormAddress+"index.html", "form", "site.toml", reads("vocabularies", "cases"), func() any {
		data := form.New(p.content.Site, p.formStrings())
		return p.pages.Form(required(&data), data.JSON())
	})
}

// required returns the keys that every record needs, and every entry of a list.
func required(data *form.Data) []string {
	keys := slices.Clone(data.Always)
	for list, inner := range data.Entries {
		for _, key := range inner {
			keys = append(keys, list+"."+key)
		}
	}
	return keys
}

// formStrings returns the words that the form's script says: those whose ids
// start with form-say-, and with form-err- and a code of a rule.
func (p *planner) formStrings() map[string]string {
	words := map[string]string{}
	for _, id := range p.content.Strings.IDs() {
		if say, ok := strings.CutPrefix(id, "form-say-"); ok {
			words[say] = p.content.Strings.Forms(id)["other"]
		} else if code, ok := strings.CutPrefix(id, "form-err-"); ok {
			words[code] = p.content.Strings.Forms(id)["other"]
		}
	}
	return words
}
