package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"casebook/generator/serve"
)

// serveFlags are the flags of serve.
type serveFlags struct {
	contentFlags
	out      string
	address  string
	port     int
	expose   bool
	basePath string
	noBuild  bool
	poll     time.Duration
	open     bool
	editor   string
}

func (a *app) serveCommand() *cobra.Command {
	var flags serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "build the site, show it on this machine, and follow every edit",
		Long: `Serve builds the site and answers at an address of this machine, which it
prints, until it is stopped with Ctrl+C. When a file of the content, the
layouts, the static files or site.toml changes, it builds again what the edit
touches, and open pages follow: they reload, or take a new style sheet without
a reload. If the content has errors, they stand over the page and the last good
site stays.

Other machines cannot reach it unless --expose is given. Where the system tells
nothing of changes, as on network drives, --poll looks at the files instead.`,
		Example: "  casebook serve\n  casebook serve --open --draft\n  casebook serve --port 9000 --base-path /learned-from/\n" +
			"  casebook serve --poll 2s --editor 'vscode://file/{path}:{line}'",
		Args: cobra.NoArgs,
		RunE: do(func(cmd *cobra.Command, _ []string) error {
			return a.serve(cmd.Context(), &flags)
		}),
	}
	flags.add(cmd)
	flags.addSite(cmd)
	f := cmd.Flags()
	f.StringVar(&flags.out, "out", "", "the folder for the site (default: public beside site.toml)")
	f.StringVar(&flags.address, "addr", "127.0.0.1", "the address of this machine to answer at")
	f.IntVar(&flags.port, "port", 8080, "the port; where it is taken, the next free one (0: any)")
	f.BoolVar(&flags.expose, "expose", false, "let other machines reach the site, by this machine's IP address")
	f.StringVar(&flags.basePath, "base-path", "/", "the path below which the site stands, as on its host")
	f.BoolVar(&flags.noBuild, "no-build", false, "show what the folder holds, without building or watching")
	f.DurationVar(&flags.poll, "poll", 0, "look at all files this often (1s), for drives that tell nothing of changes")
	f.BoolVar(&flags.open, "open", false, "open the site in the browser")
	f.StringVar(&flags.editor, "editor", "", "the address by which an error's link opens your editor, with {path} and {line} in it")
	return cmd
}

func (a *app) serve(ctx context.Context, flags *serveFlags) error {
	switch {
	case flags.poll < 0 || flags.poll > 0 && flags.poll < leastPoll:
		return misusef("--poll is a time from %v, such as 1s", leastPoll)
	case flags.editor != "" && !editorAddress.MatchString(flags.editor):
		return misusef("--editor is an address with {path} in it, such as vscode://file/{path}:{line}")
	case flags.port < 0 || flags.port > 65535:
		return misusef("--port is a number from 0 to 65535")
	case flags.expose && serve.IsLoopback(flags.address):
		flags.address = "" // all addresses of the machine
	case !flags.expose && !serve.IsLoopback(flags.address):
		return misusef("%q can be reached from other machines; add --expose if that is meant", flags.address)
	}
	root, err := a.findRoot()
	if err != nil {
		return err
	}
	dir := a.outDir(root, flags.out)
	if !flags.noBuild {
		return a.live(ctx, root, dir, flags)
	}
	if !isFile(filepath.Join(dir, "index.html")) {
		return fmt.Errorf("there is no site in %s", a.short(dir))
	}
	served := make(chan error, 1)
	if err := a.answer(ctx, dir, flags, nil, served); err != nil {
		return err
	}
	return <-served
}

// leastPoll is the shortest time between two looks at all files.
const leastPoll = 50 * time.Millisecond

// editorAddress is the form of --editor. A scheme that runs script in the page
// is none.
var editorAddress = regexp.MustCompile(`^[a-z][a-z0-9+.-]*://.*\{path\}`)

// answer begins to serve a folder and prints where; what came of it in the end
// is sent to served. hub is nil for a site that is not followed.
func (a *app) answer(ctx context.Context, dir string, flags *serveFlags, hub *serve.Live, served chan<- error) error {
	listener, err := serve.Listen(ctx, flags.address, flags.port)
	if err != nil {
		return err
	}
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok {
		return errors.Join(errors.New("the system names no port"), listener.Close())
	}
	port := strconv.Itoa(address.Port)
	base := "/" + strings.Trim(flags.basePath, "/")
	handler := serve.Handler(serve.Dir(dir), serve.Options{
		Hosts:    serve.Hosts{Port: port, Exposed: flags.expose},
		BasePath: base,
		Live:     hub,
	})
	host := "127.0.0.1"
	if !address.IP.IsUnspecified() {
		host = address.IP.String()
	}
	shown := "http://" + net.JoinHostPort(host, port) + strings.TrimSuffix(base, "/") + "/"
	// The address is what the command is for: it is printed in any case.
	fmt.Fprintf(a.env.Stdout, "serving %s at %s\n", a.short(dir), shown)
	if flags.expose {
		a.say("other machines reach it by this machine's IP address and port %s", port)
	}
	a.say("stop with Ctrl+C")
	go func() { served <- serve.Run(ctx, listener, handler) }()
	if flags.open {
		if err := a.env.Browse(shown); err != nil {
			fmt.Fprintf(a.env.Stderr, "the browser cannot be opened (%v): type the address\n", err)
		}
	}
	return nil
}
