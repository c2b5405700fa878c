"""Decides who did it and to whom: the role of each party in a frame.

A party's role is read from the nearest anchor before it: a role word (``على يد``, ``ضد``), a
verb with its frame (``استهدف`` takes perpetrator then target), a noun with its construct
(``استهداف القوات`` against ``غارة التحالف``), a weapon or an object that belongs to it
(``مدفعية الجيش``, ``آلية للجيش``), a count that is taken from it (``ثمانية من الشرطة``).
"""

from __future__ import annotations

from msgspec.structs import replace

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm, ActorSpan
from rasd.assemble.anchors import find_anchor
from rasd.assemble.frames import Frame, Trigger
from rasd.assemble.roles import PERSONAL, Party, Role, by_cue
from rasd.assemble.sayers import speaks, tells_own_deed
from rasd.assemble.subjects import DOER, SUFFERER, before_verb, carries_out, may_be_verb
from rasd.knowledge import ANY_POLICE, Kind, Match, Trait
from rasd.knowledge.forms import object_pronouns, relatives
from rasd.text import BI, LAM, OPENING_QUOTES, WAW

_REACH = 9
_SHORT_VERB = 4
_BARE_HEH_STEMS = ("\u0648\u062c\u0647", "\u0646\u0628\u0647", "\u0634\u0628\u0647")
_ALEF = "\u0627"


_PAUSES = frozenset("\u060c,\u061b;.")
_ONE_SIDE = 6
"""How far the other side of a fight may stand: ``بين الجيش من جهة، والحوثيين``."""

_NEAR_DEED = 8
_ACTS_WITHIN = 5
_ENGINES = frozenset({"tank", "aircraft", "ship"})
_BY = frozenset({"parties/by", "parties/source", "parties/subject_before_verb"})
"""Rules by which even persons of whom no more is said may be the doers."""


def read_parties(frame: Frame) -> tuple[Party, ...]:
    """The parties of a frame in order, each with its role."""
    annotated = frame.annotated
    triggers = {t.match.start: t for t in frame.triggers}
    parties: list[Party] = []
    for actor in annotated.actors:
        if not frame.start <= actor.start < frame.end:
            continue
        role, rule = _role(annotated, frame, actor, triggers, parties)
        if role is Role.PERPETRATOR and actor.id in PERSONAL and not _did(actor, rule, frame):
            role = Role.TARGET if rule not in _BY else Role.NONE
        if actor.form is ActorForm.STATE and not _acts(annotated, actor, role, rule, parties):
            continue
        if rule == "parties/belongs" and parties and _gives_way(parties[-1], actor, role):
            parties[-1] = replace(parties[-1], role=Role.NONE)
        if role is Role.SPEAKER and tells_own_deed(annotated, frame, actor):
            role, rule = Role.PERPETRATOR, "parties/pronoun"
        parties.append(Party(actor, role, rule))
    return tuple(parties)


def _gives_way(band: Party, owner: ActorSpan, role: Role) -> bool:
    """Whether a force that is named by its owner is the owner's: ``قوة أمنية تابعة للجيش``."""
    near = owner.start - band.actor.end <= 2
    return near and band.role is role and band.actor.id == ANY_POLICE


def _did(person: ActorSpan, rule: str, frame: Frame) -> bool:
    """Whether even persons of whom no more is said are the doers: by a deed named close by."""
    return rule in _BY and any(
        -_NEAR_DEED <= person.start - t.match.end <= _NEAR_DEED for t in frame.triggers
    )


def _acts(
    annotated: Annotated, actor: ActorSpan, role: Role, rule: str, before: list[Party]
) -> bool:
    """Whether a country's name stands for its forces: an agent, or coordinated with a party."""
    if role is Role.SPEAKER:
        return not actor.prefix
    if rule == "parties/coordinated":
        return before[-1].role in (Role.PERPETRATOR, Role.BOTH) and len(actor.prefix) == 1
    if role is not Role.PERPETRATOR or actor.prefix.endswith(BI):
        return False
    if rule == "parties/by":
        return True
    at = actor.start
    return (
        any(
            t.end == at and t.entry.kind is Kind.TRIGGER and t.entry.trait == Trait.VERB
            for t in annotated.matches
        )
        or rule == "parties/joined"
    )


