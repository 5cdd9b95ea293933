// Package cli is the casebook command: its subcommands, flags, exit codes and
// what it prints. It holds no rule and renders nothing; it turns arguments into
// options, calls the packages that do the work, and tells a person or a program
// what came of it.
//
// Everything from outside enters by Env: streams, folder, environment, clock.
// Only this package prints, and only main ends the process. Exit codes: 0 fine,
// 1 the content has errors or the site is over its budget, 2 misuse or a failed
// operation.
//
// To a person it speaks in one line a stage; findings go to standard error, so
// that they can be read while the output is kept. What a program reads (JSON,
// SARIF, annotations) goes to standard output, alone.
package cli

import (
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// Env is what the command knows of the world outside.
type Env struct {
	Dir        string // the working folder, absolute
	Stdin      io.Reader
	Stdout     io.Writer
	Stderr     io.Writer
	Getenv     func(name string) string   // empty for a variable that is not set
	Now        func() time.Time           // for times of stages; never in a page
	IsTerminal func(stream any) bool      // whether one of the streams above is a terminal
	Browse     func(address string) error // shows an address in the user's browser
}

// System returns the process's own environment.
func System() (Env, error) {
	dir, err := os.Getwd()
	return Env{
		Dir: dir, Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now, IsTerminal: isTerminal, Browse: openBrowser,
	}, err
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
