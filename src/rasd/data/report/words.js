// Words, numbers and dates in the language of the interface.

export const words = { language: "en", strings: {}, labels: {}, folding: {} };

const LOCALES = { ar: "ar-u-nu-latn-ca-gregory", en: "en-GB" };
const formats = new Map();

export function rtl() {
  return words.language === "ar";
}

/** The catalogue's words for a key, with `{name}` filled in; the key itself where it has none. */
export function t(key, given = {}) {
  const pair = words.strings[key];
  if (!pair) return key;
  const text = pair[words.language === "ar" ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in given ? given[name] : whole));
}

/** A number with its noun, in the form that the language asks for. */
export function plural(key, n) {
  const [arabic, english] = words.strings[`plural_${key}`];
  const forms = (words.language === "ar" ? arabic : english).split("|");
  const rule = format("plural", {}, Intl.PluralRules).select(n);
  const order = words.language === "ar" ? ["one", "two", "few", "many"] : ["one"];
  const form = order.includes(rule) ? forms[order.indexOf(rule)] : forms[forms.length - 1];
  return form.replace("{n}", number(n));
}

/** What a code is called; the code in plain words where nobody named it. */
export function label(group, code) {
  const pair = (words.labels[group] || {})[code];
  if (pair) return pair[words.language === "ar" ? 0 : 1];
  return String(code).replaceAll("_", " ");
}

export function hasLabel(group, code) {
  return Boolean((words.labels[group] || {})[code]);
}

function format(kind, options, Kind) {
  const key = `${kind}/${words.language}`;
  if (!formats.has(key)) formats.set(key, new Kind(LOCALES[words.language], options));
  return formats.get(key);
}

export function number(n) {
  return format("number", {}, Intl.NumberFormat).format(n);
}

export function percent(share) {
  return format("percent", { style: "percent", maximumFractionDigits: 0 }, Intl.NumberFormat).format(share);
}

/** Days since 1970 of an ISO date, or null. */
export function day(iso) {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.round(time / 86400000);
}

export function iso(days) {
  return new Date(days * 86400000).toISOString().slice(0, 10);
}

const UTC = { timeZone: "UTC" };
const DATES = {
  day: { ...UTC, day: "numeric", month: "short", year: "numeric" },
  short: { ...UTC, day: "numeric", month: "short" },
  month: { ...UTC, month: "short", year: "numeric" },
  year: { ...UTC, year: "numeric" },
};

/** A day since 1970 in words; `kind` is day, short, month or year. */
export function dayWords(days, kind = "day") {
  return format(`date-${kind}`, DATES[kind], Intl.DateTimeFormat).format(new Date(days * 86400000));
}

export function rangeWords(start, end) {
  if (start === end) return dayWords(start);
  const dates = format("date-day", DATES.day, Intl.DateTimeFormat);
  // The same range with a plain space instead of the thin ones that some fonts lack.
  return dates
    .formatRange(new Date(start * 86400000), new Date(end * 86400000))
    .replace(/[\u2009\u202f]/g, "\u00a0");
}

/** Text as search compares it: one form of alef, ya, ta marbuta and digits; no marks; lower case. */
export function fold(text) {
  let out = "";
  for (const char of text.toLowerCase()) {
    const folded = words.folding[char];
    out += folded === undefined ? char : folded;
  }
  return out;
}
