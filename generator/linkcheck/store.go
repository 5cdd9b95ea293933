package linkcheck

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// Encode writes results as a file for the next run: a line each, sorted.
func Encode(results []Result) []byte {
	sorted := slices.Clone(results)
	slices.SortFunc(sorted, func(a, b Result) int { return cmp.Compare(a.URL, b.URL) })
	var out []byte
	for i := range sorted {
		line, err := json.Marshal(&sorted[i])
		if err != nil {
			panic("linkcheck: a result cannot be encoded: " + err.Error()) // it is made of texts, a number and a time
		}
		out = append(append(out, line...), '\n')
	}
	return out
}

// Decode reads what Encode wrote. A file that it did not write is an error; the
// results before the fault are returned.
func Decode(data []byte) (map[string]Result, error) {
	known := map[string]Result{}
	for n := 1; len(data) > 0; n++ {
		line := data
		if i := slices.Index(data, '\n'); i >= 0 {
			line, data = data[:i], data[i+1:]
		} else {
			data = nil
		}
		if len(line) == 0 {
			continue
		}
		var r Result
		if err := json.Unmarshal(line, &r); err != nil {
			return known, fmt.Errorf("line %d of the kept results: %w", n, err)
		}
		known[r.URL] = r
	}
	return known, nil
}
