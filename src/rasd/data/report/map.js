// Events on the map. A point is drawn only where the text gives one: a place itself is a dot, a
// place nearby a dashed circle, a governorate a shade with a square number, a country no mark at
// all but a line under the map.
/* global L */
import { bdi, byId, el, fill } from "./dom.js";
import { drawGround, ground } from "./basemap.js";
import { countryName, dateWords, faint, title } from "./records.js";
import { change, state } from "./state.js";
import { holds, middle } from "./topology.js";
import { label, number, rtl, t, words } from "./words.js";

const METRES = { near: 6000, admin2: 20000 };
const APART = 44;
const HOME = [[12, -12], [38, 62]];

let map = null;
let layers = null;
let tints = null;
let drawGroundNames = () => {};
let shown = [];
let fitted = "";
let zoomControl = null;
const shapeAt = new Map();

const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function onMap(event) {
  const place = event.place;
  return Boolean(place && Number.isFinite(place.lat) && Number.isFinite(place.lon) &&
    ["exact", "near", "admin2", "admin1"].includes(place.precision));
}

/** Makes the map once; `false` where the base map cannot be read. */
export function startMap(basemap) {
  if (!basemap) {
    fill(byId("map"), el("p", { class: "empty" }, t("map_failed")));
    return false;
  }
  map = L.map(byId("map"), {
    attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: 11, zoomSnap: 0.5,
    scrollWheelZoom: false, worldCopyJump: false, maxBounds: [[-70, -190], [85, 190]],
    zoomAnimation: !still(), fadeAnimation: !still(), markerZoomAnimation: false, inertia: !still(),
  });
  map.fitBounds(HOME, { animate: false });
  drawGroundNames = drawGround(map, basemap);
  tints = L.layerGroup().addTo(map);
  layers = L.layerGroup().addTo(map);
  map.on("zoomend", drawMarkers);
  // The wheel scrolls the page until the reader has turned to the map.
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur mouseout", () => map.scrollWheelZoom.disable());
  return true;
}

function control() {
  if (zoomControl) zoomControl.remove();
  zoomControl = L.control.zoom({
    position: rtl() ? "topright" : "topleft", zoomInTitle: t("zoom_in"), zoomOutTitle: t("zoom_out"),
  }).addTo(map);
  const all = el("a", {
    href: "#", role: "button", class: "zoom-all", title: t("zoom_all"), "aria-label": t("zoom_all"),
    onclick: (click) => {
      click.preventDefault();
      click.stopPropagation();
      fit();
    },
  }, "⤢");
  zoomControl.getContainer().append(all);
}

/** Bounds of the events; of many, without the outermost hundredths, which a war rarely lies in. */
function extent() {
  const points = shown.filter(onMap).map((event) => [event.place.lat, event.place.lon]);
  if (points.length < 50) return points.length ? L.latLngBounds(points) : null;
  const cut = (axis, share) => points.map((point) => point[axis]).sort((a, b) => a - b)[Math.floor(share * (points.length - 1))];
  return L.latLngBounds([cut(0, 0.02), cut(1, 0.02)], [cut(0, 0.98), cut(1, 0.98)]);
}

function fit() {
  const bounds = extent();
  if (!bounds) map.fitBounds(HOME, { animate: false });
  else map.fitBounds(bounds.pad(0.08), { maxZoom: 8, padding: [24, 24], animate: false });
}

/** Draws the events that pass the filters; the view follows only when they are others. */
export function drawMap(events, { language = false } = {}) {
  drawOffMap(events);
  drawLegend();
  if (!map) return;
  shown = events;
  map.invalidateSize({ animate: false });
  if (language || !zoomControl) control();
  const key = events.map((event) => event.id).join();
  if (key !== fitted) {
    fitted = key;
    fit();
  }
  drawMarkers();
  drawGroundNames();
  byId("map").setAttribute("aria-label", t("map_label"));
  byId("map").setAttribute("role", "region");
}

function icon(className, size, child, style = {}) {
  return L.divIcon({
    className: "event-anchor", iconSize: [size, size],
    html: el("span", { class: className, style: { "inline-size": `${size}px`, "block-size": `${size}px`, ...style } }, child),
  });
}

function put(lat, lon, divIcon, words_, open) {
  ground.taken.push({ lat, lon, half: divIcon.options.iconSize[0] / 2 + 1 });
  const marker = L.marker([lat, lon], { icon: divIcon, keyboard: true, riseOnHover: true }).addTo(layers);
  marker.getElement().setAttribute("aria-label", words_);
  marker.bindTooltip(el("span", { dir: rtl() ? "rtl" : "ltr", lang: words.language }, words_), { direction: "top", offset: [0, -8] });
  marker.on("click", open);
  marker.on("keypress", (event) => {
    if (event.originalEvent.key === "Enter" || event.originalEvent.key === " ") {
      event.originalEvent.preventDefault();
      open();
    }
  });
}

