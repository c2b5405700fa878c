"""Decides which words of assembly tell of no protest.

``أعلنوا تنظيم مظاهرة``, ``منع إقامة تظاهرة``, ``حشدوا لوقفة`` speak of one that may come;
``قاموا بتنظيم مظاهرة`` tells of one. A crowd that mourns, feasts, prays or votes
(``احتشد المئات في المأتم``) protests nothing, unless a word of protest says so.
"""

from __future__ import annotations

from rasd.assemble.clauses import Link
from rasd.assemble.frames import Frame, Trigger
from rasd.knowledge import Kind, Trait
from rasd.knowledge.forms import copulas, subjunctive, whoever
from rasd.qualify.tense import is_present
from rasd.text import LAM, proclitic_readings

ASSEMBLY_KINDS = frozenset({"protest", "gather", "march", "crowd", "protesters", "slogan"})
"""Trigger kinds that this module judges."""

_ARRANGE_REACH = 1
_DONE = frozenset({"undertake", "passive", "succeed", "manage", "be_able", "witness"})
_DONE_REACH = 7
_RITE_REACH = 7
_OBJECT_REACH = 7
_SUBJECT = 3
_DOUBT_REACH = 8
_HELD = frozenset({"protest", "gather"})
_AT_PROTEST = frozenset({"riot", "dispersal", "disperse"})
_SUBJOINED = frozenset({Link.RESULT, Link.CAUSE, Link.SAME})
_PUBLIC = frozenset({"protest", "riot", "dispersal", "protest_shoot"})


def no_protest(frame: Frame, core: Trigger) -> str | None:
    """Why a word tells of no protest, or beside one of no other event; `None` where it may.

    What people gather against is named, not told: ``خرجت مظاهرة تنديدا بوحشية الشرطة في
    اشتباكات أدت إلى مقتل اثنين``.
    """
    if core.row.kind not in ASSEMBLY_KINDS:
        return "reason" if _objected_to(frame, core) else None
    if _is_doubted(frame, core):
        return "hypothesis"
    if _only_arranged(frame, core):
        return "arrange"
    if _is_intended(frame, core):
        return "plan"
    if _is_rite(frame, core):
        return "rite"
    if _is_habit(frame, core):
        return "generic"
    return None


def _is_doubted(frame: Frame, core: Trigger) -> bool:
    """Whether a question or condition reaches a protest behind its verb: ``هل تخرج في مظاهرات``."""
    annotated = frame.annotated
    doubts = [
        m
        for m in annotated.of(Kind.CUE, frame.start, core.match.start)
        if m.entry.what == "hypothesis" and core.match.start - m.end <= _DOUBT_REACH
    ]
    return any(
        all(
            t.row.kind in ASSEMBLY_KINDS
            for t in frame.triggers
            if m.end <= t.match.start < core.match.start
        )
        for m in doubts
    )


def _only_arranged(frame: Frame, core: Trigger) -> bool:
    if core.row.kind != "protest" or core.trait is Trait.VERB:
        return False
    annotated = frame.annotated
    if core.match.prefix == LAM and not core.definite and not _shown(frame, core):
        return True
    for cue in annotated.of(Kind.CUE, frame.start, core.match.start):
        if cue.entry.what != "arrange" or core.match.start - cue.end > _ARRANGE_REACH:
            continue
        if not any(
            verb.entry.id in _DONE and 0 <= cue.start - verb.end <= _DONE_REACH
            for verb in annotated.of(Kind.LIGHT_VERB, frame.start, cue.start)
        ):
            return True
    return False


def _shown(frame: Frame, core: Trigger) -> bool:
    """Whether li- leads to the object of a noun: ``صور لمظاهرة``, ``قمع لمظاهرة``."""
    near = range(max(0, core.match.start - _ARRANGE_REACH - 1), core.match.start)
    return any(
        m.end - 1 in near and m.entry.what == "depiction"
        for m in frame.annotated.of(Kind.CUE, frame.start, core.match.start)
    ) or any(t.row.kind == "dispersal" and t.match.end - 1 in near for t in frame.triggers)


