package load

import (
	"fmt"
	"io/fs"

	"casebook/generator/decode"
	"casebook/generator/diag"
	"casebook/generator/markdown"
	"casebook/generator/model"
	"casebook/generator/source"
)

// CallIDs are the ids that the page of a call uses around its text.
var CallIDs = ids("main", "flow", "flow-h", "records", "records-h", "yield", "yield-h", "gaps", "gaps-h", "run", "run-h",
	"figures", "figures-h", "references", "references-h", "cite", "cite-h")

func (l *loader) readCall(entry source.Entry) (*model.Call, diag.List, error) {
	file, found, err := l.read(entry)
	if err != nil {
		return nil, nil, err
	}
	c := decodeCall(file, entry, &found)
	if c.DataSize, err = l.dataSize(c); err != nil {
		return nil, nil, err
	}
	links := l.linker(file.Path, "calls/"+entry.Slug+"/")
	body, more := l.renderer.Render(file.Body, markdown.Options{
		File: file.Path, FirstLine: file.BodyLine, Keys: keys(c.References),
		Link: links.rewrite, Reserved: CallIDs, Words: l.opt.Words,
	})
	links.aim(body.Links)
	c.Body = body
	return c, append(found, more...), nil
}

// dataSize returns the size of the data file of a call; 0 when it is not a file
// beside index.md. A link is none: it could lead out of the site.
func (l *loader) dataSize(c *model.Call) (int64, error) {
	if c.Folder == "" || !model.IsDataName(c.Data.Text) {
		return 0, nil
	}
	files, err := fs.ReadDir(l.fsys, c.Folder)
	if err != nil {
		return 0, fmt.Errorf("look for the data of %s: %w", c.File, err)
	}
	for _, f := range files {
		if f.Name() != c.Data.Text || !f.Type().IsRegular() {
			continue
		}
		info, err := f.Info()
		if err != nil {
			return 0, fmt.Errorf("look at the data of %s: %w", c.File, err)
		}
		return info.Size(), nil
	}
	return 0, nil
}

// decodeCall reads the front matter of a call: every key of the model.
func decodeCall(file source.File, entry source.Entry, found *diag.List) *model.Call {
	m := decode.NewMap(file.Path, file.Front, found)
	// An empty one is a missing one, which has a finding of its own.
	m.AllowEmpty("title", "kind", "by", "question", "summary", "figures")
	c := &model.Call{
		File: file.Path, Slug: entry.Slug, Folder: entry.Folder, KeyAt: m.KeysAt(), EndAt: model.At{Line: int32(file.EndLine), Col: 1},

		Title:    m.Value("title"),
		Kind:     m.Value("kind"),
		Year:     year(m, "year"),
		Opened:   m.Value("opened"),
		Closed:   m.Value("closed"),
		By:       m.Value("by"),
		PaidBy:   m.Values("paid_by"),
		Question: m.Value("question"),
		SentTo:   m.Values("sent_to"),
		Eligible: m.Values("eligibility"),
		Follows:  m.Value("follows"),
		Summary:  m.Value("summary"),
		Lang:     m.Value("lang"),
		Updated:  m.Value("updated"),

		Figures:    each(m.Maps("figures"), callFigure),
		Data:       m.Value("data"),
		References: each(m.Maps("references"), reference),
	}
	c.Flow = flow(m.Map("flow"), c.Kind.Text)
	m.Done()
	return c
}

func callFigure(m *decode.Map) model.Figure {
	m.AllowEmpty("label", "count", "of", "references")
	return model.Figure{
		At: m.At(), ID: m.Value("id"), Label: m.Value("label"),
		Count: model.ParseCount(m.Value("count")), Of: model.ParseCount(m.Value("of")),
		Note: m.Value("note"), References: m.Values("references"),
	}
}
