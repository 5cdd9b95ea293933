// What the form knows of a record: its text as YAML and Markdown, and the rules
// of `casebook check` that a page can hold. Nothing here touches the page.
"use strict";
(() => {
  const plain = /^\p{L}[\p{L}\p{N}\p{Mn} .()'/%+-]*$/u;
  const words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
  const one = (s) => String(s).trim().replace(/\s+/g, " ");

  // A text as a YAML value on one line (YAML 1.2.2, section 7.3). JSON's
  // escapes are a part of YAML's.
  function scalar(text) {
    const s = one(text);
    if (/^\d{4}(-\d\d-\d\d)?$/.test(s) || plain.test(s) && !words.includes(s.toLowerCase())) return s;
    return JSON.stringify(s).replace(/[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
  }

  function flow(v) {
    if (Array.isArray(v)) return "[" + v.map(flow).join(", ") + "]";
    if (typeof v === "object") return "{" + Object.entries(v).map(([k, x]) => k + ": " + flow(x)).join(", ") + "}";
    return scalar(v);
  }

  const empty = (v) => v === undefined || v === "" || Array.isArray(v) && !v.length || typeof v === "object" && !Array.isArray(v) && !Object.keys(v).length;

  // write returns the file of a record: {title: …, body: …}.
  function write(record, order) {
    const keys = Object.keys(record).filter((k) => k !== "body" && !empty(record[k]));
    const at = (k) => order.includes(k) ? order.indexOf(k) : order.length;
    keys.sort((a, b) => at(a) - at(b));
    let text = "---\n";
    for (const k of keys) {
      const v = record[k];
      if (Array.isArray(v) && v.some((x) => typeof x === "object")) text += k + ":\n" + v.map((x) => "  - " + flow(x) + "\n").join("");
      else text += k + ": " + flow(v) + "\n";
    }
    return text + "---\n" + (record.body ? record.body.replace(/\r\n?/g, "\n").replace(/\s*$/, "\n") : "");
  }

  // A reader of the YAML that records are written in: maps, lists, texts plain,
  // quoted, folded and literal. What else YAML has is refused with its line.
  class Reader {
    constructor(text, first) {
      this.lines = text.split("\n");
      this.n = 0;
      this.first = first;
    }
    fail() { throw new Error(String(this.first + this.n)); }
    indent(line) { return line.length - line.trimStart().length; }
    skip() { while (this.n < this.lines.length && /^\s*(#|$)/.test(this.lines[this.n])) this.n++; }
    block(least) {
      this.skip();
      if (this.n >= this.lines.length) return "";
      const at = this.indent(this.lines[this.n]);
      if (at < least) return "";
      return /^\s*- /.test(this.lines[this.n] + " ") ? this.list(at) : this.map(at);
    }
    list(at) {
      const out = [];
      for (this.skip(); this.n < this.lines.length && this.indent(this.lines[this.n]) === at && /^\s*-( |$)/.test(this.lines[this.n]); this.skip()) {
        const rest = this.lines[this.n].slice(at + 1);
        if (/^\s*$/.test(rest)) { this.n++; out.push(this.block(at + 1)); continue; }
        const inner = at + 1 + this.indent(rest);
        if (/^[a-z_]+:( |$)/.test(rest.trimStart())) {
          this.lines[this.n] = " ".repeat(inner) + rest.trimStart();
          out.push(this.map(inner));
        } else out.push(this.value(rest.trimStart(), at));
      }
      return out;
    }
    map(at) {
      const out = {};
      for (this.skip(); this.n < this.lines.length && this.indent(this.lines[this.n]) === at; this.skip()) {
        const m = /^\s*([A-Za-z_][\w.-]*):(?: +(.*))?$/.exec(this.lines[this.n]);
        if (!m || Object.hasOwn(out, m[1])) this.fail();
        const rest = (m[2] || "").trim();
        if (!rest || rest.startsWith("#")) {
          this.n++;
          this.skip();
          const next = this.n < this.lines.length ? this.lines[this.n] : "";
          const deeper = this.indent(next) > at || this.indent(next) === at && /^\s*- /.test(next);
          out[m[1]] = next && deeper ? this.block(at) : "";
        } else out[m[1]] = this.value(rest, at);
      }
      if (this.n < this.lines.length && this.indent(this.lines[this.n]) > at) this.fail();
      return out;
    }
    // value reads what begins on this line after a key or a dash.
    value(rest, at) {
      if (/^[>|]/.test(rest)) return this.folded(rest, at);
      if (/^[&*!@`%]/.test(rest)) this.fail();
      let text = rest;
      this.n++;
      const more = () => this.n < this.lines.length && (this.indent(this.lines[this.n]) > at || !this.lines[this.n].trim());
      if (/^["'[{]/.test(rest)) {
        for (;;) {
          const p = { s: text, i: 0 };
          const v = this.flow(p);
          if (v !== undefined && /^\s*(#.*)?$/.test(p.s.slice(p.i))) return v;
          if (v !== undefined || !more()) { this.n--; this.fail(); }
          text += " " + this.lines[this.n++].trim();
        }
      }
      while (more() && this.lines[this.n].trim()) text += " " + this.lines[this.n++].trim();
      return text.replace(/\s+#.*$/, "");
    }
    folded(head, at) {
      const keep = head[0] === "|", chomp = head[1];
      const rows = [];
      for (this.n++; this.n < this.lines.length; this.n++) {
        const l = this.lines[this.n];
        if (l.trim() && this.indent(l) <= at) break;
        rows.push(l);
      }
      const depth = Math.min(...rows.filter((l) => l.trim()).map((l) => this.indent(l)));
      const text = rows.map((l) => l.slice(depth)).join("\n").replace(/\n+$/, "");
      const out = keep ? text : text.replace(/([^\n])\n(?=[^\n])/g, "$1 ").replace(/\n\n/g, "\n");
      return chomp === "-" ? out : out + "\n";
    }
    // flow reads a value of flow style; undefined when the text ends within it.
    flow(p) {
      const space = () => { while (/\s/.test(p.s[p.i] || "")) p.i++; };
      space();
      const c = p.s[p.i];
      if (c === '"' || c === "'") return this.quoted(p, c);
      if (c === "[" || c === "{") {
        const map = c === "{", out = map ? {} : [];
        for (p.i++; ;) {
          space();
          if (p.i >= p.s.length) return undefined;
          if (p.s[p.i] === (map ? "}" : "]")) { p.i++; return out; }
          let key;
          if (map) {
            const m = /^([A-Za-z_]\w*):\s*/.exec(p.s.slice(p.i));
            if (!m) { if (/^\w*$/.test(p.s.slice(p.i))) return undefined; this.fail(); }
            key = m[1];
            p.i += m[0].length;
          }
          const v = this.flow(p);
          if (v === undefined) return undefined;
          if (map) out[key] = v; else out.push(v);
          space();
          if (p.s[p.i] === ",") p.i++;
          else if (p.i < p.s.length && !/[\]}]/.test(p.s[p.i])) this.fail();
        }
      }
      const m = /^(?:[^,[\]{}#]|\S#)*/.exec(p.s.slice(p.i))[0];
      p.i += m.length;
      return m.trim();
    }
    quoted(p, q) {
      const m = (q === "'" ? /^'((?:[^']|'')*)'/ : /^"((?:[^"\\]|\\.)*)"/).exec(p.s.slice(p.i));
      if (!m) return undefined;
      p.i += m[0].length;
      if (q === "'") return m[1].replace(/''/g, "'");
      return m[1].replace(/\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)/gi, (_, e) => e.length > 1 ? String.fromCodePoint(parseInt(e.slice(1), 16)) : { n: "\n", t: "\t", r: "\r", 0: "\0" }[e] || e);
    }
  }

  // read returns the record of a file, or throws an Error whose message is the
  // line that it cannot read.
  function read(text) {
    const s = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
    const m = /^---[ \t]*\n([\s\S]*?\n)---[ \t]*(?:\n|$)/.exec(s);
    if (!m) throw new Error("1");
    const r = new Reader(m[1], 2);
    const out = r.map(0);
    r.skip();
    if (r.n < r.lines.length) r.fail();
    out.body = s.slice(m[0].length);
    return out;
  }

  const list = (v) => Array.isArray(v) ? v : empty(v) ? [] : [v];
  const isYear = (y) => /^\d{4}$/.test(y) && +y >= 1000;
  const isDay = (d) => /^\d{4}-\d\d-\d\d$/.test(d) && !isNaN(Date.parse(d)) && new Date(d).toISOString().startsWith(d);
  const bare = (doi) => one(doi || "").replace(/^(https?:\/\/(dx\.)?doi\.org\/|doi:\s*)/i, "").toLowerCase();

  // ORCID, "Structure of the ORCID Identifier": ISO/IEC 7064, MOD 11-2.
  function orcid(s) {
    let n = 0;
    const d = s.replace(/-/g, "");
    for (const c of d.slice(0, 15)) n = (n + +c) * 2;
    return "0123456789X"[(12 - n % 11) % 11] === d[15];
  }

  // ISO 2108: the check digits of ISBN-10 and ISBN-13.
  function isbn(s) {
    const d = s.replace(/[- ]/g, "").toUpperCase();
    let n = 0;
    for (let i = 0; i < d.length; i++) n += (d[i] === "X" ? 10 : +d[i]) * (d.length === 10 ? 10 - i : 1 + i % 2 * 2);
    return n % (d.length === 10 ? 11 : 10) === 0;
  }

  // validate returns what is wrong with a record: {code, path, …}, the path
  // being "adoptions.0.year".
  function validate(r, d) {
    const found = [];
    const add = (code, path, more) => found.push({ code, path, ...more });
    const whole = r.status === "review" || r.status === "published";
    const keys = whole ? [...d.always, ...d.full] : d.always;
    for (const k of keys) if (empty(r[k])) add("missing-key", k, { key: k });
    if (whole && d.inner) for (const [k, needed] of Object.entries(d.inner)) for (const n of needed) if (!empty(r[k]) && empty(r[k][n])) add("missing-key", k + "." + n, { key: n });
    for (const [k, needed] of Object.entries(d.entries)) list(r[k]).forEach((e, i) => {
      for (const n of needed) if (typeof e === "object" && empty(e[n])) add(k === "references" ? "reference-incomplete" : "missing-key", Array.isArray(r[k]) ? `${k}.${i}.${n}` : `${k}.${n}`, { key: n });
    });
    walk(r, "", "", d, add);
    references(r, add);
    text(r, add);
    undated(r, d, add);
    places(r, d, whole, add);
    return found;
  }

  // walk looks at each value by itself.
  function walk(v, path, key, d, add) {
    if (Array.isArray(v)) {
      const seen = new Set();
      v.forEach((x, i) => {
        walk(x, path + "." + i, key, d, add);
        if (typeof x === "string" && d.fields[key]?.terms && seen.has(x)) add("repeated-term", path, { text: x });
        seen.add(x);
      });
      return;
    }
    if (v && typeof v === "object") {
      for (const [k, x] of Object.entries(v)) if (k !== "body") walk(x, path ? path + "." + k : k, key ? key + "." + k : k, d, add);
      return;
    }
    const f = d.fields[key];
    if (!f || empty(v)) return;
    const s = one(v), last = key.split(".").pop();
    const size = [...s].length;
    if (f.max && size > f.max) add(key + "-too-long", path, { n: size, max: f.max });
    if (f.terms && d.terms[f.terms] && !d.terms[f.terms].includes(s)) add("unknown-term", path, { text: s });
    if (f.country && !d.sides[s]) add("unknown-country", path, { text: s });
    if (f.year && !(isYear(s) && (!d.year || +s <= d.year + (key === "references.year" ? 1 : 0)))) add(key === "references.year" ? "bad-reference-year" : "bad-year", path, { text: s });
    if (f.date && !/^\d{4}-\d\d-\d\d$/.test(s)) add("bad-date", path, { text: s });
    else if (f.date && !isDay(s)) add("impossible-date", path, { text: s });
    if (f.web) web(s, path, add);
    if (f.lang && !language(s)) add("bad-lang", path, { text: s });
    if (!f.form) return;
    const ok = new RegExp(f.form).test(s);
    const code = { key: "bad-reference-key", aliases: "bad-alias" }[last] || "bad-" + last;
    if (!ok || last === "orcid" && !orcid(s) || last === "isbn" && !isbn(s)) add(code, path, { text: s });
  }

  // language reports whether a text is a tag of BCP 47 that means something.
  function language(s) {
    try { return new Intl.DisplayNames(["en"], { type: "language", fallback: "none" }).of(s) !== undefined; } catch { return false; }
  }

  function web(s, path, add) {
    const m = /^([a-z][a-z0-9+.-]*):/i.exec(s);
    if (m && !/^https?$/i.test(m[1])) return add("url-scheme", path, { text: s });
    if (!m || !/^https?:\/\/[^\s/?#]+/i.test(s) || /\s/.test(s)) add("bad-url", path, { text: s });
  }

  // prose is a text without its code.
  const prose = (body) => (body || "").replace(/^ {0,3}```[\s\S]*?^ {0,3}```|`[^`\n]*`/gm, "");

  // text judges the Markdown: headings, and what is not Markdown.
  function text(r, add) {
    const s = prose(r.body);
    let level = 1;
    for (const [, marks, words] of s.matchAll(/^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/gm)) {
      const heading = (words || "").replace(/#+$/, "").trim();
      if (marks.length === 1) add("heading-level-one", "body", { text: heading });
      else if (!heading) add("heading-empty", "body");
      else if (marks.length > level + 1) add("heading-skips-level", "body", { text: heading });
      if (heading) level = Math.max(2, marks.length);
    }
    for (const [tag] of s.matchAll(/<\/?[a-z][a-z0-9-]*(?:\s[^<>]*)?\/?>/gi)) add("raw-html", "body", { text: tag });
    for (const [, address] of s.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)) add("image-not-allowed", "body", { text: address });
  }

  // cited returns the keys that a text cites: [@key, p. 3; @other].
  function cited(body) {
    const keys = [];
    for (const m of prose(body).matchAll(/\[(@[^\]]*)\]/g))
      for (const part of m[1].split(";")) {
        const k = /^\s*@([A-Za-z0-9_][A-Za-z0-9_:.-]*)/.exec(part);
        if (k) keys.push(k[1].replace(/[:.-]+$/, ""));
      }
    return keys;
  }

  function references(r, add) {
    const refs = list(r.references), keys = new Map(), dois = new Map();
    refs.forEach((x, i) => {
      if (x.key && keys.has(x.key)) add("duplicate-reference-key", `references.${i}.key`, { text: x.key });
      if (x.doi && dois.has(bare(x.doi))) add("duplicate-doi", `references.${i}.doi`, { text: x.doi });
      keys.set(x.key, i);
      dois.set(bare(x.doi), i);
    });
    const used = new Set();
    const use = (path, v) => list(v).forEach((k) => {
      used.add(k);
      if (!keys.has(k)) add("dangling-reference", path, { text: k });
    });
    for (const k of ["origin", "adoptions"]) list(r[k]).forEach((e, i) => use(`${k}.${i}.references`, e.references));
    if (r.returned) use("returned.references", r.returned.references);
    for (const k of cited(r.body)) {
      used.add(k);
      if (!keys.has(k)) add("citation-unknown-key", "body", { text: k });
    }
    const draft = (!r.status || r.status === "stub") && !(r.body || "").trim();
    if (!draft) refs.forEach((x, i) => { if (x.key && !used.has(x.key)) add("unused-reference", `references.${i}.key`, { text: x.key }); });
  }

  // side returns "L", "H" or "N" for a country in a year; without a year, what
  // it is in all of them.
  function side(code, year, d) {
    const runs = d.sides[code] || "N";
    if (!year) return runs[0];
    let out = "N";
    for (const [, from, s] of runs.matchAll(/(\d{4})([LHN])/g)) if (out === "N" && +from === 1900 || +year >= +from) out = s;
    return out;
  }

  const exits = ["abandoned", "superseded", "rejected", "not-adopted"];

  // undated finds the countries whose side cannot be told: those that crossed
  // the line, without a year, and those that were not classified at the time.
  function undated(r, d, add) {
    const see = (code, year, path) => {
      const never = d.sides[code] === "N1900N";
      if (!d.sides[code] || side(code, year, d) !== "N" || !empty(year) && !isYear(year)) return;
      add(empty(year) && !never ? "undated-side" : "direction-unclassified", path, { country: code, text: year || "" });
    };
    const origin = list(r.origin);
    if (!origin.length) list(r.origin_country).forEach((c) => see(c, r.origin_year, "origin_country"));
    for (const k of ["origin", "adoptions"]) list(r[k]).forEach((e, i) => see(e.country, e.year, `${k}.${i}.country`));
  }

  // places compares the countries, the years, the status and the direction.
  function places(r, d, whole, add) {
    const good = (c, y) => d.sides[c] && (empty(y) || isYear(y) && (!d.year || +y <= d.year));
    const origin = list(r.origin), adoptions = list(r.adoptions), from = list(r.origin_country);
    if (!from.every((c) => good(c, r.origin_year)) || ![...origin, ...adoptions].every((e) => good(e.country, e.year))) return;
    const events = (origin.length ? origin : from.map((c) => ({ country: c, year: r.origin_year, role: "not-stated" }))).map((e) => ({ ...e, side: side(e.country, e.year, d) }));
    const to = adoptions.map((e) => ({ ...e, side: side(e.country, e.year, d), rank: d.ranks[e.status] || 0 }));
    const began = earliest(events), year = origin.length && began ? began : +r.origin_year || 0;
    if (origin.length && r.origin_year && began && began !== +r.origin_year) add("origin-year-mismatch", "origin_year", { text: String(began) });
    adoptions.forEach((e, i) => { if (e.year && year && +e.year < year) add("year-order", `adoptions.${i}.year`, { text: e.year }); });
    if (origin.length && from.length) originCountries(events, from, add);
    origin.forEach((e, i) => { if (empty(e.references)) add("origin-without-reference", `origin.${i}.references`); });
    to.forEach((e, i) => { if (e.side === "H" && e.rank >= 4 && empty(e.references)) add("adoption-without-reference", `adoptions.${i}.references`); });
    const first = Math.min(...origin.filter((e) => e.year && ["conceived", "developed", "first-used"].includes(e.role)).map((e) => +e.year));
    origin.forEach((e, i) => { if (e.role === "proven-at-scale" && e.year && +e.year < first && first < Infinity) add("origin-order", `origin.${i}.year`, { text: e.year }); });
    status(r, to, d, whole, add);
    direction(r, events, to, origin.length > 0, whole, add);
  }

  function earliest(events) {
    for (const s of ["L", "N", "H"]) {
      const of = events.filter((e) => e.side === s);
      if (of.length) return Math.min(...of.filter((e) => e.year).map((e) => +e.year).concat(Infinity)) % Infinity || 0;
    }
    return 0;
  }

  function originCountries(events, from, add) {
    const sides = new Map();
    for (const e of events) if (!sides.has(e.country) || sides.get(e.country) !== "L" && e.side !== "H") sides.set(e.country, e.side);
    const needed = [...sides].filter(([, s]) => s === "L").map(([c]) => c);
    for (const c of from) if (!sides.has(c) || sides.get(c) === "H" && needed.length) add("origin-country-mismatch", "origin_country", { text: c });
    for (const c of needed) if (!from.includes(c)) add("origin-country-mismatch", "origin_country", { text: c });
  }

  function status(r, to, d, whole, add) {
    const typed = r.adoption_status, high = to.filter((e) => e.side === "H");
    const ranked = high.filter((e) => e.rank).sort((a, b) => b.rank - a.rank)[0];
    const right = ranked ? ranked.status : exits.find((x) => high.some((e) => e.status === x));
    if (typed && typed !== "not-applicable") {
      if (right && right !== typed) add("contradicted-status", "adoption_status", { text: right });
      if (!right && !["identified", "not-adopted", "rejected", "not-stated"].includes(typed)) add("status-without-adoptions", "adoption_status");
      if (!right && ["identified", "not-adopted", "rejected"].includes(typed) && !list(r.references).length && !whole) add("status-without-reference", "adoption_status");
    }
    if (!r.learning_direction || ["lmic-to-lmic", "hic-to-lmic"].includes(r.learning_direction)) return;
    if (typed === "not-applicable") add("not-applicable-misused", "adoption_status");
    else to.forEach((e, i) => { if (e.status === "not-applicable") add("not-applicable-misused", `adoptions.${i}.status`); });
  }

  function direction(r, events, to, detail, whole, add) {
    const conceived = (e) => e.role === "conceived";
    const use = (e) => e.rank > 0 || e.status === "abandoned" || e.status === "superseded";
    const began = events.some((e) => e.side !== "H"), grew = events.some((e) => e.side !== "H" && !conceived(e));
    const rich = events.some((e) => e.side !== "L"), thought = events.some((e) => e.side !== "L" && (conceived(e) || e.role === "not-stated"));
    const got = to.some((e) => e.side !== "L"), used = to.some((e) => e.side !== "L" && use(e)), sure = to.some((e) => e.side === "H" && use(e));
    const against = {
      "lmic-to-hic": !began || !grew || to.length > 0 && !got,
      "round-trip": !grew || detail && !thought || !used && (whole || to.length > 0),
      bidirectional: !began || !rich && !got && whole,
      "lmic-to-lmic": !began || sure,
      "hic-to-lmic": !rich || sure,
    };
    if (events.length && against[r.learning_direction]) add("contradicted-direction", "learning_direction");
    if (r.learning_direction === "bidirectional" && whole && empty(r.returned)) add("return-not-recorded", "learning_direction");
  }

  // slug is the name of the file, as casebook new makes it.
  function slug(title) {
    const s = title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[ø]/g, "o").replace(/ł/g, "l").replace(/đ/g, "d").replace(/ß/g, "ss").replace(/æ/g, "ae").replace(/œ/g, "oe")
      .replace(/['’]/g, "").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    if (s.length <= 60) return s;
    const cut = s.slice(0, 61).lastIndexOf("-");
    return s.slice(0, cut > 0 ? cut : 60);
  }

  globalThis.casebookForm = { write, read, validate, slug, side, empty, one };
})();
