package serve

import (
	"bytes"
	_ "embed"
	"html"
	"regexp"
	"slices"
	"strings"
)

var (
	//go:embed client/live.js
	script string
	//go:embed client/overlay.css
	overlayCSS string
)

// inject returns a page with the script that keeps it up to date. The file
// stays as it is. home is the base path with its last slash.
func (l *Live) inject(page []byte, home string) []byte {
	page = allowEvents(page)
	tag := `<script src="` + html.EscapeString(home+livePath+"live.js?at="+l.at()) + `" defer></script>`
	return insert(page, tag)
}

// insert puts a tag at the end of the head of a page, or where there is none
// at the end of it all.
func insert(page []byte, tag string) []byte {
	at := bytes.Index(page, []byte("</head>"))
	if at < 0 {
		at = len(page)
	}
	out := make([]byte, 0, len(page)+len(tag))
	out = append(out, page[:at]...)
	out = append(out, tag...)
	return append(out, page[at:]...)
}

// policyTag is the policy of a page, as layouts write it and as it is when it
// has been made small: attributes may have lost their quotes.
var policyTag = regexp.MustCompile(`(?i)<meta\s+http-equiv=["']?Content-Security-Policy["']?\s+content=(?:"([^"]*)"|'([^']*)')`)

// headBytes is how much of a page is searched for its policy.
const headBytes = 4 << 10

// allowEvents lets the policy that a page holds admit the events of this
// server.
func allowEvents(page []byte) []byte {
	at := policyTag.FindSubmatchIndex(page[:min(len(page), headBytes)])
	if at == nil {
		return page
	}
	from, to := at[2], at[3]
	if from < 0 { // in single quotes
		from, to = at[4], at[5]
	}
	policy := html.EscapeString(connect(html.UnescapeString(string(page[from:to]))))
	return slices.Concat(page[:from], []byte(policy), page[to:])
}

// connect returns a Content-Security-Policy that lets a page connect to its
// own server besides what it admits already (CSP level 3, section 6.1.2).
func connect(policy string) string {
	const directive = "connect-src"
	parts := strings.Split(policy, ";")
	for i, part := range parts {
		words := strings.Fields(part)
		if len(words) == 0 || !strings.EqualFold(words[0], directive) {
			continue
		}
		if len(words) == 2 && strings.EqualFold(words[1], "'none'") {
			words = words[:1]
		}
		parts[i] = " " + strings.Join(append(words, "'self'"), " ")
		return strings.TrimSpace(strings.Join(parts, ";"))
	}
	return strings.TrimRight(strings.TrimSpace(policy), "; ") + "; " + directive + " 'self'"
}

// emptyPage is shown while there is no site: the first build has failed.
const emptyPage = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>No site yet</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"></head>
<body><main><h1>There is no site yet</h1><p>This page changes as soon as a build succeeds.</p></main></body></html>
`
