// Makes files of what was found: CSV as the tables at /data/, BibTeX and RIS as
// the files beside each record, which generator/table and generator/biblio
// write. It is loaded when somebody takes a file.
"use strict";
(() => {
  // line puts a text on one line, as biblio.line does.
  const line = (text) => text.replace(/\p{White_Space}+/gu, " ").replace(/[\p{Cc}\ufffd]/gu, "").replace(/ +/g, " ").trim();

  // itemOf returns the entry of a bibliography for a card: a report of the
  // site, as biblio.Record has it.
  const itemOf = (card, site) => {
    const numbered = card.id && !card.id.endsWith("-0000"), changed = card.updated || card.added;
    const publisher = line(site.publisher || site.title);
    const authors = card.authors.length || !publisher ? card.authors : [{family: "", literal: publisher}];
    return {
      key: (numbered ? card.id : card.path.split("/").at(-2)).replace(/[^\w:.-]/gu, "-"),
      title: line(card.title), authors, genre: site.genre, container: site.title === publisher ? "" : line(site.title), publisher,
      date: /^\d{4}(-\d\d){0,2}$/.test(changed) ? changed.split("-") : [], number: numbered ? card.id.toUpperCase() : "", version: card.version,
      url: site.url && site.url + (numbered ? "id/" + card.id + ".html" : card.path), lang: card.lang || site.lang,
      summary: line(card.summary), keywords: card.keywords.map(line), note: changed && changed <= site.released ? site.note : "",
    };
  };

  // --- BibTeX.

  const special = {"\\": "{\\textbackslash}", "~": "{\\textasciitilde}", "^": "{\\textasciicircum}"};
  const balanced = (text) => {
    let open = 0;
    return [...text].every((c) => (open += (c === "{") - (c === "}")) >= 0) && !open;
  };
  const escape = (text, paired = balanced(text)) => text.replace(/[\\~^&%$#_{}]/g, (c) =>
    special[c] ?? (paired || c !== "{" && c !== "}" ? "\\" + c : c === "{" ? "{\\textbraceleft}" : "{\\textbraceright}"));
  const protect = (title) => {
    const paired = balanced(title);
    return title && title.split(" ").map((word, i) => {
      const out = escape(word, paired && balanced(word));
      return /\p{Lu}/u.test(i ? word : [...word].slice(1).join("")) ? "{" + out + "}" : out;
    }).join(" ");
  };
  const namePart = (text) => {
    text = line(text);
    return text.includes(",") || (" " + text.toLowerCase() + " ").includes(" and ") ? "{" + escape(text) + "}" : escape(text);
  };
  const bibName = (n) => n.family ? [n.family, ...n.suffix ? [n.suffix] : [], n.given].map(namePart).join(", ") : "{" + escape(line(n.literal)) + "}";
  const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

  const bib = (i) => {
    const [year, month, day] = i.date.map(Number), raw = (name, value) => value ? `,\n  ${name} = {${value}}` : "";
    const text = (name, value) => raw(name, escape(value));
    return `@techreport{${i.key}` + raw("author", i.authors.map(bibName).join(" and ")) + raw("title", protect(i.title)) + text("type", i.genre) +
      text("series", i.container) + text("institution", i.publisher) + raw("year", year) + (month ? ",\n  month = " + months[month - 1] : "") +
      raw("day", day) + text("number", i.number) + text("version", i.version) +
      raw("url", i.url.replace(/[{}\\ ]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase())) + text("language", i.lang) +
      text("abstract", i.summary) + text("keywords", i.keywords.map((k) => k.replaceAll(",", "")).join(", ")) + text("note", i.note) + "\n}\n";
  };

  // --- RIS.

  const risName = (n) => line(n.family ? [n.family, n.given, n.suffix].filter((part) => part).join(", ") : n.literal.replaceAll(",", " "));
  const ris = (i) => [["TY", "RPRT"], ["ID", i.key], ...i.authors.map((n) => ["AU", risName(n)]), ["TI", i.title], ["T2", i.container],
    ["PB", i.publisher], ["PY", i.date[0]], ["DA", i.date.join("/")], ["SN", i.number], ["M3", i.genre], ["ET", i.version], ["UR", i.url],
    ["LA", i.lang], ["AB", i.summary], ...i.keywords.map((k) => ["KW", k]), ["N1", i.note]]
    .filter(([, value]) => value).map(([tag, value]) => `${tag}  - ${value}\r\n`).join("") + "ER  - \r\n";

  // --- CSV: RFC 4180, with the guard against formulas of table.Guard.

  const guard = (text) => text.replace(/(^|[;\t\r\n])([ \t\r\n\v\f]*)(?='*[=+\-@\uff1d\uff0b\uff0d\uff20])/g, "$1$2'");
  const field = (text) => {
    const safe = guard(text);
    return /[,"\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const items = (list) => list.map((item) => String(item).replace(/[\\|]/g, "\\$&")).join("|");
  const csv = (cards, site, index) => {
    const rows = cards.map(({doc, card}) => [card.path.split("/").at(-2), card.id, card.title, card.summary, card.lang || site.lang,
      site.url + card.path, ...index.keys.map((key) => items(index.valuesOf(key, doc))), card.added, card.updated]);
    return [["case", "id", "title", "summary", "lang", "address", ...index.keys, "added", "updated"], ...rows]
      .map((row) => row.map(field).join(",") + "\r\n").join("");
  };

  // take returns the text of a file: kind is csv, bib or ris; cards are the
  // records in their order, each {doc, card}.
  casebookSearch.take = (kind, cards, site, index) => kind === "csv" ? csv(cards, site, index)
    : cards.map(({card}) => (kind === "bib" ? bib : ris)(itemOf(card, site))).join(kind === "bib" ? "\n" : "");
})();
