"""Who claims an incident, and on which channel.

``تبنى التنظيم الهجوم`` and ``أعلنت الحركة أنها قتلت``: whoever makes the claim, not everybody that
its sentence names. A group that tells of its own deed claims it whoever else tells of it; a
state's force only where nobody else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rasd.engines.categories import NON_STATE
from rasd.engines.cite import evidence_of
from rasd.engines.status import TWO_SIDED, owns_deed
from rasd.engines.voicing import side_of
from rasd.join.draft import Draft, Words
from rasd.knowledge import Kind
from rasd.model import Actor, Claim, Evidence, Status, SubEventType
from rasd.text import Text

_GENERIC = "generic"
_CLAIMS = "claim"


def claims_of(
    group: Sequence[Draft],
    drafts: Sequence[Draft],
    sub_type: SubEventType,
    doers: Sequence[Actor],
    sufferers: Sequence[Actor],
    status: Status,
    texts: dict[str, Text],
    evidence: list[Evidence],
) -> tuple[Claim, ...]:
    """Who claims the incident, and where.

    A claim among its passages, the doer's own voice, or a claim of several attacks elsewhere in
    the text by the party that did it.
    """
    claimed: dict[str, tuple[str | None, Words]] = {}
    for draft in group:
        if draft.claimed_voice:
            found = _claimant(draft)
            if found is not None:
                claimed.setdefault(found[0], found[1:])
    if not claimed:
        own = _own_voice(group, sub_type, doers, sufferers, status)
        if own is not None:
            claimed[own[0]] = own[1:]
    statements = [d for d in drafts if d.claimed_voice and d not in group]
    known = {actor.id for actor in doers if actor.id}
    for draft in statements:
        found = _claimant(draft) if _several(draft) else None
        if found is not None and found[1] in known:
            claimed.setdefault(found[0], found[1:])
    return tuple(
        _claim(ident, words, [*group, *statements], texts, evidence)
        for ident, words in claimed.values()
    )


def _claimant(draft: Draft) -> tuple[str, str | None, Words] | None:
    """The party named nearest to the word for the claim: its side, its id and its words."""
    frame = draft.frame
    claim = next((t.match for t in frame.triggers if t.row.kind == _CLAIMS), None)
    if claim is None:
        return None
    named = [
        (side_of(a.actor, a.text), a.actor.id, a.words)
        for a in draft.perpetrators
        if a.actor.category != _GENERIC
    ]
    named += [(v.side, v.party, v.words) for v in draft.voices if v.side and not v.neutral]
    near = [n for n in named if n[2].annotated is frame.annotated]

    def distance(item: tuple[str, str | None, Words]) -> int:
        words = item[2]
        return max(words.start - claim.end, claim.start - words.end)

    return min(near, key=distance, default=named[0] if named else None)


def _own_voice(
    group: Sequence[Draft],
    sub_type: SubEventType,
    doers: Sequence[Actor],
    sufferers: Sequence[Actor],
    status: Status,
) -> tuple[str, str | None, Words] | None:
    """The voice of who did it; in a fight, of either side."""
    fighters = (*doers, *sufferers) if sub_type in TWO_SIDED else tuple(doers)
    for draft in group:
        for voice in draft.voices:
            if voice.neutral or voice.role != "says" or not owns_deed(voice, fighters, sub_type):
                continue
            if status is Status.CLAIMED or voice.category in NON_STATE:
                return voice.side, voice.party, voice.words
    return None


def _claim(
    ident: str | None,
    words: Words,
    drafts: Iterable[Draft],
    texts: dict[str, Text],
    evidence: list[Evidence],
) -> Claim:
    found = evidence_of("claimed_by", words, texts)
    evidence.append(found)
    channel = _channel(ident, drafts)
    if channel is None:
        return Claim(id=ident, channel=None, text=found.quote)
    evidence.append(evidence_of("claimed_by", channel, texts))
    return Claim(id=ident, channel=_channel_id(channel), text=found.quote)


def _several(draft: Draft) -> bool:
    """Whether a claim speaks of more than one attack (``الهجومين``)."""
    return any(
        t.trait.plural or t.trait.startswith("dual")
        for t in draft.frame.triggers
        if t.row.kind != "claim"
    )


def _channel(claimant: str | None, drafts: Iterable[Draft]) -> Words | None:
    """Where a claimant made its claim: a platform before a mere statement."""
    found: list[Words] = []
    for draft in drafts:
        if not draft.claimed_voice and not any(
            v.party == claimant and not v.neutral for v in draft.voices
        ):
            continue
        annotated = draft.frame.annotated
        for match in annotated.of(Kind.CHANNEL):
            found.append(
                Words(annotated, match.start, match.end, "claims/channel", match.entry.row)
            )
    return min(found, key=lambda w: _channel_id(w) == _STATEMENT, default=None)


_STATEMENT = "statement"


def _channel_id(words: Words) -> str:
    return next(
        m.entry.id
        for m in words.annotated.of(Kind.CHANNEL, words.start, words.end)
        if m.end == words.end
    )
