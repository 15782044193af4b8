// Shows beside a figure what it measures, beside a citation its source: on hover, focus and tap.
// It stays while the pointer is on it, and goes with Escape (WCAG 2.2, 1.4.13). Voices have the
// same words by aria-describedby, so what is shown is hidden from them.
(() => {
  const tip = document.createElement("div");
  tip.className = "figure-tip editor";
  tip.setAttribute("aria-hidden", "true");
  tip.hidden = true;
  document.body.append(tip);
  let shown = null;
  let leaving = 0;
  let tapped = null;

  const hide = () => {
    clearTimeout(leaving);
    tip.hidden = true;
    shown = null;
  };
  const hideSoon = () => {
    clearTimeout(leaving);
    leaving = setTimeout(hide, 250);
  };
  const show = (figure) => {
    clearTimeout(leaving);
    const told = document.getElementById(figure.getAttribute("aria-describedby"));
    tip.replaceChildren(...told.cloneNode(true).childNodes);
    tip.hidden = false;
    shown = figure;
    // The first of the lines that the figure may stand in; below it, or above where there is no room.
    const at = figure.getClientRects()[0];
    const page = document.documentElement;
    const left = Math.max(8, Math.min(at.left, page.clientWidth - tip.offsetWidth - 8));
    const below = at.bottom + tip.offsetHeight + 8 < page.clientHeight;
    const top = below ? at.bottom : at.top - tip.offsetHeight;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${top + scrollY}px`;
  };

  for (const figure of document.querySelectorAll("a.fact, a.source")) {
    figure.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") show(figure);
    });
    figure.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") hideSoon();
    });
    figure.addEventListener("focus", () => show(figure));
    figure.addEventListener("blur", hideSoon);
    // The first tap shows, the second follows the link.
    figure.addEventListener("pointerdown", (event) => {
      tapped = event.pointerType === "touch" && shown !== figure ? figure : null;
    });
    figure.addEventListener("click", (event) => {
      if (tapped !== figure) return;
      tapped = null;
      event.preventDefault();
      show(figure);
    });
  }
  tip.addEventListener("pointerenter", () => clearTimeout(leaving));
  tip.addEventListener("pointerleave", hideSoon);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("pointerdown", (event) => {
    if (shown && !tip.contains(event.target) && !shown.contains(event.target)) hide();
  });
})();
