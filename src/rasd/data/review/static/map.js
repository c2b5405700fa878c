// The map of events. The server puts together what lies close for the part of the world in view, so
// that a hundred thousand events move as smoothly as ten; a list beside the map follows the view.
//
// A point is drawn only for a place itself; a place nearby is a dashed circle, a district or a
// governorate a shade with a number, and a country no mark at all.
/* global L */
import { drawGround, ground } from "/static/report/basemap.js";
import { el } from "/static/report/dom.js";
import { holds } from "/static/report/topology.js";
import { words } from "/static/report/words.js";

const HOME = [[12, -12], [38, 62]];
const METRES = { near: 6000, admin2: 20000 };
const COARSE = ["admin1", "admin2"];
const FEW = 5;
const SPOT = 12;
const AROUND = [[0, 0], [0, -32], [34, 0], [-34, 0], [0, 32], [32, -28], [-32, -28], [46, 20], [-46, 20], [0, -58], [0, 58]];
const WAIT = 120;
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const rtl = () => document.dir === "rtl";

let map = null;
let marks = null;
let shades = null;
let names = () => {};
let asked = 0;
let waiting = 0;
let said = {};
let query = null;
const byEvent = new Map();

const state = () => document.getElementById("map-state");
const t = (key, given = {}) => said.words[key].replace(/\{(\w+)\}/g, (whole, name) => given[name] ?? whole);
const number = (n) => n.toLocaleString("en");

async function start() {
  const box = document.getElementById("map");
  if (!box || map) return;
  said = JSON.parse(box.dataset.labels);
  words.language = said.language;
  words.labels = { country: Object.fromEntries(Object.entries(said.country).map(([code, name]) => [code, [name, name]])) };
  let basemap;
  try {
    basemap = await read(box);
  } catch {
    box.textContent = t("failed");
    return;
  }
  map = L.map(box, {
    attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: 11, zoomSnap: 0.5,
    worldCopyJump: false, maxBounds: [[-70, -190], [85, 190]],
    zoomAnimation: !still(), fadeAnimation: !still(), markerZoomAnimation: false, inertia: !still(),
  });
  query = state().dataset.query;
  const at = view();
  if (at) map.setView([at.lat, at.lon], at.zoom, { animate: false });
  else await fit();
  names = drawGround(map, basemap);
  shades = L.layerGroup().addTo(map);
  marks = L.layerGroup().addTo(map);
  control();
  map.on("moveend", moved);
  refresh();
}

/** The base map with its cities, as `drawGround` takes it. */
async function read(box) {
  const [shapes, cities] = await Promise.all([
    fetch(box.dataset.basemap).then((answer) => answer.json()),
    fetch(box.dataset.cities).then((answer) => answer.text()),
  ]);
  const [head, ...rows] = cities.trimEnd().split("\n").map((line) => line.split("\t"));
  const at = Object.fromEntries(head.map((name, n) => [name, n]));
  shapes.cities = rows.map((row) => [row[at.ar], row[at.en], Number(row[at.lat]), Number(row[at.lon]), Number(row[at.population])]);
  return shapes;
}

function control() {
  const zoom = L.control.zoom({ position: rtl() ? "topright" : "topleft", zoomInTitle: t("zoom_in"), zoomOutTitle: t("zoom_out") }).addTo(map);
  zoom.getContainer().append(el("a", {
    href: "#", role: "button", class: "zoom-all", title: t("zoom_all"), "aria-label": t("zoom_all"),
    onclick: (event) => {
      event.preventDefault();
      event.stopPropagation();
      fit();
    },
  }, "⤢"));
}

/** Where the address says that the map stands: `at=33.5,36.3,7`. */
function view() {
  const [lat, lon, zoom] = (new URLSearchParams(location.search).get("at") || "").split(",").map(Number);
  return Number.isFinite(lat) && Number.isFinite(lon) && Number.isFinite(zoom) ? { lat, lon, zoom } : null;
}

/** Shows all events that the filter wants. */
async function fit() {
  const params = new URLSearchParams(query);
  params.set("view", "-90,-180,90,180");
  params.set("zoom", "2");
  const boxes = (await clustersOf(params)).map((cluster) => cluster.box);
  const edge = (n, which) => which(...boxes.map((box) => box[n]));
  const bounds = boxes.length
    ? L.latLngBounds([[edge(0, Math.min), edge(1, Math.min)], [edge(2, Math.max), edge(3, Math.max)]]).pad(0.05)
    : L.latLngBounds(HOME);
  map.fitBounds(bounds, { maxZoom: 8, animate: false });
}

async function clustersOf(params) {
  const answer = await fetch(`/map/clusters?${params}`, { headers: { Accept: "application/json" } });
  return answer.ok ? (await answer.json()).clusters : [];
}

