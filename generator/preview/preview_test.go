package preview

import (
	"bytes"
	"image/png"
	"os"
	"strings"
	"testing"
)

func card() *Card {
	return &Card{Site: "Learned From", Number: "LF-0005", Kind: "Device", Title: "Sterilised mosquito-net mesh for groin hernia repair",
		From: Place{"India", "1994"}, To: Place{"United Kingdom", "2018"}, Mark: "off", More: "and 2 more"}
}

func drawing(t *testing.T, c *Card) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := c.PNG(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestSameWordsSameBytes: and other words, another picture under another key.
func TestSameWordsSameBytes(t *testing.T) {
	first, again := drawing(t, card()), drawing(t, card())
	one, other := card(), card()
	if !bytes.Equal(first, again) || one.Key() != other.Key() {
		t.Error("two drawings of one card differ")
	}
	for name, change := range map[string]func(*Card){
		"title": func(c *Card) { c.Title = "Another" }, "mark": func(c *Card) { c.Mark = "on" }, "year": func(c *Card) { c.From.Year = "1995" },
		"site": func(c *Card) { c.Site = "Other" }, "number": func(c *Card) { c.Number = "LF-0006" }, "more": func(c *Card) { c.More = "" },
		"kind": func(c *Card) { c.Kind = "Medicine" }, "no route": func(c *Card) { c.From = Place{} },
	} {
		c := card()
		change(c)
		if c.Key() == card().Key() {
			t.Errorf("%s: the same key", name)
		}
		if bytes.Equal(drawing(t, c), first) {
			t.Errorf("%s: the same picture", name)
		}
	}
}

// TestPicture: the size that networks ask for, within the margins, and small.
func TestPicture(t *testing.T) {
	cards := map[string]*Card{"usual": card(), "none": {Title: "T"}}
	for mark := range strings.FieldsSeq("on go off no") {
		c := card()
		c.Mark = mark
		cards["mark "+mark] = c
	}
	long := card()
	long.Title = strings.TrimSpace(strings.Repeat("Three hundred characters ", 12))
	long.From.Name, long.To.Name = strings.Repeat("A very long place ", 9), strings.Repeat("Another place ", 9)
	cards["long"] = long
	word := card()
	word.Title = strings.Repeat("Donaudampfschifffahrt", 10)
	word.Number, word.Site = strings.Repeat("9", 90), strings.Repeat("Site ", 40)
	cards["one word"] = word
	for name, c := range cards {
		data := drawing(t, c)
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != Width || b.Dy() != Height {
			t.Errorf("%s: %v", name, b)
		}
		if len(data) > 60_000 {
			t.Errorf("%s: %d bytes", name, len(data))
		}
		paperAt := func(x, y int) bool {
			r, g, b, _ := img.At(x, y).RGBA()
			return uint8(r>>8) == paper.R && uint8(g>>8) == paper.G && uint8(b>>8) == paper.B
		}
		for y := range Height {
			for _, x := range []int{margin/2 - 1, Width - margin/2} {
				if !paperAt(x, y) {
					t.Fatalf("%s: something is drawn in the margin at %d, %d", name, x, y)
				}
			}
		}
	}
}

func TestCanDraw(t *testing.T) {
	for title, want := range map[string]bool{
		"A net": true, "Bogotá’s bag — Ωδές, Київ": true, "A net 🎉": true, "": false, "🎉": false, "شبكة": false, "屠呦呦": false, "A net 網": false, "=cmd()": true,
	} {
		c := &Card{Title: title}
		if got := c.CanDraw(); got != want {
			t.Errorf("CanDraw(%q) = %v, want %v", title, got, want)
		}
		if want {
			drawing(t, c)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var w bytes.Buffer
		if err := card().PNG(&w); err != nil {
			b.Fatal(err)
		}
	}
}

func TestLook(t *testing.T) {
	if dir := os.Getenv("LOOK"); dir != "" {
		for mark := range strings.FieldsSeq("on go off no") {
			c := card()
			c.Mark = mark
			os.WriteFile(dir+"/p-"+mark+".png", drawing(t, c), 0o666)
		}
	}
}
