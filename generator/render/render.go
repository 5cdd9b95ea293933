// Package render executes layouts: a view struct and a layout's name go in,
// bytes come out. Layouts are html/template files that print what the views
// of package page hold. The functions they have are t, the interface string of
// a name; entries, a list of records; and once, a part that pages share.
//
// The source of the layouts is minified once, when it is read, instead of
// every page: that keeps nine tenths of the saving for none of the time.
// html/template parses the layouts and works out how each value is escaped;
// what it has made of them is compiled, for each type of view, to a program
// that prints the same bytes without looking up fields by name (engine.go,
// compile.go, value.go, escape.go). A layout that uses what the compiler does
// not know is executed by html/template, as it always would be.
package render

import (
	"fmt"
	"html"
	"html/template"
	"io"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"casebook/generator/i18n"
)

// Layouts is the parsed layouts of a site. It is safe for concurrent use.
type Layouts struct {
	byName map[string]*template.Template
	engine *engine
}

// Standalone layouts have no frame around them.
var standalone = []string{"redirect", "report"}

// Load reads the layouts of dir: base.html, the partials of dir/partials, and
// one file a layout. Each layout is the template "main" within the base. An
// error names the file and, where the template engine tells, the line.
func Load(fsys fs.FS, dir string, strings *i18n.Strings) (*Layouts, error) {
	engine := &engine{sets: map[*template.Template]*compiler{}}
	shelf, store := &shelf{engine: engine}, &store{engine: engine}
	engine.connect(strings, shelf, store)
	base, err := shared(fsys, dir, strings, engine.funcs)
	if err != nil {
		return nil, err
	}
	files, err := fs.Glob(fsys, path.Join(dir, "*.html"))
	if err != nil {
		return nil, fmt.Errorf("list layouts: %w", err)
	}
	slices.Sort(files)
	l := &Layouts{byName: make(map[string]*template.Template, len(files)), engine: engine}
	if store.base, err = base.Clone(); err != nil {
		return nil, fmt.Errorf("prepare the partials: %w", err)
	}
	shelf.layout = store.base.Lookup(entryLayout)
	for _, file := range files {
		name := nameOf(file)
		if name == "base" {
			continue
		}
		t, err := base.Clone()
		if err != nil {
			return nil, fmt.Errorf("prepare layout %s: %w", file, err)
		}
		if err := parseFile(fsys, t, file, strings); err != nil {
			return nil, err
		}
		root := "base"
		if slices.Contains(standalone, name) {
			root = name
		}
		if t = t.Lookup(root); t == nil {
			return nil, fmt.Errorf("layout %s: it defines no template %q", file, root)
		}
		l.byName[name] = t
	}
	return l, nil
}

// connect sets the functions of layouts.
func (e *engine) connect(strings *i18n.Strings, shelf *shelf, store *store) {
	e.funcs = template.FuncMap{
		// t returns an interface string of layouts/i18n.
		"t": strings.T,
		// entries prints a list of records, each by the partial entry.
		"entries": shelf.print,
		// once prints a partial that all pages with the same key share.
		"once": store.once,
	}
	e.appenders = map[string]appender{
		"entries": func(out []byte, args []reflect.Value) ([]byte, error) {
			list, ok := args[0].Interface().(List)
			if !ok {
				return out, fmt.Errorf("entries: %s is no list of records", args[0].Type())
			}
			return shelf.append(out, list)
		},
	}
}

// shared returns the base and the partials.
func shared(fsys fs.FS, dir string, strings *i18n.Strings, funcs template.FuncMap) (*template.Template, error) {
	t := template.New("").Option("missingkey=error").Funcs(funcs)
	partials, err := fs.Glob(fsys, path.Join(dir, "partials", "*.html"))
	if err != nil {
		return nil, fmt.Errorf("list partials: %w", err)
	}
	slices.Sort(partials)
	for _, file := range append([]string{path.Join(dir, "base.html")}, partials...) {
		if err := parseFile(fsys, t, file, strings); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func parseFile(fsys fs.FS, t *template.Template, file string, strings *i18n.Strings) error {
	source, err := fs.ReadFile(fsys, file)
	if err != nil {
		return fmt.Errorf("read layout: %w", err)
	}
	small, err := minifySource(inline(source, strings))
	if err != nil {
		return fmt.Errorf("minify layout %s: %w", file, err)
	}
	if _, err := t.New(file).Parse(small); err != nil {
		return fmt.Errorf("parse layout: %w", err)
	}
	return nil
}

// fixed is a place of a layout that prints an interface string as it is.
var fixed = regexp.MustCompile(`\{\{t "([^"]+)"\}\}`)

// inline puts interface strings into the source of a layout, escaped for text
// and for attributes in quotes, so that a page does not look each of them up.
func inline(source []byte, strings *i18n.Strings) []byte {
	return fixed.ReplaceAllFunc(source, func(action []byte) []byte {
		id := fixed.FindSubmatch(action)[1]
		return []byte(html.EscapeString(strings.T(string(id))))
	})
}

func nameOf(file string) string { return strings.TrimSuffix(path.Base(file), ".html") }

// Names returns the names of the layouts, sorted.
func (l *Layouts) Names() []string {
	names := make([]string, 0, len(l.byName))
	for name := range l.byName {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Has reports whether there is a layout of this name.
func (l *Layouts) Has(name string) bool { return l.byName[name] != nil }

// Execute writes the page of a view.
func (l *Layouts) Execute(w io.Writer, name string, view any) error {
	t := l.byName[name]
	if t == nil {
		return fmt.Errorf("there is no layout %q", name)
	}
	if err := l.engine.execute(w, t, view); err != nil {
		return fmt.Errorf("execute layout %s: %w", name, err)
	}
	return nil
}

// Plain makes html/template execute all layouts from now on, for comparison:
// the bytes are the same, and the time is not.
func (l *Layouts) Plain() { l.engine.plain = true }

// Left returns which layouts and views were left to html/template, and why:
// they take about six times as long. It is sorted.
func (l *Layouts) Left() []string {
	l.engine.mu.Lock()
	defer l.engine.mu.Unlock()
	return slices.Sorted(slices.Values(l.engine.left))
}
