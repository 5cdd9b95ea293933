package flow_test

import (
	"strconv"
	"strings"
	"testing"

	"casebook/generator/flow"
	"casebook/generator/model"
)

func count(text string) model.Count { return model.ParseCount(model.Value{Text: text}) }

// box reads "removed 10", "screened not-stated", "reasons a=80 b=8".
func box(text string, exits string) model.FlowBox {
	w := strings.Fields(text)
	b := model.FlowBox{Key: w[0], At: model.At{Line: 1, Col: 1}, Exit: strings.Contains(" "+exits+" ", " "+w[0]+" "), Count: count("")}
	for _, part := range w[1:] {
		if name, n, ok := strings.Cut(part, "="); ok {
			b.Parts = append(b.Parts, model.FlowPart{Name: model.Value{Text: name}, Count: count(n)})
		} else {
			b.Count = count(part)
		}
	}
	return b
}

func column(name, text string) model.FlowColumn {
	c := model.FlowColumn{Name: name}
	for _, part := range strings.Split(text, ";") {
		exits := "duplicates ineligible excluded removed not_retrieved reasons"
		c.Boxes = append(c.Boxes, box(part, exits))
	}
	return c
}

func result(studies, reports string) model.FlowResult {
	return model.FlowResult{At: model.At{Line: 2, Col: 1}, Studies: count(studies), Reports: count(reports), Whole: reports == ""}
}

// plain returns a plain flow: boxes, what was included, what was adopted.
func plain(boxes, included, adopted string) *model.Flow {
	f := &model.Flow{Columns: []model.FlowColumn{column("", boxes)}, Included: result(included, ""), Previous: model.FlowResult{Studies: count(""), Reports: count("")}}
	if included == "" {
		f.Included = model.FlowResult{Studies: count(""), Reports: count("")}
	}
	if adopted != "" {
		b := box("adopted "+adopted, "")
		f.Adopted = &b
	}
	return f
}

func survey(f *model.Flow) *model.Flow { f.Survey = true; return f }

// review returns a review with one column or two.
func review(databases, other, studies, reports string) *model.Flow {
	f := plain(databases, studies, "")
	f.Review, f.Columns[0].Name = true, "databases"
	if other != "" {
		f.Columns = append(f.Columns, column("other", other))
	}
	f.Included = result(studies, reports)
	return f
}

func TestSums(t *testing.T) {
	for _, tt := range []struct {
		name, desc string
		flow       *model.Flow
		want       string // the messages, or those that do not close after "!"
	}{
		{"nothing", "a call that counted nothing has no sums", nil, ""},
		{"a call", "each box is what is left", plain("received 41;duplicates 3;assessed 38;excluded a=14 b=6 c=3 d=2", "13", "3"),
			"received 41 − duplicates 3 = 38; assessed 38 − excluded 25 = 13; included 13 leaves at most 13"},
		{"the issue's own", "the message shows the arithmetic", review("assessed 110;reasons a=80 b=8", "", "23", ""),
			"!assessed 110 − reasons 88 = 22, but included says 23"},
		{"a box that was not used", "counts as nothing", plain("received 5", "5", ""), "received 5"},
		{"one left out without a reason", "does not close", plain("received 5", "4", ""), "!received 5, but included says 4"},
		{"more than came in", "does not close", plain("received 5", "6", ""), "!received 5, but included says 6"},
		{"not stated on the way", "is a sum of at most", plain("received 41;duplicates not-stated;assessed 38", "38", ""),
			"received 41 − duplicates (not stated) leaves at most 41; assessed 38"},
		{"too many after what is not stated", "does not close", plain("received 41;duplicates not-stated;assessed 42", "42", ""),
			"!received 41 − duplicates (not stated) leaves at most 41, but assessed says 42; assessed 42"},
		{"a stage that is not stated", "is gone around", plain("received 41;duplicates 3;assessed not-stated;excluded 2", "37", ""),
			"!received 41 − duplicates 3 − excluded 2 leaves at most 36, but included says 37"},
		{"one part not stated", "makes its box not stated", plain("received 41;excluded a=3 b=not-stated", "30", ""),
			"received 41 − excluded (not stated) leaves at most 41"},
		{"nothing stated", "nothing to add up", plain("received not-stated;excluded not-stated", "not-stated", "not-stated"), ""},
		{"more adopted than included", "does not close", plain("received 5", "5", "6"), "!received 5; included 5 leaves at most 5, but adopted says 6"},
		{"adopted, and what was included is not known", "is at most what came in", plain("received 34", "not-stated", "35"),
			"!received 34 leaves at most 34, but adopted says 35"},
		{"a survey", "no more answer than were asked", survey(plain("invited 114;received 115", "115", "")),
			"!invited 114 leaves at most 114, but received says 115; received 115"},
		{"a call", "may be passed on", plain("invited 114;received 115", "115", ""), "received 115"},
		{"a review", "goes through PRISMA's boxes", review("identified a=100 b=20;removed duplicates=20;screened 100;excluded 60;sought 40;not_retrieved 2;assessed 38;reasons x=30", "", "7", "8"),
			"identified 120 − removed 20 = 100; screened 100 − excluded 60 = 40; sought 40 − not_retrieved 2 = 38; assessed 38 − reasons 30 = 8; included: reports 8 leaves at most 8"},
		{"more studies than reports", "a study has a report", review("assessed 8", "", "9", "8"),
			"!assessed 8; included: reports 8 leaves at most 8, but included: studies says 9"},
		{"two columns", "come together", review("assessed 38;reasons 30", "assessed 5;reasons 1", "11", "12"),
			"databases: assessed 38 − reasons 30 = 8; other: assessed 5 − reasons 1 = 4; together 12; included: reports 12 leaves at most 12"},
		{"two columns that do not", "come together", review("assessed 38;reasons 30", "assessed 5;reasons 1", "13", ""),
			"!databases: assessed 38 − reasons 30 = 8; other: assessed 5 − reasons 1 = 4; together 12, but included says 13"},
		{"one column not stated", "leaves nothing to compare", review("assessed 38;reasons 30", "assessed not-stated", "13", ""), ""},
		{"of studies alone", "there may be more reports", func() *model.Flow {
			f := review("assessed 38;reasons 30", "", "7", "")
			f.Included.Whole = false
			return f
		}(), "assessed 38 − reasons 30 leaves at most 8"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			closes := true
			for _, s := range flow.Sums(tt.flow) {
				got = append(got, s.Message())
				closes = closes && s.Closes()
			}
			text := strings.Join(got, "; ")
			if !closes {
				text = "!" + text
			}
			if text != tt.want {
				t.Errorf("%s:\n got %s\nwant %s", tt.desc, text, tt.want)
			}
		})
	}
}

