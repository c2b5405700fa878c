"""Decides when a passage happens: its own times, the sentence's opening, the passage before it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from rasd.annotate import Annotated
from rasd.annotate.time_expression import TimeKind, Which
from rasd.annotate.times import TimeSpan
from rasd.assemble.frames import Frame, Trigger
from rasd.engines.setting import Setting
from rasd.engines.time_role import AFTER_REACH, TimeRole, role_of
from rasd.engines.walk import Walk, first_trigger, words_text
from rasd.join.draft import GroundedDate, Words
from rasd.model import DatePrecision, DateValue, replace
from rasd.model.frozen import Frozen
from rasd.resolve.dates import earlier_date, resolve_date, statement_day
from rasd.text import Text

_LONG = 31
"""Days beyond which an interval says less of an event than the day of a statement on it."""

_PARAGRAPHS = 3
_NEAR = 4
"""Words within which one time is as near to the event as another: then the first stands."""


class _Reading(Frozen, frozen=True, kw_only=True):
    """A resolved time of a passage, and what speaks for it."""

    date: GroundedDate
    role: TimeRole
    gap: int

    @property
    def order(self) -> tuple[int, int, int]:
        """Events' own times first, then the narrowest, then the nearest to the event's words."""
        width = days_of(self.date.value)
        match self.role:
            case TimeRole.EVENT if width <= _LONG:
                rank = 0
            case TimeRole.STATEMENT:
                rank = 1
            case _:
                rank = 2
        return rank, width, self.gap // _NEAR


def date_of_frame(
    frame: Frame, core: Trigger, setting: Setting, texts: dict[str, Text], walk: Walk
) -> GroundedDate | None:
    """The date of a passage, `None` where nothing says when."""
    annotated = frame.annotated
    own = [t for t in annotated.times if frame.start <= t.start < frame.end]
    opening = [t for t in annotated.times if t.end <= first_trigger(annotated)]
    for times, mine in ((own, True), (opening, True)):
        readings = _readings(frame, core, times, setting, texts, walk, mine=mine)
        if readings:
            best = min(readings, key=lambda r: r.order).date
            walk.day, walk.day_end = best.value.start, best.value.end
            return best
    if setting.period is not None:
        return _shared(setting.period, texts)
    if walk.dated is not None and _is_near(walk.dated.words.annotated, annotated):
        return GroundedDate(walk.dated.value, walk.dated.words, False)
    return _shared(setting.told, texts) if setting.told is not None else None


def _is_near(dated: Annotated, annotated: Annotated) -> bool:
    """Whether a day still holds: measured, it does for three paragraphs and not for five."""
    gap = annotated.sentence.paragraph - dated.sentence.paragraph
    return gap <= _PARAGRAPHS or dated.sentence.part != annotated.sentence.part


def _shared(given: GroundedDate, texts: dict[str, Text]) -> GroundedDate:
    """A date of the whole document, in its words as they stand there."""
    words = given.words
    text = words_text(words.annotated, words.start, words.end, texts)
    return replace(given, value=replace(given.value, text=text))


def remember_day(walk: Walk, given: GroundedDate | None) -> None:
    """Keeps the day that an event gives, for passages after it that name none.

    A night or the day of a statement with the one before it counts as a day.
    """
    if given is not None and given.own and days_of(given.value) <= 1:
        walk.dated = given


def _readings(
    frame: Frame,
    core: Trigger,
    times: Iterable[TimeSpan],
    setting: Setting,
    texts: dict[str, Text],
    walk: Walk,
    *,
    mine: bool,
) -> list[_Reading]:
    annotated, published = frame.annotated, setting.document.published
    roles = [(time, role_of(annotated, core, time)) for time in times]
    said = _day_said(roles, published)
    found: list[_Reading] = []
    for time, role in roles:
        if role is TimeRole.OTHER or _is_era(time):
            continue
        text = words_text(annotated, time.start, time.end, texts)
        if time.expression.of_what:
            if not 0 <= core.match.start - time.end <= AFTER_REACH:
                continue
            value = _days_before(time, walk, published, text)
        else:
            counted = said if role is TimeRole.EVENT and _as_spoken(annotated, time) else None
            value = resolve_date(
                time.expression, published=counted or published, anchor=walk.day, text=text
            )
        if value.start is None or (published is not None and _after(value, published)):
            continue
        if role is TimeRole.STATEMENT:
            value = statement_day(value)
        words = Words(annotated, time.start, time.end, time.rule)
        found.append(
            _Reading(date=GroundedDate(value, words, mine), role=role, gap=_gap(frame, time))
        )
    return found


def _days_before(time: TimeSpan, walk: Walk, published: date | None, text: str) -> DateValue:
    """When something happened that the news came so long after: ``بعد يومين من هجوم``.

    The news is what the text dated last, else publication.
    """
    first = earlier_date(time.expression, published=walk.day or published, text=text)
    last = earlier_date(time.expression, published=walk.day_end or published, text=text)
    if first.start is None or last.end is None or first.end == last.end:
        return first
    return replace(first, end=last.end, precision=DatePrecision.RANGE)


def _is_era(time: TimeSpan) -> bool:
    """Whether a time only says "of late": ``في الأشهر الماضية``, ``خلال السنوات الأخيرة``."""
    e = time.expression
    lately = e.kind is TimeKind.SPAN and e.which is Which.LAST and e.count is None
    return lately and e.unit in ("month", "year", "decade")


def _day_said(roles: Iterable[tuple[TimeSpan, TimeRole]], published: date | None) -> date | None:
    """The day on which a source spoke: "the last 24 hours" in its mouth end then."""
    for time, role in roles:
        if role is TimeRole.STATEMENT:
            value = resolve_date(time.expression, published=published)
            if value.precision is DatePrecision.DAY:
                return value.end
    return None


def _as_spoken(annotated: Annotated, time: TimeSpan) -> bool:
    """Whether a time counts from the day of speaking: the last hours, "this morning" quoted."""
    e = time.expression
    if e.kind is TimeKind.OFFSET:
        return sum(t.text == '"' for t in annotated.sentence.tokens[: time.start]) % 2 == 1
    recent = e.kind is TimeKind.AGO or (e.kind is TimeKind.SPAN and e.which is Which.LAST)
    return recent and e.unit in ("minute", "hour", "day")


def _gap(frame: Frame, time: TimeSpan) -> int:
    """How many words lie between a time and the nearest word that tells the event."""
    telling = [t for t in frame.triggers if t.row.kind in frame.kinds]
    return min(max(t.match.start - time.end, time.start - t.match.end, 0) for t in telling)


def days_of(value: DateValue) -> int:
    """How many days lie between the ends of an interval; none for an open one."""
    if value.start is None or value.end is None:
        return 0
    return (value.end - value.start).days


def _after(value: DateValue, published: date) -> bool:
    """Whether an interval begins after the news was out: no event yet."""
    return value.start is not None and value.start > published + timedelta(days=1)
