"""What a party is to the verb that it is the subject of.

``الجيش قصف البلدة``, ``القوات، بدعم من الحلفاء، نجحت في استعادة المدينة``; a light verb gives a
doer only where it leads to the event.
"""

from __future__ import annotations

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorSpan
from rasd.assemble.frames import Frame, Trigger
from rasd.assemble.roles import PERSONAL, Role
from rasd.knowledge import Kind, Match, Trait
from rasd.knowledge.forms import relatives
from rasd.text import BI, LAM

DOER, SUFFERER = "doer", "sufferer"
"""What the subject of a light verb is: ``شن هجوما``, ``تعرضت البلدة لقصف``."""

_PAUSES = frozenset("\u060c,\u061b;.")
_ASIDE = 12
"""How many words may stand between commas between a subject and its verb."""

_NEAR = 6
_AT_HAND = 4
_LED_TO = 10
"""How far behind its subject what a light verb carries may stand."""

_ENABLED = 3
_ENABLING = frozenset({"succeed", "manage", "be_able"})
"""Light verbs that may lead anywhere: what they lead to stands right behind."""

_LESSER = frozenset({"operation"})


def before_verb(annotated: Annotated, frame: Frame, actor: ActorSpan) -> tuple[Role, str]:
    """A party with nothing before it: the subject of a verb that follows, or a victim."""
    if actor.prefix.endswith((LAM, BI)):
        return Role.NONE, "parties/unplaced"
    for trigger in frame.triggers:
        gap = trigger.match.start - actor.end
        if gap < 0:
            continue
        if _aside(annotated, actor.end, trigger.match.start):
            if gap > _ASIDE:
                break
        elif gap > _NEAR or _parted(annotated, actor.end, trigger.match.start):
            break
        if trigger.trait is Trait.VERB or trigger.row.roles:
            if trigger.row.roles == "agent":
                if actor.id in PERSONAL and (gap > 3 or trigger.trait is not Trait.VERB):
                    continue
                return Role.PERPETRATOR, "parties/subject_before_verb"
            if trigger.row.roles == "either":
                role = Role.TARGET if actor.id in PERSONAL else Role.PERPETRATOR
                return role, "parties/subject_before_verb"
            if trigger.row.roles == "patient":
                return Role.TARGET, "parties/subject_before_verb"
        elif gap <= 1 and actor.id not in PERSONAL and may_be_verb(annotated, trigger):
            return Role.PERPETRATOR, "parties/subject_before_verb"
    personal = actor.id in PERSONAL
    for match in annotated.of(Kind.LIGHT_VERB, actor.end, frame.end):
        aside = _aside(annotated, actor.end, match.start)
        if match.start - actor.end <= (_ASIDE if aside else _AT_HAND):
            if match.entry.what not in (DOER, SUFFERER):
                continue
            if match.entry.what == SUFFERER:
                return Role.TARGET, "parties/suffers"
            if personal or not carries_out(frame, match, actor):
                break
            return Role.PERPETRATOR, "parties/subject_before_verb"
    return (Role.TARGET, "parties/person") if personal else (Role.NONE, "parties/unplaced")


def carries_out(frame: Frame, light: Match, actor: ActorSpan) -> bool:
    """Whether a light verb leads to the event: ``شن الجيش غارات``, ``هجوم نفذه الجيش``.

    ``تمكنت الشرطة من تحديد هوية المهاجمين`` leads elsewhere, ``أثناء قيام الجيش بعملية تمشيط``
    to a lesser word than the event's own.
    """
    start = max(light.end, actor.end)
    reach = _ENABLED if light.entry.id in _ENABLING else _LED_TO
    following = [
        t
        for t in frame.triggers
        if t.match.start - start <= reach
        and (t.match.start >= start or light.start == t.match.start)
    ]
    if not following:
        return any(0 <= light.start - t.match.end <= 2 for t in frame.triggers)
    told = [t for t in frame.triggers if t.match.end <= min(light.start, actor.start)]
    return following[0].row.kind not in _LESSER or all(t.row.weak for t in told)


def _aside(annotated: Annotated, start: int, end: int) -> bool:
    """Whether all between a noun and its verb stands between two commas."""
    tokens = annotated.sentence.tokens
    return end > start + 1 and tokens[start].text in _PAUSES and tokens[end - 1].text in _PAUSES


def _parted(annotated: Annotated, start: int, end: int) -> bool:
    """Whether a clause other than a relative one begins between a noun and a verb."""
    tokens = annotated.sentence.tokens
    return any(
        m.end <= end and tokens[m.end - 1].text not in relatives()
        for m in annotated.of(Kind.CONNECTIVE, start, end)
    )


def may_be_verb(annotated: Annotated, trigger: Trigger) -> bool:
    """Whether a noun of a deed is written like its verb (``الجيش قصف البلدة``)."""
    return (
        trigger.row.of in ("agent", "auto")
        and not trigger.definite
        and any(
            m.entry.trait == Trait.VERB
            for m in annotated.of(Kind.TRIGGER, trigger.match.start, trigger.match.start + 1)
        )
    )
