package page

import (
	"html/template"
	"strconv"

	"casebook/generator/cite"
	"casebook/generator/model"
)

// citeWords returns the words of citations from the interface strings.
func citeWords(t func(string) string) cite.Words {
	w := cite.Words{
		EtAl: t("cite-et-al"), In: t("cite-in"), Editor: t("cite-editor"), Editors: t("cite-editors"),
		Internet: t("cite-internet"), Dissertation: t("cite-dissertation"), Dataset: t("cite-dataset"),
		Interview: t("cite-interview"), Withdrawn: t("cite-withdrawn"), Cited: t("cite-cited"),
		AvailableFrom: t("cite-available"), Volume: t("cite-volume"), Number: t("cite-number"), Pages: t("cite-pages"),
		ReportNumber: t("cite-report-number"), Record: t("cite-record"), Version: t("cite-version"),
		Release: t("cite-release"), Genre: t("cite-genre"), And: t("cite-and"), Retrieved: t("cite-retrieved"), From: t("cite-from"),
		AvailableAt: t("cite-available-at"), Accessed: t("cite-accessed"), AccessDate: t("cite-access-date"), NoDate: t("cite-no-date"),
	}
	for i := range w.Months {
		w.Months[i] = t("cite-month-" + strconv.Itoa(i+1))
		w.LongMonths[i] = t("month-" + strconv.Itoa(i+1))
	}
	return w
}

// refLinks maps each reference key to its number and place in the page.
func (s *Site) refLinks(entries []cite.Entry) map[string]Link {
	links := make(map[string]Link, len(entries))
	for i := range entries {
		e := &entries[i]
		links[e.Key] = Link{Href: "#" + refID(e.Key), Text: s.Strings.Number(e.Number)}
	}
	return links
}

// refID is the id of a reference in its list; package markdown links to it.
func refID(key string) string { return "ref-" + key }

// pick returns the links of these keys; a key without a reference has none.
func pick(links map[string]Link, keys []model.Value) []Link {
	var out []Link
	for _, k := range keys {
		if l, ok := links[k.Text]; ok {
			out = append(out, l)
		}
	}
	return out
}

func (s *Site) references(entries []cite.Entry) []Reference {
	out := make([]Reference, len(entries))
	for i := range entries {
		e := &entries[i]
		r := Reference{ID: refID(e.Key), HTML: template.HTML(template.HTMLEscapeString(e.Key))}
		if e.Ref != nil {
			r.HTML = trusted(cite.Vancouver(e.Ref, s.words).HTML())
		}
		r.Backs = trusted(e.BackLinks(s.backLabel))
		out[i] = r
	}
	return out
}

func (s *Site) backLabel(n int) string {
	return s.Strings.F("ref-back", "n", s.Strings.Number(n))
}
