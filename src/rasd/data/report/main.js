// Starts the page: reads the data, draws what the address asks for, and draws again on change.
import { byId, fill } from "./dom.js";
import { data, part } from "./data.js";
import { closeDetail, drawDetail } from "./detail.js";
import { drawFilters } from "./filters.js";
import { drawList } from "./lists.js";
import { drawMap, startMap } from "./map.js";
import { chosen, hash, onChange, ordered, readHash, state } from "./state.js";
import { drawSummary, drawTabs } from "./summary.js";
import { downloadCsv, drawTable } from "./table.js";
import { drawTimeline } from "./timeline.js";
import { day, dayWords, rtl, t, words } from "./words.js";

function generated() {
  const given = data.generated;
  if (!given) return "";
  const days = /^\d{4}-\d\d-\d\d/.test(given) ? day(given.slice(0, 10)) : null;
  return t("generated", { date: days === null ? given : dayWords(days) });
}

/** Gives the whole interface the direction and the words of its language. */
function speak() {
  document.documentElement.lang = words.language;
  document.documentElement.dir = rtl() ? "rtl" : "ltr";
  document.title = t("page_title");
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  byId("generated").textContent = generated();
  const other = words.language === "ar" ? "en" : "ar";
  fill(byId("switch"), t("switch"));
  byId("switch").lang = other;
  byId("switch").dir = other === "ar" ? "rtl" : "ltr";
}

/** Draws everything that the state decides. */
function drawAll({ language = false } = {}) {
  const listing = state.tab === "incidents" || state.tab === "statements";
  byId("filters").hidden = !listing;
  byId("events").hidden = !listing;
  const note = byId("tab-note");
  note.hidden = !["statements", "figures"].includes(state.tab);
  note.textContent = note.hidden ? "" : t(`${state.tab}_note`);
  drawSummary();
  drawTabs();
  if (listing) {
    const events = chosen();
    drawFilters();
    drawTable(ordered(events));
    drawMap(events, { language });
    drawTimeline();
  }
  drawList();
  drawDetail({ again: language });
}

async function start() {
  const given = await part("interface");
  Object.assign(words, { strings: given.strings, labels: given.labels, folding: given.folding });
  words.language = (navigator.language || "").toLowerCase().startsWith("ar") ? "ar" : "en";
  const [records, texts, basemap] = await Promise.all([part("records"), part("texts"), part("basemap")]);
  Object.assign(data, records || {}, { texts: texts || {} });
  data.byId = new Map(data.events.map((event) => [event.id, event]));
  readHash();
  speak();
  byId("switch").hidden = false;
  byId("page").hidden = false;
  startMap(basemap);
  onChange((names) => {
    // Opening an event leaves what lies behind it as it is.
    if (names.length === 1 && names[0] === "e") drawDetail();
    else drawAll();
  });
  byId("switch").addEventListener("click", () => {
    words.language = words.language === "ar" ? "en" : "ar";
    history.replaceState(null, "", hash());
    speak();
    drawAll({ language: true });
  });
  byId("csv").addEventListener("click", () => downloadCsv(ordered(chosen())));
  byId("detail").addEventListener("cancel", (event) => {
    event.preventDefault();
    closeDetail();
  });
  byId("detail").addEventListener("click", (event) => {
    if (event.target === byId("detail")) closeDetail();
  });
  const arrive = () => {
    const before = words.language;
    readHash();
    if (before !== words.language) speak();
    drawAll({ language: before !== words.language });
  };
  addEventListener("popstate", arrive);
  let wide = 0;
  new ResizeObserver(() => {
    const now = byId("timeline").clientWidth;
    if (now && now !== wide) {
      wide = now;
      drawTimeline();
    }
  }).observe(byId("timeline"));
  drawAll({ language: true });
  document.documentElement.dataset.ready = "yes";
}

start();
