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

// CaseIDs are the ids that the page of a record uses around the prose: no
// heading of a body may take one of them.
var CaseIDs = ids("main", "route", "route-h", "adoptions", "adoptions-h", "evidence", "evidence-h", "barriers", "barriers-h",
	"references", "references-h", "cite", "cite-h", "history", "history-h", "related", "related-h",
	"bn", "bo", "b0", "b1", "b2", "b3", "b4", "b5", "b6")

// PageIDs are those of a page of prose.
var PageIDs = ids("main", "references", "references-h")

func ids(list ...string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, id := range list {
		set[id] = true
	}
	return set
}

func (l *loader) readCase(entry source.Entry) (*model.Case, diag.List, error) {
	file, found, err := l.read(entry)
	if err != nil {
		return nil, nil, err
	}
	c := decodeCase(file, entry, l.keys, &found)
	shelf := &shelf{fsys: l.fsys, folder: entry.Folder, address: "cases/" + entry.Slug + "/"}
	links := l.linker(file.Path, "cases/"+entry.Slug+"/")
	options := markdown.Options{
		File: file.Path, FirstLine: file.BodyLine, Keys: keys(c.References),
		Link: links.rewrite, Reserved: CaseIDs, Words: l.opt.Words,
	}
	if entry.Folder != "" {
		options.Image = shelf.image
	}
	body, more := l.renderer.Render(file.Body, options)
	links.aim(body.Links)
	body.Images = shelf.named(body.Images)
	c.Body = body
	if l.opt.Archive != nil {
		c.PutBy(l.opt.Archive)
	}
	return c, append(found, more...), nil
}

func (l *loader) readPage(entry source.Entry) (*model.Page, diag.List, error) {
	file, found, err := l.read(entry)
	if err != nil {
		return nil, nil, err
	}
	p := decodePage(file, entry, &found)
	links := l.linker(file.Path, entry.Slug+"/")
	body, more := l.renderer.Render(file.Body, markdown.Options{
		File: file.Path, FirstLine: file.BodyLine, Keys: keys(p.References),
		Link: links.rewrite, Reserved: PageIDs, Words: l.opt.Words,
	})
	links.aim(body.Links)
	p.Body = body
	return p, append(found, more...), nil
}

func (l *loader) read(entry source.Entry) (source.File, diag.List, error) {
	data, err := fs.ReadFile(l.fsys, entry.Path)
	if err != nil {
		return source.File{}, nil, fmt.Errorf("read content: %w", err)
	}
	file, found := source.Read(entry.Path, data)
	return file, found, nil
}

func decodePage(file source.File, entry source.Entry, found *diag.List) *model.Page {
	m := decode.NewMap(file.Path, file.Front, found)
	order, _ := m.Int("order")
	p := &model.Page{
		File: file.Path, Slug: entry.Slug, KeyAt: m.KeysAt(), EndAt: model.At{Line: int32(file.EndLine), Col: 1},
		Title: m.Value("title"), Summary: m.Value("summary"), Updated: m.Value("updated"), Lang: m.Value("lang"),
		Order: order, Aliases: m.Values("aliases"), References: each(m.Maps("references"), reference),
	}
	m.Done()
	return p
}

// keys returns the reference keys of a file; not nil, so that a citation in a
// file without references is one of an unknown key.
func keys(references []model.Reference) []string {
	list := make([]string, len(references))
	for i := range references {
		list[i] = references[i].Key.Text
	}
	return list
}
