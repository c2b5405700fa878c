// The forms of an event: one is open at a time, in its place among the values. Escape closes it and
// the focus goes back to where it was; what is saved comes back as the event itself.
import { startComboboxes } from "./combobox.js";
import { startDates } from "./dates.js";
import { selected, startMarking } from "./marking.js";
import { startPointMap } from "./pointmap.js";

const HOSTS = ".field-edit, #action-form";
const byId = (id) => document.getElementById(id);
let opener = null;
/** The field that takes the focus when the event comes back. */
let back = null;

const openForm = () => document.querySelector("dialog.editor[open]");

function close(form) {
  const host = form?.closest(HOSTS);
  if (!host) return;
  const field = host.closest(".field");
  host.replaceChildren();
  const there = opener?.isConnected ? opener : field;
  there?.focus();
}

/** Marked words into the form that is open, or to the choice of a field. */
function take(words, digit) {
  const form = openForm()?.querySelector("form[data-fields]");
  const value = JSON.stringify(words);
  if (form) {
    addQuote(form, value, words.quote);
    return;
  }
  byId("marked").value = value;
  const added = document.querySelector("[data-take-new]");
  if (added) {
    opener = added;
    added.click();
    return;
  }
  byId("marked-quote").textContent = words.quote;
  opener = document.querySelector(".field.chosen") || byId("actions");
  if (digit) {
    document.querySelector(`#choose-field [data-key="${digit}"]`).click();
    return;
  }
  const dialog = byId("choose-field");
  dialog.showModal();
  dialog.querySelector("button").focus();
}

function addQuote(form, value, words) {
  const list = form.querySelector("#edit-quotes");
  const made = form.querySelector("#edit-quote-one").content.cloneNode(true);
  made.querySelector("[data-value]").value = value;
  made.querySelector("[data-shown]").textContent = words;
  list.append(made);
  (list.lastElementChild.querySelector("select") || form.querySelector("[data-first]") || form.querySelector("button.loud")).focus();
  list.lastElementChild.scrollIntoView({ block: "nearest" });
}

function mark() {
  const words = selected();
  if (words) {
    hideSelection();
    take(words);
  } else {
    startMarking(take);
  }
}

function hideSelection() {
  const bar = byId("selection-bar");
  if (bar) bar.hidden = true;
}

function onClick(event) {
  const target = event.target.closest?.("button, a");
  if (!target) return;
  const data = target.dataset;
  if ("close" in data) {
    const dialog = target.closest("dialog");
    if (dialog.id === "choose-field") dialog.close();
    else close(dialog);
  } else if ("mark" in data) {
    mark();
  } else if ("take" in data) {
    byId("choose-field").close();
    getSelection().removeAllRanges();
  } else if ("go" in data) {
    byId(`field-${data.go}`)?.focus();
  } else if ("remove" in data) {
    const chip = target.closest("[data-chip]");
    const near = chip.nextElementSibling || chip.previousElementSibling;
    const form = target.closest("form");
    chip.remove();
    (near?.querySelector("[data-remove]") || form.querySelector('[role="combobox"], [data-add], button.loud')).focus();
  } else if ("add" in data) {
    const list = byId(data.add);
    list.append(byId(`${data.add}-one`).content.cloneNode(true));
    list.lastElementChild.querySelector("input:not([type=hidden]), select").focus();
  } else if (target.id === "edit-focused") {
    const field = document.activeElement?.closest?.(".field") || document.querySelector(".field.chosen") || document.querySelector(".field");
    field?.querySelector("[data-edit]")?.click();
  }
}

document.addEventListener("click", onClick);

// The kind of a party that the table lacks is part of its value.
document.addEventListener("change", (event) => {
  const category = event.target.closest?.("[data-category]");
  const value = category?.closest("[data-chip]").querySelector("[data-value]");
  if (value) value.value = JSON.stringify({ ...JSON.parse(value.value), category: category.value });
});

document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  const source = ctx.sourceElement;
  const target = ctx.target;
  if (target instanceof Element && target.matches(HOSTS)) {
    // Opened by its key, a form gives the focus back to where it was before.
    if (!openForm() && !source.matches("[data-take]")) opener = document.activeElement === document.body ? source : document.activeElement;
    for (const other of document.querySelectorAll(HOSTS)) if (other !== target) other.replaceChildren();
  }
  if (source instanceof Element && source.matches("form[data-fields]")) back = source.closest(".field")?.dataset.field || null;
  else if (source instanceof Element && target?.id === "main") back = null;
});

function settle(target) {
  if (target.matches(HOSTS)) {
    const dialog = target.querySelector("dialog");
    if (!dialog) return;
    startDates(dialog);
    startPointMap(dialog);
    dialog.scrollIntoView({ block: "nearest" });
    const first = document.activeElement;
    if (dialog.contains(first) && first.matches("input:not([type=radio], [type=checkbox], [type=date])")) first.select();
    if (first.dataset?.open !== undefined) first.dispatchEvent(new CustomEvent("combo:open"));
  } else if (target.id === "editor-fault") {
    target.scrollIntoView({ block: "nearest" });
    target.querySelector("button")?.focus();
  } else if (target.id === "main" && back) {
    byId(`field-${back}`)?.focus();
    back = null;
  }
}

// After whatever else listens, so that the focus is where the new part wants it.
document.addEventListener("htmx:after:swap", (event) => {
  const { target } = event.detail.ctx;
  if (target instanceof Element) queueMicrotask(() => settle(target));
});

// Words that the pointer selects in an article can be used at once.
document.addEventListener("selectionchange", () => {
  const bar = byId("selection-bar");
  if (bar) bar.hidden = document.body.classList.contains("marking-words") || !selected();
});

// A toll that is open above has no upper bound to write.
document.addEventListener("input", (event) => {
  const row = event.target.closest?.("[data-toll]");
  if (!row) return;
  const [, most] = row.querySelectorAll("input:not([type=checkbox])");
  const [open] = row.querySelectorAll("input[type=checkbox]");
  if (event.target === open && open.checked) most.value = "";
  else if (event.target === most && most.value) open.checked = false;
});

startComboboxes();