function moved() {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, WAIT);
}

function edges() {
  const bounds = map.getBounds();
  return [bounds.getSouth(), bounds.getWest(), bounds.getNorth(), bounds.getEast()].map((edge) => Number(edge.toFixed(5))).join(",");
}

/** Asks what is in view, for the map and for the list; an answer that comes late is let go. */
async function refresh() {
  const mine = ++asked;
  const params = new URLSearchParams(query);
  params.set("view", edges());
  const there = map.getCenter();
  const address = new URL(location.href);
  address.searchParams.set("at", [there.lat.toFixed(3), there.lng.toFixed(3), map.getZoom()].join(","));
  history.replaceState(history.state, "", address);
  list(params);
  narrow();
  params.set("zoom", Math.round(map.getZoom()));
  const clusters = await clustersOf(params);
  if (mine !== asked) return;
  draw(clusters);
  document.getElementById("map").dataset.ready = String(mine);
}

const list = (params) => window.htmx.ajax("GET", `/map/list?${params}`, { target: "#beside", swap: "innerHTML" });

/** The link that keeps to the part in view. */
function narrow() {
  const link = document.getElementById("narrow");
  const params = new URLSearchParams(query);
  params.set("box", edges());
  link.href = `/map?${params}`;
}

function draw(clusters) {
  marks.clearLayers();
  shades.clearLayers();
  byEvent.clear();
  ground.taken = [];
  const coarse = (each) => COARSE.includes(each.precision);
  for (const cluster of apart(clusters.filter((each) => !coarse(each)))) {
    if (cluster.count === 1) drawOne(cluster);
    else drawMany(cluster);
  }
  const areas = clusters.filter(coarse);
  for (const area of areas) if (area.precision === "admin1" && small(area.box)) shade(area);
  for (const area of apart(areas)) drawArea(area);
  names();
}

/** The size of a mark on the screen. */
function sizeOf(cluster) {
  if (COARSE.includes(cluster.precision)) return cluster.count > 999 ? 38 : cluster.count > 99 ? 32 : 24;
  return cluster.count === 1 ? 16 : Math.min(54, 24 + 3 * Math.log2(cluster.count));
}

/** The server puts together by cells; marks on both sides of an edge may still touch. */
function apart(clusters) {
  const out = [];
  for (const cluster of [...clusters].sort((a, b) => b.count - a.count)) {
    const at = map.latLngToLayerPoint([cluster.lat, cluster.lon]);
    const near = out.find((each) => each.at.distanceTo(at) < 0.45 * (sizeOf(each) + sizeOf(cluster)));
    if (near) join(near, cluster);
    else out.push({ ...cluster, at });
  }
  return out;
}

function join(into, cluster) {
  const types = new Map(into.types);
  for (const [type, n] of cluster.types) types.set(type, (types.get(type) || 0) + n);
  const [a, b] = [into.box, cluster.box];
  Object.assign(into, {
    types: [...types].sort(),
    box: [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])],
    ids: into.ids.length && cluster.ids.length && into.count + cluster.count <= FEW ? [...into.ids, ...cluster.ids] : [],
    count: into.count + cluster.count,
  });
}

const small = ([south, west, north, east]) => north - south < 0.02 && east - west < 0.02;

function put(cluster, node, size, label, open) {
  const icon = L.divIcon({ className: "event-anchor", iconSize: [size, size], html: node });
  ground.taken.push({ lat: cluster.lat, lon: cluster.lon, half: size / 2 + 1 });
  // The list beside the map is how the keyboard reaches an event: hundreds of stops here are none.
  const marker = L.marker([cluster.lat, cluster.lon], { icon, keyboard: false, riseOnHover: true }).addTo(marks);
  marker.bindTooltip(el("span", { dir: document.dir, lang: words.language }, label), { direction: "top", offset: [0, -8] });
  marker.on("click", open);
  for (const id of cluster.ids) byEvent.set(id, marker);
}

function sized(className, size, child, style = {}) {
  return el("span", { class: className, style: { "inline-size": `${size}px`, "block-size": `${size}px`, ...style } }, child);
}

function drawOne(cluster) {
  const [[type]] = cluster.types;
  const rough = METRES[cluster.precision];
  if (rough) circle(cluster, rough, type);
  const label = cluster.title || t("single", { type: said.type[type] });
  put(cluster, sized(`dot t-${type}${rough ? " rough" : ""}`, 16), 16, label, () => toList(cluster));
}

function circle(cluster, radius, type) {
  const color = getComputedStyle(document.documentElement).getPropertyValue(`--t-${type}`).trim();
  L.circle([cluster.lat, cluster.lon], { radius, interactive: false, weight: 1.4, dashArray: "4 4", fillOpacity: 0.08, color }).addTo(shades);
}

