package page

import (
	"strings"
	"testing"

	"casebook/generator/figure"
	"casebook/generator/model"
	"casebook/generator/stats"
)

func countOf(text string) model.Count { return model.ParseCount(value(text)) }

// flowBoxOf reads "received 41" or "excluded a=14 b=6".
func flowBoxOf(text string) model.FlowBox {
	w := strings.Fields(text)
	b := model.FlowBox{Key: w[0], At: model.At{Line: 1}, Count: countOf("")}
	for _, step := range append(model.PlainSteps, model.ReviewSteps...) {
		b.Exit = b.Exit || step.Key == b.Key && step.Exit
	}
	for _, part := range w[1:] {
		if name, n, ok := strings.Cut(part, "="); ok {
			b.Parts = append(b.Parts, model.FlowPart{Name: value(name), Count: countOf(n)})
		} else {
			b.Count = countOf(part)
		}
	}
	return b
}

func flowOf(boxes, included, adopted string) *model.Flow {
	none := model.FlowResult{Studies: countOf(""), Reports: countOf("")}
	f := &model.Flow{At: model.At{Line: 1}, Included: none, Previous: none, Columns: []model.FlowColumn{{}}}
	for _, text := range strings.Split(boxes, ";") {
		f.Columns[0].Boxes = append(f.Columns[0].Boxes, flowBoxOf(text))
	}
	if included != "" {
		f.Included = model.FlowResult{At: model.At{Line: 1}, Whole: true, Studies: countOf(included), Reports: countOf("")}
	}
	if adopted != "" {
		b := flowBoxOf("adopted " + adopted)
		f.Adopted = &b
	}
	return f
}

// tied returns a record that names the call.
func tied(n int, call string, edit func(*model.Case)) *model.Case {
	return published(n, func(c *model.Case) {
		c.Call = value(call)
		if edit != nil {
			edit(c)
		}
	})
}

func siteOfCall(t *testing.T, c *model.Call, cases ...*model.Case) *Site {
	t.Helper()
	s := newSite(t, cases...)
	s.Model.Config.MinN = 10
	s.Model.Calls = []*model.Call{c}
	s.Statistics = stats.Compute(stats.Input{Facts: s.Index.Facts, Vocabularies: vocabularies, Calls: s.Model.Calls, MinN: 10, AsOf: s.Model.AsOf})
	return s
}

func boxNamed(d *figure.FlowDrawing, part string) *figure.FlowShape {
	for i := range d.Boxes {
		if strings.Contains(d.Boxes[i].Name, part) {
			return &d.Boxes[i]
		}
	}
	return nil
}

func TestCallPage(t *testing.T) {
	c := callOf("call-2025", "2025")
	c.Kind = value(model.CallOpen)
	c.Flow = flowOf("received 41;duplicates 3;assessed 38;excluded about=14 not-health=11", "13", "3")
	s := siteOfCall(t, c, tied(1, "call-2025", nil),
		tied(2, "call-2025", func(c *model.Case) { c.Adoptions = []model.Adoption{adopted("GBR", "2010", "adopted-locally")} }),
		tied(3, "call-2025", func(c *model.Case) { c.Status = value("review") }), tied(4, "another", nil))
	v := s.Call(c)

	if got, want := v.Flow.Caption, "Of 41 that came in, 13 were included. 3 adoptions in a high-income country were reported"; got != want {
		t.Errorf("caption = %q, want %q", got, want)
	}
	if v.Result.Caption != "2 cases on record came of it" || v.Result.Small != "11 of the 13 that were included are not on record here." || v.Result.Entries.Len() != 2 {
		t.Errorf("records = %q, %q", v.Result.Caption, v.Result.Small)
	}
	included := boxNamed(v.Flow.Wide, "included as cases")
	if included == nil || len(included.Dots) != 2 || strings.Count(included.Ticks, "M") != 11 || included.Dots[0].Class != "md on" || included.Dots[0].Href != "../../cases/case-2/" {
		t.Errorf("included = %+v, want a disc for each record, adopted first, and a tick for each other", included)
	}
	reached := boxNamed(v.Flow.Wide, "explicitly adopted")
	if reached == nil || len(reached.Dots) != 1 || strings.Count(reached.Ticks, "M") != 2 || reached.Class != "on" {
		t.Errorf("adopted = %+v", reached)
	}
	if left := boxNamed(v.Flow.Wide, "not adopted, or not yet"); left == nil || left.Name != "10 not adopted, or not yet" || left.Class != "out" {
		t.Errorf("not adopted = %+v, want it computed", left)
	}
	var rows []string
	for _, r := range v.Flow.Rows {
		rows = append(rows, joinGiven("|", r.ID, r.Label, r.Number, r.Sum))
	}
	want := []string{"box-received|responses received|41", "box-duplicates|told again what others had told|3", "box-assessed|assessed|38|41 − 3 = 38",
		"box-excluded|left out after they were assessed|25", "about|14", "not-health|11", "box-included|included as cases|13|38 − 25 = 13",
		"box-unadopted|not adopted, or not yet|10", "box-adopted|explicitly adopted in a high-income country|3"}
	if strings.Join(rows, "\n") != strings.Join(want, "\n") {
		t.Errorf("rows:\n%s\nwant:\n%s", strings.Join(rows, "\n"), strings.Join(want, "\n"))
	}
	var yield []string
	for _, y := range v.Yield {
		yield = append(yield, y.Label+": "+y.Fraction)
	}
	if got, want := strings.Join(yield, "; "), "Eligible, of what came in: 38 of 41 (93%); Included, of what came in: 13 of 41 (32%); Explicitly adopted, of those included: 3 of 13 (23%); Explicitly adopted, of what came in: 3 of 41 (7%)"; got != want {
		t.Errorf("yield = %s\nwant %s", got, want)
	}
	if len(v.Gaps) != 2 || len(v.Gaps[0].Rows) == 0 || v.Gaps[0].Rows[0].Cells[0].Href != "" {
		t.Errorf("gap maps = %+v, want those of the two records, without links to lists", v.Gaps)
	}
}

