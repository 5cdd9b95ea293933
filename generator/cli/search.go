package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casebook/generator/search"
)

// searchFlags are the flags of search.
type searchFlags struct {
	out    string
	json   bool
	counts bool
	limit  int
	sort   string
}

// sorts are the orders of search.
var sorts = []string{search.SortRelevance, search.SortNewest, search.SortTitle, search.SortYear}

func (a *app) searchCommand() *cobra.Command {
	var flags searchFlags
	cmd := &cobra.Command{
		Use:   "search QUERY… [KEY=VALUE…]",
		Short: "search the built site, as its search page does",
		Long: `Search answers a query over the index in the built site: the same records in
the same order as the page of cases.

A query has words, "exact phrases", -excluded words, title:word, and key:value
or key:1960..1985. Arguments of the form KEY=VALUE filter as the lists beside
the page do: several values of one key are alternatives. Write -- before a
query that begins with a hyphen.`,
		Example: "  casebook search kangaroo mother care\n  casebook search 'hernia -mesh' origin_country=India\n" +
			"  casebook search diarrhoea origin_year=1960..1985 --sort newest --json",
		Args: cobra.MinimumNArgs(1),
		RunE: do(func(_ *cobra.Command, args []string) error {
			if flags.limit < 0 {
				return misusef("--limit is a number from 1, or 0 for all")
			}
			if !slices.Contains(sorts, flags.sort) {
				return misusef("--sort is one of %s, not %q", strings.Join(sorts, ", "), flags.sort)
			}
			return a.search(args, &flags)
		}),
	}
	f := cmd.Flags()
	f.StringVar(&flags.out, "out", "", "the folder of the built site (default: public beside site.toml)")
	f.BoolVar(&flags.json, "json", false, "print the result as JSON")
	f.BoolVar(&flags.counts, "counts", false, "print how many of the records found have each value of each filter")
	f.IntVar(&flags.limit, "limit", 10, "how many records are printed; 0: all")
	f.StringVar(&flags.sort, "sort", search.SortRelevance, "the order: "+strings.Join(sorts, ", "))
	return cmd
}

func (a *app) search(args []string, flags *searchFlags) error {
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	index, err := a.openIndex(a.outDir(root, flags.out))
	if err != nil {
		return err
	}
	q := search.Query{Sort: flags.sort}
	if err := readQuery(index, &q, args); err != nil {
		return err
	}
	result, err := index.Search(q)
	if err != nil {
		return err
	}
	answer, err := newAnswer(index, q, &result, flags)
	if err != nil {
		return err
	}
	if flags.json {
		e := json.NewEncoder(a.env.Stdout)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		return e.Encode(answer)
	}
	return answer.print(a.env.Stdout)
}

