package bench

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
)

// output is a line of the table [outputs] of site.toml.
var output = regexp.MustCompile(`(?m)^((?:record|data)_\w+|previews|api|schema|oai)( *= *)(true|false)\b`)

// OutputKeys returns the keys of site.toml that switch a kind of file on or
// off, in the order of the file.
func OutputKeys(root fs.FS) ([]string, error) {
	data, err := fs.ReadFile(root, "site.toml")
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, m := range output.FindAllSubmatch(data, -1) {
		keys = append(keys, string(m[1]))
	}
	return keys, nil
}

// Switch writes the site.toml of a site, after that of the root, with those
// kinds of files on for which on says so, and all others off.
func Switch(dir string, root fs.FS, on func(key string) bool) error {
	data, err := fs.ReadFile(root, "site.toml")
	if err != nil {
		return err
	}
	data = output.ReplaceAllFunc(data, func(line []byte) []byte {
		m := output.FindSubmatch(line)
		value := "false"
		if on(string(m[1])) {
			value = "true"
		}
		return []byte(string(m[1]) + string(m[2]) + value)
	})
	return os.WriteFile(filepath.Join(dir, "site.toml"), data, 0o644)
}
