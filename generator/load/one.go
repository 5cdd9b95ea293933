package load

import (
	"io/fs"

	"casebook/generator/diag"
	"casebook/generator/markdown"
	"casebook/generator/model"
	"casebook/generator/source"
)

// Case reads one record again, as Site would.
func Case(fsys fs.FS, opt Options, was *model.Case) (*model.Case, diag.List, error) {
	return newLoader(fsys, opt).readCase(source.Entry{Path: was.File, Slug: was.Slug, Folder: was.Folder})
}

// Page reads one page of prose again, as Site would.
func Page(fsys fs.FS, opt Options, was *model.Page) (*model.Page, diag.List, error) {
	return newLoader(fsys, opt).readPage(source.Entry{Path: was.File, Slug: was.Slug})
}

func newLoader(fsys fs.FS, opt Options) *loader {
	return &loader{fsys: fsys, opt: opt, renderer: markdown.New(), keys: extraKeys(opt.Config)}
}
