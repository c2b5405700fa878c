"""Decides what a time in a passage is the time of: the event, its telling, a plan, an end.

``قالت الشرطة الثلاثاء إن`` dates the statement, ``الانتخابات المقررة في 21 يوليو`` a plan,
``حتى اليوم`` an end; ``في تفجير وقع الثلاثاء`` dates the event.
"""

from __future__ import annotations

from enum import StrEnum

from rasd.annotate import Annotated
from rasd.annotate.time_expression import TimeKind
from rasd.annotate.times import TimeSpan
from rasd.assemble.frames import Frame, Trigger
from rasd.knowledge import Kind, Match, Trait
from rasd.knowledge.forms import complementizers, relatives
from rasd.knowledge.times import time_words
from rasd.text import TokenKind, proclitic_readings

_STATEMENT_REACH = 16
_TRAIL_REACH = 6
_PLAN_REACH = 3
_RELATIVE_REACH = 2
AFTER_REACH = 4
"""Words between "two days after" and the noun of what it was after."""
_RANK_REACH = 8


class TimeRole(StrEnum):
    """What a time belongs to."""

    EVENT = "event"
    STATEMENT = "statement"
    END = "end"
    """How long it went on: ``حتى فجر الخميس``."""
    OTHER = "other"
    """A plan, a name in quotation marks, "to this day", or a rank since then."""


def role_of(annotated: Annotated, core: Trigger, time: TimeSpan) -> TimeRole:
    """What a time in the passage of a trigger is the time of."""
    if _is_quoted(annotated, time) or _is_planned(annotated, time) or _ranks(annotated, time):
        return TimeRole.OTHER
    if _is_end(annotated, time):
        today = time.expression.kind is TimeKind.OFFSET and time.part_of_day is None
        return TimeRole.OTHER if today and time.expression.days == 0 else TimeRole.END
    if _dates_a_visit(annotated, core, time):
        return TimeRole.OTHER
    if _opens_statement(annotated, time) or _trails_as_statement(annotated, core, time):
        return TimeRole.STATEMENT
    return TimeRole.EVENT


def earlier_told(frame: Frame) -> Frame:
    """The frame without what only points at the news, where an earlier event is told beside it.

    ``ويأتي الهجوم بعد يومين من تفجير في سبها`` tells of the bombing in Sabha.
    """
    for time in frame.annotated.times:
        if not (time.expression.of_what and frame.start <= time.start < frame.end):
            continue
        before = [t for t in frame.triggers if t.match.start < time.start]
        after = tuple(t for t in frame.triggers if t.match.start >= time.end)
        near = bool(after) and after[0].match.start - time.end <= AFTER_REACH
        if before and near and all(t.definite for t in before):
            return frame.telling(after)
    return frame


def _is_quoted(annotated: Annotated, time: TimeSpan) -> bool:
    """Whether the words stand alone in quotation marks: a name, such as a newspaper's."""
    tokens = annotated.sentence.tokens
    inside = time.start > 0 and time.end < len(tokens)
    return inside and tokens[time.start - 1].text == tokens[time.end].text == '"'


def _is_planned(annotated: Annotated, time: TimeSpan) -> bool:
    """Whether the time is set for something to come: ``المقرر عقدها في 5 مايو``."""
    return _follows(annotated, time, time_words().sets["planned"], _PLAN_REACH)


def _ranks(annotated: Annotated, time: TimeSpan) -> bool:
    """Whether a "since" says how long nothing was like it: ``الأكثر دموية منذ أشهر``."""
    superlative = time_words().sets["superlative"]
    return time.expression.since and _follows(annotated, time, superlative, _RANK_REACH)


def _follows(annotated: Annotated, time: TimeSpan, words: frozenset[str], reach: int) -> bool:
    """Whether one of the words stands before a time, within reach and no stop between."""
    tokens = annotated.sentence.tokens
    for i in range(time.start - 1, max(-1, time.start - 1 - reach), -1):
        if tokens[i].kind is TokenKind.PUNCTUATION:
            return False
        for _, stem in proclitic_readings(tokens[i].text):
            if stem in words:
                return True
    return False


