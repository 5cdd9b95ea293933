package load

import (
	"slices"

	"casebook/generator/decode"
	"casebook/generator/model"
)

// flow reads the flow of a call of this kind; nil when the key is not written.
func flow(m *decode.Map, kind string) *model.Flow {
	if m == nil {
		return nil
	}
	f := &model.Flow{At: m.At(), Review: kind == model.CallReview, Survey: kind == model.CallSurvey}
	if f.Review {
		for _, name := range model.ReviewColumns {
			if column := m.Map(name); column != nil {
				f.Columns = append(f.Columns, flowColumn(column, name, model.ReviewSteps))
				column.Done()
			}
		}
		f.Previous = flowResult(m, "previous", true)
	} else {
		f.Unit = m.Value("unit")
		if column := flowColumn(m, "", model.PlainSteps); len(column.Boxes) > 0 {
			f.Columns = []model.FlowColumn{column}
		}
	}
	f.Included = flowResult(m, "included", f.Review)
	if m.Has("adopted") {
		box := flowBox(m, model.FlowStep{Key: "adopted"})
		f.Adopted = &box
	}
	f.Note, f.References = m.Value("note"), m.Values("references")
	m.Done()
	return f
}

func flowColumn(m *decode.Map, name string, steps []model.FlowStep) model.FlowColumn {
	c := model.FlowColumn{Name: name, At: m.At()}
	for _, step := range steps {
		if m.Has(step.Key) {
			c.Boxes = append(c.Boxes, flowBox(m, step))
		}
	}
	return c
}

// flowBox reads a box: one number; a list of parts; or a map of one of both
// with words.
func flowBox(m *decode.Map, step model.FlowStep) model.FlowBox {
	m.AllowEmpty(step.Key) // a number that is missing has a finding of its own
	b := model.FlowBox{Key: step.Key, At: m.KeyAt(step.Key), Exit: step.Exit, Count: model.ParseCount(model.Value{})}
	items := m.Mixed(step.Key)
	if len(items) == 1 && isBox(items[0].Map) {
		box := items[0].Map
		box.AllowEmpty("count", "parts")
		b.Count = model.ParseCount(box.Value("count"))
		b.Label, b.Note = box.Value("label"), box.Value("note")
		b.Parts = flowParts(box.Mixed("parts"))
		box.Done()
		return b
	}
	if len(items) == 1 && items[0].Map == nil {
		b.Count = model.ParseCount(items[0].Value)
		return b
	}
	b.Parts = flowParts(items)
	return b
}

// isBox reports whether a map is a box in words and not the one part of a list.
func isBox(m *decode.Map) bool {
	return m != nil && !slices.ContainsFunc(m.Keys(), func(k string) bool { return k == "reason" || k == "source" })
}

// flowParts reads parts. A number alone has no name, which is a finding of its
// own.
func flowParts(items []decode.Item) []model.FlowPart {
	var out []model.FlowPart
	for _, item := range items {
		if item.Map == nil {
			out = append(out, model.FlowPart{At: item.Value.At, Count: model.ParseCount(item.Value)})
			continue
		}
		item.Map.AllowEmpty("reason", "source", "count")
		p := model.FlowPart{At: item.Map.At(), Name: item.Map.Value("reason"), Count: model.ParseCount(item.Map.Value("count"))}
		if !p.Name.Given() {
			p.Name = item.Map.Value("source")
		}
		item.Map.Done()
		out = append(out, p)
	}
	return out
}

// flowResult reads what a flow ends in: one number, or a map. A review may tell
// studies from their reports.
func flowResult(m *decode.Map, key string, review bool) model.FlowResult {
	none := model.ParseCount(model.Value{})
	r := model.FlowResult{Studies: none, Reports: none}
	if !m.Has(key) {
		return r
	}
	m.AllowEmpty(key)
	r.At = m.KeyAt(key)
	items := m.Mixed(key)
	if len(items) == 0 {
		r.Whole = true
		return r
	}
	in := items[0].Map
	if in == nil {
		r.Whole, r.Studies = true, model.ParseCount(items[0].Value)
		return r
	}
	in.AllowEmpty("count", "studies", "reports")
	if r.Whole = in.Has("count") || !review; r.Whole {
		r.Studies = model.ParseCount(in.Value("count"))
	} else {
		r.Studies, r.Reports = model.ParseCount(in.Value("studies")), model.ParseCount(in.Value("reports"))
	}
	r.Label, r.Note = in.Value("label"), in.Value("note")
	in.Done()
	return r
}
