"""Decides on which day a report without a publication date was written, from its own words.

``اليوم السبت 26 آب 2023`` states it; so does the day of a roundup in its heading. Where the year
is missing (``اليوم السبت 26 آب``) it is the latest year that the text names, if the weekday fits.
Nothing else does, and two such days that disagree leave it open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rasd.annotate import Annotated
from rasd.annotate.time_expression import TimeExpression, TimeKind
from rasd.engines.document_time import roundup_day
from rasd.model import DATED_BY_TEXT, NO_PUBLICATION_DATE, Document, replace
from rasd.resolve.dates import resolve_date
from rasd.text import TokenKind

_YEARS = range(2000, 2100)


def dated(document: Document, sentences: Sequence[Annotated]) -> Document:
    """The document with the day that its own words state, where it has no publication date."""
    if document.published is not None:
        return document
    day = report_day(sentences)
    if day is None:
        return document
    kept = (w for w in document.warnings if w != NO_PUBLICATION_DATE)
    note = f"{DATED_BY_TEXT}{day}, which the text calls today"
    return replace(document, published=day, warnings=(*kept, note))


def report_day(sentences: Sequence[Annotated]) -> date | None:
    """The one day that a report calls today, itself or by what it calls yesterday."""
    heading = roundup_day(None, sentences)
    days = set(_named_days(sentences))
    if heading is not None and heading.value.start is not None:
        days.add(heading.value.start)
    if len(days) != 1:
        return None
    day = days.pop()
    return day if all(_agrees(t.expression, day) for a in sentences for t in a.times) else None


def _agrees(e: TimeExpression, day: date) -> bool:
    """Whether ``اليوم الاثنين`` or ``أمس الأحد`` may be said on a day."""
    if e.kind is not TimeKind.OFFSET or e.weekday is None or e.until_days is not None:
        return True
    return (day + timedelta(days=e.days or 0)).weekday() == e.weekday


def _named_days(sentences: Sequence[Annotated]) -> Iterator[date]:
    latest = max(_years(sentences), default=None)
    for annotated in sentences:
        for time in annotated.times:
            e = time.expression
            if e.kind is not TimeKind.DATE or e.days is None or e.month is None:
                continue
            day = _day(e, latest)
            if day is not None:
                yield day - timedelta(days=e.days)


def _day(e: TimeExpression, latest: int | None) -> date | None:
    if e.year is None and (latest is None or e.weekday is None or e.calendar != "gregorian"):
        return None
    sure = e if e.year is not None else replace(e, year=latest, year_which=None)
    day = resolve_date(sure, published=None).start
    if day is None or (e.weekday is not None and day.weekday() != e.weekday):
        return None
    return day


def _years(sentences: Sequence[Annotated]) -> Iterator[int]:
    for annotated in sentences:
        for token in annotated.sentence.tokens:
            if token.kind is TokenKind.NUMBER and len(token.text) == 4 and token.text.isdigit():
                year = int(token.text)
                if year in _YEARS:
                    yield year
        for time in annotated.times:
            year_named = time.expression.year
            if year_named is not None and year_named in _YEARS:
                yield year_named
