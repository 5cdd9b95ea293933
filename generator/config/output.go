package config

import (
	"net/url"

	"casebook/generator/decode"
	"casebook/generator/model"
)

// outputs reads the table [outputs]. A kind of file that it does not name is
// made: what a site puts out is of more use than its absence.
func (r *reader) outputs(m *decode.Map) model.Outputs {
	o := model.Outputs{
		RecordJSON:    flag(m, "record_json", true),
		RecordBibTeX:  flag(m, "record_bibtex", true),
		RecordRIS:     flag(m, "record_ris", true),
		RecordCSLJSON: flag(m, "record_csl_json", true),
		Previews:      flag(m, "previews", true),
		PreviewsUpTo:  r.number(m, "previews_up_to", 2000, 0, 1_000_000),

		DataCSV:       flag(m, "data_csv", true),
		DataJSON:      flag(m, "data_json", true),
		DataJSONLines: flag(m, "data_json_lines", true),
		DataXLSX:      flag(m, "data_xlsx", true),
		DataBibTeX:    flag(m, "data_bibtex", true),
		DataRIS:       flag(m, "data_ris", true),
		DataCSLJSON:   flag(m, "data_csl_json", true),
		DataPackage:   flag(m, "data_package", true),
		DataROCrate:   flag(m, "data_ro_crate", true),
		DataCitation:  flag(m, "data_citation", true),
		API:           flag(m, "api", true),
		Schema:        flag(m, "schema", true),
		OAI:           flag(m, "oai", false), // of use only with a gateway that was asked to read it
	}
	m.Done()
	return o
}

// gateway reads the address of the gateway of a static repository.
func (r *reader) gateway(m *decode.Map) string {
	m.AllowEmpty("oai_gateway")
	v := m.Value("oai_gateway")
	u, err := url.Parse(v.Text)
	if v.Given() && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https") {
		r.report(BadConfig, v.At, "oai_gateway is not an address of the web", "write the whole address of the gateway, such as \"https://gateway.example.org/oai\", or leave it empty")
		return ""
	}
	return v.Text
}

// flag reads true or false; what is absent or neither is the fallback.
func flag(m *decode.Map, key string, fallback bool) bool {
	if b, ok := m.Bool(key); ok {
		return b
	}
	return fallback
}
