"""Decides whether words that each prove little show an assembly: people who gather and demand.

``تجمع المئات للمطالبة``, ``خرج نحو 300 عامل احتجاجا``, ``هتف المحتجون``, ``تفريق محتجين`` are
protests without the word. Who gathers stands right beside the verb of gathering: the
``متظاهرين`` of ``احتشدوا للإعراب عن تضامنهم مع المتظاهرين`` don't.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasd.annotate import Annotated
from rasd.assemble.frames import Frame, Trigger
from rasd.knowledge import Kind, Trait
from rasd.knowledge.forms import facing, prepositions

_BESIDE = 7
"""Tokens at most between a verb of gathering and its crowd: ``تجمع صباح أمس أمام المحكمة مئات``."""

_MANY = 10
_GOING_ON = frozenset({"gather", "slogan"})
_TREATED = _GOING_ON | {"dispersal", "riot", "clash", "burn", "loot", "shoot"}
_AT_ODDS = frozenset({"slogan", "disperse", "riot", "clash"})
_RAVAGES = frozenset({"burn", "loot"})
_SUBJECT = 3
_PURPOSE = frozenset({"slogan", "demand", "protest"})
_GATHERS = frozenset({"gather", "march"})
_SHOWING = _GATHERS | {"protesters", "protest"}
"""Kinds without which nothing shows that people assemble."""
_DEMANDS = frozenset({"call", "condemnation"})


def tells_assembly(frame: Frame, triggers: Sequence[Trigger] | None = None) -> bool:
    """Whether a passage, by all or some of its words, shows people who assemble."""
    triggers = [t for t in (frame.triggers if triggers is None else triggers) if not _anyone(t)]
    kinds = {t.row.kind for t in triggers}
    if kinds.isdisjoint(_SHOWING):
        return False
    if "protesters" in kinds and kinds & _AT_ODDS:
        return True
    ravages = [t for t in triggers if t.row.kind in _RAVAGES]
    if any(_within(_SUBJECT, ravages, p) for p in _people(triggers, "protesters")):
        return True
    return gathering_crowd(frame, triggers)


def gathering_crowd(frame: Frame, triggers: Sequence[Trigger]) -> bool:
    """Whether a verb of gathering stands beside its crowd: ``تجمع المئات للمطالبة``."""
    gathers = [t for t in triggers if _gathers(t) and not _noun_of_place(frame, t)]
    if not gathers:
        return False
    if any(_gathered(frame, gathers, p) for p in _people(triggers, "protesters")):
        return True
    if not _with_purpose(frame, triggers):
        return False
    crowds = [*_people(triggers, "crowd"), *_counted(frame.annotated)]
    return any(_gathered(frame, gathers, c) for c in crowds)


def _gathers(trigger: Trigger) -> bool:
    """Whether a word tells that people come together; ``احتج مئات الطلبة`` does with its crowd."""
    verb = trigger.row.kind == "protest" and trigger.trait is Trait.VERB
    return trigger.row.kind in _GATHERS or verb


def _with_purpose(frame: Frame, triggers: Sequence[Trigger]) -> bool:
    """Whether those who gather demand or object: ``سارت حشود تندد بالرسوم``."""
    if any(t.row.kind in _PURPOSE for t in triggers):
        return True
    moving = {t.match.end for t in triggers if t.row.kind == "gather"}
    if any(t.row.kind == "march" and t.match.start in moving for t in triggers):
        return True  # توجهت مسيرة ضمت المئات
    first = min(t.match.end for t in triggers)
    cues = frame.annotated.of(Kind.CUE, first, frame.end)
    return any(m.entry.what in _DEMANDS for m in cues)


def _people(triggers: Sequence[Trigger], kind: str) -> list[tuple[int, int]]:
    return [(t.match.start, t.match.end) for t in triggers if t.row.kind == kind]


def _anyone(trigger: Trigger) -> bool:
    """Whether ``المتظاهر`` is any protester: one with the article."""
    return trigger.row.kind == "protesters" and trigger.trait is Trait.SINGULAR_DEFINITE


def _gathered(frame: Frame, gathers: Sequence[Trigger], people: tuple[int, int]) -> bool:
    """Whether people stand beside a verb of gathering, and no preposition before them."""
    start, _ = people
    if start and frame.annotated.sentence.tokens[start - 1].text in facing():
        return False
    return _within(_BESIDE, gathers, people)


def _within(reach: int, deeds: Sequence[Trigger], people: tuple[int, int]) -> bool:
    start, end = people
    return any(max(start - d.match.end, d.match.start - end) <= reach for d in deeds)


def _counted(annotated: Annotated) -> list[tuple[int, int]]:
    """People whom the sentence counts as many, none of them harmed: ``نحو 300 عامل``."""
    return [
        (c.start, c.end)
        for c in annotated.counts
        if c.noun_start is not None
        and c.outcome is None
        and (
            c.form == "vague"
            or (c.form == "number" and c.min >= _MANY)
            or (c.form == "plural" and c.category == "civilian")
        )
    ]


def _noun_of_place(frame: Frame, trigger: Trigger) -> bool:
    """Whether a preposition before it makes a noun of the verb: ``ظهرت أثناء تجمع في عمان``."""
    start = trigger.match.start
    if trigger.trait is not Trait.VERB or start == 0:
        return False
    return frame.annotated.sentence.tokens[start - 1].text in prepositions()


def of_known_protest(frame: Frame, core: Trigger) -> bool:
    """Whether people were told of before who are dispersed, or who march on, riot and clash.

    ``فرقت الشرطة المتظاهرين``, ``رشق المحتجون الشرطة بالحجارة``; ``رشق محتجون`` are new.
    """
    if core.row.kind not in _TREATED:
        return False
    people = [t for t in frame.triggers if t.row.kind in ("protest", "protesters")]
    if core.row.kind == "dispersal":
        people = [t for t in people if 0 <= t.match.start - core.match.end <= _SUBJECT]
    fresh = {"crowd"} if core.row.kind in _GOING_ON else {"crowd", "gather"}
    if any(t.row.kind in fresh for t in frame.triggers):
        return False
    return bool(people) and all(t.definite for t in people)
