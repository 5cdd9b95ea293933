package check

import (
	"fmt"
	"slices"

	"casebook/generator/diag"
	"casebook/generator/model"
	"casebook/generator/suggest"
	"casebook/generator/vocab"
)

// A partnership is the one that is judged.
type partnership struct {
	*reporter
	site *model.Site
	p    *model.Partnership
}

type partnershipRule struct {
	Rule
	run func(*partnership)
}

var partnershipRules = []partnershipRule{
	{Rule{"partnership-incomplete", diag.Error, "A partnership says who the partners are, since when, who administers the money, who decides, and what was learned."}, partnershipIncomplete},
	{Rule{"partnership-partners", diag.Error, "A partnership has institutions in two countries or more."}, partnershipPartners},
	{Rule{"partnership-years", diag.Error, "A partnership began in a year, and ended in a later one, is ongoing, or not stated."}, partnershipYears},
	{Rule{"partnership-side", diag.Error, "What was learned was learned by the side of a partner."}, partnershipSide},
	{Rule{"partnership-term", diag.Error, "What was learned has a type and a relation of the vocabularies."}, partnershipTerm},
	{Rule{"partnership-case", diag.Error, "The records that a partnership names are there."}, partnershipCase},
	{Rule{"learning-without-reference", diag.Error, "What a side learned, and who decides, has a source."}, learningWithoutReference},
}

// Partnership returns the findings about one partnership.
func Partnership(site *model.Site, p *model.Partnership) diag.List {
	if p.KeyAt.Len() == 0 {
		return nil
	}
	out := reporter{file: p.File}
	for _, rule := range partnershipRules {
		out.rule = rule.Rule
		rule.run(&partnership{reporter: &out, site: site, p: p})
	}
	runDocument(partnershipDocument(site, p, &out))
	return out.found
}

func partnershipDocument(site *model.Site, p *model.Partnership, out *reporter) *document {
	d := &document{reporter: out, site: site, refs: p.References, body: &p.Body, users: "name it in partners or learned, "}
	d.date("updated", p.Updated)
	d.lang(p.Lang)
	for i := range p.Partners {
		d.use("partners", p.Partners[i].References)
	}
	d.use("administers", p.Administer.References)
	d.use("decides", p.Decides.References)
	for i := range p.SetOut {
		d.use("set_out", p.SetOut[i].References)
	}
	for i := range p.Learned {
		d.use("learned", p.Learned[i].References)
	}
	d.ofReferences()
	return d
}

func partnershipIncomplete(r *partnership) {
	p := r.p
	r.need("title", p.Title.Given(), "what it is called")
	r.need("summary", p.Summary.Given(), "what it is and what came of it, in one or two plain sentences")
	r.need("partners", len(p.Partners) > 0, "a list of {name: …, country: …, references: […]}")
	r.need("started", p.Started.Given(), "the year in which it began, or not-stated")
	r.need("administers", p.Administer.Who.Given(), "{who: …, references: […]}, or not-stated")
	r.need("decides", p.Decides.Who.Given(), "{who: …, references: […]}, or not-stated")
	r.need("learned", len(p.Learned) > 0, "a list of {side: …, type: …, relation: …, what: …, references: […]}; for a side of which nothing is recorded, type: not-stated")
	r.need("references", len(p.References) > 0, "at least one source")
}

// need asks for a key of the partnership.
func (r *partnership) need(key string, given bool, hint string) {
	if given {
		return
	}
	what, at := "is missing", r.p.EndAt
	if place, written := r.p.KeyAt.Of(key); written {
		what, at = "has no value that can be read", place
	}
	r.add(at, fmt.Sprintf("the key %s %s; a partnership needs it", key, what), "write "+key+": "+hint)
}

func partnershipPartners(r *partnership) {
	codes := map[string]bool{}
	for i := range r.p.Partners {
		p := &r.p.Partners[i]
		switch {
		case !p.Name.Given():
			r.add(p.At, "a partner has no name", "write name: with the institution")
		case !p.Country.Given():
			r.add(p.At, quote(p.Name.Text)+" has no country", "write country: with its three letters, such as UGA")
		case p.Country.Code == "":
			r.value(p.Country.Value, quote(p.Country.Text)+" is no country of the data", "write its code of three letters (ISO 3166-1), or its English name")
		}
		codes[p.Country.Code] = true
	}
	delete(codes, "")
	known := !slices.ContainsFunc(r.p.Partners, func(p model.Partner) bool { return p.Country.Code == "" })
	if len(r.p.Partners) > 0 && known && len(codes) < 2 {
		at, _ := r.p.KeyAt.Of("partners")
		r.add(at, "all partners are in one country", "name the partner in the other country as well")
	}
}

