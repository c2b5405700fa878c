"""Decides in which span of a timeline an event counts: in none that says more than is known.

An event of which only the month is known is no event of the first of that month: where days are
asked for it counts in a span of its month. Events without a date are in none.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, case, func, select

from rasd.model import Span, Step
from rasd.store.listing.rows import TYPES, UNDATED
from rasd.store.listing.where import Condition, unindexed
from rasd.store.tables import EVENT_ROW

_ROW = EVENT_ROW.c
_DAYS = {Step.DAY: 1, Step.WEEK: 7, Step.MONTH: 31, Step.YEAR: 366}
_STEPS = tuple(Step)
_KINDS = 16
"""More than there are types."""


def timeline(connection: Connection, wanted: Sequence[Condition], step: Step) -> tuple[Span, ...]:
    """How many events began in each step; one that may have taken longer counts in a longer one."""
    steps = _STEPS[_STEPS.index(step) :]
    length = _ROW.last_day - _ROW.first_day + 1
    shorter = [(length <= _DAYS[each], _key(each)) for each in steps[:-1]]
    key = case(*shorter, else_=_key(steps[-1])) if shorter else _key(steps[-1])
    asked = (
        select((key * _KINDS + _ROW.kind).label("heap"), func.count())
        .where(*wanted, unindexed(_ROW.first_day) < UNDATED)
        .group_by("heap")
    )
    found: dict[tuple[date, date], Counter[int]] = defaultdict(Counter)
    for heap, count in connection.execute(asked):
        at, kind = divmod(heap, _KINDS)
        start, size = divmod(at, len(_STEPS))
        found[_span(_STEPS[size], start)][kind] += count
    return tuple(
        Span(
            start=first,
            end=last,
            count=kinds.total(),
            by_type=tuple((TYPES[kind], kinds[kind]) for kind in sorted(kinds)),
        )
        for (first, last), kinds in sorted(found.items())
    )


def _key(step: Step) -> ColumnElement[int]:
    """One number for the step of this size that an event begins in, and the size."""
    return _start(step) * len(_STEPS) + _STEPS.index(step)


def _start(step: Step) -> ColumnElement[int]:
    match step:
        case Step.DAY:
            return _ROW.first_day
        case Step.WEEK:
            return _ROW.first_day - (_ROW.first_day - 1) % 7
        case Step.MONTH:
            return _ROW.month
        case Step.YEAR:
            return _ROW.month // 12


def _span(step: Step, start: int) -> tuple[date, date]:
    match step:
        case Step.DAY:
            return date.fromordinal(start), date.fromordinal(start)
        case Step.WEEK:
            return date.fromordinal(start), date.fromordinal(min(start + 6, UNDATED))
        case Step.MONTH:
            year, month = start // 12, start % 12 + 1
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case Step.YEAR:
            return date(start, 1, 1), date(start, 12, 31)
