package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"casebook/generator/build"
	"casebook/generator/diag"
	"casebook/generator/fix"
	"casebook/generator/intake"
	"casebook/generator/load"
	"casebook/generator/model"
	"casebook/generator/source"
	"casebook/generator/suggest"
	"casebook/generator/vocab"
)

type importFlags struct {
	mapping, sheet, header, call, source, into string
	guess, dryRun                              bool
}

func (a *app) importCommand() *cobra.Command {
	var flags importFlags
	cmd := &cobra.Command{
		Use:   "import FILE",
		Short: "make records of a survey's export, an issue form, or a bibliography",
		Long: `Import reads what people sent in another form.

A table (CSV, TSV, XLSX) becomes one first note (a stub) for each row. A mapping
says which column is which key and which answer is which term; --guess writes a
first one to look through. What has no key stands in the file as a comment, so
that nothing of a row is lost, and an answer that was taken is not taken again.

The body of an issue that was made with the issue form (.md, .txt) becomes one
record.

A bibliography (CSL-JSON, RIS, BibTeX) becomes entries for the key references:
they are printed, or with --into written into a record.`,
		Example: `  casebook import answers.csv --guess > answers.toml
  casebook import answers.csv --map answers.toml --call thet-2019 --dry-run
  casebook import answers.csv --map answers.toml --call thet-2019
  casebook import library.ris --into lf-0012`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one file to import")
			}
			return nil
		},
		RunE: do(func(cmd *cobra.Command, args []string) error { return a.importFile(cmd.Context(), args[0], &flags) }),
	}
	f := cmd.Flags()
	f.StringVar(&flags.mapping, "map", "", "the mapping file of a table (TOML)")
	f.BoolVar(&flags.guess, "guess", false, "print a first mapping for the table, and write nothing")
	f.StringVar(&flags.sheet, "sheet", "", "the sheet of a workbook (default: the first)")
	f.StringVar(&flags.header, "header", "", "the row of the headings, such as 2, or 1-2 for headings in two rows (default: found out)")
	f.StringVar(&flags.call, "call", "", "the call for evidence that the answers belong to: the name of its file without .md")
	f.StringVar(&flags.source, "source", "", "the name of the export in the ids of its answers (default: that of the mapping, else of the file)")
	f.StringVar(&flags.into, "into", "", "the record that gets the references of a bibliography")
	f.BoolVar(&flags.dryRun, "dry-run", false, "say what would be written, and write nothing")
	return cmd
}

// maxImport bounds the file of an import, in bytes.
const maxImport = 512 << 20

func (a *app) importFile(ctx context.Context, name string, flags *importFlags) error {
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	file := a.absolute(name)
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return err
	case info.Size() > maxImport:
		return fmt.Errorf("%s has %d MB; at most %d are read", name, info.Size()>>20, maxImport>>20)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	kind := strings.ToLower(filepath.Ext(file))
	switch kind {
	case ".bib", ".ris", ".json":
		return a.importReferences(root, data, flags)
	case ".csv", ".tsv", ".xlsx", ".xlsm", ".md", ".txt":
		return a.importAnswers(ctx, root, file, kind, data, flags)
	}
	return misusef("%s is none of .csv, .tsv, .xlsx, .md, .txt, .bib, .ris, .json", name)
}

// table reads the answers.
func (f *importFlags) table(kind string, data []byte) (*intake.Table, error) {
	choice := intake.Choice{Sheet: f.sheet}
	if f.header != "" {
		first, second, two := strings.Cut(f.header, "-")
		row, err := strconv.Atoi(first)
		next, err2 := strconv.Atoi(second)
		if err != nil || row < 1 || two && (err2 != nil || next != row+1) {
			return nil, misusef("--header is a row such as 2, or two such as 1-2, not %q", f.header)
		}
		choice.Header, choice.Second = row, two
	}
	switch kind {
	case ".xlsx", ".xlsm":
		return intake.ReadXLSX(data, choice)
	case ".md", ".txt":
		return intake.ReadIssue(string(data))
	}
	return intake.ReadCSV(data, choice)
}

