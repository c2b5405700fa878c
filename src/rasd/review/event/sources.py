"""Decides how the sources of an event are listed: who copies whom, whom they cite, their grades."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from rasd.model import Account, Grade, Voice
from rasd.review.event.ground import Ground
from rasd.review.saying import Saying


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """One report of the event; `copies` names the report of the same source that it copies."""

    mention_id: str
    doc_id: str
    outlet: str | None
    name: str
    published: date | None
    party: bool
    grade: Grade
    cites: tuple[str, ...]
    copies: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceView:
    """One independent source with its reports."""

    number: int
    reports: tuple[ReportView, ...]


def source_views(ground: Ground, saying: Saying) -> tuple[SourceView, ...]:
    """The independent sources in their order."""
    of: dict[int, list[Account]] = defaultdict(list)
    for account in ground.event.accounts:
        of[account.source].append(account)
    return tuple(
        SourceView(
            number=number,
            reports=tuple(_report(ground, each, accounts, saying) for each in accounts),
        )
        for number, accounts in sorted(of.items())
    )


def grades(sources: tuple[SourceView, ...]) -> tuple[Grade, ...]:
    """Each grade that stands beside an outlet, once, the best first."""
    found = {(r.grade.value, r.grade.reason): r.grade for s in sources for r in s.reports}
    return tuple(found[key] for key in sorted(found))


def _report(
    ground: Ground, account: Account, accounts: list[Account], saying: Saying
) -> ReportView:
    document = ground.documents.get(account.doc_id)
    own = {each.doc_id for each in accounts} - {account.doc_id}
    reuse = document.reuse if document is not None else ()
    taken = next((r.of for r in reuse if r.of in own), None)
    origin = ground.documents.get(taken or "")
    return ReportView(
        mention_id=account.mention_id,
        doc_id=account.doc_id,
        outlet=account.outlet,
        name=saying.document(document) if document else saying.outlet(account.outlet),
        published=account.published,
        party=account.voice is Voice.PARTY,
        grade=account.reliability,
        cites=tuple(saying.cited(each) for each in account.attributed_to),
        copies=saying.document(origin) if origin is not None else None,
    )
