"""Decides whom a word of harm names instead of counting: one person each.

``مقتل هاشم قدور وأحمد سالم`` names two, ``مقتل رجل وزوجته`` one beside the one counted; ``مقتله``
and ``فقتلته`` point at one. A verb that may be active takes a name for its victim only where
nobody else follows.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasd.annotate import Annotated
from rasd.annotate.counts import CountSpan
from rasd.annotate.people_nouns import word_set
from rasd.assemble.counted import Toll
from rasd.assemble.frames import Frame, Trigger
from rasd.knowledge import Kind, Trait
from rasd.model import Outcome
from rasd.text import WAW, TokenKind

CLOSE_REACH = 2
"""How far from a word of harm, or from its doer, one person may stand."""

_NAMED_REACH = 10
_LONGEST_NAME = 3
_BESIDE_REACH = 6
_KIN = "kin"
_HARMED = frozenset({Outcome.KILLED, Outcome.WOUNDED})
_NAMES = frozenset({"given", "honorific"})
_HIM = "\u0647"


def named_tolls(
    frame: Frame, trigger: Trigger, paired: Trigger | None, outcome: Outcome, limit: int
) -> Iterator[Toll]:
    """Tolls of people who are named, not counted: ``مقتل هاشم قدور``, ``ومقتل من فيها``."""
    tokens = frame.annotated.sentence.tokens
    end = trigger.match.end
    row = trigger.row.row
    quoted = end < limit and tokens[end].text == '"'
    if trigger.row.of == "patient" or trigger.row.roles in ("patient", "either"):
        at = end + quoted
        if at >= limit or tokens[at].kind is not TokenKind.WORD:
            return
        titled = list(frame.annotated.of(Kind.SUBJECT, at, min(limit, at + 2)))
        if titled and (trigger.row.roles != "either" or _ends_soon(frame, at, limit)):
            first = titled[0]
            several = first.entry.what == "several"
            named = 1 if several else 1 + _also_named(frame, first.end, limit)
            high = None if several else named
            yield Toll(
                outcome,
                named,
                high,
                False,
                "persons",
                trigger.match.start,
                first.end,
                False,
                row,
                named=first.entry.id in _NAMES or outcome not in _HARMED,
            )
            if paired is not None and several:
                at = paired.match.start
                yield Toll(Outcome.KILLED, 1, None, False, "persons", at, first.end, False, row)
            return
    if trigger.trait is Trait.VERB and trigger.row.roles in ("agent", "either"):
        start = end_of_doer(frame.annotated, trigger)
        if trigger.row.roles == "either" and start == end:
            return
        reach = _NAMED_REACH if trigger.row.roles == "agent" else CLOSE_REACH
        victims = [
            m
            for m in frame.annotated.of(Kind.SUBJECT, start, min(limit, start + reach))
            if m.entry.what == "one"
        ]
        if victims:
            first = victims[0]
            named_alone = first.entry.id in _NAMES or trigger.row.roles == "either"
            at, end = first.start, first.end
            yield Toll(outcome, 1, 1, False, "persons", at, end, False, row, named=named_alone)


def _ends_soon(frame: Frame, start: int, limit: int) -> bool:
    """Whether nothing but a name stands behind a verb that may be active: no victim follows."""
    tokens = frame.annotated.sentence.tokens
    for i in range(start + 1, min(limit, start + _LONGEST_NAME + 1)):
        if tokens[i].kind is TokenKind.PUNCTUATION or tokens[i].text.startswith(WAW):
            return True
        if tokens[i].text in word_set("bare_follow"):
            return True
    return limit <= start + _LONGEST_NAME


def pointed_at(frame: Frame, trigger: Trigger) -> Toll | None:
    """One person whom a pronoun points at: ``مقتله``, ``فقتلته``; of "them" nobody knows."""
    outcome = trigger.row.outcome
    if not outcome:
        return None
    word = frame.annotated.sentence.tokens[trigger.match.end - 1].text
    start, end = trigger.match.start, trigger.match.end
    if trigger.trait is Trait.SINGULAR_OWNED:
        if _plural_pronoun(word):
            return None
        killed = any(t.row.outcome == Outcome.KILLED for t in frame.triggers)
        if outcome == Outcome.WOUNDED and killed:
            return None  # dead of the wounds: استشهد بعد إصابته
    elif not (
        trigger.trait is Trait.VERB
        and trigger.row.roles in ("agent", "either")
        and word.endswith(_HIM)
    ):
        return None
    named = trigger.trait is Trait.VERB
    row = trigger.row.row
    return Toll(Outcome(outcome), 1, 1, False, "persons", start, end, False, row, named=named)


def named_beside(
    frame: Frame, own: list[CountSpan], outcome: Outcome, start: int, limit: int, row: str
) -> Iterator[Toll]:
    """One more person named right behind those counted: ``خمسة جنود وقائدهم``, ``رجل وزوجته``.

    A name may stand between a person and kin: ``المواطن أحمد سالم وابنه``.
    """
    end = own[-1].end
    for m in frame.annotated.of(Kind.SUBJECT, end, min(limit, end + _BESIDE_REACH)):
        touching = m.start == end or (m.entry.id == _KIN and own[-1].definite)
        if m.entry.what == "one" and m.prefix == WAW and touching:
            part = own[-1].part_of is not None
            yield Toll(outcome, 1, 1, False, "persons", start, m.end, part, row)
            end = m.end


def _also_named(frame: Frame, start: int, limit: int) -> int:
    """How many more persons a list names: ``آمر الحرس، ورئيس المجلس``."""
    return sum(
        1
        for m in frame.annotated.of(Kind.SUBJECT, start, min(limit, start + 8))
        if m.entry.what == "one" and m.prefix == WAW
    )


def end_of_doer(annotated: Annotated, trigger: Trigger) -> int:
    """Where the party behind a verb ends, or the verb: ``اعتقلت قوات التحالف شابا``."""
    end = trigger.match.end
    if trigger.trait is Trait.VERB and trigger.row.roles in ("agent", "either"):
        return max((a.end for a in annotated.actors if 0 <= a.start - end <= 1), default=end)
    return end


def _plural_pronoun(word: str) -> bool:
    return word.endswith(("\u0647\u0645", "\u0647\u0645\u0627", "\u0647\u0646", "\u0647\u0627"))
