package check

import (
	"fmt"
	"strings"

	"casebook/generator/flow"
	"casebook/generator/model"
)

// A count of a flow, with the name that the author would call it by.
type flowCount struct {
	name string // "received", "databases: removed", the name of a part
	key  string // of the hint: "received: 34", "count: 34"
	at   model.At
	model.Count
}

// flowCounts lists every number that a flow has or should have.
func flowCounts(f *model.Flow) []flowCount {
	var list []flowCount
	box := func(prefix string, b *model.FlowBox) {
		if len(b.Parts) == 0 || b.Count.Given() {
			list = append(list, flowCount{prefix + b.Key, b.Key, b.At, b.Count})
		}
		for i := range b.Parts {
			p := &b.Parts[i]
			list = append(list, flowCount{prefix + b.Key + partName(p), "count", p.At, p.Count})
		}
	}
	result := func(name string, r *model.FlowResult) {
		switch {
		case !r.Used():
		case r.Whole:
			list = append(list, flowCount{name, name, r.At, r.Studies})
		default:
			list = append(list, flowCount{name + ": studies", "studies", r.At, r.Studies})
			if r.Reports.Given() {
				list = append(list, flowCount{name + ": reports", "reports", r.At, r.Reports})
			}
		}
	}
	for i := range f.Columns {
		prefix := ""
		if name := f.Columns[i].Name; name != "" {
			prefix = name + ": "
		}
		for j := range f.Columns[i].Boxes {
			box(prefix, &f.Columns[i].Boxes[j])
		}
	}
	result("previous", &f.Previous)
	result("included", &f.Included)
	if f.Adopted != nil {
		box("", f.Adopted)
	}
	return list
}

func partName(p *model.FlowPart) string {
	if p.Name.Given() {
		return ", " + quote(p.Name.Text)
	}
	return ""
}

// flowBoxes lists the boxes of a flow that may have parts.
func flowBoxes(f *model.Flow) []*model.FlowBox {
	var list []*model.FlowBox
	for i := range f.Columns {
		for j := range f.Columns[i].Boxes {
			list = append(list, &f.Columns[i].Boxes[j])
		}
	}
	if f.Adopted != nil {
		list = append(list, f.Adopted)
	}
	return list
}

func flowIncomplete(r *call) {
	f := r.c.Flow
	if f == nil {
		return
	}
	if len(f.Columns) == 0 {
		hint := "write received: with how many came in"
		if f.Review {
			hint = "write databases: with identified, screened and what else is known, or other: for other methods"
		}
		r.add(f.At, "the flow does not say what came in", hint+"; what is not known is not-stated")
	}
	for _, c := range flowCounts(f) {
		if !c.Given() {
			r.add(c.at, c.name+" has no number", "write how many, in digits, or not-stated when the source does not say")
		}
	}
	for _, b := range flowBoxes(f) {
		for i := range b.Parts {
			if p := &b.Parts[i]; !p.Name.Given() {
				r.add(p.At, "a part of "+b.Key+" has no name", "write {reason: …, count: …}, or {source: …, count: …} for where things came from")
			}
		}
		if b.Count.Given() && len(b.Parts) > 0 {
			r.add(b.At, b.Key+" has a number and parts as well", "keep the parts; their sum is the number")
		}
	}
}

func flowSum(r *call) {
	for _, s := range flow.Sums(r.c.Flow) {
		if !s.Closes() {
			r.addPos(s.At.Pos(r.file), 0, s.Message(), "compare each number with the source; a box that was used and whose number is not known is not-stated")
		}
	}
}

func flowReasonTwice(r *call) {
	if r.c.Flow == nil {
		return
	}
	for _, b := range flowBoxes(r.c.Flow) {
		seen := map[string]model.Value{}
		for i := range b.Parts {
			name := b.Parts[i].Name
			folded := strings.ToLower(strings.Join(strings.Fields(name.Text), " "))
			if before, taken := seen[folded]; taken && folded != "" {
				r.value(name, fmt.Sprintf("%s stands twice in %s", quote(name.Text), b.Key), "add the two numbers up, or name what tells them apart",
					r.at(before.At, "first written here"))
				continue
			}
			seen[folded] = name
		}
	}
}

// flowWithoutSource asks where the numbers stand: in a source, or in a file of
// the decisions. A call that still runs is its own source.
func flowWithoutSource(r *call) {
	c := r.c
	if c.Flow == nil || len(c.Flow.References) > 0 || c.Data.Given() || c.IsOpen(r.site.AsOf) {
		return
	}
	r.add(c.Flow.At, "the flow does not say where its numbers stand", "write references: with the key of the source, or data: with the file of the decisions")
}

// callNamesItself looks for calls that continue each other in a circle.
func callNamesItself(r *call) {
	bySlug := map[string]*model.Call{}
	for _, c := range r.site.Calls {
		bySlug[c.Slug] = c
	}
	seen := map[string]bool{}
	for c := r.c; c != nil && c.Follows.Given() && !seen[c.Slug]; c = bySlug[c.Follows.Text] {
		seen[c.Slug] = true
		if c.Follows.Text != r.c.Slug {
			continue
		}
		message := "the call follows itself"
		if c != r.c {
			message = "the call follows " + quote(r.c.Follows.Text) + ", which comes after it"
		}
		r.value(r.c.Follows, message, "name the earlier call, or delete the key")
	}
}

func callData(r *call) {
	v := r.c.Data
	const most = 10 << 20 // a table of 100,000 decisions has about 10 MB
	switch {
	case !v.Given():
	case !model.IsDataName(v.Text):
		r.value(v, quote(v.Text)+" cannot be the data file of a call", "name a file that ends in csv, tsv, txt, json, xlsx or ods, in letters, digits and hyphens")
	case r.c.Folder == "":
		r.value(v, "the call has no folder for "+quote(v.Text), "move the call to content/calls/"+r.c.Slug+"/index.md and put the file beside it")
	case r.c.DataSize == 0:
		r.value(v, "there is no file "+quote(v.Text)+" with something in it beside the call", "put it into "+r.c.Folder+", or correct the name")
	case r.c.DataSize > most:
		r.value(v, fmt.Sprintf("the data file has %d MiB", r.c.DataSize>>20), fmt.Sprintf("make it smaller than %d MiB", most>>20))
	}
}
