package check

import (
	"fmt"
	"strings"

	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/suggest"
)

// A call is the call for evidence, survey or review that is judged.
type call struct {
	*reporter
	site *model.Site
	c    *model.Call
}

type callRule struct {
	Rule
	run func(*call)
}

var callRules = []callRule{
	{Rule{"call-incomplete", diag.Error, "A call says what it is, when, by whom, what was asked, and what was counted."}, callIncomplete},
	{Rule{"call-kind", diag.Error, "A call is a call, a survey, a review or a fellowship."}, callKind},
	{Rule{"call-time", diag.Error, "A call has a year, or the days on which it opened and closed, in this order and not in the future."}, callTime},
	{Rule{"figure-incomplete", diag.Error, "A figure of a call says what was counted, how many, and where that stands."}, figureIncomplete},
	{Rule{"duplicate-figure", diag.Error, "Each figure of a call has an id of its own."}, duplicateFigure},
	{Rule{"bad-count", diag.Error, "A count is a whole number in digits."}, badCount},
	{Rule{"count-over-total", diag.Error, "A count is not larger than what it is out of."}, countOverTotal},
	{Rule{"typed-percentage", diag.Error, "A figure is a count and what it is out of; the percentage is computed."}, typedPercentage},
	{Rule{"flow-incomplete", diag.Error, "Each box of a flow has a number, or says that it is not stated; each part has a name."}, flowIncomplete},
	{Rule{"flow-sum", diag.Error, "The numbers of a flow add up."}, flowSum},
	{Rule{"flow-reason-twice", diag.Error, "A reason stands once in its box."}, flowReasonTwice},
	{Rule{"flow-without-source", diag.Error, "The flow of a call that has ended says where its numbers stand."}, flowWithoutSource},
	{Rule{"call-names-itself", diag.Error, "A call does not follow itself."}, callNamesItself},
	{Rule{"call-data", diag.Error, "The data file of a call lies in its folder."}, callData},
}

// Call returns the findings about one call for evidence, survey or review.
func Call(site *model.Site, c *model.Call) diag.List {
	if c.KeyAt.Len() == 0 {
		return nil
	}
	out := reporter{file: c.File}
	for _, rule := range callRules {
		out.rule = rule.Rule
		rule.run(&call{reporter: &out, site: site, c: c})
	}
	runDocument(callDocument(site, c, &out))
	return out.found
}

func callDocument(site *model.Site, c *model.Call, out *reporter) *document {
	d := &document{reporter: out, site: site, refs: c.References, body: &c.Body, users: "name it in flow or figures, "}
	d.date("opened", c.Opened)
	d.date("closed", c.Closed)
	d.date("updated", c.Updated)
	d.lang(c.Lang)
	for i := range c.Figures {
		d.use("figures", c.Figures[i].References)
	}
	if c.Flow != nil {
		d.use("flow", c.Flow.References)
	}
	d.ofReferences()
	return d
}

func callIncomplete(r *call) {
	c := r.c
	r.need("title", c.Title.Given(), "what it is called")
	r.need("kind", c.Kind.Given(), listing(model.CallKinds, "or"))
	if !c.Opened.Given() && !c.Closed.Given() {
		r.need("year", c.Year.Given(), "the year in which it was published, or opened: and closed: with the days")
	}
	r.need("by", c.By.Given(), "who ran it")
	r.need("question", c.Question.Given(), "what was asked, in one sentence")
	r.need("summary", c.Summary.Given(), "what came of it, or what is asked for, in one or two plain sentences")
	if c.IsOpen(r.site.AsOf) {
		return // its results are to come
	}
	if c.Flow == nil {
		r.need("flow", len(c.Figures) > 0, "what came in and what became of it, such as {received: 41, included: 13}; or figures:, what others counted")
	}
	if !c.Data.Given() {
		r.need("references", len(c.References) > 0, "at least one source")
	}
}

// need asks for a key of the call.
func (r *call) need(key string, given bool, hint string) {
	if given {
		return
	}
	what, at := "is missing", r.c.EndAt
	if place, written := r.c.KeyAt.Of(key); written {
		what, at = "has no value that can be read", place
	}
	r.add(at, fmt.Sprintf("the key %s %s; a call needs it", key, what), "write "+key+": "+hint)
}

func callKind(r *call) {
	kind := r.c.Kind
	if !kind.Given() {
		return
	}
	for _, known := range model.CallKinds {
		if kind.Text == known {
			return
		}
	}
	hint := "write " + listing(model.CallKinds, "or")
	if near, ok := suggest.Nearest(kind.Text, model.CallKinds); ok {
		hint = "did you mean " + quote(near) + "?"
	}
	r.value(kind, quote(kind.Text)+" is no kind of call", hint)
}

