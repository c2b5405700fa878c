"""Decides who speaks in a sentence: the outlet, a source that it cites, or a party to the event.

``قال مصدر أمني إن`` is a neutral voice, ``أعلن الجيش أنه`` a party's. What stands between the
verb of saying and what is said names the source, however long its name and office:
``وأشار المتحدث باسم المجلس في تعز العميد سالم البان إلى أن``. A participle (``مضيفا``, ``مشيرا``)
never has a source of its own; ``نقلت وكالة عن ناشطين`` has two, and the outlet is only the way.
An event that only a party's voice tells is `claimed`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasd.annotate import Annotated
from rasd.annotate.actors import ActorForm, ActorSpan
from rasd.knowledge import ANY_POLICE, Kind, Match
from rasd.knowledge.forms import (
    article,
    asides,
    complementizers,
    object_pronouns,
    relatives,
    relayed_from,
    speaks_for,
)
from rasd.model.frozen import Frozen
from rasd.qualify.parties_of_sources import full_name, party_behind
from rasd.qualify.source_words import BOUNDED, OPENS, cut_words, head_of, source_end
from rasd.text import LAM
from rasd.text.tokens import TokenKind

_BEFORE = 4
"""How far before its verb a subject may end."""

_SUBJECT = 12
"""How far before its verb a subject may begin."""

_AFTER_ACCORDING = 7
_NAME_LENGTH = 6
_PREPOSITIONS = ("\u0628", "\u0643", "\u0644")
_NATURES = {"member": "party", "officer": "party", "official": "state", "commander": "party"}
_SHORTEST = 3
_OWNED = ("\u0647\u0627", "\u0647\u0645")

_RANK = {
    "actor": 0,
    "outlet": 1,
    "party_state": 2,
    "state": 3,
    "party": 4,
    "neutral": 5,
    "named": 6,
}
"""Of two readings of the same words the one that says more comes first."""

NAMED = "named"
"""The nature of a source that the lists do not know: a person or an office."""


class Speaker(Frozen, frozen=True):
    """A source at tokens `start` to `end`: an outlet, an actor, an unnamed kind, a person.

    `nature` is `outlet`, `actor`, `neutral`, `state`, `party_state`, `party` or `named`; `role`
    is the contract's attribution role; `words` are those by which the text may come back to it
    (``قال الداراني``, ``وأضاف البيان``).
    """

    id: str | None
    nature: str
    role: str
    start: int
    end: int
    actor: ActorSpan | None
    row: str
    annotated: Annotated
    words: frozenset[str] = frozenset()


_ROLES = {
    "claims": "claims",
    "denies": "denies",
    "according": "says",
    "says": "says",
    "continues": "says",
    "relays": "says",
    "accuses": "says",
    "saying": "says",
}
_FINITE = frozenset(_ROLES) - {"according", "saying"}


def find_speakers(annotated: Annotated) -> tuple[Speaker, ...]:
    """The sources that speak in a sentence, in order."""
    found: list[Speaker] = []
    for verb in annotated.of(Kind.SPEECH):
        if verb.entry.what not in _ROLES or any(s.start <= verb.start < s.end for s in found):
            continue
        if _said_of_noun(annotated, verb):
            continue
        for speaker in _sources(annotated, verb):
            if not any(s.start == speaker.start for s in found):
                found.append(speaker)
    if not found:
        found.extend(_before_colon(annotated))
    if annotated.of(Kind.SPEECH):
        addressed = (m for m in annotated.of(Kind.OUTLET) if m.prefix.endswith(LAM))
        for match in addressed:
            if not any(s.start <= match.start < s.end for s in found):
                found.append(_outlet(annotated, match, "via"))
    return tuple(sorted(found, key=lambda s: s.start))


def continues(annotated: Annotated) -> bool:
    """Whether a sentence without a source of its own carries on the voice before it.

    ``وأضاف``, ``مشيرا إلى``, ``وقالت في بيان إن``; not ``وأعلن مكتب المدعي عن``, whose subject
    is somebody else.
    """
    first = next(iter(annotated.of(Kind.SPEECH, 0, 3)), None)
    if first is None or _reminds(annotated, first):
        return False
    if first.entry.what in ("continues", "adds"):
        return True
    return first.entry.what == "says" and first.start <= 1 and _subjectless(annotated, first.end)


def _reminds(annotated: Annotated, verb: Match) -> bool:
    """Whether the verb opens the outlet's own reminder: ``يذكر أن``, ``يشار إلى أن``."""
    return any(
        cue.entry.what == "background" and cue.start <= verb.start < cue.end
        for cue in annotated.of(Kind.CUE, 0, verb.end)
    )


def _said_of_noun(annotated: Annotated, verb: Match) -> bool:
    """Whether the verb only tells who announced a thing: ``الهدنة التي أعلنها التحالف``."""
    tokens = annotated.sentence.tokens
    return (
        verb.start > 0
        and tokens[verb.start - 1].text in relatives()
        and tokens[verb.start].text.endswith(object_pronouns())
        and verb.entry.what != "claims"
    )


