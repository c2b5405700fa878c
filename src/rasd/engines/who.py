"""Decides the parties of a passage beyond what its syntax names.

Nationality beside a weapon, a speaker's own operation, the item before in a list, and, where
nobody is named, the unidentified.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm, ActorSpan
from rasd.assemble.frames import STATEMENT_KINDS, Frame, Trigger
from rasd.assemble.roles import Party, Role
from rasd.engines.categories import ARMED, NON_STATE, STATE
from rasd.engines.voicing import resolve_speaker, side_of
from rasd.engines.walk import Walk, words_text
from rasd.join.draft import GroundedActor, Words
from rasd.knowledge import ANY_POLICE, Kind, Knowledge, Match, Trait
from rasd.knowledge.forms import complementizers, sound_plural_endings
from rasd.qualify.voices import continues
from rasd.resolve.actors import ActorContext, Resolved, resolve_actor
from rasd.text import ARTICLE, BI, Text

_BESIDE = frozenset({"gen_civilians", "gen_protesters", "gen_police_local"})
"""Generic parties that stand beside a named one of the same side."""

LOCATION = "parties/location"
"""The rule of an object that only says where."""
_LOCATIONS = frozenset({"near", "preposition", "towards", "from", "inside", "landmark"})
_ONTO = frozenset({"against", "versus"})
_THEY = "\u0648\u0627"
"""The plural ending of a past verb, which holds its subject."""

_POLICING = frozenset({"arrest", "disrupt", "raid", "release", "seize"})


def sides(
    parties: Sequence[Party],
    frame: Frame,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[tuple[GroundedActor, ...], tuple[GroundedActor, ...]]:
    """The perpetrators and the targets that the syntax names, nobody on both sides."""
    perpetrators: list[GroundedActor] = []
    targets: list[GroundedActor] = []
    both: list[GroundedActor] = []
    for party in parties:
        resolved = resolve_actor(party.actor, context, knowledge)
        if resolved is None:
            continue
        grounded = ground_actor(party.actor, resolved, frame.annotated, texts, party.rule)
        if party.actor.form is ActorForm.GROUP and party.actor.id == "forces" and targets:
            continue
        match party.role:
            case Role.PERPETRATOR:
                perpetrators.append(grounded)
            case Role.TARGET:
                targets.append(grounded)
            case Role.BOTH:
                both.append(grounded)
            case _:
                pass
    first, second = _camps(both)
    perpetrators.extend(first)
    targets.extend(second)
    perpetrators = distinct_actors(perpetrators)
    known = {side_of(p.actor) for p in perpetrators}
    targets = [t for t in distinct_actors(targets) if side_of(t.actor) not in known]
    return tuple(perpetrators), tuple(targets)


def _camps(both: list[GroundedActor]) -> tuple[list[GroundedActor], list[GroundedActor]]:
    """The two sides of a clash: those that are no state's first, else the one named first."""
    state = [a for a in both if a.actor.category in STATE or a.actor.id == ANY_POLICE]
    other = [a for a in both if a not in state]
    if state and other:
        return other, state
    return both[:1], both[1:]


def ground_actor(
    span: ActorSpan, resolved: Resolved, annotated: Annotated, texts: dict[str, Text], rule: str
) -> GroundedActor:
    """A resolved party with its words; a name that no list knows is the words themselves."""
    text = words_text(annotated, span.start, span.end, texts)
    if resolved.id is None and resolved.name_en is None and resolved.name_ar is None:
        resolved = replace(resolved, name_ar=text)
    return GroundedActor(resolved, text, Words(annotated, span.start, span.end, rule, resolved.row))


def distinct_actors(actors: list[GroundedActor]) -> list[GroundedActor]:
    """Each party once; a generic one gives way to a named one of the same side."""
    first: dict[tuple[str | None, str | None, str | None], GroundedActor] = {}
    for actor in actors:
        who = actor.actor
        first.setdefault((who.id, who.name_en, who.name_ar), actor)
    kept = list(first.values())
    named = [a for a in kept if a.actor.category != "generic"]
    if named:
        kept = [a for a in kept if a.actor.category != "generic" or a.actor.id in _BESIDE]
    return kept


