package cite

import "casebook/generator/model"

// Dataset returns how to cite the data of a site as a whole, as a database on
// the Internet (Citing Medicine, chapter 24.A): Publisher. Title [dataset].
// Date. Version. The date is that of the data (YYYY-MM-DD); version and doi
// may be empty; path is that of the data's page, below the site root.
func Dataset(p Publication, date, version, doi, path string, w Words) Citation {
	v := &vancouver{r: &model.Reference{Title: model.Value{Text: p.Title}}, w: &w}
	v.sentence(p.Publisher)
	v.sentence(v.title(w.Dataset))
	v.sentence(w.date(date))
	if version != "" {
		v.sentence(capital(w.Version) + " " + version)
	}
	out := Citation{Text: v.text.String(), DOI: doi, availableFrom: w.AvailableFrom}
	if p.BaseURL != "" {
		out.URL = p.BaseURL + path
	}
	return out
}
