package object

import (
	"bytes"
	"testing"
)

func TestWrite(t *testing.T) {
	var b bytes.Buffer
	o := Of("z", 1).With("a", "<x>").With("empty", "").If(false, "no", 2).If(true, "list", []Object{Of("k", nil)})
	if err := Write(&b, o); err != nil {
		t.Fatal(err)
	}
	want := "{\n  \"z\": 1,\n  \"a\": \"<x>\",\n  \"list\": [\n    {\n      \"k\": null\n    }\n  ]\n}\n"
	if b.String() != want {
		t.Errorf("got %s", b.String())
	}
	if err := Write(&b, Of("bad", func() {})); err == nil {
		t.Error("a value that is none is no error")
	}
}
