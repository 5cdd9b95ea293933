// Package config reads site.toml, strictly: a key that is not known is a
// finding with the nearest known one. Bytes go in; a model.Config and findings
// come out. What a key may be left to is said in model.Config and set here.
package config

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"casebook/generator/decode"
	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/source"
)

// File is where the configuration stands, relative to the site root.
const File = "site.toml"

// Codes of the findings about site.toml.
const (
	BadConfig diag.Code = "bad-config"
	BadBase   diag.Code = "bad-base-url"
)

// Read decodes site.toml. A file that cannot be decoded gives the defaults and
// the findings why.
func Read(data []byte) (model.Config, diag.List) {
	root, found := source.ParseTOML(File, data)
	r := reader{found: found}
	m := decode.NewMap(File, root, &r.found)
	c := model.Config{
		File:        File,
		Title:       r.text(m, "title", "Casebook"),
		Tagline:     r.text(m, "tagline", ""),
		Description: r.text(m, "description", ""),
		Language:    r.language(m),
		BaseURL:     r.baseURL(m),
		Repository:  r.address(m, "repository"),
		EditPath:    r.text(m, "edit_path", "edit/main/{path}"),
		NewPath:     r.text(m, "new_path", "new/main?filename={path}&value={text}"),
		Email:       r.email(m),
		OAIGateway:  r.gateway(m),
		Publisher:   r.text(m, "publisher", ""),
		PerPage:     r.number(m, "per_page", 100, 10, 1000),
		MinN:        r.number(m, "min_n", 10, 1, 1000),
		License:     r.license(m.Map("license")),
		Budgets:     r.budgets(m.Map("budgets")),
		Outputs:     r.outputs(m.Map("outputs")),
	}
	if c.Publisher == "" {
		c.Publisher = c.Title
	}
	for _, n := range m.Maps("navigation") {
		c.Navigation = append(c.Navigation, r.navigation(n))
	}
	for _, t := range m.Maps("taxonomies") {
		c.Taxonomies = append(c.Taxonomies, r.taxonomy(t, c.Taxonomies))
	}
	for _, g := range m.Maps("gaps") {
		c.Gaps = append(c.Gaps, r.gap(g))
	}
	for _, n := range m.Maps("release") {
		c.Releases = append(c.Releases, r.release(n, c.Releases))
	}
	for _, n := range m.Maps("unchecked_links") {
		c.Unchecked = append(c.Unchecked, r.unchecked(n))
	}
	m.Done()
	return c, r.found
}

// unchecked reads one [[unchecked_links]]. A pattern names its host: one that
// left out a whole scheme would hide every fault.
func (r *reader) unchecked(m *decode.Map) model.UncheckedLink {
	u := model.UncheckedLink{At: m.At(), URL: m.Value("url"), Reason: m.Value("reason")}
	m.Done()
	if address, err := url.Parse(strings.TrimSuffix(u.URL.Text, "*")); err != nil || address.Host == "" || address.Scheme != "http" && address.Scheme != "https" {
		r.report(BadConfig, place(u.URL, u.At), "the url of an unchecked link is an address, or the start of one with a * at the end",
			"write it as url = \"https://example.org/reports/*\"")
	}
	if u.Reason.Text == "" {
		r.report(BadConfig, place(u.Reason, u.At), "an unchecked link says why", "add reason = \"answers programs with 403\"")
	}
	return u
}

// A reader gathers findings while values are read.
type reader struct{ found diag.List }

func (r *reader) report(code diag.Code, at model.At, message, hint string) {
	r.found = append(r.found, diag.Diagnostic{Code: code, Severity: diag.Error, Pos: at.Pos(File), Message: message, Hint: hint})
}

func (r *reader) text(m *decode.Map, key, fallback string) string {
	m.AllowEmpty(key)
	if v := m.Value(key); v.Given() {
		return v.Text
	}
	return fallback
}

func (r *reader) number(m *decode.Map, key string, fallback, least, most int) int {
	n, ok := m.Int(key)
	if !ok {
		return fallback
	}
	if n < least || n > most {
		r.report(BadConfig, m.KeyAt(key), key+" is out of its range", "")
		return fallback
	}
	return n
}

func (r *reader) language(m *decode.Map) string {
	v := m.Value("language")
	if !v.Given() {
		return "en"
	}
	if _, err := language.Parse(v.Text); err != nil {
		r.report(BadConfig, v.At, "language \""+v.Text+"\" is not a language tag", "write a tag such as \"en\" or \"pt-BR\"")
		return "en"
	}
	return v.Text
}

