"""Decides whether two values of a field agree, so that only true disagreement is a conflict.

Values agree where both can be true of one incident: ``قتيلين على الأقل`` and three dead, Tuesday
and a range that holds it, a village and its province, a blast and a suicide bombing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rasd.merge.ballots import published
from rasd.merge.lore import Lore, load_fusion
from rasd.merge.wording import stems_of
from rasd.model import (
    Count,
    DatePrecision,
    DateValue,
    EventType,
    Mention,
    Place,
    PlacePrecision,
    SubEventType,
    distance_km,
)

Kind = tuple[SubEventType, bool]
"""A kind, and whether the text states the means."""
Days = tuple[date, date] | None
"""First and last day; `None` where unresolved."""
Where = tuple[object, ...]
"""What makes two places the same one."""

_UNSTATED = frozenset({SubEventType.REMOTE_EXPLOSIVE, SubEventType.ATTACK})
"""Kinds that hold others only where the text names no weapon."""
_FINE = (
    PlacePrecision.EXACT,
    PlacePrecision.NEAR,
    PlacePrecision.ADMIN2,
    PlacePrecision.ADMIN1,
    PlacePrecision.COUNTRY,
    PlacePrecision.UNKNOWN,
)
_POINTS = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR})


def kind_of(mention: Mention) -> Kind:
    """The kind of a mention, as far as it can be compared."""
    return mention.sub_event_type, bool(mention.weapons)


def kind_holds(general: Kind, kind: Kind) -> bool:
    """Whether a report of the general kind may tell of the other without contradicting it."""
    if general[0] is kind[0]:
        return True
    means_stated = general[1] and general[0] in _UNSTATED
    return kind[0] in load_fusion().says_more.get(general[0], frozenset()) and not means_stated


@published
def kinds_agree(kinds: Iterable[Kind]) -> bool:
    """Kinds agree where one of them is what is coded when a text says no more: an attack or a blast
    of unstated means and a suicide bombing, a clash and the taking of a place."""
    found = sorted(set(kinds))
    return all(
        kind_holds(a, b) or kind_holds(b, a) for n, a in enumerate(found) for b in found[n + 1 :]
    )


def days_of(value: DateValue) -> Days:
    """The days of a date."""
    if value.start is None or value.end is None:
        return None
    return value.start, value.end


def days_hold(outer: Days, inner: Days) -> bool:
    """Whether the inner days lie in the outer; what is unresolved holds everything."""
    if inner is None:
        return outer is None
    return outer is None or (outer[0] <= inner[0] and inner[1] <= outer[1])


def length(value: DateValue) -> tuple[bool, int, bool]:
    """Orders dates, the most precise first."""
    days = days_of(value)
    if days is None:
        return (True, 0, True)
    return (False, (days[1] - days[0]).days, value.precision is not DatePrecision.DAY)


@published
def dates_agree(dates: Iterable[Days]) -> bool:
    """Dates agree where one day lies in all of them; an unresolved date agrees with any."""
    resolved = [days for days in dates if days is not None]
    return not resolved or max(d[0] for d in resolved) <= min(d[1] for d in resolved)


def where(place: Place) -> Where:
    """What makes two places the same one: the gazetteer row, else name and unit."""
    if place.geonameid is not None:
        return (place.geonameid, place.precision)
    name = stems_of(place.name_ar or place.text)
    return (None, place.precision, name, place.country, place.admin1)


def fineness(place: Place) -> int:
    """Orders places, the most precise first."""
    return _FINE.index(place.precision)


def place_holds(outer: Place, inner: Place, lore: Lore) -> bool:
    """Whether the inner place lies in the outer or is it."""
    if inner.geonameid is not None and inner.geonameid == outer.geonameid:
        return True
    match outer.precision:
        case PlacePrecision.ADMIN2:
            return _same(outer.admin2, inner.admin2) and _same(outer.country, inner.country)
        case PlacePrecision.ADMIN1:
            return _same(outer.admin1, inner.admin1) and _same(outer.country, inner.country)
        case PlacePrecision.COUNTRY:
            return _same(outer.country, inner.country)
        case PlacePrecision.UNKNOWN:
            return outer.text == inner.text or inner.precision is not PlacePrecision.UNKNOWN
        case _:
            return _one_name(outer, inner) or _is_quarter_of(inner, outer, lore)


@published
def places_agree(a: Place, b: Place, lore: Lore) -> bool:
    """Places agree where one lies in the other, both have one name in one province, one is a
    quarter within 10 km of the other, or one is only "near" and the other within 25 km. Two towns
    do not, however close."""
    if place_holds(a, b, lore) or place_holds(b, a, lore):
        return True
    loose = PlacePrecision.NEAR in (a.precision, b.precision)
    return loose and _within(a, b, load_fusion().near_km)


@published
def counts_agree(counts: Iterable[Count]) -> bool:
    """Figures agree where one number fits all of them: "at least two" and five, "dozens" and forty.
    Two numbers do not, nor "at least five" and two."""
    found = list(counts)
    highest = [count.max for count in found if count.max is not None]
    return not highest or max(count.min for count in found) <= min(highest)


@published
def weapons_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    """Weapons agree unless each report names one of a set of which only one can have done it, and
    they name different ones: a car bomb and a mine, a mortar and a bomb from the air."""
    for family in load_fusion().exclusive:
        mine, theirs = family.intersection(a), family.intersection(b)
        if mine and theirs and mine.isdisjoint(theirs):
            return False
    return True


def one_act(mention: Mention) -> bool:
    """Whether the kind of the mention is one blast or one attack, done by one means."""
    return mention.event_type in (EventType.EXPLOSION, EventType.VIOLENCE_AGAINST_CIVILIANS)


def _same(a: str | None, b: str | None) -> bool:
    return a is not None and a == b


def _one_name(a: Place, b: Place) -> bool:
    if a.admin1 and b.admin1 and a.admin1 != b.admin1:
        return False
    names_a = {stems_of(name) for name in (a.name_ar, a.text) if name}
    names_b = {stems_of(name) for name in (b.name_ar, b.text) if name}
    return bool(names_a & names_b)


def _is_quarter_of(quarter: Place, town: Place, lore: Lore) -> bool:
    if quarter.geonameid not in lore.quarters or town.geonameid in lore.quarters:
        return False
    return _within(quarter, town, load_fusion().quarter_km)


def _within(a: Place, b: Place, km: float) -> bool:
    if a.precision not in _POINTS or b.precision not in _POINTS:
        return False
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    return distance_km(a.lat, a.lon, b.lat, b.lon) <= km
