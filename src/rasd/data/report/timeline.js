// Events over time. Bars count events whose time lies within one bin; what is known only as a
// longer interval is drawn as a line under them; what has no date is counted beside.
import { byId, el, fill, svg } from "./dom.js";
import { faint, span } from "./records.js";
import { change, chosen, state } from "./state.js";
import { day, dayWords, iso, number, rangeWords, rtl, t } from "./words.js";

const LANES = 5;
const UNITS = [["day", 62], ["week", 62 * 7], ["month", 62 * 31], ["year", Infinity]];
let focused = 0;

/** The first day of the bin that holds a day. */
export function binStart(days, unit) {
  if (unit === "day") return days;
  if (unit === "week") return days - ((((days + 3) % 7) + 7) % 7);
  const date = new Date(days * 86400000);
  return Date.UTC(date.getUTCFullYear(), unit === "month" ? date.getUTCMonth() : 0, 1) / 86400000;
}

function nextBin(start, unit) {
  if (unit === "day") return start + 1;
  if (unit === "week") return start + 7;
  return binStart(start + (unit === "month" ? 31 : 366), unit);
}

function layout(events) {
  const dated = events.map((event) => [event, span(event)]).filter(([, days]) => days);
  if (!dated.length) return null;
  // Background told as "last year" must not squeeze the news into one bar: the axis spans what is
  // known to about a month, and the rest is clipped to it or counted beside.
  const close = dated.filter(([event, days]) => !faint(event) && days[1] - days[0] <= 31);
  const spanning = close.length ? close : dated;
  // Of many events the outermost hundredths are left outside too, and counted there.
  const edges = (end) => spanning.map(([, days]) => days[end]).sort((a, b) => a - b);
  const cut = spanning.length < 100 ? 0 : Math.floor(spanning.length / 100);
  const first = edges(0)[cut];
  const last = Math.max(first, edges(1)[spanning.length - 1 - cut]);
  const unit = UNITS.find(([, most]) => last - first <= most)[0];
  const bins = [];
  for (let start = binStart(first, unit); start <= last && bins.length < 400; start = nextBin(start, unit)) {
    bins.push({ start, end: nextBin(start, unit) - 1, day: 0, range: 0, faint: 0 });
  }
  const ranges = [];
  const edge = bins[bins.length - 1].end;
  let outside = 0;
  for (const [event, [start, end]] of dated) {
    if (end < bins[0].start || start > edge) {
      outside += 1;
      continue;
    }
    const bin = bins.find((b) => start >= b.start && end <= b.end);
    if (!bin) ranges.push({ event, start: Math.max(start, bins[0].start), end: Math.min(end, edge), whole: [start, end] });
    else if (faint(event)) bin.faint += 1;
    else if (event.date.precision === "day") bin.day += 1;
    else bin.range += 1;
  }
  const lanes = [];
  let left = 0;
  for (const range of ranges.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const lane = lanes.find((l) => l[l.length - 1].end < range.start) || (lanes.length < LANES ? lanes[lanes.push([]) - 1] : null);
    if (lane) lane.push(range);
    else left += 1;
  }
  return { bins, unit, lanes, left, first: bins[0].start, last: edge, outside, undated: events.length - dated.length };
}

function binWords(bin, unit) {
  if (unit === "month" || unit === "year") return dayWords(bin.start, unit);
  return rangeWords(bin.start, bin.end);
}

/** Draws the histogram of the events that pass every filter but the dates. */
export function drawTimeline() {
  const events = chosen("date");
  const box = byId("timeline");
  const plan = layout(events);
  byId("time-unit").textContent = plan ? t(`by_${plan.unit}`) : "";
  const undated = plan ? plan.undated : events.length;
  fill(byId("time-note"),
    el("span", { class: "time-key" }, el("i", { class: "k-day" }), t("legend_day"), el("i", { class: "k-range" }), t("legend_range"), el("i", { class: "k-faint" }), t("legend_faint")),
    undated ? el("span", { class: "undated" }, t("unresolved_dates", { n: number(undated) })) : null,
    plan && plan.outside ? el("span", {}, t("outside_axis", { n: number(plan.outside) })) : null,
    plan && plan.left ? el("span", {}, t("more_ranges", { n: number(plan.left) })) : null);
  if (!plan) {
    fill(box, el("p", { class: "empty" }, t("period_none")));
    return;
  }
  drawBars(box, plan);
}

