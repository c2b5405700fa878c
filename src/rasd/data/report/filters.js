// The filters above map, timeline and table. Each lists its choices with what they would leave.
import { bdi, byId, el, fill } from "./dom.js";
import { countryName, outletName } from "./records.js";
import { actorNames, change, choices, clear, filtered, state, toggle } from "./state.js";
import { label, number, t, words } from "./words.js";

let open = null;
let waiting = 0;

function namesOf(name) {
  if (name === "type") return (key) => label(key in (words.labels.event_type || {}) ? "event_type" : "sub_event_type", key);
  if (name === "status") return (key) => label("status", key);
  if (name === "country") return (key) => countryName(key) || t("unresolved");
  if (name === "outlet") return (key) => (key ? outletName(key) : t("no_outlet"));
  const actors = actorNames();
  return (key) => actors.get(key) || key.replace(/^=/, "");
}

function menu(name) {
  const named = namesOf(name);
  const counts = [...choices(name)];
  counts.sort((a, b) => b[1] - a[1] || named(a[0]).localeCompare(named(b[0]), words.language));
  const size = state[name].size;
  const head = size === 0 ? t("any") : size === 1 ? named([...state[name]][0]) : t("n_chosen", { n: number(size) });
  const types = words.labels.event_type || {};
  const ranked = name === "type"
    ? [...counts.filter(([k]) => k in types), ...counts.filter(([k]) => !(k in types))]
    : counts;
  const box = el("details", {
    class: "menu", "data-filter": name, open: open === name,
    ontoggle: (event) => {
      if (event.target.open) {
        open = name;
        for (const other of document.querySelectorAll(".menu[open]")) if (other !== event.target) other.open = false;
      } else if (open === name) open = null;
    },
    onkeydown: (event) => {
      if (event.key === "Escape" && box.open) {
        box.open = false;
        box.querySelector("summary").focus();
        event.stopPropagation();
      }
    },
  },
  el("summary", {}, el("span", { class: "menu-name" }, t(name)), " ", el("span", { class: "menu-value" }, bdi(head))),
  el("div", { class: "menu-body", role: "group", "aria-label": t(name) }, ranked.map(([key, n], index) => {
    const first = name === "type" && !(key in types) && index > 0 && ranked[index - 1][0] in types;
    return el("label", { class: `${n ? "" : "none"}${first ? " first" : ""}` },
      el("input", {
        type: "checkbox", value: key, checked: state[name].has(key), "data-key": `${name}/${key}`,
        onchange: () => toggle(name, key),
      }),
      name === "type" && key in types ? el("span", { class: `swatch t-${key}`, "aria-hidden": "true" }) : null,
      el("span", {}, bdi(named(key))), el("span", { class: "n" }, number(n)));
  })));
  return box;
}

function chip(name, words_, remove) {
  return el("button", { type: "button", class: "chip", onclick: remove, "aria-label": t("remove_filter", { name: words_ }) },
    el("span", { class: "chip-name" }, name), bdi(words_), el("span", { "aria-hidden": "true" }, "×"));
}

/** Draws the filter bar; keeps the focus where the reader has it. */
export function drawFilters() {
  const active = document.activeElement;
  const key = active && (active.dataset.key || (active.closest("summary") && active.closest("details").dataset.filter));
  const typing = active && active.id === "q";
  if (!byId("q")) build();
  byId("q-label").textContent = t("search");
  byId("q").placeholder = t("search_hint");
  if (!typing) byId("q").value = state.q;
  for (const name of ["from", "to"]) {
    byId(`${name}-label`).textContent = t(name);
    if (document.activeElement !== byId(name)) byId(name).value = state[name];
  }
  const scrolled = document.querySelector(".menu[open] .menu-body");
  const top = scrolled ? scrolled.scrollTop : 0;
  fill(byId("menus"), ["type", "status", "country", "actor", "outlet"].map(menu));
  const again = document.querySelector(".menu[open] .menu-body");
  if (again) again.scrollTop = top;
  if (key) {
    const back = [...document.querySelectorAll("[data-key], .menu")].find(
      (node) => node.dataset.key === key || node.dataset.filter === key,
    );
    if (back) (back.matches("details") ? back.querySelector("summary") : back).focus();
  }
  drawChosen();
}

function build() {
  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change({ q: byId("q").value.trim() }), 120);
  };
  fill(byId("filter-controls"),
    el("div", { class: "search" }, el("label", { for: "q", id: "q-label" }),
      el("input", { id: "q", type: "search", autocomplete: "off", spellcheck: "false", dir: "auto", oninput: later })),
    el("div", { id: "menus", class: "menus" }),
    el("div", { class: "dates" }, ["from", "to"].map((name) => [
      el("label", { for: name, id: `${name}-label` }),
      el("input", { id: name, type: "date", onchange: () => change({ [name]: byId(name).value }) }),
    ])));
  document.addEventListener("click", (event) => {
    // A redraw may have taken the clicked element out of the page already.
    if (!event.target.isConnected) return;
    for (const box of document.querySelectorAll(".menu[open]")) if (!box.contains(event.target)) box.open = false;
  });
}

function drawChosen() {
  const chips = [];
  if (state.q) chips.push(chip(t("search"), state.q, () => change({ q: "" })));
  for (const name of ["type", "status", "country", "actor", "outlet"]) {
    const named = namesOf(name);
    for (const key of state[name]) chips.push(chip(t(name), named(key), () => toggle(name, key)));
  }
  if (state.from) chips.push(chip(t("from"), state.from, () => change({ from: "" })));
  if (state.to) chips.push(chip(t("to"), state.to, () => change({ to: "" })));
  fill(byId("chosen"), chips,
    filtered() ? el("button", { type: "button", class: "link", id: "clear", onclick: clear }, t("clear")) : null);
}
