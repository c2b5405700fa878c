"""Arithmetic of days, weeks, months and their parts; pure, without any article."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from rasd.annotate.time_expression import TimeExpression, Which
from rasd.model import DatePrecision

ONE_DAY = timedelta(days=1)
WEEK = 7
_P = DatePrecision

Days = tuple[date, date, DatePrecision]
"""First and last day, and how finely they are known."""


def one_day(day: date) -> Days:
    """A single day, known to the day."""
    return day, day, _P.DAY


def last_weekday_on_or_before(weekday: int, day: date) -> date:
    """The last such weekday (Monday is 0) on or before a day."""
    return day - timedelta(days=(day.weekday() - weekday) % WEEK)


def shift_month(year: int, month: int, step: int) -> tuple[int, int]:
    """The year and month that lie `step` months later; earlier where it is negative."""
    total = year * 12 + month - 1 + step
    return total // 12, total % 12 + 1


def shift_months(day: date, months: int) -> date:
    """The same day so many months later, the month's last where it has no such day."""
    year, month = shift_month(day.year, day.month, months)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def whole_month(year: int, month: int) -> Days:
    """A month from its first day to its last."""
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1), date(year, month, last), _P.MONTH


def edge_of(e: TimeExpression, days: Days) -> Days:
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


def step_of(which: Which | None) -> int:
    """-1 for the last such period, 1 for the next, 0 for this one."""
    match which:
        case Which.LAST:
            return -1
        case Which.NEXT:
            return 1
        case _:
            return 0
