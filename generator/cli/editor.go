package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casebook/generator/build"
	"casebook/generator/diag"
	"casebook/generator/fix"
	"casebook/generator/model"
	"casebook/generator/scaffold"
	"casebook/generator/suggest"
	"casebook/generator/vocab"
)

// editorFlags are the flags of the commands with which an editor decides about
// one record.
type editorFlags struct {
	on, by, note, reason, change, due string
}

func (f *editorFlags) add(cmd *cobra.Command, byMeans string) {
	cmd.Flags().StringVar(&f.on, "on", "", "the day of the decision, YYYY-MM-DD (default: today)")
	cmd.Flags().StringVar(&f.by, "by", "", byMeans)
}

func (a *app) withdrawCommand() *cobra.Command {
	var flags editorFlags
	cmd := &cobra.Command{
		Use:   "withdraw RECORD --reason TERM --by NAME",
		Short: "withdraw a record, with its reason",
		Long: `Withdraw marks a record as withdrawn, in its file: its status, the day, the
reason, who decided, and an entry in its history. The record keeps its address
and says why it no longer stands; it leaves every list and every count. Nothing
is deleted. RECORD is a number (lf-0012), a slug or a file.`,
		Example: `  casebook withdraw lf-0012 --reason source-retracted --by "A. Editor" \
      --note "The trial that the case rests on was retracted in May."`,
		Args: oneRecord,
		RunE: do(func(_ *cobra.Command, args []string) error { return a.withdraw(args[0], &flags) }),
	}
	flags.add(cmd, "who decides; it is published")
	cmd.Flags().StringVar(&flags.reason, "reason", "", "a term of the vocabulary withdrawal-reason; required")
	cmd.Flags().StringVar(&flags.note, "note", "", "why, in a sentence; it is published")
	return cmd
}

func (a *app) correctCommand() *cobra.Command {
	var flags editorFlags
	cmd := &cobra.Command{
		Use:   "correct RECORD --change TEXT",
		Short: "note a correction in a record's history",
		Long: `Correct writes an entry into the history of a record and sets its date: the
correction itself is made in the file by hand. Each entry is a version, and is
published. RECORD is a number (lf-0012), a slug or a file.`,
		Example: `  casebook correct lf-0012 --change "Corrected the year of first use from 1994 to 1996."`,
		Args:    oneRecord,
		RunE:    do(func(_ *cobra.Command, args []string) error { return a.correct(args[0], &flags) }),
	}
	flags.add(cmd, "who corrected it; it is published")
	cmd.Flags().StringVar(&flags.change, "change", "", "what was corrected, in a sentence; required")
	return cmd
}

func (a *app) reviewedCommand() *cobra.Command {
	var flags editorFlags
	cmd := &cobra.Command{
		Use:   "reviewed RECORD --by NAME",
		Short: "note that a record was reviewed",
		Long: `Reviewed writes into a record that somebody has checked it against its sources,
who, when, and when it is to be looked at again. The reviewer's name is
published. RECORD is a number (lf-0012), a slug or a file.`,
		Example: `  casebook reviewed lf-0012 --by "A. Reviewer" --due 2028-12-01`,
		Args:    oneRecord,
		RunE:    do(func(_ *cobra.Command, args []string) error { return a.reviewed(args[0], &flags) }),
	}
	flags.add(cmd, "who reviewed it; it is published; required")
	cmd.Flags().StringVar(&flags.due, "due", "", "when it is to be reviewed again, YYYY-MM-DD (default: two years later)")
	return cmd
}

// oneRecord wants exactly one argument.
func oneRecord(_ *cobra.Command, args []string) error {
	if len(args) != 1 {
		return errors.New("name one record: its number (lf-0012), its slug or its file")
	}
	return nil
}

func (a *app) withdraw(name string, flags *editorFlags) error {
	return a.decide(name, flags, func(c *model.Case, content *build.Content) ([]fix.Amendment, error) {
		reason, err := withdrawalReason(content.Site.Vocabularies, flags.reason)
		switch {
		case err != nil:
			return nil, err
		case flags.by == "":
			return nil, misusef("say who decides: --by NAME")
		case c.RecordStatus() == model.StatusWithdrawn:
			return nil, fmt.Errorf("%s is withdrawn already", c.File)
		}
		change := "withdrawn: " + strings.ToLower(reason.Label[:1]) + reason.Label[1:]
		return []fix.Amendment{
			{Key: "status", YAML: model.StatusWithdrawn},
			{Key: "withdrawn", YAML: flow("on", flags.on, "reason", reason.ID, "by", flags.by, "note", flags.note)},
			{Key: "updated", YAML: flags.on},
			{Key: "history", YAML: flow("on", flags.on, "change", change, "by", flags.by), Append: true},
		}, nil
	})
}

