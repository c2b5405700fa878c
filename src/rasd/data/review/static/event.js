// Ties the values of an event to the words behind them, both ways: hover and focus light them, a
// click goes from one to the other, n and p walk through the words of the chosen value.
//
// Everything listens on the document, so that an event which is swapped into a page works at once.
import { watchPlace } from "./placemap.js";

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const FIELD_OF = { event: "sub_event_type", event_type: "sub_event_type" };

const event = () => document.getElementById("event");
const keysOf = (element) => (element?.dataset.ev || "").split(" ").filter(Boolean);
const fieldOf = (name) => document.getElementById(`field-${FIELD_OF[name] || name}`);

/** The keys of all words of a field. */
function fieldKeys(field) {
  return [...field.querySelectorAll(".words[data-ev]")].flatMap(keysOf);
}

/** Everything that one of these keys names. */
function named(keys) {
  const wanted = new Set(keys);
  return [...event().querySelectorAll("[data-ev]")].filter((e) => keysOf(e).some((key) => wanted.has(key)));
}

function light(keys) {
  const root = event();
  if (!root) return;
  for (const element of root.querySelectorAll(".on")) element.classList.remove("on");
  if (!keys.length) return;
  for (const element of named(keys)) {
    element.classList.add("on");
    element.closest(".field")?.classList.add("on");
  }
}

/** What an element under the pointer or with the focus lights: its own keys, or its field's. */
function lit(target) {
  const owner = target.closest?.("[data-ev]");
  // Words inside longer words: the shortest span is the one that is meant.
  if (owner) return owner.matches("mark") ? keysOf(owner).slice(0, 1) : keysOf(owner);
  const field = target.closest?.(".field");
  return field ? fieldKeys(field) : [];
}

/** Brings an element into view, without a move where it is in view already. */
function reveal(element) {
  const box = element.getBoundingClientRect();
  const pane = element.closest(".event-values, .event-texts")?.getBoundingClientRect();
  const top = Math.max(pane?.top ?? 0, 0) + 50;
  const bottom = Math.min(pane?.bottom ?? innerHeight, innerHeight) - 20;
  if (box.top >= top && box.bottom <= bottom) return;
  element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
}

const marks = (keys) => {
  const wanted = new Set(keys);
  return [...event().querySelectorAll("mark[data-ev]")].filter((m) => keysOf(m).some((key) => wanted.has(key)));
};

function choose(field) {
  for (const other of event().querySelectorAll(".field.chosen")) other.classList.remove("chosen");
  field?.classList.add("chosen");
}

let awaited = null;

/** From words in the values to the same words in their article, which is opened where it is not. */
function toWords(key) {
  const article = event().querySelector(`.words[data-ev="${CSS.escape(key)}"]`)?.dataset.article;
  const closed = marks([key]).length ? null : document.querySelector(`#article-${article} .gap`);
  if (closed && awaited !== key) {
    awaited = key;
    closed.click();
    return;
  }
  awaited = null;
  const tag = event().querySelector(`.tag[data-ev~="${CSS.escape(key)}"]`);
  const [first] = marks([key]);
  (tag || first)?.focus({ preventScroll: true });
  if (first) reveal(first);
  // In one column the value is far away now: a button leads back.
  const back = document.getElementById("back-to-value");
  back.hidden = innerWidth > 900;
  back.dataset.words = key;
}

/** From words in an article to the value that they stand behind. */
function toValue(key, name) {
  const words = event().querySelector(`.words[data-ev="${CSS.escape(key)}"]`);
  const field = name ? fieldOf(name) : words?.closest(".field");
  if (!field) return;
  document.getElementById("back-to-value").hidden = true;
  choose(field);
  for (const folded of words && field.contains(words) ? [...ancestors(words, "details")] : []) folded.open = true;
  (words && field.contains(words) ? words : field).focus({ preventScroll: true });
  reveal(field);
  light([key]);
}

