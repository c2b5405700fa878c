"""Decides which days a document gives for everything in it, before any passage is read.

A list names its period once: ``خلال اليومين الماضيين``, or the day of a roundup in its heading
(``حصاد الأحداث ليوم السبت 18-06-2022``). A line that holds little but the day of the report
(``الأحد, ٢٥ ديسمبر ٢٠٢٢, ١٦:١٧``) and ``عاجل`` say when the news was told: it lies on that day
or the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rasd.annotate import Annotated
from rasd.annotate.time_expression import TimeKind
from rasd.annotate.times import TimeSpan
from rasd.join.draft import GroundedDate, Words
from rasd.knowledge import Kind
from rasd.knowledge.times import time_words
from rasd.model import DatePrecision, DateValue
from rasd.resolve.dates import resolve_date, statement_day
from rasd.text import TokenKind

_OPENING_SENTENCES = 4
_DATELINE_SENTENCES = 10
_LONGEST_PERIOD = 7
_LONGEST_DATELINE = 6
"""Words beside its date that a dateline may hold: a place, an agency, a clock time."""

_BREAKING_REACH = 3
_RUN_TOGETHER = 7
"""Letters of a word that opens with the mark, beyond its own forms: ``#عاجلاستشهاد``."""


def common_period(published: date | None, sentences: Sequence[Annotated]) -> GroundedDate | None:
    """The days that the opening gives for all that follows."""
    return roundup_day(published, sentences) or _counted_days(published, sentences)


def day_told(published: date | None, sentences: Sequence[Annotated]) -> GroundedDate | None:
    """The day before and the day on which the report was told, where the text itself says so."""
    if published is None:
        return None
    for annotated, time in _datelines(sentences):
        value = resolve_date(time.expression, published=published)
        # the day on which a page was saved stands in many headers
        if value.precision is DatePrecision.DAY and value.start is not None:
            if abs(value.start - published) > timedelta(days=1):
                continue
            return _given(annotated, time.start, time.end, statement_day(value), "dates/dateline")
    for annotated in sentences[:_OPENING_SENTENCES]:
        at = _breaking(annotated)
        if at is not None:
            day = DateValue(start=published, end=published, precision=DatePrecision.DAY, text="")
            return _given(annotated, at, at + 1, statement_day(day), "dates/breaking")
    return None


def _given(annotated: Annotated, start: int, end: int, value: DateValue, rule: str) -> GroundedDate:
    return GroundedDate(value, Words(annotated, start, end, rule), False)


def roundup_day(published: date | None, sentences: Sequence[Annotated]) -> GroundedDate | None:
    """The day of a roundup, from a heading that calls itself one."""
    for annotated in sentences[:_OPENING_SENTENCES]:
        if not annotated.times or annotated.of(Kind.TRIGGER):
            continue
        words = time_words().sets["roundup"]
        if not any(t.text in words for t in annotated.sentence.tokens):
            continue
        values = [
            (time, resolve_date(time.expression, published=published)) for time in annotated.times
        ]
        days = [(t, v) for t, v in values if v.precision is DatePrecision.DAY]
        if days:
            # a weekday first, its date further on: the fuller one is sure
            time, value = max(days, key=lambda d: d[0].expression.complete)
            return _given(annotated, time.start, time.end, value, "dates/roundup")
    return None


def _counted_days(published: date | None, sentences: Sequence[Annotated]) -> GroundedDate | None:
    for annotated in sentences[:_OPENING_SENTENCES]:
        if annotated.sentence.part == "title":
            continue
        for time in annotated.times:
            e = time.expression
            if e.kind is not TimeKind.SPAN or e.count is None or e.approx:
                continue  # "within 24 hours" may be a deadline
            value = resolve_date(e, published=published)
            if value.start is None or value.end is None:
                continue
            if (value.end - value.start).days <= _LONGEST_PERIOD:
                return _given(annotated, time.start, time.end, value, "dates/common_period")
    return None


def _datelines(sentences: Sequence[Annotated]) -> Iterator[tuple[Annotated, TimeSpan]]:
    """Lines of the body that hold a date and little else."""
    body = [a for a in sentences if a.sentence.part == "body"]
    near = body[:_DATELINE_SENTENCES] + body[max(_DATELINE_SENTENCES, len(body) - 2) :]
    for annotated in near:
        dates = [t for t in annotated.times if t.expression.kind is TimeKind.DATE]
        if len(dates) != 1 or not _names_a_day(dates[0]) or annotated.of(Kind.TRIGGER):
            continue
        beside = [
            t
            for i, t in enumerate(annotated.sentence.tokens)
            if not dates[0].start <= i < dates[0].end and t.kind is TokenKind.WORD
        ]
        if len(beside) <= _LONGEST_DATELINE:
            yield annotated, dates[0]


def _names_a_day(time: TimeSpan) -> bool:
    """Whether a date has its year or its weekday, as datelines do: ``18 يونيو`` names an affair."""
    return time.expression.complete or time.expression.weekday is not None


def _breaking(annotated: Annotated) -> int | None:
    """The token that marks breaking news at the head of a post: ``#عاجل``, ``عاجل |``."""
    tokens = annotated.sentence.tokens
    words = time_words().sets["breaking"]
    for i, token in enumerate(tokens[:_BREAKING_REACH]):
        # the sign of a hashtag folds to a second space
        opens = i == 0 or token.start - tokens[i - 1].end > 1
        follows = tokens[i + 1] if i + 1 < len(tokens) else None
        marked = follows is not None and follows.kind is TokenKind.PUNCTUATION
        if token.text in words and (opens or marked):
            return i
        if opens and token.text.startswith(tuple(words)) and len(token.text) >= _RUN_TOGETHER:
            return i
    return None