func TestPreviousReports(t *testing.T) {
	f := review("assessed 8", "", "8", "8")
	f.Previous = result("5", "4")
	sums := flow.Sums(f)
	if last := sums[len(sums)-1]; last.Closes() || !strings.HasPrefix(last.Message(), "previous: reports 4") {
		t.Errorf("sums = %+v, want that five studies have at least five reports", sums)
	}
}

func TestMilestones(t *testing.T) {
	for _, tt := range []struct {
		name string
		flow *model.Flow
		want string // number, "?" used and not known, "-" not used
	}{
		{"none", nil, "- - - - -"},
		{"a call", plain("received 41;duplicates 3;assessed 38;excluded 25", "13", "3"), "- 41 38 13 3"},
		{"no box for what was assessed", plain("received 41;duplicates 3;ineligible a=2 b=3", "33", ""), "- 41 33 33 -"},
		{"nobody sorted", survey(plain("invited 114;received 34", "not-stated", "1")), "114 34 - ? 1"},
		{"not stated", plain("received not-stated;ineligible not-stated;assessed not-stated", "not-stated", ""), "- ? ? ? -"},
		{"a review", review("identified 120;assessed 38;reasons 30", "identified 5;assessed 5;reasons 1", "11", "12"), "- 125 43 11 -"},
		{"half a review", review("identified not-stated;assessed 38;reasons 30", "identified 5;assessed 5;reasons 1", "11", "12"), "- ? 43 11 -"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, m := range flow.Of(tt.flow) {
				switch {
				case !m.Used:
					got = append(got, "-")
				case !m.Known:
					got = append(got, "?")
				default:
					got = append(got, strconv.Itoa(m.N))
				}
			}
			if text := strings.Join(got, " "); text != tt.want {
				t.Errorf("milestones = %s, want %s", text, tt.want)
			}
		})
	}
}

func TestSumsInNumbers(t *testing.T) {
	for _, tt := range []struct {
		name string
		flow *model.Flow
		want string
	}{
		{"a call", plain("received 41;duplicates 3;assessed 38;excluded a=14 b=11", "13", "3"), "41 − 3 = 38; 38 − 25 = 13; "},
		{"over what is not stated", plain("received 41;duplicates not-stated;assessed 38", "38", ""), "; "},
		{"two columns", review("assessed 38;reasons 30", "assessed 5;reasons 1", "11", "12"), "8 + 4 = 12; "},
	} {
		var got []string
		for _, s := range flow.Sums(tt.flow) {
			got = append(got, s.Plain)
		}
		if text := strings.Join(got, "; "); text != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, text, tt.want)
		}
	}
}
