package build

import (
	"context"
	"errors"
	"io/fs"

	"casebook/generator/diag"
	"casebook/generator/output"
)

// ErrFindings means that the content has findings of severity error and no
// draft was asked for. The Report holds them.
var ErrFindings = errors.New("the content has errors")

// ErrBudget means that a page or file is larger than site.toml allows. The
// Report lists the offenders.
var ErrBudget = errors.New("the site is over its budget")

// A Report says what a build found and did.
type Report struct {
	Findings  diag.List // sorted
	Records   int       // published
	Pages     int       // files planned
	AsOf      string    // the as-of date; empty when the content has no date
	LeftOut   []LeftOut // what needs a setting that is not set, or a record with errors in a draft
	Offenders []Offender
	Budget    []Measure // the largest of each kind
	Output    output.Result
	Archive   *output.Packed // beside the folder, in the offline edition
	Changed   []string       // files written or removed, sorted; a Keeper's alone
	// Styles are style sheets whose name changed since the last build of a
	// Keeper, old to new address.
	Styles map[string]string
}

// A LeftOut is something that the site would have but for a reason.
type LeftOut struct{ What, Why string }

// Site builds the site of the root fsys into the folder out. It returns the
// report even with an error, as far as it got. The published site changes only
// when the error is nil, or when the offline edition is published and cannot
// be packed.
func Site(ctx context.Context, fsys fs.FS, out string, opt Options) (Report, error) {
	content, err := Load(fsys, opt)
	if err != nil {
		return Report{}, err
	}
	defer content.Close()
	return Publish(ctx, content, out, opt)
}

// Publish renders content that was loaded and publishes it to the folder out.
func Publish(ctx context.Context, content *Content, out string, opt Options) (Report, error) {
	report := newReport(content)
	if content.Findings.HasErrors() && !opt.Draft {
		return report, ErrFindings
	}
	clock := newClock(opt)
	err := content.plan.publish(ctx, out, opt, &report, clock)
	report.Budget, report.Offenders = content.plan.budget.table()
	return report, err
}

// newReport returns what is known before anything is written.
func newReport(content *Content) Report {
	return Report{Findings: content.Findings, AsOf: content.Site.AsOf, Records: len(content.Index.Published),
		Pages: content.plan.plan.Len(), LeftOut: content.plan.leftOut}
}