def _subjectless(annotated: Annotated, at: int) -> bool:
    """Whether what stands after a verb of saying is no subject."""
    tokens = annotated.sentence.tokens
    at = head_of(annotated, at, len(tokens))
    if at >= len(tokens):
        return True
    word = tokens[at].text
    return word in complementizers() or word in OPENS or word in asides() or len(word) < _SHORTEST


def _sources(annotated: Annotated, verb: Match) -> Iterator[Speaker]:
    role = _ROLES[verb.entry.what]
    if verb.entry.what == "according":
        end = cut_words(annotated, verb.end, verb.end + _AFTER_ACCORDING, at_stop=True)
        if not annotated.of(Kind.SPEECH, verb.end, verb.end + 2):
            speaker = _first(annotated, verb.end, end, role, according=True)
            if speaker is not None:
                yield speaker
        return
    start = verb.end
    tokens = annotated.sentence.tokens
    if verb.entry.what == "saying" and start < len(tokens) and tokens[start].text in speaks_for():
        start += 1  # تأكيد من قيادي
    end, bounded = source_end(annotated, start)
    if verb.entry.what == "relays":
        if tokens[verb.start].text.endswith(object_pronouns()):
            # في تصريحات نقلتها وكالة
            way = _first(annotated, start, end, "via")
            yield from () if way is None else (way,)
            return
        told = next((i for i in range(verb.end, end) if tokens[i].text in relayed_from()), None)
        if told is not None:
            way = _first(annotated, verb.end, told, "via")
            source = _first(annotated, told + 1, end, role)
            source = source or _named(annotated, told + 1, end, role)
            yield from (s for s in (way, source) if s is not None)
            return
    speaker = _first(annotated, start, end, role)
    if speaker is None and bounded and verb.entry.what in _FINITE:
        speaker = _named(annotated, start, end, role)
    if speaker is None and verb.entry.what in _FINITE and not verb.prefix:
        speaker = _before(annotated, verb, role)
    if speaker is not None:
        yield speaker


def _first(
    annotated: Annotated,
    start: int,
    end: int,
    role: str,
    *,
    according: bool = False,
) -> Speaker | None:
    """The source that the words from `start` to `end` name; an addressee (li-) is none."""
    head = head_of(annotated, start, end)
    tokens = annotated.sentence.tokens
    if head < end and tokens[head].text == '"':
        head += 1
    found: list[Speaker] = []
    for kind in (Kind.SPEAKER, Kind.OFFICE):
        for match in annotated.of(kind, start, end):
            if match.prefix.endswith(_PREPOSITIONS) and not (according and match.start == head):
                continue
            if match.start == head or tokens[match.start - 1].text not in asides():
                found.append(_kind(annotated, match, role, head, end))
    for match in annotated.of(Kind.OUTLET, head, end):
        if _in_name(annotated, match):
            continue
        subject = not match.prefix.endswith(_PREPOSITIONS) or (according and match.start == head)
        near = match.start == head or match.end - match.start > 1 or match.start == head + 1
        if subject and near and tokens[match.start - 1].text not in asides():
            found.append(_outlet(annotated, match, role, head, end))
    for actor in annotated.actors:
        subject = according or not actor.prefix.endswith(_PREPOSITIONS)
        near = actor.start == head or (
            actor.start == head + 1 and actor.form is ActorForm.LISTED and not actor.prefix
        )  # جماعة ولاية سيناء, فرع تنظيم القاعدة
        if near and head < end and subject and _may_speak(actor):
            found.append(_actor(annotated, actor, role, end))
    # whom the words name first; of readings of one word that with a party, then a longer one
    found.sort(key=lambda s: (s.start, s.actor is None, -s.end, _RANK[s.nature]))
    first = next((s for s in found if s.start == head or s.nature != NAMED), None)
    if first is not None and first.nature == NAMED:
        # العقيد سالم البان المتحدث باسم الجيش, اللواء سالم البان مدير أمن الجيزة
        return next((s for s in found if s.actor is not None or s.nature == "neutral"), first)
    return first


def _may_speak(actor: ActorSpan) -> bool:
    if actor.form is ActorForm.LABEL:
        return False
    return actor.form is not ActorForm.GENERIC or actor.id == ANY_POLICE


def _named(annotated: Annotated, start: int, end: int, role: str) -> Speaker | None:
    """A person or an office that no list knows: ``قال النائب سالم البان إن``."""
    tokens = annotated.sentence.tokens
    head = head_of(annotated, start, end)
    if head >= end or tokens[head].kind is not TokenKind.WORD or len(tokens[head].text) < _SHORTEST:
        return None
    if tokens[head].text.endswith(_OWNED) and len(tokens[head].text) > _SHORTEST + 1:
        return None  # أعلنت ولاءها
    if tokens[head].text in asides() or any(m.start == head for m in annotated.of(Kind.OUTLET)):
        return None
    stop = head
    while stop < min(end, head + _NAME_LENGTH) and tokens[stop].kind is TokenKind.WORD:
        if len(tokens[stop].text) == 1 or (stop > head and tokens[stop].text in asides()):
            break
        stop += 1
    return Speaker(None, NAMED, role, head, stop, None, "", annotated, _words(annotated, head, end))


