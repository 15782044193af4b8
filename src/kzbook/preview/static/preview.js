// Follows the catalogues: a page made anew is loaded at its place, findings stand beside their message.
(() => {
  "use strict";
  const own = document.currentScript.dataset;
  const words = JSON.parse(own.words);
  const PLACE = `kz-place:${location.pathname}`;
  const marks = () => [...document.querySelectorAll("[data-message]")];
  const make = (tag, name, text = "") =>
    Object.assign(document.createElement(tag), { className: name, textContent: text });

  // A mark is hidden; where it stands is where the words of its element begin.
  const top = (mark) => mark.parentElement.getBoundingClientRect().top;
  const place = () => {
    const all = marks();
    const index = all.findIndex((each) => top(each) >= 0);
    return index < 0 ? { y: scrollY } : { index, top: top(all[index]), y: scrollY };
  };
  const goTo = (kept) => {
    const mark = marks()[kept.index];
    const y = mark ? scrollY + top(mark) - kept.top : kept.y;
    scrollTo({ top: y, behavior: "instant" });
  };
  // Else the browser's own anchoring would move the page a second time.
  document.documentElement.style.overflowAnchor = "none";
  history.scrollRestoration = "manual";

  const remembered = JSON.parse(sessionStorage.getItem(PLACE) || "null");
  sessionStorage.removeItem(PLACE);
  let touched = false;
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(kind, () => (touched = true), { once: true, passive: true });
  // Pictures and faces that come late move the words.
  const restore = () => remembered && !touched && goTo(remembered);

  const entry = (finding) => {
    const line = make("div", `kz-finding ${finding.severity}`);
    line.lang = own.spoken;
    line.append(make("b", "", finding.severity), ` ${finding.message} `);
    const at = `${finding.path}:${finding.line}`;
    const link = make("a", "", at);
    const domain = finding.path.split("/").pop().replace(/\.po$/, "");
    link.href = `/-/review/catalogues/${encodeURIComponent(domain)}.html#L${finding.line}`;
    line.append(link, ` [${finding.rule}]`);
    return line;
  };

  const beside = (mark, box) => {
    const host = mark.parentElement;
    host.closest(".row")?.classList.add("has-findings");
    if (/^(LI|TD|TH|DD|DT|FIGCAPTION|CAPTION)$/.test(host.tagName)) host.append(box);
    else host.after(box);
  };

  const bar = make("div", "kz-bar");
  bar.lang = own.spoken;
  let open = false;

  const show = (state) => {
    const kept = place();
    document.querySelectorAll(".kz-findings").forEach((each) => each.remove());
    document.querySelectorAll(".has-findings").forEach((each) => each.classList.remove("has-findings"));
    const by = Map.groupBy
      ? Map.groupBy(state.findings, (each) => `${each.path}:${each.line}`)
      : state.findings.reduce((all, each) => {
          const key = `${each.path}:${each.line}`;
          return all.set(key, [...(all.get(key) || []), each]);
        }, new Map());
    let here = 0;
    for (const mark of marks()) {
      const found = by.get(mark.dataset.message);
      if (!found) continue;
      here += found.length;
      const box = make("aside", "kz-findings");
      box.append(...found.map(entry));
      beside(mark, box);
    }
    bar.replaceChildren();
    for (const fault of state.faults) {
      const told = make("div", "kz-fault");
      told.setAttribute("role", "alert");
      const where = fault.line ? `${fault.path}:${fault.line}` : fault.path;
      told.append(make("p", "", ""), make("p", "", fault.message));
      told.lang = own.spoken;
      told.firstChild.append(make("b", "", where), `: ${words.unreadable}`);
      bar.append(told);
    }
    const all = state.findings.length;
    const folded = document.createElement("details");
    folded.open = open;
    folded.addEventListener("toggle", () => (open = folded.open));
    const told = all ? words.found.replace("${all}", all).replace("${here}", here) : words.none;
    folded.append(make("summary", "", `${own.language}: ${state.judged ? told : words.checking}`));
    folded.append(...state.findings.slice(0, 200).map(entry));
    const links = make("p", "kz-links");
    const other = make("a", "", own.other.startsWith("/-/") ? words.review : words.page);
    other.href = own.other;
    if (own.other) links.append(other);
    folded.append(links);
    bar.append(folded);
    goTo(kept);
  };

  const lost = () => {
    if (bar.querySelector(".kz-lost")) return;
    const told = make("div", "kz-fault kz-lost");
    told.append(make("p", "", words.ended));
    bar.prepend(told);
  };

  const hear = (state) => {
    if (state.revision !== own.revision) {
      sessionStorage.setItem(PLACE, JSON.stringify(place()));
      location.reload();
    } else show(state);
  };

  document.body.append(bar);
  restore();
  addEventListener("load", restore);
  document.fonts?.ready.then(restore);
  const events = new EventSource(`/-/events?page=${encodeURIComponent(location.pathname)}`);
  events.onmessage = (event) => hear(JSON.parse(event.data));
  events.onerror = lost;
  const only = document.getElementById("only-findings");
  const filter = () => document.body.classList.toggle("only-findings", only.checked);
  only?.addEventListener("change", filter);
  if (only) filter();
})();
