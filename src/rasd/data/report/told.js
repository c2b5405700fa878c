// Who says what: the sources of an event, its grades, tolls as they grew, values side by side.
import { bdi, el } from "./dom.js";
import { data } from "./data.js";
import { actorName, claimName, countWords, dateWords, documentName, joined, placeLine, placeName, sourceName, span, TOLL } from "./records.js";
import { dayWords, day, hasLabel, label, number, rtl, t } from "./words.js";

const TOLD_NAMES = 6;
const TOLD_ROWS = 10;
const writtenBounds = (c) => (c.max === null || c.max === undefined ? `≥${c.min}` : c.min === c.max ? `${c.min}` : `${c.min}-${c.max}`);

/** The report of an account, as the record of that document alone. */
function mentionOf(event, account) {
  return (event.mentions || []).find((m) => account && m.doc === account.doc);
}

/** One value in the words of the interface: as the report that gives it has it, or as written. */
export function valueWords(event, field, value, account) {
  const mention = mentionOf(event, account);
  if (mention) {
    if (TOLL.includes(field) && mention[field]) return countWords(mention[field]);
    if (field === "date" && span(mention)) return dateWords(mention);
    if (field === "place" && mention.place) return placeName(mention.place) || placeLine(mention.place);
    if (field === "perpetrators" || field === "targets") {
      const named = (mention[field] || []).find((a) => (a.id || a.text) === value);
      if (named) return actorName(named);
    }
    if (field === "claimed_by") {
      const claim = (mention.claimed_by || []).find((c) => (c.id || c.text) === value);
      if (claim) return claimName(claim);
    }
    if (field === "harm") {
      const part = (mention.harm || []).find((h) => `${h.outcome} ${h.group} ${writtenBounds(h)}` === value);
      if (part) return `${label("group", part.group)}: ${countWords(part)} (${label("outcome", part.outcome)})`;
    }
    if (field === "materiel") {
      const part = (mention.materiel || []).find((m) => `${m.object} ${m.effect}${m.count ? ` ${m.count}` : ""}` === value);
      if (part) return `${label("object", part.object)}: ${label("effect", part.effect)}${part.count ? ` (${number(part.count)})` : ""}`;
    }
  }
  for (const list of ["sub_event_type", "status", "actor", "country", "weapon"]) if (hasLabel(list, value)) return label(list, value);
  return value;
}

/** Outlets with the days they published, an outlet with several reports once a day. */
export function tellers(event, places, link, { dated = true } = {}) {
  const accounts = places.map((n) => event.accounts[n]).filter((a) => a && a.doc >= 0);
  const groups = new Map();
  for (const account of accounts) {
    const { published } = data.documents[account.doc];
    const key = `${documentName(account.doc)}/${dated ? published : ""}`;
    groups.set(key, [...(groups.get(key) || []), account]);
  }
  const named = [...groups.values()];
  const rest = named.slice(TOLD_NAMES).reduce((n, list) => n + list.length, 0);
  return [named.slice(0, TOLD_NAMES).map((list, n) => {
    const { published } = data.documents[list[0].doc];
    return [n ? " · " : "", link(list[0].doc), list.length > 1 ? ` ×${number(list.length)}` : "",
      dated && published ? el("span", { class: "sub inline" }, ` ${dayWords(day(published), "short")}`) : null];
  }), rest ? el("span", { class: "sub inline" }, ` ${t("and_more", { n: number(rest) })}`) : null];
}

/** The values of a field, one row each, with who gives them and a mark on the one shown. */
export function valueTable(event, field, link) {
  const given = (event.values || []).find((each) => each.field === field);
  if (!given) return null;
  return el("table", { class: "told" }, el("caption", {}, label("field", field)),
    el("tbody", {}, [...given.told].sort((a, b) => b.shown - a.shown).slice(0, 2 * TOLD_ROWS).map((each) => el("tr", { class: each.shown ? "shown" : "" },
      el("th", { scope: "row" }, bdi(valueWords(event, field, each.value, event.accounts[each.by[0]])), each.shown ? shownMark() : null),
      el("td", {}, tellers(event, each.by, link))))));
}

/** The rule that chose the value of a field, for who asks. */
export function why(event, field) {
  const given = (event.values || []).find((each) => each.field === field);
  if (!given) return null;
  return el("details", { class: "why" }, el("summary", {}, t("why_shown")), el("p", {}, label("rule", given.rule)));
}

function shownMark() {
  return el("span", { class: "mark-shown" }, ` ✓ `, el("span", { class: "sub inline" }, t("shown_here")));
}

