package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

// The exit codes.
const (
	exitFine   = 0
	exitErrors = 1 // the content has errors, or the site is over its budget
	exitFailed = 2 // misuse, or an operation that failed
)

// A status is an exit code whose reason has been told.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// A misuse is a mistake in the arguments; the hint after it leads to the help.
type misuse struct{ error }

func misusef(format string, args ...any) error { return misuse{fmt.Errorf(format, args...)} }

// A failure is an operation that could not be done.
type failure struct{ error }

// An app is one run of the command.
type app struct {
	env   Env
	root  string // --root as given
	quiet bool
	color string
}

// Run runs the command with arguments (without the name of the program) and
// returns its exit code. It ends early when ctx ends; serve runs until then.
func Run(ctx context.Context, args []string, env Env) int {
	a := &app{env: env}
	root := a.command()
	root.SetArgs(append([]string{}, args...)) // nil would mean those of the process
	cmd, err := root.ExecuteContextC(ctx)
	return a.exit(cmd, err)
}

// exit tells what went wrong and returns the exit code.
func (a *app) exit(cmd *cobra.Command, err error) int {
	var told status
	var failed failure
	switch {
	case err == nil:
		return exitFine
	case errors.As(err, &told):
		return int(told)
	case errors.As(err, &failed):
		fmt.Fprintf(a.env.Stderr, "%s: %v\n", cmd.CommandPath(), failed.error)
	default: // ours, or cobra's own about flags and names
		fmt.Fprintf(a.env.Stderr, "%s: %v\nsee: %s --help\n", cmd.CommandPath(), err, cmd.CommandPath())
	}
	return exitFailed
}

// command returns the tree of commands.
func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:   "casebook",
		Short: "build an evidence base of case studies",
		Long: `casebook turns a folder of case studies, written in Markdown, into a website:
it checks what was written, says precisely what is wrong, and builds the pages.`,
		Example:       "  casebook check\n  casebook build\n  casebook serve",
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprint(a.env.Stderr, cmd.UsageString())
			return status(exitFailed)
		},
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetIn(a.env.Stdin)
	root.SetOut(a.env.Stdout)
	root.SetErr(a.env.Stderr)
	flags := root.PersistentFlags()
	flags.StringVar(&a.root, "root", "", "the folder that holds site.toml (default: the nearest one above the working folder)")
	flags.BoolVarP(&a.quiet, "quiet", "q", false, "say only what is wrong")
	flags.StringVar(&a.color, "color", "auto", "colour: auto (on a terminal, unless NO_COLOR is set), always or never")
	root.AddCommand(a.buildCommand(), a.checkCommand(), a.serveCommand(), a.newCommand(), a.statsCommand(),
		a.explainCommand(), a.schemaCommand(), a.versionCommand())
	root.AddCommand(a.searchCommand())
	root.AddCommand(a.withdrawCommand(), a.correctCommand(), a.reviewedCommand(), a.idsCommand(), a.diffCommand(), a.importCommand(),
		a.reportCommand())
	return root
}

// do wraps the work of a command: what it returns is a failed operation, if it
// is not a misuse or told already.
func do(work func(cmd *cobra.Command, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		err := work(cmd, args)
		if err == nil || errors.As(err, new(misuse)) || errors.As(err, new(status)) {
			return err
		}
		if errors.Is(err, context.Canceled) {
			err = errors.New("stopped before the end")
		}
		return failure{err}
	}
}

// useColor reports whether findings are printed with colour.
func (a *app) useColor() (bool, error) {
	switch a.color {
	case "always":
		return true, nil
	case "never":
		return false, nil
	case "auto":
		// no-color.org: any value but the empty one.
		return a.env.IsTerminal(a.env.Stderr) && a.env.Getenv("NO_COLOR") == "" && a.env.Getenv("TERM") != "dumb", nil
	}
	return false, misusef("--color is auto, always or never, not %q", a.color)
}

// say prints a line for a person, unless it shall be quiet.
func (a *app) say(format string, args ...any) {
	if !a.quiet {
		fmt.Fprintf(a.env.Stdout, format+"\n", args...)
	}
}
