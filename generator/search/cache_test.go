package search

import (
	"fmt"
	"slices"
	"testing"
)

// TestCache: an index is the same with what is kept of the one before, and
// most of its parts are those of before.
func TestCache(t *testing.T) {
	titles := make([]string, 3000)
	for i := range titles {
		titles[i] = fmt.Sprintf("Record %d of net, bottle %d and cloth %d", i, i%7, i%31)
	}
	input := func() Input {
		return Input{N: len(titles), Lang: "en", Document: func(i int, d *Document) {
			*d = Document{Lang: "en", Title: titles[i], Summary: "It tells of " + titles[i], Newest: i,
				Card: Card{ID: fmt.Sprintf("lf-%04d", i), Path: fmt.Sprintf("cases/%d/", i)}}
		}}
	}
	var cache Cache
	files := func(b *Built) []string {
		var list []string
		for i := range b.Parts {
			list = append(list, b.Parts[i].Path()+" "+string(b.Parts[i].data))
		}
		return append(list, string(b.Manifest))
	}
	before := Build(input(), Options{Cache: &cache})
	kept := len(cache.now)
	titles[1500] = "Quite another record"
	after := Build(input(), Options{Cache: &cache})
	if want := Build(input(), Options{}); !slices.Equal(files(after), files(want)) {
		t.Error("the index differs from one that is made anew")
	}
	same := 0
	for _, file := range files(after) {
		if slices.Contains(files(before), file) {
			same++
		}
	}
	if same == 0 || same >= len(after.Parts) || kept < 2 || len(cache.now) != kept {
		t.Errorf("%d of %d parts are the same; %d payloads were kept, now %d", same, len(after.Parts), kept, len(cache.now))
	}
}
