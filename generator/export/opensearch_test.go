package export

import (
	"bytes"
	"encoding/xml"
	"strings"
	"testing"
)

var description = SearchDescription{Name: "Learned From", Description: "Search the cases of <Learned From>", Lang: "en",
	Template: "https://example.org/x/cases/?q={searchTerms}", Home: "https://example.org/x/cases/", Self: "https://example.org/x/opensearch.xml",
	Icon: "https://example.org/x/static/icon.svg"}

func TestOpenSearch(t *testing.T) {
	var b bytes.Buffer
	if err := OpenSearch(&b, description); err != nil {
		t.Fatal(err)
	}
	var got struct {
		XMLName     xml.Name
		ShortName   string
		LongName    string
		Description string
		Language    string
		Image       string
		Url         []struct {
			Type     string `xml:"type,attr"`
			Rel      string `xml:"rel,attr"`
			Template string `xml:"template,attr"`
		}
	}
	if err := xml.Unmarshal(b.Bytes(), &got); err != nil {
		t.Fatalf("%v in\n%s", err, b.String())
	}
	if got.XMLName.Space != openSearchSpace || got.XMLName.Local != "OpenSearchDescription" {
		t.Errorf("the element is %v", got.XMLName)
	}
	if got.ShortName != description.Name || got.LongName != "" || got.Description != description.Description || got.Language != "en" || got.Image != description.Icon {
		t.Errorf("read back %+v", got)
	}
	if len(got.Url) != 2 || got.Url[0].Type != "text/html" || got.Url[0].Template != description.Template || got.Url[1].Rel != "self" || got.Url[1].Template != description.Self {
		t.Errorf("addresses %+v", got.Url)
	}
}

func TestOpenSearchLimits(t *testing.T) {
	for name, tt := range map[string]struct {
		edit func(*SearchDescription)
		want string // in the file; empty: an error
	}{
		"long name":            {func(d *SearchDescription) { d.Name = "An evidence base of cases" }, "<ShortName>An evidence base</ShortName>\n  <LongName>An evidence base of cases</LongName>"},
		"long description":     {func(d *SearchDescription) { d.Description = strings.Repeat("é", 1100) }, "<Description>" + strings.Repeat("é", 1024) + "</Description>"},
		"no icon":              {func(d *SearchDescription) { d.Icon = "" }, "</InputEncoding>\n  <Url"},
		"no place for words":   {func(d *SearchDescription) { d.Template = "https://example.org/cases/" }, ""},
		"address not complete": {func(d *SearchDescription) { d.Template = "cases/?q={searchTerms}" }, ""},
	} {
		d := description
		tt.edit(&d)
		var b bytes.Buffer
		err := OpenSearch(&b, d)
		if tt.want == "" && err == nil || tt.want != "" && (err != nil || !strings.Contains(b.String(), tt.want)) {
			t.Errorf("%s: %v\n%s", name, err, b.String())
		}
	}
}
