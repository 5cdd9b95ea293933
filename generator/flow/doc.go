// Package flow does the arithmetic of a call for evidence, a survey or a
// review: what remains after each box, whether it is what the next box says,
// and the few numbers by which calls are compared.
//
// A model.Flow goes in as its author wrote it; sums, milestones and rows of a
// CSV file come out. Nothing is judged here and nothing is drawn: package check
// words what does not close, packages page and figure draw. A number that is
// not stated is never guessed: what follows from it is not known either, or
// known only as at most.
package flow
