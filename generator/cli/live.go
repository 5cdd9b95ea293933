package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"casebook/generator/build"
	"casebook/generator/serve"
	"casebook/generator/watch"
)

// A liveSite keeps a site that is being served equal to its content. All but
// the build itself happens in the goroutine of run.
type liveSite struct {
	app    *app
	root   string
	dir    string
	keeper *build.Keeper
	hub    *serve.Live
	stages *stageTable

	pending map[string]bool // files changed since the last good build
	all     bool            // any may have
	since   time.Time       // when the first of them was told of
	built   chan built      // what came of the build under way
	cancel  context.CancelFunc
	under   bool   // a build is under way
	again   bool   // something changed since it began
	stopped int    // builds broken off since the last one that ended
	failed  string // the failed operation that was told of last
	warned  string // the findings that were
	retry   <-chan time.Time
}

// A built is what came of one build.
type built struct {
	report build.Report
	took   time.Duration
	err    error
}

const (
	// mostStopped is how many builds in a row an edit may break off; the next
	// one is let be, so that one who saves without pause sees the whole site
	// now and then.
	mostStopped = 3
	// retryAfter is the wait before an operation that failed is tried again:
	// a disk that was full, a file that vanished while it was read.
	retryAfter = 2 * time.Second
)

// watched is what a site is made of, in its folder.
var watched = []string{"content", "layouts", "static", "site.toml"}

// live builds the site, serves it, and builds again when a file changes.
func (a *app) live(ctx context.Context, root, dir string, flags *serveFlags) error {
	if _, err := a.useColor(); err != nil {
		return err
	}
	opt, err := a.options(&flags.contentFlags)
	if err != nil {
		return err
	}
	a.tune(root, 2) // the site as it was and as it is made
	l := &liveSite{app: a, root: root, dir: dir, pending: map[string]bool{}, built: make(chan built, 1)}
	l.stages = a.stageTable(&opt, false)
	if l.keeper, err = build.Keep(os.DirFS(root), dir, opt); err != nil {
		return err
	}
	defer l.keeper.Close()
	l.hub = serve.NewLive(serve.LiveOptions{Source: l.source, Editor: flags.editor, Root: root})
	// Watched before the first build, so that no edit falls between.
	watcher, err := watch.Start(ctx, root, watched, watch.Options{Poll: flags.poll})
	if err != nil {
		return err
	}
	if err := l.first(ctx); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	served := make(chan error, 1)
	if err := a.answer(ctx, dir, flags, l.hub, served); err != nil {
		return err
	}
	l.run(ctx, watcher, served)
	stop()
	return <-served
}

// source reads a file of the content for the page that shows it.
func (l *liveSite) source(file string) ([]byte, error) {
	root, err := os.OpenRoot(l.root)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(filepath.FromSlash(file))
}

// first builds before anything is served. Errors of the content are told; the
// site of an earlier build, if there is one, is good enough to look at.
func (l *liveSite) first(ctx context.Context) error {
	report, err := l.keeper.Build(ctx)
	l.stages.bar.clear()
	l.stages.silent = true
	if err != nil && !isContentError(err) {
		return err
	}
	if err == nil {
		l.warn(report)
		l.app.summary(l.dir, report)
		return nil
	}
	l.refused(report, err)
	return nil
}

// run builds after each change until ctx ends or the server fails.
func (l *liveSite) run(ctx context.Context, w *watch.Watcher, served chan error) {
	defer l.end()
	changes := w.Changes
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-served:
			served <- err
			return
		case note := <-w.Notes:
			fmt.Fprintln(l.app.env.Stderr, note)
		case c, open := <-changes:
			if !open {
				return
			}
			l.changed(ctx, c)
		case b := <-l.built:
			l.ended(ctx, b)
		case <-l.retry:
			l.start(ctx)
		}
	}
}

// end breaks the build off that is under way and waits for it.
func (l *liveSite) end() {
	if l.under {
		l.cancel()
		<-l.built
	}
}

// changed takes a change in. A build under way has begun with older files: it
// is broken off, unless that has happened too often.
func (l *liveSite) changed(ctx context.Context, c watch.Change) {
	if len(l.pending) == 0 && !l.all {
		l.since = l.app.env.Now()
	}
	for _, file := range c.Files {
		l.pending[file] = true
	}
	l.all = l.all || c.All
	if l.under {
		l.again = true
		if l.stopped >= mostStopped {
			return // what it publishes would overwrite what is hurried
		}
		l.cancel()
	}
	l.hurry(ctx, c)
	l.start(ctx)
}

