"""Decides what ACLED and UCDP call a party, and what kind of party it is to them.

`data/export/parties.tsv` has a row or several for each actor of the actor table; the first that
fits the country and the day of an event holds. A name may hold `{country}`: the Islamic State is
`Islamic State (Iraq)` in Iraq. Where a row has a `home`, its kind (`inter`) holds there, and
elsewhere the force is external (8): an army abroad. An actor that the table lacks is what
`data/export/party_categories.tsv` says of its category, under the name that the text gives it.

UCDP knows one Islamic State whatever its provinces, and the authorities in Sanaa as the Government
of Yemen since 2015; the recognised government is a group then.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from rasd.export.countries import countries
from rasd.export.mapping import rows
from rasd.export.plain import one_line
from rasd.model import Actor, DataError

EXTERNAL = 8
"""The ACLED kind of a force abroad, a mission or a coalition."""
_UNIDENTIFIED = 3
_HEADER = (
    "actor",
    "countries",
    "valid_from",
    "valid_to",
    "acled",
    "ucdp_id",
    "supports",
    "inter",
    "home",
    "note",
)
_ID_HEADER = ("kind", "id", "name", "org", "source")
_CATEGORY_HEADER = ("category", "acled", "inter", "ucdp", "note")
_GOVERNMENT_OF_COUNTRY = "government"


class Side(StrEnum):
    """What a party is to UCDP."""

    GOVERNMENT = "government"
    GROUP = "group"
    CIVILIANS = "civilians"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party as other codebooks have it.

    `acled` and `inter` (1-8) are ACLED's; `ucdp` is the UCDP name, with `ucdp_id` where its list
    has the actor. `is_named` is false for those who stay unidentified. UCDP codes the fights of one
    who `supports` another, as a coalition does a government, under the name of that other.
    """

    acled: str
    inter: int
    ucdp: str
    ucdp_id: int | None
    side: Side
    is_named: bool
    supports: UcdpActor | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    countries: frozenset[str]
    start: date | None
    end: date | None
    acled: str
    ucdp_id: str
    supports: str
    inter: int
    home: frozenset[str]

    def fits(self, country: str | None, on: date | None) -> bool:
        if self.countries and country not in self.countries:
            return False
        if on is None:
            # Without a day only a name of all times is certain.
            return self.start is None and self.end is None
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)


def party_of(actor: Actor, *, country: str | None, on: date | None) -> Party | None:
    """What an actor is in an event of that country and day; `None` for a thing, as a building."""
    return _party(actor.id, one_line(actor.name_en) or None, actor.category, country, on)


