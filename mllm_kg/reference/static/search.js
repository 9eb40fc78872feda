"use strict";
// The search: a combobox with a list (ARIA Authoring Practices, "Editable Combobox With List Autocomplete"), over the
// index that search-index.js sets. "/" goes to it, the arrows choose, Enter opens, Esc clears and leaves.
//
// Every word of the query must stand somewhere in an entry. A word counts most when it is the name, then when the name
// or a word of it begins with it, then anywhere in the name, in its other names, in what is told about it. Terms come
// before what speaks of them.

(() => {
  const form = document.querySelector("form.search");
  const input = form.querySelector("input");
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[role=status]");
  const most = 12;
  let chosen = -1;

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = window.referenceIndex.map(([name, kind, address, told, words, rank]) => ({
    name, kind, address, told, rank,
    names: plain(name).replaceAll("-", " "),
    others: plain(words).replaceAll("-", " "),
    called: [name, ...words.split(" | ")].map((each) => plain(each).replaceAll("-", " ")),
    rest: plain(`${told} ${kind}`),
  }));

  function begins(text, word) {
    return text.startsWith(word) || text.includes(` ${word}`);
  }

  function weight(entry, word) {
    if (entry.called.includes(word)) return 100;
    if (entry.names.startsWith(word)) return 60;
    if (` ${entry.others} `.includes(` ${word} `)) return 55;
    if (begins(entry.names, word)) return 50;
    if (begins(entry.others, word)) return 35;
    if (entry.names.includes(word) || entry.others.includes(word)) return 15;
    return entry.rest.includes(word) ? 4 : 0;
  }

  function found(query) {
    const whole = plain(query).trim().replaceAll("-", " ");
    const words = whole.split(/\s+/).filter(Boolean);
    if (!words.length) return [];
    const hits = [];
    for (const [place, entry] of entries.entries()) {
      const weights = words.map((word) => weight(entry, word));
      if (weights.includes(0)) continue;
      const exact = entry.called.includes(whole) ? 200 : entry.names.startsWith(whole) ? 20 : 0;
      hits.push({ entry, place, weight: weights.reduce((sum, each) => sum + each, exact + entry.rank) - entry.names.length / 50 });
    }
    hits.sort((one, other) => other.weight - one.weight || one.place - other.place);
    return hits.map((hit) => hit.entry);
  }

  function marked(text, query) {
    const node = document.createElement("b");
    const at = text.toLowerCase().indexOf(query.trim().toLowerCase());
    if (at < 0 || !query.trim()) {
      node.textContent = text;
      return node;
    }
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + query.trim().length);
    node.append(text.slice(0, at), mark, text.slice(at + query.trim().length));
    return node;
  }

  function option(entry, place, query) {
    const item = document.createElement("li");
    item.id = `--result-${place}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.dataset.address = entry.address;
    const kind = document.createElement("small");
    kind.textContent = entry.kind;
    const told = document.createElement("span");
    told.textContent = entry.told;
    item.append(marked(entry.name, query), kind, told);
    return item;
  }

  function choose(place) {
    const items = list.children;
    items[chosen]?.setAttribute("aria-selected", "false");
    chosen = items.length ? (place + items.length) % items.length : -1;
    const item = items[chosen];
    if (!item) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    item.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function show() {
    const hits = found(input.value);
    list.replaceChildren(...hits.slice(0, most).map((entry, place) => option(entry, place, input.value)));
    chosen = -1;
    const open = hits.length > 0;
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    choose(0);
    status.textContent = !input.value.trim() ? ""
      : open ? form.dataset.some.replace("{number}", String(hits.length)) : form.dataset.none;
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open(item) {
    close();
    input.value = "";
    input.blur();
    location.href = item.dataset.address;
  }

  input.addEventListener("input", show);
  input.addEventListener("focus", () => { if (input.value) show(); });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Escape") {
      event.preventDefault();
      input.value = "";
      close();
      input.blur();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!list.hidden && list.children[chosen]) open(list.children[chosen]);
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) open(item);
  });
  input.addEventListener("blur", close);
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  form.hidden = false;
})();