func (a *app) importAnswers(ctx context.Context, root, file, kind string, data []byte, flags *importFlags) error {
	table, err := flags.table(kind, data)
	if err != nil {
		return err
	}
	fsys := os.DirFS(root)
	content, err := build.Load(stubFS{FS: fsys}, build.Options{})
	if err != nil {
		return err
	}
	base := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if flags.guess {
		_, err := a.env.Stdout.Write(intake.Guess(table, base, content.Site.Vocabularies).Write())
		return err
	}
	m, err := a.mapping(content, table, kind, base, flags)
	if err != nil {
		return err
	}
	if !a.quiet {
		for _, note := range table.Notes {
			fmt.Fprintln(a.env.Stderr, note)
		}
	}
	in, err := newInbox(fsys)
	if err != nil {
		return err
	}
	if err := a.take(ctx, root, table, m, content, in, flags); err != nil {
		return err
	}
	a.report(in, table, flags.dryRun)
	if err := a.countReceived(root, content, flags.call, len(in.written), flags.dryRun); err != nil {
		return err
	}
	if flags.dryRun || len(in.written) == 0 {
		return nil
	}
	return a.afterImport(fsys, in.written)
}

// mapping returns the mapping of a table, after its own check.
func (a *app) mapping(content *build.Content, table *intake.Table, kind, base string, flags *importFlags) (m *intake.Mapping, err error) {
	switch {
	case flags.mapping != "":
		data, err := os.ReadFile(a.absolute(flags.mapping))
		if err != nil {
			return nil, err
		}
		var found diag.List
		m, found = intake.ReadMapping(flags.mapping, data, table, content.Site.Vocabularies)
		if err := a.tell(os.DirFS(a.env.Dir), found, 0); err != nil {
			return nil, err
		}
		if found.HasErrors() {
			fmt.Fprintln(a.env.Stderr, "nothing was written")
			return nil, status(exitErrors)
		}
	case kind == ".md" || kind == ".txt":
		m = intake.IssueMapping(table, base)
	default:
		return nil, misusef("a table needs a mapping; write a first one with --guess, look through it, and give it with --map")
	}
	if flags.source != "" {
		m.Source = flags.source
	}
	if m.Source == "" {
		m.Source = base
	}
	if flags.call != "" {
		var known []string
		for _, c := range content.Site.Calls {
			known = append(known, c.Slug)
		}
		if !slices.Contains(known, flags.call) {
			if near, ok := suggest.Nearest(flags.call, known); ok {
				return nil, misusef("there is no call %q; did you mean %q?", flags.call, near)
			}
			return nil, misusef("there is no call %q; its file would be content/calls/%s.md", flags.call, flags.call)
		}
		m.Defaults["call"] = flags.call
	}
	return m, nil
}

// An inbox is what came of an import, and what was there before.
type inbox struct {
	slugs   map[string]bool
	origins map[string]string   // of an answer that was taken: the file
	answers map[string][]string // of an id in the table: the answers that have it
	written []string
	known   int      // rows that were taken before
	again   []string // places of answers with the id of another one above
	refused []string
	unfit   map[string]int // "column: why" to how often
	first   map[string]string
	columns map[string]int // columns kept as comments, to how often
}

func newInbox(fsys fs.FS) (*inbox, error) {
	in := &inbox{slugs: map[string]bool{"page": true, "index": true}, origins: map[string]string{}, answers: map[string][]string{}, unfit: map[string]int{}, first: map[string]string{}, columns: map[string]int{}}
	entries, _, err := source.Walk(fsys, load.CasesDir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		in.slugs[e.Slug] = true
		data, err := fs.ReadFile(fsys, e.Path)
		if err != nil {
			return nil, err
		}
		if origin := intake.OriginOf(data); origin != "" {
			in.origins[origin] = e.Path
		}
	}
	return in, nil
}