def parent_of(actor: Actor) -> Actor | None:
    """The group of the actor table that an actor is a part of."""
    return _parents().get(actor.id or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class UcdpActor:
    """An actor of UCDP by its number."""

    id: int
    name: str
    is_government: bool


@cache
def ucdp_actors() -> Mapping[int, UcdpActor]:
    """The actors of UCDP whose numbers are known here."""
    return {
        int(cells[1]): UcdpActor(
            id=int(cells[1]), name=cells[2], is_government=cells[3] == "government"
        )
        for _, cells in rows("ucdp_ids.tsv", _ID_HEADER)
        if cells[0] == "actor"
    }


@cache
def ucdp_dyads() -> Mapping[str, int]:
    """The dyads of UCDP, and its actors with civilians as `IS - Civilians`, by name."""
    return {
        cells[2]: int(cells[1])
        for _, cells in rows("ucdp_ids.tsv", _ID_HEADER)
        if cells[0] != "actor"
    }


@cache
def government_of(country: str | None) -> UcdpActor | None:
    """The government of a country as UCDP numbers it, if its list here has it."""
    found = countries().get(country or "")
    if found is None or not found.gw_name or found.iso2 == "PS":
        return None
    return _governments().get(f"Government of {found.gw_name}")


@cache
def _governments() -> Mapping[str, UcdpActor]:
    return {actor.name: actor for actor in ucdp_actors().values() if actor.is_government}


@lru_cache(maxsize=65536)
def _party(
    actor_id: str | None, name: str | None, category: str, country: str | None, on: date | None
) -> Party | None:
    where = countries().get(country or "")
    place = where.acled_name if where else "Unknown"
    rule = next((r for r in _rules().get(actor_id or "", ()) if r.fits(country, on)), None)
    if rule is None:
        return _of_category(name, category, country, place)
    acled = rule.acled.replace("{country}", place) or name or actor_id or ""
    inter = EXTERNAL if rule.home and country not in rule.home else rule.inter
    ucdp = _ucdp_of(rule.ucdp_id, country)
    if ucdp is not None:
        side = Side.GOVERNMENT if ucdp.is_government else Side.GROUP
    elif rule.inter in (5, 6, 7):
        side = Side.CIVILIANS
    else:
        is_state = category == "external" or (category == "state_force" and rule.inter == 1)
        side = Side.GOVERNMENT if is_state else Side.GROUP
    return Party(
        acled=acled,
        inter=inter,
        ucdp=ucdp.name if ucdp else "Civilians" if side is Side.CIVILIANS else name or acled,
        ucdp_id=ucdp.id if ucdp else None,
        side=side,
        is_named=category != "generic" or ucdp is not None,
        supports=_ucdp_of(rule.supports, country),
    )


def _ucdp_of(cell: str, country: str | None) -> UcdpActor | None:
    if cell == _GOVERNMENT_OF_COUNTRY:
        return government_of(country)
    return ucdp_actors()[int(cell)] if cell else None


def _of_category(name: str | None, category: str, country: str | None, place: str) -> Party | None:
    if category not in _categories():
        return None
    acled, inter, side = _categories()[category]
    of_no_name = acled.replace("{country}", place)
    if side in (Side.CIVILIANS, Side.UNKNOWN):
        return Party(
            acled=of_no_name, inter=inter, ucdp="Civilians", ucdp_id=None, side=side, is_named=False
        )
    if name is None and side is Side.GROUP:
        inter = _UNIDENTIFIED
    government = government_of(country) if category == "state_force" else None
    return Party(
        acled=name or of_no_name,
        inter=inter,
        ucdp=government.name if government else name or of_no_name,
        ucdp_id=government.id if government else None,
        side=side,
        is_named=name is not None or government is not None,
    )


@cache
def _parents() -> Mapping[str, Actor]:
    text = files("rasd.data").joinpath("actors", "actors.tsv").read_text(encoding="utf-8")
    table = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    known = {
        row["id"]: Actor(id=row["id"], name_en=row["name_en"], text="", category=row["category"])
        for row in table
    }
    return {row["id"]: known[row["parent"]] for row in table if row["parent"]}


@cache
def _rules() -> Mapping[str, tuple[_Rule, ...]]:
    found: dict[str, tuple[_Rule, ...]] = {}
    for where, (actor, lands, start, end, acled, ucdp_id, supports, inter, home, _) in rows(
        "parties.tsv", _HEADER
    ):
        for cell in (ucdp_id, supports):
            if cell not in ("", _GOVERNMENT_OF_COUNTRY) and int(cell) not in ucdp_actors():
                raise DataError([f"{where}: ucdp_ids.tsv has no actor {cell}"])
        rule = _Rule(
            countries=frozenset(filter(None, lands.split("|"))),
            start=date.fromisoformat(start) if start else None,
            end=date.fromisoformat(end) if end else None,
            acled=acled,
            ucdp_id=ucdp_id,
            supports=supports,
            inter=int(inter),
            home=frozenset(filter(None, home.split("|"))),
        )
        found[actor] = (*found.get(actor, ()), rule)
    return found


@cache
def _categories() -> Mapping[str, tuple[str, int, Side]]:
    return {
        category: (acled, int(inter), Side(ucdp))
        for _, (category, acled, inter, ucdp, _) in rows("party_categories.tsv", _CATEGORY_HEADER)
    }
