package model

// The values of the key status. A record without status is a stub.
const (
	StatusStub      = "stub"
	StatusReview    = "review"
	StatusPublished = "published"
	StatusWithdrawn = "withdrawn"
)

// NoNumber is the id of a record that a maintainer has not numbered yet. Many
// records may have it.
const NoNumber = "lf-0000"

// NotStated is the term that every vocabulary has for what the sources do not say.
const NotStated = "not-stated"

// A Case is one case study: the front matter of its file, decoded but not
// judged, and its body.
type Case struct {
	File   string // slash-separated, relative to the site root
	Folder string // the folder of index.md and its images; empty for a single file
	Slug   string // file or folder name; the last part of its address
	Format string // "yaml", "toml" or "json": how the front matter is written

	KeyAt Places // place of each top-level key that is written
	EndAt At     // where the front matter ends: the place of what is missing

	Title             Value
	OriginCountry     []Country
	InnovationType    []Value
	LearningDirection Value
	Summary           Value

	ID               Value
	Status           Value // as written; see RecordStatus
	OriginYear       Year
	OriginYearNote   Value
	Origin           []Origin
	AdoptionStatus   Value
	Adoptions        []Adoption
	LearningType     Value
	LearningRelation Value
	Domain           []Value
	Evidence         Evidence
	Barriers         []Value
	Enablers         []Value
	AlsoKnownAs      []Name
	Call             Value
	Contributors     []Contributor
	Added            Value // dates are YYYY-MM-DD
	Updated          Value
	Reviewed         *Review     // nil until somebody has reviewed the record
	Withdrawn        *Withdrawal // nil unless withdrawn
	Returned         *Returned   // what went back to the origin; nil when not recorded
	History          []Change
	Aliases          []Value
	Lang             Value
	Extra            map[string][]Value // keys of taxonomies that site.toml adds

	*Detail      // its references and its prose; nil where they are put by, see Open
	kept    Kept // where they are then
}

// RecordStatus returns the status of the record; one that names none is a stub.
func (c *Case) RecordStatus() string {
	if c.Status.Text == "" {
		return StatusStub
	}
	return c.Status.Text
}

// Version returns the version of the record: the number of history entries,
// at least 1.
func (c *Case) Version() int { return max(1, len(c.History)) }

// Reference returns the reference with this key, or nil.
func (c *Case) Reference(key string) *Reference {
	sources := c.Sources()
	for i := range sources {
		if sources[i].Key.Text == key {
			return &sources[i]
		}
	}
	return nil
}

// An Origin is one event of the beginning: conceived, developed, first used
// or proven at scale.
type Origin struct {
	At           At
	Role         Value // vocabulary origin-role
	Country      Country
	Year         Year
	YearNote     Value
	Place        Value
	Organisation Value
	References   []Value // keys of Case.References
}

// An Adoption is what happened in one receiving place. Year is the first use
// there, Status how it stands now.
type Adoption struct {
	At           At
	Country      Country
	Year         Year
	YearNote     Value
	Status       Value // vocabulary adoption-status
	Place        Value
	Organisation Value
	Route        Value // vocabulary route
	Adaptation   Value // vocabulary adaptation
	Note         Value
	References   []Value
}

// Evidence is the level of evidence at the origin and in the receiving
// setting, and the question it answers.
type Evidence struct {
	At        At
	Origin    Value // vocabulary evidence-level
	Receiving Value // vocabulary evidence-level
	Question  Value // vocabulary evidence-question
}

// A Name is another name of the innovation, with its language where it is not
// the record's.
type Name struct {
	Text Value
	Lang Value // BCP 47; empty for the record's language
}

// A Reference is a source. Type is a CSL type; Access is open, closed or
// not-stated.
type Reference struct {
	At        At
	Key       Value
	Type      Value
	Title     Value
	Authors   []Value // "Family AB", or the name of an organisation
	Editors   []Value
	Container Value // journal, book, site
	Publisher Value
	Place     Value
	Year      Year
	Volume    Value
	Issue     Value
	Pages     Value
	Number    Value
	DOI       Value
	PMID      Value
	PMCID     Value
	ISBN      Value
	URL       Value
	Accessed  Value // date
	Access    Value
	Lang      Value
	Note      Value
}

// single returns the values of a reference that are one text each.
func (r *Reference) single() [20]*Value {
	return [...]*Value{&r.Key, &r.Type, &r.Title, &r.Container, &r.Publisher, &r.Place, &r.Year.Value, &r.Volume, &r.Issue, &r.Pages,
		&r.Number, &r.DOI, &r.PMID, &r.PMCID, &r.ISBN, &r.URL, &r.Accessed, &r.Access, &r.Lang, &r.Note}
}

// A Contributor is a person or organisation behind the record.
type Contributor struct {
	At           At
	Name         Value
	Role         Value // vocabulary contributor-role
	ORCID        Value
	Organisation Value
	Country      Country
}

// A Review says who reviewed the record and when it is due again.
type Review struct {
	At          At
	On, By, Due Value
}

// A Withdrawal says why a record left the evidence base.
type Withdrawal struct {
	At     At
	On, By Value
	Reason Value // vocabulary withdrawal-reason
	Note   Value
}

// Returned is what went back to the country of origin.
type Returned struct {
	At           At
	LearningType Value
	Note         Value
	References   []Value
}

// A Change is one entry of a record's history.
type Change struct {
	At             At
	On, Change, By Value
}
