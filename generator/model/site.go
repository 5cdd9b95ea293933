package model

import "casebook/generator/vocab"

// A Site is all content: what people wrote, decoded. It is not changed after
// load.
type Site struct {
	Config       Config
	Vocabularies *vocab.Set
	Synonyms     []Synonyms     // of the search, as they stand in the file
	Cases        []*Case        // by slug
	Pages        []*Page        // by slug
	Calls        []*Call        // by slug
	Partnerships []*Partnership // by slug
	AsOf         string         // the as-of date of the build, YYYY-MM-DD
}

// A Page is a page of prose: about, methods, contribute.
type Page struct {
	File       string
	Slug       string
	KeyAt      Places
	EndAt      At
	Title      Value
	Summary    Value
	Updated    Value
	Lang       Value
	Order      int // place in the footer; 0 leaves it out
	Aliases    []Value
	References []Reference
	Body       Body
}