// take writes a record for each row that is new.
func (a *app) take(ctx context.Context, root string, table *intake.Table, m *intake.Mapping, content *build.Content, in *inbox, flags *importFlags) error {
	bar := &progress{w: a.env.Stderr, now: a.env.Now, what: "import"}
	draw := a.env.IsTerminal(a.env.Stderr) && !a.quiet
	defer bar.clear()
	for i, row := range table.Rows {
		if err := ctx.Err(); err != nil {
			return err
		}
		stub, err := in.stub(m, table, row, content.Site.Vocabularies)
		if err != nil {
			in.refused = append(in.refused, fmt.Sprintf("line %d: %v", row.Line, err))
			continue
		}
		if _, taken := in.origins[stub.Origin]; taken {
			in.known++
			continue
		}
		name := path.Join(load.CasesDir, in.free(&stub)+".md")
		if !flags.dryRun {
			if err := create(root, name, stub.Text); err != nil {
				return err
			}
		}
		in.note(&stub, name)
		if draw {
			bar.update(i+1, len(table.Rows))
		}
	}
	return nil
}

// stub makes the record of a row. Exports happen to have one id twice: where the
// answers differ, the later one is an answer of its own.
func (in *inbox) stub(m *intake.Mapping, table *intake.Table, row intake.Row, vocabularies *vocab.Set) (intake.Stub, error) {
	s, err := m.Stub(table, row, vocabularies)
	if err != nil {
		return s, err
	}
	nth := slices.Index(in.answers[s.Origin], s.Answer) + 1
	if nth == 0 {
		in.answers[s.Origin] = append(in.answers[s.Origin], s.Answer)
		nth = len(in.answers[s.Origin])
	}
	if nth > 1 {
		in.again = append(in.again, fmt.Sprintf("%q in line %d", s.Origin, row.Line))
		row.Nth = nth
		return m.Stub(table, row, vocabularies)
	}
	return s, nil
}

// free returns a name for the file that no record has.
func (in *inbox) free(s *intake.Stub) string {
	slug := s.Slug
	if slug == "" {
		slug = source.Slug(s.Origin)
	}
	next := slug
	for n := 2; in.slugs[next]; n++ {
		next = slug + "-" + strconv.Itoa(n)
	}
	return next
}

func (in *inbox) note(s *intake.Stub, name string) {
	in.slugs[strings.TrimSuffix(path.Base(name), ".md")] = true
	in.origins[s.Origin] = name
	in.written = append(in.written, name)
	for _, u := range s.Unfit {
		key := fmt.Sprintf("%q: %s", u.Column, u.Why)
		if in.unfit[key] == 0 {
			in.first[key] = fmt.Sprintf("%q in line %d", shortText(u.Answer), s.Line)
		}
		in.unfit[key]++
	}
	for _, c := range s.Other {
		in.columns[c]++
	}
}

func shortText(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return s
}

