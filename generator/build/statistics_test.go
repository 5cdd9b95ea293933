package build

import (
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"casebook/generator/bench"
	"casebook/generator/page"
	"casebook/generator/stats"
)

// written writes one planned page and returns its bytes.
func written(t *testing.T, c *Content, address string) string {
	t.Helper()
	for _, e := range c.plan.plan.Entries() {
		if e.Path == address {
			var b strings.Builder
			if err := e.Write(&b); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("the plan has no %s", address)
	return ""
}

func mustLoad(t *testing.T, fsys fs.FS) *Content {
	t.Helper()
	c, err := Load(fsys, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func parse(t *testing.T, text string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// lists returns the length of each list of a statistic's page by its anchor:
// what it shows, and what it says is left out.
func lists(doc *html.Node) map[string]int {
	out := map[string]int{}
	for n := range doc.Descendants() {
		if n.DataAtom != atom.Section || attribute(n, "class") != "list" {
			continue
		}
		length := 0
		for d := range n.Descendants() {
			switch {
			case d.DataAtom == atom.Li:
				length++
			case d.DataAtom == atom.P:
				more, _ := strconv.Atoi(strings.ReplaceAll(numeral.FindString(textOf(d)), ",", ""))
				length += more
			}
		}
		out[attribute(n, "id")] = length
	}
	return out
}

var numeral = regexp.MustCompile(`[0-9][0-9,]*`)

// checkNumbers follows each link of a page whose text begins with a number into
// the lists of the statistics' pages, and returns how many there are.
func checkNumbers(t *testing.T, doc *html.Node, self string, all map[string]map[string]int) int {
	t.Helper()
	seen := 0
	for n := range doc.Descendants() {
		if n.DataAtom != atom.A {
			continue
		}
		address, anchor, found := strings.Cut(attribute(n, "href"), "#")
		number := numeral.FindString(textOf(n))
		if !found || number == "" || !strings.HasPrefix(textOf(n), number) {
			continue
		}
		id := path.Base(path.Join("/", self, address))
		length, ok := all[id][anchor]
		if want, _ := strconv.Atoi(strings.ReplaceAll(number, ",", "")); !ok || length != want {
			t.Errorf("%q leads to #%s of %s, which has %d entries", textOf(n), anchor, id, length)
		}
		seen++
	}
	return seen
}

// TestNumbersLeadToTheirRecords follows every number of the statistics.
func TestNumbersLeadToTheirRecords(t *testing.T) {
	for name, fsys := range map[string]fs.FS{"real": root, "300 cases": bench.FS(root, 300, 1)} {
		t.Run(name, func(t *testing.T) {
			c := mustLoad(t, fsys)
			pages, all := map[string]*html.Node{}, map[string]map[string]int{}
			for _, stat := range c.Stats {
				doc := parse(t, written(t, c, page.StatisticAddress(stat.ID)+"index.html"))
				pages[stat.ID], all[stat.ID] = doc, lists(doc)
			}
			if n := checkNumbers(t, parse(t, written(t, c, page.PaucityAddress+"index.html")), page.PaucityAddress, all); n < 150 {
				t.Errorf("the page of all statistics has %d numbers with a link, which are too few", n)
			}
			for id, doc := range pages {
				if n := checkNumbers(t, doc, id, all); n == 0 && id != stats.Ledger && id != stats.Lag && id != stats.Calls && id != stats.Partnerships {
					t.Errorf("no number of %s has a link", id)
				}
			}
		})
	}
}

// TestDiscsAreTheNumbers compares each cell of the drawn tables with the cell of
// the table of numbers.
func TestDiscsAreTheNumbers(t *testing.T) {
	for name, fsys := range map[string]fs.FS{"real": root, "300 cases": bench.FS(root, 300, 1)} {
		t.Run(name, func(t *testing.T) {
			c, compared := mustLoad(t, fsys), 0
			figures := c.plan.pages.Paucity().Figures
			for i := range c.Stats {
				numbers := map[string]string{}
				for _, table := range c.plan.pages.Statistic(&c.Stats[i]).Tables {
					for _, row := range table.Rows {
						for k, cell := range row[1:] {
							at := table.Head[0] + "|" + table.Head[k+1] + "|" + row[0].Text
							if _, seen := numbers[at]; !seen { // later tables sum up the first
								numbers[at] = cell.Text
							}
						}
					}
				}
				for _, m := range figures[i].Matrix {
					for _, row := range m.Rows {
						for k, cell := range row.Cells {
							want, ok := numbers[m.Corner+"|"+m.Columns[k].Label+"|"+row.Head.Text]
							if !ok {
								continue
							}
							if got := strconv.Itoa(len(cell.Dots)); got != want {
								t.Errorf("%s, %s, %s: %s discs, and the table says %s", c.Stats[i].ID, row.Head.Text, m.Columns[k].Label, got, want)
							}
							compared++
						}
					}
				}
			}
			if compared < 350 {
				t.Errorf("%d cells are compared, which are too few", compared)
			}
		})
	}
}

// TestPaucityBySize looks at the page of all statistics with no case, and with
// so many that numbers stand for discs.
func TestPaucityBySize(t *testing.T) {
	for _, test := range []struct {
		cases int
		drawn bool
		most  int // bytes
	}{{0, false, 200_000}, {1, true, 220_000}, {2000, false, 260_000}, {10000, false, 290_000}} {
		t.Run(strconv.Itoa(test.cases), func(t *testing.T) {
			if test.cases > 2000 && testing.Short() {
				t.Skip("long")
			}
			c := mustLoad(t, bench.FS(root, test.cases, 1))
			text := written(t, c, page.PaucityAddress+"index.html")
			if len(text) > test.most {
				t.Errorf("the page has %d bytes, and at most %d are meant", len(text), test.most)
			}
			if got := strings.Contains(text, `<a class="dot"`) || strings.Contains(text, `<a class="dot on"`) || strings.Contains(text, `<a class="dot off"`); got != test.drawn {
				t.Errorf("discs are drawn: %t, want %t", got, test.drawn)
			}
			if says := strings.Contains(text, "a number stands for the discs"); says != (test.cases > 600) {
				t.Errorf("the page says that numbers stand for discs: %t", says)
			}
			if test.cases == 0 && !strings.Contains(text, "No case is on record yet") {
				t.Error("the page does not say that there is no case")
			}
			if test.cases <= 2000 && !strings.Contains(text, `class="dot ring" href="../contribute/form/?`) {
				t.Error("no ring leads to the page for contributions")
			}
			t.Logf("%d bytes", len(text))
		})
	}
}
