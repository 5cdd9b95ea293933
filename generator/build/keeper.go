package build

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"casebook/generator/asset"
	"casebook/generator/output"
)

// A Keeper keeps a published site equal to its content while that is edited.
// Its methods may be called from several goroutines.
type Keeper struct {
	fsys fs.FS
	opt  Options
	out  *output.Site

	mu     sync.Mutex        // of publications, and of what follows
	styles map[string]string // address of each style sheet by its source, as published
}

// Keep opens the output folder out for the site of the root fsys. Nothing is
// built yet. The folder is locked until Close.
func Keep(fsys fs.FS, out string, opt Options) (*Keeper, error) {
	site, err := output.Open(out)
	if err != nil {
		return nil, err
	}
	return &Keeper{fsys: fsys, opt: opt, out: site}, nil
}

// Close gives the output folder back.
func (k *Keeper) Close() error { return k.out.Close() }

// Build makes the site equal to the content. It returns what Site returns; the
// site is the old one when the error is not nil.
func (k *Keeper) Build(ctx context.Context) (Report, error) {
	content, err := Load(k.fsys, k.opt)
	if err != nil {
		return Report{}, err
	}
	report := newReport(content)
	if content.Findings.HasErrors() && !k.opt.Draft {
		return report, ErrFindings
	}
	err = k.publish(ctx, content, &report, newClock(k.opt))
	report.Budget, report.Offenders = content.plan.budget.table()
	return report, err
}

func (k *Keeper) publish(ctx context.Context, content *Content, report *Report, clock *clock) error {
	if err := content.plan.budget.err(); err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	opt := content.plan.outputOptions(k.opt)
	opt.Changed = func(path string) { report.Changed = append(report.Changed, path) }
	err := content.plan.write(ctx, k.out, opt, report, clock)
	if err == nil {
		slices.Sort(report.Changed)
		report.Styles = k.renamedStyles(content.plan.assets)
	}
	return err
}

// renamedStyles returns the style sheets that have another address than when
// the site was published last, old to new, and keeps the new ones.
func (k *Keeper) renamedStyles(set *asset.Set) map[string]string {
	renamed, now := map[string]string{}, map[string]string{}
	for i := range set.Files {
		f := &set.Files[i]
		if !strings.HasSuffix(f.Address, ".css") {
			continue
		}
		now[f.Source] = f.Address
		if old := k.styles[f.Source]; old != "" && old != f.Address {
			renamed[old] = f.Address
		}
	}
	k.styles = now
	return renamed
}
