// A list of events: the filter is sent as it changes, rows are walked by keys, picked rows joined.
// The server draws everything; here is only what cannot wait for it.

import { show } from "./swap.js";

const WAIT = 350;
let waiting = 0;
let opened = new Map();

const byId = (id) => document.getElementById(id);
const links = () => [...document.querySelectorAll("#rows .row-link")];
const form = () => byId("filters");

document.addEventListener("input", (event) => {
  if (event.target.id !== "q") return;
  clearTimeout(waiting);
  waiting = setTimeout(() => form().requestSubmit(), WAIT);
});

document.addEventListener("change", (event) => {
  if (event.target.matches(".pick")) return picked();
  if (event.target.id !== "q" && event.target.form === form()) form().requestSubmit();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("#listing :is(.chosen, .tabs, thead, .pager) a");
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    const up = link.closest(".pager");
    show(link.href).then(() => up && window.scrollTo({ top: 0 }));
    return;
  }
  if (event.target.closest("[data-unpick]")) {
    for (const box of document.querySelectorAll(".pick:checked")) box.checked = false;
    picked();
  }
  const { step, open, pick } = event.target.dataset || {};
  if (step) return walk(Number(step));
  if (open !== undefined) return openFilters();
  if (pick !== undefined) return pickHere();
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]") || document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// One menu is open at a time.
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.("details.menu") || !event.target.open) return;
  for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== event.target) menu.open = false;
}, true);

function walk(step) {
  const all = links();
  if (!all.length) return;
  const here = document.activeElement?.closest("#rows .row, #rows tr");
  const at = here ? all.indexOf(here.querySelector(".row-link")) : -1;
  const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + step))];
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

function openFilters() {
  byId("bar").open = true;
  const menu = document.querySelector("#bar details.menu");
  menu.open = true;
  (menu.querySelector("input, select") || menu.querySelector("summary")).focus();
}

function pickHere() {
  const box = document.activeElement?.closest(".row, tr")?.querySelector(".pick");
  if (!box) return;
  box.checked = !box.checked;
  picked();
}

/** Marks the picked rows; two or more can be joined. */
function picked() {
  const boxes = [...document.querySelectorAll(".pick")];
  for (const box of boxes) box.closest(".row, tr").classList.toggle("picked", box.checked);
  const bar = byId("join");
  if (!bar) return;
  const n = boxes.filter((box) => box.checked).length;
  bar.hidden = n < 2;
  const said = bar.querySelector("[data-words]");
  said.textContent = n < 2 ? "" : said.dataset.words.replace("{n}", n);
}

// A swap keeps which menus are open; the server says what is ticked, chosen and typed.
document.addEventListener("htmx:before:swap", () => {
  opened = new Map([...document.querySelectorAll("#listing details[id]")].map((each) => [each.id, each.open]));
});

document.addEventListener("htmx:after:swap", () => {
  for (const [id, open] of opened) if (byId(id)) byId(id).open = open;
  for (const box of document.querySelectorAll("#filters input[type=checkbox]")) box.checked = box.hasAttribute("checked");
  for (const option of document.querySelectorAll("#filters option")) option.selected = option.hasAttribute("selected");
  for (const input of document.querySelectorAll("#filters input:not([type=checkbox])")) {
    if (input !== document.activeElement) input.value = input.getAttribute("value") || "";
  }
  picked();
});

document.addEventListener("listing-changed", () => show(window.location.pathname + window.location.search));

if (window.matchMedia("(max-width: 700px)").matches) byId("bar").open = false;
