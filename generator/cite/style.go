package cite

import "strings"

// apa cites a record as APA does a report with a number (American Psychological
// Association, Publication Manual, 7th ed., 10.4, example 50): Authors. (Year,
// Month day). Title (Record LF-0002, version 3) [Case study]. Publisher.
// Retrieved date, from address. The date of access stands there because a
// record changes (9.16). What is the author is not repeated as publisher.
func (r *record) apa() string {
	v := &vancouver{w: r.w}
	v.sentence(apaNames(r.authors))
	v.sentence("(" + r.apaDate() + ")")
	genre := r.w.Genre
	if kind := r.kind(); kind != "" {
		genre += "; " + kind
	}
	v.sentence(bracket(unstopped(r.c.Title.Text)+" ("+r.number()+")", genre))
	v.sentence(r.publisher(true))
	text := v.text.String() + " " + r.w.Retrieved + " " + accessMark
	if r.url == "" {
		return text + "."
	}
	return text + ", " + r.w.From + " " + r.url
}

// unstopped takes a full stop off the end of a title that goes on.
func unstopped(s string) string {
	s = tidy(s)
	if strings.HasSuffix(s, "..") {
		return s
	}
	return strings.TrimSuffix(s, ".")
}

// The number of authors that APA lists whole (9.8), and how many of more stand
// before the last.
const (
	apaMax   = 20
	apaFirst = 19
)

func apaNames(list []Name) string {
	var out []string
	for _, n := range list {
		out = append(out, n.Initialled())
	}
	switch n := len(out); {
	case n > apaMax:
		return strings.Join(out[:apaFirst], ", ") + ", . . . " + out[n-1]
	case n > 1:
		return strings.Join(out[:n-1], ", ") + ", & " + out[n-1]
	}
	return strings.Join(out, "")
}

func (r *record) apaDate() string {
	year, month, day := r.w.parts(r.date)
	if year == "" {
		return r.w.NoDate
	}
	return join(year, ", ", tidy(month+" "+day))
}

// parts takes an ISO 8601 date apart into year, name of the month and day.
// What is not of that form is a year.
func (w *Words) parts(iso string) (year, month, day string) {
	if w.date(iso) == iso { // only a year, or no date
		return iso, "", ""
	}
	list := strings.Split(iso, "-")
	n, _ := twoDigits(list[1])
	if len(list) == 3 {
		day = strings.TrimPrefix(list[2], "0")
	}
	return list[0], w.LongMonths[n-1], day
}

// harvardMax is how many authors Harvard lists whole (Pears R, Shields G. Cite
// them right. 12th ed. London: Bloomsbury; 2022).
const harvardMax = 3

// harvard cites a record as Cite Them Right does a report: Authors (year)
// Title. Record LF-0002, version 3. Publisher. Available at: address (Accessed:
// date).
func (r *record) harvard() string {
	v := &vancouver{w: r.w}
	year, _, _ := r.w.parts(r.date)
	title := bracket(r.c.Title.Text, r.kind())
	v.sentence(tidy(r.harvardNames() + " (" + either(year, r.w.NoDate) + ") " + title))
	v.sentence(r.number())
	v.sentence(r.publisher(true))
	text := v.text.String()
	if r.url != "" {
		text += " " + r.w.AvailableAt + " " + r.url
	}
	return text + " (" + r.w.Accessed + " " + accessMark + ")."
}

func (r *record) harvardNames() string {
	var out []string
	for _, n := range r.authors {
		out = append(out, n.Initialled())
	}
	switch n := len(out); {
	case n > harvardMax:
		return out[0] + " " + r.w.EtAl
	case n > 1:
		return strings.Join(out[:n-1], ", ") + " " + r.w.And + " " + out[n-1]
	}
	return strings.Join(out, "")
}
