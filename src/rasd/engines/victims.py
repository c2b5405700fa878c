"""Decides whom a passage harmed where no party is named as its target: the people counted."""

from __future__ import annotations

from msgspec.structs import replace

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm, ActorSpan
from rasd.annotate.counts import CountSpan
from rasd.assemble.frames import Frame
from rasd.assemble.tolls import Toll
from rasd.engines.walk import Walk, words_text
from rasd.engines.who import distinct_actors
from rasd.join.draft import GroundedActor, Words
from rasd.knowledge import NAMELESS, Kind, Knowledge, Match
from rasd.model import Outcome
from rasd.resolve.actors import ActorContext, Resolved, resolve_actor
from rasd.text import Text

OFFICERS = "parties/officers"
"""The rule of officers taken for the army, whom other words may give to the police."""

_HARMED = frozenset({Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED, Outcome.ABDUCTED})
_OFFICES = {"guards": "guard", "officials": "official"}
_CORPS = {
    "soldiers": "army",
    "officers": "army",
    "police": "police",
    "security_forces": "security",
}


def with_victims(
    targets: tuple[GroundedActor, ...],
    tolls: tuple[Toll, ...],
    frame: Frame,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[GroundedActor, ...]:
    """Adds whom the people counted as harmed belong to, where no one else is named.

    ``جنديين تركيين`` is an army by its nationality, ``مقتل شرطي`` the police of the country,
    ``مدير البلدية`` an office without an id; persons of whom no more is said are civilians.
    """
    named = [t for t in targets if t.actor.id != "gen_civilians"]
    if named:
        return targets
    annotated = frame.annotated
    counts = [c for c in annotated.counts if frame.start <= c.start < frame.end]
    found: list[GroundedActor] = []
    for toll in tolls:
        if toll.outcome not in _HARMED or not toll.min:
            continue
        for count in counts:
            inside = toll.start <= count.start and count.end <= toll.end
            before = toll.group == "persons" and count.end == toll.start
            if not inside and not (before and count.group in _CORPS):
                continue
            if count.actor_id == NAMELESS:
                continue
            resolved = party_counted(count, annotated, context, knowledge)
            if resolved is not None:
                end = _with_nisba(count, annotated)
                text = words_text(annotated, count.start, end, texts)
                rule = OFFICERS if count.group == "officers" else "parties/victims"
                words = Words(annotated, count.start, end, rule, count.row or "")
                found.append(GroundedActor(resolved, text, words))
    if found:
        return tuple(distinct_actors([*targets, *found]))
    return targets or _unnamed_victims(tolls, frame, texts, knowledge)


def speakers_own(walk: Walk, context: ActorContext) -> ActorContext:
    """The context for men without a nationality: those of the army that speaks are its own."""
    for speaker in walk.speakers:
        if speaker.actor is not None and speaker.actor.country:
            return replace(context, country=speaker.actor.country)
    return context


def _nisba_of(count: CountSpan, annotated: Annotated) -> Match | None:
    """The nationality that belongs to a counted noun: in it, or right after it."""
    start = count.start if count.noun_start is None else count.noun_start + 1
    return next(iter(annotated.of(Kind.NISBA, start, count.end + 1)), None)


def _with_nisba(count: CountSpan, annotated: Annotated) -> int:
    nisba = _nisba_of(count, annotated)
    return max(count.end, nisba.end) if nisba is not None else count.end


def party_counted(
    count: CountSpan, annotated: Annotated, context: ActorContext, knowledge: Knowledge
) -> Resolved | None:
    """The party that counted victims belong to."""
    office = _OFFICES.get(count.group)
    if office is not None:
        return Resolved(None, office, None, "state_force", count.row or "")
    branch = _CORPS.get(count.group)
    if branch is not None:
        nisba = _nisba_of(count, annotated)
        country = nisba.entry.id if nisba is not None else context.country
        if country is None:
            return None
        span = ActorSpan(
            annotated.sentence.index,
            count.start,
            count.end,
            "",
            ActorForm.FORCE,
            "",
            "state_force",
            country=country,
            branch=branch,
            row=count.row or "",
        )
        return resolve_actor(span, context, knowledge)
    known = knowledge.actors.get(count.actor_id or "")
    if known is None:
        return None
    return Resolved(known.id, known.name_en, known.name_ar, known.category, count.row or "")


_FIGHTING = frozenset({"clash", "ambush", "capture", "retake", "liberate", "repel"})


def _unnamed_victims(
    tolls: tuple[Toll, ...], frame: Frame, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[GroundedActor, ...]:
    """Persons harmed of whom the text says no more count as civilians, outside of fighting."""
    if frame.kinds & _FIGHTING:
        return ()
    for toll in tolls:
        if toll.group in ("persons", "victims") and toll.outcome in (
            Outcome.KILLED,
            Outcome.WOUNDED,
            Outcome.KILLED_OR_WOUNDED,
        ):
            known = knowledge.actors["gen_civilians"]
            resolved = Resolved(known.id, known.name_en, known.name_ar, known.category, toll.rule)
            text = words_text(frame.annotated, toll.start, toll.end, texts)
            words = Words(frame.annotated, toll.start, toll.end, "parties/persons", toll.rule)
            return (GroundedActor(resolved, text, words),)
    return ()
