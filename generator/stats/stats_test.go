package stats_test

import (
	"slices"
	"testing"

	"casebook/generator/model"
	"casebook/generator/stats"
)

// eight is counted by hand in TestCounted.
func eight() []*model.Case {
	return []*model.Case{
		record(1, to("GBR 2000 adopted-at-scale r; USA 1995 adopted-locally r")),
		record(2, from("IND 1980; UGA 1985"), types("device service-model"), to("GBR 2001 piloted"), relation("from", "both")),
		record(3, from("UGA -"), types("medicine"), to("USA - standard-practice r"), relation("with", "cultural"), func(c *model.Case) { c.Barriers = nil }),
		record(4, from("CHN 1971"), to("GBR 1990 not-adopted r"), func(c *model.Case) {
			c.Barriers = vs("supply staff-time perception-of-origin")
			c.Domain = vs("primary-care")
			c.Contributors = []model.Contributor{{Role: v("author"), Country: land("CHN")}, {Role: v("author"), Country: land("GBR")}}
		}),
		record(5, from("KOR 1994"), types(""), func(c *model.Case) {
			c.Contributors = []model.Contributor{{Role: v("author"), Country: land("GBR")}, {Role: v("editor"), Country: land("KOR")}}
		}),
		record(6, direction("hic-to-lmic")),
		record(7, relation("about-them", "cultural")),
		record(8, direction("not-stated")),
		record(9, status(model.StatusWithdrawn)),
		record(10, status(model.StatusReview)),
		record(11, status("")),
	}
}

func TestCounted(t *testing.T) {
	list := compute(eight()...)
	s := find(t, list, stats.Explicit)
	wantValue(t, s, 2, 5)
	wantCells(t, s, "explicit/yes/ 2 lf-0001 lf-0003", "explicit/no/ 3 lf-0002 lf-0004 lf-0005",
		"population/counted/ 5 lf-0001 lf-0002 lf-0003 lf-0004 lf-0005", "population/comparators/ 1 lf-0006",
		"population/learned-about/ 1 lf-0007", "population/not-placed/ 1 lf-0008")
	wantNumber(t, s, "published", 8)

	s = find(t, list, stats.FromTechnical)
	wantValue(t, s, 4, 5)
	wantCells(t, s, "relation-type/from/technical 4 lf-0001 lf-0002 lf-0004 lf-0005", "relation-type/from/cultural 1 lf-0002",
		"relation-type/with/technical 0", "relation-type/with/cultural 1 lf-0003",
		"relation/from/ 4 lf-0001 lf-0002 lf-0004 lf-0005", "learned-about/about-them/cultural 1 lf-0007")

	s = find(t, list, stats.Ladder)
	wantCells(t, s, "at/identified/ 1 lf-0005", "at/piloted/ 1 lf-0002", "at/adopted-at-scale/ 1 lf-0001", "at/adopted-locally/ 0",
		"reached/identified/ 4 lf-0001 lf-0002 lf-0003 lf-0005", "reached/piloted/ 3 lf-0001 lf-0002 lf-0003",
		"reached/adopted-locally/ 2 lf-0001 lf-0003", "reached/standard-practice/ 1 lf-0003", "exits/not-adopted/ 1 lf-0004", "apart/not-stated/ 0")
}

func TestGapMaps(t *testing.T) {
	list := compute(eight()...)
	s := find(t, list, stats.TypeStatus)
	// Three types by ten statuses; five cells are filled, and record 5 names no type.
	wantValue(t, s, 25, 30)
	wantCells(t, s, "cell/device/adopted-at-scale 1 lf-0001", "cell/device/piloted 1 lf-0002", "cell/service-model/piloted 1 lf-0002",
		"cell/medicine/standard-practice 1 lf-0003", "cell/device/not-adopted 1 lf-0004", "cell/device/identified 0",
		"rows/device/ 3 lf-0001 lf-0002 lf-0004", "columns/piloted/ 1 lf-0002", "apart/not-stated/identified 1 lf-0005")
	if c := s.Cell("cell", "device", "identified"); c.Nothing == nil || c.Nothing.Kind != model.GapNotSearched {
		t.Errorf("a cell that nobody declared is %+v, want not searched", c.Nothing)
	}
	s = find(t, list, stats.DomainType)
	wantValue(t, s, 2, 6)
	wantCells(t, s, "cell/oncology/device 2 lf-0001 lf-0002", "cell/primary-care/device 1 lf-0004", "cell/primary-care/medicine 0", "rows/oncology/ 4 lf-0001 lf-0002 lf-0003 lf-0005")
}

