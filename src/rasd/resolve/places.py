"""The contract's place for a row that was chosen, or for a name that no row fits.

A place takes the finest level that is certain: a village that no gazetteer row knows keeps its
name and the coordinates of nothing; its governorate, if the text names it, gives the country.
"""

from __future__ import annotations

from rasd.annotate.places import PlaceSpan, Relation
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import Place, PlacePrecision, distance_km
from rasd.text import fold_plain

_RANK = {
    "neighbourhood": 6,
    "camp": 6,
    "base": 6,
    "airport": 6,
    "crossing": 6,
    "dam": 6,
    "port": 6,
    "village": 5,
    "town": 4,
    "city": 4,
    "island": 4,
    "admin2": 3,
    "region": 2,
    "admin1": 2,
    "country": 1,
    "sea": 1,
    "strait": 1,
    "road": 5,
    "other": 5,
}
NEAR_KM = 60.0


def rank(row: PlaceRow) -> int:
    """How specific a row is; higher is finer."""
    return _RANK.get(row.kind, 4)


def bears_unit_name(row: PlaceRow) -> bool:
    """Whether a town bears its governorate's name, and so may stand for all of it."""
    return bool(row.admin1_ar) and fold_plain(row.admin1_ar).endswith(fold_plain(row.name_ar))


def place_of(text: str, row: PlaceRow, span: PlaceSpan) -> Place:
    """The contract's place for a settled name."""
    near = span.relation in (Relation.NEAR, Relation.AROUND, Relation.BETWEEN)
    return place_of_row(row, text, near=near)


def place_of_row(row: PlaceRow, text: str, *, near: bool = False) -> Place:
    """The contract's place for a row, under the name `text`, or for what lies near it."""
    return Place(
        text=text,
        name_en=row.name_en,
        name_ar=row.name_ar,
        geonameid=row.geonameid,
        country=row.country,
        admin1=(row.admin1 or row.name_en if row.kind == "admin1" else row.admin1) or None,
        admin2=row.admin2 or None,
        lat=row.lat,
        lon=row.lon,
        precision=_precision(row, near=near),
        source=row.source,
    )


def _precision(row: PlaceRow, *, near: bool) -> PlacePrecision:
    if row.kind in ("country", "sea"):
        return PlacePrecision.COUNTRY
    if row.kind in ("admin1", "region") or row.at_unit_centre:
        return PlacePrecision.ADMIN1
    if row.kind == "admin2":
        return PlacePrecision.ADMIN2
    if near or row.approx:
        return PlacePrecision.NEAR
    return PlacePrecision.EXACT


def place_between(text: str, one: PlaceRow, other: PlaceRow) -> Place:
    """The middle of two places, such as the ends of a road; near only where they are close."""
    gap = distance_km(one.lat, one.lon, other.lat, other.lon)
    same = one.admin1 == other.admin1
    precision = PlacePrecision.ADMIN1 if same else PlacePrecision.COUNTRY
    return Place(
        text=text,
        name_en=f"{one.name_en} – {other.name_en}",
        name_ar=f"{one.name_ar} – {other.name_ar}",
        country=one.country,
        admin1=one.admin1 or None if same else None,
        lat=round((one.lat + other.lat) / 2, 4),
        lon=round((one.lon + other.lon) / 2, 4),
        precision=PlacePrecision.NEAR if gap <= NEAR_KM else precision,
        source=f"middle of {one.source} and {other.source}",
    )


def unlocated(text: str, parent: Place | None) -> Place:
    """A name that no row knows: the text, with what is certain of its surroundings."""
    if parent is None:
        return Place(text=text)
    return Place(
        text=text,
        name_ar=text,
        country=parent.country,
        admin1=parent.admin1,
        admin2=parent.admin2,
        lat=parent.lat if parent.precision is not PlacePrecision.COUNTRY else None,
        lon=parent.lon if parent.precision is not PlacePrecision.COUNTRY else None,
        precision=_coarser(parent.precision),
        source=parent.source,
    )


def _coarser(precision: PlacePrecision) -> PlacePrecision:
    return PlacePrecision.NEAR if precision is PlacePrecision.EXACT else precision
