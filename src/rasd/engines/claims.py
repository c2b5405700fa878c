"""Who claims an incident, and on which channel."""

from __future__ import annotations

from collections.abc import Sequence

from rasd.engines.cite import evidence_of
from rasd.join.draft import Draft, Words
from rasd.knowledge import Kind
from rasd.model import Claim, Evidence, Status
from rasd.text import Text


def claims_of(
    group: Sequence[Draft],
    drafts: Sequence[Draft],
    status: Status,
    texts: dict[str, Text],
    evidence: list[Evidence],
) -> tuple[Claim, ...]:
    """Who claims the incident, and where.

    A claim among its passages, the doer's own voice, or a claim of several attacks elsewhere in
    the text by the party that did it.
    """
    doers = {a.actor.id for d in group for a in d.perpetrators if a.actor.id}
    claimed: dict[str, Words] = {}
    for draft in group:
        if draft.claimed_voice:
            for actor in draft.perpetrators:
                if actor.actor.id is not None:
                    claimed.setdefault(actor.actor.id, actor.words)
        elif status is Status.CLAIMED:
            for voice in draft.voices:
                if voice.party in doers and voice.id == voice.party and voice.party is not None:
                    claimed.setdefault(voice.party, voice.words)
    statements = [d for d in drafts if d.claimed_voice and d not in group]
    if status is Status.CLAIMED:
        for draft in statements:
            for actor in draft.perpetrators:
                if actor.actor.id in doers and actor.actor.id is not None and _several(draft):
                    claimed.setdefault(actor.actor.id, actor.words)
    claims: list[Claim] = []
    for ident, words in claimed.items():
        found = evidence_of("claimed_by", words, texts)
        evidence.append(found)
        channel = _channel(ident, [*group, *statements])
        if channel is not None:
            evidence.append(evidence_of("claimed_by", channel, texts))
        claims.append(
            Claim(
                id=ident,
                channel=_channel_id(channel) if channel is not None else None,
                text=found.quote,
            )
        )
    return tuple(claims)


def _several(draft: Draft) -> bool:
    """Whether a claim speaks of more than one attack (``الهجومين``)."""
    return any(
        t.trait.plural or t.trait.value.startswith("dual")
        for t in draft.frame.triggers
        if t.row.kind != "claim"
    )


def _channel(claimant: str, drafts: Sequence[Draft]) -> Words | None:
    """Where a claimant made its claim: a platform before a mere statement."""
    found: list[Words] = []
    for draft in drafts:
        if not any(a.actor.id == claimant for a in draft.perpetrators):
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
