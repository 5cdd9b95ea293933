package flow

import "casebook/generator/model"

// The milestones by which calls are compared, in the order of a flow.
const (
	Invited  = "invited"
	Received = "received" // in a review: records identified
	Eligible = "eligible" // in a review: reports assessed
	Included = "included" // in a review: studies
	Adopted  = "adopted"
)

// Milestones are their ids, in their order.
var Milestones = []string{Invited, Received, Eligible, Included, Adopted}

// A Milestone is a number that most calls have.
type Milestone struct {
	ID    string
	N     int  // means nothing unless Known
	Known bool // stated, or following from what is stated
	Used  bool // the call has such a box
}

// Of returns the milestones of a flow, in their order. A flow that is nil has
// none of the boxes.
func Of(f *model.Flow) []Milestone {
	out := make([]Milestone, len(Milestones))
	for i, id := range Milestones {
		out[i].ID = id
	}
	if f == nil {
		return out
	}
	if f.Review {
		out[1].set(sumOf(f, "identified"))
		out[2].set(sumOf(f, "assessed"))
	} else {
		out[0].set(sumOf(f, "invited"))
		out[1].set(sumOf(f, "received"))
		out[2].set(eligible(f))
	}
	out[3].set(f.Included.Studies.N, f.Included.Studies.N >= 0, f.Included.Used())
	if f.Adopted != nil {
		n, known := f.Adopted.Total()
		out[4].set(n, known, true)
	}
	return out
}

func (m *Milestone) set(n int, known, used bool) { m.N, m.Known, m.Used = n, known, used }

// Find returns the milestone of this id.
func Find(list []Milestone, id string) Milestone {
	for _, m := range list {
		if m.ID == id {
			return m
		}
	}
	return Milestone{ID: id}
}

// sumOf adds up a box over the columns that have it.
func sumOf(f *model.Flow, key string) (n int, known, used bool) {
	known = true
	for i := range f.Columns {
		if b := f.Columns[i].Box(key); b != nil {
			total, ok := b.Total()
			n, known, used = n+total, known && ok, true
		}
	}
	return n, known && used, used
}

// eligible returns what was assessed, or, in a flow that has no such box, what
// is left of what came in after duplicates and what was not eligible.
func eligible(f *model.Flow) (n int, known, used bool) {
	if n, known, used = sumOf(f, "assessed"); used {
		return n, known, used
	}
	n, known, used = sumOf(f, "received")
	took := false
	for _, key := range []string{"duplicates", "ineligible"} {
		if out, ok, has := sumOf(f, key); has {
			n, known, took = n-out, known && ok, true
		}
	}
	if !took {
		return 0, false, false // nobody sorted what came in
	}
	return n, known, used
}
