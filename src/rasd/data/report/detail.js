// One event: what each text says, who says so, where they disagree, and the words themselves.
import { bdi, byId, el, fill } from "./dom.js";
import { data } from "./data.js";
import { drawText } from "./article.js";
import {
  actorName, baseField, claimName, countryName, countWords, dateWords, documentName, group, isStatement, joined, outletName,
  placeLine, placeName, quote, sourceName, span, title, TOLL, tollParts,
} from "./records.js";
import { credibility, sourceList, tollTable, valueTable, valueWords, why } from "./told.js";
import { review } from "./review.js";
import { change, chosen, ordered, state } from "./state.js";
import { statusBadge } from "./table.js";
import { dayWords, day, hasLabel, label, number, percent, t } from "./words.js";

const ORDER = ["event", "date", "place", "perpetrators", "targets", "weapons", ...TOLL, "harm", "materiel", "claimed_by", "attribution", "campaign"];
const QUOTES = 3;
let opener = null;
let drawn = "";

/** The values of a record by field, as lines to show. */
function values(event) {
  const actor = (a) => el("span", {}, bdi(actorName(a)), a.category && a.category !== "generic" ? el("span", { class: "sub inline" }, ` ${label("category", a.category)}`) : null);
  const out = new Map();
  const set = (field, lines) => lines.length && out.set(field, lines);
  set("event", [el("span", {}, label("event_type", event.event_type), " · ", label("sub_event_type", event.sub_event_type))]);
  if (event.date) set("date", [span(event) ? bdi(dateWords(event)) : null, el("span", { class: span(event) ? "sub" : "" }, label("date_precision", event.date.precision))]);
  const place = event.place;
  if (place) {
    const lines = [bdi(placeLine(place)), el("span", { class: "sub" }, [place.admin2, place.admin1].filter(Boolean).map((name, n) => [n ? " · " : "", bdi(name)]),
      place.admin1 || place.admin2 ? " · " : "", label("place_precision", place.precision))];
    if (Number.isFinite(place.lat)) {
      lines.push(el("span", { class: "sub" }, t("coordinates"), " ", el("bdi", { dir: "ltr" }, `${place.lat.toFixed(3)}, ${place.lon.toFixed(3)}`)));
    }
    set("place", lines);
  }
  set("perpetrators", (event.perpetrators || []).map(actor));
  set("targets", (event.targets || []).map(actor));
  set("weapons", (event.weapons || []).map((w) => el("span", {}, label("weapon", w))));
  for (const name of TOLL) if (event[name]) set(name, [el("b", {}, countWords(event[name]))]);
  set("harm", (event.harm || []).map((h) => el("span", {}, `${label("group", h.group)}: ${countWords(h)} (${label("outcome", h.outcome)})`)));
  set("materiel", (event.materiel || []).map((m) => el("span", {}, `${label("object", m.object)}: ${label("effect", m.effect)}${m.count ? ` (${number(m.count)})` : ""}`)));
  set("claimed_by", (event.claimed_by || []).map((c) => el("span", {}, bdi(claimName(c)), c.channel ? el("span", { class: "sub inline" }, " ", t("channel", { channel: c.channel })) : null)));
  set("attribution", (event.attribution || []).map((a) => el("span", {}, bdi(sourceName(a)), el("span", { class: "sub inline" }, ` ${label("role", a.role)}`))));
  if (event.campaign) set("campaign", [bdi(event.campaign)]);
  return out;
}

function evidenceWords(event, field) {
  const several = (event.docs || []).length > 1;
  const items = (event.evidence || []).map((item, key) => ({ ...item, key })).filter((item) => baseField(item.field) === field);
  const quotes = items.map((item) => el("button", {
    type: "button", class: `words g-${group(field)}${item.start === undefined ? " lost" : ""}`, "data-keys": String(item.key),
    title: item.start === undefined ? t("broken_evidence") : t("go_to_words"), disabled: item.start === undefined,
  }, el("q", { lang: language(item.doc), dir: "auto" }, short(quote(item))),
  several || item.part === "title" ? el("span", { class: "from" }, bdi([several ? documentName(item.doc) : "", item.part === "title" ? t("title_part") : ""].filter(Boolean).join(" · "))) : null));
  if (quotes.length <= QUOTES + 1) return quotes;
  return [...quotes.slice(0, QUOTES), el("details", {}, el("summary", {}, t("more_words", { n: number(quotes.length - QUOTES) })), quotes.slice(QUOTES))];
}

function short(text) {
  return text.length > 130 ? `${text.slice(0, 126).replace(/\s+\S*$/, "")} …` : text;
}

function language(doc) {
  const given = data.documents[doc];
  return (given && given.language) || "ar";
}