def struck_objects(frame: Frame, texts: dict[str, Text]) -> tuple[GroundedActor, ...]:
    """Objects that were attacked, as parties without an id (an embassy, a house)."""
    found: list[GroundedActor] = []
    for match in frame.annotated.of(Kind.OBJECT, frame.start, frame.end):
        rule = "parties/object" if _is_struck(frame, match) else LOCATION
        end = object_end(frame, match)
        text = words_text(frame.annotated, match.start, end, texts)
        resolved = Resolved(
            None, match.entry.id.replace("_", " "), None, match.entry.what, match.entry.row
        )
        words = Words(frame.annotated, match.start, end, rule, match.entry.row)
        found.append(GroundedActor(resolved, text, words))
    return tuple(found)


def object_end(frame: Frame, match: Match) -> int:
    """One past the words that say which object it is: a nationality, a place, adjectives."""
    end = match.end
    tokens = frame.annotated.sentence.tokens
    nisba = next(iter(frame.annotated.of(Kind.NISBA, end, end + 1)), None)
    if nisba is not None:
        return nisba.end
    for place in frame.annotated.places:
        if end in (place.start, place.cue_start):
            return place.end
    while end < min(len(tokens), match.end + 3) and tokens[end].text.startswith(ARTICLE):
        end += 1
    return end


def _is_struck(frame: Frame, match: Match) -> bool:
    """Whether an object is what was attacked: no name of a place or source, no mere location."""
    annotated = frame.annotated
    start = match.start
    for place in annotated.places:
        if not place.start <= start < place.end:
            continue
        if place.end - place.start > 1:
            return False
        if place.candidates and place.trusted and match.entry.what != "building":
            return False
    if annotated.ends_at(Kind.SUBJECT, start):
        return False  # رئيس البلدية
    for kind in (Kind.OUTLET, Kind.SPEAKER):
        for m in annotated.of(kind):
            if m.start <= start < m.end:
                return False
    if annotated.ends_at(Kind.SPEECH, start):
        return False  # قالت وزارة الخارجية
    cues = [c.entry for c in annotated.of(Kind.ROLE_CUE) if c.end == start]
    if any(cue.id in _ONTO for cue in cues):
        return True
    if match.prefix.endswith(BI) or any(cue.what in ("where", "front") for cue in cues):
        return False
    return not any(
        c.end == start and c.entry.id in _LOCATIONS for c in annotated.of(Kind.PLACE_CUE)
    )


