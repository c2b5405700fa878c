// Marking words of an article as evidence: with the mouse, or word by word with the keys. What is
// marked is the browser's own selection, so that screen readers say it. Offsets are code points of
// the exact text, counted from the runs of the article, each of which says in `data-at` where it
// begins; labels and gaps between them are no text.

const PARTS = "[data-part]";
const RUNS = "[data-at]";
const DIGIT = /^Digit([1-9])$/;
const WORD = /[\p{L}\p{M}\p{N}]+(?:[.,:/'’-][\p{L}\p{M}\p{N}]+)*/gu;

/** The length of a text in code points. */
const points = (text) => [...text].length;

/** The text nodes of the runs of an article's title or body, in order. */
function nodes(part) {
  const found = [];
  for (const run of part.querySelectorAll(RUNS)) {
    const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
    let at = Number(run.dataset.at);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      found.push({ node, at });
      at += points(node.data);
    }
  }
  return found;
}

/** Where a boundary of a selection stands in the text; those in labels go to the run beside. */
function offset(part, node, within, isEnd) {
  const runs = nodes(part);
  const own = runs.find((each) => each.node === node);
  if (own) return own.at + points(own.node.data.slice(0, within));
  const range = document.createRange();
  range.setStart(node, within);
  let last = null;
  for (const each of runs) {
    const before = range.comparePoint(each.node, 0) < 0;
    if (before) last = each;
    else if (!isEnd || !last) return each.at;
    else break;
  }
  return last ? last.at + points(last.node.data) : 0;
}

/** The words between two code points as they stand in the text; `null` where a gap hides some. */
function quote(part, start, end) {
  let text = "";
  let at = start;
  for (const { node, at: begins } of nodes(part)) {
    const all = [...node.data];
    if (begins + all.length <= at || begins >= end) continue;
    if (begins > at) return null;
    text += all.slice(at - begins, end - begins).join("");
    at = Math.min(end, begins + all.length);
  }
  return at === end ? text : null;
}

/** What is selected in an article: `{doc_id, part, start, end, quote}`, or `null`. */
export function selected() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const element = (node) => (node instanceof Element ? node : node.parentElement);
  const part = element(range.startContainer)?.closest(PARTS) || element(range.endContainer)?.closest(PARTS);
  const doc = part?.closest("[data-doc]");
  if (!doc || !part.contains(range.endContainer) || !part.contains(range.startContainer)) return null;
  let start = offset(part, range.startContainer, range.startOffset, false);
  let end = offset(part, range.endContainer, range.endOffset, true);
  let words = start < end ? quote(part, start, end) : null;
  if (!words || !words.trim()) return null;
  start += points(words) - points(words.trimStart());
  end -= points(words) - points(words.trimEnd());
  words = words.trim();
  return { doc_id: doc.dataset.doc, part: part.dataset.part === "title" ? "title" : null, start, end, quote: words };
}

/** The words of an article as places in its text nodes, in the order in which they are read. */
function wordsOf(doc) {
  const found = [];
  for (const part of doc.querySelectorAll(PARTS)) {
    const runs = nodes(part);
    const text = runs.map(({ node }) => node.data).join("");
    const edges = [];
    let length = 0;
    for (const { node } of runs) {
      edges.push({ node, from: length });
      length += node.data.length;
    }
    const place = (at, isEnd) => {
      let low = edges[0];
      for (const edge of edges) if (isEnd ? edge.from < at : edge.from <= at) low = edge;
      return { node: low.node, at: at - low.from };
    };
    for (const match of text.matchAll(WORD)) {
      found.push({ start: place(match.index, false), end: place(match.index + match[0].length, true) });
    }
  }
  return found;
}

const mode = { doc: null, words: [], from: 0, to: 0, back: null, take: null };

function show() {
  const [low, high] = [Math.min(mode.from, mode.to), Math.max(mode.from, mode.to)];
  const [first, last] = [mode.words[low], mode.words[high]];
  getSelection().setBaseAndExtent(first.start.node, first.start.at, last.end.node, last.end.at);
  const moved = mode.words[mode.to];
  const element = moved.start.node.parentElement;
  element.scrollIntoView({ block: "nearest", inline: "nearest" });
  const live = document.getElementById("marking-said");
  if (live) live.textContent = getSelection().toString().slice(0, 200);
}

function rect(word) {
  const range = document.createRange();
  range.setStart(word.start.node, word.start.at);
  range.setEnd(word.end.node, word.end.at);
  return range.getBoundingClientRect();
}

