package dataset

import (
	"slices"
	"strings"

	"casebook/generator/country"
	"casebook/generator/table"
	"casebook/generator/vocab"
)

type countryField = table.Field[*country.Country]

var cldr = table.Source{Title: "Unicode CLDR: names of countries", Path: "https://cldr.unicode.org/"}

// countries is one row a country of the data, those without a case too.
func (d *maker) countries() table.Table {
	t := table.Table{Name: Countries, Title: "Countries", Key: []string{"country"}, Sources: []table.Source{worldBank, cldr},
		Description: "One row a country of ISO 3166-1, and Kosovo; those without a case too. The income group is that of the newest year of the data: look into origins and adoptions for the group at the time of an event."}
	fields := d.countryCodes()
	for i, lang := range country.Languages {
		fields = append(fields, table.Make(column("name_"+lang, table.Text, "Unicode CLDR", "Everyday name, language "+lang+" (BCP 47)."),
			func(c *country.Country) table.Cell { return table.String(c.Names[i]) }))
	}
	fields = append(fields, d.countryGroups()...)
	list := country.All()
	return table.Of(t, fields, func(yield func(*country.Country) bool) {
		for i := range list {
			if !yield(&list[i]) {
				return
			}
		}
	})
}

func (d *maker) countryCodes() []countryField {
	return []countryField{
		table.Make(required(column("country", table.Text, "ISO 3166-1", "Code of three letters; XKX is Kosovo.")), func(c *country.Country) table.Cell { return table.String(c.Alpha3) }),
		table.Make(column("alpha2", table.Text, "ISO 3166-1", "Code of two letters. Namibia's is NA: tell a program that takes NA for a missing value that only the empty cell is one."), func(c *country.Country) table.Cell { return table.String(c.Alpha2) }),
		table.Make(column("numeric", table.Text, "ISO 3166-1", "Code of three digits."), func(c *country.Country) table.Cell { return table.String(c.Numeric) }),
	}
}

func (d *maker) countryGroups() []countryField {
	group, kind, onSide := d.group()
	group.Description = "Income group in income_group_year: L, LM, UM, H."
	onSide.Description = "Side of the high-income line in income_group_year."
	regions := func(name, source, description string, ids []string) table.Column {
		c := column(name, table.Text, source, description)
		for _, id := range ids {
			c.Terms = append(c.Terms, table.Term{ID: id, Label: id})
		}
		return c
	}
	return []countryField{
		table.Make(group, func(c *country.Country) table.Cell { return table.String(string(country.Latest(c.Alpha3).Group)) }),
		table.Make(kind, func(c *country.Country) table.Cell { return kindCell(country.Latest(c.Alpha3)) }),
		table.Make(column("income_group_year", table.Year, "World Bank", "Newest year of the income groups."), func(c *country.Country) table.Cell { return year(country.LastYear()) }),
		table.Make(onSide, func(c *country.Country) table.Cell { return side(country.Latest(c.Alpha3).Side) }),
		table.Make(regions("wb_region", "World Bank", "Region of the World Bank.", country.WBRegions()), func(c *country.Country) table.Cell { return table.String(c.WBRegion) }),
		table.Make(regions("who_region", "World Health Organization", "Region of the WHO.", country.WHORegions()), func(c *country.Country) table.Cell { return table.String(c.WHORegion) }),
		table.Make(required(column("cases_from", table.Integer, computed+"cases", "Published records that name it as a country of origin.")), func(c *country.Country) table.Cell { from, _ := d.Counts(c); return table.Int(from) }),
		table.Make(required(column("cases_to", table.Integer, computed+"adoptions", "Published records with an adoption there, whatever its status.")), func(c *country.Country) table.Cell { _, to := d.Counts(c); return table.Int(to) }),
		table.Make(column("address", table.Text, "follows from the name", "Address of the country's page, where it has one. "+aboutAddress), func(c *country.Country) table.Cell { return d.address(d.Country(c)) }),
	}
}

// A word is a term with its vocabulary.
type word struct {
	v *vocab.Vocabulary
	t *vocab.Term
}

type wordField = table.Field[word]

// vocabularies is one row a term.
func (d *maker) vocabularies() table.Table {
	t := table.Table{Name: Vocabularies, Title: "Vocabularies", Key: []string{"vocabulary", "term"},
		Description: "One row a term of a controlled vocabulary, in the order of the vocabulary. Terms are never used again for something else; one that was replaced says by which."}
	const from = "file of the vocabulary: "
	written := func(name, description string, of func(*vocab.Term) string) wordField {
		return wordField{Column: column(name, table.Text, from+name, description), Cell: func(w word) table.Cell { return table.String(of(w.t)) }}
	}
	fields := []wordField{
		table.Make(required(column("vocabulary", table.Text, from+"id", "Id of the vocabulary.")), func(w word) table.Cell { return table.String(w.v.ID) }),
		table.Make(required(column("term", table.Text, from+"id", "Id of the term: what stands in the other tables.")), func(w word) table.Cell { return table.String(w.t.ID) }),
		written("label", "What readers see.", func(t *vocab.Term) string { return t.Label }),
		written("definition", "What it means.", func(t *vocab.Term) string { return t.Definition }),
		written("includes", "What counts.", func(t *vocab.Term) string { return t.Includes }),
		written("excludes", "What does not.", func(t *vocab.Term) string { return t.Excludes }),
		written("source", "Where the definition comes from.", func(t *vocab.Term) string { return t.Source }),
		table.Make(column("rank", table.Integer, from+"rank", "Place on a ladder; missing for terms without one."), func(w word) table.Cell { return table.IntIf(w.t.Rank, w.t.Rank > 0) }),
		written("broader", "Id of the term above it.", func(t *vocab.Term) string { return t.Broader }),
		table.Make(column("since", table.Date, from+"since", "Day on which the term was added."), func(w word) table.Cell { return table.String(w.t.Since) }),
		written("replaced_by", "Id of the term that took its place.", func(t *vocab.Term) string { return t.ReplacedBy }),
		table.Make(column("address", table.Text, "follows from the id", "Address of the term's page, where it has one. "+aboutAddress), func(w word) table.Cell { return d.address(d.Term(w.v.ID, w.t.ID)) }),
	}
	return table.Of(t, fields, func(yield func(word) bool) {
		for _, v := range d.sortedVocabularies() {
			for i := range v.Terms {
				if !yield(word{v, &v.Terms[i]}) {
					return
				}
			}
		}
	})
}

func (d *maker) sortedVocabularies() []*vocab.Vocabulary {
	list := slices.Clone(d.Site.Vocabularies.All())
	slices.SortStableFunc(list, func(a, b *vocab.Vocabulary) int { return strings.Compare(a.ID, b.ID) })
	return list
}
