"""Whose words a passage stands in: the sources heard so far, and what each is to the event.

``وأضاف`` and ``مشيرا إلى`` carry a voice on, ``وقال الداراني`` and ``وأضاف البيان`` come back
to one by a word of its name, and ``المصدر`` is the source named last, whatever it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec.structs import replace

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm
from rasd.annotate.group_names import UNLISTED
from rasd.assemble.frames import Frame
from rasd.engines.categories import ARMED, STATE
from rasd.engines.walk import Walk, words_text
from rasd.join.draft import Voice, Words
from rasd.knowledge import Knowledge
from rasd.knowledge.forms import article, our, own_forces, speaks_for
from rasd.model import Actor, Attribution, AttributionRole
from rasd.model.frozen import Frozen
from rasd.qualify.voices import NAMED, Speaker, bare_word, continues, find_speakers
from rasd.resolve.actors import ActorContext, Resolved, resolve_actor
from rasd.text import Text, proclitic_readings

_FULL_NAMES = frozenset({ActorForm.LISTED, ActorForm.FORCE})
_POLICING = frozenset({"police", "security"})
_OFFICER = "officer"
_MILITARY = "military_source"
_OFFICE_REACH = 4
_ALONE = 2
"""Words that a reference back has at most: ``المصدر نفسه``."""


class Heard(Frozen, frozen=True):
    """Who speaks in a sentence, and the sentence that named them: itself or one before."""

    speakers: tuple[Speaker, ...]
    named_in: Annotated | None


@lru_cache(maxsize=1)
def heard_in(sentences: tuple[Annotated, ...]) -> tuple[Heard, ...]:
    """Who speaks in each sentence of a document; kept for all who ask of the same one."""
    heard: list[Heard] = []
    latest = Heard((), None)
    sources: dict[str, Speaker] = {}
    for annotated in sentences:
        speakers = tuple([_known(s, sources) for s in find_speakers(annotated)])
        if speakers or not continues(annotated):
            latest = Heard(speakers, annotated)
        heard.append(latest)
        for speaker in speakers:
            if speaker.role != "via":
                sources.update(dict.fromkeys(speaker.words, speaker))
    return tuple(heard)


def listen(sentences: tuple[Annotated, ...], walk: Walk) -> tuple[Heard, ...]:
    """Who speaks in each sentence; armies, and those who speak of their own, stay in mind."""
    found = heard_in(sentences)
    for annotated, heard in zip(sentences, found, strict=True):
        speakers = [s for s in heard.speakers if s.role != "via"]
        if not speakers:
            continue
        if heard.named_in is annotated:
            for speaker in speakers:
                actor = speaker.actor
                if actor is not None and actor.form in _FULL_NAMES and actor.category in STATE:
                    walk.armies.append(speaker)
        if _own_forces(annotated):
            walk.partisans.update([_identity(s) for s in speakers])
    return found


def _identity(speaker: Speaker) -> tuple[int, int]:
    return speaker.annotated.sentence.index, speaker.start


def _own_forces(annotated: Annotated) -> bool:
    """Whether somebody speaks of forces as his own: ``استهدفت قواتنا``."""
    ending = our()
    ours = [token.text for token in annotated.sentence.tokens if token.text.endswith(ending)]
    return any(stem in own_forces() for word in ours for _, stem in proclitic_readings(word))


def _known(speaker: Speaker, sources: Mapping[str, Speaker]) -> Speaker:
    """The source heard before that a bare mention comes back to; else the speaker itself."""
    tokens = speaker.annotated.sentence.tokens
    first = tokens[speaker.start].text
    named = speaker.nature == NAMED
    pointing = first.startswith(article()) and speaker.end - speaker.start <= _ALONE
    ranked = speaker.id == _OFFICER and pointing
    if speaker.nature == "outlet" or not (named or pointing):
        return speaker
    if speaker.actor is not None and not ranked:
        return speaker
    known = sources.get(bare_word(first))
    if named and known is None:
        known = _of_known(speaker, sources)
    if ranked:  # اللواء التركي is a man of that name where one was named
        known = sources.get(bare_word(tokens[speaker.end - 1].text))
    if known is None or known.role == "denies":
        return speaker
    return replace(known, role=speaker.role, words=known.words | speaker.words)


def _of_known(speaker: Speaker, sources: Mapping[str, Speaker]) -> Speaker | None:
    """The office heard before that an unnamed source belongs to: ``مصدر في الخلية``."""
    tokens = speaker.annotated.sentence.tokens
    for i in range(speaker.start + 1, min(len(tokens) - 1, speaker.start + _OFFICE_REACH)):
        if tokens[i].text in speaks_for() and tokens[i + 1].text.startswith(article()):
            known = sources.get(bare_word(tokens[i + 1].text))
            return known if known is not None and known.nature != NAMED else None
    return None


def voices_of(
    frame: Frame, walk: Walk, context: ActorContext, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[Voice, ...]:
    """The voices in which a passage stands, each with the party that it speaks for."""
    return tuple(_voice(s, walk, context, texts, knowledge) for s in _over(frame, walk.speakers))


def sources_of(
    heard: Heard, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[Attribution, ...]:
    """Who says what a sentence holds, where no event tells which side each is on."""
    return tuple(
        Attribution(
            id=_listed_id(speaker),
            name=knowledge.outlets[speaker.id].name_ar
            if speaker.nature == "outlet" and speaker.id
            else words_text(speaker.annotated, speaker.start, speaker.end, texts),
            role=AttributionRole(speaker.role),
            text=words_text(speaker.annotated, speaker.start, speaker.end, texts),
        )
        for speaker in heard.speakers
    )


def _listed_id(speaker: Speaker) -> str | None:
    actor = speaker.actor
    if actor is None:
        return speaker.id
    return actor.id if actor.form is ActorForm.LISTED else None


def _over(frame: Frame, speakers: tuple[Speaker, ...]) -> tuple[Speaker, ...]:
    """Of several sources of one sentence those of the passage: in it, else the last before it.

    ``قال سكان إن القصف مستمر، وأعلن الجيش أنه قصف الموقع`` has two passages and a source for each.
    """
    says = [s for s in speakers if s.role != "via" and s.annotated is frame.annotated]
    if len(says) <= 1:
        return speakers
    inside = [s for s in says if frame.start <= s.start < frame.end]
    before = [s for s in says if s.start < frame.start][-1:]
    kept = inside or before or says
    return tuple(s for s in speakers if s in kept or s not in says)


def _voice(
    speaker: Speaker,
    walk: Walk,
    context: ActorContext,
    texts: dict[str, Text],
    knowledge: Knowledge,
) -> Voice:
    annotated = speaker.annotated
    name = words_text(annotated, speaker.start, speaker.end, texts)
    ident, party, side, category = speaker.id, None, "", ""
    neutral = speaker.nature in ("outlet", "neutral", "state", NAMED)
    if speaker.nature == "outlet" and speaker.id:
        outlet = knowledge.outlets[speaker.id]
        name = outlet.name_ar
        if outlet.party:
            party, side, neutral = outlet.party, outlet.party, False
            category = knowledge.actors[outlet.party].category
    if speaker.actor is not None:
        resolved = resolve_speaker(speaker, walk, context, knowledge)
        if resolved is not None:
            ident = resolved.id if speaker.nature == "actor" else (resolved.id or ident)
            party, category, side = resolved.id, resolved.category, side_of(resolved, name)
            polices = speaker.actor.branch in _POLICING or _polices(party, knowledge)
            neutral = speaker.nature == "state" or polices or category not in ARMED
            if speaker.nature == "neutral" and category in STATE:
                neutral = True
            if speaker.id == _MILITARY and not speaker.actor.country and speaker.actor.branch:
                ident, party, side = speaker.id, None, ""  # whose officers, nobody says
    if _identity(speaker) in walk.partisans and category not in ("generic", "state_force"):
        neutral = False
    words = Words(annotated, speaker.start, speaker.end, "voices", speaker.row)
    return Voice(ident, name, speaker.role, party, neutral, words, category, side)


def resolve_speaker(
    speaker: Speaker, walk: Walk, context: ActorContext, knowledge: Knowledge
) -> Resolved | None:
    """The party that a source speaks for.

    A bare ``الجيش`` is the army that spoke before; a group named by words that no list knows
    (``حركة الفجر``) is itself and not the group spoken of most.
    """
    actor = speaker.actor
    assert actor is not None
    if actor.form is ActorForm.GROUP:
        word = speaker.annotated.sentence.tokens[actor.start].text
        if not word.removeprefix(actor.prefix).startswith(article()):
            return Resolved(None, None, None, actor.category, actor.row)
    if actor.form is ActorForm.CONTEXTUAL:
        for army in reversed(walk.armies):
            if army.annotated.sentence.index > speaker.annotated.sentence.index:
                continue
            if army.actor is not None and army.words & speaker.words:
                actor = army.actor
                break
    return resolve_actor(actor, context, knowledge)


@lru_cache(maxsize=512)
def _polices(party: str | None, knowledge: Knowledge) -> bool:
    """Whether a force polices and is no country's army."""
    branches = {
        branch
        for (_, branch), rows in knowledge.state_forces.items()
        if any(row.actor == party for row in rows)
    }
    return bool(branches) and branches <= _POLICING


def side_of(actor: Resolved | Actor, text: str = "") -> str:
    """What tells a party from others: its id, else its name, else the words for it."""
    return actor.id or f"{UNLISTED}{actor.name_en or actor.name_ar or text}"


def sides_of(actors: Iterable[Resolved | Actor]) -> frozenset[str]:
    """The sides of several parties."""
    return frozenset(side_of(actor) for actor in actors)