def by_nationality(
    frame: Frame, context: ActorContext, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[GroundedActor, ...]:
    """A nationality right after an event or weapon noun: ``غارة إسرائيلية``."""
    annotated = frame.annotated
    ends = {t.match.end for t in frame.triggers if t.row.of in ("auto", "agent")}
    ends |= {m.end for m in annotated.of(Kind.WEAPON, frame.start, frame.end)}
    for nisba in annotated.of(Kind.NISBA, frame.start, frame.end):
        near = nisba.start in ends or (nisba.start - 1) in ends
        word = annotated.sentence.tokens[nisba.end - 1].text
        if not near or word.endswith(sound_plural_endings()):
            continue
        span = national_force(annotated, nisba)
        resolved = resolve_actor(span, context, knowledge)
        if resolved is not None:
            return (ground_actor(span, resolved, annotated, texts, "parties/nationality"),)
    return ()


def national_force(annotated: Annotated, nisba: Match) -> ActorSpan:
    """The army of the country that a nationality names."""
    return ActorSpan(
        annotated.sentence.index,
        nisba.start,
        nisba.end,
        "",
        ActorForm.FORCE,
        "",
        "state_force",
        country=nisba.entry.id,
        branch="army",
        row=nisba.entry.row,
    )


def unknown_attacker(
    frame: Frame, core: Trigger, texts: dict[str, Text], knowledge: Knowledge
) -> GroundedActor:
    """The unidentified armed group behind an attack whose author the text doesn't name."""
    return generic_party(
        "gen_unidentified_armed", frame, core, "parties/unknown_attacker", texts, knowledge
    )


def generic_party(
    ident: str, frame: Frame, core: Trigger, rule: str, texts: dict[str, Text], knowledge: Knowledge
) -> GroundedActor:
    """A party that the text leaves unnamed, with the word for the event."""
    known = knowledge.actors[ident]
    resolved = Resolved(known.id, known.name_en, known.name_ar, known.category, known.row)
    words = Words(frame.annotated, core.match.start, core.match.end, rule, known.row)
    text = words_text(frame.annotated, core.match.start, core.match.end, texts)
    return GroundedActor(resolved, text, words)


def item_of_list(frame: Frame, walk: Walk) -> bool:
    """Whether the passage is a further item after one that its sentence asserts."""
    return any(d.asserted and d.frame.annotated is frame.annotated for d in walk.drafts)


def shares_subject(frame: Frame, core: Trigger) -> bool:
    """Whether the verb is joined to one before it and has no subject of its own.

    ``هاجموا القرية، وأحرقوا المنازل``: its plural ending points back at those who attacked.
    """
    if core.trait is not Trait.VERB or core.row.roles not in ("agent", "either"):
        return False
    tokens = frame.annotated.sentence.tokens
    word = tokens[core.match.end - 1].text
    return core.match.start - frame.start <= 1 and word.endswith(_THEY)


def of_same_sentence(frame: Frame, walk: Walk) -> tuple[GroundedActor, ...]:
    """The perpetrators of the item before in a list of deeds: ``فجر ..., فيما تم استهداف``."""
    for draft in reversed(walk.drafts):
        if draft.frame.annotated is not frame.annotated:
            break
        if draft.perpetrators:
            return draft.perpetrators
    return ()


def speaker_as_perpetrator(
    frame: Frame,
    core: Trigger,
    walk: Walk,
    targets: tuple[GroundedActor, ...],
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> tuple[GroundedActor, ...]:
    """The armed party that tells of its own operation: ``أعلن الجيش أنه قصف``.

    One that tells of its own losses did not do it; one that tells of its enemy's did.
    """
    said_in = walk.speakers_of
    if said_in is None or (said_in is not frame.annotated and not continues(frame.annotated)):
        return ()
    tells_of_deed = (
        (core.trait is Trait.VERB and core.row.roles != "event")
        or (core.row.of == "patient" and not core.row.outcome)
        or bool(frame.kinds & STATEMENT_KINDS)
    )
    if core.trait is Trait.VERB and _another_subject(frame, core):
        return ()
    by_weapon = core.row.of == "weapon" and not core.definite
    for speaker in walk.speakers:
        if speaker.actor is None or speaker.role == "denies" or speaker.nature == "neutral":
            continue
        resolved = resolve_speaker(speaker, walk, context, knowledge)
        if resolved is None or resolved.category not in ARMED:
            continue
        if speaker.nature == "state" and core.row.kind not in _POLICING:
            continue
        if any(_same(t.actor, resolved) for t in targets):
            continue
        enemy = any(t.actor.category in NON_STATE for t in targets) and resolved.category in (
            "state_force",
            "external",
        )
        # what a group says of a bomb is its own deed; an army may only report it
        own = by_weapon and resolved.category in NON_STATE
        if tells_of_deed or enemy or own:
            return (
                ground_actor(speaker.actor, resolved, speaker.annotated, texts, "parties/speaker"),
            )
    return ()


def _another_subject(frame: Frame, core: Trigger) -> bool:
    """Whether a nationality or the enemy stands between "that" and the verb.

    ``قال المجلس إن مسيرة تابعة للاحتلال التركي استهدفت القرية``.
    """
    annotated = frame.annotated
    said = [i for i, t in enumerate(annotated.sentence.tokens) if t.text in complementizers()]
    start = next((i for i in reversed(said) if i < core.match.start), None)
    if start is None:
        return False
    span = range(start, core.match.start)
    return any(a.start in span for a in annotated.actors) or any(
        m.start in span for m in annotated.of(Kind.NISBA)
    )


def _same(one: Resolved, other: Resolved) -> bool:
    return (one.id, one.name_en, one.name_ar) == (other.id, other.name_en, other.name_ar)
