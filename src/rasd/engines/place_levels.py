"""How specific a place name is where it stands, so that the most telling one of a passage wins.

A village says more than its governorate; where somebody comes from, fires from or rules says
little of where the event was.
"""

from __future__ import annotations

from rasd.annotate.places import PlaceSpan, Relation
from rasd.knowledge.gazetteer import PlaceRow
from rasd.model import distance_km
from rasd.resolve.places import NEAR_KM, bears_unit_name, rank

Pairs = list[tuple[PlaceSpan, PlaceRow | None]]
"""Names with the rows they were settled on."""
SETTLED = frozenset({"town", "village", "neighbourhood", "camp"})
TOWNS = frozenset({"city", "town"})
ELSEWHERE = frozenset({Relation.TOWARDS, Relation.FROM, Relation.DATELINE, Relation.PARTY})


def level_of(
    item: tuple[PlaceSpan, PlaceRow | None],
    pairs: Pairs,
    home: str | None,
) -> int:
    """How specific a name is here; a mere origin, destination or government says little."""
    span, row = item
    if span.relation in (Relation.DATELINE, Relation.PARTY):
        return 0
    level = rank(row) if row is not None else 5
    if row is None and span.cues[:1] == ("district",):
        level = 3
    elif row is None and not span.kinds & SETTLED:
        beside = any(r is not None and 0 <= s.cue_start - span.end <= 3 for s, r in pairs)
        level = 5 if beside else 3
    if row is not None and span.bare and row.country != home and row.kind in ("country", "city"):
        return 0
    if row is not None and row.kind == "country" and span.bare:
        return 0
    if (
        row is not None
        and not span.kinds
        and span.relation is not Relation.BETWEEN
        and row.kind in TOWNS
        and bears_unit_name(row)
    ):
        level = 2 if _finer_in_unit(row, pairs) else 3 if row.kind == "city" else level
    if span.relation in (Relation.TOWARDS, Relation.FROM):
        return min(level, 1)
    if span.relation is Relation.POSTED and _told_elsewhere(span, pairs):
        return 1
    if span.describes >= 0 and row is not None:
        level = min(level, _level_of_description(span, row, pairs))
    if span.relation is Relation.AROUND and row is not None:
        return 2
    if span.relation is Relation.BETWEEN and level > 2:
        return 3 if _far_ends(span, row, pairs) else max(level, 5)
    return level


def _far_ends(span: PlaceSpan, row: PlaceRow | None, pairs: Pairs) -> bool:
    """Whether a road is so long that a place on it says more: ``طريق دمشق - حمص قرب النبك``."""
    other = next((r for s, r in pairs if s.start == span.pair), None)
    if row is None or other is None:
        return False
    return distance_km(row.lat, row.lon, other.lat, other.lon) > NEAR_KM


def _told_elsewhere(span: PlaceSpan, pairs: Pairs) -> bool:
    """Whether the clause names another place than where the force stands."""
    return any(
        s is not span and s.relation not in ELSEWHERE and (r is None or rank(r) > 2)
        for s, r in pairs
    )


def _level_of_description(span: PlaceSpan, row: PlaceRow, pairs: Pairs) -> int:
    """``محافظة مأرب، شرق صنعاء`` is Marib; ``محافظة كركوك، شرق الحويجة`` is near Hawija."""
    told = next((r for s, r in pairs if s.start == span.describes), None)
    if told is None or told.kind in ("country", "region"):
        return rank(row)
    inside = told.kind in ("admin1", "admin2") and told.admin1_id == row.admin1_id
    return rank(row) if inside else min(rank(row), rank(told) - 1)


def _finer_in_unit(town: PlaceRow, pairs: Pairs) -> bool:
    """Whether another place of its unit is named: ``حرف سفيان في عمران`` means the governorate."""
    return any(
        row is not None
        and row.id != town.id
        and row.kind != "admin1"
        and row.admin1_id == town.admin1_id
        for _, row in pairs
    )
