"""Puts times on the calendar, against the day of publication and never against today.

Contract rule 4. What was left open there is settled here:

- A date without a year is the latest such date not after publication, three days of slack
  allowed (an article may be stored a little earlier than it was written).
- ``الأسبوع الماضي`` is the calendar week before, Sunday to Saturday. "Two weeks ago" is the seven
  days around that day; so are "three months ago" (a month around) and "two years ago" (a year).
- ``قبل أيام`` is two to ten days ago. ``منذ أيام``, which may still go on, is the last seven
  days, as is ``الأيام الأخيرة``.
- An offset that names its weekday (``أمس الأربعاء``) yields to the weekday where publication
  and the weekday disagree: the last such day, or tomorrow where the text says today.
- Without a publication date relative times keep their text alone, with precision unknown.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from msgspec.structs import replace

from rasd.annotate.time_expression import TimeExpression, TimeKind, Which
from rasd.model import DatePrecision, DateValue
from rasd.resolve.hijri import hijri_month, hijri_year_of, hijri_years, to_gregorian
from rasd.resolve.periods import (
    ONE_DAY,
    Days,
    edge_of,
    last_weekday_on_or_before,
    one_day,
    shift_month,
    step_of,
    whole_month,
)
from rasd.resolve.relative import after_days, ago_days, offset_days, span_days, weekday_days

__all__ = ["earlier_date", "last_weekday_on_or_before", "resolve_date", "statement_day"]

_P = DatePrecision
_SLACK = timedelta(days=3)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


def resolve_date(
    expression: TimeExpression,
    *,
    published: date | None,
    anchor: date | None = None,
    text: str = "",
) -> DateValue:
    """The days of an expression; `anchor` is the day that "the same day" points back to.

    Unresolved (`start` and `end` `None`, precision unknown) where the publication date or the
    anchor that it needs is missing, or where no such day exists (30 February).
    """
    try:
        days = _days(expression, published, anchor)
    except (ValueError, OverflowError):
        days = None
    if days is None:
        return DateValue(start=None, end=None, precision=_P.UNKNOWN, text=text)
    start, end, precision = days
    if expression.until is not None:
        last = resolve_date(expression.until, published=published, anchor=anchor)
        if last.end is not None:
            start = _before(start, last.end, expression)
            end, precision = last.end, _P.RANGE
    if expression.since and published is not None and expression.kind is not TimeKind.AGO:
        end, precision = max(published, end), _P.RANGE
    return DateValue(start=start, end=end, precision=precision, text=text)


def earlier_date(
    expression: TimeExpression, *, published: date | None, text: str = ""
) -> DateValue:
    """When the earlier of two happened: "days after the attack" puts the attack days ago.

    Holds where the later one is the news itself; unresolved for any other expression.
    """
    if expression.kind is not TimeKind.AFTER or not expression.of_what:
        return DateValue(start=None, end=None, precision=_P.UNKNOWN, text=text)
    ago = replace(expression, kind=TimeKind.AGO)
    return resolve_date(ago, published=published, text=text)


def statement_day(value: DateValue) -> DateValue:
    """The days of an event dated by a statement on it alone: that day or the one before."""
    if value.start is None or value.precision is not _P.DAY:
        return value
    return DateValue(
        start=value.start - ONE_DAY, end=value.end, precision=_P.RANGE, text=value.text
    )


def _before(start: date, end: date, expression: TimeExpression) -> date:
    """Both ends of a range fall back on publication: the start must not pass the end."""
    if start <= end:
        return start
    if expression.kind is TimeKind.WEEKDAY and expression.weekday is not None:
        return last_weekday_on_or_before(expression.weekday, end)
    return min(start, end)


def _days(e: TimeExpression, published: date | None, anchor: date | None) -> Days | None:
    match e.kind:
        case TimeKind.DATE:
            return _date(e, published)
        case TimeKind.MONTH:
            return _month(e, published)
        case TimeKind.YEAR:
            return _edge_of_year(e, _year(e))
        case TimeKind.SEASON:
            return _season(e, published)
        case TimeKind.ANCHORED:
            return None if anchor is None else one_day(anchor + timedelta(days=e.days or 0))
        case TimeKind.AFTER:
            return None if anchor is None else after_days(e, anchor)
    if published is None:
        return None
    match e.kind:
        case TimeKind.WEEKDAY:
            return one_day(weekday_days(e, published))
        case TimeKind.OFFSET:
            return offset_days(e, published)
        case TimeKind.AGO:
            return ago_days(e, published)
        case _:
            return span_days(e, published)


def _year(e: TimeExpression) -> Days | None:
    if e.year is None:
        return None
    if e.calendar == "hijri":
        return (*hijri_years(e.year), _P.YEAR)
    return date(e.year, 1, 1), date(e.year, 12, 31), _P.YEAR


def _edge_of_year(e: TimeExpression, days: Days | None) -> Days | None:
    return None if days is None else edge_of(e, days)


def _season(e: TimeExpression, published: date | None) -> Days | None:
    year = e.year
    if year is None:
        if published is None:
            return None
        year = published.year + step_of(e.year_which)
    month = _SEASONS[e.season or "spring"]
    if e.which is Which.LAST and published is not None:
        # the last one that is over, or nearly so
        year -= whole_month(*shift_month(year, month, 2))[1] > published + timedelta(days=30)
    if e.which is Which.NEXT and published is not None:
        year += date(year, month, 1) <= published
    last_year, last_month = shift_month(year, month, 2)
    return date(year, month, 1), whole_month(last_year, last_month)[1], _P.RANGE


def _month(e: TimeExpression, published: date | None) -> Days | None:
    month = e.month or 1
    if e.calendar == "hijri":
        year = e.year
        if year is None:
            if published is None:
                return None
            year = hijri_year_of(published)
            if hijri_month(year, month)[0] > published:
                year -= 1
        return edge_of(e, (*hijri_month(year, month), _P.MONTH))
    if e.year is not None:
        return edge_of(e, whole_month(e.year, month))
    if published is None:
        return None
    year = published.year
    if e.year_which is not None:
        year += step_of(e.year_which)
    elif e.which is Which.LAST:
        year -= month >= published.month
    elif e.which is Which.NEXT:
        year += month <= published.month
    elif e.which is None:
        year -= month > published.month
    return edge_of(e, whole_month(year, month))


def _date(e: TimeExpression, published: date | None) -> Days | None:
    day = e.day or 1
    if e.month is None:
        if published is None:
            return None
        return one_day(date(*shift_month(published.year, published.month, step_of(e.which)), day))
    if e.calendar == "hijri":
        return _hijri_date(e, e.month, day, published)
    if e.year is not None:
        return one_day(date(e.year, e.month, day))
    if published is None:
        return None
    if e.year_which is not None:
        return one_day(date(published.year + step_of(e.year_which), e.month, day))
    candidates = [
        date(year, e.month, day)
        for year in range(published.year - 4, published.year + 2)
        if day <= calendar.monthrange(year, e.month)[1]
    ]
    return one_day(_choose(e, candidates, published))


def _choose(e: TimeExpression, candidates: list[date], published: date) -> date:
    """The year that a date without one means."""
    if e.which is Which.NEXT:
        return min(d for d in candidates if d > published)
    if e.which is Which.THIS:
        return min(candidates, key=lambda d: abs(d - published))
    limit = published if e.which is Which.LAST else published + _SLACK
    chosen = max(d for d in candidates if d <= limit)
    if e.weekday is not None and chosen.weekday() != e.weekday:
        close = [d for d in candidates if d.weekday() == e.weekday]
        near = [d for d in close if abs(d - published).days < 600]
        return min(near, key=lambda d: abs(d - published)) if near else chosen
    return chosen


def _hijri_date(e: TimeExpression, month: int, day: int, published: date | None) -> Days | None:
    if e.year is not None:
        return one_day(to_gregorian(e.year, month, day))
    if published is None:
        return None
    year = hijri_year_of(published) + step_of(e.year_which)
    found = to_gregorian(year, month, day)
    if e.year_which is None and e.which is not Which.NEXT and found > published + _SLACK:
        found = to_gregorian(year - 1, month, day)
    return one_day(found)
