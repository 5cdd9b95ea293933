package harvest

import (
	"bytes"
	"encoding/json"
	"io"

	"casebook/generator/country"
	"casebook/generator/derive"
	"casebook/generator/model"
)

// A document is record.json: the record as data, under the keys of the front
// matter, with what follows from them under the names that the tables of the
// data set have. What is not known is left out. The prose is not in it.
type document struct {
	Case    string `json:"case"`
	ID      string `json:"id,omitempty"`
	URL     string `json:"url,omitempty"`
	Status  string `json:"record_status"`
	Version int    `json:"version"`
	Title   string `json:"title"`
	Summary string `json:"summary,omitempty"`
	Lang    string `json:"lang"`
	Known   []name `json:"also_known_as,omitempty"`
	License string `json:"license,omitempty"`
	Counts  string `json:"population"` // which statistics count it: counted, comparator, about, none

	InnovationType   []string `json:"innovation_type"`
	Domain           []string `json:"domain,omitempty"`
	Direction        string   `json:"learning_direction,omitempty"`
	LearningType     string   `json:"learning_type,omitempty"`
	LearningRelation string   `json:"learning_relation,omitempty"`

	OriginCountry []string            `json:"origin_country"`
	OriginYear    int                 `json:"origin_year,omitempty"`
	YearNote      string              `json:"origin_year_note,omitempty"`
	SharedOrigin  bool                `json:"shared_origin"`
	Origin        []event             `json:"origin,omitempty"`
	Adoption      string              `json:"adoption_status,omitempty"`
	Explicit      bool                `json:"explicit_adoption"`
	Lag           *int                `json:"lag_years,omitempty"`
	Adoptions     []event             `json:"adoptions,omitempty"`
	Evidence      *evidence           `json:"evidence,omitempty"`
	Barriers      []string            `json:"barriers,omitempty"`
	Enablers      []string            `json:"enablers,omitempty"`
	Returned      *returned           `json:"returned,omitempty"`
	Call          string              `json:"call,omitempty"`
	Extra         map[string][]string `json:"extra,omitempty"` // keys of taxonomies that the site adds

	Contributors []contributor `json:"contributors,omitempty"`
	Added        string        `json:"added,omitempty"`
	Updated      string        `json:"updated,omitempty"`
	Reviewed     *review       `json:"reviewed,omitempty"`
	Withdrawn    *withdrawal   `json:"withdrawn,omitempty"`
	History      []change      `json:"history,omitempty"`
}

type name struct {
	Name string `json:"name"`
	Lang string `json:"lang,omitempty"`
}

// An event is an entry of origin or of adoptions.
type event struct {
	Role         string   `json:"role,omitempty"`
	Country      string   `json:"country,omitempty"`
	Year         int      `json:"year,omitempty"`
	YearNote     string   `json:"year_note,omitempty"`
	Group        string   `json:"income_group,omitempty"`
	GroupKind    string   `json:"income_group_kind,omitempty"`
	Side         string   `json:"side,omitempty"`
	Status       string   `json:"status,omitempty"`
	Rank         int      `json:"rank,omitempty"`
	Explicit     bool     `json:"explicit,omitempty"`
	Lag          *int     `json:"lag_years,omitempty"`
	Place        string   `json:"place,omitempty"`
	Organisation string   `json:"organisation,omitempty"`
	Route        string   `json:"route,omitempty"`
	Adaptation   string   `json:"adaptation,omitempty"`
	Note         string   `json:"note,omitempty"`
	References   []string `json:"references,omitempty"`
}

type evidence struct {
	Origin    string `json:"origin,omitempty"`
	Receiving string `json:"receiving,omitempty"`
	Question  string `json:"question,omitempty"`
}

type returned struct {
	LearningType string   `json:"learning_type,omitempty"`
	Note         string   `json:"note,omitempty"`
	References   []string `json:"references,omitempty"`
}

type contributor struct {
	Name         string `json:"name"`
	Role         string `json:"role,omitempty"`
	ORCID        string `json:"orcid,omitempty"`
	Organisation string `json:"organisation,omitempty"`
	Country      string `json:"country,omitempty"`
}

type review struct {
	On  string `json:"on,omitempty"`
	By  string `json:"by,omitempty"`
	Due string `json:"due,omitempty"`
}

type withdrawal struct {
	On     string `json:"on,omitempty"`
	By     string `json:"by,omitempty"`
	Reason string `json:"reason,omitempty"`
	Note   string `json:"note,omitempty"`
}

type change struct {
	On     string `json:"on,omitempty"`
	Change string `json:"change,omitempty"`
	By     string `json:"by,omitempty"`
}

