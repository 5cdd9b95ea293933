// Package search makes the index of the search and answers queries over it.
// Plain values go in (an Input, which is asked for one Document after the
// other), files come out: Parts, and a manifest that stands in the page that
// searches. A reader, this package's Index or the page's script, loads the few
// parts that a query needs. The bytes do not depend on the number of workers.
//
// It knows no records, pages or folders, makes no excerpts and no words for
// people: package build makes the documents and plans the files, the page
// draws what was found.
//
// What follows is the format and the language of queries, for whoever writes
// another reader.
//
// # Words
//
// Text is folded: compatibility decomposition (NFKD), small letters, NFKD; then
// U+0300–036F, 0591–05C7, 0610–061A, 0640, 064B–065F, 0670, 00AD, 200B–200F,
// 2060 and FEFF are deleted, and ø ł đ ð ħ ı ß æ œ þ ς ى ة become o l d d h i ss
// ae oe th σ ي ه. A word is a run of letters, numbers and marks (Unicode L, N,
// M). An apostrophe (' or ’) within it is deleted, and with it an s that ends
// the word. A word is cut after 40 code points. A run of Han, Hiragana,
// Katakana (with U+30FC), Thai, Lao, Khmer or Myanmar gives its overlapping
// pairs of code points instead, or its only one.
//
// A folded word is a form. The index also has the two parts of a hyphenated
// word as one form, unless both begin with a digit. Forms are taken together
// into terms by their stem (Snowball, by the language of the text; a form that
// stands in an English text is English everywhere; forms of less than four
// letters and pairs of code points are their own stem). A reader needs no
// stemmer: the index leads from each form to its term.
//
// # Fields and scores
//
// A term stands in fields: 1 title, 2 other names, 3 summary, 4 headings,
// 5 terms, countries, places and organisations, 6 body, 7 titles and authors of
// references; their weights are 10, 7, 4, 2.5, 2, 1 and 0.5. With tf the sum of
// the weights of its occurrences and len the words of body, summary and
// headings,
//
//	q = round(15 · tf / (tf + 1.2·(0.5 + 0.5·len/average))), at least 1
//
// is the part of BM25F (Robertson, Zaragoza, Taylor 2004) that a posting
// keeps, in a byte with the number of the strongest field: field·16 + q. The
// score of a term in a record is
//
//	ln(1 + (n−df+0.5)/(df+0.5)) · q/15 · (1 + 0.5, 0.3 or 0.1 in fields 1 to 3)
//
// A term in more than 0.6·n of n records, n at least 500, is common: it keeps
// the postings with field 5 or stronger, and no positions.
//
// A group of synonyms is a concept: a term without forms. Every occurrence of
// one of its phrases, the longest from the left, counts as one of it.
//
// # Primitives
//
// u is an unsigned number in groups of seven bits, the lowest first, the high
// bit of a byte set where more follow (LEB128). s is u bytes and that many of
// UTF-8. f is a front-coded string: u bytes that it shares with the f before
// (the first: with the empty string), u further bytes, these.
//
// # Files
//
// A part is the file search/NAME.HASH.js with the one line
//
//	casebookSearch.part("NAME","BASE64");
//
// BASE64 is raw deflate (RFC 1951) of the payload, HASH the first eight hex
// digits of the SHA-256 of the deflated bytes. NAME is a letter and a number
// from 0. Records are numbered from 0, terms in the order of their smallest
// form, by bytes.
//
// t, terms. u forms, each f and u back: 0 makes the next new term of the part,
// numbered from the manifest's first; above 0 the form belongs to the term of
// that many before the next new one, which may be in an earlier part. u
// concepts of this part: they come after all terms, in the last parts. Then a
// head for each new term and each concept:
//
//	u 4·df + 1 if common + 2 if it begins phrases of synonyms
//	if common: u postings that are kept; otherwise there are df
//	of a concept: u texts, each s: its phrases, folded, those that are typed first
//	if 2: u phrases, the longest first, each u concept (from 0), u terms that follow, each u
//
// then for all of them in turn the records of their postings, u each: the
// first as it is, the next as the difference; then for all of them a class
// byte for each posting; then u titles, each u record (the first as it is, the
// next as the difference), s title, s path: the strongest record of each term
// of nine records or more, so that a title can be shown with the first part.
//
// v, vocabulary, where there are several parts t: u forms, each f and u back,
// as in t; then u df of each term. It is for typing errors.
//
// p, positions. u terms, from the manifest's first; u bytes of the block of
// each; the blocks. A block has for each posting u positions, then for each
// posting its positions: u the first, u differences. Texts (a title, a name, a
// section, a reference) are 16 positions apart.
//
// c, cards. For each record s: id, number as shown, path, title, summary,
// language where it is not the site's, type, icon and label of the status,
// class and text of the badge, where it began, year, mark, verb, where it went,
// year, "and more", version, added, updated; u authors, each s family, given,
// suffix, literal, ORCID; u keywords, each s.
//
// f, columns, one after the other: the facets and the years in the order of the
// manifest, the place in the order newest first, the place in the order of
// titles, the id. A facet begins with u values, each s id, s label, u names,
// each s folded. Then facets and years have a list of every record, u length and
// u each (indices of values, years); both places are u each, the ids f each.
//
// x, texts, in the offline edition: for each record u sections, each s heading,
// s text; u references, each s.
//
// a, everything in one: u bytes and the payload of t0, p0, c0, f0, f1 and so on,
// where they deflate to 60 kB at most. The manifest then has no hashes of those.
//
// Parts are cut at about 32 kB (t), 200 kB (p) and 160 records (c); columns are
// in one part up to 16 kB that are not deflated. From 5,000 records on t is cut
// at 44 kB and p at 340 kB, from 30,000 on p at 400 kB and c at 256 records.
//
// The manifest is the JSON object in the element script with the id
// search-manifest of cases/index.html: version (2), n records, lang, terms,
// concepts, keys (names of a query to full keys; several are divided by
// spaces), years and facets (full keys, in the order of the columns), parts:
// by letter hash, and form and term (of t; concepts alone have an empty form)
// or first (of others: term, record or column), a list each with an entry for
// each part.
//
// # Queries
//
// Only the first 512 code points count, and 16 words. Outside quotes white
// space divides; quotes are " “ ” and „. A clause is words, "a phrase",
// key:value, key:"a value" or title:words; a hyphen before it excludes. A key
// that is not in the manifest makes plain words. An excluded word is a phrase.
//
// A plain word stands for its form and, as the last thing of the query, for
// forms that begin with it (two letters, one in scripts without spaces; the 40
// in most records of the part in which it would stand and the next one, whose
// terms are not of earlier parts; weight 0.8; with at most the idf of the form
// itself). If there is none, and from five letters: forms at one error (optimal
// string alignment; weight 0.6; the eight in most records); if there is none,
// and it is last, of six letters or more, forms of which a beginning is; if
// there is none, forms that share the first five letters or more, and differ in
// no more than the last four or one less than they share (weight 0.5; eight,
// those that share most first). Equal ones go by df, then by form. Of several
// forms of one term the first counts.
//
// A word in more than 0.6·n records is optional where another is in any. From the left,
// the longest phrase of synonyms whose terms are those of words as typed is a
// unit; any other word is one. Its score is the sum of its words, or
// 0.9·√words times that of the concept where that is more; the concept stands
// for all its words. The score of a record is the sum of its units, then of the
// words of phrases and titles; ⌊10⁶·score + ½⌋ decides, then the number of the
// record. A record must have all words that are not optional; if none has,
// those with at least one are found, most words first.
//
// A phrase needs its terms one after the other; common ones stand for any
// word. A key takes the values whose id, label or name equals the text, or the
// only one that begins with it, all as words divided by spaces; a key of years
// takes 1960..1985, 1960.., ..1985 and 1960. Values of one key are
// alternatives, and so are those that are chosen beside the text; keys are not.
// A count of a value ignores what is chosen in its own facet. Without words the
// newest come first.
package search
