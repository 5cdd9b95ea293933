package search

import "testing"

// BenchmarkBuild indexes made-up records; a record has about 50 words.
func BenchmarkBuild(b *testing.B) {
	in := madeUp(2000, 1)
	for b.Loop() {
		Build(in, Options{})
	}
}

// BenchmarkSearch answers queries whose parts are loaded.
func BenchmarkSearch(b *testing.B) {
	x := open(b, Build(madeUp(2000, 1), Options{}))
	for _, query := range []string{"topaz", "raven sage", "quar", "quatrz ", `"amber basil"`, "facet0:v1 onyx"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				if _, err := x.Search(Query{Text: query}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