def _before(annotated: Annotated, verb: Match, role: str) -> Speaker | None:
    """The subject before its verb: ``المرصد أعلن``, ``وكان مصدر أمني قد أفاد``."""
    low = max(0, verb.start - _SUBJECT)
    for kind in (Kind.TRIGGER, Kind.SPEECH):
        for match in annotated.of(kind, low, verb.start):
            low = max(low, match.end)
    tokens = annotated.sentence.tokens
    low = max(
        [low, *(i + 1 for i in range(low, verb.start) if tokens[i].text in complementizers())]
    )

    def is_subject(item: Match | ActorSpan) -> bool:
        near = item.end <= verb.start <= item.end + _BEFORE
        return low <= item.start and near and not item.prefix.endswith(_PREPOSITIONS)

    for kind in (Kind.SPEAKER, Kind.OFFICE):
        for match in annotated.of(kind, low, verb.start):
            if is_subject(match) and not _after_aside(annotated, match):
                return _kind(annotated, match, role, match.start, verb.start)
    for match in annotated.of(Kind.OUTLET, low, verb.start):
        if is_subject(match) and not _in_name(annotated, match):
            return _outlet(annotated, match, role)
    for actor in annotated.actors:
        named = actor.form is not ActorForm.STATE and _may_speak(actor)
        if is_subject(actor) and named and not _in_construct(annotated, actor):
            return _actor(annotated, actor, role, verb.start)
    return None


def _after_aside(annotated: Annotated, match: Match) -> bool:
    return match.start > 0 and annotated.sentence.tokens[match.start - 1].text in asides()


def _in_name(annotated: Annotated, match: Match) -> bool:
    """Whether an outlet's word belongs to a party's name: ``التحالف العربي``."""
    return any(a.start < match.start < a.end for a in annotated.actors)


def _in_construct(annotated: Annotated, actor: ActorSpan) -> bool:
    """Whether the name is the end of a place or of a source named before it."""
    return any(p.start < actor.start < p.end for p in annotated.places)


def _before_colon(annotated: Annotated) -> Iterator[Speaker]:
    """The source that opens a headline or a post: ``الجيش: قتلنا عشرة``, ``مصدر طبي: وصول``."""
    tokens = annotated.sentence.tokens
    opening = [token.text for token in tokens[:BOUNDED]]
    colon = opening.index(":") if ":" in opening else 0
    if not colon or any(m.start < colon for m in annotated.of(Kind.TRIGGER)):
        return
    speaker = _first(annotated, 0, colon, "says")
    if speaker is None or speaker.start > 0:
        return
    if speaker.actor is None or speaker.actor.form is not ActorForm.STATE:
        yield speaker


def _kind(annotated: Annotated, match: Match, role: str, head: int, end: int) -> Speaker:
    """A source by its kind, with the party that it speaks for, if the words name one."""
    actor = party_behind(annotated, match, end)
    nature = _NATURES.get(match.entry.what, match.entry.what)
    if nature == "party" and actor is None:
        nature = NAMED
    if match.entry.what == "official" and actor is not None and actor.start >= match.end:
        # مسؤول في الحركة
        nature = "party"
    stop = max(actor.end, match.end) if actor is not None else match.end
    named = head + BOUNDED if role == "says" and end - head <= _AFTER_ACCORDING else end
    words = _words(annotated, head, max(named, stop))
    return Speaker(
        match.entry.id, nature, role, match.start, stop, actor, match.entry.row, annotated, words
    )


def _actor(annotated: Annotated, actor: ActorSpan, role: str, end: int) -> Speaker:
    actor = full_name(annotated, actor)
    words = _words(annotated, actor.start, end)
    return Speaker(
        actor.id, "actor", role, actor.start, actor.end, actor, actor.row, annotated, words
    )


def _outlet(
    annotated: Annotated, match: Match, role: str, head: int | None = None, end: int | None = None
) -> Speaker:
    words = _words(annotated, match.start if head is None else head, end or match.end)
    return Speaker(
        match.entry.id,
        "outlet",
        role,
        match.start,
        match.end,
        None,
        match.entry.row,
        annotated,
        words,
    )


def _words(annotated: Annotated, start: int, end: int) -> frozenset[str]:
    """The bare words of a source: ``مصدر`` and ``المصدر`` are one."""
    spoken = [t.text for t in annotated.sentence.tokens[start:end] if t.kind is TokenKind.WORD]
    the = article()
    bare = [w[len(the) :] if w.startswith(the) and len(w) > len(the) + 1 else w for w in spoken]
    return frozenset([word for word in bare if len(word) >= _SHORTEST])


def bare_word(word: str) -> str:
    """A word without its article."""
    return word.removeprefix(article()) if len(word) > len(article()) + 1 else word
