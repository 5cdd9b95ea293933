package model

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A block is an archive with a place in it.
type block struct {
	data []byte
	full bool
}

func (b *block) Put(text []byte) (int64, bool) {
	at := len(b.data)
	b.data = append(b.data, text...)
	return int64(at), !b.full
}

func (b *block) Read(p []byte, at int64) { copy(p, b.data[at:]) }

// TestKeep: a body that was put away opens as it was, and holds no HTML until
// then.
func TestKeep(t *testing.T) {
	made := func() Body {
		all := []byte("<p>lead</p><p>one</p>")
		return Body{Lead: all[:11], Sections: []Section{{ID: "a", Label: []byte("A"), HTML: all[11:]}, {ID: "b", HTML: []byte{}}}, Words: 2}
	}
	archive := &block{data: []byte("what was put before")}
	b := made()
	b.Keep(archive)
	if len(b.Lead) > 0 || len(b.Sections[0].HTML) > 0 || string(b.Sections[0].Label) != "A" {
		t.Errorf("a kept body holds %q and %q", b.Lead, b.Sections[0].HTML)
	}
	if diff := cmp.Diff(made(), b.Open()); diff != "" {
		t.Errorf("opened (-as it was):\n%s", diff)
	}
	if lead, sections := b.HTML(); lead != "<p>lead</p>" || len(sections) != 2 || sections[0] != "<p>one</p>" || sections[1] != "" {
		t.Errorf("as texts: %q, %q", lead, sections)
	}
	if b.Kept.In == nil || len(b.Lead) > 0 {
		t.Error("opening a body changed it")
	}
	b = made()
	b.Keep(&block{full: true})
	if lead, sections := b.HTML(); lead != "<p>lead</p>" || len(sections) != 2 || sections[0] != "<p>one</p>" {
		t.Errorf("as texts, from memory: %q, %q", lead, sections)
	}
	if diff := cmp.Diff(made(), b.Open()); diff != "" {
		t.Errorf("a body that the archive does not take (-as it was):\n%s", diff)
	}
}
