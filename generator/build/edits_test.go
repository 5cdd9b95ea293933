//go:build !race

package build

// defaultEdits is the number of random edits of a test run.
const defaultEdits = 320