def _role(
    annotated: Annotated,
    frame: Frame,
    actor: ActorSpan,
    triggers: dict[int, Trigger],
    before: list[Party],
) -> tuple[Role, str]:
    tokens = annotated.sentence.tokens
    if speaks(annotated, frame, actor):
        return Role.SPEAKER, "parties/speaker"
    if _stands_aside(annotated, frame, actor):
        return Role.NONE, "parties/aside"
    opens = actor.start - (actor.start > 0 and tokens[actor.start - 1].text in OPENING_QUOTES)
    joined = actor.prefix.startswith(WAW) or (opens > 0 and tokens[opens - 1].text == WAW)
    sided = bool(before) and before[-1].role is Role.BOTH
    if before and joined and opens - before[-1].actor.end <= (_ONE_SIDE if sided else 2):
        last = before[-1]
        if last.role is not Role.SPEAKER:
            return last.role, "parties/coordinated"
    nearest = find_anchor(annotated, frame, actor, triggers)
    if nearest is None:
        return before_verb(annotated, frame, actor)
    if nearest.kind == "role_cue":
        assert nearest.match is not None
        return by_cue(nearest.match, before, frame)
    if nearest.kind == "weapon":
        return Role.PERPETRATOR, "parties/weapon_of"
    if nearest.kind == "object":
        assert nearest.match is not None
        if _object_acts(annotated, frame, nearest.match, before):
            return Role.PERPETRATOR, "parties/weapon_of"
        return Role.TARGET, "parties/owner"
    if nearest.kind == "count":
        return Role.TARGET, "parties/counted"
    if nearest.kind == "light":
        assert nearest.match is not None
        if nearest.match.entry.what == SUFFERER:
            return Role.TARGET, "parties/suffers"
        if not carries_out(frame, nearest.match, actor):
            return Role.NONE, "parties/light_verb"
        return Role.PERPETRATOR, "parties/light_verb"
    assert nearest.trigger is not None
    return _by_trigger(nearest.trigger, actor, before, annotated)


def _stands_aside(annotated: Annotated, frame: Frame, actor: ActorSpan) -> bool:
    """Whether words about a reason, a purpose or a circumstance name the party.

    ``ردا على هجمات شنتها القوات``; a verb behind them takes up the event again.
    """
    for clause in frame.clauses:
        if not clause.start <= actor.start < clause.end:
            continue
        for cue in annotated.of(Kind.ROLE_CUE, clause.start, actor.start):
            if cue.entry.what != "aside":
                continue
            if not any(_resumes(annotated, t, cue, actor) for t in frame.triggers):
                return True
    return False


def _resumes(annotated: Annotated, trigger: Trigger, cue: Match, actor: ActorSpan) -> bool:
    """Whether a verb behind the words about a reason takes up the event before the party."""
    gap = trigger.match.start - cue.end
    if gap < 0 or trigger.match.start >= actor.start:
        return False
    return trigger.trait is Trait.VERB or (gap > 1 and may_be_verb(annotated, trigger))


def _object_acts(annotated: Annotated, frame: Frame, owned: Match, before: list[Party]) -> bool:
    """Whether the object of a party is the one that acts: ``قصفت دبابات الجيش``."""
    if owned.entry.id not in _ENGINES:
        return False
    if owned.prefix.endswith(BI):
        return True
    for trigger in frame.triggers:
        if trigger.match.end == owned.start and trigger.trait is Trait.VERB:
            return trigger.row.roles == "agent" and not before
        if trigger.trait is Trait.VERB and 0 <= trigger.match.start - owned.end <= 4:
            return trigger.row.roles == "agent" and not any(
                t.match.end <= owned.start and t.row.of == "patient" for t in frame.triggers
            )
    return any(
        0 <= light.start - owned.end <= _ACTS_WITHIN and light.entry.what == DOER
        for light in annotated.of(Kind.LIGHT_VERB, owned.end, frame.end)
    )


def _by_trigger(
    trigger: Trigger, actor: ActorSpan, before: list[Party], annotated: Annotated
) -> tuple[Role, str]:
    row = trigger.row
    personal = actor.id in PERSONAL
    gap = actor.start - trigger.match.end
    rule = f"parties/{row.id}"
    if trigger.trait is Trait.VERB or (trigger.trait is Trait.PHRASE and row.roles):
        return _by_verb(trigger, actor, before, annotated)
    of = row.of
    owned_by = actor.prefix.endswith(LAM)
    if of == "patient" and gap == 0 and not personal and _has_lam_object(actor, annotated):
        return Role.PERPETRATOR, rule
    if of == "patient":
        if gap > 4 and not personal and actor.form is not ActorForm.GENERIC:
            return Role.TARGET, rule
        return Role.TARGET, rule
    if of in ("agent", "auto"):
        if personal or (owned_by and of == "agent" and gap == 0 and personal):
            return Role.TARGET, rule
        if gap <= 2:
            return Role.PERPETRATOR, rule
        return (Role.PERPETRATOR, rule) if not before else (Role.TARGET, rule)
    if of == "none" and row.kind in ("clash", "operation", "massacre") and gap <= 2:
        return (Role.TARGET, rule) if personal else (Role.PERPETRATOR, rule)
    return (Role.TARGET, rule) if personal else (Role.NONE, rule)


