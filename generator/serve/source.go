package serve

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// href returns where the link of an item leads: an editor, or the page that
// shows the file.
func (l *Live) href(item *Item) string {
	line := strconv.Itoa(max(1, item.Line))
	switch {
	case item.File == "" || l.options.Source == nil:
		return ""
	case l.options.Editor != "":
		full := filepath.ToSlash(filepath.Join(l.options.Root, filepath.FromSlash(item.File)))
		path := (&url.URL{Path: strings.TrimPrefix(full, "/")}).EscapedPath()
		return strings.NewReplacer("{path}", path, "{line}", line).Replace(l.options.Editor)
	default:
		return "source?" + url.Values{"file": {item.File}, "line": {line}}.Encode() + "#here"
	}
}

// sourcePolicy lets the page of a file load its style sheet and nothing else.
const sourcePolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"

// source shows a file of the content with numbered lines. Only files that the
// notice names are shown: the address is for a link in the notice, not for
// reading the disk.
func (l *Live) source(w http.ResponseWriter, r *http.Request) {
	file := r.URL.Query().Get("file")
	line, err := strconv.Atoi(r.URL.Query().Get("line"))
	if err != nil {
		line = 1
	}
	if !l.named(file) {
		http.Error(w, "There is no finding about this file now.", http.StatusNotFound)
		return
	}
	data, err := l.options.Source(file)
	if err != nil {
		http.Error(w, "The file cannot be read.", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Security-Policy", sourcePolicy)
	serveText(w, r, "text/html; charset=utf-8", sourcePage(file, string(data), line))
}

// named reports whether the notice has an item about a file.
func (l *Live) named(file string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.notice == nil || l.options.Source == nil || file == "" {
		return false
	}
	for i := range l.notice.Items {
		if l.notice.Items[i].File == file {
			return true
		}
	}
	return false
}

// sourcePage returns the page of a file. The line in question has an id, to
// which the link of the notice leads.
func sourcePage(file, text string, line int) string {
	var b strings.Builder
	name := html.EscapeString(file)
	fmt.Fprintf(&b, "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s</title>", name)
	b.WriteString("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">")
	fmt.Fprintf(&b, "<link rel=\"stylesheet\" href=\"overlay.css\"></head><body class=\"source\"><h1>%s</h1>\n<ol>\n", name)
	n := 0
	for text := range strings.Lines(strings.ToValidUTF8(text, "\uFFFD")) {
		here := ""
		if n++; n == line {
			here = ` id="here"`
		}
		fmt.Fprintf(&b, "<li%s><code>%s</code></li>\n", here, html.EscapeString(strings.TrimRight(text, "\r\n")))
	}
	b.WriteString("</ol></body></html>\n")
	return b.String()
}
