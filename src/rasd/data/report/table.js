// The table of events: sortable, a hundred rows a page, and its download as CSV.
import { bdi, byId, el, fill } from "./dom.js";
import { data } from "./data.js";
import {
  actorName, countryName, dateWords, documentName, faint, joined, parties, placeName, sourceName, title, TOLL, tollParts,
} from "./records.js";
import { change, pool, state } from "./state.js";
import { label, number, t } from "./words.js";

const ROWS = 100;
const COLUMNS = [["date"], ["event"], ["place"], ["toll"], ["status"], ["sources", "sources_column"]];

export function statusBadge(status) {
  return el("span", { class: `badge s-${status}` }, label("status", status));
}

function heading([name, key = name]) {
  const on = state.sort === name;
  return el("th", { scope: "col", role: "columnheader", class: `c-${name}`, "aria-sort": on ? (state.down ? "descending" : "ascending") : "none" },
    el("button", {
      type: "button", "data-sort": name, "aria-label": t("sort_by", { name: t(key) }),
      onclick: () => {
        change({ sort: name, down: on ? !state.down : name === "date" || name === "toll" || name === "sources" });
        const again = document.querySelector(`[data-sort="${name}"]`);
        if (again) again.focus();
      },
    }, t(key), el("span", { class: "arrow", "aria-hidden": "true" }, on ? (state.down ? "▼" : "▲") : "")));
}

function row(event) {
  const docs = event.docs || [];
  const open = (click) => {
    if (click.target.closest("button, a") || String(getSelection())) return;
    change({ e: event.id }, { step: true });
  };
  const toll = tollParts(event);
  const cell = (name, ...children) => el("td", { role: "cell", class: `c-${name}` }, ...children);
  return el("tr", { role: "row", class: `${faint(event) ? "faint" : ""} s-row-${event.status}`, "data-id": event.id, onclick: open },
    cell("date", bdi(dateWords(event)),
      event.date && ["week", "month", "year"].includes(event.date.precision)
        ? el("span", { class: "sub" }, label("date_precision", event.date.precision)) : null,
      event.date && event.date.text && event.date.precision === "unknown"
        ? el("span", { class: "sub" }, el("q", { dir: "auto" }, event.date.text)) : null),
    cell("event",
      el("button", {
        type: "button", class: "open", "aria-label": `${title(event)} – ${dateWords(event)}`,
        onclick: () => change({ e: event.id }, { step: true }),
      }, el("span", { class: `swatch t-${event.event_type}`, "aria-hidden": "true" }), label("sub_event_type", event.sub_event_type)),
      parties(event).map((line) => el("span", { class: "sub" }, bdi(line)))),
    cell("place", event.place
      ? [event.place.precision === "country" ? null : bdi(placeName(event.place)),
        el("span", { class: event.place.precision === "country" ? "" : "sub" }, countryName(event.place.country)),
        ["exact", "unknown"].includes(event.place.precision) ? null
          : el("span", { class: "sub precision" }, label("place_precision", event.place.precision))]
      : el("span", { class: "sub" }, t("unresolved"))),
    cell("toll", toll.map((item) => el("span", { class: "toll-line" }, `${label("field", item.name)} `, el("b", {}, item.words)))),
    cell("status", statusBadge(event.status)),
    cell("sources", el("span", { class: "outlets" }, bdi([...new Set(docs.map(documentName))].slice(0, 2).join(" · ")),
      docs.length > 2 ? ` +${number(docs.length - 2)}` : ""),
    event.independent_sources > 1 ? el("span", { class: "sub" }, t("n_sources", { n: number(event.independent_sources) })) : null,
    event.conflicts ? el("span", { class: "sub disagree" }, t("n_conflicts")) : null));
}

/** How many of the events are denied or background, in words. */
export function doubts(events) {
  return ["denied", "background"]
    .map((status) => [status, events.filter((event) => event.status === status).length])
    .filter(([, n]) => n)
    .map(([status, n]) => t(`n_${status}`, { n: number(n) }));
}

