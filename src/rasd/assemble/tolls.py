"""Decides what a frame says was done to people, and how many.

A count takes the outcome of its own noun (``ثلاثة قتلى``), or of the word that governs it
(`harmed`: ``أصيب خمسة``, ``ثلاثة أشخاص قتلوا``). A part (``بينهم طفلان``) is harm within the toll,
not more of it; ``الجرحى`` and ``ذوو الشهداء`` speak of people already counted, or of none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm
from rasd.annotate.counts import CountSpan
from rasd.annotate.people_nouns import word_set
from rasd.assemble.counted import Toll, counted
from rasd.assemble.frames import Frame
from rasd.assemble.harmed import governed_tolls
from rasd.assemble.spared import Spared, read_spared
from rasd.assemble.tallies import tallied_tolls
from rasd.model import Outcome
from rasd.text import WAW, proclitic_readings

__all__ = ["Toll", "is_numbered", "read_tolls"]

_LOOSE = frozenset({"plural", "singular"})
_HELD = frozenset({Outcome.ABDUCTED, Outcome.DETAINED})
_NAMES = frozenset({ActorForm.LISTED, ActorForm.GROUP})


def is_numbered(toll: Toll) -> bool:
    """Whether the text gives a number, rather than "some" or a bare plural."""
    return not toll.named and (toll.max is not None or toll.min > 1)


@lru_cache(maxsize=512)
def read_tolls(frame: Frame) -> tuple[Toll, ...]:
    """The tolls of a frame in order of the text; parts of a toll are marked `part`."""
    start, end = frame.start, frame.end
    counts = [
        c
        for c in frame.annotated.counts
        if start <= c.start < end and not _in_name(frame.annotated, c)
    ]
    used: set[int] = set()
    tolls: list[Toll] = []
    if counts:
        tolls.extend(tallied_tolls(frame.annotated, counts, used))
        tolls.extend(_stated(frame, counts, used))
    tolls.extend(governed_tolls(frame, counts, used))
    if not tolls:
        return ()
    spared = read_spared(frame)
    told = [toll for toll in _drop_repeats(tolls) if not _denied(spared, toll)]
    return tuple(sorted(told, key=lambda t: t.start))


def _in_name(annotated: Annotated, count: CountSpan) -> bool:
    """Whether the people are part of a party's name: ``حزب العمال``, ``كتيبة المجاهدين``."""
    return count.form in _LOOSE and any(
        a.form in _NAMES and a.start < count.start and count.end <= a.end for a in annotated.actors
    )


def _stated(frame: Frame, counts: Sequence[CountSpan], used: set[int]) -> list[Toll]:
    """The tolls that nouns state themselves: ``سقوط قتلى``, ``12 جريحا``."""
    annotated = frame.annotated
    numbered = {c.outcome for c in counts if c.outcome and c.form not in _LOOSE}
    tolls: list[Toll] = []
    for position, count in enumerate(counts):
        if not count.outcome or id(count) in used or _of_kin(annotated, counts, position):
            continue
        outcome = Outcome(count.outcome)
        people = counts[position - 1] if position else None
        if people is not None and _predicated_of(people, count):
            used.add(id(people))
            tolls.append(counted(outcome, people, people.start, count.rule))
            continue
        if count.form in _LOOSE and outcome in _HELD:
            continue  # who sits in a prison was not taken in this event
        if count.form in _LOOSE and count.definite and count.outcome in numbered:
            continue
        if count.form in _LOOSE and _numbers_follow(counts[position + 1 :], count):
            continue
        body = _bodies(counts[position + 1 :], count)
        if body is not None:
            used.add(id(body))
            tolls.append(counted(outcome, body, count.start, count.rule))
            continue
        if _died(frame, count):
            outcome = Outcome.KILLED
        elif count.rule == "counts/one_of":
            continue
        tolls.append(counted(outcome, count, count.start, count.rule))
    return tolls


def _numbers_follow(following: Sequence[CountSpan], count: CountSpan) -> bool:
    """Whether the noun only heads a number of the same people: ``جثث مئات القتلى``."""
    return bool(following) and (
        following[0].start == count.end
        and following[0].outcome == count.outcome
        and following[0].form not in _LOOSE
    )


def _bodies(following: Sequence[CountSpan], count: CountSpan) -> CountSpan | None:
    """Those whose bodies a noun speaks of, numbered right behind it: ``جثامين 9 مدنيين``."""
    if count.form != "plural" or count.definite or not following:
        return None
    whose = following[0]
    numbered = whose.form in ("number", "dual", "vague") and whose.outcome is None
    return whose if numbered and whose.start == count.end else None


def _of_kin(annotated: Annotated, counts: Sequence[CountSpan], position: int) -> bool:
    """Whether words for kin stand beside a noun, or beside one that it goes on behind."""
    while not _beside_kin(annotated, counts[position]):
        if position == 0 or not _joined(annotated, counts[position - 1], counts[position]):
            return False
        position -= 1
    return True


def _beside_kin(annotated: Annotated, count: CountSpan) -> bool:
    """Whether the words speak of the dead's families, graves or rights: ``ذوو الشهداء``."""
    if count.form not in _LOOSE and count.form != "vague":
        return False
    tokens = annotated.sentence.tokens
    kin = word_set("kin_of")
    around = [tokens[i].text for i in range(max(0, count.start - 1), count.start)]
    if count.end < len(tokens) and tokens[count.end].text.startswith(WAW):
        around.append(tokens[count.end].text)
    return any(stem in kin for word in around for _, stem in proclitic_readings(word))


def _joined(annotated: Annotated, first: CountSpan, second: CountSpan) -> bool:
    """Whether a noun goes on right behind another: ``ذوو الشهداء والجرحى``."""
    word = annotated.sentence.tokens[second.start].text
    return first.end == second.start and word.startswith(WAW)


def _died(frame: Frame, count: CountSpan) -> bool:
    """Whether those wounded earlier are said to have died: ``وفاة أحد الجرحى``."""
    return count.outcome == Outcome.WOUNDED and any(
        t.row.outcome == Outcome.KILLED and t.match.end == count.start for t in frame.triggers
    )


def _denied(spared: Sequence[Spared], toll: Toll) -> bool:
    """Whether the words are those that deny such harm: ``دون وقوع إصابات``."""
    return any(s.start < toll.end and toll.start < s.end + 1 for s in spared)


def _predicated_of(people: CountSpan, state: CountSpan) -> bool:
    """Whether a noun says what befell those just counted: ``سقط سبعة جنود قتلى``."""
    touching = state.start - people.end == 0
    return touching and state.form == "plural" and not people.outcome and people.form == "number"


def _drop_repeats(tolls: list[Toll]) -> list[Toll]:
    kept: list[Toll] = []
    for toll in tolls:
        if not any(
            k.outcome == toll.outcome and k.end == toll.end and k.min == toll.min for k in kept
        ):
            kept.append(toll)
    return kept
