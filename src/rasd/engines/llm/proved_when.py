"""Decides which days a quote proves: its time by our grammar, against the day of publication.

The model never gives a day. The time of a statement dates the event to that day or the one
before; the time of a plan, an era or a name dates nothing.
"""

from __future__ import annotations

from datetime import timedelta

from rasd.annotate.times import TimeSpan
from rasd.engines.llm.grounds import Grounds, frames_of
from rasd.engines.llm.locate import Found
from rasd.engines.telling import core_trigger
from rasd.engines.time_role import TimeRole, role_of
from rasd.join.draft import Words
from rasd.model import DatePrecision, DateValue
from rasd.resolve.dates import resolve_date, statement_day

_AHEAD = timedelta(days=1)


def prove_date(found: Found, grounds: Grounds) -> DateValue | None:
    """The days of the first time in the words that dates an event, `None` where none does."""
    published = grounds.reading.document.published
    for words in found.pieces:
        for time in words.annotated.times:
            if not (time.start < words.end and words.start < time.end):
                continue
            role = _role(time, words, grounds)
            if role is TimeRole.OTHER:
                continue
            value = resolve_date(time.expression, published=published, text=found.quote)
            if value.start is None and published is not None:
                continue
            if value.start is not None and published and value.start > published + _AHEAD:
                continue
            return statement_day(value) if role is TimeRole.STATEMENT else value
    return None


def lead_day(event: Found, grounds: Grounds) -> DateValue | None:
    """The day of the news and the one before, for an event that the report opens with."""
    published = grounds.reading.document.published
    body = [s for s in grounds.reading.sentences if s.sentence.part == "body"]
    opens = event.part == "title" or (body and event.pieces[0].annotated is body[0])
    if published is None or not opens:
        return None
    return statement_day(
        DateValue(start=published, end=published, precision=DatePrecision.DAY, text="")
    )


def _role(time: TimeSpan, words: Words, grounds: Grounds) -> TimeRole:
    at = Words(words.annotated, time.start, time.end, words.rule)
    frame = next(frames_of(words.annotated, at, grounds.knowledge), None)
    if frame is None or not frame.triggers:
        return TimeRole.EVENT
    return role_of(words.annotated, core_trigger(frame), time)
