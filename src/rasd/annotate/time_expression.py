"""What a text says of when, before it is put on a calendar.

``أمس الأربعاء`` is an offset of minus one day that names a Wednesday; ``5 مارس الماضي`` the
fifth of the last March. `rasd.resolve.dates` makes days of it.
"""

from __future__ import annotations

from enum import StrEnum

from rasd.model.frozen import Frozen


class TimeKind(StrEnum):
    """How an expression points at time."""

    DATE = "date"
    """A day of a month; `month` is `None` for "the fifth of this month"."""
    MONTH = "month"
    YEAR = "year"
    SEASON = "season"
    WEEKDAY = "weekday"
    OFFSET = "offset"
    """Days counted from publication: today, yesterday."""
    ANCHORED = "anchored"
    """Days counted from the day the text spoke of last: the same day, the next day."""
    AGO = "ago"
    AFTER = "after"
    """"Two days later", counted from the anchor; `of_what`: "two days after the attack"."""
    SPAN = "span"
    """This, last or next week; the last three days."""


class Which(StrEnum):
    """Which of the recurring ones is meant."""

    LAST = "last"
    BEFORE_LAST = "before_last"
    THIS = "this"
    NEXT = "next"


class TimeExpression(Frozen, frozen=True, kw_only=True):
    """An unresolved time. Fields that the text doesn't state are `None`.

    `count` is `None` with a `unit` for "days ago" and "the last weeks". `days` and `until_days`
    count from publication (or the anchor); beside a date `days` is what the text calls it, 0 for
    ``اليوم السبت 12 شباط``. `until` is the other end of a range. `since` marks
    "since March": from then to publication. `weekday` (Monday is 0) beside a date or an
    offset is the day that the text names with it.
    """

    kind: TimeKind
    day: int | None = None
    month: int | None = None
    year: int | None = None
    calendar: str = "gregorian"
    weekday: int | None = None
    which: Which | None = None
    year_which: Which | None = None
    days: int | None = None
    until_days: int | None = None
    unit: str | None = None
    count: int | None = None
    approx: bool = False
    edge: str | None = None
    season: str | None = None
    since: bool = False
    of_what: bool = False
    until: TimeExpression | None = None

    @property
    def future(self) -> bool:
        """Whether the words themselves point ahead of publication."""
        if self.which is Which.NEXT or self.year_which is Which.NEXT:
            return True
        return self.kind is TimeKind.OFFSET and (self.days or 0) > 0

    @property
    def complete(self) -> bool:
        """Whether it resolves without a publication date."""
        return self.year is not None
