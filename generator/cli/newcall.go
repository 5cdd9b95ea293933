package cli

import (
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casebook/generator/load"
	"casebook/generator/model"
	"casebook/generator/scaffold"
	"casebook/generator/suggest"
)

// onlyFor refuses flags that mean something with another one alone.
func onlyFor(cmd *cobra.Command, with string, flags ...string) error {
	for _, name := range flags {
		if cmd.Flags().Changed(name) {
			return misusef("--%s means something with %s alone", name, with)
		}
	}
	return nil
}

// newCall starts a call for evidence.
func (a *app) newCall(cmd *cobra.Command, title string, flags *newFlags) error {
	for _, name := range []string{"country", "type", "direction"} {
		if cmd.Flags().Changed(name) {
			return misusef("--%s is of a record; leave it out with --call", name)
		}
	}
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	q := &questions{app: a, ask: flags.interactive}
	title, answers, err := q.call(title, flags)
	if err != nil {
		return err
	}
	slug, err := freeSlug(os.DirFS(root), load.CallsDir, title, flags.slug)
	if err != nil {
		return err
	}
	return a.start(root, path.Join(load.CallsDir, slug+".md"), scaffold.Call(title, answers))
}

// call returns the title and the answers of a call.
func (q *questions) call(title string, flags *newFlags) (string, scaffold.CallAnswers, error) {
	var a scaffold.CallAnswers
	text := func(to *string) func(string) error {
		return func(s string) error {
			*to = strings.Join(strings.Fields(s), " ")
			return notEmpty(*to)
		}
	}
	steps := []struct {
		flag   string
		given  string
		prompt string
		take   func(text string) error
	}{
		{"a title", title, "What is it called?", text(&title)},
		{"--kind", flags.kind, "Which kind is it? (" + strings.Join(model.CallKinds, ", ") + ")", func(s string) (err error) { a.Kind, err = callKind(s); return err }},
		{"--opened", flags.opened, "On which day does it open? (YYYY-MM-DD)", func(s string) (err error) { a.Opened, err = day(s); return err }},
		{"--by", flags.by, "Who runs it?", text(&a.By)},
		{"--question", flags.question, "What is asked? (one sentence)", text(&a.Question)},
		{"--summary", flags.summary, "What is asked for? (one or two plain sentences, at most 300 characters)",
			func(s string) (err error) { a.Summary, err = summary(s); return err }},
	}
	for _, step := range steps {
		if err := q.step(step.flag, step.given, q.plain(step.prompt), step.take); err != nil {
			return "", a, err
		}
	}
	if len(q.missing) > 0 {
		return "", a, misusef("missing: %s", strings.Join(q.missing, ", "))
	}
	return title, a, nil
}

func callKind(text string) (string, error) {
	if slices.Contains(model.CallKinds, text) {
		return text, nil
	}
	if near, ok := suggest.Nearest(text, model.CallKinds); ok {
		return "", fmt.Errorf("%q is no kind of call; did you mean %q?", text, near)
	}
	return "", fmt.Errorf("%q is no kind of call; they are %s", text, strings.Join(model.CallKinds, ", "))
}

func day(text string) (string, error) {
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return "", fmt.Errorf("%q is not a date; write it as YYYY-MM-DD", text)
	}
	return text, nil
}
