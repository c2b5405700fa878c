// An article with the words behind each value marked in colour and by name.
//
// Spans overlap, so the text is cut at every edge; each piece carries the numbers of the spans
// that cover it and the colour of the shortest. Long texts fold away what lies far from evidence.
import { el, fill } from "./dom.js";
import { baseField, documentName, group } from "./records.js";
import { label, number, t } from "./words.js";

const AROUND = 170;
const WHOLE = 900;
const LETTER = /[\p{L}\p{M}\p{N}]/u;

/** Pieces of `[from, to)`: start, end and the spans that cover them, shortest first. */
export function pieces(spans, from, to, extra = []) {
  const cuts = new Set([from, to, ...extra.filter((at) => at > from && at < to)]);
  for (const item of spans) {
    for (const at of [item.start, item.end]) if (at > from && at < to) cuts.add(at);
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const out = [];
  for (let n = 0; n + 1 < sorted.length; n++) {
    const [start, end] = [sorted[n], sorted[n + 1]];
    const over = spans.filter((item) => item.start <= start && item.end >= end);
    out.push({ start, end, over: over.sort((a, b) => a.end - a.start - (b.end - b.start)) });
  }
  return out;
}

/** Where the word that holds an offset ends, so that a label never splits joined letters. */
function wordEnd(text, at) {
  let end = at;
  while (end < text.length && end > 0 && LETTER.test(text[end - 1]) && LETTER.test(text[end])) end += 1;
  return end;
}

/** The parts of a text to keep in view, as [start, end) pairs. */
export function windows(text, spans) {
  if (text.length <= WHOLE || !spans.length) return [[0, text.length > WHOLE && !spans.length ? 400 : text.length]];
  const out = [];
  for (const item of [...spans].sort((a, b) => a.start - b.start)) {
    let start = Math.max(0, item.start - AROUND);
    let end = Math.min(text.length, item.end + AROUND);
    while (start > 0 && !/\s/.test(text[start - 1])) start -= 1;
    while (end < text.length && !/\s/.test(text[end])) end += 1;
    if (start < 60) start = 0;
    if (text.length - end < 60) end = text.length;
    const before = out[out.length - 1];
    if (before && start - before[1] < 80) before[1] = Math.max(before[1], end);
    else out.push([start, end]);
  }
  return out;
}

/**
 * Fills a box with the text. `evidence` are spans with `key` and `field`; `copied` are passages
 * shared with another document (`start`, `end`, `with`).
 */
export function drawText(box, text, evidence, copied, { whole = false } = {}) {
  const kept = whole ? [[0, text.length]] : windows(text, evidence);
  const parts = [];
  let at = 0;
  const gap = (from, to) => el("button", {
    type: "button", class: "gap", onclick: (event) => {
      const pieces_ = run(text, evidence, copied, from, to);
      const after = event.target.nextSibling;
      event.target.replaceWith(...pieces_);
      const host = (after && after.previousSibling) || box;
      if (host.focus) host.focus();
    },
  }, t("hidden_text", { n: number(to - from) }));
  for (const [start, end] of kept) {
    if (start > at) parts.push(gap(at, start));
    parts.push(...run(text, evidence, copied, start, end));
    at = end;
  }
  if (at < text.length) parts.push(gap(at, text.length));
  fill(box, parts);
}

function run(text, evidence, copied, from, to) {
  const marks = copied.map((item) => ({ ...item, copied: true }));
  const labels = new Map();
  for (const item of evidence) {
    const at = wordEnd(text, item.end);
    const known = labels.get(at) || [];
    const field = baseField(item.field);
    const twin = known.find((k) => k.field === field);
    if (twin) twin.keys.push(item.key);
    else known.push({ field, keys: [item.key] });
    labels.set(at, known);
  }
  const out = [];
  for (const piece of pieces([...evidence, ...marks], from, to, [...labels.keys()])) {
    const words = text.slice(piece.start, piece.end);
    const own = piece.over.filter((item) => !item.copied);
    const shared = piece.over.find((item) => item.copied);
    let node = document.createTextNode(words);
    if (own.length) {
      // The event's own span often covers the whole sentence: it only underlines what others tint.
      const lead = own.find((item) => group(item.field) !== "what") || own[0];
      node = el("mark", {
        class: `ev g-${group(lead.field)}${own.length > 1 ? " many" : ""}`,
        "data-keys": own.map((item) => item.key).join(" "),
        title: [...new Set(own.map((item) => label("field", baseField(item.field))))].join(" · "),
      }, words);
    }
    if (shared) node = el("span", { class: "copied", title: t("copied_with", { doc: documentName(shared.with) }) }, node);
    out.push(node);
    for (const { field, keys } of labels.get(piece.end) || []) {
      out.push(el("button", {
        type: "button", class: `tag g-${group(field)}`, "data-keys": keys.join(" "), "data-field": field,
        title: t("go_to_value"),
      }, label("field", field)));
    }
  }
  return out;
}
