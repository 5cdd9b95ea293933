package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"casebook/generator/build"
	"casebook/generator/model"
	"casebook/generator/output"
)

// maxTold is how many findings a build prints; check prints all.
const maxTold = 50

func (a *app) buildCommand() *cobra.Command {
	var flags contentFlags
	var out, edition, profiles string
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "build",
		Short: "build the site",
		Long: `Build reads the content, checks it, and writes the site into a folder.

If the content has errors, they are listed and the folder stays as it was;
--draft builds what can be built and marks the rest. Files that did not change
are not written again.

The offline edition is the same site for a memory stick: every link ends in a
file, so that it works opened from a disk. START-HERE.html leads into it,
SHA256SUMS lists its files, and a zip of the whole is written beside the folder.`,
		Example: `  casebook build
  casebook build --out ../site --base-url https://example.org/cases/
  casebook build --edition offline --out /media/stick/learned-from
  casebook build --profile profiles`,
		Args: cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) error {
			if err := flags.setEdition(edition); err != nil {
				return err
			}
			p, err := a.startProfile(profiles)
			if err != nil {
				return err
			}
			return errors.Join(a.build(cmd.Context(), &flags, out, asJSON, p), p.stop(a, asJSON))
		}),
	}
	flags.add(cmd)
	flags.addSite(cmd)
	cmd.Flags().StringVar(&out, "out", "", "the folder for the site (default: public beside site.toml, public-offline for that edition)")
	cmd.Flags().StringVar(&edition, "edition", string(model.Web), "web, for a server, or offline, for a disk")
	cmd.Flags().BoolVar(&asJSON, "json", false, "print a report for programs instead of text")
	cmd.Flags().StringVar(&profiles, "profile", "", "write profiles of processor time and memory into this folder, for go tool pprof")
	return cmd
}

// outDir returns the output folder: as given from the working folder, or
// public in the site's folder.
func (a *app) outDir(root, out string) string {
	if out == "" {
		return filepath.Join(root, "public")
	}
	return a.absolute(out)
}

// setEdition sets the edition by its name.
func (f *contentFlags) setEdition(name string) error {
	for _, e := range model.Editions {
		if name == string(e) {
			f.edition = e
			return nil
		}
	}
	return misusef("--edition %q is not known: write web or offline", name)
}

func (a *app) build(ctx context.Context, flags *contentFlags, out string, asJSON bool, p *profile) error {
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	dir := a.outDir(root, out)
	if out == "" && flags.edition != model.Web {
		dir += "-" + string(flags.edition) // editions do not overwrite each other
	}
	report, stages, err := a.makeSite(ctx, root, dir, flags, asJSON, p)
	if err != nil && !isContentError(err) {
		return err
	}
	if asJSON {
		if err := a.buildJSON(report, stages, err); err != nil {
			return err
		}
	} else if err := a.told(root, dir, report, err); err != nil {
		return err
	}
	if err != nil {
		return status(exitErrors)
	}
	return nil
}

// makeSite builds and prints a line a stage, unless it shall be silent.
func (a *app) makeSite(ctx context.Context, root, dir string, flags *contentFlags, silent bool, p *profile) (build.Report, []build.Stage, error) {
	if _, err := a.useColor(); err != nil {
		return build.Report{}, nil, err
	}
	opt, err := a.options(flags)
	if err != nil {
		return build.Report{}, nil, err
	}
	a.tune(root, 1)
	t := a.stageTable(&opt, silent)
	p.watch(&opt)
	report, err := build.Site(ctx, os.DirFS(root), dir, opt)
	t.bar.clear()
	return report, t.stages, err
}

// A stageTable prints a line a stage, and a bar while one takes long.
type stageTable struct {
	bar    *progress
	silent bool
	stages []build.Stage
}

// stageTable makes a build print its stages, unless it shall be silent.
func (a *app) stageTable(opt *build.Options, silent bool) *stageTable {
	t := &stageTable{bar: &progress{w: a.env.Stderr, now: a.env.Now}, silent: silent}
	if !a.quiet && a.env.IsTerminal(a.env.Stderr) {
		opt.Progress = func(done, total int) {
			if !t.silent {
				t.bar.update(done, total)
			}
		}
	}
	opt.Stage = func(s build.Stage) {
		t.bar.clear()
		t.stages = append(t.stages, s)
		if t.silent {
			return
		}
		a.say("%-7s %7d %-10s %8s", s.Name, s.Count, unit(s.Name), durationText(s.Took))
	}
	return t
}

// unit returns what a stage counts.
func unit(stage string) string {
	switch stage {
	case "derive":
		return "records"
	case "count":
		return "statistics"
	case "check":
		return "findings"
	case "plan":
		return "addresses"
	default:
		return "files"
	}
}

// told prints what came of a build, which failed with err if that is not nil.
func (a *app) told(root, dir string, report build.Report, failed error) error {
	if err := a.tell(os.DirFS(root), report.Findings, maxTold); err != nil {
		return err
	}
	if len(report.Findings) > 0 {
		fmt.Fprintln(a.env.Stderr, report.Findings.Summary())
	}
	if len(report.Offenders) > 0 {
		fmt.Fprintf(a.env.Stderr, "over the budget of site.toml:\n")
		a.table(a.env.Stderr, measures(report.Offenders))
	}
	if failed != nil {
		fmt.Fprintf(a.env.Stderr, "%v; nothing in %s was changed\n", failed, a.short(dir))
		return nil
	}
	a.summary(dir, report)
	if report.Archive != nil {
		a.sayPacked(dir, report.Archive)
	}
	if a.quiet {
		return nil
	}
	a.leftOut(report.LeftOut)
	if len(report.Budget) > 0 {
		a.say("\nlargest, against the budget:")
		a.table(a.env.Stdout, report.Budget)
	}
	a.say("\nnext: %s", a.next(root, dir, report))
	return nil
}

