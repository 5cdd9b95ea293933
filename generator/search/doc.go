// Package search makes the index of the search and reads it. Plain values go
// in (an Input, which calls for one Document after the other), files come out:
// Parts, and a manifest that stands in the page that searches. A reader, this
// package's Index or the script of the page, loads the few parts that a query
// needs.
//
// It knows no records, pages or folders: package build makes the documents
// and plans the files. It never calls for a document twice, and the bytes do
// not depend on the number of workers.
package search
