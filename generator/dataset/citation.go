package dataset

import (
	"bufio"
	"io"

	"casebook/generator/table"
)

// Citation writes CITATION.cff (Citation File Format 1.2.0) of the data. Texts
// stand in double quotes, in which YAML reads what JSON writes.
func Citation(w io.Writer, m *Meta, message string) error {
	out := bufio.NewWriter(w)
	put := func(key, value string) {
		if value != "" {
			out.WriteString(key + ": " + quoted(value) + "\n")
		}
	}
	out.WriteString("cff-version: 1.2.0\n")
	put("message", message)
	out.WriteString("type: dataset\n")
	put("title", m.Title)
	put("abstract", m.Description)
	out.WriteString("authors:\n  - name: " + quoted(m.Publisher) + "\n")
	put("version", m.Version)
	put("date-released", m.Date)
	put("license", m.LicenseID)
	put("doi", m.DOI)
	if m.BaseURL != "" {
		put("url", m.BaseURL+Folder)
	}
	if len(m.Keywords) > 0 {
		out.WriteString("keywords:\n")
		for _, k := range m.Keywords {
			out.WriteString("  - " + quoted(k) + "\n")
		}
	}
	return out.Flush()
}

func quoted(s string) string { return string(table.AppendString(nil, s)) }
