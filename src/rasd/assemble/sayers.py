"""Whether a party in a frame speaks, or stands among those who say what the frame tells."""

from __future__ import annotations

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorSpan
from rasd.assemble.frames import Frame
from rasd.assemble.subjects import may_be_verb
from rasd.knowledge import Kind, Match, Trait
from rasd.knowledge.forms import complementizers, object_pronouns
from rasd.text import BI, LAM, WAW

_SAYERS = 16
"""How far from a verb of saying its "that" may stand."""

_BARE = 2
_STOPS = frozenset(".\u061b;")


def speaks(annotated: Annotated, frame: Frame, actor: ActorSpan) -> bool:
    """Whether the party is the subject of a verb of saying, or named after "according to"."""
    told = () if actor.prefix.endswith(LAM) else annotated.of(Kind.SPEECH)
    for match in told:
        if any(t.match.start == match.start and t.row.kind == "claim" for t in frame.triggers):
            continue
        gap = actor.start - match.end
        if (
            0 <= gap <= 2
            and not reports_clause(annotated, match.end, actor.start)
            and not any(t.match.start in range(match.end, actor.start) for t in frame.triggers)
        ):
            return match.entry.what != "claims"
        # the subject before the verb of saying: فرع التنظيم في ليبيا أكد، والحركة تعلن
        gap = match.start - actor.end
        opens = actor.start - frame.start <= 2 or (gap == 0 and actor.prefix == WAW)
        if 0 <= gap <= 3 and opens and match.entry.what == "says":
            return True
        if match.end <= actor.start and _told_of(annotated, frame, match, actor):
            return True
    return any(_speaks_for(annotated, match, actor) for match in annotated.of(Kind.SPEAKER))


def _told_of(annotated: Annotated, frame: Frame, verb: Match, actor: ActorSpan) -> bool:
    """Whether the party stands between a verb of saying and "that": among who says it.

    ``قال مسؤول محلي ومصدران في الشرطة إن``.
    """
    if any(verb.end <= t.match.start < actor.start for t in frame.triggers):
        return False
    tokens = annotated.sentence.tokens
    that = complementizers()
    for i in range(verb.end, min(len(tokens), verb.end + _SAYERS)):
        if tokens[i].text in that:
            return i >= actor.end
        if tokens[i].text in _STOPS:
            return False
    return False


def _speaks_for(annotated: Annotated, source: Match, actor: ActorSpan) -> bool:
    """Whether a source belongs to the party: ``المتحدث باسم الجيش``, ``مصدر في الشرطة``.

    What stands right behind a neutral source is no owner: ``فرقت الشرطة المتظاهرين``.
    """
    gap = actor.start - source.end
    if not 0 <= gap <= 1 or reports_clause(annotated, source.end, actor.start):
        return False
    return gap == 1 or source.entry.what != "neutral" or actor.prefix.endswith(BI)


def reports_clause(annotated: Annotated, start: int, end: int) -> bool:
    """Whether "that" stands between: what follows is what was said, not who said it."""
    that = complementizers()
    return any(annotated.sentence.tokens[i].text in that for i in range(start, end))


def tells_own_deed(annotated: Annotated, frame: Frame, speaker: ActorSpan) -> bool:
    """Whether the speaker says that it did it itself: ``أعلنت القوات أنها سيطرت على الميناء``."""
    tokens = annotated.sentence.tokens
    that = complementizers()
    for i in range(speaker.end, min(len(tokens), speaker.end + _SAYERS)):
        text = tokens[i].text
        if text in that:
            own = len(text) > _BARE and text.endswith(object_pronouns())
            return own and any(
                0 <= t.match.start - i - 1 <= 1
                and (
                    may_be_verb(annotated, t)
                    or (t.trait is Trait.VERB and t.row.roles in ("agent", "either"))
                )
                for t in frame.triggers
            )
    return False
