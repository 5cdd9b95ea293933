package load

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"casebook/generator/model"
)

const wholePartnership = `---
title: Two hospitals
summary: They work together.
partners:
  - {name: A hospital, country: Uganda, place: Gulu, references: [a2016]}
  - {name: Another, country: GBR}
started: 2012
ended: 2020
administers: {who: The trust, references: [a2016]}
decides: {who: not-stated, references: [a2016]}
set_out:
  - {side: UGA, type: technical, relation: from, what: Courses, references: [a2016]}
learned:
  - {side: UGA, type: technical, relation: from, what: Courses, references: [a2016]}
cases: [net]
lang: en
updated: 2026-11-24
references:
  - {key: a2016, type: report, title: On nets}
---
Prose [@a2016], see [the case](/cases/net/).
`

// TestEveryKeyOfAPartnershipIsDecoded reads a partnership with every key: none
// is unknown, and none of the fields is left empty.
func TestEveryKeyOfAPartnershipIsDecoded(t *testing.T) {
	result, found, err := Site(content(map[string]string{"content/partnerships/b.md": wholePartnership, "content/partnerships/a.md": wholePartnership}), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range found {
		t.Errorf("unexpected finding: %s %s", d.Code, d.Message)
	}
	list := result.Site.Partnerships
	if len(list) != 2 || list[0].Slug != "a" || result.Site.AsOf != "2026-11-24" {
		t.Fatalf("partnerships = %v, want two, by slug; as of %s", list, result.Site.AsOf)
	}
	p := list[0]
	var empty []string
	cmp.Equal(*p, model.Partnership{}, cmp.Reporter(&fieldReporter{empty: &empty}))
	if len(empty) > 0 {
		t.Errorf("not decoded: %s", strings.Join(empty, ", "))
	}
	if p.Partners[0].Country.Code != "UGA" || p.Administer.Who.Text != "The trust" || len(p.Administer.References) != 1 || p.Decides.Who.Text != model.NotStated ||
		p.Learned[0].Relation.Text != "from" || p.Learned[0].Side.Code != "UGA" || p.Learned[0].At != (model.At{Line: 14, Col: 5}) {
		t.Errorf("partnership = %+v", p)
	}
	if p.Body.Links[0].Target != "/cases/net/" {
		t.Errorf("links = %v", p.Body.Links)
	}
}
