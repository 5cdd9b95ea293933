// Reads the parts of the search's index and answers queries, as package
// generator/search does: the comment of that package describes the bytes, the
// language of queries and the scores. Nothing here knows the page.
//
// Each part of the index is a script file that calls casebookSearch.part; it is
// loaded when a query first needs it, by a script element, so that it loads from
// a disk too.
"use strict";
(() => {
  // --- Text to words.

  // What is deleted, what is taken apart although Unicode does not, and which
  // scripts have no spaces between words, is in generator/search/fold.go.
  const gone = /[\u00ad\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u2060\ufeff]/g;
  const letters = {ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ς: "σ", ى: "ي", ة: "ه"};
  const others = new RegExp("[" + Object.keys(letters).join("") + "]", "g");
  const bare = "\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}\\u3099\\u309a\\u30fc";
  const letter = `(?:(?![${bare}])[\\p{L}\\p{N}\\p{M}])+`;
  const wordly = new RegExp(`${letter}(?:['’]${letter})*|(?:(?=[${bare}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
  const spaceless = new RegExp(`^[${bare}]`, "u");
  const maxWord = 40;

  const fold = (text) => text.normalize("NFKD").toLowerCase().normalize("NFKD").replace(gone, "").replace(others, (c) => letters[c]);

  // words returns the words of a text, folded.
  const words = (text) => (fold(text).match(wordly) || []).flatMap((word) => {
    const chars = [...word];
    if (spaceless.test(word)) return chars.length < 2 ? [word] : chars.slice(1).map((c, i) => chars[i] + c);
    const plain = word.replace(/['’]s$/, "").replace(/['’]/g, "");
    return [plain.length > maxWord ? [...plain].slice(0, maxWord).join("") : plain];
  });
  const normal = (text) => words(text).join(" ");

  // spotsOf returns the words of a text with where they stand in it as it is
  // written.
  const hidden = "\\u00ad\\u200b-\\u200f\\u2060\\ufeff";
  const written = `(?:(?![${bare}])[\\p{L}\\p{N}\\p{M}${hidden}])+`;
  const spots = new RegExp(`${written}(?:['’]${written})*|(?:(?=[${bare}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
  const plain = /^[a-z0-9]{1,40}$/i, found = new Map();
  const spotsOf = (text) => {
    if (found.size > 500) found.clear();
    if (!found.has(text)) found.set(text, findSpots(text));
    return found.get(text);
  };
  const findSpots = (text) => [...text.matchAll(spots)].flatMap(({0: run, index}) => {
    if (plain.test(run)) return {form: run.toLowerCase(), from: index, to: index + run.length}; // most are
    const chars = [...run], forms = words(run);
    if (!spaceless.test(run) || forms.length !== Math.max(1, chars.length - 1)) return forms.map((form) => ({form, from: index, to: index + run.length}));
    let from = index;
    return forms.map((form, i) => {
      const spot = {form, from, to: from + chars[i].length + (chars[i + 1] ?? "").length};
      from += chars[i].length;
      return spot;
    });
  });

  // compare orders by code point, as the bytes of UTF-8 do.
  const compare = (a, b) => {
    let i = 0;
    while (i < a.length && a[i] === b[i]) i++;
    return (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1);
  };

  // first returns the first of n numbers for which test holds, or n.
  const first = (n, test) => {
    let low = 0;
    while (low < n) {
      const mid = (low + n) >> 1;
      if (test(mid)) n = mid;
      else low = mid + 1;
    }
    return low;
  };

  // --- Bytes.

  const utf8 = new TextDecoder();

  const reader = (data) => {
    let at = 0;
    const front = new Uint8Array(1024); // the longest that the format allows
    const r = {
      u: () => {
        let n = 0, k = 1, byte;
        do {
          byte = data[at++];
          n += (byte & 127) * k;
          k *= 128;
        } while (byte > 127);
        return n;
      },
      take: (n) => data.subarray(at, at += n),
      s: () => utf8.decode(r.take(r.u())),
      f: () => {
        const shared = r.u(), rest = r.take(r.u());
        front.set(rest, shared);
        return utf8.decode(front.subarray(0, shared + rest.length));
      },
      list: (n, one) => Array.from({length: n}, one),
      skip: (n) => {
        const from = at;
        while (n > 0) if (data[at++] < 128) n--;
        return data.subarray(from, at);
      },
    };
    return r;
  };

  const readForms = (r, first) => {
    let made = 0;
    const forms = [], terms = [];
    for (let n = r.u(); n > 0; n--) {
      forms.push(r.f());
      const back = r.u();
      terms.push(first + made - back);
      if (!back) made++;
    }
    return {first, forms, terms, made};
  };

  const readHead = (r, concept) => {
    const v = r.u(), h = {df: Math.floor(v / 4), common: v & 1, phrases: [], texts: []};
    h.kept = h.common ? r.u() : h.df;
    if (concept) h.texts = r.list(r.u(), r.s);
    else if (v & 2) h.phrases = r.list(r.u(), () => ({concept: r.u(), terms: r.list(r.u(), r.u)}));
    return h;
  };

  // readTerms reads a part with terms, and adds its titles of records to titles.
  const readTerms = (data, first, titles) => {
    const r = reader(data), d = readForms(r, first), all = d.made + r.u();
    d.heads = r.list(all, (_, i) => readHead(r, i >= d.made));
    for (const h of d.heads) h.gaps = r.skip(h.kept);
    for (const h of d.heads) h.classes = r.take(h.kept);
    let doc = 0;
    for (let n = r.u(); n > 0; n--) {
      doc += r.u();
      titles.set(doc, strings(r, "title path"));
    }
    return d;
  };

  const docsOf = (h) => {
    if (!h.docs) {
      const r = reader(h.gaps);
      let doc = 0;
      h.docs = Int32Array.from({length: h.kept}, () => doc += r.u());
    }
    return h.docs;
  };

  // strings reads one string for each name.
  const strings = (r, names) => Object.fromEntries(names.split(" ").map((name) => [name, r.s()]));

  const readCards = (data, n) => {
    const r = reader(data);
    return r.list(n, () => {
      const card = strings(r, "id number path title summary lang type icon status badgeClass badge from fromYear mark verb to toYear more version added updated");
      card.authors = r.list(r.u(), () => strings(r, "family given suffix literal orcid"));
      card.keywords = r.list(r.u(), r.s);
      return card;
    });
  };

  // A column is the numbers of every record in one array: those of record i
  // stand from starts[i] to starts[i + 1].
  const readColumn = (r, n, c) => {
    for (; n > 0; n--) {
      for (let k = r.u(); k > 0; k--) c.numbers.push(r.u());
      c.starts.push(c.numbers.length);
    }
  };
  const some = (c, doc, test) => {
    for (let i = c.starts[doc]; i < c.starts[doc + 1]; i++) if (test(c.numbers[i])) return true;
    return false;
  };

  const readValues = (r) => r.list(r.u(), () => ({...strings(r, "id label"), names: r.list(r.u(), r.s)}));

  // --- Parts.

  const arriving = new Map(); // by name: what takes the bytes of a part

  const unpack = async (text) => {
    const chars = atob(text), bytes = new Uint8Array(chars.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = chars.charCodeAt(i);
    const stream = new Response(bytes).body.pipeThrough(new DecompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  // load loads the file of a part. An error has the name of the part.
  const load = async (base, name, hash) => {
    try {
      return await unpack(await new Promise((resolve, reject) => {
        const script = document.createElement("script");
        arriving.set(name, resolve);
        script.src = `${base}search/${name}.${hash}.js`;
        script.onload = script.onerror = () => {
          script.remove();
          reject(); // too late where the part has come
        };
        document.head.append(script);
      }));
    } catch (cause) {
      throw Object.assign(new Error("cannot read " + name, {cause}), {part: name});
    }
  };

  // --- Queries. The names are those of generator/search/query.go.

  const maxQuery = 512, maxWords = 16;
  const quotes = "\"“”„";
  const clauses = new RegExp(`(-(?=\\P{White_Space}))?(?:[${quotes}]([^${quotes}]*)[${quotes}]?|([^${quotes}\\p{White_Space}]+))`, "uy");

  const parse = (text, keys) => {
    const messages = [], list = [];
    text = text.replace(/\p{Cs}/gu, " ");
    const chars = [...text.slice(0, 2 * maxQuery + 2)];
    if (chars.length > maxQuery) {
      text = chars.slice(0, maxQuery).join("");
      messages.push({code: "long-query"});
    }
    for (let at = 0; ;) {
      while (/\p{White_Space}/u.test(text[at])) at++;
      clauses.lastIndex = at;
      const found = clauses.exec(text);
      if (!found) break;
      at = clauses.lastIndex;
      let [, minus, inside, token] = found;
      const c = {not: !!minus, quoted: inside !== undefined, words: words(inside ?? token), last: false, name: "", key: "", text: ""};
      if (!c.quoted) {
        const colon = token.indexOf(":"), name = token.slice(0, Math.max(0, colon)).toLowerCase(), key = keys.get(name);
        if (key) {
          c.name = name;
          c.key = key;
          c.text = token.slice(colon + 1);
          if (!c.text && quotes.includes(text[at])) {
            c.text = clauses.exec(text)[2];
            at = clauses.lastIndex;
          }
          c.words = key === "title" ? words(c.text) : [];
          if (!c.text.trim() || key === "title" && !c.words.length) continue;
        } else {
          c.last = at === text.length && !c.not;
          c.quoted = c.not;
        }
      }
      if (c.key || c.words.length) list.push(c);
    }
    let left = maxWords;
    const kept = list.filter((c) => {
      if (c.words.length > left) {
        c.words.length = left;
        c.last = false;
        if (messages.at(-1)?.code !== "many-words") messages.push({code: "many-words"});
      }
      left -= c.words.length;
      return c.key && c.key !== "title" || c.words.length;
    });
    return {clauses: kept, messages};
  };

  const yearsOf = (text) => {
    const [, from, span, to] = /^([+-]?\d{0,18})(\.\.)?([+-]?\d{0,18})$/.exec(text) || [];
    if (from === undefined || !span && to || !from && !to || /^[+-]$/.test(from) || /^[+-]$/.test(to)) return null;
    return [from ? +from : 0, span ? to ? +to : 9999 : +from];
  };

  // --- Words that a word may stand for: generator/search/near.go.

  const oneError = (word, form, start) => {
    if (form.length < word.length - 1 || !start && form.length > word.length + 1) return false;
    let i = 0;
    while (i < word.length && word[i] === form[i]) i++;
    const w = word.slice(i), f = form.slice(i), same = (x, y) => start ? y.startsWith(x) : x === y;
    if (!w) return start ? f.length > 0 : f.length === 1;
    return same(w.slice(1), f) || same(w, f.slice(1)) || same(w.slice(1), f.slice(1)) ||
      w[0] === f[1] && w[1] === f[0] && same(w.slice(2), f.slice(2));
  };

  const most = (list, n) => list.sort((a, b) => b.df - a.df || compare(a.form, b.form)).slice(0, n);

  // candidate is form k of a part, of which the term may be of an earlier one.
  const candidate = (d, k, weight, how, earlier) => {
    const term = d.terms[k], head = d.heads[term - d.first] ?? earlier?.heads[term - earlier.first];
    return {form: d.forms[k], term, df: head?.df, weight, how};
  };
  const at = (d, form) => first(d.forms.length, (i) => compare(d.forms[i], form) >= 0);
  const termOf = (d, form) => {
    const i = at(d, form);
    return d.forms[i] === form ? d.terms[i] : -1;
  };

  const typos = (d, word, last) => {
    const near = (start) => {
      const list = [];
      for (let k = 0; k < d.forms.length; k++) {
        if (oneError(word, d.forms[k], start)) list.push(candidate(d, k, 0.6, "typo"));
      }
      return list.filter((c) => c.df);
    };
    const list = near(false);
    return most(list.length || !last || [...word].length < 6 ? list : near(true), 8);
  };

  const similar = (d, word) => {
    const letters = [...word], begin = letters.slice(0, 5).join(""), list = [];
    for (let k = at(d, begin); d.forms[k]?.startsWith(begin); k++) {
      const form = [...d.forms[k]], c = candidate(d, k, 0.5, "similar");
      let n = 5;
      while (n < form.length && form[n] === letters[n]) n++;
      if (c.df && Math.max(form.length, letters.length) - n <= Math.max(4, n - 1)) list.push({...c, n});
    }
    return most(list, list.length).sort((a, b) => b.n - a.n).slice(0, 8);
  };

  // --- Scores: generator/search/score.go.

  const bonus = [0, 0.5, 0.3, 0.1, 0, 0, 0, 0];
  const score = (byte, idf) => idf * (byte & 15) / 15 * (1 + bonus[byte >> 4]);

  // each calls f with every record of a head, and the class of its posting.
  const each = (h, f) => {
    const docs = docsOf(h);
    for (let i = 0; i < docs.length; i++) f(docs[i], h.classes[i]);
  };
  const classIn = (h, doc) => {
    const docs = docsOf(h), i = first(docs.length, (k) => docs[k] >= doc);
    return docs[i] === doc ? h.classes[i] : 0;
  };

  // open returns the engine of an index: manifest as JSON has it, base the
  // address of the site's root.
  const open = (manifest, base) => {
    const {n, terms, years, facets: facetKeys, parts} = manifest;
    const keys = new Map(Object.entries(manifest.keys));
    const single = parts.a?.hash?.length === 1;
    const forms = parts.t.form.slice(0, parts.t.form.findLastIndex((form) => form) + 1);
    const cache = new Map(), ready = new Map(), titles = new Map();

    // once does something once, unless it fails; ready has what is done.
    const once = (key, make) => {
      if (!cache.has(key)) {
        const made = make();
        cache.set(key, made);
        made.then((value) => ready.set(key, value), () => cache.delete(key));
      }
      return cache.get(key);
    };

    const whole = () => once("a", async () => {
      const r = reader(await load(base, "a0", parts.a.hash[0]));
      return Object.fromEntries(["t0", "p0", "c0", ...parts.f.first.map((_, i) => "f" + i)].map((name) => [name, r.take(r.u())]));
    });
    const payload = async (kind, i) => single && kind !== "x" ? (await whole())[kind + i] : load(base, kind + i, parts[kind].hash[i]);
    const partIn = (starts, x) => first(starts.length, (i) => starts[i] > x) - 1;

    const dict = (i) => once("t" + i, async () => readTerms(await payload("t", i), parts.t.term[i], titles));
    const partOf = (form) => Math.max(0, first(forms.length, (i) => compare(forms[i], form) > 0) - 1);
    const lookUp = async (form) => termOf(await dict(partOf(form)), form);
    const head = async (term) => {
      const d = await dict(partIn(parts.t.term, term));
      return d.heads[term - d.first];
    };
    const vocabulary = () => parts.t.term.length === 1 ? dict(0) : once("v", async () => {
      const r = reader(await payload("v", 0)), d = readForms(r, 0);
      d.heads = r.list(d.made, () => ({df: r.u()}));
      return d;
    });

    // known returns the term of a form where that is known already, or -1.
    const known = (form) => {
      const d = ready.get("t" + partOf(form));
      return d ? termOf(d, form) : -1;
    };

    const positionsOf = async (term, h) => {
      const i = partIn(parts.p.first, term);
      const p = await once("p" + i, async () => {
        const r = reader(await payload("p", i));
        return r.list(r.u(), r.u).map((length) => r.take(length));
      });
      const r = reader(p[term - parts.p.first[i]]);
      return r.list(h.kept, r.u).map((count) => {
        let pos = 0;
        return r.list(count, () => pos += r.u());
      });
    };

    // rows returns a part of rows of records, and the number of its first.
    const rows = async (kind, doc, read) => {
      const starts = parts[kind].first, i = partIn(starts, doc);
      const list = await once(kind + i, async () => read(await payload(kind, i), (starts[i + 1] ?? n) - starts[i]));
      return list[doc - starts[i]];
    };
    const card = (doc) => rows("c", doc, readCards);

    // texts returns the texts of a record, headings among them: in the edition
    // that has them.
    const texts = (doc) => rows("x", doc, (data, n) => {
      const r = reader(data);
      return r.list(n, () => [...r.list(2 * r.u(), r.s), ...r.list(r.u(), r.s)]);
    });

    // peek returns what is known of a record without loading anything: its
    // card, or title and path.
    const peek = (doc) => {
      const i = partIn(parts.c.first, doc);
      return ready.get("c" + i)?.[doc - parts.c.first[i]] ?? titles.get(doc);
    };

    // columns loads columns, so that got has them, by key; a facet's has its
    // values too.
    const columnKeys = [...facetKeys, ...years, "newest", "title", "id"], got = new Map();
    const columns = (keys) => Promise.all(keys.filter((key) => columnKeys.includes(key)).map((key) => {
      const from = parts.f.first, i = partIn(from, columnKeys.indexOf(key));
      return once("f" + i, async () => {
        const r = reader(await payload("f", i));
        for (let k = from[i]; k < (from[i + 1] ?? columnKeys.length); k++) {
          const order = k - facetKeys.length - years.length, c = {starts: [0], numbers: []};
          if (k < facetKeys.length) c.values = readValues(r);
          if (order < 0) readColumn(r, n, c);
          else c.numbers = r.list(n, order < 2 ? r.u : r.f);
          got.set(columnKeys[k], c);
        }
      });
    }));

    // alive adds the heads of candidates, and leaves out those without any
    // record and those of a term that is there already.
    const alive = async (list) => {
      const out = [];
      for (const c of list) {
        if (out.some((other) => other.term === c.term)) continue;
        const h = await head(c.term);
        if (!h.df) continue;
        let idf = Math.log(1 + (n - h.df + 0.5) / (h.df + 0.5));
        if (c.how === "prefix" && out[0]?.how === "exact") idf = Math.min(idf, out[0].idf); // a word that is whole means itself first
        out.push({...c, head: h, df: h.df, idf});
      }
      return out;
    };

    // nextTo returns a part and the next one, if forms of that begin as a word.
    const nextTo = (part, word) => forms[part + 1]?.startsWith(word) ? [part, part + 1] : [part];

    const prefixed = async (word) => {
      const part = partOf(word), own = await dict(part), list = [];
      for (const i of nextTo(part, word)) {
        const d = await dict(i);
        for (let k = at(d, word); d.forms[k]?.startsWith(word); k++) {
          const c = candidate(d, k, 0.8, "prefix", own);
          if (c.form !== word && c.term >= own.first && c.df) list.push(c);
        }
      }
      return most(list, 40);
    };

    const candidates = async (word, last) => {
      const term = await lookUp(word), least = spaceless.test(word) ? 1 : 2, length = [...word].length;
      const list = term < 0 ? [] : [{form: word, term, weight: 1, how: "exact"}];
      if (last && length >= least) list.push(...await prefixed(word));
      const found = await alive(list);
      if (found.length || length < 5 || least < 2) return {list: found};
      const v = await vocabulary(), near = typos(v, word, last);
      return {list: await alive(near.length ? near : similar(v, word)), near: true};
    };

    // sequence returns the records in which terms follow each other.
    const sequence = async (list) => {
      const steps = (await Promise.all(list.map(head))).map((h, at) => ({h, at, term: list[at]}));
      const firm = steps.filter((s) => !s.h.common), used = firm.length ? firm : steps;
      let docs = [...docsOf(used[0].h)].filter((doc) => used.every((s) => classIn(s.h, doc)));
      if (firm.length > 1 && docs.length) {
        const lists = await Promise.all(firm.map((s) => positionsOf(s.term, s.h)));
        docs = docs.filter((doc) => {
          const places = firm.map((s, i) => lists[i][docsOf(s.h).indexOf(doc)]);
          return places[0].some((pos) => firm.every((s, i) => places[i].includes(pos - firm[0].at + s.at)));
        });
      }
      return new Set(docs);
    };

    const resolve = (key, text) => {
      const want = normal(text), exact = [], begins = [];
      if (!want) return exact;
      got.get(key).values.forEach((v, i) => {
        const names = [normal(v.id), normal(v.label), ...v.names];
        if (names.includes(want)) exact.push(i);
        else if (names.some((name) => name.startsWith(want))) begins.push(i);
      });
      return !exact.length && begins.length === 1 ? begins : exact;
    };
    const within = (key, test) => (doc) => some(got.get(key), doc, test);
    const valueFilter = (key, values) => within(key, (v) => values.includes(v));
    const yearFilter = (key, [lo, hi]) => within(key, (y) => y >= lo && y <= hi);

    // plan looks up the words of a query.
    const plan = async (text) => {
      const {clauses, messages} = parse(text, keys);
      const p = {clauses, messages, words: [], units: [], fixed: [], filters: []};
      for (const c of clauses) for (const word of c.words) { // all at once; told below
        for (const i of c.last ? nextTo(partOf(word), word) : [partOf(word)]) dict(i).catch(() => {});
      }
      for (const c of clauses) {
        if (c.key === "title") await planTitle(p, c);
        else if (c.key) continue;
        else if (c.quoted) await planPhrase(p, c);
        else for (const [i, word] of c.words.entries()) {
          const {list, near} = await candidates(word, c.last && c === clauses.at(-1) && i === c.words.length - 1);
          p.words.push({word, list, near, optional: list[0]?.how === "exact" && list[0].df > 0.6 * n});
        }
      }
      // Words in most records are optional, unless no other is in any.
      const other = p.words.some((w) => !w.optional && w.list.length);
      for (const w of p.words) w.optional &&= other;
      p.required = p.words.filter((w) => !w.optional).length;
      await planUnits(p);
      for (const {words, concept} of p.units) {
        for (const {word, list, near} of concept ? [] : words) {
          if (!list.length) messages.push({code: "unknown-word", word});
          else if (near) messages.push({code: "near-words", word, forms: list.map((one) => one.form)});
        }
      }
      return p;
    };

    const exact = async (word) => {
      const term = await lookUp(word);
      return term < 0 ? undefined : (await alive([{form: word, term, weight: 1, how: "phrase"}]))[0];
    };

    const planTitle = async (p, c) => {
      for (const word of c.words) {
        const w = await exact(word);
        p.filters.push((doc) => (!!w && classIn(w.head, doc) >> 4 === 1) !== c.not);
        if (!w) p.messages.push({code: "unknown-word", word});
        else if (!c.not) p.fixed.push({...w, phrase: word});
      }
    };

    const planPhrase = async (p, c) => {
      const list = [];
      for (const word of c.words) {
        const w = await exact(word);
        if (!w) {
          if (!c.not) p.messages.push({code: "unknown-word", word});
          p.filters.push(() => c.not);
          return;
        }
        list.push({...w, phrase: c.words.join(" ")});
      }
      const docs = await sequence(list.map((w) => w.term));
      p.filters.push((doc) => docs.has(doc) !== c.not);
      if (!c.not) p.fixed.push(...list);
    };

    // planUnits finds the phrases of synonyms, from the left, longest first.
    const planUnits = async (p) => {
      for (let i = 0; i < p.words.length;) {
        const unit = {words: [p.words[i]]}, term = await lookUp(p.words[i].word);
        for (const {concept, terms: rest} of term < 0 ? [] : (await head(term)).phrases) {
          const next = p.words.slice(i + 1, i + 1 + rest.length);
          if (next.length < rest.length) continue;
          const found = await Promise.all(next.map((w) => lookUp(w.word)));
          if (!found.every((t, k) => t === rest[k])) continue;
          unit.words.push(...next);
          [unit.concept] = await alive([{term: terms + concept, how: "synonym", weight: 0.9 * Math.sqrt(1 + rest.length)}]);
          break;
        }
        p.units.push(unit);
        i += unit.words.length;
      }
    };

    // needs returns the columns that an answer needs.
    const needs = (p, query) => [
      ...Object.entries({...query.facets, ...query.years}).flatMap(([key, list]) => list.length ? key : []),
      ...p.clauses.flatMap((c) => c.key && c.key !== "title" ? c.key.split(" ") : []), orderOf(p, query),
    ];

    // choose makes filters of keys in the text and of what is chosen beside it.
    const choose = (p, query) => {
      const any = new Map();
      for (const c of p.clauses) {
        if (!c.key || c.key === "title") continue;
        const f = keyed(p, c);
        if (c.not) p.filters.push((doc) => !f(doc));
        else if (any.has(c.key)) any.get(c.key).push(f);
        else any.set(c.key, [f]);
      }
      for (const list of any.values()) p.filters.push((doc) => list.some((f) => f(doc)));
      p.chosen = facetKeys.filter((key) => query.facets[key]?.length).map((key) =>
        ({key, test: valueFilter(key, query.facets[key].map((id) => got.get(key).values.findIndex((v) => v.id === id)))}));
      for (const key of years) {
        const [lo, hi] = query.years[key] || [];
        if (lo || hi) p.filters.push(yearFilter(key, [lo || 0, hi || 9999]));
      }
    };

    const keyed = (p, c) => {
      if (c.key === "id") return (doc) => got.get("id").numbers[doc].toLowerCase() === c.text.trim().toLowerCase();
      for (const key of c.key.split(" ")) { // the first that has the value is meant
        const span = years.includes(key) && yearsOf(c.text), values = facetKeys.includes(key) ? resolve(key, c.text) : [];
        if (span) return yearFilter(key, span);
        if (values.length) return valueFilter(key, values);
      }
      p.messages.push({code: "unknown-value", word: c.name + ":" + c.text});
      return () => false;
    };

    const scoresOf = (p) => {
      const scores = new Float64Array(n), have = new Uint8Array(n);
      for (const unit of p.units) {
        const sum = new Float64Array(n), has = new Uint8Array(n);
        for (const w of unit.words) {
          const one = new Float64Array(n);
          for (const c of w.list) {
            const worth = Float64Array.from({length: 128}, (_, byte) => c.weight * score(byte, c.idf));
            each(c.head, (doc, byte) => { if (worth[byte] > one[doc]) one[doc] = worth[byte]; });
          }
          for (let doc = 0; doc < n; doc++) {
            sum[doc] += one[doc];
            if (one[doc] && !w.optional) has[doc]++;
          }
        }
        if (unit.concept) each(unit.concept.head, (doc, byte) => {
          sum[doc] = Math.max(sum[doc], unit.concept.weight * score(byte, unit.concept.idf));
          has[doc] = unit.words.filter((w) => !w.optional).length;
        });
        for (let doc = 0; doc < n; doc++) {
          scores[doc] += sum[doc];
          have[doc] += has[doc];
        }
      }
      for (const c of p.fixed) each(c.head, (doc, byte) => scores[doc] += score(byte, c.idf));
      return {scores: scores.map((s) => Math.floor(s * 1e6 + 0.5)), have};
    };

    // answer scores the records that pass, and orders them.
    const answer = (p, query) => {
      const {scores, have} = scoresOf(p), picked = (doc) => p.chosen.every((f) => f.test(doc));
      let base = [], top = 0;
      for (let doc = 0; doc < n; doc++) {
        if (p.required && !have[doc] || !p.filters.every((f) => f(doc))) continue;
        base.push(doc);
        if (have[doc] > top && picked(doc)) top = have[doc];
      }
      const partial = top > 0 && top < p.required;
      if (partial) p.messages.push({code: "none-has-all"});
      base = base.filter((doc) => have[doc] >= (partial ? 1 : p.required));
      const hits = base.filter(picked), order = orderOf(p, query), c = got.get(order);
      const rank = order && (order === "origin_year" ? (doc) => some(c, doc, () => true) ? c.numbers[c.starts[doc]] : Infinity : (doc) => c.numbers[doc]);
      if (rank) hits.sort((a, b) => rank(a) - rank(b) || 0);
      else hits.sort((a, b) => have[b] - have[a] || scores[b] - scores[a] || a - b);
      return {base, hits: hits.map((doc) => ({doc, score: scores[doc]}))};
    };
    const orderOf = (p, query) => query.sort && query.sort !== "relevance" ? query.sort : p.units.length || p.fixed.length ? "" : "newest";

    // whyOf says what of a query a record has: the form of each word that
    // scores most, and the strongest field it stands in.
    const whyOf = (p, doc) => {
      const best = (c) => {
        const byte = classIn(c.head, doc);
        return {form: c.form, field: byte >> 4, how: c.how, score: c.weight * score(byte, c.idf)};
      };
      const why = p.units.flatMap((unit) => {
        const list = unit.words.map((w) => w.list.map(best).reduce((a, b) => b.score > a.score ? b : a, {score: 0, word: w.word}))
          .map((one, i) => ({...one, word: unit.words[i].word}));
        const sum = list.reduce((all, one) => all + one.score, 0), other = unit.concept && best(unit.concept), word = unit.words.map((w) => w.word).join(" ");
        if (!other || other.score <= sum) return list.filter((one) => one.score);
        return {...other, word, form: unit.concept.head.texts.find((text) => text !== word) ?? word};
      });
      for (const c of p.fixed) if (!why.some((one) => one.word === c.phrase)) why.push({...best(c), word: c.phrase, form: c.phrase, score: 1});
      return why;
    };

    // marksOf returns a function from a text to the ranges of what was found.
    const marksOf = (p) => {
      const list = p.words.filter((w) => !w.optional).flatMap((w) => w.list), found = new Set(list.map((c) => c.term));
      const begins = p.words.filter((w) => w.list.some((c) => c.how === "prefix")).map((w) => w.word);
      const rows = [...p.fixed.map((c) => c.phrase), ...p.units.flatMap((unit) => unit.concept?.head.texts || [])].map((text) => text.split(" "));
      const same = (a, b) => a === b || a !== undefined && known(a) >= 0 && known(a) === known(b);
      const seen = new Map(list.map((c) => [c.form, true]));
      const one = (form) => {
        if (!seen.has(form)) seen.set(form, begins.some((word) => form.startsWith(word)) || found.has(known(form)));
        return seen.get(form);
      };
      return (text) => {
        const spots = spotsOf(text), on = spots.map((s) => one(s.form)), ranges = [];
        for (const row of rows) {
          for (let i = 0; i + row.length <= spots.length; i++) {
            if (row.every((word, k) => same(spots[i + k].form, word))) on.fill(true, i, i + row.length);
          }
        }
        spots.forEach(({from, to}, i) => {
          const last = ranges.at(-1);
          if (!on[i]) return;
          if (last && from <= last[1] + 1) last[1] = Math.max(to, last[1]);
          else ranges.push([from, to]);
        });
        return ranges;
      };
    };

    // search answers a query: {q, facets: ids by key, years: [from, to] by
    // column, sort}. It fails only when a part cannot be loaded.
    const search = async (query) => {
      const p = await plan(query.q);
      await columns(needs(p, query));
      choose(p, query);
      const {base, hits} = answer(p, query);
      const result = {n, total: hits.length, hits, messages: p.messages, why: (doc) => whyOf(p, doc), marks: marksOf(p)};
      // counts returns the number of records of each value of these facets, by
      // key: among those that match everything but the choice in the facet
      // itself.
      result.counts = async (keys = facetKeys) => {
        await columns(keys);
        return Object.fromEntries(keys.filter((key) => got.has(key)).map((key) => {
          const c = got.get(key), counts = new Array(c.values.length).fill(0);
          for (const doc of base) if (p.chosen.every((f) => f.key === key || f.test(doc))) some(c, doc, (v) => void counts[v]++);
          return [key, new Map(c.values.map((v, i) => [v.id, counts[i]]))];
        }));
      };
      return result;
    };

    // has counts the records among hits that have one of the values of a key;
    // valuesOf returns what a record has: ids, or years. Both need the column.
    const valuesOf = (key, doc) => {
      const c = got.get(key), out = [];
      some(c, doc, (v) => void out.push(c.values ? c.values[v].id : v));
      return out;
    };
    const has = (hits, key, ids) => hits.filter((hit) => some(got.get(key), hit.doc, (v) => ids.includes(got.get(key).values[v].id))).length;
    const names = (key, id) => got.get(key)?.values.find((v) => v.id === id)?.names || [];
    // warm loads what facets and hits need, where that is little.
    const warm = () => n <= 200 ? Promise.all([columns(facetKeys), n && card(0)]) : null;

    return {n, keys: [...facetKeys, ...years], search, card, peek, texts, has, valuesOf, names, warm, columns, words: normal};
  };

  globalThis.casebookSearch = {
    part: (name, text) => {
      arriving.get(name)?.(text);
      arriving.delete(name);
    },
    open,
  };
})();