// TestFlowLinks: every box leads to its line in the table, on both drawings.
func TestFlowLinks(t *testing.T) {
	for name, f := range map[string]*model.Flow{
		"call": flowOf("received 41;duplicates 3;ineligible not-stated;assessed 30;excluded a=17", "13", "3"),
		"survey": func() *model.Flow {
			f := flowOf("invited 114;received 34", "not-stated", "1")
			f.Survey = true
			return f
		}(),
		"review": reviewFlow(),
	} {
		c := callOf("x", "2025")
		c.Flow = f
		if f.Review {
			c.Kind = value(model.CallReview)
		}
		v := siteOfCall(t, c).Call(c)
		ids := map[string]int{}
		for _, r := range v.Flow.Rows {
			if r.ID != "" {
				ids[r.ID]++
			}
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: the id %s stands %d times", name, id, n)
			}
		}
		for _, d := range []*figure.FlowDrawing{v.Flow.Wide, v.Flow.Narrow} {
			seen := map[string]bool{}
			for _, b := range d.Boxes {
				if ids[strings.TrimPrefix(b.Href, "#")] != 1 || b.Name == "" || seen[b.Href] {
					t.Errorf("%s: the box %q leads to %q", name, b.Name, b.Href)
				}
				seen[b.Href] = true
			}
			if len(seen) != len(ids) {
				t.Errorf("%s: %d boxes for %d lines of the table", name, len(seen), len(ids))
			}
		}
	}
}

// reviewFlow is a review that was updated, with two columns.
func reviewFlow() *model.Flow {
	f := flowOf("identified PubMed=90 Embase=30;removed 20;screened 100;excluded 60;sought 40;not_retrieved 2;assessed 38;reasons a=30", "", "")
	f.Review, f.Columns[0].Name = true, "databases"
	other := flowOf("identified 5;sought 5;assessed 5;reasons not-stated", "", "").Columns[0]
	other.Name = "other"
	f.Columns = append(f.Columns, other)
	at := model.At{Line: 1}
	f.Included = model.FlowResult{At: at, Studies: countOf("10"), Reports: countOf("11")}
	f.Previous = model.FlowResult{At: at, Studies: countOf("5"), Reports: countOf("6")}
	return f
}

func TestReviewPage(t *testing.T) {
	c := callOf("review", "2023")
	c.Kind, c.Flow = value(model.CallReview), reviewFlow()
	s := siteOfCall(t, c, tied(1, "review", nil))
	v := s.Call(c)
	if v.Flow.Class != "flow two" || v.Flow.Caption != "Of 125 records, 10 studies were included" {
		t.Errorf("figure %q: %q", v.Flow.Class, v.Flow.Caption)
	}
	if total := boxNamed(v.Flow.Wide, "studies in all"); total == nil || total.Name != "15 studies in all" {
		t.Errorf("total = %+v", total)
	}
	if n := boxNamed(v.Flow.Wide, "reports excluded"); n == nil || n.Class != "out" {
		t.Errorf("excluded = %+v", n)
	}
	if b := boxNamed(v.Flow.Wide, "studies included"); len(b.Dots) != 0 || strings.Count(b.Ticks, "M") != 10 {
		t.Errorf("included = %+v, want studies as ticks: a study is no case", b)
	}
	if !strings.HasPrefix(v.Result.Small, "It included 10 studies") {
		t.Errorf("records: %q", v.Result.Small)
	}
}

func TestCallWithoutNumbers(t *testing.T) {
	c := callOf("x", "2019")
	c.Kind = value(model.CallOpen)
	c.Flow = flowOf("received not-stated;ineligible not-stated", "not-stated", "not-stated")
	s := siteOfCall(t, c)
	v := s.Call(c)
	if v.Flow.Caption != "How many came in, and what became of them, is not stated" || v.Flow.Arithmetic || v.Gaps != nil {
		t.Errorf("figure = %q, gaps %v", v.Flow.Caption, v.Gaps)
	}
	for _, b := range v.Flow.Wide.Boxes {
		if !strings.Contains(b.Class, "no") || !strings.HasPrefix(b.Name, "Not stated") {
			t.Errorf("box = %q %q, want it drawn as not stated", b.Class, b.Name)
		}
	}
	for _, y := range v.Yield {
		if y.Known || y.Fraction != "Not stated" {
			t.Errorf("yield = %+v", y)
		}
	}
	c.Flow = nil
	if v := s.Call(c); v.Flow != nil || v.Yield != nil {
		t.Error("a call that counted nothing has a flow")
	}
}

func TestCallList(t *testing.T) {
	c := callOf("x", "2019")
	c.Year, c.Opened = model.Year{}, value("2026-11-01")
	c.Flow = flowOf("received 12;ineligible not-stated", "not-stated", "")
	s := siteOfCall(t, c, tied(1, "x", nil))
	v := s.Calls()
	if len(v.Calls) != 1 || v.Calls[0].Banner != "This call is open. Its results are to come." || v.Calls[0].Href != "../calls/x/" {
		t.Fatalf("calls = %+v", v.Calls)
	}
	var row []string
	for _, cell := range v.Table.Rows[0] {
		row = append(row, cell.Text)
	}
	if got, want := strings.Join(row, "|"), "Title of x|–|12|Not stated|Not stated|–|1"; got != want {
		t.Errorf("row = %s, want %s", got, want)
	}
}
