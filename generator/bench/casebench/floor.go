package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/adrg/frontmatter"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"go.yaml.in/yaml/v4"
)

func (j *job) cases() string { return filepath.Join(j.Site, "content", "cases") }

// readFloor does what no generator with these modules can do without: read
// every case, cut and parse its front matter into nodes, and turn its text
// into HTML with the common extensions.
func (j *job) readFloor() (outcome, error) {
	files, err := treeFiles(j.cases())
	if err != nil {
		return outcome{}, err
	}
	md := plainMarkdown()
	var total atomic.Int64
	err = j.each(len(files), func(i int) error {
		data, err := os.ReadFile(files[i].path)
		if err != nil {
			return err
		}
		var front yaml.Node
		body, err := cutFront(data, &front)
		if err != nil {
			return fmt.Errorf("%s: %w", files[i].path, err)
		}
		var html bytes.Buffer
		if err := md.Convert(body, &html); err != nil {
			return fmt.Errorf("%s: %w", files[i].path, err)
		}
		total.Add(int64(len(data)))
		return nil
	})
	return outcome{Files: len(files), Bytes: total.Load()}, err
}

// plainMarkdown is goldmark with the common extensions.
func plainMarkdown() goldmark.Markdown {
	return goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
}

// cutFront cuts a case and parses its front matter into nodes.
func cutFront(data []byte, front *yaml.Node) ([]byte, error) {
	return frontmatter.MustParse(bytes.NewReader(data), front, frontmatter.NewFormat("---", "---", yaml.Unmarshal))
}

// markdownFloor turns the texts of all cases into HTML; reading them before is
// not measured.
func (j *job) markdownFloor() (outcome, error) {
	files, err := treeFiles(j.cases())
	if err != nil {
		return outcome{}, err
	}
	bodies := make([][]byte, len(files))
	o := outcome{Files: len(files)}
	for i := range files {
		data, err := os.ReadFile(files[i].path)
		if err != nil {
			return o, err
		}
		_, bodies[i], _ = bytes.Cut(data, []byte("\n---\n"))
		o.Bytes += int64(len(bodies[i]))
	}
	md := plainMarkdown()
	start, before := time.Now(), processorTime()
	err = j.each(len(bodies), func(i int) error { return md.Convert(bodies[i], new(bytes.Buffer)) })
	o.Own = &own{Wall: time.Since(start).Seconds(), CPU: (processorTime() - before).Seconds()}
	return o, err
}

// writeFloor writes files of the names and sizes of the built site into an
// empty folder: all of them, or those whose name is among names.
func (j *job) writeFloor(names []string) (outcome, error) {
	files, err := treeFiles(j.Tree)
	if err != nil {
		return outcome{}, err
	}
	if names != nil {
		if files, err = j.beside(files, names); err != nil {
			return outcome{}, err
		}
	}
	o := outcome{Files: len(files)}
	largest := int64(0)
	for _, f := range files {
		o.Bytes += f.size
		largest = max(largest, f.size)
	}
	text := bytes.Repeat([]byte("text of a page\n"), int(largest)/15+1)
	start, before := time.Now(), processorTime()
	err = j.each(len(files), func(i int) error {
		name, err := filepath.Rel(j.Tree, files[i].path)
		if err != nil {
			return err
		}
		path := filepath.Join(j.Out, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		return os.WriteFile(path, text[:files[i].size], 0o644)
	})
	o.Own = &own{Wall: time.Since(start).Seconds(), CPU: (processorTime() - before).Seconds()}
	return o, err
}

// beside returns the files of these names, and makes their folders: beside a
// page that is written anyway, they cost no folder.
func (j *job) beside(files []treeFile, names []string) ([]treeFile, error) {
	var list []treeFile
	for _, f := range files {
		if !slices.Contains(names, filepath.Base(f.path)) {
			continue
		}
		list = append(list, f)
		name, err := filepath.Rel(j.Tree, f.path)
		if err != nil {
			return nil, err
		}
		if err := os.MkdirAll(filepath.Join(j.Out, filepath.Dir(name)), 0o755); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// each calls f for 0 to n-1 from the workers and returns one of its errors.
func (j *job) each(n int, f func(int) error) error {
	workers := j.Workers
	if workers < 1 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, workers)
	for w := range workers {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && errs[w] == nil; i = int(next.Add(1)) - 1 {
				errs[w] = f(i)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

type treeFile struct {
	path string
	size int64
}

// treeFiles lists the regular files below a folder, by path.
func treeFiles(dir string) ([]treeFile, error) {
	var files []treeFile
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		files = append(files, treeFile{path, info.Size()})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", dir, err)
	}
	return files, nil
}
