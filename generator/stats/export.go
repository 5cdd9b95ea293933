package stats

import (
	"encoding/json"
	"io"
)

// Schema names the form of the JSON that WriteJSON writes. It changes when a
// key changes its meaning or goes; new keys may come without a change.
const Schema = "casebook-statistics/1"

// WriteJSON writes the statistics as one JSON object: schema, date, and the
// list of statistics with every field of Statistic.
func WriteJSON(w io.Writer, list []Statistic) error {
	date := ""
	if len(list) > 0 {
		date = list[0].Date
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(struct {
		Schema     string      `json:"schema"`
		Date       string      `json:"date"`
		Statistics []Statistic `json:"statistics"`
	}{Schema, date, list})
}