/** What else is told of a field on which the reports do not disagree. */
function beside(event, field) {
  const name = field === "event" ? "sub_event_type" : field;
  if ((event.conflicts || []).some((c) => c.field === name)) return null;
  const table = tollTable(event, name, source) || valueTable(event, name, source);
  return table && el("details", { class: "beside" }, el("summary", {}, t("all_told")), table, why(event, name));
}

function fields(event) {
  const lines = values(event);
  const extra = new Set((event.evidence || []).map((item) => baseField(item.field)));
  const shown = [...ORDER, ...[...extra].filter((f) => !ORDER.includes(f) && f !== "status" && lines.has(f))];
  return el("dl", { class: "fields" }, shown.filter((field) => lines.has(field)).map((field) =>
    el("div", { class: `field g-${group(field)}`, "data-field": field, id: `value-${field}`, tabindex: "-1" },
      el("dt", {}, el("span", { class: `chip-dot g-${group(field)}`, "aria-hidden": "true" }), label("field", field)),
      el("dd", {}, lines.get(field).map((line) => el("div", {}, line)), beside(event, field), el("div", { class: "quotes" }, evidenceWords(event, field))))));
}

function status(event) {
  const quotes = evidenceWords(event, "status");
  return el("div", { class: "status-note", "data-field": "status", id: "value-status", tabindex: "-1" },
    statusBadge(event.status), " ", el("span", {}, label("status_note", event.status)),
    quotes.length ? el("div", { class: "quotes" }, quotes) : null);
}

function source(doc) {
  return el("a", { href: `#doc-${doc}`, class: "to-doc", onclick: (event) => {
    event.preventDefault();
    const box = byId(`doc-${doc}`);
    if (box) {
      box.focus({ preventScroll: true });
      box.scrollIntoView({ block: "start" });
    }
  } }, bdi(documentName(doc)));
}

const WEIGHT = [...TOLL, "status", "sub_event_type", "date", "place", "perpetrators", "targets"];

/** Fields on which the texts differ, one row for each value, with who gives it. */
function conflicts(event) {
  if (!event.conflicts) return null;
  const rank = (conflict) => (WEIGHT.includes(conflict.field) ? WEIGHT.indexOf(conflict.field) : 99);
  const tables = [...event.conflicts].sort((a, b) => rank(a) - rank(b)).map((conflict) => conflictTable(event, conflict));
  const rest = tables.slice(3);
  return el("section", { class: "conflicts" }, el("h3", {}, t("conflicts")), tables.slice(0, 3),
    rest.length ? el("details", {}, el("summary", {}, t("more_conflicts", { n: number(rest.length) })), rest) : null);
}

/** What each side says, day by day for a toll; from the values told, or from the conflict alone. */
function conflictTable(event, conflict) {
  const { field } = conflict;
  // What one report contradicts within itself stands in no list of who says what.
  const inside = new Set(conflict.docs).size === 1;
  const table = (!inside && (tollTable(event, field, source) || valueTable(event, field, source))) || bareTable(event, conflict);
  return el("div", { class: "dispute" }, table, inside ? null : why(event, field));
}

function bareTable(event, conflict) {
  const by = new Map();
  conflict.values.forEach((value, n) => {
    const inside = conflict.docs.filter((doc) => doc === conflict.docs[n]).length > 1;
    const words = valueWords(event, conflict.field, value, inside ? null : { doc: conflict.docs[n] });
    by.set(words, [...(by.get(words) || []), conflict.docs[n]]);
  });
  return el("table", {}, el("caption", {}, label("field", conflict.field)),
    el("tbody", {}, [...by].map(([words, docs]) => el("tr", {}, el("th", { scope: "row" }, bdi(words)), el("td", {}, sources(docs))))));
}

/** Documents by name; an outlet that reports several times stands once, with the number. */
function sources(docs) {
  const names = new Map();
  for (const doc of docs.filter((d) => d >= 0)) names.set(documentName(doc), [...(names.get(documentName(doc)) || []), doc]);
  return [...names].map(([, list], n) => [n ? " · " : "", source(list[0]), list.length > 1 ? ` ×${number(list.length)}` : ""]);
}

