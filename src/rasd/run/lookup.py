"""Decides what a person finds who looks for a party, a place or a weapon by some letters of a name.

Names are compared as extraction compares them, folded: ``الحويجه`` and ``hawija`` both lead to
Hawija. A name that is the query goes before one that begins so, and that before one that holds
it; of equals, what lies near and in the same country, and then what is larger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from rasd.knowledge import load_knowledge
from rasd.knowledge.gazetteer import PlaceRow
from rasd.knowledge.rows import ActorRow
from rasd.knowledge.tables import read_rows
from rasd.model import Place, distance_km
from rasd.resolve.places import place_of_row
from rasd.text import ARTICLE, fold_plain

SHOWN = 12
"""How many a list of choices holds."""
_NO_PARTY = "not_actor"
_SIGNS = str.maketrans({"`": "", "'": "", "-": " "})
_KINDS = {"country": 0, "admin1": 1, "admin2": 3}
"""A town goes before the district that bears its name, and is meant more often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundActor:
    """A row of the actor table; `by` is the name that the query met, where it is not its own.

    `current` is false where the name meant this party at other times than that of the event.
    """

    row: ActorRow
    by: str | None
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A row of the gazetteer; `km` is how far it lies from the place that the event now has."""

    row: PlaceRow
    km: float | None
    place: Place


def warm() -> None:
    """Reads the names before anybody looks for one."""
    _actor_names()
    _place_names()
    _weapon_names()


class _Fit(IntEnum):
    """How well a name fits a query, the best first."""

    WHOLE = 0
    OPENING = 1
    WORD = 2
    WITHIN = 3


class _Named(NamedTuple):
    folded: str
    name: str
    at: int


def find_actors(
    query: str, *, country: str | None = None, day: date | None = None, limit: int = SHOWN
) -> tuple[FoundActor, ...]:
    """Parties whose Arabic, English or other name fits; all of them for an empty query.

    Those of the event's `country`, and those that bore the name on its `day`, go first.
    """
    rows = _actors()
    found: list[tuple[tuple[bool, _Fit, bool, int], FoundActor]] = []
    for at, fit, name in _best(query, _actor_names()):
        row = rows[at]
        current = _is_current(row, day)
        by = None if name in (row.name_ar, row.name_en) else name
        foreign = bool(country and row.countries) and country not in row.countries
        order = (not current, fit, foreign, at)
        found.append((order, FoundActor(row=row, by=by, current=current)))
    found.sort(key=lambda each: each[0])
    return tuple(each for _, each in found[:limit])


def find_places(
    query: str, *, near: Place | None = None, limit: int = SHOWN
) -> tuple[FoundPlace, ...]:
    """Places whose Arabic or English name fits; none for an empty query.

    Those in the country of `near`, the place that the event now has, go first, then the larger.
    """
    if not _fold(query):
        return ()
    entries = load_knowledge().gazetteer.entries
    found: list[tuple[tuple[_Fit, bool, int, int, int], PlaceRow]] = []
    for at, fit, _ in _best(query, _place_names()):
        row = entries[at]
        abroad = near is not None and near.country is not None and row.country != near.country
        found.append(((fit, abroad, _KINDS.get(row.kind, 2), -row.population, at), row))
    found.sort(key=lambda each: each[0])
    return tuple(_found_place(row, near) for _, row in found[:limit])


def place_found(ident: str, *, near: Place | None = None) -> FoundPlace | None:
    """The row of the gazetteer with that id."""
    row = load_knowledge().gazetteer.place(ident)
    return None if row is None else _found_place(row, near)


def nearest_place(lat: float, lon: float) -> FoundPlace | None:
    """The settlement or unit of the gazetteer that lies nearest to a point."""
    entries = load_knowledge().gazetteer.entries
    rows = [row for row in entries if row.kind not in ("country", "sea", "region")]
    if not rows:
        return None
    row = min(rows, key=lambda row: (distance_km(lat, lon, row.lat, row.lon), row.id))
    point = Place(text="", lat=lat, lon=lon)
    return _found_place(row, point)


def find_weapons(query: str, *, limit: int = SHOWN) -> tuple[str, ...]:
    """Ids of weapons whose name in either language fits; all of them for an empty query."""
    ids = [row["id"] for row in read_rows("ar/weapons.tsv")]
    found = sorted((fit, at) for at, fit, _ in _best(query, _weapon_names()))
    return tuple(ids[at] for _, at in found[:limit])


def actor(ident: str) -> ActorRow | None:
    """The row of the actor table with that id."""
    return load_knowledge().actors.get(ident)


def _found_place(row: PlaceRow, near: Place | None) -> FoundPlace:
    km = None
    if near is not None and near.lat is not None and near.lon is not None:
        km = distance_km(near.lat, near.lon, row.lat, row.lon)
    return FoundPlace(row=row, km=km, place=place_of_row(row, row.name_ar))


def _best(query: str, names: Sequence[_Named]) -> Iterator[tuple[int, _Fit, str]]:
    """Each entry that has a fitting name, once, with how well its best one fits."""
    wanted = _fold(query)
    best: dict[int, tuple[_Fit, str]] = {}
    for folded, name, at in names:
        fit = _fit(wanted, folded)
        if fit is not None and (at not in best or fit < best[at][0]):
            best[at] = (fit, name)
    return ((at, fit, name) for at, (fit, name) in best.items())


def _fit(wanted: str, folded: str) -> _Fit | None:
    if wanted not in folded:
        bare = wanted.removeprefix(ARTICLE)
        if bare == wanted or len(bare) < 2 or not folded.startswith(bare):
            return None
        return _Fit.WHOLE if folded == bare else _Fit.OPENING
    if folded == wanted or folded == ARTICLE + wanted:
        return _Fit.WHOLE
    if folded.startswith((wanted, ARTICLE + wanted)):
        return _Fit.OPENING
    if f" {wanted}" in folded or f" {ARTICLE}{wanted}" in folded:
        return _Fit.WORD
    return _Fit.WITHIN


def _is_current(row: ActorRow, day: date | None) -> bool:
    if day is None:
        return True
    begun = row.valid_from is None or row.valid_from <= day
    return begun and (row.valid_to is None or day <= row.valid_to)


@cache
def _actors() -> tuple[ActorRow, ...]:
    """In the order of the table, general parties first since they are chosen most often."""
    rows = [row for row in load_knowledge().actors.values() if row.category != _NO_PARTY]
    return tuple(sorted(rows, key=lambda row: row.category != "generic"))


@cache
def _actor_names() -> tuple[_Named, ...]:
    at = {row.id: n for n, row in enumerate(_actors())}
    return _folded(
        (name, at[row["id"]])
        for row in read_rows("actors/actors.tsv")
        if row["id"] in at
        for name in (row["name_ar"], row["name_en"], *row.many("aliases"))
    )


@cache
def _place_names() -> tuple[_Named, ...]:
    gazetteer = load_knowledge().gazetteer
    arabic = (_Named(key, key, at) for key, rows in gazetteer.keys.items() for at in rows)
    english = _folded((row.name_en, at) for at, row in enumerate(gazetteer.entries))
    return (*arabic, *english)


@cache
def _weapon_names() -> tuple[_Named, ...]:
    return _folded(
        (name, at)
        for at, row in enumerate(read_rows("ar/weapons.tsv"))
        for name in (row["name_ar"], row["name_en"], *row.many("names"))
    )


def _folded(names: Iterable[tuple[str, int]]) -> tuple[_Named, ...]:
    return tuple(_Named(_fold(name), name, at) for name, at in names if name)


def _fold(name: str) -> str:
    """Latin letters without the signs of a transliteration, which nobody types."""
    if name.isascii():
        return " ".join(name.lower().translate(_SIGNS).split())
    return fold_plain(name).strip()
