"use strict";
// What the pages gain where scripts run: buttons that copy an IRI, the place in the list at the side, and on a narrow
// screen that list folded. Nothing here is needed to read them.

(() => {
  const words = document.body.dataset;
  const told = document.createElement("p");
  told.className = "quiet";
  told.setAttribute("role", "status");
  document.body.append(told);

  function copied(button) {
    button.classList.add("done");
    button.textContent = words.copied;
    told.textContent = words.copied;
    setTimeout(() => {
      button.classList.remove("done");
      button.textContent = words.copy;
      told.textContent = "";
    }, 1500);
  }

  function selected(code) {
    const range = document.createRange();
    range.selectNodeContents(code);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  }

  for (const code of document.querySelectorAll(".address > code.iri")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.setAttribute("aria-label", `${words.copy}: ${code.textContent}`);
    button.addEventListener("click", () => {
      selected(code);
      navigator.clipboard?.writeText(code.textContent).then(() => copied(button), () => {});
    });
    code.after(button);
  }

  const side = document.querySelector(".side details");
  if (!side) return;
  const narrow = matchMedia("(max-width: 60rem)");
  const fold = () => { side.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  side.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("a")) side.open = false;
  });

  const links = new Map();
  for (const link of side.querySelectorAll("li > a, p > a")) {
    const id = decodeURIComponent(link.hash.slice(1));
    links.set(id, [...(links.get(id) ?? []), link]);
  }
  const places = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  places.sort((one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  let here = null;

  function follow() {
    const edge = document.querySelector(".top").offsetHeight + 40;
    let low = 0;
    let high = places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[middle].getBoundingClientRect().top <= edge) low = middle + 1;
      else high = middle;
    }
    const now = places[low - 1]?.id ?? null;
    if (now === here) return;
    for (const link of links.get(here) ?? []) link.removeAttribute("aria-current");
    here = now;
    for (const [place, link] of (links.get(here) ?? []).entries()) {
      link.setAttribute("aria-current", "location");
      if (place === 0 && !narrow.matches) reveal(link);
    }
  }

  function reveal(link) {
    const box = side.parentElement;
    const top = link.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (top < 40 || top > box.clientHeight - 60) box.scrollTop += top - box.clientHeight / 2;
  }

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  }, { passive: true });
  follow();
})();
