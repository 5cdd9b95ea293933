package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"casebook/generator/build"
	"casebook/generator/fix"
	"casebook/generator/model"
)

// countReceived adds responses that were imported to the flow of their call.
// Numbers that stand in a source, or in a file of the decisions, stay as they
// are.
func (a *app) countReceived(root string, content *build.Content, slug string, n int, dryRun bool) error {
	i := slices.IndexFunc(content.Site.Calls, func(c *model.Call) bool { return c.Slug == slug })
	if i < 0 || n == 0 {
		return nil
	}
	c := content.Site.Calls[i]
	if c.Data.Given() || c.Flow != nil && len(c.Flow.References) > 0 {
		a.say("%s: the numbers of the flow have a source and stay as they are", c.File)
		return nil
	}
	old, err := fs.ReadFile(os.DirFS(root), c.File)
	if err != nil {
		return err
	}
	text, before, after, err := fix.AddReceived(c.File, old, n)
	if errors.Is(err, fix.ErrByHand) {
		fmt.Fprintf(a.env.Stderr, "%s: add %d to received in flow by hand\n", c.File, n)
		return nil
	}
	if err != nil {
		return err
	}
	done := "is now"
	if dryRun {
		done = "would be"
	} else if err := rewrite(root, c.File, old, text); err != nil {
		return err
	}
	a.say("%s: received %s %d, before %d", c.File, done, after, before)
	return nil
}

// rewrite writes the new text of a file that still holds the old one.
func rewrite(root, file string, old, text []byte) error {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return err
	}
	defer dir.Close()
	return fix.Write(dir, file, old, text)
}
