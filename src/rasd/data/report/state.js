// What is chosen: language, tab, filters, order, page, open event. It lives in the address, so
// that a view can be reloaded and sent on.
import { data } from "./data.js";
import { actorName, countryName, haystack, isStatement, outletOf, placeLine, span } from "./records.js";
import { day, fold, label, words } from "./words.js";

const SETS = ["type", "status", "country", "actor", "outlet"];
const ORDERS = ["date", "event", "place", "toll", "status", "sources"];
export const TABS = ["incidents", "statements", "figures", "documents"];

export const state = {
  tab: "incidents", q: "", from: "", to: "", sort: "date", down: true, page: 1, e: "",
  type: new Set(), status: new Set(), country: new Set(), actor: new Set(), outlet: new Set(),
};

/** Reads the address into the state; unknown words in it are ignored. */
export function readHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  const language = given.get("lang");
  if (language === "ar" || language === "en") words.language = language;
  state.tab = TABS.includes(given.get("tab")) ? given.get("tab") : "incidents";
  state.q = given.get("q") || "";
  state.from = day(given.get("from")) === null ? "" : given.get("from");
  state.to = day(given.get("to")) === null ? "" : given.get("to");
  const sort = given.get("sort") || "-date";
  state.down = sort.startsWith("-");
  state.sort = ORDERS.includes(sort.replace("-", "")) ? sort.replace("-", "") : "date";
  state.page = Math.max(1, Number.parseInt(given.get("page"), 10) || 1);
  state.e = given.get("e") || "";
  for (const name of SETS) state[name] = new Set(given.getAll(name));
}

/** The state as an address; only what differs from the start. */
export function hash() {
  const out = new URLSearchParams();
  out.set("lang", words.language);
  if (state.tab !== "incidents") out.set("tab", state.tab);
  for (const name of ["q", "from", "to"]) if (state[name]) out.set(name, state[name]);
  for (const name of SETS) for (const value of state[name]) out.append(name, value);
  const sort = (state.down ? "-" : "") + state.sort;
  if (sort !== "-date") out.set("sort", sort);
  if (state.page > 1) out.set("page", String(state.page));
  if (state.e) out.set("e", state.e);
  return `#${out}`;
}

let redraw = () => {};

export function onChange(listener) {
  redraw = listener;
}

/**
 * Changes the state and draws again. Opening an event adds a step to the browser's history, so
 * that Back closes it; a filter replaces the step.
 */
export function change(given, { step = false } = {}) {
  if (!("page" in given) && !("e" in given)) state.page = 1;
  Object.assign(state, given);
  history[step ? "pushState" : "replaceState"](null, "", hash());
  redraw(Object.keys(given));
}

export function toggle(name, value) {
  const next = new Set(state[name]);
  if (!next.delete(value)) next.add(value);
  change({ [name]: next });
}

export function filtered() {
  return Boolean(state.q || state.from || state.to || SETS.some((name) => state[name].size));
}

export function clear() {
  const none = { q: "", from: "", to: "" };
  for (const name of SETS) none[name] = new Set();
  change(none);
}

/** The values of one event under a filter. */
export const VALUES = {
  type: (event) => [event.sub_event_type, event.event_type],
  status: (event) => [event.status],
  country: (event) => [(event.place && event.place.country) || ""],
  actor: (event) => [...(event.perpetrators || []), ...(event.targets || [])].map(actorKey),
  outlet: (event) => [...new Set((event.docs || []).map(outletOf))],
};

export function actorKey(actor) {
  return actor.id || `=${actor.text}`;
}

/** The events of the open tab, before filters. */
export function pool() {
  const statements = state.tab === "statements";
  return data.events.filter((event) => isStatement(event) === statements);
}

/** The events that pass the filters; `without` leaves one filter out, to count its choices. */
export function chosen(without = null) {
  const needles = without === "q" ? [] : fold(state.q).split(/\s+/).filter(Boolean);
  const from = state.from && without !== "date" ? day(state.from) : null;
  const to = state.to && without !== "date" ? day(state.to) : null;
  return pool().filter((event) => {
    for (const name of SETS) {
      if (name === without || !state[name].size) continue;
      if (!VALUES[name](event).some((value) => state[name].has(value))) return false;
    }
    if (from !== null || to !== null) {
      const days = span(event);
      if (!days || (from !== null && days[1] < from) || (to !== null && days[0] > to)) return false;
    }
    if (!needles.length) return true;
    const hay = haystack(event);
    return needles.every((needle) => hay.includes(needle));
  });
}

const KEYS = {
  date: (event) => (span(event) || [-Infinity])[0],
  event: (event) => label("sub_event_type", event.sub_event_type),
  place: (event) => (event.place ? countryName(event.place.country) + placeLine(event.place) : ""),
  toll: (event) => (event.killed ? event.killed.min * 1e4 : 0) + (event.wounded ? event.wounded.min : 0),
  status: (event) => ["reported", "claimed", "background", "denied"].indexOf(event.status),
  sources: (event) => (event.independent_sources || 1) * 1e3 + (event.docs || []).length,
};

/** The events in the chosen order; ties by date, then id, so that the order never jumps. */
export function ordered(events) {
  const key = new Map(events.map((event) => [event, KEYS[state.sort](event)]));
  const collator = new Intl.Collator(words.language);
  const by = (a, b) => (typeof a === "string" ? collator.compare(a, b) : a < b ? -1 : a > b ? 1 : 0);
  const sign = state.down ? -1 : 1;
  return [...events].sort(
    (a, b) =>
      sign * by(key.get(a), key.get(b)) || by(KEYS.date(b), KEYS.date(a)) || by(a.id, b.id),
  );
}

/** Choices of a filter with their counts among the events that the other filters leave. */
export function choices(name) {
  const counts = new Map();
  for (const event of pool()) for (const value of VALUES[name](event)) counts.set(value, 0);
  for (const event of chosen(name)) {
    for (const value of new Set(VALUES[name](event))) counts.set(value, counts.get(value) + 1);
  }
  return counts;
}

/** The name of each actor that a filter can choose. */
export function actorNames() {
  const names = new Map();
  for (const event of pool()) {
    for (const actor of [...(event.perpetrators || []), ...(event.targets || [])]) {
      const key = actorKey(actor);
      if (!names.has(key)) names.set(key, actorName(actor));
    }
  }
  return names;
}

