package check_test

import (
	"fmt"
	"strings"
	"testing"

	"casebook/generator/check"
	"casebook/generator/model"
)

// count returns a count as load reads it.
func count(line int32, text string) model.Count { return model.ParseCount(val(line, text)) }

// validCall returns a call without a fault, changed by break_.
func validCall(break_ func(*model.Call)) *model.Call {
	c := &model.Call{
		File: "content/calls/example.md", Slug: "example", EndAt: at(99, 1), KeyAt: model.NewPlaces([]string{"title"}, []model.At{at(2, 1)}),
		Title: val(2, "A survey"), Kind: val(3, "survey"), Year: year(4, 2017), By: val(5, "A team"),
		Question: val(6, "Has it been adopted?"), Summary: val(7, "Few said so."), Updated: val(8, "2026-01-01"),
		Figures: []model.Figure{
			{At: at(10, 3), ID: val(11, "answered"), Label: val(12, "who answered"), Count: count(13, "34"), Of: count(14, "114"),
				Note: val(15, "The source says 27%."), References: vals(16, "rao1991")},
			{At: at(20, 3), ID: val(21, "adoption"), Label: val(22, "who saw one"), Count: count(23, "1"), Of: count(24, "34"), References: vals(26, "rao1991")},
			{At: at(30, 3), Label: val(32, "who were asked"), Count: count(33, "114"), Of: model.ParseCount(model.Value{}), References: vals(36, "rao1991")},
		},
		References: []model.Reference{{At: at(40, 3), Key: val(41, "rao1991"), Type: val(42, "book"), Title: val(43, "Threads"), DOI: val(44, "10.5555/threads")}},
		Body:       model.Body{Words: 100},
	}
	if break_ != nil {
		break_(c)
	}
	return c
}