/** Groups points that would touch on the screen; the first by id leads its group. */
function clusters(events) {
  const cells = new Map();
  const out = [];
  for (const event of events) {
    const at = map.project([event.place.lat, event.place.lon]);
    const [cx, cy] = [Math.floor(at.x / APART), Math.floor(at.y / APART)];
    let home = null;
    for (let dx = -1; dx <= 1 && !home; dx++) {
      for (let dy = -1; dy <= 1 && !home; dy++) {
        home = (cells.get(`${cx + dx}/${cy + dy}`) || []).find((group) => group.at.distanceTo(at) < APART) || null;
      }
    }
    if (!home) {
      home = { at, events: [], sum: null };
      const key = `${cx}/${cy}`;
      cells.set(key, [...(cells.get(key) || []), home]);
      out.push(home);
    }
    home.events.push(event);
    home.sum = home.sum ? home.sum.add(at) : at;
  }
  // A group stands in the middle of its events, so that its mark does not lean on a neighbour's.
  for (const group of out) group.at = group.sum.divideBy(group.events.length);
  return out;
}

function ring(events) {
  const counts = new Map();
  for (const event of events) counts.set(event.event_type, (counts.get(event.event_type) || 0) + 1);
  let from = 0;
  const parts = [...counts].sort().map(([type, n]) => {
    const to = from + (100 * n) / events.length;
    const part = `var(--t-${type}) ${from}% ${to}%`;
    from = to;
    return part;
  });
  return `conic-gradient(${parts.join(",")})`;
}

function list(events, lat, lon) {
  const ordered = [...events].sort((a, b) => (dateOf(a) < dateOf(b) ? 1 : -1));
  const body = el("div", { class: "popup", dir: rtl() ? "rtl" : "ltr", lang: words.language },
    el("p", {}, t("cluster", { n: number(events.length) })),
    el("ul", {}, ordered.map((event) => el("li", {}, el("button", {
      type: "button", class: "link", onclick: () => change({ e: event.id }, { step: true }),
    }, el("span", { class: `swatch t-${event.event_type}`, "aria-hidden": "true" }), title(event)),
    el("span", { class: "sub" }, bdi(dateWords(event)))))));
  L.popup({ maxWidth: 300, minWidth: 210, maxHeight: 240 }).setLatLng([lat, lon]).setContent(body).openOn(map);
  const first = body.querySelector("button");
  if (first) first.focus({ preventScroll: true });
}

const dateOf = (event) => (event.date && event.date.start) || "";

function drawMarkers() {
  if (!map) return;
  layers.clearLayers();
  tints.clearLayers();
  ground.taken = [];
  const points = shown.filter((event) => onMap(event) && event.place.precision !== "admin1");
  for (const group of clusters(points)) {
    if (group.events.length === 1) drawOne(group.events[0]);
    else drawMany(group);
  }
  drawAreas(shown.filter((event) => onMap(event) && event.place.precision === "admin1"));
}

function drawOne(event) {
  const { lat, lon, precision } = event.place;
  const rough = METRES[precision];
  if (rough) {
    L.circle([lat, lon], {
      radius: rough, interactive: false, weight: 1.4, dashArray: "4 4", fillOpacity: 0.08,
      color: getComputedStyle(document.documentElement).getPropertyValue(`--t-${event.event_type}`).trim(),
    }).addTo(tints);
  }
  const className = `dot t-${event.event_type}${rough ? " rough" : ""}${faint(event) ? " hollow" : ""}`;
  put(lat, lon, icon(className, 16), `${title(event)} – ${dateWords(event)}`, () => change({ e: event.id }, { step: true }));
}

function drawMany(group) {
  const at = map.unproject(group.at);
  const size = Math.min(44, 24 + 3 * Math.log2(group.events.length));
  const n = el("span", { class: "cluster-n" }, number(group.events.length));
  const bounds = L.latLngBounds(group.events.map((event) => [event.place.lat, event.place.lon]));
  put(at.lat, at.lng, icon("cluster", size, n, { background: ring(group.events) }),
    t("cluster", { n: number(group.events.length) }), () => {
      const tight = map.getBoundsZoom(bounds.pad(0.3)) <= map.getZoom() + 0.5;
      const same = bounds.getNorthEast().equals(bounds.getSouthWest());
      if (same || tight || map.getZoom() >= 10 || group.events.length <= 6) list(group.events, at.lat, at.lng);
      else map.fitBounds(bounds.pad(0.3), { animate: !still() });
    });
}

