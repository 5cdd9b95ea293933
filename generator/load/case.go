package load

import (
	"casebook/generator/country"
	"casebook/generator/decode"
	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/source"
)

// decodeCase reads the front matter of a case.
func decodeCase(file source.File, entry source.Entry, extra []string, found *diag.List) *model.Case {
	m := decode.NewMap(file.Path, file.Front, found)
	c := readKeys(m, extra)
	c.File, c.Folder, c.Slug, c.Format = file.Path, entry.Folder, entry.Slug, file.Format.String()
	c.KeyAt, c.EndAt = m.KeysAt(), model.At{Line: int32(file.EndLine), Col: 1}
	m.Done()
	return c
}

// CaseShape returns the keys of the front matter of a case, those that site.toml
// adds too: what readKeys asks for.
func CaseShape(config model.Config) *decode.Shape {
	return decode.Describe(func(m *decode.Map) { readKeys(m, extraKeys(config)) })
}

// readKeys reads every key of the model, in its order. Remember to update
// design and explain pages when a key is added.
func readKeys(m *decode.Map, extra []string) *model.Case {
	// An empty one is a missing one, which has a finding of its own.
	m.AllowEmpty("title", "origin_country", "innovation_type", "learning_direction", "summary")
	c := &model.Case{
		Title:             m.Value("title"),
		OriginCountry:     countries(m.Values("origin_country")),
		InnovationType:    m.Values("innovation_type"),
		LearningDirection: m.Value("learning_direction"),
		Summary:           m.Value("summary"),

		ID:               m.Value("id"),
		Status:           m.Value("status"),
		OriginYear:       model.ParseYear(m.Value("origin_year")),
		OriginYearNote:   m.Value("origin_year_note"),
		Origin:           each(m.Maps("origin"), origin),
		AdoptionStatus:   m.Value("adoption_status"),
		Adoptions:        each(m.Maps("adoptions"), adoption),
		LearningType:     m.Value("learning_type"),
		LearningRelation: m.Value("learning_relation"),
		Domain:           m.Values("domain"),
		Evidence:         evidence(m.Map("evidence")),
		Barriers:         m.Values("barriers"),
		Enablers:         m.Values("enablers"),
		AlsoKnownAs:      names(m),
		Call:             m.Value("call"),
		Detail:           &model.Detail{References: each(m.Maps("references"), reference)},
		Contributors:     each(m.Maps("contributors"), contributor),
		Added:            m.Value("added"),
		Updated:          m.Value("updated"),
		Reviewed:         optional(m.Map("reviewed"), review),
		Withdrawn:        optional(m.Map("withdrawn"), withdrawal),
		Returned:         optional(m.Map("returned"), returned),
		History:          each(m.Maps("history"), change),
		Aliases:          m.Values("aliases"),
		Lang:             m.Value("lang"),
	}
	for _, key := range extra {
		if values := m.Values(key); len(values) > 0 {
			if c.Extra == nil {
				c.Extra = make(map[string][]model.Value, len(extra))
			}
			c.Extra[key] = values
		}
	}
	return c
}

// each decodes every map of a list and reports the keys it did not know.
func each[T any](maps []*decode.Map, read func(*decode.Map) T) []T {
	if len(maps) == 0 {
		return nil
	}
	out := make([]T, len(maps))
	for i, m := range maps {
		out[i] = read(m)
		m.Done()
	}
	return out
}

func optional[T any](m *decode.Map, read func(*decode.Map) T) *T {
	if m == nil {
		return nil
	}
	v := read(m)
	m.Done()
	return &v
}

func countries(values []model.Value) []model.Country {
	var out []model.Country
	for _, v := range values {
		out = append(out, countryOf(v))
	}
	return out
}

func countryOf(v model.Value) model.Country {
	c := model.Country{Value: v}
	if found, ok := country.Find(v.Text); ok {
		c.Code = found.Alpha3
	}
	return c
}

func year(m *decode.Map, key string) model.Year { return model.ParseYear(m.Value(key)) }

func origin(m *decode.Map) model.Origin {
	return model.Origin{
		At: m.At(), Role: m.Value("role"), Country: countryOf(m.Value("country")), Year: year(m, "year"),
		YearNote: m.Value("year_note"), Place: m.Value("place"), Organisation: m.Value("organisation"),
		References: m.Values("references"),
	}
}

func adoption(m *decode.Map) model.Adoption {
	return model.Adoption{
		At: m.At(), Country: countryOf(m.Value("country")), Year: year(m, "year"), YearNote: m.Value("year_note"),
		Status: m.Value("status"), Place: m.Value("place"), Organisation: m.Value("organisation"),
		Route: m.Value("route"), Adaptation: m.Value("adaptation"), Note: m.Value("note"),
		References: m.Values("references"),
	}
}

func evidence(m *decode.Map) model.Evidence {
	if m == nil {
		return model.Evidence{}
	}
	e := model.Evidence{At: m.At(), Origin: m.Value("origin"), Receiving: m.Value("receiving"), Question: m.Value("question")}
	m.Done()
	return e
}

// names reads other names: each a text, or a text with its language.
func names(m *decode.Map) []model.Name {
	var out []model.Name
	for _, item := range m.Mixed("also_known_as") {
		if item.Map == nil {
			out = append(out, model.Name{Text: item.Value})
			continue
		}
		out = append(out, model.Name{Text: item.Map.Value("name"), Lang: item.Map.Value("lang")})
		item.Map.Done()
	}
	return out
}

func reference(m *decode.Map) model.Reference {
	return model.Reference{
		At: m.At(), Key: m.Value("key"), Type: m.Value("type"), Title: m.Value("title"),
		Authors: m.Values("authors"), Editors: m.Values("editors"), Container: m.Value("container"),
		Publisher: m.Value("publisher"), Place: m.Value("place"), Year: year(m, "year"),
		Volume: m.Value("volume"), Issue: m.Value("issue"), Pages: m.Value("pages"), Number: m.Value("number"),
		DOI: m.Value("doi"), PMID: m.Value("pmid"), PMCID: m.Value("pmcid"), ISBN: m.Value("isbn"),
		URL: m.Value("url"), Accessed: m.Value("accessed"), Access: m.Value("access"),
		Lang: m.Value("lang"), Note: m.Value("note"),
	}
}

func contributor(m *decode.Map) model.Contributor {
	return model.Contributor{
		At: m.At(), Name: m.Value("name"), Role: m.Value("role"), ORCID: m.Value("orcid"),
		Organisation: m.Value("organisation"), Country: countryOf(m.Value("country")),
	}
}

func review(m *decode.Map) model.Review {
	return model.Review{At: m.At(), On: m.Value("on"), By: m.Value("by"), Due: m.Value("due")}
}

func withdrawal(m *decode.Map) model.Withdrawal {
	return model.Withdrawal{At: m.At(), On: m.Value("on"), By: m.Value("by"), Reason: m.Value("reason"), Note: m.Value("note")}
}

func returned(m *decode.Map) model.Returned {
	return model.Returned{At: m.At(), LearningType: m.Value("learning_type"), Note: m.Value("note"), References: m.Values("references")}
}

func change(m *decode.Map) model.Change {
	return model.Change{At: m.At(), On: m.Value("on"), Change: m.Value("change"), By: m.Value("by")}
}
