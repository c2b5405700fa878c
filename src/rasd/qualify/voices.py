"""Decides who says so: the outlet, a source that it cites, or a party to the event.

``قال مصدر أمني إن`` is a neutral voice, ``أعلن الجيش أنه`` a party's. ``وأضاف`` carries on the
voice of the sentence before. An event that only a party's voice tells is `claimed`.
"""

from __future__ import annotations

from dataclasses import dataclass

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm, ActorSpan
from rasd.knowledge import Kind, Knowledge, Match
from rasd.knowledge.forms import complementizers
from rasd.text.tokens import TokenKind

_REACH = 4
_LAM = "\u0644"
_BRANCHES = {"party_state": "army", "state": "police"}


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source at tokens `start` to `end`: an outlet, an actor or an unnamed kind of source.

    `nature` is `outlet`, `actor`, `neutral`, `state`, `party_state` or `party`; `role` is
    the contract's attribution role.
    """

    id: str | None
    nature: str
    role: str
    start: int
    end: int
    actor: ActorSpan | None
    row: str


_BRING = frozenset({"says", "continues", "according", "claims", "denies"})
_ROLES = {
    "claims": "claims",
    "denies": "denies",
    "according": "says",
    "says": "says",
    "continues": "says",
}


def find_speakers(annotated: Annotated, knowledge: Knowledge) -> tuple[Speaker, ...]:
    """The sources that speak in a sentence, in order."""
    speakers: list[Speaker] = []
    for verb in annotated.of(Kind.SPEECH):
        speaker = _after(annotated, verb, knowledge) or _before(annotated, verb, knowledge)
        if speaker is not None and not any(s.start == speaker.start for s in speakers):
            speakers.append(speaker)
    for match in annotated.of(Kind.OUTLET):
        if not any(s.start <= match.start < s.end for s in speakers):
            nearby = any(
                0 <= match.start - v.end <= 3 for v in annotated.of(Kind.SPEECH)
            ) or match.prefix.endswith("\u0644")
            if nearby:
                speakers.append(_outlet(match, "via", knowledge))
    return tuple(sorted(speakers, key=lambda s: s.start))


def continues(annotated: Annotated) -> bool:
    """Whether a sentence without a source of its own carries on the voice before it (``وأضاف``)."""
    first = next(iter(annotated.of(Kind.SPEECH, 0, 3)), None)
    if first is None:
        return False
    return first.entry.what == "continues" or (first.entry.what == "says" and first.start <= 1)


def _after(annotated: Annotated, verb: Match, knowledge: Knowledge) -> Speaker | None:
    role = _ROLES[verb.entry.what]
    high = verb.end
    tokens = annotated.sentence.tokens
    while high < min(len(tokens), verb.end + _REACH) and tokens[high].text not in complementizers():
        high += 1
    return _within(annotated, verb.end, high, role, knowledge)


def _before(annotated: Annotated, verb: Match, knowledge: Knowledge) -> Speaker | None:
    if verb.entry.what == "according":
        return None
    low = max(0, verb.start - _REACH)
    return _within(annotated, low, verb.start, _ROLES[verb.entry.what], knowledge)


def _within(
    annotated: Annotated, low: int, high: int, role: str, knowledge: Knowledge
) -> Speaker | None:
    for match in annotated.of(Kind.SPEAKER, low, high):
        actor = _behind(annotated, match)
        end = actor.end if actor is not None else match.end
        nature = match.entry.what
        if nature == "party" and actor is None:
            continue
        return Speaker(match.entry.id, nature, role, match.start, end, actor, match.entry.row)
    for match in annotated.of(Kind.OUTLET, low, high):
        return _outlet(match, role, knowledge)
    for actor in annotated.actors:
        if low <= actor.start < high and actor.form is not ActorForm.LABEL:
            if actor.form is ActorForm.GENERIC and actor.id != "gen_police_local":
                continue
            if actor.form is ActorForm.STATE and (actor.prefix or actor.start != low):
                continue
            if actor.prefix.endswith(_LAM):
                continue
            return Speaker(actor.id, "actor", role, actor.start, actor.end, actor, actor.row)
    return None


def _behind(annotated: Annotated, source: Match) -> ActorSpan | None:
    """The party that a source speaks for: named right after it, or the army of its adjective.

    ``المتحدث باسم الجيش``, ``مصدر في الاستخبارات العراقية``, ``مصدر عسكري عراقي``.
    """
    tokens = annotated.sentence.tokens
    for actor in annotated.actors:
        between = tokens[source.end : actor.start]
        if not 0 <= actor.start - source.end <= 2 or actor.form is ActorForm.GENERIC:
            continue
        if any(t.text in complementizers() or t.kind is TokenKind.PUNCTUATION for t in between):
            break
        return actor if actor.form is not ActorForm.STATE or not actor.prefix else None
    branch = _BRANCHES.get(source.entry.what)
    if branch is None:
        return None
    nisba = next(iter(annotated.of(Kind.NISBA, source.start, source.end + 1)), None)
    return ActorSpan(
        annotated.sentence.index,
        source.start,
        source.end if nisba is None else max(nisba.end, source.end),
        "",
        ActorForm.FORCE,
        "",
        "state_force",
        country=nisba.entry.id if nisba is not None else "",
        branch=branch,
        row=source.entry.row,
    )


def _outlet(match: Match, role: str, knowledge: Knowledge) -> Speaker:
    return Speaker(match.entry.id, "outlet", role, match.start, match.end, None, match.entry.row)
