"""Decides what a frame tells by which word, and which of its words tell nothing.

The core trigger stands for the frame. Words that a cue speaks against fall silent; what is left
may be a call or a threat, a sum over a campaign, or only a subtitle.
"""

from __future__ import annotations

from collections.abc import Sequence

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm
from rasd.assemble.assembly import tells_assembly
from rasd.assemble.clauses import Link
from rasd.assemble.frames import Frame, Trigger
from rasd.assemble.kinds import ASSAULT_KINDS
from rasd.assemble.roles import Party, Role
from rasd.assemble.tolls import read_tolls
from rasd.engines.categories import ARMED
from rasd.engines.who import ground_actor
from rasd.join.draft import GroundedActor, GroundedPlace
from rasd.knowledge import NAMELESS, Kind, Knowledge, Trait
from rasd.knowledge.forms import singling
from rasd.model import SubEventType
from rasd.qualify.assertion import FAR_LIGHT_REACH, its_subject_between
from rasd.qualify.dismiss import undismissed
from rasd.qualify.domain import Domain
from rasd.resolve.actors import ActorContext, resolve_actor
from rasd.text import Text, proclitic_readings

_SCENE = frozenset({"gather", "slogan", "crowd", "march", "protesters", "protest"})
_SUBTITLE = 3
_INCITER_REACH = 8
_LIGHT_REACH = 8
_WEAPON_REACH = 4
_SEEN_REACH = 5
_PEOPLE = frozenset({"protesters", "crowd"})
_PRIORITY = (
    "suicide",
    "chemical",
    "drone",
    "air",
    "bomb",
    "artillery",
    "shell",
    "blast",
    "grenade",
    "abduct",
    "execution",
    "assassinate",
    "assassinate_attempt",
    "protest_shoot",
    "mob",
    "riot",
    "dispersal",
    "protest",
    "clash",
    "ambush",
    "shoot",
    "stab",
    "storm",
    "raid",
    "repel",
    "incursion",
    "retake",
    "liberate",
    "capture",
    "attack",
    "target",
    "massacre",
    "strike",
    "arrest",
    "disrupt",
    "release",
    "burn",
    "rape",
    "kill",
    "wound",
)


_ORDER = {kind: n for n, kind in enumerate(_PRIORITY)}


def core_trigger(frame: Frame) -> Trigger:
    """The trigger that stands for the frame: by kind, strong before weak, first in the text."""
    triggers = frame.triggers
    if len(triggers) == 1:
        return triggers[0]
    if triggers and triggers[0].row.kind in _SCENE and tells_assembly(frame):
        # what people gather against is not the news
        triggers = tuple(t for t in triggers if t.row.kind in _SCENE)
    return min(
        triggers,
        key=lambda t: (t.row.weak, _ORDER.get(t.row.kind, len(_ORDER)), t.match.start),
    )


def incitement_in(frame: Frame) -> SubEventType | None:
    """The statement that a frame makes by calling for, or threatening with, what it names."""
    cues = {
        m.entry.what: m
        for m in frame.annotated.of(Kind.CUE, frame.start, frame.end)
        if m.entry.what in ("call", "warning")
    }
    armed = [a for a in frame.annotated.actors if a.category in ARMED or a.form is ActorForm.GROUP]
    for what, sub_type in (("call", SubEventType.CALL_TO_ARMS), ("warning", SubEventType.THREAT)):
        cue = cues.get(what)
        if cue is None:
            continue
        near = any(
            frame.start <= a.start and -_INCITER_REACH <= cue.start - a.start <= _INCITER_REACH
            for a in armed
        )
        violent = any(t.row.kind in ASSAULT_KINDS or not t.row.weak for t in frame.triggers)
        if near and violent and any(t.match.start > cue.start for t in frame.triggers):
            return sub_type
    return None


