"""Decides who stands behind each report of an event: outlet, independent source, party or not.

Reliability belongs to the outlet, whatever it reports this time; what the program suggests goes
by the kind of the outlet alone and is never better than C.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rasd.merge.ballots import published
from rasd.merge.lore import Lore, Outlet, load_fusion
from rasd.merge.parties import party_of, same_party
from rasd.model import Account, AttributionRole, Document, Grade, Mention, Status, Voice

Press = Mapping[str, Document]
"""Documents by id."""

_SPEAKS = frozenset({AttributionRole.SAYS, AttributionRole.CLAIMS})
_UNKNOWN = "F"


def accounts(
    mentions: Sequence[Mention],
    *,
    source_of: Mapping[str, int],
    press: Press,
    lore: Lore,
) -> tuple[Account, ...]:
    """One account for each mention, in their order."""
    return tuple(_account(m, source_of[m.doc_id], press.get(m.doc_id), lore) for m in mentions)


def one_voice(sources: Sequence[frozenset[str]], press: Press) -> tuple[frozenset[str], ...]:
    """The groups of documents that count as one source, reports of one outlet united."""
    if len(sources) == 1:
        return tuple(sources)
    leader = list(range(len(sources)))

    def find(group: int) -> int:
        while leader[group] != group:
            leader[group] = leader[leader[group]]
            group = leader[group]
        return group

    first: dict[str, int] = {}
    for number, group in enumerate(sources):
        for doc_id in group:
            document = press.get(doc_id)
            if document is not None and document.outlet is not None:
                leader[find(number)] = find(first.setdefault(document.outlet, number))
    united: dict[int, set[str]] = {}
    for number, group in enumerate(sources):
        united.setdefault(find(number), set()).update(group)
    return tuple(sorted((frozenset(group) for group in united.values()), key=min))


@published
def party_voice(mention: Mention, outlet: Outlet | None, lore: Lore) -> bool:
    """A report is a party's where its text has no voice but a party's, or where its outlet speaks
    for a party that the report names as taking part."""
    if mention.status is Status.CLAIMED:
        return True
    if outlet is None or outlet.party is None:
        return False
    named = [party_of(a) for a in (*mention.perpetrators, *mention.targets)]
    named += [claim.id for claim in mention.claimed_by if claim.id is not None]
    return any(same_party(outlet.party, party, lore.parents) for party in named)


def admits_own_losses(mention: Mention, outlet: Outlet | None, lore: Lore) -> bool:
    """Whether the party that speaks is the one that was hit."""
    speakers = {a.id for a in mention.attribution if a.role in _SPEAKS and a.id is not None}
    if outlet is not None and outlet.party is not None:
        speakers.add(outlet.party)

    def among(ids: list[str | tuple[str, ...]]) -> bool:
        return any(same_party(s, party, lore.parents) for s in speakers for party in ids)

    return among([party_of(a) for a in mention.targets]) and not among(
        [party_of(a) for a in mention.perpetrators]
    )


def reliability(name: str | None, outlet: Outlet | None) -> Grade:
    """The grade suggested for an outlet by its type; F where no list knows it."""
    if outlet is None:
        reason = "no_outlet" if name is None else "unknown_outlet"
        return Grade(value=_UNKNOWN, suggested=True, reason=reason)
    grades = load_fusion().reliability
    given = grades["official"] if outlet.party else grades.get(outlet.type)
    return given or Grade(value=_UNKNOWN, suggested=True, reason="unknown_outlet")


def _account(mention: Mention, source: int, document: Document | None, lore: Lore) -> Account:
    name = document.outlet if document is not None else None
    published_on: date | None = document.published if document is not None else None
    outlet = lore.outlet(name)
    return Account(
        mention_id=mention.id,
        doc_id=mention.doc_id,
        outlet=name,
        published=published_on,
        source=source,
        attributed_to=tuple(dict.fromkeys(a.id or a.name for a in mention.attribution)),
        voice=Voice.PARTY if party_voice(mention, outlet, lore) else Voice.NEUTRAL,
        reliability=reliability(name, outlet),
    )