func callTime(r *call) {
	c := r.c
	last := asOfYear(r.site)
	if y := c.Year; y.Given() && (y.N < earliestYear || last > 0 && y.N > last) {
		hint := "compare it with its source"
		if y.N == 0 {
			hint = "write the year as YYYY"
		}
		r.value(y.Value, yearMessage("year", y, last), hint)
	}
	if c.Year.Given() && (c.Opened.Given() || c.Closed.Given()) {
		r.value(c.Year.Value, "the call has a year and days as well", "keep opened and closed, and delete year: it follows from them")
	}
	if isDate(c.Opened.Text) && isDate(c.Closed.Text) && c.Closed.Text < c.Opened.Text {
		r.value(c.Closed, fmt.Sprintf("closed (%s) is before opened (%s)", c.Closed.Text, c.Opened.Text),
			"correct one of the two dates", r.at(c.Opened.At, "opened stands here"))
	}
}

func figureIncomplete(r *call) {
	for i := range r.c.Figures {
		f := &r.c.Figures[i]
		r.needIn(f, "label", f.Label, "what was counted, such as partnerships that answered")
		r.needIn(f, "count", f.Count.Value, "how many, in digits")
		if len(f.References) == 0 {
			r.add(f.At, "the figure "+figureName(f)+"has no source", "write references: with the key of the source that says so")
		}
	}
}

func (r *call) needIn(f *model.Figure, key string, v model.Value, hint string) {
	if !v.Given() {
		r.add(f.At, "the figure "+figureName(f)+"has no "+key, "write "+key+": "+hint)
	}
}

// figureName returns what the author calls a figure, with a space behind it.
func figureName(f *model.Figure) string {
	switch {
	case f.ID.Given():
		return quote(f.ID.Text) + " "
	case f.Label.Given():
		return quote(f.Label.Text) + " "
	default:
		return ""
	}
}

func duplicateFigure(r *call) {
	seen := map[string]model.Value{}
	for i := range r.c.Figures {
		id := r.c.Figures[i].ID
		if !id.Given() {
			continue
		}
		if before, taken := seen[id.Text]; taken {
			r.value(id, "two figures have the id "+quote(id.Text), "give one of them another id", r.at(before.At, "first written here"))
			continue
		}
		seen[id.Text] = id
	}
}

func badCount(r *call) {
	for i := range r.c.Figures {
		f := &r.c.Figures[i]
		r.judgeCount("count", f.Count)
		r.judgeCount("of", f.Of)
		if f.Of.N == 0 {
			r.value(f.Of.Value, "of is 0: nothing is a part of nothing", "leave of out, and say in the label what was counted")
		}
	}
	if r.c.Flow == nil {
		return
	}
	for _, c := range flowCounts(r.c.Flow) {
		if !c.NotStated() {
			r.judgeCount(c.key, c.Count)
		}
	}
}

func (r *call) judgeCount(key string, c model.Count) {
	if !c.Given() || c.N >= 0 || strings.Contains(c.Text, "%") {
		return // typed-percentage tells of the last
	}
	hint := "write it in digits alone, as in " + key + ": 34; leave the key out if the source does not say"
	if plain := strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(c.Text); model.ParseCount(model.Value{Text: plain}).N >= 0 {
		hint = "write " + key + ": " + plain
	}
	r.value(c.Value, fmt.Sprintf("%s %s is not a whole number", key, quote(c.Text)), hint)
}

func countOverTotal(r *call) {
	for i := range r.c.Figures {
		f := &r.c.Figures[i]
		if f.Of.N > 0 && f.Count.N > f.Of.N {
			r.value(f.Count.Value, fmt.Sprintf("%d of %d: the count is larger than what it is out of", f.Count.N, f.Of.N),
				"compare both with the source; they may have changed places", r.at(f.Of.At, "of stands here"))
		}
	}
}

// typedPercentage looks where a percentage would stand in place of a fraction.
// A note may quote one, to say that it does not fit its own fraction.
func typedPercentage(r *call) {
	for i := range r.c.Figures {
		f := &r.c.Figures[i]
		for _, k := range []keyed{{"label", f.Label}, {"count", f.Count.Value}, {"of", f.Of.Value}} {
			if strings.Contains(k.Text, "%") {
				r.value(k.Value, fmt.Sprintf("%s %s holds a percentage", k.key, quote(k.Text)),
					"write how many into count and out of how many into of; the percentage is computed from them")
			}
		}
	}
	if r.c.Flow == nil {
		return
	}
	for _, c := range flowCounts(r.c.Flow) {
		if strings.Contains(c.Text, "%") {
			r.value(c.Value, fmt.Sprintf("%s %s holds a percentage", c.name, quote(c.Text)), "write how many; the percentage is computed")
		}
	}
}
