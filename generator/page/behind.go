package page

import (
	"casebook/generator/model"
	"casebook/generator/stats"
)

// recordsAnchor is the anchor of the records behind the value of a statistic.
const recordsAnchor = "records"

// A StatPage is the view of /paucity/<id>/: what one statistic means, its
// tables, and the records behind each number.
type StatPage struct {
	Frame
	Crumbs  []Link
	Heading string
	Caption string
	Small   []string
	About   StatAbout
	Tables  []DataTable
	File    Link
	Lists   []RecordList
}

// A RecordList is the records behind one number, or the countries or gaps that
// it counts. More is set where only the first are listed.
type RecordList struct {
	ID    string
	Label string
	Count string
	Links []Link
	More  string
}

// Statistic returns the page of one statistic.
func (s *Site) Statistic(stat *stats.Statistic) *StatPage {
	title := s.Strings.T("stat-" + stat.ID)
	v := &StatPage{Frame: s.frame(StatisticAddress(stat.ID), title, stat.Definition)}
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To(PaucityAddress), Text: s.Strings.T("paucity")}}
	v.Heading, v.Caption, v.Small, v.About = title, s.caption(stat), s.small(stat), s.about(stat)
	v.Tables = s.dataTables(v.Root, stat, tableNames(stat))
	v.File = Link{Href: v.Root.To(StatisticFile(stat.ID)), Text: s.Strings.T("download-csv")}
	if list := s.valueList(v.Root, stat); list != nil && list.ID != recordsAnchor && len(list.Links) > 0 {
		v.Lists = append(v.Lists, *list)
	}
	if len(stat.Records) > 0 {
		v.Lists = append(v.Lists, s.recordList(v.Root, recordsAnchor, stat.Title, stat.Records))
	}
	for i := range stat.Cells {
		c := &stat.Cells[i]
		label := joinGiven(": ", s.tableLabel(stat.ID, c.Table),
			joinGiven(", ", s.rowLabel(stat.ID, c.Table, c.Row), columnText(s, stat, c)))
		switch {
		case len(c.Records) > 0:
			list := s.recordList(v.Root, anchor(c), label, c.Records)
			if c.Table == stats.TableNearLine {
				s.addGroups(&list, c)
			}
			v.Lists = append(v.Lists, list)
		case len(c.Members) > 0 && stat.ID == stats.Partnerships:
			v.Lists = append(v.Lists, s.partnershipList(v.Root, anchor(c), label, c.Members))
		case len(c.Members) > 0:
			v.Lists = append(v.Lists, s.countryList(v.Root, anchor(c), label, c.Members))
		}
	}
	return v
}

// addGroups puts the income groups of the years around the event beside the
// cases of a country that changed side of the income line then.
func (s *Site) addGroups(list *RecordList, c *stats.Cell) {
	for i := range list.Links {
		f := s.byID[c.Records[i]]
		for j := range f.Origins {
			if o := &f.Origins[j]; o.Country.Code == c.Row && o.Group.NearThreshold && o.Year.N > 0 {
				list.Links[i].Text += "; " + s.income(c.Row, o.Year.N)
				break
			}
		}
	}
}

func columnText(s *Site, stat *stats.Statistic, c *stats.Cell) string {
	if c.Column == "" {
		return ""
	}
	return s.columnLabel(stat.ID, c.Table, c.Column)
}

func (s *Site) recordList(root Way, id, label string, records []string) RecordList {
	l := RecordList{ID: id, Label: label, Count: s.Strings.N("cases-count", len(records))}
	for _, record := range records[:min(len(records), maxListed)] {
		if f := s.byID[record]; f != nil {
			l.Links = append(l.Links, Link{Href: root.To(CaseAddress(f.Case.Slug)), Text: s.name(f)})
		}
	}
	if n := len(records) - maxListed; n > 0 {
		l.More = s.Strings.N("list-more", n)
	}
	return l
}

// valueList returns what the numerator of a statistic counts: its records, or
// the empty cells, countries or pairs that it counts in their place. It is nil
// where there is no such list.
func (s *Site) valueList(root Way, stat *stats.Statistic) *RecordList {
	label := s.Strings.T("stat-" + stat.ID)
	switch stat.ID {
	case stats.TypeStatus, stats.DomainType:
		return s.gapList(root, stat)
	case stats.Countries:
		var codes []string
		for _, c := range stat.Table(stats.TableCountry) {
			if c.Count > 0 {
				codes = append(codes, c.Row)
			}
		}
		list := s.countryList(root, "with-a-case", label+": "+s.axisLabel("", "with-a-case"), codes)
		return &list
	case stats.Unseen, stats.Concentration:
		return s.pairList(root, stat, label)
	}
	if stat.Value == nil || len(stat.Records) != stat.Value.Numerator {
		return nil
	}
	list := s.recordList(root, recordsAnchor, stat.Title, stat.Records)
	return &list
}

// gapList lists the empty cells of a gap map, each a way to fill it.
func (s *Site) gapList(root Way, stat *stats.Statistic) *RecordList {
	list := &RecordList{ID: "gaps", Label: s.Strings.T("stat-gaps")}
	for _, c := range stat.Table(stats.TableCell) {
		if c.Nothing == nil || c.Nothing.Kind == model.GapOutOfScope {
			continue
		}
		k := kindsOf(stat.ID, c.Table)
		link := Link{Text: joinGiven(", ", s.axisLabel(k.row, c.Row), s.axisLabel(k.column, c.Column)) + ": " + lowerFirst(s.nothing(c.Nothing))}
		if ring := s.ring(root, k, &c, ""); ring != nil {
			link.Href = ring.Href
		}
		list.Links = append(list.Links, link)
	}
	list.Count = s.Strings.F("stat-unit-cells", "n", s.Strings.Number(len(list.Links)))
	return list
}

func (s *Site) countryList(root Way, id, label string, codes []string) RecordList {
	l := RecordList{ID: id, Label: label, Count: s.Strings.N("n-countries", len(codes))}
	for _, code := range codes {
		l.Links = append(l.Links, Link{Href: s.countryHref(root, code), Text: s.country(code)})
	}
	s.sortLinks(l.Links)
	return l
}

// pairList lists the pairs of case and country that a numerator counts: they
// are those of the first countries of the table, which has the largest first.
func (s *Site) pairList(root Way, stat *stats.Statistic, label string) *RecordList {
	l := &RecordList{ID: "pairs", Label: label, Count: s.Strings.F("stat-unit-pairs", "n", s.Strings.Number(stat.Value.Numerator))}
	left := stat.Value.Numerator
	for _, c := range stat.Table(stats.TableOrigin) {
		for _, id := range c.Records {
			f := s.byID[id]
			if left--; left < 0 || f == nil {
				continue
			}
			if len(l.Links) == maxListed {
				l.More = s.Strings.N("list-more", left+1)
				return l
			}
			l.Links = append(l.Links, Link{Href: root.To(CaseAddress(f.Case.Slug)), Text: s.country(c.Row) + ": " + f.Case.Title.Text})
		}
	}
	return l
}