/** Draws the page of the table that the state names. */
export function drawTable(events) {
  const pages = Math.max(1, Math.ceil(events.length / ROWS));
  const page = Math.min(state.page, pages);
  const total = pool().length;
  const count = events.length === total ? number(total) : t("n_of", { n: number(events.length), total: number(total) });
  const doubtful = doubts(events);
  byId("results-title").textContent = t(`n_${state.tab}`, {
    n: doubtful.length ? t("of_them", { total: count, list: joined(doubtful) }) : count,
  });
  byId("csv").disabled = events.length === 0;
  if (!events.length) {
    fill(byId("table"), el("p", { class: "empty" }, t(total ? "nothing" : "nothing_here")));
    return;
  }
  const pager = pages > 1 ? el("nav", { class: "pager", "aria-label": t("page", { n: number(page), total: number(pages) }) },
    el("button", { type: "button", class: "quiet", disabled: page === 1, onclick: () => turn(page - 1) }, t("previous")),
    el("span", {}, t("page", { n: number(page), total: number(pages) })),
    el("button", { type: "button", class: "quiet", disabled: page === pages, onclick: () => turn(page + 1) }, t("next"))) : null;
  fill(byId("table"),
    el("table", { role: "table", "aria-labelledby": "results-title" },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, COLUMNS.map(heading))),
      el("tbody", { role: "rowgroup" }, events.slice((page - 1) * ROWS, page * ROWS).map(row))),
    pager);
}

function turn(page) {
  change({ page });
  byId("results").focus();
  byId("results").scrollIntoView({ block: "start" });
}

const LIST = "; ";
const CSV = [
  ["id", (e) => e.id], ["event_type", (e) => e.event_type], ["sub_event_type", (e) => e.sub_event_type],
  ["title", title], ["status", (e) => e.status],
  ["date_start", (e) => e.date && e.date.start], ["date_end", (e) => e.date && e.date.end],
  ["date_precision", (e) => e.date && e.date.precision], ["date_text", (e) => e.date && e.date.text],
  ["place_text", (e) => e.place && e.place.text], ["place_en", (e) => e.place && e.place.name_en],
  ["place_ar", (e) => e.place && e.place.name_ar], ["country", (e) => e.place && e.place.country],
  ["admin1", (e) => e.place && e.place.admin1], ["lat", (e) => e.place && e.place.lat],
  ["lon", (e) => e.place && e.place.lon], ["place_precision", (e) => e.place && e.place.precision],
  ["perpetrators", (e) => (e.perpetrators || []).map(actorName).join(LIST)],
  ["targets", (e) => (e.targets || []).map(actorName).join(LIST)],
  ["weapons", (e) => (e.weapons || []).join(LIST)],
  ...TOLL.flatMap((name) => [[`${name}_min`, (e) => e[name] && e[name].min], [`${name}_max`, (e) => e[name] && e[name].max]]),
  ["attribution", (e) => (e.attribution || []).map(sourceName).join(LIST)],
  ["independent_sources", (e) => e.independent_sources],
  ["documents", (e) => (e.docs || []).map((n) => data.documents[n].id).join(LIST)],
  ["confidence", (e) => e.confidence],
];

/** One CSV cell. A leading sign that a spreadsheet would run as a formula is disarmed. */
function cell(value) {
  if (value === null || value === undefined) return "";
  let text = String(value);
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\n\r;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(events) {
  const lines = [CSV.map(([name]) => name), ...events.map((event) => CSV.map(([, value]) => cell(value(event))))];
  return `\ufeff${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}

export function downloadCsv(events) {
  const address = URL.createObjectURL(new Blob([csv(events)], { type: "text/csv;charset=utf-8" }));
  const link = el("a", { href: address, download: "rasd-events.csv" });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
