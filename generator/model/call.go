package model

import (
	"regexp"
	"strconv"
)

// The values of the key kind of a call.
const (
	CallOpen       = "call"       // a call for evidence, which people answer with cases
	CallSurvey     = "survey"     // known people were asked
	CallReview     = "review"     // the literature was searched
	CallFellowship = "fellowship" // people were paid to look
)

// CallKinds are the values of the key kind, in the order of their list.
var CallKinds = []string{CallOpen, CallSurvey, CallReview, CallFellowship}

// A Call is a call for evidence, a survey, a review of the literature or a
// round of fellowships: what was asked, and what was counted. Its figures are
// those of the people who ran it; they are never added to the statistics of
// the records.
type Call struct {
	File   string
	Slug   string
	Folder string // the folder of index.md and its data file; empty for a single file
	KeyAt  Places // place of each top-level key that is written
	EndAt  At     // where the front matter ends: the place of what is missing

	Title    Value
	Kind     Value // one of CallKinds
	Year     Year  // in place of the days, where only the year is known
	Opened   Value // YYYY-MM-DD
	Closed   Value // YYYY-MM-DD
	By       Value // who ran it
	PaidBy   []Value
	Question Value   // what was asked
	SentTo   []Value // where it was sent, or searched
	Eligible []Value // what a thing had to be to count
	Follows  Value   // slug of the earlier call that this one continues
	Summary  Value
	Lang     Value // BCP 47
	Updated  Value // YYYY-MM-DD

	Flow       *Flow    // nil when nothing has been counted yet
	Figures    []Figure // in the order in which they are shown
	Data       Value    // name of a file beside index.md, such as the decisions about each response
	DataSize   int64    // bytes of that file; 0 when there is none
	References []Reference
	Body       Body
}

// IsReview reports whether the literature was searched, so that studies are
// counted and not cases.
func (c *Call) IsReview() bool { return c.Kind.Text == CallReview }

// IsOpen reports whether answers may still come in on a day, YYYY-MM-DD: the
// call has opened and has not closed. A call that gives only its year is closed.
func (c *Call) IsOpen(day string) bool {
	return c.Opened.Given() && (!c.Closed.Given() || c.Closed.Text >= day)
}

// A Figure is a number that a call published: a count, and mostly what it is
// out of. A percentage is computed from the two and never written.
type Figure struct {
	At         At
	ID         Value // name within the call; empty: nothing refers to it
	Label      Value // what was counted, in a few words
	Count      Count
	Of         Count // what the count is out of; not given: the count stands alone
	Note       Value
	References []Value // keys of Call.References
}

// A Count is a whole number of things. N is -1 when the text is not one, or
// there is no text.
type Count struct {
	Value
	N int
}

// NotStated reports whether the author wrote that the number is not known.
func (c Count) NotStated() bool { return c.Text == NotStated }

// ParseCount reads a number of at most nine ASCII digits without a sign, a
// separator or a leading zero.
func ParseCount(v Value) Count {
	const digits = 9 // more is no number of answers, and fits any int
	c := Count{Value: v, N: -1}
	if len(v.Text) > digits || len(v.Text) > 1 && v.Text[0] == '0' {
		return c
	}
	if n, err := strconv.ParseUint(v.Text, 10, 32); err == nil {
		c.N = int(n)
	}
	return c
}

// Reference returns the reference with this key, or nil.
func (c *Call) Reference(key string) *Reference {
	for i := range c.References {
		if c.References[i].Key.Text == key {
			return &c.References[i]
		}
	}
	return nil
}

// dataName is a file name that is the same on every computer and in every
// address, of a kind that no browser runs as a page.
var dataName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*\.(csv|tsv|txt|json|xlsx|ods)$`)

// IsDataName reports whether a text can be the name of a call's data file: a
// table or a text, in the folder of the call.
func IsDataName(name string) bool { return len(name) <= 100 && dataName.MatchString(name) }
