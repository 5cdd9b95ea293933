package check

import (
	"fmt"

	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/suggest"
)

// callUnknown looks for records and calls that name a call which is not there.
func callUnknown(site *model.Site, out *reporter) {
	slugs := make([]string, len(site.Calls))
	known := map[string]bool{}
	for i, c := range site.Calls {
		slugs[i] = c.Slug
		known[c.Slug] = true
	}
	judge := func(file, key string, v model.Value) {
		if !v.Given() || v.Text == model.NotStated || known[v.Text] {
			return
		}
		hint := "name a file of content/calls, without .md, or delete the key"
		if near, ok := suggest.Nearest(v.Text, slugs); ok {
			hint = "did you mean " + quote(near) + "?"
		}
		out.addPos(v.At.Pos(file), 0, fmt.Sprintf("%s names the call %s, which is not there", key, quote(v.Text)), hint)
	}
	for _, c := range site.Cases {
		judge(c.File, "call", c.Call)
	}
	for _, c := range site.Calls {
		judge(c.File, "follows", c.Follows)
	}
}

// callTooManyRecords compares what a call included with the published records
// that name it. A review is left alone: it includes studies, and one study may
// tell of several cases.
func callTooManyRecords(site *model.Site, out *reporter) {
	tied := map[string][]*model.Case{}
	for _, c := range site.Cases {
		if c.Call.Given() && c.RecordStatus() == model.StatusPublished {
			tied[c.Call.Text] = append(tied[c.Call.Text], c)
		}
	}
	for _, c := range site.Calls {
		list := tied[c.Slug]
		if c.IsReview() || c.Flow == nil || c.Flow.Included.Studies.N < 0 || len(list) <= c.Flow.Included.Studies.N {
			continue
		}
		in := c.Flow.Included
		related := make([]diag.Related, len(list))
		for i, k := range list {
			related[i] = diag.Related{Pos: k.Call.At.Pos(k.File), Message: "names this call"}
		}
		out.addPos(in.At.Pos(c.File), 0, fmt.Sprintf("included says %d, and %d published records name this call", in.Studies.N, len(list)),
			"correct the number, or take call: out of the records that came in another way", related...)
	}
}
