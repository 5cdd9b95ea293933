package render

import (
	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/html"
)

// minifySource makes the source of a layout small without touching its
// actions. Quotes that a fixed value does not need go, and end tags that HTML
// lets go where no action follows in whose place text might stand: together a
// thirtieth of a record page. Document tags stay, between which the engine
// prints.
func minifySource(source []byte) (string, error) {
	m := minify.New()
	m.Add("text/html", &html.Minifier{
		TemplateDelims:      html.GoTemplateDelims,
		KeepDocumentTags:    true,
		KeepDefaultAttrVals: true,
	})
	return m.String("text/html", string(source))
}
