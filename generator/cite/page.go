package cite

import "casebook/generator/model"

// Page returns how to cite a page of the site that is no record, as a part of a
// database on the Internet (Citing Medicine, chapter 24.B): Publisher. Title.
// In: Site [Internet]. Date. date is YYYY-MM-DD, or empty. The address, path
// below the site root, is given when the base address is known.
func Page(title, date string, p Publication, path string, w Words) Citation {
	v := &vancouver{r: &model.Reference{Title: model.Value{Text: title}}, w: &w}
	v.sentence(p.Publisher)
	v.sentence(v.title(""))
	if p.Title != "" {
		v.sentence(w.In + " " + bracket(p.Title, w.Internet))
	}
	v.sentence(w.date(date))
	out := Citation{Text: v.text.String(), availableFrom: w.AvailableFrom}
	if p.BaseURL != "" {
		out.URL = p.BaseURL + path
	}
	return out
}
