package review

import (
	"strings"
	"testing"

	"casebook/generator/derive"
	"casebook/generator/model"
)

func text(s string) model.Value { return model.Value{Text: s, At: model.At{Line: 1, Col: 1}} }

func record(id, status, added string, edit func(*model.Case)) *derive.Facts {
	c := &model.Case{ID: text(id), Slug: id, Status: text(status), Added: text(added), Detail: &model.Detail{References: []model.Reference{{Key: text("a"), DOI: text("10.1/x")}}}}
	if edit != nil {
		edit(c)
	}
	return &derive.Facts{Case: c, Status: status}
}

func reviewed(by, due string) func(*model.Case) {
	return func(c *model.Case) {
		c.Reviewed = &model.Review{By: text(by), Due: text(due)}
		c.Contributors = []model.Contributor{{Name: text("A. Author"), Role: text("author")}, {Name: text("E. Editor"), Role: text("editor")}}
	}
}

func ids(list []*derive.Facts) string {
	var out []string
	for _, f := range list {
		out = append(out, f.Case.ID.Text)
	}
	return strings.Join(out, " ")
}

func TestList(t *testing.T) {
	w := List([]*derive.Facts{
		record("lf-0001", "published", "2026-02-01", nil),
		record("lf-0002", "published", "2026-01-01", reviewed("a. author", "2027-01-01")), // by its own author
		record("lf-0003", "published", "2026-01-01", reviewed("E. Editor", "2026-11-22")),
		record("lf-0004", "published", "2026-01-01", reviewed("E. Editor", "2026-06-01")),
		record("lf-0005", "published", "2026-01-01", reviewed("E. Editor", "2026-11-23")), // today is not late
		record("lf-0006", "published", "2026-01-01", reviewed("E. Editor", "2027-02-21")), // 90 days
		record("lf-0007", "published", "2026-01-01", reviewed("E. Editor", "2027-02-22")),
		record("lf-0008", "withdrawn", "2026-01-01", reviewed("E. Editor", "2026-01-01")),
		record("", "stub", "2026-03-01", nil),
		record("lf-0000", "review", "2026-03-01", func(c *model.Case) {
			c.References = append(c.References, model.Reference{Key: text("b"), Title: text("A book")})
		}),
	}, "2026-11-23")
	for _, test := range []struct{ name, got, want string }{
		{"overdue", ids(w.Overdue), "lf-0004 lf-0003"},
		{"coming", ids(w.Coming), "lf-0005 lf-0002 lf-0006"},
		{"submitted", ids(w.Submitted), "lf-0000"},
		{"stubs", ids(w.Stubs), ""},
		{"unreviewed", ids(w.Unreviewed), "lf-0002 lf-0001"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
	if len(w.Stubs) != 1 || len(w.Untraced) != 1 || w.Untraced[0].References[0].Key.Text != "b" {
		t.Errorf("got %d stubs and %+v", len(w.Stubs), w.Untraced)
	}
}

func TestWithoutDate(t *testing.T) {
	w := List([]*derive.Facts{record("lf-0001", "published", "2026-02-01", reviewed("E. Editor", "2020-01-01"))}, "")
	if len(w.Overdue)+len(w.Coming) > 0 {
		t.Errorf("without an as-of date something is due: %+v", w)
	}
}
