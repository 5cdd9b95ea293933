//go:build browser

package browser

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing/fstest"
)

// oddBase is the path of the second site: the real one with records in
// testdata beside its own, of the kinds that it happens to have none of, and
// with short list pages, so that lists go on.
const oddBase = "/odd/"

// Where the second site takes contributions.
const (
	oddRepository = "https://example.org/repository"
	oddEmail      = "cases@example.org"
)

// oddKinds are the pages of the second site that the first has none like.
var oddKinds = []kind{
	{"record, wide words", oddBase + "cases/wide/"}, {"record, withdrawn", oddBase + "cases/gone/"},
	{"record, stub", oddBase + "cases/stub/"}, {"record, comparator", oddBase + "cases/comparator/"},
	{"cases in parts", oddBase + "cases/"}, {"cases, second part", oddBase + "cases/page/2/"},
	{"home with everything", oddBase}, {"call with everything", oddBase + "calls/wide-call/"}, {"review with everything", oddBase + "calls/wide-review/"},
}

// oddSite returns the files that the second site is built from.
func oddSite(root fs.FS) (fs.FS, error) {
	files := fstest.MapFS{}
	add := func(fsys fs.FS, from, to string) error {
		return fs.WalkDir(fsys, from, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			files[to+name] = &fstest.MapFile{Data: data}
			return err
		})
	}
	for _, name := range []string{"content", "layouts", "static", "site.toml"} {
		if err := add(root, name, ""); err != nil {
			return nil, fmt.Errorf("read the site: %w", err)
		}
	}
	for _, name := range []string{"cases", "calls"} {
		if err := add(os.DirFS("testdata"), name, "content/"); err != nil {
			return nil, fmt.Errorf("read the odd %s: %w", name, err)
		}
	}
	tied := 0
	for _, name := range slices.Sorted(maps.Keys(files)) { // the first call has cases of every mark
		file := files[name]
		if strings.HasPrefix(name, "content/cases/") && bytes.Contains(file.Data, []byte("\nadded: ")) && !bytes.Contains(file.Data, []byte("\ncall: ")) && tied < 20 {
			file.Data = bytes.Replace(file.Data, []byte("\nadded: "), []byte("\ncall: wide-call\nadded: "), 1)
			tied++
		}
	}
	settings := files["site.toml"]
	short := bytes.Replace(settings.Data, []byte("per_page = 100"), []byte("per_page = 10"), 1)
	if bytes.Equal(short, settings.Data) {
		return nil, errors.New("site.toml does not say per_page = 100, so that the lists of the odd site are not short")
	}
	settings.Data = short
	for _, key := range []string{"repository", "email"} { // which the first site has not
		value := map[string]string{"repository": oddRepository, "email": oddEmail}[key]
		set := bytes.Replace(settings.Data, []byte("\n"+key+` = ""`), []byte("\n"+key+` = "`+value+`"`), 1)
		if bytes.Equal(set, settings.Data) {
			return nil, fmt.Errorf("site.toml does not leave %s empty", key)
		}
		settings.Data = set
	}
	return files, nil
}
