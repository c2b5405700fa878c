"""Days of times told by distance: ``أمس``, ``الاثنين``, ``قبل أسبوعين``, ``الشهر الماضي``.

The choices that contract rule 4 leaves open are listed in `rasd.resolve.dates`.
"""

from __future__ import annotations

from datetime import date, timedelta

from rasd.annotate.time_expression import TimeExpression, Which
from rasd.model import DatePrecision
from rasd.resolve.periods import (
    ONE_DAY,
    WEEK,
    Days,
    edge_of,
    last_weekday_on_or_before,
    one_day,
    shift_month,
    shift_months,
    whole_month,
)

_P = DatePrecision
_FEW = {"hour": (1, 0), "day": (10, 2), "week": (56, 14), "month": (330, 60), "year": (3650, 730)}
_DAYS_IN = {"hour": 1, "day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
_STEP = {Which.BEFORE_LAST: -2, Which.LAST: -1, Which.THIS: 0, Which.NEXT: 1, None: 0}
_RECENT = {"hour": 1, "day": 7, "week": 28, "month": 90, "year": 1095, "decade": 7300}


def weekday_days(e: TimeExpression, published: date) -> date:
    """The day of a weekday: the last one on or before publication unless the words say else."""
    weekday = e.weekday or 0
    if e.unit == "week":
        sunday = _calendar_span("week", published, _STEP[e.which])[0]
        return sunday + timedelta(days=(weekday + 1) % WEEK)
    match e.which:
        case Which.BEFORE_LAST:
            return last_weekday_on_or_before(weekday, published - timedelta(days=WEEK + 1))
        case Which.LAST:
            return last_weekday_on_or_before(weekday, published - ONE_DAY)
        case Which.NEXT:
            return last_weekday_on_or_before(weekday, published + timedelta(days=WEEK))
        case _:
            return last_weekday_on_or_before(weekday, published)


def offset_days(e: TimeExpression, published: date) -> Days:
    """A day counted from publication (``أمس``), moved to the weekday that stands beside it."""
    day = published + timedelta(days=e.days or 0)
    if e.weekday is not None and day.weekday() != e.weekday:
        latest = published + ONE_DAY if (e.days or 0) >= 0 else published
        day = last_weekday_on_or_before(e.weekday, latest)
    if e.until_days is not None:
        return day, published + timedelta(days=e.until_days), _P.RANGE
    return one_day(day)


def after_days(e: TimeExpression, anchor: date) -> Days | None:
    """A time after an anchor (``بعد ثلاثة أيام``); `None` without a count or unit."""
    if e.count is None or e.unit is None:
        return None
    if e.unit == "minute":
        return one_day(anchor)
    if e.unit == "hour":
        return anchor, anchor + timedelta(hours=e.count), _P.RANGE
    return _around(anchor + timedelta(days=_DAYS_IN[e.unit] * e.count), e)


def ago_days(e: TimeExpression, published: date) -> Days | None:
    """A time before publication (``قبل يومين``); without a count, the span that "some" allows."""
    unit = e.unit or "day"
    if unit == "minute":
        return one_day(published)
    if e.count is None:
        if unit not in _FEW:
            return None
        if e.since and unit == "day":
            return published - timedelta(days=WEEK), published, _P.RANGE
        far, near = _FEW[unit]
        return published - timedelta(days=far), published - timedelta(days=near), _P.RANGE
    if unit == "hour":
        return published - timedelta(days=max(1, -(-e.count // 24))), published, _P.RANGE
    if unit == "month":
        return _around(shift_months(published, -e.count), e)
    if unit in ("year", "decade"):
        years = e.count * (10 if unit == "decade" else 1)
        return _around(shift_months(published, -12 * years), e)
    return _around(published - timedelta(days=_DAYS_IN[unit] * e.count), e)


def _around(day: date, e: TimeExpression) -> Days:
    reach = {"day": 1 if e.approx or (e.count or 0) > 13 else 0, "week": 3, "month": 15}.get(
        e.unit or "day", 183
    )
    if not reach:
        return one_day(day)
    return day - timedelta(days=reach), day + timedelta(days=reach), _P.RANGE


def span_days(e: TimeExpression, published: date) -> Days | None:
    """A period up to, of or after publication (``الأسبوع الماضي``, ``خلال اليومين الماضيين``)."""
    unit = e.unit or "day"
    if e.which is Which.LAST and e.count == 1 and unit in ("week", "month", "year"):
        return edge_of(e, _calendar_span(unit, published, -1))
    if e.which is Which.BEFORE_LAST:
        calendar_unit = e.count == 1 and unit in ("week", "month", "year")
        return _calendar_span(unit, published, -2) if calendar_unit else None
    if e.which is Which.LAST:
        return _last(e, unit, published)
    if e.count != 1 or unit not in ("week", "month", "year"):
        return None
    return edge_of(e, _calendar_span(unit, published, 1 if e.which is Which.NEXT else 0))


def _last(e: TimeExpression, unit: str, published: date) -> Days:
    if e.count is None:
        return published - timedelta(days=_RECENT[unit]), published, _P.RANGE
    match unit:
        case "hour":
            start = published - timedelta(days=max(1, -(-e.count // 24)))
        case "month":
            start = shift_months(published, -e.count)
        case "year" | "decade":
            start = shift_months(published, -12 * e.count * (10 if unit == "decade" else 1))
        case _:
            start = published - timedelta(days=_DAYS_IN[unit] * e.count)
    return start, published, _P.RANGE


def _calendar_span(unit: str, published: date, step: int) -> Days:
    match unit:
        case "week":
            sunday = last_weekday_on_or_before(6, published) + timedelta(days=WEEK * step)
            return sunday, sunday + timedelta(days=WEEK - 1), _P.WEEK
        case "month":
            return whole_month(*shift_month(published.year, published.month, step))
        case _:
            year = published.year + step
            return date(year, 1, 1), date(year, 12, 31), _P.YEAR
