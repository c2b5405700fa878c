// A map on the bundled ground: land, borders and names, offline. Leaflet and the ground are fetched
// when the first map of a page is made, and once.
import { drawGround } from "/static/report/basemap.js";
import { words } from "/static/report/words.js";

const TALLEST = 11;
let fetched = null;

function script(source) {
  return new Promise((done, failed) => {
    const node = document.createElement("script");
    node.src = source;
    node.addEventListener("load", done);
    node.addEventListener("error", () => failed(new Error(source)));
    document.head.append(node);
  });
}

function sheet(source) {
  const node = document.createElement("link");
  node.rel = "stylesheet";
  node.href = source;
  document.head.append(node);
}

const rowsOf = (text) => text.trimEnd().split("\n").slice(1).map((line) => line.split("\t"));
const text = async (address) => (await fetch(address)).text();

async function fetchAll() {
  sheet("/static/report/vendor/leaflet.css");
  const [world, cities, countries] = await Promise.all([
    fetch("/static/map/basemap.json").then((answer) => answer.json()),
    text("/static/map/cities.tsv"), text("/static/report/countries.tsv"),
    window.L ? null : script("/static/report/vendor/leaflet.js"),
  ]);
  words.language = document.documentElement.lang === "ar" ? "ar" : "en";
  words.labels.country = Object.fromEntries(rowsOf(countries).map(([code, ar, en]) => [code, [ar, en]]));
  const named = rowsOf(cities).map(([, ar, en, , lat, lon, population]) => [ar, en, Number(lat), Number(lon), Number(population)]);
  return { ...world, cities: named };
}

/** Makes a map of an element; gives the map and the function that draws the names anew. */
export async function makeMap(element, options = {}) {
  fetched = fetched || fetchAll();
  const base = await fetched;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = window.L.map(element, {
    attributionControl: false, zoomControl: false, minZoom: 2, maxZoom: TALLEST, zoomSnap: 0.5,
    scrollWheelZoom: false, worldCopyJump: false, maxBounds: [[-70, -190], [85, 190]],
    zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: false, inertia: !calm, ...options,
  });
  map.setView([30, 30], 4, { animate: false });
  const names = drawGround(map, base);
  map.on("focus click", () => map.scrollWheelZoom.enable());
  map.on("blur mouseout", () => map.scrollWheelZoom.disable());
  return { map, names };
}

/** The buttons that zoom, on the side where the language begins. */
export function zoomButtons(map, { nearer, farther }) {
  return window.L.control.zoom({ position: words.language === "ar" ? "topright" : "topleft", zoomInTitle: nearer, zoomOutTitle: farther }).addTo(map);
}
