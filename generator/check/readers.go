package check

import "casebook/generator/diag"

// readerRules are what the readers report: the packages that turn bytes into
// the model, before any rule of this package sees it. They are listed here so
// that every code has one place, one sentence and one page. A test compares
// them with the codes in the source of those packages.
var readerRules = []Rule{
	// Package source: the file as a whole.
	{"file-too-large", diag.Error, "A content file has at most 1 MiB."},
	{"encoding-utf16", diag.Error, "A content file is written in UTF-8, not in UTF-16."},
	{"encoding-nul", diag.Error, "A content file holds text only."},
	{"encoding-bom", diag.Warning, "A content file does not start with a byte order mark."},
	{"encoding-utf8", diag.Error, "Every character of a content file is UTF-8."},
	{"line-ends-cr", diag.Error, "Lines end as on today's computers."},
	{"control-character", diag.Error, "A text holds no invisible control characters."},
	{"bad-slug", diag.Error, "The name of a file can be an address."},
	{"reserved-slug", diag.Error, "The name of a file is not the address of a list."},
	{"symlink", diag.Error, "A link among the files leads to a file within the site."},
	{"duplicate-slug", diag.Error, "Two files do not have the same address."},

	// Package source: the front matter.
	{"front-matter-missing", diag.Error, "A content file starts with front matter."},
	{"front-matter-unclosed", diag.Error, "The front matter ends with its marker."},
	{"front-matter-empty", diag.Error, "The front matter holds something."},
	{"front-matter-not-a-map", diag.Error, "The front matter is made of keys with values."},
	{"front-matter-too-large", diag.Error, "The front matter has at most 64 KiB."},
	{"implicit-type", diag.Warning, "A value reads the same in every program."},
	{"yaml-syntax", diag.Error, "The front matter is valid YAML."},
	{"yaml-duplicate-key", diag.Error, "A key stands once."},
	{"yaml-key-not-text", diag.Error, "A key is a text."},
	{"yaml-anchor", diag.Error, "A value is not given a name for use elsewhere."},
	{"yaml-alias", diag.Error, "A value is written out where it stands."},
	{"yaml-merge-key", diag.Error, "Keys are written out, not copied from elsewhere."},
	{"yaml-tag", diag.Error, "A value has no type written before it."},
	{"yaml-several-documents", diag.Error, "The front matter is one set of keys."},
	{"yaml-depth", diag.Error, "Lists and maps are not nested without end."},
	{"toml-syntax", diag.Error, "A TOML file is valid TOML."},
	{"toml-duplicate-key", diag.Error, "A key stands once."},
	{"toml-depth", diag.Error, "Lists and tables are not nested without end."},
	{"json-syntax", diag.Error, "JSON front matter is valid JSON."},
	{"json-duplicate-key", diag.Error, "A key stands once."},
	{"json-depth", diag.Error, "Lists and objects are not nested without end."},

	// Package decode: the keys.
	{"unknown-key", diag.Error, "A key is one that is read."},
	{"translated-key", diag.Error, "Keys are written in English."},
	{"wrong-type", diag.Error, "A key has the kind of value that it takes."},
	{"empty-value", diag.Warning, "A key that is written has a value."},
	{"value-too-long", diag.Error, "A value has at most 10 kB."},
	{"bidi-control", diag.Error, "A text holds no signs that change the direction of writing."},

	// Package markdown: the text.
	{"raw-html", diag.Error, "A text is Markdown, without HTML."},
	{"html-comment", diag.Warning, "A text holds no comments."},
	{"heading-level-one", diag.Error, "The title is the only heading of level 1."},
	{"heading-empty", diag.Error, "A heading has a text."},
	{"heading-skips-level", diag.Error, "Headings go down one level at a time."},
	{"heading-attribute", diag.Error, "What stands in braces after a heading is an id that is free."},
	{"image-without-alt", diag.Error, "An image has a text for those who cannot see it."},
	{"image-missing", diag.Error, "An image is a file beside the text."},
	{"image-remote", diag.Error, "An image is a file of this site."},
	{"image-not-allowed", diag.Error, "Images stand in records that have a folder."},
	{"link-unsafe", diag.Error, "A link leads to a page or an e-mail address."},
	{"link-without-address", diag.Error, "A link has an address."},
	{"link-without-text", diag.Error, "A link has a text."},
	{"citation-malformed", diag.Error, "A citation is a key in brackets."},
	{"citation-unknown-key", diag.Error, "A citation names a reference of the record."},
	{"citation-without-references", diag.Error, "Citations stand where there are references."},
	{"footnote-undefined", diag.Error, "A footnote has a text."},
	{"footnote-unused", diag.Error, "A footnote has a mark in the text."},
	{"markdown-too-deep", diag.Error, "A text can be read in bearable time."},
	{"markdown-unreadable", diag.Error, "The Markdown parser does not fail on a text."},
	{"too-many-findings", diag.Error, "A text has no more findings than can be listed."},

	// Package output: the plan of all addresses.
	{"address-taken", diag.Error, "Two pages do not have the same address."},
	{"address-case", diag.Error, "Two addresses differ in more than capitals and accents."},
	{"address-clash", diag.Error, "An address is not a file and a folder at once."},
	{"address-unsafe", diag.Error, "An address can be a file on every computer."},

	// Packages config and load: the site's own files.
	{"bad-config", diag.Error, "The settings in site.toml can be used."},
	{"release-missing", diag.Error, "The statistics of a release lie in content/releases."},
	{"release-broken", diag.Error, "The statistics of a release are as they were written."},
	{"bad-base-url", diag.Error, "The base address is a whole one with https and a slash at the end."},
	{"vocabulary-id", diag.Error, "The id of a vocabulary is the name of its file."},

	// Package intake, with import alone.
	{"bad-mapping", diag.Error, "The mapping of an import fits its table and the vocabularies."},

	// Package linkcheck, with check --links alone.
	{"external-link-gone", diag.Error, "What a record links to is still there."},
	{"external-link-moved", diag.Note, "An address is the one that the other site uses now."},
	{"external-link-unconfirmed", diag.Warning, "Whether an address is still there can be found out."},
}