// summary prints what was published.
func (a *app) summary(dir string, report build.Report) {
	o := report.Output
	a.say("\n%s, %s (%s) in %s: %d written, %d unchanged, %d removed", plural(report.Records, "published record"),
		plural(o.Files, "file"), sizeText(o.Bytes), a.short(dir), o.Written, o.Unchanged, o.Removed)
}

// sayPacked tells of the archive beside the folder.
func (a *app) sayPacked(dir string, p *output.Packed) {
	state := "written"
	if p.Unchanged {
		state = "unchanged"
	}
	a.say("the whole in %s (%s), %s, with its checksum in %s", a.short(dir+".zip"), sizeText(p.Bytes), state, p.Name+".sha256")
}

// next returns what to do with a site that has been built.
func (a *app) next(root, dir string, report build.Report) string {
	switch {
	case report.Archive != nil:
		return "open " + a.short(filepath.Join(dir, build.StartAddress))
	case isFile(filepath.Join(root, "Makefile")):
		return "make serve"
	default:
		return "casebook serve"
	}
}

func (a *app) leftOut(list []build.LeftOut) {
	if len(list) == 0 {
		return
	}
	a.say("\nleft out:")
	for _, l := range list {
		a.say("  %s (%s)", l.What, l.Why)
	}
}

func measures(offenders []build.Offender) []build.Measure {
	list := make([]build.Measure, len(offenders))
	for i, o := range offenders {
		list[i] = build.Measure(o)
	}
	return list
}

// table prints sizes beside their limits, at most 20 of them.
func (a *app) table(w io.Writer, list []build.Measure) {
	const most = 20
	width := 0
	for _, m := range list {
		width = max(width, len(m.Kind))
	}
	for i, m := range list {
		if i == most {
			fmt.Fprintf(w, "  … and %d more\n", len(list)-most)
			return
		}
		fmt.Fprintf(w, "  %-*s %9s of %9s  %s\n", width, m.Kind, sizeText(m.Bytes), sizeText(m.Limit), m.Path)
	}
}

// The JSON report of a build. Sizes are in bytes, times in milliseconds.
type buildJSON struct {
	OK         bool            `json:"ok"`
	Error      string          `json:"error"` // why nothing was published; empty when it was
	AsOf       string          `json:"as_of"`
	Records    int             `json:"records"` // published
	Files      int             `json:"files"`
	Bytes      int64           `json:"bytes"`
	Written    int             `json:"written"`
	Unchanged  int             `json:"unchanged"`
	Removed    int             `json:"removed"`
	Archive    *archiveJSON    `json:"archive"` // null in the web edition
	Stages     []stageJSON     `json:"stages"`
	LeftOut    []leftOutJSON   `json:"left_out"`
	Budget     []measureJSON   `json:"budget"`      // the largest of each kind
	OverBudget []measureJSON   `json:"over_budget"` // every file over its budget
	Check      json.RawMessage `json:"check"`       // as check --json prints it
}

// An archiveJSON is the zip of the offline edition, beside the folder.
type archiveJSON struct {
	Name      string `json:"name"`
	Bytes     int64  `json:"bytes"`
	SHA256    string `json:"sha256"`
	Unchanged bool   `json:"unchanged"`
}

type stageJSON struct {
	Name         string `json:"name"`
	Count        int    `json:"count"`
	Milliseconds int64  `json:"milliseconds"`
}

type leftOutJSON struct {
	What string `json:"what"`
	Why  string `json:"why"`
}

type measureJSON struct {
	Kind  string `json:"kind"`
	Path  string `json:"path"`
	Bytes int64  `json:"bytes"`
	Limit int64  `json:"limit"`
}

func (a *app) buildJSON(r build.Report, stages []build.Stage, failed error) error {
	var found strings.Builder
	if err := r.Findings.WriteJSON(&found); err != nil {
		return err
	}
	j := buildJSON{
		OK: failed == nil, AsOf: r.AsOf, Records: r.Records, Files: r.Output.Files, Bytes: r.Output.Bytes,
		Written: r.Output.Written, Unchanged: r.Output.Unchanged, Removed: r.Output.Removed,
		Stages: []stageJSON{}, LeftOut: []leftOutJSON{}, Check: json.RawMessage(found.String()),
		Budget: measuresJSON(r.Budget), OverBudget: measuresJSON(measures(r.Offenders)),
	}
	if failed != nil {
		j.Error = failed.Error()
	}
	if p := r.Archive; p != nil {
		j.Archive = &archiveJSON{Name: p.Name, Bytes: p.Bytes, SHA256: fmt.Sprintf("%x", p.SHA256), Unchanged: p.Unchanged}
	}
	for _, s := range stages {
		j.Stages = append(j.Stages, stageJSON{s.Name, s.Count, s.Took.Milliseconds()})
	}
	for _, l := range r.LeftOut {
		j.LeftOut = append(j.LeftOut, leftOutJSON{l.What, l.Why})
	}
	return a.printJSON(j)
}

func measuresJSON(list []build.Measure) []measureJSON {
	out := make([]measureJSON, len(list))
	for i, m := range list {
		out[i] = measureJSON(m)
	}
	return out
}

func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.env.Stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}