// openIndex opens the index of the site in a folder.
func (a *app) openIndex(dir string) (*search.Index, error) {
	page, err := os.ReadFile(filepath.Join(dir, "cases", "index.html"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no site in %s; build it first with casebook build", a.short(dir))
	}
	if err != nil {
		return nil, fmt.Errorf("read the page of cases: %w", err)
	}
	manifest, err := search.Manifest(page)
	if err != nil {
		return nil, fmt.Errorf("the site in %s has no index: %w", a.short(dir), err)
	}
	return search.Open(os.DirFS(dir), manifest)
}

// readQuery divides the arguments into filters and the text of the query.
func readQuery(index *search.Index, q *search.Query, args []string) error {
	var text []string
	for _, arg := range args {
		key, value, ok := strings.Cut(arg, "=")
		if !ok || strings.ContainsAny(key, " \t:\"") {
			text = append(text, arg)
			continue
		}
		if err := index.Narrow(q, key, value); err != nil {
			return misuse{err}
		}
	}
	q.Text = strings.Join(text, " ")
	return nil
}

// An answer is a result as it is printed.
type answer struct {
	Query    string                    `json:"query"`
	Records  int                       `json:"records"` // searched
	Total    int                       `json:"total"`   // found
	Messages []search.Message          `json:"messages"`
	Hits     []answerHit               `json:"hits"`
	Counts   map[string]map[string]int `json:"counts,omitempty"`
	facets   []search.Facet
}

// An answerHit is a record that was found.
type answerHit struct {
	Doc      int          `json:"doc"` // its number in the index
	ID       string       `json:"id"`
	Path     string       `json:"path"` // below the site's address
	Title    string       `json:"title"`
	Type     string       `json:"type"`
	From     string       `json:"from"`
	FromYear string       `json:"from_year"`
	Status   string       `json:"status"`
	Score    float64      `json:"score"`
	Why      []search.Why `json:"why"`
}

func newAnswer(index *search.Index, q search.Query, result *search.Result, flags *searchFlags) (*answer, error) {
	out := &answer{Query: q.Text, Records: index.N(), Total: len(result.Hits), Messages: append([]search.Message{}, result.Messages...), Hits: []answerHit{}}
	shown := result.Hits
	if flags.limit > 0 {
		shown = shown[:min(flags.limit, len(shown))]
	}
	for _, hit := range shown {
		card, err := index.Card(hit.Doc)
		if err != nil {
			return nil, err
		}
		out.Hits = append(out.Hits, answerHit{Doc: hit.Doc, ID: card.ID, Path: card.Path, Title: card.Title, Type: card.Type, From: card.From,
			FromYear: card.FromYear, Status: card.Status, Score: hit.Score, Why: append([]search.Why{}, result.Why(hit.Doc)...)})
	}
	if !flags.counts {
		return out, nil
	}
	var err error
	if out.facets, err = index.Facets(); err != nil {
		return nil, err
	}
	out.Counts = map[string]map[string]int{}
	for k, f := range out.facets {
		out.Counts[f.Key] = map[string]int{}
		for i, v := range f.Values {
			out.Counts[f.Key][v.ID] = result.Counts[k][i]
		}
	}
	return out, nil
}

// print prints the answer for a person.
func (n *answer) print(w io.Writer) error {
	var b strings.Builder
	for _, m := range n.Messages {
		fmt.Fprintln(&b, messageText(m))
	}
	for _, h := range n.Hits {
		id := h.ID
		if id == "" {
			id = "no number"
		}
		fmt.Fprintf(&b, "%-9s  %s\n           %s\n", id, h.Title, h.where())
		if why := whyText(h.Why); why != "" {
			fmt.Fprintf(&b, "           %s\n", why)
		}
	}
	if len(n.Hits) > 0 {
		fmt.Fprintln(&b)
	}
	fmt.Fprintf(&b, "%d of %d records\n", n.Total, n.Records)
	n.printCounts(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

// where says where the thing began, how it stands, and where the record is.
func (h *answerHit) where() string {
	var parts []string
	for _, s := range []string{h.Type, strings.TrimSpace(h.From + " " + h.FromYear), h.Status, h.Path} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

func (n *answer) printCounts(b *strings.Builder) {
	for _, f := range n.facets {
		fmt.Fprintf(b, "\n%s\n", f.Key)
		for _, v := range f.Values {
			if count := n.Counts[f.Key][v.ID]; count > 0 {
				fmt.Fprintf(b, "%7d  %s (%s)\n", count, v.ID, v.Label)
			}
		}
	}
}

func whyText(list []search.Why) string {
	var parts []string
	for _, w := range list {
		text := w.Form
		if w.Form != w.Word {
			text += " for " + w.Word
		}
		parts = append(parts, text+" in "+search.Fields[w.Field])
	}
	return strings.Join(parts, "; ")
}

func messageText(m search.Message) string {
	switch m.Code {
	case search.LongQuery:
		return "The query is long, and only its first 512 characters count."
	case search.ManyWords:
		return "Only the first 16 words count."
	case search.NoneHasAll:
		return "No record has all the words; those with most come first."
	case search.NearWords:
		return fmt.Sprintf("Nothing under %q; showing %s.", m.Word, strings.Join(m.Forms, ", "))
	case search.UnknownWord:
		return fmt.Sprintf("Nothing under %q, nor near it.", m.Word)
	case search.UnknownValue:
		return fmt.Sprintf("No record could have %s.", m.Word)
	}
	return m.Code
}
