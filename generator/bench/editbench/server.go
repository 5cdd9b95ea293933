package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

// patience is how long one thing may take before the measurement is given up.
const patience = 5 * time.Minute

// A server is a site that is being served, and a page of it that is open.
type server struct {
	cmd    *exec.Cmd
	errs   *bytes.Buffer
	events chan change
	failed chan error
	body   io.Closer
}

// A change is what the page was told, and when.
type change struct {
	at    time.Time
	Files []string `json:"files"`
	All   bool     `json:"all"`
}

var address = regexp.MustCompile(`http://\S+`)

// start serves a site and opens a page.
func start(ctx context.Context, program, site string) (*server, error) {
	s := &server{errs: &bytes.Buffer{}, events: make(chan change, 100), failed: make(chan error, 2)}
	s.cmd = exec.CommandContext(ctx, program, "serve", "--root", site, "--port", "0")
	s.cmd.Stderr = s.errs
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start serve: %w", err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := address.FindString(lines.Text()); found != "" {
			go func() {
				_, _ = io.Copy(io.Discard, out) // what it prints later
			}()
			return s, s.open(ctx, found)
		}
	}
	return nil, fmt.Errorf("serve has ended: %w: %s", s.cmd.Wait(), s.errs)
}

// open listens as a page does.
func (s *server) open(ctx context.Context, home string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, home+".casebook/events", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	s.body = answer.Body
	read := bufio.NewReaderSize(answer.Body, 1<<20)
	// The first event tells a page that has no number to reload.
	if _, err := next(read); err != nil {
		return err
	}
	go func() {
		for {
			c, err := next(read)
			if err != nil {
				s.failed <- err
				return
			}
			s.events <- c
		}
	}()
	return nil
}

// next reads the next change.
func next(read *bufio.Reader) (change, error) {
	kind := ""
	for {
		line, err := read.ReadString('\n')
		if err != nil {
			return change{}, err
		}
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		switch {
		case name == "event":
			kind = value
		case name == "data" && kind == "change":
			c := change{at: time.Now()}
			return c, json.Unmarshal([]byte(value), &c)
		case name == "data" && value != "null":
			return change{}, errors.New("the content has errors: " + value)
		}
	}
}

// told waits until the page is told of a file, or of anything when it is
// empty, and returns when that was.
func (s *server) told(file string) (time.Time, error) {
	for {
		select {
		case c := <-s.events:
			if file == "" || c.All || slices.Contains(c.Files, file) {
				return c.at, nil
			}
		case err := <-s.failed:
			return time.Time{}, err
		case <-time.After(patience):
			return time.Time{}, errors.New("the page is not told of it")
		}
	}
}

// stop ends the server as Ctrl+C does.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		return fmt.Errorf("stop serve: %w", err)
	}
	closed := s.body.Close()
	if err := s.cmd.Wait(); err != nil {
		return fmt.Errorf("serve ended: %w: %s", err, s.errs)
	}
	return closed
}
