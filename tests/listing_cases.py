"""Makes varied events for tests of lists, the same each time."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from tests.builders import make_actor, make_count, make_day, make_event, make_mention, make_place

from rasd.model import (
    Account,
    Action,
    Conflict,
    Count,
    DatePrecision,
    DateValue,
    Event,
    Grade,
    Judged,
    Link,
    Place,
    PlacePrecision,
    Review,
    ReviewState,
    Status,
    SubEventType,
    Voice,
)

FIRST = date(2031, 1, 1)
NOON = "2031-05-07T12:00:00Z"
OUTLETS = ("الجريدة", "Outlet B", "Outlet C")
TOWNS = (
    ("Tall Warda", "SY", "Al-Warda", 35.0, 38.0),
    ("Bir Zaytun", "IQ", "Zaytun", 33.5, 43.25),
    ("Wadi Nahl", "YE", "Nahl", 15.25, 44.5),
)
_KINDS = (
    SubEventType.ARMED_CLASH,
    SubEventType.REMOTE_EXPLOSIVE,
    SubEventType.AIR_STRIKE,
    SubEventType.ARREST,
    SubEventType.THREAT,
)


def make_events(size: int = 120) -> tuple[Event, ...]:
    """Events over two years and three countries, some of them without day or place."""
    chance = random.Random(20310101)
    return tuple(_event(chance, number) for number in range(size))


def make_review(*entries: Judged, state: ReviewState = ReviewState.NONE) -> Review:
    """What people made of an event; stale where an entry is."""
    stale = any(entry.stale for entry in entries)
    return Review(
        state=state, by="hala", at="2031-05-07T08:00:00Z", stale=stale, judgements=entries
    )


def make_judged(action: Action, field: str | None = None, *, stale: str | None = None) -> Judged:
    """A judgement on an event."""
    return Judged(id="j", action=action, by="hala", at=NOON, field=field, stale=stale)


def make_account(outlet: str | None, doc_id: str = "a") -> Account:
    """A report of an event in an outlet."""
    grade = Grade(value="F", suggested=True, reason="unknown")
    return Account(
        mention_id="m",
        doc_id=doc_id,
        outlet=outlet,
        published=None,
        source=1,
        attributed_to=(),
        voice=Voice.NEUTRAL,
        reliability=grade,
    )


def make_link(score: float | None) -> Link:
    """A link between two reports."""
    return Link(mention_a="m", mention_b="n", score=score, reasons=())


def _event(chance: random.Random, number: int) -> Event:
    kind = chance.choice(_KINDS)
    mention = make_mention(f"d{number // 2}", number, sub_event_type=kind)
    outlets = chance.sample(OUTLETS, chance.randrange(3))
    return make_event(
        mention,
        status=chance.choice((Status.REPORTED, Status.CLAIMED)),
        date=_date(chance),
        place=_place(chance),
        perpetrators=(make_actor(chance.choice(("is_core", "irq_army"))),),
        killed=_toll(chance),
        wounded=_toll(chance),
        confidence=chance.choice((0.6, 0.85, 0.9, 0.95)),
        independent_sources=chance.randrange(1, 5),
        conflicts=_conflicts(chance),
        accounts=tuple(make_account(outlet) for outlet in outlets),
        links=(make_link(chance.choice((0.7, 3.0))),) if chance.random() < 0.3 else (),
        review=_review(chance),
    )


def _date(chance: random.Random) -> DateValue | None:
    start = FIRST + timedelta(days=chance.randrange(700))
    match chance.choice(("day", "day", "range", "month", "year", "none", "unknown")):
        case "day":
            return make_day(start)
        case "range":
            return make_day(start, start + timedelta(days=chance.randrange(1, 12)))
        case "month":
            end = start.replace(day=28)
            return DateValue(
                start=start.replace(day=1), end=end, precision=DatePrecision.MONTH, text=""
            )
        case "year":
            first, last = date(start.year, 1, 1), date(start.year, 12, 31)
            return DateValue(start=first, end=last, precision=DatePrecision.YEAR, text="")
        case "unknown":
            return DateValue(start=None, end=None, precision=DatePrecision.UNKNOWN, text="")
    return None


def _place(chance: random.Random) -> Place | None:
    name, country, admin1, lat, lon = chance.choice(TOWNS)
    lat += chance.choice((0.0, 0.0, 0.01, 0.4))
    match chance.choice(("exact", "exact", "near", "admin1", "country", "unknown", "none")):
        case "admin1":
            return make_place(name, country=country, admin1=admin1, precision=PlacePrecision.ADMIN1)
        case "country":
            return make_place(name, country=country, admin1=None, precision=PlacePrecision.COUNTRY)
        case "unknown":
            return Place(text="somewhere")
        case "none":
            return None
        case grade:
            precision = PlacePrecision(grade)
            return make_place(
                name, country=country, admin1=admin1, lat=lat, lon=lon, precision=precision
            )


def _toll(chance: random.Random) -> Count | None:
    return chance.choice((None, make_count(0), make_count(3), make_count(5, None), make_count(7)))


def _conflicts(chance: random.Random) -> tuple[Conflict, ...]:
    if chance.random() < 0.6:
        return ()
    return (Conflict(field="killed", values=("3", "5"), doc_ids=("a", "b")),)


def _review(chance: random.Random) -> Review | None:
    entry: Sequence[Judged] = ()
    match chance.choice(("none", "none", "accepted", "edited", "stale")):
        case "accepted":
            return make_review(make_judged(Action.ACCEPT), state=ReviewState.ACCEPTED)
        case "edited":
            return make_review(make_judged(Action.EDIT, "killed"), state=ReviewState.EDITED)
        case "stale":
            entry = (make_judged(Action.ACCEPT, stale="date has changed"),)
            return make_review(*entry, state=ReviewState.ACCEPTED)
    return None
