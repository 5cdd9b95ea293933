// Keeps a page that casebook serve shows up to date: it reloads when its file
// has changed, takes new style sheets without a reload, and shows what is
// wrong with the content over the page. It is added to the response, not to
// the files of the site.
(() => {
  "use strict";
  const own = new URL(document.currentScript.src);
  const folder = new URL("./", own);
  const home = new URL("../", own);
  let at = own.searchParams.get("at");
  let stream = null;

  // What a reload would lose, kept for this address in this tab.
  const key = "casebook " + location.pathname;
  function restore() {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(key));
      sessionStorage.removeItem(key);
    } catch {
      return; // storage is refused: the browser's own way must do
    }
    if (!kept) return;
    const details = document.querySelectorAll("details");
    if (details.length === kept.open.length) details.forEach((d, i) => { d.open = kept.open[i]; });
    scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
  }
  function reload() {
    const open = Array.from(document.querySelectorAll("details"), (d) => d.open);
    try {
      sessionStorage.setItem(key, JSON.stringify({ x: scrollX, y: scrollY, open }));
    } catch {
      // as above
    }
    location.reload();
  }

  // The file of this page below the site's folder.
  function file() {
    let path = location.pathname.slice(home.pathname.length);
    try {
      path = decodeURIComponent(path);
    } catch {
      // as it is written
    }
    return path === "" || path.endsWith("/") ? path + "index.html" : path;
  }

  function swap(styles) {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      for (const [from, to] of Object.entries(styles || {})) {
        if (new URL(link.href).pathname !== home.pathname + from) continue;
        const next = link.cloneNode();
        next.href = home.pathname + to;
        // The old one goes when the new one is there: no moment without style.
        next.addEventListener("load", () => link.remove(), { once: true });
        next.addEventListener("error", reload, { once: true });
        link.after(next);
        break;
      }
    }
  }

  let panel = null;
  function show(notice) {
    if (panel) panel.remove();
    panel = null;
    if (!notice) return;
    panel = document.createElement("div");
    panel.id = "casebook-notice";
    const root = panel.attachShadow({ mode: "open" });
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = folder.href + "overlay.css";
    const box = make("section", "notice", "");
    box.setAttribute("role", "alert");
    box.tabIndex = -1;
    const head = make("header", "", "");
    const close = make("button", "", "Hide");
    close.type = "button";
    close.addEventListener("click", () => panel.remove());
    box.addEventListener("keydown", (e) => { if (e.key === "Escape") panel.remove(); });
    head.append(make("h2", "", notice.title), close);
    box.append(head);
    for (const item of notice.items || []) box.append(entry(item));
    root.append(sheet, box);
    document.documentElement.append(panel);
  }
  function entry(item) {
    const article = make("article", item.kind, "");
    const head = make("h3", "", item.message);
    article.append(head);
    if (item.place) {
      const place = make(item.href ? "a" : "span", "place", item.place);
      if (item.href) place.href = new URL(item.href, folder).href;
      article.append(place);
    }
    if (item.excerpt) article.append(make("pre", "", item.excerpt));
    if (item.hint) article.append(make("p", "hint", item.hint));
    if (item.code) article.append(make("p", "code", item.code));
    return article;
  }
  // Text is always text: what authors write cannot become markup here.
  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function open() {
    if (stream) return;
    stream = new EventSource(folder.href + "events?at=" + encodeURIComponent(at));
    stream.addEventListener("change", (e) => {
      at = e.lastEventId;
      const change = JSON.parse(e.data);
      swap(change.styles);
      if (change.all || (change.files || []).includes(file())) reload();
    });
    stream.addEventListener("notice", (e) => show(JSON.parse(e.data)));
    // A browser gives up on an answer that is no stream; a server that is
    // started again may need a moment.
    stream.addEventListener("error", () => {
      if (stream && stream.readyState === EventSource.CLOSED) {
        stop();
        setTimeout(look, 2000);
      }
    });
  }
  function stop() {
    if (stream) stream.close();
    stream = null;
  }
  // Browsers open six connections to a server: a page that nobody sees gives
  // its own back, and is told what it missed when it is seen again.
  function look() {
    if (document.visibilityState === "visible") open();
    else stop();
  }
  document.addEventListener("visibilitychange", look);
  addEventListener("pagehide", stop);
  addEventListener("pageshow", look);
  restore();
  look();
})();
