package config

import (
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
	}
	m.Done()
	return o
}

// flag reads true or false; what is absent or neither is the fallback.
func flag(m *decode.Map, key string, fallback bool) bool {
	if b, ok := m.Bool(key); ok {
		return b
	}
	return fallback
}