function drawMany(cluster) {
  const size = sizeOf(cluster);
  let from = 0;
  const parts = cluster.types.map(([type, n]) => {
    const to = from + (100 * n) / cluster.count;
    const part = `var(--t-${type}) ${from}% ${to}%`;
    from = to;
    return part;
  });
  const n = el("span", { class: "cluster-n" }, number(cluster.count));
  const label = [t("cluster", { n: number(cluster.count) }), ...cluster.types.map(([type, each]) => `${said.type[type]} ${number(each)}`)].join(" · ");
  put(cluster, sized("cluster", size, n, { background: `conic-gradient(${parts.join(",")})` }), size, label, () => open(cluster));
}

/** A number in a shaded area; no dot, for nobody said where in it. It keeps clear of the points. */
function drawArea(cluster) {
  if (cluster.precision === "admin2" && small(cluster.box)) circle(cluster, METRES.admin2, cluster.types[0][0]);
  const size = sizeOf(cluster);
  const spot = clear(cluster, size);
  if (spot !== cluster) {
    L.polyline([[spot.lat, spot.lon], [cluster.lat, cluster.lon]], { pane: "tint", interactive: false, weight: 1, color: "#7d5a1e" }).addTo(shades);
  }
  put({ ...cluster, ...spot }, sized("area", size, el("span", {}, number(cluster.count))), size, t("area", { n: number(cluster.count) }), () => open(cluster));
}

/** Where a number covers no other mark: at its place, or close to it; else where it covers least. */
function clear(cluster, size) {
  const taken = ground.taken.map((mark) => [map.latLngToLayerPoint([mark.lat, mark.lon]), mark.half]);
  const home = map.latLngToLayerPoint([cluster.lat, cluster.lon]);
  const room = (step) => Math.min(...taken.map(([point, half]) => point.distanceTo(home.add(step)) - half)) - size / 2 - 1;
  const step = AROUND.find((each) => room(each) > 0) || AROUND.reduce((a, b) => (room(b) > room(a) ? b : a));
  if (!step[0] && !step[1]) return cluster;
  const { lat, lng } = map.layerPointToLatLng(home.add(step));
  return { lat, lon: lng };
}

function shade(cluster) {
  const shape = ground.shapes.find((each) => holds(each, cluster.lat, cluster.lon));
  for (const polygon of shape ? shape.polygons : []) {
    L.polygon(polygon, {
      pane: "tint", interactive: false, weight: 1, color: "#7d5a1e", dashArray: "3 3", fillColor: "#b98a3a",
      fillOpacity: 0.14 + Math.min(0.2, 0.03 * cluster.count),
    }).addTo(shades);
  }
}

/** Comes closer where that parts the events; else they are listed beside the map. */
function open(cluster) {
  const [south, west, north, east] = cluster.box;
  const bounds = L.latLngBounds([[south, west], [north, east]]);
  const before = map.getZoom();
  const after = Math.min(map.getMaxZoom(), map.getBoundsZoom(bounds.pad(0.3)));
  const spot = map.latLngToLayerPoint(bounds.getNorthEast()).distanceTo(map.latLngToLayerPoint(bounds.getSouthWest())) < SPOT;
  if (cluster.ids.length || (spot && before >= 10) || after <= before) toList(cluster);
  else map.fitBounds(bounds.pad(0.3), { maxZoom: 11, animate: !still() });
}

/** Lists the events of one mark beside the map, and goes there. */
async function toList(cluster) {
  const params = new URLSearchParams(query);
  if (cluster.ids.length) for (const id of cluster.ids) params.append("id", id);
  params.set("view", cluster.box.map((edge, n) => edge + (n < 2 ? -1e-5 : 1e-5)).map((edge) => edge.toFixed(6)).join(","));
  params.set("mark", "1");
  await list(params);
  const first = document.querySelector("#beside .row-link");
  first?.focus();
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-in-view]")) return;
  const params = new URLSearchParams(query);
  params.set("view", edges());
  list(params).then(() => document.querySelector("#beside .row-link")?.focus());
});

// A row says where on the map it is.
for (const [when, on] of [["focusin", true], ["focusout", false], ["mouseover", true], ["mouseout", false]]) {
  document.addEventListener(when, (event) => {
    const row = event.target.closest?.("#beside .row");
    if (row) byEvent.get(row.dataset.id)?.getElement()?.classList.toggle("shown", on);
  });
}

// Another filter: the same map shows other events.
document.addEventListener("htmx:after:swap", () => {
  if (!document.getElementById("map")) return;
  if (!map) {
    start();
    return;
  }
  if (state().dataset.query === query) return;
  query = state().dataset.query;
  fit().then(refresh);
});

start();
