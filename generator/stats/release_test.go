package stats_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"casebook/generator/model"
	"casebook/generator/stats"
)

func freeze(t *testing.T, in stats.Input) *stats.Release {
	t.Helper()
	r, err := stats.ReadRelease(stats.Freeze("1.0", stats.Compute(in)))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestRelease(t *testing.T) {
	r := freeze(t, input(eight()...))
	if r.Version != "1.0" || r.Date != asOf || strings.Join(r.Records, " ") != "lf-0001 lf-0002 lf-0003 lf-0004 lf-0005" {
		t.Errorf("release = %+v", r)
	}
	if s := r.Statistics[0]; s.ID != stats.Explicit || s.Numerator != 2 || s.Denominator != 5 || s.Numbers["published"] != 8 {
		t.Errorf("explicit adoption = %+v", s)
	}
	if len(r.Statistics) != 17 || len(r.Maps) != 4 {
		t.Errorf("%d statistics and %d maps", len(r.Statistics), len(r.Maps))
	}
	if !bytes.Equal(stats.Freeze("1.0", compute(eight()...)), stats.Freeze("1.0", compute(eight()...))) {
		t.Error("the same statistics give other bytes")
	}
	if empty := freeze(t, input()); empty.Records == nil || len(empty.Maps[0].Empty) != 3 {
		t.Errorf("a release without a case: %+v", empty)
	}
}

func TestReadRelease(t *testing.T) {
	good := string(stats.Freeze("1.0", compute(eight()...)))
	for _, tt := range []struct{ name, old, new, want string }{
		{"not JSON", "{", "[", "read release"},
		{"cut off", "]\n}\n", "", "read release"},
		{"more behind it", "]\n}\n", "]\n}\n{}", "follows its end"},
		{"another format", "casebook-release/1", "casebook-release/9", "format"},
		{"unknown key", `"version"`, `"verison"`, "unknown field"},
		{"a statistic twice", `"id":"ladder"`, `"id":"explicit-adoption"`, "there twice"},
		{"more than all", `"numerator":2,"denominator":5`, `"numerator":7,"denominator":5`, "no count"},
		{"a row outside the map", `"row":"medicine"`, `"row":"gadget"`, "outside"},
		{"a column twice", `"columns":["identified",`, `"columns":["identified","identified",`, "there twice"},
		{"a map twice", `"statistic": "gap-map-domain-type"`, `"statistic": "gap-map-type-status"`, "map"},
	} {
		text := strings.Replace(good, tt.old, tt.new, 1)
		if tt.name == "cut off" || tt.name == "more behind it" {
			text = good[:strings.LastIndex(good, tt.old)] + tt.new
		}
		if text == good {
			t.Fatalf("%s: the release does not hold %q", tt.name, tt.old)
		}
		if _, err := stats.ReadRelease([]byte(text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want one about %q", tt.name, err, tt.want)
		}
	}
}

func TestLedger(t *testing.T) {
	before := input(record(1, to("GBR 2000 piloted")), record(2, from("UGA 1990"), types("medicine"), to("GBR 2000 piloted")))
	before.Gaps = []model.Gap{gap(1, model.GapOutOfScope, "innovation_type", "service-model", "adoption_status", "rejected")}
	r := freeze(t, before)

	after := input(record(1, to("GBR 2000 adopted-locally r")), record(3, from("MWI 1990"), types("device service-model"), to("GBR 2000 piloted")))
	after.Previous = r
	list := stats.Compute(after)
	s := find(t, list, stats.Ledger)
	wantCells(t, s,
		"closed:gap-map-type-status:cell/device/adopted-locally 1 lf-0001",
		"closed:gap-map-type-status:cell/service-model/piloted 1 lf-0003",
		"closed:countries:country/MWI/ 1 lf-0003",
		"closed:countries:type-world-bank-region/service-model/SSF 1 lf-0003",
		"closed:countries:type-world-bank-region/device/SSF 1 lf-0003",
		"opened:gap-map-type-status:cell/medicine/piloted 0",
		"opened:countries:country/UGA/ 0",
		"opened:gap-map-type-status:cell/service-model/rejected absent", // out of scope then, in scope now
		"opened:gap-map-type-status:cell/device/piloted absent",         // still held, by another record
		"population/joined/ 1 lf-0003", "population/left/ 1 lf-0002")
	if strings.Join(s.Records, " ") != "lf-0001 lf-0003" {
		t.Errorf("closed by %v", s.Records)
	}
	closed := 0
	for _, c := range s.Cells {
		if strings.HasPrefix(c.Table, stats.TableClosed+":") {
			closed++
		}
	}
	if s.Value.Numerator != closed || s.Value.Denominator != s.N {
		t.Errorf("ledger = %+v of %d, with %d cells", s.Value, s.N, closed)
	}
	if !slices.Contains(s.Notes, "Compared with release 1.0 of "+asOf+".") {
		t.Errorf("notes = %q", s.Notes)
	}

	// A term that came later brings empty cells, which nobody opened.
	young := *r
	young.Maps = slices.Clone(r.Maps)
	young.Maps[0].Rows = []string{"device", "service-model"}
	young.Maps[0].Empty = slices.DeleteFunc(slices.Clone(r.Maps[0].Empty), func(e stats.Empty) bool { return e.Row == "medicine" })
	later := after
	later.Previous = &young
	wantCells(t, find(t, stats.Compute(later), stats.Ledger), "opened:gap-map-type-status:cell/medicine/piloted absent", "opened:countries:country/UGA/ 0")

	changes := stats.Diff(r, list)
	want := stats.Change{Statistic: stats.Explicit, Name: "numerator", Before: 0, Now: 1, HadValue: true, HasValue: true}
	if !slices.Contains(changes, want) {
		t.Errorf("changes = %+v, want %+v among them", changes, want)
	}
	lag := stats.Change{Statistic: stats.Lag, Name: "median", Now: 10, HasValue: true}
	if !slices.Contains(changes, lag) {
		t.Errorf("changes = %+v, want %+v among them", changes, lag)
	}
	if same := stats.Diff(freeze(t, after), list); len(same) > 0 {
		t.Errorf("nothing changed, and %+v", same)
	}
}

// FuzzReadRelease starts from small releases: a large one is mutated slowly.
func FuzzReadRelease(f *testing.F) {
	f.Add([]byte(`{"format":"casebook-release/1","version":"1.0","date":"2026-11-23","records":["lf-0001"],"statistics":[{"id":"lag","n":2,"numerator":1,"denominator":2,"numbers":{"median":5}}],"maps":[]}`))
	f.Add([]byte(`{"format":"casebook-release/1","maps":[{"statistic":"countries","table":"country","rows":["IND","MWI"],"columns":[""],"out_of_scope":[{"row":"MWI","columns":[""]}],"empty":[{"row":"IND","columns":[""]}]}]}`))
	f.Add([]byte(`{"format":"casebook-release/1","statistics":[{"id":"lag","n":-1}]}`))
	f.Add([]byte(`{"format":"casebook-release/1"} {}`))
	in := input(eight()...)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := stats.ReadRelease(data)
		if err != nil {
			return
		}
		in.Previous = r
		list := stats.Compute(in)
		s := find(t, list, stats.Ledger)
		if s.Value.Numerator < 0 || s.Value.Numerator > s.Value.Denominator {
			t.Errorf("ledger = %v", s.Value)
		}
		stats.Diff(r, list)
	})
}
