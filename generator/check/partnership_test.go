package check_test

import (
	"fmt"
	"strings"
	"testing"

	"casebook/generator/model"
)

// validPartnership is one without a fault, changed by break_.
func validPartnership(break_ func(*model.Partnership)) *model.Partnership {
	refs := func(line int32) []model.Value { return vals(line, "rao1991") }
	p := &model.Partnership{
		File: "content/partnerships/example.md", Slug: "example", EndAt: at(99, 1), KeyAt: model.NewPlaces([]string{"title", "partners"}, []model.At{at(2, 1), at(3, 1)}),
		Title: val(2, "Two hospitals"), Summary: val(4, "They work together."), Updated: val(5, "2026-01-01"),
		Partners: []model.Partner{{At: at(10, 3), Name: val(11, "A hospital"), Country: land(12, "UGA"), References: refs(13)},
			{At: at(14, 3), Name: val(15, "Another"), Country: land(16, "GBR")}},
		Started: year(20, 2012), Ended: model.ParseYear(val(21, "not-stated")),
		Administer: model.Statement{At: at(22, 3), Who: val(22, "not-stated")}, Decides: model.Statement{At: at(23, 3), Who: val(23, "Both"), References: refs(24)},
		SetOut: []model.Learning{{At: at(30, 3), Side: land(31, "GBR"), Type: val(32, "not-stated"), What: val(33, "Learning both ways")}},
		Learned: []model.Learning{
			{At: at(40, 3), Side: land(41, "UGA"), Type: val(42, "technical"), Relation: val(43, "from"), What: val(44, "Courses"), References: refs(45)},
			{At: at(50, 3), Side: land(51, "GBR"), Type: val(52, "not-stated"), What: val(53, "Not told")}},
		References: []model.Reference{{At: at(60, 3), Key: val(61, "rao1991"), Type: val(62, "book"), Title: val(63, "Threads")}},
		Body:       model.Body{Words: 100},
	}
	if break_ != nil {
		break_(p)
	}
	return p
}