// JSON writes record.json. Its last key is references, CSL-JSON with the
// record's own keys; it is put in as it is, since a second look at it by the
// encoder costs more than all the rest.
func (s *Site) JSON(w io.Writer, r *Record) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s.document(r)); err != nil {
		return err
	}
	b.Truncate(b.Len() - len("}\n"))
	b.WriteString(`,"references":`)
	if err := r.References(&b); err != nil {
		return err
	}
	b.WriteString("}\n")
	_, err := w.Write(b.Bytes())
	return err
}

func (s *Site) document(r *Record) *document {
	f, c := r.Facts, r.Facts.Case
	d := &document{
		Case: c.Slug, ID: r.Number, URL: s.cited(r), Status: f.Status, Version: c.Version(), Title: c.Title.Text, Summary: c.Summary.Text,
		Lang: r.Language, License: s.License.URL, Counts: population(f),
		InnovationType: texts(c.InnovationType), Domain: texts(c.Domain), Direction: c.LearningDirection.Text,
		LearningType: c.LearningType.Text, LearningRelation: c.LearningRelation.Text,
		OriginCountry: f.Countries, OriginYear: f.OriginYear, YearNote: c.OriginYearNote.Text, SharedOrigin: f.SharedOrigin,
		Origin: origins(r), Adoption: f.Adoption, Explicit: f.Explicit, Adoptions: adoptions(r),
		Barriers: texts(c.Barriers), Enablers: texts(c.Enablers), Call: c.Call.Text, Added: c.Added.Text, Updated: c.Updated.Text,
	}
	if c.ID.Given() && d.ID != "" {
		d.ID = c.ID.Text
	}
	if f.HasLag {
		d.Lag = &f.Lag
	}
	d.parts(c)
	return d
}

// population says which statistics count a record.
func population(f *derive.Facts) string {
	switch {
	case f.Counted:
		return "counted"
	case f.Comparator:
		return "comparator"
	case f.About:
		return "about"
	}
	return "none"
}

// parts adds what a record may have or not.
func (d *document) parts(c *model.Case) {
	for _, n := range c.AlsoKnownAs {
		d.Known = append(d.Known, name{n.Text.Text, n.Lang.Text})
	}
	if e := c.Evidence; e.At.Known() {
		d.Evidence = &evidence{e.Origin.Text, e.Receiving.Text, e.Question.Text}
	}
	if x := c.Returned; x != nil {
		d.Returned = &returned{x.LearningType.Text, x.Note.Text, texts(x.References)}
	}
	for _, p := range c.Contributors {
		d.Contributors = append(d.Contributors, contributor{p.Name.Text, p.Role.Text, p.ORCID.Text, p.Organisation.Text, p.Country.Code})
	}
	if x := c.Reviewed; x != nil {
		d.Reviewed = &review{x.On.Text, x.By.Text, x.Due.Text}
	}
	if x := c.Withdrawn; x != nil {
		d.Withdrawn = &withdrawal{x.On.Text, x.By.Text, x.Reason.Text, x.Note.Text}
	}
	for _, h := range c.History {
		d.History = append(d.History, change{h.On.Text, h.Change.Text, h.By.Text})
	}
	for key, values := range c.Extra {
		if d.Extra == nil {
			d.Extra = map[string][]string{}
		}
		d.Extra[key] = texts(values)
	}
}

func origins(r *Record) []event {
	var list []event
	for i := range r.Facts.Origins {
		o := &r.Facts.Origins[i]
		e := event{Role: o.Role.Text, Country: o.Country.Code, Year: o.Year.N, YearNote: o.YearNote.Text,
			Place: o.Place.Text, Organisation: o.Organisation.Text, References: texts(o.References)}
		e.group(o.Group, o.Side)
		list = append(list, e)
	}
	return list
}

func adoptions(r *Record) []event {
	var list []event
	for i := range r.Facts.Adoptions {
		a := &r.Facts.Adoptions[i]
		e := event{Country: a.Country.Code, Year: a.Year.N, YearNote: a.YearNote.Text, Status: a.Status.Text, Rank: a.Rank, Explicit: a.Explicit,
			Place: a.Place.Text, Organisation: a.Organisation.Text, Route: a.Route.Text, Adaptation: a.Adaptation.Text, Note: a.Note.Text,
			References: texts(a.References)}
		if a.HasLag {
			e.Lag = &a.Lag
		}
		e.group(a.Group, a.Side)
		list = append(list, e)
	}
	return list
}

func (e *event) group(g country.Answer, side country.Side) {
	e.Group = string(g.Group)
	if g.Year > 0 {
		e.GroupKind = g.Kind.String()
	}
	switch side {
	case country.LMIC:
		e.Side = "lmic"
	case country.HIC:
		e.Side = "hic"
	}
}

func texts(values []model.Value) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = v.Text
	}
	return out
}