function eachSource(event) {
  if (!event.mentions) return null;
  const rows = [
    ["status", (m) => label("status", m.status)], ["event", (m) => label("sub_event_type", m.sub_event_type)],
    ["date", (m) => (m.date ? dateWords(m) : "")], ["place", (m) => (m.place ? placeName(m.place) || countryName(m.place.country) : "")],
    ["perpetrators", (m) => joined((m.perpetrators || []).map(actorName))], ["targets", (m) => joined((m.targets || []).map(actorName))],
    ...TOLL.map((name) => [name, (m) => countWords(m[name])]),
    ["attribution", (m) => joined((m.attribution || []).map(sourceName))],
  ];
  const differing = new Set((event.conflicts || []).map((c) => c.field));
  return el("details", { class: "each-source" }, el("summary", {}, t("each_source")),
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("each_source") },
      el("table", {}, el("thead", {}, el("tr", {}, el("td", {}), event.mentions.map((m) => el("th", { scope: "col" }, source(m.doc))))),
        el("tbody", {}, rows.filter(([, value]) => event.mentions.some((m) => value(m))).map(([field, value]) =>
          el("tr", { class: differing.has(field) ? "differs" : "" }, el("th", { scope: "row" }, label("field", field)),
            event.mentions.map((m) => el("td", {}, bdi(value(m) || "–")))))))));
}

/** Passages that a document shares with others, in either direction. */
function copies(doc) {
  const given = data.documents[doc];
  const own = (given.reuse || []).flatMap((r) => r.spans.map(([start, end]) => ({ start, end, with: r.of })));
  const taken = data.documents.flatMap((other, n) => (other.reuse || []).filter((r) => r.of === doc)
    .flatMap((r) => r.spans.map(([, , start, end]) => ({ start, end, with: n }))));
  return [...own, ...taken];
}

function article(event, doc) {
  const given = data.documents[doc];
  const text = data.texts[doc] || "";
  const evidence = (event.evidence || []).map((item, key) => ({ ...item, key })).filter((item) => item.doc === doc && item.start !== undefined);
  const body = evidence.filter((item) => item.part !== "title");
  const copied = copies(doc);
  const box = el("div", { class: "text", lang: language(doc), dir: "auto" });
  drawText(box, text, body, copied);
  const heading = el("h4", { class: "article-title", lang: language(doc), dir: "auto" });
  if (given.title) drawText(heading, given.title, evidence.filter((item) => item.part === "title"), [], { whole: true });
  else heading.textContent = given.id;
  const notes = [
    ...(given.reuse || []).map((r) => t(`reuse_${r.kind}`, { share: percent(r.share), doc: documentName(r.of) })),
    ...data.documents.flatMap((other, n) => ((other.reuse || []).some((r) => r.of === doc) ? [t("reuse_by", { doc: documentName(n) })] : [])),
  ];
  const others = data.events.filter((e) => e !== event && (e.docs || []).includes(doc));
  const safe = given.url && /^https?:\/\//i.test(given.url);
  const long = text.length > 900;
  return el("article", { class: "article", id: `doc-${doc}`, tabindex: "-1" },
    el("header", {}, el("p", { class: "article-meta" },
      given.outlet ? el("b", {}, bdi(outletName(given.outlet))) : el("span", {}, t("no_outlet")), " · ",
      given.published ? t("published", { date: dayWords(day(given.published)) }) : t("unpublished"), " · ", el("bdi", { class: "doc-id" }, given.id),
      safe ? [" · ", el("a", { href: given.url, rel: "noreferrer noopener", target: "_blank" }, t("in_original"))] : null), heading,
    notes.map((note) => el("p", { class: "reuse-note" }, note)),
    (given.warnings || []).map((warning) => el("p", { class: "warning", dir: "auto" }, warning))),
    box,
    long ? el("button", { type: "button", class: "quiet whole", onclick: (click) => {
      drawText(box, text, body, copied, { whole: true });
      click.target.remove();
      box.setAttribute("tabindex", "-1");
      box.focus({ preventScroll: true });
    } }, t("show_all")) : null,
    others.length ? el("details", { class: "others", open: others.length <= 4 }, el("summary", {}, `${t("other_events")} (${number(others.length)})`),
      el("ul", {}, others.map((other) => el("li", {}, el("button", { type: "button", class: "link", onclick: () => change({ e: other.id }) },
        el("span", { class: `swatch t-${other.event_type}`, "aria-hidden": "true" }), title(other)), " ", statusBadge(other.status))))) : null);
}

function legend(event) {
  const groups = new Map();
  for (const item of event.evidence || []) {
    const field = baseField(item.field);
    const known = groups.get(group(field)) || new Set();
    known.add(label("field", field));
    groups.set(group(field), known);
  }
  return el("p", { class: "ev-legend" }, el("span", { class: "unseen" }, t("legend_evidence")),
    [...groups].map(([name, names]) => el("span", { class: `key-words g-${name}` }, joined([...names]))),
    (event.docs || []).some((doc) => copies(doc).length) ? el("span", { class: "copied" }, t("reuse_mark")) : null);
}

function light(root, keys, on) {
  for (const node of root.querySelectorAll("[data-keys]")) {
    if (node.dataset.keys.split(" ").some((key) => keys.includes(key))) node.classList.toggle("on", on);
  }
}

