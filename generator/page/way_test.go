package page

import (
	"testing"

	"casebook/generator/model"
)

func TestWay(t *testing.T) {
	tests := []struct{ from, to, web, offline string }{
		{"", "", "./", "./index.html"},
		{"", "cases/", "./cases/", "./cases/index.html"},
		{"cases/x/", "", "../../", "../../index.html"},
		{"cases/x/", "cases/y/", "../../cases/y/", "../../cases/y/index.html"},
		{"cases/x/", "cases/?q=a/b", "../../cases/?q=a/b", "../../cases/index.html?q=a/b"},
		{"cases/x/", "about/#top", "../../about/#top", "../../about/index.html#top"},
		{"id/lf-0001.html", "feed.xml", "../feed.xml", "../feed.xml"},
		{"cases/page/2/", "id/lf-0001.html?x#/", "../../../id/lf-0001.html?x#/", "../../../id/lf-0001.html?x#/"},
	}
	s := newSite(t)
	for _, tt := range tests {
		for edition, want := range map[model.Edition]string{"": tt.web, model.Web: tt.web, model.Offline: tt.offline} {
			s.Model.Config.Edition = edition
			if got := s.way(tt.from).To(tt.to); got != want {
				t.Errorf("%q: from %q to %q the link is %q, want %q", edition, tt.from, tt.to, got, want)
			}
		}
	}
}

// TestEditionIsToldToScripts: scripts make links of their own.
func TestEditionIsToldToScripts(t *testing.T) {
	s := newSite(t)
	for edition, want := range map[model.Edition]string{"": "", model.Web: "", model.Offline: "offline"} {
		s.Model.Config.Edition = edition
		if got := s.frame("cases/", "Cases", "").Edition; got != want {
			t.Errorf("%q: pages say %q, want %q", edition, got, want)
		}
	}
}