function drawAreas(events) {
  const areas = new Map();
  for (const event of events) {
    const { lat, lon, country } = event.place;
    const spot = `${lat}/${lon}/${country}`;
    if (!shapeAt.has(spot)) {
      shapeAt.set(spot, ground.shapes.find((s) => s.properties.c === country && holds(s, lat, lon)) ||
        ground.shapes.find((s) => holds(s, lat, lon)) || null);
    }
    const shape = shapeAt.get(spot);
    const key = shape ? shape.properties.id : spot;
    if (!areas.has(key)) areas.set(key, { shape, lat, lon, events: [], name: event.place });
    areas.get(key).events.push(event);
  }
  const groups = [];
  for (const area of areas.values()) {
    for (const polygon of area.shape ? area.shape.polygons : []) {
      L.polygon(polygon, { pane: "tint", interactive: false, weight: 1, color: "#7d5a1e", dashArray: "3 3", fillColor: "#b98a3a", fillOpacity: 0.16 + Math.min(0.2, 0.04 * area.events.length) }).addTo(tints);
    }
    const at = map.latLngToContainerPoint([area.lat, area.lon]);
    const near = groups.find((group) => group.at.distanceTo(at) < 1.5 * APART);
    if (near) near.areas.push(area);
    else groups.push({ at, areas: [area] });
  }
  for (const { areas: [first, ...others] } of groups) drawAreaNumber(first, others);
}

/** One number for an area, or for several that would touch on the screen. */
function drawAreaNumber(first, others) {
  const { shape, lat, lon, name } = first;
  const here = [first, ...others].flatMap((area) => area.events);
  const inside = clearSpot(shape, lat, lon);
  if (shape && !holds(shape, inside.lat, inside.lon)) {
    // The number had to leave its area: a line leads back to it.
    L.polyline([[inside.lat, inside.lon], [lat, lon]], { pane: "tint", interactive: false, weight: 1, color: "#7d5a1e" }).addTo(tints);
  }
  const area = (rtl() ? name.name_ar : name.name_en) || name.name_ar || name.text;
  const words_ = others.length ? t("zoom_areas", { n: number(here.length) }) : t("area", { n: number(here.length), area });
  const size = here.length > 99 ? 32 : 24;
  put(inside.lat, inside.lon, icon("area", size, el("span", {}, number(here.length))), words_, () => {
    if (here.length === 1) change({ e: here[0].id }, { step: true });
    else list(here, inside.lat, inside.lon);
  });
}

/** A spot for the number of a shaded area: inside it and clear of other marks where it can be. */
function clearSpot(shape, lat, lon) {
  const at = shape ? middle(shape) : { lat, lon };
  const home = shape && !holds(shape, at.lat, at.lon) ? { lat, lon } : at;
  const here = map.latLngToContainerPoint([home.lat, home.lon]);
  const taken = ground.taken.map((mark) => [map.latLngToContainerPoint([mark.lat, mark.lon]), mark.half]);
  const around = [[0, 0], [0, -32], [34, 0], [-34, 0], [0, 32], [30, -26], [-30, -26], [44, 20], [-44, 20]];
  const spots = around.map((step) => here.add(step))
    .filter((spot) => taken.every(([point, half]) => point.distanceTo(spot) > half + 14))
    .map((spot) => map.containerPointToLatLng(spot))
    .map(({ lat: y, lng: x }) => ({ lat: y, lon: x }));
  return spots.find((spot) => shape && holds(shape, spot.lat, spot.lon)) || spots[0] || home;
}

function drawOffMap(events) {
  const off = events.filter((event) => !onMap(event));
  if (!off.length) {
    fill(byId("off-map"));
    return;
  }
  const groups = new Map();
  for (const event of off) {
    const country = (event.place && event.place.country) || "";
    groups.set(country, [...(groups.get(country) || []), event]);
  }
  const sorted = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const was = byId("off-map").querySelector("details");
  fill(byId("off-map"), el("details", { open: was && was.open },
    el("summary", {}, t("not_on_map", { n: number(off.length) }), " ",
      el("span", { class: "fine" }, sorted.slice(0, 4).map(([country, list_]) =>
        el("span", { class: "off-country" }, bdi(country ? t("not_on_map_country", { country: countryName(country) }) : t("not_on_map_unknown")), ` (${number(list_.length)})`)))),
    el("ul", {}, off.slice(0, 60).map((event) => el("li", {},
      el("button", { type: "button", class: "link", onclick: () => change({ e: event.id }, { step: true }) },
        el("span", { class: `swatch t-${event.event_type}`, "aria-hidden": "true" }), title(event)),
      " ", el("span", { class: "fine" }, bdi(dateWords(event))))))));
}

function drawLegend() {
  const item = (className, key) => el("li", {}, el("span", { class: `key ${className}`, "aria-hidden": "true" }), t(key));
  const types = Object.keys(words.labels.event_type).filter((type) => (type === "statement") === (state.tab === "statements"));
  const was = byId("map-legend").querySelector("details");
  fill(byId("map-legend"), el("details", { open: was ? was.open : matchMedia("(min-width: 641px)").matches }, el("summary", {}, t("legend")),
    el("ul", {}, types.map((type) => el("li", {}, el("span", { class: `swatch t-${type}`, "aria-hidden": "true" }), label("event_type", type)))),
    el("ul", {}, item("key-exact", "legend_exact"), item("key-near", "legend_near"), item("key-area", "legend_admin1"), item("key-faint", "legend_denied"))));
}
