package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"casebook/generator/bench/neighbour"
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
	cache, err := neighbour.Cache()
	if err != nil {
		fmt.Fprintln(stderr, "Hugo and Pagefind are left out: there is no folder for them:", err)
		return t
	}
	if t.hugo, t.hugoVersion, err = findHugo(cache, stderr); err != nil {
		fmt.Fprintln(stderr, "Hugo is left out:", err)
	}
	if t.pagefind, t.pagefindVersion, err = neighbour.Pagefind(cache, stderr); err != nil {
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
			if path, ok := neighbour.Program(dir, "hugo"); ok {
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
	out, err := neighbour.Output(cmd)
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
	if path, ok := neighbour.Program(dir, "hugo"); ok {
		return path, nil
	}
	fmt.Fprintf(stderr, "trying Hugo %s; to build it takes some minutes the first time\n", version)
	cmd := exec.Command("go", "install", hugoModule+"@"+version)
	cmd.Dir = cache
	cmd.Env = append(os.Environ(), "GOBIN="+dir)
	if _, err := neighbour.Output(cmd); err != nil {
		return "", err
	}
	path, ok := neighbour.Program(dir, "hugo")
	if !ok {
		return "", fmt.Errorf("go install left no program in %s", dir)
	}
	return path, nil
}
