// The map of the form of a place: shows the point, takes another one by click, or by Enter in its
// middle. The base map is ours; what it shows is where a point lies, not which roads lead there.
import { ground } from "/static/report/basemap.js";
import { makeMap, zoomButtons } from "./ground.js";

const HOME = { at: [30, 40], zoom: 4 };
const NEAR = 8;

function pointOf(box) {
  const [lat, lon] = ["[data-lat]", "[data-lon]"].map((each) => box.querySelector(`input${each}`)?.value.trim());
  const point = [Number(lat), Number(lon)];
  return lat && lon && point.every(Number.isFinite) && Math.abs(point[0]) <= 90 && Math.abs(point[1]) <= 180 ? point : null;
}

/** Asks the server what the form says of a place or a point. */
async function ask(box, given) {
  await window.htmx.ajax("GET", `/pick/place?${new URLSearchParams(given)}`, { target: "#chosen-place", swap: "outerHTML" });
}

/** Makes the map of a place work, where `root` holds one. */
export async function startPointMap(root) {
  const box = root.querySelector("[data-place]");
  const holder = box?.querySelector("[data-map]");
  if (!holder || holder.dataset.ready) return;
  holder.dataset.ready = "1";
  let map = null;
  let mark = null;
  const draw = (center) => {
    if (!map) return;
    const point = pointOf(box);
    mark?.remove();
    mark = point && window.L.circleMarker(point, { radius: 7, color: "#8a2b1d", weight: 2.5, fillColor: "#fff", fillOpacity: 0.7, interactive: false }).addTo(map);
    if (center) map.setView(point || HOME.at, point ? Math.max(map.getZoom(), NEAR) : HOME.zoom, { animate: false });
  };
  const set = (latlng) => {
    box.querySelector('input[name="place.id"]').value = "";
    ask(box, { lat: latlng.lat.toFixed(4), lon: latlng.lng.toFixed(4) }).then(() => draw(false));
  };
  box.addEventListener("combo:chosen", (event) => ask(box, { place_id: event.detail.value }).then(() => draw(true)));
  box.addEventListener("input", (event) => {
    if (event.target.matches("[data-lat], [data-lon]")) draw(true);
  });
  try {
    const made = await makeMap(holder, { minZoom: 3, zoomAnimation: false, fadeAnimation: false, inertia: false });
    map = made.map;
    zoomButtons(map, { nearer: holder.dataset.textNearer, farther: holder.dataset.textFarther });
    ground.taken = [];
    draw(true);
    made.names();
  } catch {
    holder.textContent = holder.dataset.textFailed;
    return;
  }
  map.on("click", (event) => set(event.latlng));
  holder.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== holder) return;
    event.preventDefault();
    set(map.getCenter());
  });
}
