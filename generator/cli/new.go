package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"casebook/generator/build"
	"casebook/generator/diag"
	"casebook/generator/load"
	"casebook/generator/scaffold"
	"casebook/generator/source"
)

// newFlags are the flags of new; the answers as they were given.
type newFlags struct {
	countries   []string
	types       []string
	direction   string
	summary     string
	slug        string
	interactive bool

	call     bool // start a call and not a record
	kind     string
	opened   string
	by       string
	question string
}

func (a *app) newCommand() *cobra.Command {
	var flags newFlags
	cmd := &cobra.Command{
		Use:   "new TITLE",
		Short: "start a new record",
		Long: `New writes a file with the five keys that a first note needs, and every allowed
term with its definition beside them as comments. On a terminal it asks for
what was not given. A file that is there is never overwritten.

With --call it starts a call for evidence, a survey, a review of the literature
or a round of fellowships in content/calls/, with the boxes of its flow as
comments, to be filled in when it has ended.`,
		Example: `  casebook new "Mosquito-net mesh for hernia repair"
  casebook new "Bottle spacer" --country Kenya --type device --direction lmic-to-hic \
      --summary "A plastic bottle does the work of a spacer."
  casebook new --call "Call for evidence, 2027" --kind call --opened 2027-01-15`,
		RunE: do(func(cmd *cobra.Command, args []string) error {
			asked := cmd.Flags().Changed("interactive")
			if !asked {
				flags.interactive = a.env.IsTerminal(a.env.Stdin)
			}
			title := strings.Join(strings.Fields(strings.Join(args, " ")), " ")
			if flags.call {
				return a.newCall(cmd, title, &flags)
			}
			if err := onlyFor(cmd, "--call", "kind", "opened", "by", "question"); err != nil {
				return err
			}
			return a.newRecord(title, &flags)
		}),
	}
	f := cmd.Flags()
	f.StringSliceVar(&flags.countries, "country", nil, "where it was developed or proven: a name, or a code such as KEN; may be repeated")
	f.StringSliceVar(&flags.types, "type", nil, "innovation type, such as device; may be repeated, the main one first")
	f.StringVar(&flags.direction, "direction", "", "direction of learning; lmic-to-hic for most records")
	f.StringVar(&flags.summary, "summary", "", "one or two plain sentences, at most 300 characters")
	f.StringVar(&flags.slug, "slug", "", "name of the file without .md, the last part of the address (default: from the title)")
	f.BoolVar(&flags.call, "call", false, "start a call for evidence, a survey, a review or a round of fellowships")
	f.StringVar(&flags.kind, "kind", "", "of a call: call, survey, review or fellowship")
	f.StringVar(&flags.opened, "opened", "", "of a call: the day on which it opened, YYYY-MM-DD")
	f.StringVar(&flags.by, "by", "", "of a call: who runs it")
	f.StringVar(&flags.question, "question", "", "of a call: what is asked, in one sentence")
	f.BoolVar(&flags.interactive, "interactive", false, "ask for what is missing (default: only on a terminal)")
	return cmd
}

func (a *app) newRecord(title string, flags *newFlags) error {
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	fsys := os.DirFS(root)
	// The vocabularies and settings, without the records: those may be many.
	content, err := build.Load(stubFS{FS: fsys}, build.Options{})
	if err != nil {
		return err
	}
	q := &questions{app: a, vocabularies: content.Site.Vocabularies, ask: flags.interactive}
	title, answers, err := q.all(title, flags)
	if err != nil {
		return err
	}
	slug, err := freeSlug(fsys, load.CasesDir, title, flags.slug)
	if err != nil {
		return err
	}
	data := scaffold.Case(title, content.Site.Vocabularies, content.Site.Config.Taxonomies, answers)
	return a.start(root, path.Join(load.CasesDir, slug+".md"), data)
}

// start writes a new file, unless it is there or the check would refuse it, and
// says what comes next.
func (a *app) start(root, name string, data []byte) error {
	if err := a.acceptable(os.DirFS(root), name, data); err != nil {
		return err
	}
	if err := create(root, name, data); errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already; choose another name with --slug", name)
	} else if err != nil {
		return err
	}
	shown := a.short(filepath.Join(root, filepath.FromSlash(name)))
	fmt.Fprintln(a.env.Stdout, shown)
	if !a.quiet {
		fmt.Fprintf(a.env.Stderr, "next: write in it what you know, then casebook check %s\n", shown)
	}
	return nil
}

// freeSlug returns the name of the new file, which none in the folder has yet.
func freeSlug(fsys fs.FS, dir, title, given string) (string, error) {
	slug := given
	if slug == "" {
		slug = scaffold.Slug(title)
	}
	switch {
	case slug == "":
		return "", misusef("the title gives no name for the file; name one with --slug, in letters a to z")
	case !source.IsSlug(slug):
		return "", misusef("--slug %q cannot be an address; did you mean %q?", slug, source.Slug(slug))
	case slug == "page" || slug == "index":
		return "", misusef("%q is the address of a list; choose another name with --slug", slug)
	}
	entries, _, err := source.Walk(fsys, dir)
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if e.Slug == slug {
			return "", fmt.Errorf("%s is there already; edit it, or choose another name with --slug", e.Path)
		}
	}
	return slug, nil
}

// acceptable checks the new file before it is written: the command does not
// make files that the next one refuses.
func (a *app) acceptable(fsys fs.FS, name string, data []byte) error {
	stub := stubFS{FS: fsys, name: name, data: data}
	content, err := build.Load(stub, build.Options{})
	if err != nil {
		return err
	}
	var found diag.List
	for _, d := range content.Findings {
		if d.Pos.File == name {
			found = append(found, d)
		}
	}
	if err := a.tell(stub, found, 0); err != nil {
		return err
	}
	if found.HasErrors() {
		fmt.Fprintln(a.env.Stderr, "nothing was written")
		return status(exitErrors)
	}
	return nil
}

// create writes a file that must not be there yet; if it is, the error is
// fs.ErrExist.
func create(dir, name string, data []byte) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = root.Remove(name) // half a record helps nobody
	}
	return err
}
