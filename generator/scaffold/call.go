package scaffold

import (
	"strings"

	"casebook/generator/model"
)

// CallAnswers are the values of the keys that a call needs while it runs,
// besides the title.
type CallAnswers struct {
	Kind     string // one of model.CallKinds
	Opened   string // YYYY-MM-DD
	By       string
	Question string
	Summary  string
}

// callKinds says when a kind fits.
var callKinds = map[string]string{
	model.CallOpen:       "people were invited to send cases",
	model.CallSurvey:     "known people were asked",
	model.CallReview:     "the literature was searched",
	model.CallFellowship: "people were paid to look",
}

// plainFlow and reviewFlow are the boxes of a flow, to be filled in.
const (
	plainFlow = `flow:
  unit: responses        # what is counted
  invited: not-stated
  received: 0
  duplicates: 0
  ineligible:
    - {reason: …, count: 0}
  assessed: 0
  excluded:
    - {reason: …, count: 0}
  included: 0            # as many records may have call: with the name of this file
  adopted: 0             # explicitly, in a high-income country
  references: [smith2016]`
	reviewFlow = `flow:                    # the boxes of PRISMA 2020; leave out what was not used
  databases:
    identified:
      - {source: …, count: 0}
    removed:
      - {reason: duplicates, count: 0}
    screened: 0
    excluded: 0
    sought: 0
    not_retrieved: 0
    assessed: 0
    reasons:
      - {reason: …, count: 0}
  other:                 # websites, organisations, citation searching
    identified:
      - {source: …, count: 0}
    sought: 0
    not_retrieved: 0
    assessed: 0
    reasons:
      - {reason: …, count: 0}
  included: {studies: 0, reports: 0}
  references: [smith2016]`
)

// callLater are the keys that a call has later, or may have.
func callLater(kind string) []key {
	form := plainFlow
	if kind == model.CallReview {
		form = reviewFlow
	}
	return []key{
		{"closed: 2027-03-31", "The day on which it closed. From the day after, its results are asked for.", nil},
		{"year: 2017", "In place of opened and closed, for what others ran and only the year is known.", nil},
		{"paid_by: [A fund]", "Who paid.", nil},
		{"sent_to: [Everybody on a list]", "Where it was sent, or searched.", nil},
		{"eligibility: [What counts]", "What a thing had to be to count.", nil},
		{"follows: an-earlier-call", "The earlier call that this one continues: its file, without .md.", nil},
		{form, "What came in, what was left out and why, what was included. A box takes a number; not-stated where the source does not say; " +
			"a list of reasons; or {count: …, label: …, note: …}. A box that was not used is left out. The sums are checked.", nil},
		{"data: decisions.csv", "A table of the decisions, without names of people, beside index.md in a folder of the call.", nil},
		{"figures:\n  - {id: answered, label: who answered of those asked, count: 0, of: 0, references: [smith2016]}",
			"Numbers that were published. A percentage is computed and never typed; where a source's own does not fit, a note says so.", nil},
		{"references:\n  - {key: smith2016, type: report, title: …, authors: [Smith AB], year: 2016, url: …}", "The sources.", nil},
		{"updated: 2026-11-23", "The day of the last change.", nil},
	}
}

// Call returns the file of a new call for evidence, survey, review or round of
// fellowships that has opened: the keys that it needs while it runs, and below
// them, as comments, what it needs when it has ended.
func Call(title string, a CallAnswers) []byte {
	w := &writer{}
	w.line("---")
	w.comment("What it is called.")
	w.line("title: " + scalar(title))
	w.line("")
	w.comment("One of these:")
	for _, kind := range model.CallKinds {
		w.wrapped("#   "+kind+": ", "#     ", callKinds[kind])
	}
	w.line("kind: " + scalar(a.Kind))
	w.line("")
	w.comment("The day on which it opened.")
	w.line("opened: " + a.Opened)
	w.line("")
	w.comment("Who runs it.")
	w.line("by: " + scalar(a.By))
	w.line("")
	w.comment("What is asked, in one sentence.")
	w.line("question: " + scalar(a.Question))
	w.line("")
	w.comment("What is asked for, and later what came of it, in one or two plain sentences.")
	w.line("summary: " + scalar(a.Summary))
	w.line("")
	w.comment("The keys above are enough while it runs. When it has ended it needs the flow, and where its numbers stand: " +
		"take away the # before a key, and before the lines below it.")
	for _, k := range callLater(a.Kind) {
		w.line("#")
		w.comment(k.choose)
		for line := range strings.SplitSeq(k.lines, "\n") {
			w.line("#" + line)
		}
	}
	return []byte(w.text.String() + "---\n")
}