func (a *app) correct(name string, flags *editorFlags) error {
	return a.decide(name, flags, func(*model.Case, *build.Content) ([]fix.Amendment, error) {
		if flags.change == "" {
			return nil, misusef(`say what was corrected: --change "…"`)
		}
		return []fix.Amendment{
			{Key: "updated", YAML: flags.on},
			{Key: "history", YAML: flow("on", flags.on, "change", flags.change, "by", flags.by), Append: true},
		}, nil
	})
}

func (a *app) reviewed(name string, flags *editorFlags) error {
	return a.decide(name, flags, func(*model.Case, *build.Content) ([]fix.Amendment, error) {
		if flags.by == "" {
			return nil, misusef("say who reviewed it: --by NAME")
		}
		due, err := time.Parse(time.DateOnly, cmp.Or(flags.due, flags.on))
		if err != nil {
			return nil, misusef("--due %q is not a date; write YYYY-MM-DD", flags.due)
		}
		if flags.due == "" {
			due = due.AddDate(2, 0, 0)
		}
		return []fix.Amendment{{Key: "reviewed", YAML: flow("on", flags.on, "by", flags.by, "due", due.Format(time.DateOnly))}}, nil
	})
}

// withdrawalReason returns the term that was given as the reason.
func withdrawalReason(vocabularies *vocab.Set, given string) (*vocab.Term, error) {
	reasons := vocabularies.Get("withdrawal-reason")
	if reasons == nil {
		return nil, errors.New("content/vocabularies has no withdrawal-reason.toml")
	}
	if t := reasons.Term(given); t != nil {
		return t, nil
	}
	ids := usable(reasons)
	if given == "" {
		return nil, misusef("say why: --reason is one of %s", strings.Join(ids, ", "))
	}
	if near, ok := suggest.Nearest(given, ids); ok {
		return nil, misusef("--reason %q is not in the vocabulary; did you mean %q?", given, near)
	}
	return nil, misusef("--reason %q is not in the vocabulary; it is one of %s", given, strings.Join(ids, ", "))
}

// flow writes a YAML map on one line, from keys and values; empty values are
// left out.
func flow(pairs ...string) string {
	var parts []string
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			parts = append(parts, pairs[i]+": "+scaffold.FlowScalar(pairs[i+1]))
		}
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// decide amends the file of one record, if the record has no more errors for
// it than before.
func (a *app) decide(name string, flags *editorFlags, amend func(*model.Case, *build.Content) ([]fix.Amendment, error)) error {
	if flags.on == "" {
		flags.on = a.env.Now().Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, flags.on); err != nil {
		return misusef("--on %q is not a date; write YYYY-MM-DD", flags.on)
	}
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	fsys := os.DirFS(root)
	content, err := build.Load(fsys, build.Options{})
	if err != nil {
		return err
	}
	c, err := findRecord(content, name)
	if err != nil {
		return err
	}
	amendments, err := amend(c, content)
	if err != nil {
		return err
	}
	data, err := fs.ReadFile(fsys, c.File)
	if err != nil {
		return err
	}
	if err := a.amend(root, content, []amended{{c, data, amendments}}); err != nil {
		return err
	}
	a.say("%s: %s", a.short(c.File), told(amendments))
	return nil
}

// An amended file is one record with what is to change in it.
type amended struct {
	c          *model.Case
	data       []byte
	amendments []fix.Amendment
}

// amend writes amended files, all or none: none when one of them cannot be
// amended, or has an error afterwards that the content did not have, but for
// those of the codes that may stand meanwhile.
func (a *app) amend(root string, content *build.Content, files []amended, meanwhile ...diag.Code) error {
	over := overlayFS{FS: os.DirFS(root), files: map[string][]byte{}}
	for _, f := range files {
		data, err := fix.Amend(f.c.File, f.data, f.amendments)
		if errors.Is(err, fix.ErrByHand) {
			return fmt.Errorf("%s is to be edited by hand (%w); write: %s", f.c.File, err, told(f.amendments))
		}
		if err != nil {
			return err
		}
		over.files[f.c.File] = data
	}
	after, err := build.Load(over, build.Options{})
	if err != nil {
		return err
	}
	fresh := newErrors(content.Findings, after.Findings)
	fresh = slices.DeleteFunc(fresh, func(d diag.Diagnostic) bool { return slices.Contains(meanwhile, d.Code) })
	if len(fresh) > 0 {
		if err := a.tell(over, fresh, 0); err != nil {
			return err
		}
		fmt.Fprintln(a.env.Stderr, "nothing was written")
		return status(exitErrors)
	}
	dir, err := os.OpenRoot(root)
	if err != nil {
		return err
	}
	defer dir.Close()
	for _, f := range files {
		if err := fix.Write(dir, f.c.File, f.data, over.files[f.c.File]); err != nil {
			return err
		}
	}
	return nil
}

