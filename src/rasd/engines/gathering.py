"""Decides whether a passage tells that people assembled, or only what happened to those who had.

``خرج آلاف المتظاهرين``, ``تجددت المظاهرات``, ``فرقت الشرطة مظاهرة`` tell the assembly itself;
``اشتباكات بين الشرطة ومتظاهرين`` and ``رشق المحتجون السيارات`` speak of people who are there.
Annotators see a protest in the former alone; the latter is an event on its own where the
passage gives its details, else the course of a protest that another passage tells.
"""

from __future__ import annotations

from rasd.assemble.assembly import gathering_crowd
from rasd.assemble.frames import Frame, Trigger
from rasd.engines.telling import is_told
from rasd.knowledge import Kind, Trait
from rasd.qualify.assertion import is_subordinate

_OPENING = 1
_DISPERSED = 3
_SUBJECT = 3
_GOES_ON = "continue_with"
_OWN = 8
_CROWD_DEEDS = frozenset({"riot", "burn", "loot"})


def tells_gathering(frame: Frame) -> bool:
    """Whether a passage tells that people assembled."""
    protests = [t for t in frame.triggers if t.row.kind == "protest"]
    if any(_told_by_itself(frame, t) for t in protests):
        return True
    if any(t.row.kind == "mob" for t in frame.triggers):
        return True
    if any(t.row.kind == "slogan" for t in frame.triggers) and _many_protesters(frame):
        return True
    ended = [t.match.end for t in frame.triggers if t.row.kind == "dispersal"]
    if any(0 <= t.match.start - end <= _DISPERSED for t in protests for end in ended):
        return True
    return gathering_crowd(frame, frame.triggers)


def _many_protesters(frame: Frame) -> bool:
    """Whether protesters are counted: ``رفع مئات المحتجين لافتات``, ``هتف نحو ألف متظاهر``."""
    crowds = {t.match.end for t in frame.triggers if t.row.kind == "crowd"}
    return any(
        t.row.kind == "protesters" and t.match.start in crowds for t in frame.triggers
    ) or any(
        c.group == "protesters" and c.form in ("number", "vague") for c in frame.annotated.counts
    )


def _told_by_itself(frame: Frame, protest: Trigger) -> bool:
    """Whether a word of protest is the verb of a main clause, or told by one, or a headline.

    A protest with the article is told where it goes on (``تجددت المظاهرات``), not where somebody
    holds it (``ينظم المظاهرة``).
    """
    if protest.trait is Trait.VERB or protest.row.roles:
        return not is_subordinate(frame.annotated, protest.match.start)
    if protest.definite:
        return any(
            0 <= protest.match.start - m.end <= (_OWN if m.entry.id == _GOES_ON else _SUBJECT)
            and (m.entry.what == "event" or m.entry.id == _GOES_ON)
            for m in frame.annotated.of(Kind.LIGHT_VERB, frame.start, frame.end)
        )
    return protest.match.start - frame.start <= _OPENING or is_told(frame, protest)


def tells_deed(frame: Frame) -> bool:
    """Whether a passage tells what a crowd itself did, or opens with its dispersal.

    ``نهب متظاهرون متاجر``, ``تفريق محتجين في نابلس``.
    """
    return any(
        (t.row.kind in _CROWD_DEEDS and (t.trait is Trait.VERB or bool(t.row.roles)))
        or (t.row.kind == "dispersal" and t.match.start - frame.start <= _OPENING)
        for t in frame.triggers
        if not is_subordinate(frame.annotated, t.match.start)
    )
