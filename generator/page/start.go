package page

// A Start is the view of the page that leads into the offline edition, whose
// folder looks forbidding to somebody who has just opened it.
type Start struct {
	Frame
	Heading string
	Lede    string
	Enter   Link
	AsOf    string // empty when the content has no date
	Check   string // how to see that the copy is whole
}

// Start returns the view of the page at address; sums is the name of the file
// of checksums.
func (s *Site) Start(address, sums string) *Start {
	config := &s.Model.Config
	v := &Start{Frame: s.frame(address, s.Strings.T("start-title"), s.Strings.F("start-lede", "site", config.Title))}
	v.NoIndex, v.Canonical = true, ""
	v.Heading, v.Lede = config.Title, v.Description
	v.Enter = Link{Href: v.Root.To(""), Text: s.Strings.T("start-enter")}
	if s.Model.AsOf != "" {
		v.AsOf = s.Strings.F("start-as-of", "date", s.Strings.Date(s.Model.AsOf))
	}
	v.Check = s.Strings.F("start-check", "file", sums, "command", "sha256sum -c "+sums)
	return v
}
