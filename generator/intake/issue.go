package intake

import (
	"errors"
	"fmt"
	"strings"

	"casebook/generator/vocab"
)

// A question is one field of the issue form: its label is the heading under
// which the answer stands in the body of an issue.
type question struct {
	to       string // as in a mapping
	label    string
	help     string
	long     bool // a text of several lines
	required bool
}

// questions are the issue form, the five that a first note needs first.
var questions = []question{
	{"title", "What is it called?", "By the name used where it began, if you know it.", false, true},
	{"origin_country", "Where was it developed or proven?", "One or more countries, with commas between them.", false, true},
	{"innovation_type", "What kind of thing is it?", "", false, true},
	{"learning_direction", "Which way did the learning go?", "", false, true},
	{"summary", "What happened, and why does it matter?", "One or two plain sentences, at most 300 characters.", true, true},
	{"domain", "Which area of health care?", "", false, false},
	{"adoption_status", "How far has it gone in high-income countries?", "", false, false},
	{"origin_year", "In which year did it begin?", "Four digits. Leave it empty if you do not know.", false, false},
	{ToBody, "How did it travel, and what changed?", "Who saw it where, who brought it home, what is done there now. Please name no patients.", true, false},
	{ToBody, "Where can we read about it?", "Papers, reports, websites: a DOI or an address each, one a line.", true, false},
	{ToBody, "What got in the way, or helped?", "", true, false},
}

// noAnswer is what a form leaves under a heading when nothing was entered.
const noAnswer = "_No response_"

// ReadIssue reads the body of an issue that was made with the form: a heading
// of level 3 for each field with the answer below it. Headings that the form
// does not have are kept as remarks.
func ReadIssue(body string) (*Table, error) {
	t := &Table{}
	row := Row{Line: 1}
	taken := map[string]int{}
	var answer []string
	end := func() {
		if len(t.Columns) > len(row.Cells) {
			text := strings.TrimSpace(strings.Join(answer, "\n"))
			if text == noAnswer {
				text = ""
			}
			row.Cells = append(row.Cells, ticked(text))
		}
		answer = nil
	}
	for line := range strings.SplitSeq(strings.ReplaceAll(body, "\r\n", "\n"), "\n") {
		heading, ok := strings.CutPrefix(line, "### ")
		if !ok {
			answer = append(answer, line)
			continue
		}
		if len(t.Columns) == 0 && strings.TrimSpace(strings.Join(answer, "")) != "" {
			t.Columns = append(t.Columns, "Before the first heading")
		}
		end()
		heading = strings.Join(strings.Fields(heading), " ")
		if taken[heading]++; taken[heading] > 1 {
			heading = fmt.Sprintf("%s (%d)", heading, taken[heading])
		}
		t.Columns = append(t.Columns, heading)
	}
	end()
	if len(t.Columns) == 0 {
		return nil, errors.New("the text has no heading that starts with ###: it is not the body of an issue form")
	}
	t.Rows = []Row{row}
	return t, nil
}

// ticked returns the labels of the boxes that were ticked, one a line, or the
// text when it is no list of boxes.
func ticked(text string) string {
	var labels []string
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "", strings.HasPrefix(line, "- [ ] "):
		case strings.HasPrefix(line, "- [x] "), strings.HasPrefix(line, "- [X] "):
			labels = append(labels, line[len("- [x] "):])
		default:
			return text
		}
	}
	return strings.Join(labels, "\n")
}

// IssueMapping is the mapping of the issue form. source names the issue, such
// as "issue-17".
func IssueMapping(t *Table, source string) *Mapping {
	m := &Mapping{Source: source, Separator: ",", Values: map[string]map[string]string{},
		Defaults: map[string]string{"learning_direction": notStated, "innovation_type": notStated}}
	for _, name := range t.Columns {
		for _, q := range questions {
			if q.label == name {
				m.Columns = append(m.Columns, Column{name, q.to})
			}
		}
	}
	return m
}

// IssueForm returns the issue form of the vocabularies, as
// .github/ISSUE_TEMPLATE/case-study.yml (GitHub Docs, "Syntax for GitHub's form
// schema"). It is generated, so that the form and the vocabularies agree.
func IssueForm(vocabularies *vocab.Set) []byte {
	var b strings.Builder
	b.WriteString("# Made by: casebook schema --issue-form. Change the vocabularies, not this file.\n")
	b.WriteString("name: A case\ndescription: Tell us of health care that a high-income country learned from a low- or middle-income country.\n")
	b.WriteString("title: \"Case: \"\nlabels: [case]\nbody:\n")
	b.WriteString("  - type: markdown\n    attributes:\n      value: |\n        Thank you. Five answers are enough; leave the rest empty if you do not know.\n" +
		"        What you write here is public. Please name no patients, and give no e-mail address.\n")
	for i, q := range questions {
		q.write(&b, i, vocabularies)
	}
	return []byte(b.String())
}

func (q *question) write(b *strings.Builder, i int, vocabularies *vocab.Set) {
	var terms []vocab.Term
	f := fieldOf(q.to)
	if f != nil && f.vocabulary != "" {
		if v := vocabularies.Get(f.vocabulary); v != nil {
			terms = v.Terms
		}
	}
	kind := "input"
	switch {
	case terms != nil:
		kind = "dropdown"
	case q.long:
		kind = "textarea"
	}
	fmt.Fprintf(b, "  - type: %s\n    id: q%d\n    attributes:\n      label: %s\n", kind, i+1, tomlText(q.label))
	if q.help != "" {
		fmt.Fprintf(b, "      description: %s\n", tomlText(q.help))
	}
	if terms != nil {
		if f.list {
			b.WriteString("      multiple: true\n")
		}
		b.WriteString("      options:\n")
		for i := range terms {
			if t := &terms[i]; t.ReplacedBy == "" {
				fmt.Fprintf(b, "        - %s\n", tomlText(t.Label))
			}
		}
	}
	fmt.Fprintf(b, "    validations:\n      required: %t\n", q.required)
}
