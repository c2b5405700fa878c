"""Decides which numbers sum up a campaign, a period or several incidents: figures, never a toll.

``قتل 29 جنديا خلال الشهر الماضي`` is a sum over a month; ``مقتل 24 مدنيا في المدينة`` before one
attack that killed six and another that killed eighteen is the sum of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rasd.annotate import Annotated
from rasd.annotate.time_expression import TimeExpression, TimeKind, Which
from rasd.assemble.clauses import Link, split_clauses
from rasd.assemble.frames import OUTCOME_KINDS, Frame, build_frames
from rasd.assemble.tolls import Toll, is_numbered, read_tolls
from rasd.join.draft import Draft
from rasd.knowledge import Kind, Knowledge, Trait
from rasd.model import Outcome

CAMPAIGN_TOLL = 1000
"""From so many on, the dead are a war's."""

_LONG_UNITS = frozenset({"week", "month", "year"})
_DAYS = 3
_SUMMED = 4
"""The smallest total that is taken for a sum: smaller ones agree by chance."""

_MOST_PARTS = 12


def is_cumulative(frame: Frame) -> bool:
    """Whether the numbers of a frame sum up a campaign or a period."""
    if any(
        m.entry.id in ("cumulative", "allegation")
        for m in frame.annotated.of(Kind.FIGURE_CUE, frame.start, frame.end)
    ):
        return True
    if not _over_period(frame) or _single_event(frame):
        return False
    return any(is_numbered(t) for t in read_tolls(frame))


def _over_period(frame: Frame) -> bool:
    """Whether the frame speaks of a stretch of time: ``خلال الشهر الماضي``, ``منذ مطلع يوليو``."""
    annotated = frame.annotated
    during = {m.end for m in annotated.of(Kind.FIGURE_CUE) if m.entry.id == "during"}
    for time in annotated.times:
        if not frame.start <= time.start < frame.end:
            continue
        expression = time.expression
        if expression.since and (expression.year is not None or _goes_far_back(expression)):
            return True
        if time.start in during and _is_long(expression):
            return True
    return bool(during) and any(
        n.start in during and n.unit == "time" and n.value_min >= _DAYS
        for n in annotated.numbers
        if frame.start <= n.start < frame.end
    )


def _goes_far_back(expression: TimeExpression) -> bool:
    """Whether "since" counts from a date or an edge of a month or year, not from hours ago."""
    return expression.kind in (TimeKind.DATE, TimeKind.MONTH) or (
        expression.kind is TimeKind.SPAN and expression.unit in _LONG_UNITS
    )


def _is_long(expression: TimeExpression) -> bool:
    if expression.which is Which.NEXT:
        return False
    if expression.kind in (TimeKind.MONTH, TimeKind.YEAR, TimeKind.SEASON):
        return True
    if expression.kind is not TimeKind.SPAN:
        return False
    count = expression.count
    return expression.unit in _LONG_UNITS or (
        expression.unit == "day" and (count is None or count >= _DAYS)
    )


def _single_event(frame: Frame) -> bool:
    """Whether the frame names one event, which may lie in the period: ``في انفجار``."""
    return any(
        t.trait in (Trait.SINGULAR, Trait.PHRASE)
        and not t.row.weak
        and t.row.kind not in OUTCOME_KINDS
        for t in frame.triggers
    )


def cumulative_tolls(
    sentences: Sequence[Annotated], drafts: Sequence[Draft], knowledge: Knowledge
) -> Iterator[tuple[Annotated, Toll]]:
    """The whole tolls that sum up a campaign, a period, or incidents told one by one."""
    taken = {id(d.frame.annotated) for d in drafts if d.tolls}
    for annotated in sentences:
        if not annotated.counts:
            continue
        frames = build_frames(annotated, knowledge) or (_whole(annotated),)
        for frame in frames:
            tolls = [t for t in read_tolls(frame) if not t.part and is_numbered(t)]
            if not tolls:
                continue
            if is_cumulative(frame):
                yield from ((annotated, t) for t in tolls)
            elif id(annotated) not in taken:
                yield from (
                    (annotated, t) for t in tolls if t.min == t.max and t.min >= CAMPAIGN_TOLL
                )


def _whole(annotated: Annotated) -> Frame:
    """A sentence without any event word as one frame: ``بلغ عدد الضحايا 1592 قتيلا``."""
    return Frame(annotated, split_clauses(annotated), (), Link.START)


def sums_among(drafts: Sequence[Draft]) -> tuple[Draft, ...]:
    """The passages whose toll is the sum of incidents told after them, each at its own place."""
    return tuple(d for n, d in enumerate(drafts) if _is_sum(d, drafts[n + 1 :]))


def _is_sum(draft: Draft, following: Sequence[Draft]) -> bool:
    totals = {o: _least(draft, o) for o in (Outcome.KILLED, Outcome.WOUNDED)}
    outcome = Outcome.KILLED if totals[Outcome.KILLED] else Outcome.WOUNDED
    total = totals[outcome]
    if total < _SUMMED:
        return False
    parts: list[Draft] = []
    reached = 0
    for other in following:
        least = _least(other, outcome)
        if not least or other.frame.annotated is draft.frame.annotated:
            continue
        if least > total or len(parts) == _MOST_PARTS or other.heading != draft.heading:
            return False
        if least == total or any(_same_place(other, p) for p in parts) or not _placed(other):
            continue
        parts.append(other)
        reached += least
        if reached >= total:
            return reached == total and len(parts) > 1
    return False


def _least(draft: Draft, outcome: Outcome) -> int:
    """The least number that a passage gives for an outcome; 0 where it gives none."""
    whole = {(t.min, t.end): t.min for t in draft.tolls if t.outcome is outcome and not t.part}
    return sum(whole.values())


def _placed(draft: Draft) -> bool:
    return draft.place is not None and draft.place.own


def _same_place(first: Draft, second: Draft) -> bool:
    return (
        first.place is not None
        and second.place is not None
        and first.place.place.text == second.place.place.text
    )
