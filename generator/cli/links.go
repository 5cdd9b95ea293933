package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"casebook/generator/build"
	"casebook/generator/diag"
	"casebook/generator/linkcheck"
)

// links asks other sites about every address of the content and returns what
// an author should know. What was found is kept in a file for the next run,
// also when this one is stopped.
func (a *app) links(ctx context.Context, content *build.Content, kept string) (diag.List, error) {
	if kept == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return nil, fmt.Errorf("there is no folder for the results (%w); name a file with --links-cache", err)
		}
		kept = filepath.Join(dir, "casebook", "links.jsonl")
	}
	known, err := keptResults(kept)
	if err != nil {
		return nil, err
	}
	links, left := linkcheck.Links(content.Site, content.Site.Config.Unchecked)
	addresses := make([]string, len(links))
	for i := range links {
		addresses[i] = links[i].URL
	}
	checker := linkcheck.New()
	if a.env.IsTerminal(a.env.Stderr) && !a.quiet {
		bar := &progress{w: a.env.Stderr, now: a.env.Now, what: "links"}
		checker.Progress = bar.update
		defer bar.clear()
	}
	results, stopped := checker.Check(ctx, addresses, known)
	for _, r := range results {
		known[r.URL] = r
	}
	if err := keep(kept, known); err != nil {
		return nil, errors.Join(stopped, err)
	}
	if stopped != nil {
		return nil, stopped
	}
	again := 0
	for _, r := range results {
		if r.Cached {
			again++
		}
	}
	fmt.Fprintf(a.env.Stderr, "addresses of other sites: %d, of which %d known from before, %d left out by site.toml\n", len(links)+len(left), again, len(left))
	return linkcheck.Findings(links, results), nil
}

// keptResults reads the results of earlier runs. A file that cannot be read as
// such is not thrown away: it may be another one, named by mistake.
func keptResults(name string) (map[string]linkcheck.Result, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return map[string]linkcheck.Result{}, nil
	}
	if err != nil {
		return nil, err
	}
	known, err := linkcheck.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; remove it to ask everything again", name, err)
	}
	return known, nil
}

func keep(name string, known map[string]linkcheck.Result) error {
	results := make([]linkcheck.Result, 0, len(known))
	for _, r := range known {
		results = append(results, r)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	part := name + ".part"
	if err := os.WriteFile(part, linkcheck.Encode(results), 0o644); err != nil {
		return err
	}
	return os.Rename(part, name)
}
