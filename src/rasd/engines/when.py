"""Decides when a passage happens: its own times, the sentence's opening, the passage before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from rasd.annotate import Annotated
from rasd.assemble.frames import Frame, Trigger
from rasd.engines.setting import Setting
from rasd.engines.walk import Walk, first_trigger, words_text
from rasd.join.draft import GroundedDate, Words
from rasd.knowledge import Kind
from rasd.knowledge.forms import complementizers
from rasd.model import DatePrecision, DateValue
from rasd.resolve.dates import resolve_date, statement_day
from rasd.text import Text

_STATEMENT_REACH = 6


def _dates_the_statement(annotated: Annotated, position: int) -> bool:
    """Whether a time stands between a verb of saying and its "that".

    ``قالت الشرطة الثلاثاء إن``: Tuesday is when the police spoke.
    """
    tokens = annotated.sentence.tokens
    for verb in annotated.of(Kind.SPEECH, max(0, position - _STATEMENT_REACH), position):
        if any(tokens[i].text in complementizers() for i in range(verb.end, position)):
            continue
        after = range(position, min(len(tokens), position + _STATEMENT_REACH))
        return any(tokens[i].text in complementizers() for i in after)
    return False


def _trails_as_statement(annotated: Annotated, core: Trigger, position: int) -> bool:
    """Whether a time closes the naming of a source: ``..., بحسب ما أعلنته المنظمة اليوم``."""
    for verb in annotated.of(Kind.SPEECH, core.match.end, position):
        if position - verb.end > _STATEMENT_REACH:
            continue
        if not any(True for _ in annotated.of(Kind.TRIGGER, verb.end, position)):
            return True
    return False


def _quoted(annotated: Annotated, start: int, end: int) -> bool:
    """Whether the words stand alone in quotation marks: a name, such as a newspaper's."""
    tokens = annotated.sentence.tokens
    return start > 0 and end < len(tokens) and tokens[start - 1].text == tokens[end].text == '"'


def date_of_frame(
    frame: Frame, core: Trigger, setting: Setting, texts: dict[str, Text], walk: Walk
) -> GroundedDate | None:
    annotated = frame.annotated
    published = setting.document.published
    own = [
        t
        for t in annotated.times
        if frame.start <= t.start < frame.end and not _quoted(annotated, t.start, t.end)
    ]
    other = [t for t in annotated.times if t.end <= first_trigger(annotated)]
    for candidates, mine in ((own, True), (other, True)):
        values: list[tuple[int, GroundedDate]] = []
        for time in candidates:
            text = words_text(annotated, time.start, time.end, texts)
            value = resolve_date(time.expression, published=published, anchor=walk.day, text=text)
            if value.start is None or value.end is None:
                continue
            if _dates_the_statement(annotated, time.start) or _trails_as_statement(
                annotated, core, time.start
            ):
                value = statement_day(value)
            if published is not None and _after(value, published):
                continue
            words = Words(annotated, time.start, time.end, time.rule)
            width = days_of(value)
            values.append((width, GroundedDate(value, words, mine)))
        if values:
            best = min(values, key=lambda v: v[0])[1]
            walk.day = best.value.start
            if best.value.precision is DatePrecision.DAY:
                walk.dated = best
            return best
    if setting.period is not None:
        return setting.period
    return replace(walk.dated, own=False) if walk.dated is not None else None


def days_of(value: DateValue) -> int:
    """How many days lie between the ends of an interval; none for an open one."""
    if value.start is None or value.end is None:
        return 0
    return (value.end - value.start).days


def _after(value: DateValue, published: date) -> bool:
    """Whether an interval begins after the news was out: no event yet."""
    return value.start is not None and value.start > published + timedelta(days=1)
