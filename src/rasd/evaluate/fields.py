"""When a field of a matched incident counts as right.

| field | right when |
|---|---|
| event_type, sub_event_type, status, country | equal |
| date | both ends equal; or the prediction lies inside a gold range; or a gold day lies inside a predicted range of at most three days; without a gold date: none predicted |
| admin1 | equal once accents, articles and spelling habits of romanisation are gone |
| place | within `km` of the gold coordinates |
| killed, wounded, killed_or_wounded, abducted, detained | both bounds equal, absent meaning absent |
| perpetrator, target, claimed_by | see `parties` |

A field is not judged where the gold does not state what is needed (no country, no admin1, no
coordinates).
"""  # noqa: E501 - a table row is a line

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rasd.evaluate.gold import GoldEvent
from rasd.evaluate.parties import judge_parties
from rasd.model import TOLLS, Actor, Count, DateValue, Record, distance_km

FIELDS = (
    "event_type",
    "sub_event_type",
    "status",
    "date",
    "country",
    "admin1",
    "place",
    *TOLLS,
    "perpetrator",
    "target",
    "claimed_by",
)
"""Every field that is judged, in the order of reports."""

RECORD_FIELDS = tuple(name for name in FIELDS if name not in ("admin1", "claimed_by"))
"""The fields that a record must have right to be right as a whole."""

_ROLE = {"perpetrator": "perpetrators", "target": "targets"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One field of one matched incident. `stated`: the gold holds a value."""

    field: str
    right: bool
    lenient: bool
    stated: bool
    expected: str
    got: str


def judge(gold: GoldEvent, predicted: Record) -> tuple[Judgement, ...]:
    """The judgements of all fields that the gold allows to judge."""
    found = (judge_field(name, gold, predicted) for name in FIELDS)
    return tuple(judgement for judgement in found if judgement is not None)


def judge_field(name: str, gold: GoldEvent, predicted: Record) -> Judgement | None:
    """One field, or `None` where the gold doesn't state what is needed."""
    place = predicted.place
    match name:
        case "event_type" | "sub_event_type" | "status":
            return _equal(name, getattr(gold, name).value, getattr(predicted, name).value)
        case "country":
            if gold.country is None:
                return None
            return _equal(name, gold.country, place.country if place else None)
        case "admin1":
            if gold.admin1 is None:
                return None
            got = place.admin1 if place else None
            same = got is not None and plain_admin1(got) == plain_admin1(gold.admin1)
            return _judgement(name, same, True, gold.admin1, got)
        case "place":
            return _judge_place(gold, predicted)
        case "date":
            return _judgement(
                name,
                same_date(gold.date, predicted.date),
                gold.date is not None,
                _show_interval(gold.date),
                _show_date(predicted.date),
            )
        case "perpetrator" | "target":
            return _judge_role(name, gold, getattr(predicted, _ROLE[name]))
        case "claimed_by":
            claimants = tuple(
                Actor(id=claim.id, name_en=None, text=claim.text, category="")
                for claim in predicted.claimed_by
            )
            entries = (gold.claimed_by,) if gold.claimed_by else ()
            verdict = judge_parties(entries, claimants)
            return _judgement(
                name,
                verdict.strict,
                bool(entries),
                gold.claimed_by,
                _show_actors(claimants),
                lenient=verdict.lenient,
            )
        case _:
            expected: tuple[int, int | None] | None = getattr(gold, name)
            count: Count | None = getattr(predicted, name)
            value = (count.min, count.max) if count else None
            return _judgement(
                name, expected == value, expected is not None, _show(expected), _show(value)
            )


def same_date(gold: tuple[date, date] | None, predicted: DateValue | None) -> bool:
    """Whether a predicted interval agrees with the gold one."""
    start = predicted.start if predicted else None
    end = (predicted.end or start) if predicted else None
    if gold is None or start is None or end is None:
        return gold is None and start is None
    if gold == (start, end):
        return True
    if gold[0] < gold[1]:
        return gold[0] <= start <= end <= gold[1]
    return start <= gold[0] <= end and (end - start).days < 3


_AFFIX = re.compile(
    r"\b(?:al|ad|ar|as|ash|at|az|an|el|governorate|province|region|district|muhafazat|wilayat)\b"
)
_HABITS = (("ee", "i"), ("ou", "u"), ("oo", "u"), ("kh", "x"), ("dh", "d"), ("q", "k"), ("j", "g"))


def plain_admin1(name: str) -> str:
    """A romanised unit without accents, article and habits: `Ar-Raqqah` and `Raqqa` are `raka`."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    bare = _AFFIX.sub(" ", re.sub(r"[^a-z]+", " ", bare.replace("'", "").replace("`", "")))
    bare = re.sub(r"\s+", "", bare)
    for habit, plain in _HABITS:
        bare = bare.replace(habit, plain)
    bare = re.sub(r"(.)\1+", r"\1", bare)
    return re.sub(r"(?<=a)h$", "", bare)


def _judge_place(gold: GoldEvent, predicted: Record) -> Judgement | None:
    if gold.lat is None or gold.lon is None:
        return None
    place = predicted.place
    expected = f"{gold.place} ({gold.lat:.2f}, {gold.lon:.2f} ± {gold.km:.0f} km)"
    if place is None or place.lat is None or place.lon is None:
        return _judgement("place", False, True, expected, place.text if place else None)
    distance = distance_km(gold.lat, gold.lon, place.lat, place.lon)
    got = f"{place.text} ({place.lat:.2f}, {place.lon:.2f}: {distance:.0f} km off)"
    return _judgement("place", distance <= gold.km, True, expected, got)


def _judge_role(name: str, gold: GoldEvent, predicted: Sequence[Actor]) -> Judgement:
    entries, other = (
        (gold.perpetrator, gold.target)
        if name == "perpetrator"
        else (gold.target, gold.perpetrator)
    )
    verdict = judge_parties(entries, predicted, other_side=other)
    return _judgement(
        name,
        verdict.strict,
        bool(entries),
        ", ".join(entries),
        _show_actors(predicted),
        lenient=verdict.lenient,
    )


def _equal(name: str, expected: str, got: str | None) -> Judgement:
    return _judgement(name, expected == got, True, expected, got)


def _judgement(
    name: str,
    right: bool,
    stated: bool,
    expected: str | None,
    got: str | None,
    *,
    lenient: bool | None = None,
) -> Judgement:
    return Judgement(
        field=name,
        right=right,
        lenient=right if lenient is None else lenient,
        stated=stated,
        expected=expected or "nothing",
        got=got or "nothing",
    )


def _show(value: tuple[int, int | None] | None) -> str:
    if value is None:
        return ""
    low, high = value
    return str(low) if low == high else f"{low}-{'' if high is None else high}"


def _show_interval(value: tuple[date, date] | None) -> str:
    if value is None:
        return ""
    return value[0].isoformat() if value[0] == value[1] else f"{value[0]} to {value[1]}"


def _show_date(value: DateValue | None) -> str:
    if value is None:
        return ""
    if value.start is None:
        return f"unresolved ({value.text})"
    return f"{_show_interval((value.start, value.end or value.start))} ({value.text})"


def _show_actors(actors: Sequence[Actor]) -> str:
    return ", ".join(actor.id or f"“{actor.text}”" for actor in actors)
