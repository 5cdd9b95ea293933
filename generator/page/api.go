package page

import "casebook/generator/dataset"

// Addresses of files for programs, below the site root.
const (
	APIAddress = "api/"             // the page that shows the API
	SchemaFile = "schema/case.json" // the JSON Schema of the front matter
	OAIFile    = "oai.xml"          // the static repository for OAI-PMH
)

// An API is the view of /api/: each address with how to ask for it.
type API struct {
	Frame
	Crumbs  []Link
	Heading string
	Lede    string
	Note    string // what stands for the address of the site, where it is not known
	Calls   []APICall
	Rules   []DataNote
}

// An APICall is one address of the API.
type APICall struct {
	ID, Path string
	Href     string // of the example
	Summary  string
	Curl     string
}

// unknownSite stands for the address of a site that does not know its own.
const unknownSite = "$SITE/"

// API returns the page of the API.
func (s *Site) API(routes []dataset.Route) *API {
	heading := s.Strings.T("api")
	v := &API{Frame: s.frame(APIAddress, heading, s.Strings.T("api-description")), Heading: heading, Lede: s.Strings.T("api-lede")}
	v.Styles = append(v.Styles, v.Root.To(s.Assets.Data))
	v.Crumbs = []Link{{Href: v.Root.To(""), Text: s.Strings.T("home")}, {Href: v.Root.To(DataAddress), Text: s.Strings.T("data")}}
	base := s.Model.Config.BaseURL
	if base == "" {
		base, v.Note = unknownSite, s.Strings.T("api-site")
	}
	description := dataset.Route{Path: dataset.APIFolder + dataset.APIDescription, Example: dataset.APIFolder + dataset.APIDescription,
		ID: "describe", Summary: s.Strings.T("api-openapi")}
	for _, r := range append(routes[:len(routes):len(routes)], description) {
		v.Calls = append(v.Calls, APICall{ID: r.ID, Path: "/" + r.Path, Href: v.Root.To(r.Example), Summary: r.Summary,
			Curl: `curl --location "` + base + r.Example + `"`})
	}
	for _, id := range []string{"static", "version", "null", "fair"} {
		v.Rules = append(v.Rules, DataNote{Term: s.Strings.T("api-rule-" + id + "-term"), Text: s.Strings.T("api-rule-" + id)})
	}
	return v
}
