package cli

import (
	"fmt"
	"os"

	"casebook/generator/build"
	"casebook/generator/diag"
	"casebook/generator/serve"
)

// mostItems is how many findings stand over a page; the rest is counted.
const mostItems = 20

// notice is what stands over every page while the content has errors or a page
// is over its budget.
func (l *liveSite) notice(report build.Report, err error) serve.Notice {
	n := serve.Notice{}
	errs := 0
	source := reader(os.DirFS(l.root))
	for i := range report.Findings {
		if report.Findings[i].Severity != diag.Error {
			continue
		}
		if errs++; errs <= mostItems {
			n.Items = append(n.Items, item(&report.Findings[i], source))
		}
	}
	for i, o := range report.Offenders {
		if i < mostItems {
			n.Items = append(n.Items, serve.Item{Kind: "error", Place: o.Path,
				Message: fmt.Sprintf("%s: %s, and %s are allowed", o.Kind, sizeText(o.Bytes), sizeText(o.Limit)),
				Hint:    "make it smaller, or raise its budget in site.toml"})
		}
	}
	switch {
	case errs > 0:
		n.Title = plural(errs, "error")
	default:
		n.Title = err.Error()
	}
	n.Title += ": this is the last good site"
	if rest := errs - mostItems; rest > 0 {
		n.Items = append(n.Items, serve.Item{Message: fmt.Sprintf("and %d more; casebook check lists them all", rest)})
	}
	return n
}

func item(d *diag.Diagnostic, source func(string) []byte) serve.Item {
	return serve.Item{
		Place: d.Pos.String(), Kind: d.Severity.String(), Message: d.Message, Hint: d.Hint,
		Excerpt: d.Excerpt(source), Code: explainLine(d.Code), File: d.Pos.File, Line: d.Pos.Line,
	}
}