/** The word nearest above or below: the next line is another height on the page. */
function vertical(by) {
  const here = rect(mode.words[mode.to]);
  const x = (here.left + here.right) / 2;
  let best = null;
  let height = null;
  for (let n = mode.to + by; n >= 0 && n < mode.words.length; n += by) {
    const there = rect(mode.words[n]);
    if (Math.abs(there.top - here.top) < here.height / 2) continue;
    if (height === null) height = there.top;
    if (Math.abs(there.top - height) > there.height / 2) break;
    const far = Math.abs((there.left + there.right) / 2 - x);
    if (!best || far < best.far) best = { n, far };
  }
  return best ? best.n : mode.to;
}

function paragraph(by) {
  let n = mode.to;
  for (let next = n + by; next >= 0 && next < mode.words.length; next += by) {
    n = next;
    const range = document.createRange();
    const [low, high] = by > 0 ? [mode.words[next - 1], mode.words[next]] : [mode.words[next], mode.words[next + 1]];
    range.setStart(low.end.node, low.end.at);
    range.setEnd(high.start.node, high.start.at);
    if (range.toString().includes("\n")) break;
  }
  return n;
}

function onKey(event) {
  if (!mode.doc || event.ctrlKey || event.metaKey || event.altKey) return;
  const rtl = getComputedStyle(mode.words[mode.to].start.node.parentElement).direction === "rtl";
  const steps = {
    ArrowRight: () => mode.to + (rtl ? -1 : 1), ArrowLeft: () => mode.to + (rtl ? 1 : -1),
    ArrowDown: () => vertical(1), ArrowUp: () => vertical(-1),
    PageDown: () => paragraph(1), PageUp: () => paragraph(-1),
    Home: () => 0, End: () => mode.words.length - 1,
  };
  if (event.key in steps) {
    mode.to = Math.max(0, Math.min(mode.words.length - 1, steps[event.key]()));
    if (!event.shiftKey) mode.from = mode.to;
    show();
  } else if (event.key === "Enter" || event.key === " " || DIGIT.test(event.code)) {
    const words = selected();
    const { take } = mode;
    stopMarking({ keep: true });
    if (words) take(words, DIGIT.exec(event.code)?.[1]);
  } else if (event.key === "Escape") {
    stopMarking();
  } else if (event.key === "Tab") {
    // From one article to the next.
    const docs = [...document.querySelectorAll("[data-doc]")].filter((each) => each.getClientRects().length && wordsOf(each).length);
    const next = docs[(docs.indexOf(mode.doc) + (event.shiftKey ? docs.length - 1 : 1)) % docs.length];
    begin(next);
  } else if (event.key.length > 1) {
    // Shift and its like; letters mean nothing here, least of all an action of the page.
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function begin(doc) {
  mode.doc?.classList.remove("marking");
  mode.doc = doc;
  mode.words = wordsOf(doc);
  doc.classList.add("marking");
  // Begin where the eye is: at the first marked words that are in view, else at the first word.
  const seen = mode.words.findIndex((word) => word.start.node.parentElement.closest("mark.lit, mark[aria-current]"));
  const first = seen >= 0 ? seen : mode.words.findIndex((word) => word.start.node.parentElement.closest("mark"));
  mode.from = mode.to = Math.max(0, first);
  doc.setAttribute("tabindex", "-1");
  doc.focus({ preventScroll: true });
  show();
}

/** Arrow keys move over words until Enter or a digit takes them or Escape leaves; `take` gets what is
 * marked, and the digit. */
export function startMarking(take) {
  const doc = [...document.querySelectorAll("[data-doc]")].find((each) => each.getClientRects().length && wordsOf(each).length);
  if (!doc) return;
  mode.take = take;
  mode.back = document.activeElement;
  document.body.classList.add("marking-words");
  const bar = document.getElementById("marking-bar");
  if (bar) bar.hidden = false;
  begin(doc);
}

/** Leaves the mode; the focus goes back to where it was unless what follows takes it. */
export function stopMarking({ keep = false } = {}) {
  if (!mode.doc) return;
  mode.doc.classList.remove("marking");
  mode.doc = null;
  document.body.classList.remove("marking-words");
  const bar = document.getElementById("marking-bar");
  if (bar) bar.hidden = true;
  if (!keep) {
    getSelection().removeAllRanges();
    if (mode.back?.isConnected) mode.back.focus();
  }
}

// Before the keys of the page: in this mode letters and arrows mean words.
document.addEventListener("keydown", onKey, { capture: true });
