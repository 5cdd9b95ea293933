package intake

import (
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

var bibTypes = map[string]string{"article": "article-journal", "book": "book", "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference",
	"conference": "paper-conference", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis", "techreport": "report", "report": "report",
	"online": "webpage", "electronic": "webpage", "www": "webpage", "dataset": "dataset", "booklet": "book", "manual": "book", "proceedings": "book", "legislation": "legislation", "standard": "standard"}

// readBibTeX reads entries (Patashnik, "BibTeXing", 1988, and biblatex's
// further types and fields). Strings that @string defines are filled in;
// @comment and @preamble are passed over.
func readBibTeX(text string) ([]Reference, error) {
	p := &bibParser{text: text, strings: map[string]string{}}
	var list []Reference
	for {
		at := strings.IndexByte(p.text[p.off:], '@')
		if at < 0 {
			return list, nil
		}
		p.off += at + 1
		kind := strings.ToLower(p.word())
		p.space()
		if kind == "" || p.off >= len(p.text) || p.text[p.off] != '{' && p.text[p.off] != '(' {
			continue // an @ in the text between the entries
		}
		switch kind {
		case "comment", "preamble":
			if _, err := p.braced(); err != nil {
				return list, err
			}
		default:
			r, err := p.entry(kind)
			if err != nil {
				return list, err
			}
			if kind != "string" {
				list = append(list, r)
			}
		}
	}
}

type bibParser struct {
	text    string
	off     int
	strings map[string]string
}

func (p *bibParser) fault(what string) error {
	return fmt.Errorf("line %d: %s", strings.Count(p.text[:min(p.off, len(p.text))], "\n")+1, what)
}

func (p *bibParser) space() {
	for p.off < len(p.text) && strings.IndexByte(" \t\r\n", p.text[p.off]) >= 0 {
		p.off++
	}
}

// word reads a name: of a type, a field or a string.
func (p *bibParser) word() string {
	p.space()
	start := p.off
	for p.off < len(p.text) && strings.IndexByte(" \t\r\n{}(),=#\"@", p.text[p.off]) < 0 {
		p.off++
	}
	return p.text[start:p.off]
}

// entry reads what stands between the braces of an entry.
func (p *bibParser) entry(kind string) (Reference, error) {
	p.off++
	fields := map[string]string{}
	key := ""
	if kind != "string" {
		p.space()
		end := strings.IndexAny(p.text[p.off:], ",})")
		if end < 0 {
			return Reference{}, p.fault("the entry does not end")
		}
		key = strings.TrimSpace(p.text[p.off : p.off+end])
		p.off += end
	}
	for {
		p.space()
		switch {
		case p.off >= len(p.text):
			return Reference{}, p.fault("the entry " + key + " does not end")
		case p.text[p.off] == '}' || p.text[p.off] == ')':
			p.off++
			if kind == "string" {
				for name, value := range fields {
					p.strings[name] = value
				}
			}
			return bibReference(kind, key, fields), nil
		case p.text[p.off] == ',':
			p.off++
			continue
		}
		name := strings.ToLower(p.word())
		p.space()
		if name == "" || p.off >= len(p.text) || p.text[p.off] != '=' {
			return Reference{}, p.fault("a field of the entry " + key + " has no name, or no value")
		}
		p.off++
		value, err := p.value()
		if err != nil {
			return Reference{}, err
		}
		fields[name] = value
	}
}

// value reads a value: texts in braces or quotes, numbers and names, joined
// by #.
func (p *bibParser) value() (string, error) {
	var b strings.Builder
	for {
		p.space()
		switch {
		case p.off >= len(p.text):
			return "", p.fault("a value does not end")
		case p.text[p.off] == '{':
			s, err := p.braced()
			if err != nil {
				return "", err
			}
			b.WriteString(s)
		case p.text[p.off] == '"':
			s, err := p.quoted()
			if err != nil {
				return "", err
			}
			b.WriteString(s)
		default:
			name := p.word()
			if name == "" {
				return "", p.fault("a value is missing")
			}
			if s, ok := p.strings[strings.ToLower(name)]; ok {
				name = s
			}
			b.WriteString(name)
		}
		if p.space(); p.off >= len(p.text) || p.text[p.off] != '#' {
			return b.String(), nil
		}
		p.off++
	}
}

// braced reads a text in braces that are in pairs.
func (p *bibParser) braced() (string, error) {
	depth, start := 0, p.off+1
	for ; p.off < len(p.text); p.off++ {
		switch p.text[p.off] {
		case '\\':
			p.off++
		case '{', '(':
			if p.text[p.off] == '{' || p.off == start-1 {
				depth++
			}
		case '}', ')':
			if p.text[p.off] == ')' && p.text[start-1] != '(' {
				continue
			}
			if depth--; depth == 0 {
				p.off++
				return p.text[start : p.off-1], nil
			}
		}
	}
	p.off = start
	return "", p.fault("a brace is not closed")
}

// quoted reads a text in quotes; quotes within braces belong to it.
func (p *bibParser) quoted() (string, error) {
	depth, start := 0, p.off+1
	for p.off++; p.off < len(p.text); p.off++ {
		switch p.text[p.off] {
		case '\\':
			p.off++
		case '{':
			depth++
		case '}':
			depth--
		case '"':
			if depth <= 0 {
				p.off++
				return p.text[start : p.off-1], nil
			}
		}
	}
	p.off = start
	return "", p.fault("a quotation mark is not closed")
}

// bibReference turns the fields of an entry into a reference.
func bibReference(kind, key string, fields map[string]string) Reference {
	get := func(names ...string) string {
		for _, n := range names {
			if s := plainTeX(fields[n]); s != "" {
				return s
			}
		}
		return ""
	}
	r := Reference{Key: key, Type: bibTypes[kind], Title: get("title"), Container: get("journal", "journaltitle", "booktitle"),
		Publisher: get("publisher", "institution", "school", "organization"), Place: get("address", "location"), Year: get("year", "date"), Volume: get("volume"),
		Issue: get("number", "issue"), Pages: get("pages"), DOI: get("doi"), PMID: get("pmid"), PMCID: get("pmcid"), ISBN: get("isbn"),
		URL: get("url"), Authors: bibNames(fields["author"]), Editors: bibNames(fields["editor"])}
	if sub := get("subtitle"); sub != "" {
		r.Title += ": " + sub
	}
	if r.Type == "" {
		r.Type = "report"
		if r.URL != "" {
			r.Type = "webpage"
		}
	}
	if r.Type == "report" {
		r.Number, r.Issue = r.Issue, ""
	}
	return r
}

// bibNames reads names divided by "and"; one in braces is an organisation's.
func bibNames(text string) []string {
	var list []string
	for _, name := range splitTop(text) {
		name = strings.TrimSpace(name)
		switch {
		case name == "" || name == "others":
		case strings.HasPrefix(name, "{") && strings.HasSuffix(name, "}"):
			list = append(list, oneLine(plainTeX(name)))
		default:
			list = append(list, invertedName(plainTeX(name)))
		}
	}
	return list
}

// splitTop divides a text at " and " outside of braces.
func splitTop(text string) []string {
	text = strings.Join(strings.Fields(text), " ")
	var list []string
	depth, start := 0, 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '{':
			depth++
		case '}':
			depth--
		case ' ':
			if depth == 0 && strings.HasPrefix(text[i:], " and ") {
				list = append(list, text[start:i])
				start = i + len(" and ")
				i = start - 1 // one "and" ends where the next may begin
			}
		}
	}
	return append(list, text[start:])
}