// hurry publishes the pages that somebody waits for. What goes wrong with it
// is for the build to tell, but for errors in the file itself.
func (l *liveSite) hurry(ctx context.Context, c watch.Change) {
	if c.All {
		return
	}
	begun := l.app.env.Now()
	h, err := l.keeper.Hurry(ctx, c.Files)
	switch {
	case err != nil:
		return
	case h.Refused:
		report := build.Report{Findings: h.Findings}
		l.hub.Show(l.notice(report, build.ErrFindings))
	case len(h.Changed) > 0:
		readers := l.hub.Tell(l.change(h.Changed, h.Styles))
		l.app.say("%s: %s in %s%s", l.reason(), first(h.Changed), durationText(l.app.env.Now().Sub(begun)), toldPages(readers))
	}
}

// first names the first of some files and how many more there are.
func first(files []string) string {
	switch len(files) {
	case 0:
		return "files"
	case 1:
		return files[0]
	default:
		return fmt.Sprintf("%s and %d more", files[0], len(files)-1)
	}
}

// start begins a build.
func (l *liveSite) start(ctx context.Context) {
	if l.under {
		return
	}
	l.under, l.again, l.retry = true, false, nil
	l.stages.stages = nil
	ctx, l.cancel = context.WithCancel(ctx)
	begun := l.app.env.Now()
	go func() {
		report, err := l.keeper.Build(ctx)
		l.built <- built{report, l.app.env.Now().Sub(begun), err}
	}()
}

// ended tells what came of a build, and begins the next one if there is reason.
func (l *liveSite) ended(ctx context.Context, b built) {
	l.under = false
	l.cancel()
	switch {
	case errors.Is(b.err, context.Canceled):
		l.stopped++
	case b.err == nil:
		l.succeeded(b)
	case isContentError(b.err):
		l.refused(b.report, b.err)
	default:
		l.broke(b.err)
	}
	if l.again && ctx.Err() == nil {
		l.start(ctx)
	}
}

// succeeded tells pages and the person what was built, and why.
func (l *liveSite) succeeded(b built) {
	l.hub.Clear()
	l.failed, l.stopped = "", 0
	readers := l.hub.Tell(l.change(b.report.Changed, b.report.Styles))
	o := b.report.Output
	l.app.say("%s: %d written, %d removed, %d unchanged in %s%s", l.reason(), o.Written, o.Removed, o.Unchanged,
		durationText(b.took), toldPages(readers))
	l.warn(b.report)
	if !l.again {
		l.pending, l.all = map[string]bool{}, false
	}
}

// warn prints findings, unless they are those that were printed last.
func (l *liveSite) warn(report build.Report) {
	now := fmt.Sprint(report.Findings)
	if now == l.warned {
		return
	}
	l.warned = now
	if err := l.app.tell(os.DirFS(l.root), report.Findings, maxTold); err != nil {
		fmt.Fprintln(l.app.env.Stderr, err)
	}
}

// toldPages says how many pages know of a change.
func toldPages(readers int) string {
	if readers == 0 {
		return ""
	}
	return ", told " + plural(readers, "open page")
}

// reason names the files that changed: the first, and how many more.
func (l *liveSite) reason() string {
	if l.all {
		return "files changed"
	}
	return first(slices.Sorted(maps.Keys(l.pending)))
}

// change is what open pages must know of a build.
func (l *liveSite) change(files []string, styles map[string]string) serve.Change {
	if l.onlyStyles() {
		return serve.Change{Styles: styles}
	}
	c := serve.Change{Files: files}
	// Files that keep their name are shown by pages that do not change.
	c.All = slices.ContainsFunc(files, func(file string) bool { return strings.HasPrefix(file, "static/") })
	return c
}

// onlyStyles reports whether nothing but style sheets changed: pages differ in
// the names of these alone.
func (l *liveSite) onlyStyles() bool {
	if l.all || len(l.pending) == 0 {
		return false
	}
	for file := range l.pending {
		if !strings.HasPrefix(file, "static/") || !strings.HasSuffix(file, ".css") {
			return false
		}
	}
	return true
}

// refused shows over the pages why the content makes no site.
func (l *liveSite) refused(report build.Report, err error) {
	l.failed = ""
	l.warn(report)
	if len(report.Offenders) > 0 {
		l.app.table(l.app.env.Stderr, measures(report.Offenders))
	}
	state := "the last good site stays"
	if !isFile(filepath.Join(l.dir, "index.html")) {
		state = "there is no site yet"
	}
	fmt.Fprintf(l.app.env.Stderr, "%v; %s until that is mended\n", err, state)
	l.hub.Show(l.notice(report, err))
}

// broke tells that a build could not be made, once for each reason, and has it
// tried again: nobody may come to save a file just because a disk was full.
func (l *liveSite) broke(err error) {
	if l.failed != err.Error() {
		l.failed = err.Error()
		fmt.Fprintf(l.app.env.Stderr, "%v; the last good site stays, and the build is tried again\n", err)
		l.hub.Show(serve.Notice{Title: "The site cannot be built: this is the last good one", Items: []serve.Item{
			{Kind: "error", Message: err.Error(), Hint: "the build is tried again every few seconds"}}})
	}
	l.retry = time.After(retryAfter)
}