function* ancestors(element, selector) {
  for (let e = element.closest(selector); e; e = e.parentElement?.closest(selector)) yield e;
}

/** The next or previous words of the chosen field, round and round. */
function walk(step) {
  const root = event();
  const field = root.querySelector(".field.chosen") || document.activeElement.closest?.(".field") || root.querySelector(".field");
  if (!field) return;
  choose(field);
  const keys = [...new Set(fieldKeys(field))];
  if (!keys.length) return;
  const now = keys.indexOf(root.dataset.at);
  const next = now < 0 ? keys.at(step > 0 ? 0 : -1) : keys[(now + step + keys.length) % keys.length];
  root.dataset.at = next;
  light([next]);
  toWords(next);
}

let dwell = 0;
let pointer = "";
let pointed = null;
document.addEventListener("mousemove", (e) => {
  // Text that scrolls by under a pointer at rest is not pointed at.
  const at = `${e.clientX} ${e.clientY}`;
  const rests = at === pointer;
  pointer = at;
  if (rests || e.target === pointed) return;
  pointed = e.target;
  if (!event()?.contains(e.target)) return;
  const keys = lit(e.target);
  light(keys);
  clearTimeout(dwell);
  // Reading the values with the pointer, the words follow: after a moment, and only beside them.
  const inValues = e.target.closest(".event-values");
  if (inValues && keys.length && innerWidth > 900) {
    dwell = setTimeout(() => {
      const found = marks(keys);
      const pane = event().querySelector(".event-texts").getBoundingClientRect();
      const seen = found.some((m) => m.getBoundingClientRect().bottom > pane.top + 40 && m.getBoundingClientRect().top < pane.bottom - 20);
      if (found.length && !seen) reveal(found[0]);
    }, 350);
  }
});

document.addEventListener("focusin", (e) => {
  if (!event()?.contains(e.target)) return;
  const field = e.target.closest(".field");
  if (field) choose(field);
  light(lit(e.target));
  if (field && e.target === field && innerWidth > 900) {
    const [first] = marks(fieldKeys(field));
    if (first) reveal(first);
  }
});

document.addEventListener("click", (e) => {
  if (!event()?.contains(e.target)) return;
  const words = e.target.closest(".words[data-ev]");
  if (words) return toWords(keysOf(words)[0]);
  const tag = e.target.closest(".tag");
  if (tag) return toValue(keysOf(tag)[0], tag.dataset.of);
  const mark = e.target.closest("mark[data-ev]");
  if (mark && !String(getSelection())) return toValue(keysOf(mark)[0]);
  const link = e.target.closest("a.to-article, a.to-field");
  if (link) {
    const there = document.querySelector(link.getAttribute("href"));
    if (!there) return;
    e.preventDefault();
    there.focus({ preventScroll: true });
    there.scrollIntoView({ block: link.matches(".to-field") ? "center" : "start", behavior: calm.matches ? "auto" : "smooth" });
  }
  if (e.target.closest("#beside")) {
    const button = e.target.closest("#beside");
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    event().querySelector(".event-texts").classList.toggle("beside-mode", on);
  }
  if (e.target.closest("#back-to-value")) toValue(e.target.dataset.words);
  if (e.target.closest("#next-words")) walk(1);
  if (e.target.closest("#previous-words")) walk(-1);
});

/** Of a long article, the passage that tells of this event comes into view by itself. */
function settle() {
  const root = event();
  if (!root || root.dataset.settled || innerWidth <= 900) return;
  root.dataset.settled = "true";
  const first = root.querySelector('[data-part="text"] mark');
  const pane = root.querySelector(".event-texts");
  if (first && first.getBoundingClientRect().top > pane.getBoundingClientRect().bottom - 80) first.scrollIntoView({ block: "center" });
}

document.addEventListener("htmx:after:swap", () => {
  watchPlace();
  settle();
  if (awaited && event()) toWords(awaited);
});
watchPlace();
settle();
