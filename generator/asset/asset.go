// Package asset prepares the static files: small, and under a name that holds
// the hash of the bytes, so that a browser may keep them for ever. Style
// sheets, scripts and icons are minified and renamed; every other file is
// copied under its own name.
//
// The files of a folder go in, a Set goes out; it is not changed afterwards.
package asset

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Dir is the folder of static files, and the first part of their addresses.
const Dir = "static"

// A File is one static file as it is published.
type File struct {
	Source  string // relative to the site root; empty for a generated file
	Address string // below the site root, with hashed name where it has one
	Data    []byte // small form
}

// A Set is all static files, by address.
type Set struct {
	Files  []File
	byName map[string]string
}

// hashed are the endings of files that get a hashed name.
var hashed = []string{".css", ".js", ".svg"}

// Load reads the static files of a site, and adds generated ones: name below
// static/ to bytes.
func Load(fsys fs.FS, generated map[string][]byte) (*Set, error) {
	s := &Set{byName: map[string]string{}}
	err := fs.WalkDir(fsys, Dir, func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && file == Dir {
			return fs.SkipAll
		}
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		if !d.Type().IsRegular() {
			return fmt.Errorf("%s is not a file of its own: links are not followed", file)
		}
		data, err := fs.ReadFile(fsys, file)
		if err != nil {
			return err
		}
		return s.add(file, strings.TrimPrefix(file, Dir+"/"), data)
	})
	if err != nil {
		return nil, fmt.Errorf("read static files: %w", err)
	}
	for name, data := range generated {
		if err := s.add("", name, data); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(s.Files, func(a, b File) int { return strings.Compare(a.Address, b.Address) })
	return s, nil
}

func (s *Set) add(file, name string, data []byte) error {
	ext := path.Ext(name)
	data, err := small(ext, data)
	if err != nil {
		return fmt.Errorf("static file %s: %w", name, err)
	}
	address := Dir + "/" + name
	if slices.Contains(hashed, ext) {
		sum := sha256.Sum256(data)
		address = Dir + "/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:4]) + ext
	}
	s.Files = append(s.Files, File{Source: file, Address: address, Data: data})
	s.byName[name] = address
	return nil
}

// Address returns the address of the file with this name below static/; empty
// when there is none.
func (s *Set) Address(name string) string { return s.byName[name] }

// A group is the scripts whose names begin alike: js/search-index.js and
// js/search-page.js are the group "search". A page loads one group, whole.
func group(name string) string {
	if path.Ext(name) != ".js" {
		return ""
	}
	base := strings.TrimSuffix(path.Base(name), ".js")
	first, _, _ := strings.Cut(base, "-")
	return first
}

// Groups returns the groups of scripts, sorted.
func (s *Set) Groups() []string {
	var groups []string
	for name := range s.byName {
		if g := group(name); g != "" && !slices.Contains(groups, g) {
			groups = append(groups, g)
		}
	}
	slices.Sort(groups)
	return groups
}

// Group returns the addresses of the scripts of a group, by name.
func (s *Set) Group(name string) []string {
	var addresses []string
	for file, address := range s.byName {
		if group(file) == name {
			addresses = append(addresses, address)
		}
	}
	slices.Sort(addresses)
	return addresses
}

// Size returns the bytes of the file at an address; 0 when there is none.
func (s *Set) Size(address string) int {
	if f := s.at(address); f != nil {
		return len(f.Data)
	}
	return 0
}

// GzipSize returns the bytes of the file at an address after compression.
func (s *Set) GzipSize(address string) int {
	f := s.at(address)
	if f == nil {
		return 0
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(f.Data); err != nil {
		return 0 // a buffer does not fail
	}
	if err := w.Close(); err != nil {
		return 0
	}
	return b.Len()
}

func (s *Set) at(address string) *File {
	for i := range s.Files {
		if s.Files[i].Address == address {
			return &s.Files[i]
		}
	}
	return nil
}
