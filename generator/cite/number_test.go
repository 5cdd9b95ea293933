package cite

import (
	"strconv"
	"testing"
)

func TestBackLinks(t *testing.T) {
	e := Entry{Anchors: []string{"cite-a-1", `cite-"b"-2`}}
	got := string(e.BackLinks(func(n int) string { return "Back to <" + strconv.Itoa(n) + ">" }))
	want := `<a href=#cite-a-1 aria-label="Back to &lt;1&gt;">↑</a> <a href="#cite-&#34;b&#34;-2" aria-label="Back to &lt;2&gt;">↑</a>`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := (&Entry{}).BackLinks(nil); got != nil {
		t.Errorf("a reference that the text does not cite: %s", got)
	}
}
