package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Tools are the programs that are measured beside this one: their paths, empty
// where they are not to be had.
type tools struct {
	hugo, pagefind               string
	hugoVersion, pagefindVersion string
}

// findTools gets the tools, and says what is left out and why.
func findTools(stderr io.Writer) tools {
	var t tools
	cache, err := os.UserCacheDir()
	if err == nil {
		cache = filepath.Join(cache, "casebook-bench")
		err = os.MkdirAll(cache, 0o755)
	}
	if err != nil {
		fmt.Fprintln(stderr, "Hugo and Pagefind are left out: there is no folder for them:", err)
		return t
	}
	if t.hugo, t.hugoVersion, err = findHugo(cache, stderr); err != nil {
		fmt.Fprintln(stderr, "Hugo is left out:", err)
	}
	if t.pagefind, t.pagefindVersion, err = findPagefind(cache, stderr); err != nil {
		fmt.Fprintln(stderr, "Pagefind is left out:", err)
	}
	return t
}

const hugoModule = "github.com/gohugoio/hugo"

// triedVersions is how many of the newest versions of Hugo are tried: one may
// need a newer Go than is installed.
const triedVersions = 12

// findHugo returns the newest Hugo that the installed Go builds, and builds it
// if it is not in the cache.
func findHugo(cache string, stderr io.Writer) (path, version string, err error) {
	versions, err := hugoVersions(cache)
	if err != nil { // without a network: the newest that is there
		built, _ := filepath.Glob(filepath.Join(cache, "hugo-v*"))
		slices.SortFunc(built, func(a, b string) int { return compareVersions(filepath.Base(b), filepath.Base(a)) })
		for _, dir := range built {
			if path, ok := program(dir, "hugo"); ok {
				return path, strings.TrimPrefix(filepath.Base(dir), "hugo-"), nil
			}
		}
		return "", "", err
	}
	for _, version := range versions[:min(triedVersions, len(versions))] {
		if path, err = installHugo(cache, version, stderr); err == nil {
			return path, version, nil
		}
		if !strings.Contains(err.Error(), "requires go") {
			return "", "", err
		}
	}
	return "", "", err
}

// compareVersions compares hugo-v0.9.1 and hugo-v0.10.0 by their numbers: a
// longer number is a larger one.
func compareVersions(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	return slices.CompareFunc(x, y, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
}

// hugoVersions returns the released versions, newest first.
func hugoVersions(cache string) ([]string, error) {
	cmd := exec.Command("go", "list", "-m", "-versions", "-json", hugoModule)
	cmd.Dir = cache
	out, err := output(cmd)
	if err != nil {
		return nil, err
	}
	var module struct{ Versions []string }
	if err := json.Unmarshal(out, &module); err != nil {
		return nil, fmt.Errorf("read the versions of Hugo: %w", err)
	}
	released := slices.DeleteFunc(module.Versions, func(v string) bool { return strings.Contains(v, "-") })
	slices.Reverse(released)
	return released, nil
}

func installHugo(cache, version string, stderr io.Writer) (string, error) {
	dir := filepath.Join(cache, "hugo-"+version)
	if path, ok := program(dir, "hugo"); ok {
		return path, nil
	}
	fmt.Fprintf(stderr, "trying Hugo %s; to build it takes some minutes the first time\n", version)
	cmd := exec.Command("go", "install", hugoModule+"@"+version)
	cmd.Dir = cache
	cmd.Env = append(os.Environ(), "GOBIN="+dir)
	if _, err := output(cmd); err != nil {
		return "", err
	}
	path, ok := program(dir, "hugo")
	if !ok {
		return "", fmt.Errorf("go install left no program in %s", dir)
	}
	return path, nil
}

// findPagefind returns Pagefind, after asking npm for the newest one.
func findPagefind(cache string, stderr io.Writer) (path, version string, err error) {
	dir := filepath.Join(cache, "pagefind")
	npm, err := exec.LookPath("npm")
	if err == nil {
		if err = os.MkdirAll(dir, 0o755); err == nil {
			_, err = output(exec.Command(npm, "install", "--no-audit", "--no-fund", "--prefix", dir, "pagefind@latest"))
		}
	}
	path, ok := program(filepath.Join(dir, "node_modules", ".bin"), "pagefind")
	if !ok {
		if err == nil {
			err = fmt.Errorf("npm left no program in %s", dir)
		}
		return "", "", err
	}
	if err != nil {
		fmt.Fprintln(stderr, "Pagefind may not be the newest:", err)
	}
	out, err := output(exec.Command(path, "--version"))
	return path, strings.TrimPrefix(strings.TrimSpace(string(out)), "pagefind "), err
}

// program returns the path of a program in a folder, if it is there.
func program(dir, name string) (string, bool) {
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	path := filepath.Join(dir, name)
	info, err := os.Stat(path)
	return path, err == nil && !info.IsDir()
}

// output runs a command. The error holds the last line it printed.
func output(cmd *exec.Cmd) ([]byte, error) {
	var stderr strings.Builder
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		lines := strings.Split(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, lines[len(lines)-1])
	}
	return out, nil
}
