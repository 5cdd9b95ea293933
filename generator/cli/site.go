package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casebook/generator/build"
	"casebook/generator/check"
	"casebook/generator/config"
	"casebook/generator/diag"
	"casebook/generator/load"
	"casebook/generator/model"
)

// findRoot returns the folder of the site: --root, or the nearest one with a
// site.toml from the working folder upwards.
func (a *app) findRoot() (string, error) {
	if a.root != "" {
		dir := a.absolute(a.root)
		if !isFile(filepath.Join(dir, config.File)) {
			return "", misusef("%s holds no %s", a.root, config.File)
		}
		return dir, nil
	}
	for dir := a.env.Dir; ; dir = filepath.Dir(dir) {
		if isFile(filepath.Join(dir, config.File)) {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", misusef("there is no %s here or in a folder above; name the folder of the site with --root", config.File)
		}
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func (a *app) absolute(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(a.env.Dir, name)
}

// short returns a path as a person would write it from the working folder.
func (a *app) short(name string) string {
	if rel, err := filepath.Rel(a.env.Dir, name); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return name
}

// contentFlags are the flags of the commands that read the content.
type contentFlags struct {
	date    string
	baseURL string
	draft   bool
	workers int
	edition model.Edition
}

func (f *contentFlags) add(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.date, "date", "", "the as-of date, YYYY-MM-DD (default: SOURCE_DATE_EPOCH, else the newest date in the content)")
	flags.IntVar(&f.workers, "workers", 0, "how many files are worked on at a time (default: one a processor)")
}

func (f *contentFlags) addSite(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.baseURL, "base-url", "", "the address of the site, in place of base_url in site.toml")
	flags.BoolVar(&f.draft, "draft", false, "build in spite of errors, and mark the records that have some")
}

// options turns flags and environment into the options of a build.
func (a *app) options(f *contentFlags) (build.Options, error) {
	if f.workers < 0 {
		return build.Options{}, misusef("--workers is a number from 1, or 0 for one a processor")
	}
	if _, problem := config.BaseURL(f.baseURL); problem != "" {
		return build.Options{}, misusef("--base-url %q %s", f.baseURL, problem)
	}
	date, err := a.asOf(f.date)
	return build.Options{
		BaseURL: f.baseURL, AsOf: date, Draft: f.draft, Workers: f.workers, Edition: f.edition,
		Now: func() int64 { return a.env.Now().UnixNano() },
	}, err
}

// asOf returns the as-of date, or nothing for the newest one in the content.
// SOURCE_DATE_EPOCH is a number of seconds (reproducible-builds.org, "Source
// date epoch").
func (a *app) asOf(date string) (string, error) {
	if date != "" {
		if _, err := time.Parse(time.DateOnly, date); err != nil {
			return "", misusef("--date %q is not a date; write it as YYYY-MM-DD", date)
		}
		return date, nil
	}
	epoch := a.env.Getenv("SOURCE_DATE_EPOCH")
	if epoch == "" {
		return "", nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	const last = 253402300799 // the end of the year 9999
	if err != nil || seconds < 0 || seconds > last {
		return "", misusef("SOURCE_DATE_EPOCH %q is not a number of seconds since 1970", epoch)
	}
	return time.Unix(seconds, 0).UTC().Format(time.DateOnly), nil
}

// load finds the site and reads its content, with the options that it was read
// with.
func (a *app) load(flags *contentFlags) (root string, opt build.Options, content *build.Content, err error) {
	if root, err = a.findRoot(); err != nil {
		return "", opt, nil, err
	}
	if opt, err = a.options(flags); err != nil {
		return "", opt, nil, err
	}
	a.tune(root, 1)
	content, err = build.Load(os.DirFS(root), opt)
	return root, opt, content, err
}

// tune lets the collector run seldom, since a build soon ends and what it reads
// stays in use: the collector would find little. It does nothing where the
// user has set GOGC or GOMEMLIMIT. sites is how many sites are held at a time.
func (a *app) tune(root string, sites int64) {
	if a.env.Getenv("GOGC") != "" || a.env.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(sites * build.MemoryLimit(countFiles(filepath.Join(root, filepath.FromSlash(load.CasesDir)))))
}

// countFiles returns the number of files below a folder, roughly: what cannot
// be read counts nothing.
func countFiles(dir string) int {
	n := 0
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return nil
	})
	return n
}

// tell prints findings for a person, on standard error.
func (a *app) tell(fsys fs.FS, found diag.List, limit int) error {
	color, err := a.useColor()
	if err != nil {
		return err
	}
	return found.WriteText(a.env.Stderr, diag.TextOptions{Color: color, Source: reader(fsys), Limit: limit, Explain: explainLine})
}

func explainLine(code diag.Code) string {
	for _, known := range check.Codes() {
		if known == code {
			return "casebook explain " + string(code)
		}
	}
	return ""
}

// reader returns the function by which the printers read files for excerpts.
func reader(fsys fs.FS) func(file string) []byte {
	return func(file string) []byte {
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return nil // a finding about a file that is not there has no excerpt
		}
		return data
	}
}

// plural returns a number with its noun.
func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// isContentError reports whether an error means that the content, not the
// operation, is at fault.
func isContentError(err error) bool {
	return errors.Is(err, build.ErrFindings) || errors.Is(err, build.ErrBudget)
}

// sizeText returns a number of bytes as people read it, in powers of 1000.
func sizeText(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d B", n)
	case n < 1000_000:
		return fmt.Sprintf("%.1f kB", float64(n)/1000)
	default:
		return fmt.Sprintf("%.1f MB", float64(n)/1000_000)
	}
}

// durationText returns a time as people read it.
func durationText(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", d.Seconds()), ".0") + " s"
}
