package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casebook/generator/build"
	"casebook/generator/check"
	"casebook/generator/config"
	"casebook/generator/diag"
	"casebook/generator/load"
	"casebook/generator/model"
	"casebook/generator/suggest"
)

// checkFlags are the flags of check.
type checkFlags struct {
	contentFlags
	format string
	json   bool
	fix    bool
	strict bool
	links  bool
	kept   string // the file of --links-cache
}

func (a *app) checkCommand() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:   "check [FILE…]",
		Short: "say what is wrong with the content, and where",
		Long: `Check reads the whole content and lists everything that is wrong with it, with
the place, the line and what to do. Nothing is written.

With files named, what is wrong in other files is shown as a note and does not
fail the check. --fix first repairs what has one right repair: the spelling of
countries and dates, a status that the adoptions contradict, the order of the
keys, white space.

--links also asks the sites that references and texts lead to: one request every
two seconds to a host, and nothing again within a week. It is meant for a run
now and then, not for every contribution.`,
		Example: "  casebook check\n  casebook check content/cases/oral-rehydration.md\n  casebook check --fix\n  casebook check --format sarif > findings.sarif",
		RunE: do(func(cmd *cobra.Command, args []string) error {
			return a.check(cmd.Context(), args, &flags)
		}),
	}
	flags.add(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.format, "format", "text", "how findings are printed: text, json, github or sarif")
	f.BoolVar(&flags.json, "json", false, "the same as --format json")
	f.BoolVar(&flags.fix, "fix", false, "repair what has one right repair, then check")
	f.BoolVar(&flags.links, "links", false, "ask other sites, slowly, whether what the content links to is still there")
	f.StringVar(&flags.kept, "links-cache", "", "the file that keeps what --links found (default: in the user's cache folder)")
	f.BoolVar(&flags.strict, "strict", false, "let warnings fail the check, too")
	return cmd
}

func (a *app) check(ctx context.Context, args []string, flags *checkFlags) error {
	if flags.json {
		flags.format = "json"
	}
	if !slices.Contains([]string{"text", "json", "github", "sarif"}, flags.format) {
		return misusef("--format is text, json, github or sarif, not %q", flags.format)
	}
	if _, err := a.useColor(); err != nil {
		return err
	}
	root, opt, content, err := a.load(&flags.contentFlags)
	if err != nil {
		return err
	}
	fsys := os.DirFS(root)
	files, err := a.named(root, fsys, args, content)
	if err != nil {
		return err
	}
	if flags.fix {
		repaired, err := a.fix(root, content, files, flags.format)
		if err != nil {
			return err
		}
		if repaired {
			if content, err = build.Load(fsys, opt); err != nil {
				return err
			}
		}
	}
	if flags.links {
		found, err := a.links(ctx, content, flags.kept)
		if err != nil {
			return err
		}
		content.Findings = append(content.Findings, found...).Sort()
	}
	return a.findings(fsys, content, files, flags)
}

// named returns the files that the arguments name, relative to the root. One
// that is no part of the content is a misuse.
func (a *app) named(root string, fsys fs.FS, args []string, content *build.Content) ([]string, error) {
	known := append(content.Files(), config.File, model.SynonymsFile)
	for _, v := range content.Site.Vocabularies.All() {
		known = append(known, v.File)
	}
	for i := range content.Findings { // a file that could not be read is one too
		if f := content.Findings[i].Pos.File; f != "" {
			known = append(known, f)
		}
	}
	var files []string
	for _, arg := range args {
		rel, err := filepath.Rel(root, a.absolute(arg))
		name := filepath.ToSlash(rel)
		if err == nil && slices.Contains(known, name) {
			files = append(files, name)
			continue
		}
		return nil, misusef("%s is no file of the content%s", arg, a.nearest(root, name, known))
	}
	return files, nil
}

// nearest returns a question with the file that may be meant, or nothing.
func (a *app) nearest(root, name string, known []string) string {
	bases := make([]string, len(known))
	for i, k := range known {
		bases[i] = stem(k)
	}
	near, ok := suggest.Nearest(stem(name), bases)
	if !ok {
		return "; content is the Markdown files below " + load.CasesDir + ", " + load.CallsDir + ", " + load.PagesDir + " and " + load.PartnershipsDir
	}
	return "; did you mean " + a.short(filepath.Join(root, known[slices.Index(bases, near)])) + "?"
}

// stem returns what tells content files apart: the name without its ending, or
// that of the folder of an index.md.
func stem(name string) string {
	if path.Base(name) == "index.md" {
		name = path.Dir(name)
	}
	return strings.TrimSuffix(path.Base(name), path.Ext(name))
}

// findings prints what is wrong and returns the status that follows.
func (a *app) findings(fsys fs.FS, content *build.Content, files []string, flags *checkFlags) error {
	found := focus(content.Findings, files)
	var err error
	switch flags.format {
	case "json":
		err = found.WriteJSON(a.env.Stdout)
	case "github":
		err = found.WriteGitHub(a.env.Stdout)
	case "sarif":
		err = found.WriteSARIF(a.env.Stdout, tool(), reader(fsys))
	default:
		if err = a.tell(fsys, found, 0); err == nil {
			a.say("%s, %s: %s", plural(len(content.Site.Cases), "record"), plural(len(content.Site.Pages), "page"), found.Summary())
		}
	}
	if err != nil {
		return fmt.Errorf("print the findings: %w", err)
	}
	if found.HasErrors() || flags.strict && found.Count(diag.Warning) > 0 {
		return status(exitErrors)
	}
	return nil
}

// focus makes notes of the findings that have nothing to do with the files. No
// files stand for all.
func focus(found diag.List, files []string) diag.List {
	if len(files) == 0 {
		return found
	}
	out := slices.Clone(found)
	for i := range out {
		d := &out[i]
		concerns := slices.Contains(files, d.Pos.File) ||
			slices.ContainsFunc(d.Related, func(r diag.Related) bool { return slices.Contains(files, r.Pos.File) })
		if !concerns {
			d.Severity = diag.Note
		}
	}
	return out
}

// tool describes this program and its rules in a SARIF log.
func tool() diag.Tool {
	t := diag.Tool{Name: "casebook", Version: readVersion().Version}
	for _, r := range check.Rules() {
		rule := diag.Rule{Code: r.Code, Short: r.Summary, Level: r.Severity}
		if page, ok := check.Explain(string(r.Code)); ok {
			rule.Full, rule.HelpMarkdown = page.Why, page.Text()
			rule.HelpText = plainText(page.Text())
		}
		t.Rules = append(t.Rules, rule)
	}
	return t
}
