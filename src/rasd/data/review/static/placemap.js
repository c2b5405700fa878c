// The place of an event on a map, no finer than it is known, and the other places it may be.
import { ground } from "/static/report/basemap.js";
import { holds } from "/static/report/topology.js";
import { makeMap, zoomButtons } from "./ground.js";

const METRES = { near: 6000, admin2: 20000 };
const CLOSE = { exact: 11, near: 11, admin2: 9, admin1: 7, country: 5 };

const has = (element) => element.dataset.lat !== undefined;
const spot = (element) => [Number(element.dataset.lat), Number(element.dataset.lon)];

function icon(className, size, words) {
  const span = document.createElement("span");
  span.className = className;
  span.textContent = words;
  return window.L.divIcon({ className: "mark-anchor", iconSize: [size, size], html: span });
}

/** Shades the governorate, or what of the country the ground holds, instead of a point. */
function shade(map, shapes) {
  for (const shape of shapes) {
    for (const polygon of shape.polygons) {
      window.L.polygon(polygon, { pane: "tint", interactive: false, weight: 1, color: "#7d5a1e", dashArray: "3 3", fillColor: "#b98a3a", fillOpacity: 0.2 }).addTo(map);
    }
  }
}

function present(map, box) {
  const { precision, country, type } = box.dataset;
  const colour = getComputedStyle(document.documentElement).getPropertyValue(`--t-${type}`).trim();
  if (precision === "country") {
    const shapes = ground.shapes.filter((shape) => shape.properties.c === country);
    shade(map, shapes);
    return shapes.flatMap((shape) => shape.polygons.flatMap(([ring]) => ring));
  }
  const at = spot(box);
  if (precision === "admin1") {
    const own = ground.shapes.find((s) => s.properties.c === country && holds(s, ...at)) || ground.shapes.find((s) => holds(s, ...at));
    if (own) {
      shade(map, [own]);
      return own.polygons.flatMap(([ring]) => ring);
    }
    return [at];
  }
  if (METRES[precision]) {
    window.L.circle(at, { radius: METRES[precision], interactive: false, weight: 1.4, dashArray: "4 4", fillOpacity: 0.1, color: colour }).addTo(map);
  }
  window.L.marker(at, { icon: icon(`dot t-${type}${METRES[precision] ? " rough" : ""}`, 16, ""), keyboard: false, interactive: false, zIndexOffset: 500 }).addTo(map);
  ground.taken.push({ lat: at[0], lon: at[1], half: 9 });
  return [at];
}

async function draw(box) {
  const choices = [...document.querySelectorAll("#place-choices [data-lat]")];
  let made;
  try {
    made = await makeMap(box);
  } catch {
    box.textContent = box.dataset.textFailed;
    return;
  }
  const { map, names } = made;
  if (!box.isConnected) return;
  ground.taken = [];
  const near = present(map, box);
  const L = window.L;
  for (const choice of choices) {
    const marker = L.marker(spot(choice), { icon: icon("dot choice", 19, choice.dataset.n), keyboard: false }).addTo(map);
    marker.bindTooltip(choice.dataset.name, { direction: "top", offset: [0, -8] });
    ground.taken.push({ lat: spot(choice)[0], lon: spot(choice)[1], half: 11 });
    const show = () => {
      if (!map.getBounds().contains(spot(choice))) map.fitBounds(L.latLngBounds([...near, spot(choice)]).pad(0.2), { maxZoom: 9 });
      marker.openTooltip();
    };
    choice.addEventListener("mouseenter", show);
    choice.addEventListener("focusin", show);
    choice.addEventListener("mouseleave", () => marker.closeTooltip());
    choice.addEventListener("focusout", () => marker.closeTooltip());
    marker.on("click", () => choice.querySelector("button")?.focus());
  }
  zoomButtons(map, { nearer: box.dataset.textNearer, farther: box.dataset.textFarther });
  const close = choices.filter((c) => Number(c.dataset.km || 0) < 60).map(spot);
  const bounds = L.latLngBounds([...near, ...(near.length === 1 ? close : [])]);
  if (near.length) map.fitBounds(bounds.pad(0.15), { maxZoom: CLOSE[box.dataset.precision] || 8, animate: false });
  names();
}

const watcher = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    draw(target);
  }
}, { rootMargin: "200px" });

/** Draws the map of the page that is open once it comes into view. */
export function watchPlace() {
  for (const box of document.querySelectorAll("#place-map:not([data-watched])")) {
    box.dataset.watched = "";
    if (has(box) || box.dataset.country) watcher.observe(box);
  }
}
