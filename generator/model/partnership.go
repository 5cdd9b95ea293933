package model

// Ongoing is the value of a partnership's ended while it lasts.
const Ongoing = "ongoing"

// A Partnership is institutions of several countries that work together: who
// they are, who decides, and what each side set out to learn and did learn, as
// far as a source says so.
type Partnership struct {
	File  string
	Slug  string
	KeyAt Places // place of each top-level key that is written
	EndAt At     // where the front matter ends: the place of what is missing

	Title      Value
	Summary    Value
	Partners   []Partner
	Started    Year
	Ended      Year      // of a year, or with the text Ongoing or NotStated
	Administer Statement // who administers the money
	Decides    Statement // who decides
	SetOut     []Learning
	Learned    []Learning
	Cases      []Value // slugs of records that came of it
	Lang       Value   // BCP 47
	Updated    Value   // YYYY-MM-DD
	References []Reference
	Body       Body
}

// A Partner is one institution.
type Partner struct {
	At         At
	Name       Value
	Country    Country
	Place      Value
	References []Value // keys of Partnership.References
}

// A Statement is who does something, as a source says; the text is NotStated
// where none does.
type Statement struct {
	At         At
	Who        Value
	References []Value
}

// A Learning is what one side set out to learn, or did learn.
type Learning struct {
	At         At
	Side       Country // the country of the partner, or partners, that learn
	Type       Value   // vocabulary learning-type
	Relation   Value   // vocabulary learning-relation
	What       Value
	References []Value
}

// Reference returns the reference with this key, or nil.
func (p *Partnership) Reference(key string) *Reference {
	for i := range p.References {
		if p.References[i].Key.Text == key {
			return &p.References[i]
		}
	}
	return nil
}
