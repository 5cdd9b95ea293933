package cli

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"casebook/generator/build"
	"casebook/generator/check"
	"casebook/generator/compare"
	"casebook/generator/config"
	"casebook/generator/source"
)

func (a *app) diffCommand() *cobra.Command {
	var flags contentFlags
	var format string
	cmd := &cobra.Command{
		Use:   "diff BASE",
		Short: "say what changed in the data since BASE",
		Long: `Diff compares the content with another state of it: which records came, went and
changed, in which keys, and which statistics moved. BASE is a folder that holds
a site.toml, or a revision of the Git repository that the site is in.

It ends with 1 where something was done that must not be: a numbered record was
deleted, or a number names another record than before.`,
		Example: "  casebook diff main\n  casebook diff ../casebook-before --format markdown",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name what to compare with: a folder with a site.toml, or a revision such as main")
			}
			return nil
		},
		RunE: do(func(cmd *cobra.Command, args []string) error { return a.diff(cmd.Context(), args[0], format, &flags) }),
	}
	flags.add(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "how the result is printed: text, markdown or json")
	return cmd
}

func (a *app) diff(ctx context.Context, base, format string, flags *contentFlags) error {
	print := map[string]func(*compare.Result, io.Writer) error{
		"text": (*compare.Result).Text, "markdown": (*compare.Result).Markdown, "json": (*compare.Result).JSON,
	}[format]
	if print == nil {
		return misusef("--format is text, markdown or json, not %q", format)
	}
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	opt, err := a.options(flags)
	if err != nil {
		return err
	}
	baseDir := a.absolute(base)
	if !isFile(filepath.Join(baseDir, config.File)) {
		dir, err := os.MkdirTemp("", "casebook-diff-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir) // what is left of it harms nobody
		if err := checkout(ctx, root, base, dir); err != nil {
			return err
		}
		baseDir = dir
	}
	before, err := tree(baseDir, opt)
	if err != nil {
		return fmt.Errorf("read %s: %w", base, err)
	}
	now, err := tree(root, opt)
	if err != nil {
		return err
	}
	result := compare.Trees(before, now)
	if err := print(&result, a.env.Stdout); err != nil {
		return err
	}
	if len(result.Problems) > 0 {
		return status(exitErrors)
	}
	return nil
}

// tree reads the content below a folder.
func tree(dir string, opt build.Options) (compare.Tree, error) {
	fsys := os.DirFS(dir)
	content, err := build.Load(fsys, opt)
	if err != nil {
		return compare.Tree{}, err
	}
	t := compare.Tree{Statistics: content.Stats}
	alike := map[string][]string{}
	for _, d := range content.Findings {
		if check.IsAlike(d.Code) {
			alike[d.Pos.File] = append(alike[d.Pos.File], d.Message)
		}
	}
	for _, c := range content.Site.Cases {
		data, err := fs.ReadFile(fsys, c.File)
		if err != nil {
			return compare.Tree{}, err
		}
		f, _ := source.Read(c.File, data)
		t.Records = append(t.Records, compare.Record{ID: c.ID.Text, Slug: c.Slug, File: c.File, Title: c.Title.Text,
			Status: c.RecordStatus(), Front: f.Front, Body: f.Body, Alike: alike[c.File]})
	}
	return t, nil
}

// checkout writes the site of a revision into a folder, by way of git archive,
// which changes nothing in the repository.
func checkout(ctx context.Context, root, revision, dir string) error {
	if strings.HasPrefix(revision, "-") {
		return misusef("%q is neither a folder with a %s nor a revision", revision, config.File)
	}
	cmd := exec.CommandContext(ctx, "git", "-C", root, "archive", "--format=tar", revision)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return misusef("%q is no folder with a %s, and git knows no such revision: %s", revision, config.File,
			strings.TrimSpace(stderr.String()+" ("+err.Error()+")"))
	}
	return unpack(&stdout, dir)
}

// unpack writes the files of an archive below a folder; links are left out, as
// the site refuses them.
func unpack(r io.Reader, dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	for archive := tar.NewReader(r); ; {
		h, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag != tar.TypeReg {
			continue
		}
		if err := unpackFile(root, h.Name, archive); err != nil {
			return err
		}
	}
}

func unpackFile(root *os.Root, name string, r io.Reader) error {
	if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := root.Create(name)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, r)
	return errors.Join(err, f.Close())
}
