package search

// appendCard writes the row of one record in a part with cards.
func appendCard(dst []byte, d *Document) []byte {
	c := &d.Card
	for _, s := range []string{c.ID, c.Number, c.Path, d.Title, d.Summary, c.Lang, c.Type, c.StatusIcon, c.Status,
		c.BadgeClass, c.Badge, c.From, c.FromYear, c.Mark, c.Verb, c.To, c.ToYear, c.More, c.Version, c.Added, c.Updated} {
		dst = appendS(dst, s)
	}
	dst = appendU(dst, len(c.Authors))
	for _, a := range c.Authors {
		for _, s := range []string{a.Family, a.Given, a.Suffix, a.Literal, a.ORCID} {
			dst = appendS(dst, s)
		}
	}
	dst = appendU(dst, len(c.Keywords))
	for _, s := range c.Keywords {
		dst = appendS(dst, s)
	}
	return dst
}

// readCard reads a row that appendCard wrote.
func readCard(r *reader) Card {
	var c Card
	for _, s := range []*string{&c.ID, &c.Number, &c.Path, &c.Title, &c.Summary, &c.Lang, &c.Type, &c.StatusIcon, &c.Status,
		&c.BadgeClass, &c.Badge, &c.From, &c.FromYear, &c.Mark, &c.Verb, &c.To, &c.ToYear, &c.More, &c.Version, &c.Added, &c.Updated} {
		*s = r.s()
	}
	for range r.count() {
		var a Author
		for _, s := range []*string{&a.Family, &a.Given, &a.Suffix, &a.Literal, &a.ORCID} {
			*s = r.s()
		}
		c.Authors = append(c.Authors, a)
	}
	c.Keywords = r.list()
	return c
}

// appendTexts writes the row of one record in a part with texts.
func appendTexts(dst []byte, d *Document) []byte {
	dst = appendU(dst, len(d.Sections))
	for _, s := range d.Sections {
		dst = appendS(appendS(dst, s.Heading), Plain(s.HTML))
	}
	dst = appendU(dst, len(d.References))
	for _, s := range d.References {
		dst = appendS(dst, s)
	}
	return dst
}
