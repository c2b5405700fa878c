"""Decides how the answers of a round of coding are compared, field by field.

Each field has the distance that fits it: names are equal or not, sets by what they share, days by
how many lie between, tolls by their ratio, places by kilometres. Kappa takes every field as names.
A field that a coder left open is compared with nobody's.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rasd.evaluate.agreement import Agreement, alpha, equal_share, interval, kappa, masi, nominal
from rasd.evaluate.agreement import ratio as by_ratio
from rasd.model import PARENT, TOLLS, Answer, SubEventType, distance_km

INCIDENT = "incident"
"""Whether there is an incident at all, asked of every item."""
EVENT_TYPE = "event_type"
"""Follows from the sub-type; compared beside it, since a wrong sub-type is the smaller mistake."""
FAR_KM = 100.0
"""Places so far apart, or in one of which no point is known, are as different as can be."""


class Metric(StrEnum):
    """By what alpha measures how far values lie apart."""

    NOMINAL = "nominal"
    SETS = "sets"
    DAYS = "days"
    RATIO = "ratio"
    KILOMETRES = "kilometres"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldAgreement:
    """How far the coders agree on a field; `kappa` is `None` for more than two coders."""

    field: str
    metric: Metric
    equal: Agreement
    kappa: Agreement | None
    alpha: Agreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The values that coders gave a field of one item, where they are not the same."""

    position: int
    field: str
    said: Mapping[str, Any]


_SETS = frozenset({"perpetrators", "targets", "weapons", "claimed_by", "attribution"})


def agreement_by_field(
    answers: Iterable[Answer], fields: Sequence[str], coders: Sequence[str]
) -> tuple[FieldAgreement, ...]:
    """The figures of a round: whether there is an incident, then each field, the type first.

    `answers` are the last ones of each coder; those that a coder means to come back to are left
    out. Fields are compared where all say that there is an incident.
    """
    items = _by_item(answers)
    found = [_compared(INCIDENT, [_in_order(item, coders, INCIDENT) for item in items])]
    agreed = [item for item in items if all(answer.incident for answer in item.values())]
    for field in _with_type(fields):
        found.append(_compared(field, [_in_order(item, coders, field) for item in agreed]))
    return tuple(found)


def differences(answers: Iterable[Answer], fields: Sequence[str]) -> tuple[Difference, ...]:
    """Everything that coders do not say alike, by item and field; what one left open differs.

    Where they differ on whether there is an incident, that alone is named.
    """
    found = []
    for item in _by_item(answers):
        position = next(iter(item.values())).position
        said = {coder: answer.incident for coder, answer in item.items()}
        if len(set(said.values())) > 1:
            found.append(Difference(position=position, field=INCIDENT, said=said))
            continue
        if not all(said.values()):
            continue
        for field in fields:
            if len({_said(answer, field) for answer in item.values()}) > 1:
                values = {coder: answer.values.get(field) for coder, answer in item.items()}
                found.append(Difference(position=position, field=field, said=values))
    return tuple(found)


def metric_of(field: str) -> Metric:
    """By what alpha compares the values of a field."""
    if field in _SETS:
        return Metric.SETS
    if field in TOLLS:
        return Metric.RATIO
    return {"date": Metric.DAYS, "place": Metric.KILOMETRES}.get(field, Metric.NOMINAL)


def _with_type(fields: Sequence[str]) -> tuple[str, ...]:
    return (EVENT_TYPE, *fields) if "sub_event_type" in fields else tuple(fields)


def _by_item(answers: Iterable[Answer]) -> list[dict[str, Answer]]:
    items: defaultdict[int, dict[str, Answer]] = defaultdict(dict)
    for answer in answers:
        if answer.done:
            items[answer.position][answer.coder] = answer
    return [dict(sorted(items[position].items())) for position in sorted(items)]


def _in_order(item: Mapping[str, Answer], coders: Sequence[str], field: str) -> list[Hashable]:
    return [
        key for coder in coders if coder in item and (key := _said(item[coder], field)) is not None
    ]


def _said(answer: Answer, field: str) -> Hashable | None:
    """What a coder says of a field in a form that can be compared; `None` where nothing."""
    if field == INCIDENT:
        return answer.incident
    if field == EVENT_TYPE:
        kind = answer.values.get("sub_event_type")
        return PARENT[SubEventType(kind)].value if kind else None
    if field not in answer.values:
        return None
    return _key(field, answer.values[field])


def _key(field: str, value: Any) -> Hashable:
    """One value for each meaning: the words behind it and the names of parties do not count."""
    if field in _SETS:
        return frozenset(_party(each) for each in value or ())
    if value is None:
        return "none"
    if field in TOLLS:
        return (value["min"], value.get("max"))
    if field == "date":
        return (value.get("start"), value.get("end"))
    if field == "place":
        return _place(value)
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _party(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    return str(value.get("id") or value.get("name") or value.get("text") or "")


def _place(value: Mapping[str, Any]) -> Hashable:
    lat, lon = value.get("lat"), value.get("lon")
    at = None if lat is None or lon is None else (round(lat, 4), round(lon, 4))
    named = value.get("geonameid") or value.get("text") if at is None else None
    return (value.get("country"), at, named)


def _compared(field: str, units: Sequence[Sequence[Hashable]]) -> FieldAgreement:
    metric = metric_of(field)
    two = all(len(unit) <= 2 for unit in units)
    return FieldAgreement(
        field=field,
        metric=metric,
        equal=equal_share(units),
        kappa=kappa(units) if two else None,
        alpha=alpha(units, _DISTANCES[metric]),
    )


def _days(one: Any, other: Any) -> float:
    """The days between the first ends and between the last; no day is as far as a year."""
    if one == other:
        return 0.0
    apart = [_between(a, b) for a, b in zip(_ends(one), _ends(other), strict=True)]
    return sum(interval(each, 0) for each in apart) / len(apart)


def _ends(key: Any) -> tuple[Any, Any]:
    return (None, None) if key == "none" else key


_NO_DAY = 365


def _between(one: str | None, other: str | None) -> int:
    if one is None or other is None:
        return 0 if one is other else _NO_DAY
    return min(_NO_DAY, abs((date.fromisoformat(one) - date.fromisoformat(other)).days))


def _ratio(one: Any, other: Any) -> float:
    """By the least number that each gives; a toll that one gives and the other does not is 0."""
    if one == other:
        return 0.0
    low, high = ((0 if key == "none" else key[0]) for key in (one, other))
    if low == high:
        return _OPEN
    return by_ratio(low, high)


_OPEN = 0.01
"""Between two tolls of one least number: "2" and "at least 2" nearly agree."""


def _kilometres(one: Any, other: Any) -> float:
    if one == other:
        return 0.0
    if "none" in (one, other) or one[1] is None or other[1] is None:
        return 1.0
    return min(1.0, distance_km(*one[1], *other[1]) / FAR_KM) ** 2


_DISTANCES: Mapping[Metric, Callable[[Any, Any], float]] = {
    Metric.NOMINAL: nominal,
    Metric.SETS: masi,
    Metric.DAYS: _days,
    Metric.RATIO: _ratio,
    Metric.KILOMETRES: _kilometres,
}