def _is_intended(frame: Frame, core: Trigger) -> bool:
    """Whether a protest, or its verb, is what somebody means to do: ``ليشارك في الاعتصام``."""
    if core.row.kind != "protest":
        return False
    return any(
        t.trait is Trait.VERB
        and t.row.kind == "protest"
        and 0 <= core.match.start - t.match.start <= _OBJECT_REACH
        and is_present(frame.annotated, t.match)
        and (t.match.prefix.endswith(LAM) or _after_that(frame, t))
        for t in frame.triggers
    )


def _after_that(frame: Frame, verb: Trigger) -> bool:
    start = verb.match.start
    return start > 0 and bool(_stems(frame, start - 1) & subjunctive())


def _is_rite(frame: Frame, core: Trigger) -> bool:
    rites = [
        m for m in frame.annotated.of(Kind.CUE, frame.start, frame.end) if m.entry.what == "rite"
    ]
    if not rites:
        return False
    if core.row.kind == "protest":
        after = (m.start - core.match.end for m in rites)
        reach = _RITE_REACH if core.trait is Trait.VERB else 0
        return any(0 <= gap <= reach for gap in after)
    return not any(t.row.kind in _PUBLIC and not t.row.weak for t in frame.triggers)


def _is_habit(frame: Frame, core: Trigger) -> bool:
    """Whether a verb says what people use to do, or whoever does it.

    ``كانت تنظم مسيرات``, ``كل من يخرج في مظاهرة``.
    """
    if core.row.kind != "protest":
        return False
    verbs = [
        t
        for t in frame.triggers
        if t.trait is Trait.VERB
        and t.row.kind == "protest"
        and 0 <= core.match.start - t.match.start <= _OBJECT_REACH
        and is_present(frame.annotated, t.match)
    ]
    return any(_of_whoever(frame, v) or _used_to(frame, v) or _often(frame, v) for v in verbs)


def _of_whoever(frame: Frame, verb: Trigger) -> bool:
    start = verb.match.start
    return start > 0 and bool(_stems(frame, start - 1) & whoever())


def _used_to(frame: Frame, verb: Trigger) -> bool:
    start = verb.match.start
    held = next((t for t in frame.triggers if t.match.start >= verb.match.end), None)
    return (
        held is not None
        and held.trait.plural
        and any(_stems(frame, i) & copulas() for i in range(max(0, start - _SUBJECT), start))
    )


def _often(frame: Frame, verb: Trigger) -> bool:
    return any(
        m.entry.what == "generic" and 0 <= verb.match.start - m.end <= 1
        for m in frame.annotated.of(Kind.CUE, frame.start, verb.match.start)
    )


def _stems(frame: Frame, position: int) -> set[str]:
    """A word and what is left of it without the particles before it."""
    word = frame.annotated.sentence.tokens[position].text
    return {word, *(stem for _, stem in proclitic_readings(word))}


def _objected_to(frame: Frame, core: Trigger) -> bool:
    """Whether a noun of violence stands behind what a protest demands or cries against."""
    if core.trait is Trait.VERB or core.row.kind in _AT_PROTEST or "demand" not in frame.kinds:
        return False
    before = [t for t in frame.triggers if t.match.end <= core.match.start]
    cry = next((n for n, t in enumerate(before) if t.row.kind == "demand"), None)
    if not cry or not any(t.row.kind in _HELD for t in before[:cry]):
        return False
    between = before[cry + 1 :]
    if any(t.trait is Trait.VERB for t in between):
        return False
    links = [c.link for c in frame.clauses if before[cry].match.end <= c.start <= core.match.start]
    if not set(links) <= _SUBJOINED:
        return False
    return Link.RESULT not in links or any(t.row.kind not in ASSEMBLY_KINDS for t in between)