function drawBars(box, plan) {
  const { bins, unit, lanes } = plan;
  const width = Math.max(240, box.clientWidth || 480);
  const [high, lane] = [86, 7];
  const height = high + 20 + lanes.length * lane;
  const days = plan.last - plan.first + 1;
  const mirrored = rtl();
  const x = (d) => {
    const at = ((d - plan.first) / days) * (width - 8) + 4;
    return mirrored ? width - at : at;
  };
  const box_ = (from, to) => {
    const [a, b] = [x(from), x(to + 1)];
    return { x: Math.min(a, b), width: Math.abs(b - a) };
  };
  const most = Math.max(1, ...bins.map((bin) => bin.day + bin.range + bin.faint));
  const y = (n) => (n / most) * (high - 16);
  const [from, to] = [state.from ? day(state.from) : null, state.to ? day(state.to) : null];
  const inside = (bin) => (from === null || bin.end >= from) && (to === null || bin.start <= to);
  const picked = from !== null || to !== null;
  focused = Math.min(focused, bins.length - 1);
  const root = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": `${t("timeline")}. ${t("timeline_help")}` });
  const bars = bins.map((bin, n) => {
    const at = box_(bin.start, bin.end);
    const gap = Math.min(1.5, at.width * 0.15);
    let base = high;
    const pieces = [["day", bin.day], ["range", bin.range], ["faint", bin.faint]].filter(([, v]) => v).map(([kind, v]) => {
      base -= y(v);
      return svg("rect", { class: `b-${kind}`, x: at.x + gap, y: base, width: Math.max(1, at.width - 2 * gap), height: Math.max(1, y(v)) });
    });
    const total = bin.day + bin.range + bin.faint;
    return svg("g", {
      class: `bin${picked && !inside(bin) ? " out" : ""}`, role: "button", tabindex: n === focused ? 0 : -1, "data-bin": n,
      "aria-pressed": String(picked && inside(bin)), "aria-label": t("bar_label", { label: binWords(bin, unit), n: number(total) }),
    },
    svg("title", {}, t("bar_label", { label: binWords(bin, unit), n: number(total) })),
    svg("rect", { class: "hit", x: at.x, y: 0, width: at.width, height: high }), pieces);
  });
  const under = lanes.flatMap((row, n) => row.map((range) => {
    const at = box_(range.start, range.end);
    return svg("rect", {
      class: `span${faint(range.event) ? " faint" : ""}`, x: at.x, width: Math.max(3, at.width), y: high + 20 + n * lane, height: 4, rx: 2,
    }, svg("title", {}, rangeWords(...range.whole)));
  }));
  root.append(svg("line", { class: "axis", x1: 0, x2: width, y1: high + 0.5, y2: high + 0.5 }), ...bars, ...ticks(plan, x, width, high), ...under,
    svg("text", { class: "most", x: mirrored ? width - 4 : 4, y: 10, "text-anchor": "start" }, number(most)));
  brush(root, bins, box, x, mirrored, width);
  const had = document.activeElement && document.activeElement.closest && document.activeElement.closest("#timeline");
  fill(box, root);
  if (had) root.querySelector(`[data-bin="${focused}"]`).focus();
}

function ticks(plan, x, width, high) {
  const { bins, unit } = plan;
  const room = Math.max(1, Math.ceil(bins.length / Math.max(2, Math.floor(width / 92))));
  const out = [];
  bins.forEach((bin, n) => {
    if (n % room) return;
    const at = x(bin.start);
    const near = at < 34 ? "start" : at > width - 34 ? "end" : "middle";
    const kind = unit === "month" || unit === "year" ? unit : "short";
    // "start" of right-to-left words is their right end, which SVG anchors mirror by itself.
    const anchor = near === "middle" ? near : rtl() ? (near === "start" ? "end" : "start") : near;
    out.push(svg("text", { class: "tick", x: Math.min(width - 2, Math.max(2, at)), y: high + 13, "text-anchor": anchor }, dayWords(bin.start, kind)));
  });
  return out;
}

function pick(bins, a, b) {
  const [first, last] = [bins[Math.min(a, b)], bins[Math.max(a, b)]];
  const given = { from: iso(first.start), to: iso(last.end) };
  const same = state.from === given.from && state.to === given.to;
  change(same ? { from: "", to: "" } : given);
}

function brush(root, bins, box, x, mirrored, width) {
  const at = (event) => {
    const inside = root.getBoundingClientRect();
    const px = ((event.clientX - inside.left) / inside.width) * width;
    let best = 0;
    bins.forEach((bin, n) => {
      if (mirrored ? x(bin.start) >= px : x(bin.start) <= px) best = n;
    });
    return best;
  };
  let start = null;
  const shade = svg("rect", { class: "brush", y: 0, height: 86, width: 0 });
  root.append(shade);
  root.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    start = at(event);
    root.setPointerCapture(event.pointerId);
  });
  root.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const [a, b] = [Math.min(start, at(event)), Math.max(start, at(event))];
    const edges = [x(bins[a].start), x(bins[b].end + 1)];
    shade.setAttribute("x", Math.min(...edges));
    shade.setAttribute("width", Math.abs(edges[1] - edges[0]));
  });
  root.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const [a, b] = [start, at(event)];
    start = null;
    focused = b;
    pick(bins, a, b);
  });
  root.addEventListener("pointercancel", () => {
    start = null;
    shade.setAttribute("width", 0);
  });
  let anchor = focused;
  root.addEventListener("keydown", (event) => {
    const steps = { ArrowRight: mirrored ? -1 : 1, ArrowLeft: mirrored ? 1 : -1, Home: -Infinity, End: Infinity };
    if (event.key in steps) {
      event.preventDefault();
      if (!event.shiftKey) anchor = focused;
      const next = Math.max(0, Math.min(bins.length - 1, focused + steps[event.key]));
      root.querySelector(`[data-bin="${focused}"]`).setAttribute("tabindex", "-1");
      focused = next;
      const bar = root.querySelector(`[data-bin="${focused}"]`);
      bar.setAttribute("tabindex", "0");
      bar.focus();
      if (event.shiftKey) {
        const [first, last] = [bins[Math.min(anchor, focused)], bins[Math.max(anchor, focused)]];
        const keep = anchor;
        change({ from: iso(first.start), to: iso(last.end) });
        anchor = keep;
      }
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      pick(bins, focused, focused);
    }
  });
}
