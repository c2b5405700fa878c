"""Decides what is wrong with a gazetteer; `check_gazetteer()` lists faults as `file:line: what`.

`rasd data check` runs it over the shipped files and over a user's own folder: a point outside the
world, a country or governorate that does not exist, an id twice, two rows for one town.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from math import cos, hypot, radians
from pathlib import Path

from rasd.knowledge.gazetteer import (
    COLUMNS,
    COUNTRIES,
    GROUP_PROVINCES,
    KINDS,
    PLACES,
    read_places_file,
)
from rasd.text.fold import fold_plain

SETTLEMENTS = frozenset({"city", "town", "village"})
DOUBLE_KM = 5.0
MATCHES = frozenset({"same_name", "partial", "cross", "renamed", "nominal", "country", "town"})
Row = Mapping[str, str]


def check_gazetteer(folder: Path | None = None) -> list[str]:
    """Faults of the shipped places; with a folder, of its places as they lie over the shipped."""
    name = str(folder / PLACES) if folder else PLACES
    places = _rows(read_places_file(PLACES, folder))
    countries = {row["iso2"]: row for _, row in _rows(read_places_file(COUNTRIES, None))}
    shipped = places if folder is None else _rows(read_places_file(PLACES, None))
    known = {row["id"] for _, row in [*shipped, *places]}
    units = {row["id"]: row for _, row in [*shipped, *places] if row["kind"] == "admin1"}
    faults = [f"{name}:{line}: {what}" for line, what in _place_faults(places, countries, units)]
    faults += [f"{name}:{line}: {what}" for line, what in _doubles(places)]
    if folder is None:
        faults += _country_faults(countries, known)
        faults += _province_faults(_rows(read_places_file(GROUP_PROVINCES, None)), known, countries)
    return faults


def _rows(text: str) -> list[tuple[int, Row]]:
    """Rows with their line numbers; a row of another length keeps the cells that it has."""
    lines = text.split("\n")
    columns = lines[0].split("\t")
    return [
        (number, dict(zip(columns, line.split("\t"), strict=False)))
        for number, line in enumerate(lines[1:], 2)
        if line
    ]


def _place_faults(
    places: list[tuple[int, Row]], countries: Mapping[str, Row], units: Mapping[str, Row]
) -> Iterator[tuple[int, str]]:
    seen: dict[str, int] = {}
    for line, row in places:
        if len(row) != len(COLUMNS):
            yield line, f"{len(row)} cells, expected {len(COLUMNS)}: {' '.join(COLUMNS)}"
            continue
        if row["id"] in seen:
            yield line, f"id {row['id']!r} stands on line {seen[row['id']]} already"
        seen.setdefault(row["id"], line)
        if not (row["id"].isdigit() or row["id"].startswith("s:")):
            yield line, f"id {row['id']!r} is neither a GeoNames number nor s:<name>"
        if row["kind"] not in KINDS:
            yield line, f"kind {row['kind']!r} is none of {' '.join(sorted(KINDS))}"
        if row["country"] not in countries and row["kind"] in ("country", "admin1"):
            yield line, f"country {row['country']!r} is not in {COUNTRIES}"
        if len(row["country"]) != 2 or not row["country"].isupper():
            yield line, f"country {row['country']!r} is no ISO 3166 code"
        if not fold_plain(row["name_ar"]).strip():
            yield line, "no Arabic name"
        if not row["source"]:
            yield line, f"{row['id']} names no source"
        yield from ((line, what) for what in _point_faults(row))
        unit = units.get(row["admin1_id"])
        if row["admin1_id"] and unit is None:
            yield line, f"admin1_id {row['admin1_id']!r} is no governorate of this file"
        if unit is not None and unit["country"] != row["country"]:
            yield line, f"{row['id']} in {row['country']} lies in a unit of {unit['country']}"


def _point_faults(row: Row) -> Iterator[str]:
    try:
        lat, lon = float(row["lat"]), float(row["lon"])
    except ValueError:
        yield f"the point {row['lat']!r}, {row['lon']!r} is no number"
        return
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        yield f"the point {lat}, {lon} lies outside the world"
    if lat == 0 and lon == 0:
        yield "the point 0, 0 stands for an unknown one"


def _doubles(places: list[tuple[int, Row]]) -> Iterator[tuple[int, str]]:
    """Two settlements of one name and country within `DOUBLE_KM`."""
    by_name: dict[tuple[str, str], list[tuple[int, Row]]] = defaultdict(list)
    for line, row in places:
        if len(row) != len(COLUMNS) or row["kind"] not in SETTLEMENTS or list(_point_faults(row)):
            continue
        key = (row["country"], fold_plain(row["name_ar"]))
        for other_line, other in by_name[key]:
            if _kilometres(row, other) < DOUBLE_KM:
                yield line, f"{row['id']} is {other['id']} of line {other_line} again"
        by_name[key].append((line, row))


def _kilometres(one: Row, other: Row) -> float:
    lat1, lat2 = float(one["lat"]), float(other["lat"])
    east = (float(one["lon"]) - float(other["lon"]) + 180) % 360 - 180
    return 111.2 * hypot(lat1 - lat2, east * cos(radians(lat1)))


def _country_faults(countries: Mapping[str, Row], known: set[str]) -> Iterator[str]:
    for number, row in enumerate(countries.values(), 2):
        where = f"{COUNTRIES}:{number}"
        if row["capital_id"] and row["capital_id"] not in known:
            yield f"{where}: the capital {row['capital_id']} of {row['iso2']} is not in {PLACES}"
        if row["nisba_m"].count("|") != row["nisba_f"].count("|"):
            yield f"{where}: {row['iso2']} has not one feminine for each masculine adjective"


def _province_faults(
    provinces: list[tuple[int, Row]], known: set[str], countries: Mapping[str, Row]
) -> Iterator[str]:
    for line, row in provinces:
        where = f"{GROUP_PROVINCES}:{line}"
        for ident in filter(None, row["place_ids"].split("|")):
            if ident not in known:
                yield f"{where}: place {ident} of {row['id']} is not in {PLACES}"
        for code in row["country"].split("|"):
            if code not in countries:
                yield f"{where}: country {code!r} is not in {COUNTRIES}"
        if row["match"] not in MATCHES:
            yield f"{where}: match {row['match']!r} is none of {' '.join(sorted(MATCHES))}"
        if not row["place_ids"] and row["match"] != "country":
            yield f"{where}: {row['id']} names no place"
