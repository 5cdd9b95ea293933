package stats_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"casebook/generator/model"
	"casebook/generator/stats"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from what is written (rewrite with -update):\n%s", file, got)
	}
}

func written(t *testing.T, write func(w io.Writer) error) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	in := input(eight()...)
	in.Gaps = []model.Gap{
		gap(1, model.GapNoneFound, "innovation_type", "medicine", "domain", "primary-care", "searched", "PubMed", "on", "2026-11-01", "by", "a librarian"),
		gap(9, model.GapOutOfScope, "adoption_status", "superseded"),
	}
	in.Previous = freeze(t, input(eight()[:2]...))
	list := stats.Compute(in)
	golden(t, "table.txt", written(t, func(w io.Writer) error { return stats.WriteTable(w, list) }))
	var detail bytes.Buffer
	for _, id := range []string{stats.Explicit, stats.TypeStatus, stats.Lag, stats.Ledger} {
		if err := stats.WriteDetail(&detail, find(t, list, id)); err != nil {
			t.Fatal(err)
		}
		detail.WriteString("\n")
	}
	golden(t, "detail.txt", detail.Bytes())
	golden(t, "statistics.csv", written(t, func(w io.Writer) error { return stats.WriteCSV(w, list) }))
	golden(t, "gaps.csv", written(t, func(w io.Writer) error { return stats.GapsCSV(w, list, in.Vocabularies) }))
	small := []stats.Statistic{*find(t, list, stats.FromTechnical), *find(t, list, stats.Lag)}
	golden(t, "statistics.json", written(t, func(w io.Writer) error { return stats.WriteJSON(w, small) }))
	golden(t, "release.json", stats.Freeze("1.1", list))
}

func TestExportsHoldTheSame(t *testing.T) {
	list := compute(eight()...)
	var back struct {
		Schema, Date string
		Statistics   []stats.Statistic
	}
	if err := json.Unmarshal(written(t, func(w io.Writer) error { return stats.WriteJSON(w, list) }), &back); err != nil {
		t.Fatal(err)
	}
	if back.Schema != stats.Schema || back.Date != asOf || encoded(t, back.Statistics) != encoded(t, list) {
		t.Error("the JSON does not hold the statistics")
	}
	rows, err := csv.NewReader(bytes.NewReader(written(t, func(w io.Writer) error { return stats.WriteCSV(w, list) }))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := 1
	for _, s := range list {
		want += len(s.Numbers) + len(s.Cells) + len(s.Points)
		if s.Value != nil {
			want++
		}
	}
	if columns := stats.Table(list).Columns; len(rows) != want || len(rows[0]) != len(columns) {
		t.Errorf("%d rows of %d columns, want %d of %d", len(rows), len(rows[0]), want, len(columns))
	}
}

func TestQuestions(t *testing.T) {
	in := input(eight()...)
	gaps := stats.Gaps(stats.Compute(in), in.Vocabularies)
	want := map[string]string{
		"?adoption_status=piloted&innovation_type=medicine": "Is there an innovation of the type “Medicine”, developed or proven in a low- or middle-income country, whose adoption status in a high-income country is “Piloted”?",
		"?domain=primary-care&innovation_type=medicine":     "Is there an innovation of the type “Medicine” in the domain “Primary care” that a high-income country learned from a low- or middle-income country?",
		"?innovation_type=medicine":                         "Is there an innovation of the type “Medicine”, developed or proven in East Asia and Pacific, that a high-income country learned from?",
		"?origin_country=MWI":                               "Is there a health innovation, developed or proven in Malawi, that a high-income country learned from?",
	}
	for _, g := range gaps {
		if want[g.Query] == g.Question {
			delete(want, g.Query)
		}
		if !strings.HasSuffix(g.Question, "?") || g.Definition == "" || g.Nothing.Kind == "" {
			t.Errorf("%+v", g)
		}
	}
	for query, question := range want {
		t.Errorf("no gap asks %q at %s", question, query)
	}
}

func TestFractionText(t *testing.T) {
	percent := func(x float64) *float64 { return &x }
	for _, tt := range []struct {
		f    stats.Fraction
		want string
	}{
		{stats.Fraction{Numerator: 1, Denominator: 2}, "1 of 2"},
		{stats.Fraction{Numerator: 8, Denominator: 24, Percent: percent(33.3333), Interval: &stats.Interval{Low: 17.9, High: 53.3}}, "8 of 24 (33%, 95% interval 18% to 53%)"},
		{stats.Fraction{Numerator: 1, Denominator: 1000, Percent: percent(0.1)}, "1 of 1000 (under 1%)"},
		{stats.Fraction{Numerator: 999, Denominator: 1000, Percent: percent(99.9)}, "999 of 1000 (over 99%)"},
		{stats.Fraction{Denominator: 1000, Percent: percent(0)}, "0 of 1000 (0%)"},
		{stats.Fraction{Numerator: 10, Denominator: 10, Percent: percent(100)}, "10 of 10 (100%)"},
	} {
		if got := tt.f.String(); got != tt.want {
			t.Errorf("%+v reads %q, want %q", tt.f, got, tt.want)
		}
	}
}

// failing refuses after a number of bytes.
type failing struct{ left int }

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

func TestWritersReportErrors(t *testing.T) {
	in := input(eight()...)
	list := stats.Compute(in)
	for name, write := range map[string]func(w io.Writer) error{
		"table":  func(w io.Writer) error { return stats.WriteTable(w, list) },
		"detail": func(w io.Writer) error { return stats.WriteDetail(w, &list[0]) },
		"csv":    func(w io.Writer) error { return stats.WriteCSV(w, list) },
		"json":   func(w io.Writer) error { return stats.WriteJSON(w, list) },
		"gaps":   func(w io.Writer) error { return stats.GapsCSV(w, list, in.Vocabularies) },
	} {
		for _, after := range []int{0, 100} {
			if err := write(&failing{after}); err == nil {
				t.Errorf("%s: a full disk after %d bytes is not an error", name, after)
			}
		}
	}
}
