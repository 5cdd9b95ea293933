// The page of the search: the list of cases becomes its results. The layout
// says what there is (facets, an entry without values, strings); search-index.js
// answers; this draws. Texts of the data reach the page as text nodes, never as
// HTML. Without this script the page is a list.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const parse = (id) => JSON.parse($(id).textContent);
  const make = (name, text, kind) => {
    const e = document.createElement(name);
    if (text) e.textContent = text;
    if (kind) e.className = kind;
    return e;
  };
  const button = (text, press) => {
    const e = make("button", text, "btn");
    e.type = "button";
    e.onclick = press;
    return e;
  };

  const root = document.documentElement;
  const offline = root.dataset.edition === "offline";
  const base = "../"; // from the list of cases to the root of the site
  const index = casebookSearch.open(parse("search-manifest"), base);
  const shown = 20; // hits at first, and how many more at a time
  const screenful = 5; // hits that are drawn at once

  // attempt does what a browser may refuse, and goes on without.
  const attempt = (f) => {
    try { f(); } catch { /* see above */ }
  };

  // --- Words of the page.

  const strings = parse("search-strings");
  const plural = new Intl.PluralRules(root.lang);
  const number = new Intl.NumberFormat(root.lang).format;

  // say fills in a string: n chooses the plural, {name} stands for a value.
  const say = (id, values = {}) => {
    const text = strings[id];
    return (text.other ? text[plural.select(values.n)] || text.other : text)
      .replace(/\{([\w-]+)\}/g, (name, key) => typeof values[key] === "number" ? number(values[key]) : values[key] ?? name);
  };
  const quoted = (text) => say("quoted", {text});
  const list = (items) => items.reduce((a, b, i) => say(i < items.length - 1 ? "list-comma" : "list-and", {a, b}));

  // --- What is asked, and its address.

  const blank = () => ({q: "", facets: {}, years: {}, sort: "", pages: 1});
  let state = blank();
  const facets = Object.create(null); // by key: element, list, label, rows by value

  const chosen = () => [
    ...Object.entries(state.facets).flatMap(([key, ids]) => ids.map((id) => ({key, id}))),
    ...Object.entries(state.years).map(([key, years]) => ({key, years})),
  ];
  const asks = () => state.q.trim() || state.sort || chosen().length;

  const read = () => {
    state = blank();
    for (const [key, value] of new URLSearchParams(location.search)) {
      const years = key === "origin_year" && /^(\d{0,4})\.\.(\d{0,4})$/.exec(value);
      if (key === "q") state.q = value;
      else if (key === "sort") state.sort = ["newest", "title", "origin_year"].includes(value) ? value : "";
      else if (key === "page") state.pages = Math.min(Math.max(1, value | 0), 1000);
      else if (years && (years[1] || years[2])) state.years[key] = [years[1] | 0, years[2] | 0];
      else if (facets[key] && value) state.facets[key] = [...new Set([...state.facets[key] || [], value])];
    }
  };

  const address = () => {
    const query = new URLSearchParams();
    if (state.q) query.append("q", state.q);
    for (const {key, id, years} of chosen()) query.append(key, years ? years.map((y) => y || "").join("..") : id);
    if (state.sort) query.append("sort", state.sort);
    if (state.pages > 1) query.append("page", state.pages);
    const text = query.toString();
    return location.pathname + (text && "?" + text);
  };

  // remember puts the state into the address. All letters typed without a rest
  // of a second are one entry of the history; anything else is one of its own.
  let typed = 0, later = 0;
  const remember = (typing) => {
    clearTimeout(later);
    const write = () => {
      if (address() === location.pathname + location.search) return;
      // It may have had enough of this for now, or find the address too long.
      attempt(() => history[typing && typed ? "replaceState" : "pushState"](null, "", address()));
      clearTimeout(typed);
      typed = typing ? setTimeout(() => typed = 0, 1000) : 0;
    };
    if (typing) later = setTimeout(write, 200);
    else write();
  };

  const change = (edit, typing) => {
    edit();
    state.pages = 1;
    remember(typing);
    run();
  };

  const toggle = (key, id) => change(() => {
    const ids = state.facets[key] || [], rest = ids.filter((other) => other !== id);
    if (rest.length === ids.length) rest.push(id);
    if (rest.length) state.facets[key] = rest;
    else delete state.facets[key];
    show();
  });

  // --- Controls.

  const box = $("q"), region = $("res"), title = document.title;
  let hits = $("hits"), fold = region.querySelector(".fac");
  const part = (id) => hits.querySelector("#" + id);
  const put = (id, ...nodes) => {
    part(id).replaceChildren(...nodes);
    part(id).hidden = !nodes.length;
  };

  const sorted = () => state.sort || (state.q.trim() ? "relevance" : "newest");

  // show makes the controls say what the state is.
  const show = () => {
    if (box.value !== state.q) box.value = state.q;
    part("sort").value = sorted();
    for (const [key, f] of Object.entries(facets)) {
      for (const row of f.rows.values()) row.on = !!state.facets[key]?.includes(row.id);
      if (state.facets[key]) f.element.open = true;
      if (f.element.open) [...f.rows.values()].forEach(draw);
    }
    all("[data-years] input").forEach((e, i) => e.value = state.years.origin_year?.[i] || "");
  };

  // draw shows a value of a facet: a box to tick where that finds something or
  // ends the filter, else a link to the page that says what is missing.
  const draw = (row) => {
    let old = row.item.firstElementChild;
    const inner = [...old.children].slice(-3), kind = row.n || row.on ? "label" : row.href ? "a" : "p";
    if (old.localName !== kind) {
      const e = make(kind);
      if (kind === "a") e.href = row.href;
      if (kind === "label") {
        e.append(make("input"));
        e.firstChild.type = "checkbox";
      }
      e.append(...inner);
      old.replaceWith(e);
      old = e;
    }
    if (kind === "label") old.firstElementChild.checked = row.on;
    if (row.drawn === row.n) return;
    row.drawn = row.n;
    inner[1].textContent = number(row.n);
    inner[2].replaceChildren(...Array.from({length: row.n > 24 ? 0 : row.n || 1}, () => make("span", "", row.n ? "m" : "m ring")));
  };

  const addFacet = (element) => {
    const key = element.dataset.key, items = element.querySelector("ul"), rows = new Map();
    for (const item of items.children) {
      const [name, count] = [...item.firstElementChild.children].slice(-3), n = +count.textContent.replace(/\D/g, "");
      rows.set(item.dataset.v, {id: item.dataset.v, item, label: name.textContent, n, first: n, drawn: n,
        href: item.firstElementChild.getAttribute("href"), words: " " + index.words(name.textContent)});
    }
    facets[key] = {element, items, rows, label: element.querySelector("h3").textContent};
  };

  // narrow leaves the values whose names have words that begin as what is
  // typed.
  const narrow = (element, text) => {
    const key = element.dataset.key, words = " " + index.words(text);
    element.classList.toggle("all", words !== " ");
    for (const row of facets[key].rows.values()) {
      row.item.hidden = ![row.words, ...index.names(key, row.id)].some((names) => (" " + names).includes(words));
    }
  };

  // recount shows counts, and puts the values with most before the others. A
  // list that has the keyboard keeps its order; any other becomes a new one, so
  // that nothing in it is seen to move.
  const recount = (counts) => {
    for (const [key, values] of Object.entries(counts)) {
      const f = facets[key];
      if (!f) continue;
      for (const row of f.rows.values()) row.n = values.get(row.id) || 0;
      f.turn = turn;
      redraw(f);
    }
  };

  // opened counts the values of a facet that was closed.
  const opened = (f, key) => {
    redraw(f);
    if (asks() && result && f.turn !== turn) return count(turn, [key]);
  };

  // redraw draws the values of a facet that is open; any other waits until it
  // is opened.
  const redraw = (f) => {
    if (!f.element.open) return;
    const rows = [...f.rows.values()].sort((a, b) => b.n - a.n || (a.label < b.label ? -1 : 1));
    if (!f.items.contains(document.activeElement) && rows.some((row, i) => f.items.children[i] !== row.item)) {
      const items = f.items.cloneNode();
      for (const row of rows) items.append(row.item = row.item.cloneNode(true));
      f.items.replaceWith(items);
      f.items = items;
    }
    rows.forEach(draw);
  };

  // --- Entries.

  // marked returns a text as nodes, what was found in <mark>.
  const marked = (text, ranges) => {
    const nodes = [];
    let at = 0;
    for (const [from, to] of ranges) {
      nodes.push(text.slice(at, from), make("mark", text.slice(from, to)));
      at = to;
    }
    return [...nodes, text.slice(at)];
  };

  const place = (e, name, year, more) => {
    e.replaceChildren(name);
    if (year) e.append(" ", make("time", year));
    if (more) e.append(" ", more);
  };

  const because = (why) => why.map(({word, form, field, how}) =>
    say("why-" + how, {form: quoted(form), word: quoted(word), field: say("in-" + field)})).join("; ");

  // entry draws a hit by the markup of the list's entries. A card of which
  // only the title is known yet has no summary.
  const entry = (hit, card, marks) => {
    const item = $("hit").content.firstElementChild.cloneNode(true), q = (selector) => item.querySelector(selector);
    const a = q("h3 a"), summary = q("h3+p"), meta = q(".meta");
    a.href = base + card.path + (offline && card.path.endsWith("/") ? "index.html" : "");
    a.replaceChildren(...marked(card.title, marks(card.title)));
    if (card.summary === undefined) {
      for (const e of [summary, meta, q(".route"), q(".cn")]) e.classList.add("wait");
      return item;
    }
    const number = q(".num"), [from, to] = all(".route>span:not(.vh,.leg)", item), status = q(".st");
    number.textContent = card.number;
    number.nextSibling.data = card.type;
    summary.replaceChildren(...marked(card.summary, marks(card.summary)));
    if (card.lang) a.parentNode.lang = summary.lang = card.lang;
    place(from, card.from, card.fromYear);
    place(to, card.to, card.toYear, card.more);
    q(".leg").className = "leg " + card.mark;
    all(".route>.vh", item)[1].textContent = " " + card.verb + " ";
    q(".badge").className = "badge " + card.badgeClass;
    q(".badge").textContent = card.badge;
    if (card.status) {
      status.lastChild.data = card.status;
      q("use").setAttribute("href", "#" + card.icon);
    } else status.remove();
    const why = result.why(hit.doc);
    if (why.length) meta.before(make("p", because(why), "why"));
    if (why.some(({field}) => [2, 4, 6, 7].includes(field))) {
      const excerpt = make("p", "", "ex");
      meta.before(excerpt);
      wanted.set(item, {excerpt, doc: hit.doc, href: a.href, marks});
      sight.observe(item);
    }
    return item;
  };

  // --- Excerpts, for hits in view whose words stand in the text.

  const wanted = new WeakMap(), inView = new Set();
  let rest = 0;
  const sight = new IntersectionObserver((entries) => {
    for (const e of entries) inView[e.isIntersecting ? "add" : "delete"](e.target);
    clearTimeout(rest);
    rest = setTimeout(excerpts, 400);
  });

  // texts reads the page of a record. A document without a window runs no
  // script and loads nothing.
  const texts = async (href) => {
    const answer = await fetch(href);
    if (!answer.ok) return [];
    const record = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const e of all("sup,.back", record)) e.remove();
    return all(".body :is(h2,h3,p,li),.side h2,.facts,.card p", record).map((e) => e.textContent);
  };

  // around returns what stands around the first word found.
  const around = (texts, marks) => {
    for (const raw of texts) {
      const text = raw.replace(/\s+/g, " ").trim(), found = marks(text)[0];
      if (!found) continue;
      const from = found[0] > 50 ? text.indexOf(" ", found[0] - 50) + 1 : 0;
      const end = text.lastIndexOf(" ", found[1] + 80), to = text.length < found[1] + 80 ? text.length : Math.max(end, found[1]);
      const cut = (from ? "… " : "") + text.slice(from, to) + (to < text.length ? " …" : "");
      return marked(cut, marks(cut));
    }
    return [];
  };

  const saves = () => navigator.connection?.saveData;
  const excerpts = async () => {
    const mine = turn;
    if (saves() && !offline) return;
    for (const item of inView) {
      const {excerpt, doc, href, marks} = wanted.get(item);
      inView.delete(item);
      sight.unobserve(item);
      try {
        excerpt.replaceChildren(...around(offline ? await index.texts(doc) : await texts(href), marks));
      } catch { /* the hit stands without an excerpt */ }
      if (mine !== turn) return;
    }
  };

  // --- Results.

  let turn = 0; // the number of the newest question
  let result; // the last answer that was drawn
  let fresh = false; // the page came with a question, which is not answered yet
  const first = {count: part("count").textContent, fold: fold.firstElementChild.textContent, dots: [...part("dots").children], list: part("list")};
  const busy = (on) => region.setAttribute("aria-busy", on);

  // tell tells those who do not see the page, and names it in the browser, when
  // nothing has changed for a moment.
  let saying = 0;
  const tell = (text) => {
    clearTimeout(saying);
    saying = setTimeout(() => {
      part("said").textContent = text;
      document.title = title + (state.q.trim() ? ": " + state.q.trim().slice(0, 60) : "");
    }, 400);
  };

  const sentence = () => {
    const query = state.q.trim(), counts = {n: result.total, total: result.n};
    return query ? say("count-for", {...counts, query: quoted(query.length > 60 ? query.slice(0, 60) + "…" : query)}) : say("count", counts);
  };

  const message = ({code, word = "", forms = [""]}) => {
    const [key, ...value] = word.split(":");
    return say(code, {word: quoted(word), forms: list(forms.map(quoted)), key: facets[key]?.label ?? key, value: quoted(value.join(":"))});
  };

  const told = () => {
    const texts = result.messages.map(message);
    if (result.incomplete) texts.push(say("incomplete", {n: result.incomplete}));
    if (!result.total) texts.push(say("none"));
    put("told", ...texts.map((text) => make("p", text, "hint")));
    tell([sentence(), ...texts].join(" "));
  };

  const chip = (text, press) => {
    const item = make("li");
    item.append(button(text, press));
    return item;
  };

  const chips = () => {
    const items = chosen().map(({key, id, years}, i) => {
      const text = years ? say("years-" + +!!years[0] + +!!years[1], {from: "" + years[0], to: "" + years[1]})
        : facets[key].rows.get(id)?.label ?? id;
      const item = chip("", () => {
        if (years) change(() => { delete state.years[key]; show(); });
        else toggle(key, id);
        (part("chips").querySelectorAll("button")[i] || box).focus();
      });
      const cross = make("span", "×");
      cross.ariaHidden = "true";
      item.firstChild.append(make("span", say("remove") + " ", "vh"), text, " ", cross);
      return item;
    });
    fold.firstElementChild.textContent = items.length ? say("filter-on", {n: items.length}) : first.fold;
    if (items.length) items.push(chip(say("clear"), () => { change(() => { state = {...blank(), q: state.q}; show(); }); box.focus(); }));
    put("chips", ...items);
  };

  // dots draws the number found: adopted ones, others, and those not found.
  // The first are known only when the facets are there.
  const dots = (on) => {
    if (!first.dots.length) return;
    part("dots").replaceChildren(...Array.from({length: result.n}, (_, i) => make("span", "", i < on ? "m on" : i < result.total ? "m" : "m z")));
  };

  // more shows what stands behind the hits.
  const more = () => {
    part("after").hidden = false;
    const left = result.total - state.pages * shown;
    part("more").hidden = left <= 0;
    part("more").firstElementChild.textContent = say("more", {n: Math.min(left, shown)});
    part("take").hidden = !result.total;
    part("take").firstElementChild.textContent = say("take", {n: result.total});
  };

  // reset shows the page as it was.
  const reset = () => {
    part("count").textContent = first.count;
    put("dots", ...first.dots);
    part("list").replaceWith(first.list);
    for (const id of ["told", "more", "take"]) part(id).hidden = true;
    part("after").hidden = false;
    chips();
    tell("");
  };

  const failed = (error) => {
    if (!error.part) throw error; // a mistake of ours is not hidden
    renew();
    const p = make("p", say("failed") + " ", "hint");
    p.append(button(say("retry"), () => run()));
    put("told", p);
    busy(false);
    tell(say("failed"));
  };

  const listOf = (items) => {
    const holder = make("div"), ol = make("ol", "", "ent");
    holder.id = "list";
    holder.append(ol);
    ol.append(...items);
    return holder;
  };

  // begin draws what is known of the first hits before their cards are there.
  const begin = (hits) => {
    const known = [];
    for (const hit of hits) {
      const card = index.peek(hit.doc);
      if (!card) break;
      known.push(entry(hit, card, result.marks));
    }
    if (known.length) frame(listOf(known));
  };

  // renew puts a copy in the place of what the page came with, so that what
  // changes by the first answer is not seen to move: all of it is new.
  const renew = () => {
    if (!fresh) return;
    fresh = false;
    [hits, fold] = [hits, fold].map((e) => {
      const copy = e.cloneNode(true);
      e.replaceWith(copy);
      return copy;
    });
    start();
  };

  // frame shows an answer: what stands around the hits, and the hits.
  const frame = (holder) => {
    renew();
    part("count").textContent = sentence();
    part("list").replaceWith(holder);
    part("after").hidden = true;
    chips();
    told();
    dots(0);
  };

  // append draws hits in order, each when its card is there. It gives up when
  // another question was asked.
  const append = async (mine, to, hits) => {
    const cards = hits.map((hit) => index.card(hit.doc));
    for (const card of cards) card.catch(() => {}); // the first to fail is told below
    for (let i = 0; i < hits.length; i++) {
      const card = await cards[i];
      if (mine !== turn) return;
      to.append(entry(hits[i], card, result.marks));
    }
  };

  const answer = async (mine) => {
    const found = await index.search({q: state.q, facets: state.facets, years: state.years, sort: state.sort});
    if (mine !== turn) return;
    result = found;
    const drawn = result.hits.slice(0, state.pages * shown), top = drawn.slice(0, screenful), holder = listOf([]);
    if (top.length && !index.peek(top[0].doc)) { // on a bad line the first does not wait for the others
      await index.card(top[0].doc);
      if (mine !== turn) return;
    }
    if (top.some((hit) => index.peek(hit.doc)?.summary === undefined)) begin(drawn);
    await append(mine, holder.firstChild, top);
    if (mine !== turn) return;
    frame(holder);
    await append(mine, holder.firstChild, drawn.slice(screenful));
    if (mine !== turn) return;
    more();
    await count(mine, ["state", ...first.dots.length ? ["adoption_status"] : [], ...all("[data-key][open]", fold).map((e) => e.dataset.key)]);
    if (mine !== turn) return;
    if (first.dots.length) dots(index.has(result.hits, "adoption_status", all("[data-up]", fold).map((e) => e.dataset.v)));
    result.incomplete = index.has(result.hits, "state", ["review", "stub"]);
    if (result.incomplete) told();
  };

  // count counts the values of facets. Those that are closed wait until they are
  // opened.
  const count = async (mine, keys) => {
    const counts = await result.counts(keys);
    if (mine === turn) recount(counts);
  };

  // run answers the state. What is on the page stays until there is an answer,
  // and an answer to an older question than the last is dropped.
  const run = async () => {
    const mine = ++turn;
    inView.clear();
    busy(true);
    try {
      if (asks()) await answer(mine);
      else {
        reset();
        for (const f of Object.values(facets)) {
          for (const row of f.rows.values()) row.n = row.first;
          redraw(f);
        }
      }
      if (mine === turn) busy(false);
    } catch (error) {
      if (mine === turn) failed(error);
    }
  };

  // --- Files of what was found.

  const loadTake = () => casebookSearch.take ? null : new Promise((resolve, reject) => {
    const script = make("script");
    script.src = part("take").dataset.src;
    script.onload = resolve;
    script.onerror = () => reject({part: script.src});
    document.head.append(script);
  });

  // take hands out all hits, not only those that are shown, in their order.
  const take = async (kind) => {
    const {hits} = result;
    tell(say("taking"));
    try {
      const rows = hits.map(async ({doc}) => ({doc, card: await index.card(doc)}));
      const [cards] = await Promise.all([Promise.all(rows), index.columns(index.keys), loadTake()]);
      const link = make("a"), blob = new Blob([casebookSearch.take(kind, cards, strings.site, index)], {type: "text/plain;charset=utf-8"});
      link.href = URL.createObjectURL(blob);
      link.download = `cases-${hits.length}.${kind}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      tell(say("taken", {n: hits.length}));
    } catch (error) {
      failed(error);
    }
  };

  // --- Events.

  box.addEventListener("input", () => change(() => {
    state.q = box.value;
    part("sort").value = sorted();
  }, true));
  box.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || !box.value) return;
    e.preventDefault();
    change(() => { state.q = ""; show(); });
  });
  box.form.addEventListener("submit", (e) => {
    e.preventDefault();
    typed = 0;
    change(() => state.q = box.value);
  });

  const setYears = (inputs) => change(() => {
    const range = inputs.map((input) => Math.min(Math.max(0, input.value | 0), 9999));
    if (range[0] || range[1]) state.years.origin_year = range;
    else delete state.years.origin_year;
  });
  const showMore = async () => {
    const n = state.pages++ * shown, mine = turn, ol = part("list").firstChild;
    remember();
    more();
    try {
      await append(mine, ol, result.hits.slice(n, n + shown));
      ol.children[n]?.querySelector("a").focus();
    } catch (error) {
      failed(error);
    }
  };

  region.addEventListener("submit", (e) => e.preventDefault());
  region.addEventListener("change", ({target}) => {
    const item = target.closest("[data-v]"), years = target.closest("[data-years]");
    if (item) toggle(item.closest("[data-key]").dataset.key, item.dataset.v);
    if (years) setYears(all("input", years));
    if (target.id === "sort") change(() => {
      state.sort = "";
      if (target.value !== sorted()) state.sort = target.value;
    });
  });
  region.addEventListener("input", ({target}) => {
    if (target.closest("[data-key]") && target.type === "search") narrow(target.closest("[data-key]"), target.value);
  });
  region.addEventListener("click", ({target}) => {
    if (target.closest("#more")) showMore();
    if (target.closest("#take") && target.value) take(target.value);
    if (target.closest(".rest")) target.closest("[data-key]").classList.add("all");
  });
  region.addEventListener("toggle", ({target}) => {
    const f = facets[target.dataset.key];
    if (f) opened(f, target.dataset.key)?.catch(failed);
  }, true);
  addEventListener("popstate", () => {
    typed = 0;
    read();
    show();
    run();
  });

  // The key / leads to the box, unless that is switched off (WCAG 2.2, 2.1.4).
  const slash = $("slash"), kept = "casebook-slash";
  attempt(() => slash.checked = localStorage[kept] !== "off");
  slash.addEventListener("change", () => attempt(() => localStorage[kept] = slash.checked ? "on" : "off"));
  document.addEventListener("keydown", (e) => {
    const field = e.target.closest("input:not([type=checkbox]),textarea,select");
    if (e.key !== "/" || !slash.checked || field || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    box.focus();
    box.select();
  });

  // --- The beginning.

  const start = () => {
    for (const element of all("[data-key]", fold)) addFacet(element);
    part("sort").disabled = false;
    show();
  };

  // What a small index needs for any answer is there before it is asked for,
  // unless the reader saves data.
  addEventListener("load", () => saves() || index.warm()?.catch(() => {}));
  start();
  const early = box.value; // typed before this script was there
  read();
  fresh = !!asks();
  if (location.hash === "#q") box.focus();
  if (fresh) {
    box.value = state.q;
    run();
  } else if (early) change(() => state.q = early, true);
})();
