package biblio

import (
	"cmp"
	"strconv"
	"strings"

	"casebook/generator/cite"
	"casebook/generator/model"
)

// A Publication is what records are part of, with the words that an item of a
// record needs. They come in because they are interface strings.
type Publication struct {
	Title     string // of the site
	Publisher string // institution, and author of an unsigned record
	Language  string // of records that name none, BCP 47
	Genre     string // what records are: "Case study"
	Withdrawn string // behind the title of a withdrawn record, in brackets
	// Note returns what else is to be known of a record, such as when and why it
	// was withdrawn; nil: nothing.
	Note func(c *model.Case) string
	// URL returns the permanent address of a record; nil or empty: none.
	URL func(c *model.Case) string
	// Keywords returns the tags of a record; nil: none.
	Keywords func(c *model.Case) []string
}

// Record returns the item of a record: a report of the institution behind the
// site. Its date is that of the last update, else of the first publication, as
// in its citation. A withdrawn record says so in its title.
func Record(c *model.Case, p *Publication) Item {
	item := Item{
		Key: CaseKey(c), Type: "report", Genre: p.Genre, Title: line(c.Title.Text), Authors: cite.RecordAuthors(c),
		Publisher: line(cmp.Or(p.Publisher, p.Title)), Issued: ParseDate(cmp.Or(c.Updated.Text, c.Added.Text)),
		Version: strconv.Itoa(c.Version()), Language: cmp.Or(c.Lang.Text, p.Language), Abstract: line(c.Summary.Text),
	}
	if p.Title != item.Publisher {
		item.Container = line(p.Title)
	}
	if len(item.Authors) == 0 && item.Publisher != "" {
		item.Authors = []cite.Name{{Literal: item.Publisher}}
	}
	if numbered(c) {
		item.Number = strings.ToUpper(c.ID.Text)
	}
	if p.URL != nil {
		item.URL = p.URL(c)
	}
	if p.Keywords != nil {
		item.Keywords = p.Keywords(c)
	}
	if c.RecordStatus() == model.StatusWithdrawn {
		item.Title += " [" + p.Withdrawn + "]"
	}
	if p.Note != nil {
		item.Note = line(p.Note(c))
	}
	return item
}

// CaseKey returns the key of a record: its number, or its slug while it has
// none.
func CaseKey(c *model.Case) string {
	if numbered(c) {
		return key(c.ID.Text)
	}
	return key(c.Slug)
}

// numbered reports whether a record has a number of its own.
func numbered(c *model.Case) bool { return c.ID.Text != "" && !strings.HasSuffix(c.ID.Text, "-0000") }
