// Writing a part of a name and choosing from a list that the server sends: arrows move, Enter
// chooses, Escape closes the list and, pressed again, what is around it. The focus stays in the
// field (ARIA 1.2, combobox with a list).

const listOf = (input) => document.getElementById(input.getAttribute("aria-controls"));
const options = (input) => [...listOf(input).querySelectorAll('[role="option"]:not([aria-disabled])')];
/** Whether the list is the one for what is written now. */
const isFresh = (input) => listOf(input).dataset.of === input.value;
/** The field in which Enter was pressed before its list had come. */
let hasty = null;
const isOpen = (input) => input.getAttribute("aria-expanded") === "true";

function open(input, shown) {
  input.setAttribute("aria-expanded", String(shown));
  listOf(input).hidden = !shown;
  if (!shown) input.removeAttribute("aria-activedescendant");
}

function activate(input, option) {
  for (const each of options(input)) each.setAttribute("aria-selected", String(each === option));
  if (!option) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
  return undefined;
}

const active = (input) => document.getElementById(input.getAttribute("aria-activedescendant") || "");

function move(input, by) {
  const all = options(input);
  if (!all.length) return;
  const at = all.indexOf(active(input));
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + by));
  activate(input, all[next]);
}

/** Adds a choice to the list of those chosen, by the template of one. */
function add(input, option) {
  const chosen = document.getElementById(`${input.id}-chosen`);
  const value = option.dataset.value;
  if ([...chosen.querySelectorAll("[data-value]")].some((each) => each.value === value)) return;
  const made = document.getElementById(`${input.id}-one`).content.cloneNode(true);
  made.querySelector("[data-value]").value = value;
  made.querySelector("[data-shown]").textContent = option.dataset.shown;
  const remove = made.querySelector("[data-remove]");
  remove.setAttribute("aria-label", `${remove.getAttribute("aria-label")} ${option.dataset.shown}`);
  const category = made.querySelector("[data-category]");
  // The table knows the kind of its own parties; of another one the person says it.
  if (category) category.hidden = Boolean(JSON.parse(value).id);
  chosen.append(made);
}

function choose(input, option) {
  const box = input.closest("[data-combo]");
  if ("many" in box.dataset) {
    add(input, option);
    input.value = "";
  } else {
    const value = box.querySelector("input[data-value]");
    value.value = option.dataset.value;
    input.value = option.dataset.shown;
    input.dataset.shown = option.dataset.shown;
    const about = document.querySelector(`[data-about-of="${input.id}"]`);
    if (about) about.textContent = option.dataset.note || "";
  }
  open(input, false);
  input.dataset.chosen = option.dataset.value;
  input.dispatchEvent(new CustomEvent("combo:chosen", { bubbles: true, detail: { value: option.dataset.value } }));
}

function onKey(event) {
  const input = event.target;
  if (!(input instanceof HTMLInputElement) || input.getAttribute("role") !== "combobox" || event.isComposing) return;
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 };
  if (event.key in steps) {
    event.preventDefault();
    if (isOpen(input)) move(input, steps[event.key]);
    else input.dispatchEvent(new CustomEvent("combo:open"));
  } else if (event.key === "Enter" && isOpen(input) && active(input) && isFresh(input)) {
    event.preventDefault();
    choose(input, active(input));
  } else if (event.key === "Enter" && input.value.trim() && input.value !== input.dataset.shown) {
    // The list for these words has not come yet: its first choice is taken when it does.
    event.preventDefault();
    if (isFresh(input) && !options(input).length) return;
    hasty = input;
    input.dispatchEvent(new CustomEvent("combo:open"));
  } else if (event.key === "Escape" && isOpen(input)) {
    event.preventDefault();
    open(input, false);
  } else if (event.key === "Backspace" && !input.value && "many" in input.closest("[data-combo]").dataset) {
    document.getElementById(`${input.id}-chosen`).lastElementChild?.remove();
  }
}

/** Listens; called once for a page. */
export function startComboboxes() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const option = event.target.closest?.('[role="option"]');
    const box = option?.closest("[data-combo]");
    if (box && option.getAttribute("aria-disabled") !== "true") choose(box.querySelector('[role="combobox"]'), option);
    else if (event.target.getAttribute?.("role") === "combobox" && !isOpen(event.target)) event.target.dispatchEvent(new CustomEvent("combo:open"));
  });
  // The pointer must not take the focus from the field.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest?.('[data-combo] [role="listbox"]')) event.preventDefault();
  });
  document.addEventListener("focusout", (event) => {
    const input = event.target;
    if (!(input instanceof Element) || input.getAttribute("role") !== "combobox") return;
    open(input, false);
    // A name that was begun and not chosen gives way to the one that holds.
    if (!("many" in input.closest("[data-combo]").dataset)) input.value = input.dataset.shown;
  });
  // The name that holds is no search: opened with it, the list is the whole one.
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    const input = ctx.sourceElement;
    if (input.getAttribute?.("role") !== "combobox") return;
    ctx.of = input.value;
    if (input.value === input.dataset.shown) ctx.request.body.set("q", "");
  });
  document.addEventListener("htmx:after:swap", (event) => {
    const input = event.target instanceof Element ? event.detail.ctx.sourceElement : null;
    if (!(input instanceof Element) || input.getAttribute("role") !== "combobox") return;
    if (document.activeElement !== input) return;
    listOf(input).dataset.of = event.detail.ctx.of;
    open(input, true);
    const present = options(input).find((each) => each.dataset.shown === input.dataset.shown);
    activate(input, present || (input.value.trim() ? options(input)[0] : null));
    if (hasty === input && isFresh(input) && active(input)) choose(input, active(input));
    if (isFresh(input)) hasty = null;
  });
}
