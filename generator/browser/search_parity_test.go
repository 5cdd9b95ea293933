//go:build browser

package browser

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	engine "casebook/generator/search"
)

// An asked is a query as both engines take it.
type asked struct {
	Q      string              `json:"q"`
	Facets map[string][]string `json:"facets"`
	Years  map[string][2]int   `json:"years"`
	Sort   string              `json:"sort"`
}

// An verdict is what an engine answers.
type verdict struct {
	Hits     [][2]float64     `json:"hits"` // number and score
	Messages []engine.Message `json:"messages"`
	Counts   [][]int          `json:"counts"`
}

// inPage asks the engine of the page.
const inPage = `async (list) => {
	const manifest = JSON.parse(document.getElementById("search-manifest").textContent);
	window.engine ??= casebookSearch.open(manifest, "../");
	const answers = [];
	for (const asked of list) {
		const result = await engine.search(asked), counts = await result.counts();
		for (const hit of result.hits.slice(0, 3)) result.why(hit.doc);
		answers.push({hits: result.hits.map((hit) => [hit.doc, hit.score]), messages: result.messages, counts: manifest.facets.map((key) => [...counts[key].values()])});
	}
	return answers;
}`

// TestSearchParity: the engine in Go and the one in the page find the same
// records in the same order, with the same scores, messages and counts: for the
// table of queries, each as it is typed letter by letter, and for queries made
// by chance of its words, keys and odd signs.
func TestSearchParity(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(site.dir, "cases", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := engine.Manifest(page)
	if err != nil {
		t.Fatal(err)
	}
	index, err := engine.Open(os.DirFS(site.dir), manifest)
	if err != nil {
		t.Fatal(err)
	}
	b := take(t)
	b.search(t, "")
	list := queries(t)
	hits, told := 0, map[string]int{}
	for len(list) > 0 {
		some := list[:min(100, len(list))]
		list = list[len(some):]
		got, err := evaluate[[]verdict](b, inPage, some, chromedp.EvalAwaitPromise)
		if err != nil {
			t.Fatal(err)
		}
		for i, q := range some {
			want := inGo(t, index, q)
			hits += len(want.Hits)
			for _, m := range want.Messages {
				told[m.Code]++
			}
			if !reflect.DeepEqual(got[i], want) {
				t.Errorf("%.300s\nin the page: %.600s\nin Go:       %.600s", fmt.Sprintf("%+v", q), fmt.Sprint(got[i]), fmt.Sprint(want))
			}
		}
	}
	for _, code := range []string{engine.LongQuery, engine.ManyWords, engine.NoneHasAll, engine.NearWords, engine.UnknownWord, engine.UnknownValue} {
		if told[code] == 0 {
			t.Errorf("no query had the message %s", code)
		}
	}
	if hits < 1000 {
		t.Errorf("only %d hits in all", hits)
	}
}

func inGo(t *testing.T, index *engine.Index, q asked) verdict {
	t.Helper()
	result, err := index.Search(engine.Query{Text: q.Q, Facets: q.Facets, Years: q.Years, Sort: q.Sort})
	if err != nil {
		t.Fatalf("%q: %v", q.Q, err)
	}
	a := verdict{Hits: [][2]float64{}, Messages: []engine.Message{}, Counts: result.Counts}
	for _, h := range result.Hits {
		a.Hits = append(a.Hits, [2]float64{float64(h.Doc), h.Score})
	}
	a.Messages = append(a.Messages, result.Messages...)
	return a
}

// tableOfQueries reads the queries of the table of relevance.
func tableOfQueries(t *testing.T) []string {
	t.Helper()
	file, err := os.Open("../search/testdata/queries.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var list []string
	for lines := bufio.NewScanner(file); lines.Scan(); {
		if fields := strings.Split(lines.Text(), "\t"); len(fields) > 1 && !strings.HasPrefix(fields[0], "#") && fields[0] != "kind" {
			list = append(list, fields[1])
		}
	}
	if len(list) < 60 {
		t.Fatalf("the table has %d queries, want 60 or more", len(list))
	}
	return list
}

func queries(t *testing.T) []asked {
	t.Helper()
	table := tableOfQueries(t)
	var list []asked
	plain := func(q string) { list = append(list, asked{q, map[string][]string{}, map[string][2]int{}, ""}) }
	for _, q := range table {
		letters := []rune(q)
		for i := range letters {
			plain(string(letters[:i+1]))
		}
		plain(q + " ")
	}
	for _, q := range hostile {
		plain(strings.ToValidUTF8(q, " "))
	}
	c := chance{rand.New(rand.NewPCG(3, 4)), strings.Fields(strings.Join(table, " "))}
	for range 400 {
		list = append(list, c.asked())
	}
	return list
}

// chance makes queries.
type chance struct {
	*rand.Rand
	words []string
}

func one[T any](c chance, list ...T) T { return list[c.IntN(len(list))] }

func (c chance) asked() asked {
	q := asked{strings.Join([]string{c.part(), c.part(), c.part()}[:1+c.IntN(3)], " ") + one(c, "", "", " "), map[string][]string{}, map[string][2]int{}, ""}
	if c.IntN(3) == 0 {
		q.Facets["innovation_type"] = []string{one(c, "device", "medicine", "no-such"), "procedure"}
	}
	if c.IntN(4) == 0 {
		q.Facets["origin_country"] = []string{one(c, "IND", "UGA", "BGD")}
	}
	if c.IntN(5) == 0 {
		q.Years["origin_year"] = one(c, [2]int{1960, 1985}, [2]int{1, 1990}, [2]int{1990, 9999})
	}
	if c.IntN(3) == 0 {
		q.Sort = one(c, "newest", "title", "origin_year", "relevance")
	}
	return q
}

func (c chance) part() string {
	word := one(c, c.words...)
	letters := []rune(word)
	switch c.IntN(9) {
	case 0:
		return string(letters[:1+c.IntN(len(letters))])
	case 1: // two letters swapped
		if i := c.IntN(len(letters)); i > 0 {
			letters[i-1], letters[i] = letters[i], letters[i-1]
		}
		return string(letters)
	case 2:
		return "-" + word
	case 3:
		return `"` + strings.Trim(word+" "+one(c, c.words...), `"`) + one(c, `"`, "”", "")
	case 4:
		return one(c, "type", "status", "country", "region", "evidence.origin", "year", "origin_year", "state", "title", "id", "lang", "nokey", "__proto__") + ":" +
			one(c, "device", "India", "in", "1960..1985", "..1990", "1994", "abandoned", "SSF", "not-reviewed", "lf-0005", `"care practice"`, "", "en")
	case 5:
		return one(c, "co-trimoxazole", "mother’s", "l'hôpital", "ﬁbre", "İstanbul", "STRASSE", "½", "𝒽𝑒𝓇𝓃𝒾𝒶", "the", "of", "and", "a")
	}
	return word
}

// TestParityIsSeen proves that the comparison would see a difference.
func TestParityIsSeen(t *testing.T) {
	a := verdict{Hits: [][2]float64{{1, 2}, {2, 2}}}
	for name, other := range map[string]verdict{"order": {Hits: [][2]float64{{2, 2}, {1, 2}}}, "score": {Hits: [][2]float64{{1, 2.000001}, {2, 2}}},
		"message": {Hits: a.Hits, Messages: []engine.Message{{Code: engine.NearWords}}}, "count": {Hits: a.Hits, Counts: [][]int{{1}}}} {
		if reflect.DeepEqual(a, other) {
			t.Errorf("another %s is the same", name)
		}
	}
}