/** A toll as it came out day by day, with its range. */
export function tollTable(event, field, link) {
  const toll = (event.tolls || []).find((each) => each.field === field);
  if (!toll) return null;
  const shown = new Set(((event.values || []).find((each) => each.field === field) || { told: [] }).told.filter((v) => v.shown).map((v) => v.value));
  const most = Math.max(toll.high, 1);
  const least = (value) => Number((value.match(/\d+/) || [0])[0]);
  return el("table", { class: "told toll-steps" },
    el("caption", {}, el("b", {}, label("field", field)), " ", el("span", { class: "range" }, t("range", { low: number(toll.low), best: number(toll.best), high: number(toll.high) }))),
    el("tbody", {}, toll.steps.slice(0, 2 * TOLD_ROWS).map((step) => el("tr", { class: shown.has(step.value) ? "shown" : "" },
      el("th", { scope: "row" }, bdi(valueWords(event, field, step.value, event.accounts[step.by[0]])), shown.has(step.value) && step.standing === "counts" ? shownMark() : null,
        el("span", { class: `toll-bar st-${step.standing}`, "aria-hidden": "true", style: { "--w": `${Math.min(100, (100 * least(step.value)) / most)}%` } }),
        step.standing === "counts" ? null : el("span", { class: "sub" }, label("standing", step.standing))),
      el("td", {}, step.published ? el("span", { class: "day" }, dayWords(day(step.published), "short"), " ") : null, tellers(event, step.by, link, { dated: false }))))),
    toll.steps.length > 2 * TOLD_ROWS ? el("tfoot", {}, el("tr", {}, el("td", { colspan: "2" }, t("and_more", { n: number(toll.steps.length - 2 * TOLD_ROWS) })))) : null);
}

/** How credible the event is, with the rule that says so. */
export function credibility(event) {
  const grade = event.credibility;
  if (!grade) return null;
  const reason = hasLabel("rule", grade.reason) ? label("rule", grade.reason) : grade.reason;
  return el("div", { class: "credibility", "data-field": "credibility", id: "value-credibility" },
    el("span", { class: `badge k-${grade.value}` }, `${t("credibility")} `, el("b", {}, grade.value)), " ",
    el("span", {}, bdi(afterGrade(reason) || label("credibility", grade.value)), " ", grade.suggested ? el("span", { class: "sub inline" }, `(${t("grade_suggested")})`) : null));
}

/** A rule begins with its grade, which the badge has said already. */
function afterGrade(reason) {
  return String(reason || "").replace(/^[1-6A-F][,\u060c]\s*/, "");
}

/** The independent sources, each with its reports: who copies whom, whom they cite, how reliable. */
export function sourceList(event, link) {
  const accounts = event.accounts || [];
  if (!accounts.length) return null;
  const groups = new Map();
  for (const account of accounts) groups.set(account.source, [...(groups.get(account.source) || []), account]);
  const ordered = [...groups.values()];
  const title = event.independent_sources > 1 ? t("n_sources", { n: number(event.independent_sources) }) : t("one_source");
  return el("section", { class: "source-list" }, el("h3", {}, t("who_tells"), el("span", { class: "sub inline" }, ` ${title}`)),
    el("ol", {}, ordered.slice(0, TOLD_ROWS).map((group) => sourceItem(group, link))),
    ordered.length > TOLD_ROWS ? el("details", {}, el("summary", {}, t("more_sources", { n: number(ordered.length - TOLD_ROWS) })),
      el("ol", { style: { "counter-set": `source ${TOLD_ROWS}` } }, ordered.slice(TOLD_ROWS).map((group) => sourceItem(group, link)))) : null,
    grades(accounts));
}

function sourceItem(group, link) {
  const first = group.slice(0, TOLD_ROWS).map((account) => sourceReport(account, group, link));
  return el("li", {}, first, group.length > TOLD_ROWS ? el("div", { class: "sub" }, t("and_more", { n: number(group.length - TOLD_ROWS) })) : null);
}

/** What the letters beside the outlets stand for. */
function grades(accounts) {
  const reasons = new Map(accounts.filter((a) => a.reliability).map((a) => [a.reliability.reason, a.reliability]));
  return el("ul", { class: "fine grades" }, [...reasons.values()].sort((a, b) => (a.value < b.value ? -1 : 1)).map((grade) => {
    const words = hasLabel("rule", grade.reason) ? label("rule", grade.reason) : `${grade.value}, ${label("reliability", grade.value)}: ${grade.reason}`;
    return el("li", {}, `${t("reliability")} `, bdi(words), grade.suggested ? ` (${t("grade_suggested")})` : "");
  }));
}

function sourceReport(account, group, link) {
  const { published, reuse } = data.documents[account.doc] || {};
  const own = group.map((a) => a.doc);
  const origin = (reuse || []).map((r) => r.of).find((of) => own.includes(of) && of !== account.doc);
  const cites = (account.cites || []).map((id) => sourceName({ id, name: id }));
  const { reliability } = account;
  return el("div", { class: "report-line" }, link(account.doc),
    published ? el("span", { class: "sub inline" }, ` ${dayWords(day(published), "short")}`) : null,
    origin === undefined ? null : el("span", { class: "copy-note" }, ` ${t("copies_of", { doc: documentName(origin) })}`),
    account.party ? el("span", { class: "party-note" }, ` ${t("party_told")}`) : null,
    reliability ? el("abbr", { class: "grade", title: `${t("reliability")}: ${label("reliability", reliability.value)}` }, reliability.value) : null,
    cites.length ? el("span", { class: "sub", dir: rtl() ? "rtl" : "ltr" }, t("cites", { names: joined(cites) })) : null);
}
