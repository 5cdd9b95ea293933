package check_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"casebook/generator/check"
	"casebook/generator/diag"
)

// recordFile is where the valid record of testdata stands in the site that the
// examples change.
const recordFile = "content/cases/example.md"

// exampleSite returns a site of the real settings and vocabularies with one
// valid record.
func exampleSite(t *testing.T) fstest.MapFS {
	t.Helper()
	site := fstest.MapFS{}
	add := func(name, from string) {
		data, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		site[name] = &fstest.MapFile{Data: data}
	}
	add("site.toml", root+"/site.toml")
	add(recordFile, "testdata/record.md")
	names, err := fs.Glob(os.DirFS(root), "content/vocabularies/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatal("no vocabularies", err)
	}
	for _, name := range names {
		add(name, root+"/"+name)
	}
	return site
}

// A fence is a fenced block of a page: its info string and its text.
type fence struct{ info, text string }

func fences(t *testing.T, text string) []fence {
	t.Helper()
	var list []fence
	for rest := text; ; {
		_, after, found := strings.Cut("\n"+rest, "\n```")
		if !found {
			return list
		}
		info, after, _ := strings.Cut(after, "\n")
		body, tail, closed := strings.Cut("\n"+after, "\n```")
		if !closed {
			t.Fatal("a fenced block is not closed")
		}
		list = append(list, fence{info, strings.TrimPrefix(body+"\n", "\n")})
		rest = tail
	}
}

// option returns the value of a word such as file=name in an info string.
func (f fence) option(key string) string {
	for word := range strings.FieldsSeq(f.info) {
		if value, ok := strings.CutPrefix(word, key+"="); ok {
			return value
		}
	}
	return ""
}

func (f fence) has(word string) bool { return slices.Contains(strings.Fields(f.info), word) }

// apply puts a block into the site; ok is false for one that is only shown.
func (f fence) apply(t *testing.T, site fstest.MapFS) (ok bool) {
	t.Helper()
	file := f.option("file")
	switch {
	case f.has("shown"):
		return false
	case f.has("deleted"):
		if site[file] == nil {
			t.Fatalf("there is no %s to delete", file)
		}
		delete(site, file)
	case f.has("base64"):
		data, err := base64.StdEncoding.DecodeString(strings.TrimSpace(f.text))
		if err != nil {
			t.Fatal(err)
		}
		site[file] = &fstest.MapFile{Data: data}
	case file != "":
		site[file] = &fstest.MapFile{Data: []byte(f.text)}
	case f.has("front"):
		front, body := cutRecord(site)
		setRecord(site, spliceKeys(front, f.text, strings.Split(f.option("without"), ",")), body)
	case f.has("body"):
		front, _ := cutRecord(site)
		setRecord(site, front, f.text)
	case f.has("site"):
		site["site.toml"] = &fstest.MapFile{Data: []byte(spliceSettings(string(site["site.toml"].Data), f.text))}
	default:
		t.Fatalf("a block does not say where it goes: %q", f.info)
	}
	return true
}

func cutRecord(site fstest.MapFS) (front, body string) {
	front, body, _ = strings.Cut(strings.TrimPrefix(string(site[recordFile].Data), "---\n"), "\n---\n")
	return front + "\n", body
}

func setRecord(site fstest.MapFS, front, body string) {
	site[recordFile] = &fstest.MapFile{Data: []byte("---\n" + front + "---\n" + body)}
}

var keyLine = regexp.MustCompile(`(?m)^([a-z_]+):`)

// spliceKeys replaces the keys of front that stand in change, each with the
// lines up to the next one, and takes some away.
func spliceKeys(front, change string, without []string) string {
	drop := slices.Clone(without)
	for _, m := range keyLine.FindAllStringSubmatch(change, -1) {
		drop = append(drop, m[1])
	}
	starts := keyLine.FindAllStringSubmatchIndex(front, -1)
	var out strings.Builder
	for i, s := range starts {
		end := len(front)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		if !slices.Contains(drop, front[s[2]:s[3]]) {
			out.WriteString(front[s[0]:end])
		}
	}
	return out.String() + change
}

// spliceSettings replaces top-level keys of site.toml and adds tables at its
// end.
func spliceSettings(settings, change string) string {
	for line := range strings.Lines(change) {
		if strings.HasPrefix(line, "[") {
			return settings + "\n" + change
		}
		key, _, _ := strings.Cut(line, " =")
		settings = regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(key)+` = .*\n`).ReplaceAllString(settings, line)
	}
	return settings
}

