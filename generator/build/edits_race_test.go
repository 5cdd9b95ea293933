//go:build race

package build

// defaultEdits is smaller under the race detector, which makes a build ten
// times slower; make test runs all of them without it.
const defaultEdits = 24
