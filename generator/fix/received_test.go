package fix_test

import (
	"errors"
	"strings"
	"testing"

	"casebook/generator/fix"
)

func TestAddReceived(t *testing.T) {
	for _, tt := range []struct {
		name, front string
		want        string // the new front matter
		before      int
	}{
		{"no flow", "title: A call\nkind: call\n", "title: A call\nkind: call\nflow:\n  received: 3\n", 0},
		{"a number", "flow:\n  received: 41 # so far\n  included: 0\n", "flow:\n  received: 44 # so far\n  included: 0\n", 41},
		{"on one line", "flow: {received: 0}\n", "flow: {received: 3}\n", 0},
		{"none yet", "flow:\n  # to come\n  invited: 90\nkind: call\n", "flow:\n  # to come\n  received: 3\n  invited: 90\nkind: call\n", 0},
		{"none yet on one line", "flow: {invited: 90}\n", "flow: {received: 3, invited: 90}\n", 0},
		{"in words", "flow:\n  received: {count: 7, label: answered}\n", "flow:\n  received: {count: 10, label: answered}\n", 7},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, before, after, err := fix.AddReceived("content/calls/x.md", []byte("---\n"+tt.front+"---\nProse.\n"), 3)
			if err != nil || string(out) != "---\n"+tt.want+"---\nProse.\n" || before != tt.before || after != tt.before+3 {
				t.Errorf("%d to %d, %v:\n%s", before, after, err, out)
			}
		})
	}
	windows, _, _, err := fix.AddReceived("content/calls/x.md", []byte("---\r\ntitle: A\r\n---\r\n"), 1)
	if err != nil || string(windows) != "---\r\ntitle: A\r\nflow:\r\n  received: 1\r\n---\r\n" {
		t.Errorf("%v: %q", err, windows)
	}
	for _, front := range []string{"flow:\n  received: not-stated\n", "flow:\n  received: [{source: a, count: 3}]\n", "flow: none\n", "flow:\n  received: -1\n", "flow: [1]\n"} {
		text := "---\n" + front + "---\n"
		if out, _, _, err := fix.AddReceived("content/calls/x.md", []byte(text), 3); !errors.Is(err, fix.ErrByHand) || string(out) != text {
			t.Errorf("%s: %v:\n%s, want it left to a person", strings.TrimSpace(front), err, out)
		}
	}
}

// FuzzAddReceived: whatever the file, nothing panics, and what is changed can
// be read again with the number that is told.
func FuzzAddReceived(f *testing.F) {
	for _, front := range []string{"title: A\n", "flow:\n  received: 41\n", "flow: {invited: 90}\n", "flow: {received: {count: 7}}\n", "flow:\n\n  # x\n  a: b\n", "flow: [1]\n"} {
		f.Add([]byte("---\n" + front + "---\nProse.\n"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, before, after, err := fix.AddReceived("content/calls/x.md", data, 3)
		if err != nil {
			if string(out) != string(data) {
				t.Error("a file that was left alone is changed")
			}
			return
		}
		if after != before+3 {
			t.Errorf("%d to %d", before, after)
		}
		if _, again, _, err := fix.AddReceived("content/calls/x.md", out, 1); err != nil || again != after {
			t.Errorf("read again: %d, %v, want %d:\n%s", again, err, after, out)
		}
	})
}
