package serve

import (
	"bytes"
	"compress/gzip"
	"path"
	"strconv"
	"strings"
)

// types are the media types of what a site holds, by the ending of a file's
// name. They are written out because those of the system differ from machine to
// machine.
var types = map[string]string{
	".html":        "text/html; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".mjs":         "text/javascript; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".md":          "text/markdown; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".cff":         "text/plain; charset=utf-8",
	".jsonl":       "application/jsonl; charset=utf-8",
	".json":        "application/json; charset=utf-8",
	".jsonld":      "application/ld+json; charset=utf-8",
	".map":         "application/json; charset=utf-8",
	".webmanifest": "application/manifest+json; charset=utf-8",
	".xml":         "application/xml; charset=utf-8",
	".atom":        "application/atom+xml; charset=utf-8",
	".svg":         "image/svg+xml; charset=utf-8",
	".bib":         "application/x-bibtex; charset=utf-8",
	".ris":         "application/x-research-info-systems; charset=utf-8",
	".xlsx":        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pdf":         "application/pdf",
	".zip":         "application/zip",
	".gz":          "application/gzip",
	".png":         "image/png",
	".jpg":         "image/jpeg",
	".jpeg":        "image/jpeg",
	".gif":         "image/gif",
	".webp":        "image/webp",
	".avif":        "image/avif",
	".ico":         "image/x-icon",
	".woff2":       "font/woff2",
}

// named are files whose type is not that of their ending.
var named = map[string]string{
	"feed.xml":       "application/atom+xml; charset=utf-8",
	"SHA256SUMS":     "text/plain; charset=utf-8",
	"opensearch.xml": "application/opensearchdescription+xml; charset=utf-8",
}

func contentType(name string) string {
	if t, ok := named[path.Base(name)]; ok {
		return t
	}
	if t, ok := types[strings.ToLower(path.Ext(name))]; ok {
		return t
	}
	return "application/octet-stream"
}

// compressible reports whether files of a type are text: all of those have a
// charset here.
func compressible(contentType string) bool { return strings.Contains(contentType, "charset=") }

// leastGzip is the size in bytes from which a file is compressed: a smaller
// one fits one packet of the network either way.
const leastGzip = 1400

func compress(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	// A write to memory does not fail.
	_, _ = z.Write(data)
	_ = z.Close()
	return b.Bytes()
}

// acceptsGzip reads the lines of Accept-Encoding: gzip, or any coding, with a
// weight that is not 0 (RFC 9110, section 12.5.3).
func acceptsGzip(lines []string) bool {
	any := false
	for item := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		coding, weight, _ := strings.Cut(item, ";")
		switch strings.ToLower(strings.TrimSpace(coding)) {
		case "gzip", "x-gzip":
			return positive(weight)
		case "*":
			any = positive(weight)
		}
	}
	return any
}

func positive(weight string) bool {
	key, value, ok := strings.Cut(weight, "=")
	if !ok || !strings.EqualFold(strings.TrimSpace(key), "q") {
		return true
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	return err == nil && q > 0
}
