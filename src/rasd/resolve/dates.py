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
from dataclasses import replace
from datetime import date, timedelta

from rasd.annotate.time_expression import TimeExpression, TimeKind, Which
from rasd.model import DatePrecision, DateValue
from rasd.resolve.hijri import hijri_month, hijri_year_of, hijri_years, to_gregorian

_SLACK = timedelta(days=3)
_DAY = timedelta(days=1)
_WEEK = 7
_FEW = {"hour": (1, 0), "day": (10, 2), "week": (56, 14), "month": (330, 60), "year": (3650, 730)}
_DAYS_IN = {"hour": 1, "day": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
_RECENT = {"hour": 1, "day": 7, "week": 28, "month": 90, "year": 1095, "decade": 7300}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_EARLIEST = date(1900, 1, 1)

Days = tuple[date, date, DatePrecision]
_P = DatePrecision


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
    return DateValue(start=value.start - _DAY, end=value.end, precision=_P.RANGE, text=value.text)


def last_weekday_on_or_before(weekday: int, day: date) -> date:
    """The last such weekday (Monday is 0) on or before a day."""
    return day - timedelta(days=(day.weekday() - weekday) % _WEEK)


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
            return None if anchor is None else _one(anchor + timedelta(days=e.days or 0))
        case TimeKind.AFTER:
            return None if anchor is None else _after(e, anchor)
    if published is None:
        return None
    match e.kind:
        case TimeKind.WEEKDAY:
            return _one(_weekday(e, published))
        case TimeKind.OFFSET:
            return _offset(e, published)
        case TimeKind.AGO:
            return _ago(e, published)
        case _:
            return _span(e, published)


def _one(day: date) -> Days:
    return day, day, _P.DAY


def _weekday(e: TimeExpression, published: date) -> date:
    weekday = e.weekday or 0
    match e.which:
        case Which.LAST:
            return last_weekday_on_or_before(weekday, published - _DAY)
        case Which.NEXT:
            return last_weekday_on_or_before(weekday, published + timedelta(days=_WEEK))
        case _:
            return last_weekday_on_or_before(weekday, published)


def _offset(e: TimeExpression, published: date) -> Days:
    day = published + timedelta(days=e.days or 0)
    if e.weekday is not None and day.weekday() != e.weekday:
        latest = published + _DAY if (e.days or 0) >= 0 else published
        day = last_weekday_on_or_before(e.weekday, latest)
    if e.until_days is not None:
        return day, published + timedelta(days=e.until_days), _P.RANGE
    return _one(day)


def _after(e: TimeExpression, anchor: date) -> Days | None:
    if e.count is None or e.unit is None:
        return None
    if e.unit == "hour":
        return anchor, anchor + timedelta(hours=e.count), _P.RANGE
    return _around(anchor + timedelta(days=_DAYS_IN[e.unit] * e.count), e)


def _ago(e: TimeExpression, published: date) -> Days | None:
    unit = e.unit or "day"
    if e.count is None:
        if unit not in _FEW:
            return None
        if e.since and unit == "day":
            return published - timedelta(days=_WEEK), published, _P.RANGE
        far, near = _FEW[unit]
        return published - timedelta(days=far), published - timedelta(days=near), _P.RANGE
    if unit == "hour":
        return published - timedelta(days=max(1, -(-e.count // 24))), published, _P.RANGE
    if unit == "month":
        return _around(_shift_months(published, -e.count), e)
    if unit in ("year", "decade"):
        years = e.count * (10 if unit == "decade" else 1)
        return _around(_shift_months(published, -12 * years), e)
    return _around(published - timedelta(days=_DAYS_IN[unit] * e.count), e)


def _around(day: date, e: TimeExpression) -> Days:
    reach = {"day": 1 if e.approx or (e.count or 0) > 13 else 0, "week": 3, "month": 15}.get(
        e.unit or "day", 183
    )
    if not reach:
        return _one(day)
    return day - timedelta(days=reach), day + timedelta(days=reach), _P.RANGE


def _shift_months(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _span(e: TimeExpression, published: date) -> Days | None:
    unit = e.unit or "day"
    if e.which is Which.LAST and e.count == 1 and unit in ("week", "month", "year"):
        return _edge(e, _calendar_span(unit, published, -1))
    if e.which is Which.LAST:
        return _last(e, unit, published)
    if e.count != 1 or unit not in ("week", "month", "year"):
        return None
    return _edge(e, _calendar_span(unit, published, 1 if e.which is Which.NEXT else 0))


def _last(e: TimeExpression, unit: str, published: date) -> Days:
    if e.count is None:
        return published - timedelta(days=_RECENT[unit]), published, _P.RANGE
    match unit:
        case "hour":
            start = published - timedelta(days=max(1, -(-e.count // 24)))
        case "month":
            start = _shift_months(published, -e.count)
        case "year" | "decade":
            start = _shift_months(published, -12 * e.count * (10 if unit == "decade" else 1))
        case _:
            start = published - timedelta(days=_DAYS_IN[unit] * e.count)
    return start, published, _P.RANGE


def _calendar_span(unit: str, published: date, step: int) -> Days:
    match unit:
        case "week":
            sunday = last_weekday_on_or_before(6, published) + timedelta(days=_WEEK * step)
            return sunday, sunday + timedelta(days=_WEEK - 1), _P.WEEK
        case "month":
            return _whole_month(*_shift(published.year, published.month, step))
        case _:
            year = published.year + step
            return date(year, 1, 1), date(year, 12, 31), _P.YEAR


def _shift(year: int, month: int, step: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + step
    return total // 12, total % 12 + 1


def _whole_month(year: int, month: int) -> Days:
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1), date(year, month, last), _P.MONTH


def _edge(e: TimeExpression, days: Days) -> Days:
    """The first, middle or last third of a month or year, or the half of a week."""
    start, end, precision = days
    if e.edge is None:
        return days
    length = (end - start).days + 1
    third = 10 if precision is _P.MONTH else length // 3
    match e.edge:
        case "start":
            return start, start + timedelta(days=third - 1), _P.RANGE
        case "middle":
            return start + timedelta(days=third), start + timedelta(days=2 * third - 1), _P.RANGE
        case _:
            return start + timedelta(days=2 * third), end, _P.RANGE


def _year(e: TimeExpression) -> Days | None:
    if e.year is None:
        return None
    if e.calendar == "hijri":
        return (*hijri_years(e.year), _P.YEAR)
    return date(e.year, 1, 1), date(e.year, 12, 31), _P.YEAR


def _edge_of_year(e: TimeExpression, days: Days | None) -> Days | None:
    return None if days is None else _edge(e, days)


def _season(e: TimeExpression, published: date | None) -> Days | None:
    year = e.year
    if year is None:
        if published is None:
            return None
        year = published.year + _step(e.year_which)
    month = _SEASONS[e.season or "spring"]
    if e.which is Which.LAST and published is not None:
        # the last one that is over, or nearly so
        year -= _whole_month(*_shift(year, month, 2))[1] > published + timedelta(days=30)
    if e.which is Which.NEXT and published is not None:
        year += date(year, month, 1) <= published
    last_year, last_month = _shift(year, month, 2)
    return date(year, month, 1), _whole_month(last_year, last_month)[1], _P.RANGE


def _step(which: Which | None) -> int:
    match which:
        case Which.LAST:
            return -1
        case Which.NEXT:
            return 1
        case _:
            return 0


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
        return _edge(e, (*hijri_month(year, month), _P.MONTH))
    if e.year is not None:
        return _edge(e, _whole_month(e.year, month))
    if published is None:
        return None
    year = published.year
    if e.year_which is not None:
        year += _step(e.year_which)
    elif e.which is Which.LAST:
        year -= month >= published.month
    elif e.which is Which.NEXT:
        year += month <= published.month
    elif e.which is None:
        year -= month > published.month
    return _edge(e, _whole_month(year, month))


def _date(e: TimeExpression, published: date | None) -> Days | None:
    day = e.day or 1
    if e.month is None:
        if published is None:
            return None
        return _one(date(*_shift(published.year, published.month, _step(e.which)), day))
    if e.calendar == "hijri":
        return _hijri_date(e, e.month, day, published)
    if e.year is not None:
        return _one(date(e.year, e.month, day))
    if published is None:
        return None
    if e.year_which is not None:
        return _one(date(published.year + _step(e.year_which), e.month, day))
    candidates = [
        date(year, e.month, day)
        for year in range(published.year - 4, published.year + 2)
        if day <= calendar.monthrange(year, e.month)[1]
    ]
    return _one(_choose(e, candidates, published))


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
        return _one(to_gregorian(e.year, month, day))
    if published is None:
        return None
    year = hijri_year_of(published) + _step(e.year_which)
    found = to_gregorian(year, month, day)
    if e.year_which is None and e.which is not Which.NEXT and found > published + _SLACK:
        found = to_gregorian(year - 1, month, day)
    return _one(found)
