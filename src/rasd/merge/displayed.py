"""Decides which of several values of a field an event shows, and which stand beside it.

date    the most precise of those that most others contain
place   the most precise of those that most others contain
toll    what most independent sources say last; of equals, the latest
kind    what most independent sources say; of equals, the more specific
status  reported if anyone reports it; claimed if only parties speak; denied if that is all

Every other value goes to `conflicts` with its document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from rasd.model import (
    Conflict,
    Count,
    DatePrecision,
    DateValue,
    Mention,
    Place,
    PlacePrecision,
    Status,
    SubEventType,
)

T = TypeVar("T")

Sources = Mapping[str, int]
"""The number of the independent source that a document belongs to."""

_FINE = (
    PlacePrecision.EXACT,
    PlacePrecision.NEAR,
    PlacePrecision.ADMIN2,
    PlacePrecision.ADMIN1,
    PlacePrecision.COUNTRY,
    PlacePrecision.UNKNOWN,
)
_VAGUE_KINDS = (SubEventType.REMOTE_EXPLOSIVE, SubEventType.ATTACK, SubEventType.OTHER)
"""Kinds that the contract gives to what is not said more closely."""


def vote(
    mentions: Sequence[Mention],
    sources: Sources,
    value_of: Callable[[Mention], T | None],
    key_of: Callable[[T], Hashable],
    *,
    specific: Callable[[T], int] = lambda _: 0,
) -> T | None:
    """The value that most sources give, each with its last word; of equals, the latest.

    `mentions` are in chronological order. `specific` ranks equals before the date does.
    """
    last: dict[int, tuple[int, T]] = {}
    for number, mention in enumerate(mentions):
        value = value_of(mention)
        if value is not None:
            last[sources[mention.doc_id]] = (number, value)
    votes: dict[Hashable, list[tuple[int, T]]] = defaultdict(list)
    for number, value in last.values():
        votes[key_of(value)].append((number, value))
    if not votes:
        return None
    best = max(votes.values(), key=lambda v: (len(v), specific(v[-1][1]), max(n for n, _ in v)))
    return max(best, key=lambda item: item[0])[1]


def shown_kind(mentions: Sequence[Mention], sources: Sources) -> SubEventType:
    """The kind that most sources give."""
    told = [mention for mention in mentions if mention.status is not Status.BACKGROUND]
    kind = vote(
        told or mentions,
        sources,
        lambda mention: mention.sub_event_type,
        lambda kind: kind,
        specific=lambda kind: int(kind not in _VAGUE_KINDS),
    )
    assert kind is not None  # every mention has a kind
    return kind


def shown_status(mentions: Sequence[Mention]) -> Status:
    """Reported before claimed before denied before background."""
    found = {mention.status for mention in mentions}
    order = (Status.REPORTED, Status.CLAIMED, Status.DENIED, Status.BACKGROUND)
    return next(status for status in order if status in found)


def shown_date(mentions: Sequence[Mention]) -> DateValue | None:
    """The narrowest interval among those that most others contain; unresolved ones come last."""
    # Counted once each: an incident told by thousands has few different dates.
    dates = Counter(mention.date for mention in mentions if mention.date is not None)
    if not dates:
        return None
    return min(
        dates,
        key=lambda date: (-sum(n for d, n in dates.items() if _within(date, d)), _days(date)),
    )


def shown_place(mentions: Sequence[Mention]) -> Place | None:
    """The finest place among those that most others contain."""
    places = Counter(mention.place for mention in mentions if mention.place is not None)
    if not places:
        return None
    return min(
        places,
        key=lambda place: (
            -sum(n for p, n in places.items() if _lies_in(place, p)),
            _FINE.index(place.precision),
        ),
    )


def shown_count(mentions: Sequence[Mention], sources: Sources, field: str) -> Count | None:
    """The toll that most sources give last; a figure told as background counts only alone."""

    def value_of(mention: Mention) -> Count | None:
        count: Count | None = getattr(mention, field)
        return count

    told = [mention for mention in mentions if mention.status is not Status.BACKGROUND]
    for group in (told, mentions):
        count = vote(
            group, sources, value_of, written_count, specific=lambda c: int(c.max is not None)
        )
        if count is not None:
            return count
    return None


def conflict(
    field: str, mentions: Sequence[Mention], write: Callable[[Mention], str | None]
) -> tuple[Conflict, ...]:
    """What each document says of a field, where they do not all say the same."""
    said = [(text, m.doc_id) for m in mentions if (text := write(m)) is not None]
    if len({text for text, _ in said}) < 2:
        return ()
    values, doc_ids = zip(*said, strict=True)
    return (Conflict(field=field, values=values, doc_ids=doc_ids),)


def dates_apart(mentions: Sequence[Mention]) -> tuple[Conflict, ...]:
    """All dates, where some document's does not hold the shown one."""
    shown = shown_date(mentions)
    if shown is None or all(m.date is None or _within(shown, m.date) for m in mentions):
        return ()
    return conflict("date", mentions, lambda m: written_date(m.date))


def places_apart(mentions: Sequence[Mention]) -> tuple[Conflict, ...]:
    """All places, where some document's does not hold the shown one."""
    shown = shown_place(mentions)
    if shown is None or all(m.place is None or _lies_in(shown, m.place) for m in mentions):
        return ()
    return conflict("place", mentions, lambda m: written_place(m.place))


def written_count(count: Count) -> str:
    """A toll as short as in a table: `2`, `2-6`, `≥2`."""
    if count.max is None:
        return f"≥{count.min}"
    return f"{count.min}" if count.min == count.max else f"{count.min}-{count.max}"


def written_date(date: DateValue | None) -> str | None:
    """An interval as ISO days; `None` where unresolved."""
    if date is None or date.start is None or date.end is None:
        return None
    if date.start == date.end:
        return date.start.isoformat()
    return f"{date.start.isoformat()}/{date.end.isoformat()}"


def written_place(place: Place | None) -> str | None:
    """The English name where known, else the wording."""
    return None if place is None else place.name_en or place.text


def _within(inner: DateValue, outer: DateValue) -> bool:
    if inner.start is None or inner.end is None:
        return False
    if outer.start is None or outer.end is None:
        return True
    return outer.start <= inner.start and inner.end <= outer.end


def _days(date: DateValue) -> tuple[bool, int, bool]:
    if date.start is None or date.end is None:
        return (True, 0, True)
    return (False, (date.end - date.start).days, date.precision is not DatePrecision.DAY)


def _lies_in(inner: Place, outer: Place) -> bool:
    if inner.geonameid is not None and inner.geonameid == outer.geonameid:
        return True
    match outer.precision:
        case PlacePrecision.ADMIN2:
            return outer.admin2 is not None and outer.admin2 == inner.admin2
        case PlacePrecision.ADMIN1:
            return outer.admin1 is not None and outer.admin1 == inner.admin1
        case PlacePrecision.COUNTRY:
            return outer.country is not None and outer.country == inner.country
        case PlacePrecision.UNKNOWN:
            return outer.text == inner.text or inner.precision is not PlacePrecision.UNKNOWN
        case _:
            return outer.text == inner.text
