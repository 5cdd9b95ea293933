package load

import (
	"casebook/generator/decode"
	"casebook/generator/diag"
	"casebook/generator/markdown"
	"casebook/generator/model"
	"casebook/generator/source"
)

// PartnershipsDir is the folder of partnerships, relative to the site root.
const PartnershipsDir = "content/partnerships"

// PartnershipIDs are the ids that the page of a partnership uses around its
// text.
var PartnershipIDs = ids("main", "profile", "profile-h", "learned", "learned-h", "who", "who-h", "records", "records-h",
	"references", "references-h", "cite", "cite-h")

func (l *loader) readPartnership(entry source.Entry) (*model.Partnership, diag.List, error) {
	file, found, err := l.read(entry)
	if err != nil {
		return nil, nil, err
	}
	p := decodePartnership(file, entry, &found)
	links := l.linker(file.Path, "partnerships/"+entry.Slug+"/")
	body, more := l.renderer.Render(file.Body, markdown.Options{
		File: file.Path, FirstLine: file.BodyLine, Keys: keys(p.References),
		Link: links.rewrite, Reserved: PartnershipIDs, Words: l.opt.Words,
	})
	links.aim(body.Links)
	p.Body = body
	return p, append(found, more...), nil
}

// decodePartnership reads the front matter of a partnership: every key of the
// model.
func decodePartnership(file source.File, entry source.Entry, found *diag.List) *model.Partnership {
	m := decode.NewMap(file.Path, file.Front, found)
	// An empty one is a missing one, which has a finding of its own.
	m.AllowEmpty("title", "summary", "partners", "started", "administers", "decides", "learned")
	p := &model.Partnership{
		File: file.Path, Slug: entry.Slug, KeyAt: m.KeysAt(), EndAt: model.At{Line: int32(file.EndLine), Col: 1},

		Title:      m.Value("title"),
		Summary:    m.Value("summary"),
		Partners:   each(m.Maps("partners"), partner),
		Started:    year(m, "started"),
		Ended:      year(m, "ended"),
		Administer: statement(m, "administers"),
		Decides:    statement(m, "decides"),
		SetOut:     each(m.Maps("set_out"), learning),
		Learned:    each(m.Maps("learned"), learning),
		Cases:      m.Values("cases"),
		Lang:       m.Value("lang"),
		Updated:    m.Value("updated"),
		References: each(m.Maps("references"), reference),
	}
	m.Done()
	return p
}

func partner(m *decode.Map) model.Partner {
	m.AllowEmpty("name", "country")
	return model.Partner{At: m.At(), Name: m.Value("name"), Country: countryOf(m.Value("country")), Place: m.Value("place"), References: m.Values("references")}
}

// statement reads who does something: {who: …, references: […]}, or the text
// alone.
func statement(m *decode.Map, key string) model.Statement {
	items := m.Mixed(key)
	if len(items) == 0 {
		return model.Statement{}
	}
	if items[0].Map == nil {
		return model.Statement{At: items[0].Value.At, Who: items[0].Value}
	}
	in := items[0].Map
	in.AllowEmpty("who")
	s := model.Statement{At: in.At(), Who: in.Value("who"), References: in.Values("references")}
	in.Done()
	return s
}

func learning(m *decode.Map) model.Learning {
	m.AllowEmpty("side", "type", "relation", "what")
	return model.Learning{At: m.At(), Side: countryOf(m.Value("side")), Type: m.Value("type"), Relation: m.Value("relation"),
		What: m.Value("what"), References: m.Values("references")}
}
