// How a record reads: its title, date, place, toll and parties in the interface's language.
import { data } from "./data.js";
import { dayWords, day, fold, hasLabel, label, number, rangeWords, t, words } from "./words.js";

export const TOLL = ["killed", "wounded", "killed_or_wounded", "abducted", "detained"];

/** The colour group of an evidence field: what its words are about. */
export const GROUPS = {
  event: "what", event_type: "what", sub_event_type: "what", status: "what",
  date: "when", place: "where", perpetrators: "who", targets: "whom",
  killed: "toll", wounded: "toll", killed_or_wounded: "toll", abducted: "toll", detained: "toll", harm: "toll",
  weapons: "means", materiel: "means", attribution: "says", claimed_by: "says", campaign: "means",
  value: "toll", quantity: "what", subject: "who", unit: "toll",
};

/** `perpetrators[0]` and `harm.killed` are evidence for `perpetrators` and `harm`. */
export function baseField(field) {
  return field.split(/[.[]/)[0];
}

export function group(field) {
  return GROUPS[baseField(field)] || "what";
}

const ar = () => words.language === "ar";

/** Names one after another, with the comma of the language. */
export function joined(names) {
  return names.length ? names.reduce((a, b) => t("joined", { a, b })) : "";
}

export function placeName(place) {
  if (!place) return "";
  return (ar() ? place.name_ar : place.name_en) || place.name_ar || place.text || place.name_en || "";
}

export function countryName(code) {
  return code ? label("country", code) : "";
}

/** Place and country in one line; the country once where the place is the country. */
export function placeLine(place) {
  if (!place) return "";
  const parts = place.precision === "country" ? [] : [placeName(place)];
  if (place.country) parts.push(countryName(place.country));
  return joined(parts.filter(Boolean)) || placeName(place);
}

export function actorName(actor) {
  if (ar()) {
    if (actor.name_ar) return actor.name_ar;
    return actor.id && hasLabel("actor", actor.id) ? label("actor", actor.id) : actor.text;
  }
  if (actor.name_en) return actor.name_en;
  return actor.id && hasLabel("actor", actor.id) ? label("actor", actor.id) : actor.text;
}

export function sourceName(source) {
  for (const list of ["source", "actor"]) {
    if (source.id && hasLabel(list, source.id)) return label(list, source.id);
  }
  return source.name || source.text || source.id || "";
}

export function claimName(claim) {
  return claim.id && hasLabel("actor", claim.id) ? label("actor", claim.id) : claim.text || claim.id;
}

/** A count in words, its openness included. */
export function countWords(count) {
  if (!count) return "";
  const open = count.max === null || count.max === undefined;
  if (open && count.min === 1) return t("count_some");
  if (open) return t("count_min", { n: number(count.min) });
  if (count.min === count.max) {
    return t(count.approx ? "count_about" : "count_exact", { n: number(count.min) });
  }
  if (!count.min) return t("count_max", { max: number(count.max) });
  return t("count_range", { min: number(count.min), max: number(count.max) });
}

export function tollParts(record) {
  return TOLL.filter((name) => record[name]).map((name) => ({ name, words: ranged(record, name) }));
}

/** A toll in words, with its range where the reports that stand differ. */
function ranged(record, name) {
  const words = countWords(record[name]);
  const toll = (record.tolls || []).find((each) => each.field === name);
  if (!toll || toll.low === toll.high) return words;
  return t("count_ranged", { words, low: number(toll.low), high: number(toll.high) });
}

/** Start and end of the record's date in days since 1970, or null. */
export function span(record) {
  const date = record.date;
  if (!date || !date.start) return null;
  const start = day(date.start);
  const end = date.end ? day(date.end) : start;
  return start === null ? null : [start, end];
}

export function dateWords(record) {
  const days = span(record);
  if (!days) return t("unresolved");
  const { precision } = record.date;
  if (precision === "month") return dayWords(days[0], "month");
  if (precision === "year") return dayWords(days[0], "year");
  return rangeWords(days[0], days[1]);
}

/** The title line: what happened, where. */
export function title(record) {
  const what = label("sub_event_type", record.sub_event_type);
  const place = record.place;
  const name = placeLine(place);
  if (!name) return t("no_place", { what });
  return t(place.precision === "near" ? "near_place" : "at_place", { what, place: name });
}

export function parties(record) {
  const names = (list) => joined((list || []).map(actorName));
  const lines = [];
  if (record.perpetrators) lines.push(t("by_whom", { actors: names(record.perpetrators) }));
  if (record.targets) lines.push(t("against", { actors: names(record.targets) }));
  return lines;
}

export function isStatement(event) {
  return event.event_type === "statement";
}

/** Denied and background records are drawn faintly and never counted as incidents. */
export function faint(event) {
  return event.status === "denied" || event.status === "background";
}

export function outletOf(doc) {
  const given = data.documents[doc];
  return given ? given.outlet || "" : "";
}

/** What an outlet is called; records give its name, or the id of a known one. */
export function outletName(outlet) {
  return hasLabel("source", outlet) ? label("source", outlet) : outlet;
}

export function documentName(doc) {
  const given = data.documents[doc];
  if (!given) return "";
  return given.outlet ? outletName(given.outlet) : given.title || given.id;
}

/** Everything a search looks through, folded; both languages, so that either finds it. */
export function haystack(event) {
  if (event.haystack) return event.haystack;
  const parts = [event.id, event.campaign];
  for (const group of ["event_type", "sub_event_type", "status"]) {
    parts.push(event[group], ...(words.labels[group][event[group]] || []));
  }
  const place = event.place;
  if (place) {
    parts.push(place.text, place.name_ar, place.name_en, place.admin1, place.admin2);
    parts.push(...((words.labels.country || {})[place.country] || []));
  }
  for (const actor of [...(event.perpetrators || []), ...(event.targets || [])]) {
    parts.push(actor.text, actor.name_ar, actor.name_en);
    parts.push(...((words.labels.actor || {})[actor.id] || []));
  }
  for (const source of event.attribution || []) parts.push(source.name, source.text);
  for (const claim of event.claimed_by || []) parts.push(claim.text, claim.channel);
  for (const weapon of event.weapons || []) parts.push(weapon, ...((words.labels.weapon || {})[weapon] || []));
  for (const doc of event.docs || []) {
    const given = data.documents[doc];
    parts.push(given.id, given.outlet, ...((words.labels.source || {})[given.outlet] || []));
  }
  for (const item of event.evidence || []) if (baseField(item.field) === "event") parts.push(quote(item));
  event.haystack = fold(parts.filter(Boolean).join(" \n "));
  return event.haystack;
}

/** The words of an evidence span, cut from the text itself. */
export function quote(item) {
  if (item.quote !== undefined) return item.quote;
  const text = item.part === "title" ? data.documents[item.doc].title : data.texts[item.doc];
  return (text || "").slice(item.start, item.end);
}
