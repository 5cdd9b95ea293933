package model

// SynonymsFile is the file of the synonyms of the search, relative to the site
// root.
const SynonymsFile = "content/synonyms.toml"

// A Synonyms is a group of words and phrases that the search takes for the
// same: typing one of Terms finds all of them, and Finds too.
type Synonyms struct {
	At    At
	Terms []Name // those of lang with their language
	Finds []Name
}
