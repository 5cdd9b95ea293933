package check_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"casebook/generator/check"
	"casebook/generator/config"
	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/diag"
	"casebook/generator/load"
	"casebook/generator/model"
)

// root is the site that this repository holds.
const root = "../.."

// findings returns what loading and checking a site finds, sorted. asOf may be
// empty: the newest date in the content.
func findings(t *testing.T, fsys fs.FS, asOf string) (diag.List, *model.Site) {
	t.Helper()
	data, err := fs.ReadFile(fsys, config.File)
	if err != nil {
		t.Fatal(err)
	}
	settings, found := config.Read(data)
	result, more, err := load.Site(fsys, load.Options{Config: settings, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	found = append(found, more...)
	site := result.Site
	facts := make([]*derive.Facts, len(site.Cases))
	for i, c := range site.Cases {
		facts[i] = derive.Case(c, site.Vocabularies)
	}
	found = append(found, check.Site(site, facts)...)
	found = append(found, check.Links(site, addressesOf(site))...)
	return found.Sort(), site
}

// addressesOf returns the addresses that follow from the content: what a link
// in a text may lead to.
func addressesOf(site *model.Site) func(string) bool {
	all := map[string]bool{"/": true, "/cases/": true, "/countries/": true, "/feed.xml": true}
	for _, c := range site.Cases {
		all["/cases/"+c.Slug+"/"] = true
	}
	for _, p := range site.Pages {
		all["/"+p.Slug+"/"] = true
	}
	for _, c := range site.Calls {
		all["/calls/"+c.Slug+"/"] = true
	}
	for _, p := range site.Partnerships {
		all["/partnerships/"+p.Slug+"/"] = true
	}
	for i := range country.All() {
		all["/countries/"+country.All()[i].Slug+"/"] = true
	}
	for _, tax := range site.Config.Taxonomies {
		all["/"+tax.ID+"/"] = true
		if v := site.Vocabularies.Get(tax.Vocabulary); v != nil {
			for _, id := range v.IDs() {
				all["/"+tax.ID+"/"+id+"/"] = true
			}
		}
	}
	// What the statistics have is known to package build, whose test follows
	// every link of the real content.
	return func(a string) bool {
		return all[a] || a == "/contribute/form/" || strings.HasPrefix(a, "/paucity/") || strings.HasPrefix(a, "/data/")
	}
}

// TestContent holds the real content to the rules.
func TestContent(t *testing.T) {
	found, site := findings(t, os.DirFS(root), "")
	if len(site.Cases) == 0 {
		t.Fatal("no cases were read")
	}
	for _, d := range found {
		text := d.Message + " (" + d.Hint + ")"
		if d.Severity == diag.Error {
			t.Errorf("%s:%d:%d: %s [%s]", d.Pos.File, d.Pos.Line, d.Pos.Col, text, d.Code)
		} else {
			t.Logf("%s:%d:%d: %s: %s [%s]", d.Pos.File, d.Pos.Line, d.Pos.Col, d.Severity, text, d.Code)
		}
	}
	for _, d := range found {
		if strings.Contains(d.Message+d.Hint, "%!") {
			t.Errorf("badly formatted: %s", d.Message)
		}
	}
}
