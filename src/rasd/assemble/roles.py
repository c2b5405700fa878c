"""What a party can be to an event, and the role that a word made for it gives.

``على يد`` and ``من قبل`` name the doer, ``ضد`` who suffered it, ``تابعة لـ`` the owner of what
stands before, ``مع`` the other side of a clash, ``يسيطر عليها`` who merely holds the ground.
"""

from __future__ import annotations

from enum import StrEnum

from rasd.annotate.actors import ActorSpan
from rasd.assemble.frames import Frame
from rasd.knowledge import Kind, Match
from rasd.model.frozen import Frozen

PERSONAL = frozenset({"gen_civilians"})
"""Persons of whom no more is said."""

_POSTS = frozenset({"military_post", "position"})


class Role(StrEnum):
    """What a party is to an event."""

    PERPETRATOR = "perpetrator"
    TARGET = "target"
    BOTH = "both"
    SPEAKER = "speaker"
    NONE = "none"


class Party(Frozen, frozen=True):
    """A party with its role and the rule that gave it."""

    actor: ActorSpan
    role: Role
    rule: str


def by_cue(cue: Match, before: list[Party], frame: Frame) -> tuple[Role, str]:
    """The role of the party behind a role cue, with its rule."""
    what = cue.entry.what
    fought = any(t.row.kind == "clash" for t in frame.triggers)
    if what == "source":
        return Role.PERPETRATOR, "parties/source"
    if what == "towards":
        return Role.TARGET, "parties/towards"
    if what == "joined":
        if before and before[-1].role in (Role.PERPETRATOR, Role.TARGET, Role.BOTH):
            return before[-1].role, "parties/joined"
        return Role.PERPETRATOR, "parties/joined"
    if what == "owner":
        return _by_owner(cue, before, frame)
    if what == "perpetrator":
        return Role.PERPETRATOR, f"parties/{cue.entry.id}"
    if what == "target":
        return Role.TARGET, f"parties/{cue.entry.id}"
    if what == "opponent":
        if not fought:
            return Role.NONE, "parties/with"
        fell = any(p.role is Role.TARGET for p in before) or any(
            frame.start <= c.start and c.end <= cue.start for c in frame.annotated.counts
        )
        return (Role.PERPETRATOR if fell else Role.TARGET), "parties/opponent"
    if what == "cry":
        return Role.NONE, "parties/cry"
    if what == "leader":
        leads = bool(before) and cue.start - before[-1].actor.end <= 2
        return (Role.NONE if leads else Role.PERPETRATOR), "parties/leader"
    if what == "holder":
        return _by_holder(cue, frame), "parties/holder"
    # between A and B: the first is put first, the second opposite
    if not fought and not frame.kinds & {"agreement", "release", "capture"}:
        return Role.NONE, "parties/between"
    return Role.BOTH, "parties/between"


def _by_holder(cue: Match, frame: Frame) -> Role:
    """The role of whoever holds the ground: struck in its own camp, no party on a mere stretch.

    ``معسكر يسيطر عليه المتمردون`` is theirs; ``مدرسة في منطقة يسيطر عليها المتمردون`` is not.
    """
    posts = frame.annotated.of(Kind.OBJECT, frame.start, cue.start)
    held = any(m.entry.what in _POSTS and cue.start - m.end <= 1 for m in posts)
    return Role.TARGET if held else Role.NONE


def _by_owner(cue: Match, before: list[Party], frame: Frame) -> tuple[Role, str]:
    """The role of what belongs to the party: men share their leader's, weapons and posts differ."""
    rule = "parties/belongs"
    if before and 0 <= cue.start - before[-1].actor.end <= 2:
        last = before[-1].role
        if last in (Role.PERPETRATOR, Role.TARGET):
            return last, rule
    annotated = frame.annotated
    for kind, role in ((Kind.WEAPON, Role.PERPETRATOR), (Kind.FORCE_NOUN, Role.PERPETRATOR)):
        for match in annotated.of(kind, frame.start, cue.start):
            aerial = kind is Kind.WEAPON or match.entry.id == "air_force"
            if aerial and 0 <= cue.start - match.end <= 3:
                return role, rule
    return Role.TARGET, rule
