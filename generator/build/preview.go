package build

import (
	"io"

	"casebook/generator/output"
	"casebook/generator/page"
)

// previews plans the pictures for social networks, of which pages tell by
// absolute addresses alone. The name of a picture says what is in it, so that
// one that was published under it is copied and not drawn again.
func (p *planner) previews() {
	config := &p.content.Site.Config
	const what = "pictures for social networks"
	switch {
	case !config.Outputs.Previews || p.offline():
		return
	case config.BaseURL == "":
		p.leaveOut(what, "base_url is not set in site.toml")
		return
	case !p.pages.HasPreviews():
		p.leaveOut(what, "there are more records than previews_up_to in site.toml allows")
		return
	}
	p.preview(p.pages.SitePreview(), "site.toml")
	for _, f := range p.content.Index.Published {
		p.preview(p.pages.Preview(f), f.Case.File)
	}
}

func (p *planner) preview(picture *page.Preview, from string) {
	if picture == nil || p.draft && p.plan.Has(picture.Address) {
		return
	}
	p.plan.Add(output.Entry{Path: picture.Address, From: from, Reads: reads("file:"+from, "vocabularies"), Write: func(w io.Writer) error {
		if p.published != nil {
			if data, ok := p.published(picture.Address); ok {
				_, err := w.Write(data)
				return err
			}
		}
		return picture.PNG(w)
	}})
}