def _is_end(annotated: Annotated, time: TimeSpan) -> bool:
    if time.start == 0 or time.expression.until is not None:
        return False
    return annotated.sentence.tokens[time.start - 1].text in time_words().sets["until"]


def _dates_a_visit(annotated: Annotated, core: Trigger, time: TimeSpan) -> bool:
    """Whether a time says when somebody came to what had happened.

    ``وقف الأمير ظهر اليوم على موقع التفجير الذي استهدف المسجد``: an event under the article
    that a relative clause tells of, after a verb of something else.
    """
    if not core.definite or core.trait is Trait.VERB or core.match.start < time.end:
        return False
    tokens = annotated.sentence.tokens
    after = tokens[core.match.end : core.match.end + _RELATIVE_REACH]
    if not any(t.text in relatives() for t in after):
        return False
    told = (Kind.TRIGGER, Kind.LIGHT_VERB)
    return not any(m.entry.kind in told and m.start < time.start for m in annotated.matches)


def _opens_statement(annotated: Annotated, time: TimeSpan) -> bool:
    """Whether the time stands between a verb of saying or condemning and what is said.

    What is said opens with "that", another word of saying (``أمس قولهم``), or, right after the
    time, the noun of an event (``أعلنت الشرطة الثلاثاء مقتل``).
    """
    before = range(max(0, time.start - _STATEMENT_REACH), time.start)
    said = [m.end for m in annotated.matches if m.end <= time.start and _says(m, before)]
    issued = time_words().sets["issued"]
    said += [i + 1 for i in before if annotated.sentence.tokens[i].text in issued]
    if not said:
        return False
    said_at = max(said)
    if _has_that(annotated, said_at, time.start):
        return False
    if annotated.of(Kind.TRIGGER, said_at, time.start):
        return False
    tokens = annotated.sentence.tokens
    triggers = {m.start for m in annotated.of(Kind.TRIGGER, time.end)}
    nouns = {m.start for m in annotated.of(Kind.TRIGGER, time.end) if m.entry.trait != Trait.VERB}
    speech = {m.start for m in annotated.of(Kind.SPEECH, time.end)}
    at = time.end + (time.end < len(tokens) and tokens[time.end].kind is TokenKind.PUNCTUATION)
    at += at < len(tokens) and tokens[at].text in time_words().sets["announced"]
    if at in nouns:
        return True
    for i in range(time.end, min(len(tokens), time.end + _STATEMENT_REACH)):
        if _is_that(annotated, i) or i in speech:
            return True
        if i in triggers:
            return False
    return False


def _says(match: Match, within: range) -> bool:
    """Whether a word tells of something said: a verb of saying, a condemnation."""
    said = match.entry.kind is Kind.SPEECH
    condemned = match.entry.kind is Kind.CUE and match.entry.what == "condemnation"
    return (said or condemned) and match.start in within


def _has_that(annotated: Annotated, start: int, end: int) -> bool:
    """Whether "that" stands there outside quotation marks, where ``إن`` may be part of a name."""
    quoted = False
    for i in range(start, end):
        quoted ^= annotated.sentence.tokens[i].text == '"'
        if not quoted and _is_that(annotated, i):
            return True
    return False


def _is_that(annotated: Annotated, i: int) -> bool:
    word = annotated.sentence.tokens[i].text
    return any(stem in complementizers() for _, stem in proclitic_readings(word))


def _trails_as_statement(annotated: Annotated, core: Trigger, time: TimeSpan) -> bool:
    """Whether a time closes the naming of a source: ``..., بحسب ما أعلنته المنظمة اليوم``."""
    for verb in annotated.of(Kind.SPEECH, core.match.end, time.start):
        if time.start - verb.end > _TRAIL_REACH:
            continue
        if not annotated.of(Kind.TRIGGER, verb.end, time.start):
            return True
    return False
