// The ground under the events: land, borders, and names that never cover one another.
/* global L */
import { el } from "./dom.js";
import { middle, read } from "./topology.js";
import { label, rtl, words } from "./words.js";

const INK = { land: "#f4f1ea", far: "#ebe8e1", inner: "#d9d3c5", border: "#9a9384", far_border: "#d5d1c7" };

export const ground = { shapes: [], places: [], taken: [] };
/** `taken` holds the points of event marks, which names keep clear of. */

/** Draws land and borders; returns the function that draws the names for the current view. */
export function drawGround(map, basemap) {
  for (const [name, z] of [["land", 200], ["tint", 300], ["names", 420]]) {
    map.createPane(name).style.zIndex = z;
    map.getPane(name).style.pointerEvents = "none";
  }
  const canvas = L.canvas({ pane: "land", padding: 0.6 });
  const add = (Kind, points, style) =>
    Kind(points, { renderer: canvas, pane: "land", interactive: false, smoothFactor: 0.6, ...style }).addTo(map);
  for (const shape of read(basemap.world).shapes) {
    for (const polygon of shape.polygons) {
      add(L.polygon, polygon, { stroke: true, weight: 0.7, color: INK.far_border, fillColor: INK.far, fillOpacity: 1 });
    }
  }
  const detail = read(basemap.admin1);
  ground.shapes = detail.shapes;
  for (const shape of detail.shapes) {
    for (const polygon of shape.polygons) {
      add(L.polygon, polygon, { weight: 0.6, color: INK.land, fillColor: INK.land, fillOpacity: 1 });
    }
  }
  const inner = add(L.polyline, detail.inner, { weight: 0.8, color: INK.inner });
  add(L.polyline, detail.border, { weight: 1.3, color: INK.border });
  ground.places = placeNames(detail.shapes, basemap.cities);
  const layer = L.layerGroup([], { pane: "names" }).addTo(map);
  const draw = () => {
    // Provinces are noise in a view of several countries.
    inner.setStyle({ opacity: map.getZoom() < 5 ? 0 : 1 });
    drawNames(map, layer);
  };
  map.on("moveend", draw);
  return draw;
}

function placeNames(shapes, cities) {
  const out = [];
  const countries = new Map();
  for (const shape of shapes) {
    const at = middle(shape);
    const { c, ar, en } = shape.properties;
    if (ar || en) out.push({ kind: "area", ar: ar || en, en: en || ar, lat: at.lat, lon: at.lon, rank: 3e5 * at.size, from: at.size > 4 ? 6 : 7 });
    const known = countries.get(c);
    if (!known) countries.set(c, { lat: at.lat * at.size, lon: at.lon * at.size, size: at.size });
    else {
      known.lat += at.lat * at.size;
      known.lon += at.lon * at.size;
      known.size += at.size;
    }
  }
  for (const [c, sum] of countries) {
    out.push({ kind: "country", code: c, lat: sum.lat / sum.size, lon: sum.lon / sum.size, rank: 1e9 + sum.size, from: sum.size < 3 ? 6 : sum.size < 40 ? 5 : 3, to: 7 });
  }
  for (const [ar, en, lat, lon, population] of cities) {
    out.push({ kind: "city", ar, en, lat, lon, rank: population + 1e6, from: population > 1e6 ? 5 : population > 2e5 ? 6 : 7 });
  }
  return out.sort((a, b) => b.rank - a.rank);
}

const SIZES = { country: 13, area: 11, city: 11.5 };
const widths = new Map();
let pen = null;

function width(text, kind) {
  const key = `${kind}/${text}`;
  if (!widths.has(key)) {
    pen = pen || document.createElement("canvas").getContext("2d");
    pen.font = `${SIZES[kind]}px 'Noto Sans Arabic', sans-serif`;
    widths.set(key, pen.measureText(text).width * (kind === "country" ? 1.12 : 1));
  }
  return widths.get(key);
}

/** Names by rank; one that would cover a taken box is left out. */
function drawNames(map, layer) {
  layer.clearLayers();
  const zoom = map.getZoom();
  const view = map.getBounds().pad(0.05);
  const taken = ground.taken.map(({ lat, lon, half }) => {
    const at = map.latLngToContainerPoint([lat, lon]);
    return [at.x - half, at.y - half, at.x + half, at.y + half];
  });
  let n = 0;
  for (const place of ground.places) {
    if (zoom < place.from || (place.to && zoom > place.to) || n > 90) continue;
    if (!view.contains([place.lat, place.lon])) continue;
    const text = place.kind === "country" ? label("country", place.code) : rtl() ? place.ar : place.en;
    const at = map.latLngToContainerPoint([place.lat, place.lon]);
    const half = width(text, place.kind) / 2 + 5;
    const drop = place.kind === "city" ? 11 : 0;
    const boxAt = (dy) => [at.x - half, at.y + drop + dy - 9, at.x + half, at.y + drop + dy + 9];
    // A country's name may move a little; a city's must stay at its dot.
    const tries = place.kind === "country" ? [0, 22, -22, 40, -40] : [0];
    const shift = tries.find((dy) => {
      const box = boxAt(dy);
      return !taken.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3]);
    });
    if (shift === undefined) continue;
    taken.push(boxAt(shift));
    n += 1;
    const html = el("div", { class: `name name-${place.kind}`, lang: words.language, dir: rtl() ? "rtl" : "ltr", style: { "margin-block-start": `${shift}px` } }, el("span", {}, text));
    L.marker([place.lat, place.lon], {
      pane: "names", interactive: false, keyboard: false,
      icon: L.divIcon({ className: "name-anchor", html, iconSize: [0, 0] }),
    }).addTo(layer);
  }
}
