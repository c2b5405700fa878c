// The top of the page: what was read, what was found, and what the numbers are not.
import { bdi, byId, el, fill } from "./dom.js";
import { data } from "./data.js";
import { countryName, faint, isStatement, joined, span } from "./records.js";
import { change, state, TABS, toggle } from "./state.js";
import { label, number, plural, rangeWords, t } from "./words.js";

function counted(events, key) {
  const counts = new Map();
  for (const event of events) counts.set(key(event), (counts.get(key(event)) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function bars(heading, rows, name, filter, tint) {
  const most = Math.max(1, ...rows.map((row) => row[1]));
  const shown = rows.slice(0, 7);
  return el("section", { class: "bars" }, el("h2", {}, heading),
    el("ul", {}, shown.map(([key, n]) =>
      el("li", {}, el("button", {
        type: "button",
        "aria-pressed": String(state[filter].has(key)),
        onclick: () => toggle(filter, key),
      },
      el("span", { class: "bar-name" }, bdi(name(key))),
      el("span", { class: "bar-track", "aria-hidden": "true" },
        el("span", { class: `bar-fill ${tint(key)}`, style: { "inline-size": `${(100 * n) / most}%` } })),
      el("span", { class: "bar-n" }, number(n)))))));
}

/** The opening paragraph, the counts and three small charts that filter. */
export function drawSummary() {
  const all = data.events.filter((event) => !isStatement(event));
  const incidents = all.filter((event) => !faint(event));
  const spans = incidents.map(span).filter(Boolean);
  const given = { documents: plural("documents", data.documents.length), incidents: plural("incidents", incidents.length) };
  let lead = "summary_none";
  if (incidents.length) {
    lead = spans.length ? (spans.length < incidents.length ? "summary_partly" : "summary") : "summary_undated";
    given.n = number(spans.length);
  }
  if (spans.length) {
    // A spread of thousands of numbers overflows the stack; a fold doesn't.
    given.period = rangeWords(spans.reduce((a, s) => Math.min(a, s[0]), Infinity), spans.reduce((a, s) => Math.max(a, s[1]), -Infinity));
  }
  const beside = ["denied", "background"]
    .map((status) => [status, all.filter((event) => event.status === status).length])
    .filter(([, n]) => n)
    .map(([status, n]) => t(`n_${status}`, { n: number(n) }));
  const strategic = incidents.filter((event) => event.event_type === "strategic").length;
  const counts = [
    ["documents", data.documents.length, "documents"],
    ["incidents", incidents.length, "incidents"],
    ["statements", data.events.length - all.length, "statements"],
    ["figures", data.figures.length, "figures"],
  ];
  fill(byId("summary"),
    el("div", { class: "lead" },
      el("h1", {}, t(lead, given)),
      strategic ? el("p", { class: "beside" }, t("n_strategic", { n: number(strategic) })) : null,
      beside.length ? el("p", { class: "beside" }, t("not_counted", { list: joined(beside) })) : null,
      el("p", { class: "about" }, t("what_it_is")),
      data.issues.length
        ? el("p", { class: "problem-line" }, el("span", { class: "warn-sign", "aria-hidden": "true" }, "!"),
          t("n_problems", { n: number(data.issues.length) }), " ",
          el("button", { type: "button", class: "link", onclick: () => change({ tab: "documents" }) }, t("show_problems")))
        : null),
    el("dl", { class: "counts" }, counts.map(([key, n]) =>
      el("div", {}, el("dt", {}, t(key)), el("dd", {}, number(n))))),
    el("details", { class: "breakdown", open: spread() }, el("summary", {}, t("breakdown")), el("div", { class: "three" },
      bars(t("by_type"), counted(incidents, (e) => e.event_type), (k) => label("event_type", k), "type", (k) => `t-${k}`),
      bars(t("by_country"), counted(incidents, (e) => (e.place && e.place.country) || ""),
        (k) => countryName(k) || t("unresolved"), "country", () => "t-plain"),
      bars(t("by_status"), counted(all, (e) => e.status), (k) => label("status", k), "status", (k) => `s-${k}`))));
}

/** On a narrow screen the small charts wait until they are asked for. */
function spread() {
  const now = document.querySelector(".breakdown");
  return now ? now.open : matchMedia("(min-width: 641px)").matches;
}

/** The tabs; arrows move between them as the pattern for tabs asks. */
export function drawTabs() {
  const statements = data.events.filter(isStatement).length;
  const counts = {
    incidents: data.events.length - statements, statements,
    figures: data.figures.length, documents: data.documents.length,
  };
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const along = document.documentElement.dir === "rtl" ? -step : step;
    const next = TABS[(TABS.indexOf(state.tab) + along + TABS.length) % TABS.length];
    change({ tab: next });
    byId(`tab-${next}`).focus();
  };
  const focused = document.activeElement && document.activeElement.id;
  fill(byId("tabs"), TABS.map((name) => el("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "panel",
    "aria-selected": String(state.tab === name), tabindex: state.tab === name ? 0 : -1,
    onclick: () => change({ tab: name }), onkeydown: move,
  }, t(name === "documents" ? "sources" : name), el("span", { class: "n" }, number(counts[name])),
  name === "documents" && data.issues.length
    ? el("span", { class: "warn-sign", title: t("n_problems", { n: number(data.issues.length) }) }, "!") : null)));
  if (focused && focused.startsWith("tab-")) byId(focused).focus();
  byId("panel").setAttribute("aria-labelledby", `tab-${state.tab}`);
}
