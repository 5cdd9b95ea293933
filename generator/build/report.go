package build

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"casebook/generator/model"
	"casebook/generator/page"
)

// ErrNoCall means that a report names a call that is not there.
var ErrNoCall = errors.New("there is no such call")

// reportSheets are the style sheets that stand within a report.
var reportSheets = []string{"style.css", "figures.css", "calls.css"}

// WriteReport writes one self-contained page: the results of a call, or, with
// an empty slug, the state of the whole record, with what is new and withdrawn
// since a day (YYYY-MM-DD; empty: since the last release). The error is
// ErrNoCall for a call that is not there.
func (c *Content) WriteReport(w io.Writer, slug, since string) error {
	p := c.plan
	style := p.reportStyle()
	view, err := c.report(slug, since, style)
	if err != nil {
		return err
	}
	var b bytes.Buffer // an error must not leave half a report
	if err := p.layouts.Execute(&b, "report", view); err != nil {
		return err
	}
	if missing := c.Strings.Missing(); len(missing) > 0 {
		return fmt.Errorf("interface strings are missing in %s: %s", StringsDir, strings.Join(missing, ", "))
	}
	_, err = w.Write(b.Bytes())
	return err
}

func (c *Content) report(slug, since, style string) (*page.Report, error) {
	if slug == "" {
		return c.plan.pages.StateReport(since, style), nil
	}
	i := slices.IndexFunc(c.Site.Calls, func(k *model.Call) bool { return k.Slug == slug })
	if i < 0 {
		return nil, fmt.Errorf("%w: %s", ErrNoCall, slug)
	}
	return c.plan.pages.CallReport(c.Site.Calls[i], style), nil
}

// reportStyle returns the sheets of a report, one after the other.
func (p *planner) reportStyle() string {
	var style strings.Builder
	for _, name := range reportSheets {
		address := p.assets.Address(name)
		for i := range p.assets.Files {
			if p.assets.Files[i].Address == address {
				style.Write(p.assets.Files[i].Data)
			}
		}
	}
	return style.String()
}
