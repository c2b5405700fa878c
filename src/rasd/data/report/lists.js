// The tabs that are no events: figures, and the documents with what went wrong.
import { bdi, byId, el, fill } from "./dom.js";
import { data } from "./data.js";
import { drawText } from "./article.js";
import { countWords, dateWords, documentName, isStatement, outletName, placeLine, quote, sourceName } from "./records.js";
import { change, state } from "./state.js";
import { day, dayWords, label, number, percent, t } from "./words.js";

function table(name, heads, rows) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t(name) },
    el("table", { role: "table", class: "cards" },
      el("thead", { role: "rowgroup" }, el("tr", { role: "row" }, heads.map((head) => el("th", { scope: "col", role: "columnheader" }, head)))),
      el("tbody", { role: "rowgroup" }, rows.map((cells) => el("tr", { role: "row" }, cells.map((cell, n) =>
        el("td", { role: "cell", "data-head": heads[n] }, cell)))))));
}

const languageOf = (doc) => (data.documents[doc] || {}).language || "ar";

/** The figure's words in their article, drawn when asked for. */
function context(figure) {
  const text = data.texts[figure.doc];
  const spans = (figure.evidence || []).map((item, key) => ({ ...item, key })).filter((item) => item.start !== undefined && item.part !== "title");
  if (!text || !spans.length) return null;
  const box = el("div", { class: "text", lang: languageOf(figure.doc), dir: "auto" });
  return el("details", { class: "context", ontoggle: (event) => {
    if (event.target.open && !box.firstChild) drawText(box, text, spans, []);
  } }, el("summary", {}, t("in_context")), box);
}

function drawFigures(box) {
  if (!data.figures.length) return fill(box, el("p", { class: "empty" }, t("nothing_here")));
  return fill(box, table(
    "figures", [t("figure_what"), t("figure_value"), `${t("place")} · ${t("date")}`, t("figure_who"), t("figure_words"), t("document")],
    data.figures.map((figure) => [
      [el("b", {}, label("quantity", figure.quantity)), figure.subject ? el("span", { class: "sub" }, bdi(figure.subject)) : null,
        el("span", { class: "sub" }, label("figure_kind", figure.kind))],
      [el("b", { class: "big" }, bdi(countWords(figure.value))), figure.unit ? ` ${figure.unit}` : "",
        (figure.warnings || []).map((warning) => el("span", { class: "warning", dir: "auto" }, warning))],
      [figure.place ? el("span", {}, bdi(placeLine(figure.place))) : null, figure.date ? el("span", { class: "sub" }, bdi(dateWords(figure))) : null],
      (figure.attribution || []).map((a) => el("span", {}, bdi(sourceName(a)), el("span", { class: "sub inline" }, ` ${label("role", a.role)} `))),
      [(figure.evidence || []).slice(0, 2).map((item) => el("q", { lang: languageOf(item.doc), dir: "auto" }, quote(item))), context(figure)],
      bdi(documentName(figure.doc)),
    ])));
}

function problems() {
  if (!data.issues.length) return null;
  return el("section", { class: "problems" }, el("h2", {}, t("n_problems", { n: number(data.issues.length) })),
    table("problems", [t("problem_source"), t("problem_kind"), t("problem_message"), t("problem_remedy")],
      data.issues.map((issue) => [
        el("bdi", { class: "doc-id" }, issue.source),
        [label("issue_kind", issue.kind), el("span", { class: "sub" }, t(issue.fatal ? "fatal" : "reservation"))],
        el("span", { dir: "auto" }, issue.message || ""), el("span", { dir: "auto" }, issue.remedy || ""),
      ])));
}

function drawDocuments(box) {
  const events = new Map();
  for (const event of data.events) for (const doc of event.docs || []) events.set(doc, [...(events.get(doc) || []), event]);
  return fill(box, problems(), el("h2", {}, t("n_documents", { n: number(data.documents.length) })), data.documents.length ? table(
    "sources", [t("document"), t("outlet"), t("date"), t("incidents"), t("statements"), t("warnings")],
    data.documents.map((given, n) => {
      const here = events.get(n) || [];
      const statements = here.filter(isStatement);
      const open = (list) => (list.length ? el("button", { type: "button", class: "link", onclick: () => change({ e: list[0].id }, { step: true }) }, number(list.length)) : number(0));
      return [
        [given.title ? el("b", { dir: "auto", lang: given.language || "ar" }, given.title) : null, el("span", { class: "sub" }, el("bdi", { class: "doc-id" }, given.id))],
        bdi(given.outlet ? outletName(given.outlet) : t("no_outlet")),
        given.published ? dayWords(day(given.published)) : el("span", { class: "sub" }, t("unpublished")),
        open(here.filter((event) => !isStatement(event))), open(statements),
        [(given.reuse || []).map((r) => el("span", { class: "sub" }, t(`reuse_${r.kind}`, { share: percent(r.share), doc: documentName(r.of) }))),
          (given.warnings || []).map((warning) => el("span", { class: "warning", dir: "auto" }, warning))],
      ];
    })) : null);
}

/** Draws the list of the open tab, or clears it where the tab shows events. */
export function drawList() {
  const box = byId("list");
  if (state.tab === "figures") drawFigures(box);
  else if (state.tab === "documents") drawDocuments(box);
  else fill(box);
}

