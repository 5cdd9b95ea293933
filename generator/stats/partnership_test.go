package stats_test

import (
	"strings"
	"testing"

	"casebook/generator/model"
	"casebook/generator/stats"
)

func partnershipOf(slug, learned, cases string) *model.Partnership {
	p := &model.Partnership{Slug: slug, Started: year("2012"), Partners: []model.Partner{{Country: land("UGA")}, {Country: land("GBR")}}, Cases: vs(cases)}
	for _, text := range strings.Split(learned, ";") {
		if w := strings.Fields(text); len(w) == 3 {
			p.Learned = append(p.Learned, model.Learning{Side: land(w[0]), Type: v(w[1]), Relation: v(w[2])})
		}
	}
	return p
}

func TestPartnerships(t *testing.T) {
	in := input(record(1), record(2), record(3))
	in.Partnerships = []*model.Partnership{
		partnershipOf("a", "UGA technical from; GBR technical from", "case-2 case-1"),
		partnershipOf("b", "UGA technical from; GBR cultural about-self", "case-1"),
		partnershipOf("c", "UGA cultural about-them; GBR cultural about-self", ""),
		partnershipOf("d", "UGA technical from", "not-there"),
	}
	s := find(t, stats.Compute(in), stats.Partnerships)
	wantValue(t, s, 1, 4)
	if got := strings.Join(s.Records, " "); got != "lf-0001 lf-0002" {
		t.Errorf("records = %s", got)
	}
	for _, tt := range []struct{ table, row, column, want string }{
		{stats.TableProfile, "both-ways", "", "a"}, {stats.TableProfile, "one-sided", "", "b"},
		{stats.TableProfile, "cultural-only", "", "c"}, {stats.TableProfile, "not-recorded", "", "d"},
		{stats.TableDirection, "technical", stats.ColumnBoth, "a"}, {stats.TableDirection, "technical", stats.ColumnOneSide, "b d"},
		{stats.TableDirection, "technical", stats.ColumnNoSide, "c"}, {stats.TableDirection, "cultural", stats.ColumnBoth, "c"},
		{stats.TableDirection, "cultural", stats.ColumnOneSide, "b"}, {stats.TableDirection, "cultural", stats.ColumnNoSide, "a d"},
	} {
		c := s.Cell(tt.table, tt.row, tt.column)
		if c == nil || strings.Join(c.Members, " ") != tt.want || c.Count != len(c.Members) || c.Of != 4 {
			t.Errorf("%s/%s/%s = %+v, want %s", tt.table, tt.row, tt.column, c, tt.want)
		}
	}
}