func TestOrigins(t *testing.T) {
	list := compute(eight()...)
	s := find(t, list, stats.Countries)
	if s.Value.Numerator != 3 || s.Value.Denominator != s.N || s.N < 100 {
		t.Errorf("countries = %+v of %d, want India, Uganda and China", s.Value, s.N)
	}
	wantCells(t, s, "country/IND/ 2 lf-0001 lf-0002", "country/UGA/ 2 lf-0002 lf-0003", "country/CHN/ 1 lf-0004", "country/MWI/ 0",
		"high-income-since/KOR/ 1 lf-0005", "near-the-income-line/KOR/ 1 lf-0005",
		"type-world-bank-region/device/SAS 2 lf-0001 lf-0002", "type-world-bank-region/service-model/SSF 1 lf-0002")
	if c := s.Cell(stats.TableBankRegion, "SAS", stats.ColumnSeveral); c.Count != 1 || !slices.Equal(c.Members, []string{"IND"}) || c.Of < 5 {
		t.Errorf("South Asia, several: %+v", c)
	}
	if s.Value.Interval != nil {
		t.Error("the list of countries is complete and has an interval")
	}

	s = find(t, list, stats.Unseen) // pairs: IND 2, UGA 2, CHN 1, KOR 1
	wantValue(t, s, 2, 6)
	wantCells(t, s, "origin/CHN/ 1 lf-0004", "origin/KOR/ 1 lf-0005", "origin/IND/ absent")
	s = find(t, list, stats.Concentration)
	wantValue(t, s, 5, 6)
	wantNumber(t, s, "effective-origins", 3.6) // 36 of 4+4+1+1
	if got := s.Table(stats.TableOrigin); got[0].Row != "IND" || got[1].Row != "UGA" || got[2].Row != "CHN" {
		t.Errorf("largest origins = %v", got)
	}
}

func TestYears(t *testing.T) {
	list := compute(eight()...)
	s := find(t, list, stats.Lag)
	wantValue(t, s, 1, 2)
	wantNumber(t, s, "median", 5)
	if _, ok := s.Number("quartile-1"); ok {
		t.Error("one lag has quartiles")
	}
	if want := []stats.Point{{Record: "lf-0001", Start: 1990, End: 1995, Country: "USA"}}; !slices.Equal(s.Points, want) {
		t.Errorf("points = %v, want %v", s.Points, want)
	}
	s = find(t, list, stats.Decades)
	wantValue(t, s, 4, 5)
	wantCells(t, s, "origin/1970s/ 1 lf-0004", "origin/1980s/ 1 lf-0002", "origin/1990s/ 2 lf-0001 lf-0005", "origin/2020s/ 0", "origin/not-stated/ 1 lf-0003",
		"adoption/1990s/ 1 lf-0001", "adoption/not-stated/ 1 lf-0003")
}

func TestOnlyHighIncomeAdoptionsHaveALag(t *testing.T) {
	list := compute(record(1, to("KEN 2000 adopted-locally r; GBR 2001 piloted")))
	wantValue(t, find(t, list, stats.Lag), 0, 0)
	wantCells(t, find(t, list, stats.Decades), "adoption/2000s/ 0", "adoption/not-stated/ 0")
	wantCells(t, find(t, list, stats.Receiving), "not-high-income/KEN/ 1 lf-0001", "any-status/KEN/ absent", "any-status/GBR/ 1 lf-0001")
}

func TestDecadeOfAnotherOrigin(t *testing.T) {
	c := record(1, from("GBR -; IND -"))
	c.Origin[0].YearNote, c.Origin[1].YearNote = v("1950s"), v("1970s")
	wantCells(t, find(t, compute(c), stats.Decades), "origin/1970s/ 1 lf-0001")
}