// told words amendments as lines of front matter.
func told(amendments []fix.Amendment) string {
	lines := make([]string, len(amendments))
	for i, m := range amendments {
		lines[i] = m.Key + ": " + m.YAML
		if m.Append {
			lines[i] = m.Key + ": + " + m.YAML
		}
	}
	return strings.Join(lines, "; ")
}

// newErrors returns the errors that were not there before; the place in a file
// makes no difference, since lines move.
func newErrors(before, after diag.List) diag.List {
	type finding struct {
		file, message string
		code          diag.Code
	}
	known := map[finding]int{}
	for i := range before {
		known[finding{before[i].Pos.File, before[i].Message, before[i].Code}]++
	}
	var fresh diag.List
	for i := range after {
		key := finding{after[i].Pos.File, after[i].Message, after[i].Code}
		known[key]--
		if after[i].Severity == diag.Error && known[key] < 0 {
			fresh = append(fresh, after[i])
		}
	}
	return fresh
}

// findRecord returns the record that a person names by its number, its slug or
// its file.
func findRecord(content *build.Content, name string) (*model.Case, error) {
	var known []string
	for _, c := range content.Site.Cases {
		if name == c.Slug || name == c.File || name == c.ID.Text && !unnumbered(c) {
			return c, nil
		}
		known = append(known, c.Slug)
		if !unnumbered(c) {
			known = append(known, c.ID.Text)
		}
	}
	if near, ok := suggest.Nearest(name, known); ok {
		return nil, misusef("there is no record %q; did you mean %q?", name, near)
	}
	return nil, misusef("there is no record %q", name)
}

// unnumbered reports whether a maintainer has not given a record its number.
func unnumbered(c *model.Case) bool { return c.ID.Text == "" || c.ID.Text == model.NoNumber }

// number returns the number of a record's id, 0 when it has none.
func number(c *model.Case) int {
	n, err := strconv.Atoi(strings.TrimPrefix(c.ID.Text, "lf-"))
	if err != nil {
		return 0
	}
	return n
}

func (a *app) idsCommand() *cobra.Command {
	var assign bool
	cmd := &cobra.Command{
		Use:   "ids",
		Short: "list the records without a number, and give them theirs",
		Long: `Ids lists the records that wait for a number, and the next free one. With
--assign it writes the next numbers into their files: the older record first,
then by address. Stubs wait until they are reviewed. Numbers are never used
again: a gap stays a gap.`,
		Example: "  casebook ids\n  casebook ids --assign",
		Args:    cobra.NoArgs,
		RunE:    do(func(*cobra.Command, []string) error { return a.ids(assign) }),
	}
	cmd.Flags().BoolVar(&assign, "assign", false, "write the numbers into the files")
	return cmd
}

func (a *app) ids(assign bool) error {
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	fsys := os.DirFS(root)
	content, err := build.Load(fsys, build.Options{})
	if err != nil {
		return err
	}
	last := 0
	var waiting []*model.Case
	for _, c := range content.Site.Cases {
		last = max(last, number(c))
		if unnumbered(c) && c.RecordStatus() != model.StatusStub {
			waiting = append(waiting, c)
		}
	}
	slices.SortFunc(waiting, func(x, y *model.Case) int {
		return cmp.Or(cmp.Compare(x.Added.Text, y.Added.Text), cmp.Compare(x.Slug, y.Slug))
	})
	var files []amended
	for i, c := range waiting {
		data, err := fs.ReadFile(fsys, c.File)
		if err != nil {
			return err
		}
		id := fmt.Sprintf("lf-%04d", last+1+i)
		files = append(files, amended{c, data, []fix.Amendment{{Key: "id", YAML: id}}})
	}
	if assign && len(files) > 0 {
		if err := a.amend(root, content, files); err != nil {
			return err
		}
	}
	for _, f := range files {
		fmt.Fprintf(a.env.Stdout, "%s %s\n", f.amendments[0].YAML, f.c.File)
	}
	switch {
	case len(files) == 0:
		a.say("no record waits for a number; the next is lf-%04d", last+1)
	case !assign:
		a.say("nothing was written; to write the numbers: casebook ids --assign")
	}
	return nil
}
