package page

import (
	"strings"
	"testing"

	"casebook/generator/model"
)

func callOf(slug, when string, figures ...model.Figure) *model.Call {
	return &model.Call{File: "content/calls/" + slug + ".md", Slug: slug, Title: value("Title of " + slug), Kind: value(model.CallSurvey),
		Year: year(when), By: value("A team"), Summary: value("A summary."), Figures: figures,
		References: []model.Reference{
			{Key: value("a"), Type: value("article-journal"), Title: value("On nets"), Container: value("A Journal"), DOI: value("10.5555/nets")},
			{Key: value("b"), Type: value("report"), Title: value("Not used by a figure")},
		}}
}

func figureOf(k, n string) model.Figure {
	return model.Figure{Label: value("a label"), Note: value("A note."), References: []model.Value{value("a")},
		Count: model.ParseCount(value(k)), Of: model.ParseCount(value(n))}
}

func TestPublishedFraction(t *testing.T) {
	s := newSite(t)
	s.Model.Config.MinN = 10
	for _, tt := range []struct{ name, k, n, want string }{
		{"a percentage is computed", "34", "114", "34 of 114 (30%)"},
		{"not where the total is small", "3", "9", "3 of 9"},
		{"but at the smallest that is large enough", "3", "10", "3 of 10 (30%)"},
		{"few is not none", "12", "7191", "12 of 7,191 (under 1%)"},
		{"none is none", "0", "34", "0 of 34 (0%)"},
		{"nearly all is not all", "999", "1000", "999 of 1,000 (over 99%)"},
		{"all is all", "34", "34", "34 of 34 (100%)"},
		{"a count alone", "7191", "", "7,191"},
		{"no count", "", "34", ""},
		{"an unreadable count", "27%", "34", ""},
		{"an unreadable total", "27", "about 34", ""},
		{"a part larger than the whole", "35", "34", ""},
		{"out of none", "0", "0", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := figureOf(tt.k, tt.n)
			if got := s.publishedFraction(&f); got != tt.want {
				t.Errorf("fraction = %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPublished(t *testing.T) {
	s := newSite(t)
	if v := s.published(s.way(PaucityAddress)); v != nil {
		t.Errorf("published = %+v, want nothing without calls", v)
	}
	older := callOf("older", "2017", figureOf("34", "114"), figureOf("1", "34"))
	older.Lang = value("fr")
	newer := callOf("newer", "", figureOf("1", "2"))
	newer.Opened, newer.Closed = value("2019-03-01"), value("2019-05-31")
	odd := callOf("odd", "2010", figureOf("1", "2"))
	odd.Kind = value("meeting")
	s.Model.Calls = []*model.Call{odd, older, newer}
	s.Errors = map[string]int{odd.File: 2}
	v := s.published(s.way(PaucityAddress))
	if len(v.Calls) != 3 || v.Calls[0].ID != "call-newer" || v.Calls[1].ID != "call-older" {
		t.Fatalf("calls = %+v, want the newest first", v.Calls)
	}
	if got, want := v.Calls[0].About, "Survey, 1 March 2019 to 31 May 2019. A team"; got != want {
		t.Errorf("about = %q, want %q", got, want)
	}
	first := v.Calls[1]
	if first.About != "Survey, 2017. A team" || first.Lang != "fr" || first.Banner != "" || len(first.Figures) != 2 {
		t.Errorf("call = %+v", first)
	}
	if len(first.Sources) != 1 || first.Source != "Source" || !strings.Contains(string(first.Sources[0]), `href="https://doi.org/10.5555/nets"`) {
		t.Errorf("%s = %v, want the source of both figures once, with its DOI", first.Source, first.Sources)
	}
	if last := v.Calls[2]; last.About != "meeting, 2010. A team" || !strings.Contains(last.Banner, "2 errors") {
		t.Errorf("call with errors = %+v, want what is written, marked", last)
	}
}

func TestCallTime(t *testing.T) {
	s := newSite(t)
	for want, c := range map[string]*model.Call{
		"opened 1 March 2019": {Opened: value("2019-03-01")},
		"closed 31 May 2019":  {Closed: value("2019-05-31")},
		"2019":                {Year: year("2019")},
		"":                    {},
	} {
		if got := s.callTime(c); got != want {
			t.Errorf("callTime = %q, want %q", got, want)
		}
	}
}
