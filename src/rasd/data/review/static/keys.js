// One key does what one button or link does: an element says its key in `data-key` and, where its
// own words are not enough for the list of keys, what it does in `data-key-name`. Keys are the
// physical ones (`a`, `shift+a`, `?`, `Enter`, `ArrowDown`), so that they work while the keyboard
// is set to Arabic.

const LETTER = /^Key([A-Z])$/;
const DIGIT = /^Digit([0-9])$/;

/** The name of a pressed key as `data-key` writes it. */
export function keyOf(event) {
  const letter = LETTER.exec(event.code) || DIGIT.exec(event.code);
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) return "?";
  if (letter) return (event.shiftKey ? "shift+" : "") + letter[1].toLowerCase();
  if (event.code === "Slash") return "/";
  return event.key;
}

/** Whether the focus is where keys are for writing. */
export function isWriting(target) {
  return target instanceof Element && Boolean(target.closest("input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable]"));
}

/** Whether an element can be used now. */
function isShown(element) {
  return !element.disabled && element.getClientRects().length > 0;
}

/** The element that a key works on: the innermost open dialog's first. */
function meant(key) {
  const scope = [...document.querySelectorAll("dialog[open]")].pop() || document;
  return [...scope.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key && (isShown(e) || "keyAlways" in e.dataset));
}

function listKeys() {
  const list = document.getElementById("keys-list");
  const rows = [];
  const seen = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    const key = element.dataset.key;
    if (seen.has(key) || !(isShown(element) || "keyAlways" in element.dataset)) continue;
    seen.add(key);
    const dt = document.createElement("dt");
    const kbd = document.createElement("kbd");
    kbd.textContent = key;
    dt.append(kbd);
    const dd = document.createElement("dd");
    dd.textContent = element.dataset.keyName || element.getAttribute("aria-label") || element.textContent.replace(/\s+/g, " ").trim();
    rows.push(dt, dd);
  }
  if (rows.length) list.replaceChildren(...rows);
  else list.textContent = document.getElementById("keys").dataset.textNone;
}

/** Listens; called once for a page. */
export function startKeys() {
  const dialog = document.getElementById("keys");
  document.getElementById("keys-open")?.addEventListener("click", () => {
    listKeys();
    dialog.showModal();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isWriting(event.target) && event.key !== "Escape") return;
    const element = meant(keyOf(event));
    if (!element) return;
    event.preventDefault();
    if (element.matches("input:not([type=checkbox],[type=radio]), textarea, select")) element.focus();
    else element.click();
  });
}
