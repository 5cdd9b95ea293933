package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"casebook/generator/build"
	"casebook/generator/diag"
	"casebook/generator/suggest"
)

type reportFlags struct {
	contentFlags
	since string
	out   string
}

func (a *app) reportCommand() *cobra.Command {
	var flags reportFlags
	cmd := &cobra.Command{
		Use:   "report [CALL]",
		Short: "write the results of a call, or the state of the record, as one file",
		Long: `Report writes one self-contained HTML file, for e-mail and for printing: its style
and its figures are within it, and it asks for nothing.

With the name of a call (its file without .md) it holds the results of that
call: its flow, what came of it, how it was run, its text and sources. Without
one it holds the state of the whole record: the headline, the gap maps, the
flows, the records that are new or withdrawn since the last release (or a day
that is given), and the method.

Records lead to the site when it has a base address.`,
		Example: "  casebook report thet-2019 --out thet-2019.html\n  casebook report --since 2026-06-30 --out board.html",
		Args:    cobra.MaximumNArgs(1),
		RunE:    do(func(_ *cobra.Command, args []string) error { return a.writeReport(args, &flags) }),
	}
	flags.add(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.baseURL, "base-url", "", "the address of the site, in place of base_url in site.toml")
	f.StringVar(&flags.since, "since", "", "the day after which records are new, YYYY-MM-DD (default: the last release)")
	f.StringVar(&flags.out, "out", "", "the file to write (default: standard output)")
	f.BoolVar(&flags.draft, "draft", false, "write in spite of errors in the content, and mark what has some")
	return cmd
}

func (a *app) writeReport(args []string, flags *reportFlags) error {
	if flags.since != "" {
		if _, err := time.Parse(time.DateOnly, flags.since); err != nil {
			return misusef("--since %q is not a date; write it as YYYY-MM-DD", flags.since)
		}
		if len(args) > 0 {
			return misusef("--since is of the state of the record; leave it out with a call")
		}
	}
	root, _, content, err := a.load(&flags.contentFlags)
	if err != nil {
		return err
	}
	if err := a.fitForReport(root, content, flags.draft); err != nil {
		return err
	}
	slug := ""
	if len(args) > 0 {
		slug = args[0]
	}
	var b bytes.Buffer
	err = content.WriteReport(&b, slug, flags.since)
	if errors.Is(err, build.ErrNoCall) {
		return noCall(content, slug)
	}
	if err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return a.hand(b.Bytes(), flags.out)
}

// fitForReport tells the errors of the content and returns the status that
// follows, unless a draft is asked for.
func (a *app) fitForReport(root string, content *build.Content, draft bool) error {
	if !content.Findings.HasErrors() {
		return nil
	}
	if draft {
		_, err := fmt.Fprintf(a.env.Stderr, "a draft, with what may be wrong: %s\n", content.Findings.Summary())
		return err
	}
	if err := a.tell(os.DirFS(root), errorsOf(content.Findings), maxTold); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stderr, "%v; nothing was written\n", build.ErrFindings)
	return status(exitErrors)
}

func errorsOf(found diag.List) diag.List {
	var list diag.List
	for i := range found {
		if found[i].Severity == diag.Error {
			list = append(list, found[i])
		}
	}
	return list
}

func noCall(content *build.Content, slug string) error {
	var known []string
	for _, c := range content.Site.Calls {
		known = append(known, c.Slug)
	}
	if near, ok := suggest.Nearest(slug, known); ok {
		return misusef("there is no call %q; did you mean %q?", slug, near)
	}
	return misusef("there is no call %q; its file would be content/calls/%s.md", slug, slug)
}

// hand gives a report to a file, written beside it first and then put into its
// place, or to standard output.
func (a *app) hand(data []byte, out string) error {
	if out == "" {
		_, err := a.env.Stdout.Write(data)
		return err
	}
	name := a.absolute(out)
	temporary, err := os.CreateTemp(filepath.Dir(name), ".report-*")
	if err != nil {
		return err
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.Write(data)
	if err = errors.Join(err, temporary.Chmod(0o644), temporary.Close()); err != nil {
		return err
	}
	if err := os.Rename(temporary.Name(), name); err != nil {
		return err
	}
	a.say("wrote %s (%s)", a.short(name), sizeText(int64(len(data))))
	return nil
}
