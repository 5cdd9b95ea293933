package stats_test

import (
	"testing"

	"casebook/generator/model"
	"casebook/generator/stats"
)

func callCount(text string) model.Count { return model.ParseCount(v(text)) }

// callOf returns a call of 2019 that says what came in and what was included;
// a text that is empty is a box that the call does not have.
func callOf(slug, received, included, adopted string) *model.Call {
	c := &model.Call{Slug: slug, Kind: v(model.CallOpen), Year: year("2019"), Flow: &model.Flow{
		Columns:  []model.FlowColumn{{Boxes: []model.FlowBox{{Key: "received", Count: callCount(received)}}}},
		Included: model.FlowResult{At: model.At{Line: 1}, Whole: true, Studies: callCount(included), Reports: callCount("")},
	}}
	if adopted != "" {
		c.Flow.Adopted = &model.FlowBox{Key: "adopted", Count: callCount(adopted)}
	}
	return c
}

func TestCalls(t *testing.T) {
	names := func(call string) func(*model.Case) { return func(c *model.Case) { c.Call = v(call) } }
	in := input(record(1, names("a"), to("GBR 2001 adopted-locally ref")), record(2, names("a")), record(3, names("b")), record(4),
		record(5, names("a"), status("review")), record(6, names("a"), direction("hic-to-lmic"), func(c *model.Case) { c.AdoptionStatus = v("not-applicable") }))
	open := callOf("open", "2", "not-stated", "")
	open.Year, open.Opened = model.Year{}, v("2026-11-01")
	in.Calls = []*model.Call{callOf("a", "41", "13", "3"), callOf("b", "not-stated", "1", ""), callOf("c", "5", "5", "not-stated"), open}
	s := find(t, stats.Compute(in), stats.Calls)
	wantValue(t, s, 1, 3)
	wantNumber(t, s, "tied", 4)
	wantCells(t, s, "milestone/a/received 41", "milestone/a/included 13", "milestone/a/adopted 3", "milestone/a/eligible absent", "milestone/a/invited absent",
		"milestone/a/records 3 lf-0001 lf-0002 lf-0006", "milestone/a/records-explicit 1 lf-0001",
		"milestone/b/received absent", "unstated/b/received 0", "milestone/b/records 1 lf-0003", "milestone/b/adopted absent",
		"milestone/c/records 0", "unstated/c/adopted 0", "milestone/open/received 2", "unstated/open/included 0")
}

func TestNoCalls(t *testing.T) {
	s := find(t, compute(record(1)), stats.Calls)
	wantValue(t, s, 0, 0)
	if len(s.Cells) > 0 || s.N != 0 {
		t.Errorf("%+v, want nothing", s)
	}
}
