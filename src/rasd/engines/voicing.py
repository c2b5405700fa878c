"""Whose words a passage stands in: the sources heard so far, and what each is to the event.

``وأضاف`` and ``مشيرا إلى`` carry a voice on, ``وقال الداراني`` and ``وأضاف البيان`` come back
to one by a word of its name, and ``المصدر`` is the source named last, whatever it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm
from rasd.assemble.frames import Frame
from rasd.engines.walk import ARMED, Walk, words_text
from rasd.join.draft import Voice, Words
from rasd.knowledge import Knowledge
from rasd.knowledge.forms import article
from rasd.model import Actor
from rasd.qualify.voices import NAMED, Speaker, bare_word, continues, find_speakers
from rasd.resolve.actors import ActorContext, Resolved, resolve_actor
from rasd.text import Text

_FULL_NAMES = frozenset({ActorForm.LISTED, ActorForm.FORCE})
_ARMIES = frozenset({"state_force", "external"})
_ALONE = 2
"""Words that a reference back has at most: ``المصدر نفسه``."""


def hear(annotated: Annotated, walk: Walk) -> None:
    """Sets who speaks in a sentence, and remembers new sources by their words."""
    speakers = tuple(_known(s, walk) for s in find_speakers(annotated))
    if not speakers and continues(annotated):
        return
    walk.speakers, walk.speakers_of = speakers, annotated
    for speaker in speakers:
        if speaker.role == "via":
            continue
        for word in speaker.words:
            walk.heard[word] = speaker
        actor = speaker.actor
        if actor is not None and actor.form in _FULL_NAMES and actor.category in _ARMIES:
            walk.armies.append(speaker)


def _known(speaker: Speaker, walk: Walk) -> Speaker:
    """The source heard before that a bare mention comes back to; else the speaker itself."""
    tokens = speaker.annotated.sentence.tokens
    first = tokens[speaker.start].text
    named = speaker.nature == NAMED
    pointing = first.startswith(article()) and speaker.end - speaker.start <= _ALONE
    if speaker.actor is not None or not (named or pointing) or speaker.nature == "outlet":
        return speaker
    known = walk.heard.get(bare_word(first))
    if known is None or known.role == "denies":
        return speaker
    return replace(known, role=speaker.role, words=known.words | speaker.words)


def voices_of(
    frame: Frame, walk: Walk, context: ActorContext, texts: dict[str, Text], knowledge: Knowledge
) -> tuple[Voice, ...]:
    """The voices in which a passage stands, each with the party that it speaks for."""
    return tuple(_voice(s, walk, context, texts, knowledge) for s in _over(frame, walk.speakers))


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
        resolved = _resolved(speaker, walk, context, knowledge)
        if resolved is not None:
            ident = resolved.id if speaker.nature == "actor" else (resolved.id or ident)
            party, category, side = resolved.id, resolved.category, side_of(resolved, name)
            polices = speaker.actor.branch == "police" or _polices(party, knowledge)
            neutral = speaker.nature == "state" or polices or category not in ARMED
            if speaker.nature == "neutral" and category in ("state_force", "external"):
                neutral = True
    words = Words(annotated, speaker.start, speaker.end, "voices", speaker.row)
    return Voice(ident, name, speaker.role, party, neutral, words, category, side)


def _resolved(
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
            if army.actor is not None and army.words & speaker.words:
                actor = army.actor
                break
    return resolve_actor(actor, context, knowledge)


def _polices(party: str | None, knowledge: Knowledge) -> bool:
    """Whether a force polices and is no country's army."""
    branches = {
        branch
        for (_, branch), rows in knowledge.state_forces.items()
        if any(row.actor == party for row in rows)
    }
    return branches == {"police"}


def side_of(actor: Resolved | Actor, text: str = "") -> str:
    """What tells a party from others: its id, else its name, else the words for it."""
    return actor.id or f"~{actor.name_en or actor.name_ar or text}"


def sides_of(actors: Iterable[Resolved | Actor]) -> frozenset[str]:
    """The sides of several parties."""
    return frozenset(side_of(actor) for actor in actors)
