package serve

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
)

// Options say how a site is served.
type Options struct {
	// Hosts says which names and port a request may give as its host.
	Hosts Hosts
	// BasePath is the path below which the site stands, "/" or "/learned-from/".
	// Empty means "/". Other addresses are unknown; "/" leads to it.
	BasePath string
	// Live, if not nil, keeps open pages up to date: its script is added to
	// pages as they are sent, never to the files.
	Live *Live
}

// Handler answers requests with the files of site. Each is opened when it is
// asked for, so that a site that is built again is seen at once.
func Handler(site fs.FS, opt Options) http.Handler {
	return &handler{site: site, hosts: opt.Hosts, base: "/" + strings.Trim(opt.BasePath, "/"), live: opt.Live}
}

type handler struct {
	site  fs.FS
	hosts Hosts
	base  string // "/", or "/learned-from" without a slash at the end
	live  *Live
}

func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	switch {
	case !h.hosts.Allow(r.Host):
		http.Error(w, "This server answers only to requests for this machine.", http.StatusMisdirectedRequest)
		return
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "This server only shows files.", http.StatusMethodNotAllowed)
		return
	}
	name, ok := h.within(r.URL)
	own, isOwn := strings.CutPrefix(name, livePath)
	switch {
	case ok && isOwn && h.live != nil:
		h.live.serve(w, r, own)
	case ok:
		h.answer(w, r, name)
	case r.URL.Path == "/" || r.URL.Path == h.base:
		redirect(w, r, h.base+"/")
	default:
		h.missing(w, r)
	}
}

// within returns the path of an address below the base path, without its first
// slash; ok is false when it lies elsewhere or could be read in two ways.
func (h *handler) within(u *url.URL) (name string, ok bool) {
	// A slash or a backslash that is spelt out in the address is no separator
	// to the browser that resolves a page's links, and one to a file system.
	spelt := strings.ToLower(u.EscapedPath())
	if strings.Contains(spelt, "%2f") || strings.Contains(spelt, "%5c") || strings.ContainsAny(u.Path, "\\\x00") {
		return "", false
	}
	return strings.CutPrefix(u.Path, strings.TrimSuffix(h.base, "/")+"/")
}

// answer serves the file or folder at name, which ends in a slash or is empty
// for a folder.
func (h *handler) answer(w http.ResponseWriter, r *http.Request, name string) {
	h.headers(w, "/"+name)
	folder := name == "" || strings.HasSuffix(name, "/")
	file := name
	if folder {
		file += "index.html"
	}
	if !servable(file) {
		h.missing(w, r)
		return
	}
	data, changed, err := h.read(file)
	switch {
	case err == nil:
		h.serveFile(w, r, file, data, changed)
	case errors.Is(err, errFolder) && !folder && h.exists(name+"/index.html"):
		redirect(w, r, "./"+url.PathEscape(path.Base(name))+"/")
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, errFolder) || errors.Is(err, fs.ErrInvalid):
		h.missing(w, r)
	default:
		http.Error(w, "The file cannot be read.", http.StatusInternalServerError)
	}
}

// servable reports whether a path is in its plain form, with no part that is
// hidden or a file for hosts.
func servable(name string) bool {
	if !fs.ValidPath(name) || name == headersFile {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != ".well-known" {
			return false
		}
	}
	return true
}

var errFolder = errors.New("is a folder")

// read returns the bytes of a file and when it was changed.
func (h *handler) read(name string) ([]byte, time.Time, error) {
	f, err := h.site.Open(name)
	if err != nil {
		return nil, time.Time{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, time.Time{}, err
	}
	if info.IsDir() {
		return nil, time.Time{}, errFolder
	}
	if !info.Mode().IsRegular() {
		return nil, time.Time{}, fs.ErrNotExist
	}
	data, err := io.ReadAll(f)
	return data, info.ModTime(), err
}

func (h *handler) exists(name string) bool {
	info, err := fs.Stat(h.site, name)
	return err == nil && info.Mode().IsRegular()
}

// redirect leads to another address of this server; to is relative or starts
// with the base path, and never with two slashes. The query goes along.
func redirect(w http.ResponseWriter, r *http.Request, to string) {
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusMovedPermanently)
}

// missing answers with the site's own page for unknown addresses.
func (h *handler) missing(w http.ResponseWriter, r *http.Request) {
	page, _, err := h.read("404.html")
	switch {
	case err != nil && h.live != nil:
		page = []byte(emptyPage)
	case err != nil:
		http.Error(w, "There is nothing at this address.", http.StatusNotFound)
		return
	}
	h.headers(w, "/404.html")
	w.Header().Set("Content-Type", contentType("404.html"))
	page = h.enliven(w, page, contentType("404.html"))
	w.Header().Set("Content-Length", fmt.Sprint(len(page)))
	w.WriteHeader(http.StatusNotFound)
	if r.Method != http.MethodHead {
		_, _ = w.Write(page) // the reader may have gone
	}
}

// enliven adds the script to a page, if pages are kept up to date.
func (h *handler) enliven(w http.ResponseWriter, data []byte, kind string) []byte {
	if h.live == nil || !strings.HasPrefix(kind, "text/html") {
		return data
	}
	const header = "Content-Security-Policy"
	if policy := w.Header().Get(header); policy != "" {
		w.Header().Set(header, connect(policy))
	}
	return h.live.inject(data, strings.TrimSuffix(h.base, "/")+"/")
}

// serveFile sends a file, or the part of it or the word that it is unchanged
// that the request asks for (RFC 9110, sections 13 and 14).
func (h *handler) serveFile(w http.ResponseWriter, r *http.Request, name string, data []byte, changed time.Time) {
	head := w.Header()
	kind := cmp.Or(head.Get("Content-Type"), contentType(name))
	head.Set("Content-Type", kind)
	data = h.enliven(w, data, kind)
	// The digest tells two builds within one second apart; times do not.
	digest := sha256.Sum256(data)
	tag := base64.RawURLEncoding.EncodeToString(digest[:12])
	if compressible(kind) {
		head.Add("Vary", "Accept-Encoding")
		// A part is cut from the file itself, not from its compressed form.
		if r.Header.Get("Range") == "" && acceptsGzip(r.Header.Values("Accept-Encoding")) && len(data) >= leastGzip {
			data = compress(data)
			tag += "-gzip"
			head.Set("Content-Encoding", "gzip")
		}
	}
	head.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", changed, bytes.NewReader(data))
}