def spokesman_for(
    parties: Sequence[Party],
    frame: Frame,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[GroundedActor, ...]:
    """The armed party whose spokesman makes a statement: its author."""
    for party in parties:
        if party.role is Role.SPEAKER:
            resolved = resolve_actor(party.actor, context, knowledge)
            if resolved is not None and (resolved.category in ARMED or resolved.id == NAMELESS):
                return (ground_actor(party.actor, resolved, frame.annotated, texts, party.rule),)
    return ()


def find_inciter(
    frame: Frame, context: ActorContext, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[GroundedActor, ...]:
    """The armed party nearest to the call or threat."""
    cue = next(
        m
        for m in frame.annotated.of(Kind.CUE, frame.start, frame.end)
        if m.entry.what in ("call", "warning")
    )
    actors = sorted(frame.annotated.actors, key=lambda a: abs(a.start - cue.start))
    for actor in actors:
        resolved = resolve_actor(actor, context, knowledge)
        if resolved is not None and resolved.category in ARMED:
            rule = f"parties/{cue.entry.what}"
            return (ground_actor(actor, resolved, frame.annotated, texts, rule),)
    return ()


def is_subtitle(frame: Frame) -> bool:
    """Whether the frame is a line of its own that only names its topic (``غارات جوية``)."""
    return frame.annotated.sentence.heading and frame.end - frame.start <= _SUBTITLE


def without_dismissed(frame: Frame, domain: Domain) -> Frame:
    """The frame without the triggers that a cue speaks against."""
    tolls = read_tolls(frame)
    live = undismissed(frame, tolls, domain)
    present = tuple(
        t
        for t in live
        if t.trait is Trait.VERB
        or t.row.outcome
        or frame.link is Link.AFTER
        or not looked_back_at(frame.annotated, t)
    )
    kept = present or live
    # mostly nothing speaks against it: the same frame has its tolls read already
    return frame if len(kept) == len(frame.triggers) else frame.telling(kept)


def is_weak(frame: Frame, core: Trigger, place: GroundedPlace | None) -> bool:
    """Whether the trigger alone doesn't tell an event: a weak word, or a plural no verb tells.

    A plural that opens the passage and has a place of its own is a headline: ``غارات على دوما``.
    """
    news = [t for t in frame.triggers if not _known_crowd(frame, t)]
    if tells_assembly(frame, news):
        return False
    kinds = {t.row.kind for t in news}
    if core.row.weak:
        return not _strikes_with(frame, core) and not breaks_out(frame, core)
    if core.trait is Trait.VERB or is_told(frame, core):
        return False
    opens = core.match.start - frame.start <= 1
    if core.row.kind == "protest":
        return not (
            opens or kinds & {"gather", "crowd"} or frame.annotated.sentence.part == "title"
        )
    return core.trait.plural and not (opens and place is not None and place.own)


def breaks_out(frame: Frame, core: Trigger) -> bool:
    """Whether protests without the article break out or are seen: ``اندلعت احتجاجات``."""
    if core.row.kind != "protest" or core.trait is Trait.VERB or core.definite:
        return False
    return any(
        m.entry.what in ("event", "scene") and 0 <= core.match.start - m.end <= _SEEN_REACH
        for m in frame.annotated.of(Kind.LIGHT_VERB, frame.start, core.match.start)
    )


def _strikes_with(frame: Frame, core: Trigger) -> bool:
    """Whether a verb of hitting stands with a weapon: ``ضربت طائرات``, ``دمرت صواريخ``."""
    if core.row.kind not in ("strike", "shell", "target"):
        return False
    if core.trait is not Trait.VERB and not (core.trait is Trait.PHRASE and core.row.roles):
        return False
    reach = range(core.match.start - 1, core.match.end + _WEAPON_REACH)
    return any(
        m.entry.what in ("air", "drone", "artillery") and m.start in reach
        for m in frame.annotated.of(Kind.WEAPON, frame.start, frame.end)
    )


def _known_crowd(frame: Frame, trigger: Trigger) -> bool:
    """Whether ``المتظاهرون`` points back at people already told of, rather than counts them."""
    if trigger.row.kind != "protesters" or not trigger.definite:
        return False
    return not any(
        t.row.kind in ("crowd", "gather", "disperse")
        and 0 <= trigger.match.start - t.match.end <= 1
        for t in frame.triggers
    )


def is_told(frame: Frame, core: Trigger) -> bool:
    """Whether a light verb tells the event noun: ``اندلعت مواجهات``, ``غارات شنتها``."""
    annotated = frame.annotated
    return any(
        0 <= m.start - core.match.end <= 1
        or (
            0
            <= core.match.start - m.end
            <= (FAR_LIGHT_REACH if its_subject_between(frame, m, core) else _LIGHT_REACH)
            and not any(
                m.end <= t.match.start < core.match.start and t.row.kind not in _PEOPLE
                for t in frame.triggers
            )
        )
        for m in annotated.of(Kind.LIGHT_VERB, frame.start, frame.end)
    )


def is_singled_out(annotated: Annotated, core: Trigger) -> bool:
    """Whether the noun is one of several: ``أكثر الهجمات دموية`` opens an item of its own."""
    start = core.match.start
    return start > 0 and any(
        stem in singling()
        for _, stem in proclitic_readings(annotated.sentence.tokens[start - 1].text)
    )


def claims_several(frame: Frame) -> bool:
    """Whether a claim speaks of several attacks at once: a statement, no incident."""
    if "claim" not in frame.kinds:
        return False
    traits = {t.trait for t in frame.triggers if t.row.kind in ("attack", "operation", "blast")}
    return bool(traits) and all(t.plural or t.startswith("dual") for t in traits)


def looked_back_at(annotated: Annotated, core: Trigger) -> bool:
    """Whether the event noun stands after "after" or "since": earlier than the news.

    The "since" of ``منذ ساعات لقصف`` belongs to the hours.
    """
    start = core.match.start
    for m in annotated.of(Kind.CONNECTIVE, 0, start):
        if (
            0 <= start - m.end <= 1
            and m.entry.id in ("after", "since")
            and not any(t.start == m.start and not t.expression.of_what for t in annotated.times)
        ):
            return True
    return any(
        0 <= start - m.end <= 1 and m.entry.what == "history"
        for m in annotated.of(Kind.CUE, 0, start)
    )
