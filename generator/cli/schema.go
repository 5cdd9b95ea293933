package cli

import (
	"bytes"
	"os"

	"github.com/spf13/cobra"

	"casebook/generator/build"
	"casebook/generator/config"
	"casebook/generator/intake"
	"casebook/generator/load"
	"casebook/generator/schema"
)

func (a *app) schemaCommand() *cobra.Command {
	var baseURL string
	var issueForm bool
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "print the JSON Schema of a record's front matter",
		Long: `Schema prints the JSON Schema (2020-12) of the front matter of a case: its keys,
what each may hold, and the terms of this site. The site has the same at
` + schema.File + `. An editor that is told of it completes and checks records
while they are written. What a schema cannot say, check does.

--issue-form prints the form for a case in the issues of a repository's host, with
the same terms. A test of this repository fails while its copy differs.`,
		Example: "  casebook schema > case.schema.json\n  casebook schema --issue-form > .github/ISSUE_TEMPLATE/case-study.yml",
		Args:    cobra.NoArgs,
		RunE: do(func(*cobra.Command, []string) error {
			if issueForm {
				return a.issueForm()
			}
			return a.schema(baseURL)
		}),
	}
	cmd.Flags().StringVar(&baseURL, "base-url", "", "the address of the site, in place of base_url in site.toml")
	cmd.Flags().BoolVar(&issueForm, "issue-form", false, "print the issue form of a case instead")
	cmd.MarkFlagsMutuallyExclusive("issue-form", "base-url")
	return cmd
}

// issueForm prints the issue form of the vocabularies.
func (a *app) issueForm() error {
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	fsys := os.DirFS(root)
	vocabularies, found, err := load.Vocabularies(fsys)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		if err := a.tell(fsys, found, 0); err != nil {
			return err
		}
	}
	if found.HasErrors() {
		return status(1)
	}
	_, err = a.env.Stdout.Write(intake.IssueForm(vocabularies))
	return err
}

func (a *app) schema(baseURL string) error {
	if _, problem := config.BaseURL(baseURL); problem != "" {
		return misusef("--base-url %q %s", baseURL, problem)
	}
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	fsys := os.DirFS(root)
	var out bytes.Buffer
	found, err := build.Schema(&out, fsys, baseURL)
	if len(found) > 0 {
		if err := a.tell(fsys, found, 0); err != nil {
			return err
		}
	}
	if isContentError(err) {
		return status(1)
	}
	if err == nil {
		_, err = a.env.Stdout.Write(out.Bytes())
	}
	return err
}
