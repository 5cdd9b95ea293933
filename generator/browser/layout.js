// Reports what does not fit: the document wider than the window, anything that
// sticks out of it, and text that is cut off. Boxes that scroll may hold more
// than they show.
() => {
  const root = document.documentElement, width = root.clientWidth, problems = [];
  const name = (e) => {
    const kind = e.getAttribute("class");
    return "<" + e.localName + (kind ? ' class="' + kind + '"' : "") + "> " + JSON.stringify((e.textContent || "").trim().slice(0, 40));
  };
  const style = (e) => getComputedStyle(e);
  // A field scrolls what is typed into it.
  const field = (e) => e instanceof HTMLInputElement;
  // The text for those who do not see the page is cut off on purpose.
  const spoken = (e) => e.closest(".vh, .dot > span") !== null;
  const scrolls = (e) => {
    for (let p = e.parentElement; p && p !== root; p = p.parentElement) {
      if (["auto", "scroll"].includes(style(p).overflowX)) return true;
    }
    return false;
  };
  if (root.scrollWidth > width) problems.push("the document is " + root.scrollWidth + " px wide");
  for (const e of document.body.querySelectorAll("*")) {
    if (!e.checkVisibility({visibilityProperty: true}) || spoken(e)) continue;
    const box = e.getBoundingClientRect();
    if (box.width > 0 && (box.left < -1 || box.right > width + 1) && !scrolls(e)) {
      problems.push("sticks out, from " + Math.round(box.left) + " to " + Math.round(box.right) + " px: " + name(e));
    }
    const cut = (axis) => ["hidden", "clip"].includes(style(e)["overflow" + axis]);
    if (!(e instanceof SVGElement) && !field(e) && (cut("X") && e.scrollWidth > e.clientWidth + 1 || cut("Y") && e.scrollHeight > e.clientHeight + 1)) {
      problems.push("cut off: " + name(e));
    }
  }
  return problems;
}
