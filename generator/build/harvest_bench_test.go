package build

import (
	"io"
	"path"
	"testing"

	"casebook/generator/bench"
)

// BenchmarkRecordFiles makes the files beside the page of a record, and the
// tags in its head, without writing them.
func BenchmarkRecordFiles(b *testing.B) {
	content, err := Load(bench.FS(root, 200, 1), Options{BaseURL: "https://example.org/"})
	if err != nil {
		b.Fatal(err)
	}
	defer content.Close()
	for _, name := range besideRecord {
		b.Run(name, func(b *testing.B) {
			var writes []func(io.Writer) error
			for _, e := range content.plan.plan.Entries() {
				if path.Base(e.Path) == name {
					writes = append(writes, e.Write)
				}
			}
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if err := writes[i%len(writes)](io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("head", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			content.plan.pages.Harvest().Head(content.plan.pages.HarvestRecord(content.Facts[i%len(content.Facts)]))
		}
	})
}
