package page

import (
	"casebook/generator/derive"
	"casebook/generator/harvest"
	"casebook/generator/model"
	"casebook/generator/preview"
)

// A Preview is a picture for social networks and where it is.
type Preview struct {
	preview.Card
	Address string // below the root; its name changes with what is drawn
	alt     string
}

// HasPreviews reports whether the site has pictures: they are asked for, an
// address is known, and there are not too many records.
func (s *Site) HasPreviews() bool {
	config := &s.Model.Config
	return config.Outputs.Previews && config.BaseURL != "" && config.Edition != model.Offline && len(s.Index.Published) <= config.Outputs.PreviewsUpTo
}

// Preview returns the picture of a record, or nil when it cannot be drawn.
func (s *Site) Preview(f *derive.Facts) *Preview {
	c, route := f.Case, s.route(f)
	p := &Preview{Card: preview.Card{
		Site: s.Model.Config.Title, Number: s.number(c), Kind: s.typeLabel(c), Title: c.Title.Text,
		From: preview.Place(route.From), To: preview.Place(route.To), Mark: route.Mark, More: route.More,
	}}
	if p.From.Name == "" {
		p.From = preview.Place{Name: s.Strings.T("place-not-stated")}
	}
	p.alt = s.Strings.F("preview-alt", "title", c.Title.Text,
		"from", joinGiven(" ", p.From.Name, p.From.Year), "to", joinGiven(" ", p.To.Name, p.To.Year, p.More))
	return p.at(CaseAddress(c.Slug))
}

// SitePreview returns the picture of the site, or nil when it cannot be drawn.
func (s *Site) SitePreview() *Preview {
	config := &s.Model.Config
	p := &Preview{Card: preview.Card{Site: config.Title, Title: config.Tagline}, alt: config.Title}
	if p.Title == "" {
		p.Title = config.Title
	}
	return p.at("")
}

func (p *Preview) at(folder string) *Preview {
	if !p.CanDraw() {
		return nil
	}
	p.Address = folder + "preview-" + p.Key() + ".png"
	return p
}

// image returns a picture as harvesters are told of it; nil when the plan does
// not hold it.
func (s *Site) image(p *Preview) *harvest.Image {
	if p == nil || !s.has(p.Address) {
		return nil
	}
	return &harvest.Image{Address: p.Address, Alt: p.alt, Width: preview.Width, Height: preview.Height}
}
