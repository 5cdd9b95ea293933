package page

// With returns a Site that differs in what its plan holds and in the errors of
// its files; everything else is shared. It is for pages that are made again
// while the others stay as they are.
func (s *Site) With(has func(address string) bool, errors map[string]int) *Site {
	return &Site{Model: s.Model, Index: s.Index, Strings: s.Strings, Assets: s.Assets, Has: has, Errors: errors,
		Statistics: s.Statistics, SearchManifest: s.SearchManifest, related: s.related, byID: s.byID, world: s.world, words: s.words}
}