func partnershipYears(r *partnership) {
	p := r.p
	last := asOfYear(r.site)
	judge := func(key string, y model.Year, words ...string) {
		if !y.Given() || slices.Contains(words, y.Text) {
			return
		}
		if y.N < earliestYear || last > 0 && y.N > last {
			r.value(y.Value, yearMessage(key, y, last), "write the year as YYYY, or "+listing(words, "or"))
		}
	}
	judge("started", p.Started, model.NotStated)
	judge("ended", p.Ended, model.Ongoing, model.NotStated)
	if p.Started.N > 0 && p.Ended.N > 0 && p.Ended.N < p.Started.N {
		r.value(p.Ended.Value, fmt.Sprintf("ended (%d) is before started (%d)", p.Ended.N, p.Started.N), "correct one of the two years",
			r.at(p.Started.At, "started stands here"))
	}
}

// learnings yields what was set out and what was learned, with the key.
func (r *partnership) learnings(yield func(key string, l *model.Learning)) {
	for i := range r.p.SetOut {
		yield("set_out", &r.p.SetOut[i])
	}
	for i := range r.p.Learned {
		yield("learned", &r.p.Learned[i])
	}
}

func partnershipSide(r *partnership) {
	var codes []string
	for i := range r.p.Partners {
		if code := r.p.Partners[i].Country.Code; code != "" && !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	r.learnings(func(key string, l *model.Learning) {
		switch {
		case !l.Side.Given():
			r.add(l.At, "an entry of "+key+" does not say who learned", "write side: with the country of the partner, "+listing(codes, "or"))
		case l.Side.Code == "" || !slices.Contains(codes, l.Side.Code):
			r.value(l.Side.Value, "no partner is in "+quote(l.Side.Text), "write side: with the country of a partner, "+listing(codes, "or"))
		}
	})
}

func partnershipTerm(r *partnership) {
	term := func(l *model.Learning, key, vocabulary string, v model.Value) {
		words := r.site.Vocabularies.Get(vocabulary)
		switch {
		case words == nil: // vocabulary-missing tells
		case !v.Given():
			r.add(l.At, "what was learned has no "+key, "write "+key+": "+listing(words.IDs(), "or"))
		case words.Term(v.Text) == nil:
			r.value(v, fmt.Sprintf("%s %s is no term of %s", key, quote(v.Text), words.Label), nearTerm(words, v.Text))
		}
	}
	r.learnings(func(key string, l *model.Learning) {
		term(l, "type", "learning-type", l.Type)
		if key == "learned" && l.Type.Text != model.NotStated {
			term(l, "relation", "learning-relation", l.Relation)
		}
		if !l.What.Given() {
			r.add(l.At, "an entry of "+key+" does not say what", "write what: in a few plain words; where nothing is recorded, say so")
		}
	})
}

func nearTerm(words *vocab.Vocabulary, text string) string {
	if near, ok := suggest.Nearest(text, words.IDs()); ok {
		return "did you mean " + quote(near) + "?"
	}
	return "write " + listing(words.IDs(), "or")
}

func partnershipCase(r *partnership) {
	var slugs []string
	for _, c := range r.site.Cases {
		slugs = append(slugs, c.Slug)
	}
	seen := map[string]bool{}
	for _, v := range r.p.Cases {
		switch {
		case seen[v.Text]:
			r.value(v, "the record "+quote(v.Text)+" is named twice", "delete one of the two")
		case !slices.Contains(slugs, v.Text):
			hint := "write the name of its file, without .md"
			if near, ok := suggest.Nearest(v.Text, slugs); ok {
				hint = "did you mean " + quote(near) + "?"
			}
			r.value(v, "there is no record "+quote(v.Text), hint)
		}
		seen[v.Text] = true
	}
}

func learningWithoutReference(r *partnership) {
	for i := range r.p.Learned {
		if l := &r.p.Learned[i]; len(l.References) == 0 && l.Type.Given() && l.Type.Text != model.NotStated {
			r.add(l.At, "what was learned has no source", "write references: with the key of the source that says so; where none does, type: not-stated")
		}
	}
	for _, s := range []struct {
		key string
		model.Statement
	}{{"administers", r.p.Administer}, {"decides", r.p.Decides}} {
		if s.Who.Given() && s.Who.Text != model.NotStated && len(s.References) == 0 {
			r.add(s.Who.At, s.key+" has no source", "write {who: …, references: […]}, or not-stated where no source says so")
		}
	}
}