/** Ties words and values together: hover and focus light both, a click goes to the other. */
function link(root, event) {
  const keysOf = (node) => {
    const owner = node.closest && node.closest("[data-keys]");
    if (!owner) return [];
    const keys = owner.dataset.keys.split(" ");
    return owner.matches("mark") ? keys.slice(0, 1) : keys;
  };
  for (const [start, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    root.addEventListener(start, (e) => light(root, keysOf(e.target), true));
    root.addEventListener(end, (e) => light(root, keysOf(e.target), false));
  }
  root.addEventListener("click", (e) => {
    const owner = e.target.closest("[data-keys]");
    if (!owner) return;
    const [key] = owner.dataset.keys.split(" ");
    if (owner.matches(".words")) reveal(root, event, key);
    else {
      const field = baseField(event.evidence[key].field);
      const value = root.querySelector(`#value-${CSS.escape(field)}`);
      if (value) {
        value.focus({ preventScroll: true });
        value.scrollIntoView({ block: "nearest" });
      }
    }
  });
}

function reveal(root, event, key) {
  const tag = [...root.querySelectorAll(".tag")].find((node) => node.dataset.keys.split(" ").includes(key));
  const mark = [...root.querySelectorAll("mark")].find((node) => node.dataset.keys.split(" ").includes(key));
  if (mark) mark.scrollIntoView({ block: "center" });
  if (tag) tag.focus({ preventScroll: true });
}

/** Opens, redraws or closes the panel as the state says. */
export function drawDetail({ again = false } = {}) {
  const dialog = byId("detail");
  if (!state.e) {
    drawn = "";
    if (dialog.open) dialog.close();
    return;
  }
  if (state.e === drawn && !again) return;
  const event = data.byId.get(state.e);
  drawn = state.e;
  const list = ordered(chosen());
  const at = list.indexOf(event);
  const step = (n) => el("button", {
    type: "button", class: "quiet", disabled: at < 0 || !list[at + n], onclick: () => change({ e: list[at + n].id }),
  }, t(n < 0 ? "previous" : "next"));
  const bar = el("div", { class: "detail-bar" },
    el("button", { type: "button", class: "quiet close", onclick: closeDetail }, t("back")),
    at >= 0 ? el("span", { class: "fine" }, t("n_of", { n: number(at + 1), total: number(list.length) })) : null,
    el("span", { class: "steps" }, step(-1), step(1)));
  if (!event) {
    fill(dialog, bar, el("h2", { id: "detail-title", tabindex: "-1" }, t("event_gone", { id: state.e })));
  } else {
    const toll = tollParts(event);
    const body = el("div", { class: "detail-body" },
      el("div", { class: "detail-values" },
        status(event), credibility(event), review(event), sourceList(event, source), conflicts(event), fields(event), eachSource(event),
        el("p", { class: "fine meta" },
          event.independent_sources > 1 ? t("n_sources", { n: number(event.independent_sources) }) : t("one_source"), " · ",
          label("field", "confidence"), " ", percent(event.confidence || 0), " – ", t("confidence_note"), el("br"),
          t("id"), " ", el("bdi", { dir: "ltr" }, event.id))),
      el("div", { class: "detail-texts" }, el("h3", {}, t("in_documents")), legend(event), (event.docs || []).map((doc) => article(event, doc))));
    fill(dialog, bar,
      el("header", { class: "detail-head" },
        el("p", { class: "kicker" }, el("span", { class: `swatch t-${event.event_type}`, "aria-hidden": "true" }),
          label("event_type", event.event_type), isStatement(event) ? ` · ${t("statements")}` : "", " · ", bdi(dateWords(event))),
        el("h2", { id: "detail-title", tabindex: "-1" }, title(event)),
        toll.length ? el("p", { class: "toll-head" }, toll.map((item) => el("span", {}, `${label("field", item.name)}: `, el("b", {}, item.words)))) : null,
        hasLabel("definition", event.sub_event_type) ? el("p", { class: "fine" }, `${label("sub_event_type", event.sub_event_type)}: ${label("definition", event.sub_event_type)}`) : null),
      body);
    link(body, event);
  }
  const fresh = !dialog.open;
  if (fresh) {
    opener = document.activeElement;
    dialog.showModal();
  }
  if (fresh || !again) {
    dialog.scrollTop = 0;
    byId("detail-title").focus({ preventScroll: true });
  }
}

export function closeDetail() {
  const id = state.e;
  change({ e: "" });
  const row = document.querySelector(`tr[data-id="${CSS.escape(id)}"] .open`);
  const back = opener && opener.isConnected ? opener : row;
  if (back) back.focus({ preventScroll: true });
}