// report tells what came of the rows; what did not fit is listed also when the
// command shall be quiet.
func (a *app) report(in *inbox, table *intake.Table, dryRun bool) {
	done := "written"
	if dryRun {
		done = "would be written"
	}
	a.say("%s: %s %s, %d taken before, %d refused", plural(len(table.Rows), "row"), plural(len(in.written), "record"), done, in.known, len(in.refused))
	for _, name := range in.written {
		a.say("  %s", name)
	}
	for _, r := range in.refused {
		fmt.Fprintf(a.env.Stderr, "refused: %s\n", r)
	}
	if n := len(in.again); n > 0 {
		fmt.Fprintf(a.env.Stderr, "the id of an answer above, and something else in it: %s (first %s); each is a record\n", times(n), in.again[0])
	}
	for _, key := range sortedNames(in.unfit) {
		fmt.Fprintf(a.env.Stderr, "did not fit: column %s, %s (first %s); kept as comments\n", key, times(in.unfit[key]), in.first[key])
	}
	for _, c := range sortedNames(in.columns) {
		fmt.Fprintf(a.env.Stderr, "no key: column %q, %s; kept as comments\n", c, times(in.columns[c]))
	}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

func sortedNames(m map[string]int) []string {
	names := make([]string, 0, len(m))
	for k := range m {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}

// afterImport says what the new records still need.
func (a *app) afterImport(fsys fs.FS, written []string) error {
	content, err := build.Load(fsys, build.Options{})
	if err != nil {
		return err
	}
	isNew := map[string]bool{}
	for _, name := range written {
		isNew[name] = true
	}
	var found diag.List
	for i := range content.Findings {
		if isNew[content.Findings[i].Pos.File] {
			found = append(found, content.Findings[i])
		}
	}
	const most = 10
	if err := a.tell(fsys, found, most); err != nil {
		return err
	}
	a.say("the new records: %s", found.Summary())
	return nil
}

// importReferences prints the references of a bibliography, or writes them into
// a record.
func (a *app) importReferences(root string, data []byte, flags *importFlags) error {
	list, skipped, err := intake.ReadReferences(data)
	if err != nil {
		return err
	}
	for _, s := range skipped {
		fmt.Fprintf(a.env.Stderr, "left out: %s\n", s)
	}
	if flags.into == "" {
		for i := range list {
			fmt.Fprintf(a.env.Stdout, "  - %s\n", list[i].YAML())
		}
		if !a.quiet {
			fmt.Fprintf(a.env.Stderr, "%s; they belong below the key references of a record, or name it with --into\n", plural(len(list), "reference"))
		}
		return nil
	}
	content, err := build.Load(os.DirFS(root), build.Options{})
	if err != nil {
		return err
	}
	c, err := findRecord(content, flags.into)
	if err != nil {
		return err
	}
	amendments := newReferences(c, list)
	old, err := fs.ReadFile(os.DirFS(root), c.File)
	if err != nil {
		return err
	}
	if !flags.dryRun && len(amendments) > 0 {
		if err := a.amend(root, content, []amended{{c, old, amendments}}, "unused-reference"); err != nil {
			return err
		}
	}
	for _, m := range amendments {
		a.say("+ %s", m.YAML)
	}
	a.say("%s: %s added, %d there already", a.short(c.File), plural(len(amendments), "reference"), len(list)-len(amendments))
	if len(amendments) > 0 {
		a.say("next: cite them where they bear a claim, as [@%s]", keyOf(amendments[0].YAML))
	}
	return nil
}

// keyOf returns the key in an entry that Reference.YAML wrote: it comes first.
func keyOf(yaml string) string {
	key, _, _ := strings.Cut(strings.TrimPrefix(yaml, "{key: "), ",")
	return strings.Trim(key, `"`)
}

// newReferences returns the references that a record does not have: no other
// has the same DOI or title. A key that is taken gets a number.
func newReferences(c *model.Case, list []intake.Reference) []fix.Amendment {
	keys, works := map[string]bool{}, map[string]bool{}
	sources := c.Sources()
	for i := range sources {
		r := &sources[i]
		keys[r.Key.Text] = true
		works[strings.ToLower(r.DOI.Text)], works[source.Slug(r.Title.Text)] = true, true
	}
	delete(works, "")
	var out []fix.Amendment
	for i := range list {
		r := list[i]
		if works[r.DOI] || works[source.Slug(r.Title)] {
			continue
		}
		key := r.Key
		for n := 2; keys[r.Key]; n++ {
			r.Key = key + "-" + strconv.Itoa(n)
		}
		keys[r.Key] = true
		works[source.Slug(r.Title)] = true
		if r.DOI != "" {
			works[r.DOI] = true
		}
		out = append(out, fix.Amendment{Key: "references", YAML: r.YAML(), Append: true})
	}
	return out
}
