// Package hugo writes the synthetic site of package bench as a site of Hugo
// (gohugo.io), so that the two can be built on the same machine in one run.
//
// The texts are the same: each case's front matter in Hugo's terms and its
// prose, with citations as links to the list of references. The layouts make
// the same kinds of pages with the same parts: the record with route, facts,
// prose, adoptions, evidence, barriers, references, history and three related
// records; the list and every term in pages of 100; countries, permanent
// addresses and aliases, a feed for each term, sitemap and robots.txt. Both
// sides print the entries of lists once and copy them (partialCached there).
//
// Hugo has less to do: it makes no statistics with their pages, files and
// figures, no maps, no drawn routes, no income groups, no search index, no
// relative links, no pages of terms without a case, and it checks nothing.
package hugo

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"casebook/generator/bench"
	"casebook/generator/build"
)

//go:embed all:site
var layouts embed.FS

// Write writes the site of n cases into the folder dir, which it makes. The
// root is that of the real site: its vocabularies and pages are used.
func Write(dir string, root fs.FS, n int, seed uint64) error {
	empty := bench.FS(root, 0, seed)
	content, err := build.Load(empty, build.Options{})
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, mustSub(layouts, "site")); err != nil {
		return fmt.Errorf("write the layouts of Hugo: %w", err)
	}
	w := &writer{dir: dir, countries: map[string]country{}}
	for _, c := range content.Index.Countries {
		w.countries[c.Alpha3] = country{Name: c.Name("en"), Slug: c.Slug}
	}
	if err := w.data(content); err != nil {
		return err
	}
	if err := w.pages(root); err != nil {
		return err
	}
	for i := 1; i <= n; i++ {
		if err := w.record(bench.File(i, seed), bench.Case(i, n, seed)); err != nil {
			return fmt.Errorf("write case %d for Hugo: %w", i, err)
		}
	}
	return nil
}

func mustSub(fsys fs.FS, dir string) fs.FS {
	sub, err := fs.Sub(fsys, dir)
	if err != nil {
		panic(err)
	}
	return sub
}

type country struct {
	Name string `json:"name"`
	Slug string `json:"slug"`
}

type writer struct {
	dir       string
	countries map[string]country // by alpha-3
}

func (w *writer) file(name string, data []byte) error {
	path := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o644)
}

// data writes the names of countries and terms.
func (w *writer) data(content *build.Content) error {
	terms := map[string]map[string]string{}
	for _, v := range content.Site.Vocabularies.All() {
		terms[v.ID] = map[string]string{}
		for _, t := range v.Terms {
			terms[v.ID][t.ID] = t.Label
		}
	}
	for name, value := range map[string]any{"countries": w.countries, "terms": terms} {
		text, err := json.Marshal(value)
		if err != nil {
			return err
		}
		if err := w.file("data/"+name+".json", text); err != nil {
			return err
		}
	}
	return w.file("content/cases/_index.md", []byte("---\ntitle: Cases\n---\n"))
}

// pages writes the pages of prose.
func (w *writer) pages(root fs.FS) error {
	files, err := fs.Glob(root, "content/pages/*.md")
	if err != nil {
		return err
	}
	for _, file := range files {
		data, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		front, body, err := cut(data)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		out := map[string]any{"title": front["title"], "description": front["summary"], "lastmod": front["updated"]}
		if err := w.document("content/"+filepath.Base(file), out, cite(body, front)); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) document(name string, front map[string]any, body []byte) error {
	text, err := yaml.Marshal(front)
	if err != nil {
		return err
	}
	return w.file(name, slices.Concat([]byte("---\n"), text, []byte("---\n"), body))
}

func cut(data []byte) (front map[string]any, body []byte, err error) {
	head, body, ok := bytes.Cut(bytes.TrimPrefix(data, []byte("---\n")), []byte("\n---\n"))
	if !ok {
		return nil, nil, fmt.Errorf("there is no front matter")
	}
	return front, body, yaml.Unmarshal(head, &front)
}

// taxonomies are the keys of a record that are taxonomies, with Hugo's names.
var taxonomies = map[string]string{
	"innovation_type": "innovation-type", "adoption_status": "adoption-status", "learning_direction": "learning-direction",
	"learning_type": "learning-type", "learning_relation": "learning-relation", "domain": "domain", "barriers": "barrier", "enablers": "enabler",
}

// record writes one case. Withdrawn ones, stubs and those in review are pages
// in no list.
func (w *writer) record(file string, data []byte) error {
	front, body, err := cut(data)
	if err != nil {
		return err
	}
	out := map[string]any{"title": front["title"], "description": front["summary"], "date": front["added"], "lastmod": front["updated"]}
	id, _ := front["id"].(string)
	aliases := []any{"/id/" + id + ".html"}
	if more, ok := front["aliases"].([]any); ok {
		aliases = append(aliases, more...)
	}
	out["aliases"] = aliases
	if front["status"] != "published" {
		out["build"] = map[string]any{"list": "never"}
	}
	for key, name := range taxonomies {
		if terms := list(front[key]); len(terms) > 0 {
			out[name] = terms
		}
	}
	if evidence, ok := front["evidence"].(map[string]any); ok {
		out["evidence-origin"], out["evidence-receiving"] = list(evidence["origin"]), list(evidence["receiving"])
	}
	if year, ok := front["origin_year"].(int); ok {
		out["decade"] = []any{strconv.Itoa(year/10*10) + "s"}
	}
	out["countries"] = w.places(front)
	params := map[string]any{}
	for key, value := range front {
		if _, ok := out[key]; !ok && key != "summary" && key != "added" && key != "updated" && taxonomies[key] == "" {
			params[key] = value
		}
	}
	out["params"] = params
	return w.document("content/cases/"+file, out, cite(body, front))
}

func list(value any) []any {
	switch v := value.(type) {
	case nil:
		return nil
	case []any:
		return v
	default:
		return []any{v}
	}
}

// places returns the slugs of the countries where a case began and went to.
func (w *writer) places(front map[string]any) []string {
	var slugs []string
	see := func(code any) {
		if text, ok := code.(string); ok && w.countries[text].Slug != "" {
			slugs = append(slugs, w.countries[text].Slug)
		}
	}
	for _, code := range list(front["origin_country"]) {
		see(code)
	}
	for _, a := range list(front["adoptions"]) {
		if adoption, ok := a.(map[string]any); ok {
			see(adoption["country"])
		}
	}
	slices.Sort(slugs)
	return slices.Compact(slugs)
}

// citation is [@key], [@key, p. 3] or several of them.
var citation = regexp.MustCompile(`\[@[^\]]*\]`)

// cite turns citations into links to the references of the page.
func cite(body []byte, front map[string]any) []byte {
	numbers := map[string]int{}
	for i, r := range list(front["references"]) {
		if reference, ok := r.(map[string]any); ok {
			numbers[fmt.Sprint(reference["key"])] = i + 1
		}
	}
	return citation.ReplaceAllFunc(body, func(mark []byte) []byte {
		var links []string
		for part := range strings.SplitSeq(string(mark[1:len(mark)-1]), ";") {
			key, _, _ := strings.Cut(strings.TrimSpace(part), ",")
			key = strings.TrimPrefix(key, "@")
			links = append(links, fmt.Sprintf("[%d](#ref-%s)", numbers[key], key))
		}
		return []byte(strings.Join(links, ", "))
	})
}