func TestCalls(t *testing.T) {
	none := model.Value{}
	for _, tt := range []struct {
		name, desc string
		break_     func(*model.Call)
		want       string // codes with places
		hint       string // part of the first hint
	}{
		{"valid", "a whole call has no finding", nil, "", ""},
		{"unreadable", "a file without keys has a finding of its reader", func(c *model.Call) { *c = model.Call{File: c.File} }, "", ""},
		{"title", "it has a title", func(c *model.Call) { c.Title = none }, "call-incomplete 2:1", "title"},
		{"kind missing", "it has a kind", func(c *model.Call) { c.Kind = none }, "call-incomplete 99:1", "call, survey, review or fellowship"},
		{"who", "somebody ran it", func(c *model.Call) { c.By = none }, "call-incomplete 99:1", "who ran it"},
		{"question", "something was asked", func(c *model.Call) { c.Question = none }, "call-incomplete 99:1", "one sentence"},
		{"summary", "something came of it", func(c *model.Call) { c.Summary = none }, "call-incomplete 99:1", "plain sentences"},
		{"no figure", "something was counted", func(c *model.Call) { c.Figures, c.Body.CiteKeys = nil, []string{"rao1991"} }, "call-incomplete 99:1", "figures"},
		{"no time", "it has a time", func(c *model.Call) { c.Year = model.Year{} }, "call-incomplete 99:1", "opened: and closed:"},
		{"days", "days stand for the year", func(c *model.Call) {
			c.Year, c.Opened, c.Closed = model.Year{}, val(4, "2017-01-01"), val(9, "2017-01-01")
		}, "", ""},
		{"still open", "a call may not be closed yet", func(c *model.Call) { c.Year, c.Opened = model.Year{}, val(4, "2017-01-01") }, "", ""},
		{"year and days", "one time, not two", func(c *model.Call) { c.Opened = val(9, "2017-01-01") }, "call-time 4:5", "delete year"},
		{"days in reverse", "it closes after it opens", func(c *model.Call) {
			c.Year, c.Opened, c.Closed = model.Year{}, val(4, "2017-02-01"), val(9, "2017-01-31")
		}, "call-time 9:5", "one of the two"},
		{"no day", "a day is one of the calendar", func(c *model.Call) {
			c.Year, c.Opened, c.Closed = model.Year{}, val(4, "2017-02-30"), val(9, "2017-01")
		}, "impossible-date 4:5; bad-date 9:5", ""},
		{"no year", "a year has four digits", func(c *model.Call) { c.Year = model.ParseYear(val(4, "2017-18")) }, "call-time 4:5", "YYYY"},
		{"next year", "it is not in the future", func(c *model.Call) { c.Year = year(4, 2027) }, "call-time 4:5", "source"},
		{"this year", "the year of the content is fine", func(c *model.Call) { c.Year = year(4, 2026) }, "", ""},
		{"kind", "the kind is one of four", func(c *model.Call) { c.Kind = val(3, "surveys") }, "call-kind 3:5", `"survey"`},
		{"far kind", "the hint lists them", func(c *model.Call) { c.Kind = val(3, "meeting") }, "call-kind 3:5", "call, survey, review or fellowship"},
		{"updated", "days are dates", func(c *model.Call) { c.Updated = val(8, "today") }, "bad-date 8:5", "YYYY-MM-DD"},
		{"language", "a language is a tag", func(c *model.Call) { c.Lang = val(9, "english") }, "bad-lang 9:5", "en"},
		{"label", "a figure says what was counted", func(c *model.Call) { c.Figures[0].Label = none }, "figure-incomplete 10:3", "label"},
		{"count", "and how many", func(c *model.Call) { c.Figures[0].Count = model.ParseCount(none) }, "figure-incomplete 10:3", "digits"},
		{"source", "and who says so", func(c *model.Call) { c.Figures[1].References = nil }, "figure-incomplete 20:3", "references"},
		{"zero", "none of them is an answer", func(c *model.Call) { c.Figures[1].Count = count(23, "0") }, "", ""},
		{"all", "so is all of them", func(c *model.Call) { c.Figures[1].Count = count(23, "34") }, "", ""},
		{"too many", "a part is no larger than the whole", func(c *model.Call) { c.Figures[1].Count = count(23, "35") }, "count-over-total 23:5", "changed places"},
		{"separator", "digits alone; the hint has them", func(c *model.Call) { c.Figures[0].Of = count(14, "7,191") }, "bad-count 14:5", "write of: 7191"},
		{"negative", "no number of things is below nought", func(c *model.Call) { c.Figures[0].Count = count(13, "-1") }, "bad-count 13:5", "digits"},
		{"half", "nor between two", func(c *model.Call) { c.Figures[0].Count = count(13, "1.5") }, "bad-count 13:5", "digits"},
		{"of nothing", "nothing is out of none", func(c *model.Call) { c.Figures[0].Count, c.Figures[0].Of = count(13, "0"), count(14, "0") }, "bad-count 14:5", "leave of out"},
		{"percentage", "a count is no percentage", func(c *model.Call) { c.Figures[0].Count = count(13, "27%") }, "typed-percentage 13:5", "computed"},
		{"percentage in words", "nor is a label; a note may quote one", func(c *model.Call) { c.Figures[0].Label = val(12, "27% who answered") }, "typed-percentage 12:5", "count"},
		{"figures alike", "an id is one figure", func(c *model.Call) { c.Figures[1].ID = val(21, "answered") }, "duplicate-figure 21:5", "another id"},
		{"dangling", "a source stands in references", func(c *model.Call) { c.Figures[1].References = vals(26, "rao1919") }, "dangling-reference 26:5", `"rao1991"`},
		{"unused", "and is used", func(c *model.Call) {
			c.References = append(c.References, model.Reference{At: at(45, 3), Key: val(46, "extra"), Type: val(47, "book"), Title: val(48, "B")})
		}, "unused-reference 46:5", "name it in flow or figures"},
		{"DOI", "an identifier is one", func(c *model.Call) { c.References[0].DOI = val(44, "11.1/x") }, "bad-doi 44:5", ""},
		{"link", "a link leads somewhere", func(c *model.Call) {
			c.Body.Links = []model.Link{{Dest: "/nowhere/", Target: "/nowhere/", At: at(101, 1)}}
		}, "dead-link 101:1", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			site := siteOf()
			site.Calls = []*model.Call{validCall(tt.break_)}
			got := findingsOf(site)
			got = append(got, check.Links(site, func(string) bool { return false })...)
			var codes []string
			for _, d := range got {
				codes = append(codes, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
			}
			if s := join(codes); s != tt.want {
				t.Fatalf("%s: got %q, want %q\n%s", tt.desc, s, tt.want, report(got))
			}
			if len(got) > 0 && !strings.Contains(got[0].Hint, tt.hint) {
				t.Errorf("hint = %q, want it to hold %q", got[0].Hint, tt.hint)
			}
		})
	}
}

// TestCallReferencesReadTheSame: a source of a call is compared with those of
// the records.
func TestCallReferencesReadTheSame(t *testing.T) {
	site := siteOf(validCase(nil))
	site.Calls = []*model.Call{validCall(func(c *model.Call) { c.References[0].DOI = site.Cases[0].References[0].DOI })}
	if got := join(run(site)); !strings.HasPrefix(got, "reference-differs") {
		t.Errorf("findings = %q, want reference-differs", got)
	}
}
