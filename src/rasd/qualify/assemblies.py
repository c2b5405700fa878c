"""Decides which words of assembly tell of no protest.

``أعلنوا تنظيم مظاهرة``, ``منع إقامة تظاهرة``, ``حشدوا لوقفة`` speak of one that may come;
``قاموا بتنظيم مظاهرة`` tells of one. A crowd that mourns, feasts, prays or votes
(``احتشد المئات في المأتم``) protests nothing, unless a word of protest says so.
"""

from __future__ import annotations

from rasd.assemble.frames import Frame, Trigger
from rasd.knowledge import Kind, Trait

ASSEMBLY_KINDS = frozenset({"protest", "gather", "march", "crowd", "protesters", "slogan"})
"""Trigger kinds that this module judges."""

_LAM = "\u0644"
_ARRANGE_REACH = 1
_DONE = frozenset({"undertake", "passive", "succeed", "manage", "be_able", "witness"})
_DONE_REACH = 7
_RITE_REACH = 7
_PUBLIC = frozenset({"protest", "riot", "dispersal", "protest_shoot"})


def no_protest(frame: Frame, core: Trigger) -> str | None:
    """Why a word of assembly tells of no protest, as the cue's kind; `None` where it may."""
    if core.row.kind not in ASSEMBLY_KINDS:
        return None
    if _only_arranged(frame, core):
        return "arrange"
    if _is_rite(frame, core):
        return "rite"
    return None


def _only_arranged(frame: Frame, core: Trigger) -> bool:
    if core.row.kind != "protest" or core.trait is Trait.VERB:
        return False
    annotated = frame.annotated
    if core.match.prefix == _LAM and not core.definite and not _shown(frame, core):
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


def _is_rite(frame: Frame, core: Trigger) -> bool:
    rites = [
        m for m in frame.annotated.of(Kind.CUE, frame.start, frame.end) if m.entry.what == "rite"
    ]
    if not rites:
        return False
    if core.row.kind == "protest":
        after = (m.start - core.match.end for m in rites)
        return core.trait is Trait.VERB and any(0 <= gap <= _RITE_REACH for gap in after)
    return not any(t.row.kind in _PUBLIC and not t.row.weak for t in frame.triggers)