def _has_lam_object(actor: ActorSpan, annotated: Annotated) -> bool:
    """Whether the party is the doer of a noun whose object follows: ``استهداف التنظيم لسفارة``."""
    return not actor.prefix and any(
        m.start == actor.end
        and m.prefix.endswith(LAM)
        and m.entry.kind in (Kind.OBJECT, Kind.ACTOR, Kind.FORCE_NOUN)
        for m in annotated.matches
    )


def _by_verb(
    trigger: Trigger, actor: ActorSpan, before: list[Party], annotated: Annotated
) -> tuple[Role, str]:
    row = trigger.row
    rule = f"parties/{row.id}"
    personal = actor.id in PERSONAL
    if row.roles in ("patient", "result"):
        return Role.TARGET, rule
    if row.roles == "event":
        return (Role.TARGET, rule) if personal else (Role.NONE, rule)
    if _has_object_pronoun(trigger, annotated) and not personal and row.roles == "agent":
        first = not any(p.actor.start >= trigger.match.end for p in before)
        return (Role.PERPETRATOR if first else Role.TARGET), rule
    after_verb = [p for p in before if p.actor.start >= trigger.match.end]
    subject_before = _has_subject_before(trigger, before, annotated)
    if row.roles == "either":
        if personal or _is_unnamed_officer(actor, annotated):
            return Role.TARGET, rule
        if after_verb or subject_before:
            return Role.TARGET, rule
        counted = any(trigger.match.end <= c.start < actor.start for c in annotated.counts)
        return (Role.TARGET, rule) if counted else (Role.PERPETRATOR, rule)
    if personal or after_verb or subject_before or _is_object(actor, annotated):
        return Role.TARGET, rule
    if _goes_on(trigger, actor, before, annotated):
        return Role.TARGET, rule
    return Role.PERPETRATOR, rule


def _is_object(actor: ActorSpan, annotated: Annotated) -> bool:
    """Whether a word for one man has the ending of an object: ``طعن شرطيا``."""
    word = annotated.sentence.tokens[actor.end - 1].text
    one = actor.end - actor.start == 1 and actor.form is ActorForm.GENERIC
    return one and word.endswith(_ALEF) and not word.startswith(_ALEF + LAM)


def _is_unnamed_officer(actor: ActorSpan, annotated: Annotated) -> bool:
    """Whether a verb that kills or is suffered has a policeman behind it: ``قتل شرطي``."""
    word = annotated.sentence.tokens[actor.start].text
    unnamed = actor.id == ANY_POLICE and not word.startswith(_ALEF + LAM)
    return unnamed or _is_object(actor, annotated)


def _has_object_pronoun(trigger: Trigger, annotated: Annotated) -> bool:
    """Whether the verb has its object in itself (``قصفتها``), so that its subject follows."""
    text = annotated.sentence.tokens[trigger.match.end - 1].text
    return (
        len(text) > _SHORT_VERB
        and text.endswith(object_pronouns())
        and not text.endswith(_BARE_HEH_STEMS)
    )


def _goes_on(trigger: Trigger, actor: ActorSpan, before: list[Party], annotated: Annotated) -> bool:
    """Whether a verb after a doer already named takes one party only: that one suffers it.

    ``شن التنظيم هجوما استهدف قوات كذا``; where two parties follow, the first is a new doer.
    """
    if not any(p.role is Role.PERPETRATOR for p in before):
        return False
    tokens = annotated.sentence.tokens
    relative = any(
        tokens[i].text in relatives()
        for i in range(max(0, trigger.match.start - 2), trigger.match.start)
    )
    others = [
        a
        for a in annotated.actors
        if a.start >= actor.end
        and a.start - actor.end <= _REACH
        and a.form is not ActorForm.STATE
        and a.id not in PERSONAL
    ]
    return relative or (trigger.clause.start < trigger.match.start and not others)


def _has_subject_before(trigger: Trigger, before: list[Party], annotated: Annotated) -> bool:
    """Whether the verb's subject stands before it: a party, an event or a weapon, or in itself."""
    start = trigger.match.start
    tokens = annotated.sentence.tokens
    for party in before:
        if 0 <= start - party.actor.end <= 3 and party.role in (Role.PERPETRATOR, Role.NONE):
            between = tokens[party.actor.end : start]
            if party.role is Role.PERPETRATOR or not any(t.text in _PAUSES for t in between):
                return True
    for match in annotated.matches:
        if match.start < trigger.clause.start or match.end > start:
            continue
        if match.entry.kind is Kind.TRIGGER and match.entry.trait == Trait.VERB:
            continue
        if match.entry.kind in (Kind.TRIGGER, Kind.WEAPON) and start - match.end <= 4:
            return True
    text = annotated.sentence.tokens[start].text
    # a plural verb holds its subject: they attacked, they stormed
    return text.endswith("\u0648\u0627")