func TestPartnerships(t *testing.T) {
	none := model.Value{}
	for _, tt := range []struct {
		name, desc string
		break_     func(*model.Partnership)
		want       string // codes with places
		text       string // part of the first message or hint
	}{
		{"valid", "a whole one has no finding", nil, "", ""},
		{"unreadable", "a file without keys has a finding of its reader", func(p *model.Partnership) { *p = model.Partnership{File: p.File} }, "", ""},
		{"title", "it is called something", func(p *model.Partnership) { p.Title = none }, "partnership-incomplete 2:1", "title"},
		{"summary", "it is told in short", func(p *model.Partnership) { p.Summary = none }, "partnership-incomplete 99:1", "summary"},
		{"money", "who administers it is told, or not stated", func(p *model.Partnership) { p.Administer = model.Statement{} }, "partnership-incomplete 99:1", "not-stated"},
		{"decisions", "so is who decides", func(p *model.Partnership) { p.Decides = model.Statement{} }, "partnership-incomplete 99:1", "decides"},
		{"learned", "so is what was learned", func(p *model.Partnership) { p.Learned = nil }, "partnership-incomplete 99:1", "type: not-stated"},
		{"started", "so is since when", func(p *model.Partnership) { p.Started = model.Year{} }, "partnership-incomplete 99:1", "not-stated"},
		{"no year", "a beginning may be not stated", func(p *model.Partnership) { p.Started = model.ParseYear(val(20, "not-stated")) }, "", ""},
		{"ongoing", "one may go on", func(p *model.Partnership) { p.Ended = model.ParseYear(val(21, "ongoing")) }, "", ""},
		{"bad year", "a year has four digits", func(p *model.Partnership) { p.Started = model.ParseYear(val(20, "2012-13")) }, "partnership-years 20:5", "YYYY"},
		{"the future", "and has come", func(p *model.Partnership) { p.Ended = year(21, 2031) }, "partnership-years 21:5", "ongoing"},
		{"reverse", "an end comes after the beginning", func(p *model.Partnership) { p.Ended = year(21, 2002) }, "partnership-years 21:5", "before started"},
		{"no name", "a partner has a name", func(p *model.Partnership) { p.Partners[0].Name = none }, "partnership-partners 10:3", "name"},
		{"no country", "and a country", func(p *model.Partnership) { p.Partners[1].Country = model.Country{} }, "partnership-partners 14:3; partnership-side 31:5; partnership-side 51:5", "UGA"},
		{"unknown country", "that is one", func(p *model.Partnership) { p.Partners[1].Country = land(16, "Ugandia") }, "partnership-partners 16:5; partnership-side 31:5; partnership-side 51:5", "Ugandia"},
		{"one country", "there are two", func(p *model.Partnership) { p.Partners = p.Partners[:1]; p.SetOut, p.Learned = nil, p.Learned[:1] }, "partnership-partners 3:1", "other country"},
		{"side", "a side is that of a partner", func(p *model.Partnership) { p.Learned[0].Side = land(41, "KEN") }, "partnership-side 41:5", "UGA or GBR"},
		{"no side", "somebody learned", func(p *model.Partnership) { p.SetOut[0].Side = model.Country{} }, "partnership-side 30:3", "set_out"},
		{"type", "a type is a term", func(p *model.Partnership) { p.Learned[0].Type = val(42, "technicl") }, "partnership-term 42:5", `"technical"`},
		{"no type", "it is there", func(p *model.Partnership) { p.Learned[0].Type = none }, "partnership-term 40:3", "type"},
		{"relation", "a relation is a term", func(p *model.Partnership) { p.Learned[0].Relation = val(43, "to") }, "partnership-term 43:5", "about-self"},
		{"no relation", "what was learned has one", func(p *model.Partnership) { p.Learned[0].Relation = none }, "partnership-term 40:3", "relation"},
		{"what", "something was learned", func(p *model.Partnership) { p.Learned[1].What = none }, "partnership-term 50:3", "plain words"},
		{"source", "somebody says so", func(p *model.Partnership) { p.Learned[0].References = nil }, "learning-without-reference 40:3", "references"},
		{"source of decisions", "of who decides as well", func(p *model.Partnership) { p.Decides.References = nil }, "learning-without-reference 23:5", "decides"},
		{"case", "a record that it names is there", func(p *model.Partnership) { p.Cases = vals(70, "exampel") }, "partnership-case 70:5", `"example"`},
		{"case twice", "and once", func(p *model.Partnership) { p.Cases = vals(70, "example", "example") }, "partnership-case 71:5", "twice"},
		{"dangling", "a source stands in references", func(p *model.Partnership) { p.Learned[0].References = vals(45, "rao1919") }, "dangling-reference 45:5", `"rao1991"`},
		{"unused", "and is used", func(p *model.Partnership) {
			p.References = append(p.References, model.Reference{At: at(64, 3), Key: val(65, "more"), Type: val(66, "book"), Title: val(67, "B")})
		}, "unused-reference 65:5", "name it in partners"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			site := siteOf(validCase(nil))
			site.Partnerships = []*model.Partnership{validPartnership(tt.break_)}
			got := findingsOf(site)
			var codes []string
			for _, d := range got {
				codes = append(codes, fmt.Sprintf("%s %d:%d", d.Code, d.Pos.Line, d.Pos.Col))
			}
			if s := join(codes); s != tt.want {
				t.Fatalf("%s: got %q, want %q\n%s", tt.desc, s, tt.want, report(got))
			}
			if len(got) > 0 && !strings.Contains(got[0].Message+got[0].Hint, tt.text) {
				t.Errorf("%q (%q) does not say %q", got[0].Message, got[0].Hint, tt.text)
			}
		})
	}
}