func TestDecadeOfANote(t *testing.T) {
	for note, want := range map[string]string{
		"1970s": "1970s", "late 1970s": "1970s", "about the 1960s": "1960s", "Early 2000s": "2000s",
		"about 1975": "not-stated", "the work belongs to the 1970s": "not-stated", "1975s": "not-stated", "0070s": "not-stated", "1970s and 1980s": "not-stated", "": "not-stated",
	} {
		c := record(1, from("IND -"), to("USA - adopted-locally r"))
		c.Origin[0].YearNote = v(note)
		c.Adoptions[0].YearNote = v(note)
		s := find(t, compute(c), stats.Decades)
		wantCells(t, s, "origin/"+want+"/ 1 lf-0001", "adoption/"+want+"/ 1 lf-0001")
		if lag := find(t, compute(c), stats.Lag); lag.N != 0 {
			t.Errorf("%q: a decade gave a lag", note)
		}
	}
}

func TestReceivingEvidenceBarriers(t *testing.T) {
	list := compute(eight()...)
	s := find(t, list, stats.Receiving)
	wantValue(t, s, 4, 5)
	wantCells(t, s, "explicit/GBR/ 1 lf-0001", "explicit/USA/ 2 lf-0001 lf-0003", "any-status/GBR/ 3 lf-0001 lf-0002 lf-0004",
		"status/GBR/not-adopted 1 lf-0004", "status/GBR/piloted 1 lf-0002")
	wantNumber(t, s, "countries-explicit", 2)

	s = find(t, list, stats.Evidence)
	wantValue(t, s, 0, 5)
	wantCells(t, s, "origin-receiving/ocebm-1/none-found 5 lf-0001 lf-0002 lf-0003 lf-0004 lf-0005", "receiving/testimony/ 0")

	s = find(t, list, stats.Barriers)
	wantValue(t, s, 4, 5)
	wantCells(t, s, "barrier/supply/stopped 1 lf-0004", "barrier/supply/not-stopped 3 lf-0001 lf-0002 lf-0005", "barrier/not-stated/not-stopped 1 lf-0003",
		"broad/practical/stopped 1 lf-0004", "broad/bias/stopped 1 lf-0004", "broad/bias/not-stopped 0")
	if c := s.Cell("broad", "practical", "stopped"); c.Of != 1 {
		t.Errorf("of %d stopped cases, want 1", c.Of)
	}
}

func TestVoicesAndFields(t *testing.T) {
	list := compute(eight()...)
	s := find(t, list, stats.WhoSpeaks)
	wantValue(t, s, 1, 2)
	wantCells(t, s, "authors/in-a-country-of-origin/ 1 lf-0004", "authors/elsewhere/ 1 lf-0005", "authors/not-stated/ 3 lf-0001 lf-0002 lf-0003")
	nameless := record(1, func(c *model.Case) { c.Contributors = []model.Contributor{{Role: v("author")}} })
	wantCells(t, find(t, compute(nameless), stats.WhoSpeaks), "authors/country-not-stated/ 1 lf-0001")

	s = find(t, list, stats.Completeness)
	wantCells(t, s, "field/barriers/stated 4 lf-0001 lf-0002 lf-0004 lf-0005", "field/barriers/absent 1 lf-0003",
		"field/adoptions.year/stated 3 lf-0001 lf-0002 lf-0004", "field/adoptions.year/absent 2 lf-0003 lf-0005", "field/reviewed/absent 5 lf-0001 lf-0002 lf-0003 lf-0004 lf-0005")
	mixed := record(1, to("GBR 2000 piloted; USA - piloted"), func(c *model.Case) { c.Barriers = vs("not-stated") })
	wantCells(t, find(t, compute(mixed), stats.Completeness), "field/adoptions.year/partly 1 lf-0001", "field/barriers/not-stated 1 lf-0001")
}

