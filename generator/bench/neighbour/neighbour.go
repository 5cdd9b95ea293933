// Package neighbour gets programs that are measured beside this one into a
// folder of the user's cache. Without a network what is there is used. It
// measures nothing.
package neighbour

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// Cache returns the folder of the neighbours, and makes it.
func Cache() (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	cache = filepath.Join(cache, "casebook-bench")
	return cache, os.MkdirAll(cache, 0o755)
}

// Pagefind returns Pagefind, after asking npm for the newest one. What stands
// in the way of the newest is told.
func Pagefind(cache string, stderr io.Writer) (path, version string, err error) {
	dir := filepath.Join(cache, "pagefind")
	npm, err := exec.LookPath("npm")
	if err == nil {
		if err = os.MkdirAll(dir, 0o755); err == nil {
			_, err = Output(exec.Command(npm, "install", "--no-audit", "--no-fund", "--prefix", dir, "pagefind@latest"))
		}
	}
	path, ok := Program(filepath.Join(dir, "node_modules", ".bin"), "pagefind")
	if !ok {
		if err == nil {
			err = fmt.Errorf("npm left no program in %s", dir)
		}
		return "", "", err
	}
	if err != nil {
		fmt.Fprintln(stderr, "Pagefind may not be the newest:", err)
	}
	out, err := Output(exec.Command(path, "--version"))
	return path, strings.TrimPrefix(strings.TrimSpace(string(out)), "pagefind "), err
}

// Program returns the path of a program in a folder, if it is there.
func Program(dir, name string) (string, bool) {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	path := filepath.Join(dir, name)
	info, err := os.Stat(path)
	return path, err == nil && !info.IsDir()
}

// Output runs a command. The error holds the last line it printed.
func Output(cmd *exec.Cmd) ([]byte, error) {
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, lines[len(lines)-1])
	}
	return out, nil
}
