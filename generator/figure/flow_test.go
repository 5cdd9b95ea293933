package figure

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A wideFlow has everything that a flow may have.
func wideFlow() *Flow {
	box := func(number, label string) *FlowBox {
		return &FlowBox{Number: number, Label: label, Href: "#x", Name: number + " " + label}
	}
	return &Flow{
		Rows: []FlowRow{
			{Phase: "Identification", Pairs: []FlowPair{{Main: box("120", "records identified"), Side: []FlowBox{
				{Number: "20", Label: "records removed before screening", Class: "out", Parts: []FlowPart{{"18", "duplicates"}, {"2", "marked as ineligible by a program that nobody could ask for its reasons afterwards"}}},
				{Number: "Not stated", Label: "removed by hand", Class: "out no"}}}}},
			{Phase: "Screening", Pairs: []FlowPair{{Side: []FlowBox{{Number: "3", Label: "left on the way"}}}}},
			{Pairs: []FlowPair{{Main: box("41", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen assessed")}}},
		},
		Ends: []FlowRow{
			{Phase: "Included", Pairs: []FlowPair{{Main: &FlowBox{Number: "13", Label: "included", Ticks: 11, Dots: []FlowDot{{Class: "md on", Href: "#a", Name: "A"}, {Class: "md off", Href: "#b", Name: "B"}}}}}},
			{Pairs: []FlowPair{{Main: box("15", "in all"), Side: []FlowBox{{Number: "2", Label: "earlier"}}, In: true}}},
		},
	}
}

func twoColumns() *Flow {
	f := wideFlow()
	f.Heads = []string{"Databases and registers", "Other methods, of which there were more than one could count"}
	for i := range f.Rows {
		f.Rows[i].Pairs = append(f.Rows[i].Pairs, FlowPair{Main: &FlowBox{Number: "4", Label: "websites"}})
	}
	return f
}

// TestFlowGolden holds the drawings still: look at the SVG files after -update.
func TestFlowGolden(t *testing.T) {
	for name, d := range drawings() {
		got := svg(d)
		file := filepath.Join("testdata", "flow-"+name+".svg")
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s is drawn otherwise (rewrite with -update, and look at it)", name)
		}
	}
}

func drawings() map[string]*FlowDrawing {
	return map[string]*FlowDrawing{
		"wide": wideFlow().Wide(false), "narrow": wideFlow().Narrow(false), "wide-rtl": wideFlow().Wide(true),
		"two": twoColumns().Wide(false), "two-narrow": twoColumns().Narrow(false),
	}
}

// svg prints a drawing for a person to look at.
func svg(d *FlowDrawing) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">\n", d.Width, d.Height)
	fmt.Fprintf(&b, "<path stroke=\"#ccc\" d=\"%s\"/>\n<path stroke=\"#000\" fill=\"none\" d=\"%s\"/>\n<path d=\"%s\"/>\n", d.Rules, d.Lines, d.Tips)
	text := func(t FlowText) {
		size := ""
		if t.Class == "n" {
			size = ` font-size="26"`
		}
		fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\"%s text-anchor=\"%s\">%s</text>\n", t.X, t.Y, size, t.Anchor, t.Text)
	}
	for _, t := range d.Texts {
		text(t)
	}
	for _, s := range d.Boxes {
		fmt.Fprintf(&b, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\" stroke=\"#000\"/>\n", s.X, s.Y, s.Width, s.Height)
		for _, t := range s.Texts {
			text(t)
		}
		if s.Ticks != "" {
			fmt.Fprintf(&b, "<path stroke=\"#000\" d=\"%s\"/>\n", s.Ticks)
		}
		for _, o := range s.Dots {
			fmt.Fprintf(&b, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\"/>\n", o.X, o.Y, o.R)
		}
	}
	return b.String() + "</svg>\n"
}

// TestFlowFits: boxes do not overlap and stay in the drawing; text, ticks and
// discs stay in their box, whatever the font.
func TestFlowFits(t *testing.T) {
	for name, d := range drawings() {
		rtl := strings.HasSuffix(name, "rtl")
		for i, a := range d.Boxes {
			if a.X < 0 || a.Y < 0 || a.X+a.Width > d.Width || a.Y+a.Height > d.Height {
				t.Errorf("%s: box %d lies outside: %+v", name, i, a)
			}
			for j, b := range d.Boxes[:i] {
				if a.X < b.X+b.Width && b.X < a.X+a.Width && a.Y < b.Y+b.Height && b.Y < a.Y+a.Height {
					t.Errorf("%s: boxes %d and %d lie on each other", name, j, i)
				}
			}
			for _, text := range a.Texts {
				size := flowFont
				if text.Class == "n" {
					size = flowNumber
				}
				left, right := text.X, text.X+int(textWidth(text.Text, size))
				if rtl {
					left, right = text.X-int(textWidth(text.Text, size)), text.X
				}
				if left < a.X || right > a.X+a.Width || text.Y > a.Y+a.Height || text.Y < a.Y {
					t.Errorf("%s: %q does not fit into its box", name, text.Text)
				}
			}
			for _, o := range a.Dots {
				if o.X-o.R < a.X || o.X+o.R > a.X+a.Width || o.Y+o.R > a.Y+a.Height {
					t.Errorf("%s: a disc does not fit into its box", name)
				}
			}
		}
	}
}

// TestFlowTicks: many ticks go on in a new line, in fives.
func TestFlowTicks(t *testing.T) {
	for _, n := range []int{0, 1, 5, 41, 60} {
		f := &Flow{Rows: []FlowRow{{Pairs: []FlowPair{{Main: &FlowBox{Number: "n", Ticks: n}}}}}}
		for _, d := range []*FlowDrawing{f.Wide(false), f.Narrow(false)} {
			if got := strings.Count(d.Boxes[0].Ticks, "M"); got != n {
				t.Errorf("%d ticks for %d", got, n)
			}
		}
	}
}

func TestWrapText(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width float64
		want  string
	}{
		{"", 100, ""},
		{"one", 100, "one"},
		{"  learned \n about,  not from ", 1000, "learned about, not from"},
		{"learned about, not from", 120, "learned|about, not|from"},
		{"Donaudampfschiff", 60, "Donau|dampf|schiff"},
		{"ii", 1, "i|i"},
		{"学习 关于", 40, "学习|关于"},
	} {
		if got := strings.Join(wrapText(tt.text, tt.width, flowFont), "|"); got != tt.want {
			t.Errorf("wrapText(%q, %v) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}

func TestMirrorPath(t *testing.T) {
	if got, want := mirrorPath("M10 20L30 40M5 6l-5 -10h10zM7 8v13", 100), "M90 20L70 40M95 6l5 -10h-10zM93 8v13"; got != want {
		t.Errorf("mirrorPath = %s, want %s", got, want)
	}
	if got := mirrorPath("", 100); got != "" {
		t.Errorf("mirrorPath of nothing = %q", got)
	}
}