// accents are the commands of TeX that set a mark over or under a letter
// (Knuth, The TeXbook, chapter 9), as combining characters.
var accents = map[byte]rune{'`': 0x300, '\'': 0x301, '^': 0x302, '~': 0x303, '=': 0x304, 'u': 0x306, '.': 0x307, '"': 0x308, 'r': 0x30a, 'H': 0x30b, 'v': 0x30c, 'd': 0x323, 'c': 0x327, 'k': 0x328, 'b': 0x331}

// letters are the commands of TeX that are a letter or a mark themselves.
var letters = map[string]string{"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "i", "j": "j",
	"dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "textregistered": "®", "texttrademark": "™"}

// plainTeX turns the TeX of a value into plain text: accents, special letters,
// dashes and escaped marks; other commands go and leave their arguments.
func plainTeX(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c == '{' || c == '}':
			i++
		case c == '~':
			b.WriteByte(' ')
			i++
		case c == '-' && strings.HasPrefix(s[i:], "---"):
			b.WriteString("—")
			i += 3
		case c == '-' && strings.HasPrefix(s[i:], "--"):
			b.WriteString("–")
			i += 2
		case c == '\\' && i+1 < len(s):
			i = command(&b, s, i+1)
		case c == '$':
			i++
		default:
			b.WriteByte(c)
			i++
		}
	}
	return norm.NFC.String(strings.Join(strings.Fields(b.String()), " "))
}

// command writes what the command at s[i:], after its backslash, stands for,
// and returns where the text goes on.
func command(b *strings.Builder, s string, i int) int {
	isLetter := func(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
	end := i + 1
	if isLetter(s[i]) {
		for end < len(s) && isLetter(s[end]) {
			end++
		}
	}
	name := s[i:end]
	if mark, ok := accents[name[0]]; ok && len(name) == 1 {
		for end < len(s) && (s[end] == ' ' || s[end] == '{') {
			end++
		}
		if strings.HasPrefix(s[end:], "\\i") || strings.HasPrefix(s[end:], "\\j") {
			end++ // the letter without its dot
		}
		if end < len(s) && isLetter(s[end]) {
			b.WriteByte(s[end])
			b.WriteRune(mark)
			end++
		}
		return end
	}
	if letter, ok := letters[name]; ok {
		b.WriteString(letter)
	} else if !isLetter(name[0]) {
		b.WriteString(name) // \& and the like
	}
	for end < len(s) && s[end] == ' ' && isLetter(name[0]) {
		end++
	}
	return end
}
