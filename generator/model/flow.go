package model

// A Flow is what came in to a call, what was left out and why, and what became
// of the rest, as those who ran it counted. Reviews of the literature have the
// boxes of PRISMA 2020 (Page MJ and others, BMJ 2021;372:n71, figure 1), in a
// column for databases and registers and one for other methods; all others have
// the boxes of PlainSteps in one column.
//
// A box that is not written was not used. One whose number is NotStated was
// used, and its number is not known.
type Flow struct {
	At         At
	Review     bool         // the boxes are those of a review
	Survey     bool         // known people were asked, so that no more can have answered
	Unit       Value        // what is counted, in the plural; of plain flows: "responses", "partnerships"
	Columns    []FlowColumn // those that are written
	Previous   FlowResult   // of a review that was updated: what its earlier version included
	Included   FlowResult
	Adopted    *FlowBox // explicit adoptions among what was included; nil: not written
	Note       Value
	References []Value // keys of Call.References
}

// A FlowColumn is a way in which things came in.
type FlowColumn struct {
	Name  string // "databases" or "other"; empty for the one column of a plain flow
	At    At
	Boxes []FlowBox // those that are written, in the order of the flow
}

// A FlowBox is one box: a number, or a list of parts whose sum it is.
type FlowBox struct {
	Key   string
	At    At    // of the key
	Exit  bool  // what left the flow there
	Count Count // as written; not given where the parts stand for it
	Parts []FlowPart
	Label Value // in place of the usual words
	Note  Value
}

// A FlowPart is one reason for which things were left out, or one source that
// they came from.
type FlowPart struct {
	At    At
	Name  Value
	Count Count
}

// A FlowResult is what a flow ends in. In a plain flow Studies is the number of
// cases, and there are no reports.
type FlowResult struct {
	At      At // of the key; unknown when it is not written
	Studies Count
	Reports Count // of those studies
	Whole   bool  // one number was written, not studies and reports
	Label   Value
	Note    Value
}

// Used reports whether the key was written.
func (r *FlowResult) Used() bool { return r.At.Known() }

// A FlowStep is a box that a column may have.
type FlowStep struct {
	Key  string
	Exit bool
}

// PlainSteps are the boxes of a call, a survey or a round of fellowships,
// ReviewSteps those of a column of a review, in the order of the flow.
var (
	PlainSteps = []FlowStep{{"invited", false}, {"received", false}, {"duplicates", true}, {"ineligible", true},
		{"assessed", false}, {"excluded", true}}
	ReviewSteps = []FlowStep{{"identified", false}, {"removed", true}, {"screened", false}, {"excluded", true},
		{"sought", false}, {"not_retrieved", true}, {"assessed", false}, {"reasons", true}}
	ReviewColumns = []string{"databases", "other"}
)

// Total returns the number of a box: what is written, else the sum of its
// parts. known is false where one of them is not stated or no number.
func (b *FlowBox) Total() (n int, known bool) {
	if b.Count.Given() || len(b.Parts) == 0 {
		return b.Count.N, b.Count.N >= 0
	}
	for i := range b.Parts {
		if b.Parts[i].Count.N < 0 {
			return -1, false
		}
		n += b.Parts[i].Count.N
	}
	return n, true
}

// Box returns the box of a key, or nil.
func (c *FlowColumn) Box(key string) *FlowBox {
	for i := range c.Boxes {
		if c.Boxes[i].Key == key {
			return &c.Boxes[i]
		}
	}
	return nil
}
