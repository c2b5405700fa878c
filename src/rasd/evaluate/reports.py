"""Which report tells which incident: coded incidents and their sources, as coreference sees them.

A *report* is one coded incident as one text tells it. A text that several incidents cite (a
roundup) gives several reports; texts that are equal letter for letter are one document, whatever
outlets brought it. Each report is looked for among the mentions of its text: the one that fits the
coded day, place and toll best, one mention for one incident. A text without a mention left gives
a report that stands alone, whatever is merged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rasd.evaluate.assign import best_pairs
from rasd.evaluate.incidents import CodedIncident, read_coded, right_day, right_place, right_toll
from rasd.evaluate.rows import half_of
from rasd.model import Document, EventType, Mention, Status, replace

_FITS = 0.1
"""Any mention may tell the report; what is right about it decides between several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One incident as one document tells it."""

    incident: CodedIncident
    doc_id: str

    @property
    def half(self) -> str:
        """`read` or `unread`, by the component, so that no incident or text is cut in two."""
        return half_of(self.incident.component)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSet:
    """Different texts, and what they report."""

    documents: tuple[Document, ...]
    reports: tuple[Report, ...]


def read_reports(path: Path, *, assume_dates: bool = False) -> ReportSet:
    """The reports of a file of coded incidents.

    With `assume_dates`, a text that no source dates counts as published on the day of the (last)
    incident that cites it; scores from it must be labelled as such.
    """
    told: dict[str, list[tuple[Document, CodedIncident]]] = {}
    for incident in read_coded(path):
        for source in incident.sources:
            told.setdefault(source.sha256, []).append((source, incident))
    documents = []
    reports = []
    for tellings in told.values():
        document = _one(tellings, assume_dates=assume_dates)
        documents.append(document)
        incidents = {incident.id: incident for _, incident in tellings}
        reports += [Report(incident=each, doc_id=document.id) for each in incidents.values()]
    return ReportSet(documents=tuple(documents), reports=tuple(reports))


def _one(tellings: Sequence[tuple[Document, CodedIncident]], *, assume_dates: bool) -> Document:
    first = min((document for document, _ in tellings), key=lambda document: document.id)
    dates: list[date] = [d.published for d, _ in tellings if d.published is not None]
    if not dates and assume_dates:
        dates = [max(incident.day for _, incident in tellings)]
    return replace(first, published=min(dates, default=None))


def locate(reports: Sequence[Report], mentions: Iterable[Mention]) -> Mapping[tuple[str, str], str]:
    """The mention of each report that has one, by (incident, document)."""
    by_doc: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_doc.setdefault(mention.doc_id, []).append(mention)
    wanted: dict[str, list[CodedIncident]] = {}
    for report in reports:
        wanted.setdefault(report.doc_id, []).append(report.incident)
    found: dict[tuple[str, str], str] = {}
    for doc_id, incidents in wanted.items():
        told = sorted(by_doc.get(doc_id, []), key=_first_told)
        fits = [[_fit(incident, mention) for mention in told] for incident in incidents]
        for row, column in best_pairs(fits):
            found[incidents[row].id, doc_id] = told[column].id
    return found


def _fit(incident: CodedIncident, mention: Mention) -> float:
    """How much of the mention is as coded; the harm and the kind only break ties."""
    right = (
        2.0 * right_place(incident, mention)
        + 1.0 * right_day(incident, mention)
        + 1.0 * right_toll(incident, mention)
    )
    told = mention.status is not Status.BACKGROUND
    attack = mention.event_type is EventType.EXPLOSION
    statement = mention.event_type is EventType.STATEMENT
    return right + _FITS * (1 + 2 * told + 2 * attack - 2 * statement * told)


def _first_told(mention: Mention) -> tuple[int, str]:
    return (min((e.start for e in mention.evidence if e.part is None), default=0), mention.id)
