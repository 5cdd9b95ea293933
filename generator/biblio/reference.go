package biblio

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"casebook/generator/cite"
	"casebook/generator/model"
)

// Reference returns the item of a reference. key identifies it in its file; the
// key within a record will do for the references of that record alone.
func Reference(r *model.Reference, itemKey string) Item {
	item := Item{
		Key: key(itemKey), Type: cslType(r), Title: line(r.Title.Text),
		Container: line(r.Container.Text), Publisher: line(r.Publisher.Text), Place: line(r.Place.Text),
		Issued: ParseDate(r.Year.Text), Accessed: ParseDate(r.Accessed.Text),
		Volume: line(r.Volume.Text), Issue: line(r.Issue.Text), Pages: pages(r.Pages.Text), Number: line(r.Number.Text),
		DOI: cite.DOI(r.DOI.Text), PMID: line(r.PMID.Text), PMCID: cite.PMCID(r.PMCID.Text), ISBN: line(r.ISBN.Text),
		URL: line(r.URL.Text), Language: line(r.Lang.Text), Note: line(r.Note.Text),
	}
	var more bool
	item.Authors, item.Partial = names(r.Authors)
	item.Editors, more = names(r.Editors)
	item.Partial = item.Partial || more
	return item
}

// types are those of the Citation Style Language 1.0.2 (appendix III) that a
// reference may have.
var types = []string{"article-journal", "article-magazine", "article-newspaper", "book", "chapter", "dataset", "entry-encyclopedia",
	"interview", "legislation", "paper-conference", "post-weblog", "regulation", "report", "standard", "thesis", "webpage"}

// cslType returns the type of a reference; one that is not known is an article
// when it has a container, as package cite writes it, else a document.
func cslType(r *model.Reference) string {
	switch {
	case slices.Contains(types, r.Type.Text):
		return r.Type.Text
	case r.Container.Given():
		return "article-journal"
	}
	return "document"
}

var dashes = strings.NewReplacer("–", "-", "—", "-", "‐", "-", "‑", "-", "−", "-", "--", "-")

func pages(s string) string { return line(dashes.Replace(s)) }

// References yields every reference of these records, each work once: two
// references are one work when they have the same DOI, PMID or address. The
// first in the order of record numbers stands for the others, so that a new
// record changes no key; its key is that of the record and its own.
func References(cases []*model.Case) iter.Seq[Item] {
	return func(yield func(Item) bool) {
		for w := range Works(cases) {
			if !yield(Reference(w.Reference, w.Key)) {
				return
			}
		}
	}
}

// A Work is a reference that stands for all references to the same work.
type Work struct {
	Key       string // unique among the works: the record's number or slug, a colon, the key of the reference
	Case      *model.Case
	Reference *model.Reference
}

// Works yields the works that the references of these records are to, in the
// order of record numbers, then of slugs; see References.
func Works(cases []*model.Case) iter.Seq[Work] {
	return func(yield func(Work) bool) {
		seen := map[string]bool{}
		for _, c := range byNumber(cases) {
			sources := c.Sources()
			for i := range sources {
				r := &sources[i]
				if known(seen, r) {
					continue
				}
				if !yield(Work{Key: CaseKey(c) + ":" + key(r.Key.Text), Case: c, Reference: r}) {
					return
				}
			}
		}
	}
}

// byNumber returns the records in the order of CompareNumbers.
func byNumber(cases []*model.Case) []*model.Case {
	sorted := slices.Clone(cases)
	slices.SortStableFunc(sorted, CompareNumbers)
	return sorted
}

// CompareNumbers orders records by their number, then those that have none by
// slug.
func CompareNumbers(a, b *model.Case) int {
	switch x, y := numbered(a), numbered(b); {
	case x && !y:
		return -1
	case y && !x:
		return 1
	case x:
		return cmp.Or(cmp.Compare(len(a.ID.Text), len(b.ID.Text)), cmp.Compare(a.ID.Text, b.ID.Text), cmp.Compare(a.Slug, b.Slug))
	}
	return cmp.Compare(a.Slug, b.Slug)
}

// known reports whether a reference is to a work seen before, and remembers it
// by all that identifies it.
func known(seen map[string]bool, r *model.Reference) bool {
	var ids []string
	if doi := cite.DOI(r.DOI.Text); doi != "" {
		ids = append(ids, "doi:"+strings.ToLower(doi))
	}
	if r.PMID.Given() {
		ids = append(ids, "pmid:"+r.PMID.Text)
	}
	if len(ids) == 0 && r.URL.Given() {
		ids = append(ids, "url:"+r.URL.Text)
	}
	found := slices.ContainsFunc(ids, func(id string) bool { return seen[id] })
	for _, id := range ids {
		seen[id] = true
	}
	return found
}