// invisible makes what a page cannot show: bytes, sizes, hidden signs. nil: no
// file of this site can be the example; the package that emits it has a test.
var invisible = map[string]func(record []byte) []byte{
	"file-too-large":         func(r []byte) []byte { return append(r, bytes.Repeat([]byte("word "), 1<<18)...) },
	"front-matter-too-large": inTitle(strings.Repeat("word ", 20<<10)),
	"value-too-long":         inTitle(strings.Repeat("word ", 4<<10)),
	"encoding-utf16": func(r []byte) []byte {
		var out []byte
		for _, u := range utf16.Encode([]rune("\ufeff" + string(r))) {
			out = append(out, byte(u), byte(u>>8))
		}
		return out
	},
	"encoding-nul":      inTitle("\x00"),
	"encoding-bom":      func(r []byte) []byte { return append([]byte("\xEF\xBB\xBF"), r...) },
	"encoding-utf8":     inTitle("Caf\xE9"),
	"line-ends-cr":      func(r []byte) []byte { return bytes.ReplaceAll(r, []byte("\n"), []byte("\r")) },
	"control-character": inTitle("\b"),
	"bidi-control":      inTitle("\u202E"),
	"markdown-too-deep": func(r []byte) []byte { return append(r, "\n"+strings.Repeat("> ", 2000)+"deep\n"...) },
	"too-many-findings": func(r []byte) []byte { return append(r, strings.Repeat("\na <b>b</b> c\n", 2000)...) },

	"citation-without-references": nil,
	"markdown-unreadable":         nil,
	"symlink":                     nil,
	"address-taken":               nil,
	"bad-mapping":                 nil,
	"external-link-gone":          nil,
	"external-link-moved":         nil,
	"external-link-unconfirmed":   nil,
	"release-missing":             nil,
	"release-broken":              nil,
	"address-case":                nil,
	"address-clash":               nil,
	"address-unsafe":              nil,
}

func inTitle(text string) func([]byte) []byte {
	return func(r []byte) []byte { return bytes.Replace(r, []byte("Cord ties"), []byte("Cord ties "+text), 1) }
}

// TestExamples runs the examples of every page: what is said to be wrong gives
// the finding, what is said to be right gives none of severity error, and not
// this one either.
func TestExamples(t *testing.T) {
	for _, code := range check.Codes() {
		t.Run(string(code), func(t *testing.T) {
			e, _ := check.Explain(string(code))
			change, odd := invisible[string(code)]
			if odd && change == nil {
				return
			}
			wrong := exampleSite(t)
			run := applyAll(t, wrong, e.Wrong)
			if odd == run {
				t.Fatalf("the wrong example runs: %v; it cannot be shown: %v", run, odd)
			}
			if odd {
				wrong[recordFile].Data = change(wrong[recordFile].Data)
			}
			if found := found(t, wrong); !has(found, code) {
				t.Errorf("the wrong example does not give %s, but:\n%s", code, report(found))
			}
			right := exampleSite(t)
			applyAll(t, right, e.Right)
			if found := found(t, right); found.HasErrors() || has(found, code) {
				t.Errorf("the right example gives:\n%s", report(found))
			}
		})
	}
}

func found(t *testing.T, site fs.FS) diag.List {
	list, _ := findings(t, site, "2026-11-23")
	return list
}

func applyAll(t *testing.T, site fstest.MapFS, text string) (run bool) {
	t.Helper()
	list := fences(t, text)
	if len(list) == 0 {
		t.Fatal("there is no example")
	}
	for _, f := range list {
		run = f.apply(t, site) || run
	}
	return run
}

func has(found diag.List, code diag.Code) bool {
	return slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return d.Code == code })
}

func report(found diag.List) string {
	var b strings.Builder
	for _, d := range found {
		fmt.Fprintf(&b, "  %s:%d:%d: %s: %s [%s] (%s)\n", d.Pos.File, d.Pos.Line, d.Pos.Col, d.Severity, d.Message, d.Code, d.Hint)
	}
	return b.String()
}

// TestSeverities holds the table to what the readers emit, as far as the
// examples show it.
func TestSeverities(t *testing.T) {
	severity := map[diag.Code]diag.Severity{}
	for _, r := range check.Rules() {
		severity[r.Code] = r.Severity
	}
	for _, code := range check.Codes() {
		e, _ := check.Explain(string(code))
		site := exampleSite(t)
		applyAll(t, site, e.Wrong)
		if change := invisible[string(code)]; change != nil {
			site[recordFile].Data = change(site[recordFile].Data)
		}
		for _, d := range found(t, site) {
			if d.Code == code && d.Severity != severity[code] {
				t.Errorf("%s is listed as %s and came as %s", code, severity[code], d.Severity)
			}
		}
	}
}

func TestExplain(t *testing.T) {
	if _, ok := check.Explain("no-such-code"); ok {
		t.Error("a code that nobody emits has a page")
	}
	for _, code := range check.Codes() {
		e, ok := check.Explain(string(code))
		if !ok || e.Why == "" || e.Wrong == "" || e.Right == "" || e.Fix == "" || e.Summary == "" {
			t.Errorf("the page of %s is not complete", code)
		}
		text := e.Text()
		if !strings.HasPrefix(text, "# "+string(code)) || strings.Contains(text, "file=") || strings.Contains(text, " front") && strings.Contains(text, "```yaml front") {
			t.Errorf("the printed page of %s:\n%s", code, text)
		}
	}
}
