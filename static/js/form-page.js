// The form: between the questions of the page and the record that they make.
// Everything that people type becomes text, never markup.
"use strict";
(() => {
  const { write, read, validate, slug, empty, one } = casebookForm;
  const form = document.getElementById("form");
  const d = JSON.parse(document.getElementById("form-data").textContent);
  const $ = (id) => document.getElementById(id);
  const t = (id, more) => (d.strings[id] || id).replace(/\{(\w+)\}/g, (m, k) => more && k in more ? more[k] : m);
  const el = (name, text, props) => Object.assign(document.createElement(name), text === undefined ? {} : { textContent: text }, props);
  const show = (e, on) => e.classList.toggle("hid", !on);
  const DRAFT = "casebook-form-draft";
  const names = new Map(d.countries.map((c) => [c[0], c[1]]));
  let kept = {}; // what an imported record has and the form does not ask
  let file = ""; // the path of an imported record
  let serial = 0;

  // Fields

  const fieldsOf = (root) => [...root.querySelectorAll("[data-key]")].filter((e) => {
    const up = e.parentElement.closest("[data-key],.item,form");
    return up === root;
  });
  const input = (f) => f.querySelector("input,select,textarea");
  // Signs that nobody sees and that come along when a text is copied.
  const clean = (s) => s.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
  const lines = (s) => s.split("\n").map(one).filter(Boolean);
  const codes = (f) => [...f.querySelectorAll(".picked button")].map((b) => b.value);

  function get(f) {
    switch (f.dataset.kind) {
      case "term": return f.querySelector("input:checked")?.value || "";
      case "terms": {
        const on = [...f.querySelectorAll("input:checked")].map((i) => i.value), was = (f.order || []).filter((v) => on.includes(v));
        return [...was, ...on.filter((v) => !was.includes(v))];
      }
      case "countries": return codes(f);
      case "country": return codes(f)[0] || "";
      case "lines": return lines(clean(input(f).value)).map((l) => { const m = /^(.*) @([A-Za-z-]{2,12})$/.exec(l); return f.dataset.key === "also_known_as" && m ? { name: m[1], lang: m[2] } : l; });
      case "keys": return input(f).value.split(/[\s,;]+/).filter(Boolean);
      case "map": return gather(f);
      case "items": return [...f.querySelector(".items").children].map(gather).filter((x) => !empty(x));
      default: return f.dataset.key === "body" ? clean(input(f).value) : one(clean(input(f).value));
    }
  }

  function gather(root) {
    const out = {};
    for (const f of fieldsOf(root)) {
      const v = get(f);
      if (!empty(v)) out[f.dataset.key] = v;
    }
    return out;
  }

  const list = (v) => Array.isArray(v) ? v : empty(v) ? [] : [v];

  function set(f, v) {
    switch (f.dataset.kind) {
      case "term": case "terms":
        f.order = list(v);
        offer(f);
        for (const i of f.querySelectorAll("input")) i.checked = f.order.includes(i.value);
        break;
      case "choice": f.order = list(v); offer(f); input(f).value = v || ""; break;
      case "countries": case "country":
        f.querySelector(".picked").replaceChildren();
        for (const c of list(v)) pick(f, names.has(c) ? c : named(c) || c);
        break;
      case "lines": input(f).value = list(v).map((x) => typeof x === "object" ? x.name + (x.lang ? " @" + x.lang : "") : x).join("\n"); break;
      case "keys": input(f).value = list(v).join(", "); break;
      case "map": fill(f, v || {}); break;
      case "items":
        f.querySelector(".items").replaceChildren();
        for (const x of list(v)) fill(addItem(f), x);
        break;
      default: input(f).value = v === undefined ? "" : v;
    }
    count(f);
  }

  // offer adds the words of an imported record that no vocabulary has, so that
  // they can be seen and taken away.
  function offer(f) {
    for (const e of f.querySelectorAll(".strange")) e.remove();
    const at = [...f.querySelectorAll("input,option")], odd = f.order.filter((v) => v && !at.some((e) => e.value === v));
    for (const v of odd) {
      if (f.dataset.kind === "choice") { input(f).append(el("option", v, { value: v, className: "strange" })); continue; }
      const row = el("div", undefined, { className: "opt strange" }), id = "e" + ++serial;
      row.append(el("input", undefined, { type: at[0].type, name: at[0].name, id, value: v }), el("label", v, { htmlFor: id }));
      f.append(row);
    }
  }

  function fill(root, record) { for (const f of fieldsOf(root)) set(f, record[f.dataset.key]); }

  function addItem(f) {
    const item = f.querySelector("template").content.firstElementChild.cloneNode(true);
    serial++;
    for (const e of item.querySelectorAll("[id],label[for]")) {
      if (e.id) e.id += "-" + serial;
      if (e.htmlFor) e.htmlFor += "-" + serial;
    }
    f.querySelector(".items").append(item);
    number(f);
    enhance(item);
    return item;
  }

  function number(f) {
    const name = f.querySelector("legend").textContent;
    [...f.querySelector(".items").children].forEach((item, i) => { item.querySelector("legend").textContent = `${name} ${i + 1}`; });
  }

  // count says how many characters are left.
  function count(f) {
    const left = f.querySelector(".left"), max = d.fields[f.dataset.key]?.max;
    if (!left || !max) return;
    const n = max - [...one(input(f).value)].length;
    left.textContent = t(n < 0 ? "over" : "left", { n: Math.abs(n) });
  }

  // Countries: an editable combobox with a list (ARIA Authoring Practices,
  // "Combobox Pattern").

  const fold = (s) => s.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f]/g, "").toLowerCase();
  const folded = d.countries.map((c) => [c[0], c.map(fold)]);

  function matches(text) {
    const q = fold(one(text));
    if (!q) return [];
    const rank = (row) => row[1].some((n) => n === q) ? 0 : row[1].some((n) => n.startsWith(q)) ? 1 : row[1].some((n) => n.includes(" " + q)) ? 2 : row[1].some((n) => q.length > 2 && n.includes(q)) ? 3 : 9;
    return folded.map((row) => [rank(row), row[0]]).filter((x) => x[0] < 9).sort((a, b) => a[0] - b[0] || names.get(a[1]).localeCompare(names.get(b[1]))).slice(0, 8).map((x) => x[1]);
  }

  // named returns the country with a name.
  const named = (name) => (folded.find((row) => row[1].includes(fold(one(name)))) || [])[0];

  function pick(f, code) {
    const chips = f.querySelector(".picked");
    if (f.dataset.kind === "country") chips.replaceChildren();
    if (codes(f).includes(code)) return;
    const b = el("button", (names.get(code) || code) + " ×", { type: "button", value: code });
    b.setAttribute("aria-label", t("remove", { name: names.get(code) || code }));
    b.addEventListener("click", () => { b.parentElement.remove(); f.querySelector("input").focus(); changed(); });
    const li = el("li");
    li.append(b);
    chips.append(li);
  }

  function combobox(f) {
    const box = f.querySelector("[role=combobox]"), opts = f.querySelector("[role=listbox]");
    opts.id = box.id + "-list";
    box.setAttribute("aria-controls", opts.id);
    let at = -1;
    const close = () => { show(opts, false); box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); at = -1; };
    const choose = (code) => { pick(f, code); box.value = ""; close(); changed(); };
    const move = (to) => {
      const all = [...opts.children];
      if (!all.length) return;
      at = (to + all.length) % all.length;
      all.forEach((o, i) => o.setAttribute("aria-selected", String(i === at)));
      box.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    };
    const open = () => {
      const found = matches(box.value);
      opts.replaceChildren(...found.map((code) => {
        const o = el("li", names.get(code), { id: opts.id + "-" + code });
        o.setAttribute("role", "option");
        o.setAttribute("aria-selected", "false");
        o.addEventListener("mousedown", (e) => { e.preventDefault(); choose(code); });
        return o;
      }));
      show(opts, found.length > 0);
      box.setAttribute("aria-expanded", String(found.length > 0));
      at = -1;
    };
    box.addEventListener("input", open);
    box.addEventListener("keydown", (e) => {
      const all = [...opts.children];
      if (e.key === "ArrowDown" || e.key === "ArrowUp") { e.preventDefault(); if (opts.classList.contains("hid")) open(); move(at + (e.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1)); }
      else if (e.key === "Enter" && !opts.classList.contains("hid")) { e.preventDefault(); choose(matches(box.value)[Math.max(at, 0)]); }
      else if (e.key === "Enter") e.preventDefault();
      else if (e.key === "Escape" && all.length) { e.preventDefault(); close(); }
      else if (e.key === "Backspace" && !box.value) { const last = f.querySelector(".picked li:last-child"); if (last) { last.remove(); changed(); } }
    });
    box.addEventListener("keypress", (e) => { if (e.key === "Enter") e.preventDefault(); }); // it chooses, and sends nothing
    box.addEventListener("blur", () => {
      const code = box.value && named(box.value);
      if (code) choose(code);
      close();
    });
  }

  function enhance(root) {
    for (const f of root.querySelectorAll("[data-kind=country],[data-kind=countries]")) combobox(f);
  }

  // The record

  function record() {
    const r = { ...kept, ...gather(form) };
    if (r.status === "stub" && kept.status !== "stub") delete r.status; // a record without a status is a first note
    if (r.status === "review") {
      r.id = r.id || "lf-0000";
      r.added = r.added || today();
    }
    return r;
  }

  const today = () => { const n = new Date(); return [n.getFullYear(), n.getMonth() + 1, n.getDate()].map((x) => String(x).padStart(2, "0")).join("-"); };
  const path = (r) => file || `content/cases/${slug(r.title || "") || "untitled"}.md`;

  // Findings

  function clearErrors() {
    for (const e of form.querySelectorAll(".err")) { e.textContent = ""; show(e, false); }
    for (const e of form.querySelectorAll("[aria-invalid]")) e.removeAttribute("aria-invalid");
    for (const e of form.querySelectorAll(".bad")) e.classList.remove("bad");
    show($("errs"), false);
  }

  // place returns the field of a path such as "adoptions.0.year", or the
  // nearest around it.
  function place(p) {
    let root = form, at = null;
    for (const part of p.split(".")) {
      let next = /^\d+$/.test(part) ? root.querySelector(":scope > .items")?.children[+part] : fieldsOf(root).find((f) => f.dataset.key === part);
      if (!next) break;
      root = next;
      if (next.dataset.key) at = next;
    }
    return at;
  }

  function tell(found) {
    clearErrors();
    const items = [], at = (x) => x.code === "agree" ? $("agree-fld") : place(x.path);
    // In the order of the page, as somebody goes through them from the top.
    for (const [x, f] of found.map((x) => [x, at(x)]).sort(([, a], [, b]) => !a || !b ? !a - !b : a === b ? 0 : a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1)) {
      const label = f ? (f.querySelector("legend,label").firstChild.textContent || "").trim() : x.path;
      const text = t(x.code, { ...x, label });
      const control = x.code === "agree" ? $("agree") : f && (f.dataset.kind === "items" || f.dataset.kind === "map" ? f.querySelector("button.add,input,select,textarea") : input(f));
      if (f) {
        f.classList.add("bad");
        const err = f.querySelector(".err");
        err.textContent = (err.textContent ? err.textContent + " " : "") + text;
        show(err, true);
        err.id = err.id || "e" + ++serial;
        if (control) {
          control.setAttribute("aria-invalid", "true");
          control.setAttribute("aria-describedby", [...new Set([...(control.getAttribute("aria-describedby") || "").split(" ").filter(Boolean), err.id])].join(" "));
        }
        for (let up = f.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
      }
      const a = el("a", text, { href: control ? "#" + control.id : "#form" });
      a.addEventListener("click", (e) => { if (control) { e.preventDefault(); control.focus(); control.scrollIntoView({ block: "center" }); } });
      const li = el("li");
      li.append(a);
      items.push(li);
    }
    $("errs-h").textContent = t(found.length === 1 ? "errors-one" : "errors", { n: found.length });
    $("errs-l").replaceChildren(...items);
    show($("errs"), true);
    $("errs").focus();
  }

  // Ends

  const bytes = (s) => new Blob([s], { type: "text/markdown;charset=utf-8" });
  const maxAddress = 6000; // longer ones are cut by some servers and mail programs

  function way(text, act) {
    const b = el("button", text, { type: "button", className: "btn" });
    b.addEventListener("click", act);
    const li = el("li");
    li.append(b);
    return li;
  }

  // Findings that no answer may be able to mend.
  const advice = ["undated-side", "direction-unclassified"];

  function done(r, left) {
    const text = write(r, d.order), p = path(r), name = p.split("/").pop();
    const say = (id) => { $("ways-said").textContent = t(id, { name, path: p, email: d.host.email }); };
    const copy = async () => { try { await navigator.clipboard.writeText(text); return true; } catch { getSelection().selectAllChildren($("source")); return false; } };
    const ways = [way(t("download"), () => {
      const a = el("a", "", { href: URL.createObjectURL(bytes(text)), download: name });
      document.body.append(a);
      a.click();
      a.remove();
      setTimeout(() => URL.revokeObjectURL(a.href), 1000);
      say("downloaded");
    }), way(t("copy"), async () => say(await copy() ? "copied" : "selected"))];
    const start = file ? d.host.edit : d.host.new;
    if (start) ways.push(way(t("host"), async () => {
      const fit = start.replace("{path}", encodeURIComponent(p).replace(/%2F/g, "/")).replace("{text}", encodeURIComponent(text));
      if (!file && fit.length <= maxAddress) { open(fit, "_blank", "noopener"); say("opened"); return; }
      const copied = await copy();
      open(start.replace("{path}", encodeURIComponent(p).replace(/%2F/g, "/")).replace(/&?\w+=\{text\}/, ""), "_blank", "noopener");
      say(copied ? "paste-there" : "selected");
    }));
    if (d.host.email) ways.push(way(t("mail"), async () => {
      const to = `mailto:${d.host.email}?subject=${encodeURIComponent(r.title)}`;
      const fit = `${to}&body=${encodeURIComponent(text)}`;
      if (fit.length <= maxAddress) { location.href = fit; return; }
      await copy();
      location.href = `${to}&body=${encodeURIComponent(t("mail-body", { name }))}`;
      say("attach");
    }));
    $("ways").replaceChildren(...ways);
    $("done-p").textContent = [t("done", { name, path: p }), t(start || d.host.email ? "ways" : "no-address")].join(" ");
    $("source").textContent = text;
    $("advice-l").replaceChildren(...left.map((x) => el("li", t(x.code, x))));
    show($("advice"), left.length > 0);
    $("facts").replaceChildren(...fieldsOf(form).map((f) => facts(f, r[f.dataset.key])).filter(Boolean));
    show($("done"), true);
    $("done").focus();
  }

  function facts(f, v) {
    if (empty(v) || f.dataset.key === "body") return null;
    const label = (x) => typeof x === "object" ? Object.values(x).map(label).join(", ") : Array.isArray(x) ? x.map(label).join(", ") : names.get(x) || f.querySelector(`[value="${CSS.escape(x)}"]`)?.nextElementSibling?.querySelector("b")?.textContent || x;
    const div = el("div");
    div.append(el("dt", f.querySelector("legend,label").firstChild.textContent.trim()), ...list(v).map((x) => el("dd", label(x))));
    return div;
  }

  // Draft

  let timer;
  function changed() {
    clearTimeout(timer);
    timer = setTimeout(save, 400);
  }
  function save() {
    try { localStorage.setItem(DRAFT, JSON.stringify({ record: { ...kept, ...gather(form) }, kept, file })); $("draft").textContent = t("saved"); } catch { /* private browsing: there is no draft then */ }
  }
  function load(r, from) {
    const asked = fieldsOf(form).map((f) => f.dataset.key);
    kept = Object.fromEntries(Object.entries(r).filter(([k]) => !asked.includes(k)));
    if (r.status) kept.status = r.status;
    file = from || "";
    fill(form, r);
    for (const s of form.querySelectorAll("details.more")) s.open = fieldsOf(form).some((f) => s.contains(f) && !empty(r[f.dataset.key]));
  }

  // Bibliographies that are pasted in

  function bibliography(text) {
    const s = text.trim();
    if (/^[[{]/.test(s)) return fromCSL(JSON.parse(s));
    if (/^TY  - /m.test(s)) return fromRIS(s);
    if (/@\w+\s*[{(]/.test(s)) return fromBibTeX(s);
    const doi = /\b10\.\d{4,9}\/\S+/.exec(s);
    return doi ? [{ type: "article-journal", doi: doi[0].replace(/[.,;]+$/, "").toLowerCase() }] : [];
  }

  const initials = (g) => (g || "").split(/[\s.-]+/).filter(Boolean).map((w) => w.length <= 3 && w === w.toUpperCase() ? w : w[0].toUpperCase()).join("");
  const person = (family, given) => one(`${family} ${initials(given)}`);
  function inverted(s) {
    const [family, given] = s.split(",");
    if (given !== undefined) return person(family, given);
    const w = one(s).split(" ");
    return w.length < 2 ? one(s) : person(w[w.length - 1], w.slice(0, -1).join(" "));
  }
  const tidy = (r) => {
    r.title = one(r.title || "").replace(/\.$/, "");
    r.year = (/\b(1[5-9]|20)\d\d\b/.exec(r.year || "") || [""])[0];
    r.doi = (/\b10\.\d{4,9}\/\S+/.exec(r.doi || "") || [""])[0].replace(/[.,;]+$/, "").toLowerCase();
    if (r.doi && /doi\.org\//i.test(r.url || "")) delete r.url;
    r.pages = (r.pages || "").replace(/--|–/g, "-").replace(/\s/g, "");
    r.key = (r.key || slug((r.authors?.[0] || r.title).split(" ")[0]) + r.year).toLowerCase().replace(/[^a-z0-9_-]/g, "");
    return Object.fromEntries(Object.entries(r).filter(([, v]) => !empty(v)));
  };
  const types = d.terms["reference-type"] || [];

  function fromCSL(v) {
    const text = (x) => x === undefined || x === null ? "" : String(x);
    const name = (n) => n.literal ? one(n.literal) : person(one([n["non-dropping-particle"], n.family].filter(Boolean).join(" ")), n.given);
    return (Array.isArray(v) ? v : [v]).map((c) => tidy({ key: text(c.id), type: types.includes(c.type) ? c.type : "report", title: text(c.title), authors: (c.author || []).map(name), editors: (c.editor || []).map(name),
      container: text(c["container-title"]), publisher: text(c.publisher), place: text(c["publisher-place"]), year: text(c.issued?.["date-parts"]?.[0]?.[0] ?? c.issued?.raw), volume: text(c.volume), issue: text(c.issue),
      pages: text(c.page), number: text(c.number), doi: text(c.DOI), pmid: text(c.PMID), pmcid: text(c.PMCID), isbn: text(c.ISBN), url: text(c.URL) }));
  }

  const risTypes = { JOUR: "article-journal", EJOUR: "article-journal", BOOK: "book", CHAP: "chapter", RPRT: "report", ELEC: "webpage", WEB: "webpage", THES: "thesis", CONF: "paper-conference", CPAPER: "paper-conference", NEWS: "article-newspaper", MGZN: "article-magazine", DATA: "dataset" };
  function fromRIS(s) {
    const out = [], keys = { TI: "title", T1: "title", T2: "container", JF: "container", JO: "container", PB: "publisher", CY: "place", PY: "year", Y1: "year", VL: "volume", IS: "issue", DO: "doi", UR: "url" };
    let r;
    for (const line of s.split(/\r?\n/)) {
      const m = /^([A-Z][A-Z0-9])  - ?(.*)/.exec(line);
      if (!m) continue;
      const v = m[2].trim();
      if (m[1] === "TY") out.push(r = { type: risTypes[v] || "report", authors: [] });
      else if (!r) continue;
      else if (m[1] === "AU" || m[1] === "A1") r.authors.push(inverted(v));
      else if (m[1] === "SP") r.pages = v;
      else if (m[1] === "EP" && r.pages && v) r.pages += "-" + v;
      else if (m[1] === "AN" && /^\d+$/.test(v)) r.pmid = v;
      else if (keys[m[1]]) r[keys[m[1]]] = r[keys[m[1]]] || v;
    }
    return out.map(tidy);
  }

  const marks = { "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", c: "\u0327", v: "\u030c", r: "\u030a", k: "\u0328", H: "\u030b", u: "\u0306", ".": "\u0307" };
  const special = { ss: "ß", o: "ø", O: "Ø", l: "ł", L: "Ł", ae: "æ", AE: "Æ", oe: "œ", aa: "å", AA: "Å", i: "i" };
  const tex = (s) => one((s || "").replace(/\\([`'^~"=.])\s*\{?\\?([A-Za-z])\}?|\\([cvrkHu])(?:\s+|\{)([A-Za-z])\}?/g, (_, a, x, b, y) => (x || y) + marks[a || b]).replace(/\\([A-Za-z]+)\s*/g, (_, w) => special[w] || "").replace(/\\(.)/g, "$1").replace(/[{}$]/g, "").replace(/~/g, " ").replace(/---/g, "—").replace(/--/g, "–")).normalize("NFC");
  const bibTypes = { article: "article-journal", book: "book", inbook: "chapter", incollection: "chapter", inproceedings: "paper-conference", conference: "paper-conference", phdthesis: "thesis", mastersthesis: "thesis", techreport: "report", report: "report", online: "webpage", misc: "report", dataset: "dataset" };

  function fromBibTeX(s) {
    const out = [];
    for (const m of s.matchAll(/@(\w+)\s*[{(]\s*([^,\s]*)\s*,/g)) {
      const fields = {};
      let i = m.index + m[0].length;
      for (let f; (f = /^[\s,]*([\w-]+)\s*=\s*/.exec(s.slice(i)));) {
        i += f[0].length;
        let start = i, depth = 0;
        const q = s[i] === '"';
        for (i = q ? i + 1 : i; i < s.length; i++) {
          if (s[i] === "\\") { i++; continue; }
          if (s[i] === "{") depth++;
          if (s[i] === "}" && depth-- === 0) break;
          if (q ? s[i] === '"' && depth === 0 : depth === 0 && /[,\n]/.test(s[i])) break;
        }
        fields[f[1].toLowerCase()] = s.slice(q ? start + 1 : start, i);
        if (q) i++;
      }
      const g = (...k) => k.map((x) => tex(fields[x])).find(Boolean) || "";
      const people = (x) => (x || "").split(/\s+and\s+/).map((n) => n.trim()).filter((n) => n && n !== "others").map((n) => /^\{.*\}$/.test(n) && !/,/.test(n) ? tex(n) : inverted(tex(n)));
      const bare = (x) => (x || "").trim().replace(/^\{([\s\S]*)\}$/, "$1");
      out.push(tidy({ key: m[2], type: bibTypes[m[1].toLowerCase()] || "report", title: g("title"), authors: people(bare(fields.author)), editors: people(bare(fields.editor)), container: g("journal", "journaltitle", "booktitle"),
        publisher: g("publisher", "institution", "school"), place: g("address", "location"), year: g("year", "date"), volume: g("volume"), issue: g("number", "issue"), pages: g("pages"), doi: g("doi"), pmid: g("pmid"), isbn: g("isbn"), url: g("url") }));
    }
    return out;
  }

  function pasted() {
    let found = [];
    try { found = bibliography($("paste").value); } catch { /* said below */ }
    const f = fieldsOf(form).find((x) => x.dataset.key === "references");
    const have = list(get(f)), keys = new Set(have.map((r) => r.key)), dois = new Set(have.map((r) => r.doi).filter(Boolean));
    let added = 0;
    for (const r of found) {
      if (dois.has(r.doi)) continue;
      const key = r.key || "reference";
      for (let n = 2; keys.has(r.key); n++) r.key = key + "-" + n;
      keys.add(r.key);
      fill(addItem(f), r);
      added++;
    }
    $("paste-said").textContent = t(added ? "pasted" : "not-pasted", { n: added });
    if (added) { $("paste").value = ""; changed(); }
  }

  // Start

  // presets returns what the address says of the record: ?origin_country=MWI.
  function presets() {
    const out = {};
    for (const [k, v] of new URLSearchParams(location.search)) {
      const f = fieldsOf(form).find((x) => x.dataset.key === k);
      if (!f || ["items", "map"].includes(f.dataset.kind)) continue;
      const has = (x) => ["country", "countries"].includes(f.dataset.kind) ? names.has(x) : ["term", "terms", "choice"].includes(f.dataset.kind) ? f.querySelector(`[value="${CSS.escape(x)}"]`) : x;
      const values = (["terms", "countries"].includes(f.dataset.kind) ? v.split(",") : [v]).filter(has);
      if (values.length) out[k] = ["terms", "countries"].includes(f.dataset.kind) ? [...list(out[k]), ...values] : v;
    }
    return out;
  }

  function start() {
    show(form, true);
    show($("no-form"), false);
    enhance(form);
    for (const f of fieldsOf(form)) count(f);
    let draft;
    try { draft = JSON.parse(localStorage.getItem(DRAFT)); } catch { /* no draft */ }
    const preset = presets();
    if (Object.keys(preset).length) {
      load(preset);
      if (draft?.record && Object.keys(draft.record).length) $("draft").replaceChildren(t("other-draft") + " ", el("a", t("open-draft"), { href: location.pathname }));
    }
    else if (draft?.record) { load(draft.record, draft.file); kept = draft.kept || {}; $("draft").textContent = t("draft"); }
    else set(fieldsOf(form).find((f) => f.dataset.key === "status"), "stub");
    if (!record().status) set(fieldsOf(form).find((f) => f.dataset.key === "status"), "stub");
  }

  form.addEventListener("input", (e) => { const f = e.target.closest("[data-key]"); if (f) count(f); show($("done"), false); changed(); });
  // What people copy along with a number is taken off.
  const mends = { doi: [/^(https?:\/\/(dx\.)?doi\.org\/|doi:\s*)/i, ""], pmid: [/^(https?:\/\/pubmed\.ncbi\.nlm\.nih\.gov\/|PMID:?\s*)|\/$/gi, ""], pmcid: [/^(https?:\/\/\S*\/)?PMC(\d+)\/?$/i, "PMC$2"], orcid: [/^https?:\/\/orcid\.org\//i, ""] };
  form.addEventListener("change", (e) => {
    const mend = mends[e.target.closest("[data-key]")?.dataset.key];
    if (mend) e.target.value = one(e.target.value).replace(...mend);
  });
  form.addEventListener("click", (e) => {
    const f = e.target.closest("[data-key]");
    if (e.target.matches(".add")) { const item = addItem(f); item.querySelector("input,select,textarea").focus(); changed(); }
    if (e.target.matches(".remove")) { const item = e.target.closest(".item"), box = item.closest("[data-kind=items]"); item.remove(); number(box); box.querySelector(":scope > .acts > .add").focus(); changed(); }
  });
  form.addEventListener("submit", (e) => {
    e.preventDefault();
    show($("done"), false);
    const r = record(), all = validate(r, d).map((x) => ({ ...x, name: names.get(x.country) || "" })), found = all.filter((x) => !advice.includes(x.code));
    if (!$("agree").checked) found.push({ code: "agree", path: "" });
    if (found.length) { tell(found); return; }
    clearErrors();
    save();
    done(r, all);
  });
  $("paste-go").addEventListener("click", pasted);
  $("clear").addEventListener("click", () => {
    if (!confirm(t("clear-sure"))) return;
    clearTimeout(timer);
    try { localStorage.removeItem(DRAFT); } catch { /* there was none */ }
    load({});
    set(fieldsOf(form).find((f) => f.dataset.key === "status"), "stub");
    clearErrors();
    show($("done"), false);
    $("draft").textContent = t("cleared");
  });
  $("file").addEventListener("change", async () => {
    const [f] = $("file").files;
    if (!f) return;
    try {
      const r = read(await f.text());
      clearErrors();
      load(r, "content/cases/" + f.name);
      $("file-said").textContent = t("read", { name: f.name });
      changed();
    } catch (err) { $("file-said").textContent = t("not-read", { name: f.name, line: err.message }); }
  });
  globalThis.casebookFormPage = { record, load, done, data: d };
  start();
})();
