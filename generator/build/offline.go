package build

import (
	"context"
	"io"
	"time"

	"casebook/generator/model"
	"casebook/generator/output"
	"casebook/generator/source"
)

// The offline edition is the same site for a folder on a disk. Its pages come
// from the same views and layouts; that their links end in files is the matter
// of page.Way and, in prose, of package load. What only a server or a robot
// reads is not in it. It has a page to start with, the checksums of all files,
// and an archive beside the folder.

// Addresses that only the offline edition has, in capitals to stand out in the
// list of a folder.
const (
	StartAddress = "START-HERE.html" // leads into the site
	sumsAddress  = "SHA256SUMS"      // of all other files
)

// offline reports whether the edition of this build is the offline one.
func (p *planner) offline() bool { return p.content.Site.Config.Edition == model.Offline }

// edition plans what only one of the editions has, but for the machines' files.
func (p *planner) edition() {
	if !p.offline() {
		p.view("404.html", "404", "site.toml", nil, func() any { return p.pages.NotFound(basePath(p.content.Site.Config.BaseURL)) })
		return
	}
	p.view(StartAddress, "start", "site.toml", reads("cases"), func() any { return p.pages.Start(StartAddress, sumsAddress) })
	p.plan.Add(output.Entry{Path: sumsAddress, From: "site.toml", Sums: func(w io.Writer, files []output.Sum) error {
		for _, f := range files {
			if _, err := io.WriteString(w, output.SumLine(f)); err != nil {
				return err
			}
		}
		return nil
	}})
}

// pack packs the published site, under the name of the site and the as-of date,
// so that the same content is the same bytes wherever it is built.
func (p *planner) pack(ctx context.Context, site *output.Site) (output.Packed, error) {
	folder := source.Slug(p.content.Site.Config.Title)
	if folder == "" {
		folder = "site"
	}
	asOf, _ := time.Parse(time.DateOnly, p.content.Site.AsOf) // without a date, the first that a zip can tell
	return site.Pack(ctx, output.Archive{Folder: folder, Time: asOf})
}