func TestNoCase(t *testing.T) {
	list := compute()
	if len(list) != 18 {
		t.Fatalf("there are %d statistics", len(list))
	}
	for _, s := range list {
		if s.Value != nil && s.Value.Percent != nil && s.Value.Numerator != 0 && s.ID != stats.TypeStatus {
			t.Errorf("%s = %+v", s.ID, s.Value)
		}
		if len(s.Records) != 0 || s.Records == nil {
			t.Errorf("%s has records %v, want an empty list", s.ID, s.Records)
		}
		for _, c := range s.Cells {
			if len(c.Records) != 0 || c.Count != 0 && len(c.Members) != c.Count {
				t.Errorf("%s: %+v counts something", s.ID, c)
			}
		}
		for _, n := range s.Numbers {
			if n.OK && n.Value != n.Value {
				t.Errorf("%s: %s was divided by zero", s.ID, n.ID)
			}
		}
		if s.Date != asOf || s.Title == "" || s.Definition == "" || s.Population == "" || s.Formula == "" || len(s.Sources) == 0 {
			t.Errorf("%s does not say what it is: %+v", s.ID, s)
		}
	}
	wantValue(t, find(t, list, stats.TypeStatus), 30, 30)
}

func TestBadRecords(t *testing.T) {
	// A country that crossed the line in the very year: South Korea is
	// high-income from 1995.
	s := find(t, compute(record(1, from("KOR 1995"))), stats.Explicit)
	wantValue(t, s, 0, 0)
	wantCells(t, s, "population/not-placed/ 1 lf-0001")
	s = find(t, compute(record(1, from("KOR 1995; IND 1996"))), stats.Concentration)
	wantCells(t, s, "origin/IND/ 1 lf-0001", "origin/KOR/ absent")
	// Undated, South Korea counts on neither side: it is an origin, and told.
	s = find(t, compute(record(1, from("KOR -; IND 1996"))), stats.Countries)
	wantCells(t, s, "unclassified-then/KOR/ 1 lf-0001", "high-income-since/KOR/ 1 lf-0001")

	ten := record(1, from("IND 1990; UGA 1990; CHN 1990; BRA 1990; MWI 1990; KEN 1990; ZAF 1990; NPL 1990; COL 1990; GHA 1990"))
	list := compute(ten)
	wantValue(t, find(t, list, stats.Unseen), 10, 10)
	wantNumber(t, find(t, list, stats.Concentration), "effective-origins", 10)
	wantValue(t, find(t, list, stats.Explicit), 0, 1)

	// Records of a draft that claim one number are two records.
	s = find(t, compute(record(1), record(1, func(c *model.Case) { c.Slug = "twin" })), stats.Explicit)
	wantValue(t, s, 0, 2)
	wantCells(t, s, "population/counted/ 2 case-1 twin")
	// Unnumbered ones stand after the others, by slug.
	s = find(t, compute(record(0), record(12)), stats.Explicit)
	wantCells(t, s, "population/counted/ 2 lf-0012 case-0")
}

func TestByID(t *testing.T) {
	in := input(record(0), record(1), record(1, func(c *model.Case) { c.Slug = "twin" }), record(2, direction("hic-to-lmic")), record(3, status("")))
	got := stats.ByID(in.Facts)
	for id, slug := range map[string]string{"case-0": "case-0", "case-1": "case-1", "twin": "twin", "lf-0002": "case-2"} {
		if got[id] == nil || got[id].Case.Slug != slug {
			t.Errorf("%s is %v, want %s", id, got[id], slug)
		}
	}
	if len(got) != 4 {
		t.Errorf("%d records, want 4: a stub is not listed", len(got))
	}
	for _, id := range find(t, stats.Compute(in), stats.Explicit).Cell("population", "counted", "").Records {
		if got[id] == nil {
			t.Errorf("%s is listed and not found", id)
		}
	}
}

func TestSmallNumbers(t *testing.T) {
	many := func(n int) *stats.Fraction {
		var cases []*model.Case
		for i := range n {
			cases = append(cases, record(i+1, to("GBR 2000 piloted")))
		}
		return find(t, compute(cases...), stats.Explicit).Value
	}
	if f := many(9); f.Percent != nil || f.Interval != nil {
		t.Errorf("9 records have a percentage: %v", f)
	}
	f := many(10)
	if f.Percent == nil || *f.Percent != 0 || f.Interval == nil || f.Interval.Low != 0 || !near(f.Interval.High, 27.75, 0.01) {
		t.Errorf("10 records: %v", f)
	}
}

func TestMethods(t *testing.T) {
	for _, s := range compute(eight()...) {
		for _, source := range s.Sources {
			if source.Citation == "" {
				t.Errorf("%s has a source without a citation", s.ID)
			}
		}
	}
}
