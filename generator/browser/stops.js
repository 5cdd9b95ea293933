// Numbers the places where Tab stops, in the order of the page, and names them.
// Radio buttons of one name are one stop: the one that is chosen, or the first.
() => {
  const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
  const one = (e) => e.type !== "radio" || e === (all.find((o) => o.name === e.name && o.checked) || all.find((o) => o.name === e.name));
  const stops = all.filter((e) => one(e) && e.tabIndex >= 0 && !e.disabled && e.checkVisibility({visibilityProperty: true}));
  stops.forEach((e, i) => e.dataset.stop = i);
  return stops.map((e) => "<" + e.localName + "> " + JSON.stringify((e.getAttribute("aria-label") || e.textContent).trim().slice(0, 40)));
}
