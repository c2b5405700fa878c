// Draws the bars of the timeline from what the server counted. A bar or a stretch of them becomes
// the days of the filter; the arrows move from bar to bar, Shift extends, Enter picks.
import { svg } from "/static/report/dom.js";
import { show } from "./swap.js";

const DAY = 86400000;
const HIGH = 150;
const LANE = 7;
const LANES = 4;
let focused = null;
let from = null;

const chart = () => document.getElementById("chart");
const given = () => document.getElementById("chart-data");
const days = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;

/** The bars with places on an axis that runs from 0 to 1. */
function laid(drawn) {
  const all = drawn.bars.map((bar) => ({ ...bar, first: days(bar.start), last: days(bar.end) + 1 }));
  const bars = all.filter((bar) => !bar.longer);
  const shown = bars.length ? bars : all;
  const first = Math.min(...shown.map((bar) => bar.first));
  const last = Math.max(...shown.map((bar) => bar.last));
  const place = (day) => (Math.min(last, Math.max(first, day)) - first) / (last - first);
  const longer = all.filter((bar) => bar.longer && bar.last > first && bar.first < last);
  return { bars, longer, place };
}

function draw() {
  const box = chart();
  if (!box || !given()) return;
  const drawn = JSON.parse(given().dataset.drawn);
  const { bars, longer, place } = laid(drawn);
  const width = Math.max(280, box.clientWidth);
  const lanes = lanesOf(longer);
  const height = HIGH + 22 + lanes.length * LANE;
  const x = (day) => {
    const at = 34 + place(day) * (width - 40);
    return drawn.rtl ? width - at : at;
  };
  const stretch = (bar) => {
    const [a, b] = [x(bar.first), x(bar.last)];
    return { x: Math.min(a, b), width: Math.max(1, Math.abs(b - a)) };
  };
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const y = (n) => (n / most) * (HIGH - 18);
  if (focused === null || focused >= bars.length) focused = bars.length - 1;
  const bins = bars.map((bar, n) => bin(bar, n, stretch(bar), y));
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": box.dataset.label },
    svg("line", { class: "grid", x1: 0, x2: width, y1: HIGH - y(most), y2: HIGH - y(most) }),
    svg("text", { class: "most", x: drawn.rtl ? width - 2 : 2, y: HIGH - y(most) - 4, "text-anchor": "start" }, most.toLocaleString("en")),
    svg("line", { class: "axis", x1: 0, x2: width, y1: HIGH + 0.5, y2: HIGH + 0.5 }),
    bins, ticks(bars, x, width, drawn.rtl),
    lanes.flatMap((lane, n) => lane.map((bar) => svg("rect", { class: "longer", ...stretch(bar), y: HIGH + 22 + n * LANE, height: 4, rx: 2 },
      svg("title", {}, `${bar.name}: ${bar.count} (${box.dataset.range})`)))));
  const had = document.activeElement?.closest?.("#chart");
  box.replaceChildren(root);
  brush(root, bars, stretch, width);
  if (had) root.querySelector(`[data-bin="${focused}"]`)?.focus();
}

/** Lines for what is known less finely, as many rows as they need, at most a few. */
function lanesOf(longer) {
  const lanes = [];
  for (const bar of longer.sort((a, b) => a.first - b.first)) {
    const lane = lanes.find((each) => each[each.length - 1].last <= bar.first);
    if (lane) lane.push(bar);
    else if (lanes.length < LANES) lanes.push([bar]);
  }
  return lanes;
}

function bin(bar, n, at, y) {
  const gap = Math.min(1.5, at.width * 0.15);
  let base = HIGH;
  const pieces = bar.types.map(([type, count]) => {
    base -= y(count);
    return svg("rect", { class: `t-${type}`, x: at.x + gap, y: base, width: Math.max(1, at.width - 2 * gap), height: Math.max(0.8, y(count)) });
  });
  const said = `${bar.name}: ${bar.count.toLocaleString("en")}`;
  return svg("g", { class: "bin", role: "button", tabindex: n === focused ? 0 : -1, "data-bin": n, "aria-label": said },
    svg("title", {}, said), svg("rect", { class: "hit", ...at, y: 0, height: HIGH }), pieces);
}

function ticks(bars, x, width, rtl) {
  const out = [];
  let taken = -Infinity;
  const ordered = [...bars].sort((a, b) => x(a.first) - x(b.first));
  for (const bar of ordered) {
    const at = x(bar.first);
    if (at - taken < 84 || at < 30 || at > width - 30) continue;
    taken = at;
    out.push(svg("text", { class: "tick", x: at, y: HIGH + 15, "text-anchor": "middle" }, bar.short));
  }
  return out;
}

/** Filters by the days from one bar to another. */
function pick(bars, a, b) {
  const [first, last] = [bars[Math.min(a, b)], bars[Math.max(a, b)]];
  const query = new URLSearchParams(given().dataset.query);
  query.set("from", first.start);
  query.set("to", last.end);
  from = null;
  focused = null;
  show(`${window.location.pathname}?${query}`);
}

function mark(root, a, b) {
  for (const node of root.querySelectorAll(".bin")) {
    const n = Number(node.dataset.bin);
    node.classList.toggle("marked", b !== null && n >= Math.min(a, b) && n <= Math.max(a, b));
  }
}

function brush(root, bars, stretch, width) {
  const at = (event) => {
    const inside = root.getBoundingClientRect();
    const px = ((event.clientX - inside.left) / inside.width) * width;
    let best = 0;
    let least = Infinity;
    bars.forEach((bar, n) => {
      const { x, width: wide } = stretch(bar);
      const far = px < x ? x - px : Math.max(0, px - x - wide);
      if (far < least) [least, best] = [far, n];
    });
    return best;
  };
  let start = null;
  root.addEventListener("pointerdown", (event) => {
    if (event.button || !bars.length) return;
    start = at(event);
    root.setPointerCapture(event.pointerId);
  });
  root.addEventListener("pointermove", (event) => start !== null && mark(root, start, at(event)));
  root.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const began = start;
    start = null;
    pick(bars, began, at(event));
  });
  root.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -bars.length, End: bars.length };
    if (event.key in steps) {
      const turned = document.dir === "rtl" && event.key.startsWith("Arrow") ? -1 : 1;
      if (event.shiftKey && from === null) from = focused;
      if (!event.shiftKey) from = null;
      focused = Math.min(bars.length - 1, Math.max(0, focused + turned * steps[event.key]));
      for (const node of root.querySelectorAll(".bin")) node.setAttribute("tabindex", Number(node.dataset.bin) === focused ? 0 : -1);
      root.querySelector(`[data-bin="${focused}"]`).focus();
      mark(root, focused, from);
    } else if (event.key === "Enter" || event.key === " ") pick(bars, from === null ? focused : from, focused);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".steps a, #time-all, #time-table a, .timebox p a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  focused = null;
  show(link.href);
});
document.addEventListener("htmx:after:swap", draw);
let wide = 0;
new ResizeObserver(([{ contentRect }]) => {
  if (contentRect.width === wide) return;
  wide = contentRect.width;
  draw();
}).observe(document.getElementById("listing"));
