package model

import "testing"

func TestPlaces(t *testing.T) {
	p := NewPlaces([]string{"title", "summary", "a\nb"}, []At{{1, 1}, {2, 3}, {4, 1}})
	for _, tt := range []struct {
		key string
		at  At
		ok  bool
	}{{"title", At{1, 1}, true}, {"summary", At{2, 3}, true}, {"titl", At{}, false}, {"", At{}, false}, {"a\nb", At{}, false}} {
		if at, ok := p.Of(tt.key); at != tt.at || ok != tt.ok {
			t.Errorf("%q: %v, %v", tt.key, at, ok)
		}
	}
	if p.Len() != 3 {
		t.Errorf("%d keys", p.Len())
	}
	var none Places
	if _, ok := none.Of("title"); ok || none.Len() != 0 || NewPlaces(nil, nil).Len() != 0 {
		t.Error("the zero Places has a key")
	}
}
