// What people made of an event: who judged what, when and why, and whether it has changed since.
import { bdi, el } from "./dom.js";
import { dayWords, day, hasLabel, label, t } from "./words.js";

/** All judgements on an event, the last one last; null where nobody judged. */
export function review(event) {
  const given = event.review;
  if (!given) return null;
  return el("section", { class: "review", "data-field": "review" },
    el("h3", {}, t("reviewed"), " ", el("span", { class: "badge" }, label("review", given.state)), given.stale ? stale() : null),
    el("ul", {}, given.judgements.map(judgement)),
    (given.disputes ?? []).map(dispute));
}

/** Where organisations contradict each other; without a field, in which reports are one event. */
function dispute(given) {
  const of = given.field === null || given.field === undefined ? t("grouping")
    : hasLabel("field", given.field) ? label("field", given.field) : given.field;
  return el("p", { class: "stale" }, t("organisations_differ"), " ", of, ": ", bdi(given.organisations.join(" · ")));
}

function judgement(said) {
  const field = said.field ? [" ", hasLabel("field", said.field) ? label("field", said.field) : t(said.field)] : null;
  const when = day(String(said.at).slice(0, 10));
  return el("li", { class: said.overruled_by ? "overruled" : "" },
    el("b", {}, label("action", said.action), field), said.about ? [" ", bdi(said.about)] : null, " · ", bdi([said.by, (said.organisations ?? []).join(", ")].filter(Boolean).join(" @ ")), " ",
    when === null ? null : el("span", { class: "sub inline" }, dayWords(when, "short")),
    said.overruled_by ? el("span", { class: "sub inline" }, ` ${t("overruled")}`) : said.stale ? stale(said.stale) : null,
    said.reason ? el("div", { class: "sub" }, bdi(said.reason)) : null);
}

/** A mark in words; the reason, in English, is for who hovers. */
function stale(reason) {
  return el("span", { class: "stale", title: reason || null }, ` ⚠ ${t("stale")}`);
}