func (r *reader) baseURL(m *decode.Map) string {
	m.AllowEmpty("base_url")
	v := m.Value("base_url")
	base, err := BaseURL(v.Text)
	if err != "" {
		r.report(BadBase, v.At, "base_url "+err, "write the whole address with https and a slash at the end, such as \"https://example.org/cases/\", or leave it empty")
	}
	return base
}

// BaseURL returns a base address in its normal form, ending in a slash; problem
// says what is wrong with one that cannot be used. The empty address is unset.
func BaseURL(text string) (base, problem string) {
	if text == "" {
		return "", ""
	}
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return "", "is not an address"
	case u.Scheme != "http" && u.Scheme != "https":
		return "", "does not start with https:// or http://"
	case u.Host == "":
		return "", "names no host"
	case u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return "", "may hold only a host and a path"
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return u.String(), ""
}

func (r *reader) address(m *decode.Map, key string) string {
	m.AllowEmpty(key)
	v := m.Value(key)
	if v.Text != "" && !strings.HasPrefix(v.Text, "https://") {
		r.report(BadConfig, v.At, key+" is not an https address", "write the whole address, such as \"https://example.org/team/site\", or leave it empty")
		return ""
	}
	return v.Text
}

func (r *reader) email(m *decode.Map) string {
	m.AllowEmpty("email")
	v := m.Value("email")
	if v.Text != "" && (strings.Count(v.Text, "@") != 1 || strings.ContainsAny(v.Text, " <>?&")) {
		r.report(BadConfig, v.At, "email is not an address", "write it as name@example.org, or leave it empty")
		return ""
	}
	return v.Text
}

func (r *reader) license(m *decode.Map) model.License {
	if m == nil {
		return model.License{ID: "CC-BY-4.0", Name: "CC BY 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"}
	}
	l := model.License{ID: m.Value("id").Text, Name: m.Value("name").Text, URL: r.address(m, "url")}
	m.Done()
	return l
}

func (r *reader) budgets(m *decode.Map) model.Budgets {
	b := model.Budgets{RecordHTMLBytes: 40_000, CSSBytes: 14_000, ScriptBytes: 20_000, SearchScriptBytes: 14_000}
	if m == nil {
		return b
	}
	const most = 1 << 30
	b.RecordHTMLBytes = r.number(m, "record_html_bytes", b.RecordHTMLBytes, 1, most)
	b.CSSBytes = r.number(m, "css_bytes", b.CSSBytes, 1, most)
	b.ScriptBytes = r.number(m, "script_bytes", b.ScriptBytes, 1, most)
	b.SearchScriptBytes = r.number(m, "search_script_bytes", b.SearchScriptBytes, 1, most)
	m.Done()
	return b
}

func (r *reader) navigation(m *decode.Map) model.NavItem {
	n := model.NavItem{Path: m.Value("path").Text, Text: m.Value("text").Text, At: m.At()}
	m.Done()
	if strings.HasPrefix(n.Path, "/") || !strings.HasSuffix(n.Path, "/") {
		r.report(BadConfig, n.At, "the path of a navigation entry must not start with a slash and must end with one", "write it as \"cases/\"")
	}
	return n
}

var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are the first parts of addresses that no taxonomy can have.
var reserved = []string{"cases", "countries", "id", "static", "calls", "paucity", "data", "contribute", "search", "schema", "api"}

func (r *reader) taxonomy(m *decode.Map, before []model.Taxonomy) model.Taxonomy {
	t := model.Taxonomy{ID: m.Value("id").Text, Key: m.Value("key").Text, Vocabulary: m.Value("vocabulary").Text, At: m.At()}
	m.Done()
	switch {
	case !slug.MatchString(t.ID):
		r.report(BadConfig, t.At, "the id of a taxonomy is its address: small letters, digits and single hyphens", "write it as \"innovation-type\"")
	case slices.Contains(reserved, t.ID):
		r.report(BadConfig, t.At, "the address \""+t.ID+"\" is taken by the site itself", "choose another id")
	case slices.ContainsFunc(before, func(o model.Taxonomy) bool { return o.ID == t.ID }):
		r.report(BadConfig, t.At, "there are two taxonomies with the id \""+t.ID+"\"", "remove one or give it another id")
	}
	if t.Key == "" || t.Vocabulary == "" {
		r.report(BadConfig, t.At, "a taxonomy needs a key and a vocabulary", "")
	}
	return t
}
