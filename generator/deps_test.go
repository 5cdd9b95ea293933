package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// A part is what one package may import of ours and of others.
type part struct {
	why    string // the one thing it is for, from which the rest follows
	ours   string // packages below generator/
	others string // modules; the standard library is free
}

// parts is the map of the packages, from the ground up. An import that is not
// here is a decision to be made: put it in with its reason, or move the type.
var parts = map[string]part{
	"suggest":  {why: "nearest known word"},
	"spool":    {why: "long texts out of memory"},
	"parallel": {why: "one function for many numbers, from several goroutines"},
	"watch":    {why: "tells when files change", others: "github.com/fsnotify/fsnotify"},
	"diag":     {why: "findings and their printers", others: "golang.org/x/text"},
	"vocab":    {why: "terms are data"},
	"country":  {why: "the reference data; names are matched as suggest folds them", ours: "suggest", others: "golang.org/x/text"},
	"model":    {why: "the nouns; places become diag.Pos, terms are vocab's", ours: "diag vocab"},
	"flow":     {why: "the arithmetic of calls", ours: "model"},
	"i18n":     {why: "interface strings", others: "github.com/nicksnyder/go-i18n/v2 github.com/pelletier/go-toml/v2 golang.org/x/text"},
	"source":   {why: "files to trees of nodes", ours: "diag", others: "github.com/adrg/frontmatter github.com/pelletier/go-toml/v2 go.yaml.in/yaml/v4 golang.org/x/text"},
	"decode":   {why: "nodes to values", ours: "diag model source suggest", others: "golang.org/x/text"},
	"markdown": {why: "the only maker of trusted HTML", ours: "diag model suggest", others: "github.com/yuin/goldmark github.com/alecthomas/chroma/v2 golang.org/x/text"},
	"config":   {why: "site.toml to model.Config", ours: "decode diag model source", others: "golang.org/x/text"},
	"load":     {why: "a file tree to a model.Site", ours: "country decode diag markdown model parallel source vocab"},
	"derive":   {why: "facts of a case", ours: "country model vocab"},
	"check":    {why: "rules over the model", ours: "country derive diag flow model parallel suggest vocab", others: "golang.org/x/text"},
	"fix":      {why: "repairs of a file's text", ours: "country derive diag model source vocab"},
	"scaffold": {why: "the text of a new record", ours: "country model source vocab", others: "golang.org/x/text"},
	"taxonomy": {why: "records by term, decade and country", ours: "country derive model vocab"},
	"figure":   {why: "geometry of figures", ours: "country derive"},
	"cite":     {why: "text of references", ours: "model"},
	"biblio":   {why: "bibliographies for reference managers", ours: "cite model"},
	"harvest":  {why: "what a record is to programs that visit its page", ours: "cite country derive model"},
	"preview":  {why: "pictures for social networks; words in, PNG out", others: "golang.org/x/image"},
	"export":   {why: "feeds and files for machines; plain values in, bytes out"},
	"table":    {why: "tables as definitions and rows, and their files; knows no cases"},
	"stats":    {why: "the paucity statistics, as values and as a table; what site.toml says of gaps is judged there", ours: "country derive diag flow model suggest table vocab"},
	"object":   {why: "JSON objects whose keys keep their order"},
	"schema":   {why: "the JSON Schema of the front matter, from what load asks for and check says", ours: "check country decode load model object vocab"},
	"dataset":  {why: "the tables of the evidence base, and what describes them", ours: "cite country derive model object table vocab"},
	"compare":  {why: "what a change of the content does to the data", ours: "model source stats"},
	"page":     {why: "views of the pages", ours: "biblio cite country dataset derive figure flow harvest i18n model preview review stats table taxonomy vocab", others: "golang.org/x/text"},
	"render":   {why: "views to bytes", ours: "i18n", others: "github.com/tdewolff/minify/v2"},
	"asset":    {why: "static files, small and hashed", others: "github.com/tdewolff/minify/v2"},
	"output":   {why: "the plan of addresses and the only writer", others: "golang.org/x/sys"},
	"search":   {why: "the index of the search, its writer and its reader; plain values in, bytes out", ours: "parallel", others: "github.com/blevesearch/snowballstem golang.org/x/text"},
	"build": {why: "the only place that knows the order of the stages",
		ours: "asset biblio check cite config country dataset derive diag export flow form i18n load markdown model object output page parallel render review schema search source spool stats table taxonomy vocab"},
	"serve": {why: "shows a built site on this machine, and tells open pages of changes"},
	"bench": {why: "made-up content, and the time a build of it takes; the floor is the parsers alone", ours: "build country model",
		others: "github.com/adrg/frontmatter github.com/yuin/goldmark go.yaml.in/yaml/v4 golang.org/x/sys"},
	"cli": {why: "commands, flags, printing; the only printer",
		ours:   "build check compare config country diag fix intake linkcheck load model output scaffold schema search serve source stats suggest vocab watch",
		others: "github.com/spf13/cobra github.com/spf13/pflag golang.org/x/term"},
	"intake":    {why: "what people send in other forms, as stubs", ours: "country decode diag model scaffold source suggest vocab", others: "github.com/xuri/excelize/v2 golang.org/x/text"},
	"review":    {why: "what waits for an editor", ours: "derive model"},
	"form":      {why: "what the form in the browser has to know", ours: "check country fix model"},
	"linkcheck": {why: "asks other sites whether what is linked to is there", ours: "diag model"},
	"browser":   {why: "tests of the pages in a real browser; no code of its own"},
	".":         {why: "hands arguments and streams to cli", ours: "cli"},
}

// TestImports keeps the arrows of the package map true.
func TestImports(t *testing.T) {
	seen := map[string]bool{}
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "testdata" {
			if err == nil {
				err = fs.SkipDir
			}
			return err
		}
		if d.IsDir() || path.Ext(file) != ".go" || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		dir, _, _ := strings.Cut(path.Dir(file), "/")
		seen[dir] = true
		p, ok := parts[dir]
		if !ok {
			t.Errorf("%s: package %s is not in the map of packages", file, dir)
			return nil
		}
		for _, imported := range imports(t, file) {
			if !allowed(dir, p, imported) {
				t.Errorf("%s: package %s (%s) may not import %s", file, dir, p.why, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range parts {
		if !seen[name] {
			t.Errorf("the map of packages names %s, which is not there", name)
		}
	}
}

func imports(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, spec := range f.Imports {
		list = append(list, strings.Trim(spec.Path.Value, `"`))
	}
	return list
}

func allowed(dir string, p part, imported string) bool {
	const ours = "casebook/generator/"
	if name, ok := strings.CutPrefix(imported, ours); ok {
		name, _, _ = strings.Cut(name, "/")
		return name == dir || slices.Contains(strings.Fields(p.ours), name)
	}
	host, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(host, ".") {
		return true
	}
	return slices.ContainsFunc(strings.Fields(p.others), func(module string) bool {
		return imported == module || strings.HasPrefix(imported, module+"/")
	})
}

// TestLongestChain keeps the building low: a change at the bottom should not
// have to be thought through more floors than this.
func TestLongestChain(t *testing.T) {
	const most = 8
	var depth func(name string) int
	depth = func(name string) int {
		deepest := 0
		for _, below := range strings.Fields(parts[name].ours) {
			deepest = max(deepest, depth(below))
		}
		return deepest + 1
	}
	if got := depth("."); got > most {
		t.Errorf("the longest chain of imports has %d packages, want at most %d", got, most)
	}
}
